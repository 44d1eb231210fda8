"""What the screen tells of badges and printers, and that nobody waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import settings
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.errors import PrinterError, Trouble
from kiosk.operations import people, print_queue
from kiosk.printing.spooler import PrinterHealth, Progress, Sides
from kiosk.ui.previews import picture
from kiosk.ui.widgets.explained import Explained
from kiosk.words import Role

if TYPE_CHECKING:
    from kiosk.printing.spooler import SizeMm
    from tests.desk_window import Hands


@dataclass
class Shelf:
    """A spooler whose printer is as the test says."""

    name: str = "Brother"
    off: bool = False
    progress: Progress = field(default_factory=lambda: Progress(JobState.DONE))
    taken: list[str] = field(default_factory=list)

    def submit(
        self,
        pdf: bytes,  # noqa: ARG002  its protocol's
        job: str,
        size: SizeMm,  # noqa: ARG002
        *,
        label: str = "",  # noqa: ARG002
        sides: Sides = Sides.ONE,  # noqa: ARG002
    ) -> str:
        if self.off:
            raise PrinterError(Trouble.PRINTER_UNREACHABLE, retry=True, printer=self.name, detail="")
        self.taken.append(job)
        return job

    def state(self, reference: str) -> Progress:  # noqa: ARG002  its protocol's
        return self.progress

    def find(self, job: str) -> str | None:
        return job if job in self.taken else None

    def cancel(self, reference: str) -> Progress:  # noqa: ARG002  its protocol's
        return Progress(JobState.CANCELLED)

    def health(self) -> PrinterHealth:
        return PrinterHealth(ready=not self.off)


def with_printer(hands: Hands, shelf: Shelf) -> None:
    hands.station.settings = settings.changed(hands.station.settings, printers=(Printer(shelf.name),))
    hands.station.use(lambda _printer: shelf, hands.station.make_layout)


def chip(hands: Hands) -> str:
    return hands.workplace.header.printers.chips()[0].accessibleName()


def press_on_it(key: Qt.Key) -> None:
    """Press a key while a chip's sentence is open, which takes it."""
    told = QApplication.activePopupWidget()
    assert isinstance(told, Explained)
    QTest.keyClick(told, key)


def walk_in(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Omar")
    hands.press(Qt.Key.Key_Return)


def test_a_printed_badge_is_told_on_the_card(hands: Hands) -> None:
    walk_in(hands)
    hands.bot.waitUntil(lambda: hands.reception.card.job() == "Badge printed")
    hands.settle()


def test_a_printer_that_is_off_delays_nobody_and_is_told(hands: Hands) -> None:
    shelf = Shelf(off=True)
    with_printer(hands, shelf)
    walk_in(hands)
    assert hands.said.role is Role.ADMITTED
    hands.bot.waitUntil(lambda: "Brother" in hands.reception.card.job())
    hands.bot.waitUntil(lambda: "Brother" in chip(hands))
    shelf.off = False
    hands.clock.later(120)
    hands.bot.waitUntil(lambda: hands.reception.card.job() == "Badge printed")
    hands.bot.waitUntil(lambda: chip(hands) == "The printer is ready.")
    hands.settle()


def test_the_banner_promises_no_badge_while_the_printer_is_known_to_be_off(hands: Hands) -> None:
    shelf = Shelf(off=True)
    with_printer(hands, shelf)
    walk_in(hands)
    assert hands.said.advice == "The badge is on its way."  # nobody has asked the printer yet
    hands.bot.waitUntil(lambda: "Brother" in chip(hands))
    walk_in(hands)
    hands.press(Qt.Key.Key_Return)  # another of the name
    assert hands.said.role is Role.ADMITTED
    assert hands.said.advice == "The badge waits for \u2068Brother\u2069: off."
    shelf.off = False
    hands.clock.later(120)
    hands.bot.waitUntil(lambda: chip(hands) == "The printer is ready.")
    hands.settle()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_chip_says_what_is_wrong_and_lets_it_be_tried_again_at_once(hands: Hands) -> None:
    shelf = Shelf(off=True)
    with_printer(hands, shelf)
    walk_in(hands)
    hands.bot.waitUntil(lambda: "Brother" in chip(hands))
    shelf.off = False
    hands.workplace.header.printers.chips()[0].click()
    told = QApplication.activePopupWidget()
    assert isinstance(told, Explained)
    assert told.accessibleName() == chip(hands)
    QTest.keyClick(told, Qt.Key.Key_Return)
    # The clock stands still: nothing else would try again.
    hands.bot.waitUntil(lambda: len(shelf.taken) == 1)
    hands.bot.waitUntil(lambda: chip(hands) == "The printer is ready.")
    hands.settle()
    assert QApplication.activePopupWidget() is None


def test_the_chip_stays_amber_for_those_who_wait_behind_and_in_another_language(hands: Hands) -> None:
    with_printer(hands, Shelf(off=True))
    walk_in(hands)
    hands.bot.waitUntil(lambda: "Brother" in chip(hands))
    job = print_queue.jobs(hands.station)[0]
    waiting = replace(job, id="later", state=JobState.QUEUED, reasons=(), detail="")
    hands.workplace.header.printers.show_jobs((waiting, job))
    assert "Brother" in chip(hands)
    hands.workplace._on_language("fr")
    assert "Brother" in chip(hands)
    hands.settle()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_scan_closes_what_the_chip_says(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F7)
    assert QApplication.activePopupWidget() is not None
    hands.scan("NOBODYHASTHIS1")
    assert QApplication.activePopupWidget() is None
    assert hands.said.role is Role.REFUSED


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_key_closes_what_the_chip_says_and_does_what_it_does(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F7)
    press_on_it(Qt.Key.Key_F3)
    assert QApplication.activePopupWidget() is None
    assert hands.reception.form.isVisible()
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F7)
    press_on_it(Qt.Key.Key_B)
    assert QApplication.activePopupWidget() is None
    assert hands.reception.lookup.field.text() == "b"
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_F7)
    press_on_it(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    hands.settle()


def test_a_printer_without_paper_says_so(hands: Hands) -> None:
    shelf = Shelf(progress=Progress(JobState.ATTENTION, "", ("media-empty",)))
    with_printer(hands, shelf)
    walk_in(hands)
    hands.bot.waitUntil(lambda: "out of paper" in hands.reception.card.job())
    shelf.progress = Progress(JobState.DONE)
    hands.bot.waitUntil(lambda: hands.reception.card.job() == "Badge printed")
    hands.settle()
    assert len(print_queue.jobs(hands.station)) == 1


def test_the_real_badge_is_shown_on_white_paper(hands: Hands) -> None:
    outcome = people.walk_in(hands.station, {"name_latin": "Ali", "category": "press"}, "thursday")
    assert outcome.attendee is not None
    drawn = picture(hands.station, outcome.attendee.id, 296)
    assert (drawn.width(), drawn.height()) == (210, 296)
    seen = [drawn.pixel(x, y) for x in range(210) for y in range(296)]
    assert seen.count(0xFFFFFFFF) > len(seen) // 2
    assert len(set(seen)) > 10


def test_whoever_was_just_registered_sees_their_badge(hands: Hands) -> None:
    walk_in(hands)
    hands.bot.waitUntil(lambda: hands.reception.card._badge is not None)
    hands.settle()


def test_the_preview_of_somebody_else_comes_too_late(hands: Hands) -> None:
    first = people.walk_in(hands.station, {"name_latin": "Ali", "category": "press"}, "thursday").attendee
    other = people.walk_in(hands.station, {"name_latin": "Sara", "category": "press"}, "thursday").attendee
    assert first is not None
    assert other is not None
    hands.scan(other.code)
    hands.settle()
    before = hands.reception.card._badge
    hands.reception.card.show_badge(first.id, QImage(1, 1, QImage.Format.Format_RGB32))
    assert hands.reception.card._badge is before
