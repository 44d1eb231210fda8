"""Taking back what was done: admissions, corrections, registrations, and who was found to be one or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from kiosk.domain import codes
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.folding import as_values
from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import holders, print_queue, staff
from kiosk.operations.merging import PAIRINGS, about, taken_back
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, pairing, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

OWN_MS: Final = 15 * 60_000
"""How long somebody may take back what they did themselves; after that it takes the right to annul."""

_UNDO_DEPTH: Final = 50

_TAKEN_BACK: Final = (Kind.ADMISSION_GIVEN, *PAIRINGS)
"""What can be taken back by itself, whatever came after it."""

_ACTS: Final = (
    Kind.ADMISSION_GIVEN,
    Kind.ATTENDEE_EDITED,
    Kind.ATTENDEE_REGISTERED,
    Kind.BADGE_REPLACED,  # which stays: an entry before it is not taken back in its stead, unseen
    *PAIRINGS,
)


class Act(StrEnum):
    """What an undo took back."""

    ADMISSION = "admission"
    CORRECTION = "correction"
    REGISTRATION = "registration"
    MERGE = "merge"
    KEEPING_APART = "keeping_apart"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, about whom, and when it had been done."""

    act: Act
    attendee: Attendee
    at: datetime


def undo(station: Station, kinds: Sequence[Kind] = _ACTS) -> Undone:
    """Take back this desk's last act, of these `kinds`, and return what it was.

    InputRefused with NOTHING_TO_UNDO if there is none, BADGE_IS_REPLACED if it cannot be. Acts are
    admissions, exits, corrections, registrations, and that two were found to be one, or two; a walk-in's
    registration goes with its admission, unless another still stands.
    NeedsApproval if the act is somebody else's or a quarter of an hour old, and one may not annul.
    """
    with station.database.read() as connection:
        last = _last_act(connection, station, kinds)
    if last is None:
        raise InputRefused(Trouble.NOTHING_TO_UNDO)
    if last[0].kind == Kind.BADGE_REPLACED:  # it is on its way, and the one before may be in any hands
        raise InputRefused(Trouble.BADGE_IS_REPLACED, name=last[1].name)
    _require(station, last[0].actor, last[0].wall_ms)
    with station.database.write() as connection:
        if journal.is_undone(connection, last[0].id):
            raise InputRefused(Trouble.ALREADY_ANNULLED)
        return _undo(connection, station, *last)


def _require(station: Station, actor: str, at_ms: int) -> None:
    """Refuse to take back what somebody else did, or long ago, to whoever has not the right to annul."""
    own = actor == station.duty.staff_id and 0 <= station.now_ms() - at_ms <= OWN_MS
    staff.require(station, Right.UNDO if own else Right.ANNUL)


def can_undo(station: Station) -> bool:
    """Return whether this desk has done anything that `undo` would take back."""
    with station.database.read() as connection:
        return _last_act(connection, station, _ACTS) is not None


def _last_act(
    connection: Connection, station: Station, kinds: Sequence[Kind]
) -> tuple[Fact, Attendee] | None:
    for fact in journal.last_by(connection, station.settings.origin, kinds, _UNDO_DEPTH):
        body = fact.content()
        if "undoes" in body or body.get("automatic") or journal.is_undone(connection, fact.id):
            continue
        attendee = _whom(connection, fact)
        if attendee is not None:  # or what they did went with them
            return fact, attendee
    return None


def _whom(connection: Connection, fact: Fact) -> Attendee | None:
    """Whom an act was about; None if they are no more on the roll."""
    if fact.kind == Kind.ADMISSION_GIVEN:
        return holders.of_admission(connection, fact)
    return people.attendee(connection, fact.subject)


def annul(station: Station, code: str, list_id: str) -> Undone:
    """Take back the last admission of whoever has `code` on this list, and return it.

    InputRefused with UNKNOWN_ATTENDEE or NOTHING_TO_UNDO; NeedsApproval as `undo`.
    """
    with station.database.read() as connection:
        check_in_list = the_list(connection, list_id)
        attendee = holders.of_code(connection, codes.clean(code), configured.event(connection)).attendee
        if attendee is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=code)
        given = admissions.last_given(connection, attendee.id, check_in_list.id)
    if given is None:
        raise InputRefused(Trouble.NOTHING_TO_UNDO)
    return take_back(station, given.id)


def take_back(station: Station, fact_id: str) -> Undone:
    """Take back the admission, or what was decided of two people, with this id, of whatever desk.

    InputRefused with NOTHING_TO_UNDO if there is none, ALREADY_ANNULLED; NeedsApproval as `undo`.
    """
    with station.database.read() as connection:
        fact = journal.by_id(connection, fact_id)
        attendee = _whom(connection, fact) if fact and fact.kind in _TAKEN_BACK else None
        given = admissions.by_id(connection, fact_id)
    if fact is None or attendee is None or (given is None and fact.kind == Kind.ADMISSION_GIVEN):
        raise InputRefused(Trouble.NOTHING_TO_UNDO)
    _require(station, fact.actor, round(given.at.timestamp() * 1000) if given else fact.wall_ms)
    with station.database.write() as connection:
        if journal.is_undone(connection, fact_id):
            raise InputRefused(Trouble.ALREADY_ANNULLED)
        if given is not None:
            return _annul(connection, station, given.id, attendee, given.at)
        return _undo(connection, station, fact, attendee)


def reconsider(station: Station, code: str, other: str = "") -> Undone:
    """Take back the last that was decided of whoever has `code`, and has `other`: merged, or kept apart.

    InputRefused with UNKNOWN_ATTENDEE or NOTHING_TO_UNDO; NeedsApproval as `undo`.
    """
    with station.database.read() as connection:
        event = configured.event(connection)
        decided: list[Fact] | None = None
        asked: list[str] = []
        for one in filter(None, (code, other)):
            holder = holders.of_code(connection, codes.clean(one), event)
            if holder.attendee is None:
                raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=one)
            asked.append(holder.subject or holder.attendee.id)
            found = pairing.decisions(connection, pairing.all_of(connection, holder.attendee.id))
            decided = found if decided is None else [fact for fact in decided if fact in found]
        assert decided is not None
        decided.sort(key=lambda fact: len(about(fact) & set(asked)))  # the one about these very codes last
    if not decided:
        raise InputRefused(Trouble.NOTHING_TO_UNDO)
    return take_back(station, decided[-1].id)


def _undo(connection: Connection, station: Station, fact: Fact, attendee: Attendee) -> Undone:
    at = admissions.moment(fact.wall_ms)
    if fact.kind == Kind.ADMISSION_GIVEN:
        return _annul(connection, station, fact.id, attendee, at)
    if fact.kind == Kind.ATTENDEE_EDITED:
        back = _corrected_back(fact, attendee)
        journal.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, fact.subject, back)])
        return Undone(Act.CORRECTION, people.attendee(connection, attendee.id) or attendee, at)
    if fact.kind in PAIRINGS:
        journal.record(connection, station.author, taken_back(connection, fact))
        act = Act.MERGE if fact.kind == Kind.ATTENDEE_MERGED else Act.KEEPING_APART
        return Undone(act, people.attendee(connection, fact.subject) or attendee, at)
    drafts = [Draft(Kind.ATTENDEE_WITHDRAWN, fact.subject, {"undoes": fact.id})]
    journal.record(connection, station.author, drafts)
    return Undone(Act.REGISTRATION, attendee, at)


def _corrected_back(fact: Fact, attendee: Attendee) -> dict[str, Any]:
    """The body that undoes the correction `fact`, where nothing later has set the field again."""
    body, now = fact.content(), as_values(attendee)
    still = [name for name, value in body["set"].items() if now.get(name, "") == value]
    return {
        "set": {name: body["was"][name] for name in still},
        "was": {name: body["set"][name] for name in still},
        "undoes": fact.id,
    }


def _annul(
    connection: Connection, station: Station, admission_id: str, attendee: Attendee, at: datetime
) -> Undone:
    drafts = [Draft(Kind.ADMISSION_ANNULLED, attendee.id, {"undoes": admission_id})]
    registered = journal.by_id(connection, admissions.registering(connection, admission_id))
    # Whom another door has let in stays on the roll, and keeps the badge that waits for them.
    elsewhere = admissions.has_another(connection, attendee.id, admission_id)
    withdrawn = registered is not None and not elsewhere
    if registered is not None and withdrawn:
        drafts.append(Draft(Kind.ATTENDEE_WITHDRAWN, registered.subject, {"undoes": registered.id}))
    journal.record(connection, station.author, drafts)
    if not elsewhere and not admissions.badges_printed(connection, attendee.id):
        print_queue.cancel_waiting(connection, station, attendee.id, but_bulk=True)
    return Undone(Act.REGISTRATION if withdrawn else Act.ADMISSION, attendee, at)
