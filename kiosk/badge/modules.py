"""The dark modules of a QR symbol as filled paths without seams: a rectangle for each run of them in a row.

A row is read ten modules at a time, and what ten modules add is written once for all symbols: which runs end
in them, and how long the one is that reaches beyond them.
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeAlias

_FINDER: Final = 7
_BLOCK: Final = 10
_BITS: Final = (1 << _BLOCK) - 1
# Stands for the row in what is written once for all rows; no operator or number has it.
_ROW: Final = "y"

_Read: TypeAlias = tuple[str, int]
"""The runs that ended, and the length of the one that is open."""


def path(symbol: tuple[int, ...]) -> str:
    """Return the symbol without its finders as one filled path, y downwards from its top left corner."""
    side = len(symbol)
    blocks = _blocks(side)
    written: list[str] = []
    for row, (y, kept) in zip(symbol, _rows(side), strict=True):
        bits = (row & kept) << 1  # and a light module behind the last one, so that every run ends in its row
        runs, is_open = "", 0
        for shift, block in blocks:
            ended, is_open = block[is_open << _BLOCK | bits >> shift & _BITS]
            runs += ended
        written.append(runs.replace(_ROW, y))
    return f"{''.join(written)}f"


class _Block(dict[int, _Read]):
    """What some modules from `x` on add to a row, by their bits and, above these, the open run's length.

    What is not known yet is put together of what the halves add.
    """

    def __init__(self, x: int, modules: int) -> None:
        super().__init__()
        self._x = x
        self.modules = modules
        left = modules // 2
        self._halves = (_Block(x, left), _Block(x + left, modules - left)) if left else None

    def __missing__(self, key: int) -> _Read:
        is_open, bits = key >> self.modules, key & (1 << self.modules) - 1
        self[key] = read = self._read(is_open, bits)
        return read

    def _read(self, is_open: int, bits: int) -> _Read:
        if self._halves is None:
            if bits:
                return "", is_open + 1
            return (f"{self._x - is_open} {_ROW} {is_open} 1 re\n" if is_open else "", 0)
        left, right = self._halves
        ended, is_open = left[is_open << left.modules | bits >> right.modules]
        more, is_open = right[is_open << right.modules | bits & (1 << right.modules) - 1]
        return ended + more, is_open


@cache
def _blocks(side: int) -> tuple[tuple[int, _Block], ...]:
    """Return the blocks of a row and of the module behind it, each with how far its bits are from the last.

    The first may begin before the row.
    """
    number = -(-(side + 1) // _BLOCK)
    before = number * _BLOCK - (side + 1)
    return tuple(((number - 1 - at) * _BLOCK, _Block(at * _BLOCK - before, _BLOCK)) for at in range(number))


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
def _rows(side: int) -> tuple[tuple[str, int], ...]:
    """Return each row's number as it is written, and the modules that no finder takes."""
    every = (1 << side) - 1
    right = (1 << _FINDER) - 1
    left = right << side - _FINDER
    kept = [every & ~(left | right)] * _FINDER + [every] * (side - 2 * _FINDER) + [every & ~left] * _FINDER
    return tuple((str(y), bits) for y, bits in enumerate(kept))
