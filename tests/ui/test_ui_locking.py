"""Signing in, signing out, and a desk that locks itself: scanning goes on, all else waits for a PIN."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import app, language, paths
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Right, Role
from kiosk.errors import NeedsApproval
from kiosk.operations import figures, imports, staff
from kiosk.ui.inputs.idle import is_touch
from kiosk.ui.places import WAYS, Place
from tests import desk_staff
from tests.desk_staff import (
    ADMINISTRATOR,
    OPERATOR,
    PINS,
    SUPERVISOR,
    choose,
    code_of,
    facts,
    sign_in_screen,
    with_staff,
)
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Running:
    """Time that runs only when told to."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def locked(qtbot: QtBot, tmp_path: Path, clock: Clock, running: Running) -> Hands:
    """A desk with forty guests and three of the staff, none of them signed in."""
    station = new_station(tmp_path / "station", clock)
    imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
    station.monotonic = running
    with_staff(station)
    hands = open_window(qtbot, station, clock)
    assert hands.workplace.guard is not None
    hands.workplace.guard.idle.now_s = running
    return hands


def sign_in(hands: Hands, name: str, pin: str = "") -> None:
    desk_staff.sign_in(hands, name, pin or PINS[name])


def wait_without_touching(hands: Hands, running: Running, seconds: float) -> None:
    running.s += seconds
    assert hands.workplace.guard is not None
    hands.workplace.guard.idle.check()
    hands.settle()


def test_a_desk_with_staff_begins_locked_and_says_so(locked: Hands) -> None:
    duty = locked.workplace.header.duty
    assert locked.workplace.is_locked
    assert duty.isVisible()
    assert duty.text() == "Locked"
    assert not locked.workplace.header.lists.isEnabled()
    assert not locked.workplace.header.exit.isEnabled()


def test_a_desk_without_staff_has_nobody_on_duty_to_show(hands: Hands) -> None:
    assert not hands.workplace.header.duty.isVisible()
    assert not hands.workplace.is_locked
    assert hands.workplace.header.menu.isVisible()


def test_scanning_goes_on_at_a_locked_desk(locked: Hands) -> None:
    locked.scan(code_of(locked, "ghita"))
    assert locked.said.word == "Welcome"
    assert locked.workplace.is_locked


def test_enter_at_a_locked_desk_opens_the_sign_in_and_a_pin_unlocks_it(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    assert not locked.workplace.is_locked
    assert locked.station.duty.name == OPERATOR
    assert locked.reception.isVisible()
    assert "Operator" in locked.workplace.header.duty.whole()
    assert OPERATOR in locked.workplace.header.duty.whole()
    locked.type("ghita")
    assert locked.reception.lookup.field.text() == "ghita"
    assert len(locked.reception.lookup.results.rows) == 1


def test_whoever_signed_in_last_is_offered_first(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    locked.press(Qt.Key.Key_F12)
    locked.press(Qt.Key.Key_Space)
    assert sign_in_screen(locked).entry.who.currentText().startswith(OPERATOR)
    assert sign_in_screen(locked).entry.pin.hasFocus()


def test_whoever_was_there_last_is_offered_first_after_a_restart_too(
    qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    station = new_station(tmp_path / "station", clock)
    made = with_staff(station)
    staff.sign_in(station, made[SUPERVISOR].id, PINS[SUPERVISOR])
    staff.sign_out(station)
    hands = open_window(qtbot, station, clock)
    hands.press(Qt.Key.Key_Return)
    assert sign_in_screen(hands).entry.who.currentText().startswith(SUPERVISOR)


def test_a_wrong_pin_says_how_many_tries_are_left_and_is_not_kept(locked: Hands) -> None:
    sign_in(locked, OPERATOR, "111222")
    one = sign_in_screen(locked)
    assert one.isVisible()
    assert "wrong" in one.said()
    assert "4" in one.said()
    assert one.entry.pin.text() == ""
    assert one.entry.pin.hasFocus()
    locked.type(PINS[OPERATOR])
    locked.press(Qt.Key.Key_Return)
    assert locked.station.duty.name == OPERATOR


def test_five_wrong_pins_lock_it_and_the_wait_is_counted_down(locked: Hands, running: Running) -> None:
    sign_in(locked, OPERATOR, "111222")
    for _try in range(4):
        locked.type("111222")
        locked.press(Qt.Key.Key_Return)
    one = sign_in_screen(locked)
    assert "30 seconds" in one.said()
    assert not one.entry.pin.isEnabled()
    running.s += 12.5
    one.ask_remaining()
    locked.settle()
    assert "18 seconds" in one.said()
    running.s += 18
    one.ask_remaining()
    locked.settle()
    assert one.said() == ""
    assert one.entry.pin.hasFocus()
    locked.type(PINS[OPERATOR])
    locked.press(Qt.Key.Key_Return)
    assert locked.station.duty.name == OPERATOR


def test_one_who_must_wait_keeps_nobody_else_out(locked: Hands) -> None:
    sign_in(locked, OPERATOR, "111222")
    for _try in range(4):
        locked.type("111222")
        locked.press(Qt.Key.Key_Return)
    choose(locked, SUPERVISOR)
    assert sign_in_screen(locked).said() == ""
    locked.type(PINS[SUPERVISOR])
    locked.press(Qt.Key.Key_Return)
    assert locked.station.duty.name == SUPERVISOR


def test_esc_leaves_the_desk_locked_and_scanning_goes_on(locked: Hands) -> None:
    locked.press(Qt.Key.Key_Return)
    locked.type("3059")
    locked.press(Qt.Key.Key_Escape)
    assert locked.reception.isVisible()
    assert locked.workplace.is_locked
    assert sign_in_screen(locked).entry.pin.text() == ""
    locked.scan(code_of(locked, "ghita"))
    assert locked.said.word == "Welcome"


def test_a_scan_over_the_sign_in_shows_its_verdict_and_no_pin_stays(locked: Hands) -> None:
    locked.press(Qt.Key.Key_Return)
    locked.type("3059")
    locked.scan(code_of(locked, "ghita"))
    assert locked.reception.isVisible()
    assert locked.said.word == "Welcome"
    assert sign_in_screen(locked).entry.pin.text() == ""
    assert figures.figures(locked.station, "thursday").inside == 1


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F8, SHIFT),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_I, CTRL),
    ],
)
def test_a_key_that_takes_a_right_asks_a_locked_desk_for_somebody(
    locked: Hands, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    locked.press(key, modifiers)
    assert sign_in_screen(locked).isVisible()
    assert QApplication.activePopupWidget() is None


def test_f12_hides_and_signs_out_and_any_key_asks_who_is_there(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    locked.type("ghita")
    locked.press(Qt.Key.Key_F12)
    assert locked.workplace.privacy.isVisible()
    assert locked.workplace.is_locked
    assert json.loads(facts(locked, Kind.STAFF_SIGNED_OUT)[-1].body)["idle"] is False
    locked.press(Qt.Key.Key_Space)
    assert sign_in_screen(locked).isVisible()
    locked.press(Qt.Key.Key_Escape)
    assert locked.reception.isVisible()
    assert locked.reception.lookup.field.text() == ""


def test_a_scan_while_the_screen_is_blank_is_answered_as_at_a_locked_desk(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    locked.press(Qt.Key.Key_F12)
    locked.scan(code_of(locked, "ghita"))
    assert locked.reception.isVisible()
    assert locked.said.word == "Welcome"
    assert locked.workplace.is_locked


def test_nobody_touches_the_desk_and_it_locks(locked: Hands, running: Running) -> None:
    sign_in(locked, OPERATOR)
    locked.scan(code_of(locked, "ghita"))
    locked.press(Qt.Key.Key_F3)
    locked.type("Omar")
    wait_without_touching(locked, running, 119)
    assert not locked.workplace.is_locked
    wait_without_touching(locked, running, 1)
    assert locked.workplace.is_locked
    assert json.loads(facts(locked, Kind.STAFF_SIGNED_OUT)[-1].body)["idle"] is True
    assert locked.reception.isVisible()
    assert not locked.reception.form.isVisible()
    assert locked.banner.said is None


def test_a_form_that_the_lock_closed_comes_back_empty(locked: Hands, running: Running) -> None:
    sign_in(locked, OPERATOR)
    locked.press(Qt.Key.Key_F3)
    locked.type("Omar")
    wait_without_touching(locked, running, 120)
    sign_in(locked, OPERATOR)
    locked.press(Qt.Key.Key_F3)
    assert locked.reception.form.fields["name_latin"].text() == ""


@pytest.mark.parametrize("act", ["letter", "key", "click", "wheel of the mouse"])
def test_whoever_touches_the_desk_keeps_it(locked: Hands, running: Running, act: str) -> None:
    sign_in(locked, OPERATOR)
    running.s += 100
    if act == "letter":
        locked.type("b")
    elif act == "key":
        locked.press(Qt.Key.Key_F1)
    elif act == "click":
        QTest.mouseClick(locked.handle, Qt.MouseButton.LeftButton, pos=locked.handle.geometry().center())
    else:
        QTest.mouseMove(locked.handle)
        QTest.mouseMove(locked.handle, locked.handle.geometry().center() / 3)
    wait_without_touching(locked, running, 100)
    assert not locked.workplace.is_locked


def test_scans_keep_no_desk_open(locked: Hands, running: Running) -> None:
    sign_in(locked, OPERATOR)
    code = code_of(locked, "ghita")
    for _scan in range(3):
        running.s += 50
        locked.clock.later(60)
        locked.scan(code)
    wait_without_touching(locked, running, 0)
    assert locked.workplace.is_locked


@pytest.mark.parametrize(
    ("kind", "key", "text", "modifiers", "touches"),
    [
        (QEvent.Type.KeyPress, Qt.Key.Key_Shift, "", SHIFT, False),
        (QEvent.Type.KeyPress, Qt.Key.Key_A, "a", Qt.KeyboardModifier.NoModifier, True),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_A, "a", Qt.KeyboardModifier.NoModifier, False),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, "\r", Qt.KeyboardModifier.NoModifier, False),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_F8, "", Qt.KeyboardModifier.NoModifier, True),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, "\x1a", CTRL, True),
        (QEvent.Type.ShortcutOverride, Qt.Key.Key_At, "@", CTRL, False),
        (QEvent.Type.KeyRelease, Qt.Key.Key_A, "a", Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_a_person_s_keys_are_told_from_a_scanner_s(
    hands: Hands,
    kind: QEvent.Type,
    key: Qt.Key,
    text: str,
    modifiers: Qt.KeyboardModifier,
    *,
    touches: bool,
) -> None:
    field = hands.reception.lookup.field
    assert is_touch(field, QKeyEvent(kind, key, modifiers, text)) is touches


def test_a_desk_that_is_told_to_never_locks(locked: Hands, running: Running) -> None:
    app.with_settings(locked.station, lock_after_s=0)
    sign_in(locked, OPERATOR)
    wait_without_touching(locked, running, 100_000)
    assert not locked.workplace.is_locked


def test_a_lock_throws_away_what_was_open_beside(locked: Hands, running: Running) -> None:
    sign_in(locked, SUPERVISOR)
    locked.workplace.open_import(paths.resources() / "sample_event" / "pretix.csv")
    locked.settle()
    assert locked.workplace.pages.importing is not None
    wait_without_touching(locked, running, 120)
    assert locked.reception.isVisible()
    assert locked.workplace.pages.importing is None


def test_the_menu_says_who_may_and_choosing_so_asks_for_them(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    entries = [action.text() for action in locked.workplace.header.menu.ways().actions()]
    assert entries[0] == "Import attendees (Supervisor)\tCtrl+I"
    assert "Lists\tCtrl+L" in entries
    assert "Staff (Administrator)" in entries
    locked.press(Qt.Key.Key_I, CTRL)
    one = sign_in_screen(locked)
    assert one.isVisible()
    assert "Supervisor" in one.said()
    names = [one.entry.who.itemText(n).split(" · ")[0] for n in range(one.entry.who.count())]
    assert sorted(names) == sorted([SUPERVISOR, ADMINISTRATOR])
    choose(locked, SUPERVISOR)
    locked.type(PINS[SUPERVISOR])
    locked.press(Qt.Key.Key_Return)
    importing = locked.workplace.pages.importing
    assert importing is not None
    assert importing.isVisible()
    assert locked.station.duty.role is Role.SUPERVISOR


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_is_worked_by_keys_alone(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    for _step in range(list(WAYS).index(Place.RIGHTS)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    hands.settle()
    assert hands.workplace.pages.is_beside(hands.workplace.pages.currentWidget())
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()


def test_what_somebody_may_not_do_offers_those_who_may_and_goes_back(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    locked.workplace.tell_trouble(NeedsApproval(Right.PRINT_ALL))
    locked.settle()
    one = sign_in_screen(locked)
    assert one.isVisible()
    assert "Print many badges" in one.said()
    locked.press(Qt.Key.Key_Escape)
    assert locked.reception.isVisible()
    assert locked.station.duty.name == OPERATOR


def test_the_duty_button_says_who_is_there_to_those_who_hear_the_screen(locked: Hands) -> None:
    duty = locked.workplace.header.duty
    assert "Enter" in duty.accessibleName()
    locked.click(duty)
    assert sign_in_screen(locked).isVisible()
    choose(locked, ADMINISTRATOR)
    locked.type(PINS[ADMINISTRATOR])
    locked.press(Qt.Key.Key_Return)
    assert ADMINISTRATOR in duty.accessibleName()
    assert [action.text() for action in duty.menu_of_duty().actions()] == [
        "Somebody else signs in",
        "Sign out and lock\tF12",
    ]


def test_a_disk_that_is_full_locks_the_desk_all_the_same(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    folder, away = locked.station.folder, locked.station.folder.with_name("away")
    folder.rename(away)
    try:
        locked.press(Qt.Key.Key_F12)
        assert locked.workplace.is_locked
        assert locked.workplace.header.duty.is_locked
    finally:
        away.rename(folder)


def test_rows_of_other_people_do_not_stay_behind_a_locked_desk(locked: Hands, running: Running) -> None:
    sign_in(locked, OPERATOR)
    locked.type("ben")
    assert locked.reception.lookup.results.rows
    locked.press(Qt.Key.Key_Down)
    wait_without_touching(locked, running, 120)
    assert not locked.reception.lookup.results.rows
    assert locked.reception.card.attendee is None


def test_keys_never_go_to_what_is_not_seen(locked: Hands) -> None:
    sign_in(locked, OPERATOR)
    locked.press(Qt.Key.Key_F12)
    locked.reception.lookup.field.setFocus()
    locked.press(Qt.Key.Key_Space)
    assert sign_in_screen(locked).isVisible()
    locked.reception.lookup.field.setFocus()
    locked.type("3059")
    assert sign_in_screen(locked).entry.pin.text() == "3059"


@contextmanager
def busy(hands: Hands) -> Iterator[None]:
    """Let somebody else write meanwhile, as an import does: every answer waits."""
    writing, go = threading.Event(), threading.Event()

    def hold() -> None:
        with hands.station.database.write():
            writing.set()
            go.wait()

    held = threading.Thread(target=hold)
    held.start()
    writing.wait()
    try:
        yield
    finally:
        go.set()
        held.join()


def test_a_verdict_that_comes_late_is_brought_to_the_fore(locked: Hands) -> None:
    code = code_of(locked, "ghita")
    with busy(locked):
        locked.reception.scan(code)
        locked.workplace.ask_sign_in()
        assert sign_in_screen(locked).isVisible()
    locked.settle()
    assert locked.reception.isVisible()
    assert locked.said.word == "Welcome"


def test_a_desk_is_locked_at_once_though_the_disk_is_busy(locked: Hands, running: Running) -> None:
    sign_in(locked, SUPERVISOR)
    locked.workplace.open_import(paths.resources() / "sample_event" / "pretix.csv")
    locked.settle()
    assert locked.workplace.guard is not None
    with busy(locked):
        running.s += 120
        locked.workplace.guard.idle.check()
        assert locked.workplace.is_locked
        assert locked.reception.isVisible()
        assert locked.workplace.pages.importing is None
        QTest.keyClick(locked.handle, Qt.Key.Key_I, CTRL)
        locked.bot.waitUntil(lambda: sign_in_screen(locked).isVisible())
    locked.settle()
    assert locked.station.duty.staff_id == ""


def test_a_station_that_has_staff_and_no_event_asks_who_may_make_one(
    qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    station = app.create_station(tmp_path / "station")
    station.now_ms = clock
    with_staff(station)
    hands = open_window(qtbot, station, clock)
    one = sign_in_screen(hands)
    assert one.isVisible()
    assert [one.entry.who.itemText(n) for n in range(one.entry.who.count())] == ["S. Bennani · Administrator"]
    hands.type(PINS[ADMINISTRATOR])
    hands.press(Qt.Key.Key_Return)
    first_run = hands.workplace.pages.first_run
    assert first_run is not None
    assert first_run.title.hasFocus()


@pytest.mark.parametrize("place", Place)
def test_each_place_opens_and_esc_leads_back_to_the_desk(hands: Hands, place: Place) -> None:
    hands.workplace.go(place)
    hands.settle()
    assert hands.workplace.pages.is_beside(hands.workplace.pages.currentWidget())
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    assert hands.reception.lookup.field.hasFocus()


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
@pytest.mark.parametrize("width", [960, 1366])
def test_the_header_fits(locked: Hands, code: str, width: int) -> None:
    sign_in(locked, ADMINISTRATOR)
    language.use(code)
    locked.workplace._speak()
    locked.window.resize(width, 700)
    locked.settle()
    assert locked.workplace.header.minimumSizeHint().width() <= width
    assert ADMINISTRATOR in locked.workplace.header.duty.accessibleName()
