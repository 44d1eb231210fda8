"""The frame of the screen for badges by the sheet: its widgets, its keys, and what is told at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kiosk.ui import appearance
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.paper import Paper
from kiosk.ui.widgets.sheet_form import SheetForm
from kiosk.words.layouts import replaced_layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.operations.sheets import Drawn

_FORM: Final = 340


class SheetsFrame(KeyedScreen):
    """The widgets. `left` fires when the screen is done with."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._made: Drawn | None = None
        self._refused: Sequence[tuple[str, str]] = ()
        self._build()
        self.bind(
            {
                "Ctrl+S": self.save,
                "Ctrl+Shift+P": self.print_all,
                "Ctrl+T": self.save_test,
                "Ctrl+Shift+T": self.print_test,
            }
        )

    def save(self) -> None:
        """Ask for a file, and write the sheets to it."""
        raise NotImplementedError

    def print_all(self) -> None:
        """Send the sheets to this desk's printer."""
        raise NotImplementedError

    def save_test(self) -> None:
        """Ask for a file, and write the page to it that shows how far the printer is off."""
        raise NotImplementedError

    def print_test(self) -> None:
        """Send the page to the printer that shows how far it is off."""
        raise NotImplementedError

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self.form = SheetForm()
        self.area = QScrollArea()
        self.area.setObjectName("form")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.form)
        self.area.setFixedWidth(appearance.px(_FORM))
        self.paper = Paper()
        self._summary = label(tone="large", wraps=True)
        self._replaced = label(tone="wrong", wraps=True)
        self._replaced.hide()
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._summary)
        side.addWidget(self._replaced)
        side.addWidget(self.paper, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.area)
        sides.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(sides, 1)
        column.addWidget(self._build_told())
        column.addLayout(self._build_lower())

    def _build_told(self) -> QWidget:
        self._notice, self._wrong = label(tone="muted", wraps=True), label(tone="wrong", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.came_out_button, self.stop_button = QPushButton(), QPushButton()
        for button in (self.came_out_button, self.stop_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = QWidget()
        row = QHBoxLayout(told)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        wide: tuple[QWidget, ...] = (self._notice, self._wrong, self.bar)
        buttons: tuple[QWidget, ...] = (self.stop_button, self.came_out_button)
        for part in wide:
            row.addWidget(part, 1)
        for part in buttons:
            row.addWidget(part)
        for part in (*wide, *buttons):
            part.hide()
        return told

    def _build_lower(self) -> QHBoxLayout:
        self.save_button, self.print_button = KeyButton("Ctrl+S", "primary"), KeyButton("Ctrl+Shift+P")
        self.test_button, self.print_test_button = KeyButton("Ctrl+T"), KeyButton("Ctrl+Shift+T")
        self.leave_button = KeyButton("Esc")
        row = QHBoxLayout()
        row.setSpacing(12)
        left = (self.save_button, self.print_button, self.test_button, self.print_test_button)
        for button in (*left, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for button in left:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.leave_button)
        return row

    # -- telling ----------------------------------------------------------------------------------------

    @property
    def notice(self) -> str:
        """What is said at the bottom."""
        return self._wrong.text() or self._notice.text()

    @property
    def summary(self) -> str:
        """What is said of all the sheets."""
        return self._summary.text()

    def _say_replaced(self, refused: Sequence[tuple[str, str]]) -> None:
        """Say which layouts cannot be used, and what is printed in their place."""
        self._refused = refused
        self._replaced.setText("\n".join(replaced_layouts(refused)))
        self._replaced.setVisible(bool(refused))

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        for one, shown in ((self._notice, not wrong), (self._wrong, wrong)):
            one.setText(text if shown else "")
            one.setVisible(bool(one.text()))
        self.came_out_button.setVisible(self._made is not None and not wrong and bool(text))

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        self.stop_button.setVisible(running)
