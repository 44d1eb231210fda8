"""Whose code is this? People on the roll, signed tickets of people nobody told us of, and others' codes."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from kiosk.domain import codes, signed_codes
from kiosk.domain.admission import Barred
from kiosk.domain.bodies import understood
from kiosk.domain.facts import Fact
from kiosk.domain.folding import answered
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee, Event
from kiosk.domain.signed_codes import SignedTicket
from kiosk.store import admissions, configured, journal, people
from kiosk.store.database import Connection

_SHORTEST_CUT: Final = 6
_SHORTEST_GLUED: Final = 4
"""Characters of a code that is looked for within another."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a code: one `attendee`, or several; `signed` that only a signature speaks for them.

    `respelt` is their code as it stands on the roll, if the scan had it in another case or through another
    keyboard layout and nobody else's code is like it. `subject` is whom the code was given to, whom the
    attendee may have absorbed since: what happens with it is told of them.
    """

    attendee: Attendee | None = None
    namesakes: tuple[Attendee, ...] = ()
    barred: Barred | None = None
    signed: bool = False
    respelt: str = ""
    subject: str = ""


def holder(connection: Connection, code: str) -> Attendee | None:
    """Return the one attendee with this code, ours in any spelling or a ticket's exactly; None otherwise."""
    found = _with_code(connection, code)
    return found[0][1] if len(found) == 1 else None if found else _respelt(connection, code).attendee


def of_code(connection: Connection, code: str, event: Event | None) -> Holder:
    """Return who has this code, and what is known of the code itself."""
    found = _with_code(connection, code)
    if len(found) > 1:
        return Holder(namesakes=tuple(one for _subject, one in found))
    if found:
        subject, one = found[0]
        return replace(of_person(connection, one, code), subject=subject)
    signed = _signed(connection, code, event) if event and event.ticket_keys else None
    if signed is None:
        return _respelt(connection, code)
    return Holder(signed, barred=_barred(connection, code, signed), signed=True)


def of_person(connection: Connection, one: Attendee | None, code: str) -> Holder:
    """Return `one`, who was looked up or chosen, as the holder of what was shown, if anything was."""
    return Holder(one, barred=_barred(connection, code, one))


def of_admission(connection: Connection, fact: Fact) -> Attendee | None:
    """Return whom an admission let in, be it with a signed ticket; None: they are no more on the roll."""
    one = people.attendee(connection, fact.subject)
    if one is not None:
        return one
    code = str(fact.content().get("code", ""))
    ticket, event = signed_codes.read(code), configured.event(connection)
    bearer = _bearer(connection, code, ticket, event) if ticket and event else None
    return bearer if bearer and bearer.id == fact.subject else None


def _barred(connection: Connection, code: str, one: Attendee | None) -> Barred | None:
    if one is None:
        return None
    return admissions.barred(connection, codes.read(code) or code, own=one.code, ticket=one.ticket)


def _with_code(connection: Connection, code: str) -> tuple[tuple[str, Attendee], ...]:
    if not code or len(code) > codes.SCAN_LIMIT:
        return ()
    return people.with_code(connection, codes.read(code) or code)


def _respelt(connection: Connection, code: str) -> Holder:
    """Return the one whose code differs in its case alone, or as a keyboard layout changes it, if any."""
    if not code or codes.is_unclear(code) or len(code) > codes.SCAN_LIMIT:
        return Holder()
    if codes.read(code) or signed_codes.read(code):
        return Holder()
    found = people.with_code_folded(connection, (code, *codes.spellings(code)))
    if len({one.id for _code, one in found}) != 1:
        return Holder()
    respelt, attendee = found[0]
    subject = next((one for one, who in _with_code(connection, respelt) if who.id == attendee.id), "")
    return replace(of_person(connection, attendee, respelt), respelt=respelt, subject=subject)


def is_unclear(connection: Connection, code: str) -> bool:
    """Return whether a code that nobody has is somebody's cut short, or two people's in one."""
    if len(code) > codes.SCAN_LIMIT:
        return False
    cut_short = len(code) >= _SHORTEST_CUT and people.is_beginning(connection, code)
    return cut_short or _is_glued(connection, code)


def _is_glued(connection: Connection, code: str) -> bool:
    cuts = range(_SHORTEST_GLUED, len(code) - _SHORTEST_GLUED + 1)
    first = people.held_codes(connection, [code[:cut] for cut in cuts])
    rests = [code[len(one) :] for one in first]
    return bool(people.held_codes(connection, rests))


def _signed(connection: Connection, code: str, event: Event) -> Attendee | None:
    """Whoever holds a ticket signed with a key of the event."""
    ticket = signed_codes.read(code)
    if ticket is None:
        return None
    from kiosk.proofs import signatures

    genuine = signatures.is_genuine(ticket, event.ticket_keys)
    return _bearer(connection, code, ticket, event) if genuine else None


def _bearer(connection: Connection, code: str, ticket: SignedTicket, event: Event) -> Attendee:
    """All that is known of whoever holds a signed ticket: what it says, and what they answered at doors."""
    subject, item = subject_of(uuid.UUID(event.id), brief(f"ticket:{code}")), fold(str(ticket.item))
    category = next(
        (one.id for one in configured.categories(connection).values() if item in map(fold, one.called)), ""
    )
    return Attendee(
        id=subject,
        code="",
        category=category,
        ticket=code,
        reference=ticket.seed,
        valid_from=ticket.valid_from,
        valid_until=ticket.valid_until,
        extra=MappingProxyType({"variation": str(ticket.variation)} if ticket.variation else {}),
        answers=MappingProxyType(answered(map(understood, journal.about(connection, [subject])))),
    )


def subject_of(event_id: uuid.UUID, key: str) -> str:
    """Return the id of whoever files know by `key`: the same at two desks that have not met."""
    return str(uuid.uuid5(event_id, key))


def brief(key: str) -> str:
    """Return `key` without what it is made of: its kind, and a digest long enough for everybody on earth."""
    kind, _, rest = key.partition(":")
    if kind == "ref":
        kind = f"ref:{rest.partition(':')[0]}"
    return f"{kind}:{hashlib.sha256(key.encode()).hexdigest()[:20]}"
