"""How the desk's printers are: ready or not, since when and why, what waits for them, and the labels left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.domain.printers import LABELS_LOW, Printer
from kiosk.errors import PrinterError, Trouble
from kiosk.operations.print_queue import AT_PRINTER
from kiosk.operations.routing import named
from kiosk.operations.station import Station
from kiosk.printing.spooler import GONE, PrinterHealth
from kiosk.store import print_jobs, printers
from kiosk.store.printers import PrinterRow

ABOUT_PRINTER: Final = (
    Trouble.PRINTER_UNREACHABLE,
    Trouble.PRINTER_UNKNOWN,
    Trouble.PRINT_FOLDER_UNWRITABLE,
)
"""Troubles that no badge is to blame for: all of them wait until the printer, or its settings, are mended."""


@dataclass(frozen=True, slots=True)
class PrinterState:
    """One printer as it was when last asked.

    `reasons` are IPP printer-state-reasons without severity, or the code of a Trouble; `since` is when it
    came to be so, None if it was never asked. `waiting` are its jobs that are not at their end, `stuck`
    those that wait for a person (`print_queue.Job.stuck`). Of its roll, `labels` are on a full one (0:
    nobody counts), `labels_left` on the one that is in.
    """

    printer: Printer
    ready: bool
    reasons: tuple[str, ...]
    detail: str
    since: datetime | None
    waiting: int
    stuck: int
    labels: int
    labels_left: int

    @property
    def name(self) -> str:
        """What its people call it."""
        return self.printer.name

    @property
    def labels_low(self) -> bool:
        """Whether the next roll should be at hand."""
        return self.labels > 0 and self.labels_left <= LABELS_LOW


def states(station: Station) -> tuple[PrinterState, ...]:
    """Return how this desk's printers were when last asked, in their order; nobody is asked now."""
    with station.database.read() as connection:
        known = printers.everyone(connection)
        waiting = print_jobs.open_by_printer(connection)
        stuck = print_jobs.stuck_by_printer(connection, GONE, AT_PRINTER)
    return tuple(
        _state(one, known.get(one.name), waiting.get(one.name, 0), stuck.get(one.name, 0))
        for one in station.printers
    )


def _state(one: Printer, row: PrinterRow | None, waiting: int, stuck: int) -> PrinterState:
    left = one.labels if row is None or row.labels_left is None else row.labels_left
    if row is None:
        return PrinterState(one, True, (), "", None, waiting, stuck, one.labels, left)
    return PrinterState(one, row.ready, row.reasons, row.detail, row.since, waiting, stuck, one.labels, left)


def check(station: Station, printer: str) -> PrinterState:
    """Ask a printer how it is, which may take ten seconds, and return it.

    InputRefused with UNKNOWN_PRINTER.
    """
    one = named(station, printer)
    look(station, one.name)
    return next(state for state in states(station) if state.name == one.name)


def carry_over(station: Station, before: Sequence[Printer]) -> None:
    """Know of printers that have another name now what was known of them: their labels, and what waits."""
    names = {one.name for one in station.printers}
    known = {one.name for one in before}
    with station.database.write() as connection:
        for gone in [one for one in before if one.name not in names]:
            same = [one for one in station.printers if one.uri == gone.uri and one.name not in known]
            if len(same) == 1:
                printers.rename(connection, gone.name, same[0].name)
                print_jobs.rename_printer(connection, gone.name, same[0].name)


# -- for those who move jobs ---------------------------------------------------------------------------


def look(station: Station, printer: str) -> PrinterHealth:
    """Ask a printer how it is, keep what it says, and return it."""
    station.lane(printer).asked_s = station.monotonic()
    health = station.spooler_of(printer).health()
    _keep(station, printer, health)
    return health


def told_by(station: Station, printer: str, error: PrinterError) -> PrinterHealth:
    """Keep what an error tells of a printer, or ask it where the error may be about one badge; return it."""
    if error.code not in ABOUT_PRINTER:
        return look(station, printer)
    station.lane(printer).asked_s = station.monotonic()
    health = PrinterHealth(ready=False, reasons=(error.code,), detail=str(error.values.get("detail", "")))
    _keep(station, printer, health)
    return health


def is_ready(station: Station, printer: str) -> bool:
    """Return whether a printer was ready when last asked, or never was asked."""
    with station.database.read() as connection:
        row = printers.get(connection, printer)
    return row is None or row.ready


def is_away(health: PrinterHealth) -> bool:
    """Return whether a printer could not even be asked."""
    return not health.ready and bool(set(health.reasons) & set(ABOUT_PRINTER))


def _keep(station: Station, printer: str, health: PrinterHealth) -> None:
    """Write down how a printer is, if that has changed; what waits for one that is back is tried at once."""
    now = (health.ready, health.reasons)
    with station.database.read() as connection:
        row = printers.get(connection, printer)
    if row is not None and (*now, health.detail) == (row.ready, row.reasons, row.detail):
        return
    now_ms = station.now_ms()
    with station.database.write() as connection:
        row = printers.get(connection, printer)
        same = row is not None and now == (row.ready, row.reasons)
        since_ms = round(row.since.timestamp() * 1000) if row is not None and same else now_ms
        printers.keep_state(
            connection,
            printer,
            ready=health.ready,
            reasons=health.reasons,
            detail=health.detail,
            since_ms=since_ms,
        )
        if health.ready and row is not None and not row.ready:
            print_jobs.wake(connection, printer, now_ms)
