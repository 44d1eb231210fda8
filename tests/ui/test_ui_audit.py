"""The audit of the badges on screen, worked by keys and mouse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk import language, paths
from kiosk.operations import imports, layout_files, layouts, people
from kiosk.operations.audit import Fault
from kiosk.ui.changes import Change
from kiosk.ui.places import Place
from kiosk.ui.screens.audit import Audit
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

LONG = ("Direction générale de la transformation numérique et des systèmes d'information " * 3)[:200]
BAD = f"""\
Nom complet;Société;Catégorie;Code billet
Li 山;OCP;Presse;X-1
Sara Tazi;{LONG};Presse;X-2
Ali Bennani;OCP;Presse;X-3
Ali BENNANI;Atlas;Presse;X-4
"""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A desk with forty people, two whose badge would be wrong, and two of one name."""
    station = new_station(tmp_path / "station", clock)
    imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
    sheet = tmp_path / "bad.csv"
    sheet.write_text(BAD, "utf-8")
    imports.import_roll(station, sheet)
    return open_window(qtbot, station, clock)


def screen(hands: Hands) -> Audit:
    assert hands.workplace.desk is not None
    one = Audit(hands.workplace.desk)
    pages = hands.workplace.pages
    pages._beside[Place.RIGHTS] = one  # as one of the screens beside
    one.left.connect(pages.left)
    pages.addWidget(one)
    pages.setCurrentWidget(one)
    hands.bot.waitUntil(lambda: one.report is not None)
    hands.settle()
    return one


def summary(one: Audit) -> str:
    return one._summary.text()


def test_the_worst_is_shown_first_with_its_badge_and_what_to_do(desk: Hands) -> None:
    one = screen(desk)
    assert "2 would be wrong" in summary(one)
    assert one.remark is not None
    assert one.remark.fault is Fault.CLIPPED
    assert one.table.hasFocus()
    desk.bot.waitUntil(lambda: one.paper.image is not None)
    assert one._advice.text() == "Shorten it."
    assert not one._running.isVisible()


def test_the_arrows_go_through_the_remarks(desk: Hands) -> None:
    one = screen(desk)
    desk.press(Qt.Key.Key_Down)
    assert one.remark is not None
    assert (one.remark.attendee.name, one.remark.characters) == ("Li 山", "山")
    assert "U+5C71" in one._about.accessibleName()


@pytest.mark.parametrize("how", ["enter", "f2", "button", "double"])
def test_one_key_opens_the_form_of_whose_badge_it_is(desk: Hands, how: str) -> None:
    one = screen(desk)
    opened: list[str] = []
    one.corrected.connect(opened.append)
    assert one.remark is not None
    wanted = one.remark.attendee.id
    if how == "button":
        desk.click(one.correct_button)
    elif how == "double":
        one.table.doubleClicked.emit(one.table.currentIndex())
    else:
        desk.press(Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_F2)
    assert opened == [wanted]


def test_what_was_corrected_is_gone_and_the_next_one_is_chosen(desk: Hands) -> None:
    one = screen(desk)
    assert one.remark is not None
    assert one.report is not None
    before = one.report
    people.correct(desk.station, one.remark.attendee.id, {"company": "DSI"})
    desk.workplace.changes.tell(Change.PEOPLE)
    desk.bot.waitUntil(lambda: one.report is not before)
    desk.settle()
    assert "1 would be wrong" in summary(one)
    assert one.remark is not None
    assert one.remark.attendee.name == "Li 山"


def test_a_change_behind_another_screen_is_looked_at_on_the_way_back(desk: Hands) -> None:
    one = screen(desk)
    before = one.report
    desk.press(Qt.Key.Key_Escape)
    assert not one.isVisible()
    desk.workplace.changes.tell(Change.PEOPLE)
    desk.settle()
    assert one.report is before
    desk.workplace.pages.setCurrentWidget(one)
    desk.bot.waitUntil(lambda: one.report is not before)


def test_remarks_can_be_narrowed(desk: Hands) -> None:
    one = screen(desk)
    one.filter.setCurrentIndex(one.filter.findData("same_name"))
    one.filter.activated.emit(one.filter.currentIndex())
    shown = {remark.attendee.name for remark in one.table.remarks.rows}
    assert {"Ali Bennani", "Ali BENNANI"} <= shown
    assert {remark.fault for remark in one.table.remarks.rows} == {Fault.SAME_NAME}
    one.filter.setCurrentIndex(one.filter.findData("wrong"))
    one.filter.activated.emit(one.filter.currentIndex())
    assert len(one.table.remarks.rows) == 2


def test_escape_stops_what_runs_and_then_leaves(desk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    one = screen(desk)
    one.run()
    one.escape()
    desk.settle()
    assert one._wrong.text() == "Stopped."
    assert one.isVisible()
    one.escape()
    assert not one.isVisible()


def test_leaving_while_it_runs_does_no_harm(desk: Hands) -> None:
    one = screen(desk)
    one.run()
    desk.workplace.show_reception()
    desk.settle()
    desk.workplace.pages.setCurrentWidget(one)
    desk.settle()
    assert "2 would be wrong" in summary(one)


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_remark_is_chosen_in_every_language(desk: Hands, code: str) -> None:
    one = screen(desk)
    language.use(code)
    desk.window.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if language.is_rtl() else Qt.LayoutDirection.LeftToRight
    )
    one.retranslate()
    one.redraw()
    desk.settle()
    assert one.remark is not None
    desk.bot.waitUntil(lambda: one.paper.image is not None)


def test_every_control_has_a_name(desk: Hands) -> None:
    one = screen(desk)
    for widget in (one.table, one.filter, one.correct_button, one.again_button, one.leave_button, one.bar):
        assert widget.accessibleName()
    index = one.table.remarks.index(0, 0)
    read = one.table.remarks.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "Sara Tazi" in read


def test_f5_looks_again_wherever_the_keys_are(desk: Hands) -> None:
    one = screen(desk)
    for widget in (one.table, one.filter, one.again_button):
        before = one.report
        widget.setFocus()
        desk.press(Qt.Key.Key_F5)
        assert one.report is not before


def test_a_layout_that_broke_is_told_above_the_remarks(desk: Hands) -> None:
    own = desk.station.folder / "layouts" / "a6.json"
    own.parent.mkdir()
    own.write_text("{", "utf-8")
    one = screen(desk)
    assert one._wrong.isVisible()
    assert "a6.json" in one._wrong.text()


def test_a_code_is_judged_by_the_printers_dots(desk: Hands, tmp_path: Path) -> None:
    told = json.loads((paths.resources() / "layouts" / "cr80.json").read_text("utf-8"))
    for element in told["elements"]:
        if element["type"] == "qr":
            element["side_mm"] = 9.5
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({**told, "id": "mine"}), "utf-8")
    layout_files.take(desk.station, file)
    layouts.assign(desk.station, "mine")
    one = screen(desk)
    assert one.report is not None
    before = one.report
    assert Fault.CODE_SMALL in before.by_fault
    one.dots.setCurrentIndex(one.dots.findData(600))
    one.dots.activated.emit(one.dots.currentIndex())
    desk.bot.waitUntil(lambda: one.report is not before)
    assert one.report is not None
    assert Fault.CODE_SMALL not in one.report.by_fault
