"""A desk and its staff, from the first PIN to the lock: told by what is pressed and seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from kiosk import app, paths
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Role
from kiosk.operations import imports, staff
from kiosk.proofs.pins import CHEAP
from tests.desk_staff import choose, code_of, facts, sign_in, sign_in_screen
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

CTRL = Qt.KeyboardModifier.ControlModifier
SALMA, KARIM, LEILA = "490273", "718204", "305918"
WRONG = "271936"
"""A person's next key comes later than a scanner's second Enter."""


@dataclass
class House:
    """One station's folder, and the window that is open on it now."""

    bot: QtBot
    folder: Path
    clock: Clock
    running_s: float = 1000.0

    def running(self) -> float:
        return self.running_s

    def open(self) -> Hands:
        """Start the program."""
        there = app.is_station(self.folder)
        station = app.open_station(self.folder) if there else new_station(self.folder, self.clock)
        if not there:
            imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
        station.now_ms, station.pin_cost, station.monotonic = self.clock, CHEAP, self.running
        staff.begin(station)
        hands = open_window(self.bot, station, self.clock)
        assert hands.workplace.guard is not None
        hands.workplace.guard.idle.now_s = self.running
        return hands

    def restart(self, hands: Hands) -> Hands:
        """End the program and start it again."""
        hands.window.close()
        return self.open()

    def nobody_for(self, hands: Hands, seconds: float) -> None:
        """Let time go by in which nobody touches the desk."""
        self.running_s += seconds
        assert hands.workplace.guard is not None
        hands.workplace.guard.idle.check()
        hands.settle()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, clock: Clock) -> House:
    return House(qtbot, tmp_path / "station", clock)


def open_staff(hands: Hands) -> None:
    """Open the menu and walk down to the staff."""
    hands.press(Qt.Key.Key_F10)
    menu = menu_of(hands)
    titles = [action.text().split("\t")[0] for action in menu.actions()]
    for _step in range(titles.index("Staff")):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    hands.settle()


def menu_of(hands: Hands) -> QMenu:
    return next(one for one in hands.workplace.header.menu.findChildren(QMenu) if one.isVisible())


def add(hands: Hands, name: str, role: Role, pin: str, *, first: bool = False) -> None:
    """Add somebody on the staff's screen by the keyboard alone."""
    if not first:
        hands.press(Qt.Key.Key_N, CTRL)
        hands.type(name)
        hands.press(Qt.Key.Key_Tab)
        for _step in range([Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR].index(role)):
            hands.press(Qt.Key.Key_Down)
    else:
        hands.type(name)
    for _twice in range(2):
        hands.press(Qt.Key.Key_Return)
        hands.type(pin)
    hands.press(Qt.Key.Key_Return)


def set_up(house: House) -> Hands:
    """An administrator, a supervisor and an operator, by the keyboard alone; then the desk is closed."""
    hands = house.open()
    open_staff(hands)
    add(hands, "Salma", Role.ADMINISTRATOR, SALMA, first=True)
    add(hands, "Karim", Role.SUPERVISOR, KARIM)
    add(hands, "Leila", Role.OPERATOR, LEILA)
    hands.press(Qt.Key.Key_Escape)
    return hands


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_desk_gets_its_staff_and_each_act_the_name_of_whoever_did_it(house: House) -> None:
    hands = set_up(house)
    who = {one.name: one for one in staff.members(hands.station)}
    assert {name: one.role for name, one in who.items()} == {
        "Salma": Role.ADMINISTRATOR,
        "Karim": Role.SUPERVISOR,
        "Leila": Role.OPERATOR,
    }
    assert hands.station.duty.name == "Salma"

    hands = house.restart(hands)
    assert hands.workplace.is_locked
    assert hands.workplace.header.duty.text() == "Locked"
    hands.type("gh")
    assert hands.reception.lookup.results.rows == ()
    hands.scan(code_of(hands, "ghita"))
    assert hands.said.word == "Welcome"

    sign_in(hands, "Leila", LEILA)
    hands.type("gael")
    hands.press(Qt.Key.Key_Return)
    assert hands.said.word == "Welcome"
    given = facts(hands, Kind.ADMISSION_GIVEN, Kind.ADMISSION_REFUSED)
    assert [fact.actor for fact in given] == ["", who["Leila"].id]

    house.nobody_for(hands, 120)
    assert hands.workplace.is_locked
    assert hands.banner.said is None
    assert hands.reception.card.attendee is None
    out = facts(hands, Kind.STAFF_SIGNED_OUT)[-1]
    assert (out.subject, out.actor) == (who["Leila"].id, who["Leila"].id)
    assert json.loads(out.body)["idle"] is True

    configured = facts(hands, Kind.STAFF_CONFIGURED)
    assert [fact.actor for fact in configured] == ["", who["Salma"].id, who["Salma"].id]
    for pin in (SALMA, KARIM, LEILA):
        assert all(pin not in fact.body for fact in facts(hands, *Kind))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_five_wrong_pins_lock_somebody_out_and_a_restart_does_not_help(house: House) -> None:
    hands = house.restart(set_up(house))
    sign_in(hands, "Leila", WRONG)
    for _try in range(4):
        hands.type(WRONG)
        hands.press(Qt.Key.Key_Return)
    assert "30 seconds" in sign_in_screen(hands).said()

    house.running_s += 20
    house.clock.later(3600)
    hands = house.restart(hands)
    hands.press(Qt.Key.Key_Return)
    choose(hands, "Leila")
    one = sign_in_screen(hands)
    assert "30 seconds" in one.said()
    hands.type(LEILA)
    hands.press(Qt.Key.Key_Return)
    assert hands.workplace.is_locked

    hands.scan(code_of(hands, "ghita"))
    assert hands.said.word == "Welcome"

    house.running_s += 30
    sign_in(hands, "Leila", LEILA)
    assert hands.station.duty.name == "Leila"
    assert len(facts(hands, Kind.PIN_REFUSED)) == 5


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_operator_calls_the_supervisor_to_import_and_goes_on_after(house: House) -> None:
    hands = house.restart(set_up(house))
    sign_in(hands, "Leila", LEILA)
    hands.press(Qt.Key.Key_I, CTRL)
    assert "Supervisor" in sign_in_screen(hands).said()
    choose(hands, "Karim")
    hands.type(KARIM)
    hands.press(Qt.Key.Key_Return)
    importing = hands.workplace.pages.importing
    assert importing is not None
    assert importing.isVisible()
    hands.workplace.open_import(paths.resources() / "sample_event" / "pretix.csv")
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert importing._report is not None
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F12)
    assert hands.workplace.privacy.isVisible()
    hands.press(Qt.Key.Key_Space)
    choose(hands, "Leila")
    hands.type(LEILA)
    hands.press(Qt.Key.Key_Return)
    who = {one.name: one.id for one in staff.members(hands.station)}
    signed = facts(hands, Kind.STAFF_SIGNED_IN)
    assert [fact.subject for fact in signed] == [who[name] for name in ("Salma", "Leila", "Karim", "Leila")]
    imported = facts(hands, Kind.ATTENDEE_IMPORTED)
    assert {fact.actor for fact in imported} <= {"", who["Karim"]}
