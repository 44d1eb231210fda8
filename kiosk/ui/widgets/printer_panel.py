"""One printer on the prints screen: how it is in words, what waits for it, and what is left on its roll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from kiosk import words
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui import appearance
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.role_sign import role_sign
from kiosk.words import Role

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from kiosk.operations.printers import PrinterState

_SIGN = 20


class PrinterPanel(QFrame):
    """`asked` fires when the printer shall be asked again, `rolled` when a new roll is in."""

    asked = Signal(str)
    rolled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._state: PrinterState | None = None
        self._role = Role.ADMITTED
        self._build()

    def _build(self) -> None:
        self._sign, self._name = QLabel(), label(tone="title", wraps=True)
        self._told = label(wraps=True)
        self._counts = label(tone="muted", wraps=True)
        self.ask_button, self.roll_button = QPushButton(), QPushButton()
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self._sign)
        upper.addWidget(self._name, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.ask_button, self.roll_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("kind", "slim")
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addWidget(self._told)
        column.addWidget(self._counts)
        column.addLayout(buttons)
        self.ask_button.clicked.connect(lambda: self.asked.emit(self.printer))
        self.roll_button.clicked.connect(lambda: self.rolled.emit(self.printer))

    @property
    def printer(self) -> str:
        """The printer's name."""
        return self._state.name if self._state is not None else ""

    @property
    def sentence(self) -> str:
        """What is said of the printer."""
        return self._told.text()

    @property
    def counts(self) -> str:
        """What is said of its queue and its roll."""
        return self._counts.text()

    def show_state(self, state: PrinterState, zone: tzinfo, today: date) -> None:
        """Show how the printer is."""
        self._state = state
        said = words.printer(state, zone, today)
        self._role = said.role
        self._name.setText(isolated(words.called(state.name)))
        self._told.setText(" ".join(filter(None, (said.detail, said.advice))))
        self._counts.setText(" · ".join(self._counted(state)))
        self._counts.setVisible(bool(self._counts.text()))
        self.ask_button.setText(_("Ask it again"))
        self.ask_button.setAccessibleName(f"{self.ask_button.text()}: {words.called(state.name)}")
        self.roll_button.setText(_("Roll changed"))
        self.roll_button.setAccessibleName(f"{self.roll_button.text()}: {words.called(state.name)}")
        self.roll_button.setVisible(state.labels > 0)
        self.redraw()

    def _counted(self, state: PrinterState) -> list[str]:
        waiting, left = state.waiting, state.labels_left
        counts = []
        if waiting:
            counts.append(ngettext("{n} badge waits", "{n} badges wait", waiting).format(n=number(waiting)))
        if state.labels and not (state.ready and state.labels_low):
            counts.append(ngettext("{n} label left", "{n} labels left", left).format(n=number(left)))
        return counts

    def redraw(self) -> None:
        """Draw the sign in the colours of now."""
        self._sign.setPixmap(role_sign(self._role, appearance.px(_SIGN), self.devicePixelRatioF()))
