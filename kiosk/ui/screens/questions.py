"""The questions screen: what is asked at doors, in its order, one as a form beside how it will look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk import words
from kiosk.domain.people import NO_WORDS, Words
from kiosk.domain.questions import Answering, Question
from kiosk.language import N_, _, current
from kiosk.ui.screens.question_form import Example, QuestionForm
from kiosk.ui.screens.setting_up import SettingUp
from kiosk.ui.widgets.ordered import Line, Sign

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station


class Questions(SettingUp[Question]):
    """The screen; `left` fires when it is done with."""

    heading = N_("Questions at the door")
    form: QuestionForm

    def _make_form(self) -> QuestionForm:
        return QuestionForm()

    def _beside(self) -> QWidget:
        self.example = Example()
        return self.example

    # -- what there is ----------------------------------------------------------------------------------

    def _load(self, then: Callable[[Sequence[Question]], None]) -> None:
        from kiosk.operations import events, lists

        def look(station: Station) -> tuple[Overview, tuple[Question, ...]]:
            return events.overview(station), lists.questions(station)

        def loaded(found: tuple[Overview, tuple[Question, ...]]) -> None:
            self.form.offer(found[0])
            then(found[1])

        self._desk.ask(self, look, loaded, self._refuse)

    def _line(self, one: Question) -> Line:
        overview = self._desk.overview
        signs = (
            *((Sign(_("must be answered")),) if one.required else ()),
            *(Sign(_title(each.title, each.id)) for each in overview.lists if each.id in one.lists),
            *(
                Sign(_title(each.title, each.id), each.colour)
                for each in overview.categories
                if each.id in one.categories
            ),
        )
        return Line(one.id, words.question(one), words.answering(one.answering), signs)

    def _new(self) -> Question:
        return Question("", NO_WORDS, Answering.TEXT)

    # -- acts -------------------------------------------------------------------------------------------

    def _kept(self, station: Station, one: Question) -> Question:
        from kiosk.operations import lists

        return lists.save_question(station, one)

    def _copied(self, station: Station, one: Question, title: Words) -> Question:
        from kiosk.operations import lists

        return lists.copy_question(station, one, title)

    def _gone(self, station: Station, one: Question) -> None:
        from kiosk.operations import lists

        lists.delete_question(station, one.id)

    def _put_in_order(self, station: Station, ids: Sequence[str]) -> object:
        from kiosk.operations import lists

        return lists.order_questions(station, ids)

    # -- showing ----------------------------------------------------------------------------------------

    def _shown(self) -> None:
        self.example.show_question(self.form.peek())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        super().retranslate()
        self.example.retranslate()


def _title(title: Words, otherwise: str) -> str:
    return title.best(current()) or otherwise
