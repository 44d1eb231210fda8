"""A field for a PIN: it shows dots, takes the digits of either keyboard, and gives nothing away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit

from kiosk.domain import pins

_DIGITS: Final = f"[0-9٠-٩۰-۹]{{0,{pins.LONGEST}}}"
"""As keyboards have them; what is typed in Arabic digits is read as 0 to 9 where the PIN is checked."""


class PinField(QLineEdit):
    """The field. Digits run from the left, also in a window that runs from the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pin")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_DIGITS), self))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
