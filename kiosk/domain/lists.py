"""A check-in list: a door with its rules, a day's entrance, a session's room, the dinner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum

from kiosk.domain.people import NO_WORDS, Words
from kiosk.domain.printers import Prints


@dataclass(frozen=True, slots=True)
class CheckInList:
    """A door with its rules. Moments are aware; times of day are in the event's time zone; None is open.

    `categories` and `gates` empty mean all. `opens` and `closes` tell when the desk offers the list, and
    refuse entry outside if `keeps_hours`; `day_from` and `day_to` refuse it outside these times of any day
    (past midnight where the second is the earlier). Of the numbers, 0 is no limit: entries in all, entries
    on one calendar day, people inside at once. `rule` is the JSON text of a JsonLogic rule
    that must hold beside all these; "" is none.
    `day_ends`: who is inside then and came before has gone. `includes_unpaid` lets the operator admit who
    has not paid. `prints` says when entries print a badge; None: the category says so.
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
    prints: Prints | None = None

    def is_open(self, now: datetime) -> bool:
        """Return whether the desk offers the list at `now`."""
        return (self.opens is None or self.opens <= now) and not self.has_closed(now)

    def has_closed(self, now: datetime) -> bool:
        """Return whether the desk has offered the list for the last time."""
        return self.closes is not None and self.closes <= now


def fitting(lists: Sequence[CheckInList], now: datetime) -> CheckInList | None:
    """Return the list that a desk should offer at `now`; None if there are none.

    The first in position of those open now, else the next to open, else the first of all.
    """
    ordered = sorted(lists, key=lambda one: one.position)
    for one in ordered:
        if one.is_open(now):
            return one
    coming = [one for one in ordered if one.opens is not None and one.opens > now]
    if coming:
        return min(coming, key=lambda one: (one.opens, one.position))
    return ordered[0] if ordered else None


class Entries(StrEnum):
    """How often one person may enter a list, as people say it."""

    ONCE = "once"
    BACK_AFTER_LEAVING = "back_after_leaving"
    ONCE_A_DAY = "once_a_day"
    SOME = "some"
    ANY = "any"
    OTHER = "other"  # what another system or a file has said, in none of these ways


def entries_of(one: CheckInList) -> Entries:
    """Return which way of saying how often people may enter says what `one` does."""
    limits = one.entries_limit, one.daily_limit
    if not one.multiple_entries:
        if limits != (0, 0):
            return Entries.OTHER
        return Entries.BACK_AFTER_LEAVING if one.reentry_after_exit else Entries.ONCE
    if limits == (0, 0):
        return Entries.ANY
    if limits == (0, 1):
        return Entries.ONCE_A_DAY
    return Entries.OTHER if one.daily_limit else Entries.SOME


def with_entries(one: CheckInList, entries: Entries, times: int = 1) -> CheckInList:
    """Return `one` so that people may enter as `entries` says, `times` in all of SOME; unchanged of OTHER."""
    if entries is Entries.OTHER:
        return one
    if entries in (Entries.ONCE, Entries.BACK_AFTER_LEAVING):
        back = entries is Entries.BACK_AFTER_LEAVING
        return replace(one, multiple_entries=False, reentry_after_exit=back, entries_limit=0, daily_limit=0)
    return replace(
        one,
        multiple_entries=True,
        entries_limit=times if entries is Entries.SOME else 0,
        daily_limit=1 if entries is Entries.ONCE_A_DAY else 0,
    )
