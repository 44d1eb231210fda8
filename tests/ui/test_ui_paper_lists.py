"""The screen of paper lists: a list goes to the door, its ticks come back by scanner with their hour."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kiosk import language
from kiosk.operations import people
from kiosk.store import admissions
from kiosk.ui.places import Place
from kiosk.ui.screens.paper_lists import PaperLists
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.domain.people import Attendee
    from tests.stations import Clock

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PRESS_ROOM = "press-room"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    station = new_station(tmp_path / "station", clock)
    for name in ("Ali Bennani", "Sara Tazi"):
        people.walk_in(station, {"name_latin": name, "category": "press"}, "thursday")
    return open_window(qtbot, station, clock)


def guests(hands: Hands) -> list[Attendee]:
    return [row.attendee for row in people.find(hands.station, "Bennani", "thursday").rows] + [
        row.attendee for row in people.find(hands.station, "Tazi", "thursday").rows
    ]


def screen(hands: Hands) -> PaperLists:
    hands.workplace.go(Place.PAPER_LISTS)
    one = hands.workplace.pages.currentWidget()
    assert isinstance(one, PaperLists)
    one.list.setCurrentIndex(one.list.findData(PRESS_ROOM))
    hands.settle()
    return one


def entries(hands: Hands, guest: Attendee) -> list[datetime]:
    with hands.station.database.read() as connection:
        return [entry.at for entry in admissions.history(connection, guest.id, PRESS_ROOM)]


def shown(one: PaperLists, line: int) -> tuple[str, str]:
    cells = (one.table.item(line, 0), one.table.item(line, 1))
    assert all(cells)
    return tuple(cell.text().strip("\u2068\u2069") for cell in cells if cell)  # type: ignore[return-value]


def test_the_list_of_now_is_offered_and_written(desk: Hands, tmp_path: Path) -> None:
    desk.workplace.go(Place.PAPER_LISTS)
    desk.settle()
    one = desk.workplace.pages.currentWidget()
    assert isinstance(one, PaperLists)
    assert one.list_id == "thursday"
    one.save_to(tmp_path / "list.pdf")
    desk.settle()
    assert "list.pdf" in one.notice
    with pypdfium2.PdfDocument(tmp_path / "list.pdf") as document:
        assert [round(edge / 72 * 25.4) for edge in document[0].get_size()] == [210, 297]
        assert "Bennani" in document[0].get_textpage().get_text_bounded()


def test_the_list_goes_to_the_printer_with_one_key(desk: Hands) -> None:
    one = screen(desk)
    desk.press(Qt.Key.Key_P, CTRL | SHIFT)
    assert one.notice == "The list is at the printer."
    assert list((desk.station.folder / "badges").glob("*.pdf"))


def test_ctrl_s_asks_for_a_file(desk: Hands) -> None:
    one = screen(desk)
    desk.press(Qt.Key.Key_S, CTRL)
    (dialog,) = one.findChildren(QFileDialog)
    dialog.reject()
    desk.bot.waitUntil(lambda: not one.findChildren(QFileDialog))


def test_ticks_are_scanned_at_their_hour_and_written(desk: Hands) -> None:
    one = screen(desk)
    first, second = guests(desk)
    one.moment.show_moment(datetime(2024, 10, 24, 6, 30, tzinfo=UTC), one._desk.zone)
    desk.scan(first.code)
    one.moment.show_moment(datetime(2024, 10, 24, 7, 5, tzinfo=UTC), one._desk.zone)
    desk.scan(second.code)
    assert desk.workplace.pages.currentWidget() is one, "nobody is let in by it"
    assert [shown(one, line) for line in (0, 1)] == [
        ("24/10 08:05", "Sara Tazi"),
        ("24/10 07:30", "Ali Bennani"),
    ]
    assert entries(desk, first) == [], "not before somebody says so"
    desk.press(Qt.Key.Key_Return, CTRL)
    assert one.notice == "2 entries written"
    assert one.ticked == []
    assert entries(desk, first) == [datetime(2024, 10, 24, 6, 30, tzinfo=UTC)]


def test_a_code_that_is_nobodys_stays_to_be_looked_at(desk: Hands) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    desk.scan("UNKNOWN-1")
    desk.scan(first.code)
    assert "UNKNOWN-1" in shown(one, 1)[1]
    assert "Nobody" in shown(one, 1)[1]
    desk.press(Qt.Key.Key_Return, CTRL)
    assert one.notice == "1 entry written · 1 code is nobody's"
    assert [each.code for each in one.ticked] == ["UNKNOWN-1"]
    desk.press(Qt.Key.Key_Backspace)
    assert one.ticked == []


def test_the_same_ticks_again_write_nothing(desk: Hands) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    for _ in range(2):
        desk.scan(first.code)
        desk.press(Qt.Key.Key_Return, CTRL)
    assert one.notice == "0 entries written · 1 was known already"


def test_an_hour_that_is_none_is_marked_and_takes_no_tick(desk: Hands) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    one.moment.setText("soon")
    desk.scan(first.code)
    assert one._moment.problem
    assert one.ticked == []


def test_an_hour_to_come_is_refused_and_the_ticks_stay(desk: Hands) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    one.moment.show_moment(datetime(2024, 10, 25, 9, 0, tzinfo=UTC), one._desk.zone)
    desk.scan(first.code)
    desk.press(Qt.Key.Key_Return, CTRL)
    assert "has not come yet" in one.notice
    assert len(one.ticked) == 1


def test_esc_warns_once_of_ticks_that_are_not_written(desk: Hands) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    desk.scan(first.code)
    desk.press(Qt.Key.Key_Escape)
    assert one.isVisible()
    assert "not written" in one.notice
    desk.press(Qt.Key.Key_Escape)
    assert not one.isVisible()
    desk.workplace.go(Place.PAPER_LISTS)
    assert len(one.ticked) == 1, "they wait there"


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_ticks_stay_when_the_language_changes(desk: Hands, code: str) -> None:
    one = screen(desk)
    first, _second = guests(desk)
    desk.scan(first.code)
    language.use(code)
    one.retranslate()
    assert one.list_id == PRESS_ROOM
    assert one.table.rowCount() == 1


def test_every_control_is_named(desk: Hands) -> None:
    one = screen(desk)
    named = (one.list, one.moment, one.table, one.save_button, one.print_button, one.write_button)
    assert all(widget.accessibleName() for widget in (*named, one.drop_button, one.leave_button))
