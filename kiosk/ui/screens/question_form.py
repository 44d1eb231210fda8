"""A question asked at doors as a form: its words, how it is answered, whom it is put to; and how it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.people import NO_WORDS
from kiosk.domain.questions import Answering, Option, Question, WrongAnswerError, answer
from kiosk.errors import MarhabaError, Trouble
from kiosk.language import _, current, isolated
from kiosk.ui.screens.setup_frame import Form
from kiosk.ui.widgets.answer_fields import AnswerField, field_for
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.options_edit import OptionsEdit
from kiosk.ui.widgets.plain_fields import Field, PlainChoice, WordsEdit
from kiosk.ui.widgets.tab_order import follow
from kiosk.ui.widgets.ticks import Offer, Tick, Ticks

if TYPE_CHECKING:
    from kiosk.operations.events import Overview

_CHOICES: Final = (Answering.CHOICE, Answering.CHOICES)
_EMPTY: Final = Question("", NO_WORDS, Answering.TEXT)
_AT: Final = {
    Trouble.NAME_MISSING: "title",
    Trouble.OPTIONS_MISSING: "options",
    Trouble.UNKNOWN_CATEGORY: "categories",
}


class QuestionForm(Form[Question]):
    """The form of one question."""

    def __init__(self) -> None:
        super().__init__()
        self._one = _EMPTY
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("form")
        self.title, self.answering, self.required = WordsEdit(), PlainChoice(), Tick()
        self.options = OptionsEdit()
        self.categories, self.lists = Ticks(), Ticks(2)
        self.fields = {
            "title": Field(self.title),
            "answering": Field(self.answering),
            "options": Field(self.options),
            "categories": Field(self.categories),
            "lists": Field(self.lists),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(10)
        for part in (
            self.fields["title"],
            self.fields["answering"],
            self.fields["options"],
            self.required,
            self.fields["categories"],
            self.fields["lists"],
        ):
            column.addWidget(part)
        column.addStretch()

    def _connect(self) -> None:
        for one in self._inputs():
            one.edited.connect(self.edited)
        self.answering.activated.connect(self._on_answering)
        self.edited.connect(self._unmark)

    def _inputs(self) -> tuple[Any, ...]:
        return (self.title, self.required, self.options, self.categories, self.lists)

    def _on_answering(self) -> None:
        self._show_options()
        self.edited.emit()

    @property
    def _kind(self) -> Answering:
        return Answering(self.answering.currentData() or Answering.TEXT)  # Qt gives back a bare text

    def _show_options(self) -> None:
        self.fields["options"].setVisible(self._kind in _CHOICES)

    # -- opening and reading ----------------------------------------------------------------------------

    def offer(self, overview: Overview) -> None:
        """Offer the event's categories and lists to be ticked."""
        self.categories.offer(
            Offer(one.id, one.title.best(current()) or one.id, one.colour) for one in overview.categories
        )
        self.lists.offer(Offer(one.id, one.title.best(current()) or one.id) for one in overview.lists)

    def open(self, one: Question) -> None:
        """Show `one`."""
        self._one = one
        self.title.show_words(one.title)
        self._show_answering(one.answering)
        self.required.setChecked(one.required)
        self.options.show_options(one.options)
        self.categories.choose(one.categories)
        self.lists.choose(one.lists)
        self._unmark()

    def _show_answering(self, chosen: Answering) -> None:
        self.answering.clear()
        for kind in Answering:
            self.answering.addItem(words.answering(kind), kind)
        self.answering.setCurrentIndex(self.answering.findData(chosen))
        self._show_options()

    def adopt(self, one: Question) -> None:
        """Take what is typed for a change of `one`, which has just been kept."""
        self._one = one

    def typed(self) -> object:
        """Return what stands in the form, letter by letter."""
        return (*(one.typed() for one in self._inputs()), self.answering.currentData())

    def read(self) -> Question | None:
        """Return what the form says."""
        return self.peek()

    def peek(self) -> Question:
        """Return what the form says now."""
        return replace(
            self._one,
            title=self.title.value(),
            answering=self._kind,
            required=self.required.isChecked(),
            options=self.options.value(),
            categories=self.categories.chosen(),
            lists=self.lists.chosen(),
        )

    # -- what is wrong ----------------------------------------------------------------------------------

    def refuse(self, error: MarhabaError) -> None:
        """Mark what cannot be taken, at its field."""
        name, *where = str(error.values.get("field", "")).split(".")
        field = self.fields.get(name) or self.fields.get(_AT.get(error.code, ""))
        if field is None:
            return
        field.mark(words.sentence(error))
        if name == "options" and len(where) == 2:  # noqa: PLR2004  which of them, and the language
            self.options.mark(int(where[0]), where[1])
        elif where and where[-1] in self.title.edits:
            self.title.edits[where[-1]].setFocus()
        elif field is self.fields["options"]:
            self.options.rows[0].words.edits[current()].setFocus()
        else:
            field.take_focus()

    def _unmark(self) -> None:
        for one in self.fields.values():
            one.mark("")

    def begin(self) -> None:
        """Be typed into: the words in the language spoken now."""
        edit = self.title.edits[current()]
        edit.setFocus()
        edit.selectAll()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.fields["title"].name(_("What is asked"))
        self.fields["answering"].name(_("How it is answered"))
        self.fields["options"].name(_("Answers to choose from"))
        self.required.say(_("Must be answered before entry"))
        self.fields["categories"].name(_("Asked of these categories (none ticked: everybody)"))
        self.fields["lists"].name(_("Asked on these lists (none ticked: on all)"))
        self._show_answering(self._kind)
        self.options.retranslate()

    def redraw(self) -> None:
        """Draw the boxes in the colours of now."""
        for one in (self.required, self.categories, self.lists, self.options):
            one.redraw()


class Example(QWidget):
    """How a question will be asked, to be tried; nothing is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._question = _EMPTY
        self.field: AnswerField | None = None
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._heading = label(tone="title")
        self._text = label(tone="large", wraps=True)
        self._hint = label(tone="small", wraps=True)
        self._result = label(tone="muted", wraps=True)
        frame, self._inside = panel("card", margin=20, gap=8)
        for part in (self._text, self._hint, self._result):
            self._inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(frame)
        column.addStretch()

    def show_question(self, one: Question) -> None:
        """Show how `one` will be asked."""
        # What has no id yet gets one here, by which it can be chosen.
        options = tuple(
            Option(each.id or f"new{place}", each.title) for place, each in enumerate(one.options)
        )
        self._question = replace(one, options=options)
        if self.field is not None:
            self._inside.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
        self.field = field_for(self._question)
        self.field.entered.connect(self._on_entered)
        self._inside.insertWidget(1, self.field)
        follow(self, self.field)
        self._result.setText("")
        self._say()

    def _say(self) -> None:
        self._text.setText(self._question.title.best(current()) or "…")
        if self.field is not None and not self._question.title.best(current()):
            (self.field.focusProxy() or self.field).setAccessibleName(self._heading.text())
        self._hint.setText(words.how(self._question))

    def _on_entered(self) -> None:
        if self.field is None:
            return
        try:
            kept = answer(self._question, self.field.text())
        except WrongAnswerError as error:
            self._result.setText(words.wrong(error.wrong))
        else:
            self._result.setText(_("Accepted: {answer}").format(answer=isolated(kept or "—")))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("How it will be asked (try it: Enter)"))
        self.show_question(self._question)
