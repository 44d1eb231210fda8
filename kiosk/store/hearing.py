"""How alike one typed word is to thousands of kept ones, all at once: `domain.alignment` in whole arrays.

Sounds are small numbers here, a kept word's a row of them. The recurrence is the same; a row of the table of
distances is worked out for all words together, and the running minimum along it takes the place of the loop
over a word's sounds. To be imported late: numpy takes a while to load.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from kiosk.domain import alignment
from kiosk.domain.alignment import SOUNDS, weight
from kiosk.store.wordforms import CODES, LONGEST

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Costs = npt.NDArray[np.int16]
    Codes = npt.NDArray[np.uint8]
    Places = npt.NDArray[np.int64]

_KINDS: Final = len(SOUNDS) + 1
_UNIT: Final = 200
"""Costs are whole numbers here, so many to one: one replaced is a byte, and distances are two."""

_BYTES: Final = 256
_STEPS: Final = (1, 2, 4, 8)
_SWAPPED: Final = np.int16(round(alignment.SWAPPED * _UNIT))


def _table(values: dict[str, float]) -> Floats:
    table = np.zeros(_KINDS, np.float32)
    for sound, value in values.items():
        table[CODES[sound]] = value
    return table


def _costs(values: dict[str, float], absent: int) -> bytes:
    """Costs by codes, as a table that bytes are translated with: quicker than numpy's own."""
    table = bytearray(absent for _ in range(_BYTES))
    for sound, value in values.items():
        table[CODES[sound]] = round(value * _UNIT)
    return bytes(table)


@lru_cache(_KINDS)
def _replacing(sound: str) -> bytes:
    return _costs(alignment.REPLACE[sound], _BYTES - 1)


@lru_cache(4)
def _omitting(mine: bool, other: bool) -> bytes:
    return _costs(alignment.OMIT[mine, other], 0)


def _translated(codes: bytes, table: bytes, shape: tuple[int, ...]) -> Costs:
    return np.frombuffer(codes.translate(table), np.uint8).reshape(shape).astype(np.int16)


@lru_cache(_KINDS)
def _wrong_first(sound: str) -> Floats:
    """What it costs beside that a word begins with each sound where `sound` was typed."""
    return _table({kept: alignment.first_cost(sound, kept) for kept in SOUNDS})


_WEIGHTS: Final = _table({sound: weight(sound) for sound in SOUNDS})
_TO_COME: Final = _table({sound: alignment.to_come(sound) for sound in SOUNDS})


def weights(rows: Codes) -> Floats:
    """Return how much there is to hear in each row."""
    total: Floats = _WEIGHTS[rows].sum(axis=1)
    return np.maximum(total, np.float32(alignment.LEAST_WEIGHT))


def lengths(rows: Codes) -> Places:
    """Return of how many sounds each row is."""
    long: Places = np.count_nonzero(rows, axis=1)
    return long


class Kept(NamedTuple):
    """Rows to be compared, with their weights and lengths; the first `latin` are in Latin letters."""

    rows: Codes
    heavy: Floats
    long: Places
    latin: int


def likenesses(typed: str, kept: Kept, *, typed_arabic: bool, begun: bool) -> tuple[Floats, Floats]:
    """Return how alike `typed` is to each row of `kept`.

    First as it is, then if it may go on; the same twice where it may not.
    """
    typed = typed[:LONGEST]
    rows, heavy, long, latin = kept
    codes = np.ascontiguousarray(rows[:, : int(long.max(initial=1))].T)
    last = _last_rows(typed, codes, latin, arabic=typed_arabic).astype(np.float32)
    last /= _UNIT
    own = np.float32(weight(typed))
    first = _wrong_first(typed[0]).take(codes[0])
    apart = last[long, np.arange(len(rows))] + first
    whole: Floats = 1 - apart / ((own + heavy) / 2)
    share, more = alignment.TOO_LONG
    whole[np.abs(own - heavy) > share * np.maximum(own, heavy) + more] = 0
    if not begun:
        return whole, whole
    columns = codes[: len(typed) + alignment.LOOK_AHEAD]
    rest = _TO_COME.take(columns)
    for below, above in pairwise(rest[::-1]):
        np.add(above, below, out=above)
    per_weight, most = alignment.STILL_TYPED
    np.minimum(rest * (per_weight * own), most * own, out=rest)
    rest += last[: len(columns)]
    least = np.minimum(rest.min(axis=0), last[len(columns)])
    start: Floats = 1 - (least + first) / np.maximum(own, alignment.SHORTEST_NORM)
    return whole, np.maximum(whole, start)


def _last_rows(typed: str, codes: Codes, latin: int, *, arabic: bool) -> Costs:
    """The distances of the whole of `typed` to every beginning of every word, a column each.

    A cell is the least of three; the one to the left is a running minimum once what the sounds between
    cost is taken off.
    """
    packed = codes.tobytes()
    sums = np.zeros((len(codes) + 1, codes.shape[1]), np.int16)
    for kept_arabic, some in ((False, slice(latin)), (True, slice(latin, None))):
        ours = codes[:, some]
        left_out = _translated(ours.tobytes(), _omitting(kept_arabic, arabic), ours.shape)
        for place, one in enumerate(left_out):
            np.add(sums[place, some], one, out=sums[place + 1, some])
    not_kept = np.empty((len(CODES) + 1, codes.shape[1]), np.int16)
    for kept_arabic, some in ((False, slice(latin)), (True, slice(latin, None))):
        table = np.frombuffer(_omitting(arabic, kept_arabic)[: len(not_kept)], np.uint8)
        not_kept[:, some] = table[:, None]
    row = before = sums
    previous = ""
    for sound in typed:
        fresh = row + not_kept[CODES[sound]]
        replaced = _translated(packed, _replacing(sound), codes.shape)
        replaced += row[:-1]
        np.minimum(fresh[1:], replaced, out=fresh[1:])
        if previous and previous != sound:
            swapped = codes[1:] == CODES[previous]
            swapped &= codes[:-1] == CODES[sound]
            places = np.nonzero(swapped)
            if len(places[0]):
                cells = (places[0] + 2, places[1])
                fresh[cells] = np.minimum(fresh[cells], before[places] + _SWAPPED)
        fresh -= sums
        for step in _STEPS:  # a running minimum; ufunc.accumulate takes ten times as long
            np.minimum(fresh[step:], fresh[:-step], out=fresh[step:])
        fresh += sums
        before, row, previous = row, fresh, sound
    return row
