"""Turns time into silence for a sieve, and hands on what it gives back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

from kiosk.scanning.sieve import Sieve, Sifted, Stroke

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.scanning.scanner import Scan
    from kiosk.scanning.wedge import Rhythm

T = TypeVar("T")

_LATE_MS: Final = 4
_CATCH_UP_MS: Final = 10


class Gate(Generic[T]):
    """Lets a person's keys through `give`, in order, and tells scans through `tell`."""

    def __init__(
        self,
        owner: QObject,
        rhythm: Rhythm,
        give: Callable[[tuple[T, ...]], None],
        tell: Callable[[Scan], None],
    ) -> None:
        self._sieve: Sieve[T] = Sieve(rhythm)
        self._give, self._tell = give, tell
        self._since = QElapsedTimer()
        self._timer = QTimer(owner, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)
        self._armed_ms = 0

    @property
    def holds(self) -> bool:
        """Whether keys are held back that may yet turn out to be a scan, or typing."""
        return self._sieve.holds

    def tune(self, rhythm: Rhythm) -> None:
        """Tell scanners by another rhythm from now on."""
        self._sieve.tune(rhythm)

    def press(self, stroke: Stroke, item: T) -> bool:
        """Return whether a key going down goes no further now."""
        return self._done(self._sieve.press(stroke, item))

    def release(self, key: int, item: T) -> bool:
        """Return whether a key going up goes no further now."""
        return self._done(self._sieve.release(key, item), rearm=False)

    def _on_silence(self) -> None:
        if self._since.elapsed() > self._armed_ms + _LATE_MS:
            self._arm(_CATCH_UP_MS)  # the window was busy: let the keys that queued up in first
            return
        self._done(self._sieve.silence())

    def _done(self, sifted: Sifted[T], *, rearm: bool = True) -> bool:
        if not self._sieve.wait_ms:
            self._timer.stop()
        elif rearm:
            self._arm(self._sieve.wait_ms)
        if sifted.given:
            self._give(sifted.given)
        if sifted.scan is not None:
            self._tell(sifted.scan)
        return sifted.keep

    def _arm(self, ms: int) -> None:
        self._armed_ms = ms
        self._since.start()
        self._timer.start(ms)
