"""A picture of paper that keeps its shape: as large as there is room for, on a grey ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MARGIN = 12


class Paper(QWidget):
    """Shows one page; nothing of it is known to a screen reader but the accessible name."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image: QImage | None = None
        self._text = ""

    def sizeHint(self) -> QSize:
        return QSize(appearance.px(320), appearance.px(400))

    def show_image(self, image: QImage) -> None:
        """Show a page."""
        self.image, self._text = image, ""
        self.update()

    def show_text(self, text: str) -> None:
        """Show no page, and say why."""
        self.image, self._text = None, text
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then the page in the middle of it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        colours = appearance.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.image is None:
            painter.setPen(QColor(colours.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self._text)
        else:
            self._paint_page(painter, self.image)
        painter.end()

    def _paint_page(self, painter: QPainter, image: QImage) -> None:
        margin = appearance.px(_MARGIN)
        room = self.rect().adjusted(margin, margin, -margin, -margin)
        shown = QSize(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.x() + (room.width() - shown.width()) / 2
        top = room.y() + (room.height() - shown.height()) / 2
        page = QRectF(left, top, shown.width(), shown.height())
        painter.drawImage(page, image)
        painter.setPen(QColor(appearance.colours().line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page)
