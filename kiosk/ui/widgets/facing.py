"""Two people beside each other, field by field: what differs is marked, and what the merged would have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kiosk.language import _, is_rtl
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import plain_tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

_PARTS: Final = (26, 37, 37)
_ROW: Final = 34
_SIGN: Final = 16
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of two people, in words. `key` is its name in the facts, "" for what only tells.

    `is_open` says that one of the two values may be chosen; `differs` that they are not the same.
    """

    title: str
    values: tuple[str, str]
    key: str = ""
    differs: bool = False
    is_open: bool = False


class Facing(QAbstractTableModel):
    """Rows of two people; `side` is who stands (0 or 1), and each open row has a side of its own.

    `turned` fires when another value, or another to stand, was chosen.
    """

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[FieldRow] = ()
        self.side = 0
        self._sides: dict[str, int] = {}

    def show(self, rows: Sequence[FieldRow], side: int) -> None:
        """Take two other people, of whom the one at `side` is to stand with all that is theirs."""
        self.beginResetModel()
        self.rows, self.side, self._sides = rows, side, {}
        self.endResetModel()

    def side_of(self, row: FieldRow) -> int:
        """Return whose value the merged would have: of a field that only one has filled, theirs."""
        if row.is_open:
            return self._sides.get(row.key, self.side)
        return self.side if row.values[self.side] or not row.key else 1 - self.side

    def choose(self, line: int, side: int) -> None:
        """Take the value at `side` of an open row; of the first, that one stands with all that is theirs."""
        if not 0 <= line < len(self.rows):
            return
        row = self.rows[line]
        if line == 0:
            self.side, self._sides = side, {}
        elif row.is_open:
            self._sides[row.key] = side
        else:
            return
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(_PARTS) - 1))
        self.turned.emit()

    @property
    def taken(self) -> tuple[str, ...]:
        """The fields whose value is that of the one who does not stand."""
        return tuple(row.key for row in self.rows if row.is_open and self.side_of(row) != self.side)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_PARTS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, side = self.rows[index.row()], index.column() - 1
        is_taken = side >= 0 and self.side_of(row) == side
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), side)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(index.row(), side))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(index.row(), side, is_taken=is_taken)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return self._look(row, index.row(), side, role, is_taken=is_taken)

    def _text(self, line: int, side: int) -> str:
        row = self.rows[line]
        if side >= 0:
            if line:
                return row.values[side]
            return _("stays on the roll") if side == self.side else _("is merged into the other")
        return f"≠ {row.title}" if row.differs else row.title

    def _told(self, line: int, side: int, *, is_taken: bool) -> str:
        row, text = self.rows[line], self._text(line, side)
        if side < 0:
            return _("{field}: different").format(field=row.title) if row.differs else text
        return _("{value} (taken)").format(value=text) if is_taken and row.is_open else text

    def _look(self, row: FieldRow, line: int, side: int, role: int, *, is_taken: bool) -> Any:
        shown = appearance.colours()
        marked = row.differs or line == 0
        if role == Qt.ItemDataRole.FontRole:
            weight = QFont.Weight.DemiBold if marked and (is_taken or side < 0) else QFont.Weight.Normal
            return appearance.font(15, weight)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(shown.ink if marked and (is_taken or side < 0) else shown.muted))
        if role == Qt.ItemDataRole.DecorationRole and side >= 0 and (row.is_open or line == 0):
            name = "circle-dot" if is_taken else "circle"
            return icons.icon(name, shown.accent if is_taken else shown.muted, appearance.px(_SIGN))
        return None


class FacingTable(QTableView):
    """Shows Facing. The arrows go from row to row, and to the sides choose whose value is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.facing = Facing()
        self.setModel(self.facing)
        self.setObjectName("facing")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(appearance.px(_ROW))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # of an e-mail, both ends tell it from others
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a side with the arrows to the sides, or the other one with the space bar."""
        line = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.facing.choose(line, side_of_key(Qt.Key(event.key())))
        elif event.key() == Qt.Key.Key_Space and 0 <= line < len(self.facing.rows):
            self.facing.choose(line, 1 - self.facing.side_of(self.facing.rows[line]))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the value that is pressed."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() > 0:
            self.facing.choose(index.row(), index.column() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        for column, part in enumerate(_PARTS[:-1]):
            self.setColumnWidth(column, self.viewport().width() * part // 100)


def side_of_key(key: Qt.Key) -> int:
    """Return the side that an arrow points to: the first of two stands where the language begins."""
    return int((key == Qt.Key.Key_Right) != is_rtl())
