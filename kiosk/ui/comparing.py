"""Looking for who is twice on the roll, beside everything else; one search at a time, stopped at will."""

from __future__ import annotations

import threading
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from kiosk.ui.progress import Progress

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.duplicates import NearDuplicates
    from kiosk.ui.desk import Desk

SHOWN: Final = 500
"""Pairs shown at once: nobody decides more of them in one go."""


class Comparing(QObject):
    """`found` fires with the NearDuplicates, `failed` with why there are none, Cancelled if it was stopped.

    `moved` fires with how many steps are done, and how many there are.
    """

    moved = Signal(int, int)
    found = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stopped: threading.Event | None = None
        # The desk outlives this, and a thread that is being stopped still tells its progress.
        self._progress = Progress(desk)
        self._progress.moved.connect(self._on_moved)

    @property
    def runs(self) -> bool:
        """Whether anybody is looked for now."""
        return self._stopped is not None

    def look(self, among: Collection[str] | None = None) -> None:
        """Look through the whole roll, or for pairs with one of these ids; a search that runs is given up."""
        from kiosk.operations import duplicates

        self.give_up()
        self._stopped = stopped = threading.Event()
        work = partial(
            duplicates.near_duplicates,
            self._desk.station,
            SHOWN,
            among=among,
            on_progress=self._progress.tell,
            cancelled=stopped.is_set,
        )
        self._desk.tasks.free(
            self,
            work,
            lambda found: self._on_found(found, stopped),
            lambda error: self._on_failed(error, stopped),
        )

    def stop(self) -> None:
        """Look no further, which is told as a failure."""
        if self._stopped is not None:
            self._stopped.set()

    def give_up(self) -> None:
        """Look no further, and tell nothing."""
        self.stop()
        self._stopped = None

    def _on_moved(self, done: int, total: int) -> None:
        if self._stopped is not None and not self._stopped.is_set():
            self.moved.emit(done, total)

    def _on_found(self, found: NearDuplicates, stopped: threading.Event) -> None:
        if stopped is self._stopped:
            self._stopped = None
            self.found.emit(found)

    def _on_failed(self, error: MarhabaError, stopped: threading.Event) -> None:
        if stopped is self._stopped:
            self._stopped = None
            self.failed.emit(error)
