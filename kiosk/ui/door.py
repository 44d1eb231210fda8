"""Asks who may pass, one guest after the other, and says when an answer takes its time."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from kiosk.domain.staff import Right
    from kiosk.errors import MarhabaError
    from kiosk.operations.admissions import Ask, Outcome
    from kiosk.ui.desk import Approver, Desk

_LATE_MS: Final = 700


class Door(QObject):
    """`answered` fires with the Outcome for each guest, `failed` with the error where there is none.

    `ask` is then what was asked, so that it can be asked again with what was missing; `insists` says that
    it was. `delayed` fires when an answer is held up, by a long import or a slow disk.
    """

    answered = Signal(object)
    failed = Signal(object)
    delayed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._waiting: deque[str] = deque()  # scans that came before the station was open, or too fast
        self.ask: Ask | None = None
        self.insists = False
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

    def admit(self, attendee_id: str, *, looked: bool = False) -> None:
        """Ask whether this person may pass; not while another is asked about."""
        if self._is_free():
            self._put(replace(self._serving().ask_about(attendee_id=attendee_id), looked=looked))

    def again(self, ask: Ask, approver: Approver | None = None, right: Right | None = None) -> bool:
        """Ask once more, with what the first answer called for; return whether that could be done now."""
        if not self._is_free():
            return False
        self._put(ask, approver, right, insists=True)
        return True

    def _next(self) -> None:
        if self._waiting and self._is_free():
            self._put(self._serving().ask_about(code=self._waiting.popleft()))

    def _is_free(self) -> bool:
        return self._desk is not None and not self.busy and bool(self._desk.list_id)

    def _put(
        self, ask: Ask, approver: Approver | None = None, right: Right | None = None, *, insists: bool = False
    ) -> None:
        self.busy, self.ask, self.insists = True, ask, insists
        self._late.start()
        self._serving().admit(self, ask, self._on_outcome, self._on_failed, approver=approver, right=right)

    def _serving(self) -> Desk:
        assert self._desk is not None
        return self._desk

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
