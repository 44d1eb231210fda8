"""What the camera sees, grey as it is read, with the code outlined; mirrored, as people hold things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.language import _
from kiosk.ui import appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from kiosk.scanning.decoding import Sighting
    from kiosk.ui.inputs.pictures import Look

_ROUND: Final = 8
_OUTLINE: Final = 4


class CameraPreview(QWidget):
    """Shows one Look after the other; between cameras, or without one, a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("camera")
        self._look: Look | None = None
        self._told = ""
        self._mirrored = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(appearance.px(160), appearance.px(90))
        self.retranslate()

    @property
    def is_mirrored(self) -> bool:
        """Whether left and right are exchanged, as in a mirror."""
        return self._mirrored

    def mirror(self, mirrored: bool) -> None:
        """Show it as a mirror does, or as the camera does."""
        self._mirrored = mirrored
        self.update()

    def show_look(self, seen: Look) -> None:
        """Show what was seen last."""
        self._look = seen
        self.update()

    def tell(self, sentence: str) -> None:
        """Show `sentence` instead of a picture, until the next one comes."""
        self._look, self._told = None, sentence
        self.update()

    def outlines(self) -> list[QPolygonF]:
        """Return where the codes are outlined, in pixels of this widget."""
        if self._look is None:
            return []
        placed = self._placing(self._look)
        return [placed.map(_polygon(one)) for one in self._look.found]

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Camera picture"))

    def sizeHint(self) -> QSize:
        return QSize(appearance.px(480), appearance.px(270))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, or the sentence, on the quiet colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
        painter.fillPath(shape, QColor(appearance.colours().hover))
        if self._look is None:
            painter.setPen(QColor(appearance.colours().muted))
            inside = self.rect().adjusted(16, 16, -16, -16)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._told)
        else:
            painter.setClipPath(shape)
            self._paint_picture(painter, self._look)
        painter.end()

    def _paint_picture(self, painter: QPainter, seen: Look) -> None:
        painter.setTransform(_stretched(seen.preview, seen) * self._placing(seen))
        painter.drawImage(0, 0, seen.preview)
        painter.resetTransform()
        painter.setPen(QPen(QColor(appearance.colours().attention), appearance.px(_OUTLINE)))
        for outline in self.outlines():
            painter.drawPolygon(outline)

    def _placing(self, seen: Look) -> QTransform:
        """Return the way from the camera's pixels to this widget's: as large as fits, in the middle."""
        scale = min(self.width() / seen.width, self.height() / seen.height)
        left, top = (self.width() - scale * seen.width) / 2, (self.height() - scale * seen.height) / 2
        if self._mirrored:
            return QTransform(-scale, 0, 0, scale, self.width() - left, top)
        return QTransform(scale, 0, 0, scale, left, top)


def _polygon(one: Sighting) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in one.corners])


def _stretched(preview: QImage, seen: Look) -> QTransform:
    return QTransform.fromScale(seen.width / preview.width(), seen.height / preview.height())
