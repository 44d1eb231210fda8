"""The history of a guest: what it tells, and what can be taken back there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk import language
from kiosk.domain.facts import Kind
from kiosk.domain.people import Words
from kiosk.store import journal
from kiosk.store.journal import Draft
from kiosk.ui.widgets.history_lines import ROW_ROLE
from tests.door_scenes import OPERATOR, PINS, SUPERVISOR, change, on_duty, register, with_staff

if TYPE_CHECKING:
    from kiosk.operations.history import Happening
    from tests.desk_window import Hands


def lines(hands: Hands) -> list[str]:
    """What is read aloud of each line, newest first."""
    model = hands.reception.history.lines
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def happenings(hands: Hands) -> list[Happening]:
    model = hands.reception.history.lines
    return [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]


def sign_in(hands: Hands, name: str) -> None:
    assert hands.workplace.desk is not None
    on_duty(hands.station, name)
    hands.workplace.desk.duty_changed.emit()
    hands.settle()


def test_it_tells_newest_first_what_happened_where_and_when(hands: Hands) -> None:
    code = register(hands.station, "ali", name_latin="Ali Bennani")
    hands.scan(code)
    hands.clock.later(26 * 3600)
    hands.scan(code)
    hands.press(Qt.Key.Key_F5)
    assert hands.reception.history.isVisible()
    told = lines(hands)
    assert "Refused" in told[0]
    assert "Already in" in told[0]
    assert "10:22" in told[0]
    assert "24/10" not in told[0]
    entry = next(line for line in told if "Entry" in line)
    assert "24/10" in entry
    assert "Entrée jeudi 24" in entry
    assert "Accueil 1" in entry
    assert told.index(entry) > 0
    assert any("Badge printed" in line for line in told)
    assert "Registered" in told[-1]


def test_f5_again_and_esc_close_it(hands: Hands) -> None:
    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani"))
    for key in (Qt.Key.Key_F5, Qt.Key.Key_Escape):
        hands.press(Qt.Key.Key_F5)
        assert hands.reception.history.isVisible()
        hands.press(key)
        assert not hands.reception.history.isVisible()
        assert hands.reception.lookup.field.hasFocus()


def test_it_is_opened_by_mouse_too(hands: Hands) -> None:
    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani"))
    hands.click(hands.reception.card.buttons.history_button)
    assert hands.reception.history.isVisible()


def test_without_a_guest_there_is_none(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F5)
    assert hands.said.word == "No guest chosen"
    assert not hands.reception.history.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Delete])
def test_an_entry_is_taken_back_and_struck_through(hands: Hands, key: Qt.Key) -> None:
    code = register(hands.station, "ali", name_latin="Ali Bennani")
    change(hands.station, multiple_entries=True)
    hands.scan(code)
    hands.clock.later(60)
    hands.scan(code)
    hands.press(Qt.Key.Key_F5)
    entries = [n for n, one in enumerate(happenings(hands)) if one.kind is Kind.ADMISSION_GIVEN]
    for _ in range(entries[1]):
        hands.press(Qt.Key.Key_Down)
    hands.press(key)
    taken = [one.annulled for one in happenings(hands) if one.kind is Kind.ADMISSION_GIVEN]
    assert taken == [False, True]
    assert "taken back" in hands.reception.history._told.text()
    assert any("(taken back)" in line for line in lines(hands))
    assert not hands.reception.history.annul_button.isEnabled()
    hands.press(key)
    taken = [one.annulled for one in happenings(hands) if one.kind is Kind.ADMISSION_GIVEN]
    assert taken == [False, True]


def test_a_refusal_cannot_be_taken_back(hands: Hands) -> None:
    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani", registration="cancelled"))
    hands.press(Qt.Key.Key_F5)
    assert not hands.reception.history.annul_button.isEnabled()
    before = len(happenings(hands))
    hands.press(Qt.Key.Key_Return)
    assert len(happenings(hands)) == before


def test_an_entry_of_long_ago_is_taken_back_with_a_supervisor_s_pin(hands: Hands) -> None:
    code = register(hands.station, "ali", name_latin="Ali Bennani")
    members = with_staff(hands.station)
    sign_in(hands, OPERATOR)
    hands.scan(code)
    hands.clock.later(3600)
    hands.press(Qt.Key.Key_F5)
    history = hands.reception.history
    place = next(n for n, one in enumerate(happenings(hands)) if one.kind is Kind.ADMISSION_GIVEN)
    for _ in range(place):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert history.approval.isVisible()
    assert not happenings(hands)[place].annulled
    who = history.approval.pin_entry.who
    who.setCurrentIndex(who.findData(members[SUPERVISOR].id))
    hands.type("111999")
    hands.press(Qt.Key.Key_Return)
    assert history.approval.problem()
    hands.press(Qt.Key.Key_Escape)
    assert history.isVisible()
    assert not history.approval.isVisible()
    hands.press(Qt.Key.Key_Return)
    who.setCurrentIndex(who.findData(members[SUPERVISOR].id))
    hands.type(PINS[SUPERVISOR])
    hands.press(Qt.Key.Key_Return)
    assert not history.approval.isVisible()
    assert [one.annulled for one in happenings(hands) if one.kind is Kind.ADMISSION_GIVEN] == [True]
    assert hands.station.duty.name == OPERATOR


def test_it_tells_who_did_it_who_approved_it_and_why(hands: Hands) -> None:
    code = register(hands.station, "ali", name_latin="Ali Bennani", registration="cancelled")
    members = with_staff(hands.station)
    sign_in(hands, OPERATOR)
    hands.scan(code)
    hands.press(Qt.Key.Key_F9)
    hands.type("The minister's guest")
    hands.press(Qt.Key.Key_Return)
    entry = hands.reception.verdicts.override.pin_entry
    entry.who.setCurrentIndex(entry.who.findData(members[SUPERVISOR].id))
    hands.type(PINS[SUPERVISOR])
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F5)
    told = next(line for line in lines(hands) if "all the same" in line)
    for part in ("Cancelled", "The minister's guest", OPERATOR, SUPERVISOR, "approved by"):
        assert part in told


def test_what_is_typed_over_a_history_goes_nowhere(hands: Hands) -> None:
    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani"))
    hands.press(Qt.Key.Key_F5)
    hands.type("ghita")
    assert hands.reception.lookup.field.text() == ""
    assert hands.reception.history.isVisible()


def test_five_hundred_entries_scroll(hands: Hands) -> None:
    code = register(hands.station, "ali", name_latin="Ali Bennani")
    station = hands.station
    with station.database.write() as connection:
        for number in range(500):
            body = {
                "list": "thursday",
                "direction": "entry",
                "station": "Accueil 1",
                "scan": f"s{number}",
                "code": code,
            }
            journal.record(connection, station.author, [Draft(Kind.ADMISSION_GIVEN, "ali", body)])
    hands.scan(code)
    hands.press(Qt.Key.Key_F5)
    assert len(lines(hands)) > 500
    hands.press(Qt.Key.Key_End)
    history = hands.reception.history
    assert history.list.currentIndex().row() == history.lines.rowCount() - 1
    assert history.list.verticalScrollBar().value() == history.list.verticalScrollBar().maximum()


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_the_language_changes_over_it(hands: Hands, code: str) -> None:
    change(hands.station, title=Words(fr="Entrée", ar="الدخول", en="Entrance"))
    hands.scan(register(hands.station, "ali", name_latin="Ali Bennani"))
    hands.press(Qt.Key.Key_F5)
    language.use(code)
    hands.workplace._speak()
    assert {"fr": "Entrée", "ar": "الدخول"}[code] in " ".join(lines(hands))
