"""What a door asks beyond a code, with a real database: answers, a second look, payment, an override."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk import app
from kiosk.domain.admission import Direction, Reason
from kiosk.domain.facts import Kind
from kiosk.domain.foreign_codes import ForeignKind
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question, Wrong
from kiosk.domain.staff import Right, Role
from kiosk.errors import InputRefused, NeedsApproval, Trouble
from kiosk.operations import figures, history, journal, lists, people, replacing, staff, undoing
from kiosk.operations.admissions import Ask, Outcome, admit, recent
from kiosk.operations.station import Duty, Station
from kiosk.store import configured
from kiosk.store import journal as stored
from kiosk.store.journal import Draft
from tests.stations import Clock, new_station

CASABLANCA = ZoneInfo("Africa/Casablanca")
MEAL = Question(
    "meal", Words(fr="Repas"), Answering.CHOICE,
    options=(Option("fish", Words(fr="Poisson", ar="سمك")), Option("veal", Words(fr="Veau"))),
)  # fmt: skip
NOTE = Question("note", Words(fr="Remarque"), Answering.TEXT, required=False, position=1)


def person(station: Station, name: str = "Ali Bennani", **values: str) -> Outcome:
    """Somebody on the roll who has been nowhere: the press room refused them."""
    draft = {"name_latin": name, "category": "participant", **values}
    return people.walk_in(station, draft, "press-room")


def scan(station: Station, code: str, list_id: str = "thursday", **values: Any) -> Outcome:
    return admit(station, Ask(list_id, code=code, **values))


def the_list(station: Station, list_id: str = "thursday") -> CheckInList:
    with station.database.read() as connection:
        found = configured.check_in_list(connection, list_id)
    assert found is not None
    return found


def change(station: Station, list_id: str = "thursday", **values: Any) -> None:
    lists.save_list(station, replace(the_list(station, list_id), **values))


def set_registration(station: Station, attendee_id: str, registration: str) -> None:
    body = {"set": {"registration": registration}, "was": {}}
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, attendee_id, body)])


def last_fact(station: Station, kind: Kind) -> dict[str, Any]:
    return dict(journal.log(station, 1, kind=kind)[0].content())


# -- questions ------------------------------------------------------------------------------------------


def test_questions_are_asked_before_anything_is_written(station: Station, clock: Clock) -> None:
    one = person(station)
    lists.save_question(station, MEAL)
    lists.save_question(station, NOTE)
    before = len(journal.log(station, 100))
    asked = scan(station, one.code)
    assert asked.verdict.reason is Reason.QUESTIONS
    assert [question.id for question in asked.verdict.questions] == ["meal", "note"]
    assert asked.fact_id == ""
    wrong = scan(station, one.code, answers={"meal": "Lion", "note": ""})
    assert wrong.verdict.reason is Reason.QUESTIONS
    assert wrong.wrong == {"meal": Wrong.NOT_AN_OPTION}
    assert len(journal.log(station, 100)) == before
    answered = scan(station, one.code, answers={"meal": "سمك", "note": ""})
    assert answered.verdict.admitted
    assert answered.attendee is not None
    assert dict(answered.attendee.answers) == {"meal": "fish", "note": ""}
    kinds = [fact.kind for fact in journal.log(station, 2)]
    assert kinds == [Kind.ADMISSION_GIVEN, Kind.ATTENDEE_ANSWERED]


def test_a_question_is_asked_once_and_again_when_its_answer_is_none_any_more(
    station: Station, clock: Clock
) -> None:
    one = person(station)
    lists.save_question(station, MEAL)
    change(station, multiple_entries=True)
    scan(station, one.code, answers={"meal": "veal"})
    clock.later(60)
    assert scan(station, one.code).verdict.admitted
    lists.save_question(station, replace(MEAL, options=MEAL.options[:1]))
    clock.later(60)
    assert scan(station, one.code).verdict.reason is Reason.QUESTIONS
    lists.delete_question(station, "meal")
    clock.later(60)
    assert scan(station, one.code).verdict.admitted


def test_who_comes_without_a_ticket_is_registered_and_then_asked(station: Station) -> None:
    lists.save_question(station, MEAL)
    came = people.walk_in(station, {"name_latin": "Sara Idrissi", "category": "participant"}, "thursday")
    assert came.verdict.reason is Reason.QUESTIONS
    assert came.attendee is not None
    done = admit(station, Ask("thursday", attendee_id=came.attendee.id, answers={"meal": "fish"}))
    assert done.verdict.admitted
    assert done.job_id is not None


# -- somebody else of the name ----------------------------------------------------------------------------


def test_a_look_up_among_namesakes_takes_a_second_look_and_a_scan_does_not(
    station: Station, clock: Clock
) -> None:
    one = person(station, "Fatima-Zahra Alaoui", company="OCP")
    other = person(station, "fatima zahra ALAOUI", company="BMCE")
    assert one.attendee is not None
    assert other.attendee is not None
    before = len(journal.log(station, 100))
    look = admit(station, Ask("thursday", attendee_id=one.attendee.id))
    assert look.verdict.reason is Reason.SECOND_LOOK
    assert [twin.id for twin in look.others] == [other.attendee.id]
    assert len(journal.log(station, 100)) == before
    assert admit(station, Ask("thursday", attendee_id=one.attendee.id, looked=True)).verdict.admitted
    assert scan(station, other.code).verdict.admitted


def test_one_code_of_two_people_opens_no_door_and_names_both(station: Station) -> None:
    with station.database.write() as connection:
        for name in ("Ali", "Omar"):
            body = {"code": "SHARED-1", "set": {"name_latin": name, "category": "participant"}}
            stored.record(connection, station.author, [Draft(Kind.ATTENDEE_REGISTERED, name, body)])
    told = scan(station, "SHARED-1")
    assert told.verdict.reason is Reason.AMBIGUOUS
    assert {one.name for one in told.others} == {"Ali", "Omar"}
    assert scan(station, "SHARED-1", forces=True, why="known").verdict.reason is Reason.AMBIGUOUS


# -- payment and overriding -------------------------------------------------------------------------------


def test_who_has_not_paid_is_let_in_where_the_list_leaves_it_to_the_desk(
    station: Station, clock: Clock
) -> None:
    one = person(station)
    assert one.attendee is not None
    set_registration(station, one.attendee.id, "unpaid")
    sure = scan(station, one.code, confirms_payment=True)
    assert (sure.verdict.reason, sure.verdict.right) == (Reason.UNPAID, Right.OVERRIDE)
    change(station, includes_unpaid=True)
    clock.later(60)
    asked = scan(station, one.code)
    assert (asked.verdict.reason, asked.verdict.right) == (Reason.UNPAID, Right.CONFIRM_PAYMENT)
    clock.later(60)
    assert scan(station, one.code, confirms_payment=True).verdict.admitted
    assert last_fact(station, Kind.ADMISSION_GIVEN)["paid"] is True


def test_who_pays_later_is_let_in(station: Station) -> None:
    one = person(station)
    assert one.attendee is not None
    set_registration(station, one.attendee.id, "pays_later")
    assert scan(station, one.code).verdict.admitted


def test_an_override_says_what_it_overrode_and_why(station: Station, clock: Clock) -> None:
    one = person(station)
    assert one.attendee is not None
    set_registration(station, one.attendee.id, "cancelled")
    with pytest.raises(InputRefused) as refused:
        scan(station, one.code, forces=True, why=" ")
    assert refused.value.code is Trouble.WHY_MISSING
    given = scan(station, one.code, forces=True, why="Invitée du ministre")
    assert given.verdict.admitted
    assert given.verdict.overrode is Reason.CANCELLED
    fact = last_fact(station, Kind.ADMISSION_GIVEN)
    assert (fact["overrode"], fact["why"]) == ("cancelled", "Invitée du ministre")
    told = history.history(station, one.attendee.id)[0]
    assert (told.reason, told.why) == (Reason.CANCELLED, "Invitée du ministre")


def test_nobody_is_forced_in_whom_nobody_knows(station: Station) -> None:
    told = scan(station, "WIFI:S:Palais;T:WPA;P:x;;", forces=True, why="known")
    assert told.verdict.reason is Reason.UNKNOWN
    assert told.foreign is not None
    assert told.foreign.kind is ForeignKind.WIFI
    assert last_fact(station, Kind.ADMISSION_REFUSED)["code"] == "WIFI:S:Palais;;"


@pytest.fixture
def guarded(station: Station) -> Station:
    """A desk with staff, an operator on duty."""
    boss = staff.add(station, "Samira", Role.ADMINISTRATOR, "482915")
    operator = staff.add(station, "Omar", Role.OPERATOR, "739164")
    staff.add(station, "Salma", Role.SUPERVISOR, "592816")
    assert boss.role is Role.ADMINISTRATOR
    station.duty = Duty(operator.id, operator.name, operator.role)
    return station


def test_an_operator_s_override_says_that_it_needs_approval_and_a_supervisor_s_pin_gives_it(
    guarded: Station, clock: Clock
) -> None:
    one = person(guarded)
    assert one.attendee is not None
    set_registration(guarded, one.attendee.id, "blocked")
    before = len(stored_facts(guarded))
    ask = Ask("thursday", code=one.code, forces=True, why="Décision de la direction")
    told = admit(guarded, ask)
    assert told.verdict.reason is Reason.BLOCKED
    assert told.needs is Right.OVERRIDE
    assert len(stored_facts(guarded)) == before
    salma = staff.named(guarded, "Salma")
    approval = staff.approve(guarded, salma.id, "592816", Right.OVERRIDE)
    with staff.approved(guarded, approval):
        given = admit(guarded, ask)
    assert given.verdict.admitted
    fact = stored_facts(guarded)[0]
    assert (fact.actor, fact.content()["approved"]) == (staff.named(guarded, "Omar").id, salma.id)
    told_of = history.history(guarded, one.attendee.id)[0]
    assert (told_of.actor, told_of.approver) == ("Omar", "Salma")
    clock.later(60)
    with pytest.raises(NeedsApproval), staff.approved(guarded, approval):
        admit(guarded, ask)


def stored_facts(station: Station) -> list[Any]:
    with station.database.read() as connection:
        return stored.latest(connection, 1000)


def test_in_the_safe_role_a_scan_is_answered_and_a_look_up_is_not(guarded: Station) -> None:
    one = person(guarded)
    assert one.attendee is not None
    staff.sign_out(guarded)
    with pytest.raises(NeedsApproval):
        admit(guarded, Ask("thursday", attendee_id=one.attendee.id))
    assert scan(guarded, one.code).verdict.admitted


def test_an_operator_takes_back_their_own_for_a_quarter_of_an_hour(guarded: Station, clock: Clock) -> None:
    one = person(guarded)
    scan(guarded, one.code)
    clock.later(16 * 60)
    with pytest.raises(NeedsApproval) as refused:
        undoing.undo(guarded)
    assert refused.value.right is Right.ANNUL
    salma = staff.named(guarded, "Salma")
    approval = staff.approve(guarded, salma.id, "592816", Right.ANNUL)
    with staff.approved(guarded, approval):
        assert undoing.undo(guarded).act is undoing.Act.ADMISSION
    scan(guarded, one.code)
    clock.later(14 * 60)
    assert undoing.undo(guarded).act is undoing.Act.ADMISSION
    scan(guarded, one.code)
    guarded.duty = Duty(salma.id, salma.name, Role.OPERATOR)
    with pytest.raises(NeedsApproval):
        undoing.undo(guarded)


# -- codes that open nothing ------------------------------------------------------------------------------


def test_a_replaced_badge_is_refused_with_the_time_and_the_desk(station: Station, clock: Clock) -> None:
    one = person(station)
    assert one.attendee is not None
    now, job_id = replacing.replace_badge(station, one.attendee.id)
    assert now.code != one.code
    assert job_id
    clock.later(60)
    old = scan(station, one.code)
    assert old.verdict.reason is Reason.REVOKED
    assert old.verdict.barred is not None
    assert old.verdict.barred.station == "Accueil 1"
    assert scan(station, now.code).verdict.admitted
    journal.rebuild(station)
    clock.later(60)
    assert scan(station, one.code).verdict.reason is Reason.REVOKED


def test_a_signed_ticket_of_nobody_we_know_is_believed_by_its_signature(
    station: Station, clock: Clock
) -> None:
    key = (
        "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQTdBRDcvdkZBMzNFc1k0ejJQSHI3aVpQc1o4bjV"
        "kaDBhalA4Z3l6Tm1tSXM9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
    )
    ticket = (
        "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/"
        "RN0L5AIBABSxw2TKFnSUNUCKAEAPAQA"
    )
    assert scan(station, ticket).verdict.reason is Reason.UNKNOWN
    with station.database.write() as connection:
        event = configured.event(connection)
        assert event is not None
        told = dict(journal.log(station, 1, kind=Kind.EVENT_CONFIGURED)[0].content())
        body = {**told, "ticket_keys": [key]}
        stored.record(connection, station.author, [Draft(Kind.EVENT_CONFIGURED, event.id, body)])
    clock.later(60)
    given = scan(station, ticket)
    assert given.verdict.admitted
    assert given.signed
    assert given.job_id is None
    assert given.attendee is not None
    assert given.attendee.reference == "CTJqJOl1H"
    clock.later(60)
    assert scan(station, ticket).verdict.reason is Reason.ALREADY_IN
    assert scan(station, "EFAKE" + ticket[5:]).verdict.reason is Reason.UNKNOWN
    bar = {"codes": [ticket], "reason": "blocked", "station": "shop"}
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(Kind.CODES_BARRED, "", bar)])
    clock.later(60)
    assert scan(station, ticket).verdict.reason is Reason.BLOCKED
    assert recent(station)[0].attendee is None


# -- lists ---------------------------------------------------------------------------------------------------


def test_a_list_deleted_while_it_is_used_refuses_with_a_sentence_and_loses_nothing(station: Station) -> None:
    one = person(station)
    scan(station, one.code)
    lists.delete_list(station, "thursday")
    with pytest.raises(InputRefused) as refused:
        scan(station, one.code)
    assert refused.value.code is Trouble.UNKNOWN_LIST
    with pytest.raises(InputRefused):
        figures.figures(station, "thursday")
    assert [given.admission.list_id for given in recent(station)] == ["thursday"]


def test_a_full_list_lets_in_as_many_as_go_out(station: Station, clock: Clock) -> None:
    change(station, capacity=1)
    one, other = person(station), person(station, "Omar Alami")
    assert scan(station, one.code).verdict.admitted
    assert scan(station, other.code).verdict.reason is Reason.FULL
    assert scan(station, one.code, direction=Direction.EXIT).verdict.admitted
    clock.later(60)
    assert scan(station, other.code).verdict.admitted


def test_a_broken_rule_refuses_with_its_fault_and_stops_nothing(station: Station) -> None:
    one = person(station)
    body = lists.list_body(replace(the_list(station), rule=json.dumps({"bogus": [1, 2]})))
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(Kind.LIST_CONFIGURED, "thursday", body)])
    told = scan(station, one.code)
    assert told.verdict.reason is Reason.RULES
    assert told.verdict.hindrances
    assert scan(station, one.code, forces=True, why="règle fausse").verdict.admitted
    with pytest.raises(InputRefused) as refused:
        change(station, rule="{")
    assert refused.value.code is Trouble.RULE_WRONG


def test_the_day_ends_for_whoever_is_inside_and_a_rebuild_says_the_same(
    tmp_path: Path,
) -> None:
    clock = Clock(round(datetime(2024, 4, 13, 20, 0, tzinfo=CASABLANCA).timestamp() * 1000))
    station = new_station(tmp_path / "station", clock)
    change(station, day_ends=time(2, 30), reentry_after_exit=True, opens=None, closes=None)
    one = person(station)
    assert scan(station, one.code).verdict.admitted
    clock.later(3600)
    assert scan(station, one.code).verdict.reason is Reason.ALREADY_IN
    # 02:30 is skipped this night, when Ramadan ends and the clocks go from 02:00 to 03:00.
    clock.ms = round(datetime(2024, 4, 14, 9, 0, tzinfo=CASABLANCA).timestamp() * 1000)
    assert scan(station, one.code).verdict.admitted
    assert one.attendee is not None
    told = history.history(station, one.attendee.id)
    closed = next(happening for happening in told if happening.automatic)
    assert closed.at.astimezone(CASABLANCA).isoformat() == "2024-04-14T03:30:00+01:00"
    assert [given.admission.direction for given in recent(station)] == [Direction.ENTRY, Direction.ENTRY]
    seen = figures.figures(station, "thursday")
    journal.rebuild(station)
    assert figures.figures(station, "thursday") == seen
    app.close(station)


def test_history_is_told_by_when_it_happened(station: Station, clock: Clock) -> None:
    one = person(station)
    assert one.attendee is not None
    scan(station, one.code)
    late = {
        "list": "thursday", "direction": "entry", "station": "Papier", "scan": "p1", "code": "",
        "at": clock.ms - 3_600_000,
    }  # fmt: skip
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(Kind.ADMISSION_GIVEN, one.attendee.id, late)])
    told = history.history(station, one.attendee.id)
    assert [happening.station for happening in told if happening.kind is Kind.ADMISSION_GIVEN] == [
        "Accueil 1",
        "Papier",
    ]
    clock.later(60)
    again = scan(station, one.code)
    assert again.verdict.first is not None
    assert again.verdict.first.station == "Papier"


def test_a_clock_set_back_an_hour_admits_and_refuses_as_before(station: Station, clock: Clock) -> None:
    change(station, daily_limit=2, multiple_entries=True)
    one = person(station)
    assert scan(station, one.code).verdict.admitted
    clock.later(-3600)
    assert scan(station, one.code).verdict.admitted
    clock.later(10)
    assert scan(station, one.code).verdict.reason is Reason.RULES


def test_who_may_enter_is_known_before_the_day(station: Station) -> None:
    for name, category in (("Ali", "participant"), ("Sara", "press"), ("Omar", "speaker")):
        person(station, name, category=category)
    lists.save_question(station, replace(MEAL, categories=frozenset({"speaker"})))
    one = replace(the_list(station), categories=frozenset({"press", "speaker"}))
    told = lists.prospect(station, one)
    assert (told.people, told.admitted, told.asked) == (3, 1, 1)
    assert told.by_reason == {Reason.NOT_ON_LIST: 1}
    assert [turned.attendee.name for turned in told.refused] == ["Ali"]
    assert told.at == one.opens
