"""What nobody planned at a door: overruling one thing to pass another, taking back, replacing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from kiosk.domain import codes
from kiosk.domain.admission import Direction, Reason
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Right, Role
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import closing, journal, lists, people, replacing, staff, undoing
from kiosk.operations.admissions import Ask, Outcome, admit
from kiosk.operations.station import Station
from kiosk.operations.undoing import Act
from kiosk.store import admissions
from kiosk.store import journal as stored
from kiosk.store.journal import Draft
from tests.door_scenes import MEAL, NOTE, SCENES, TICKET, TICKET_KEY, change, register, the_list
from tests.staff_house import SUPER, House, staffed
from tests.stations import Clock, guest


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    yield from staffed(tmp_path / "house", clock)


def scene(name: str, station: Station, clock: Clock) -> str:
    """Set the scene and return the code to be scanned."""
    return next(one for one in SCENES if one.name == name).set(station, clock)


def scan(station: Station, code: str, **asked: object) -> Outcome:
    return admit(station, Ask("thursday", code, **asked))  # type: ignore[arg-type]


def bar(station: Station, code: str, reason: Reason) -> None:
    record(station, Kind.CODES_BARRED, "", {"codes": [code], "reason": reason, "station": "shop"})


def record(station: Station, kind: Kind, subject: str, body: dict[str, object]) -> None:
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(kind, subject, body)])


# -- overruling ---------------------------------------------------------------------------------------


def test_who_may_confirm_a_payment_cannot_let_in_twice_by_it(house: House, clock: Clock) -> None:
    station = house.station
    house.on_duty(Role.ADMINISTRATOR)
    change(station, includes_unpaid=True)
    code = register(station, "ali", name_latin="Ali Bennani", registration="unpaid")
    house.on_duty(Role.OPERATOR)
    assert scan(station, code, confirms_payment=True).verdict.admitted
    clock.later(60)
    again = scan(station, code, forces=True, why="a friend of mine")
    assert (again.verdict.reason, again.needs, again.fact_id) == (Reason.ALREADY_IN, Right.OVERRIDE, "")
    with staff.approved(station, staff.approve(station, house.supervisor.id, SUPER, Right.OVERRIDE)):
        forced = scan(station, code, forces=True, why="lost the way")
    assert forced.verdict.overrode is Reason.ALREADY_IN


def test_an_approval_to_skip_questions_skips_questions_alone(house: House, clock: Clock) -> None:
    station = house.station
    house.on_duty(Role.ADMINISTRATOR)
    code = register(station, "ali", name_latin="Ali Bennani")
    other = register(station, "omar", name_latin="Omar Test")
    assert scan(station, code).verdict.admitted
    lists.save_question(station, MEAL)
    clock.later(60)
    house.on_duty(Role.OPERATOR)
    for who, reason in ((code, Reason.ALREADY_IN), (other, Reason.VALID)):
        approval = staff.approve(station, house.supervisor.id, SUPER, Right.SKIP_QUESTIONS)
        with staff.approved(station, approval):
            assert scan(station, who, forces=True, why="no time").verdict.reason is reason


def test_a_payment_confirmed_by_who_lets_in_all_the_same_is_written_down(
    station: Station, clock: Clock
) -> None:
    change(station, includes_unpaid=True, capacity=1)
    guest(station)
    code = register(station, "ali", name_latin="Ali Tazi", registration="unpaid")
    assert scan(station, code, confirms_payment=True, forces=True, why="a chair more").verdict.admitted
    body = journal.log(station, 1, kind=Kind.ADMISSION_GIVEN)[0].content()
    assert (body["overrode"], body["paid"]) == (Reason.FULL, True)


# -- codes ----------------------------------------------------------------------------------------------


def test_whose_code_is_blocked_is_not_let_in_by_name(station: Station, clock: Clock) -> None:
    scene("blocked code", station, clock)
    assert admit(station, Ask("thursday", attendee_id="ali")).verdict.reason is Reason.BLOCKED
    replacing.replace_badge(station, "ali")
    assert admit(station, Ask("thursday", attendee_id="ali")).verdict.admitted


def test_whose_ticket_is_blocked_is_not_let_in_by_their_badge(station: Station) -> None:
    code = register(station, "ali", name_latin="Ali Tazi", ticket="T-1")
    bar(station, "T-1", Reason.BLOCKED)
    assert scan(station, code).verdict.reason is Reason.BLOCKED
    found = lists.prospect(station, the_list(station))
    assert found.by_reason == {Reason.BLOCKED: 1}


@pytest.mark.parametrize("reason", [Reason.BLOCKED, Reason.REVOKED])
def test_choosing_one_of_several_makes_no_barred_code_good(
    station: Station, clock: Clock, reason: Reason
) -> None:
    code = scene("ambiguous", station, clock)
    bar(station, code, reason)
    assert scan(station, code, attendee_id="ali", looked=True).verdict.reason is reason


def test_a_code_that_is_empty_bars_nobody(station: Station) -> None:
    code = register(station, "ali", name_latin="Ali Tazi")
    bar(station, "", Reason.BLOCKED)
    assert scan(station, code).verdict.admitted


def test_a_lost_badge_opens_no_door_whichever_desk_gave_its_code(station: Station, clock: Clock) -> None:
    given = [codes.make(1), codes.make(2)]
    for code in given:  # two desks that imported one file before they met
        body: dict[str, object] = {
            "key": "ref:1", "set": {"name_latin": "Ali", "ticket": "T-1"}, "extra": [], "code": code,
        }  # fmt: skip
        record(station, Kind.ATTENDEE_IMPORTED, "ali", body)
    new, _job = replacing.replace_badge(station, "ali")
    reasons = []
    for code in (*given, new.code, "T-1"):
        clock.later(10)
        reasons.append(scan(station, code).verdict.reason)
    assert reasons == [Reason.REVOKED, Reason.REVOKED, Reason.VALID, Reason.ALREADY_IN]


# -- signed tickets ---------------------------------------------------------------------------------------


def test_an_entry_by_a_signed_ticket_is_taken_back_and_no_other(station: Station, clock: Clock) -> None:
    scene("valid signed ticket", station, clock)
    before = guest(station)
    clock.later(60)
    first = scan(station, TICKET)
    undone = undoing.undo(station)
    assert (undone.act, undone.attendee.ticket) == (Act.ADMISSION, TICKET)
    assert people.by_code(station, before.code).name == "Ali Bennani"
    again = scan(station, TICKET)
    assert again.verdict.admitted
    assert again.fact_id != first.fact_id
    assert undoing.annul(station, TICKET, "thursday").attendee.reference == "CTJqJOl1H"
    assert scan(station, TICKET).verdict.admitted


def test_an_entry_by_a_signed_ticket_is_taken_back_when_its_key_is_no_more(
    station: Station, clock: Clock
) -> None:
    scene("valid signed ticket", station, clock)
    before = guest(station)
    scan(station, TICKET)
    told = journal.log(station, 1, kind=Kind.EVENT_CONFIGURED)[0]
    assert told.content()["ticket_keys"] == [TICKET_KEY]
    record(station, Kind.EVENT_CONFIGURED, told.subject, {**told.content(), "ticket_keys": []})
    assert undoing.undo(station).attendee.ticket == TICKET
    assert people.by_code(station, before.code)


def test_the_holder_of_a_signed_ticket_is_asked_once(station: Station, clock: Clock) -> None:
    scene("valid signed ticket", station, clock)
    change(station, multiple_entries=True)
    lists.save_question(station, NOTE)
    assert scan(station, TICKET).verdict.reason is Reason.QUESTIONS
    assert scan(station, TICKET, answers={"note": ""}).verdict.admitted
    clock.later(60)
    assert scan(station, TICKET).verdict.admitted


# -- taking back, and reading twice -------------------------------------------------------------------------


def test_an_entry_is_not_taken_back_in_place_of_the_badge_that_was_replaced_after_it(
    station: Station, clock: Clock
) -> None:
    one = guest(station)
    assert one.attendee is not None
    clock.later(60)
    replacing.replace_badge(station, one.attendee.id)
    assert undoing.can_undo(station)
    with pytest.raises(InputRefused) as refused:
        undoing.undo(station)
    assert refused.value.code is Trouble.BADGE_IS_REPLACED
    with station.database.read() as connection:
        (entry,) = admissions.history(connection, one.attendee.id, "thursday")
    assert not entry.annulled
    undoing.take_back(station, one.fact_id)
    assert guest(station, "Sara Alami").verdict.admitted
    assert undoing.undo(station).attendee.name == "Sara Alami"


def test_an_annulment_takes_back_what_somebody_did_not_the_end_of_the_day(
    station: Station, clock: Clock
) -> None:
    change(station, day_ends=time(19))
    one = guest(station)
    assert one.attendee is not None
    clock.later(12 * 3600)
    assert closing.close_days(station) == 1
    undoing.annul(station, one.code, "thursday")
    with station.database.read() as connection:
        past = admissions.history(connection, one.attendee.id, "thursday")
    assert [(each.direction, each.annulled) for each in past] == [
        (Direction.ENTRY, True),
        (Direction.EXIT, False),
    ]


def test_one_scan_id_for_two_people_admits_each_once(station: Station, clock: Clock) -> None:
    ali, omar = register(station, "ali", name_latin="Ali Tazi"), register(station, "omar", name_latin="Omar")
    given = []
    for code in (ali, omar, omar, ali):
        given.append(scan(station, code, scan_id="S").fact_id)
        clock.later(10)
    assert given[0] == given[3] != given[1] == given[2]


def test_a_code_read_again_after_another_is_still_one_scan(station: Station, clock: Clock) -> None:
    ali, omar = register(station, "ali", name_latin="Ali Tazi"), register(station, "omar", name_latin="Omar")
    first = scan(station, ali)
    clock.later(0.5)
    scan(station, omar)  # by the desk's other scanner
    clock.later(0.5)
    again = scan(station, ali)
    assert (again.repeated, again.fact_id) == (True, first.fact_id)
    clock.later(3)
    assert scan(station, ali).verdict.reason is Reason.ALREADY_IN


def test_a_refusal_is_asked_again_once_somebody_else_has_passed(station: Station, clock: Clock) -> None:
    change(station, capacity=1)
    inside = guest(station).code
    code = register(station, "omar", name_latin="Omar Test")
    assert scan(station, code).verdict.reason is Reason.FULL
    clock.later(0.5)
    scan(station, inside, direction=Direction.EXIT)
    clock.later(0.5)
    assert scan(station, code).verdict.admitted
