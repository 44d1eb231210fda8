"""The card to set scanners up with, as a PDF: an A4 page with test codes, and what to set in the scanner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.badge import pdf
from kiosk.domain.badge import Align, Anchor, Direction, Element, Layout, Line, QrBox, TextBox, Weight

_WIDTH_MM: Final = 210
_HEIGHT_MM: Final = 297
_MARGIN_MM: Final = 20
_ROOM_MM: Final = _WIDTH_MM - 2 * _MARGIN_MM
_CODE_MM: Final = 34
_CODES_AT_MM: Final = 62
_STEPS_AT_MM: Final = 138
_STEP_MM: Final = 15
_INK: Final = "#111827"
_MUTED: Final = "#374151"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it, in the language of whoever reads it. `codes` are captions and what is coded."""

    title: str
    intro: str
    codes: tuple[tuple[str, str], ...]
    steps_title: str
    steps: tuple[str, ...]
    foot: str
    rtl: bool = False


def drawn(card: Card) -> bytes:
    """Return the page as a PDF."""
    layout = Layout(
        id="scanner_card",
        title=card.title,
        width_mm=_WIDTH_MM,
        height_mm=_HEIGHT_MM,
        elements=tuple(_elements(card)),
    )
    return pdf.render(layout, [_fields(card)], title=card.title).pdf


def _fields(card: Card) -> dict[str, str]:
    codes = {f"code{n}": code for n, (_caption, code) in enumerate(card.codes)}
    captions = {f"caption{n}": caption for n, (caption, _code) in enumerate(card.codes)}
    steps = {f"step{n}": step for n, step in enumerate(card.steps)}
    whole = {"title": card.title, "intro": card.intro, "steps": card.steps_title, "foot": card.foot}
    return codes | captions | steps | whole


def _elements(card: Card) -> Iterator[Element]:
    direction = Direction.RTL if card.rtl else Direction.LTR
    yield _text("{title}", 20, 12, 26, direction, weight=Weight.BOLD)
    yield _text("{intro}", 34, 16, 13, direction, lines=3)
    column = _ROOM_MM / max(len(card.codes), 1)
    for n in range(len(card.codes)):
        place = len(card.codes) - 1 - n if card.rtl else n
        left = _MARGIN_MM + place * column
        yield QrBox(
            x_mm=left + (column - _CODE_MM) / 2, y_mm=_CODES_AT_MM, side_mm=_CODE_MM, template=f"{{code{n}}}"
        )
        yield TextBox(
            x_mm=left, y_mm=_CODES_AT_MM + _CODE_MM + 8, width_mm=column, height_mm=12, max_lines=2,
            template=f"{{caption{n}}}", size_max_pt=13, size_min_pt=8, weight=Weight.SEMIBOLD,
            anchor=Anchor.TOP, direction=direction, colour=_INK,
        )  # fmt: skip
    line_mm = _STEPS_AT_MM - 16
    yield Line(
        x_mm=_MARGIN_MM, y_mm=line_mm, to_x_mm=_WIDTH_MM - _MARGIN_MM, to_y_mm=line_mm, colour="#9CA3AF"
    )
    yield _text("{steps}", _STEPS_AT_MM - 12, 10, 18, direction, weight=Weight.SEMIBOLD)
    for n in range(len(card.steps)):
        yield _text(f"{{step{n}}}", _STEPS_AT_MM + n * _STEP_MM, _STEP_MM - 2, 13, direction, lines=2)
    yield _text("{foot}", _HEIGHT_MM - 34, 14, 11, direction, lines=3, colour=_MUTED)


def _text(
    template: str,
    y_mm: float,
    height_mm: float,
    size_pt: float,
    direction: Direction,
    *,
    weight: Weight = Weight.REGULAR,
    lines: int = 1,
    colour: str = _INK,
) -> TextBox:
    return TextBox(
        x_mm=_MARGIN_MM, y_mm=y_mm, width_mm=_ROOM_MM, height_mm=height_mm, template=template,
        size_max_pt=size_pt, size_min_pt=7, weight=weight, align=Align.START, anchor=Anchor.TOP,
        direction=direction, max_lines=lines, colour=colour,
    )  # fmt: skip
