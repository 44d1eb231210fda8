"""The printers that a badge can be moved to, each with the digit that chooses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk import words
from kiosk.domain.answers import plain_digits
from kiosk.language import _, isolated
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST: Final = 9


class MoveRow(QWidget):
    """`chosen` fires with the printer's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._caption = label(tone="title")
        self.buttons = tuple(KeyButton(str(n)) for n in range(1, _MOST + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._caption)
        for place, button in enumerate(self.buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, place=place: self._choose(place))
            row.addWidget(button)
        row.addStretch()
        self.hide()

    def open(self, names: Sequence[str]) -> None:
        """Offer these printers."""
        self._names = tuple(names[:_MOST])
        for button, name in zip(self.buttons, (*self._names, *[""] * _MOST), strict=False):
            button.say(isolated(words.called(name)))
            button.setVisible(bool(name))
        self.show()

    def take(self, text: str) -> bool:
        """Choose by a typed digit; return whether there is such a printer."""
        digit = plain_digits(text)
        if not (digit.isascii() and digit.isdecimal()) or not 1 <= int(digit) <= len(self._names):
            return False
        self._choose(int(digit) - 1)
        return True

    def _choose(self, place: int) -> None:
        name = self._names[place]
        self.hide()
        self.chosen.emit(name)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._caption.setText(_("Move to:"))
