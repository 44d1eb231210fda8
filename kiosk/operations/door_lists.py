"""The paper list of a door: who may stand before it, by name, to be ticked when nothing else works."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import language
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Attendee, Category, Registration, Words
from kiosk.domain.staff import Right
from kiosk.language import _
from kiosk.operations import staff
from kiosk.operations.requests import the_list
from kiosk.operations.sheets import by_name
from kiosk.operations.station import Station
from kiosk.store import configured, people
from kiosk.store.database import Connection

if TYPE_CHECKING:
    from kiosk.badge.door_list import Head, Row
    from kiosk.badge.means import Rendered

_AWAY = (Registration.CANCELLED, Registration.BLOCKED)


def door_list(station: Station, list_id: str, on_page: Callable[[int], None] | None = None) -> Rendered:
    """Return the paper list of a check-in list as a PDF, whoever has cancelled or is blocked left out.

    InputRefused with UNKNOWN_LIST, NeedsApproval.
    """
    from kiosk.badge import door_list as paper

    staff.require(station, Right.EXPORT)
    with station.database.read() as connection:
        one = the_list(connection, list_id)
        head = _head(connection, station, one)
        categories = configured.categories(connection)
        guests = sorted((guest for guest in people.everybody(connection) if _is_on(one, guest)), key=by_name)
    rows = [_row(guest, categories) for guest in guests]
    return paper.drawn(head, rows, on_page)


def print_list(station: Station, list_id: str) -> str:
    """Send the paper list to this desk's printer, return its reference; as `door_list`, and PrinterError."""
    drawn = door_list(station, list_id)
    with station.database.read() as connection:
        one = the_list(connection, list_id)
    job = str(uuid.UUID(bytes=station.random(16), version=4))
    label = one.title.best(language.current()) or one.id
    return station.spooler.submit(drawn.pdf, job, drawn.size_mm, label=label)


def _is_on(one: CheckInList, guest: Attendee) -> bool:
    of_it = not one.categories or guest.category in one.categories
    return of_it and guest.registration not in _AWAY


def _row(guest: Attendee, categories: dict[str, Category]) -> Row:
    from kiosk.badge.door_list import Row

    category = categories.get(guest.category)
    title = category.title.best(language.current()) if category else guest.category
    return Row(guest.name_latin, guest.name_arabic, guest.company, title, guest.code)


def _head(connection: Connection, station: Station, one: CheckInList) -> Head:
    from kiosk.badge.door_list import Head

    event = configured.event(connection)
    zone = ZoneInfo(event.time_zone) if event else UTC
    now = station.now.astimezone(zone)
    latin, arabic = _both(event.title if event else NO_WORDS)
    title, title_arabic = _both(one.title)
    printed = _("Printed on {day} at {time}").format(day=f"{now:%d/%m/%Y}", time=language.clock(now))
    return Head(latin, arabic, title or one.id, title_arabic, printed)


def _both(words: Words) -> tuple[str, str]:
    return words.fr or words.en, words.ar
