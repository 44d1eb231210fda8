"""QR codes as rows of bits; how they are drawn is told in `badge.modules`.

The mask is always the same one: any mask gives a valid symbol, and scoring all eight takes nearly
all of the time that `qrcode` needs.
"""

from __future__ import annotations

from typing import Final

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from kiosk.badge import symbol_table
from kiosk.badge.symbol_table import MASK, VERSION
from kiosk.errors import InputRefused, Trouble

QUIET_MODULES: Final = 4
"""White modules that ISO/IEC 18004 asks for around a symbol."""

PAYLOAD_LIMIT: Final = 512
"""Characters in one code: more would need modules too small for a badge printer's dots."""

_BATCH: Final = 200


def rows(payload: str) -> tuple[int, ...]:
    """Return the symbol's rows from the top, the leftmost module in the highest bit.

    Version 3-Q holds a code of ours; a longer payload takes the smallest version that holds it.
    InputRefused above PAYLOAD_LIMIT, and for the dozens of zeros that `qrcode` 8.2 cannot draw.
    """
    if len(payload) > PAYLOAD_LIMIT:
        raise InputRefused(Trouble.TEXT_TOO_LONG, field="qr", limit=PAYLOAD_LIMIT)
    try:
        return _made(payload)
    except ValueError:  # a whole block of zeros has no logarithm
        raise InputRefused(Trouble.TEXT_NOT_PRINTABLE, field="qr") from None


def side(payload: str) -> int:
    """Return how many modules wide the symbol is; raises as `rows` does."""
    if symbol_table.has(payload):
        return symbol_table.SIDE
    return len(rows(payload))


def _made(payload: str) -> tuple[int, ...]:
    symbol = QRCode(version=VERSION, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    symbol.add_data(payload, optimize=0)
    symbol.make(fit=True)
    return tuple(int("".join("1" if dark else "0" for dark in row), 2) for row in symbol.modules)


class Symbols:
    """The symbols of one file. Many payloads of one length come from a table, a few from `qrcode`.

    `expected` says how many symbols are to come, as far as that is known.
    """

    def __init__(self, expected: int = 0) -> None:
        self._asked: dict[int, int] = {}
        self._from_table = 0 if expected > _BATCH else _BATCH

    def rows(self, payload: str) -> tuple[int, ...]:
        """Return what `rows` returns for `payload`, bit for bit."""
        if not symbol_table.has(payload):
            return rows(payload)
        asked = self._asked[len(payload)] = self._asked.get(len(payload), 0) + 1
        return rows(payload) if asked <= self._from_table else symbol_table.rows(payload)
