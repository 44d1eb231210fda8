"""May this person pass this door now? Decided from records alone: no database, no clock, no window.

The order of the checks and the entry policy follow the union of what pretix, alf.io and Odoo do: the
first reason that applies wins. Exits skip the checks of time, rules, room and earlier entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from kiosk.domain import rules
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Attendee, Event, Registration
from kiosk.domain.questions import Question, open_questions
from kiosk.domain.rules import Hindrance, Scene
from kiosk.domain.staff import Right


class Direction(StrEnum):
    """Which way somebody goes through the door."""

    ENTRY = "entry"
    EXIT = "exit"


class Reason(StrEnum):
    """Why somebody is admitted or not, in the order in which it is looked for."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    UNAPPROVED = "unapproved"
    REVOKED = "revoked"
    INVALID_TIME = "invalid_time"
    NOT_ON_LIST = "not_on_list"
    UNPAID = "unpaid"
    RULES = "rules"
    FULL = "full"
    QUESTIONS = "questions"
    ALREADY_IN = "already_in"
    VALID = "valid"
    SECOND_LOOK = "second_look"  # found by name, and others are called alike: nothing is decided yet


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
class Barred:
    """Why a code opens no door any more: its badge was replaced or it was blocked; when and at which desk."""

    reason: Reason
    at: datetime
    station: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """How somebody stands at a door, and what is known there beside who they are.

    `at` is in UTC: two moments of one other zone would be compared by their clocks, wrongly twice a year.
    `namesakes` says that several people have the code. `inside` is how many are in, of a list with a
    capacity. `asks` says that questions can be asked here; `confirms_payment` that the operator lets in
    who has not paid; `forces` that a supervisor lets in whatever stands against it.
    """

    at: datetime
    direction: Direction = Direction.ENTRY
    event: Event | None = None
    zone: tzinfo = UTC
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    gate: str = ""
    variation: str = ""
    inside: int = 0
    questions: Sequence[Question] = ()
    barred: Barred | None = None
    namesakes: bool = False
    asks: bool = True
    confirms_payment: bool = False
    forces: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Admitted or refused, with one reason, and what there is to say of it.

    `first` is the entry that ALREADY_IN is about: of who is inside, the first since they were last out; else
    the first of all. `hindrances` is what the rules say, `questions` what is to be asked, `barred` why the
    code is no longer good. `overrode` is the reason that was passed over.
    """

    reason: Reason
    first: Admission | None = None
    hindrances: tuple[Hindrance, ...] = ()
    questions: tuple[Question, ...] = ()
    barred: Barred | None = None
    overrode: Reason | None = None
    confirmable: bool = False
    """Whether the operator may let in who has not paid."""

    @property
    def admitted(self) -> bool:
        """Whether the person may pass."""
        return self.reason is Reason.VALID

    @property
    def right(self) -> Right | None:
        """The right to admit all the same; None if nobody has it, or nobody needs it."""
        if self.confirmable:
            return Right.CONFIRM_PAYMENT
        return _RIGHTS.get(self.reason, Right.OVERRIDE)


_RIGHTS: Final = {
    Reason.VALID: None,
    Reason.UNKNOWN: None,
    Reason.AMBIGUOUS: None,
    Reason.SECOND_LOOK: None,
    Reason.QUESTIONS: Right.SKIP_QUESTIONS,
}

_BY_REGISTRATION: Final = {
    Registration.CANCELLED: Reason.CANCELLED,
    Registration.BLOCKED: Reason.BLOCKED,
    Registration.PENDING: Reason.UNAPPROVED,
}


def decide(
    attendee: Attendee | None, check_in_list: CheckInList, history: Sequence[Admission], request: Request
) -> Verdict:
    """Return the verdict on `attendee` (None: nobody has this code) passing `check_in_list`.

    `history` holds the person's admissions on this list in the order they happened, annulled ones
    included. Nothing is raised, whatever the list's rule is.
    """
    if attendee is None:
        return Verdict(Reason.AMBIGUOUS if request.namesakes else Reason.UNKNOWN)
    found = _refusal(attendee, check_in_list, [past for past in history if not past.annulled], request)
    if found is None:
        return Verdict(Reason.VALID)
    return Verdict(Reason.VALID, overrode=found.reason) if request.forces else found


def gravest(
    attendee: Attendee | None, check_in_list: CheckInList, history: Sequence[Admission], request: Request
) -> Verdict:
    """Return the verdict that it takes most to pass over, where the first is a payment or a question.

    Behind what an operator may confirm, or somebody may skip, a graver reason may stand: that one then.
    """
    verdict = decide(attendee, check_in_list, history, request)
    if verdict.confirmable:
        behind = gravest(attendee, check_in_list, history, replace(request, confirms_payment=True))
    elif verdict.reason is Reason.QUESTIONS:
        behind = gravest(attendee, check_in_list, history, replace(request, asks=False))
    else:
        return verdict
    return verdict if behind.admitted else behind


def _refusal(
    attendee: Attendee, check_in_list: CheckInList, counted: Sequence[Admission], request: Request
) -> Verdict | None:
    """The first thing that stands against the person; None if nothing does."""
    enters = request.direction is Direction.ENTRY
    standing = _standing(attendee, check_in_list, request)
    if standing is not None or not enters:
        return standing
    inside = is_inside(counted, check_in_list, request)
    rule = rules.of_list(check_in_list)
    if rule is not None and (
        bars := rules.hindrances(rule, _scene(attendee, counted, request, inside=inside))
    ):
        return Verdict(Reason.RULES, hindrances=bars)
    if 0 < check_in_list.capacity <= request.inside and not inside:
        return Verdict(Reason.FULL)
    if request.asks and (asked := open_questions(request.questions, attendee, check_in_list.id)):
        return Verdict(Reason.QUESTIONS, questions=asked)
    if _may_enter(counted, check_in_list, inside=inside):
        return None
    return Verdict(Reason.ALREADY_IN, _entered(counted, check_in_list, request, inside=inside))


def _standing(attendee: Attendee, check_in_list: CheckInList, request: Request) -> Verdict | None:
    """What stands against the person, whatever they did before."""
    if (unwelcome := _unwelcome(attendee, request.barred)) is not None:
        return unwelcome
    if request.direction is Direction.ENTRY and not _within(attendee, request.at):
        return Verdict(Reason.INVALID_TIME)
    if check_in_list.categories and attendee.category not in check_in_list.categories:
        return Verdict(Reason.NOT_ON_LIST)
    if attendee.registration is Registration.UNPAID:
        confirmable = check_in_list.includes_unpaid
        if not (confirmable and request.confirms_payment):
            return Verdict(Reason.UNPAID, confirmable=confirmable)
    return None


def _unwelcome(attendee: Attendee, barred: Barred | None) -> Verdict | None:
    """What stands against the registration, or the code that was shown."""
    by_registration = _BY_REGISTRATION.get(attendee.registration)
    blocked = barred is not None and barred.reason is Reason.BLOCKED
    if blocked and by_registration is not Reason.CANCELLED:
        return Verdict(Reason.BLOCKED, barred=barred)
    if by_registration is not None:
        return Verdict(by_registration)
    return Verdict(Reason.REVOKED, barred=barred) if barred is not None else None


def _within(attendee: Attendee, at: datetime) -> bool:
    started = attendee.valid_from is None or attendee.valid_from <= at
    return started and (attendee.valid_until is None or at < attendee.valid_until)


def _may_enter(counted: Sequence[Admission], check_in_list: CheckInList, *, inside: bool) -> bool:
    if check_in_list.multiple_entries:
        return True
    if all(past.direction is Direction.EXIT for past in counted):
        return True
    return check_in_list.reentry_after_exit and not inside


def _entered(
    counted: Sequence[Admission], check_in_list: CheckInList, request: Request, *, inside: bool
) -> Admission:
    """The entry that says why there is no other: the first of all, or the one that somebody is inside by."""
    entries = [past for past in counted if past.direction is Direction.ENTRY]
    if not inside:
        return entries[0]
    ends = check_in_list.day_ends
    since = None if ends is None else last_end(ends, request.at, request.zone)
    first = counted[-1]
    for past in reversed(counted):
        if past.direction is Direction.EXIT or (since is not None and past.at < since):
            break
        first = past
    return first


def is_inside(counted: Sequence[Admission], check_in_list: CheckInList, request: Request) -> bool:
    """Return whether who has this history (annulled ones left out) is inside when they ask."""
    if not counted or counted[-1].direction is Direction.EXIT:
        return False
    if check_in_list.day_ends is None:
        return True
    return counted[-1].at >= last_end(check_in_list.day_ends, request.at, request.zone)


def last_end(day_ends: time, now: datetime, zone: tzinfo) -> datetime:
    """Return the last moment up to `now` at which clocks in `zone` said `day_ends`, in UTC.

    A time that a clock change skips is the moment it would have been without the change; of one that
    comes twice the first is meant.
    """
    try:
        today = now.astimezone(zone).date()
        for days_back in range(3):
            local = datetime.combine(today - timedelta(days=days_back), day_ends, tzinfo=zone)
            if (moment := local.astimezone(UTC)) <= now:
                return moment
    except OverflowError:  # a clock in the first or the last days of the calendar
        pass
    return datetime.min.replace(tzinfo=UTC)


def _scene(attendee: Attendee, counted: Sequence[Admission], request: Request, *, inside: bool) -> Scene:
    return Scene(
        now=request.at,
        zone=request.zone,
        category=attendee.category,
        variation=request.variation,
        gate=request.gate,
        names=request.names,
        entries=[past.at for past in counted if past.direction is Direction.ENTRY],
        inside=inside,
        event=request.event,
    )
