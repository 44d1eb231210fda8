"""Running text set in lines of one size: broken where a line is full, at the line breaks of the text itself.

Unlike a name (`badge.fitting`), it keeps its size unless it is told to shrink, and tells what did not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kiosk.badge import bidi
from kiosk.badge.fonts import EM
from kiosk.badge.operators import POINTS_PER_MM
from kiosk.badge.shaping import Shaped, shape
from kiosk.domain.badge import Direction, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.badge import Weight

LEAST_PT: Final = 4.0
"""Letters are not made smaller than this to fit."""

_LINE_LIMIT: Final = 200
_STEP: Final = 0.97


@dataclass(frozen=True, slots=True)
class Set:
    """Lines and their size; `clipped`: more lines than the box is high, or a word longer than a line."""

    lines: tuple[Shaped, ...]
    size_pt: float
    clipped: bool
    missing: str

    def height_pt(self, leading: float) -> float:
        """Return how high the lines are together."""
        return len(self.lines) * leading * self.size_pt


@lru_cache(maxsize=1024)
def set_lines(text: str, box: Paragraph) -> Set:
    """Return `text` set into the lines of `box`; its controls but the line breaks are dropped."""
    size = box.size_pt
    made = _at(text, box, size)
    while box.shrinks and made.clipped and size * _STEP >= LEAST_PT:
        size *= _STEP
        made = _at(text, box, size)
    return made


def _at(text: str, box: Paragraph, size_pt: float) -> Set:
    room = box.width_mm * POINTS_PER_MM / size_pt * EM
    lines = tuple(line for part in _parts(text) for line in _wrapped(part, box, room))[:_LINE_LIMIT]
    high = box.height_mm * POINTS_PER_MM
    too_high = bool(high) and len(lines) * box.leading * size_pt > high + 0.01
    too_wide = any(line.width > room for line in lines)
    missing = "".join(dict.fromkeys(c for line in lines for c in line.missing))
    return Set(lines, size_pt, too_high or too_wide, missing)


def _parts(text: str) -> list[str]:
    return [bidi.cleaned(part) for part in text.splitlines()] if text.strip() else []


def _wrapped(text: str, box: Paragraph, room: float) -> Iterator[Shaped]:
    """Yield the lines of one paragraph, each as full as can be; an empty one is a line too."""
    rtl = bidi.begins_right(text) if box.direction is Direction.AUTO else box.direction is Direction.RTL
    line = ""
    for word in _words(text, box, room, rtl=rtl):
        longer = f"{line}{word}"
        if line.strip() and _width(longer.rstrip(), box.weight, rtl=rtl) > room:
            yield shape(line.strip(), box.weight, rtl=rtl)
            longer = word
        line = longer
    yield shape(line.strip(), box.weight, rtl=rtl)


def _words(text: str, box: Paragraph, room: float, *, rtl: bool) -> Iterator[str]:
    """Yield the words with the space behind them; one ends after a hyphen, or where the line does."""
    for word in text.split(" "):
        *ended, last = word.split("-")
        for part in [*(f"{each}-" for each in ended), f"{last} "]:
            if box.split and _width(part.rstrip(), box.weight, rtl=rtl) > room:
                yield from _pieces(part, box, room, rtl=rtl)
            else:
                yield part


def _pieces(word: str, box: Paragraph, room: float, *, rtl: bool) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and _width(piece + character, box.weight, rtl=rtl) > room:
            yield piece
            piece = ""
        piece += character
    yield piece


@lru_cache(maxsize=4096)
def _width(text: str, weight: Weight, *, rtl: bool) -> int:
    return shape(text, weight, rtl=rtl).width
