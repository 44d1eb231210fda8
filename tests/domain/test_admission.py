"""The verdict, decided from records: every reason, in its order, both ways, forced and not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import combinations, pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.admission import Admission, Barred, Reason, Verdict, decide, last_end
from kiosk.domain.lists import CheckInList
from kiosk.domain.scenes import Bar
from tests.domain.admission_cases import (
    ALI,
    ALREADY_IN,
    APIA,
    BLOCKED,
    CASABLANCA,
    CASES,
    DIET,
    DOOR,
    ENDS,
    FEW,
    IN,
    LENIENT,
    MINUTE,
    NEW_YORK,
    NOW,
    OBSTACLES,
    OUT,
    OWES,
    PRESS,
    REVOKED,
    SIZE,
    TWICE,
    VALID,
    Obstacle,
    ali,
    answered,
    ask,
    gone,
    past,
    ruled,
    the_door,
    utc,
)

# -- each reason, and which comes first -------------------------------------------------------------


def facing(*obstacles: Obstacle, **request: Any) -> Verdict:
    person: dict[str, Any] = {}
    door: dict[str, Any] = {}
    asked = dict(request)
    for one in obstacles:
        person |= one.person
        door |= one.door
        asked |= one.request
    history = [entry for one in obstacles for entry in one.history]
    return decide(ali(**person), the_door(**door), history, ask(**asked))


@pytest.mark.parametrize("name", OBSTACLES)
def test_an_obstacle_refuses_entry(name: str) -> None:
    verdict = facing(OBSTACLES[name])
    assert verdict.reason is OBSTACLES[name].reason
    assert not verdict.admitted
    assert verdict.overrode is None


@pytest.mark.parametrize("name", OBSTACLES)
def test_an_exit_meets_only_what_is_about_the_person(name: str) -> None:
    met = OBSTACLES[name].reason if OBSTACLES[name].meets_exits else Reason.VALID
    assert facing(OBSTACLES[name], direction=OUT).reason is met


@pytest.mark.parametrize("name", OBSTACLES)
def test_a_supervisor_passes_over_it_and_it_is_named(name: str) -> None:
    verdict = facing(OBSTACLES[name], forces=True)
    assert verdict == Verdict(Reason.VALID, overrode=OBSTACLES[name].reason)


@pytest.mark.parametrize("name", OBSTACLES)
def test_a_forced_exit_overrides_only_what_it_meets(name: str) -> None:
    overrode = OBSTACLES[name].reason if OBSTACLES[name].meets_exits else None
    assert facing(OBSTACLES[name], forces=True, direction=OUT) == Verdict(Reason.VALID, overrode=overrode)


@pytest.mark.parametrize("name", OBSTACLES)
def test_who_may_admit_all_the_same(name: str) -> None:
    assert facing(OBSTACLES[name]).right is OBSTACLES[name].right


def clashes(one: Obstacle, other: Obstacle) -> bool:
    """Whether both set the same thing to another value: nobody is cancelled and unpaid at once."""
    pairs = ((one.person, other.person), (one.door, other.door), (one.request, other.request))
    return any(mine.keys() & theirs.keys() for mine, theirs in pairs)


BOTH: Final = {
    f"{first}, {second}": (OBSTACLES[first], OBSTACLES[second])
    for first, second in combinations(OBSTACLES, 2)
    if OBSTACLES[first].reason is not OBSTACLES[second].reason
    and not clashes(OBSTACLES[first], OBSTACLES[second])
}


@pytest.mark.parametrize("names", BOTH)
def test_of_two_obstacles_the_first_in_order_is_said(names: str) -> None:
    first, second = BOTH[names]
    assert facing(first, second).reason is first.reason
    assert facing(second, first, forces=True).overrode is first.reason


def test_every_pair_of_neighbours_in_the_order_is_tried() -> None:
    tried = {(first.reason, second.reason) for first, second in BOTH.values()}
    order = [one for one in Reason if one in {obstacle.reason for obstacle in OBSTACLES.values()}]
    assert set(pairwise(order)) <= tried


def test_of_all_that_can_come_together_the_first_is_said() -> None:
    together: list[Obstacle] = []
    for one in reversed(OBSTACLES.values()):
        if not any(clashes(one, other) for other in together):
            together.append(one)
    assert len(together) >= 7
    assert facing(*together).reason is min((one.reason for one in together), key=list(Reason).index)


# -- one case after the other -----------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_the_verdict(name: str) -> None:
    attendee, door, history, request, reason = CASES[name]
    verdict = decide(attendee, door, history, request)
    assert verdict.reason is reason
    assert verdict.admitted == (reason is Reason.VALID)


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name][4] is Reason.VALID])
def test_who_may_pass_overrides_nothing_when_forced(name: str) -> None:
    attendee, door, history, request, _reason = CASES[name]
    forced = decide(attendee, door, history, replace(request, forces=True))
    assert forced.overrode is None or request.forces


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120
    assert {one[4] for one in CASES.values()} >= set(Reason) - {Reason.SECOND_LOOK, Reason.CANCELLED}


# -- the end of the day -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ENDS)
def test_who_is_still_inside(name: str) -> None:
    zone, ends, entered, now, inside = ENDS[name]
    before = Admission("f", "a", "door", IN, utc(entered), "Accueil 1")
    request = ask(at=utc(now), zone=zone)
    door = the_door(day_ends=time.fromisoformat(ends))
    assert decide(ALI, door, [before], request).reason is (ALREADY_IN if inside else VALID)
    # Who has gone by the clock has gone: without a way back they stay out.
    assert decide(ALI, replace(door, reentry_after_exit=False), [before], request).reason is ALREADY_IN
    assert decide(ALI, the_door(), [before], request).reason is ALREADY_IN


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", [CASABLANCA, NEW_YORK, APIA])
def test_a_clock_beyond_reason_raises_nothing(at: datetime, zone: ZoneInfo) -> None:
    assert last_end(time(3), at, zone) <= at
    door = the_door(day_ends=time(3), day_from=time(4), daily_limit=1)
    decide(ALI, door, [past(IN, 9)], ask(at=at, zone=zone))


# -- what is said beside the reason -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "minutes", "door"),
    [
        ([past(IN, 30), past(IN, 20)], 30, {}),
        ([past(OUT, 40), gone(IN, 30), past(IN, 20), past(IN, 10)], 20, {}),
        ([past(IN, 40), past(OUT, 30), past(IN, 20), past(IN, 10)], 20, {}),
        ([past(IN, 40), past(OUT, 30)], 40, {"reentry_after_exit": False}),
        ([past(IN, 40), past(OUT, 30), past(IN, 20), past(OUT, 10)], 40, {"reentry_after_exit": False}),
    ],
    ids=["twice let in", "annulled", "came back", "gone for good", "gone twice"],
)
def test_already_in_names_the_entry_that_they_are_in_by_or_else_the_first(
    history: list[Admission], minutes: int, door: dict[str, Any]
) -> None:
    first = decide(ALI, replace(DOOR, **door), history, ask()).first
    assert first is not None
    assert first.at == NOW - minutes * MINUTE


def test_already_in_names_no_entry_of_a_day_that_has_ended() -> None:
    ended = (NOW - 25 * MINUTE).time()
    history = [past(IN, 30), past(IN, 20)]
    first = decide(ALI, replace(DOOR, day_ends=ended), history, ask(zone=UTC)).first
    assert first is not None
    assert first.at == NOW - 20 * MINUTE


def test_the_questions_are_those_still_open_in_their_order() -> None:
    questions = [SIZE, DIET, replace(SIZE, id="age"), replace(SIZE, id="other", categories=PRESS)]
    verdict = decide(answered(diet="none"), DOOR, [], ask(questions=questions))
    assert [one.id for one in verdict.questions] == ["size", "age"]


@pytest.mark.parametrize("barred", [REVOKED, BLOCKED])
def test_a_code_that_is_no_longer_good_says_since_when(barred: Barred) -> None:
    assert decide(ALI, DOOR, [], ask(barred=barred)).barred is barred


@pytest.mark.parametrize(("door", "confirmable"), [(DOOR, False), (LENIENT, True)])
def test_who_has_not_paid_may_be_confirmed_where_the_list_allows(
    door: CheckInList, *, confirmable: bool
) -> None:
    assert decide(OWES, door, [], ask()).confirmable is confirmable


def test_rules_say_what_stands_in_the_way() -> None:
    verdict = decide(ALI, ruled(FEW, multiple_entries=True), TWICE, ask())
    assert [(one.bar, one.limit, one.count) for one in verdict.hindrances] == [(Bar.ENTRIES, 2, 2)]


@pytest.mark.parametrize("door", [ruled({"fly": [1]}), the_door(rule="{"), the_door(rule="[" * 5000)])
def test_a_broken_rule_says_so(door: CheckInList) -> None:
    assert [one.bar for one in decide(ALI, door, [], ask()).hindrances] == [Bar.BROKEN]


@pytest.mark.parametrize("reason", [Reason.VALID, Reason.UNKNOWN, Reason.AMBIGUOUS])
def test_nobody_needs_or_has_a_right_where_there_is_nothing_to_override(reason: Reason) -> None:
    assert Verdict(reason).right is None
