"""Marks to cut and fold along, for paper that is not cut yet: in the margin, or on the cut itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.badge.stocks import Fold, Stock

_POINTS_PER_MM: Final = 72 / 25.4
_STROKE_MM: Final = 0.1
_LENGTH_MM: Final = 4.0
_AWAY_MM: Final = 1.0
_ROOM_MM: Final = 3.0
"""A margin narrower than this takes no mark that anybody could see."""


def operators(labels: Sequence[tuple[float, float]], stock: Stock) -> str:
    """Return the marks for these labels, given by their upper left corners, as PDF operators."""
    width, height = stock.sheet_width_mm, stock.sheet_height_mm
    lefts, tops = _edges(labels, stock)
    lines: list[tuple[float, float, float, float]] = []
    for x in lefts:
        lines += [(x, start, x, end) for start, end in _ends(tops[0], tops[-1], height)]
    for y in tops:
        lines += [(start, y, end, y) for start, end in _ends(lefts[0], lefts[-1], width)]
    drawn = " ".join(_line(line, height) for line in lines if _is_on_paper(line, stock))
    return f"q 0 G {_STROKE_MM * _POINTS_PER_MM:.3g} w {drawn} Q"


def _edges(labels: Sequence[tuple[float, float]], stock: Stock) -> tuple[list[float], list[float]]:
    across, down = [0, stock.label_width_mm], [0, stock.label_height_mm]
    if stock.fold is not Fold.NONE:
        down.append(stock.label_height_mm / 2)
    if stock.fold is Fold.QUARTO:
        across.append(stock.label_width_mm / 2)
    lefts = {round(x + edge, 3) for x, _y in labels for edge in across}
    tops = {round(y + edge, 3) for _x, y in labels for edge in down}
    return sorted(lefts), sorted(tops)


def _ends(first: float, last: float, paper: float) -> Iterator[tuple[float, float]]:
    """Yield where the two marks of a cut begin and end that runs from `first` to `last`."""
    yield (first - _AWAY_MM - _LENGTH_MM, first - _AWAY_MM) if first >= _ROOM_MM else (0, _LENGTH_MM)
    after = paper - last
    yield (
        (last + _AWAY_MM, last + _AWAY_MM + _LENGTH_MM) if after >= _ROOM_MM else (paper - _LENGTH_MM, paper)
    )


def _is_on_paper(line: tuple[float, float, float, float], stock: Stock) -> bool:
    """Whether a mark shows: one along the very edge of the paper would not."""
    x, _, to_x, _ = line
    if x == to_x:
        return 0 < x < stock.sheet_width_mm
    return 0 < line[1] < stock.sheet_height_mm


def _line(line: tuple[float, float, float, float], height_mm: float) -> str:
    x, y, to_x, to_y = line
    ends = ((x, height_mm - y), (to_x, height_mm - to_y))
    start, end = (f"{left * _POINTS_PER_MM:.7g} {up * _POINTS_PER_MM:.7g}" for left, up in ends)
    return f"{start} m {end} l S"
