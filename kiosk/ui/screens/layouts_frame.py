"""The frame of the screen of badge layouts: its widgets, its keys, and what is told at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout

from kiosk.domain.staff import MAY, Right
from kiosk.language import _, isolated
from kiosk.ui import appearance
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import Elided, label
from kiosk.ui.widgets.layout_choices import LayoutChoices
from kiosk.ui.widgets.layout_table import LayoutTable
from kiosk.ui.widgets.paper import Paper
from kiosk.words import staff

_TABLE: Final = 490
_CHOICES: Final = 290


class LayoutsFrame(KeyedScreen):
    """The widgets. `left` fires when the screen is done with."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()
        self.bind(
            {
                "Ctrl+O": self.take,
                "Ctrl+S": self.save,
                "Ctrl+H": self.take_photographs,
                "Ctrl+R": self.turn_over,
                "Ctrl+Space": self.turn_on,
            }
        )

    def take(self) -> None:
        """Ask for a file, and take the layout in it."""
        raise NotImplementedError

    def save(self) -> None:
        """Ask for a file, and write the layout that is chosen to it."""
        raise NotImplementedError

    def take_photographs(self) -> None:
        """Ask for files, and take the photographs in them."""
        raise NotImplementedError

    def remove(self) -> None:
        """Take the layout that is chosen away."""
        raise NotImplementedError

    def undo(self) -> None:
        """Bring back what was taken away last."""
        raise NotImplementedError

    # -- keys -------------------------------------------------------------------------------------------

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does here that means something else elsewhere on the window."""
        if event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return self.undo
        return self.remove if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() else None

    def turn_over(self) -> None:
        """Show the other side of the badge."""
        raise NotImplementedError

    def turn_on(self) -> None:
        """Show another guest's badge."""
        raise NotImplementedError

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self._wrong_layouts = label(tone="wrong", wraps=True)
        self._wrong_layouts.hide()
        self.table = LayoutTable()
        self.table.setFixedWidth(appearance.px(_TABLE))
        self.choices = LayoutChoices()
        area = QScrollArea()
        area.setObjectName("form")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.choices)
        area.setFixedWidth(appearance.px(_CHOICES))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.table)
        sides.addLayout(self._build_badge(), 1)
        sides.addWidget(area)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        for part in (self._heading, self._under, self._wrong_layouts):
            column.addWidget(part)
        column.addLayout(sides, 1)
        column.addLayout(self._build_told())
        column.addLayout(self._build_lower())

    def _build_badge(self) -> QVBoxLayout:
        self.paper = Paper()
        self._whose = Elided(tone="muted")
        self._whose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next_button, self.over_button = KeyButton("Space"), KeyButton("Ctrl+R")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.next_button, self.over_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 1)
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(self.paper, 1)
        side.addWidget(self._whose)
        side.addLayout(row)
        return side

    def _build_told(self) -> QVBoxLayout:
        self._notice, self._wrong = label(tone="muted", wraps=True), label(tone="wrong", wraps=True)
        self._denied = label(tone="muted", wraps=True)
        told = QVBoxLayout()
        told.setSpacing(4)
        for part in (self._notice, self._wrong, self._denied):
            part.hide()
            told.addWidget(part)
        return told

    def _build_lower(self) -> QHBoxLayout:
        self.take_button, self.save_button = KeyButton("Ctrl+O"), KeyButton("Ctrl+S")
        self.photos_button, self.remove_button = KeyButton("Ctrl+H"), KeyButton("Del")
        self.leave_button = KeyButton("Esc")
        row = QHBoxLayout()
        row.setSpacing(12)
        left = (self.take_button, self.save_button, self.photos_button, self.remove_button)
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

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        for one, shown in ((self._notice, not wrong), (self._wrong, wrong)):
            one.setText(text if shown else "")
            one.setVisible(bool(one.text()))

    def _allow(self, *, may: bool) -> None:
        """Let the layouts be changed by whoever may."""
        self.choices.setEnabled(may)
        self.take_button.setEnabled(may)
        roles = isolated(staff.roles(MAY[Right.CONFIGURE]))
        self._denied.setText(_("You can read this; to change it, ask for: {roles}.").format(roles=roles))
        self._denied.setVisible(not may)

    def _name_all(self) -> None:
        self._heading.setText(_("Badge layouts"))
        self._under.setText(
            _("Each layout as it prints, on guests of yours: first somebody usual, then the hardest names.")
        )
        self.table.setAccessibleName(_("Badge layouts"))
        self.paper.setAccessibleName(_("How the badge looks"))
        self.next_button.say(_("Another guest"))
        self.over_button.say(_("Other side"))
        self.take_button.say(_("Take from a file"))
        self.save_button.say(_("Save a copy"))
        self.photos_button.say(_("Photographs"))
        self.remove_button.say(_("Take away"))
        self.leave_button.say(_("Back to the desk"))
