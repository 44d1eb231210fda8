"""What is asked before badges are printed by the sheet: whose, in which order, on what, and how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.badge import stocks
from kiosk.badge.imposition import SHIFT_LIMIT_MM, Backs, Sheeting
from kiosk.errors import InputRefused, Trouble
from kiosk.language import _, current, number
from kiosk.operations.sheets import Choice, Order
from kiosk.ui.widgets.choice import Choice as ChoiceBox
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.plain_fields import Field, LineEdit
from kiosk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from kiosk.domain.people import Category
    from kiosk.operations.sheets import Delegation

_USUAL: Final = "a4-4xa6"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form says."""

    choice: Choice
    sheeting: Sheeting


class ShiftEdit(LineEdit):
    """Millimetres, with a point or a comma; empty is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(6)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setPlaceholderText("0")

    def value(self) -> float:
        """Return the millimetres; InputRefused with SHIFT_WRONG for what is no number."""
        text = self.text().strip().replace(",", ".").replace("−", "-")
        try:
            return float(text) if text else 0.0
        except ValueError:
            raise InputRefused(
                Trouble.SHIFT_WRONG, value=self.text().strip(), limit=round(SHIFT_LIMIT_MM)
            ) from None

    def show_value(self, shift: float) -> None:
        """Show `shift`."""
        self.setText(f"{shift:g}" if shift else "")


class _Box(ChoiceBox):
    """A box to choose from that the wheel, which scrolls the form, does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SheetForm(QWidget):
    """`edited` fires when a person changes anything."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        self._categories: Sequence[Category] = ()
        self._delegations: Sequence[Delegation] = ()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.category, self.company, self.order = _Box(), _Box(), _Box()
        self.unprinted, self.marks = Tick(), Tick()
        self.stock, self.start, self.backs = _Box(), _Box(), _Box()
        self.right, self.down = ShiftEdit(), ShiftEdit()
        self._category, self._company = Field(self.category), Field(self.company)
        self._order, self._stock = Field(self.order), Field(self.stock)
        self._start, self._backs = Field(self.start), Field(self.backs)
        self._shift = Field(self.right, self.down)
        self._whose, self._how = label(tone="title"), label(tone="title")
        for one in stocks.shipped().values():
            self.stock.addItem(one.title, one.id)
        self.stock.setCurrentIndex(self.stock.findData(_USUAL))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for part in (self._whose, self._category, self._company, self.unprinted, self._order):
            column.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self._start, 1)
        beside.addWidget(self._backs, 1)
        column.addWidget(self._how)
        column.addWidget(self._stock)
        column.addLayout(beside)
        column.addWidget(self.marks)
        column.addWidget(self._shift)
        column.addStretch()
        self._offer_labels()

    def _connect(self) -> None:
        for box in (self.category, self.company, self.order, self.stock, self.start, self.backs):
            box.activated.connect(self.edited)
        self.stock.activated.connect(self._on_stock)
        for edit in (self.right, self.down):
            edit.edited.connect(self.edited)
        for tick in (self.unprinted, self.marks):
            tick.edited.connect(self.edited)

    # -- what there is ----------------------------------------------------------------------------------

    def offer(self, categories: Sequence[Category], delegations: Sequence[Delegation]) -> None:
        """Offer these; what was chosen stays so if it is still there."""
        self._categories, self._delegations = categories, delegations
        self._offer_people()

    def _offer_people(self) -> None:
        chosen = self.category.currentData(), self.company.currentData()
        self.category.clear()
        self.category.addItem(_("All categories"), "")
        for one in self._categories:
            self.category.addItem(one.title.best(current()), one.id)
        self.company.clear()
        self.company.addItem(_("Everybody"), "")
        for told in self._delegations:
            self.company.addItem(f"{told.company} ({number(told.people)})", told.company)
        for box, before in zip((self.category, self.company), chosen, strict=True):
            box.setCurrentIndex(max(box.findData(before), 0))

    def _on_stock(self) -> None:
        self._offer_labels()

    def _offer_labels(self) -> None:
        stock = stocks.stock(self.stock.currentData())
        chosen = self.start.currentData()
        self.start.clear()
        for label_number in range(1, stock.labels + 1):
            self.start.addItem(number(label_number), label_number)
        self.start.setCurrentIndex(max(self.start.findData(chosen), 0))
        self.start.setEnabled(stock.labels > 1)
        self.marks.setEnabled(not stock.precut)
        self.marks.redraw()

    def show_shift(self, right: float, down: float) -> None:
        """Show what this desk's printer is off."""
        self.right.show_value(right)
        self.down.show_value(down)

    def offer_backs(self, *, there: bool) -> None:
        """Let a way of printing backs be chosen, if the layout has any."""
        self.backs.setEnabled(there)

    # -- what is wanted ---------------------------------------------------------------------------------

    def read(self) -> Wanted:
        """Return what the form says; InputRefused with SHIFT_WRONG."""
        stock = stocks.stock(self.stock.currentData())
        return Wanted(
            Choice(
                category=self.category.currentData() or "",
                company=self.company.currentData() or "",
                unprinted=self.unprinted.isChecked(),
                order=Order(self.order.currentData()),
            ),
            replace(
                Sheeting(stock=stock, start=self.start.currentData()),
                shift_x_mm=self.right.value(),
                shift_y_mm=self.down.value(),
                crop_marks=self.marks.isChecked() and not stock.precut,
                backs=Backs(self.backs.currentData()),
            ),
        )

    def mark_shift(self, problem: str) -> None:
        """Say what is wrong with the shift; nothing if all is well."""
        self._shift.mark(problem)

    @property
    def first(self) -> QWidget:
        """What the keys go to first."""
        return self.category

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._whose.setText(_("Whose badges"))
        self._how.setText(_("On what"))
        self._category.name(_("Category"))
        self._company.name(_("Delegation"))
        self.unprinted.say(_("Only those never printed"))
        self._order.name(_("In which order"))
        self._stock.name(_("Stock"))
        self._start.name(_("First label left"), _("First label that is still on the sheet"))
        self._backs.name(_("Backs, turned over"))
        self.marks.say(_("Marks to cut along"))
        self._shift.name(
            _("Shift in millimetres: to the right, and down"),
            _("Shift to the right, in millimetres"),
            _("Shift down, in millimetres"),
        )
        _say(
            self.order,
            {Order.ROLL: _("As on the roll"), Order.NAME: _("By name"), Order.CATEGORY: _("By category")},
        )
        _say(
            self.backs,
            {
                Backs.NONE: _("No backs"),
                Backs.LONG_EDGE: _("Long edge"),
                Backs.SHORT_EDGE: _("Short edge"),
            },
        )
        self._offer_people()

    def redraw(self) -> None:
        """Draw the boxes in the colours of now."""
        self.unprinted.redraw()
        self.marks.redraw()


def _say(box: ChoiceBox, words: dict[Order, str] | dict[Backs, str]) -> None:
    chosen = box.currentData()
    box.clear()
    for key, word in words.items():
        box.addItem(word, str(key))
    box.setCurrentIndex(max(box.findData(chosen), 0))
