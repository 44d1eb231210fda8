"""The layouts there are, a row each: what it is called, how large it is, and whose badges have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem

from kiosk.language import _, isolated
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.words.layouts import layout_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from kiosk.operations.layouts import Known

_ROW: Final = 34
_SIGN: Final = 18


class LayoutTable(PlainTable):
    """`chosen` fires with the number of the row gone to, `turned` when Space asks for another guest."""

    chosen = Signal(int)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__(3)
        self.setObjectName("remarks")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(appearance.px(_ROW))
        self.currentCellChanged.connect(lambda row, *_others: self.chosen.emit(row))

    def show_layouts(self, known: Sequence[Known], categories: Mapping[str, str], row: int) -> None:
        """Show the layouts, `row` chosen; `categories` are the titles of those who may have one."""
        blocked = self.blockSignals(True)
        self.setHorizontalHeaderLabels([_("Layout"), _("Size"), _("For")])
        self.setRowCount(len(known))
        for line, one in enumerate(known):
            texts = _cells(one, categories)
            cells = [QTableWidgetItem(text) for text in texts]
            for column, cell in enumerate(cells):
                cell.setToolTip(texts[column])
                self.setItem(line, column, cell)
            if one.wrong:
                sign = icons.icon("octagon-x", appearance.colours().refused, appearance.px(_SIGN))
                cells[0].setIcon(sign)
            said = ", ".join(filter(None, (*texts, one.wrong)))
            cells[0].setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.setCurrentCell(row, 0)
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn to another guest with Space; leave the keys with Ctrl to the screen."""
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _cells(one: Known, categories: Mapping[str, str]) -> tuple[str, str, str]:
    size = isolated(f"{one.width_mm:g} × {one.height_mm:g} mm") if not one.wrong else ""
    usual = [_("All others")] if one.is_usual else []
    whose = [*usual, *(categories.get(each, each) for each in one.categories)]
    title = layout_title(one.id, one.title, is_own=one.is_own)
    return isolated(title), size, _(", ").join(whose)
