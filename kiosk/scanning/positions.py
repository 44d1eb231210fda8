"""What a key means on a US keyboard, by its place: nearly every scanner types as one, whatever is set here.

Places are the "set 1" make codes of the PC keyboard, which Linux uses as its key codes and Windows as
its scan codes.
"""

from __future__ import annotations

from typing import Final

_ROWS: Final = (
    (0x02, "1234567890-=", "!@#$%^&*()_+"),
    (0x10, "qwertyuiop[]", "QWERTYUIOP{}"),
    (0x1E, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (0x39, " ", " "),
)
_KEYPAD: Final = {
    0x37: "*", 0x47: "7", 0x48: "8", 0x49: "9", 0x4A: "-", 0x4B: "4", 0x4C: "5",
    0x4D: "6", 0x4E: "+", 0x4F: "1", 0x50: "2", 0x51: "3", 0x52: "0", 0x53: ".",
}  # fmt: skip

_PLAIN: Final = {start + i: c for start, plain, _ in _ROWS for i, c in enumerate(plain)} | _KEYPAD
_SHIFTED: Final = {start + i: c for start, _, shifted in _ROWS for i, c in enumerate(shifted)} | _KEYPAD


def character(position: int, *, shift: bool) -> str | None:
    """Return what the key at `position` types on a US keyboard, Caps Lock aside; None if it types nothing."""
    return (_SHIFTED if shift else _PLAIN).get(position)
