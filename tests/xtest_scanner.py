"""A keyboard-wedge scanner on a real X display: it presses keys by their places, as a US keyboard does."""

from __future__ import annotations

import ctypes
import time
from typing import TYPE_CHECKING, Final

from kiosk.scanning import positions

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTER: Final = 0x1C
TAB: Final = 0x0F
CTRL: Final = 0x1D
CAPS_LOCK: Final = 0x3A
NUM_LOCK: Final = 0x45
BACKSPACE: Final = 0x0E
SHIFT: Final = 0x2A
RIGHT_SHIFT: Final = 0x36
ALT: Final = 0x38
ALT_GR: Final = 0x64
_FROM_SET_1_TO_X: Final = 8
_HELD_UP_S: Final = 0.05
"""A server that stood still so long in all was not too late with any key."""
PLACES: Final = {
    positions.character(place, shift=shift): (place, shift)
    for shift in (True, False)
    for place in range(0x02, 0x3A)
    if place != 0x37  # the keypad's asterisk
}


class XtestScanner:
    """Presses keys through the XTEST extension of the display `name`."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XGetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        self._x.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._x.XAutoRepeatOn.argtypes = [ctypes.c_void_p]
        self._x.XAutoRepeatOff.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(name.encode())
        assert self._display, name

    def scan(self, code: str, *, gap_s: float = 0.004, suffix: int | None = ENTER) -> bool:
        """Type `code` and the suffix, a key every `gap_s`; Shift rides along, as scanners report it.

        All is handed to the server at once, which waits between keys itself, as a scanner does: a sleep of
        this process would be longer the more this machine has to do. Return whether the server was
        certainly never late.
        """
        shifted, gap_ms, began = False, round(gap_s * 1000), time.monotonic()
        for number, character in enumerate(code):
            place, shift = PLACES[character]
            wait_ms = gap_ms if number else 0
            if shift != shifted:
                self._fake(SHIFT, down=shift, wait_ms=wait_ms)
                shifted, wait_ms = shift, 0
            self._fake(place, down=True, wait_ms=wait_ms)
            self._fake(place, down=False)
        if shifted:
            self._fake(SHIFT, down=False)
        if suffix is not None:
            self._fake(suffix, down=True, wait_ms=gap_ms)
            self._fake(suffix, down=False)
        self._x.XSync(self._display, 0)
        return time.monotonic() - began < (len(code) + 1) * gap_s + _HELD_UP_S

    def type(self, keys: str, *, gap_s: float) -> None:
        """Type by the keys of a US keyboard as a person does, each key down for a part of the gap."""
        for character in keys:
            place, shift = PLACES[character]
            if shift:
                self.press(SHIFT, down=True)
            self.tap(place, held_s=gap_s / 2)
            if shift:
                self.press(SHIFT, down=False)
            time.sleep(gap_s / 2)

    def roll(self, keys: str, gaps_s: Iterable[float], *, held_s: float) -> None:
        """Type small letters as quick hands do: a key is let go of when the next ones are down already."""
        down: dict[int, float] = {}
        for character, gap_s in zip(keys, gaps_s, strict=False):
            place, _shift = PLACES[character]
            now = time.monotonic()
            for other in [one for one, since in down.items() if now - since >= held_s or one == place]:
                self.press(other, down=False)
                del down[other]
            self.press(place, down=True)
            down[place] = now
            time.sleep(gap_s)
        for other in down:
            self.press(other, down=False)

    def tap(self, place: int, *, held_s: float = 0) -> None:
        """Press and release the key at `place`."""
        self.press(place, down=True)
        if held_s:
            time.sleep(held_s)
        self.press(place, down=False)

    def press(self, place: int, *, down: bool) -> None:
        """Press, or release, the key at `place`."""
        self._fake(place, down=down)
        self._x.XSync(self._display, 0)

    def _fake(self, place: int, *, down: bool, wait_ms: int = 0) -> None:
        self._test.XTestFakeKeyEvent(self._display, place + _FROM_SET_1_TO_X, int(down), wait_ms)

    def repeats(self, *, on: bool) -> None:
        """Have keys that are held repeated, or not: a hand that this machine holds up means no repetition."""
        (self._x.XAutoRepeatOn if on else self._x.XAutoRepeatOff)(self._display)
        self._x.XSync(self._display, 0)

    def take_focus(self) -> int:
        """Let no window hear keys any more; return the one that did."""
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(revert))
        self.give_focus(0)
        return window.value

    def give_focus(self, window: int) -> None:
        """Let `window` hear keys; 0 is none."""
        self._x.XSetInputFocus(self._display, window, 2, 0)  # reverts to its parent, now
        self._x.XSync(self._display, 0)

    def close(self) -> None:
        """Let go of the display."""
        self._x.XCloseDisplay(self._display)
