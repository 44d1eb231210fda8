"""Labels that show what they are given letter by letter: no label of this program reads HTML."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui import appearance

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


def label(text: str = "", tone: str = "", *, wraps: bool = False) -> QLabel:
    """Return a plain text label; `tone` is one of those in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if tone:
        made.setProperty("tone", tone)
    return made


def panel(name: str = "panel", *, margin: int = 16, gap: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """Return a frame that the style sheet knows by `name`, and the column inside it."""
    frame = QFrame()
    frame.setObjectName(name)
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(gap)
    return frame, column


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for one in (widget, *widget.findChildren(QWidget)):
        one.style().unpolish(one)
        one.style().polish(one)


class Elided(QLabel):
    """One line that gives way: cut with an ellipsis, whole in its tooltip."""

    def __init__(self, tone: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if tone:
            self.setProperty("tone", tone)

    def show_text(self, text: str) -> None:
        """Show `text`, as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.ensurePolished()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._whole else plain_tooltip(self._whole))


class Fitted(QLabel):
    """A text in its own direction, as large as its place allows; wrapped, then cut with an ellipsis."""

    def __init__(self, sizes: tuple[int, ...], lines: int, weight: QFont.Weight = QFont.Weight.Bold) -> None:
        super().__init__()
        self._sizes, self._lines, self._weight = sizes, lines, weight
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(lines > 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show `text`, whole if it fits; the tooltip always has all of it."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()

    def shown(self) -> str:
        """Return the whole text, cut or not."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(200, self._height() if self._text else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        """One line of the largest size, and two of the smaller ones where it may wrap."""
        one = QFontMetrics(appearance.font(self._sizes[0], self._weight)).height()
        return (
            one
            if self._lines == 1
            else max(one, 2 * QFontMetrics(appearance.font(18, self._weight)).height())
        )

    def _fit(self) -> None:
        rtl = reads_right_to_left(self._text)
        reading = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        parent = self.parentWidget()
        leading = parent.layoutDirection() if parent else reading
        self.setLayoutDirection(reading)
        side = _RIGHT if leading == Qt.LayoutDirection.RightToLeft else _LEFT
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        room = QRect(0, 0, max(self.width(), 1), self._height())
        shown = self._text
        for size in self._sizes:
            metrics = QFontMetrics(appearance.font(size, self._weight))
            if _fits(metrics, room, self._text, self._lines):
                break
        else:
            shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        self.setFont(appearance.font(size, self._weight))
        # A style sheet that names a size for everything would win over the font set above.
        self.setStyleSheet(f"font-size: {appearance.px(size)}px; font-weight: {self._weight.value};")
        self.setToolTip("" if shown == self._text else plain_tooltip(self._text))
        self.setText(shown)
        self.updateGeometry()


def _fits(metrics: QFontMetrics, room: QRect, text: str, lines: int) -> bool:
    if lines == 1:
        return metrics.horizontalAdvance(text) <= room.width()
    needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    return needed.height() <= room.height() and needed.width() <= room.width()


def reads_right_to_left(text: str) -> bool:
    """Return whether the first letter of `text` with a direction is read from right to left (UAX 9, P2)."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return strong != "L"


def plain_tooltip(text: str) -> str:
    """Return `text` so that a tooltip, which guesses, does not take it for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text else text
