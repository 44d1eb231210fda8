"""QR codes as rows of bits, and as one vector path without seams.

The mask is always the same one: any mask gives a valid symbol, and scoring all eight takes nearly
all of the time that `qrcode` needs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from kiosk.errors import InputRefused, Trouble

QUIET_MODULES: Final = 4
"""White modules that ISO/IEC 18004 asks for around a symbol."""

PAYLOAD_LIMIT: Final = 512
"""Characters in one code: more would need modules too small for a badge printer's dots."""

_VERSION: Final = 3
_MASK: Final = 2


@lru_cache(maxsize=256)
def rows(payload: str) -> tuple[int, ...]:
    """Return the symbol's rows from the top, the leftmost module in the highest bit.

    Version 3-Q holds a code of ours; a longer payload takes the smallest version that holds it.
    InputRefused above PAYLOAD_LIMIT.
    """
    if len(payload) > PAYLOAD_LIMIT:
        raise InputRefused(Trouble.TEXT_TOO_LONG, field="qr", limit=PAYLOAD_LIMIT)
    symbol = QRCode(version=_VERSION, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=_MASK)
    symbol.add_data(payload, optimize=0)
    symbol.make(fit=True)
    return tuple(int("".join("1" if dark else "0" for dark in row), 2) for row in symbol.modules)


def path(symbol: tuple[int, ...]) -> str:
    """Return the symbol as one filled path in units of a module, y downwards from its top left corner."""
    side = len(symbol)
    return "\n".join([*(_run_path(row, side, y) for y, row in enumerate(symbol)), "f"])


@lru_cache(maxsize=8192)
def _run_path(row: int, side: int, y: int) -> str:
    """Return each run of dark modules of one row as a rectangle."""
    drawn = []
    x = 0
    for run in f"{row:0{side}b}".replace("01", "0 1").replace("10", "1 0").split():
        if run[0] == "1":
            drawn.append(f"{x} {y} {len(run)} 1 re")
        x += len(run)
    return "\n".join(drawn)
