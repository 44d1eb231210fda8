"""The beat of a window's thread: by how much each one came late tells how long the screen stood still."""

from __future__ import annotations

from time import perf_counter_ns
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

from tests.bench.figures import milliseconds

BEAT_MS: Final = 5


class Heart(QObject):
    """Beats on the window's thread and notes by how many milliseconds each beat came late."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last_ns = 0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to note."""
        self._last_ns = perf_counter_ns()
        self._timer.start()

    def _beat(self) -> None:
        now_ns = perf_counter_ns()
        self.late_ms.append(max(0.0, milliseconds(now_ns - self._last_ns) - BEAT_MS))
        self._last_ns = now_ns
