"""The staff of the station: who they are, what they are there for, and new PINs for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidgetItem,
    QVBoxLayout,
)

from kiosk.language import _, isolated
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.screens.staff_form import StaffForm
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.words import staff as words

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.domain.staff import Member
    from kiosk.errors import MarhabaError
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk
    from kiosk.ui.screens.staff_form import Wanted

_RESIZES = (
    QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.ResizeToContents,
    QHeaderView.ResizeMode.ResizeToContents,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Staff(KeyedScreen):
    """`left` fires when the screen is done with."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._members: tuple[Member, ...] = ()
        self._told = ""
        self._adding = False
        self._build()
        self._connect()
        self.retranslate()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self.table = PlainTable(3)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        for column in range(3):
            header.setSectionResizeMode(column, _RESIZES[column])
        self.new_button = KeyButton("Ctrl+N")
        self.leave_button = KeyButton("Esc")
        self.form = StaffForm()
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.table, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.new_button, 1)
        buttons.addWidget(self.leave_button, 1)
        side.addLayout(buttons)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(side, 1)
        columns.addWidget(self.form, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(8)
        whole.addWidget(self._heading)
        whole.addWidget(self._under)
        whole.addLayout(columns, 1)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.itemSelectionChanged.connect(self._on_row)
        self.new_button.clicked.connect(self.new)
        self.leave_button.clicked.connect(self.escape)
        self.form.saved.connect(self._on_saved)
        self.form.gone.connect(self._on_gone)
        self.bind({"Ctrl+N": self.new})

    # -- looking ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self, chosen_id: str = "") -> None:
        """Ask who there is, and show the one with this id."""
        from kiosk.operations import staff

        self._desk.ask(
            self, staff.members, lambda members: self._on_members(members, chosen_id), self.form.refuse
        )

    def _on_members(self, members: tuple[Member, ...], chosen_id: str) -> None:
        self._members = members
        self._fill(chosen_id)
        if any(one.active for one in members):
            self.table.setFocus()
        else:
            self.new()

    def _fill(self, chosen_id: str = "") -> None:
        """Show the members, the one with this id chosen, else who was, else the first."""
        shown = self.form.member
        wanted = chosen_id or (shown.id if shown else "")
        self._fill_table()
        line = self._line_of(wanted)
        self._mark(line)
        if not self.form.is_touched and not self._adding and self._members:
            self._mark(max(line, 0))
            self.form.show_member(self._members[max(line, 0)])
        self._say()

    def _fill_table(self) -> None:
        here, left = "", _("has left")
        blocked = self.table.blockSignals(True)
        self.table.setHorizontalHeaderLabels([_("Name"), _("Role"), ""])
        self.table.setRowCount(len(self._members))
        for line, one in enumerate(self._members):
            cells = (one.name, words.role(one.role), here if one.active else left)
            for column, text in enumerate(cells):
                self.table.setItem(line, column, QTableWidgetItem(text))
        self.table.blockSignals(blocked)

    def _mark(self, line: int) -> None:
        """Choose a row, or none, without showing who stands there."""
        blocked = self.table.blockSignals(True)
        self.table.setCurrentCell(line, 0 if line >= 0 else -1)
        if line < 0:
            self.table.clearSelection()
        self.table.blockSignals(blocked)

    def _on_row(self) -> None:
        """Show who was chosen, unless something was typed that is not saved."""
        line = self.table.currentRow()
        shown = self.form.member
        if not 0 <= line < len(self._members) or (shown and shown.id == self._members[line].id):
            return
        if not self.form.may_be_left():
            self._mark(self._line_of(shown.id if shown else ""))
            return
        self._adding = False
        self.form.show_member(self._members[line])

    def _line_of(self, member_id: str) -> int:
        return next((n for n, one in enumerate(self._members) if one.id == member_id), -1)

    def new(self) -> None:
        """Begin with somebody new; the first of all is an administrator."""
        if self.form.is_touched and not self.form.may_be_left():
            return
        self._mark(-1)
        self._adding = True
        self.form.begin(is_first=not any(one.active for one in self._members))

    # -- acting -----------------------------------------------------------------------------------------

    def _on_saved(self, wanted: Wanted) -> None:
        from kiosk.operations import staff

        shown = self.form.member

        def act(station: Station) -> Member:
            if shown is None:
                return staff.add(station, wanted.name, wanted.role, wanted.pin)
            return staff.change(station, shown.id, name=wanted.name, role=wanted.role, pin=wanted.pin or None)

        self._desk.setting_up(self, act, self._on_kept, self._refuse)

    def _on_gone(self, is_gone: bool) -> None:
        from kiosk.operations import staff

        shown = self.form.member
        if shown is not None:
            self._desk.setting_up(
                self,
                lambda station: staff.change(station, shown.id, active=not is_gone),
                self._on_kept,
                self._refuse,
            )

    def _on_kept(self, one: Member) -> None:
        name = isolated(one.name)
        kept, gone = _("Saved: {name}."), _("{name} has left, and cannot sign in any more.")
        self._told = (kept if one.active else gone).format(name=name)
        self._adding = False
        self.form.show_member(one)
        self.refresh(one.id)
        # The first of all is on duty at once; others may have changed their own name or role.
        self._desk.duty_changed.emit()

    def _refuse(self, error: MarhabaError) -> None:
        self._told = ""
        self._say()
        self.form.refuse(error)

    # -- leaving ----------------------------------------------------------------------------------------

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Go from the table to the form at Enter."""
        if target is not self.table or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return False
        self.form.take_focus()
        return True

    def escape(self) -> None:
        """Leave; what was typed goes only at the second time of asking."""
        if self.form.may_be_left():
            self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def told(self) -> str:
        """Return what is said above the table."""
        return self._under.text()

    def _say(self) -> None:
        begins = _(
            "As soon as somebody stands here, this desk asks for a PIN. The first is an administrator."
        )
        usual = _("Everybody signs in with a PIN of their own.")
        guarded = any(one.active for one in self._members)
        self._under.setText(self._told or (usual if guarded else begins))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Staff"))
        self.table.setAccessibleName(_("Staff"))
        self.new_button.say(_("Add somebody"))
        self.leave_button.say(_("Back to the desk"))
        self._told = ""
        self.form.retranslate()
        self._fill()

    def redraw(self) -> None:
        """Draw nothing: there is no icon here."""
