"""The shipped icons, in any colour and size; drawn late, so that the first picture waits for none."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from kiosk import paths


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon `name` in `colour`, `size` pixels square, for a screen of pixel `ratio`."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def icon(name: str, colour: str, size: int = 20, ratio: float = 1.0) -> QIcon:
    """Return the icon `name` for a button."""
    return QIcon(pixmap(name, colour, size, ratio))
