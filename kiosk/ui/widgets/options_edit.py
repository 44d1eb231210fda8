"""The answers that a question offers, one a row in three languages, to be added and taken out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.domain.people import NO_WORDS
from kiosk.domain.questions import Option
from kiosk.language import _, current, number
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.plain_fields import WordsEdit


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    widget: QWidget
    words: WordsEdit
    remove: QPushButton


class OptionsEdit(QWidget):
    """`edited` fires when a person changes, adds or takes out an answer. Enter adds one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self.add_button = QPushButton()
        self.add_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_button.clicked.connect(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)

    def show_options(self, options: tuple[Option, ...]) -> None:
        """Show `options`, and an empty row where there is none."""
        for row in list(self.rows):
            self._take_out(row)
        for one in options or (Option("", NO_WORDS),):
            self._put(one)

    def value(self) -> tuple[Option, ...]:
        """Return the options, those without a word left out."""
        given = (Option(row.id, row.words.value()) for row in self.rows)
        return tuple(one for one in given if one.title != NO_WORDS)

    def typed(self) -> object:
        """Return what stands in the rows."""
        return tuple((row.id, *row.words.typed()) for row in self.rows if any(row.words.typed()))

    def add(self) -> None:
        """Add an empty row, to be typed into."""
        self._put(Option("", NO_WORDS))
        self.rows[-1].words.edits[current()].setFocus()
        self.edited.emit()

    def mark(self, place: int, language: str) -> None:
        """Be typed into where something is wrong."""
        filled = [row for row in self.rows if row.words.value() != NO_WORDS]
        if place < len(filled) and language in filled[place].words.edits:
            filled[place].words.edits[language].setFocus()

    def _put(self, one: Option) -> None:
        words, remove, widget = WordsEdit(), QPushButton(), QWidget()
        words.show_words(one.title)
        remove.setProperty("kind", "slim")
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(words, 1)
        line.addWidget(remove)
        row = _Row(one.id, widget, words, remove)
        words.edited.connect(self.edited)
        for edit in words.edits.values():
            edit.returnPressed.connect(self.add)
        remove.clicked.connect(lambda: self._on_removed(row))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, widget)
        widget.show()  # only what is shown can take the focus
        self.retranslate()
        self.redraw()

    def _on_removed(self, row: _Row) -> None:
        place = self.rows.index(row)
        self._take_out(row)
        if not self.rows:
            self._put(Option("", NO_WORDS))
        self.rows[min(place, len(self.rows) - 1)].words.edits[current()].setFocus()
        self.edited.emit()

    def _take_out(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row.widget)
        row.widget.hide()
        row.widget.deleteLater()

    def setAccessibleName(self, name: str) -> None:
        """Tell each row's name with its number."""
        super().setAccessibleName(name)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.add_button.setText(_("Add an answer"))
        for place, row in enumerate(self.rows, start=1):
            row.words.setAccessibleName(_("Answer {n}").format(n=number(place)))
            row.remove.setToolTip(_("Remove this answer"))
            row.remove.setAccessibleName(_("Remove answer {n}").format(n=number(place)))

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        ink = appearance.colours().ink
        self.add_button.setIcon(icons.icon("plus", ink, appearance.px(20)))
        for row in self.rows:
            row.remove.setIcon(icons.icon("x", ink, appearance.px(20)))
