"""Several printers at one desk, and what people may do about what waits for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk import app, settings, words
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.printers import Printer
from kiosk.errors import InputRefused, PrinterError, StationError, Trouble
from kiosk.operations import badges, journal, layouts, merging, people, print_queue, print_rounds, printers
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.labels import roll_changed
from kiosk.operations.print_queue import Job
from kiosk.operations.station import Station
from kiosk.operations.undoing import undo
from kiosk.printing.spooler import PrinterHealth, Progress
from kiosk.store import print_jobs
from tests.door_scenes import register
from tests.operations.tray import BUSY, Tray, away, refusal, set_up
from tests.printing.cups_rig import wait_for
from tests.stations import Clock, guest, new_station
from tests.tiny_disk import fill, mounted

A, B = Printer("A", "ipp://one/printers/badge"), Printer("B", "ipp://other/printers/badge")
STUCK = Progress(JobState.ATTENTION, "load paper", ("media-empty",))


@pytest.fixture
def trays(station: Station) -> dict[str, Tray]:
    return set_up(station, A, B)


@pytest.fixture
def a(trays: dict[str, Tray]) -> Tray:
    return trays["A"]


@pytest.fixture
def b(trays: dict[str, Tray]) -> Tray:
    return trays["B"]


def only(station: Station) -> Job:
    (job,) = print_queue.jobs(station)
    return job


def names(station: Station, sent: list[str]) -> list[str]:
    by_id = {job.id: job.name for job in print_queue.jobs(station, 200)}
    return [by_id[one.partition(".")[0]] for one in sent]


def trouble(call: Callable[[], object]) -> Trouble:
    with pytest.raises(InputRefused) as refused:
        call()
    return refused.value.code


# -- which printer -------------------------------------------------------------------------------------


def test_a_badge_goes_where_its_category_or_its_layout_is_wanted(station: Station) -> None:
    press = Printer("P", "ipp://p/", categories=("press",))
    labels = Printer("L", "ipp://l/", layouts=("label-62x100",))
    trays = set_up(station, press, Printer("Rest"), labels)
    layouts.assign(station, "label-62x100", "speaker")
    for category in ("press", "participant", "speaker"):
        guest(station, category, category=category)
    assert [(job.name, job.printer) for job in print_queue.jobs(station)] == [
        ("speaker", "L"), ("participant", "Rest"), ("press", "P"),
    ]  # fmt: skip
    assert print_rounds.run_queue(station) == 0
    assert {name: names(station, tray.sent) for name, tray in trays.items()} == {
        "P": ["press"], "Rest": ["participant"], "L": ["speaker"],
    }  # fmt: skip
    body = journal.log(station, 1, kind=Kind.BADGE_PRINTED)[0].content()
    assert (body["printer"], body["layout"]) == ("L", "label-62x100")


def test_the_old_single_printer_is_one_of_several(station: Station) -> None:
    told = settings.changed(station.settings, printer="ipp://127.0.0.1:631/printers/Accueil%201")
    assert [(one.name, one.uri) for one in told.all_printers] == [("Accueil 1", told.printer)]


def test_a_printer_that_hangs_holds_up_no_other(station: Station, a: Tray, b: Tray) -> None:
    guest(station, "Held Up")
    print_queue.move(station, only(station).id, "B")
    guest(station, "Goes On")
    hangs, goes_on = threading.Event(), threading.Event()

    def hang() -> None:
        hangs.set()
        assert goes_on.wait(60)

    b.meanwhile = hang
    round_at_b = threading.Thread(target=print_rounds.run_printer, args=(station, "B"))
    round_at_b.start()
    try:
        assert hangs.wait(60)
        assert print_rounds.run_printer(station, "A") == 0
        assert names(station, a.sent) == ["Goes On"]
        assert b.sent == []
        assert print_rounds.run_printer(station, "B") == 1, "one caller at a time"
    finally:
        goes_on.set()
        round_at_b.join()
    assert names(station, b.sent) == ["Held Up"]


def test_a_printer_that_is_away_gets_its_badges_in_their_order(
    station: Station, a: Tray, clock: Clock
) -> None:
    a.off = away()
    for n in range(7):
        guest(station, f"Guest {n}")
        print_rounds.run_queue(station)
        clock.later(1)
    assert a.sent == []
    a.off = None
    clock.later(60)
    assert print_rounds.run_queue(station) == 0
    assert names(station, a.sent) == [f"Guest {n}" for n in range(7)]


def test_a_printer_that_is_back_gets_what_waits_at_once(station: Station, a: Tray, clock: Clock) -> None:
    a.off = away()
    guest(station)
    for _ in range(6):
        print_rounds.run_queue(station)
        clock.later(61)
    print_rounds.run_queue(station)
    a.off = None
    station.lane("A").asked_s = None
    assert print_rounds.run_queue(station) == 0, "its wait would have lasted a minute"


def test_a_queue_that_is_not_there_keeps_every_badge_waiting_until_it_is(
    station: Station, a: Tray, clock: Clock
) -> None:
    a.mood = PrinterError(Trouble.PRINTER_UNKNOWN, retry=False, printer="A")
    for n in range(4):
        guest(station, f"Guest {n}")
    for _ in range(4):
        print_rounds.run_printer(station, "A")
    assert {job.state for job in print_queue.jobs(station)} == {JobState.QUEUED}
    told = state_of(station, "A")
    assert (told.ready, told.reasons, told.waiting) == (False, (Trouble.PRINTER_UNKNOWN,), 4)
    a.mood = None
    clock.later(60)
    assert print_rounds.run_printer(station, "A") == 0
    assert names(station, a.sent) == [f"Guest {n}" for n in range(4)]


def test_a_badge_that_the_printer_refuses_for_now_lets_the_others_pass(
    station: Station, a: Tray, clock: Clock
) -> None:
    guest(station, "Odd One")
    a.mood = refusal(retry=True)
    print_rounds.run_printer(station, "A")
    a.mood = None
    guest(station, "Next One")
    assert print_rounds.run_printer(station, "A") == 1
    assert names(station, a.sent) == ["Next One"]
    clock.later(1)
    assert print_rounds.run_printer(station, "A") == 0
    assert names(station, a.sent) == ["Next One", "Odd One"]


def test_a_printer_has_few_badges_at_a_time(station: Station, a: Tray) -> None:
    a.said = BUSY
    for n in range(9):
        guest(station, f"Guest {n}")
    for _ in range(3):
        assert print_rounds.run_printer(station, "A") == 9
    assert len(a.sent) == print_rounds.AHEAD
    a.said = Progress(JobState.DONE)
    assert print_rounds.run_printer(station, "A") == 0
    assert names(station, a.sent) == [f"Guest {n}" for n in range(9)]


def test_a_printer_that_is_still_away_is_asked_once_a_round_however_much_it_has(
    station: Station, a: Tray
) -> None:
    """A question to a computer that is off takes ten seconds: nobody who closes the desk waits for five."""
    a.said = BUSY
    for n in range(8):
        guest(station, f"Guest {n}")
    print_rounds.run_printer(station, "A")
    a.off = away()
    print_rounds.run_printer(station, "A")
    cut = print_queue.queue(station, "A")[-1].id
    with station.database.write() as connection:
        print_jobs.change(connection, cut, JobState.SUBMITTING, queue=A.uri)
    a.asked.clear()
    station.lane("A").asked_s = None
    assert print_rounds.run_printer(station, "A") == 8
    assert a.asked == ["health"]
    told = {job.id: (job.state, job.reasons) for job in print_queue.queue(station, "A")}
    assert told[cut] == (JobState.SUBMITTING, ("printer_unreachable",))
    assert trouble(lambda: print_queue.move(station, cut, "B")) is Trouble.JOB_UNSURE
    a.off, a.said = None, Progress(JobState.DONE)
    station.lane("A").asked_s = None
    assert print_rounds.run_printer(station, "A") == 0
    assert len(a.sent) == 8


# -- sent once ------------------------------------------------------------------------------------------


def test_a_badge_that_arrived_although_no_answer_came_is_not_sent_again(
    station: Station, a: Tray, clock: Clock
) -> None:
    a.answers_late = away(unsure=True)
    guest(station)
    assert print_rounds.run_printer(station, "A") == 1
    a.answers_late = None
    clock.later(1)
    assert print_rounds.run_printer(station, "A") == 0
    assert len(a.sent) == 1
    assert only(station).state is JobState.DONE


def test_a_badge_that_perhaps_arrived_waits_until_the_printer_can_say(
    station: Station, a: Tray, clock: Clock
) -> None:
    a.off = away(unsure=True)
    guest(station)
    for _ in range(4):
        print_rounds.run_printer(station, "A")
        clock.later(61)
    assert a.asked.count("submit") == 1, "then it is asked after, not sent"
    assert trouble(lambda: print_queue.move(station, only(station).id, "B")) is Trouble.JOB_UNSURE
    a.off = None
    assert print_rounds.run_printer(station, "A") == 0
    assert len(a.sent) == 1


def test_two_printers_of_one_queue_name_are_two(station: Station, a: Tray) -> None:
    """The number of a job at one server is that of somebody else's at another."""
    a.said = BUSY
    guest(station)
    print_rounds.run_printer(station, "A")
    moved_server = replace(A, uri="ipp://elsewhere/printers/badge")
    station.settings = settings.changed(station.settings, printers=(moved_server, B))
    a.name = "badge"
    station.use(station.make_spooler, station.make_layout)
    a.said = Progress(JobState.DONE)
    print_rounds.run_printer(station, "A")
    job = only(station)
    assert (job.state, job.undecided, job.detail) == (JobState.ATTENTION, True, A.uri)


# -- moving ---------------------------------------------------------------------------------------------


def test_what_waits_moves_to_another_printer(station: Station, a: Tray, b: Tray) -> None:
    a.off = away()
    guest(station)
    print_rounds.run_queue(station)
    assert print_queue.move(station, only(station).id, "b").printer == "B"
    assert print_rounds.run_queue(station) == 0
    assert (a.sent, names(station, b.sent)) == ([], ["Ali Bennani"])


def test_what_a_printer_has_is_taken_back_before_it_moves(station: Station, a: Tray, b: Tray) -> None:
    a.said = STUCK
    guest(station)
    print_rounds.run_queue(station)
    job = only(station)
    assert (job.state, job.reasons) == (JobState.ATTENTION, ("media-empty",))
    print_queue.move(station, job.id, "B")
    assert a.cancelled == [job.id]
    assert print_rounds.run_queue(station) == 0
    assert b.sent == [f"{job.id}.1"]
    assert only(station).state is JobState.DONE


def test_what_was_printed_meanwhile_does_not_move(station: Station, a: Tray, b: Tray) -> None:
    a.said = STUCK
    guest(station)
    print_rounds.run_queue(station)
    a.said = Progress(JobState.DONE)
    assert trouble(lambda: print_queue.move(station, only(station).id, "B")) is Trouble.JOB_TOO_LATE
    assert only(station).state is JobState.DONE
    assert len(journal.log(station, 9, kind=Kind.BADGE_PRINTED)) == 1
    assert trouble(lambda: print_queue.cancel(station, only(station).id)) is Trouble.JOB_TOO_LATE


def test_where_nobody_can_tell_only_a_person_moves_it(station: Station, a: Tray, b: Tray) -> None:
    a.said = STUCK
    guest(station)
    print_rounds.run_queue(station)
    a.off = away()
    job_id = only(station).id
    assert trouble(lambda: print_queue.move(station, job_id, "B")) is Trouble.JOB_UNSURE
    assert trouble(lambda: print_queue.cancel(station, job_id)) is Trouble.JOB_UNSURE
    assert print_queue.move(station, job_id, "B", anyway=True).state is JobState.QUEUED
    assert print_rounds.run_printer(station, "B") == 0
    assert b.sent == [f"{job_id}.1"]


def test_all_of_a_printer_move_in_their_order_but_for_those_nobody_knows_of(
    station: Station, a: Tray, b: Tray
) -> None:
    a.said = STUCK
    for n in range(8):
        guest(station, f"Guest {n}")
    print_rounds.run_queue(station)
    first = print_queue.queue(station, "A")[0]
    with station.database.write() as connection:
        print_jobs.change(connection, first.id, JobState.ATTENTION, reasons=("gone",))
    came = print_queue.move_all(station, "A", "B")
    assert [job.name for job in came.moved] == [f"Guest {n}" for n in range(1, 8)]
    assert [job.name for job in came.left] == ["Guest 0"]
    print_rounds.run_printer(station, "B")
    assert names(station, b.sent) == [f"Guest {n}" for n in range(1, 8)]
    assert trouble(lambda: print_queue.move_all(station, "A", "C")) is Trouble.UNKNOWN_PRINTER


def test_a_printer_that_does_not_answer_is_asked_once_for_all_that_it_has(
    station: Station, a: Tray, b: Tray
) -> None:
    a.said = STUCK
    for n in range(8):
        guest(station, f"Guest {n}")
    print_rounds.run_queue(station)
    a.off = away()
    a.asked.clear()
    came = print_queue.move_all(station, "A", "B")
    assert a.asked == ["cancel"]
    assert (len(came.left), len(came.moved)) == (print_rounds.AHEAD, 8 - print_rounds.AHEAD)


@pytest.mark.parametrize("act", ["move", "cancel", "undo"])
def test_what_happens_while_a_badge_is_drawn_comes_in_time(
    station: Station, a: Tray, b: Tray, act: str
) -> None:
    """Between drawing and sending lies a look at the job: who takes it away then, has it."""
    guest(station)
    job_id = only(station).id
    acts: dict[str, Callable[[], object]] = {
        "move": lambda: print_queue.move(station, job_id, "B"),
        "cancel": lambda: print_queue.cancel(station, job_id),
        "undo": lambda: undo(station),
    }
    make = station.make_layout

    def layout_after_the_act() -> object:
        station.make_layout = make
        acts[act]()
        return make()

    station.use(station.make_spooler, layout_after_the_act)  # type: ignore[arg-type]
    print_rounds.run_printer(station, "A")
    assert a.sent == []
    assert only(station).state is (JobState.QUEUED if act == "move" else JobState.CANCELLED)
    print_rounds.run_printer(station, "B")
    assert len(b.sent) == (act == "move")


def test_two_printers_that_draw_one_badge_do_not_both_print_it(station: Station, a: Tray, b: Tray) -> None:
    """Moved while it was drawn, and drawn at the other printer already when the first is done drawing."""
    guest(station)
    job_id = only(station).id
    make = station.make_layout

    def layout_meanwhile() -> object:
        station.make_layout = make
        print_queue.move(station, job_id, "B")
        with station.database.write() as connection:
            print_jobs.change(connection, job_id, JobState.RENDERING)
        return make()

    station.use(station.make_spooler, layout_meanwhile)  # type: ignore[arg-type]
    print_rounds.run_printer(station, "A")
    assert a.sent == []
    assert print_rounds.run_queue(station) == 0
    assert (a.sent, b.sent) == ([], [job_id])


# -- deciding -------------------------------------------------------------------------------------------


@pytest.fixture
def lost(station: Station, a: Tray) -> Job:
    a.said = Progress(JobState.ATTENTION, "17", ("gone",))
    guest(station)
    print_rounds.run_queue(station)
    return only(station)


def test_what_nobody_knows_of_is_left_alone_until_somebody_decides(
    station: Station, a: Tray, lost: Job
) -> None:
    assert lost.undecided
    assert lost.stuck
    assert print_queue.queue(station) == (lost,)
    assert print_rounds.run_printer(station, "A") == 0, "it does not go on by itself"
    print_queue.retry_all(station)
    print_rounds.run_queue(station)
    assert len(a.sent) == 1


def test_it_was_printed(station: Station, a: Tray, lost: Job) -> None:
    assert print_queue.was_printed(station, lost.id).state is JobState.DONE
    (fact,) = journal.log(station, 9, kind=Kind.BADGE_PRINTED)
    assert fact.content()["seen"] is True
    assert print_queue.queue(station) == ()
    assert trouble(lambda: print_queue.was_printed(station, lost.id)) is Trouble.JOB_TOO_LATE
    assert len(a.sent) == 1


def test_it_was_not(station: Station, a: Tray, lost: Job) -> None:
    a.said = Progress(JobState.DONE)
    assert print_queue.print_anew(station, lost.id).state is JobState.QUEUED
    print_rounds.run_queue(station)
    assert a.sent == [lost.id, f"{lost.id}.1"]
    assert len(journal.log(station, 9, kind=Kind.BADGE_PRINTED)) == 1


def test_a_job_cancelled_at_the_printer_waits_for_somebody(station: Station, a: Tray) -> None:
    a.said = Progress(JobState.CANCELLED)
    guest(station)
    print_rounds.run_queue(station)
    job = only(station)
    assert (job.state, job.stuck) == (JobState.CANCELLED, True)
    assert words.job(job.state, job.reasons).detail
    assert [one.id for one in print_queue.queue(station)] == [job.id]
    a.said = Progress(JobState.DONE)
    print_queue.retry(station, job.id)
    assert print_rounds.run_queue(station) == 0
    assert only(station).state is JobState.DONE


def test_a_job_that_people_take_back_is_over(station: Station, a: Tray) -> None:
    a.said = STUCK
    guest(station)
    print_rounds.run_queue(station)
    job = print_queue.cancel(station, only(station).id)
    assert (job.state, job.stuck) == (JobState.CANCELLED, False)
    assert print_queue.queue(station) == ()
    print_rounds.run_queue(station)
    assert only(station).state is JobState.CANCELLED
    assert trouble(lambda: print_queue.cancel(station, "nobody's")) is Trouble.UNKNOWN_JOB


# -- printers that come and go ---------------------------------------------------------------------------


def test_the_jobs_of_a_printer_that_is_gone_go_to_another(station: Station, a: Tray, b: Tray) -> None:
    a.off = away()
    guest(station)
    print_rounds.run_queue(station)
    station.settings = settings.changed(station.settings, printers=(B,))
    assert print_rounds.run_queue(station) == 0
    assert names(station, b.sent) == ["Ali Bennani"]


def test_a_printer_under_another_name_keeps_its_jobs(station: Station, a: Tray) -> None:
    a.said = BUSY
    guest(station)
    print_rounds.run_queue(station)
    station.settings = settings.changed(station.settings, printers=(B, replace(A, name="Hall 2")))
    station.use(lambda _printer: a, station.make_layout)
    a.said = Progress(JobState.DONE)
    assert print_rounds.run_queue(station) == 0
    assert (only(station).state, only(station).printer) == (JobState.DONE, "Hall 2")


def test_what_was_at_a_printer_that_is_gone_is_for_a_person(station: Station, a: Tray, b: Tray) -> None:
    a.said = BUSY
    guest(station)
    print_rounds.run_queue(station)
    station.settings = settings.changed(station.settings, printers=(B,))
    print_rounds.run_queue(station)
    assert only(station).undecided
    assert b.sent == []


# -- how they are ----------------------------------------------------------------------------------------


def state_of(station: Station, name: str) -> printers.PrinterState:
    return next(one for one in printers.states(station) if one.name == name)


def test_a_printer_says_since_when_it_is_so_even_after_a_restart(
    station: Station, a: Tray, clock: Clock
) -> None:
    began = station.now
    a.health_told = PrinterHealth(ready=False, reasons=("cover-open",), detail="open")
    assert not printers.check(station, "a").ready
    clock.later(600)
    assert printers.check(station, "A").since == began
    settings.write(station.folder, station.settings)
    app.close(station)
    again = app.open_station(station.folder)
    told = state_of(again, "A")
    assert (told.reasons, told.since, told.ready) == (("cover-open",), began, False)
    said = words.printer(told, ZoneInfo("Africa/Casablanca"), again.now.date())
    assert "cover" in said.detail
    assert said.role is words.Role.ATTENTION
    app.close(again)
    station.release = lambda: None


def test_each_printer_is_as_it_is(station: Station, a: Tray, b: Tray) -> None:
    a.off = away()
    guest(station)
    print_rounds.run_queue(station)
    told = {one.name: (one.ready, one.waiting) for one in printers.states(station)}
    assert told == {"A": (False, 1), "B": (True, 0)}
    assert trouble(lambda: printers.check(station, "C")) is Trouble.UNKNOWN_PRINTER


def test_labels_are_counted_down_by_badges_printed_and_up_by_a_new_roll(station: Station) -> None:
    set_up(station, Printer("Zebra", "ipp://z/", labels=22), B)
    assert not state_of(station, "Zebra").labels_low
    for n in range(2):
        guest(station, f"Guest {n}")
    print_rounds.run_queue(station)
    told = state_of(station, "Zebra")
    assert (told.labels_left, told.labels_low) == (20, True)
    settings.write(station.folder, station.settings)
    app.close(station)
    again = app.open_station(station.folder)
    assert state_of(again, "Zebra").labels_left == 20
    assert roll_changed(again, "zebra") == 22
    assert not state_of(again, "Zebra").labels_low
    assert roll_changed(again, "Zebra", 5) == 5
    assert state_of(again, "B").labels_left == 0
    assert not state_of(again, "B").labels_low
    app.close(again)
    station.release = lambda: None


# -- people who change, clocks that do -----------------------------------------------------------------


def test_who_is_no_more_on_the_roll_gets_no_badge(station: Station, a: Tray) -> None:
    a.off = away()
    guest(station)
    print_rounds.run_queue(station)
    undo(station)
    a.off = None
    print_rounds.run_queue(station)
    assert a.sent == []
    assert only(station).state is JobState.CANCELLED


def test_two_who_are_one_get_one_badge(station: Station, a: Tray, clock: Clock) -> None:
    a.off = away()
    one, other = guest(station, "Ali Bennani").attendee, guest(station, "Aly Bennani").attendee
    assert one is not None
    assert other is not None
    print_rounds.run_queue(station)
    merging.merge(station, one.id, other.id)
    a.off = None
    clock.later(60)
    assert print_rounds.run_queue(station) == 0
    assert len(a.sent) == 1
    assert people.card(station, one.id, "thursday").badges_printed == 1


def test_a_clock_put_back_holds_up_nothing(station: Station, a: Tray, clock: Clock) -> None:
    a.off = away()
    guest(station)
    print_rounds.run_queue(station)
    clock.later(-10 * 366 * 86_400)
    a.off = None
    station.lane("A").asked_s = None
    assert print_rounds.run_queue(station) == 0


def test_printing_goes_on_once_an_import_has_let_go_of_the_database(station: Station, a: Tray) -> None:
    guest(station)
    taken, let_go = threading.Event(), threading.Event()

    def imports() -> None:
        with station.database.write():
            taken.set()
            assert let_go.wait(60)

    importing = threading.Thread(target=imports)
    importing.start()
    assert taken.wait(60)
    printing = threading.Thread(target=print_rounds.run_printer, args=(station, "A"))
    printing.start()
    assert printers.states(station)[0].waiting == 1, "looking waits for nobody"
    let_go.set()
    importing.join()
    printing.join()
    wait_for(lambda: only(station).state is JobState.DONE, "the badge")
    assert len(a.sent) == 1


def test_a_disk_that_fills_up_while_badges_are_printed_costs_none_and_doubles_none(
    tmp_path: Path, clock: Clock
) -> None:
    with mounted(tmp_path / "disk") as disk:
        station = new_station(disk / "station", clock)
        tray = set_up(station, A)["A"]
        for n in range(3):
            guest(station, f"Guest {n}")
        full: list[Path] = []
        tray.meanwhile = lambda: full.append(fill(disk))  # what comes of the sending cannot be written down
        for _ in range(2):
            with pytest.raises(StationError) as refused:
                print_rounds.run_printer(station, "A")
            assert refused.value.code is Trouble.DISK_FULL
            assert len(tray.sent) == 1
        full[0].unlink()
        tray.meanwhile = lambda: None
        assert print_rounds.run_printer(station, "A") == 0
        assert names(station, tray.sent) == [f"Guest {n}" for n in range(3)]
        assert len(journal.log(station, 9, kind=Kind.BADGE_PRINTED)) == 3
        app.close(station)


# -- a batch, and whoever stands at the desk -------------------------------------------------------------


def batch(station: Station, number: int = 12) -> list[str]:
    """Print the badges of so many people who were nowhere yet, and return their codes."""
    codes = [register(station, f"guest{n:02}") for n in range(number)]
    badges.print_all(station)
    return codes


def test_a_guest_at_the_desk_goes_before_the_rest_of_a_batch(station: Station, a: Tray) -> None:
    batch(station)
    a.said = Progress(JobState.PRINTING)
    print_rounds.run_printer(station, "A")
    guest(station, "Walk In")
    a.said = Progress(JobState.DONE)
    print_rounds.run_printer(station, "A")
    others = [f"guest{n:02}" for n in range(12)]
    assert names(station, a.sent) == [*others[:5], "Walk In", *others[5:]]


def test_whoever_comes_while_their_badge_waits_in_a_batch_has_it_next(station: Station, a: Tray) -> None:
    codes = batch(station)
    a.said = Progress(JobState.PRINTING)
    print_rounds.run_printer(station, "A")
    outcome = admit(station, Ask("thursday", code=codes[10]))
    assert outcome.job_id is not None
    assert [job.name for job in print_queue.queue(station)][5] == "guest10"
    a.said = Progress(JobState.DONE)
    print_rounds.run_printer(station, "A")
    assert names(station, a.sent)[5] == "guest10"
    assert len(a.sent) == 12


def test_what_undoing_takes_back_is_the_entry_not_a_badge_of_the_batch(station: Station, a: Tray) -> None:
    codes = batch(station)
    for code in codes[8:10]:
        admit(station, Ask("thursday", code=code))
    undo(station)
    print_rounds.run_printer(station, "A")
    assert sorted(names(station, a.sent)) == [f"guest{n:02}" for n in range(12)]


def test_a_batch_that_waits_is_asked_for_at_the_desk(station: Station, a: Tray) -> None:
    batch(station)
    a.said = Progress(JobState.PRINTING)
    print_rounds.run_printer(station, "A")
    badges.print_badge(station, "guest11")
    assert [job.name for job in print_queue.queue(station)][5] == "guest11"


def test_a_printer_under_another_name_keeps_its_labels_and_what_waits(station: Station) -> None:
    was = Printer("Zebra", "ipp://z/", labels=22)
    set_up(station, was, B)
    guest(station)
    print_rounds.run_queue(station)
    trays = set_up(station, was, B)
    trays["Zebra"].off = away()
    guest(station, "Waits Here")
    print_rounds.run_queue(station)
    app.with_settings(station, printers=(replace(was, name="Hall"), B))
    assert state_of(station, "Hall").labels_left == 21
    assert not state_of(station, "Hall").ready
    assert [(job.name, job.printer) for job in print_queue.queue(station)] == [("Waits Here", "Hall")]
    app.with_settings(station, printers=(replace(was, name="Hall", uri="ipp://other/"), B))
    assert state_of(station, "Hall").labels_left == 21
    app.with_settings(station, printers=(Printer("Third", "ipp://third/", labels=22), B))
    assert state_of(station, "Third").labels_left == 22
