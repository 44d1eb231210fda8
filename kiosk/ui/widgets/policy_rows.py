"""When admitting somebody prints a badge: a line for each list and each category, to be chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk import words
from kiosk.domain.printers import Prints
from kiosk.language import _, isolated
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.plain_fields import PlainChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A list or a category, and when its people's admissions print; None: nothing is said."""

    id: str
    title: str
    is_list: bool
    prints: Prints | None


class PolicyRows(QWidget):
    """`decided` fires with the row and its new policy (a Prints, or None)."""

    decided = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PolicyRow, ...] = ()
        self.choices: list[PlainChoice] = []
        self._titles: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[PolicyRow]) -> None:
        """Show these, unless they are shown already."""
        if tuple(rows) == self._rows and self.choices:
            return
        if [(one.id, one.is_list) for one in rows] != [(one.id, one.is_list) for one in self._rows]:
            self._rebuild(len(rows))
        self._rows = tuple(rows)
        self.retranslate()

    def _rebuild(self, count: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = []
        self._titles = [label(wraps=True) for _place in range(count)]
        for place, title in enumerate(self._titles):
            choice = PlainChoice()
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.activated.connect(lambda _index, place=place: self._on_chosen(place))
            self.choices.append(choice)
            self._grid.addWidget(title, place, 0)
            self._grid.addWidget(choice, place, 1)

    def _on_chosen(self, place: int) -> None:
        self.decided.emit(self._rows[place], self.choices[place].currentData())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for row, title, choice in zip(self._rows, self._titles, self.choices, strict=True):
            title.setText(isolated(row.title))
            choice.setAccessibleName(row.title)
            choice.clear()
            usual = _("as the category says") if row.is_list else _("once, or as the list says")
            for prints in (None, *Prints):
                choice.addItem(words.prints(prints, usual), prints)
            choice.setCurrentIndex((None, *Prints).index(row.prints))
