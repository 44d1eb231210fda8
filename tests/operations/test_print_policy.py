"""When admitting somebody prints, and what stands between a guest and a second badge."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import app, words
from kiosk.domain.admission import Direction, Reason
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.printers import Printer, Prints, Reprint, policy
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import (
    badges,
    events,
    journal,
    print_policy,
    print_queue,
    print_rounds,
    replacing,
    setting_up,
)
from kiosk.operations.admissions import Ask, Outcome, admit
from kiosk.operations.badges import Asked
from kiosk.operations.station import Station
from kiosk.printing.spooler import Progress
from kiosk.store import journal as stored
from kiosk.store import projections
from tests.operations.tray import BUSY, Tray, away, refusal, set_up
from tests.stations import Clock, guest, new_station


@pytest.fixture
def tray(station: Station) -> Tray:
    return set_up(station, Printer("A"))["A"]


def come_back(station: Station, clock: Clock, first: Outcome, list_id: str = "thursday") -> Outcome:
    clock.later(60)
    admit(station, Ask(list_id, code=first.code, direction=Direction.EXIT))
    clock.later(60)
    return admit(station, Ask(list_id, code=first.code))


# -- when an admission prints ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_list", "of_category", "prints"),
    [
        (None, None, Prints.ONCE),
        (None, Prints.ALWAYS, Prints.ALWAYS),
        (Prints.ALWAYS, None, Prints.ALWAYS),
        (Prints.ONCE, Prints.ALWAYS, Prints.ONCE),
        (Prints.ALWAYS, Prints.ONCE, Prints.ALWAYS),
        (Prints.NEVER, Prints.ALWAYS, Prints.NEVER),
        (Prints.ALWAYS, Prints.NEVER, Prints.NEVER),
        (None, Prints.NEVER, Prints.NEVER),
    ],
)
def test_a_never_of_either_stands_and_else_the_list_goes_first(
    of_list: Prints | None, of_category: Prints | None, prints: Prints
) -> None:
    assert policy(of_list, of_category) is prints


def test_once_is_once_however_often_somebody_comes(station: Station, tray: Tray, clock: Clock) -> None:
    first = guest(station)
    assert first.job_id
    assert come_back(station, clock, first).job_id is None, "it waits still"
    print_rounds.run_queue(station)
    assert come_back(station, clock, first).job_id is None
    assert len(tray.sent) == 1


def test_always_is_at_each_entry(station: Station, tray: Tray, clock: Clock) -> None:
    print_policy.set_for_list(station, "thursday", Prints.ALWAYS)
    first = guest(station)
    assert come_back(station, clock, first).job_id is None, "not two at once while the first still waits"
    print_rounds.run_queue(station)
    assert come_back(station, clock, first).job_id
    print_rounds.run_queue(station)
    assert len(tray.sent) == 2
    again = admit(station, Ask("thursday", code=first.code))
    assert (again.repeated, len(print_queue.jobs(station))) == (True, 2), "one scan, read twice"
    clock.later(60)
    assert admit(station, Ask("thursday", code=first.code)).verdict.reason is Reason.ALREADY_IN


def test_never_for_a_category_is_never_and_the_others_are_printed(station: Station, tray: Tray) -> None:
    print_policy.set_for_category(station, "press", Prints.NEVER)
    assert guest(station, category="press").job_id is None
    assert guest(station, "Omar Alami").job_id
    print_policy.set_for_category(station, "press", None)
    assert guest(station, "Sara Alami", category="press").job_id


def test_a_list_that_prints_nothing_leaves_it_to_the_next(station: Station, tray: Tray, clock: Clock) -> None:
    print_policy.set_for_list(station, "press-room", Prints.NEVER)
    first = guest(station, category="press")
    print_queue.cancel(station, first.job_id or "")
    assert admit(station, Ask("press-room", code=first.code)).job_id is None
    assert come_back(station, clock, first).job_id


def test_a_badge_that_failed_gives_way_to_the_next_admission_s(
    station: Station, tray: Tray, clock: Clock
) -> None:
    tray.mood = refusal(retry=False)
    first = guest(station)
    print_rounds.run_queue(station)
    tray.mood = None
    again = come_back(station, clock, first)
    assert again.job_id
    print_queue.retry_all(station)
    print_rounds.run_queue(station)
    assert tray.sent == [again.job_id]
    assert print_queue.queue(station) == ()


def test_the_policy_is_the_event_s_and_is_told_by_its_facts(station: Station, tmp_path: Path) -> None:
    other = new_station(tmp_path / "other")
    print_policy.set_for_list(station, "thursday", Prints.ALWAYS)
    print_policy.set_for_category(station, "press", Prints.NEVER)
    with station.database.read() as connection:
        facts = stored.about(connection, ["thursday", "press"])
    with other.database.write() as connection:
        projections.apply(connection, list(reversed(facts)))
    told = events.overview(other)
    assert {one.id: one.prints for one in told.lists} == {"thursday": Prints.ALWAYS, "press-room": None}
    assert {one.id: one.prints for one in told.categories}["press"] is Prints.NEVER
    app.close(other)


def test_a_file_may_say_when_to_print(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "setup.json"
    file.write_text(
        '{"categories": [{"id": "press", "prints": "always"}],'
        ' "lists": [{"id": "thursday", "prints": "never"}, {"id": "press-room", "prints": "now"}]}'
    )
    report = setting_up.configure(station, file)
    assert (report.categories.updated, report.lists.updated, len(report.remarks)) == (1, 1, 1)
    told = events.overview(station)
    assert {one.id: one.prints for one in told.lists} == {"thursday": Prints.NEVER, "press-room": None}
    assert {one.id: one.prints for one in told.categories}["press"] is Prints.ALWAYS
    with pytest.raises(InputRefused) as refused:
        print_policy.set_for_list(station, "nowhere", Prints.ONCE)
    assert refused.value.code is Trouble.UNKNOWN_LIST


# -- a second badge -------------------------------------------------------------------------------------


def another(station: Station, outcome: Outcome, why: str = "") -> Asked:
    assert outcome.attendee is not None
    return badges.print_badge(station, outcome.attendee.id, why)


def test_a_second_badge_wants_a_reason_and_says_when_and_where_the_first_was(
    station: Station, tray: Tray, clock: Clock
) -> None:
    outcome = guest(station)
    print_rounds.run_queue(station)
    printed_at = station.now
    clock.later(3600)
    facts = len(journal.log(station, 100))
    asked = another(station, outcome)
    assert asked.needs_why
    assert len(journal.log(station, 100)) == facts, "nothing is written while something is asked"
    said = words.printed_before(asked.earlier, station.now.tzinfo, printed_at.date())  # type: ignore[arg-type]
    assert "07:22" in said.detail
    assert "Accueil 1" in said.detail


def test_another_desk_s_badge_counts_as_well(station: Station, tray: Tray, tmp_path: Path) -> None:
    outcome = guest(station)
    print_queue.cancel(station, outcome.job_id or "")
    assert outcome.attendee is not None
    with station.database.write() as connection:
        body = {"job": "x", "layout": "a6", "printer": "P", "station": "Accueil 2"}
        draft = stored.Draft(Kind.BADGE_PRINTED, outcome.attendee.id, body)
        stored.record(connection, station.author, [draft])
    asked = another(station, outcome)
    assert [one.station for one in asked.earlier] == ["Accueil 2"]


def test_the_new_badge_has_a_new_code_and_the_old_one_says_when_and_where_it_was_replaced(
    station: Station, tray: Tray, clock: Clock
) -> None:
    outcome = guest(station)
    print_rounds.run_queue(station)
    clock.later(3600)
    asked = another(station, outcome, Reprint.DAMAGED)
    assert asked.job_id
    assert len(asked.earlier) == 1
    print_rounds.run_queue(station)
    assert [job.why for job in print_queue.jobs(station)] == ["damaged", ""]
    old = admit(station, Ask("thursday", code=outcome.code))
    assert old.verdict.reason is Reason.REVOKED
    assert old.verdict.barred is not None
    assert (old.verdict.barred.at, old.verdict.barred.station) == (station.now, "Accueil 1")
    (fact,) = journal.log(station, 5, kind=Kind.BADGE_REPLACED)
    assert fact.content()["why"] == "damaged"
    clock.later(60)
    assert old.attendee is not None
    assert admit(station, Ask("thursday", code=old.attendee.code)).verdict.reason is Reason.ALREADY_IN


def test_a_badge_that_may_come_out_yet_counts_as_one(station: Station, tray: Tray) -> None:
    tray.said = BUSY
    outcome = guest(station)
    print_rounds.run_queue(station)
    asked = another(station, outcome)
    assert [one.waiting for one in asked.earlier] == [True]
    tray.said = Progress(JobState.DONE)
    assert another(station, outcome, "never came out").job_id
    print_rounds.run_queue(station)
    assert len(tray.sent) == 2
    assert admit(station, Ask("thursday", code=outcome.code)).verdict.reason is Reason.REVOKED


def test_a_badge_that_only_waits_here_is_tried_again_and_no_second_one_made(
    station: Station, tray: Tray
) -> None:
    tray.off = away()
    outcome = guest(station)
    for _ in range(4):
        print_rounds.run_queue(station)
    asked = another(station, outcome)
    assert (asked.job_id, asked.earlier) == (outcome.job_id, ())
    tray.off = None
    print_rounds.run_queue(station)
    assert tray.sent == [outcome.job_id]


def test_the_badge_that_is_replaced_is_not_printed_if_it_only_waits(station: Station, tray: Tray) -> None:
    tray.off = away()
    outcome = guest(station)
    print_rounds.run_queue(station)
    assert outcome.attendee is not None
    _, job_id = replacing.replace_badge(station, outcome.attendee.id)
    tray.off = None
    station.lane("A").asked_s = None
    print_rounds.run_queue(station)
    assert tray.sent == [job_id]


@pytest.mark.parametrize(
    ("why", "code"), [("x" * 2001, Trouble.TEXT_TOO_LONG), ("a\ue000b", Trouble.TEXT_NOT_PRINTABLE)]
)
def test_a_reason_is_a_text(station: Station, tray: Tray, why: str, code: Trouble) -> None:
    with pytest.raises(InputRefused) as refused:
        another(station, guest(station), why)
    assert refused.value.code is code


def test_the_roll_is_printed_without_those_who_have_a_badge_unless_all_need_another(
    station: Station, tray: Tray
) -> None:
    outcomes = [guest(station, f"Guest {n}") for n in range(3)]
    print_queue.cancel(station, outcomes[2].job_id or "")
    print_rounds.run_queue(station)
    assert len(badges.print_all(station)) == 1
    print_rounds.run_queue(station)
    assert badges.print_all(station) == ()
    assert len(badges.print_all(station, why="new logo")) == 3
    print_rounds.run_queue(station)
    assert len(tray.sent) == 6
    for outcome in outcomes:
        assert admit(station, Ask("thursday", code=outcome.code)).verdict.reason is Reason.REVOKED


def test_reasons_are_said_in_words(station: Station) -> None:
    assert [words.reprint(one) for one in Reprint] == [
        "Lost", "Damaged", "Something on it was wrong", "It never came out",
    ]  # fmt: skip
    assert words.reprint("the dog ate it") == "the dog ate it"
