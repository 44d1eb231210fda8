"""The elements of a layout, filled with one person's fields, as PDF operators.

Texts are `badge.lettering`'s; lines, codes, pictures, signs and panels are drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.badge import codes, icons, lettering, modules
from kiosk.badge.colours import ink_on
from kiosk.badge.lettering import colour
from kiosk.badge.means import NOTHING, Fields, Flaw, Means, Painted, Placed, Spot
from kiosk.badge.operators import POINTS_PER_MM, number, points, rounded
from kiosk.domain.badge import (
    Align,
    Band,
    Element,
    Icon,
    IconRow,
    Instead,
    Line,
    Panel,
    PanelPlace,
    Paragraph,
    PictureBox,
    QrBox,
    Quarter,
    Quiet,
    Rectangle,
    TextBox,
    Weight,
    fill,
)
from kiosk.errors import FileRefused

_DPI: Final = 300
_MM_PER_INCH: Final = 25.4
_SHADE: Final = "0.898 0.906 0.922"
_OUTLINE: Final = "0.612 0.639 0.686"
# A sign's icon takes so much of its square, a word so much.
_ICON_SHARE: Final = 0.7
_WORD_SHARE: Final = 0.84
_CORNER: Final = 0.2


def paint(elements: tuple[Element, ...], fields: Fields, means: Means, height_mm: float) -> Painted:
    """Return the elements that `fields` call for, in their order, on a page `height_mm` high."""
    operators: list[str] = []
    spots: tuple[Spot, ...] = ()
    for element, shown in means.plan(elements).called_for(fields):
        key = (id(element), *[fields.get(name) for name in shown])
        painted = means.repeats.get(key)
        if painted is None:
            painted = _element(element, fields, means, height_mm)
            means.repeats.keep(key, painted)
        if painted.operators:
            operators.append(painted.operators)
        spots += painted.spots
    return Painted("\n".join(operators), spots)


def _element(element: Element, fields: Fields, means: Means, height_mm: float) -> Painted:
    match element:
        case TextBox():
            painted = lettering.text(element, fields, means, height_mm)
        case Paragraph():
            painted = lettering.paragraph(element, fields, means, height_mm)
        case QrBox():
            painted = Painted(_qr(element, fill(element.template, fields), means, height_mm))
        case Band():
            painted = Painted(f"{colour(element.colour, fields)} rg {_box(element, height_mm)} f")
        case Line():
            painted = Painted(_line(element, fields, height_mm))
        case Rectangle():
            painted = Painted(_rectangle(element, fields, height_mm))
        case PictureBox():
            painted = _picture(element, fill(element.template, fields), means, height_mm)
        case IconRow():
            painted = _icons(element, fields, means, height_mm)
        case Panel():
            painted = _panel(element, fields, means, height_mm)
    return painted


def _box(element: Band | Rectangle | PictureBox, height_mm: float) -> str:
    bottom = height_mm - element.y_mm - element.height_mm
    return f"{points(element.x_mm, bottom, element.width_mm, element.height_mm)} re"


def _line(line: Line, fields: Fields, height_mm: float) -> str:
    start = points(line.x_mm, height_mm - line.y_mm)
    end = points(line.to_x_mm, height_mm - line.to_y_mm)
    return f"{colour(line.colour, fields)} RG {points(line.stroke_mm)} w {start} m {end} l S"


def _rectangle(box: Rectangle, fields: Fields, height_mm: float) -> str:
    ground, border = fill(box.colour, fields), fill(box.border_colour, fields)
    if not ground and not border:
        return ""
    lengths = (box.x_mm, height_mm - box.y_mm - box.height_mm, box.width_mm, box.height_mm, box.radius_mm)
    path = rounded(*(length * POINTS_PER_MM for length in lengths))
    inks = [f"{colour(ground, fields)} rg"] if ground else []
    if border:
        inks.append(f"{colour(border, fields)} RG {points(box.border_mm)} w")
    return f"{' '.join(inks)} {path} {'B' if ground and border else 'f' if ground else 'S'}"


# -- codes ------------------------------------------------------------------------------------------


def _qr(box: QrBox, payload: str, means: Means, height_mm: float) -> str:
    if not payload:
        return ""
    symbol = means.symbols.rows(payload)
    matrix, still = _qr_frame(box, len(symbol), height_mm)
    return f"/{means.form(still)} Do\nq 0 g {matrix}\n{modules.path(symbol)}\nQ"


@lru_cache(maxsize=256)
def _qr_frame(box: QrBox, side: int, height_mm: float) -> tuple[str, str]:
    """Return the matrix of a symbol of this side, and what is the same under every one."""
    module, margin = qr_module_mm(box, side)
    scale = f"{module * POINTS_PER_MM:.6f}"
    matrix = f"{scale} 0 0 -{scale} {points(box.x_mm + margin, height_mm - box.y_mm - margin)} cm"
    return matrix, f"{matrix}\n{_ground(box, side)}0 g\n{modules.finders_path(side)}"


def _ground(box: QrBox, side: int) -> str:
    if box.quiet is Quiet.NONE:
        return ""
    around = side + 2 * codes.QUIET_MODULES
    return f"1 g -{codes.QUIET_MODULES} -{codes.QUIET_MODULES} {around} {around} re f\n"


def qr_module_mm(box: QrBox, side: int) -> tuple[float, float]:
    """Return how large a module of a symbol of so many is in `box`, and how far inside the box it begins."""
    if box.quiet is not Quiet.INSIDE:
        return box.side_mm / side, 0.0
    module = box.side_mm / (side + 2 * codes.QUIET_MODULES)
    return module, codes.QUIET_MODULES * module


# -- pictures ---------------------------------------------------------------------------------------


def _picture(box: PictureBox, name: str, means: Means, height_mm: float) -> Painted:
    spots: tuple[Spot, ...] = ()
    placed = None
    if name:
        longest = max(box.width_mm, box.height_mm) * (2 if box.fills else 1)
        try:
            placed = means.picture(name, round(longest / _MM_PER_INCH * _DPI))
        except FileRefused:
            spots = (Spot(Flaw.PICTURE_WRONG, name),)
    if placed is None:
        return Painted(_instead(box, height_mm), spots)
    return Painted(_shown(box, placed, height_mm))


def _shown(box: PictureBox, placed: Placed, height_mm: float) -> str:
    ratios = box.width_mm / placed.width, box.height_mm / placed.height
    scale = max(ratios) if box.fills else min(ratios)
    width, height = placed.width * scale, placed.height * scale
    x = box.x_mm + (box.width_mm - width) / 2
    y = height_mm - box.y_mm - (box.height_mm + height) / 2
    clip = f"{_box(box, height_mm)} W n " if box.fills else ""
    return f"q {clip}{points(width)} 0 0 {points(height, x, y)} cm /{placed.name} Do Q"


def _instead(box: PictureBox, height_mm: float) -> str:
    if box.instead is Instead.NOTHING:
        return ""
    shade = f"{_SHADE} rg {_box(box, height_mm)} f"
    return f"{shade}\n{_person(box, height_mm)}" if box.instead is Instead.PERSON else shade


def _person(box: PictureBox, height_mm: float) -> str:
    """Return a head above shoulders, that the box cuts off."""
    side = min(box.width_mm, box.height_mm) * POINTS_PER_MM
    middle = (box.x_mm + box.width_mm / 2) * POINTS_PER_MM
    floor = (height_mm - box.y_mm - box.height_mm) * POINTS_PER_MM
    head = rounded(middle - side * 0.19, floor + side * 0.46, side * 0.38, side * 0.38, side * 0.19)
    chest = rounded(middle - side * 0.36, floor - side * 0.36, side * 0.72, side * 0.74, side * 0.36)
    return f"q {_box(box, height_mm)} W n {_OUTLINE} rg {head} {chest} f Q"


# -- signs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word or an icon in its square: the square's upper left corner, its side and its colours."""

    told: Icon | str
    x_mm: float
    y_mm: float
    side_mm: float
    ground: str
    ink: str


def _icons(row: IconRow, fields: Fields, means: Means, height_mm: float) -> Painted:
    """Return the signs, from the side that the row is aligned to; those that find no room are told."""
    called = icons.signs(row.marks, fields)
    gap = row.height_mm * icons.GAP
    room = icons.room(row)
    ground = fill(row.colour, fields)
    ink = fill(row.ground, fields) or ink_on(ground)
    left = row.x_mm + _left_of(row, min(len(called), room) * (row.height_mm + gap) - gap)
    painted = [
        _sign(
            _Sign(told, left + at * (row.height_mm + gap), row.y_mm, row.height_mm, ground, ink),
            means,
            height_mm,
        )
        for at, told in enumerate(called[:room])
    ]
    lost = tuple(Spot(Flaw.CLIPPED, str(told)) for told in called[room:])
    spots = tuple(spot for each in painted for spot in each.spots)
    return Painted("\n".join(each.operators for each in painted), spots + lost)


def _left_of(row: IconRow, width_mm: float) -> float:
    """Return how much room is left of signs that are so wide together."""
    if row.align is Align.CENTER:
        return (row.width_mm - width_mm) / 2
    return row.width_mm - width_mm if row.align in (Align.RIGHT, Align.END) else 0.0


def _sign(sign: _Sign, means: Means, height_mm: float) -> Painted:
    side = sign.side_mm * POINTS_PER_MM
    left, floor = sign.x_mm * POINTS_PER_MM, (height_mm - sign.y_mm) * POINTS_PER_MM - side
    square = f"{colour(sign.ground, {})} rg {rounded(left, floor, side, side, side * _CORNER)} f"
    if isinstance(sign.told, Icon):
        return Painted(f"{square}\n{_icon(sign, sign.told, height_mm)}")
    box = _word_box(sign.x_mm, sign.y_mm, sign.side_mm, sign.ink)
    word = lettering.text(box, {"sign": sign.told}, means, height_mm)
    return word._replace(operators=f"{square}\n{word.operators}")


@lru_cache(maxsize=256)
def _word_box(x_mm: float, y_mm: float, side_mm: float, ink: str) -> TextBox:
    inset = side_mm * (1 - _WORD_SHARE) / 2
    return TextBox(
        x_mm=x_mm + inset,
        y_mm=y_mm + inset,
        width_mm=side_mm - 2 * inset,
        height_mm=side_mm - 2 * inset,
        template="{sign}",
        size_max_pt=side_mm * POINTS_PER_MM * _ICON_SHARE,
        size_min_pt=2,
        weight=Weight.BOLD,
        colour=ink,
    )


def _icon(sign: _Sign, icon: Icon, height_mm: float) -> str:
    side = sign.side_mm * _ICON_SHARE
    inset = (sign.side_mm - side) / 2
    scale = number(side * POINTS_PER_MM / icons.SIDE)
    corner = points(sign.x_mm + inset, height_mm - sign.y_mm - inset)
    ink = f"{colour(sign.ink, {})} RG {icons.STROKE} w 1 J 1 j"
    return f"q {scale} 0 0 -{scale} {corner} cm {ink} {icons.PATHS[icon]} Q"


# -- panels -----------------------------------------------------------------------------------------


def _panel(panel: Panel, fields: Fields, means: Means, height_mm: float) -> Painted:
    inner = paint(panel.elements, fields, means, panel.height_mm)
    if not inner.operators:
        return NOTHING
    shown = [f"q {_panel_matrix(panel, place, height_mm)} cm\n{inner.operators}\nQ" for place in panel.at]
    return Painted("\n".join(shown), inner.spots)


def _panel_matrix(panel: Panel, place: PanelPlace, height_mm: float) -> str:
    """Return the matrix that turns the panel and brings what is then its upper left corner to its place."""
    wide, high = panel.width_mm, panel.height_mm
    turn, right, down = {
        Quarter.NOT: ("1 0 0 1", 0.0, high),
        Quarter.RIGHT: ("0 -1 1 0", 0.0, 0.0),
        Quarter.OVER: ("-1 0 0 -1", wide, 0.0),
        Quarter.LEFT: ("0 1 -1 0", high, wide),
    }[place.turned]
    return f"{turn} {points(place.x_mm + right, height_mm - place.y_mm - down)}"
