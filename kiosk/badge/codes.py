"""QR codes as rows of bits, and as one vector path without seams.

The mask is always the same one: any mask gives a valid symbol, and scoring all eight takes nearly
all of the time that `qrcode` needs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from typing import Final, TypeAlias

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

from kiosk.errors import InputRefused, Trouble

QUIET_MODULES: Final = 4
"""White modules that ISO/IEC 18004 asks for around a symbol."""

PAYLOAD_LIMIT: Final = 512
"""Characters in one code: more would need modules too small for a badge printer's dots."""

_VERSION: Final = 3
_MASK: Final = 2
_DARK = re.compile("1+")
# How alphanumeric mode numbers its characters (ISO/IEC 18004, table 5); two make a value of 11 bits.
_ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NUMBERS: Final = {character: number for number, character in enumerate(_ALPHANUMERIC)}
_PAIR_BITS: Final = 11
_LOW_BITS: Final = 6
_LOW: Final = (1 << _LOW_BITS) - 1
# The pair that the table starts from; each of its bits can be turned and leaves a pair. Not zeros:
# `qrcode` 8.2 fails on a block of nothing else.
_START: Final = "AA"
_START_VALUE: Final = 10 * len(_ALPHANUMERIC) + 10
# So many characters of alphanumeric mode fill a symbol of version 3-Q (ISO/IEC 18004, table 7).
_ALPHANUMERIC_LIMIT: Final = 47
_BATCH: Final = 200
_SIDE: Final = 17 + 4 * _VERSION
_FINDER: Final = 7


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
    if _has_table(payload):
        return _SIDE
    return len(rows(payload))


def _made(payload: str | QRData) -> tuple[int, ...]:
    symbol = QRCode(version=_VERSION, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=_MASK)
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
        if not _has_table(payload):
            return rows(payload)
        asked = self._asked[len(payload)] = self._asked.get(len(payload), 0) + 1
        return rows(payload) if asked <= self._from_table else _looked_up(payload)


def path(symbol: tuple[int, ...]) -> str:
    """Return the symbol without its three finders as one filled path, y downwards from its top left corner.

    Runs of one length stand together: the file is smaller by a tenth.
    """
    side = len(symbol)
    written = _written(side)
    by_length: list[list[str]] = [[] for _ in range(side + 1)]
    # All rows as one text, a light module between two of them, so that runs end where rows do.
    bits = "0".join(
        [f"{row & ~finders:0{side}b}" for row, finders in zip(symbol, _finders(side), strict=True)]
    )
    for run in _DARK.finditer(bits):
        at, end = run.span()
        by_length[end - at].append(written[at][end - at])
    return "\n".join([*chain.from_iterable(by_length), "f"])


@cache
def _written(side: int) -> tuple[tuple[str, ...], ...]:
    """Return, for each place in the text of all rows, runs of each length as they are written."""
    return tuple(
        tuple(f"{x} {y} {length} 1 re" for length in range(side - x + 1))
        for y in range(side)
        for x in range(side + 1)
    )


def finders_path(side: int) -> str:
    """Return the three finders of a symbol of this side, the same in all, as one filled path (even-odd)."""
    far = side - _FINDER
    return (
        "\n".join(
            f"{x} {y} 7 7 re {x + 1} {y + 1} 5 5 re {x + 2} {y + 2} 3 3 re"
            for x, y in ((0, 0), (far, 0), (0, far))
        )
        + "\nf*"
    )


@cache
def _finders(side: int) -> tuple[int, ...]:
    """Return, for each row, the modules that finders take."""
    left = ((1 << _FINDER) - 1) << side - _FINDER
    both = left | (1 << _FINDER) - 1
    return (both,) * _FINDER + (0,) * (side - 2 * _FINDER) + (left,) * _FINDER


def _has_table(payload: str) -> bool:
    """Whether `payload` fills pairs of alphanumeric mode; digits alone would be packed by threes."""
    pairs = len(payload) % 2 == 0 and len(payload) <= _ALPHANUMERIC_LIMIT
    return pairs and not payload.isdigit() and all(character in _NUMBERS for character in payload)


def _looked_up(payload: str) -> tuple[int, ...]:
    """Return the symbol as a sum of the table's.

    At one length, version and mask every module is a sum, modulo 2, of bits of the payload: error
    correction is linear, and a mask adds what does not depend on it.
    """
    total, table = _table(len(payload))
    for first, second, (low, high) in zip(payload[::2], payload[1::2], table, strict=True):
        changed = (_NUMBERS[first] * len(_NUMBERS) + _NUMBERS[second]) ^ _START_VALUE
        total ^= low[changed & _LOW] ^ high[changed >> _LOW_BITS]
    return tuple(total >> _SIDE * (_SIDE - 1 - y) & (1 << _SIDE) - 1 for y in range(_SIDE))


_Sums: TypeAlias = tuple[int, ...]


@lru_cache(maxsize=4)
def _table(length: int) -> tuple[int, tuple[tuple[_Sums, _Sums], ...]]:
    """Return one symbol, and what the bits of each pair change in it, as `qrcode` draws them.

    What several bits change together is summed up beforehand, for a pair's lower bits and its upper ones.
    """
    text = _START * (length // 2)
    start = _drawn(text)
    others = [_pair(_START_VALUE ^ 1 << bit) for bit in range(_PAIR_BITS)]
    changes = (
        [_drawn(text[:at] + other + text[at + 2 :]) ^ start for other in others] for at in range(0, length, 2)
    )
    return start, tuple((_sums(bits[:_LOW_BITS]), _sums(bits[_LOW_BITS:])) for bits in changes)


def _sums(bits: list[int]) -> _Sums:
    """Return the sum, modulo 2, of each choice of `bits`."""
    sums = [0]
    for bit in bits:
        sums += [known ^ bit for known in sums]
    return tuple(sums)


def _pair(value: int) -> str:
    first, second = divmod(value, len(_ALPHANUMERIC))
    return _ALPHANUMERIC[first] + _ALPHANUMERIC[second]


def _drawn(payload: str) -> int:
    """Return the rows of `payload`, in alphanumeric mode whatever it holds, as one number."""
    number = 0
    for row in _made(QRData(payload.encode("ascii"), mode=MODE_ALPHA_NUM)):
        number = number << _SIDE | row
    return number
