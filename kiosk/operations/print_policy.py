"""When an admission prints: what the event says of its lists and categories, and whether it is due now.

It is the event's to say, not a desk's: the facts of lists and categories carry it to every desk.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.printers import Prints
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, print_jobs
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_UNSENT: Final = (JobState.QUEUED, JobState.RENDERING)
_UNKNOWN: Final = {
    Kind.CATEGORY_CONFIGURED: Trouble.UNKNOWN_CATEGORY,
    Kind.LIST_CONFIGURED: Trouble.UNKNOWN_LIST,
}


def is_due(connection: Connection, attendee_id: str, prints: Prints) -> bool:
    """Return whether an entry of this person prints by the policy `prints`."""
    if prints is Prints.ALWAYS:  # but not two at once, where the last one still waits
        return not print_jobs.of_person(connection, attendee_id, _UNSENT)
    return prints is Prints.ONCE and not has_badge(connection, attendee_id)


def has_badge(connection: Connection, attendee_id: str) -> bool:
    """Return whether a badge of this person was printed, at any desk, or is on its way at this one."""
    return bool(
        admissions.badges_printed(connection, attendee_id)
        or print_jobs.of_person(connection, attendee_id, print_jobs.OPEN)
    )


def set_for_category(station: Station, category_id: str, prints: Prints | None) -> None:
    """Say when admissions print for this category; None leaves it to the list.

    InputRefused with UNKNOWN_CATEGORY; NeedsApproval.
    """
    _set(station, Kind.CATEGORY_CONFIGURED, category_id, prints)


def set_for_list(station: Station, list_id: str, prints: Prints | None) -> None:
    """Say when entries on this list print; None leaves it to the category.

    InputRefused with UNKNOWN_LIST; NeedsApproval.
    """
    _set(station, Kind.LIST_CONFIGURED, list_id, prints)


def _set(station: Station, kind: Kind, key: str, prints: Prints | None) -> None:
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        body = configured.body(connection, kind, key)
        if body is None or body.get("deleted"):
            raise InputRefused(_UNKNOWN[kind], value=key)
        journal.record(connection, station.author, [Draft(kind, key, {**body, "prints": prints or ""})])
