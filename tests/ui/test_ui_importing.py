"""The import screen: what a file holds, what was misunderstood, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from kiosk import paths
from kiosk.exchange.header_words import Field
from kiosk.operations import events
from kiosk.ui.widgets.file_tables import FIELD_ROLE

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.ui.screens.importing import Importing
    from tests.desk_window import Hands

PRETIX = paths.resources() / "sample_event" / "pretix.csv"
ODD = "Qui,Ou\nAli Bennani,Rabat\nSara Alami et Omar Alami,Fes\nAli Bennani,Rabat\n"


def screen(hands: Hands) -> Importing:
    one = hands.workplace.pages.importing
    assert one is not None
    return one


def look_at(hands: Hands, file: Path) -> Importing:
    hands.workplace.open_import(file)
    hands.settle()
    return screen(hands)


def odd_file(tmp_path: Path) -> Path:
    file = tmp_path / "odd.csv"
    file.write_text(ODD, "utf-8")
    return file


def test_a_known_file_is_understood_and_shown(hands: Hands) -> None:
    one = look_at(hands, PRETIX)
    assert "pretix" in one._under.text()
    assert one.people.rowCount() == 20
    assert one.columns.rowCount() > 10
    assert one.import_button.isEnabled()


def test_an_enter_too_many_while_a_file_is_read_asks_for_no_other(hands: Hands) -> None:
    hands.workplace.open_import()
    one = screen(hands)
    hands.settle()
    assert one.choose_button.hasFocus()
    one.open(PRETIX)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert not one.findChildren(QFileDialog)
    assert one.import_button.hasFocus()
    assert one.another_button.isEnabled()


def test_a_file_without_names_waits_until_somebody_says_where_they_are(hands: Hands, tmp_path: Path) -> None:
    one = look_at(hands, odd_file(tmp_path))
    assert not one.import_button.isEnabled()
    cell = one.columns.model().index(0, 1)
    one.columns.model().setData(cell, Field.FULL_NAME.value, FIELD_ROLE)
    hands.settle()
    assert one.import_button.isEnabled()
    assert one.problems.rowCount() == 2
    hands.click(one.import_button)
    assert "1 new" in one._counted.text()
    assert one.report_problems.rowCount() == 2
    assert events.overview(hands.station).people == 1


def test_the_same_file_again_makes_nobody_twice(hands: Hands) -> None:
    one = look_at(hands, PRETIX)
    hands.click(one.import_button)
    look_at(hands, PRETIX)
    hands.click(one.import_button)
    assert "0 new" in one._counted.text()
    assert events.overview(hands.station).people == 40


def test_a_file_that_cannot_be_taken_is_refused_with_advice(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "roll.xlsx"
    file.write_bytes(b"%PDF-1.7 not a workbook")
    one = look_at(hands, file)
    assert "roll.xlsx" in one._wrong.text()
    assert one._wrong.isVisible()
    assert not one.import_button.isVisible()


def test_an_import_can_be_stopped_and_changes_nothing(hands: Hands) -> None:
    one = look_at(hands, PRETIX)
    one._cancelled.clear = one._cancelled.set  # type: ignore[method-assign]  # stopped before its first row
    hands.click(one.import_button)
    assert "nothing was changed" in one._wrong.text()
    assert events.overview(hands.station).people == 0


def test_a_file_dropped_on_the_window_is_looked_at(hands: Hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PRETIX))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    place, none = QPointF(9, 99), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), copy, data, left, none)
    QApplication.sendEvent(hands.workplace, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(hands.workplace, QDropEvent(place, copy, data, left, none))
    hands.settle()
    assert screen(hands).people.rowCount() == 20


def test_esc_goes_back_to_the_desk(hands: Hands) -> None:
    look_at(hands, PRETIX)
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.isVisible()
    assert hands.reception.lookup.field.hasFocus()


def test_the_preview_is_said_in_the_language_that_is_chosen_meanwhile(hands: Hands) -> None:
    one = look_at(hands, PRETIX)
    hands.workplace._on_language("fr")
    hands.settle()
    assert one.import_button.text() == "Importer"
    assert "40 lignes" in one._under.text()
