"""Other engines that can be had here, drawing the same badge: fpdf2 with its shaping, and Qt's PDF writer.

Each is written as its own manual shows it, with `qrcode` given a mask, so that the engine is measured and
not the scoring of masks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

import qrcode

from kiosk import paths

Fields = Mapping[str, str]

_WIDTH: Final = 105
_HEIGHT: Final = 148
_LEAST: Final = 6.0


def drawer(which: str) -> Callable[[list[dict[str, str]]], bytes]:
    """Return what draws badges with "fpdf2" or with "qt"."""
    return {"fpdf2": with_fpdf2, "qt": with_qt}[which]


def matrix(code: str) -> Any:
    symbol = qrcode.QRCode(
        version=3, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=2, box_size=2
    )
    symbol.add_data(code, optimize=0)
    symbol.make(fit=True)
    return symbol


def lines(fields: Fields) -> Iterable[tuple[str, str, float, float, float, float]]:
    """Yield each text with its kind, its box's left and upper edge and width, and its size in points."""
    yield "latin", fields["event"], 6, 9, 45, 13
    yield "arabic", fields["event_arabic"], 53, 9, 45, 13
    yield "latin", fields["event_dates"], 6, 20, 45, 8.5
    yield "latin", fields["event_place"], 53, 20, 45, 8.5
    yield "latin", fields["name_latin"], 6, 34, 93, 40
    yield "arabic", fields["name_arabic"], 6, 60, 93, 40
    yield "latin", fields["function"], 46, 92, 53, 15
    yield "latin", fields["company"], 46, 104, 53, 18
    yield "latin", fields["category"], 6, 134, 45, 22
    yield "arabic", fields["category_arabic"], 53, 134, 45, 22


# -- fpdf2 -------------------------------------------------------------------------------------------


def with_fpdf2(people: list[dict[str, str]]) -> bytes:
    """Return the badges drawn with fpdf2."""
    from fpdf import FPDF

    made = FPDF(unit="mm", format=(_WIDTH, _HEIGHT))
    made.set_auto_page_break(auto=False)
    made.set_margin(0)
    for name, file in (("latin", "NotoSans-Bold"), ("arabic", "NotoSansArabic-Bold")):
        made.add_font(name, "", str(paths.resources() / "fonts" / f"{file}.ttf"))
    made.set_text_shaping(use_shaping_engine=True)
    for fields in people:
        made.add_page()
        made.set_fill_color(fields["category_colour"])
        made.rect(0, 0, _WIDTH, 4, style="F")
        made.rect(0, 130, _WIDTH, 18, style="F")
        for kind, text, x, y, width, size in lines(fields):
            if text:
                _fpdf2_line(made, kind, text, (x, y, width), size)
        made.image(matrix(fields["code"]).make_image().get_image(), x=10, y=90, w=28)
    return bytes(made.output())


def _fpdf2_line(made: Any, kind: str, text: str, box: tuple[float, float, float], size: float) -> None:
    made.set_font(kind, size=size)
    while size > _LEAST and made.get_string_width(text) > box[2]:
        size -= 0.5
        made.set_font(kind, size=size)
    made.set_xy(box[0], box[1])
    made.cell(w=box[2], h=size * 0.5, text=text, align="C")


# -- Qt ----------------------------------------------------------------------------------------------


@cache
def _qt() -> Any:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    for file in ("NotoSans-Bold", "NotoSansArabic-Bold"):
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"{file}.ttf"))
    return application


def with_qt(people: list[dict[str, str]]) -> bytes:
    """Return the badges drawn with Qt's PDF writer."""
    _qt()
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

    kept = QByteArray()
    out = QBuffer(kept)
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(out)
    writer.setResolution(300)
    writer.setPageSize(QPageSize(QSizeF(_WIDTH, _HEIGHT), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, fields in enumerate(people):
        if number:
            writer.newPage()
        _qt_page(painter, fields, 300 / 25.4)
    painter.end()
    out.close()
    return bytes(kept.data())


def _qt_page(painter: Any, fields: Fields, dots: float) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

    ground = QColor(fields["category_colour"])
    painter.fillRect(QRectF(0, 0, _WIDTH * dots, 4 * dots), ground)
    painter.fillRect(QRectF(0, 130 * dots, _WIDTH * dots, 18 * dots), ground)
    for kind, text, x, y, width, size in lines(fields):
        if text:
            _qt_line(painter, kind, text, QRectF(x * dots, y * dots, width * dots, size * 0.5 * dots), size)
    side = 28 * dots / 29
    for y, row in enumerate(matrix(fields["code"]).modules):
        for x, dark in enumerate(row):
            if dark:
                at = QRectF(10 * dots + x * side, 90 * dots + y * side, side, side)
                painter.fillRect(at, Qt.GlobalColor.black)


def _qt_line(painter: Any, kind: str, text: str, box: Any, size: float) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont

    font = QFont("Noto Sans Arabic" if kind == "arabic" else "Noto Sans")
    font.setBold(True)
    font.setPointSizeF(size)
    painter.setFont(font)
    while size > _LEAST and painter.fontMetrics().horizontalAdvance(text) > box.width():
        size -= 0.5
        font.setPointSizeF(size)
        painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
