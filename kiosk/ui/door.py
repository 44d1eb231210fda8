"""Asks who may pass, one guest after the other, and says when an answer takes its time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.admissions import Outcome
    from kiosk.ui.desk import Desk

_LATE_MS: Final = 700


class Door(QObject):
    """`answered` fires with the Outcome for each guest, `failed` with the error where there is none.

    `delayed` fires when an answer is held up, by a long import or a slow disk.
    """

    answered = Signal(object)
    failed = Signal(object)
    delayed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._waiting: deque[str] = deque()  # scans that came before the station was open, or too fast
        self.busy = False
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(self.delayed)

    def serve(self, desk: Desk) -> None:
        """Ask `desk` from now on, first about those who wait."""
        self._desk = desk
        self._next()

    def scan(self, code: str) -> None:
        """Ask whether whoever has this code may pass, after those who wait."""
        self._waiting.append(code)
        self._next()

    def admit(self, attendee_id: str) -> None:
        """Ask whether this person may pass; not while another is asked about."""
        self._ask(attendee_id=attendee_id)

    def _next(self) -> None:
        if self._waiting and self._ask(code=self._waiting[0]):
            self._waiting.popleft()

    def _ask(self, *, code: str = "", attendee_id: str = "") -> bool:
        """Ask, and return whether that could be done now."""
        if self._desk is None or self.busy or not self._desk.list_id:
            return False
        self.busy = True
        self._late.start()
        self._desk.admit(self, self._on_outcome, self._on_failed, code=code, attendee_id=attendee_id)
        return True

    def _on_outcome(self, outcome: Outcome) -> None:
        self._rest()
        self.answered.emit(outcome)
        self._next()

    def _on_failed(self, error: MarhabaError) -> None:
        self._rest()
        self.failed.emit(error)
        self._next()

    def _rest(self) -> None:
        self.busy = False
        self._late.stop()
