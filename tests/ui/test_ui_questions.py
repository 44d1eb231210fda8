"""The questions screen: what is asked at doors, to whom and where, beside how it will look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.staff import Role
from kiosk.operations import lists
from kiosk.operations.station import Duty
from kiosk.ui.places import Place
from kiosk.ui.screens.questions import Questions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
MEAL = Question(
    "",
    Words(fr="Quel plat ?"),
    Answering.CHOICE,
    options=(Option("", Words(fr="Poisson")), Option("", Words(fr="Poulet"))),
    lists=frozenset({"press-room"}),
)
COUNTRY = Question("", Words(fr="Votre pays ?"), Answering.COUNTRY, required=False)


def screen(hands: Hands) -> Questions:
    hands.workplace.go(Place.QUESTIONS)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Questions)
    return page


def kept(hands: Hands) -> tuple[Question, ...]:
    return lists.questions(hands.station)


def titles(hands: Hands) -> list[str]:
    return [one.title.fr or one.title.en for one in kept(hands)]


def retype(hands: Hands, field: QWidget, text: str) -> None:
    field.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.type(text)


def choose(hands: Hands, page: Questions, kind: Answering) -> None:
    """Choose how it is answered, by keys."""
    page.form.answering.setFocus()
    hands.press(Qt.Key.Key_Home)
    for _step in range(page.form.answering.findData(kind)):
        hands.press(Qt.Key.Key_Down)


def test_a_new_question_by_keys_alone(hands: Hands) -> None:
    page = screen(hands)
    assert not page.ordered.lines
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("badge name")
    hands.press(Qt.Key.Key_S, CTRL)
    (one,) = kept(hands)
    assert (one.title, one.answering, one.required) == (Words(en="badge name"), Answering.TEXT, True)
    assert page.notice == "Saved."
    assert [line.title for line in page.ordered.lines] == ["badge name"]


@pytest.mark.parametrize("kind", list(Answering))
def test_every_way_of_answering_can_be_chosen_and_looks_as_it_will(hands: Hands, kind: Answering) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["en"], "what")
    choose(hands, page, kind)
    choosing = kind in (Answering.CHOICE, Answering.CHOICES)
    assert page.form.options.isVisible() is choosing
    if choosing:
        retype(hands, page.form.options.rows[0].words.edits["en"], "fish")
    hands.press(Qt.Key.Key_S, CTRL)
    (one,) = kept(hands)
    assert one.answering is kind
    assert one.options == ((Option("fish", Words(en="fish")),) if choosing else ())
    assert page.example.field is not None
    assert page.example.field.isVisible()


def test_answers_are_added_by_enter_and_taken_out(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["en"], "dish")
    choose(hands, page, Answering.CHOICES)
    retype(hands, page.form.options.rows[0].words.edits["en"], "fish")
    hands.press(Qt.Key.Key_Return)
    hands.type("beef")
    hands.press(Qt.Key.Key_Return)
    hands.type("tofu")
    for _more in range(8):
        hands.press(Qt.Key.Key_Return)
    hands.type("rice")
    last = page.form.options.rows[-1].widget
    hands.bot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())
    hands.click(page.form.options.rows[1].remove)
    hands.press(Qt.Key.Key_S, CTRL)
    (one,) = kept(hands)
    assert [option.title.en for option in one.options] == ["fish", "tofu", "rice"]


def test_an_answer_keeps_its_id_when_it_is_called_otherwise(hands: Hands) -> None:
    made = lists.save_question(hands.station, MEAL)
    page = screen(hands)
    retype(hands, page.form.options.rows[0].words.edits["fr"], "dorade")
    hands.press(Qt.Key.Key_S, CTRL)
    (one,) = kept(hands)
    assert one.options[0] == Option(made.options[0].id, Words(fr="dorade"))


@pytest.mark.parametrize(("title", "name"), [("", "title"), ("dish", "options")])
def test_what_is_missing_is_told_at_its_field(hands: Hands, title: str, name: str) -> None:
    page = screen(hands)
    choose(hands, page, Answering.CHOICE)
    retype(hands, page.form.title.edits["en"], title)
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands) == ()
    assert [key for key, field in page.form.fields.items() if field.problem] == [name]
    assert page.form.fields[name].isAncestorOf(hands.window.focusWidget())


def test_it_is_put_to_some_people_on_some_lists(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["en"], "dish")
    hands.click(page.form.categories.ticks["speaker"])
    hands.click(page.form.lists.ticks["thursday"])
    hands.click(page.form.required)
    hands.press(Qt.Key.Key_S, CTRL)
    (one,) = kept(hands)
    assert (one.categories, one.lists) == (frozenset({"speaker"}), frozenset({"thursday"}))
    assert not one.required
    assert [sign.word for sign in page.ordered.lines[0].signs] == ["Entrée jeudi 24", "Intervenant"]


def test_a_question_for_a_list_that_is_gone_stays_for_that_list_alone(hands: Hands) -> None:
    lists.save_question(hands.station, MEAL)
    lists.delete_list(hands.station, "press-room")
    page = screen(hands)
    assert list(page.form.lists.ticks) == ["thursday"]
    retype(hands, page.form.title.edits["fr"], "plat")
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].lists == frozenset({"press-room"})


def test_questions_are_copied_moved_deleted_and_brought_back(hands: Hands) -> None:
    lists.save_question(hands.station, MEAL)
    lists.save_question(hands.station, COUNTRY)
    page = screen(hands)
    hands.click(page.ordered.copy_button)
    assert titles(hands) == ["Quel plat ?", "Quel plat ? (copy)", "Votre pays ?"]
    page.ordered.view.setFocus()
    hands.press(Qt.Key.Key_Down, ALT)
    assert titles(hands) == ["Quel plat ?", "Votre pays ?", "Quel plat ? (copy)"]
    before = kept(hands)
    hands.press(Qt.Key.Key_Delete)
    assert titles(hands) == ["Quel plat ?", "Votre pays ?"]
    hands.press(Qt.Key.Key_Z, CTRL)
    assert kept(hands) == before


def test_the_example_can_be_tried_and_keeps_nothing(hands: Hands) -> None:
    lists.save_question(hands.station, COUNTRY)
    lists.save_question(hands.station, Question("", Words(fr="Âge ?"), Answering.NUMBER))
    page = screen(hands)
    hands.press(Qt.Key.Key_Down)
    assert page.example._text.text() == "Âge ?"
    field = page.example.field
    assert field is not None
    field.setFocus()
    hands.type("abc")
    hands.press(Qt.Key.Key_Return)
    assert "not a number" in page.example._result.text()
    retype(hands, field, "40")
    hands.press(Qt.Key.Key_Return)
    assert "40" in page.example._result.text()
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()


def test_what_is_typed_is_not_lost_without_a_word(hands: Hands) -> None:
    lists.save_question(hands.station, MEAL)
    page = screen(hands)
    retype(hands, page.form.options.rows[1].words.edits["ar"], "abc")
    hands.press(Qt.Key.Key_Escape)
    assert "not saved" in page.notice
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    assert screen(hands).form.options.rows[1].words.edits["ar"].text() == ""


def test_who_may_not_change_them_reads_them(hands: Hands) -> None:
    lists.save_question(hands.station, MEAL)
    hands.station.duty = Duty("x", "Omar", Role.OPERATOR)
    page = screen(hands)
    assert page.denied.isVisible()
    assert page.form.title.edits["fr"].text() == "Quel plat ?"
    assert not page.form.isEnabled()
    hands.press(Qt.Key.Key_Delete)
    assert titles(hands) == ["Quel plat ?"]


def test_it_is_said_in_the_language_that_is_chosen_meanwhile(hands: Hands) -> None:
    lists.save_question(hands.station, MEAL)
    page = screen(hands)
    retype(hands, page.form.title.edits["en"], "dish")
    hands.workplace._on_language("ar")
    hands.settle()
    assert page.form.title.edits["en"].text() == "dish"
    assert page.form.answering.count() == len(Answering)
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].answering is Answering.CHOICE
