"""A page that shows how far a printer is off: every label's outline, and scales over two labels' edges.

Printed on the stock itself, or on paper held behind it against the light, the mark that the real edge
meets is the shift to type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from kiosk.badge import pdf, sheets
from kiosk.badge.imposition import Sheeting, check
from kiosk.badge.stocks import Fold, Stock
from kiosk.domain.badge import Align, Anchor, Direction, Element, Layout, Line, TextBox, Weight
from kiosk.language import _

_REACH_MM: Final = 5
_HAIR_MM: Final = 0.1
_SHORT_MM: Final = 1.0
_LONG_MM: Final = 2.0
_RULERS_MM: Final = (100, 50)
_BESIDE_RULER_MM: Final = 10
_ROOM_MM: Final = 3.0


def drawn(sheeting: Sheeting) -> bytes:
    """Return the page for this stock as a PDF, moved by the shift. InputRefused as `imposition.check`."""
    check(sheeting)
    stock = sheeting.stock
    layout = Layout(
        id="alignment",
        title=stock.title,
        width_mm=stock.sheet_width_mm,
        height_mm=stock.sheet_height_mm,
        elements=tuple(_elements(sheeting)),
    )
    page = pdf.render(layout, [{"title": stock.title, "how": _how(), "ruler": _ruler_words(stock)}]).pdf
    return sheets.impose(page, replace(sheeting, stock=_whole(stock), start=1, crop_marks=False))


def _how() -> str:
    return _(
        "Print without “fit to page”. Where the label's real edge meets the scale stands a number: "
        "type it as the shift, to the right and down."
    )


def _ruler_words(stock: Stock) -> str:
    return _("This line is {n} mm long.").format(n=_ruler_mm(stock))


def _ruler_mm(stock: Stock) -> int:
    room = stock.sheet_width_mm - 2 * _BESIDE_RULER_MM
    return next((length for length in _RULERS_MM if length <= room), 0)


def _whole(stock: Stock) -> Stock:
    """The stock's sheet as a single label, which takes the whole page."""
    width, height = stock.size_mm
    return replace(
        stock,
        label_width_mm=width,
        label_height_mm=height,
        columns=1,
        rows=1,
        left_mm=0,
        top_mm=0,
        pitch_x_mm=width,
        pitch_y_mm=height,
        fold=Fold.NONE,
    )


def _elements(sheeting: Sheeting) -> Iterator[Element]:
    stock = sheeting.stock
    places = [
        (stock.left_mm + column * stock.pitch_x_mm, stock.top_mm + row * stock.pitch_y_mm)
        for row, column in product(range(stock.rows), range(stock.columns))
    ]
    for number, place in enumerate(places, start=1):
        yield from _label(number, place, stock)
    for x, y in dict.fromkeys((places[0], places[-1])):
        yield from _scale(x, y + stock.label_height_mm / 2, sheeting.shift_x_mm, down=False)
        yield from _scale(x + stock.label_width_mm / 2, y, sheeting.shift_y_mm, down=True)
    yield from _words(places[min(1, len(places) - 1)], stock)
    if _ruler_mm(stock):
        yield from _ruler(places[-1][1] + stock.label_height_mm * 3 / 4, stock)


def _label(number: int, place: tuple[float, float], stock: Stock) -> Iterator[Element]:
    x, y = place
    right, bottom = x + stock.label_width_mm, y + stock.label_height_mm
    for edge in ((x, y, right, y), (x, bottom, right, bottom), (x, y, x, bottom), (right, y, right, bottom)):
        yield _line(*edge)
    yield _text(f"{number}", (right - 12, bottom - 8), (10, 6), 11)


def _scale(x: float, y: float, shift: float, *, down: bool) -> Iterator[Element]:
    """Yield a millimetre scale across an edge at (x, y), numbered with what to type there."""
    for mark in range(-_REACH_MM, _REACH_MM + 1):
        numbered = mark % _REACH_MM == 0
        reach = _LONG_MM if numbered else _SHORT_MM
        if down:
            yield _line(x - reach, y + mark, x + reach, y + mark)
        else:
            yield _line(x + mark, y - reach, x + mark, y + reach)
        if numbered:
            corner = (x + _LONG_MM, y + mark - 1.5) if down else (x + mark - 4, y + _LONG_MM)
            yield _text(f"{shift + mark:g}", corner, (8, 3), 7)


def _words(place: tuple[float, float], stock: Stock) -> Iterator[Element]:
    """Yield the stock's name and what to do, below the scale of a label."""
    x, y = place
    width = stock.label_width_mm - 2 * _ROOM_MM
    top, room = y + stock.label_height_mm / 2 + 6, stock.label_height_mm / 2 - 14
    yield _text("{title}", (x + _ROOM_MM, y + 6), (width, 5), 10)
    if room > _ROOM_MM:
        yield TextBox(
            x_mm=x + _ROOM_MM,
            y_mm=top,
            width_mm=width,
            height_mm=room,
            template="{how}",
            size_max_pt=10,
            size_min_pt=6,
            align=Align.START,
            anchor=Anchor.TOP,
            max_lines=4,
        )


def _ruler(y: float, stock: Stock) -> Iterator[Element]:
    length = _ruler_mm(stock)
    left = (stock.sheet_width_mm - length) / 2
    yield _line(left, y, left + length, y)
    for end in (left, left + length):
        yield _line(end, y - _LONG_MM, end, y + _LONG_MM)
    yield _text("{ruler}", (left, y + 0.5), (length, 4), 8)


def _line(x: float, y: float, to_x: float, to_y: float) -> Line:
    return Line(x_mm=x, y_mm=y, to_x_mm=to_x, to_y_mm=to_y, stroke_mm=_HAIR_MM)


def _text(template: str, corner: tuple[float, float], size: tuple[float, float], points: float) -> TextBox:
    return TextBox(
        x_mm=corner[0],
        y_mm=corner[1],
        width_mm=size[0],
        height_mm=size[1],
        template=template,
        size_max_pt=points,
        size_min_pt=3,
        weight=Weight.REGULAR,
        direction=Direction.AUTO,
    )
