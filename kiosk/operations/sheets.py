"""Badges by the sheet: whose, in which order, on which stock; and where this desk's printer is off.

What a sheet is and how it is drawn is told in `kiosk.badge`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kiosk import settings
from kiosk.domain.facts import Kind
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee, Registration
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import print_queue, staff
from kiosk.operations.drawing import Fields, Lazily, draw
from kiosk.operations.layouts import Layouts
from kiosk.operations.routing import layout_for
from kiosk.operations.station import Station
from kiosk.printing.spooler import Sides
from kiosk.store import admissions, configured, journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

if TYPE_CHECKING:
    from kiosk.badge.imposition import Sheeting
    from kiosk.badge.means import PageWarning, Rendered

OnPage = Callable[[int, int], None]

SHEETS: Final = "sheets"
"""The printer of badges that came out on sheets, of which only a person said so."""


class Order(StrEnum):
    """In which order badges come out."""

    ROLL = "roll"
    NAME = "name"
    CATEGORY = "category"  # then by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whose badges: of one category, of one company as people spell it, those never printed; all if empty.

    Whoever has cancelled, or is of a category without badges, gets none.
    """

    category: str = ""
    company: str = ""
    unprinted: bool = False
    order: Order = Order.ROLL


@dataclass(frozen=True, slots=True)
class Drawn:
    """Badges in one PDF, on `sheets` printed sheets, in the order of `attendee_ids`.

    `warnings` count the badges, not the sheets, from 1. `refused` are layouts that could not be used.
    `has_backs` says whether a layout has any, `turned` how the paper is turned for those that are printed.
    """

    pdf: bytes
    attendee_ids: tuple[str, ...]
    sheets: int
    size_mm: tuple[float, float]
    warnings: tuple[PageWarning, ...]
    has_backs: bool
    refused: tuple[tuple[str, str], ...]
    turned: Sides = Sides.ONE


@dataclass(frozen=True, slots=True)
class Delegation:
    """A company as most of its people spell it, and how many they are."""

    company: str
    people: int


def nothing(_done: int, _total: int) -> None:
    """Tell nobody."""


def delegations(station: Station) -> tuple[Delegation, ...]:
    """Return the companies of the roll, the largest first."""
    spelt: dict[str, Counter[str]] = {}
    with station.database.read() as connection:
        for one in people.everybody(connection):
            if one.company:
                spelt.setdefault(fold(one.company), Counter())[one.company] += 1
    found = (Delegation(names.most_common(1)[0][0], names.total()) for names in spelt.values())
    return tuple(sorted(found, key=lambda one: (-one.people, fold(one.company))))


def chosen(station: Station, choice: Choice) -> tuple[Attendee, ...]:
    """Return whose badges are meant, in their order; InputRefused with UNKNOWN_CATEGORY, NeedsApproval."""
    staff.require(station, Right.PRINT_ALL)
    with station.database.read() as connection:
        return meant(connection, station, choice)


def meant(connection: Connection, station: Station, choice: Choice) -> tuple[Attendee, ...]:
    """Do as `chosen` within a transaction, whoever asks."""
    categories = configured.categories(connection)
    if choice.category and choice.category not in categories:
        raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=choice.category)
    in_force = Layouts.of(station)
    found = [one for one in _wanted(connection, choice) if in_force.prints(one.category)]
    if choice.order is not Order.ROLL:
        found.sort(key=by_name)
    if choice.order is Order.CATEGORY:
        place = {key: at for at, key in enumerate(categories)}
        found.sort(key=lambda one: place.get(one.category, len(place)))
    return tuple(found)


def by_name(one: Attendee) -> tuple[bool, str]:
    """Return what people are sorted by: Latin names first, then those who have only an Arabic one."""
    return not one.name_latin, fold(one.name)


def _wanted(connection: Connection, choice: Choice) -> Iterator[Attendee]:
    company = fold(choice.company)
    for one in people.everybody(connection, category=choice.category):
        if one.registration is Registration.CANCELLED:
            continue
        if company and fold(one.company) != company:
            continue
        if choice.unprinted and admissions.badges_printed(connection, one.id):
            continue
        yield one


# -- drawing ----------------------------------------------------------------------------------------


def sheeting(station: Station, stock_id: str, *, start: int = 1) -> Sheeting:
    """Return plain sheets of a stock, put right by this desk's shift; InputRefused with UNKNOWN_STOCK."""
    from kiosk.badge import stocks
    from kiosk.badge.imposition import Sheeting

    told = station.settings
    return Sheeting(
        stock=stocks.stock(stock_id),
        start=start,
        shift_x_mm=told.sheet_shift_x_mm,
        shift_y_mm=told.sheet_shift_y_mm,
    )


def drawn(
    station: Station, choice: Choice, sheeting: Sheeting | None = None, on_page: OnPage = nothing
) -> Drawn:
    """Return the chosen badges in one PDF: on sheets, or without `sheeting` a page each.

    `on_page` is told (badges drawn, badges in all). InputRefused with UNKNOWN_CATEGORY, NOTHING_TO_PRINT,
    START_WRONG, SHIFT_WRONG, BADGE_TOO_LARGE; FileRefused with LAYOUT_WRONG; NeedsApproval.
    """
    found = chosen(station, choice)
    if not found:
        raise InputRefused(Trouble.NOTHING_TO_PRINT)
    return _drawn(station, found, sheeting, on_page)


def first_sheet(station: Station, choice: Choice, sheeting: Sheeting) -> tuple[Drawn, int, int]:
    """Return the first sheet, drawn, with how many badges and sheets there are in all; raises as `drawn`."""
    from kiosk.badge import imposition

    imposition.check(sheeting)
    found = chosen(station, choice)
    if not found:
        raise InputRefused(Trouble.NOTHING_TO_PRINT)
    some = found[: sheeting.stock.labels - sheeting.start + 1]
    return _drawn(station, some, sheeting, nothing), len(found), imposition.count(len(found), sheeting)


def _drawn(station: Station, found: Sequence[Attendee], sheeting: Sheeting | None, on_page: OnPage) -> Drawn:
    from kiosk.badge import imposition, sheets

    if sheeting is not None:
        imposition.check(sheeting)
    made = pages(station, found, on_page)
    plain = Drawn(
        pdf=made.pdf,
        attendee_ids=tuple(one.id for one in found),
        sheets=len(found),
        size_mm=made.size_mm,
        warnings=_by_badge(made),
        has_backs=max(made.sides) > 1,
        refused=made.refused,
    )
    if sheeting is None:
        return plain
    return replace(
        plain,
        pdf=sheets.impose(made.pdf, sheeting, sides=made.sides),
        sheets=imposition.count(len(found), sheeting),
        size_mm=sheeting.stock.size_mm,
        turned=_turned(sheeting),
    )


def pages(station: Station, found: Sequence[Attendee], on_page: OnPage) -> Rendered:
    """Return these people's badges in one PDF, a side a page."""
    with station.database.read() as connection:
        fields = Fields.of(connection, station)
    return draw(station, Lazily(fields, found), fields.title, lambda page: on_page(page, len(found)))


def _turned(sheeting: Sheeting) -> Sides:
    from kiosk.badge.imposition import Backs
    from kiosk.badge.stocks import Fold

    if sheeting.backs is Backs.NONE or sheeting.stock.fold is not Fold.NONE:
        return Sides.ONE
    return Sides.LONG_EDGE if sheeting.backs is Backs.LONG_EDGE else Sides.SHORT_EDGE


def _by_badge(made: Rendered) -> tuple[PageWarning, ...]:
    """Return the warnings of pages as those of badges."""
    of_page = [badge for badge, sides in enumerate(made.sides, start=1) for _side in range(sides)]
    return tuple(replace(one, page=of_page[one.page - 1]) for one in made.warnings)


def alignment(station: Station, stock_id: str) -> bytes:
    """Return the page that shows how far this desk's printer is off on a stock; InputRefused."""
    from kiosk.badge import alignment_page

    return alignment_page.drawn(sheeting(station, stock_id))


def keep_shift(station: Station, x_mm: float, y_mm: float) -> None:
    """Put every sheet right by so much from now on; InputRefused with SHIFT_WRONG, NeedsApproval."""
    from kiosk.badge import imposition

    staff.require(station, Right.PRINT_ALL)
    imposition.check_shift(x_mm, y_mm)
    told = settings.changed(station.settings, sheet_shift_x_mm=float(x_mm), sheet_shift_y_mm=float(y_mm))
    settings.write(station.folder, told)
    station.settings = told


# -- paper --------------------------------------------------------------------------------------------


def print_sheets(station: Station, sheets: Drawn, label: str = "") -> str:
    """Send sheets to this desk's printer and return its reference; PrinterError, NeedsApproval.

    A printer that cannot turn them for their backs refuses: PRINTER_ONE_SIDED.

    Nobody's badge counts as printed yet: whether paper came out well is for a person to say.
    """
    staff.require(station, Right.PRINT_ALL)
    job = str(uuid.UUID(bytes=station.random(16), version=4))
    return station.spooler.submit(sheets.pdf, job, sheets.size_mm, label=label, sides=sheets.turned)


def print_alignment(station: Station, stock_id: str) -> str:
    """Send the page that shows how far the printer is off to it, and return its reference; as `alignment`.

    PrinterError, NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    job = str(uuid.UUID(bytes=station.random(16), version=4))
    size = sheeting(station, stock_id).stock.size_mm
    return station.spooler.submit(alignment(station, stock_id), job, size, label=stock_id)


def mark_printed(station: Station, attendee_ids: Sequence[str]) -> int:
    """Write down that these people's badges came out of a printer; return how many. NeedsApproval."""
    staff.require(station, Right.PRINT_ALL)
    body = {"job": "", "printer": SHEETS, "station": station.settings.name}
    with station.database.write() as connection:
        found = [people.attendee(connection, one) for one in attendee_ids]
        known = [one for one in found if one is not None]
        for one in known:
            print_queue.cancel_waiting(connection, station, one.id)
        layout = {category: layout_for(station, category) for category in {one.category for one in known}}
        drafts = [
            Draft(Kind.BADGE_PRINTED, one.id, {**body, "layout": layout[one.category]}) for one in known
        ]
        journal.record(connection, station.author, drafts)
    return len(known)
