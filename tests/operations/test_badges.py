"""Badges on their way to paper: after the verdict, never before it, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from kiosk import app, words
from kiosk.badge import layouts
from kiosk.domain.admission import Reason
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.errors import InputRefused, PrinterError, Trouble
from kiosk.operations import badges, journal, people, print_queue, print_rounds
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.station import Station
from kiosk.operations.undoing import undo
from kiosk.printing.spooler import PrinterHealth, Progress, Sides
from kiosk.store import journal as stored
from kiosk.store import print_jobs
from kiosk.store.journal import Draft
from tests.stations import Clock, guest


@dataclass
class Printer:
    """A printer at the edge of the machine, in whatever mood the test wants."""

    name: str = "Printer 1"
    mood: PrinterError | None = None
    progress: Progress = field(default_factory=lambda: Progress(JobState.DONE))
    sent: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    paper: tuple[float, float] = (105.0, 148.0)
    turns: tuple[Sides, ...] = tuple(Sides)
    sides: list[Sides] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def submit(
        self, pdf: bytes, job: str, size: tuple[float, float], *, label: str = "", sides: Sides = Sides.ONE
    ) -> str:
        self.asked += 1
        self.sides.append(sides)
        if sides not in self.turns:
            raise PrinterError(Trouble.PRINTER_ONE_SIDED, retry=False, printer=self.name)
        self.meanwhile()
        if self.mood is not None:
            raise self.mood
        assert size == self.paper
        assert job not in self.sent, "the same badge twice"
        assert label
        self.sent[job] = pdf
        return f"ref-{job}"

    def state(self, reference: str) -> Progress:
        self.asked += 1
        if self.mood is not None:
            raise self.mood
        assert reference.removeprefix("ref-") in self.sent
        return self.progress

    def find(self, job: str) -> str | None:
        return f"ref-{job}" if job in self.sent else None

    def cancel(self, reference: str) -> Progress:
        self.cancelled.append(reference)
        return self.progress if self.progress.state is JobState.DONE else Progress(JobState.CANCELLED)

    def health(self) -> PrinterHealth:
        return PrinterHealth(ready=self.mood is None)


@pytest.fixture
def printer(station: Station) -> Printer:
    one = Printer()
    station.use(lambda _printer: one, station.make_layout)
    return one


def away(detail: str = "") -> PrinterError:
    return PrinterError(Trouble.PRINTER_UNREACHABLE, retry=True, printer="Printer 1", detail=detail)


def states(station: Station) -> list[JobState]:
    return [job.state for job in print_queue.jobs(station)]


def test_a_badge_goes_to_the_folder_and_is_a_fact(station: Station, tmp_path: Path) -> None:
    outcome = guest(station, "Fatima-Zahra Benjelloun", name_arabic="فاطمة الزهراء بنجلون")
    assert print_rounds.run_queue(station) == 0
    (file,) = (station.folder / "badges").glob("*.pdf")
    page = pypdfium2.PdfDocument(file)[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=4).to_pil())
    assert code.text == outcome.code
    assert journal.log(station, 1)[0].kind == "badge.printed"
    assert outcome.attendee is not None
    assert people.card(station, outcome.attendee.id, "thursday").badges_printed == 1


def test_a_printer_that_is_away_delays_nothing_and_gets_the_badge_later(
    station: Station, printer: Printer, clock: Clock
) -> None:
    printer.mood = away("no route")
    assert guest(station).verdict.admitted
    assert print_rounds.run_queue(station) == 1
    (job,) = print_queue.jobs(station)
    assert (job.state, job.reasons, job.detail) == (JobState.QUEUED, ("printer_unreachable",), "no route")
    printer.mood = None
    assert print_rounds.run_queue(station) == 1, "not before it is time"
    clock.later(2)
    assert print_rounds.run_queue(station) == 0
    assert len(printer.sent) == 1


def test_each_failure_waits_longer(station: Station, printer: Printer, clock: Clock) -> None:
    printer.mood = away()
    guest(station)
    waits = []
    for _ in range(7):
        print_rounds.run_queue(station)
        with station.database.read() as connection:
            (job,) = print_jobs.in_state(connection, [JobState.QUEUED])
        waits.append(job.next_ms - clock.ms)
        clock.ms = job.next_ms
    assert waits == [1000, 2000, 5000, 15000, 30000, 60000, 60000]


def test_what_no_retry_can_help_fails_and_can_be_tried_again_by_hand(
    station: Station, printer: Printer
) -> None:
    printer.mood = PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer="Printer 1")
    guest(station)
    print_rounds.run_queue(station)
    assert states(station) == [JobState.FAILED]
    printer.mood = None
    print_queue.retry(station, print_queue.jobs(station)[0].id)
    print_rounds.run_queue(station)
    assert states(station) == [JobState.DONE]


def test_a_badge_that_cannot_be_drawn_holds_up_no_other(station: Station, printer: Printer) -> None:
    template = '{{"id": "x", "title": "x", "width_mm": 105, "height_mm": 148, "elements": [{}]}}'
    qr = '{"type": "qr", "x_mm": 20, "y_mm": 20, "side_mm": 40, "template": "{company}{company}{company}"}'
    layout = layouts.load(template.format(qr), name="x")
    station.use(lambda _printer: printer, lambda: layout)
    guest(station, "Too Long", company="é" * 190)
    guest(station, "Short", company="OCP")
    assert print_rounds.run_queue(station) == 0
    assert sorted(states(station)) == [JobState.DONE, JobState.FAILED]


def test_paper_out_shows_and_ends_well(station: Station, printer: Printer) -> None:
    printer.progress = Progress(JobState.ATTENTION, "load paper", ("media-empty",))
    guest(station)
    assert print_rounds.run_queue(station) == 1
    assert print_queue.jobs(station)[0].reasons == ("media-empty",)
    printer.progress = Progress(JobState.DONE)
    assert print_rounds.run_queue(station) == 0
    assert states(station) == [JobState.DONE]


@pytest.mark.parametrize("reached", [True, False])
def test_a_job_cut_while_it_was_sent_is_printed_exactly_once(
    station: Station, printer: Printer, reached: bool
) -> None:
    guest(station)
    (job,) = print_queue.jobs(station)
    with station.database.write() as connection:
        print_jobs.change(connection, job.id, JobState.SUBMITTING, queue=printer.name)
    if reached:
        printer.sent[job.id] = b"%PDF"
    print_rounds.run_queue(station)
    assert states(station) == [JobState.DONE]
    assert len(printer.sent) == 1


def test_an_admission_undone_while_others_are_printed_prints_nothing(
    station: Station, printer: Printer, clock: Clock
) -> None:
    late = people.walk_in(station, {"name_latin": "Late Guest", "category": "participant"}, "press-room")
    first = guest(station, "First Guest")
    clock.later(10)
    assert admit(station, Ask("thursday", code=late.code)).job_id
    printer.meanwhile = lambda: undo(station)
    assert print_rounds.run_queue(station) == 0
    assert list(printer.sent) == [first.job_id]
    assert states(station) == [JobState.CANCELLED, JobState.DONE]


def test_a_printer_that_is_away_is_asked_once_a_round(
    station: Station, printer: Printer, clock: Clock
) -> None:
    printer.progress = Progress(JobState.PRINTING)
    for n in range(3):
        guest(station, f"Guest {n}")
    assert print_rounds.run_queue(station) == 3
    for n in range(3, 6):
        guest(station, f"Guest {n}")
    printer.mood, printer.asked = away(), 0
    print_rounds.run_queue(station)
    assert printer.asked == 1
    printer.mood, printer.progress = None, Progress(JobState.DONE)
    clock.later(1)
    assert print_rounds.run_queue(station) == 0
    assert states(station) == [JobState.DONE] * 6


def test_a_clock_put_back_does_not_make_badges_wait(station: Station, printer: Printer, clock: Clock) -> None:
    clock.later(75 * 366 * 86_400)
    guest(station)
    clock.later(-75 * 366 * 86_400)
    assert print_rounds.run_queue(station) == 0


def test_the_last_job_is_the_last_whatever_the_clock_said(station: Station, clock: Clock) -> None:
    for n in range(5):
        guest(station, f"Guest {n}")
        clock.later(-3600)
    assert [job.name for job in print_queue.jobs(station, 2)] == ["Guest 4", "Guest 3"]
    print_rounds.run_queue(station)
    printed = [fact.content()["job"] for fact in journal.log(station, 5, kind="badge.printed")]
    assert printed == [job.id for job in print_queue.jobs(station)]


@pytest.mark.parametrize("state", [JobState.SUBMITTING, JobState.PRINTING, JobState.ATTENTION])
def test_a_job_left_at_another_printer_is_shown_and_not_printed_twice(
    station: Station, printer: Printer, clock: Clock, state: JobState
) -> None:
    guest(station)
    (job,) = print_queue.jobs(station)
    with station.database.write() as connection:
        print_jobs.change(connection, job.id, state, reference="Ali-1.pdf", queue="Printer 0")
    assert [print_rounds.run_queue(station) for _ in range(2)] == [1, 1]
    (shown,) = print_queue.jobs(station)
    assert (shown.state, shown.detail, shown.reasons) == (JobState.ATTENTION, "Printer 0", ("gone",))
    assert not printer.sent
    print_queue.retry(station, job.id)
    assert print_rounds.run_queue(station) == 0
    assert list(printer.sent) == [f"{job.id}.1"], "under a name that the printer has not heard yet"


def test_a_layout_that_is_not_there_stops_no_badge_and_is_told(station: Station, printer: Printer) -> None:
    station.use(lambda _printer: printer, lambda: layouts.shipped("nowhere"))
    guest(station)
    assert print_rounds.run_queue(station) == 0
    (job,) = print_queue.jobs(station)
    assert (job.state, job.reasons) == (JobState.DONE, ("layout_wrong",))
    assert job.detail == "nowhere: nowhere"
    said = words.job(job.state, job.reasons, {"detail": job.detail})
    assert said.role is words.Role.ATTENTION
    assert "nowhere" in said.detail


LONG_COMPANY = ("Direction générale de la transformation numérique " * 4)[:199]


@pytest.mark.parametrize(
    ("name", "company", "told"),
    [
        ("Li 山", "OCP", ("badge_letters_missing", "山")),
        ("Li", LONG_COMPANY, ("badge_text_cut", "Direction")),
        ("Li", "OCP", ()),
    ],
)
def test_a_badge_with_a_flaw_is_printed_and_somebody_is_told_to_the_end(
    station: Station, printer: Printer, name: str, company: str, told: tuple[str, ...]
) -> None:
    printer.paper = (85.6, 53.98)
    station.use(lambda _printer: printer, lambda: layouts.shipped("cr80"))
    guest(station, name, company=company)
    assert print_rounds.run_queue(station) == 0
    (job,) = print_queue.jobs(station)
    assert (job.state, job.reasons) == (JobState.DONE, told[:1])
    assert len(printer.sent) == 1
    said = words.job(job.state, job.reasons, {"detail": job.detail})
    assert all(about in said.detail for about in told[1:])
    assert (said.role is words.Role.ATTENTION) is bool(told)


@pytest.mark.parametrize(
    ("turns", "tried", "reasons"),
    [
        (tuple(Sides), [Sides.SHORT_EDGE], ()),
        ((Sides.ONE,), [Sides.SHORT_EDGE, Sides.ONE], ("backs-apart",)),
    ],
)
def test_a_badge_with_a_back_is_printed_on_both_sides_where_that_can_be(
    station: Station, printer: Printer, turns: tuple[Sides, ...], tried: list[Sides], reasons: tuple[str, ...]
) -> None:
    printer.paper, printer.turns = (85.6, 53.98), turns
    station.use(lambda _printer: printer, lambda: layouts.shipped("cr80-photo"))
    guest(station)
    assert print_rounds.run_queue(station) == 0
    (job,) = print_queue.jobs(station)
    assert (job.state, job.reasons) == (JobState.DONE, reasons)
    assert printer.sides == tried
    assert bool(words.job(job.state, job.reasons).detail) is bool(reasons), "somebody is told to the end"


def test_every_job_that_is_open_is_counted(station: Station, printer: Printer) -> None:
    one = guest(station).attendee
    assert one is not None
    with station.database.write() as connection:
        for n in range(1200):
            print_jobs.add(connection, f"job-{n}", one.id, station.now_ms())
    printer.mood = away()
    assert print_rounds.run_queue(station) == 1201


def test_another_copy_is_another_job_with_a_reason(station: Station, printer: Printer) -> None:
    outcome = guest(station)
    assert outcome.attendee is not None
    print_rounds.run_queue(station)
    asked = badges.print_badge(station, outcome.attendee.id)
    assert asked.needs_why
    assert [(one.station, one.at, one.waiting) for one in asked.earlier] == [
        ("Accueil 1", station.now, False)
    ]
    assert badges.print_badge(station, outcome.attendee.id, "damaged").job_id
    print_rounds.run_queue(station)
    assert states(station) == [JobState.DONE, JobState.DONE]
    assert print_queue.jobs(station)[0].why == "damaged"
    old = admit(station, Ask("thursday", code=outcome.code))
    assert old.verdict.reason is Reason.REVOKED
    with pytest.raises(InputRefused):
        badges.print_badge(station, "nobody")


def test_badges_are_drawn_of_one_category_or_of_whom_none_was_printed(
    station: Station, printer: Printer
) -> None:
    for n in range(3):
        guest(station, f"Guest {n}", category="press" if n else "participant")
    assert pages(badges.badges_pdf(station).pdf) == 3
    assert pages(badges.badges_pdf(station, category="press").pdf) == 2
    assert pages(badges.badges_pdf(station, unprinted=True).pdf) == 3
    print_rounds.run_queue(station)
    with pytest.raises(InputRefused):
        badges.badges_pdf(station, unprinted=True)
    with pytest.raises(InputRefused) as refused:
        badges.badges_pdf(station, category="king")
    assert refused.value.code is Trouble.UNKNOWN_CATEGORY


def pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def test_the_queue_goes_on_after_a_restart(station: Station, printer: Printer, tmp_path: Path) -> None:
    printer.mood = away()
    guest(station)
    print_rounds.run_queue(station)
    app.close(station)
    again = app.open_station(station.folder)
    assert print_rounds.run_queue(again) == 0, "by the wall clock, the wait is long over"
    assert len(list((again.folder / "badges").glob("*.pdf"))) == 1
    app.close(again)
    station.release = lambda: None


def test_who_has_cancelled_gets_no_badge_with_the_roll(station: Station) -> None:
    gone, comes = guest(station), guest(station, "Omar Alami")
    assert gone.attendee is not None
    body = {"set": {"registration": "cancelled"}, "was": {}}
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, gone.attendee.id, body)])
    assert len(badges.badges_pdf(station).sides) == 1
    assert comes.attendee is not None
