"""The lists screen: a door in plain words beside its rule, and who may enter it before the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from kiosk import language, paths
from kiosk.domain.lists import CheckInList, Entries, entries_of
from kiosk.domain.people import Words
from kiosk.domain.printers import Prints
from kiosk.domain.staff import Role
from kiosk.operations import events, imports, lists
from kiosk.operations.station import Duty
from kiosk.ui.changes import Change
from kiosk.ui.places import Place
from kiosk.ui.screens.lists import Lists

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def screen(hands: Hands) -> Lists:
    hands.press(Qt.Key.Key_L, CTRL)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Lists)
    return page


def kept(hands: Hands) -> tuple[CheckInList, ...]:
    return events.overview(hands.station).lists


def titles(hands: Hands) -> list[str]:
    return [one.title.best("fr") for one in kept(hands)]


def retype(hands: Hands, field: QWidget, text: str) -> None:
    """Put `text` in the place of what stands in `field`."""
    field.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.type(text)


def looked(hands: Hands, page: Lists) -> None:
    """Wait until it has been counted who may enter."""
    looking = page.prospect
    hands.bot.waitUntil(lambda: not looking._timer.isActive() and hands.workplace.tasks.idle)


def marked(page: Lists) -> dict[str, str]:
    return {name: field.problem for name, field in page.form.fields.items() if field.problem}


# -- what there is ---------------------------------------------------------------------------------------


def test_it_opens_on_the_list_of_the_desk_and_tells_it_in_plain_words(hands: Hands) -> None:
    page = screen(hands)
    assert [line.title for line in page.ordered.lines] == ["Entrée jeudi 24", "Salle de presse"]
    assert page.form.title.edits["fr"].text() == "Entrée jeudi 24"
    assert page.form.opens.text() == "24/10/2024 07:00"
    assert page.ordered.lines[0].under == "\u206824/10 07:00\u2069 – \u206820:00\u2069"
    assert [sign.word for sign in page.ordered.lines[1].signs] == ["As often as they like", "Presse"]
    assert not page.save_button.isEnabled()


def test_nothing_is_said_to_be_wrong_before_anybody_has_looked(hands: Hands) -> None:
    hands.workplace.go(Place.LISTS)
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Lists)
    assert page.prospect._headline.text() == ""
    hands.settle()
    retype(hands, page.form.opens, "99/99/2024")
    looked(hands, page)
    assert page.prospect._headline.text() == "Who may enter is counted once the form can be saved."


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_words_of_the_categories_are_whole(desk: Hands, width: int) -> None:
    desk.window.resize(width, 768)
    page = screen(desk)
    ticks = page.form.categories.ticks
    desk.bot.waitUntil(lambda: all(not one.toolTip() for one in ticks.values()))
    assert len({one.y() for one in ticks.values()}) < len(ticks)


def test_the_arrows_choose_another_list(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_Down)
    assert page.form.title.edits["fr"].text() == "Salle de presse"
    assert page.form.entries.currentText() == "As often as they like"
    assert page.form.categories.ticks["press"].isChecked()
    assert not page.form.categories.ticks["speaker"].isChecked()


# -- changing --------------------------------------------------------------------------------------------


def test_a_title_typed_and_saved_is_kept_and_the_desk_stays_at_its_list(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["en"], "Entrance")
    assert page.save_button.isEnabled()
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].title == Words(fr="Entrée jeudi 24", en="Entrance")
    assert page.notice == "Saved."
    assert not page.save_button.isEnabled()
    assert page.ordered.lines[0].title == "Entrance"
    desk = hands.workplace.desk
    assert desk is not None
    assert desk.check_in_list == kept(hands)[0]


def test_a_new_list_by_keys_alone(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("dinner")
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["Entrée jeudi 24", "Salle de presse", "dinner"]
    assert page.ordered.view.currentIndex().row() == 2
    assert entries_of(kept(hands)[2]) is Entries.BACK_AFTER_LEAVING


def test_what_is_typed_while_it_is_being_saved_is_no_second_list(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type("dinner")
    page.save()  # not waited for
    page.form.title.edits["en"].setText("dinner, late")
    page.form.edited.emit()
    hands.settle()
    assert page.form.title.edits["en"].text() == "dinner, late"
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["Entrée jeudi 24", "Salle de presse", "dinner, late"]


def test_who_goes_on_to_another_list_while_one_is_being_saved_finds_both(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["fr"], "porte")
    page.save()  # not waited for
    for _asked_twice in range(2):
        page.ordered.chosen.emit("press-room")
    hands.settle()
    assert titles(hands) == ["porte", "Salle de presse"]
    assert page.form.title.edits["fr"].text() == "Salle de presse"
    retype(hands, page.form.title.edits["fr"], "salle")
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["porte", "salle"]


def test_a_copy_stands_next_to_its_list_and_can_be_renamed_at_once(hands: Hands) -> None:
    page = screen(hands)
    hands.click(page.ordered.copy_button)
    assert titles(hands) == ["Entrée jeudi 24", "Entrée jeudi 24 (copy)", "Salle de presse"]
    retype(hands, page.form.title.edits["fr"], "jeudi soir")
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["Entrée jeudi 24", "jeudi soir", "Salle de presse"]


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_lists_change_places(hands: Hands, by: str) -> None:
    page = screen(hands)
    if by == "key":
        hands.press(Qt.Key.Key_Down, ALT)
    else:
        hands.click(page.ordered.down_button)
    assert titles(hands) == ["Salle de presse", "Entrée jeudi 24"]
    assert page.ordered.view.currentIndex().row() == 1
    assert not page.ordered.down_button.isEnabled()
    hands.press(Qt.Key.Key_Up, ALT)
    assert titles(hands) == ["Entrée jeudi 24", "Salle de presse"]


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_list_that_was_deleted_comes_back_to_its_place(hands: Hands, by: str) -> None:
    lists.save_list(hands.station, CheckInList("", Words(fr="Dîner")))
    page = screen(hands)
    before = kept(hands)
    hands.press(Qt.Key.Key_Down)
    if by == "key":
        hands.press(Qt.Key.Key_Delete)
    else:
        hands.click(page.ordered.delete_button)
    assert titles(hands) == ["Entrée jeudi 24", "Dîner"]
    assert "Salle de presse" in page.notice
    assert page.form.title.edits["fr"].text() == "Dîner"
    if by == "key":
        hands.press(Qt.Key.Key_Z, CTRL)
    else:
        hands.click(page.undo_button)
    assert kept(hands) == before
    assert page.form.title.edits["fr"].text() == "Salle de presse"
    assert page.ordered.view.currentIndex().row() == 1
    assert not page.undo_button.isVisible()


def test_when_the_list_in_use_is_deleted_the_desk_goes_on_at_another(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_Delete)
    desk = hands.workplace.desk
    assert desk is not None
    assert desk.list_id == "press-room"
    assert hands.workplace.pages.currentWidget() is page
    assert page.ordered.view.hasFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert titles(hands) == ["Entrée jeudi 24", "Salle de presse"]
    assert page.isVisible()
    assert desk.list_id == "press-room"
    hands.press(Qt.Key.Key_Escape)
    assert hands.said.word == "List deleted"


def test_when_the_last_list_is_deleted_a_new_one_can_be_made(hands: Hands) -> None:
    page = screen(hands)
    hands.click(page.ordered.delete_button)
    hands.click(page.ordered.delete_button)
    assert kept(hands) == ()
    assert not page.ordered.delete_button.isEnabled()
    retype(hands, page.form.title.edits["fr"], "porte")
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["porte"]


@pytest.mark.parametrize("kind", [one for one in Entries if one is not Entries.OTHER])
def test_how_often_is_chosen_in_words(hands: Hands, kind: Entries) -> None:
    page = screen(hands)
    combo = page.form.entries
    combo.setFocus()
    hands.press(Qt.Key.Key_Home)
    for _step in range(combo.findData(kind)):
        hands.press(Qt.Key.Key_Down)
    assert page.form.times.isEnabled() is (kind is Entries.SOME)
    if kind is Entries.SOME:
        retype(hands, page.form.times, "3")
    hands.press(Qt.Key.Key_S, CTRL)
    assert entries_of(kept(hands)[0]) is kind
    assert kept(hands)[0].entries_limit == (3 if kind is Entries.SOME else 0)


@pytest.mark.parametrize("prints", [*Prints, None])
def test_when_an_entry_prints_is_chosen_in_words(hands: Hands, prints: Prints | None) -> None:
    page = screen(hands)
    combo = page.form.prints
    combo.setFocus()
    if prints is None:
        hands.press(Qt.Key.Key_End)
        hands.press(Qt.Key.Key_S, CTRL)
        assert kept(hands)[0].prints is Prints.ALWAYS
    hands.press(Qt.Key.Key_Home)
    for _step in range(combo.findData(prints or "")):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].prints is prints


def test_what_another_system_has_set_is_said_and_kept(hands: Hands) -> None:
    one = replace(kept(hands)[0], multiple_entries=True, daily_limit=2, entries_limit=5)
    lists.save_list(hands.station, one)
    page = screen(hands)
    assert page.form.entries.currentText() == "As another system has set it"
    retype(hands, page.form.capacity, "40")
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0] == replace(one, capacity=40)


def test_everything_else_that_the_form_says(hands: Hands) -> None:
    page = screen(hands)
    form = page.form
    hands.click(form.categories.ticks["speaker"])
    hands.click(form.keeps_hours)
    hands.click(form.includes_unpaid)
    for field, text in (
        (form.opens, "24/10/2024 8h30"),
        (form.closes, "2024-10-25 1:00"),
        (form.day_from, "8h"),
        (form.day_to, "23:30"),
        (form.day_ends, "2:00"),
        (form.capacity, "250"),
        (form.gates, "A; B, ,A"),
        (form.room.edits["ar"], "A1"),
        (form.welcome.edits["fr"], "bonne nuit"),
    ):
        retype(hands, field, text)
    hands.press(Qt.Key.Key_S, CTRL)
    assert marked(page) == {}
    one = kept(hands)[0]
    assert (one.categories, one.keeps_hours, one.includes_unpaid) == (frozenset({"speaker"}), True, True)
    assert one.opens == datetime(2024, 10, 24, 7, 30, tzinfo=UTC)
    assert one.closes == datetime(2024, 10, 25, 0, 0, tzinfo=UTC)
    assert (one.day_from, one.day_to, one.day_ends) == (time(8), time(23, 30), time(2))
    assert (one.capacity, one.gates) == (250, ("A", "B"))
    assert (one.room.ar, one.welcome.fr) == ("A1", "bonne nuit")


def test_what_the_form_cannot_say_is_kept_when_something_else_changes(hands: Hands) -> None:
    at = datetime(2024, 10, 24, 6, 0, 30, tzinfo=UTC)
    one = lists.save_list(
        hands.station, replace(kept(hands)[0], opens=at, rule='{"<":[1,2]}', capacity=3_000_000)
    )
    page = screen(hands)
    retype(hands, page.form.title.edits["fr"], "porte")
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0] == replace(one, title=Words(fr="porte"))


# -- what is wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "told", "good"),
    [
        ("opens", "32/10/2024 9:00", "This is not a day", ""),
        ("opens", "24/10/2024 25:00", "This is not a time", ""),
        ("day_from", "noon", "This is not a time", "12:00"),
        ("capacity", "many", "This is not a number", "4"),
        ("capacity", "-4", "This is not a number", "4"),
        ("capacity", "1234567", "too long", "4"),
        ("closes", "24/10/2024 6:00", "close before it opens", ""),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(
    hands: Hands, name: str, text: str, told: str, good: str
) -> None:
    page = screen(hands)
    before = kept(hands)
    field = getattr(page.form, name)
    retype(hands, field, text)
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands) == before
    assert [told in problem for problem in marked(page).values()] == [True]
    assert page.notice
    retype(hands, field, good)
    assert marked(page) == {}
    hands.press(Qt.Key.Key_S, CTRL)
    assert page.notice == "Saved."


def test_a_list_without_a_title_is_refused_at_its_field(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.press(Qt.Key.Key_S, CTRL)
    assert "title" in marked(page)
    assert len(kept(hands)) == 2
    assert page.form.isAncestorOf(hands.window.focusWidget())


def test_a_rule_is_checked_as_it_is_typed(hands: Hands) -> None:
    page = screen(hands)
    hands.click(page.rule_button)
    page.form.rule.text.setFocus()
    hands.type('{"<": [{"var": "entries_tod')
    assert "cannot be followed" in page.form.rule.problem
    assert not page.save_button.isEnabled()
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].rule == ""
    hands.type('ay"}, 2]}')
    assert page.form.rule.problem == ""
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].rule == '{"<": [{"var": "entries_today"}, 2]}'


# -- what is not saved -----------------------------------------------------------------------------------


def test_another_list_is_shown_only_when_what_is_typed_may_go(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.title.edits["fr"], "porte")
    page.ordered.view.setFocus()
    hands.press(Qt.Key.Key_Down)
    assert "not saved" in page.notice
    assert page.form.title.edits["fr"].text() == "porte"
    assert page.ordered.view.currentIndex().row() == 0
    hands.press(Qt.Key.Key_Down)
    assert page.form.title.edits["fr"].text() == "Salle de presse"
    assert titles(hands)[0] == "Entrée jeudi 24"


def test_esc_leaves_at_once_or_at_the_second_time_of_asking(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    page = screen(hands)
    retype(hands, page.form.title.edits["fr"], "porte")
    hands.press(Qt.Key.Key_Escape)
    assert page.isVisible()
    assert "not saved" in page.notice
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    assert screen(hands).form.title.edits["fr"].text() == "Entrée jeudi 24"


def test_a_scan_is_taken_and_what_was_typed_waits(desk: Hands) -> None:
    page = screen(desk)
    retype(desk, page.form.title.edits["fr"], "porte")
    desk.scan("NOBODYHASTHIS1")
    assert desk.said.word == "Not found"
    assert screen(desk).form.title.edits["fr"].text() == "porte"


def test_what_another_desk_changed_is_shown_unless_something_is_typed_here(hands: Hands) -> None:
    page = screen(hands)
    desk = hands.workplace.desk
    assert desk is not None
    hands.press(Qt.Key.Key_Down)
    lists.save_list(hands.station, replace(kept(hands)[1], title=Words(fr="Salle A")))
    desk.changes.tell(Change.EVENT)
    hands.settle()
    assert page.form.title.edits["fr"].text() == "Salle A"
    retype(hands, page.form.title.edits["fr"], "porte")
    lists.delete_list(hands.station, "press-room")
    desk.changes.tell(Change.EVENT)
    hands.settle()
    assert page.form.title.edits["fr"].text() == "porte"
    assert "brings it back" in page.notice
    hands.press(Qt.Key.Key_S, CTRL)
    assert titles(hands) == ["Entrée jeudi 24", "porte"]


def test_the_language_changes_around_what_is_typed(hands: Hands) -> None:
    page = screen(hands)
    retype(hands, page.form.gates, "north")
    combo = page.form.entries
    combo.setFocus()
    hands.press(Qt.Key.Key_End)
    hands.workplace._on_language("ar")
    hands.settle()
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert page.form.opens.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert page.form.title.edits["ar"].layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert page.form.gates.text() == "north"
    hands.press(Qt.Key.Key_S, CTRL)
    assert kept(hands)[0].gates == ("north",)
    assert entries_of(kept(hands)[0]) is Entries.ANY
    assert language.current() == "ar"


# -- who may do what -------------------------------------------------------------------------------------


def test_who_may_not_change_lists_reads_them_and_is_told_who_may(hands: Hands) -> None:
    hands.station.duty = Duty("x", "Omar", Role.OPERATOR)
    page = screen(hands)
    assert page.denied.isVisible()
    assert "Supervisor" in page.denied.text()
    assert not page.form.title.edits["fr"].isEnabled()
    assert page.form.rule.text.isReadOnly()
    for button in (page.ordered.new_button, page.ordered.delete_button, page.ordered.copy_button):
        assert not button.isEnabled()
    for key, held in ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Down, ALT)):
        hands.press(key, held)
    assert titles(hands) == ["Entrée jeudi 24", "Salle de presse"]
    looked(hands, page)
    assert page.prospect.prospect is not None
    hands.station.duty = Duty("y", "Sara", Role.SUPERVISOR)
    desk = hands.workplace.desk
    assert desk is not None
    desk.duty_changed.emit()
    assert not page.denied.isVisible()
    assert page.form.title.edits["fr"].isEnabled()


# -- who may enter ---------------------------------------------------------------------------------------


def test_who_may_enter_follows_what_is_typed_before_it_is_saved(desk: Hands) -> None:
    page = screen(desk)
    looked(desk, page)
    found = page.prospect.prospect
    assert found is not None
    assert found.people == 40
    assert f"{found.admitted} may enter" in page.prospect._headline.text()
    desk.click(page.form.categories.ticks["press"])
    looked(desk, page)
    fewer = page.prospect.prospect
    assert fewer is not None
    assert fewer.admitted < found.admitted
    assert "Not for this door" in page.prospect._reasons.text()
    assert page.prospect.table.rowCount() == 40 - fewer.admitted
    model = page.prospect.table.model()
    whys = {model.index(row, 3).data() for row in range(model.rowCount())}
    assert "Not for this door · Only for: \u2068Presse\u2069" in whys


def test_it_is_told_for_any_moment(desk: Hands) -> None:
    page = screen(desk)
    desk.click(page.form.keeps_hours)
    looked(desk, page)
    found = page.prospect.prospect
    assert found is not None
    assert found.admitted > 0
    retype(desk, page.prospect.at, "24/10/2024 06:59")
    looked(desk, page)
    none = page.prospect.prospect
    assert none is not None
    assert none.at == found.at - timedelta(minutes=1)
    assert none.admitted == 0
    retype(desk, page.prospect.at, "yesterday")
    looked(desk, page)
    assert "not a day" in page.prospect._at_field.problem


def test_while_something_is_wrong_nothing_is_counted(desk: Hands) -> None:
    page = screen(desk)
    looked(desk, page)
    retype(desk, page.form.capacity, "many")
    looked(desk, page)
    assert "once the form can be saved" in page.prospect._headline.text()
    assert page.prospect.table.rowCount() == 0


def test_counting_can_be_stopped(desk: Hands) -> None:
    imports.import_roll(desk.station, paths.resources() / "sample_event" / "roll.csv")
    page = screen(desk)
    looked(desk, page)
    looking = page.prospect
    looking._progress.tell = lambda done, total: looking._on_stop()  # type: ignore[method-assign]  # noqa: ARG005
    desk.click(page.form.keeps_hours)
    looked(desk, page)
    assert looking._headline.text() == "Stopped."
    assert not looking._running.isVisible()
    assert looking.table.rowCount() == 0


def test_leaving_stops_the_counting(desk: Hands) -> None:
    page = screen(desk)
    looked(desk, page)
    page.prospect.show_list(page.form.peek())
    page.prospect._look()
    running = page.prospect._cancelled
    desk.press(Qt.Key.Key_Escape)
    assert running.is_set()
    assert cast("object", desk.workplace.pages.currentWidget()) is not page


def test_two_lists_open_at_once_leave_the_desk_at_the_first_in_order(hands: Hands) -> None:
    page = screen(hands)
    hands.press(Qt.Key.Key_Down, ALT)
    assert titles(hands) == ["Salle de presse", "Entrée jeudi 24"]
    desk = hands.workplace.desk
    assert desk is not None
    assert desk.list_id == "thursday"  # nobody is turned away from the list they work at
    assert events.overview(hands.station).suggested == kept(hands)[0]
    assert page.isVisible()


def test_the_menu_leads_there_too(hands: Hands) -> None:
    hands.workplace.go(Place.LISTS)
    hands.settle()
    assert isinstance(hands.workplace.pages.currentWidget(), Lists)
