"""The import screen's tables: what each column holds, the first people, what is the matter with rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kiosk import words
from kiosk.language import _, isolated, number
from kiosk.ui.widgets.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kiosk.exchange.header_words import Field
    from kiosk.exchange.problems import Problem
    from kiosk.exchange.roll import Column, RollRow

FIELD_ROLE = Qt.ItemDataRole.UserRole
_HOLDS = 1
_WRAPPED = 200


class PlainTable(QTableWidget):
    """A table to be read: whole rows, no editing, the last column takes what room is left.

    With `wraps` what has no room goes on in another line; of very many rows none does, since that takes as
    long as reading their file.
    """

    def __init__(self, columns: int, *, wraps: bool = False) -> None:
        super().__init__(0, columns)
        self._wraps = wraps
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(wraps)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading)

    def fill(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Show `rows` under `headers`."""
        self.setHorizontalHeaderLabels(list(headers))
        shown = list(rows)
        self.setRowCount(len(shown))
        for line, cells in enumerate(shown):
            for column, text in enumerate(cells):
                self.setItem(line, column, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        for column in range(self.columnCount() - 1):
            self.setColumnWidth(column, min(self.columnWidth(column), self.viewport().width() // 3))
        if self._wraps:
            few = len(shown) <= _WRAPPED
            mode = QHeaderView.ResizeMode.ResizeToContents if few else QHeaderView.ResizeMode.Interactive
            self.verticalHeader().setSectionResizeMode(mode)


class Columns(PlainTable):
    """The file's columns. `decided` fires with a column's number and the field somebody says it holds."""

    decided = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(3)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setItemDelegateForColumn(_HOLDS, _FieldChooser(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.cellChanged.connect(self._on_cell_changed)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show what each column is taken for, with examples."""
        blocked = self.blockSignals(True)
        rows = [
            (one.header, words.column_field(one.field), " · ".join(map(isolated, one.samples)))
            for one in columns
        ]
        self.fill((_("Column"), _("Contains"), _("Examples")), rows)
        for line, one in enumerate(columns):
            for place in (0, 2):
                self._cell(line, place).setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._cell(line, _HOLDS).setData(FIELD_ROLE, one.field.value)
        self.blockSignals(blocked)

    def _on_cell_changed(self, line: int, column: int) -> None:
        if column == _HOLDS:
            self.decided.emit(line, self._cell(line, column).data(FIELD_ROLE))

    def _cell(self, line: int, column: int) -> QTableWidgetItem:
        cell = self.item(line, column)
        assert cell is not None
        return cell


class _FieldChooser(QStyledItemDelegate):
    """Chooses among the fields, in the cell."""

    def displayText(self, value: Any, _locale: object) -> str:
        return f"{value}  ▾"

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        box = Choice(parent)
        for field in _fields():
            box.addItem(words.column_field(field), field.value)
        box.activated.connect(lambda _chosen: self._done(box))
        return box

    def _done(self, box: Choice) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, Choice)
        editor.setCurrentIndex(editor.findData(index.data(FIELD_ROLE)))
        editor.showPopup()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        assert isinstance(editor, Choice)
        if editor.currentData() != index.data(FIELD_ROLE):
            model.setData(index, editor.currentData(), FIELD_ROLE)


def _fields() -> list[Field]:
    from kiosk.exchange.header_words import Field

    return list(Field)


class People(PlainTable):
    """The first people of the file, as they will be taken."""

    def __init__(self) -> None:
        super().__init__(5)

    def show_people(self, rows: Sequence[RollRow]) -> None:
        """Show `rows` by what will stand on the badge."""
        headers = (_("Row"), _("Name"), _("Name in Arabic letters"), _("Company"), _("Category"))
        self.fill(
            headers,
            [
                (
                    number(row.number),
                    str(row.values.get("name_latin", "")),
                    str(row.values.get("name_arabic", "")),
                    str(row.values.get("company", "")),
                    row.category_text,
                )
                for row in rows
            ],
        )


class Problems(PlainTable):
    """What is the matter with which row."""

    def __init__(self) -> None:
        super().__init__(3, wraps=True)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show `problems`, numbered as the spreadsheet numbers its rows."""
        headers = (_("Row"), _("Column"), _("Problem"))
        rows = [(number(one.row), one.column, words.problem(one.kind, one.value)) for one in problems]
        self.fill(headers, rows)
