"""Badges: drawn into files, and asked for; `print_queue.py` and `print_rounds.py` see them to paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.domain.names import clean
from kiosk.domain.people import TEXT_LIMIT
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import print_queue, sheets, staff
from kiosk.operations.drawing import Fields, draw
from kiosk.operations.replacing import replaced
from kiosk.operations.routing import queue_badge
from kiosk.operations.sheets import Choice
from kiosk.operations.station import Station
from kiosk.store import admissions, people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.print_jobs import Pace

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered


@dataclass(frozen=True, slots=True)
class Earlier:
    """A badge that somebody has, or will have: printed `at` this time at the desk `station`.

    `waiting`: it is on its way at this desk, or a printer has lost it out of sight.
    """

    at: datetime
    station: str
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for a badge: the id of its job, or nothing yet because a reason is wanted first.

    `earlier` are the badges that the person had when it was asked, the last one first.
    """

    job_id: str
    earlier: tuple[Earlier, ...] = ()

    @property
    def needs_why(self) -> bool:
        """Whether a second copy wants a reason: `print_badge` is to be called again with one."""
        return not self.job_id


# -- drawing ----------------------------------------------------------------------------------------


def badge_pdf(station: Station, attendee_id: str) -> bytes:
    """Return the person's badge as a PDF of one page; InputRefused if nobody is there, NeedsApproval."""
    staff.require(station, Right.PRINT)
    with station.database.read() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        fields = Fields.of(connection, station)
    return draw(station, [fields(one)], fields.title).pdf


def badges_pdf(
    station: Station,
    *,
    category: str = "",
    unprinted: bool = False,
    on_page: Callable[[int, int], None] = lambda _done, _total: None,
) -> Rendered:
    """Return the badges of the roll in one PDF, a page each: of one category, or only those never printed.

    `on_page` is told (badges drawn, badges in all); what it raises (Cancelled) ends the work. InputRefused
    with UNKNOWN_CATEGORY, or NOTHING_TO_PRINT if nobody is left; NeedsApproval.
    """
    chosen = sheets.chosen(station, Choice(category=category, unprinted=unprinted))
    if not chosen:
        raise InputRefused(Trouble.NOTHING_TO_PRINT)
    return sheets.pages(station, chosen, on_page)


def badges_of(station: Station, attendee_ids: Sequence[str]) -> Rendered:
    """Return the badges of these people in one PDF, in their order; NeedsApproval."""
    staff.require(station, Right.PRINT if len(attendee_ids) <= 1 else Right.PRINT_ALL)
    with station.database.read() as connection:
        fields = Fields.of(connection, station)
        known = [people.attendee(connection, one) for one in attendee_ids]
    return draw(station, [fields(one) for one in known if one is not None], fields.title)


# -- asking for badges --------------------------------------------------------------------------------


def print_badge(station: Station, attendee_id: str, why: str = "") -> Asked:
    """Queue a badge of this person, and return its job; nobody gets a second one without a reason.

    Whose badge was printed, at any desk, or may come out yet, gets another only with `why` (one of Reprint,
    or any other text): without, nothing is written and the answer says so. The new badge has a new code,
    and the old one opens no door any more. One that only waits here is tried again at once instead.
    InputRefused with UNKNOWN_ATTENDEE, TEXT_TOO_LONG or TEXT_NOT_PRINTABLE; NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    told = clean(why, field="why", limit=TEXT_LIMIT)
    with station.database.write() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        earlier = _earlier(connection, station, attendee_id)
        if not earlier:
            print_jobs.hasten(connection, attendee_id)
            again = print_queue.tried_again(connection, station, attendee_id)
            return Asked(again or queue_badge(connection, station, attendee_id))
        if not told:
            return Asked("", earlier)
        return Asked(replaced(connection, station, one, told), earlier)


def _earlier(connection: Connection, station: Station, attendee_id: str) -> tuple[Earlier, ...]:
    """The badges of a person that came out of a printer, at any desk, or may still."""
    name = station.settings.name
    waiting = print_queue.at_printers(connection, attendee_id)
    printed = admissions.badges_of(connection, attendee_id)
    return (
        *(Earlier(job.changed_at, name, waiting=True) for job in reversed(waiting)),
        *(Earlier(one.at, one.station) for one in printed),
    )


def print_all(
    station: Station, *, category: str = "", unprinted: bool = False, why: str = ""
) -> tuple[str, ...]:
    """Queue the badges of the roll, as `badges_pdf` chooses them, and return the jobs' ids.

    Whoever has a badge, or will, is left out, unless there is a reason `why` all need another (as
    `print_badge`). InputRefused with UNKNOWN_CATEGORY; NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    told = clean(why, field="why", limit=TEXT_LIMIT)
    with station.database.write() as connection:
        queued: list[str] = []
        for one in sheets.meant(connection, station, Choice(category=category, unprinted=unprinted)):
            if not _earlier(connection, station, one.id):
                again = print_queue.tried_again(connection, station, one.id)
                queued.append(again or queue_badge(connection, station, one.id, pace=Pace.BULK))
            elif told:
                queued.append(replaced(connection, station, one, told, pace=Pace.BULK))
        return tuple(queued)
