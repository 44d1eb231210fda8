"""The screens of the staff and of their rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableWidget, QWidget

from kiosk import language
from kiosk.domain.staff import MAY, Right, Role
from kiosk.operations import staff
from kiosk.proofs.pins import CHEAP
from kiosk.ui.places import Place
from kiosk.ui.screens.rights import Rights
from kiosk.ui.screens.staff import Staff
from kiosk.words import staff as words
from tests.desk_staff import ADMINISTRATOR, OPERATOR, PINS, SUPERVISOR, with_staff
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_desk(hands: Hands) -> Hands:
    """A desk without staff."""
    hands.station.pin_cost = CHEAP
    return hands


@pytest.fixture
def guarded(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk with three of the staff, the administrator on duty."""
    station = new_station(tmp_path / "station", clock)
    made = with_staff(station)
    staff.sign_in(station, made[ADMINISTRATOR].id, PINS[ADMINISTRATOR])
    return open_window(qtbot, station, clock)


def screen(hands: Hands) -> Staff:
    hands.workplace.go(Place.STAFF)
    hands.settle()
    return cast("Staff", hands.workplace.pages.currentWidget())


def names(hands: Hands) -> list[tuple[str, Role, bool]]:
    return [(one.name, one.role, one.active) for one in staff.members(hands.station)]


def choose(hands: Hands, one: Staff, name: str) -> None:
    """Go through the table with the arrows until `name` is in the form."""
    one.table.setFocus()
    for _step in range(9):
        if one.form.member is not None and one.form.member.name == name:
            return
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Home)


def test_the_first_of_the_staff_is_an_administrator_and_on_duty_at_once(open_desk: Hands) -> None:
    one = screen(open_desk)
    assert "administrator" in one.told()
    assert one.form.name.hasFocus()
    assert one.form.role.currentData() == Role.ADMINISTRATOR
    assert not one.form.role.isEnabled()
    open_desk.type("Salma")
    open_desk.press(Qt.Key.Key_Return)
    assert one.form.pin.hasFocus()
    open_desk.type("490273")
    open_desk.press(Qt.Key.Key_Return)
    assert one.form.again.hasFocus()
    open_desk.type("490273")
    open_desk.press(Qt.Key.Key_Return)
    assert names(open_desk) == [("Salma", Role.ADMINISTRATOR, True)]
    assert "Saved" in one.told()
    duty = open_desk.workplace.header.duty
    assert duty.isVisible()
    assert "Salma" in duty.whole()
    assert one.isVisible()


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        ("4902", "at least 6"),
        ("123456", "follow each other"),
        ("111111", "again and again"),
        ("241026", "date"),
        ("490273", "can be used"),
    ],
)
def test_a_weak_pin_is_told_as_it_is_typed(open_desk: Hands, pin: str, told: str) -> None:
    one = screen(open_desk)
    one.form.pin.setFocus()
    open_desk.type(pin)
    assert told in one.form.weakness()


def test_a_weak_pin_is_not_taken(open_desk: Hands) -> None:
    one = screen(open_desk)
    open_desk.type("Salma")
    for field in (one.form.pin, one.form.again):
        field.setFocus()
        open_desk.type("123456")
    open_desk.press(Qt.Key.Key_Return)
    assert "easy to guess" in one.form.problem()
    assert one.form.pin.hasFocus()
    assert names(open_desk) == []


def test_two_pins_that_differ_are_not_taken(open_desk: Hands) -> None:
    one = screen(open_desk)
    open_desk.type("Salma")
    one.form.pin.setFocus()
    open_desk.type("490273")
    one.form.again.setFocus()
    open_desk.type("490274")
    open_desk.press(Qt.Key.Key_Return)
    assert "not the same" in one.form.problem()
    assert one.form.again.text() == ""
    assert names(open_desk) == []


def test_a_pin_of_arabic_digits_is_the_same_pin(open_desk: Hands) -> None:
    one = screen(open_desk)
    open_desk.type("Salma")
    one.form.pin.setText("٤٩٠٢٧٣")
    one.form.again.setFocus()
    open_desk.type("490273")
    open_desk.press(Qt.Key.Key_Return)
    salma = staff.members(open_desk.station)[0]
    assert staff.sign_in(open_desk.station, salma.id, "490273").name == "Salma"


def test_somebody_is_added_by_the_keyboard_alone(guarded: Hands) -> None:
    one = screen(guarded)
    guarded.press(Qt.Key.Key_N, CTRL)
    guarded.type("Omar")
    guarded.press(Qt.Key.Key_Tab)
    guarded.press(Qt.Key.Key_Down)
    guarded.press(Qt.Key.Key_Return)
    guarded.type("836150")
    guarded.press(Qt.Key.Key_Return)
    guarded.type("836150")
    guarded.press(Qt.Key.Key_Return)
    assert ("Omar", Role.SUPERVISOR, True) in names(guarded)
    assert guarded.station.duty.name == ADMINISTRATOR
    assert one.form.member is not None
    assert one.form.member.name == "Omar"


def test_a_role_is_changed_and_the_pin_stays(guarded: Hands) -> None:
    one = screen(guarded)
    choose(guarded, one, OPERATOR)
    guarded.press(Qt.Key.Key_Return)
    assert one.form.name.hasFocus()
    guarded.press(Qt.Key.Key_Tab)
    guarded.press(Qt.Key.Key_Down)
    guarded.press(Qt.Key.Key_Return)
    assert (OPERATOR, Role.SUPERVISOR, True) in names(guarded)
    assert one.form.member is not None
    assert staff.sign_in(guarded.station, one.form.member.id, PINS[OPERATOR]).role is Role.SUPERVISOR


def test_a_new_pin_takes_the_place_of_the_old_one(guarded: Hands) -> None:
    one = screen(guarded)
    choose(guarded, one, OPERATOR)
    for field in (one.form.pin, one.form.again):
        field.setFocus()
        guarded.type("836150")
    guarded.press(Qt.Key.Key_Return)
    assert one.form.pin.text() == ""
    assert one.form.member is not None
    assert staff.sign_in(guarded.station, one.form.member.id, "836150").name == OPERATOR


def test_somebody_has_left_and_is_back(guarded: Hands) -> None:
    one = screen(guarded)
    choose(guarded, one, OPERATOR)
    guarded.click(one.form.gone_button)
    assert (OPERATOR, Role.OPERATOR, False) in names(guarded)
    assert "cannot sign in" in one.told()
    assert one.form.gone_button.text() == "Is back"
    guarded.click(one.form.gone_button)
    assert (OPERATOR, Role.OPERATOR, True) in names(guarded)


def test_the_last_administrator_cannot_go(guarded: Hands) -> None:
    one = screen(guarded)
    choose(guarded, one, ADMINISTRATOR)
    guarded.click(one.form.gone_button)
    assert "administrator" in one.form.problem()
    assert (ADMINISTRATOR, Role.ADMINISTRATOR, True) in names(guarded)
    assert not guarded.workplace.is_locked


def test_a_name_that_is_taken_is_refused_at_its_field(guarded: Hands) -> None:
    one = screen(guarded)
    guarded.press(Qt.Key.Key_N, CTRL)
    guarded.type("leila")
    for field in (one.form.pin, one.form.again):
        field.setFocus()
        guarded.type("836150")
    guarded.press(Qt.Key.Key_Return)
    assert "already" in one.form.problem()
    assert one.form.name.hasFocus()
    assert len(names(guarded)) == 3


def test_esc_warns_before_what_was_typed_is_lost(guarded: Hands) -> None:
    one = screen(guarded)
    guarded.press(Qt.Key.Key_N, CTRL)
    guarded.type("Omar")
    guarded.press(Qt.Key.Key_Escape)
    assert one.isVisible()
    assert "not saved" in one.form.problem()
    guarded.press(Qt.Key.Key_Escape)
    assert guarded.reception.isVisible()


def test_another_row_does_not_take_what_was_typed(guarded: Hands) -> None:
    one = screen(guarded)
    choose(guarded, one, OPERATOR)
    one.form.name.setFocus()
    guarded.type(" B")
    typed = one.form.name.text()
    one.table.setFocus()
    guarded.press(Qt.Key.Key_Up)
    assert one.form.name.text() == typed
    assert "not saved" in one.form.problem()


def test_who_gives_up_managing_the_staff_may_not_stay(guarded: Hands) -> None:
    one = screen(guarded)
    other = staff.named(guarded.station, SUPERVISOR)
    staff.change(guarded.station, other.id, role=Role.ADMINISTRATOR)
    choose(guarded, one, ADMINISTRATOR)
    one.form.role.setFocus()
    guarded.press(Qt.Key.Key_Up)
    guarded.press(Qt.Key.Key_Return)
    assert guarded.reception.isVisible()
    assert guarded.station.duty.role is Role.SUPERVISOR
    assert "Supervisor" in guarded.workplace.header.duty.whole()


def test_a_language_chosen_meanwhile_keeps_what_was_typed(guarded: Hands) -> None:
    one = screen(guarded)
    guarded.press(Qt.Key.Key_N, CTRL)
    guarded.type("Omar")
    guarded.workplace._on_language("fr")
    guarded.settle()
    assert one.form.name.text() == "Omar"
    assert one.form.role.currentText() == words.role(Role.OPERATOR)


@pytest.mark.parametrize("code", ["fr", "ar", "en"])
def test_the_table_of_rights_is_the_one_of_the_rules(hands: Hands, code: str) -> None:
    language.use(code)
    hands.workplace._speak()
    hands.workplace.go(Place.RIGHTS)
    hands.settle()
    one = cast("Rights", hands.workplace.pages.currentWidget())
    yes = {True: language._("yes"), False: language._("no")}
    assert one.table.rowCount() == len(Right)
    for line, right in enumerate(Right):
        told = one.table.item(line, 0)
        assert told is not None
        assert told.text() == words.right(right)
        for column, role in enumerate(Role, start=1):
            cell = one.table.item(line, column)
            assert cell is not None
            assert cell.text() == yes[role in MAY[right]]
            heard = str(cell.data(Qt.ItemDataRole.AccessibleTextRole))
            assert words.right(right) in heard
            assert words.role(role) in heard


def test_esc_leaves_the_table_of_rights(hands: Hands) -> None:
    hands.workplace.go(Place.RIGHTS)
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    assert hands.reception.lookup.field.hasFocus()


def test_every_control_has_a_name_for_those_who_hear_the_screen(guarded: Hands) -> None:
    one = screen(guarded)
    kinds = (QPushButton, QLineEdit, QComboBox, QTableWidget)
    controls = [c for c in one.findChildren(QWidget) if isinstance(c, kinds) and c.isVisible()]
    assert len(controls) >= 8
    assert [c for c in controls if not (c.accessibleName() or getattr(c, "text", str)())] == []
