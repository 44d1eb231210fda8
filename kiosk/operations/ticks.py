"""Ticks of a paper list taken back in: entries that happened, at the time when they did.

What has happened is true, also where this desk would have refused; and a tick read twice is one tick.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain import codes
from kiosk.domain.admission import Direction
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import holders, staff
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, journal
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_CLOCKS_DIFFER: timedelta = timedelta(minutes=5)
"""How far the wrist watch at the door may be ahead of this desk."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A code on the paper list, and when it was ticked (aware)."""

    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the ticks: entries written, those known before, and codes that are nobody's."""

    entered: tuple[Attendee, ...]
    known: int
    unknown: tuple[str, ...]


def whose(station: Station, code: str) -> Attendee | None:
    """Return who stands beside this code on the paper list; None: nobody has it. NeedsApproval."""
    staff.require(station, Right.LOOK_UP)
    with station.database.read() as connection:
        return holders.holder(connection, codes.clean(code))


def take(station: Station, list_id: str, ticks: Sequence[Tick]) -> Taken:
    """Write an entry for each tick, all of them or none, and return what became of them.

    The same tick again, here or from the same file at another time, writes nothing, not even when its entry
    was taken back since. InputRefused with UNKNOWN_LIST, TICK_TOO_LATE; NeedsApproval.
    """
    staff.require(station, Right.OVERRIDE)
    _refuse_to_come(station, ticks)
    entered: list[Attendee] = []
    unknown: list[str] = []
    known = 0
    with station.database.write() as connection:
        the_list(connection, list_id)
        for tick in ticks:
            code = codes.clean(tick.code)
            one = holders.holder(connection, code)
            if one is None:
                unknown.append(tick.code)
            elif _is_known(connection, one, list_id, tick):
                known += 1
            else:
                drafts = [Draft(Kind.ADMISSION_GIVEN, one.id, _entry(station, list_id, one, tick))]
                journal.record(connection, station.author, drafts)
                entered.append(one)
        station.days_ended.pop(list_id, None)  # some may stand before an end of day that was seen to already
    return Taken(tuple(entered), known, tuple(unknown))


def _refuse_to_come(station: Station, ticks: Iterable[Tick]) -> None:
    for tick in ticks:
        if tick.at > station.now + _CLOCKS_DIFFER:
            raise InputRefused(Trouble.TICK_TOO_LATE, value=f"{tick.at:%Y-%m-%d %H:%M}")


def _is_known(connection: Connection, one: Attendee, list_id: str, tick: Tick) -> bool:
    """Whether an entry of this very moment was written before, be it annulled since."""
    past = admissions.history(connection, one.id, list_id)
    return any(entry.at == tick.at and entry.direction is Direction.ENTRY for entry in past)


def _entry(station: Station, list_id: str, one: Attendee, tick: Tick) -> dict[str, object]:
    at_ms = round(tick.at.timestamp() * 1000)
    return {
        "list": list_id,
        "direction": Direction.ENTRY,
        "station": station.settings.name,
        "scan": str(uuid.uuid5(uuid.NAMESPACE_OID, f"tick/{list_id}/{one.id}/{at_ms}")),
        "code": codes.clean(tick.code).encode("unicode_escape").decode()[: codes.SCAN_LIMIT],
        "at": at_ms,
    }
