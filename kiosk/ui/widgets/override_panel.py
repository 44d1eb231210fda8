"""What an act still needs: a reason for the log, the PIN of somebody who may, or just an Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from kiosk import words
from kiosk.domain.answers import plain_digits
from kiosk.domain.people import NAME_LIMIT
from kiosk.domain.printers import Reprint
from kiosk.errors import Trouble
from kiosk.language import N_, _
from kiosk.ui.purposes import Purpose
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.pin_entry import PinEntry

if TYPE_CHECKING:
    from kiosk.domain.staff import Member
    from kiosk.ui.desk import Approver

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


_WITH_REASON: Final = (Purpose.OVERRIDE, Purpose.SKIP, Purpose.REPRINT)
_TITLES: Final = {
    Purpose.OVERRIDE: N_("Why is this guest let in? The log keeps it."),
    Purpose.SKIP: N_("Why is nothing asked? The log keeps it."),
    Purpose.PAYMENT: N_("Somebody who may confirm payments types their PIN."),
    Purpose.UNDO: N_("Somebody who may take this back types their PIN."),
    Purpose.ANNUL: N_("Somebody who may take this back types their PIN."),
    Purpose.REPLACE: N_("A new badge is printed; the old one no longer works."),
    Purpose.REPRINT: N_("Why another badge? The one before then no longer works."),
}
_ACTS: Final = {
    Purpose.OVERRIDE: N_("Admit anyway"),
    Purpose.SKIP: N_("Admit without asking"),
    Purpose.PAYMENT: N_("Confirm payment and admit"),
    Purpose.UNDO: N_("Undo"),
    Purpose.ANNUL: N_("Take back"),
    Purpose.REPLACE: N_("Replace the badge"),
    Purpose.REPRINT: N_("Print again"),
}
_REASONS: Final = (
    N_("Known to me"),
    N_("Guest of the organisers"),
    N_("Mistake in the list"),
    N_("The organisers decided"),
)
_COPIES: Final = (Reprint.NOT_PRINTED, Reprint.LOST, Reprint.DAMAGED, Reprint.CORRECTED)


class OverridePanel(QFrame):
    """`confirmed` fires with the reason ("" where none is asked) and the Approver (None where no PIN is).

    A usual reason for a second badge is one of Reprint, and choosing it confirms. `left` fires when it is
    given up.
    """

    confirmed = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lower")
        self.purpose = Purpose.OVERRIDE
        self._guarded = False
        self._wrong = ""
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._title = label(tone="title", wraps=True)
        self._told = label(tone="wrong", wraps=True)
        self.reasons = tuple(KeyButton(str(n)) for n in range(1, len(_REASONS) + 1))
        self.why = QLineEdit()
        self.why.setMaxLength(NAME_LIMIT)
        self.why.installEventFilter(self)
        self.pin_entry = PinEntry(captions=False)
        self.pin_entry.entered.connect(self._on_pin)
        self.go_button = KeyButton("⏎", "primary")
        self.leave_button = KeyButton("Esc")
        self.go_button.clicked.connect(self._on_go)
        self.leave_button.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch()
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addLayout(self._build_reasons())
        column.addWidget(self.why)
        column.addWidget(self.pin_entry)
        column.addLayout(self._build_buttons())

    def _build_reasons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, button in enumerate(self.reasons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, place=place: self._choose(place))
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.go_button, 2)
        row.addWidget(self.leave_button, 1)
        for button in (self.go_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return row

    # -- opening and ending -----------------------------------------------------------------------------

    def open(self, purpose: Purpose, approvers: Sequence[Member] | None = None, why: str = "") -> None:
        """Ask for what `purpose` needs, and for the PIN of one of `approvers`; None: no PIN is needed.

        `why` is a reason that was given already.
        """
        self.purpose, self._guarded, self._wrong = purpose, approvers is not None, ""
        self.why.setText(why)
        self.pin_entry.offer(approvers or ())
        if approvers is not None and not approvers:
            self._wrong = _("Nobody here may do this. Call the person in charge.")
        self._show_step()
        self.go_button.setEnabled(approvers is None or bool(approvers))
        self.retranslate()

    def _show_step(self) -> None:
        """Show the reasons first, then the PIN: one question at a time."""
        needs_pin = self._guarded and (bool(self.why.text()) or not self._asks_why)
        for button in self.reasons:
            button.setVisible(self._asks_why and not needs_pin)
        self.why.setVisible(self._asks_why)
        self.pin_entry.setVisible(needs_pin and self.pin_entry.who.count() > 0)

    @property
    def _asks_why(self) -> bool:
        return self.purpose in _WITH_REASON

    def begin(self) -> None:
        """Be typed into, where something is still missing."""
        self._show_step()
        if self._asks_why and not self.why.text():
            self.why.setFocus()
        elif self._guarded:
            self.pin_entry.pin.setFocus()
        else:
            (self.why if self._asks_why else self.go_button).setFocus()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; the reason stays, the PIN is typed again."""
        self._wrong = sentence
        self.pin_entry.forget()
        self.retranslate()
        self.begin()

    def problem(self) -> str:
        """Return what is said to be wrong; nothing if all is well."""
        return self._wrong

    def _usual(self) -> tuple[str, ...]:
        """The usual reasons, in the language of now."""
        if self.purpose is Purpose.REPRINT:
            return tuple(map(words.reprint, _COPIES))
        return tuple(map(_, _REASONS))

    def _choose(self, place: int) -> None:
        self.why.setText(self._usual()[place])
        if self.purpose is Purpose.REPRINT and not self._guarded:
            self._confirm(None)
            return
        if self._wrong and self.go_button.isEnabled():  # that a reason was missing
            self._wrong = ""
            self.retranslate()
        self.begin()

    def _on_pin(self, approver: Approver) -> None:
        self._confirm(approver)

    def _on_go(self) -> None:
        self._confirm(self.pin_entry.approver() if self._guarded else None)

    def _confirm(self, approver: Approver | None) -> None:
        why = self.why.text().strip()
        if self._asks_why and not why:
            self.refuse(words.told(Trouble.WHY_MISSING, {}).detail)
        elif self._guarded and approver is None:
            self.begin()
        else:
            self.confirmed.emit(self._told_why(why) if self._asks_why else "", approver)

    def _told_why(self, why: str) -> str:
        """The reason as it is kept: a usual one for a second badge by its name in every language."""
        if self.purpose is Purpose.REPRINT and why in self._usual():
            return _COPIES[self._usual().index(why)]
        return why

    # -- keys -------------------------------------------------------------------------------------------

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter in the reason, and a digit that chooses one while none is typed."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            self._on_enter()
            return True
        return not self._is_typed() and self._take_digit(event.text())

    def _is_typed(self) -> bool:
        """Whether the reason is somebody's own words."""
        return bool(self.why.text()) and self.why.text() not in self._usual()

    def _take_digit(self, text: str) -> bool:
        digit = plain_digits(text)
        if not (digit.isascii() and digit.isdecimal()) or not 1 <= int(digit) <= len(_REASONS):
            return False
        self._choose(int(digit) - 1)
        return True

    def _on_enter(self) -> None:
        if self._asks_why and not self.why.text().strip():
            self._confirm(None)
        elif self._guarded and not self.pin_entry.pin.text():
            self.begin()
        else:
            self._on_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed while a button has the focus: none of it is meant for the look-up."""
        if event.key() in _ENTER:
            self._on_enter()
        elif event.text() and self._asks_why and not self._take_digit(event.text()):
            self.why.setFocus()
            self.why.insert(event.text() if event.text().isprintable() else "")

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        title = self._wrong or _(_TITLES[self.purpose])
        for one, seen in ((self._title, not self._wrong), (self._told, bool(self._wrong))):
            one.setText(title)
            one.setVisible(seen)
        self.setAccessibleName(title)
        self.go_button.say(_(_ACTS[self.purpose]))
        self.leave_button.say(_("Leave"))
        self.why.setPlaceholderText(_("or in your own words"))
        self.why.setAccessibleName(_("Reason"))
        for button, text in zip(self.reasons, self._usual(), strict=True):
            button.say(text)
        self.pin_entry.retranslate()
