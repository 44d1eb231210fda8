"""Gathering what a decision is made from, beside who stands at the door."""

from __future__ import annotations

from datetime import UTC
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Request
from kiosk.domain.lists import CheckInList
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee, Category, Event
from kiosk.errors import InputRefused, Trouble
from kiosk.operations.station import Station
from kiosk.store import admissions, configured
from kiosk.store.database import Connection

_VARIATION: Final = frozenset(("variation", "variante"))
"""What files call the column that tells kinds of one ticket apart, folded."""


def request(
    connection: Connection,
    station: Station,
    check_in_list: CheckInList,
    *,
    category: Category | None,
    event: Event | None,
    attendee: Attendee | None = None,
) -> Request:
    """Return what there is to know at this door now about somebody entering by `check_in_list`."""
    gate = station.settings.gate or station.settings.name
    variation = variation_of(attendee) if attendee and check_in_list.rule else ""
    return Request(
        at=station.now,
        event=event,
        zone=ZoneInfo(event.time_zone) if event else UTC,
        names=names(category, variation, gate) if check_in_list.rule or check_in_list.gates else {},
        gate=gate,
        variation=variation,
        inside=admissions.inside(connection, check_in_list.id) if check_in_list.capacity else 0,
        questions=configured.questions(connection),
    )


def the_list(connection: Connection, list_id: str) -> CheckInList:
    """Return the check-in list with this id; InputRefused if there is none."""
    one = configured.check_in_list(connection, list_id)
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_LIST, value=list_id)
    return one


def names(category: Category | None, variation: str, gate: str) -> dict[str, frozenset[str]]:
    """Return the folded words that rules of other systems may call these by."""
    called = category.called if category else ()
    return {
        "product": frozenset(map(fold, called)),
        "variation": frozenset((fold(variation),)),
        "gate": frozenset((fold(gate),)),
    }


def variation_of(attendee: Attendee) -> str:
    """Return the kind of ticket within its category that the organiser's file tells of, or ""."""
    return next((value for header, value in attendee.extra.items() if fold(header) in _VARIATION), "")
