"""Sees keys before Qt, its input methods and shortcuts do.

On X11 it keeps them back as well: a scanner's never reach Qt; a person's are sent again, in order, and Qt
makes of them what it always does, dead keys and input methods included. On Windows and macOS (not yet run
there) it only looks on, and `keyboard_scanner` keeps Qt's own events back.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QTimer
from PySide6.QtGui import QGuiApplication, QNativeInterface

from kiosk.scanning import native_events
from kiosk.ui.inputs.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from shiboken6 import VoidPtr

    from kiosk.scanning.native_events import NativeKey
    from kiosk.scanning.scanner import Scan
    from kiosk.scanning.wedge import Rhythm
    from kiosk.scanning.witness import Witness
    from kiosk.ui.inputs.x11_server import X11Server

_GO_ON: Final = (False, 0)
_NO_FURTHER: Final = (True, 0)


class X11Tap(QAbstractNativeEventFilter):
    """Keeps an X11 application's keys back until it is clear whose they are.

    Silence is the server's to tell, for keys may lie in its queue, or in ours, while this program waits
    for its turn: it is asked for the time, and answers behind all the keys that were pressed before.
    """

    def __init__(
        self, owner: QObject, rhythm: Rhythm, tell: Callable[[Scan], None], server: X11Server
    ) -> None:
        super().__init__()
        # Told from the event loop, not from inside Qt's reading of events: listeners may open windows.
        self.gate: Gate[bytes] = Gate(
            owner,
            rhythm,
            self._send,
            lambda scan: QTimer.singleShot(0, owner, lambda: tell(scan)),
            ask_time=server.ask_time,
        )
        self._server = server
        self._clock = native_events.Clock()
        self._under_way: deque[bytes] = deque(maxlen=256)
        self._down: set[int] = set()
        self._released = (0, 0)
        self._leans_on_ctrl = False

    @property
    def holds(self) -> bool:
        """Whether keys are held back, or sent again and not yet here."""
        return self.gate.holds or bool(self._under_way)

    def nativeEventFilter(self, _name: QByteArray | bytes, message: VoidPtr) -> tuple[bool, int]:  # type: ignore[override]
        """Return (True, 0) for events that go no further."""
        address = int(message)  # type: ignore[call-overload]
        kind = ctypes.c_uint8.from_address(address).value
        if native_events.is_x11_change(kind):
            return self._timed(address)
        if not native_events.is_x11_key(kind):
            return _GO_ON
        event = ctypes.string_at(address, native_events.X11_SIZE)
        key = native_events.of_x11(event)
        if key.is_sent and self._is_ours(event):
            return _GO_ON
        if self._passes(key, event):
            if not self._under_way:
                return _GO_ON
            self._send((event,))  # behind those that are still on their way
        return _NO_FURTHER

    def _timed(self, address: int) -> tuple[bool, int]:
        at_ms = self._server.time_in(address)
        if at_ms is None:
            return _GO_ON
        self.gate.silent_until(self._clock.unwrapped(at_ms))
        return _NO_FURTHER

    def _passes(self, key: NativeKey, event: bytes) -> bool:
        key = replace(key, at_ms=self._clock.unwrapped(key.at_ms))
        if not key.is_press:
            self._down.discard(key.place)
            self._released = (key.place, key.at_ms)
            return not self.gate.release(key.place, event)
        # X tells a held key as a release and a press in the same instant, or as presses alone.
        repeated = key.place in self._down or self._released == (key.place, key.at_ms)
        self._down.add(key.place)
        key = replace(key, repeated=repeated)
        if not self.gate.holds:  # a line feed after a scan is the scanner's, another Ctrl is somebody's
            self._leans_on_ctrl = key.ctrl and not self.gate.is_quiet(key.at_ms)
        if self._leans_on_ctrl:
            key = replace(key, ctrl=False)
        return not self.gate.press(native_events.stroke(key, joins=self.gate.holds), event)

    def _send(self, events: tuple[bytes, ...]) -> None:
        for event in events:
            if self._server.send(event):
                self._under_way.append(_mark(event))

    def _is_ours(self, event: bytes) -> bool:
        """Return whether this is one that was sent again; any that were lost before it are forgotten."""
        mark = _mark(event)
        if mark not in self._under_way:
            return False
        while self._under_way.popleft() != mark:
            pass
        return True


def _mark(event: bytes) -> bytes:
    """Return what tells an event from others: what it is, of which key, when."""
    return bytes((event[0] & 0x7F,)) + event[1:2] + event[4:8]


class LookingTap(QAbstractNativeEventFilter):
    """Shows a witness the keys of Windows or macOS, and keeps nothing back."""

    def __init__(self, witness: Witness) -> None:
        super().__init__()
        self._witness = witness
        self._clock = native_events.Clock()
        self._last: NativeKey | None = None

    def nativeEventFilter(self, kind: QByteArray | bytes, message: VoidPtr) -> tuple[bool, int]:  # type: ignore[override]
        """Look on; every event goes further."""
        key = _looked_at(bytes(kind), int(message))  # type: ignore[arg-type, call-overload]
        # Windows may tell a message twice: before it is dispatched, and to its window.
        if key is not None and key != self._last:
            self._witness.see(replace(key, at_ms=self._clock.unwrapped(key.at_ms)))
            self._last = key
        return _GO_ON


def _looked_at(kind: bytes, address: int) -> NativeKey | None:
    if kind == b"windows_generic_MSG":
        return native_events.of_windows(ctypes.string_at(address, native_events.WINDOWS_SIZE))
    if kind == b"mac_generic_NSEvent":
        return _of_nsevent(address)
    return None


def _of_nsevent(event: int) -> NativeKey | None:
    """Return what an NSEvent says, asked through Objective-C's runtime."""
    runtime = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    runtime.sel_registerName.restype = ctypes.c_void_p
    runtime.sel_registerName.argtypes = [ctypes.c_char_p]
    send = ctypes.cast(runtime.objc_msgSend, ctypes.c_void_p).value or 0

    def ask(name: bytes, kind: type) -> float:
        selector = runtime.sel_registerName(name)
        return ctypes.CFUNCTYPE(kind, ctypes.c_void_p, ctypes.c_void_p)(send)(event, selector)  # type: ignore[no-any-return]

    number = int(ask(b"type", ctypes.c_ulong))
    if number not in (10, 11):  # only keys answer what is asked below
        return None
    return native_events.of_macos(
        number,
        int(ask(b"keyCode", ctypes.c_ushort)),
        int(ask(b"modifierFlags", ctypes.c_ulong)),
        ask(b"timestamp", ctypes.c_double),
        repeated=bool(ask(b"isARepeat", ctypes.c_bool)),
    )


def x11_tap(
    application: QGuiApplication, owner: QObject, rhythm: Rhythm, tell: Callable[[Scan], None]
) -> X11Tap | None:
    """Return a tap that is at work on this application's keys, or None if it is not on X11."""
    if application.platformName() != "xcb":
        return None
    native = application.nativeInterface()
    if not isinstance(native, QNativeInterface.QX11Application) or not native.connection():
        return None
    from kiosk.ui.inputs.x11_server import X11Server

    tap = X11Tap(owner, rhythm, tell, X11Server(native.connection()))
    application.installNativeEventFilter(tap)
    return tap


def looking_tap(application: QGuiApplication, witness: Witness) -> LookingTap | None:
    """Return a tap that shows `witness` this application's keys, or None where there is no need or way."""
    if sys.platform not in ("win32", "darwin") or application.platformName() not in ("windows", "cocoa"):
        return None
    tap = LookingTap(witness)
    application.installNativeEventFilter(tap)
    return tap
