"""Two of the roll found to be one person, or two after all: facts that can both be taken back.

Who stands keeps what they have and fills what they have not from the other; what happened to either is
theirs, and whatever opened a door for either opens it for them. Who is kept apart is never proposed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk.domain.facts import Fact, Kind
from kiosk.domain.folding import FILLED, as_values
from kiosk.domain.people import EDITABLE, Attendee, Registration
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import print_policy, print_queue, staff
from kiosk.operations.station import Station
from kiosk.store import journal, pairing, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

if TYPE_CHECKING:
    from kiosk.operations.people import Card

PAIRINGS: Final = (Kind.ATTENDEE_MERGED, Kind.ATTENDEE_KEPT_APART)


def merge(station: Station, stands_id: str, absorbed_id: str, take: Iterable[str] = ()) -> Attendee:
    """Make one person of these two and return them: the first, with the fields in `take` from the other.

    InputRefused with UNKNOWN_ATTENDEE, SAME_PERSON or UNKNOWN_FIELD; NeedsApproval.
    """
    staff.require(station, Right.MERGE)
    with station.database.write() as connection:
        one, other = _two(connection, stands_id, absorbed_id)
        body = {"absorbs": other.id, "set": _chosen(one, other, take)}
        if print_policy.has_badge(connection, one.id):  # a second badge of one person would only go astray
            print_queue.cancel_waiting(connection, station, other.id)
        journal.record(connection, station.author, [Draft(Kind.ATTENDEE_MERGED, one.id, body)])
        return _known(connection, one.id)


def keep_apart(station: Station, one_id: str, other_id: str) -> tuple[Attendee, Attendee]:
    """Write down that these are two people, who are never proposed as one again, and return them.

    InputRefused with UNKNOWN_ATTENDEE or SAME_PERSON; NeedsApproval.
    """
    staff.require(station, Right.MERGE)
    with station.database.write() as connection:
        one, other = _two(connection, one_id, other_id)
        if frozenset((one.id, other.id)) not in pairing.kept_apart(connection):
            draft = Draft(Kind.ATTENDEE_KEPT_APART, one.id, {"from": other.id})
            journal.record(connection, station.author, [draft])
        return one, other


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two people, as values of facts; `is_open` says that they differ and one may be chosen.

    Where only one has something and the field is one of those that are filled, that is what the merged has.
    """

    field: str
    one: str
    other: str
    is_open: bool


def compared(one: Attendee, other: Attendee) -> tuple[Compared, ...]:
    """Return what two people have in every field in which one of them has anything."""
    mine, theirs = as_values(one), as_values(other)
    rows = []
    for name in EDITABLE:
        pair = mine.get(name, ""), theirs.get(name, "")
        if any(pair):
            rows.append(Compared(name, *pair, pair[0] != pair[1] and (all(pair) or name not in FILLED)))
    return tuple(rows)


def better_known(one: Card, other: Card) -> Card:
    """Return who should stand: who was here, who has not cancelled, of whom more is known; else the first."""

    def known(card: Card) -> tuple[bool, bool, int]:
        was_here = bool(card.badges_printed) or card.presence.last_at is not None
        away = card.attendee.registration in (Registration.CANCELLED, Registration.BLOCKED)
        return was_here, not away, len(as_values(card.attendee))

    return other if known(other) > known(one) else one


def taken_back(connection: Connection, fact: Fact) -> list[Draft]:
    """Return the drafts that take back what `fact` decided of two people.

    Desks that had not met may have decided the same, crosswise too: all of it is taken back.
    """
    named = about(fact)
    same = [
        one for one in pairing.decisions(connection, sorted(named))
        if one.kind == fact.kind and about(one) == named
    ]  # fmt: skip
    return [Draft(Kind.PAIRING_UNDONE, one.subject, {"undoes": one.id}) for one in same]


def about(decision: Fact) -> frozenset[str]:
    """Return the two subjects that were merged or kept apart."""
    body = decision.content()
    return frozenset((decision.subject, str(body.get("absorbs") or body.get("from"))))


def _two(connection: Connection, one_id: str, other_id: str) -> tuple[Attendee, Attendee]:
    one, other = _known(connection, one_id), _known(connection, other_id)
    if one.id == other.id:
        raise InputRefused(Trouble.SAME_PERSON, name=one.name)
    return one, other


def _known(connection: Connection, attendee_id: str) -> Attendee:
    one = people.attendee(connection, attendee_id)
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
    return one


def _chosen(one: Attendee, other: Attendee, take: Iterable[str]) -> dict[str, str]:
    """The values that are taken from the other, where they differ."""
    chosen = tuple(take)
    for name in chosen:
        if name not in EDITABLE:
            raise InputRefused(Trouble.UNKNOWN_FIELD, value=name, known=", ".join(EDITABLE))
    before, values = as_values(one), as_values(other)
    return {name: values.get(name, "") for name in chosen if values.get(name, "") != before.get(name, "")}
