"""Keys as window systems tell them, before a layout, an input method or a shortcut has made use of them.

X11's events were read on a real display. Those of Windows and macOS are read as Microsoft ("WM_KEYDOWN",
"About Keyboard Input") and Apple ("NSEvent") document them: not yet run on Windows or macOS.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from kiosk.scanning import positions
from kiosk.scanning.sieve import Role, Stroke

_HALF_TURN: Final = 1 << 31

UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
"""A key that no US keyboard uses so: what it stood for cannot be known from its place."""


@dataclass(frozen=True, slots=True)
class NativeKey:
    """One key going down or up; `window` is whose it is, `is_sent` whether a program sent it."""

    place: int
    is_press: bool
    at_ms: int
    shift: bool = False
    ctrl: bool = False
    command: bool = False
    """Alt, or the key of the system."""
    alt_gr: bool = False
    repeated: bool = False
    window: int = 0
    is_sent: bool = False


@dataclass(slots=True)
class Clock:
    """Makes one long count of times that begin again at 0 after 2**32 ms, every 49 days."""

    _now_ms: int | None = None

    def unwrapped(self, at_ms: int) -> int:
        """Return `at_ms` as the time nearest to the one before it."""
        before_ms = at_ms if self._now_ms is None else self._now_ms
        ahead_ms = (at_ms - before_ms + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN
        self._now_ms = before_ms + ahead_ms
        return self._now_ms


def stroke(key: NativeKey, *, joins: bool = False) -> Stroke:
    """Return what this key is to the sieve; a control character counts only if it `joins` others.

    Alt and the key of the system take nothing from what a key says: somebody leans on another keyboard.
    """
    return Stroke(key.place, key.at_ms, *_meaning(key, joins=joins), repeated=key.repeated)


def _meaning(key: NativeKey, *, joins: bool) -> tuple[Role, str | None]:
    if positions.is_modifier(key.place):
        return Role.MODIFIER, None
    if key.place in positions.SUFFIXES or (key.ctrl and key.place in (positions.J, positions.M)):
        return Role.SUFFIX, None
    sign = positions.character(key.place, shift=key.shift)
    if sign is None:
        return Role.OTHER, None
    if key.alt_gr or (key.ctrl and key.command):  # which is how Windows tells of AltGr
        return Role.SIGN, UNREADABLE
    if key.ctrl:
        is_control = joins and "@" <= sign.upper() <= "_"
        return (Role.SIGN, chr(ord(sign.upper()) & 0x1F)) if is_control else (Role.OTHER, None)
    return Role.SIGN, sign


# -- X11 ------------------------------------------------------------------------------------------------

X11_SIZE: Final = 32
_X11: Final = struct.Struct("=BBHI3I4hHBx")  # xcb_key_press_event_t, in this machine's byte order
_X11_CHANGED: Final = struct.Struct("=B3xIII")  # the beginning of xcb_property_notify_event_t
_X11_PRESS, _X11_RELEASE, _X11_CHANGE, _X11_SENT = 2, 3, 28, 0x80
_SHIFT, _CONTROL, _ALT, _SUPER, _LEVEL_3 = 1, 4, 8, 64, 128


def is_x11_key(kind: int) -> bool:
    """Return whether an event whose first byte is `kind` is of a key."""
    return kind & ~_X11_SENT in (_X11_PRESS, _X11_RELEASE)


def of_x11(event: bytes) -> NativeKey:
    """Return what the first 32 bytes of a key's xcb_generic_event_t say; `repeated` is not told there."""
    kind, code, _sequence, at_ms, _root, window, _child, _rx, _ry, _x, _y, state, _same = _X11.unpack(event)
    return NativeKey(
        place=positions.of_x11(code),
        is_press=kind & ~_X11_SENT == _X11_PRESS,
        at_ms=at_ms,
        shift=bool(state & _SHIFT),
        ctrl=bool(state & _CONTROL),
        command=bool(state & (_ALT | _SUPER)),
        alt_gr=bool(state & _LEVEL_3),
        window=window,
        is_sent=bool(kind & _X11_SENT),
    )


def to_window(event: bytes, window: int) -> bytes:
    """Return an X11 key event as one of `window`."""
    return event[:12] + struct.pack("=I", window) + event[16:]


def is_x11_change(kind: int) -> bool:
    """Return whether an event whose first byte is `kind` tells of a window's property."""
    return kind & ~_X11_SENT == _X11_CHANGE


def time_of_x11(event: bytes, window: int) -> int | None:
    """Return when a property of `window` was changed, in ms; None if `event` tells of another's."""
    _kind, whose, _which, at_ms = _X11_CHANGED.unpack(event[: _X11_CHANGED.size])
    return at_ms if whose == window else None


# -- Windows --------------------------------------------------------------------------------------------

WINDOWS_SIZE: Final = 48
_WINDOWS: Final = struct.Struct("<QI4xQqIii4x")  # MSG of a 64-bit program
_WM_PRESSES: Final = frozenset((0x100, 0x104))  # WM_KEYDOWN, WM_SYSKEYDOWN
_WM_RELEASES: Final = frozenset((0x101, 0x105))


def of_windows(message: bytes) -> NativeKey | None:
    """Return what a MSG says of a key, or None if it is none; which modifiers are down is not told there."""
    window, kind, _key, told, at_ms, _x, _y = _WINDOWS.unpack(message)
    if kind not in _WM_PRESSES and kind not in _WM_RELEASES:
        return None
    is_press = kind in _WM_PRESSES
    return NativeKey(
        place=positions.of_windows(told >> 16 & 0x1FF),
        is_press=is_press,
        at_ms=at_ms,
        repeated=is_press and bool(told >> 30 & 1),  # "the previous key state"
        window=window,
    )


# -- macOS ----------------------------------------------------------------------------------------------

_NS_KEY_DOWN, _NS_KEY_UP = 10, 11
_NS_SHIFT, _NS_CONTROL, _NS_OPTION, _NS_COMMAND = 1 << 17, 1 << 18, 1 << 19, 1 << 20


def of_macos(kind: int, key_code: int, flags: int, at_s: float, *, repeated: bool) -> NativeKey | None:
    """Return what an NSEvent says of a key, or None if it is none, or one that types nothing."""
    place = positions.of_macos(key_code)
    if kind not in (_NS_KEY_DOWN, _NS_KEY_UP) or place is None:
        return None
    return NativeKey(
        place=place,
        is_press=kind == _NS_KEY_DOWN,
        at_ms=round(at_s * 1000),
        shift=bool(flags & _NS_SHIFT),
        ctrl=bool(flags & _NS_CONTROL),
        command=bool(flags & _NS_COMMAND),
        alt_gr=bool(flags & _NS_OPTION),
        repeated=repeated,
    )
