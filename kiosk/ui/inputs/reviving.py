"""What scanners that can be lost have in common: their four states, and being tried again by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.scanning.device import Backoff, Kind, State
from kiosk.scanning.scanner import Scan

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError, Trouble


class Reviving(QObject):
    """A device that comes back. What it is, `_open` and `_close` say.

    `scanned` fires with a Scan, `state_changed` with the State that is now, `failed` with a
    MarhabaError when the device is lost: once for each reason, until it is found again.
    """

    scanned = Signal(Scan)
    state_changed = Signal(object)
    failed = Signal(object)
    kind: ClassVar[Kind]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = State.STOPPED
        self._told: Trouble | None = None
        self._backoff = Backoff()
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._open)

    @property
    def state(self) -> State:
        """How it is now."""
        return self._state

    def start(self) -> None:
        """Listen from now on."""
        if self._state is State.STOPPED:
            self._enter(State.STARTING)
            self._open()

    def stop(self) -> None:
        """Let the device go."""
        if self._state is not State.STOPPED:
            self._again.stop()
            self._close()
            self._forget()
            self._enter(State.STOPPED)

    def _restart(self) -> None:
        """Listen to another device, if to any."""
        if self._state is not State.STOPPED:
            self.stop()
            self.start()

    def _open(self) -> None:
        """Try the device: `_found` or `_lose` is to be called, now or later."""
        raise NotImplementedError

    def _close(self) -> None:
        """Let go of what is open."""
        raise NotImplementedError

    def _found(self) -> None:
        self._forget()
        self._enter(State.CONNECTED)

    def _lose(self, error: MarhabaError) -> None:
        """Say what is wrong if it is news, and try again later."""
        if self._state is State.STOPPED:
            return
        self._close()
        is_news, self._told = error.code is not self._told, error.code
        self._again.start(self._backoff.next_ms())
        self._enter(State.DISCONNECTED)
        if is_news:
            self.failed.emit(error)

    def _try_now(self) -> None:
        """Try again at once: something was plugged in."""
        if self._state is State.DISCONNECTED:
            self._again.stop()
            self._open()

    def _forget(self) -> None:
        self._told = None
        self._backoff.reset()

    def _enter(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
