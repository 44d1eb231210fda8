"""The remarks of an audit, a row each: what it is, on whose badge, about which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.words import audit as words
from kiosk.words import guests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kiosk.operations.audit import Remark

_PARTS: Final = (30, 30, 40)
_SIGN: Final = 18
_ROW: Final = 34
_Index = QModelIndex | QPersistentModelIndex


class Remarks(QAbstractTableModel):
    """The remarks that are shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Remark] = ()

    def show(self, rows: Sequence[Remark]) -> None:
        """Take other remarks in place of those there were."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_PARTS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (_("Finding"), _("Name"), _("About"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        remark = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cell(remark, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(_cell(remark, column) for column in range(len(_PARTS)))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return _sign(wrong=remark.is_wrong)
        return None


def _cell(remark: Remark, column: int) -> str:
    if column == 0:
        return words.fault(remark.fault)
    return guests.name(remark.attendee) if column == 1 else detail(remark)


def detail(remark: Remark) -> str:
    """Return what a remark is about."""
    return words.fault_detail(
        remark.fault, remark.text, characters=remark.characters, size_pt=remark.size_pt, dots=remark.dots
    )


def _sign(*, wrong: bool) -> Any:
    colours = appearance.colours()
    name, colour = ("octagon-x", colours.refused) if wrong else ("triangle-alert", colours.attention)
    return icons.icon(name, colour, appearance.px(_SIGN))


class RemarkTable(QTableView):
    """Shows Remarks. `chosen` fires with the number of the row gone to, `opened` when Enter opens it."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.remarks = Remarks()
        self.setModel(self.remarks)
        self.setObjectName("remarks")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(appearance.px(_ROW))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; leave the keys with Ctrl to the screen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex().row())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        for column, part in enumerate(_PARTS[:-1]):
            self.setColumnWidth(column, self.viewport().width() * part // 100)
