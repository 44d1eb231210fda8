"""Several guests of one name, one under the other, so that what they differ in is seen before one enters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from kiosk.language import N_, _
from kiosk.ui import appearance
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.row_texts import email_start, phone_end
from kiosk.words import guests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.domain.people import Attendee

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COLUMNS: Final = (N_("Name"), N_("Company"), N_("Function"), N_("Phone"), N_("E-mail"))
_SHORT: Final = (3, 4)
"""The columns that need little room, and none where nobody has a phone or an address."""
_ROW_HEIGHT: Final = 38
_LEAST: Final = 150


class SecondLook(QFrame):
    """`taken` fires with the Attendee that Enter meant, `chosen` with the one who is marked now.

    `left` fires when it was none of them.
    """

    taken = Signal(object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lower")
        self._people: tuple[Attendee, ...] = ()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.table = QTableWidget(0, len(_COLUMNS))
        self.table.setObjectName("alike")
        self.table.setMinimumHeight(appearance.px(_LEAST))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(appearance.px(_ROW_HEIGHT))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in _SHORT:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        header.sectionResized.connect(lambda *_sizes: self.table.resizeRowsToContents())
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.installEventFilter(self)
        self.table.currentCellChanged.connect(self._on_current)
        self.go_button = KeyButton("⏎", "primary")
        self.leave_button = KeyButton("Esc")
        self.go_button.clicked.connect(self._take)
        self.leave_button.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.go_button, 2)
        row.addWidget(self.leave_button, 1)
        for button in (self.go_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def show_people(self, people: Sequence[Attendee]) -> None:
        """Show these, the first of them marked."""
        self._people = tuple(people)
        self._fill(0)
        self.begin()

    def _fill(self, marked: int) -> None:
        blocked = self.table.blockSignals(True)
        self.table.setRowCount(len(self._people))
        for line, one in enumerate(self._people):
            for column, text in enumerate(_cells(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(text if "<" not in text else "")
                self.table.setItem(line, column, item)
        for column in _SHORT:
            self.table.setColumnHidden(column, not any(_cells(one)[column] for one in self._people))
        self.table.setCurrentCell(marked, 0)
        self.table.blockSignals(blocked)

    def begin(self) -> None:
        """Take the arrows and Enter."""
        self.table.setFocus()

    def shown(self, line: int) -> str:
        """Return what is shown of the guest on this line."""
        items = (self.table.item(line, column) for column in range(len(_COLUMNS)))
        return " · ".join(item.text() for item in items if item is not None)

    def current(self) -> Attendee | None:
        """Return who is marked."""
        row = self.table.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    def _on_current(self, row: int, _column: int, before: int, _column_before: int) -> None:
        if row != before and 0 <= row < len(self._people):
            self.chosen.emit(self._people[row])

    def _take(self) -> None:
        if (one := self.current()) is not None:
            self.taken.emit(one)

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter, and let no letter go elsewhere."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            self._take()
            return True
        return bool(event.text()) and event.text().isprintable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing that is typed here go to the look-up."""
        if not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.setAccessibleName(_("Guests of the same name"))
        self.table.setAccessibleName(_("Guests of the same name"))
        self.table.setHorizontalHeaderLabels([_(text) for text in _COLUMNS])
        self.go_button.say(_("Admit this one"))
        self.leave_button.say(_("None of them"))
        self._fill(max(self.table.currentRow(), 0))


def _cells(one: Attendee) -> tuple[str, ...]:
    """What tells people of one name apart, and no more of it than that takes."""
    return (guests.name(one), one.company, one.function, phone_end(one.phone), email_start(one.email))
