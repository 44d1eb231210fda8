"""A process with the real window, printing: `child_prints STATION PRINTER ROUNDS`.

It tells the milliseconds from the Enter that ends a scan to the badge handed to the printer, and meanwhile
by how much each beat of the window's heart came late.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import perf_counter_ns
from typing import Final

from kiosk import settings
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.operations import print_queue
from kiosk.operations.station import Station
from kiosk.printing.spooler import PrinterHealth, Progress, Sides, SizeMm, Spooler
from tests.bench import children
from tests.bench.child_desk import Desk, until
from tests.bench.figures import milliseconds
from tests.bench.heart import Heart
from tests.bench.rolls import codes_of
from tests.xtest_scanner import XtestScanner

_WARM_UP: Final = 5
_ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class _Watched:
    """A way to a printer, and when it last took a badge."""

    def __init__(self, way: Spooler) -> None:
        self._way = way
        self.at_ns = 0

    @property
    def name(self) -> str:
        return self._way.name

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "", sides: Sides = Sides.ONE) -> str:
        reference = self._way.submit(pdf, job, size, label=label, sides=sides)
        self.at_ns = perf_counter_ns()
        return reference

    def state(self, reference: str) -> Progress:
        return self._way.state(reference)

    def find(self, job: str) -> str | None:
        return self._way.find(job)

    def cancel(self, reference: str) -> Progress:
        return self._way.cancel(reference)

    def health(self) -> PrinterHealth:
        return self._way.health()


def _watched(station: Station) -> _Watched:
    way = _Watched(station.spooler)
    station.use(lambda _printer: way, station.make_layout)
    return way


def _newest(station: Station) -> tuple[str, bool]:
    """The id of the last job, and whether it has ended."""
    found = print_queue.jobs(station, 1)
    return (found[0].id, found[0].state in _ENDED) if found else ("", True)


def _printed(desk: Desk, station: Station, way: _Watched, code: str, keys: XtestScanner | None) -> float:
    """Scan, and return the milliseconds from Enter until the badge was handed over; 0 if none was due."""
    before, _ = _newest(station)
    way.at_ns = 0
    took_ms = desk.scan(code) if keys is None else desk.scan_by_real_keys(code, keys)
    if _newest(station)[0] == before:
        return 0.0
    until(lambda: way.at_ns > 0)
    # The verdict was painted `took_ms` after Enter.
    return took_ms + milliseconds(way.at_ns - desk.painted.at_ns)


def _main(folder: str, printer: str, rounds: int) -> None:
    told = settings.read(Path(folder))
    settings.write(Path(folder), settings.changed(told, printers=(Printer("Badges", printer),)))
    desk = Desk(Path(folder))
    assert desk.workplace.desk is not None
    station = desk.workplace.desk.station
    way = _watched(station)
    heart = Heart()
    keys = XtestScanner(os.environ["DISPLAY"]) if desk.application.platformName() == "xcb" else None
    took_ms: list[float] = []
    warm = 0
    for code in codes_of(station, 3 * (rounds + _WARM_UP)):
        ms = _printed(desk, station, way, code, keys)
        if ms:
            warm += 1
            if warm > _WARM_UP:
                took_ms.append(ms)
        if warm == _WARM_UP and not heart.late_ms:
            heart.start()
        until(lambda: _newest(station)[1])
        desk.pause()
        desk.settle()
        if len(took_ms) == rounds:
            break
    late_ms = list(heart.late_ms)
    desk.window.close()
    children.tell(submitted_ms=took_ms, late_ms=late_ms)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
