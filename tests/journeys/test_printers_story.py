"""The person in charge sets the printers up: finds them, tries one, gives it its badges, and says when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.printers import FOLDER, Printer, Prints
from kiosk.operations import people, print_queue
from kiosk.printing import present
from kiosk.printing.present import Candidate
from kiosk.ui.places import Place
from kiosk.ui.screens.printers import Printers
from kiosk.words import Role
from tests.printing.label_rig import LabelPrinter, on_network, zpl_labels, zpl_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def zebra(monkeypatch: pytest.MonkeyPatch) -> Iterator[LabelPrinter]:
    """A label printer that is there to be found, a real line to a device."""
    with on_network(LabelPrinter("zebra", answer=zpl_status())) as printer:
        found = (Candidate(printer.address, "Zebra ZD421", "127.0.0.1", "zebra"),)
        monkeypatch.setattr(present, "printers", lambda: found)
        yield printer


@pytest.fixture
def page(desk: Hands, zebra: LabelPrinter) -> Printers:
    """The screen, with what there is to choose on it."""
    desk.workplace.go(Place.PRINTERS)
    shown = desk.workplace.pages.currentWidget()
    assert isinstance(shown, Printers)
    desk.bot.waitUntil(lambda: bool(shown.policy.choices) and shown.there.count() == 1)
    desk.settle()
    return shown


def take(desk: Hands, page: Printers) -> None:
    """Choose the printer that was found."""
    page.there.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert page.form.name.text() == "Zebra ZD421"


def tried(desk: Hands, page: Printers) -> None:
    """Print a test badge and wait until it is asked about."""
    desk.press(Qt.Key.Key_F8)
    desk.bot.waitUntil(lambda: not page.yes_button.isHidden())


def test_a_printer_is_found_tried_and_kept_by_keys_alone(
    desk: Hands, page: Printers, zebra: LabelPrinter
) -> None:
    take(desk, page)
    tried(desk, page)
    assert len(zpl_labels(bytes(zebra.heard))) == 1
    assert desk.station.printers == (Printer(FOLDER, FOLDER),)
    desk.press(Qt.Key.Key_F9)
    assert page.yes_button.isHidden()
    desk.press(Qt.Key.Key_S, CTRL)
    desk.bot.waitUntil(lambda: "kept" in page.told)
    assert desk.station.printers == (Printer("Zebra ZD421", zebra.address),)
    desk.press(Qt.Key.Key_Escape)
    desk.type("ghita")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: len(zpl_labels(bytes(zebra.heard))) == 2)
    desk.settle()


def test_a_test_badge_that_came_out_wrong_tells_what_to_check(
    desk: Hands, page: Printers, zebra: LabelPrinter
) -> None:
    desk.click(page.there.viewport())  # nowhere on the list: nothing is chosen
    take(desk, page)
    desk.click(page.test_button)
    desk.bot.waitUntil(lambda: not page.yes_button.isHidden())
    desk.click(page.no_button)
    assert "105 × 148 mm" in page.told
    assert desk.station.printers == (Printer(FOLDER, FOLDER),)
    desk.settle()


def test_a_printer_without_paper_says_so_instead(desk: Hands, page: Printers, zebra: LabelPrinter) -> None:
    zebra.answer = zpl_status(paper_out=True)
    take(desk, page)
    desk.press(Qt.Key.Key_F8)
    desk.bot.waitUntil(lambda: "out of paper" in page.told)
    assert page.yes_button.isHidden()
    desk.settle()


def test_a_printer_gets_its_badges_and_is_taken_away_and_brought_back(
    desk: Hands, page: Printers, zebra: LabelPrinter
) -> None:
    take(desk, page)
    page.form.name.setFocus()
    page.form.name.selectAll()
    desk.type("Hall")
    desk.click(page.form.categories.ticks["press"])
    page.form.labels.setFocus()
    desk.type("200")
    desk.press(Qt.Key.Key_S, CTRL)
    desk.bot.waitUntil(lambda: "kept" in page.told)
    hall = Printer("Hall", zebra.address, 200, ("press",))
    assert desk.station.printers == (hall,)
    assert page.ordered.lines[0].under.endswith("for Presse")
    page.ordered.view.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.bot.waitUntil(lambda: desk.station.printers == (Printer(FOLDER, FOLDER),))
    desk.click(page.undo_button)
    desk.bot.waitUntil(lambda: desk.station.printers == (hall,))
    desk.settle()


@pytest.mark.parametrize(
    ("name", "address", "said"), [("", "folder", "no name"), ("Hall", "x", "no printer's")]
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(
    desk: Hands, page: Printers, name: str, address: str, said: str
) -> None:
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type(name)
    page.form.address.setFocus()
    desk.type(address)
    desk.press(Qt.Key.Key_S, CTRL)
    desk.bot.waitUntil(lambda: said in page.told)
    assert desk.station.printers == (Printer(FOLDER, FOLDER),)
    desk.settle()


def test_when_an_entry_prints_is_chosen_for_a_list(desk: Hands, page: Printers) -> None:
    choice = page.policy.choices[0]
    choice.setFocus()
    desk.press(Qt.Key.Key_Down)  # never
    choice.activated.emit(choice.currentIndex())
    desk.bot.waitUntil(lambda: "kept" in page.told)
    desk.settle()
    assert desk.workplace.desk is not None
    assert desk.workplace.desk.overview.lists[0].prints is Prints.NEVER
    desk.press(Qt.Key.Key_Escape)
    desk.type("ghita")
    desk.press(Qt.Key.Key_Return)
    assert desk.said.role is Role.ADMITTED
    assert print_queue.jobs(desk.station) == ()
    desk.settle()


@pytest.mark.parametrize("focus", ["name", "address", "labels", "there", "policy", "test"])
def test_a_scan_is_answered_whatever_the_focus_is_on(desk: Hands, page: Printers, focus: str) -> None:
    other = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    {
        "name": page.form.name,
        "address": page.form.address,
        "labels": page.form.labels,
        "there": page.there,
        "policy": page.policy.choices[0],
        "test": page.test_button,
    }[focus].setFocus()
    before = page.form.typed()
    desk.scan(other.code)
    assert desk.said.role is Role.ADMITTED
    assert desk.guest.id == other.id
    assert page.form.typed() == before
    desk.settle()
