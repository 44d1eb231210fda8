"""One element of a layout, filled with one person's fields, as PDF operators.

Millimetres from the top left become points from the bottom left here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from kiosk.badge import codes
from kiosk.badge.colours import rgb
from kiosk.badge.fitting import Fitted, Frame, fit
from kiosk.domain.badge import Align, Anchor, Band, Element, Line, QrBox, TextBox, fields_of, fill

if TYPE_CHECKING:
    from kiosk.badge.glyphs import Glyphs
    from kiosk.badge.shaping import Shaped

Fields: TypeAlias = Mapping[str, str]

POINTS_PER_MM: Final = 72 / 25.4


class Flaw(StrEnum):
    """What can be wrong with a text on a badge that is drawn all the same."""

    CLIPPED = "clipped"
    MISSING_GLYPHS = "missing_glyphs"


@dataclass(frozen=True, slots=True)
class Spot:
    """A flaw, the text it befell, and the characters that no font has."""

    flaw: Flaw
    text: str
    characters: str = ""


@dataclass(frozen=True, slots=True)
class Painted:
    """Operators and what is wrong with what they show."""

    operators: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Means:
    """What the pages of one file are drawn with."""

    glyphs: Glyphs
    symbols: codes.Symbols


def asks_for(element: Element) -> frozenset[str]:
    """Return the names of all fields that the drawing of `element` depends on."""
    match element:
        case TextBox():
            asked = fields_of(element.template) | fields_of(element.colour)
        case QrBox():
            asked = fields_of(element.template)
        case Band() | Line():
            asked = fields_of(element.colour)
    return asked.union(element.needs, element.lacks)


def paint(elements: tuple[Element, ...], fields: Fields, means: Means, height_mm: float) -> Painted:
    """Return the elements that `fields` call for, in their order, on a page `height_mm` high."""
    painted = [
        _element(element, fields, means, height_mm) for element in elements if _called_for(element, fields)
    ]
    return Painted(
        "\n".join(each.operators for each in painted if each.operators),
        tuple(spot for each in painted for spot in each.spots),
    )


def _called_for(element: Element, fields: Fields) -> bool:
    return all(fields.get(name, "").strip() for name in element.needs) and not any(
        fields.get(name, "").strip() for name in element.lacks
    )


def _element(element: Element, fields: Fields, means: Means, height_mm: float) -> Painted:
    match element:
        case TextBox():
            return _text(element, fields, means, height_mm)
        case QrBox():
            return Painted(_qr(element, fill(element.template, fields), means.symbols, height_mm))
        case Band():
            x, y = element.x_mm, height_mm - element.y_mm - element.height_mm
            box = _points(x, y, element.width_mm, element.height_mm)
            return Painted(f"{_colour(element.colour, fields)} rg {box} re f")
        case Line():
            start = _points(element.x_mm, height_mm - element.y_mm)
            end = _points(element.to_x_mm, height_mm - element.to_y_mm)
            colour = _colour(element.colour, fields)
            return Painted(f"{colour} RG {_points(element.stroke_mm)} w {start} m {end} l S")


def _text(box: TextBox, fields: Fields, means: Means, height_mm: float) -> Painted:
    text = fill(box.template, fields)
    fitted = fit(text, _frame(box))
    colour = _colour(box.colour, fields)
    size = _points_of(fitted.size_pt)
    lines = [
        f"BT {size} 0 0 {size} {_points_of(x)} {_points_of(y)} Tm {means.glyphs.line(line)} ET"
        for line, x, y in _placed(fitted, box, height_mm)
        if line.runs
    ]
    return Painted("\n".join([f"{colour} rg", *lines]) if lines else "", tuple(_spots(fitted, text)))


@lru_cache(maxsize=1024)
def _frame(box: TextBox) -> Frame:
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
    spare = {Anchor.TOP: 0.0, Anchor.MIDDLE: (room - used) / 2, Anchor.BOTTOM: room - used}[box.anchor]
    y = (height_mm - box.y_mm) * POINTS_PER_MM - spare - fitted.top * fitted.size_pt
    for line in fitted.lines:
        left = box.width_mm * POINTS_PER_MM - line.width / 1000 * fitted.size_pt
        if box.align is Align.CENTER:
            left /= 2
        elif (box.align is Align.START) is not line.rtl:
            left = 0
        yield line, box.x_mm * POINTS_PER_MM + left, y
        y -= fitted.leading * fitted.size_pt


def _spots(fitted: Fitted, text: str) -> Iterator[Spot]:
    if fitted.clipped:
        yield Spot(Flaw.CLIPPED, text)
    if fitted.missing:
        yield Spot(Flaw.MISSING_GLYPHS, text, fitted.missing)


def _qr(box: QrBox, payload: str, symbols: codes.Symbols, height_mm: float) -> str:
    if not payload:
        return ""
    symbol = symbols.rows(payload)
    module = box.side_mm / len(symbol)
    quiet = codes.QUIET_MODULES * module
    ground = _points(
        box.x_mm - quiet,
        height_mm - box.y_mm - box.side_mm - quiet,
        box.side_mm + 2 * quiet,
        box.side_mm + 2 * quiet,
    )
    corner = _points(box.x_mm, height_mm - box.y_mm)
    scale = module * POINTS_PER_MM
    return f"1 g {ground} re f\nq 0 g {scale:.6f} 0 0 {-scale:.6f} {corner} cm\n{codes.path(symbol)}\nQ"


def _colour(template: str, fields: Fields) -> str:
    """Return the colour's three components; what is no colour is black."""
    return " ".join(f"{part:.3g}" for part in rgb(fill(template, fields)) or (0, 0, 0))


def _points(*lengths_mm: float) -> str:
    return " ".join(_points_of(length * POINTS_PER_MM) for length in lengths_mm)


def _points_of(points: float) -> str:
    return f"{round(points, 3):.7g}"
