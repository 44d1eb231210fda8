"""What is asked of Windows, and what is made of its answers; Windows itself is a stand-in here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing.ledger import Ledger, Mark
from kiosk.printing.spooler import GONE, Progress, Sides
from kiosk.printing.windows import WindowsSpooler
from kiosk.printing.windows_calls import calls
from tests.printing.windows_stand_in import DELETING, PRINTED, PRINTING, SPOOLING, Windows

A6 = (105, 148)


@pytest.fixture
def windows() -> Windows:
    return Windows(keeps=True)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "sent.log")


@pytest.fixture
def spooler(windows: Windows, ledger: Ledger) -> WindowsSpooler:
    return WindowsSpooler(windows.printer, windows, ledger)


def test_the_badge_is_drawn_at_true_size_from_the_papers_own_corner(
    windows: Windows, spooler: WindowsSpooler, a6: bytes
) -> None:
    spooler.submit(a6, "7f3a", A6, label="Salma\nBennis")
    assert [(pdf, page, box) for _dc, pdf, page, box in windows.drawn] == [(a6, 0, (-100, -100, 2480, 3496))]
    assert windows.waiting[0].document == "SalmaBennis 7f3a"
    assert windows.open == {}


def test_a_driver_that_keeps_to_its_own_paper_is_told(
    windows: Windows, spooler: WindowsSpooler, a6: bytes
) -> None:
    windows.own_paper = (215.9, 279.4)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_WRONG_PAPER, False)
    assert (windows.drawn, windows.open, spooler.find("7f3a")) == ([], {}, None)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (PRINTING, Progress(JobState.PRINTING)),
        (SPOOLING, Progress(JobState.PRINTING)),
        (PRINTED, Progress(JobState.DONE)),
        (DELETING, Progress(JobState.CANCELLED)),
        (0x1, Progress(JobState.ATTENTION, reasons=("paused",))),
        (0x20, Progress(JobState.ATTENTION, reasons=("offline",))),
        (0x40, Progress(JobState.ATTENTION, reasons=("media-empty",))),
        (0x2, Progress(JobState.ATTENTION, reasons=("stopped-partly",))),
    ],
)
def test_what_windows_says_of_a_job(
    windows: Windows,
    spooler: WindowsSpooler,
    a6: bytes,
    status: int,
    told: Progress,
) -> None:
    reference = spooler.submit(a6, "7f3a", A6)
    windows.job(status)
    assert spooler.state(reference) == told


def test_a_job_deleted_at_the_printer_stays_cancelled(
    windows: Windows, spooler: WindowsSpooler, a6: bytes
) -> None:
    reference = spooler.submit(a6, "7f3a", A6)
    windows.job(DELETING)
    spooler.state(reference)
    windows.waiting.clear()
    assert spooler.state(reference).state is JobState.CANCELLED


@pytest.mark.parametrize(
    ("flags", "reasons"),
    [
        ((0x10, 0), ("media-empty",)),
        ((0x400000, 0), ("door-open",)),
        ((0x8 | 0x2, 0), ("media-jam", "stopped-partly")),
        ((0x80, 0x400), ("offline",)),
        ((0, 0x400), ("offline",)),
        ((0x400, 0), ()),
    ],
)
def test_what_windows_says_of_the_printer(
    windows: Windows,
    spooler: WindowsSpooler,
    a6: bytes,
    flags: tuple[int, int],
    reasons: tuple[str, ...],
) -> None:
    reference = spooler.submit(a6, "7f3a", A6)
    windows.status, windows.attributes = flags
    assert (spooler.health().ready, spooler.health().reasons) == (not reasons, reasons)
    assert spooler.state(reference).reasons == reasons


@pytest.mark.parametrize("call", ["create_dc", "start_doc", "draw_page"])
def test_a_job_that_never_began_leaves_nothing_and_may_be_tried_again(
    windows: Windows, spooler: WindowsSpooler, a6: bytes, call: str
) -> None:
    windows.fails = (call,)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)
    assert (windows.waiting, windows.open, spooler.find("7f3a")) == ([], {}, None)
    windows.fails = ()
    assert spooler.submit(a6, "7f3a", A6) == spooler.find("7f3a")


@pytest.mark.parametrize("fails", [("end_doc",), ("draw_page", "abort_doc")])
def test_a_job_that_broke_off_after_a_page_is_for_a_person(
    windows: Windows, spooler: WindowsSpooler, a6: bytes, fails: tuple[str, ...]
) -> None:
    windows.fails = fails
    with pytest.raises(PrinterError):
        spooler.submit(a6, "7f3a", A6)
    windows.waiting.clear()
    assert spooler.find("7f3a") == "7f3a"
    assert spooler.state("7f3a").reasons == (GONE,)


def test_after_a_crash_the_queue_and_the_ledger_tell(
    windows: Windows, ledger: Ledger, spooler: WindowsSpooler
) -> None:
    for job in ("waits", "lost"):
        ledger.mark(job, Mark.BEGUN)
    windows.start_doc(windows.create_dc(windows.printer, A6, Sides.ONE), "Salma waits")
    windows.job(PRINTING)
    assert spooler.find("waits") == "waits"
    assert spooler.state("waits").state is JobState.PRINTING
    windows.waiting.clear()
    assert spooler.state("waits").state is JobState.DONE
    assert spooler.find("lost") == "lost"
    assert spooler.state("lost").reasons == (GONE,)
    assert spooler.find("never") is None


def test_a_printer_that_windows_does_not_know_is_not_tried_again(
    windows: Windows, ledger: Ledger, a6: bytes
) -> None:
    spooler = WindowsSpooler("gone", windows, ledger)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNKNOWN, False)
    assert spooler.health().reasons == (Trouble.PRINTER_UNKNOWN,)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (0, JobState.CANCELLED),
        (0x40, JobState.CANCELLED),
        (PRINTING, JobState.PRINTING),
        (PRINTED, JobState.DONE),
    ],
)
def test_a_job_is_taken_back_unless_it_is_being_printed(
    windows: Windows, spooler: WindowsSpooler, a6: bytes, status: int, state: JobState
) -> None:
    reference = spooler.submit(a6, "7f3a", A6)
    windows.job(status)
    assert spooler.cancel(reference).state is state
    assert bool(windows.waiting) == (state is not JobState.CANCELLED)
    assert spooler.state(reference).state is state


def test_a_back_is_printed_on_the_back_where_the_printer_turns_paper(
    windows: Windows, spooler: WindowsSpooler, a6: bytes
) -> None:
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6, sides=Sides.LONG_EDGE)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_ONE_SIDED, False)
    assert spooler.find("7f3a") is None
    windows.duplex = True
    spooler.submit(a6, "7f3a", A6, sides=Sides.LONG_EDGE)
    assert windows.sides == [Sides.LONG_EDGE]


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere than on Windows")
def test_elsewhere_the_printer_cannot_be_reached(ledger: Ledger, a6: bytes) -> None:
    spooler = WindowsSpooler("HP LaserJet", calls(), ledger)
    assert spooler.health().reasons == (Trouble.PRINTER_UNREACHABLE,)
    with pytest.raises(PrinterError):
        spooler.submit(a6, "7f3a", A6)
