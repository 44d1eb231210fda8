"""Setting a desk's printers up: which there are to choose, what each is for, and a test badge on one of them.

What is chosen here stands in the station's settings, which `kiosk.app` keeps.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kiosk.domain.names import clean
from kiosk.domain.printers import FOLDER, LABELS_MOST, Printer
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, PrinterError, Trouble
from kiosk.language import _
from kiosk.operations import layouts, staff
from kiosk.operations.layouts import Layouts
from kiosk.operations.routing import named
from kiosk.operations.station import Station
from kiosk.printing import addresses
from kiosk.scanning.trial import CODES, Sample
from kiosk.store import configured

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout
    from kiosk.printing.present import Candidate
    from kiosk.printing.spooler import Progress, Spooler

NAME_LIMIT: Final = 60
_NAMES: Final = ("Fatima-Zahra Benjelloun", "فاطمة الزهراء بنجلون")


@dataclass(frozen=True, slots=True)
class Trial:
    """A test badge that was sent to `printer`; `reference` is its spooler's own name of it."""

    printer: Printer
    size_mm: tuple[float, float]
    reference: str
    spooler: Spooler


# -- which there are -----------------------------------------------------------------------------------


def candidates() -> tuple[Candidate, ...]:
    """Return the printers that could be chosen on this computer and its network; takes a few seconds."""
    from kiosk.printing import present

    return present.printers()


def offered(station: Station, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return those of `found` that are not this desk's already."""
    known = {one.uri for one in station.printers}
    return tuple(one for one in found if one.address not in known)


# -- what each is for ----------------------------------------------------------------------------------


def with_printer(station: Station, printer: Printer, was: str = "") -> tuple[Printer, ...]:
    """Return this desk's printers with `printer` in the place of the one called `was`, or after the others.

    The folder that a desk begins with gives way to the first printer. InputRefused with PRINTER_NAMELESS,
    PRINTER_NAME_TAKEN, PRINTER_ADDRESS_WRONG, LABELS_WRONG, UNKNOWN_CATEGORY or, if there
    is none called `was`, UNKNOWN_PRINTER; FileRefused with LAYOUT_WRONG; NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
    before = named(station, was) if was else None
    made = _checked(station, printer)
    others = [one for one in station.printers if one != before]
    if any(one.name.casefold() == made.name.casefold() for one in _kept(station, others)):
        raise InputRefused(Trouble.PRINTER_NAME_TAKEN, name=made.name)
    if before is not None:
        return tuple(made if one == before else one for one in station.printers)
    return (*_kept(station, others), made)


def _kept(station: Station, others: Sequence[Printer]) -> list[Printer]:
    """The printers that stay beside a new one: nobody has chosen the folder of a new station."""
    beginning = not station.settings.printers and station.settings.printer == FOLDER
    return [] if beginning else list(others)


def without_printer(station: Station, name: str) -> tuple[Printer, ...]:
    """Return this desk's printers without the one of this name; with none left, badges go to the folder.

    InputRefused with UNKNOWN_PRINTER; NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
    gone = named(station, name)
    return tuple(one for one in station.printers if one != gone)


def _checked(station: Station, printer: Printer) -> Printer:
    """The printer with its name cleaned; InputRefused if something about it cannot be."""
    name = clean(printer.name, field="name", limit=NAME_LIMIT)
    if not name:
        raise InputRefused(Trouble.PRINTER_NAMELESS)
    try:
        addresses.parsed(printer.uri)
    except PrinterError as error:
        raise InputRefused(Trouble.PRINTER_ADDRESS_WRONG, value=printer.uri) from error
    if not 0 <= printer.labels <= LABELS_MOST:
        raise InputRefused(Trouble.LABELS_WRONG, limit=LABELS_MOST)
    with station.database.read() as connection:
        categories = configured.categories(connection)
    for one in printer.categories:
        if one not in categories:
            raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=one)
    for one in printer.layouts:
        layouts.named(station, one)
    return replace(printer, name=name)


# -- a test badge --------------------------------------------------------------------------------------


def print_trial(station: Station, printer: Printer) -> Trial:
    """Send a test badge to a printer, one of this desk's or not yet, and return it.

    It has the size of the badges that would go there, does not wait behind them and counts as nobody's.
    PrinterError; FileRefused; NeedsApproval.
    """
    from kiosk.badge import trial_badge

    staff.require(station, Right.PRINT)
    with station.database.read() as connection:
        event = configured.event(connection)
    zone = ZoneInfo(event.time_zone) if event else UTC
    at = station.now.astimezone(zone)
    layout = _layout_for(station, printer)
    trial = trial_badge.Trial(
        title=_("Test badge"),
        name_latin=_NAMES[0],
        name_arabic=_NAMES[1],
        code=CODES[Sample.OURS],
        foot=f"{at:%d/%m/%Y %H:%M} · {printer.name}",
        ruler=_("This line is {n} mm long."),
    )
    size = (layout.width_mm, layout.height_mm)
    drawn = trial_badge.drawn(trial, *size)
    spooler = station.make_spooler(printer)
    job = str(uuid.UUID(bytes=station.random(16), version=4))
    return Trial(printer, size, spooler.submit(drawn.pdf, job, size, label=trial.title), spooler)


def state_of(trial: Trial) -> Progress:
    """Return how far a test badge has come; PrinterError if its printer cannot be asked."""
    return trial.spooler.state(trial.reference)


def _layout_for(station: Station, printer: Printer) -> Layout:
    """The layout of the badges that the printer is for: that of its rules, or the usual one."""
    in_force = Layouts.of(station)
    if printer.layouts:
        return layouts.load(station.folder, printer.layouts[0])
    return in_force.of_category(printer.categories[0] if printer.categories else "")
