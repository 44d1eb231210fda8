"""Somebody tired, clumsy or in a hurry: nothing typed is lost, and every key answers."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import language
from kiosk.errors import StationError, Trouble
from kiosk.operations import people
from kiosk.words import Role

if TYPE_CHECKING:
    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def typed_name(hands: Hands) -> str:
    return hands.reception.form.fields["name_latin"].text()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F3])
def test_no_key_throws_a_half_filled_form_away(desk: Hands, key: Qt.Key) -> None:
    desk.type("ghita")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_F3)
    desk.type(" Test")
    before = typed_name(desk)
    desk.press(key)
    assert desk.reception.form.isVisible()
    assert typed_name(desk) == before
    assert desk.reception.form.attendee is None


def test_a_row_clicked_beside_a_form_leaves_the_form(desk: Hands) -> None:
    desk.type("benj")
    desk.press(Qt.Key.Key_F3)
    desk.type("Omar")
    before = typed_name(desk)
    desk.reception.lookup._choose(1)
    desk.settle()
    assert desk.reception.form.isVisible()
    assert typed_name(desk) == before


def test_esc_warns_before_what_was_typed_is_lost(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Omar")
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.form.isVisible()
    assert hands.reception.form.problem()
    hands.press(Qt.Key.Key_Escape)
    assert not hands.reception.form.isVisible()


def test_a_form_that_nobody_touched_closes_at_once(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.press(Qt.Key.Key_Escape)
    assert not hands.reception.form.isVisible()


def test_a_language_chosen_over_a_form_keeps_what_was_typed(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Omar")
    form = hands.reception.form
    form.category.setCurrentIndex(2)
    arabic = next(b for b in hands.workplace.header._languages.buttons() if b.property("language") == "ar")
    hands.click(arabic)
    assert typed_name(hands) == "Omar"
    assert form.category.currentData() == "press"
    assert form.isVisible()


@pytest.mark.parametrize(("code", "first"), [("fr", "name_latin"), ("ar", "name_arabic")])
def test_the_name_in_the_script_of_the_language_comes_first(hands: Hands, code: str, first: str) -> None:
    language.use(code)
    hands.workplace._speak()
    hands.press(Qt.Key.Key_F3)
    form = hands.reception.form
    assert form.fields[first].hasFocus()
    other = form.fields["name_latin" if first == "name_arabic" else "name_arabic"]
    hands.press(Qt.Key.Key_Tab)
    assert other.hasFocus()
    hands.press(Qt.Key.Key_Tab)
    assert form.fields["company"].hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_F8])
def test_a_key_that_needs_a_guest_asks_for_one(hands: Hands, key: Qt.Key) -> None:
    hands.press(key)
    assert hands.said.role is Role.INFORMATION
    assert hands.said.word == "No guest chosen"


def test_undo_is_offered_only_while_there_is_something_to_undo(hands: Hands) -> None:
    button = hands.reception.activity.undo_button
    assert not button.isEnabled()
    hands.press(Qt.Key.Key_F3)
    hands.type("Omar")
    hands.press(Qt.Key.Key_Return)
    hands.bot.waitUntil(button.isEnabled)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.bot.waitUntil(lambda: not button.isEnabled())
    hands.settle()


def test_a_scan_that_waits_for_the_desk_is_told_so_and_answered_then(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    writing, go = threading.Event(), threading.Event()

    def hold() -> None:
        with desk.station.database.write():
            writing.set()
            go.wait()

    held = threading.Thread(target=hold)
    held.start()
    writing.wait()
    try:
        desk.reception.scan(ghita.code)
        desk.bot.waitUntil(lambda: desk.banner.said is not None)
        assert "by itself" in desk.said.advice
    finally:
        go.set()
        held.join()
    desk.settle()
    assert desk.said.role is Role.ADMITTED


def test_an_enter_too_many_does_not_stop_an_import(hands: Hands) -> None:
    from kiosk import paths

    hands.workplace.open_import(paths.resources() / "sample_event" / "pretix.csv")
    hands.settle()
    importing = hands.workplace.pages.importing
    assert importing is not None
    QTest.keyClick(hands.handle, Qt.Key.Key_Return)
    QTest.keyClick(hands.handle, Qt.Key.Key_Return)
    hands.settle()
    assert importing._report is not None
    assert importing._report.new == 40


def test_trouble_in_the_background_uncovers_no_blank_screen(desk: Hands) -> None:
    desk.type("ghita")
    desk.press(Qt.Key.Key_F12)
    desk.workplace.tell_trouble(StationError(Trouble.DISK_FULL, folder=desk.station.folder))
    assert desk.workplace.privacy.isVisible()
    desk.press(Qt.Key.Key_Space)
    assert desk.reception.isVisible()
    assert desk.said.role is Role.ATTENTION


def test_row_97_a_folder_that_is_gone_admits_nobody_and_the_desk_goes_on_when_it_is_back(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    folder, away = desk.station.folder, desk.station.folder.with_name("away")
    folder.rename(away)
    desk.scan(ghita.code)
    assert desk.said.role is Role.ATTENTION
    assert str(folder) in desk.said.detail
    desk.type("ghita")
    assert desk.reception.lookup.results.rows
    away.rename(folder)
    desk.press(Qt.Key.Key_Return)
    assert desk.banner.said is not None
    assert desk.banner.said.word == "Welcome"
