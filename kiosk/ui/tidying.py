"""Clearing Python's memory while nobody waits: a full collection stops everything for a tenth of a second.

What the window is made of stays as long as it does: it is gone through once, and then left out.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

if TYPE_CHECKING:
    from kiosk.ui.tasks import Tasks

_CHECK_MS: Final = 500
_CALM_MS: Final = 1000
"""Whoever types or scans lets something be done more often than this."""

_APART_MS: Final = 20_000
_SELDOM: Final = 100
"""How many middle collections Python waits until it goes through everything by itself, calm or not."""


class Tidying(QObject):
    """Tidies, from now on, whenever nothing has been asked of `tasks` for a while."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._seen = tasks.started
        self._calm, self._tidied = QElapsedTimer(), QElapsedTimer()
        self._calm.start()
        young, middle, _old = gc.get_threshold()
        gc.set_threshold(young, middle, _SELDOM)
        self._timer = QTimer(self, interval=_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def check(self) -> None:
        """Tidy if it is calm, and has not been done lately."""
        before, self._seen = self._seen, self._tasks.started
        if not self._tasks.idle or before != self._seen:
            self._calm.start()
            return
        lately = self._tidied.isValid() and self._tidied.elapsed() < _APART_MS
        if self._calm.elapsed() >= _CALM_MS and not lately:
            gc.collect()
            if not self._tidied.isValid():
                gc.freeze()  # once: what is left out is never cleared, not even when nobody needs it
            self._tidied.start()
