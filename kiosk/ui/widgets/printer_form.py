"""One printer's form: its name, where it is, the labels of a roll, and whose badges go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.answers import plain_digits
from kiosk.domain.printers import LABELS_MOST, Printer
from kiosk.language import _
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.ticks import Offer, Ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

_NAME_LIMIT = 60
_ADDRESS_LIMIT = 300


class PrinterForm(QWidget):
    """`edited` fires when a person changes anything."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self.name, self.address, self.labels = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(_NAME_LIMIT)
        self.address.setMaxLength(_ADDRESS_LIMIT)
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.labels.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.labels.setValidator(QIntValidator(0, LABELS_MOST, self.labels))
        self.categories, self.layouts = Ticks(2), Ticks(2)
        self._captions: list[QLabel] = []
        self._rules = label(tone="muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for field in (self.name, self.address, self.labels):
            self._add(column, field)
            field.textEdited.connect(lambda _text: self.edited.emit())
        column.addSpacing(4)
        column.addWidget(self._rules)
        for ticks in (self.categories, self.layouts):
            self._add(column, ticks)
            ticks.edited.connect(self.edited)
        column.addStretch()

    def _add(self, column: QVBoxLayout, field: QWidget) -> None:
        caption = label(tone="field")
        self._captions.append(caption)
        column.addWidget(caption)
        column.addWidget(field)
        column.addSpacing(2)

    def offer(self, categories: Sequence[Offer], layouts: Sequence[Offer]) -> None:
        """Offer these to be printed there."""
        self.categories.offer(categories)
        self.layouts.offer(layouts)

    def show_printer(self, printer: Printer) -> None:
        """Show a printer to be changed."""
        self.name.setText(printer.name)
        self.address.setText(printer.uri)
        self.address.setCursorPosition(0)
        self.labels.setText(str(printer.labels) if printer.labels else "")
        self.categories.choose(frozenset(printer.categories))
        self.layouts.choose(frozenset(printer.layouts))

    def typed(self) -> Printer:
        """Return the printer that the form tells of."""
        labels = plain_digits(self.labels.text().strip())
        return Printer(
            name=self.name.text().strip(),
            uri=self.address.text().strip(),
            labels=int(labels) if labels.isdecimal() else 0,
            categories=tuple(sorted(self.categories.chosen())),
            layouts=tuple(sorted(self.layouts.chosen())),
        )

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        texts = (
            _("What its people call it"),
            _("Address"),
            _("Labels on a new roll (empty: nobody counts)"),
            _("Categories printed there"),
            _("Layouts printed there"),
        )
        fields = (self.name, self.address, self.labels, self.categories, self.layouts)
        for caption, field, text in zip(self._captions, fields, texts, strict=True):
            caption.setText(text)
            field.setAccessibleName(text)
        self._rules.setText(_("Nothing ticked: it prints whatever no other printer is for."))

    def redraw(self) -> None:
        """Draw the boxes in the colours of now."""
        self.categories.redraw()
        self.layouts.redraw()
