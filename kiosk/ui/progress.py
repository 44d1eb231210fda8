"""How far slow work has come, told on any thread and heard on the GUI's."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, Signal

_APART_S: Final = 0.05


class Progress(QObject):
    """`moved` fires with what is done and how much there is, not more often than can be seen."""

    moved = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told_s = 0.0

    def tell(self, done: int, total: int) -> None:
        """Take how much is done, on any thread."""
        now_s = time.monotonic()
        if now_s - self._told_s >= _APART_S or done == total:
            self._told_s = now_s
            self.moved.emit(done, total)
