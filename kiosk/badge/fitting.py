"""A text made as large as its box allows: on one line or few, narrower letters next, cut short last.

Sizes are points. A line reckons with at least the height of ordinary letters, so that names of the
same size stand on the same baseline, and with its real ink where marks are stacked higher.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kiosk.badge import bidi
from kiosk.badge.breaking import breaks
from kiosk.badge.fonts import EM, can_condense
from kiosk.badge.shaping import Measures, Shaped, measure, shape
from kiosk.domain.badge import Direction, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP: Final = 0.74
_BOTTOM: Final = -0.24
_LEADING: Final = 1.1
_CLEARANCE: Final = 0.06
# Two lines must be this much larger than one to be worth it; a third is for what would be too small.
_WORTH: Final = 1.15
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What a text has to fit into, and how it may. Only the same one is equal: it is looked up by often."""

    width_pt: float
    height_pt: float
    size_max_pt: float
    size_min_pt: float
    weight: Weight
    max_lines: int
    direction: Direction


class Fitted(NamedTuple):
    """Lines and the size they are set in; measures but the size are in ems.

    `leading` lies between two baselines, `top` and `bottom` reach from the first and the last one.
    `clipped` means that a part of the text was left out, `missing` are the characters no font has.
    """

    lines: tuple[Shaped, ...]
    size_pt: float
    leading: float
    top: float
    bottom: float
    clipped: bool = False
    missing: str = ""


@lru_cache(maxsize=1024)
def fit(text: str, frame: Frame) -> Fitted:
    """Return `text` set into `frame`. Its controls are dropped; an empty one gives no lines."""
    text = bidi.cleaned(text)
    if not text:
        return Fitted((), frame.size_max_pt, _LEADING, 0, 0)
    rtl = bidi.begins_right(text) if frame.direction is Direction.AUTO else frame.direction is Direction.RTL
    best = _largest(text, frame, rtl=rtl, condensed=False)
    if best.size_pt < frame.size_min_pt and can_condense(frame.weight):
        best = _largest(text, frame, rtl=rtl, condensed=True)
    if best.size_pt < frame.size_min_pt:
        best = _cut(best, frame, rtl=rtl)
    if not best.clipped and not any(line.missing for line in best.lines):
        return best
    return best._replace(missing=shape(text, frame.weight, rtl=rtl).missing)


class _Set(NamedTuple):
    """Measured lines at the largest size at which they stay inside a frame."""

    lines: tuple[str, ...]
    widest: float
    size_pt: float
    leading: float
    top: float
    bottom: float


def _largest(text: str, frame: Frame, *, rtl: bool, condensed: bool) -> Fitted:
    """Return the text on few lines: a second one for a gain, more only for the least size's sake."""

    def on(lines: int) -> _Set | None:
        """Return the text on so many lines, as large as can be, then most alike in length."""
        ways = [_set(way, frame, rtl=rtl, condensed=condensed) for way in breaks(text, lines)]
        return max(ways, key=lambda way: (way.size_pt, -way.widest), default=None)

    best = _set((text,), frame, rtl=rtl, condensed=condensed)
    enough = frame.size_max_pt
    for lines in range(2, frame.max_lines + 1):
        if best.size_pt >= enough:
            break
        more = on(lines)
        gain = _WORTH if best.size_pt >= frame.size_min_pt else 1
        if more is not None and more.size_pt > best.size_pt * gain:
            best = more
        enough = frame.size_min_pt
    shaped = tuple([shape(line, frame.weight, rtl=rtl, condensed=condensed) for line in best.lines])
    return Fitted(shaped, best.size_pt, best.leading, best.top, best.bottom)


def _set(lines: tuple[str, ...], frame: Frame, *, rtl: bool, condensed: bool) -> _Set:
    measured = [measure(line, frame.weight, rtl=rtl, condensed=condensed) for line in lines]
    return _Set(lines, *_sizes(measured, frame))


def _sizes(lines: Sequence[Measures | Shaped], frame: Frame) -> tuple[float, float, float, float, float]:
    """Return the widest line, the size, the leading, the top and the bottom: of a _Set, of a Fitted."""
    top = max(lines[0].top / EM, _TOP)
    bottom = min(lines[-1].bottom / EM, _BOTTOM)
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    leading = max(_LEADING, max(gaps, default=0) / EM + _CLEARANCE)
    height = top - bottom + leading * (len(lines) - 1)
    widest = max([line.width for line in lines]) / EM
    by_width = frame.width_pt / widest if widest else frame.size_max_pt
    return widest, min(frame.size_max_pt, by_width, frame.height_pt / height), leading, top, bottom


def _cut(best: Fitted, frame: Frame, *, rtl: bool) -> Fitted:
    """Return the lines at the least size, those that are too long cut short."""
    room = frame.width_pt / frame.size_min_pt * EM
    lines = tuple(
        line if line.width <= room else _shortened(line.text, room, frame.weight, rtl=rtl)
        for line in best.lines
    )
    _widest, size, leading, top, bottom = _sizes(lines, frame)
    clipped = lines != best.lines
    return Fitted(lines, min(frame.size_min_pt, size), leading, top, bottom, clipped=clipped)


def _shortened(text: str, room: float, weight: Weight, *, rtl: bool) -> Shaped:
    """Return as much of `text` as `room` holds, with an ellipsis, in the narrowest letters there are."""

    def shaped(count: int) -> Shaped:
        kept = text[:count].rstrip(" -,") + _ELLIPSIS
        return shape(kept, weight, rtl=rtl, condensed=can_condense(weight))

    least, most = 0, len(text) - 1
    while least < most:
        middle = (least + most + 1) // 2
        if shaped(middle).width <= room:
            least = middle
        else:
            most = middle - 1
    return shaped(least)
