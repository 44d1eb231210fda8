"""A blank screen, for when the desk is left alone for a moment; any key brings the desk back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


class Privacy(QWidget):
    """`left` fires at any key or click."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sign = label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._word = label(tone="large")
        self._word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(24)
        column.addStretch()
        column.addWidget(self._sign)
        column.addWidget(self._word)
        column.addStretch()
        self.retranslate()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.left.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.left.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._word.setText(_("Press any key to come back"))

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        colour = appearance.colours().muted
        self._sign.setPixmap(icons.pixmap("eye-off", colour, appearance.px(96), self.devicePixelRatioF()))
