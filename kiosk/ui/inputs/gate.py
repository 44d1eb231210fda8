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
_NO_ANSWER_MS: Final = 2_000


class Gate(Generic[T]):
    """Lets a person's keys through `give`, in order, and tells scans through `tell`.

    With `ask_time`, silence is believed only as far as `silent_until` says: whoever stamps the keys knows
    which of them have not come here yet. Without, this program's own clock has to do.
    """

    def __init__(
        self,
        owner: QObject,
        rhythm: Rhythm,
        give: Callable[[tuple[T, ...]], None],
        tell: Callable[[Scan], None],
        ask_time: Callable[[], None] | None = None,
    ) -> None:
        self._sieve: Sieve[T] = Sieve(rhythm)
        self._give, self._tell, self._ask_time = give, tell, ask_time
        self._is_asked = False
        self._since = QElapsedTimer()
        self._timer = QTimer(owner, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)
        self._armed_ms = 0

    @property
    def holds(self) -> bool:
        """Whether keys are held back that may yet turn out to be a scan, or typing."""
        return self._sieve.holds

    def is_quiet(self, at_ms: int) -> bool:
        """Whether a scan was read just before, so that a scanner may still add an Enter or a line feed."""
        return self._sieve.is_quiet(at_ms)

    def tune(self, rhythm: Rhythm) -> None:
        """Tell scanners by another rhythm from now on."""
        self._sieve.tune(rhythm)

    def press(self, stroke: Stroke, item: T) -> bool:
        """Return whether a key going down goes no further now."""
        return self._done(self._sieve.press(stroke, item))

    def release(self, key: int, item: T) -> bool:
        """Return whether a key going up goes no further now."""
        return self._done(self._sieve.release(key, item), rearm=False)

    def silent_until(self, at_ms: int) -> None:
        """Take it that every key pressed before `at_ms`, by the keys' own clock, has been told of."""
        if self._is_asked:  # no key has come since
            self._done(self._sieve.silence_until(at_ms))

    def _on_silence(self) -> None:
        if self._ask_time is not None and not self._is_asked:
            self._arm(_NO_ANSWER_MS)
            self._is_asked = True
            self._ask_time()
        elif self._since.elapsed() > self._armed_ms + _LATE_MS:
            self._arm(_CATCH_UP_MS)  # the window was busy: let the keys that queued up in first
        else:
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
        self._armed_ms, self._is_asked = ms, False
        self._since.start()
        self._timer.start(ms)
