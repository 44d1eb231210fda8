"""The frame of the screens that set the doors up: what there is, its form, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.people import Words
from kiosk.domain.staff import MAY, Right
from kiosk.language import _, isolated
from kiosk.ui import appearance
from kiosk.ui.screens.keyed import KeyedScreen, keys_of
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.ordered import Ordered
from kiosk.words import staff

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError

_WIDTH: Final = 284
_SETTLED_MS: Final = 40
"""In which a row that was added has found its place."""
_AROUND: Final = 60
"""Shown above and below what is typed into: its caption, and what is wrong with it."""
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier


class Record(Protocol):
    """Something that is set up: a list, a question."""

    @property
    def id(self) -> str:
        """By which it is known; empty before it is saved."""

    @property
    def title(self) -> Words:
        """What it is called."""


R = TypeVar("R", bound=Record)


class Form(QWidget, Generic[R]):
    """What one of them says, to be changed. `edited` fires when a person changes something."""

    edited = Signal()

    def open(self, one: R) -> None:
        """Show `one`."""
        raise NotImplementedError

    def adopt(self, one: R) -> None:
        """Take what is typed for a change of `one`, which has just been kept."""
        raise NotImplementedError

    def read(self) -> R | None:
        """Return what the form says; None if something makes no sense, which is marked then."""
        raise NotImplementedError

    def typed(self) -> object:
        """Return what stands in the form, letter by letter."""
        raise NotImplementedError

    def refuse(self, error: MarhabaError) -> None:
        """Mark what cannot be taken, at its field."""
        raise NotImplementedError

    def begin(self) -> None:
        """Be typed into."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw everything in the colours of now."""
        raise NotImplementedError


class SetupFrame(KeyedScreen):
    """The widgets of such a screen, and its keys. `left` fires when the screen is done with."""

    left = Signal()
    heading: ClassVar[str]

    def _frame(self, form: QWidget, beside: QWidget) -> None:
        self.setObjectName("screen")
        self._heading = label(tone="headline")
        self.denied = label(tone="wrong", wraps=True)
        self.denied.hide()
        self.ordered = Ordered()
        self.ordered.setFixedWidth(appearance.px(_WIDTH))
        self.area = QScrollArea()
        self.area.setObjectName("form")
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(form)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.ordered)
        sides.addWidget(self.area, 1)
        sides.addWidget(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.denied)
        column.addLayout(sides, 1)
        column.addLayout(self._build_lower())

    def _build_lower(self) -> QHBoxLayout:
        self.save_button = KeyButton("Ctrl+S", "primary")
        self.undo_button = KeyButton("Ctrl+Z")
        self.undo_button.hide()
        self.leave_button = KeyButton("Esc")
        self._notice, self._wrong = label(tone="muted", wraps=True), label(tone="wrong", wraps=True)
        self._wrong.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self.save_button, self.undo_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.save_button)
        row.addWidget(self._notice, 1)
        row.addWidget(self._wrong, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.leave_button)
        return row

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring into sight what is typed into, once it has its place."""
        if now is not None and self.area.isAncestorOf(now):
            around = appearance.px(_AROUND)
            QTimer.singleShot(_SETTLED_MS, now, lambda: self.area.ensureWidgetVisible(now, 0, around))

    @property
    def notice(self) -> str:
        """What is said at the bottom."""
        return self._wrong.text() or self._notice.text()

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        for one, shown in ((self._notice, not wrong), (self._wrong, wrong and bool(text))):
            one.setText(text if shown else "")
            one.setVisible(shown)

    # -- keys -------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Begin a new one."""
        raise NotImplementedError

    def save(self) -> None:
        """Keep what the form says."""
        raise NotImplementedError

    def undo(self) -> None:
        """Bring back what was deleted last."""
        raise NotImplementedError

    def move_line(self, by: int) -> None:
        """Put the one that is chosen `by` places later."""
        raise NotImplementedError

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        acts: dict[tuple[Any, int], Callable[[], None]] = {
            (_CTRL, Qt.Key.Key_S): self.save,
            (_CTRL, Qt.Key.Key_N): self.make,
            (_CTRL, Qt.Key.Key_Z): self.undo,
            (_ALT, Qt.Key.Key_Up): lambda: self.move_line(-1),
            (_ALT, Qt.Key.Key_Down): lambda: self.move_line(1),
        }
        return acts.get(keys_of(event))

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_(self.heading))
        self.denied.setText(
            _("You can read this; to change it, ask for: {roles}.").format(
                roles=isolated(staff.roles(MAY[Right.EDIT_LISTS]))
            )
        )
        self.save_button.say(_("Save"))
        self.leave_button.say(_("Back to the desk"))
        self._tell("")
        self.ordered.retranslate(_(self.heading))

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        self.ordered.redraw()
