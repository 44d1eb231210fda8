"""Guests twice on the roll, on screen: compared, merged, kept apart and taken back, by keys and mouse."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import language
from kiosk.domain.staff import Role
from kiosk.domain.twins import Grade
from kiosk.operations import admissions, duplicates, imports, people, staff
from kiosk.operations.admissions import Ask
from kiosk.proofs.pins import CHEAP
from kiosk.ui.places import Place
from kiosk.ui.screens.twins import TwinsScreen
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

ROLL = """\
Référence;Nom complet;الاسم الكامل;Société;Fonction;E-mail;GSM;Statut;Code billet;Menu
R1;Hicham Chiker;;OCP;Directeur;h.chiker@ocp.example.ma;0661234567;confirmé;T-1;Poisson
R2;;هشام شيكر;ONCF;مدير;;0661234567;en attente de paiement;T-2;
R3;Sara Benjelloun;;Atlas;Juriste;sara@atlas.example.ma;;confirmé;T-3;
R4;BENJELLOUN Sara;;Atlas;;;;confirmé;T-4;
R5;Omar Tazi;;Rif;;;;confirmé;T-5;
"""


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    return file


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, roll: Path, clock: Clock) -> Hands:
    """A desk with two pairs who are perhaps one guest each, one of them sure."""
    station = new_station(tmp_path / "station", clock)
    imports.import_roll(station, roll)
    return open_window(qtbot, station, clock)


def opened(hands: Hands) -> TwinsScreen:
    hands.workplace.go(Place.TWINS)
    return settled(hands)


def settled(hands: Hands) -> TwinsScreen:
    one = cast("TwinsScreen", hands.workplace.pages.currentWidget())
    assert isinstance(one, TwinsScreen)
    hands.bot.waitUntil(lambda: one.found is not None)
    hands.settle()
    return one


def shown(one: TwinsScreen) -> list[frozenset[str]]:
    return [frozenset((pair.one.ticket, pair.other.ticket)) for pair in one.list.pairs.rows]


def cells(one: TwinsScreen, title: str) -> tuple[str, str]:
    row = next(row for row in one.table.facing.rows if row.title == title)
    return tuple(value.strip("\u2068\u2069") for value in row.values)  # type: ignore[return-value]


def test_each_pair_stands_beside_each_other_with_what_differs(desk: Hands) -> None:
    one = opened(desk)
    assert shown(one) == [{"T-1", "T-2"}, {"T-3", "T-4"}]
    assert [pair.grade for pair in one.list.pairs.rows] == [Grade.SURE, Grade.LIKELY]
    assert "2 pairs" in one.summary.text()
    assert one.list.hasFocus()
    differing = {row.title for row in one.table.facing.rows if row.differs}
    assert {"Company", "Status", "Name in Latin letters", "Menu"} <= differing
    assert "Telephone" not in differing
    assert cells(one, "Company") == ("OCP", "ONCF")
    assert cells(one, "Status") == ("confirmed", "unpaid")


def test_enter_merges_and_the_next_pair_is_chosen(desk: Hands) -> None:
    one = opened(desk)
    desk.press(Qt.Key.Key_Return)
    stands = people.by_code(desk.station, "T-2")
    assert (stands.name_latin, stands.name_arabic, stands.company) == ("Hicham Chiker", "هشام شيكر", "OCP")
    assert stands == people.by_code(desk.station, "T-1")
    assert shown(one) == [{"T-3", "T-4"}]
    assert "Hicham Chiker" in one.said.text()
    assert one.list.current() is not None
    assert one.list.hasFocus()
    desk.press(Qt.Key.Key_Enter)
    assert shown(one) == []
    assert "Nobody" in one.nobody.text()
    assert one.nobody.isVisible()
    assert not one.table.isVisible()
    assert not one.merge_button.isVisible()
    desk.press(Qt.Key.Key_Return)  # of nobody
    assert people.by_code(desk.station, "T-5").name == "Omar Tazi"


def test_the_arrows_to_the_sides_say_who_stays(desk: Hands) -> None:
    one = opened(desk)
    assert one.table.facing.side == 0
    desk.press(Qt.Key.Key_Right)
    assert one.table.facing.side == 1
    desk.press(Qt.Key.Key_Return)
    stands = people.by_code(desk.station, "T-1")
    assert (stands.company, stands.ticket, stands.name_latin) == ("ONCF", "T-2", "Hicham Chiker")


def test_in_arabic_the_first_of_two_stands_on_the_right(desk: Hands) -> None:
    desk.workplace._on_language("ar")
    desk.settle()
    one = opened(desk)
    assert one.isRightToLeft()
    desk.press(Qt.Key.Key_Left)
    assert one.table.facing.side == 1
    desk.press(Qt.Key.Key_Right)
    assert one.table.facing.side == 0
    language.use("en")


def test_who_was_here_stands_unless_somebody_says_otherwise(desk: Hands) -> None:
    admissions.admit(desk.station, Ask("thursday", code="T-4"))
    one = opened(desk)
    desk.press(Qt.Key.Key_Down)
    assert one.table.facing.side == 1
    assert "in since" in cells(one, "Presence")[1]


def test_a_single_value_is_taken_from_the_other(desk: Hands) -> None:
    one = opened(desk)
    desk.press(Qt.Key.Key_Tab)
    assert one.table.hasFocus()
    titles = [row.title for row in one.table.facing.rows]
    for _ in range(titles.index("Company")):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Right)
    taken = [one.table.facing.taken]
    for _ in range(2):
        desk.press(Qt.Key.Key_Space)
        taken.append(one.table.facing.taken)
    assert taken == [("company",), (), ("company",)]
    desk.press(Qt.Key.Key_Return)
    stands = people.by_code(desk.station, "T-1")
    assert (stands.company, stands.function) == ("ONCF", "Directeur")
    assert one.table.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert one.list.hasFocus()


def test_a_value_is_taken_with_the_mouse(desk: Hands) -> None:
    one = opened(desk)
    titles = [row.title for row in one.table.facing.rows]
    for title in ("Company", "Telephone"):
        place = one.table.visualRect(one.table.facing.index(titles.index(title), 2)).center()
        QTest.mouseClick(one.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert one.table.facing.taken == ("company",)  # what is the same is nobody's


def test_delete_keeps_apart_for_good(desk: Hands) -> None:
    one = opened(desk)
    desk.press(Qt.Key.Key_Delete)
    assert shown(one) == [{"T-3", "T-4"}]
    assert "two guests" in one.said.text()
    assert people.by_code(desk.station, "T-1") != people.by_code(desk.station, "T-2")
    desk.press(Qt.Key.Key_F5)
    settled(desk)
    assert shown(one) == [{"T-3", "T-4"}]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Delete])
def test_ctrl_z_takes_the_last_decision_back(desk: Hands, key: Qt.Key) -> None:
    one = opened(desk)
    desk.press(key)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shown(one) == [{"T-1", "T-2"}, {"T-3", "T-4"}]
    assert people.by_code(desk.station, "T-1") != people.by_code(desk.station, "T-2")
    chosen = one.list.current()
    assert chosen is not None
    assert {chosen.one.ticket, chosen.other.ticket} == {"T-1", "T-2"}
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert one.wrong.isVisible()
    assert "nothing to undo" in one.wrong.text()


def test_ctrl_z_here_leaves_an_entry_alone(desk: Hands) -> None:
    admissions.admit(desk.station, Ask("thursday", code="T-5"))
    opened(desk)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert people.find(desk.station, "omar tazi", "thursday").rows[0].presence.inside


def test_the_buttons_do_what_the_keys_do(desk: Hands) -> None:
    one = opened(desk)
    desk.click(one.apart_button)
    desk.click(one.merge_button)
    assert shown(one) == []
    desk.click(one.undo_button)
    assert shown(one) == [{"T-3", "T-4"}]
    desk.click(one.leave_button)
    assert desk.reception.isVisible()


def test_a_scan_meanwhile_is_answered_at_the_reception(desk: Hands) -> None:
    opened(desk)
    desk.scan(people.by_code(desk.station, "T-5").code)
    assert desk.reception.isVisible()
    assert desk.guest.name == "Omar Tazi"


def test_what_another_desk_decided_meanwhile_is_gone(desk: Hands) -> None:
    from kiosk.operations import merging
    from kiosk.ui.changes import Change

    one = opened(desk)
    ids = [people.by_code(desk.station, code).id for code in ("T-1", "T-2")]
    merging.merge(desk.station, *ids)
    desk.workplace.changes.tell(Change.PEOPLE)
    desk.settle()
    assert shown(one) == [{"T-3", "T-4"}]


def test_an_import_says_how_many_it_has_brought_twice_and_leads_there(desk: Hands, roll: Path) -> None:
    roll.write_text("Nom complet;GSM;Code billet\nH. Chiker;;T-8\nHicham CHIKER;0661234567;T-9\n", "utf-8")
    desk.workplace.open_import(roll)
    desk.settle()
    importing = desk.workplace.pages.importing
    assert importing is not None
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(importing.twins_button.isVisible)
    assert "2 pairs" in importing._twice.text
    importing.twins_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    one = settled(desk)
    assert shown(one) == [{"T-1", "T-9"}, {"T-2", "T-9"}]
    desk.press(Qt.Key.Key_Return)
    assert len(shown(one)) == 1  # the other of the name is still perhaps a third
    desk.press(Qt.Key.Key_F5)
    settled(desk)
    assert {"T-3", "T-4"} in shown(one)


def test_whoever_may_not_merge_is_asked_for_somebody_who_may(desk: Hands) -> None:
    desk.station.pin_cost = CHEAP
    staff.add(desk.station, "Amina", Role.ADMINISTRATOR, "730648")
    omar = staff.add(desk.station, "Omar", Role.OPERATOR, "194672")
    staff.sign_in(desk.station, omar.id, "194672")
    desk.workplace.go(Place.TWINS)
    desk.settle()
    assert desk.workplace.pages.currentWidget() is desk.workplace.sign_in


def test_escape_stops_the_search_and_then_leaves(desk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    one = opened(desk)
    compare = duplicates.near_duplicates

    def not_before_it_is_stopped(
        *told: Any, cancelled: Callable[[], bool], **more: Any
    ) -> duplicates.NearDuplicates:
        while not cancelled():
            threading.Event().wait(0.01)
        return compare(*told, cancelled=cancelled, **more)

    with monkeypatch.context() as slow:
        slow.setattr(duplicates, "near_duplicates", not_before_it_is_stopped)
        one.run()
        one.escape()
        desk.settle()
    assert one.wrong.text() == "Stopped."
    assert len(shown(one)) == 2
    desk.press(Qt.Key.Key_Escape)
    assert desk.reception.isVisible()
    desk.workplace.go(Place.TWINS)
    desk.settle()
    assert not one.running.isVisible()
    assert len(shown(one)) == 2
