"""Badges by the sheet on screen: chosen, seen, saved, printed, and counted as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kiosk import language
from kiosk.ui.places import Place
from kiosk.ui.screens.sheets import Sheets
from tests.badge.badge_page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QComboBox

    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def screen(hands: Hands) -> Sheets:
    assert hands.workplace.desk is not None
    one = Sheets(hands.workplace.desk)
    pages = hands.workplace.pages
    pages._beside[Place.RIGHTS] = one  # as one of the screens beside
    one.left.connect(pages.left)
    pages.addWidget(one)
    pages.setCurrentWidget(one)
    settle(hands, one)
    return one


def settle(hands: Hands, one: Sheets) -> None:
    hands.bot.waitUntil(lambda: not one._timer.isActive() and hands.workplace.tasks.idle)


def choose(hands: Hands, one: Sheets, box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    assert box.currentData() == data
    box.activated.emit(box.currentIndex())
    settle(hands, one)


def pages(file: Path) -> int:
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def test_the_first_sheet_and_the_count_are_seen_at_once(desk: Hands) -> None:
    one = screen(desk)
    assert one.summary.endswith("sheets")
    assert one.paper.image is not None
    assert one.paper.image.height() > one.paper.image.width()
    assert one.form.category.hasFocus()


def test_what_is_chosen_is_counted_anew(desk: Hands) -> None:
    one = screen(desk)
    before = one.summary
    choose(desk, one, one.form.category, "press")
    assert one.summary != before
    choose(desk, one, one.form.start, 4)
    after = one.summary
    choose(desk, one, one.form.start, 1)
    assert one.summary != after or "1 sheet" in after


def test_a_stock_too_small_for_the_badge_says_so_in_place_of_the_sheet(desk: Hands) -> None:
    one = screen(desk)
    choose(desk, one, one.form.stock, "avery-l4784")
    assert one.paper.image is None
    assert "larger than a label" in one.paper._text
    assert not one.save_button.isEnabled()
    desk.press(Qt.Key.Key_P, CTRL | SHIFT)
    assert one.notice == ""
    choose(desk, one, one.form.stock, "a6")
    assert one.save_button.isEnabled()


def test_labels_and_marks_follow_the_stock(desk: Hands) -> None:
    one = screen(desk)
    assert one.form.start.count() == 4
    assert one.form.marks.isEnabled()
    choose(desk, one, one.form.stock, "avery-l4784")
    assert one.form.start.count() == 10
    assert not one.form.marks.isEnabled()


def test_the_sheets_are_written_and_counted_as_printed_when_somebody_says_so(
    desk: Hands, tmp_path: Path
) -> None:
    one = screen(desk)
    choose(desk, one, one.form.category, "press")
    file = tmp_path / "out.pdf"
    one.save_to(file)
    settle(desk, one)
    assert pages(file) >= 1
    assert "out.pdf" in one.notice
    assert one.came_out_button.isVisible()
    desk.click(one.came_out_button)
    settle(desk, one)
    assert "as printed" in one.notice
    assert not one.came_out_button.isVisible()
    desk.click(one.form.unprinted)
    settle(desk, one)
    assert one.summary == ""
    assert one.paper._text == "There is no badge to print."


def test_ctrl_s_asks_for_a_file(desk: Hands) -> None:
    one = screen(desk)
    desk.press(Qt.Key.Key_S, CTRL)
    dialog = one.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.reject()


def test_ctrl_shift_p_prints_on_paper_of_the_sheets_size(desk: Hands) -> None:
    one = screen(desk)
    one.form.category.setFocus()
    desk.press(Qt.Key.Key_P, CTRL | SHIFT)
    settle(desk, one)
    assert one.notice == "The sheets are at the printer."
    (file,) = (desk.station.folder / desk.station.settings.print_folder).glob("*.pdf")
    height, width = Page(file.read_bytes()).raster(72).shape
    assert (width, height) == pytest.approx((595, 842), abs=2)


def test_the_shift_is_typed_used_and_kept(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    one.form.right.setFocus()
    desk.type("1,5")
    settle(desk, one)
    one.save_test_to(tmp_path / "test.pdf")
    settle(desk, one)
    assert pages(tmp_path / "test.pdf") == 1
    assert desk.station.settings.sheet_shift_x_mm == 1.5
    again = screen(desk)
    assert again.form.right.text() == "1.5"


@pytest.mark.parametrize("typed", ["x", "99", "nan"])
def test_a_shift_that_is_none_is_marked(desk: Hands, tmp_path: Path, typed: str) -> None:
    one = screen(desk)
    one.form.down.setFocus()
    desk.type(typed)
    settle(desk, one)
    one.save_to(tmp_path / "out.pdf")
    settle(desk, one)
    assert not (tmp_path / "out.pdf").exists()
    told = f"{one.form._shift.problem}{one.paper._text}{one.notice}"
    assert "No printer is" in told


def test_drawing_can_be_stopped(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    one.save_to(tmp_path / "out.pdf")
    one.escape()
    settle(desk, one)
    assert one.isVisible()
    assert one.notice == "Stopped." or (tmp_path / "out.pdf").exists()
    one.escape()
    assert not one.isVisible()


def test_a_file_that_cannot_be_written_is_told(desk: Hands, tmp_path: Path) -> None:
    one = screen(desk)
    one.save_to(tmp_path / "no" / "where.pdf")
    settle(desk, one)
    assert "cannot be written" in one.notice
    assert not one.came_out_button.isVisible()


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_choices_stay_when_the_language_changes(desk: Hands, code: str) -> None:
    one = screen(desk)
    choose(desk, one, one.form.order, "name")
    choose(desk, one, one.form.backs, "short_edge")
    choose(desk, one, one.form.category, "press")
    language.use(code)
    one.retranslate()
    one.redraw()
    assert (one.form.order.currentData(), one.form.backs.currentData()) == ("name", "short_edge")
    assert one.form.category.currentData() == "press"


def test_every_control_has_a_name(desk: Hands) -> None:
    one = screen(desk)
    form = one.form
    fields = (
        form.category,
        form.company,
        form.order,
        form.stock,
        form.start,
        form.backs,
        form.right,
        form.down,
    )
    buttons = (
        form.unprinted,
        form.marks,
        one.save_button,
        one.print_button,
        one.test_button,
        one.leave_button,
    )
    assert all(widget.accessibleName() for widget in (*fields, *buttons, one.paper, one.bar))
    assert form.right.accessibleName() != form.down.accessibleName()


def test_a_layout_that_broke_is_told_beside_the_sheet(desk: Hands) -> None:
    own = desk.station.folder / "layouts" / "a6.json"
    own.parent.mkdir()
    own.write_text("{", "utf-8")
    one = screen(desk)
    assert one.paper.image is not None, "drawn all the same"
    assert "a6.json" in one._replaced.text()
    assert one._replaced.isVisible()
    own.unlink()
    choose(desk, one, one.form.category, "press")
    assert not one._replaced.isVisible()


def test_the_test_page_goes_to_the_printer_with_one_key(desk: Hands) -> None:
    one = screen(desk)
    before = set((desk.station.folder / "badges").glob("*.pdf"))
    desk.press(Qt.Key.Key_T, CTRL | SHIFT)
    settle(desk, one)
    (page,) = set((desk.station.folder / "badges").glob("*.pdf")) - before
    with pypdfium2.PdfDocument(page) as document:
        assert [round(edge / 72 * 25.4) for edge in document[0].get_size()] == [210, 297]
    assert "at the printer" in one.notice
