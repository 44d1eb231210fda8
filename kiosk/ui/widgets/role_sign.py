"""How serious something is, as a small sign: its shape on its colour, to be seen on any paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from kiosk.ui import appearance, icons

if TYPE_CHECKING:
    from kiosk.words import Role


def role_sign(role: Role, side: int, ratio: float) -> QPixmap:
    """Return the sign of `role`, `side` pixels high."""
    colours = appearance.colours()
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(getattr(colours, role.value)))
    painter.drawRoundedRect(QRectF(0, 0, side, side), 5, 5)
    inside = side * 3 // 4
    shape = icons.pixmap(role.symbol, getattr(colours, f"{role.value}_ink"), inside, ratio)
    painter.drawPixmap((side - inside) // 2, (side - inside) // 2, shape)
    painter.end()
    return drawn
