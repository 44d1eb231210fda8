"""Keeps badges moving to the printers beside everything else, and tells when something has changed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.changes import Change

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.print_queue import Job
    from kiosk.operations.printers import PrinterState
    from kiosk.ui.desk import Desk

_POLL_MS: Final = 500
_REST_MS: Final = 5000
_SHOWN: Final = 12


@dataclass(slots=True)
class _Lane:
    """Whether a round runs at one printer, whether another is wanted at once, and when the next is due."""

    timer: QTimer
    running: bool = False
    again: bool = False


class Prints(QObject):
    """Runs the print queue, one round at a time at each printer, so that none waits for another.

    `progressed` fires after each round with the last jobs, newest first; `printers_told` with how the
    desk's printers are; `failed` with the error if a round could not be run at all.
    """

    progressed = Signal(tuple)
    printers_told = Signal(tuple)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._lanes: dict[str, _Lane] = {}
        desk.changes.changed.connect(self._on_changed)

    def retry(self) -> None:
        """Try what waits or failed once more, now; not what may have been printed."""
        self._desk.tasks.database(self, self._let_retry, lambda _none: self.kick(), self.failed.emit)

    def _let_retry(self) -> None:
        from kiosk.operations import print_queue

        station = self._desk.station
        for one in station.printers:
            station.lane(one.name).asked_s = None  # ask it now, however lately it was asked
        print_queue.retry_all(station)

    def kick(self) -> None:
        """Run a round at every printer now, or right after the one that is running there."""
        names = [one.name for one in self._desk.station.printers]
        for gone in self._lanes.keys() - names:
            self._lanes.pop(gone).timer.stop()
        for name in names:
            self._kick(name)

    def _kick(self, printer: str) -> None:
        lane = self._lanes.get(printer)
        if lane is None:
            lane = self._lanes[printer] = _Lane(QTimer(self, singleShot=True))
            lane.timer.timeout.connect(lambda: self._kick(printer))
        if lane.running:
            lane.again = True
            return
        lane.running, lane.again = True, False
        lane.timer.stop()

        def ended(result: tuple[int, tuple[Job, ...], tuple[PrinterState, ...]]) -> None:
            left, jobs, states = result
            lane.running = False
            self.progressed.emit(jobs)
            self.printers_told.emit(states)
            self._rest(printer, lane, _POLL_MS if left else _REST_MS)

        def failed(error: MarhabaError) -> None:
            lane.running = False
            self.failed.emit(error)
            self._rest(printer, lane, _REST_MS)

        self._desk.tasks.away(self, lambda: self._round(printer), ended, failed)

    def _round(self, printer: str) -> tuple[int, tuple[Job, ...], tuple[PrinterState, ...]]:
        from kiosk.operations import print_queue, print_rounds, printers

        station = self._desk.station
        left = print_rounds.run_printer(station, printer)
        return left, print_queue.jobs(station, _SHOWN), printers.states(station)

    def _rest(self, printer: str, lane: _Lane, rest_ms: int) -> None:
        """Run the next round after a while, or now if something has changed meanwhile."""
        if self._lanes.get(printer) is not lane:
            return
        if lane.again:
            self._kick(printer)
        else:
            lane.timer.start(rest_ms)

    def _on_changed(self, change: Change) -> None:
        if change & Change.JOBS:
            self.kick()
