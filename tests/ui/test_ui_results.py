"""The people found, on screen: nothing moves under a hand, and each row says who, why and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from kiosk.operations import admissions, imports, people
from kiosk.operations.admissions import Ask
from kiosk.ui import appearance
from kiosk.ui.screens import lookup as lookup_screen
from kiosk.ui.widgets.row_texts import told
from tests.desk_window import Hands, open_window
from tests.door_scenes import change
from tests.patient_bot import NEVER_MS
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.ui.screens.lookup import LookUp
    from tests.stations import Clock

ROLL = """\
Référence;Nom complet;الاسم الكامل;Société;Fonction;E-mail;GSM;Statut;Code billet;Menu
R1;Ali Tazi;;OCP;Directeur;ali@ocp.example.ma;0661111111;confirmé;T-1;Végane
R2;Ali Tazi;علي التازي;OCP;Juriste;tazi@ocp.example.ma;0662222222;confirmé;T-2;
R3;TAZI Aly;;;;;0663333333;annulé;T-3;
R4;Alia Zniber;;Rif;;;;en attente de paiement;T-4;
R5;Alima Zerouali;;Atlas;;;;confirmé;T-5;
R6;Zineb Alioua;;Atlas;;;;confirmé;T-6;
"""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk with people of one name, and others whose names begin alike."""
    station = new_station(tmp_path / "station", clock)
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)
    return open_window(qtbot, station, clock)


def lookup(hands: Hands) -> LookUp:
    return hands.reception.lookup


def shown(hands: Hands) -> list[str]:
    return [row.attendee.ticket for row in lookup(hands).results.rows]


def chosen(hands: Hands) -> str:
    row = lookup(hands).current()
    return row.attendee.ticket if row else ""


def ranked(hands: Hands, text: str) -> list[str]:
    return [row.attendee.ticket for row in people.find(hands.station, text, "thursday").rows]


def place_of(hands: Hands, ticket: str) -> QPoint:
    one = lookup(hands)
    return one.list.visualRect(one.results.index(shown(hands).index(ticket))).center()


def said(hands: Hands, ticket: str) -> str:
    one = lookup(hands)
    index = one.results.index(shown(hands).index(ticket))
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_who_was_chosen_by_the_arrows_keeps_their_place_while_typing_goes_on(desk: Hands) -> None:
    desk.type("ali")
    at = shown(desk).index("T-6")
    for _ in range(at + 1):
        desk.press(Qt.Key.Key_Down)
    assert (chosen(desk), at > 0) == ("T-6", True)
    assert ranked(desk, "alio")[0] == "T-6"
    desk.type("o")
    assert chosen(desk) == "T-6"
    assert shown(desk).index("T-6") == min(at, len(shown(desk)) - 1)
    assert ranked(desk, "alio")[1:] == [one for one in shown(desk) if one != "T-6"]
    assert desk.guest.ticket == "T-6"


def test_results_that_come_late_leave_the_chosen_where_they_are(desk: Hands) -> None:
    desk.type("ali")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    mine, before = chosen(desk), shown(desk)
    found = people.find(desk.station, "ali", "thursday")
    lookup(desk)._on_found(replace(found, rows=found.rows[::-1]))
    assert chosen(desk) == mine
    assert shown(desk).index(mine) == 1
    assert shown(desk) != before
    assert desk.guest.ticket == mine


def test_the_same_people_again_move_nothing(desk: Hands) -> None:
    desk.type("ali")
    resets: list[int] = []
    lookup(desk).results.modelReset.connect(lambda: resets.append(1))
    lookup(desk)._on_found(people.find(desk.station, "ali", "thursday"))
    assert resets == []


def test_no_row_moves_while_a_finger_is_on_it(desk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup_screen, "_UNSEEN_MS", 0)
    desk.type("ali")
    one, before = lookup(desk), shown(desk)
    place = place_of(desk, before[2])
    QTest.mousePress(one.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    found = people.find(desk.station, "ali", "thursday")
    one._on_found(replace(found, rows=found.rows[::-1]))
    assert shown(desk) == before
    QTest.mouseRelease(one.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert chosen(desk) == before[2]
    assert shown(desk)[2] == before[2]


def test_a_press_just_after_a_change_means_who_was_there_before(
    desk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.type("al")
    desk.type("i")
    monkeypatch.setattr(lookup_screen, "_UNSEEN_MS", NEVER_MS)
    one, before = lookup(desk), shown(desk)
    found = people.find(desk.station, "ali", "thursday")
    one._on_found(replace(found, rows=found.rows[::-1]))
    place = one.list.visualRect(one.results.index(0)).center()
    QTest.mouseClick(one.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert shown(desk)[0] != before[0]
    assert chosen(desk) == before[0]
    monkeypatch.setattr(lookup_screen, "_UNSEEN_MS", 0)
    QTest.mouseClick(one.list.viewport(), Qt.MouseButton.LeftButton, pos=place_of(desk, before[3]))
    desk.settle()
    assert chosen(desk) == before[3]


def test_people_of_one_name_are_marked_with_what_tells_them_apart(desk: Hands) -> None:
    admissions.admit(desk.station, Ask("thursday", code="T-2"))
    desk.type("ali")
    tells = {row.attendee.ticket: row.tells for row in lookup(desk).results.rows}
    assert tells["T-1"] == tells["T-2"] == ("function",)
    assert tells["T-3"] == ("phone",)
    assert tells["T-4"] is None
    assert "same name as another guest" in said(desk, "T-1")
    assert "Directeur" in said(desk, "T-1")
    assert "… 3333" in said(desk, "T-3")
    assert "same name" not in said(desk, "T-4")


def test_people_of_one_name_in_two_scripts_are_marked_too(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    station = new_station(tmp_path / "station", clock)
    file = tmp_path / "roll.csv"
    rows = "Hicham Chikr;;OCP;T-1\n;هشام شيكر;ONCF;T-2\nHicham Tazi;;Rif;T-3\n"
    file.write_text("Nom complet;الاسم الكامل;Société;Code billet\n" + rows, "utf-8")
    imports.import_roll(station, file)
    hands = open_window(qtbot, station, clock)
    hands.type("hicham")
    tells = {row.attendee.ticket: row.tells for row in lookup(hands).results.rows}
    assert tells == {"T-1": ("company",), "T-2": ("company",), "T-3": None}


def test_the_state_of_each_is_told(desk: Hands) -> None:
    admissions.admit(desk.station, Ask("thursday", code="T-2"))
    desk.type("ali")
    assert "in since 08:22" in said(desk, "T-2")
    assert "not in" in said(desk, "T-1")
    assert "cancelled" in said(desk, "T-3")
    assert "unpaid" in said(desk, "T-4")


def signs(hands: Hands, ticket: str) -> str:
    """Which sign stands before where somebody stands: the shape that says what its colour says."""
    one = lookup(hands).results
    (row,) = [row for row in one.rows if row.attendee.ticket == ticket]
    role = one.standing(row).role
    return role.symbol if role else ""


def test_who_was_turned_away_is_seen_to_have_been_and_why(desk: Hands) -> None:
    for code in ("T-2", "T-3", "T-4"):
        admissions.admit(desk.station, Ask("thursday", code=code))
    admissions.admit(desk.station, Ask("press-room", code="T-1"))
    desk.clock.later(600)
    admissions.admit(desk.station, Ask("thursday", code="T-2"))
    desk.type("ali")
    assert "already in, since \u206808:22" in said(desk, "T-2")
    assert "cancelled · turned away at \u206808:22" in said(desk, "T-3")
    assert "unpaid · turned away at \u206808:22" in said(desk, "T-4")
    assert said(desk, "T-1").endswith("not in")
    assert [signs(desk, f"T-{n}") for n in range(1, 5)] == [
        "",
        "triangle-alert",
        "octagon-x",
        "triangle-alert",
    ]


def test_whoever_passes_after_all_is_turned_away_no_more(desk: Hands) -> None:
    change(desk.station, capacity=1)
    admissions.admit(desk.station, Ask("thursday", code="T-2"))
    admissions.admit(desk.station, Ask("thursday", code="T-1"))
    desk.type("ali")
    assert "turned away at \u206808:22\u2069: \u2068Full" in said(desk, "T-1")
    assert signs(desk, "T-1") == "octagon-x"
    for _ in range(shown(desk).index("T-1") + 1):
        desk.press(Qt.Key.Key_Down)
    assert "turned away at \u206808:22\u2069: \u2068Full" in desk.reception.card._standing.text()
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    change(desk.station, capacity=0)
    desk.clock.later(60)
    admissions.admit(desk.station, Ask("thursday", code="T-1"))
    desk.type("ali")
    assert "in since 08:23" in said(desk, "T-1")
    assert signs(desk, "T-1") == "circle-check"


@pytest.mark.parametrize(
    ("text", "field"),
    [("vegane", "Menu: Végane"), ("0662", "+212662222222"), ("juriste", "Juriste"), ("t-5", "T-5")],
)
def test_the_field_by_which_somebody_was_found_is_shown_and_lit(desk: Hands, text: str, field: str) -> None:
    desk.type(text)
    (row,) = lookup(desk).results.rows
    (lit,) = [part for part in told(row) if part.marks]
    assert field in lit.text
    assert lit_pixels(desk) > 50


def lit_pixels(hands: Hands) -> int:
    """How many pixels of the list have the colour of what is marked."""
    picture = lookup(hands).list.viewport().grab().toImage()
    shade = QColor(appearance.colours().attention)
    found = 0
    for y in range(picture.height()):
        for x in range(0, picture.width(), 2):
            pixel = picture.pixelColor(x, y)
            found += pixel.blue() < 200 and pixel.red() > 230 and abs(pixel.hue() - shade.hue()) < 12
    return found


def test_what_was_found_in_a_name_is_lit_in_both_scripts(desk: Hands) -> None:
    desk.type("nobody at all")
    desk.press(Qt.Key.Key_Escape)
    desk.type("tazi")
    (row,) = [row for row in lookup(desk).results.rows if row.attendee.ticket == "T-2"]
    assert {match.field for match in row.matched} == {"name_latin", "name_arabic"}
    assert lit_pixels(desk) > 100


def test_one_letter_finds_nobody_and_a_crowd_asks_for_one_more(desk: Hands, tmp_path: Path) -> None:
    file = tmp_path / "crowd.csv"
    rows = "".join(f"Karim Zaoui{chr(97 + n % 26)}{chr(97 + n // 26)};C-{n}\n" for n in range(200))
    file.write_text("Nom complet;Code billet\n" + rows, "utf-8")
    imports.import_roll(desk.station, file)
    desk.type("k")
    assert shown(desk) == []
    desk.type("a")
    assert len(shown(desk)) == 30
    assert lookup(desk)._more.isVisible()
    assert "another letter" in lookup(desk)._more.text()
    desk.type("rim zaouibc")
    assert not lookup(desk)._more.isVisible() or len(shown(desk)) == 30
