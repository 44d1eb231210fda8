"""The frame of the printers' screen: this desk's, the form of one, those that are there, and the policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.language import _, isolated
from kiosk.ui import appearance
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel, restyle
from kiosk.ui.widgets.ordered import Ordered
from kiosk.ui.widgets.policy_rows import PolicyRows
from kiosk.ui.widgets.printer_form import PrinterForm

_LEFT: Final = 300
_THERE: Final = 150


class PrintersFrame(KeyedScreen):
    """The widgets and what they say; what is done with them stands in `printers.py`."""

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self.ordered = Ordered()
        self.ordered.setFixedWidth(appearance.px(_LEFT))
        self.form, self.policy = PrinterForm(), PolicyRows()
        self.there = QListWidget()
        self.there.setFixedHeight(appearance.px(_THERE))
        self.look_button, self.test_button = KeyButton("F5"), KeyButton("F8")
        self.save_button, self.undo_button = KeyButton("Ctrl+S", "primary"), KeyButton("Ctrl+Z")
        self.yes_button, self.no_button = KeyButton("F9", "primary"), KeyButton("F2")
        self.leave_button = KeyButton("Esc")
        self._nothing, self._told = label(tone="muted", wraps=True), label(tone="muted", wraps=True)
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in (self.undo_button, self.yes_button, self.no_button):
            button.hide()
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.ordered)
        sides.addWidget(self._build_form(), 5)
        sides.addLayout(self._build_right(), 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        whole.addWidget(self._heading)
        whole.addLayout(sides, 1)
        whole.addLayout(self._build_lower())

    def _buttons(self) -> tuple[KeyButton, ...]:
        return (
            self.look_button,
            self.test_button,
            self.save_button,
            self.undo_button,
            self.yes_button,
            self.no_button,
            self.leave_button,
        )

    def _build_form(self) -> QFrame:
        frame, inside = panel(margin=12)
        inside.addWidget(_scrolling(self.form))
        return frame

    def _build_right(self) -> QVBoxLayout:
        self._there_caption, self._policy_caption = label(tone="title"), label(tone="title", wraps=True)
        frame, inside = panel(margin=12)
        inside.addWidget(self._policy_caption)
        inside.addWidget(_scrolling(self.policy), 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._there_caption)
        column.addWidget(self.there)
        column.addWidget(self._nothing)
        column.addWidget(self.look_button)
        column.addWidget(frame, 1)
        return column

    def _build_lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save_button)
        row.addWidget(self.test_button)
        row.addWidget(self._told, 1)
        for button in (self.yes_button, self.no_button, self.undo_button, self.leave_button):
            row.addWidget(button)
        return row

    # -- saying -----------------------------------------------------------------------------------------

    @property
    def told(self) -> str:
        """What is said at the bottom."""
        return self._told.text()

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Say something at the bottom."""
        self._told.setText(text)
        restyle(self._told, "tone", "wrong" if wrong and text else "muted")

    def ask_whether(self, *, asks: bool) -> None:
        """Ask whether a test badge came out, or not any more."""
        for button in (self.yes_button, self.no_button):
            button.setVisible(asks)

    def show_found(self, found: Sequence[tuple[str, str]], instead: str) -> None:
        """Show the printers that are there by title and place, or say something instead."""
        self.there.clear()
        for title, place in found:
            self.there.addItem(QListWidgetItem(f"{isolated(title)} · {isolated(place)}"))
        self._nothing.setText(instead)
        self._nothing.setVisible(bool(instead))
        self.there.setVisible(bool(found))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Printers"))
        self._there_caption.setText(_("Printers that are there"))
        self.there.setAccessibleName(_("Printers that are there"))
        self._policy_caption.setText(_("When does an entry print a badge?"))
        self.look_button.say(_("Look for printers"))
        self.test_button.say(_("Test badge"))
        self.save_button.say(_("Save"))
        self.undo_button.say(_("Undo"))
        self.yes_button.say(_("Yes, as it should"))
        self.no_button.say(_("No"))
        self.leave_button.say(_("Back to the desk"))
        self.form.retranslate()
        self.ordered.retranslate(_("Printers"))
        self.policy.retranslate()

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        self.ordered.redraw()
        self.form.redraw()


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("form")
    widget.setObjectName("form")
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
