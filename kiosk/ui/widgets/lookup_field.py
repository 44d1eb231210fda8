"""The field that everything typed at the reception goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit

from kiosk.ui import appearance, icons

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIGN: Final = 22


class LookUpField(QLineEdit):
    """The field. Ctrl+Z in it is the desk's undo, unless there is text to edit."""

    def settle(self) -> None:
        """Leave room for the sign on the side that the language begins on."""
        room = appearance.px(_SIGN + 12)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if rtl else room, 0, room if rtl else 0, 0)
        self.setFixedHeight(appearance.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its sign."""
        super().paintEvent(event)
        size = appearance.px(_SIGN)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sign = icons.pixmap("search", appearance.colours().muted, size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - size - 14 if rtl else 14, (self.height() - size) // 2, sign)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and event.key() == Qt.Key.Key_Z
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)
