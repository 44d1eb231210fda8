"""What happened to one person: when, where, by whom, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.bodies import understood
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.folding import fold
from kiosk.domain.people import Attendee, Words
from kiosk.domain.staff import Right
from kiosk.operations import staff
from kiosk.operations.merging import PAIRINGS, about
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, pairing
from kiosk.store import staff as stored
from kiosk.store.database import Connection

_TOLD: Final = frozenset(
    (
        Kind.ATTENDEE_IMPORTED,
        Kind.ATTENDEE_REGISTERED,
        Kind.ATTENDEE_EDITED,
        Kind.ATTENDEE_ANSWERED,
        Kind.ADMISSION_GIVEN,
        Kind.ADMISSION_REFUSED,
        Kind.BADGE_PRINTED,
        Kind.BADGE_REPLACED,
    )
)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a person, at a desk.

    `actor` and `approver` are names of staff, `reason` why somebody was refused or, of an admission, what
    was overridden, for the reason `why`. `annulled` says that it was taken back; `automatic` that nobody
    did it: the day had ended. `other` is whom they were merged with, or kept apart from.
    """

    fact_id: str
    kind: Kind
    at: datetime
    station: str = ""
    actor: str = ""
    approver: str = ""
    list_title: Words | None = None
    direction: Direction | None = None
    reason: Reason | None = None
    why: str = ""
    paid: bool = False
    annulled: bool = False
    automatic: bool = False
    other: Attendee | None = None


def history(station: Station, attendee_id: str) -> tuple[Happening, ...]:
    """Return what happened to this person, at all desks known here, newest first by when it happened."""
    staff.require(station, Right.SEE_HISTORY)
    with station.database.read() as connection:
        telling = _Telling.of(connection)
        subjects = pairing.all_of(connection, attendee_id)
        told = [fact for fact in journal.about(connection, subjects) if fact.kind in _TOLD]
        facts = [read for fact in told if (read := understood(fact))]
        facts += pairing.decisions(connection, subjects, all_=True)
        facts.sort(key=lambda fact: fact.order)
        happened = [telling.of_fact(connection, fact) for fact in facts]
        for place, fact in enumerate(facts):
            if fact.kind in PAIRINGS:
                happened[place] = replace(happened[place], other=_other(connection, fact, attendee_id))
    happened.sort(key=lambda one: one.at)  # what happened at one moment stays in the order of the facts
    return tuple(happened[::-1])


@dataclass(frozen=True, slots=True)
class _Telling:
    """The names that facts are told with."""

    lists: dict[str, Words]
    staff: dict[str, str]

    @classmethod
    def of(cls, connection: Connection) -> _Telling:
        return cls(
            {one.id: one.title for one in configured.lists(connection)},
            {one.id: one.name for one in stored.members(connection)},
        )

    def of_fact(self, connection: Connection, fact: Fact) -> Happening:
        body = fact.content()
        approver = str(body.get("approved", ""))
        list_id = body.get("list")
        return Happening(
            fact_id=fact.id,
            kind=Kind(fact.kind),
            at=admissions.moment(_happened_ms(fact, body)),
            station=str(body.get("station", "")),
            actor=self.staff.get(fact.actor, fact.actor),
            approver=self.staff.get(approver, approver),
            list_title=self.lists.get(str(list_id), Words(fr=str(list_id))) if list_id else None,
            direction=_one_of(Direction, body.get("direction")),
            reason=_one_of(Reason, body.get("reason") or body.get("overrode")),
            why=str(body.get("why", "")),
            paid=body.get("paid") is True,
            annulled=journal.is_undone(connection, fact.id),
            automatic=body.get("automatic") is True,
        )


def _other(connection: Connection, decision: Fact, attendee_id: str) -> Attendee | None:
    """The other of two who were merged or kept apart, as they are by themselves."""
    for subject in sorted(about(decision) - {attendee_id}):
        if one := fold(subject, filter(None, map(understood, journal.about(connection, [subject])))).attendee:
            return one
    return None


def _happened_ms(fact: Fact, body: Any) -> int:
    at = body.get("at")
    return at if isinstance(at, int) else fact.wall_ms


def _one_of(enum: Any, value: Any) -> Any:
    return enum(value) if value in tuple(enum) else None
