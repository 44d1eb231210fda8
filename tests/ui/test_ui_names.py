"""What a guest is called on an Arabic screen: by the name in its letters, wherever one name stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.people import Attendee
from kiosk.operations import imports
from kiosk.ui.places import Place
from kiosk.words import guests
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

ROLL = """\
Nom complet;الاسم الكامل;Société;Code billet
Hicham Chikr;هشام شيكر;OCP;T-1
Sara Tazi;;Atlas;T-2
"""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk in Arabic, with a guest of both scripts and one of one."""
    station = new_station(tmp_path / "station", clock)
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)
    hands = open_window(qtbot, station, clock)
    hands.workplace._on_language("ar")
    hands.settle()
    return hands


def test_one_name_is_that_of_the_language_where_there_is_one(desk: Hands) -> None:
    assert desk is not None  # in Arabic
    both = Attendee("a", "A", name_latin="Hicham Chikr", name_arabic="هشام شيكر")
    assert guests.name(both) == "هشام شيكر"
    assert guests.name(Attendee("a", "A", name_latin="Sara Tazi")) == "Sara Tazi"


def test_last_passages_say_it_and_what_is_undone_says_it(desk: Hands) -> None:
    for code in ("T-2", "T-1"):
        desk.scan(code)
        desk.clock.later(60)
    last = desk.reception.activity._last.accessibleName()
    assert "هشام شيكر" in last
    assert "Sara Tazi" in last
    assert "Hicham" not in last
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "هشام شيكر" in desk.banner._detail.text()


def test_the_history_is_of_that_name_and_follows_the_language(desk: Hands) -> None:
    desk.scan("T-1")
    desk.press(Qt.Key.Key_F5)
    title = desk.reception.history._title
    assert "هشام شيكر" in title.text()
    desk.workplace._on_language("fr")
    assert "Hicham Chikr" in title.text()
    desk.settle()


def test_a_layout_s_preview_is_of_a_guest_called_so(desk: Hands) -> None:
    desk.scan("T-1")
    desk.bot.waitUntil(lambda: bool(desk.reception.card.job()))
    desk.settle()
    desk.workplace.go(Place.LAYOUTS)
    desk.settle()
    layouts = desk.workplace.pages.currentWidget()
    desk.bot.waitUntil(lambda: "هشام شيكر" in layouts._whose.accessibleName())  # type: ignore[union-attr]
    desk.settle()
