"""May this person pass this door now? Decided from records alone: no database, no clock, no window.

The order of the checks and the entry policy follow the union of what pretix, alf.io and Odoo do:
the first reason that applies wins. Exits skip the checks of time and of earlier entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from kiosk.domain.people import Attendee, Registration, Words


class Direction(StrEnum):
    """Which way somebody goes through the door."""

    ENTRY = "entry"
    EXIT = "exit"


class Reason(StrEnum):
    """Why somebody is admitted or not."""

    VALID = "valid"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    UNAPPROVED = "unapproved"
    INVALID_TIME = "invalid_time"
    NOT_ON_LIST = "not_on_list"
    UNPAID = "unpaid"
    ALREADY_IN = "already_in"


_NO_WORDS: Final = Words()


@dataclass(frozen=True, slots=True)
class CheckInList:
    """A door with its rules. `categories` empty means all; times are aware, None is open-ended."""

    id: str
    title: Words
    room: Words = _NO_WORDS
    opens: datetime | None = None
    closes: datetime | None = None
    categories: frozenset[str] = frozenset()
    multiple_entries: bool = False
    reentry_after_exit: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class Admission:
    """One entry or exit on one list; `station` is the desk's name, `id` that of the fact."""

    id: str
    attendee_id: str
    list_id: str
    direction: Direction
    at: datetime
    station: str
    actor: str = ""
    annulled: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Admitted or refused, with one reason; `first` is the entry that ALREADY_IN is about."""

    reason: Reason
    first: Admission | None = None

    @property
    def admitted(self) -> bool:
        """Whether the person may pass."""
        return self.reason is Reason.VALID


_BY_REGISTRATION = {
    Registration.CANCELLED: Reason.CANCELLED,
    Registration.BLOCKED: Reason.BLOCKED,
    Registration.PENDING: Reason.UNAPPROVED,
}


def decide(
    attendee: Attendee | None,
    check_in_list: CheckInList,
    history: Sequence[Admission],
    direction: Direction,
    at: datetime,
) -> Verdict:
    """Return the verdict on `attendee` (None: nobody has this code) passing `check_in_list` at `at`.

    `history` holds the person's admissions on this list in the order they happened, annulled ones
    included.
    """
    if attendee is None:
        return Verdict(Reason.UNKNOWN)
    standing = _standing(attendee, check_in_list, direction, at)
    if standing is not None:
        return Verdict(standing)
    counted = [past for past in history if not past.annulled]
    if _may_pass_again(counted, check_in_list, direction):
        return Verdict(Reason.VALID)
    return Verdict(Reason.ALREADY_IN, next(past for past in counted if past.direction is Direction.ENTRY))


def _standing(
    attendee: Attendee, check_in_list: CheckInList, direction: Direction, at: datetime
) -> Reason | None:
    """What stands against the person, whatever they did before; None if nothing does."""
    if (reason := _BY_REGISTRATION.get(attendee.registration)) is not None:
        return reason
    if direction is Direction.ENTRY and not _within(attendee, at):
        return Reason.INVALID_TIME
    if check_in_list.categories and attendee.category not in check_in_list.categories:
        return Reason.NOT_ON_LIST
    return Reason.UNPAID if attendee.registration is Registration.UNPAID else None


def _within(attendee: Attendee, at: datetime) -> bool:
    started = attendee.valid_from is None or attendee.valid_from <= at
    return started and (attendee.valid_until is None or at < attendee.valid_until)


def _may_pass_again(counted: Sequence[Admission], check_in_list: CheckInList, direction: Direction) -> bool:
    if direction is Direction.EXIT or check_in_list.multiple_entries:
        return True
    if all(past.direction is Direction.EXIT for past in counted):
        return True
    return check_in_list.reentry_after_exit and counted[-1].direction is Direction.EXIT


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
