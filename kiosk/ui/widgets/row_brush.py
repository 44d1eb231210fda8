"""Painting the rows of a list, from the side the language begins on, each text in its own direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from kiosk.ui import appearance
from kiosk.ui.widgets.labels import reads_right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

Line = tuple[int, int]
"""Where a line of text stands in its row: its top, and its height."""

Span = tuple[int, int]
"""The characters from one up to another."""

_LIT: Final = 90
"""How strong the colour behind what is marked is, of 255; the line under it is full."""


class RowBrush:
    """Paints one row of a view."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self.painter, self.rect, self._direction = painter, option.rect, option.direction
        self._chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.colours = appearance.colours()

    def ground(self) -> None:
        """Paint what is behind the row: who is chosen, and the line to the next."""
        shown, rect = self.colours, self.rect
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen:
            self.painter.fillRect(rect, QColor(shown.chosen))
            self.painter.fillRect(self.place(0, 0, 4, rect.height()), QColor(shown.accent))
        self.painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(shown.line))

    def place(self, x: int, y: int, width: int, height: int) -> QRect:
        """Return the rectangle `x` from the leading edge."""
        place = QRect(self.rect.left() + x, self.rect.top() + y, width, height)
        return QStyle.visualRect(self._direction, self.rect, place)

    def text(
        self,
        text: str,
        font: QFont,
        colour: str,
        line: Line,
        x: int,
        width: int,
        *,
        leading: bool = True,
        marks: Sequence[Span] = (),
    ) -> int:
        """Write `text` between `x` and `x + width`, from the leading side or the other; return its width.

        Where there is no room it is cut; what is in `marks` is lit and underlined.
        """
        if width <= 0 or not text:
            return 0
        rtl = reads_right_to_left(text)
        mirrored = self._direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if leading != mirrored else Qt.AlignmentFlag.AlignRight
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        shown = len(cut) if cut == text else len(cut) - 1
        self.painter.setFont(font)
        laid = QTextLayout(cut, font)
        told = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        told.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        told.setWrapMode(QTextOption.WrapMode.NoWrap)
        laid.setTextOption(told)
        spans = [(start, min(end, shown)) for start, end in marks if start < shown]
        laid.setFormats([_underlined(*span) for span in spans])
        place = self.place(x, line[0], width, line[1])
        laid.beginLayout()
        row = laid.createLine()
        row.setLineWidth(width)
        laid.endLayout()
        for span in spans:
            self._light(row, span, place)
        self.painter.setPen(QColor(colour))
        laid.draw(self.painter, QPointF(place.left(), place.top() + (line[1] - row.height()) / 2))
        return round(row.naturalTextWidth())

    def _light(self, row: QTextLine, span: Span, place: QRect) -> None:
        """Paint the colour behind what is marked."""
        ends = sorted(_x(row, at) for at in span)
        colour = QColor(self.colours.attention)
        colour.setAlpha(_LIT)
        height = min(place.height(), round(1.25 * QFontMetrics(self.painter.font()).height()))
        top = place.top() + (place.height() - height) // 2
        self.painter.fillRect(place.left() + round(ends[0]), top, round(ends[1] - ends[0]), height, colour)


def _underlined(start: int, end: int) -> QTextLayout.FormatRange:
    """The format of what is marked; its colour is painted behind it, no higher than the line."""
    line = QTextCharFormat()
    line.setFontUnderline(True)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, max(0, end - start), line
    return made


def _x(row: QTextLine, at: int) -> float:
    """Where the character at `at` begins in its line."""
    told: Any = row.cursorToX(at)  # a pair, whatever its stubs say
    return float(told[0] if isinstance(told, tuple) else told)
