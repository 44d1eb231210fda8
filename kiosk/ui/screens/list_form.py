"""A check-in list as a form in plain words: when, who, how often and how many."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.domain.lists import CheckInList, Entries, entries_of, with_entries
from kiosk.domain.people import NO_WORDS
from kiosk.domain.printers import Prints
from kiosk.domain.questions import Wrong, WrongAnswerError
from kiosk.errors import MarhabaError, Trouble
from kiosk.language import _, current
from kiosk.ui.screens import list_words
from kiosk.ui.screens.rule_editor import RuleEditor
from kiosk.ui.screens.setup_frame import Form
from kiosk.ui.widgets.plain_fields import (
    Field,
    LineEdit,
    MomentEdit,
    NumberEdit,
    PlainChoice,
    TimeEdit,
    WordsEdit,
    told,
)
from kiosk.ui.widgets.ticks import Offer, Tick, Ticks
from kiosk.words import prints, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from kiosk.domain.people import Category

_COMMAS = re.compile("[,،;؛\n]")
_EMPTY: Final = CheckInList("", NO_WORDS)
_AT: Final = {
    Trouble.NAME_MISSING: "title",
    Trouble.HOURS_WRONG: "offered",
    Trouble.UNKNOWN_CATEGORY: "categories",
}

T = TypeVar("T")


class ListForm(Form[CheckInList]):
    """The form; its rule stands elsewhere, where there is room for it."""

    def __init__(self, zone: Callable[[], tzinfo]) -> None:
        super().__init__()
        self._zone = zone
        self._one = _EMPTY
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("form")
        self.title, self.room, self.welcome = WordsEdit(), WordsEdit(), WordsEdit()
        self.opens, self.closes = MomentEdit(), MomentEdit()
        self.keeps_hours, self.includes_unpaid = Tick(), Tick()
        self.day_from, self.day_to, self.day_ends = TimeEdit(), TimeEdit(), TimeEdit()
        self.entries, self.times, self.prints = PlainChoice(), NumberEdit(), PlainChoice()
        self.categories, self.capacity, self.gates = Ticks(), NumberEdit(), LineEdit()
        self.rule = RuleEditor()
        self.fields = {
            "title": Field(self.title),
            "room": Field(self.room),
            "offered": Field(self.opens, self.closes),
            "entries": Field(self.entries),
            "times": Field(self.times),
            "categories": Field(self.categories),
            "day": Field(self.day_from, self.day_to),
            "capacity": Field(self.capacity),
            "gates": Field(self.gates),
            "day_ends": Field(self.day_ends),
            "prints": Field(self.prints),
            "welcome": Field(self.welcome),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(10)
        column.addLayout(self._build_grid())
        column.addStretch()

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        places: tuple[tuple[QWidget, ...], ...] = (
            (self.fields["title"],),
            (self.fields["room"],),
            (self.fields["offered"],),
            (self.keeps_hours,),
            (self.fields["entries"], self.fields["times"]),
            (self.fields["categories"],),
            (self.fields["day"], self.fields["day_ends"]),
            (self.fields["gates"], self.fields["capacity"]),
            (self.includes_unpaid,),
            (self.fields["prints"],),
            (self.fields["welcome"],),
        )
        for line, widgets in enumerate(places):
            for column, widget in enumerate(widgets):
                grid.addWidget(widget, line, column, 1, 3 - len(widgets), Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return grid

    def _connect(self) -> None:
        for one in (*self._inputs(), self.rule):
            one.edited.connect(self.edited)
        self.entries.activated.connect(self._on_entries)
        self.prints.activated.connect(lambda _place: self.edited.emit())
        self.edited.connect(self._on_edited)

    def _inputs(self) -> tuple[Any, ...]:
        return (
            *(self.title, self.room, self.opens, self.closes, self.keeps_hours, self.times, self.categories),
            *(self.day_from, self.day_to, self.capacity, self.gates, self.day_ends, self.includes_unpaid),
            self.welcome,
        )

    def _on_entries(self) -> None:
        self._allow_times()
        self.edited.emit()

    @property
    def _often(self) -> Entries:
        return Entries(self.entries.currentData() or Entries.ONCE)  # Qt gives back a bare text

    def _allow_times(self) -> None:
        self.times.setEnabled(self._often is Entries.SOME)

    def _on_edited(self) -> None:
        for one in self.fields.values():
            if one.isAncestorOf(self.focusWidget() or self):
                one.mark("")

    # -- opening and reading ----------------------------------------------------------------------------

    def offer(self, categories: Iterable[Category]) -> None:
        """Offer these categories to be ticked."""
        self.categories.offer(
            Offer(one.id, one.title.best(current()) or one.id, one.colour) for one in categories
        )

    def open(self, one: CheckInList) -> None:
        """Show `one`."""
        self._one = one
        zone = self._zone()
        for words, shown in ((self.title, one.title), (self.room, one.room), (self.welcome, one.welcome)):
            words.show_words(shown)
        self.opens.show_moment(one.opens, zone)
        self.closes.show_moment(one.closes, zone)
        for edit, at in (
            (self.day_from, one.day_from),
            (self.day_to, one.day_to),
            (self.day_ends, one.day_ends),
        ):
            edit.show_time(at)
        self.keeps_hours.setChecked(one.keeps_hours)
        self.includes_unpaid.setChecked(one.includes_unpaid)
        self.categories.choose(one.categories)
        self.capacity.show_number(one.capacity)
        self.gates.setText(", ".join(one.gates))
        self._show_entries(entries_of(one))
        self.times.show_number(one.entries_limit if entries_of(one) is Entries.SOME else 0)
        self._show_prints(one.prints)
        self.rule.open(one.rule)
        self._unmark()

    def _show_entries(self, chosen: Entries) -> None:
        """Offer the ways of saying how often; that of another system only to a list that has it."""
        self.entries.clear()
        for kind in Entries:
            if kind is not Entries.OTHER or entries_of(self._one) is kind:
                self.entries.addItem(list_words.entries(kind), kind)
        self.entries.setCurrentIndex(self.entries.findData(chosen))
        self._allow_times()

    def _show_prints(self, chosen: Prints | None) -> None:
        self.prints.clear()
        for kind in (None, *Prints):
            self.prints.addItem(prints(kind, _("as the category says, once otherwise")), kind or "")
        self.prints.setCurrentIndex(self.prints.findData(chosen or ""))

    @property
    def _printing(self) -> Prints | None:
        said = self.prints.currentData()
        return Prints(said) if said else None  # Qt gives back a bare text

    def adopt(self, one: CheckInList) -> None:
        """Take what is typed for a change of `one`, which has just been kept."""
        self._one = one

    def typed(self) -> object:
        """Return what stands in the form, letter by letter."""
        return (
            *(one.typed() for one in self._inputs()),
            self.entries.currentData(),
            self._printing,
            self.rule.typed(),
        )

    def read(self) -> CheckInList | None:
        """Return what the form says; None if something makes no sense, which is marked then."""
        self._unmark()
        one, problems = self._read()
        for name, problem in problems.items():
            self.fields[name].mark(problem)
        if problems:
            self.fields[next(iter(problems))].take_focus()
        return one

    def peek(self) -> CheckInList | None:
        """Return what the form says, or None; nothing is marked."""
        return self._read()[0]

    def _read(self) -> tuple[CheckInList | None, dict[str, str]]:
        problems: dict[str, str] = {}

        def taken(name: str, value: Callable[[], T], usual: T) -> T:
            try:
                return value()
            except WrongAnswerError as error:
                problems.setdefault(name, told(error))
                return usual

        zone = self._zone()
        one = replace(
            self._one,
            title=self.title.value(),
            room=self.room.value(),
            welcome=self.welcome.value(),
            opens=taken("offered", lambda: self.opens.value(zone), None),
            closes=taken("offered", lambda: self.closes.value(zone), None),
            keeps_hours=self.keeps_hours.isChecked(),
            day_from=taken("day", self.day_from.value, None),
            day_to=taken("day", self.day_to.value, None),
            day_ends=taken("day_ends", self.day_ends.value, None),
            categories=self.categories.chosen(),
            capacity=taken("capacity", self.capacity.value, 0),
            gates=tuple(gate for part in _COMMAS.split(self.gates.text()) if (gate := part.strip())),
            includes_unpaid=self.includes_unpaid.isChecked(),
            prints=self._printing,
            rule=self.rule.value(),
        )
        one = with_entries(one, self._often, taken("times", self._times, 1))
        return (None if problems or self.rule.problem else one), problems

    def _times(self) -> int:
        if self._often is not Entries.SOME:
            return 0
        if times := self.times.value():
            return times
        raise WrongAnswerError(Wrong.MISSING)

    # -- what is wrong ----------------------------------------------------------------------------------

    def refuse(self, error: MarhabaError) -> None:
        """Mark what cannot be taken, at its field."""
        name, _dot, language = str(error.values.get("field", "")).partition(".")
        field = self.fields.get(name) or self.fields.get(_AT.get(error.code, ""))
        if field is None:
            return
        field.mark(sentence(error))
        words = {"title": self.title, "room": self.room, "welcome": self.welcome}.get(name)
        if words is not None and language in words.edits:
            words.edits[language].setFocus()
        else:
            field.take_focus()

    def _unmark(self) -> None:
        for one in self.fields.values():
            one.mark("")

    def begin(self) -> None:
        """Be typed into: the title in the language spoken now."""
        edit = self.title.edits[current()]
        edit.setFocus()
        edit.selectAll()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.fields["title"].name(_("Title"))
        self.fields["room"].name(_("Room"))
        self.fields["welcome"].name(_("Said to whoever is let in"))
        self.fields["offered"].name(_("Offered from … to …"), _("Offered from"), _("Offered to"))
        self.keeps_hours.say(_("Refuse outside these hours"))
        self.fields["day"].name(_("Every day from … to …"), _("Every day from"), _("Every day to"))
        self.fields["entries"].name(_("How often one guest may enter"))
        self.fields["times"].name(_("Times in all"))
        self.fields["categories"].name(_("Categories (none ticked: everybody)"), _("Categories"))
        self.fields["capacity"].name(_("Places inside (empty: no limit)"))
        self.fields["gates"].name(_("Only at these gates, with commas (empty: all)"))
        self.includes_unpaid.say(_("The desk may confirm payments at the door"))
        self.fields["day_ends"].name(_("The day ends at"))
        self.fields["prints"].name(_("An entry prints a badge"))
        self._show_entries(self._often)
        self._show_prints(self._printing)
        self.rule.retranslate()

    def redraw(self) -> None:
        """Draw the boxes in the colours of now."""
        for one in (self.keeps_hours, self.includes_unpaid, self.categories):
            one.redraw()
