"""A keyboard-wedge scanner on a real X display: it presses keys by their places, as a US keyboard does."""

from __future__ import annotations

import ctypes
import time
from typing import Final

from kiosk.scanning import positions

_ENTER: Final = 0x1C
_SHIFT: Final = 0x2A
_FROM_SET_1_TO_X: Final = 8


class XtestScanner:
    """Presses keys through the XTEST extension of the display `name`."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self._x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(name.encode())
        assert self._display, name
        self._places = {
            positions.character(place, shift=shift): (place, shift)
            for shift in (True, False)
            for place in range(0x02, 0x3A)
            if place != 0x37  # the keypad's asterisk
        }

    def scan(self, code: str, *, gap_s: float = 0.004) -> None:
        """Type `code` and Enter, a key every `gap_s`."""
        for character in code:
            place, shift = self._places[character]
            if shift:
                self._press(_SHIFT, down=True)
            self._tap(place)
            if shift:
                self._press(_SHIFT, down=False)
            time.sleep(gap_s)
        self._tap(_ENTER)

    def close(self) -> None:
        """Let go of the display."""
        self._x.XCloseDisplay(self._display)

    def _tap(self, place: int) -> None:
        self._press(place, down=True)
        self._press(place, down=False)

    def _press(self, place: int, *, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, place + _FROM_SET_1_TO_X, int(down), 0)
        self._x.XSync(self._display, 0)
