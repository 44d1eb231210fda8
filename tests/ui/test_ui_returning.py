"""From the audit to a guest's form and back: whatever ends the form, unless somebody stands at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.operations import imports
from kiosk.ui.places import Place
from kiosk.ui.screens.audit import Audit
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

ROLL = "Nom complet;Société;Code billet\nLi 山;OCP;X-1\nWu 水;OCP;X-2\nAli Bennani;Atlas;X-3\n"


@pytest.fixture
def audit(qtbot: QtBot, tmp_path: Path, clock: Clock) -> tuple[Hands, Audit]:
    station = new_station(tmp_path / "station", clock)
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)
    hands = open_window(qtbot, station, clock)
    hands.workplace.go(Place.AUDIT)
    one = hands.workplace.pages.currentWidget()
    assert isinstance(one, Audit)
    qtbot.waitUntil(lambda: one.report is not None)
    hands.settle()
    return hands, one


def is_back(hands: Hands, one: Audit) -> bool:
    return hands.workplace.pages.currentWidget() is one


def test_a_correction_leads_back_to_the_next_remark(audit: tuple[Hands, Audit]) -> None:
    hands, one = audit
    assert one.remark is not None
    assert one.remark.attendee.name == "Li 山"
    hands.press(Qt.Key.Key_Return)
    assert hands.reception.form.isVisible()
    hands.reception.form.fields["name_latin"].setText("Li Shan")
    hands.press(Qt.Key.Key_Return)
    hands.bot.waitUntil(lambda: is_back(hands, one))
    hands.bot.waitUntil(lambda: one.remark is not None and one.remark.attendee.name == "Wu 水")
    assert one.table.hasFocus()


def test_giving_up_leads_back_as_well(audit: tuple[Hands, Audit]) -> None:
    hands, one = audit
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Escape)
    hands.bot.waitUntil(lambda: is_back(hands, one))


def test_whoever_is_scanned_meanwhile_is_dealt_with_first(audit: tuple[Hands, Audit]) -> None:
    hands, one = audit
    hands.press(Qt.Key.Key_Return)
    hands.scan("X-3")
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert not is_back(hands, one)
    assert hands.reception.isVisible()


def test_a_form_of_the_reception_itself_leads_nowhere(audit: tuple[Hands, Audit]) -> None:
    hands, one = audit
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Escape)
    hands.bot.waitUntil(lambda: is_back(hands, one))
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F3)
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
