"""What a key means on a US keyboard, by its place: nearly every scanner types as one, whatever is set here.

Places are the "set 1" make codes of the PC keyboard, which Linux uses as its key codes and Windows as
its scan codes; macOS has numbers of its own (HIToolbox's Events.h: `kVK_ANSI_A` is 0).
"""

from __future__ import annotations

from typing import Final

_ROWS: Final = (
    (0x02, "1234567890-=", "!@#$%^&*()_+"),
    (0x10, "qwertyuiop[]", "QWERTYUIOP{}"),
    (0x1E, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (0x39, " ", " "),
    (0x56, "<", ">"),  # the key beside the left shift key, which American keyboards do not have
)
_KEYPAD: Final = {
    0x37: "*", 0x47: "7", 0x48: "8", 0x49: "9", 0x4A: "-", 0x4B: "4", 0x4C: "5",
    0x4D: "6", 0x4E: "+", 0x4F: "1", 0x50: "2", 0x51: "3", 0x52: "0", 0x53: ".", 0x62: "/", 0x135: "/",
}  # fmt: skip

_PLAIN: Final = {start + i: c for start, plain, _ in _ROWS for i, c in enumerate(plain)} | _KEYPAD
_SHIFTED: Final = {start + i: c for start, _, shifted in _ROWS for i, c in enumerate(shifted)} | _KEYPAD


def character(position: int, *, shift: bool) -> str | None:
    """Return what the key at `position` types on a US keyboard, Caps Lock aside; None if it types nothing."""
    return (_SHIFTED if shift else _PLAIN).get(position)


ENTER: Final = 0x1C
TAB: Final = 0x0F
SUFFIXES: Final = frozenset((ENTER, TAB))
J: Final = 0x24
"""With Ctrl it is the line feed that some scanners add."""
M: Final = 0x32

_KEYPAD_ENTER_OF_LINUX: Final = 0x60
_EXTENDED_OF_WINDOWS: Final = 0x100
_LEVEL_SHIFT_OF_LINUX: Final = {0x61, 0x64, 0x7D, 0x7E}  # right Ctrl, AltGr, both Windows keys
_MODIFIERS: Final = frozenset((0x1D, 0x2A, 0x36, 0x38, 0x3A, 0x45, 0x46, 0x11D, 0x138, 0x145, 0x15B, 0x15C))


def of_x11(key_code: int) -> int:
    """Return the place of an X11 or Wayland key code; keys off the main block keep Linux's number."""
    place = key_code - 8
    return ENTER if place == _KEYPAD_ENTER_OF_LINUX else place


def of_windows(scan_code: int) -> int:
    """Return the place of a Windows scan code; an extended key keeps its bit, but for the keypad's Enter."""
    return ENTER if scan_code == _EXTENDED_OF_WINDOWS | ENTER else scan_code


def of_macos(key_code: int) -> int | None:
    """Return the place of a macOS virtual key code, which is a place too; None for keys without a sign."""
    return _MACOS.get(key_code)


def is_modifier(place: int) -> bool:
    """Return whether the key at `place` only changes what others mean: Shift, Ctrl, Alt and the locks."""
    return place in _MODIFIERS or place in _LEVEL_SHIFT_OF_LINUX


def _place_of(sign: str) -> int:
    return next(place for place, plain in _PLAIN.items() if plain == sign and place not in _KEYPAD)


# Ten rows of ten, 0 to 9 being the first; a blank is a key without a sign, or the space bar at 49.
_MACOS_SIGNS: Final = "asdfhgzxcv bqweryt123465=97-80]ou[ip lj'k;\\,/nm.  `"
_MACOS: Final = {
    **{code: _place_of(sign) for code, sign in enumerate(_MACOS_SIGNS) if sign != " "},
    10: 0x56, 36: ENTER, 48: TAB, 49: 0x39, 76: ENTER, 56: 0x2A, 60: 0x36, 57: 0x3A,
    54: 0x7E, 55: 0x7D, 58: 0x38, 59: 0x1D, 61: 0x64, 62: 0x61,
    65: 0x53, 67: 0x37, 69: 0x4E, 78: 0x4A, 82: 0x52, 83: 0x4F, 84: 0x50, 85: 0x51,
    86: 0x4B, 87: 0x4C, 88: 0x4D, 89: 0x47, 91: 0x48, 92: 0x49,
}  # fmt: skip
