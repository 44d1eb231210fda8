"""The frame of the screen of prints: the queue, what can be done about a badge, and the printers beside."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.language import _
from kiosk.ui import appearance
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.job_table import JobTable
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, restyle
from kiosk.ui.widgets.move_row import MoveRow
from kiosk.ui.widgets.printer_panel import PrinterPanel

_SIDE: Final = 340


class PrintQueueFrame(KeyedScreen):
    """The widgets and what they say; what is done with them stands in `print_queue.py`."""

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self.table = JobTable()
        self._empty = label(tone="large", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again_button, self.came_button = KeyButton("F8"), KeyButton("F9")
        self.move_button, self.cancel_button = KeyButton("F4"), KeyButton("Del")
        self.all_button, self.leave_button = KeyButton("⇧F8"), KeyButton("Esc")
        self.moves = MoveRow()
        self._told, self._about = label(wraps=True), label(wraps=True)
        self._empty.hide()
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(self._build_queue(), 1)
        sides.addWidget(self._build_printers())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(8)
        whole.addWidget(self._heading)
        whole.addWidget(self._under)
        whole.addLayout(sides, 1)
        whole.addLayout(self._build_lower())

    def _buttons(self) -> tuple[KeyButton, ...]:
        return (
            self.again_button,
            self.came_button,
            self.move_button,
            self.cancel_button,
            self.all_button,
            self.leave_button,
        )

    def _build_queue(self) -> QVBoxLayout:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.again_button, self.came_button, self.move_button, self.cancel_button):
            acts.addWidget(button, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._about)
        column.addWidget(self.moves)
        column.addLayout(acts)
        return column

    def _build_printers(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("screen")
        self._panels = QVBoxLayout(inside)
        self._panels.setContentsMargins(0, 0, 0, 0)
        self._panels.setSpacing(12)
        self._panels.addStretch()
        self.panels: list[PrinterPanel] = []
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(appearance.px(_SIDE))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _build_lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._told, 1)
        row.addWidget(self.all_button)
        row.addWidget(self.leave_button)
        return row

    # -- saying -----------------------------------------------------------------------------------------

    @property
    def told(self) -> str:
        """What is said at the bottom."""
        return self._told.text()

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self._told.setText(text)
        restyle(self._told, "tone", "wrong" if wrong and text else "muted")

    def show_panels(self, number: int) -> list[PrinterPanel]:
        """Show the panels of so many printers, and return those of them that are new."""
        fresh = []
        while len(self.panels) < number:
            panel = PrinterPanel()
            fresh.append(panel)
            self.panels.append(panel)
            self._panels.insertWidget(self._panels.count() - 1, panel)
        for place, panel in enumerate(self.panels):
            panel.setVisible(place < number)
        return fresh

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Prints"))
        self._under.setText(_("What waits to be printed, in its order. Admitting guests goes on meanwhile."))
        self._empty.setText(_("Nothing waits to be printed."))
        self.came_button.say(_("It came out"))
        self.move_button.say(_("Move"))
        self.cancel_button.say(_("Cancel"))
        self.all_button.say(_("Try everything now"))
        self.leave_button.say(_("Back to the desk"))
        self.moves.retranslate()
        self.table.retranslate()
        self._tell("")

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        for panel in self.panels:
            panel.redraw()
        self.table.retranslate()
