"""A desk at a real print queue on bad days. Each ends with exactly one badge a guest."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import zxingcpp

from kiosk import app
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.errors import Trouble
from kiosk.operations import journal, layout_files, layouts, people, print_queue, print_rounds, printers
from kiosk.operations.print_queue import Job
from kiosk.operations.station import Station
from kiosk.printing import ipp
from kiosk.printing.cups import CupsSpooler
from kiosk.printing.ipp import Question
from kiosk.printing.spooler import Sides, SizeMm
from tests.printing.cups_rig import QUEUE, Rig, wait_for
from tests.printing.pwg_raster import first_page
from tests.stations import guest, new_station

A6 = (105, 148)


@dataclass
class Desk:
    """A desk whose badges go to the rig's queue, with a folder beside it; `before` files came out before."""

    station: Station
    rig: Rig
    before: int

    def guest(self, name: str = "Salma Bennis") -> str:
        """Let somebody in whose badge is due; return their code."""
        return guest(self.station, name).code

    @property
    def job(self) -> Job:
        """The only job there is."""
        (job,) = print_queue.jobs(self.station)
        return job

    def run_until(self, condition: Callable[[], object], what: str) -> None:
        """Run rounds until something is so."""

        def is_so() -> object:
            print_rounds.run_queue(self.station)
            return condition()

        wait_for(is_so, what)

    def waits_for_a_person(self, reason: str) -> None:
        """Run rounds until the job and the printer say that somebody must do something about `reason`."""
        self.run_until(lambda: reason in self.job.reasons, reason)
        assert self.job.state is JobState.ATTENTION
        told = (False, (reason,))
        wait_for(lambda: self.printer() == told, "what the printer says")

    def printer(self) -> tuple[bool, tuple[str, ...]]:
        """Ask the printer how it is."""
        state = printers.check(self.station, "Queue")
        assert state.since is not None
        return state.ready, state.reasons

    def one_badge_each(self, *codes: str) -> None:
        """Run rounds until all is printed, and see that each of these came out once, and nothing else."""
        self.run_until(lambda: self.states() == {JobState.DONE}, "the end of all jobs")
        files = self.rig.arrived()[self.before :]
        assert Counter(map(code_on, files)) == Counter(codes)
        facts = journal.log(self.station, 100, kind="badge.printed")
        assert len({fact.subject for fact in facts}) == len(facts) == len(codes)

    def look_at_the_printer(self) -> None:
        """Do what a person does: see which of the badges that nobody knows of lie there, and say so."""
        wait_for(self.rig.is_idle, "the end of what the printer had begun")
        lie_there = set(map(code_on, self.rig.arrived()[self.before :]))
        for job in print_queue.queue(self.station):
            assert job.stuck
            code = people.card(self.station, job.attendee_id, "thursday").attendee.code
            decide = print_queue.was_printed if code in lie_there else print_queue.print_anew
            decide(self.station, job.id)

    def states(self) -> set[JobState]:
        return {job.state for job in print_queue.jobs(self.station, 100)}


def code_on(file: Path) -> str:
    (code,) = zxingcpp.read_barcodes(first_page(file).pixels)
    return code.text


@pytest.fixture
def desk(rig: Rig, tmp_path: Path) -> Iterator[Desk]:
    station = new_station(tmp_path / f"station-{uuid4().hex}")  # the queue remembers the jobs of others
    station.now_ms = lambda: time.time_ns() // 1_000_000
    app.with_settings(station, printers=(Printer("Queue", rig.queue), Printer("Files")))
    yield Desk(station, rig, len(rig.arrived()))
    app.close(station)


def test_a_badge_comes_out_at_its_true_size(desk: Desk) -> None:
    code = desk.guest()
    desk.one_badge_each(code)
    assert first_page(desk.rig.arrived()[-1]).size == (1240, 1748)


@pytest.mark.parametrize(
    ("fault", "reason"), [("media-empty-error", "media-empty"), ("cover-open-error", "cover-open")]
)
def test_out_of_paper_or_open_and_back(desk: Desk, fault: str, reason: str) -> None:
    with desk.rig.fault(fault):
        code = desk.guest()
        desk.waits_for_a_person(reason)
    desk.one_badge_each(code)


def test_guests_are_let_in_while_the_printer_has_no_paper_and_their_badges_come_in_order(desk: Desk) -> None:
    with desk.rig.fault("media-empty-error"):
        codes = [desk.guest(f"Guest {n}") for n in range(6)]
        desk.run_until(lambda: JobState.ATTENTION in desk.states(), "the printer's call")
    desk.one_badge_each(*codes)
    assert list(map(code_on, desk.rig.arrived()[desk.before :])) == codes


def test_what_has_no_paper_moves_to_another_printer(desk: Desk) -> None:
    with desk.rig.fault("media-empty-error"):
        for n in range(8):
            desk.guest(f"Guest {n}")
        desk.run_until(lambda: JobState.ATTENTION in desk.states(), "the printer's call")
        moved = print_queue.move_all(desk.station, "Queue", "Files")
        assert [job.name for job in moved.moved] == [f"Guest {n}" for n in range(1, 8)]
        print_rounds.run_printer(desk.station, "Files")
    assert len(list((desk.station.folder / "badges").glob("*.pdf"))) == 7
    # Its turn had come when the paper went out: cancelled, the printer may have it on paper, and has.
    (first,) = moved.left
    desk.run_until(lambda: print_queue.job(desk.station, first.id).stuck, "the job to be decided")
    wait_for(lambda: len(desk.rig.arrived()) == desk.before + 1, "the badge that was begun")
    desk.look_at_the_printer()
    assert desk.states() == {JobState.DONE}
    assert len(journal.log(desk.station, 100, kind="badge.printed")) == 8


def test_the_printer_is_switched_off_and_on(desk: Desk) -> None:
    desk.rig.switch_off()
    code = desk.guest()
    desk.waits_for_a_person("offline")
    desk.rig.switch_on()
    desk.one_badge_each(code)


def test_the_queue_is_stopped_and_started(desk: Desk) -> None:
    desk.rig.run("cupsdisable", QUEUE)
    code = desk.guest()
    desk.waits_for_a_person("paused")
    desk.rig.run("cupsenable", QUEUE)
    desk.one_badge_each(code)


def test_the_queue_takes_no_jobs_for_a_while(desk: Desk) -> None:
    desk.rig.run("cupsreject", QUEUE)
    code = desk.guest()
    desk.run_until(lambda: Trouble.PRINTER_REFUSED in desk.job.reasons, "the refusal")
    assert desk.job.state is JobState.QUEUED
    desk.rig.run("cupsaccept", QUEUE)
    desk.one_badge_each(code)


def test_a_job_is_cancelled_at_the_queue_before_its_turn(desk: Desk) -> None:
    desk.rig.run("cupsdisable", QUEUE)
    code = desk.guest()
    desk.waits_for_a_person("paused")
    desk.rig.run("cancel", "-a", QUEUE)
    desk.run_until(lambda: desk.job.stuck, "the cancelled job")
    desk.rig.run("cupsenable", QUEUE)
    assert desk.job.state is JobState.CANCELLED
    assert print_queue.queue(desk.station) == (desk.job,)
    print_queue.print_anew(desk.station, desk.job.id)
    desk.one_badge_each(code)


def test_a_job_is_cancelled_at_the_printer_while_it_is_printed(desk: Desk) -> None:
    with desk.rig.fault("media-empty-error"):
        code = desk.guest()
        desk.waits_for_a_person("media-empty")
        desk.rig.run("cancel", "-a", QUEUE)
        desk.run_until(lambda: desk.job.stuck, "the cancelled job")
    desk.look_at_the_printer()
    desk.one_badge_each(code)


def test_the_scheduler_is_killed_and_started_again(desk: Desk) -> None:
    desk.rig.run("cupsdisable", QUEUE)
    codes = [desk.guest(f"Guest {n}") for n in range(3)]
    desk.run_until(lambda: desk.states() == {JobState.ATTENTION}, "the stopped queue")
    desk.rig.kill_scheduler()
    codes.append(desk.guest("Late Guest"))
    desk.run_until(lambda: not printers.check(desk.station, "Queue").ready, "the missing scheduler")
    desk.rig.start_scheduler()
    desk.rig.run("cupsenable", QUEUE)
    desk.one_badge_each(*codes)


def test_the_scheduler_is_killed_and_has_forgotten_its_jobs(desk: Desk) -> None:
    """It keeps new ones in memory for a while: somebody looks at what came out."""
    with desk.rig.fault("media-empty-error"):
        codes = [desk.guest(f"Guest {n}") for n in range(3)]
        desk.run_until(lambda: JobState.ATTENTION in desk.states(), "the printer's call")
        desk.rig.kill_scheduler()
        desk.rig.lose_jobs()
        codes.append(desk.guest("Late Guest"))
        desk.run_until(lambda: not printers.check(desk.station, "Queue").ready, "the missing scheduler")
        desk.rig.start_scheduler()
    desk.run_until(lambda: JobState.DONE in desk.states(), "the late guest's badge")
    assert [job.undecided for job in print_queue.queue(desk.station)] == [True] * 3
    desk.look_at_the_printer()
    desk.one_badge_each(*codes)


def test_the_scheduler_hangs_while_a_badge_is_sent(desk: Desk) -> None:
    """It takes in all that was sent to it once it wakes up: a job nobody got an answer about, too."""
    desk.station.use(lambda one: CupsSpooler(one.uri, timeout_s=0.5), desk.station.make_layout)
    spooler = desk.station.spooler_of("Queue")
    wait_for(lambda: spooler.health().ready, "the scheduler's answer")
    for when in ("before", "while"):
        code = desk.guest(f"Guest {when}")
        with desk.rig.hanging():
            print_rounds.run_printer(desk.station, "Queue")
        desk.run_until(lambda: desk.states() == {JobState.DONE}, f"the badge sent {when}")
        assert Counter(map(code_on, desk.rig.arrived()[desk.before :]))[code] == 1


@pytest.mark.parametrize("told", ["CREATE_JOB", "SEND_DOCUMENT"])
def test_a_badge_whose_sending_was_cut_off_comes_out_once(desk: Desk, told: str) -> None:
    """The scheduler stops hearing just before it is told of the job, or just before its document."""
    spooler = CutOff(desk.rig, told)
    desk.station.use(lambda _one: spooler, desk.station.make_layout)
    code = desk.guest()
    print_rounds.run_printer(desk.station, "Queue")
    assert spooler.cut == 1
    assert (desk.job.state, desk.job.reasons) == (JobState.QUEUED, (Trouble.PRINTER_UNREACHABLE,))
    desk.one_badge_each(code)


class CutOff(CupsSpooler):
    """A way to the queue on which the first `told` meets a scheduler that hangs, and then goes on."""

    def __init__(self, rig: Rig, told: str) -> None:
        super().__init__(rig.queue)
        self._rig, self._told, self.cut = rig, told, 0

    def _ask(self, question: Question) -> dict[str, object]:
        if question.operation != self._told or self.cut:
            return super()._ask(question)
        self.cut += 1
        patience_s, self._timeout_s = self._timeout_s, 0.5
        try:
            with self._rig.hanging():
                return super()._ask(question)
        finally:
            self._timeout_s = patience_s


def test_a_document_that_comes_after_its_job_was_given_up_is_not_printed(rig: Rig, a6: bytes) -> None:
    spooler = CupsSpooler(rig.queue)
    name = str(uuid4())
    media = {"media": "iso_a6_105x148mm", "print-scaling": "none"}
    (job,) = ipp.ask(rig.queue, Question("CREATE_JOB", {"job-name": name}, media), 10)["jobs"]
    before = len(rig.arrived())
    assert spooler.find(name) is None
    about = {"job-id": job["job-id"], "document-format": "application/pdf", "last-document": True}
    ipp.ask(rig.queue, Question("SEND_DOCUMENT", about, {}, a6), 10)
    assert spooler.find(name) is None
    reference = spooler.submit(a6, name, A6)
    wait_for(lambda: spooler.state(reference).state is JobState.DONE, "the badge")
    assert spooler.find(name) == reference
    assert len(rig.arrived()) == before + 1


def test_the_paper_is_not_that_of_the_badge(desk: Desk) -> None:
    big = '{"id": "poster", "title": "x", "width_mm": 300, "height_mm": 400, "elements": []}'
    file = desk.station.folder / "poster.json"
    file.write_text(big, "utf-8")
    layout_files.take(desk.station, file)
    layouts.assign(desk.station, "poster")
    code = desk.guest()
    desk.run_until(lambda: desk.job.stuck, "the refusal")
    assert desk.job.reasons == (Trouble.PRINTER_WRONG_PAPER,)
    layouts.assign(desk.station, "a6")
    print_queue.retry_all(desk.station)
    desk.one_badge_each(code)


class Cutting(CupsSpooler):
    """A way to the queue on which the end of each file is lost."""

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "", sides: Sides = Sides.ONE) -> str:
        return super().submit(pdf[:-40], job, size, label=label, sides=sides)


def test_a_damaged_badge_is_stopped_before_it_is_sent(desk: Desk) -> None:
    make = desk.station.make_spooler
    desk.station.use(lambda one: Cutting(one.uri), desk.station.make_layout)
    code = desk.guest()
    desk.run_until(lambda: desk.job.stuck, "the refusal")
    assert desk.job.reasons == (Trouble.PRINTER_REFUSED,)
    assert CupsSpooler(desk.rig.queue).find(desk.job.id) is None
    desk.station.use(make, desk.station.make_layout)
    print_queue.retry_all(desk.station)
    desk.one_badge_each(code)
