"""A text as large as its place allows. Its lines stand as close as Latin ones do, whatever the script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import appearance
from kiosk.ui.widgets.labels import plain_tooltip, reads_right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_PITCH: Final = 1.5
_RISE_LATIN: Final = 0.35
_RISE_ARABIC: Final = 0.2
"""How far the baseline is under the middle of a line, in sizes: Arabic reaches further below it."""
_WRAPPED: Final = 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute


class Fitted(QWidget):
    """A text in its own direction, as large as its place allows; wrapped, then cut with an ellipsis."""

    def __init__(self, sizes: tuple[int, ...], lines: int, weight: QFont.Weight = QFont.Weight.Bold) -> None:
        super().__init__()
        self._sizes, self._lines, self._weight = sizes, lines, weight
        self._text = ""
        self._layout = QTextLayout()
        self._pitch = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show `text`, whole if it fits; the tooltip has all of it where it does not."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()

    def text(self) -> str:
        """Return the whole text, cut or not."""
        return self._text

    def sizeHint(self) -> QSize:
        """Ask for one line of the largest size, or two smaller ones."""
        wrapped = self._lines * _PITCH * _WRAPPED if self._lines > 1 else 0
        return QSize(200, appearance.px(max(_PITCH * self._sizes[0], wrapped) + 2))

    def minimumSizeHint(self) -> QSize:
        """Give way in width, never in height."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the lines, each by its baseline."""
        painter = QPainter(self)
        painter.setPen(QColor(appearance.colours().ink))
        self._layout.draw(painter, QPointF(0, 0))
        painter.end()

    def _fit(self) -> None:
        shown = self._text
        for size in self._sizes:
            self._set(shown, size)
            if self._fits():
                break
        else:
            metrics = QFontMetrics(appearance.font(size, self._weight))
            shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            self._set(shown, size)
        self.setToolTip("" if shown == self._text else plain_tooltip(self._text))
        self.update()

    def _set(self, text: str, size: int) -> None:
        """Lay `text` out at `size`: lines broken between words, each as close to the next as in Latin."""
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        option = QTextOption(_RIGHT if mirrored else _LEFT)
        rtl = reads_right_to_left(text)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout = QTextLayout(text, appearance.font(size, self._weight))
        self._layout.setTextOption(option)
        self._pitch = appearance.px(size) * _PITCH
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self.width())
        self._layout.endLayout()
        count = self._layout.lineCount()
        middle = self.height() / 2 - (count - 1) * self._pitch / 2
        rise = _RISE_ARABIC if rtl else _RISE_LATIN
        for number in range(count):
            line = self._layout.lineAt(number)
            baseline = middle + number * self._pitch + appearance.px(size) * rise
            line.setPosition(QPointF(0, baseline - line.ascent()))

    def _fits(self) -> bool:
        count = self._layout.lineCount()
        wide = max((self._layout.lineAt(n).naturalTextWidth() for n in range(count)), default=0)
        return (
            count <= self._lines
            and (count <= 1 or count * self._pitch <= self.height())
            and wide <= self.width()
        )
