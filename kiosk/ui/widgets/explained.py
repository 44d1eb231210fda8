"""A sentence under the sign that it explains, with a button where something can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainterPath, QRegion, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from kiosk.ui import appearance
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_WIDTH: Final = 380
_GAP: Final = 4
_ROUND: Final = 8
_CLOSING: Final = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
)
"""Keys that close it and do nothing more."""


class Explained(QFrame):
    """Closes at any key or click elsewhere; the key does what it does in the window underneath.

    `remedied` fires when its button is pressed.
    """

    remedied = Signal()

    def __init__(self, parent: QWidget, sentence: str, remedy: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("explained")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(sentence)
        told = label(sentence, wraps=True)
        self.button = QPushButton(remedy)
        self.button.setProperty("kind", "primary")
        self.button.setVisible(bool(remedy))
        self.button.clicked.connect(self._on_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(told)
        column.addWidget(self.button)
        self.setFixedWidth(appearance.px(_WIDTH))

    def show_under(self, sign: QWidget) -> None:
        """Show it under `sign`, inside the window that `sign` is in."""
        self.adjustSize()
        window = sign.window()
        left = sign.mapTo(window, QPoint(0, 0)).x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left += sign.width() - self.width()
        left = max(0, min(left, window.width() - self.width()))
        below = sign.mapTo(window, QPoint(0, sign.height() + _GAP)).y()
        self.move(window.mapToGlobal(QPoint(left, below)))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button at Enter, and close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.button.isHidden():
            self._on_pressed()
            return
        underneath = self.parentWidget()
        self.close()
        if event.key() not in _CLOSING and underneath is not None:
            _pass_on(event, underneath.window())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be round at the corners, where nothing is drawn."""
        super().resizeEvent(event)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _ROUND, _ROUND)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def _on_pressed(self) -> None:
        self.remedied.emit()
        self.close()


def _pass_on(event: QKeyEvent, window: QWidget) -> None:
    """Do in `window` what a key does there: one of its own, or what it writes where the focus is."""
    keys = QKeySequence(event.keyCombination())
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == keys and shortcut.isEnabled():
            shortcut.activated.emit()
            return
    target = window.focusWidget() or window
    QCoreApplication.sendEvent(target, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
