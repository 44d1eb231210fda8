"""The keyboard scanner as one scanner among others: nobody knows that it is there before it is heard."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from kiosk.scanning.device import Kind, State
from kiosk.scanning.scanner import Scan
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner


class KeyboardDevice(QObject):
    """What poses as a keyboard: starting until its first scan. Signals as in Reviving; it never fails."""

    scanned = Signal(Scan)
    state_changed = Signal(object)
    failed = Signal(object)
    kind: ClassVar[Kind] = Kind.KEYBOARD

    def __init__(self, parent: QObject | None = None, scanner: KeyboardScanner | None = None) -> None:
        super().__init__(parent)
        self._state = State.STOPPED
        (scanner or KeyboardScanner.of_application()).scanned.connect(self._on_scanned)

    @property
    def state(self) -> State:
        """How it is now."""
        return self._state

    def start(self) -> None:
        """Pass its scans on from now on."""
        if self._state is State.STOPPED:
            self._enter(State.STARTING)

    def stop(self) -> None:
        """Pass nothing on; keys go on being told from scans."""
        self._enter(State.STOPPED)

    def _on_scanned(self, scan: Scan) -> None:
        if self._state is not State.STOPPED:
            self._enter(State.CONNECTED)
            self.scanned.emit(scan)

    def _enter(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
