"""Keeps badges moving to the printer beside everything else, and tells when a job's state has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.badge import JobState
from kiosk.ui.changes import Change

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.badges import Job
    from kiosk.ui.desk import Desk

_POLL_MS: Final = 1000
_SHOWN: Final = 12
_STUCK: Final = (JobState.ATTENTION, JobState.FAILED)


class Prints(QObject):
    """Runs the print queue, one round at a time.

    `progressed` fires after each round with the last jobs, newest first; `failed` with the error if a
    round could not be run at all.
    """

    progressed = Signal(tuple)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._running = False
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=_POLL_MS)
        self._timer.timeout.connect(self.kick)
        desk.changes.changed.connect(self._on_changed)

    def retry(self) -> None:
        """Try what is stuck once more, now."""
        self._desk.tasks.database(self, self._let_retry, lambda _none: self.kick(), self._on_failed)

    def _let_retry(self) -> None:
        from kiosk.operations import badges

        for job in badges.jobs(self._desk.station, _SHOWN):
            if job.state in _STUCK or job.reasons:
                badges.retry(self._desk.station, job.id)

    def kick(self) -> None:
        """Run a round now, or right after the one that is running."""
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self._timer.stop()
        self._desk.tasks.free(self, self._round, self._on_round, self._on_failed)

    def _round(self) -> tuple[int, tuple[Job, ...]]:
        from kiosk.operations import badges

        left = badges.run_queue(self._desk.station)
        return left, badges.jobs(self._desk.station, _SHOWN)

    def _on_round(self, result: tuple[int, tuple[Job, ...]]) -> None:
        left, jobs = result
        self._running = False
        self.progressed.emit(jobs)
        if self._again:
            self.kick()
        elif left:
            self._timer.start()

    def _on_failed(self, error: MarhabaError) -> None:
        self._running = False
        self.failed.emit(error)
        self._timer.start()

    def _on_changed(self, change: Change) -> None:
        if change & Change.JOBS:
            self.kick()
