"""One member of the staff, to be added or changed: name, role and a PIN typed twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain import pins
from kiosk.domain.people import NAME_LIMIT
from kiosk.domain.staff import SAFE, Role
from kiosk.errors import InputRefused, MarhabaError, Trouble
from kiosk.language import _, isolated
from kiosk.ui import appearance
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.pin_field import PinField
from kiosk.words import staff

if TYPE_CHECKING:
    from kiosk.domain.staff import Member

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ABOUT_PIN: Final = (Trouble.PIN_WEAK, Trouble.PIN_TYPED_TWICE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is to be; no PIN: the one they have stays."""

    name: str
    role: Role
    pin: str = field(default="", repr=False)


class StaffForm(QFrame):
    """`saved` fires with what is Wanted, `gone` with True for who has left, False for who is back."""

    saved = Signal(object)
    gone = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.member: Member | None = None
        self._is_first = False
        self._opened_with: tuple[str, ...] = ()
        self._warned_of: tuple[str, ...] | None = None
        self._build()
        self._connect()
        self.retranslate()
        self._opened_with = self._typed()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label(tone="headline")
        self._captions = {name: label(tone="field") for name in ("name", "role", "pin", "again")}
        self.name = QLineEdit(maxLength=NAME_LIMIT)
        self.role = Choice()
        self.pin, self.again = PinField(), PinField()
        self._weak = label(tone="muted", wraps=True)
        self._weak.setFixedHeight(appearance.px(24))
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self.save_button = KeyButton("⏎", "primary")
        self.gone_button = QPushButton()
        self.gone_button.setMinimumHeight(appearance.px(40))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._build_grid())
        column.addWidget(self._weak)
        column.addWidget(self._wrong)
        column.addStretch()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save_button, 2)
        row.addWidget(self.gone_button, 1)
        column.addLayout(row)

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        places: tuple[tuple[str, QWidget, int, int], ...] = (
            ("name", self.name, 0, 0),
            ("role", self.role, 0, 1),
            ("pin", self.pin, 2, 0),
            ("again", self.again, 2, 1),
        )
        for name, widget, line, column in places:
            self._captions[name].setBuddy(widget)
            widget.installEventFilter(self)
            grid.addWidget(self._captions[name], line, column)
            grid.addWidget(widget, line + 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _connect(self) -> None:
        self.save_button.clicked.connect(self._on_save)
        self.gone_button.clicked.connect(self._on_gone)
        self.pin.textChanged.connect(self._say_weakness)

    # -- opening ----------------------------------------------------------------------------------------

    def begin(self, *, is_first: bool) -> None:
        """Be empty, for somebody new; the first of a station is an administrator."""
        self._open(None, "", Role.ADMINISTRATOR if is_first else Role.OPERATOR, is_first=is_first)
        self.name.setFocus()

    def show_member(self, one: Member) -> None:
        """Show what `one` is, to be changed."""
        self._open(one, one.name, one.role, is_first=False)

    def _open(self, one: Member | None, name: str, role: Role, *, is_first: bool) -> None:
        self.member, self._is_first = one, is_first
        self.name.setText(name)
        self.pin.clear()
        self.again.clear()
        self._wrong.hide()
        self._fill_roles(role)
        self.retranslate()
        self._opened_with, self._warned_of = self._typed(), None
        self.save_button.setEnabled(True)

    def _fill_roles(self, chosen: Role) -> None:
        """Offer the roles of people; a desk without anybody is no member."""
        self.role.clear()
        for role in Role:
            if role is not SAFE or chosen is SAFE:
                self.role.addItem(staff.role(role), role)
        self.role.setCurrentIndex(self.role.findData(chosen))
        self.role.setEnabled(not self._is_first)

    def take_focus(self) -> None:
        """Be typed into."""
        self.name.setFocus()

    # -- what is typed ----------------------------------------------------------------------------------

    def _typed(self) -> tuple[str, ...]:
        return (self.name.text().strip(), str(self._role()), self.pin.text(), self.again.text())

    def _role(self) -> Role:
        return Role(self.role.currentData() or Role.OPERATOR)

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._typed() != self._opened_with

    def may_be_left(self) -> bool:
        """Return whether nothing would be lost; says so the first time, and lets it go the second."""
        if not self.is_touched or self._typed() == self._warned_of:
            self._wrong.hide()
            self._opened_with = self._typed()
            return True
        self._warned_of = self._typed()
        self._say_wrong(_("This is not saved yet. Enter saves it; the same once more goes on without it."))
        return False

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter in any field: to what is still missing, else as saving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self._on_save()
            return True
        return False

    def _missing(self) -> QWidget | None:
        if not self.name.text().strip():
            return self.name
        if self.member is None and not self.pin.text():
            return self.pin
        return self.again if self.pin.text() and not self.again.text() else None

    def _on_save(self) -> None:
        if not self.save_button.isEnabled():
            return  # an Enter too many, while the first is being worked on
        missing = self._missing()
        if missing is not None:
            missing.setFocus()
            return
        pin = pins.normalised(self.pin.text())
        if pin != pins.normalised(self.again.text()):
            self.refuse(InputRefused(Trouble.PIN_TYPED_TWICE))
            return
        self.save_button.setEnabled(False)
        self.saved.emit(Wanted(self.name.text().strip(), self._role(), pin))

    def _on_gone(self) -> None:
        if self.member is not None:
            self.gone.emit(self.member.active)

    # -- what is said -----------------------------------------------------------------------------------

    def refuse(self, error: MarhabaError) -> None:
        """Say what is wrong, and let it be put right."""
        self.save_button.setEnabled(True)
        self._say_wrong(words.sentence(error))
        if error.code in _ABOUT_PIN:
            self.again.clear()
            self.pin.selectAll()
            self.pin.setFocus()
        elif error.code is Trouble.STAFF_NO_ADMINISTRATOR:
            self.role.setFocus()
        else:
            self.name.setFocus()

    def problem(self) -> str:
        """Return what is said to be wrong; nothing if all is well."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    def weakness(self) -> str:
        """Return what is said of the PIN as it is typed."""
        return self._weak.text()

    def _say_wrong(self, text: str) -> None:
        self._wrong.setText(text)
        self._wrong.show()

    def _say_weakness(self) -> None:
        typed = self.pin.text()
        found = pins.weakness(typed)
        if not typed:
            stays = _("The PIN stays as it is if nothing is typed.")
            self._weak.setText(stays if self.member else _("A PIN has at least 6 digits."))
        elif found is not None:
            self._weak.setText(staff.weakness(found))
        else:
            self._weak.setText(_("This PIN can be used."))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        one = self.member
        self._title.setText(isolated(one.name) if one else _("New member"))
        captions = {
            "name": _("Name"),
            "role": _("Role"),
            "pin": _("New PIN") if one else _("PIN"),
            "again": _("The PIN again"),
        }
        fields = {"name": self.name, "role": self.role, "pin": self.pin, "again": self.again}
        for name, text in captions.items():
            self._captions[name].setText(text)
            fields[name].setAccessibleName(text)
        self.save_button.say(_("Save") if one else _("Add"))
        self.gone_button.setVisible(one is not None)
        if one is not None:
            self.gone_button.setText(_("Has left") if one.active else _("Is back"))
        if self.role.count():
            touched = self.is_touched
            self._fill_roles(self._role())
            if not touched:
                self._opened_with = self._typed()
        self._say_weakness()
