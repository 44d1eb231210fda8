"""Who may do what: the one table of `domain/staff.py`, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from kiosk.domain.staff import Right, Role, may
from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.words import staff

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.ui.desk import Desk

_SIGN = 16


class Rights(QWidget):
    """`left` fires when the screen is done with."""

    left = Signal()

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self.table = PlainTable(len(Role) + 1)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrows scroll
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.leave_button = KeyButton("Esc")
        self.leave_button.setAutoDefault(True)
        self.leave_button.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._under)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def escape(self) -> None:
        """Leave."""
        self.left.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Who may do what"))
        self._under.setText(
            _("Whoever may not do something can call somebody who may: their PIN is enough for one act.")
        )
        self.table.setAccessibleName(_("Who may do what"))
        self.leave_button.say(_("Back to the desk"))
        self._fill()

    def redraw(self) -> None:
        """Draw the ticks in the colours of now."""
        self._fill()

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels([_("Act"), *(staff.role(role) for role in Role)])
        self.table.setRowCount(len(Right))
        for line, right in enumerate(Right):
            self.table.setItem(line, 0, QTableWidgetItem(staff.right(right)))
            for column, role in enumerate(Role, start=1):
                self.table.setItem(line, column, self._cell(role, right))
            self.table.setRowHeight(line, appearance.px(25))

    def _cell(self, role: Role, right: Right) -> QTableWidgetItem:
        """The sign, and the same in a word; read aloud it says whose and what it is."""
        is_so = may(role, right)
        word = _("yes") if is_so else _("no")
        colours = appearance.colours()
        colour = colours.ink if is_so else colours.muted
        name = "check" if is_so else "minus"
        cell = QTableWidgetItem(
            icons.icon(name, colour, appearance.px(_SIGN), self.devicePixelRatioF()), word
        )
        cell.setForeground(QColor(colour))
        told = _("{role}, {right}: {answer}").format(
            role=staff.role(role), right=staff.right(right), answer=word
        )
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        return cell
