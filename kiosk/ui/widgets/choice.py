"""A box to choose from whose arrow has the colour of the letters, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from kiosk.ui import appearance, icons

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIZE = 16


def _draw_arrow(widget: QWidget) -> None:
    size = appearance.px(_SIZE)
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x = 8 if rtl else widget.width() - size - 8
    arrow = icons.pixmap("chevron-down", appearance.colours().muted, size, widget.devicePixelRatioF())
    painter = QPainter(widget)
    painter.drawPixmap(x, (widget.height() - size) // 2, arrow)
    painter.end()


class Choice(QComboBox):
    """A combo box with its arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow."""
        super().paintEvent(event)
        _draw_arrow(self)


class DayChoice(QDateEdit):
    """A day, typed or chosen from a calendar; read from the left in every language."""

    def __init__(self, day: QDate) -> None:
        super().__init__(day)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setCalendarPopup(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow."""
        super().paintEvent(event)
        _draw_arrow(self)
