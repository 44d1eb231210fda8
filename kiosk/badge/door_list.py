"""A list of guests on paper, to tick at a door when nothing else works, and to scan back in later.

A row has a box to tick, both names, each in its own direction, company, category and a small code.
It is a layout as a badge is, so that the letters are fitted and shaped the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kiosk.badge import pdf
from kiosk.domain.badge import Align, Band, Direction, Element, Layout, Line, QrBox, TextBox, Weight
from kiosk.language import _, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.badge.means import Rendered

_WIDTH_MM: Final = 210.0
_HEIGHT_MM: Final = 297.0
_MARGIN_MM: Final = 10.0
_TOP_MM: Final = 32.0
_ROW_MM: Final = 12.0
ROWS: Final = 21
"""Rows on a page."""

_CODE_MM: Final = 8.8
_BOX_MM: Final = 5.0
_FRAME_MM: Final = 0.4
_LEAST_PT: Final = 6
_INK: Final = "#111827"
_PALE: Final = "#4B5563"


@dataclass(frozen=True, slots=True)
class Row:
    """One guest on the list."""

    name_latin: str
    name_arabic: str
    company: str
    category: str
    code: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page: the event and the list in two languages, and when it was printed."""

    event: str
    event_arabic: str
    title: str
    title_arabic: str
    printed: str


def drawn(head: Head, rows: Sequence[Row], on_page: Callable[[int], None] | None = None) -> Rendered:
    """Return the list as a PDF of A4 pages, the rows in their order; one page for nobody.

    `on_page` is told each page's number; what it raises (Cancelled) ends the work.
    """
    pages = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)] or [rows]
    fields = [_fields(head, page, at, len(pages)) for at, page in enumerate(pages, start=1)]
    return pdf.render(_layout(), fields, title=f"{head.title} – {head.event}", on_page=on_page)


def _fields(head: Head, rows: Sequence[Row], page: int, pages: int) -> dict[str, str]:
    told = {
        "event": head.event,
        "event_arabic": head.event_arabic,
        "title": head.title,
        "title_arabic": head.title_arabic,
        "printed": head.printed,
        "page": _("Page {page} of {pages}").format(page=number(page), pages=number(pages)),
        "how": _(
            "Tick whoever enters and write the hour now and then; later scan the codes of those ticked."
        ),
    }
    for at, row in enumerate(rows):
        told |= {
            f"row{at}": "x",
            f"latin{at}": row.name_latin,
            f"arabic{at}": row.name_arabic,
            f"company{at}": row.company,
            f"category{at}": row.category,
            f"code{at}": row.code,
        }
    return told


def _layout() -> Layout:
    elements = [*_head()]
    for at in range(ROWS):
        elements += _row(at)
    return Layout(
        id="door-list", title="", width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM, elements=tuple(elements)
    )


def _head() -> Iterator[Element]:
    right, half = _WIDTH_MM / 2 + 1, _WIDTH_MM / 2 - _MARGIN_MM - 1
    yield _text("{title}", (_MARGIN_MM, 9), (half, 8), 18, weight=Weight.BOLD)
    yield _text("{title_arabic}", (right, 9), (half, 8), 18, weight=Weight.BOLD, direction=Direction.RTL)
    yield _text("{event}", (_MARGIN_MM, 17), (half, 5), 10)
    yield _text("{event_arabic}", (right, 17), (half, 5), 10, direction=Direction.RTL)
    whole = _WIDTH_MM - 2 * _MARGIN_MM
    yield _text("{how}", (_MARGIN_MM, 23), (whole, 6), 9, direction=Direction.AUTO, max_lines=2)
    foot = _HEIGHT_MM - 10
    yield _text("{printed}", (_MARGIN_MM, foot), (half, 5), 9, direction=Direction.AUTO)
    yield _text("{page}", (right, foot), (half, 5), 9, direction=Direction.AUTO, align=Align.END)


def _row(at: int) -> Iterator[Element]:
    y, there = _TOP_MM + at * _ROW_MM, f"row{at}"
    if at % 2 == 0:
        yield _band((_MARGIN_MM, y), (_WIDTH_MM - 2 * _MARGIN_MM, _ROW_MM), "#F3F4F6", there)
    yield from _box((_MARGIN_MM + 1, y + (_ROW_MM - _BOX_MM) / 2), there)
    name = {"weight": Weight.SEMIBOLD, "max_lines": 2}
    yield _text(f"{{latin{at}}}", (18, y + 1), (58, _ROW_MM - 2), 12, **name)
    yield _text(f"{{arabic{at}}}", (77, y + 1), (50, _ROW_MM - 2), 12, **name, direction=Direction.RTL)
    beside = {"direction": Direction.AUTO}
    yield _text(f"{{company{at}}}", (130, y + 0.8), (52, 6.2), 9, **beside, max_lines=2)
    yield _text(f"{{category{at}}}", (130, y + 7), (52, 4), 8, **beside, colour=_PALE)
    quiet = (_ROW_MM - _CODE_MM) / 2
    x = _WIDTH_MM - _MARGIN_MM - _CODE_MM - quiet
    code = f"code{at}"
    yield QrBox(x_mm=x, y_mm=y + quiet, side_mm=_CODE_MM, template=f"{{{code}}}", needs=(code,))


def _box(corner: tuple[float, float], needs: str) -> Iterator[Element]:
    """Yield the box to tick, white with a black frame."""
    (x, y), (right, bottom) = corner, (corner[0] + _BOX_MM, corner[1] + _BOX_MM)
    yield _band(corner, (_BOX_MM, _BOX_MM), "#FFFFFF", needs)
    for left, top, to_x, to_y in (
        (x, y, right, y),
        (x, bottom, right, bottom),
        (x, y, x, bottom),
        (right, y, right, bottom),
    ):
        yield Line(
            x_mm=left, y_mm=top, to_x_mm=to_x, to_y_mm=to_y, stroke_mm=_FRAME_MM, colour=_INK, needs=(needs,)
        )


def _band(corner: tuple[float, float], size: tuple[float, float], colour: str, needs: str) -> Band:
    return Band(
        x_mm=corner[0], y_mm=corner[1], width_mm=size[0], height_mm=size[1], colour=colour, needs=(needs,)
    )


def _text(
    template: str, corner: tuple[float, float], size: tuple[float, float], points: float, **more: Any
) -> TextBox:
    """Return a text from the left, or as `more` says; AUTO begins on the side of its own script."""
    told = {"direction": Direction.LTR, "align": Align.START, "colour": _INK, **more}
    return TextBox(
        x_mm=corner[0],
        y_mm=corner[1],
        width_mm=size[0],
        height_mm=size[1],
        template=template,
        size_max_pt=points,
        size_min_pt=_LEAST_PT,
        **told,
    )
