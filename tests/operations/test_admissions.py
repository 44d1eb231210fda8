"""Letting in and taking back, with a real database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.people import Registration
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import journal, people, print_queue, print_rounds
from kiosk.operations.admissions import Ask, Outcome, admit, recent
from kiosk.operations.imports import import_roll
from kiosk.operations.station import Station
from kiosk.operations.undoing import Act, annul, undo
from kiosk.store import journal as stored
from kiosk.store.journal import Draft
from tests.stations import Clock, guest


@pytest.fixture
def code(station: Station, clock: Clock) -> str:
    """The code of somebody on the roll who is not in: registered where the door was closed to them."""
    outcome = people.walk_in(station, {"name_latin": "Ali Bennani", "category": "participant"}, "press-room")
    assert outcome.verdict.reason is Reason.NOT_ON_LIST
    clock.later(60)
    return outcome.code


def scan(station: Station, code: str, **values: Any) -> Outcome:
    return admit(station, Ask("thursday", code=code, **values))


def test_a_code_opens_the_door_once(station: Station, clock: Clock, code: str) -> None:
    first = scan(station, code)
    assert first.verdict.admitted
    assert first.attendee is not None
    clock.later(60)
    again = scan(station, code)
    assert again.verdict.reason is Reason.ALREADY_IN
    assert again.verdict.first is not None
    assert (again.verdict.first.at, again.verdict.first.station) == (first.at, "Accueil 1")


def test_a_code_is_read_in_any_case_and_with_what_the_scanner_adds(station: Station, code: str) -> None:
    assert scan(station, f"]Q1{code.lower()}\r\n").verdict.admitted


def test_every_verdict_is_a_fact(station: Station, clock: Clock, code: str) -> None:
    scan(station, code)
    clock.later(60)
    scan(station, code)
    scan(station, "no such\x1b[31m code")
    kinds = [fact.kind for fact in journal.log(station, 3)]
    assert kinds == ["admission.refused", "admission.refused", "admission.given"]
    newest = journal.log(station, 1)[0].content()
    assert newest["reason"] == "unknown"
    assert newest["code"] == "no such\\ufffd[31m code"
    assert newest["raw"] == "bm8gc3VjaBtbMzFtIGNvZGU="  # the same with its escape, in base 64


def test_a_double_read_shows_the_first_answer(station: Station, clock: Clock, code: str) -> None:
    first = scan(station, code)
    clock.later(2.9)
    second = scan(station, code)
    assert second.repeated
    assert second.verdict.admitted
    assert second.fact_id == first.fact_id
    clock.later(0.2)
    assert scan(station, code).verdict.reason is Reason.ALREADY_IN


def test_row_18_twenty_reads_in_a_second_are_one_admission(station: Station, clock: Clock, code: str) -> None:
    answers = []
    for _ in range(20):
        answers.append(scan(station, code).verdict.reason)
        clock.later(0.05)
    assert set(answers) == {Reason.VALID}
    assert sum(1 for fact in journal.log(station) if fact.kind == "admission.given") == 1


def test_two_readers_of_one_code_at_once_give_one_answer(station: Station, code: str) -> None:
    with ThreadPoolExecutor(8) as readers:
        with station.database.write():  # all have begun before the first can be answered
            asked = [readers.submit(scan, station, code) for _ in range(8)]
            while not all(one.running() for one in asked):
                pass
        answers = [one.result() for one in asked]
    assert {one.verdict.reason for one in answers} == {Reason.VALID}
    assert sorted(one.repeated for one in answers) == [False] + [True] * 7
    assert sum(1 for fact in journal.log(station) if fact.kind == "admission.given") == 1


def test_a_double_read_after_the_badge_came_out_is_one_still(station: Station, code: str) -> None:
    first = scan(station, code)
    print_rounds.run_queue(station)
    assert journal.log(station, 1)[0].kind == "badge.printed"
    assert scan(station, code).fact_id == first.fact_id


def test_no_answer_is_given_again_once_something_has_changed(station: Station, code: str) -> None:
    first = scan(station, code)
    kept = station.last_scans
    undo(station)
    station.last_scans = kept  # as a slower thread leaves it, that had its answer before the undo
    again = scan(station, code)
    assert (again.verdict.admitted, again.repeated) == (True, False)
    assert again.fact_id != first.fact_id


def test_who_has_paid_meanwhile_is_let_in_at_once(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "roll.csv"
    for paid, reason in (("No", Reason.UNPAID), ("Yes", Reason.VALID)):
        headers = "Order code,Attendee name,Product,Paid,Secret,E-mail"
        file.write_text(f"{headers}\nABC12,Ali Tazi,Participant,{paid},T-0001,\n", "utf-8")
        import_roll(station, file)
        assert scan(station, "T-0001").verdict.reason is reason


def test_the_same_scan_id_is_the_same_admission(station: Station, clock: Clock, code: str) -> None:
    first = scan(station, code, scan_id="s1")
    clock.later(60)
    again = scan(station, code, scan_id="s1")
    assert again.repeated
    assert (again.verdict.admitted, again.fact_id) == (True, first.fact_id)


def test_a_scan_id_answers_only_for_an_admission_that_stands(
    station: Station, clock: Clock, code: str
) -> None:
    first = scan(station, code, scan_id="s1")
    undo(station)
    clock.later(60)
    again = scan(station, code, scan_id="s1")
    assert again.verdict.admitted
    assert again.fact_id != first.fact_id
    assert people.find(station, "bennani", "thursday").rows[0].presence.inside
    assert scan(station, code, scan_id="s1").fact_id == again.fact_id


def test_a_scan_id_used_for_somebody_else_opens_no_door(station: Station, clock: Clock, code: str) -> None:
    scan(station, code, scan_id="s1")
    clock.later(60)
    assert scan(station, "no such code", scan_id="s1").verdict.reason is Reason.UNKNOWN
    out = scan(station, code, scan_id="s1", direction=Direction.EXIT)
    assert (out.verdict.admitted, out.repeated) == (True, False)


def test_out_and_in_again(station: Station, clock: Clock, code: str) -> None:
    assert scan(station, code).verdict.admitted
    clock.later(60)
    assert scan(station, code, direction=Direction.EXIT).verdict.admitted
    found = people.find(station, "bennani", "thursday").rows[0].presence
    assert (found.inside, found.entries) == (False, 1)
    clock.later(60)
    assert scan(station, code).verdict.admitted
    found = people.find(station, "bennani", "thursday").rows[0].presence
    assert (found.inside, found.entries) == (True, 2)


def test_lists_know_nothing_of_each_other(station: Station, clock: Clock) -> None:
    outcome = people.walk_in(station, {"name_latin": "Nora Press", "category": "press"}, "press-room")
    assert outcome.verdict.admitted
    clock.later(60)
    assert scan(station, outcome.code).verdict.admitted


def test_undo_takes_back_the_last_admission(station: Station, clock: Clock, code: str) -> None:
    scan(station, code)
    clock.later(1)
    undone = undo(station)
    assert (undone.act, undone.attendee.name) == (Act.ADMISSION, "Ali Bennani")
    assert not people.find(station, "bennani", "thursday").rows[0].presence.inside
    assert scan(station, code).verdict.admitted, "and nothing stands in the way of a new one"


def test_undo_goes_back_act_by_act_and_then_says_so(station: Station, clock: Clock) -> None:
    outcome = guest(station)
    assert outcome.attendee is not None
    clock.later(1)
    people.correct(station, outcome.attendee.id, {"company": "OCP", "name_latin": "Ali Benani"})
    undone = undo(station)
    assert undone.act is Act.CORRECTION
    assert (undone.attendee.company, undone.attendee.name) == ("", "Ali Bennani")
    assert undo(station).act is Act.REGISTRATION
    assert people.find(station, "bennani", "thursday").rows == ()
    with pytest.raises(InputRefused) as refused:
        undo(station)
    assert refused.value.code is Trouble.NOTHING_TO_UNDO


def test_an_undone_admission_prints_nothing(station: Station, code: str) -> None:
    assert scan(station, code).job_id
    undo(station)
    assert [job.state for job in print_queue.jobs(station)] == [JobState.CANCELLED]


def test_undoing_one_door_leaves_the_badge_that_another_has_queued(station: Station, clock: Clock) -> None:
    nora = guest(station, "Nora Press", category="press")
    clock.later(60)
    assert admit(station, Ask("press-room", code=nora.code)).verdict.admitted
    undo(station)
    assert [job.state for job in print_queue.jobs(station)] == [JobState.QUEUED]


def test_who_came_without_a_ticket_stays_on_the_roll_while_another_door_has_them(
    station: Station, clock: Clock
) -> None:
    nora = guest(station, "Nora Press", category="press")
    clock.later(60)
    admit(station, Ask("press-room", code=nora.code))
    assert annul(station, nora.code, "thursday").act is Act.ADMISSION
    assert people.find(station, "nora", "press-room").rows[0].presence.inside
    assert [undo(station).act for _ in range(2)] == [Act.ADMISSION, Act.REGISTRATION]
    assert people.find(station, "nora", "press-room").rows == ()


def test_an_act_about_somebody_no_longer_on_the_roll_stops_no_undo(station: Station, clock: Clock) -> None:
    guest(station, "Aya")
    clock.later(60)
    gone = guest(station, "Badr")
    with station.database.write() as connection:
        drafts = [Draft(Kind.ATTENDEE_WITHDRAWN, fact.subject, {"undoes": fact.id})
                  for fact in stored.latest(connection, 1, kind=Kind.ATTENDEE_REGISTERED)]  # fmt: skip
        stored.record(connection, station.author, drafts)
    assert gone.attendee is not None
    assert undo(station).attendee.name == "Aya"


def test_undoing_a_correction_leaves_what_was_changed_after_it(
    station: Station, clock: Clock, tmp_path: Path
) -> None:
    one = guest(station, "Ali Tazi", company="OCP", email="ali@example.ma").attendee
    assert one is not None
    clock.later(60)
    people.correct(station, one.id, {"company": "ONCF", "function": "DSI"})
    clock.later(60)
    file = tmp_path / "roll.csv"
    file.write_text("Nom;Société;E-mail\nAli Tazi;ONEE;ali@example.ma\n", "utf-8")
    assert import_roll(station, file).updated == 1
    now = undo(station).attendee
    assert (now.id, now.company, now.function) == (one.id, "ONEE", "")


def test_corrections_of_one_field_are_undone_one_by_one(station: Station, clock: Clock) -> None:
    one = guest(station, company="OCP").attendee
    assert one is not None
    for company in ("ONCF", "ONEE"):
        clock.later(60)
        people.correct(station, one.id, {"company": company})
    assert [undo(station).attendee.company for _ in range(2)] == ["ONCF", "OCP"]


def test_annul_names_a_person_or_says_there_is_nothing(station: Station, clock: Clock, code: str) -> None:
    scan(station, code)
    assert annul(station, code, "thursday").act is Act.ADMISSION
    for wrong, trouble in ((code, Trouble.NOTHING_TO_UNDO), ("nobody", Trouble.UNKNOWN_ATTENDEE)):
        with pytest.raises(InputRefused) as refused:
            annul(station, wrong, "thursday")
        assert refused.value.code is trouble


def test_a_badge_is_due_once(station: Station, clock: Clock, code: str) -> None:
    assert scan(station, code).job_id
    clock.later(60)
    scan(station, code, direction=Direction.EXIT)
    clock.later(60)
    assert scan(station, code).job_id is None


def test_no_badge_where_none_is_asked_for(station: Station, code: str) -> None:
    assert scan(station, code, printing=False).job_id is None


def test_recent_shows_this_desk_s_last_acts_newest_first(station: Station, clock: Clock) -> None:
    for name in ("Aya", "Badr", "Chama"):
        guest(station, name)
        clock.later(10)
    shown = recent(station, 2)
    assert [one.attendee.name for one in shown if one.attendee] == ["Chama", "Badr"]


def test_an_unknown_list_is_said(station: Station) -> None:
    with pytest.raises(InputRefused) as refused:
        admit(station, Ask("yesterday", code="x"))
    assert refused.value.code is Trouble.UNKNOWN_LIST


def test_the_clock_set_back_an_hour_changes_no_order(station: Station, clock: Clock, code: str) -> None:
    scan(station, code)
    clock.later(-3600)
    scan(station, code, direction=Direction.EXIT)
    clock.later(10)
    assert scan(station, code).verdict.admitted, "the exit came after the entry, whatever the clock says"


def test_a_registration_that_does_not_count_is_refused(station: Station, clock: Clock, code: str) -> None:
    attendee = people.by_code(station, code)
    assert attendee.registration is Registration.CONFIRMED
