"""Letting in and taking back, with a real database."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.badge import JobState
from kiosk.domain.people import Registration
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import badges, journal, people
from kiosk.operations.admissions import Act, Ask, Outcome, admit, annul, recent, undo
from kiosk.operations.station import Station
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
    assert newest["code"] == "no such\\x1b[31m code"


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


def test_the_same_scan_id_is_the_same_admission(station: Station, clock: Clock, code: str) -> None:
    first = scan(station, code, scan_id="s1")
    clock.later(60)
    again = scan(station, code, scan_id="s1")
    assert again.repeated
    assert (again.verdict.admitted, again.fact_id) == (True, first.fact_id)


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
    assert [job.state for job in badges.jobs(station)] == [JobState.CANCELLED]


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
