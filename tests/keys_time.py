"""When keys are pressed, by the watch of whoever presses them.

Scanners are told from hands by the time between keys. A test's machine that stands still for a moment must
not make hands of a scanner, and hands need not make a test last.
"""

from __future__ import annotations

from kiosk.scanning.native_events import Clock
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner


class KeysTime(Clock):
    """The machine's time, set forward or back at a key to what was said of it."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead_ms = 0
        self._last_ms: int | None = None
        self._after_ms = 0
        self._exactly = False

    @classmethod
    def of_application(cls) -> KeysTime:
        """Return the time of this application's keys, which its keyboard scanner goes by from now on."""
        scanner = KeyboardScanner.of_application()
        if not isinstance(scanner._clock, cls):
            scanner._clock = cls()
        assert isinstance(scanner._clock, cls)
        return scanner._clock

    def let_pass(self, ms: int) -> None:
        """Let the next key come no sooner than this after the last one, and after what passed already."""
        self._after_ms += ms

    def strike_after(self, ms: int) -> None:
        """Let the next key come exactly so long after the last one."""
        self._after_ms, self._exactly = ms, True

    def begin_anew(self) -> None:
        """Let the next key come when the machine says."""
        self._after_ms, self._exactly = 0, False

    def unwrapped(self, at_ms: int) -> int:
        """Return when the key that comes now was pressed."""
        by_machine_ms = super().unwrapped(at_ms)
        now_ms = by_machine_ms + self._ahead_ms
        if self._last_ms is not None:
            due_ms = self._last_ms + self._after_ms
            now_ms = due_ms if self._exactly else max(now_ms, due_ms)
        self._ahead_ms, self._last_ms = now_ms - by_machine_ms, now_ms
        self.begin_anew()
        return now_ms
