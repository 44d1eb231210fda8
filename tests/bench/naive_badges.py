"""The peer of the badges: what one writes in an afternoon with reportlab's canvas and `qrcode.make`.

The same page with the same content: bands, event, both names fitted and the Arabic one shaped, function,
company, and the code as a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from typing import Any, Final

import qrcode
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk import paths

Fields = Mapping[str, str]
Place = tuple[float, float]

_WIDTH: Final = 105
_HEIGHT: Final = 148
_LATIN: Final = "NotoSans-Bold"
_ARABIC: Final = "NotoSansArabic-Bold"


def render(people: Iterable[Fields]) -> bytes:
    """Return one badge a person, a page each."""
    _load_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * mm, _HEIGHT * mm))
    for fields in people:
        _draw(canvas, fields)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def _load_fonts() -> None:
    for name in (_LATIN, _ARABIC):
        pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{name}.ttf")))


def _draw(canvas: Canvas, fields: Fields) -> None:
    canvas.setFillColor(fields["category_colour"])
    canvas.rect(0, 144 * mm, _WIDTH * mm, 4 * mm, stroke=0, fill=1)
    canvas.rect(0, 0, _WIDTH * mm, 18 * mm, stroke=0, fill=1)
    canvas.setFillColor("#111827")
    _latin(canvas, fields["event"], (30, 132), 13, 45)
    _arabic(canvas, fields["event_arabic"], (75, 132), 13, 45)
    _latin(canvas, fields["event_dates"], (30, 124), 8.5, 45)
    _latin(canvas, fields["event_place"], (75, 124), 8.5, 45)
    _latin(canvas, fields["name_latin"], (_WIDTH / 2, 102), 40, 93)
    _arabic(canvas, fields["name_arabic"], (_WIDTH / 2, 76), 40, 93)
    _latin(canvas, fields["function"], (72, 50), 15, 53)
    _latin(canvas, fields["company"], (72, 40), 18, 53)
    canvas.drawImage(_symbol(fields["code"]), 6 * mm, 26 * mm, 36 * mm, 36 * mm)
    canvas.setFillColor("#FFFFFF")
    _latin(canvas, fields["category"], (30, 7), 22, 45)
    _arabic(canvas, fields["category_arabic"], (75, 7), 22, 45)


def _latin(canvas: Canvas, text: str, at_mm: Place, size: float, width_mm: float) -> None:
    canvas.setFont(_LATIN, _fitted(text, _LATIN, size, width_mm))
    canvas.drawCentredString(at_mm[0] * mm, at_mm[1] * mm, text)


def _arabic(canvas: Canvas, text: str, at_mm: Place, size: float, width_mm: float) -> None:
    canvas.setFont(_ARABIC, _fitted(text, _ARABIC, size, width_mm))
    canvas.drawCentredString(at_mm[0] * mm, at_mm[1] * mm, text, direction="RTL", shaping=True)


def _fitted(text: str, font: str, size: float, width_mm: float) -> float:
    while size > 6 and pdfmetrics.stringWidth(text, font, size) > width_mm * mm:
        size -= 0.5
    return size


def _symbol(code: str) -> ImageReader:
    picture: Any = qrcode.make(code, error_correction=qrcode.constants.ERROR_CORRECT_Q)
    return ImageReader(picture.get_image())
