"""A keyboard-wedge scanner on a Wayland compositor, through virtual-keyboard-v1, spoken over its socket.

It presses keys by their places, on a keyboard whose layout the desktop has chosen.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import time
from typing import Final

from tests.xtest_scanner import ENTER, PLACES, SHIFT

_DISPLAY, _REGISTRY = 1, 2
_SHIFTED: Final = 1


class WaylandScanner:
    """Speaks to the compositor at `path`; `screen` is any X display, asked only for what a layout is."""

    def __init__(self, path: str, screen: dict[str, str]) -> None:
        self._socket, self._screen = socket.socket(socket.AF_UNIX), screen
        self._socket.connect(path)
        self._next, self._globals = _REGISTRY + 1, dict[str, int]()
        self._send(_DISPLAY, 1, struct.pack("=I", _REGISTRY))
        self._await()
        seat, manager = self._bound("wl_seat"), self._bound("zwp_virtual_keyboard_manager_v1")
        self._keyboard = self._new()
        self._send(manager, 0, struct.pack("=II", seat, self._keyboard))

    def layout(self, layout: str, variant: str = "") -> None:
        """Have the desktop read keys by this layout from now on."""
        told = ["setxkbmap", "-layout", layout, "-variant", variant, "-print"]
        named = subprocess.run(told, env=self._screen, capture_output=True, check=True).stdout
        whole = ["xkbcomp", "-w0", "-xkb", "-", "-"]
        keymap = subprocess.run(whole, input=named, capture_output=True, check=True).stdout + b"\0"
        held = os.memfd_create("keymap")
        os.write(held, keymap)
        self._send(self._keyboard, 0, struct.pack("=II", 1, len(keymap)), [held])
        os.close(held)
        self._shift(down=False)
        self._await()

    def scan(self, code: str, *, gap_s: float = 0.004, suffix: int | None = ENTER) -> None:
        """Type `code` and the suffix, a key every `gap_s`."""
        shifted, began = False, time.monotonic()
        for number, character in enumerate(code):
            place, shift = PLACES[character]
            if shift != shifted:
                self._press(SHIFT, down=shift)
                self._shift(down=shift)
                shifted = shift
            self.tap(place)
            time.sleep(max(0.0, began + (number + 1) * gap_s - time.monotonic()))
        if shifted:
            self._press(SHIFT, down=False)
            self._shift(down=False)
        if suffix is not None:
            self.tap(suffix)

    def tap(self, place: int) -> None:
        """Press and release the key at `place`."""
        self._press(place, down=True)
        self._press(place, down=False)

    def close(self) -> None:
        """Let go of the compositor."""
        self._socket.close()

    def _press(self, place: int, *, down: bool) -> None:
        now_ms = int(time.monotonic() * 1000) & 0x7FFFFFFF
        self._send(self._keyboard, 1, struct.pack("=III", now_ms, place, int(down)))

    def _shift(self, *, down: bool) -> None:
        self._send(self._keyboard, 2, struct.pack("=IIII", _SHIFTED if down else 0, 0, 0, 0))

    # -- the wire ---------------------------------------------------------------------------------------

    def _new(self) -> int:
        self._next += 1
        return self._next - 1

    def _bound(self, name: str) -> int:
        text = name.encode() + b"\0"
        padded = struct.pack("=I", len(text)) + text + b"\0" * (-len(text) % 4)
        made = self._new()
        body = struct.pack("=I", self._globals[name]) + padded + struct.pack("=II", 1, made)
        self._send(_REGISTRY, 0, body)
        return made

    def _send(self, whose: int, number: int, body: bytes, files: list[int] | None = None) -> None:
        message = struct.pack("=IHH", whose, number, 8 + len(body)) + body
        socket.send_fds(self._socket, [message], files or [])

    def _await(self) -> None:
        """Wait until all that was sent is done; note what the registry tells meanwhile."""
        done, rest = self._new(), b""
        self._send(_DISPLAY, 0, struct.pack("=I", done))
        while True:
            rest += self._socket.recv(65_536)
            while len(rest) >= 8 and len(rest) >= (size := struct.unpack("=IHH", rest[:8])[2]):
                whose, number, _size = struct.unpack("=IHH", rest[:8])
                body, rest = rest[8:size], rest[size:]
                assert (whose, number) != (_DISPLAY, 0), body  # an error
                if whose == done:
                    return
                if (whose, number) == (_REGISTRY, 0):
                    name, length = struct.unpack("=II", body[:8])
                    self._globals[body[8 : 7 + length].decode()] = name
