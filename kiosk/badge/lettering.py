"""Names and running text as PDF operators: where each line stands, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kiosk.badge.colours import rgb
from kiosk.badge.fitting import Fitted, Frame, fit
from kiosk.badge.fonts import EM
from kiosk.badge.means import NOTHING, Fields, Flaw, Means, Painted, Spot
from kiosk.badge.operators import POINTS_PER_MM, number, turned
from kiosk.badge.paragraphs import Set, set_lines
from kiosk.domain.badge import Align, Anchor, Paragraph, TextBox, fill

if TYPE_CHECKING:
    from kiosk.badge.shaping import Shaped

# Where the first baseline lies under the upper edge of running text, in ems: HTML's habit, and pretix's.
_ASCENT: Final = 1.0


def colour(template: str, fields: Fields) -> str:
    """Return the colour's three components; what is no colour is black."""
    return _components(fill(template, fields))


@lru_cache(maxsize=1024)
def _components(colour: str) -> str:
    return " ".join(f"{part:.3g}" for part in rgb(colour) or (0, 0, 0))


def text(box: TextBox, fields: Fields, means: Means, height_mm: float) -> Painted:
    """Return a text fitted into its box."""
    told = fill(box.template, fields)
    if not told:
        return NOTHING
    known = means.frames.get(id(box))
    if known is None:
        known = means.frames[id(box)] = (box, frame(box))
    fitted = fit(told, known[1])
    if not fitted.lines:
        return NOTHING
    size = number(fitted.size_pt)
    shown = "\n".join(
        f"BT {size} 0 0 {size} {number(x)} {number(y)} Tm {means.glyphs.line(line)} ET"
        for line, x, y in _placed(fitted, box, height_mm)
        if line.runs
    )
    operators = f"{colour(box.colour, fields)} rg\n{shown}" if shown else ""
    if box.rotation:
        middle = (box.x_mm + box.width_mm / 2, height_mm - box.y_mm - box.height_mm / 2)
        operators = turned(operators, box.rotation, *(POINTS_PER_MM * at for at in middle))
    return Painted(operators, tuple(_spots(told, fitted.missing, clipped=fitted.clipped)))


@lru_cache(maxsize=1024)
def frame(box: TextBox) -> Frame:
    """Return what a text in `box` has to fit into."""
    return Frame(
        width_pt=box.width_mm * POINTS_PER_MM,
        height_pt=box.height_mm * POINTS_PER_MM,
        size_max_pt=box.size_max_pt,
        size_min_pt=box.size_min_pt,
        weight=box.weight,
        max_lines=box.max_lines,
        direction=box.direction,
    )


def _placed(fitted: Fitted, box: TextBox, height_mm: float) -> Iterator[tuple[Shaped, float, float]]:
    """Yield each line with the point its pen starts from."""
    room = box.height_mm * POINTS_PER_MM
    used = (fitted.top - fitted.bottom + fitted.leading * (len(fitted.lines) - 1)) * fitted.size_pt
    y = (height_mm - box.y_mm) * POINTS_PER_MM - _spare(box.anchor, room - used) - fitted.top * fitted.size_pt
    for line in fitted.lines:
        spare = box.width_mm * POINTS_PER_MM - line.width / EM * fitted.size_pt
        yield line, box.x_mm * POINTS_PER_MM + _indent(box.align, spare, rtl=line.rtl), y
        y -= fitted.leading * fitted.size_pt


def _spare(anchor: Anchor, room: float) -> float:
    """Return how much of the room lies above the lines."""
    return {Anchor.TOP: 0.0, Anchor.MIDDLE: room / 2, Anchor.BOTTOM: room}[anchor]


def _indent(align: Align, room: float, *, rtl: bool) -> float:
    """Return how much of the room lies to the left of a line."""
    if align is Align.CENTER:
        return room / 2
    if align in (Align.LEFT, Align.RIGHT):
        return room if align is Align.RIGHT else 0.0
    return room if (align is Align.START) is rtl else 0.0


def _spots(told: str, missing: str, *, clipped: bool) -> Iterator[Spot]:
    if clipped:
        yield Spot(Flaw.CLIPPED, told)
    if missing:
        yield Spot(Flaw.MISSING_GLYPHS, told, missing)


# -- running text -----------------------------------------------------------------------------------


def paragraph(box: Paragraph, fields: Fields, means: Means, height_mm: float) -> Painted:
    """Return running text in its lines."""
    told = fill(box.template, fields)
    made = set_lines(told, box)
    top = (height_mm - box.y_mm) * POINTS_PER_MM
    if not box.height_mm and box.anchor is not Anchor.TOP:
        top += _over(box, made)
    size = number(made.size_pt)
    shown = "\n".join(
        f"BT {size} 0 0 {size} {number(x)} {number(y)} Tm {means.glyphs.line(line)} ET"
        for line, x, y in _set(made, box, top)
        if line.runs
    )
    operators = f"{colour(box.colour, fields)} rg\n{shown}" if shown else ""
    operators = turned(operators, box.rotation, box.x_mm * POINTS_PER_MM, top)
    return Painted(operators, tuple(_spots(told, made.missing, clipped=made.clipped)))


def _over(box: Paragraph, made: Set) -> float:
    """Return how far above its place a box without a height of its own begins."""
    return made.height_pt(box.leading) * (0.5 if box.anchor is Anchor.MIDDLE else 1)


def _set(made: Set, box: Paragraph, top: float) -> Iterator[tuple[Shaped, float, float]]:
    """Yield each line with the point its pen starts from."""
    high = made.height_pt(box.leading)
    room = box.height_mm * POINTS_PER_MM - high if box.height_mm else 0
    y = top - _spare(box.anchor, room) - (_ASCENT - box.raised_em) * made.size_pt
    for line in made.lines:
        spare = box.width_mm * POINTS_PER_MM - line.width / EM * made.size_pt
        yield line, box.x_mm * POINTS_PER_MM + _indent(box.align, spare, rtl=line.rtl), y
        y -= box.leading * made.size_pt
