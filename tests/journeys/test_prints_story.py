"""Badges and printers as a volunteer meets them: another badge, a printer that wants something, the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import app
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.language import isolated
from kiosk.operations import badges, labels, people, print_queue
from kiosk.printing.ledger import Ledger, Mark
from kiosk.ui.changes import Change
from kiosk.ui.screens.print_queue import PrintQueue
from kiosk.ui.widgets.explained import Explained
from kiosk.words import Role
from tests.printing.label_rig import LabelPrinter, on_network, zpl_labels, zpl_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.people import Attendee
    from tests.desk_window import Hands


def admitted(desk: Hands, name: str = "ghita") -> Attendee:
    """Somebody comes in and gets their badge."""
    desk.type(name)
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.reception.card.job() == "Badge printed")
    return desk.guest


def ask_again(desk: Hands) -> None:
    desk.press(Qt.Key.Key_F8)
    desk.bot.waitUntil(lambda: desk.said.word == "Already printed")
    desk.settle()


def whys(desk: Hands, guest: Attendee) -> list[str]:
    return [one.why for one in print_queue.jobs(desk.station, attendee_id=guest.id)]


# -- another badge -------------------------------------------------------------------------------------


def test_a_second_badge_is_printed_for_a_reason_that_one_key_gives(desk: Hands) -> None:
    guest = admitted(desk)
    ask_again(desk)
    assert desk.said.role is Role.ATTENTION
    assert desk.station.settings.name in desk.said.detail
    assert whys(desk, guest) == [""]
    desk.type("3")
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["damaged", ""]
    now = people.by_code(desk.station, people.find(desk.station, "ghita", "thursday").rows[0].attendee.code)
    assert now.code != guest.code
    assert desk.reception.card.panel is None
    desk.settle()


def test_a_second_badge_is_printed_for_a_reason_that_is_clicked(desk: Hands) -> None:
    guest = admitted(desk)
    desk.click(desk.reception.card.buttons.print_button)
    desk.bot.waitUntil(lambda: desk.reception.card.panel is not None)
    desk.click(desk.reception.verdicts.override.reasons[0])
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["not_printed", ""]
    desk.settle()


def test_a_second_badge_is_printed_for_a_reason_in_somebodys_own_words(desk: Hands) -> None:
    guest = admitted(desk)
    ask_again(desk)
    desk.type("it fell in the tea")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["it fell in the tea", ""]
    desk.settle()


@pytest.mark.parametrize("way_out", ["escape", "scan"])
def test_no_second_badge_is_printed_if_nobody_says_why(desk: Hands, way_out: str) -> None:
    other = people.find(desk.station, "amina", "thursday").rows[0].attendee
    guest = admitted(desk)
    ask_again(desk)
    if way_out == "escape":
        desk.press(Qt.Key.Key_Escape)
        assert desk.banner.said is None
    else:
        desk.scan(other.code)
        assert desk.guest.id == other.id
    assert desk.reception.card.panel is None
    assert whys(desk, guest) == [""]
    desk.settle()


# -- the queue -----------------------------------------------------------------------------------------


@pytest.fixture
def hall(desk: Hands) -> Iterator[LabelPrinter]:
    """Two printers: one in the hall, a real line to a device that is out of paper; and a folder."""
    with on_network(LabelPrinter("zebra", answer=zpl_status(paper_out=True))) as printer:
        two = (Printer("Hall", printer.address, labels=100), Printer("Folder", layouts=("cr80",)))
        app.with_settings(desk.station, printers=two)
        yield printer


def waiting(desk: Hands, *names: str) -> PrintQueue:
    """Badges that wait for paper, seen on the screen of the prints."""
    for name in names:
        guest = people.find(desk.station, name, "thursday").rows[0].attendee
        badges.print_badge(desk.station, guest.id)
    desk.workplace.changes.tell(Change.JOBS)
    desk.bot.waitUntil(lambda: all(job.reasons for job in print_queue.queue(desk.station)[:1]))
    desk.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    page = desk.workplace.pages.currentWidget()
    assert isinstance(page, PrintQueue)
    desk.bot.waitUntil(lambda: len(page.table.jobs) == len(names))
    return page


def is_seen(desk: Hands, page: PrintQueue) -> bool:
    return desk.workplace.pages.currentWidget() is page


def choose(page: PrintQueue, desk: Hands, row: int) -> None:
    desk.press(Qt.Key.Key_PageUp)
    for _step in range(row):
        desk.press(Qt.Key.Key_Down)
    assert page.table.currentRow() == row


def texts(page: PrintQueue, column: int) -> list[str]:
    cells = [page.table.item(row, column) for row in range(page.table.rowCount())]
    return [cell.text() for cell in cells if cell is not None]


def test_the_queue_tells_whose_badges_wait_where_and_why(desk: Hands, hall: LabelPrinter) -> None:
    page = waiting(desk, "ghita", "amina")
    assert [text.split()[0] for text in texts(page, 0)] == ["Ghita", "Amina"]
    assert texts(page, 2) == ["Hall", "Hall"]
    desk.bot.waitUntil(lambda: "out of paper" in page.panels[0].sentence)
    assert page.panels[0].counts == "2 badges wait · 100 labels left"
    chips = [chip.text() for chip in desk.workplace.header.printers.chips()]
    assert chips == ["Hall: No paper", "Folder"]
    desk.press(Qt.Key.Key_Escape)
    assert not is_seen(desk, page)


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_paper_is_put_in_and_one_key_prints_all(desk: Hands, hall: LabelPrinter, by: str) -> None:
    page = waiting(desk, "ghita", "amina")
    hall.answer = zpl_status()
    if by == "key":
        desk.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    else:
        desk.click(page.all_button)
    desk.bot.waitUntil(lambda: not page.table.jobs)
    assert len(zpl_labels(bytes(hall.heard))) == 2
    assert "98 labels left" in page.panels[0].counts
    desk.settle()


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_badge_is_moved_to_another_printer(desk: Hands, hall: LabelPrinter, by: str) -> None:
    page = waiting(desk, "ghita", "amina")
    choose(page, desk, 1)
    if by == "key":
        desk.press(Qt.Key.Key_F4)
        desk.press(Qt.Key.Key_1)
    else:
        desk.click(page.move_button)
        desk.click(page.moves.buttons[0])
    desk.bot.waitUntil(lambda: len(page.table.jobs) == 1)
    assert texts(page, 0)[0].startswith("Ghita")
    printed = [job for job in print_queue.jobs(desk.station) if job.printer == "Folder"]
    assert [(job.name.split()[0], job.state) for job in printed] == [("Amina", JobState.DONE)]
    assert not hall.heard
    desk.settle()


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_badge_is_cancelled(desk: Hands, hall: LabelPrinter, by: str) -> None:
    page = waiting(desk, "ghita", "amina")
    choose(page, desk, 0)
    if by == "key":
        desk.press(Qt.Key.Key_Delete)
    else:
        desk.click(page.cancel_button)
    desk.bot.waitUntil(lambda: len(page.table.jobs) == 1)
    assert page.told == f"{isolated('Ghita Benjelloun')}: not printed."
    hall.answer = zpl_status()
    desk.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    desk.bot.waitUntil(lambda: not page.table.jobs)
    assert len(zpl_labels(bytes(hall.heard))) == 1
    desk.settle()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(("key", "sent"), [(Qt.Key.Key_F9, 1), (Qt.Key.Key_F8, 2)])
def test_what_nobody_can_tell_is_decided_by_whoever_looks(
    desk: Hands, hall: LabelPrinter, key: Qt.Key, sent: int
) -> None:
    hall.answer = zpl_status(waiting=1)
    guest = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    job = badges.print_badge(desk.station, guest.id).job_id
    desk.workplace.changes.tell(Change.JOBS)
    desk.bot.waitUntil(lambda: print_queue.job(desk.station, job).state is JobState.PRINTING)
    Ledger(desk.station.folder / "sent-badges.log").mark(job, Mark.UNSURE)  # as a cable pulled out leaves it
    chips = desk.workplace.header.printers
    desk.bot.waitUntil(lambda: chips.chips()[0].text() == "Hall: 1 badge to see to")
    chips.chips()[0].click()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Explained)
    QTest.keyClick(popup, Qt.Key.Key_Return)  # its one button leads to the prints
    page = desk.workplace.pages.currentWidget()
    assert isinstance(page, PrintQueue)
    desk.bot.waitUntil(lambda: texts(page, 1)[:1] == ["Did it come out? · Look at the printer, then say so."])
    hall.answer = zpl_status()
    desk.press(key)
    desk.bot.waitUntil(lambda: not page.table.jobs)
    assert len(zpl_labels(bytes(hall.heard))) == sent
    assert print_queue.jobs(desk.station)[0].state is JobState.DONE
    desk.settle()


def test_a_new_roll_is_counted_from_its_first_label(desk: Hands, hall: LabelPrinter) -> None:
    hall.answer = zpl_status()
    labels.roll_changed(desk.station, "Hall", 3)
    page = waiting(desk)
    desk.bot.waitUntil(lambda: "3 labels left" in page.panels[0].sentence)
    assert desk.workplace.header.printers.chips()[0].text() == "Hall: 3 labels left"
    desk.click(page.panels[0].roll_button)
    desk.bot.waitUntil(lambda: "100 labels left" in page.panels[0].counts)
    desk.settle()


@pytest.mark.parametrize("focus", ["table", "button", "panel", "moves"])
def test_a_scan_is_answered_whatever_the_focus_is_on(desk: Hands, hall: LabelPrinter, focus: str) -> None:
    other = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    page = waiting(desk, "amina")
    if focus == "moves":
        desk.press(Qt.Key.Key_F4)
        page.moves.buttons[0].setFocus()
    else:
        {"table": page.table, "button": page.cancel_button, "panel": page.panels[0].ask_button}[
            focus
        ].setFocus()
    desk.scan(other.code)
    assert desk.said.role is Role.ADMITTED
    assert desk.guest.id == other.id
    assert not is_seen(desk, page)
    (job,) = [job for job in print_queue.queue(desk.station) if job.attendee_id != other.id]
    assert (job.printer, job.state) == ("Hall", JobState.QUEUED)
    desk.settle()


def test_guests_are_admitted_while_the_printer_waits(desk: Hands, hall: LabelPrinter) -> None:
    waiting(desk, "amina")
    desk.press(Qt.Key.Key_Escape)
    desk.type("ghita")
    desk.press(Qt.Key.Key_Return)
    assert desk.said.role is Role.ADMITTED
    desk.bot.waitUntil(lambda: len(print_queue.queue(desk.station)) == 2)
    desk.settle()
