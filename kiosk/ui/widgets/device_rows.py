"""A line for each device that can be chosen: which, whether it listens, how it is, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk import words
from kiosk.language import _
from kiosk.scanning.device import State
from kiosk.ui import appearance
from kiosk.ui.screens import scanner_words
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kiosk.errors import MarhabaError

_SWITCH_WIDTH: Final = 96
_STATE_WIDTH: Final = 96
_SECOND_WIDTH: Final = 104


class DeviceRow(QWidget):
    """`switched` fires with whether it shall listen, `chosen` when another device or speed was chosen.

    `said` tells how it is, in a word; a device that is always heard has no switch. A caption that is not
    `above` stands before.
    """

    switched = Signal(bool)
    chosen = Signal()

    def __init__(
        self,
        said: Callable[[State], str] = scanner_words.state,
        *,
        switchable: bool = True,
        above: bool = True,
    ) -> None:
        super().__init__()
        self._said = said
        self._caption = label(tone="field")
        self.choice = Choice()
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.second = Choice()
        self.second.setFixedWidth(appearance.px(_SECOND_WIDTH))
        self.second.hide()
        self.switch = QPushButton()
        self.switch.setFixedWidth(appearance.px(_SWITCH_WIDTH))
        for one in (self.choice, self.second, self.switch):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._state = label(tone="muted")
        self._state.setMinimumWidth(appearance.px(_STATE_WIDTH))
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self._error: MarhabaError | None = None
        self._now = State.STOPPED
        if not switchable:
            self.switch.hide()
        self._build(above=above)
        self.switch.clicked.connect(lambda: self.switched.emit(self._now is State.STOPPED))
        self.choice.activated.connect(lambda _index: self.chosen.emit())
        self.second.activated.connect(lambda _index: self.chosen.emit())

    def _build(self, *, above: bool) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        if not above:
            line.addWidget(self._caption)
        line.addWidget(self.choice, 1)
        line.addWidget(self.second)
        line.addWidget(self.switch)
        line.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if above:
            column.addWidget(self._caption)
        column.addLayout(line)
        column.addWidget(self._wrong)

    def offer(self, offers: Sequence[tuple[str, object]], chosen: object) -> None:
        """Let one of `offers` (word, what it is) be chosen; `chosen` is now."""
        blocked = self.choice.blockSignals(True)
        self.choice.clear()
        for word, what in offers:
            self.choice.addItem(word, what)
        values = [what for _word, what in offers]
        self.choice.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        self.choice.blockSignals(blocked)

    def show_state(self, state: State) -> None:
        """Show how it is; being ready ends what was wrong."""
        self._now = state
        if state in (State.CONNECTED, State.STOPPED):
            self._error = None
        self._say()

    def show_error(self, error: MarhabaError) -> None:
        """Say what is wrong, until it is ready."""
        self._error = error
        self._say()

    @property
    def state(self) -> State:
        """How it is shown to be."""
        return self._now

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._wrong.text()

    @property
    def state_word(self) -> str:
        """How it is said to be."""
        return self._state.text()

    def name(self, caption: str, second: str = "") -> None:
        """Say everything in the language of now."""
        self._caption.setText(caption)
        self.choice.setAccessibleName(caption)
        self.second.setAccessibleName(second)
        self._say()

    def _say(self) -> None:
        self.switch.setText(_("Start") if self._now is State.STOPPED else _("Stop"))
        self.switch.setAccessibleName(f"{self.switch.text()}: {self._caption.text()}")
        self._state.setText(self._said(self._now))
        self._wrong.setText(words.sentence(self._error) if self._error else "")
        self._wrong.setVisible(self._error is not None)
