"""Correcting a guest, or registering one without a ticket: in the card's place, so nothing is covered."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.names import script
from kiosk.domain.people import NAME_LIMIT, Attendee, Category
from kiosk.language import _, current
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.errors import MarhabaError

_LTR: Final = ("name_latin", "email", "phone")
_FIELDS: Final = ("name_latin", "name_arabic", "company", "function", "email", "phone")
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PersonForm(QFrame):
    """`saved` fires with the fields that are filled or changed, `left` when the form is given up."""

    saved = Signal(dict)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.attendee: Attendee | None = None
        self._categories: tuple[Category, ...] = ()
        self._opened_with: dict[str, str] = {}
        self._warned_of: dict[str, str] = {}
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._title = label(tone="headline")
        self._captions = {name: label(tone="field") for name in (*_FIELDS, "category")}
        self.fields = {name: QLineEdit() for name in _FIELDS}
        self.category = Choice()
        for name, edit in self.fields.items():
            edit.setMaxLength(NAME_LIMIT)
            edit.installEventFilter(self)
            self._captions[name].setBuddy(edit)
            if name in _LTR:
                edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.fields["name_arabic"].setProperty("script", "arabic")
        self.fields["name_arabic"].setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._captions["category"].setBuddy(self.category)
        self.category.installEventFilter(self)
        self._wrong = label(tone="wrong", wraps=True)
        self.save_button = KeyButton("⏎", "primary")
        self.leave_button = KeyButton("Esc")
        self.save_button.clicked.connect(self._on_save)
        self.leave_button.clicked.connect(self.give_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        self._grid = self._build_grid()
        column.addLayout(self._grid)
        column.addWidget(self._wrong)
        column.addStretch()
        column.addLayout(self._build_buttons())

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        places = (
            ("name_latin", "name_arabic"),
            ("company", "function"),
            ("category", "phone"),
            ("email", ""),
        )
        for line, pair in enumerate(places):
            for column, name in enumerate(pair):
                if name:
                    grid.addWidget(self._captions[name], 2 * line, column)
                    grid.addWidget(self._input(name), 2 * line + 1, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _arrange(self) -> None:
        """Put the name in the script of the language spoken now first."""
        order = _names_in_order()
        for column, name in enumerate(order):
            self._grid.addWidget(self._captions[name], 0, column)
            self._grid.addWidget(self.fields[name], 1, column)
        chain = [self.fields[name] for name in (*order, "company")]
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _input(self, name: str) -> QWidget:
        return self.category if name == "category" else self.fields[name]

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save_button, 2)
        row.addWidget(self.leave_button, 1)
        return row

    # -- opening ----------------------------------------------------------------------------------------

    def correct(self, attendee: Attendee, categories: tuple[Category, ...]) -> None:
        """Show what is known of `attendee`, to be corrected."""
        self._open(attendee, categories, {name: getattr(attendee, name) for name in _FIELDS})
        self._choose(attendee.category)
        self._opened_with = self._typed()

    def register(self, typed: str, categories: tuple[Category, ...]) -> None:
        """Show an empty form for a guest without a ticket; a name that was being looked up is kept."""
        name = typed if typed and not any(character.isdigit() for character in typed) else ""
        field = "name_arabic" if script(name) == "arabic" else "name_latin"
        self._open(None, categories, {field: name})
        self._choose(categories[0].id if categories else "")
        self._opened_with = self._typed()

    def _open(
        self, attendee: Attendee | None, categories: tuple[Category, ...], values: Mapping[str, str]
    ) -> None:
        self.attendee, self._categories = attendee, categories
        for name, edit in self.fields.items():
            edit.setText(values.get(name, ""))
        self._wrong.hide()
        self._warned_of = {}
        self.retranslate()
        self.fields[self._field_to_begin_with()].setFocus()

    def _field_to_begin_with(self) -> str:
        """The first name of the language spoken now; of a new guest the name that was looked up."""
        order = _names_in_order()
        filled = [name for name in order if self.fields[name].text()]
        return filled[0] if filled and self.attendee is None else order[0]

    def take_focus(self) -> None:
        """Be typed into, where somebody was typing last."""
        (self.focusWidget() or self.fields[_names_in_order()[0]]).setFocus()

    def _choose(self, category_id: str) -> None:
        self.category.setCurrentIndex(self.category.findData(category_id))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        registering = self.attendee is None
        self._title.setText(_("New guest") if registering else _("Correct this guest"))
        self.save_button.say(_("Register, admit and print") if registering else _("Save"))
        self.leave_button.say(_("Leave"))
        self._arrange()
        for name, text in self._names().items():
            self._captions[name].setText(text)
            self._input(name).setAccessibleName(text)
        chosen = self.category.currentData()
        self.category.clear()
        for one in self._categories:
            self.category.addItem(one.title.best(current()), one.id)
        self._choose(chosen)

    def _names(self) -> dict[str, str]:
        return {
            "name_latin": _("Name in Latin letters"),
            "name_arabic": _("Name in Arabic letters"),
            "company": _("Company"),
            "function": _("Function"),
            "email": _("E-mail"),
            "phone": _("Telephone"),
            "category": _("Category"),
        }

    # -- ending -----------------------------------------------------------------------------------------

    def refuse(self, error: MarhabaError) -> None:
        """Say what is wrong with the values, and let them be corrected."""
        self._wrong.setText(words.sentence(error))
        self._wrong.show()
        self.save_button.setEnabled(True)
        field = self.fields.get(str(error.values.get("field", "")))
        (field or self.fields["name_latin"]).setFocus()

    def problem(self) -> str:
        """Return what is said to be wrong with the values; nothing if all is well."""
        return self._wrong.text() if self._wrong.isVisible() else ""

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter in any field as saving."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self._on_save()
            return True
        return False

    def give_up(self) -> None:
        """Leave; what was typed goes only at the second time of asking."""
        typed = self._typed()
        if typed in (self._opened_with, self._warned_of):
            self.left.emit()
            return
        self._warned_of = typed
        self._wrong.setText(_("This is not saved yet. Enter saves it; Esc once more leaves without it."))
        self._wrong.show()
        self.take_focus()

    def _on_save(self) -> None:
        if not self.save_button.isEnabled():
            return  # an Enter too many, while the first is being worked on
        self.save_button.setEnabled(False)
        self.saved.emit(self._values())

    def _values(self) -> dict[str, str]:
        values = self._typed()
        if self.attendee is None:
            return {name: value for name, value in values.items() if value}
        return {name: value for name, value in values.items() if value != getattr(self.attendee, name)}

    def _typed(self) -> dict[str, str]:
        values = {name: edit.text().strip() for name, edit in self.fields.items()}
        return values | {"category": self.category.currentData() or ""}

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.save_button.setEnabled(True)


def _names_in_order() -> tuple[str, str]:
    """Return the fields of both names, that in the script of the language spoken now first."""
    return ("name_arabic", "name_latin") if current() == "ar" else ("name_latin", "name_arabic")
