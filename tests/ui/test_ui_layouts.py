"""The badge layouts on screen: seen on real guests, taken from files, given to categories."""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kiosk import language, paths
from kiosk.domain.staff import Role
from kiosk.operations import imports, layouts, staff
from kiosk.operations.layouts import NOT_PRINTED, USUAL
from kiosk.ui.places import Place
from kiosk.ui.screens.layouts import Layouts
from kiosk.ui.widgets.layout_choices import ALL_OTHERS
from tests.desk_window import Hands, open_window
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.stations import Clock

CTRL = Qt.KeyboardModifier.ControlModifier
PRETIX = [
    {
        "type": "textarea",
        "left": "10",
        "bottom": "60",
        "width": "80",
        "content": "seat_zone",
        "fontsize": "20",
    }
]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    station = new_station(tmp_path / "station", clock)
    imports.import_roll(station, paths.resources() / "sample_event" / "pretix.csv")
    return open_window(qtbot, station, clock)


def screen(hands: Hands) -> Layouts:
    hands.workplace.go(Place.LAYOUTS)
    one = hands.workplace.pages.currentWidget()
    assert isinstance(one, Layouts)
    hands.settle()
    return one


def choose(hands: Hands, one: Layouts, category: str, layout_id: str) -> None:
    box = one.choices.boxes[category]
    box.setCurrentIndex(box.findData(layout_id))
    box.activated.emit(box.currentIndex())
    hands.settle()


def cells(one: Layouts, row: int) -> list[str]:
    found = [one.table.item(row, column) for column in range(one.table.columnCount())]
    return [cell.text() for cell in found if cell is not None]


def test_the_usual_layout_is_seen_first_on_somebody_of_the_roll(desk: Hands) -> None:
    one = screen(desk)
    assert one.layout_id == "a6"
    assert cells(one, one.table.currentRow())[2] == "All others"
    assert one.guest is not None
    assert one.guest.name in one._whose.accessibleName()
    assert one.paper.image is not None
    assert one.paper.image.height() > one.paper.image.width()
    assert one.table.hasFocus()


def test_arrows_show_the_next_layout_and_space_the_next_guest(desk: Hands) -> None:
    one = screen(desk)
    one.table.setCurrentCell(0, 0)
    desk.settle()
    before = one.paper.image
    desk.press(Qt.Key.Key_Down)
    assert one.layout_id == "a4-quarto"
    assert one.paper.image is not None
    assert one.paper.image != before
    guest, before = one.guest, one.paper.image
    desk.press(Qt.Key.Key_Space)
    assert one.guest != guest
    assert one.paper.image != before


def test_a_back_is_turned_to_where_there_is_one(desk: Hands) -> None:
    one = screen(desk)
    assert not one.over_button.isEnabled()
    row = [known.id for known in one._there.known].index("cr80-photo")
    one.table.setCurrentCell(row, 0)
    desk.settle()
    front = one.paper.image
    desk.press(Qt.Key.Key_R, CTRL)
    assert one.paper.image != front
    desk.press(Qt.Key.Key_R, CTRL)
    assert one.paper.image == front


def test_a_category_gets_its_layout_or_none_and_gives_it_back(desk: Hands) -> None:
    one = screen(desk)
    choose(desk, one, "press", "cr80")
    assert layouts.by_category(desk.station.folder) == {"press": "cr80"}
    row = [known.id for known in one._there.known].index("cr80")
    assert cells(one, row)[2] == "Press" or cells(one, row)[2] == "Presse"
    assert one.notice
    choose(desk, one, "press", NOT_PRINTED)
    assert layouts.by_category(desk.station.folder) == {"press": NOT_PRINTED}
    assert one.choices.boxes["press"].currentData() == NOT_PRINTED
    choose(desk, one, "press", USUAL)
    assert layouts.by_category(desk.station.folder) == {}
    choose(desk, one, ALL_OTHERS, "a7")
    assert desk.station.settings.layout == "a7"
    assert desk.station.layout.id == "a7"


def test_a_layout_of_pretix_is_taken_shown_and_its_losses_told(desk: Hands, tmp_path: Path) -> None:
    file = tmp_path / "Badge Salle 1.json"
    file.write_text(json.dumps(PRETIX), "utf-8")
    one = screen(desk)
    one.take_from(file)
    desk.settle()
    assert one.layout_id == "badge-salle-1"
    assert "seat_zone" in one.notice
    assert one.paper.image is not None
    assert one.choices.boxes["press"].findData("badge-salle-1") > 0


@pytest.mark.parametrize("content", ["{", '{"id": "x"}', '[{"type": "textarea", "left": "NaN"}]'])
def test_a_file_that_is_no_layout_says_why_and_changes_nothing(
    desk: Hands, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content, "utf-8")
    one = screen(desk)
    before = one._there.known
    one.take_from(file)
    desk.settle()
    assert "wrong.json" in one.notice
    assert one._there.known == before


def test_a_copy_is_written_changed_in_an_editor_and_seen_at_once(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    file = tmp_path / "mine.json"
    one.save_to(file)
    desk.settle()
    told = json.loads(file.read_text("utf-8"))
    assert told["id"] == "a6"
    file.write_text(json.dumps({**told, "id": "mine", "title": "Mine"}), "utf-8")
    one.take_from(file)
    desk.settle()
    assert one.layout_id == "mine"
    before = one.paper.image
    own = desk.station.folder / "layouts" / "mine.json"
    own.write_text(json.dumps({**told, "id": "mine", "title": "Mine", "elements": []}), "utf-8")
    os.utime(own, ns=(1, 1))
    desk.bot.waitUntil(lambda: one.paper.image not in (None, before))
    own.write_text("{", "utf-8")
    desk.bot.waitUntil(lambda: one.paper.image is None)
    assert "mine.json" in one.paper._text


def test_a_layout_that_broke_is_marked_and_told(desk: Hands) -> None:
    own = desk.station.folder / "layouts" / "a6.json"
    own.parent.mkdir()
    own.write_text("{", "utf-8")
    one = screen(desk)
    assert "a6" in one._wrong_layouts.text()
    assert one._wrong_layouts.isVisible()
    assert one.paper.image is None
    item = one.table.item(one.table.currentRow(), 0)
    assert item is not None
    assert not item.icon().isNull()
    assert not one.save_button.isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_S, Qt.Key.Key_H])
def test_files_are_asked_for_with_one_key(desk: Hands, key: Qt.Key) -> None:
    one = screen(desk)
    desk.press(key, CTRL)
    (dialog,) = one.findChildren(QFileDialog)
    dialog.reject()
    desk.bot.waitUntil(lambda: not one.findChildren(QFileDialog))


def test_whoever_may_not_set_up_may_look(desk: Hands) -> None:
    staff.add(desk.station, "Rachid", Role.ADMINISTRATOR, "739164")
    boss = staff.add(desk.station, "Salma", Role.SUPERVISOR, "527163")
    staff.sign_in(desk.station, boss.id, "527163")
    one = screen(desk)
    assert one.paper.image is not None
    assert not one.choices.isEnabled()
    assert not one.take_button.isEnabled()
    assert one._denied.isVisible()


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_what_is_chosen_stays_when_the_language_changes(desk: Hands, code: str) -> None:
    one = screen(desk)
    choose(desk, one, "press", "cr80")
    one.table.setCurrentCell(1, 0)
    desk.settle()
    before = one.layout_id
    language.use(code)
    one.retranslate()
    desk.settle()
    assert one.layout_id == before
    assert one.choices.boxes["press"].currentData() == "cr80"
    assert one.paper.image is not None


def test_every_control_is_named(desk: Hands) -> None:
    one = screen(desk)
    named = [one.table, one.paper, one.next_button, one.over_button, one.take_button, one.save_button]
    named += [one.photos_button, one.leave_button]
    assert all(widget.accessibleName() for widget in (*named, *one.choices.boxes.values()))


def test_an_empty_roll_is_shown_on_an_invented_guest(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    hands = open_window(qtbot, new_station(tmp_path / "station", clock), clock)
    one = screen(hands)
    assert one.paper.image is not None
    assert "invented" in one._whose.accessibleName()


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "black").save(out, kind)
    return out.getvalue()


def test_a_logo_is_taken_and_shown_at_once(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    row = [known.id for known in one._there.known].index("tent")
    one.table.setCurrentCell(row, 0)
    desk.settle()
    before = one.paper.image
    (tmp_path / "logo.png").write_bytes(picture())
    one.take_from(tmp_path / "logo.png")
    desk.settle()
    assert "logo.png" in one.notice
    assert one.layout_id == "tent"
    assert one.paper.image != before


def test_photographs_are_taken_and_seen_on_whom_they_are_of(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    row = [known.id for known in one._there.known].index("cr80-photo")
    one.table.setCurrentCell(row, 0)
    desk.settle()
    assert one.guest is not None
    before = one.paper.image
    (tmp_path / f"{one.guest.code}.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "holiday.jpg").write_bytes(picture("JPEG"))
    one.take_photographs_from([tmp_path / f"{one.guest.code}.jpg", tmp_path / "holiday.jpg"])
    desk.settle()
    assert "1 photograph kept." in one.notice
    assert "holiday.jpg" in one.notice
    assert one.paper.image != before


def test_an_own_layout_is_taken_away_and_brought_back_with_whom_it_was_for(
    desk: Hands, tmp_path: Path
) -> None:
    one = screen(desk)
    assert not one.remove_button.isEnabled(), "those that come with the program stay"
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(PRETIX), "utf-8")
    one.take_from(file)
    desk.settle()
    choose(desk, one, "press", "mine")
    choose(desk, one, ALL_OTHERS, "mine")
    desk.press(Qt.Key.Key_Delete)
    assert "mine" not in {known.id for known in one._there.known}
    assert layouts.by_category(desk.station.folder) == {}
    assert desk.station.settings.layout == "a6"
    assert "Ctrl+Z" in one.notice
    desk.press(Qt.Key.Key_Z, CTRL)
    assert "mine" in {known.id for known in one._there.known}
    assert layouts.by_category(desk.station.folder) == {"press": "mine"}
    assert desk.station.settings.layout == "mine"
    assert not one.notice.endswith("Ctrl+Z brings it back.")


def test_delete_takes_away_nothing_that_comes_with_the_program(desk: Hands) -> None:
    one = screen(desk)
    before = one._there.known
    desk.press(Qt.Key.Key_Delete)
    assert one._there.known == before
