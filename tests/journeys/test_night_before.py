"""The night before: badges looked at, one corrected, all printed by the sheet; and a morning on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
import zxingcpp
from PySide6.QtCore import Qt

from kiosk.operations import audit, door_lists, exports, figures, imports, people, sheets
from kiosk.operations.sheets import Choice
from kiosk.operations.ticks import Tick, take
from kiosk.ui.changes import Change
from kiosk.ui.places import Place
from kiosk.ui.screens.audit import Audit
from kiosk.ui.screens.sheets import Sheets
from tests.badge.badge_page import Page
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

ROLL = """\
Nom complet;الاسم الكامل;Société;Catégorie;Code billet
Zineb Alami;زينب العلمي;OCP Group;Presse;T-1
Ali 山 Bennani;علي بناني;OCP Group;Presse;T-2
Salma Aït Ouakrim;سلمى آيت واكريم;Atlas;Participant;T-3
"""


@pytest.fixture
def evening(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk with three guests, one of whom has a letter that no font has."""
    station = new_station(tmp_path / "station", clock)
    roll = tmp_path / "roll.csv"
    roll.write_text(ROLL, "utf-8")
    imports.import_roll(station, roll)
    return open_window(qtbot, station, clock)


def show(hands: Hands, screen: type[Audit | Sheets]) -> Audit | Sheets:
    assert hands.workplace.desk is not None
    pages = hands.workplace.pages
    one = screen(hands.workplace.desk)
    pages._beside[Place.RIGHTS] = one  # as one of the screens beside
    one.left.connect(pages.left)
    pages.addWidget(one)
    pages.setCurrentWidget(one)
    hands.settle()
    return one


def test_nobody_gets_a_badge_with_a_hole_in_the_name(evening: Hands, tmp_path: Path) -> None:
    look = cast("Audit", show(evening, Audit))
    assert look.remark is not None
    assert look.remark.characters == "山"
    look.corrected.connect(
        lambda attendee_id: people.correct(evening.station, attendee_id, {"name_latin": "Ali Bennani"})
    )
    evening.press(Qt.Key.Key_Return)
    evening.workplace.changes.tell(Change.PEOPLE)
    evening.bot.waitUntil(lambda: look.report is not None and look.report.wrong == 0)
    evening.settle()
    evening.press(Qt.Key.Key_Escape)
    assert not look.isVisible()

    paper = cast("Sheets", show(evening, Sheets))
    evening.bot.waitUntil(lambda: paper.summary != "")
    assert paper.summary == "3 badges on 1 sheet"
    file = tmp_path / "badges.pdf"
    paper.save_to(file)
    evening.settle()
    evening.click(paper.came_out_button)
    codes = {one.text for one in zxingcpp.read_barcodes(Page(file.read_bytes()).raster(300))}
    assert codes == {one.code for one in sheets.chosen(evening.station, Choice())}
    assert sheets.chosen(evening.station, Choice(unprinted=True)) == ()


def test_a_morning_without_power_is_on_the_roll_by_noon(evening: Hands, tmp_path: Path) -> None:
    station = evening.station
    file = tmp_path / "list.pdf"
    exports.write_file(file, door_lists.door_list(station, "thursday").pdf)
    morning = station.now
    evening.clock.later(3 * 3600)
    ticked = [one.text for one in zxingcpp.read_barcodes(Page(file.read_bytes()).raster(300))]
    take(station, "thursday", [Tick(code, morning + timedelta(minutes=5)) for code in ticked])
    evening.workplace.changes.tell(Change.ADMISSIONS)
    evening.settle()
    assert figures.figures(station, "thursday").inside == 3
    evening.scan("T-1")
    assert "08:27" in f"{evening.said.detail}{evening.said.advice}"


def test_the_audit_of_the_screen_is_the_command_line_s(evening: Hands) -> None:
    look = cast("Audit", show(evening, Audit))
    assert look.report is not None
    assert look.report == audit.audit(evening.station)
