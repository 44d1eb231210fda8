"""The badge that a printer is tried with: a name in both scripts, a code, and a ruler to hold against it.

It has the size of a real one, so that paper, scale and position show at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.badge import pdf
from kiosk.badge.means import Rendered
from kiosk.domain.badge import Element, Layout, Line, QrBox, Rectangle, TextBox, Weight

_RULERS_MM: Final = (100, 50, 40, 30, 20, 10)
_EDGE_MM: Final = 3.0
"""Where the frame runs: what most printers can reach."""
_TICK_MM: Final = 10
_HAIR_MM: Final = 0.2
_CODE_MOST_MM: Final = 40.0
_LETTERS_MOST_PT: Final = 28.0

# Shares of the height inside the frame, from the top: what stands where.
_TITLE: Final = (0.02, 0.10)
_LATIN: Final = (0.12, 0.16)
_ARABIC: Final = (0.28, 0.16)
_CODE: Final = (0.46, 0.30)
_FOOT: Final = (0.77, 0.07)
_RULER_AT: Final = 0.88


@dataclass(frozen=True, slots=True)
class Trial:
    """What stands on it. `code` is what a scanner reads; `foot` says when and on which printer."""

    title: str
    name_latin: str
    name_arabic: str
    code: str
    foot: str
    ruler: str
    """How long the line is, with {n} for its millimetres."""


def drawn(trial: Trial, width_mm: float, height_mm: float) -> Rendered:
    """Return the badge as a PDF of one page of this size."""
    layout = Layout(
        id="trial",
        title=trial.title,
        width_mm=width_mm,
        height_mm=height_mm,
        elements=tuple(_elements(width_mm, height_mm)),
    )
    fields = {
        "title": trial.title,
        "latin": trial.name_latin,
        "arabic": trial.name_arabic,
        "code": trial.code,
        "foot": trial.foot,
        "ruler": trial.ruler.format(n=ruler_mm(width_mm)),
    }
    return pdf.render(layout, [fields], title=trial.title)


def ruler_mm(width_mm: float) -> int:
    """Return the length of the ruler on a badge of this width; 0 where there is no room for one."""
    return next((length for length in _RULERS_MM if length <= width_mm - 2 * _EDGE_MM - 2), 0)


def _elements(width_mm: float, height_mm: float) -> Iterator[Element]:
    inside = height_mm - 2 * _EDGE_MM
    yield Rectangle(
        x_mm=_EDGE_MM,
        y_mm=_EDGE_MM,
        width_mm=width_mm - 2 * _EDGE_MM,
        height_mm=inside,
        border_colour="#000000",
        border_mm=_HAIR_MM,
    )
    yield _text("{title}", _TITLE, width_mm, inside, Weight.REGULAR)
    yield _text("{latin}", _LATIN, width_mm, inside, Weight.BOLD)
    yield _text("{arabic}", _ARABIC, width_mm, inside, Weight.BOLD)
    side = min(_CODE[1] * inside, width_mm - 4 * _EDGE_MM, _CODE_MOST_MM)
    yield QrBox(x_mm=(width_mm - side) / 2, y_mm=_EDGE_MM + _CODE[0] * inside, side_mm=side)
    yield _text("{foot}", _FOOT, width_mm, inside, Weight.REGULAR)
    yield from _ruler(width_mm, _EDGE_MM + _RULER_AT * inside, 0.1 * inside)


def _ruler(width_mm: float, y_mm: float, room_mm: float) -> Iterator[Element]:
    length = ruler_mm(width_mm)
    if not length:
        return
    left, tick = (width_mm - length) / 2, min(2.0, room_mm / 3)
    yield Line(x_mm=left, y_mm=y_mm, to_x_mm=left + length, to_y_mm=y_mm, stroke_mm=_HAIR_MM)
    for mark in range(0, length + 1, _TICK_MM):
        at, reach = left + mark, tick if mark in (0, length) else tick / 2
        yield Line(x_mm=at, y_mm=y_mm - reach, to_x_mm=at, to_y_mm=y_mm + reach, stroke_mm=_HAIR_MM)
    yield TextBox(
        x_mm=left,
        y_mm=y_mm + tick / 2,
        width_mm=length,
        height_mm=max(room_mm - tick, 2.0),
        template="{ruler}",
        size_max_pt=8,
        size_min_pt=4,
    )


def _text(
    template: str, place: tuple[float, float], width_mm: float, inside: float, weight: Weight
) -> TextBox:
    return TextBox(
        x_mm=2 * _EDGE_MM,
        y_mm=_EDGE_MM + place[0] * inside,
        width_mm=width_mm - 4 * _EDGE_MM,
        height_mm=place[1] * inside,
        template=template,
        size_max_pt=_LETTERS_MOST_PT if weight is Weight.BOLD else 9,
        size_min_pt=4,
        weight=weight,
    )
