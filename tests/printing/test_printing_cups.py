"""Against a real scheduler and a simulated printer: what reaches it, and what is said when it does not."""

from __future__ import annotations

import logging
import subprocess
import sys
from uuid import uuid4

import pytest

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing.cups import CupsSpooler, Queue, queues
from kiosk.printing.spooler import GONE, Progress, Sides, turned_like_a_page
from tests.printing.conftest import MakePdf
from tests.printing.cups_rig import QUEUE, Rig, server_saying, wait_for
from tests.printing.pwg_raster import first_page

A6 = (105, 148)


def printed(spooler: CupsSpooler, reference: str) -> Progress:
    ended = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
    wait_for(lambda: spooler.state(reference).state in ended, "the end of the job")
    return spooler.state(reference)


# -- true size ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "pixels"), [((105, 148), (1240, 1748)), ((101.6, 76.2), (1200, 900)), ((90, 60), (1063, 709))]
)
def test_a_badge_reaches_the_printer_at_its_true_size(
    rig: Rig, cups: CupsSpooler, pdf_of: MakePdf, size: tuple[float, float], pixels: tuple[int, int]
) -> None:
    reference = cups.submit(pdf_of(*size), str(uuid4()), size)
    assert printed(cups, reference).state is JobState.DONE
    page = first_page(rig.arrived()[-1])
    assert page.dpi == (300, 300)
    assert page.size == pytest.approx(pixels, abs=4)
    left, upper, right, lower = page.ink
    square = 20 / 25.4 * 300
    assert (right - left, lower - upper) == pytest.approx((square, square), abs=2)
    assert (left, page.size[1] - lower) == pytest.approx((square / 2, square / 2), abs=4)


def test_a6_reaches_the_printer_to_the_pixel(rig: Rig, cups: CupsSpooler, a6: bytes) -> None:
    printed(cups, cups.submit(a6, str(uuid4()), A6))
    assert first_page(rig.arrived()[-1]).size == (1240, 1748)


@pytest.mark.parametrize("page", [(98, 140), (112, 156)])
def test_a_page_is_neither_stretched_nor_shrunk_to_its_paper(
    rig: Rig, cups: CupsSpooler, pdf_of: MakePdf, page: tuple[float, float]
) -> None:
    printed(cups, cups.submit(pdf_of(*page), str(uuid4()), A6))
    left, upper, right, lower = first_page(rig.arrived()[-1]).ink
    assert (right - left, lower - upper) == pytest.approx((236, 236), abs=2)


def test_paper_that_the_queue_does_not_have_is_refused_before_it_is_sent(
    rig: Rig, cups: CupsSpooler, pdf_of: MakePdf
) -> None:
    job = str(uuid4())
    with pytest.raises(PrinterError) as refusal:
        cups.submit(pdf_of(300, 400), job, (300, 400))
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_WRONG_PAPER, False)
    assert refusal.value.values == {"printer": QUEUE, "detail": "300 × 400 mm"}
    assert cups.find(job) is None


# -- both sides ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sides", "flags"),
    [
        (Sides.ONE, (False, False)),
        (Sides.LONG_EDGE, (True, False)),
        (Sides.SHORT_EDGE, (True, True)),
    ],
)
def test_the_printer_is_asked_to_turn_the_paper_over_the_right_edge(
    rig: Rig, cups: CupsSpooler, a6: bytes, sides: Sides, flags: tuple[bool, bool]
) -> None:
    printed(cups, cups.submit(a6, str(uuid4()), A6, sides=sides))
    page = first_page(rig.arrived()[-1])
    assert (page.duplex, page.tumble) == flags


def test_a_printer_that_cannot_turn_paper_says_so_before_anything_is_sent(rig: Rig, a6: bytes) -> None:
    job = str(uuid4())
    with rig.one_sided() as uri:
        spooler = CupsSpooler(uri)
        with pytest.raises(PrinterError) as refusal:
            spooler.submit(a6, job, A6, sides=Sides.LONG_EDGE)
        assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_ONE_SIDED, False)
        assert spooler.find(job) is None


@pytest.mark.parametrize(
    ("size", "sides"), [((105, 148), Sides.LONG_EDGE), ((85.6, 53.98), Sides.SHORT_EDGE)]
)
def test_a_badge_is_turned_sideways_as_it_hangs(size: tuple[float, float], sides: Sides) -> None:
    assert turned_like_a_page(size) is sides


# -- what the printer wants ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("media-empty-error", "media-empty"),
        ("cover-open-error", "cover-open"),
        ("media-jam-warning", "media-jam"),
    ],
)
def test_what_the_printer_wants_is_told_until_it_has_it(
    rig: Rig, cups: CupsSpooler, a6: bytes, fault: str, reason: str
) -> None:
    with rig.fault(fault):
        reference = cups.submit(a6, str(uuid4()), A6)
        wait_for(lambda: cups.state(reference).state is JobState.ATTENTION, "the printer's call")
        assert cups.state(reference).reasons == (reason,)
        health = cups.health()
        assert (health.ready, health.reasons) == (False, (reason,))
    assert printed(cups, reference).state is JobState.DONE
    wait_for(lambda: cups.health().ready, "the printer's recovery")


def test_what_stops_nothing_calls_nobody(rig: Rig, cups: CupsSpooler, a6: bytes) -> None:
    with rig.fault("toner-low-report"):
        reference = cups.submit(a6, str(uuid4()), A6)
        wait_for(lambda: cups.state(reference).reasons == ("toner-low",), "the printer's remark")
        assert cups.state(reference).state is JobState.PRINTING
        assert cups.health().ready
    assert printed(cups, reference).state is JobState.DONE


def test_a_printer_that_is_switched_off_is_told_and_prints_when_it_is_back(
    rig: Rig, cups: CupsSpooler, a6: bytes
) -> None:
    before = len(rig.arrived())
    rig.switch_off()
    reference = cups.submit(a6, str(uuid4()), A6)
    wait_for(lambda: cups.state(reference).state is JobState.ATTENTION, "the missing printer")
    assert cups.state(reference).reasons == ("offline",)
    rig.switch_on()
    assert printed(cups, reference).state is JobState.DONE
    assert len(rig.arrived()) == before + 1


def test_a_stopped_queue_is_told_and_prints_when_it_is_started(
    rig: Rig, cups: CupsSpooler, a6: bytes
) -> None:
    rig.run("cupsdisable", QUEUE)
    reference = cups.submit(a6, str(uuid4()), A6)
    progress = cups.state(reference)
    assert (progress.state, progress.reasons) == (JobState.ATTENTION, ("paused",))
    assert not cups.health().ready
    rig.run("cupsenable", QUEUE)
    assert printed(cups, reference).state is JobState.DONE


def test_a_queue_that_takes_no_jobs_may_be_tried_again(rig: Rig, cups: CupsSpooler, a6: bytes) -> None:
    rig.run("cupsreject", QUEUE)
    with pytest.raises(PrinterError) as refusal:
        cups.submit(a6, str(uuid4()), A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_REFUSED, True)
    assert not cups.health().ready


def test_a_job_cancelled_at_the_printer_is_told(rig: Rig, cups: CupsSpooler, a6: bytes) -> None:
    with rig.fault("media-empty-error"):
        reference = cups.submit(a6, str(uuid4()), A6)
        rig.run("cancel", f"{QUEUE}-{reference.split()[0]}")
        assert printed(cups, reference).state is JobState.CANCELLED


def test_a_job_that_waits_is_taken_back_and_one_whose_turn_has_come_is_for_a_person(
    rig: Rig, cups: CupsSpooler, a6: bytes
) -> None:
    with rig.fault("media-empty-error"):
        begun = cups.submit(a6, str(uuid4()), A6)
        wait_for(lambda: cups.state(begun).state is JobState.ATTENTION, "the printer's call")
        waits = cups.submit(a6, str(uuid4()), A6)
        assert cups.cancel(waits) == Progress(JobState.CANCELLED)
        assert cups.cancel(begun).reasons == (GONE,)
    done = cups.submit(a6, str(uuid4()), A6)
    printed(cups, done)
    assert cups.cancel(done) == Progress(JobState.DONE)


def test_two_jobs_of_one_name_are_told_and_the_first_is_the_one(
    rig: Rig, cups: CupsSpooler, a6: bytes, kiosk_log: list[logging.LogRecord]
) -> None:
    """It cannot come of us; whoever had the queue print one again, had it so."""
    job = str(uuid4())
    first, second = cups.submit(a6, job, A6), cups.submit(a6, job, A6)
    assert first != second
    assert cups.find(job) in (first, second)
    assert job in kiosk_log.pop().getMessage()


def test_a_number_that_a_queue_gives_anew_is_not_taken_for_the_job_that_had_it(
    rig: Rig, cups: CupsSpooler, a6: bytes
) -> None:
    """What was in memory alone is lost with the scheduler, the next number too."""
    rig.run("cupsdisable", QUEUE)
    lost = cups.submit(a6, str(uuid4()), A6)
    rig.kill_scheduler()
    rig.start_scheduler()
    rig.run("cupsenable", QUEUE)
    other = cups.submit(a6, str(uuid4()), A6)
    printed(cups, other)
    if other.split()[0] == lost.split()[0]:
        assert cups.state(lost).reasons == (GONE,)
    assert cups.state(f"{other.split()[0]} {lost.split()[1]}").reasons == (GONE,)
    assert cups.cancel(f"{other.split()[0]} {lost.split()[1]}").reasons == (GONE,)


# -- what is not there ---------------------------------------------------------------------------------


def test_an_unknown_queue_is_not_tried_again(rig: Rig, a6: bytes) -> None:
    spooler = CupsSpooler(f"{rig.server}/printers/nobody")
    job = str(uuid4())
    for call in (lambda: spooler.submit(a6, job, A6), lambda: spooler.find(job), lambda: spooler.state("1")):
        with pytest.raises(PrinterError) as refusal:
            call()
        assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNKNOWN, False)
        assert refusal.value.values["printer"] == "nobody"
    assert spooler.health().reasons == (Trouble.PRINTER_UNKNOWN,)


@pytest.mark.parametrize(
    "uri", ["", "HP LaserJet", "http://localhost/", "ipp://", "ipp://x:port/", "ipp://[::1/"]
)
def test_what_is_no_address_is_an_unknown_printer(uri: str, a6: bytes) -> None:
    with pytest.raises(PrinterError) as refusal:
        CupsSpooler(uri).submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNKNOWN, False)


def test_a_scheduler_that_is_down_is_tried_again_and_keeps_what_it_had(
    rig: Rig, cups: CupsSpooler, a6: bytes
) -> None:
    job = str(uuid4())
    reference = cups.submit(a6, job, A6)
    rig.stop_scheduler()
    for call in (lambda: cups.submit(a6, job, A6), lambda: cups.find(job), lambda: cups.state(reference)):
        with pytest.raises(PrinterError) as refusal:
            call()
        assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)
    assert cups.health().reasons == (Trouble.PRINTER_UNREACHABLE,)
    rig.start_scheduler()
    assert cups.find(job) == reference
    assert printed(cups, reference).state is JobState.DONE


@pytest.mark.parametrize("words", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n\x02\x00"])
def test_a_server_that_falls_silent_is_given_up(a6: bytes, words: bytes) -> None:
    with server_saying(words, hangs_up=False) as uri, pytest.raises(PrinterError) as refusal:
        CupsSpooler(uri, timeout_s=0.2).submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_UNREACHABLE, True)


@pytest.mark.parametrize(
    ("words", "code", "retry"),
    [
        (b"", Trouble.PRINTER_UNREACHABLE, True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n\x02\x00", Trouble.PRINTER_UNREACHABLE, True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", Trouble.PRINTER_UNREACHABLE, True),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", Trouble.PRINTER_REFUSED, True),
        (b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", Trouble.PRINTER_REFUSED, False),
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", Trouble.PRINTER_UNKNOWN, False),
        (b"HTTP/1.1 426 TLS\r\nContent-Length: 0\r\n\r\n", Trouble.PRINTER_REFUSED, False),
    ],
)
def test_whatever_a_server_says_becomes_one_of_our_errors(words: bytes, code: Trouble, retry: bool) -> None:
    with server_saying(words, hangs_up=True) as uri, pytest.raises(PrinterError) as refusal:
        CupsSpooler(uri).find("7f3a")
    assert (refusal.value.code, refusal.value.retry) == (code, retry)


# -- what there is -------------------------------------------------------------------------------------


def test_the_queues_of_a_server_are_listed(rig: Rig) -> None:
    rig.run("lpadmin", "-p", QUEUE, "-D", "Accueil · الاستقبال")
    assert queues(rig.server) == (Queue(QUEUE, rig.queue, "Accueil · الاستقبال"),)


def test_a_printer_is_reached_without_a_queue_and_says_that_it_takes_no_pdf(rig: Rig, a6: bytes) -> None:
    spooler = CupsSpooler(rig.printer)
    assert spooler.health().ready
    assert spooler.find(str(uuid4())) is None
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, str(uuid4()), A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINTER_REFUSED, False)
    assert refusal.value.values["detail"] == "error-attributes-or-values"


def test_nothing_of_the_protocol_is_loaded_before_the_first_question() -> None:
    program = (
        "import sys; from kiosk.printing.cups import CupsSpooler;"
        "CupsSpooler('ipp://localhost/printers/badge').name;"
        "sys.exit(' '.join({'pyipp', 'aiohttp', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert done.stderr.strip() == ""
