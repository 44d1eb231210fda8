"""Reads scans from keys it can see but not keep back: it says afterwards what a scan was, whole.

Where Qt's keys alone are held (Windows, macOS), those that a layout makes dead never reach Qt; here they
were seen. Native keys run ahead of Qt's, so that finished readings wait until Qt's side asks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.scanning.native_events import NativeKey, stroke
from kiosk.scanning.sieve import REPEAT_MS, Role
from kiosk.scanning.wedge import Burst, Press, Rhythm

_SHIFTS: Final = frozenset((0x2A, 0x36))
_CTRLS: Final = frozenset((0x1D, 0x11D))
_ALTS: Final = frozenset((0x38, 0x138, 0x15B, 0x15C))  # and the keys of Windows


@dataclass(slots=True)
class Witness:
    """Told of every native key, of every application's window."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    _burst: Burst = field(default_factory=Burst)
    _readings: deque[str] = field(default_factory=lambda: deque(maxlen=8))
    _down: set[int] = field(default_factory=set)
    _run: tuple[int, int] = (-1, 0)

    def __post_init__(self) -> None:
        self._burst = Burst(self.rhythm)

    def tune(self, rhythm: Rhythm) -> None:
        """Tell scanners by another rhythm from now on."""
        self.rhythm = self._burst.rhythm = rhythm

    def see(self, key: NativeKey) -> None:
        """Take one more key, in order."""
        if not key.is_press:
            self._down.discard(key.place)
            self._burst.release(key.place)
            return
        self._down.add(key.place)
        one = stroke(self._modified(key), joins=self._burst.last_ms is not None)
        if one.role is Role.MODIFIER:
            return
        self._finish_before(key.at_ms)
        if one.role is Role.SUFFIX:
            self._finish()
        elif one.role is Role.OTHER or self._is_held_down(key):
            self._burst.forget()
        else:
            self._burst.add(Press(key.at_ms, one.by_position, "", key.place))

    def reading(self, by_qt: str | None) -> str | None:
        """Return the oldest reading that holds all that Qt saw of it, in order; None if there is none."""
        found = self._oldest(by_qt)
        if found is None:
            self._finish()  # no key has ended it, only silence
            found = self._oldest(by_qt)
        return found

    def _oldest(self, by_qt: str | None) -> str | None:
        while self._readings:
            one = self._readings.popleft()
            if by_qt is None or _is_within(by_qt, one):
                return one
        return None

    def _modified(self, key: NativeKey) -> NativeKey:
        """Return the key with the modifiers that were seen going down, where its event does not tell them."""
        return replace(
            key,
            shift=key.shift or bool(self._down & _SHIFTS),
            ctrl=key.ctrl or bool(self._down & _CTRLS),
            command=key.command or bool(self._down & _ALTS),
        )

    def _finish_before(self, at_ms: int) -> None:
        if self._burst.is_over(at_ms):
            self._finish()

    def _finish(self) -> None:
        scan = self._burst.end()
        if scan is not None and scan.by_position:
            self._readings.append(scan.by_position)

    def _is_held_down(self, key: NativeKey) -> bool:
        if key.place != self._run[0] or not key.repeated:
            self._run = (key.place, key.at_ms)
        return key.repeated and key.at_ms - self._run[1] > REPEAT_MS


def _is_within(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(sign in rest for sign in part)
