"""How the screen of who is twice on the roll is laid out: pairs, the two beside each other, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.language import _
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.facing import FacingTable
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.pair_list import PairList


class TwinsFrame(KeyedScreen):
    """The parts of the screen; what they do is the screen's business."""

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self.summary = label(tone="large", wraps=True)
        self.said = label(tone="muted", wraps=True)
        self.wrong = label(tone="wrong", wraps=True)
        self.wrong.hide()
        self.list = PairList()
        self.table = FacingTable()
        self.nobody = label(tone="large", wraps=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nobody.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pairs = QWidget()
        sides = QHBoxLayout(self.pairs)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        sides.addWidget(self.list, 2)
        sides.addWidget(self.table, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.summary)
        column.addWidget(self._build_running())
        column.addWidget(self.wrong)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.pairs)
        self.middle.addWidget(self.nobody)
        column.addWidget(self.middle, 1)
        column.addWidget(self.said)
        column.addLayout(self._build_lower())

    def _build_running(self) -> QWidget:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = QPushButton()
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.running = QWidget()
        row = QHBoxLayout(self.running)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self.running.hide()
        return self.running

    def _build_lower(self) -> QHBoxLayout:
        self.merge_button = KeyButton("⏎", "primary")
        self.apart_button = KeyButton("Del")
        self.undo_button = KeyButton("Ctrl+Z")
        self.again_button = KeyButton("F5")
        self.leave_button = KeyButton("Esc")
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in (self.merge_button, self.apart_button, self.undo_button, self.again_button):
            row.addWidget(one)
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addStretch()
        row.addWidget(self.leave_button)
        self.leave_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    def say(self) -> None:
        """Say what is always said, in the language of now."""
        self._heading.setText(_("Guests twice on the roll"))
        self.list.setAccessibleName(_("Pairs who are perhaps one guest each"))
        self.table.setAccessibleName(_("The two beside each other"))
        self.bar.setAccessibleName(_("Comparing everybody"))
        self.stop_button.setText(_("Stop"))
        self.merge_button.say(_("Merge"))
        self.apart_button.say(_("Two guests: keep apart"))
        self.undo_button.say(_("Undo"))
        self.again_button.say(_("Look again"))
        self.leave_button.say(_("Back to the desk"))

    def redraw(self) -> None:
        """Draw the signs in the colours of now."""
        self.list.viewport().update()
        self.table.viewport().update()
