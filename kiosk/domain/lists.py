"""A check-in list: a door with its rules, a day's entrance, a session's room, the dinner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from kiosk.domain.people import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class CheckInList:
    """A door with its rules. Moments are aware; times of day are in the event's time zone; None is open.

    `categories` and `gates` empty mean all. `opens` and `closes` tell when the desk offers the list, and
    refuse entry outside if `keeps_hours`; `day_from` and `day_to` refuse it outside these times of any day
    (past midnight where the second is the earlier). Of the numbers, 0 is no limit: entries in all, entries
    on one calendar day, people inside at once. `rule` is the JSON text of a JsonLogic rule
    that must hold beside all these; "" is none.
    `day_ends`: who is inside then and came before has gone. `includes_unpaid` lets the operator admit who
    has not paid.
    """

    id: str
    title: Words
    room: Words = NO_WORDS
    opens: datetime | None = None
    closes: datetime | None = None
    categories: frozenset[str] = frozenset()
    multiple_entries: bool = False
    reentry_after_exit: bool = True
    position: int = 0
    keeps_hours: bool = False
    day_from: time | None = None
    day_to: time | None = None
    entries_limit: int = 0
    daily_limit: int = 0
    capacity: int = 0
    gates: tuple[str, ...] = ()
    rule: str = ""
    day_ends: time | None = None
    includes_unpaid: bool = False
    welcome: Words = NO_WORDS


def fitting(lists: Sequence[CheckInList], now: datetime) -> CheckInList | None:
    """Return the list that a desk should offer at `now`; None if there are none.

    The first in position of those open now, else the next to open, else the first of all.
    """
    ordered = sorted(lists, key=lambda one: one.position)
    for one in ordered:
        if (one.opens is None or one.opens <= now) and (one.closes is None or now < one.closes):
            return one
    coming = [one for one in ordered if one.opens is not None and one.opens > now]
    if coming:
        return min(coming, key=lambda one: (one.opens, one.position))
    return ordered[0] if ordered else None
