"""A button that shows its key: what the mouse does, the keyboard does faster."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from kiosk.language import N_, _
from kiosk.ui import appearance
from kiosk.ui.widgets.labels import label

# What stands on keys that bear a word; the others bear the same everywhere.
_CAPS: Final = {"Backspace": N_("Backspace"), "Del": N_("Del"), "Space": N_("Space")}


class KeyButton(QPushButton):
    """A wide button: what it does on the leading side, its key on the other."""

    def __init__(self, key: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if kind:
            self.setProperty("kind", kind)
        self._text = label()
        self._cap = key
        self._key = label(key)
        self._key.setProperty("tone", "key")
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        for one in (self._text, self._key):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(appearance.px(40))

    def say(self, text: str) -> None:
        """Set what the button does."""
        self._text.setText(text)
        self._key.setText(_(_CAPS[self._cap]) if self._cap in _CAPS else self._cap)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), appearance.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
