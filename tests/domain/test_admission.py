"""The verdict, decided from records: every reason, in its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.admission import Admission, CheckInList, Direction, Reason, decide, fitting
from kiosk.domain.people import Attendee, Registration, Words

NOW = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)
ALI = Attendee(id="a", code="c", name_latin="Ali", category="participant")
DOOR = CheckInList(id="door", title=Words(fr="Entrée"))
IN, OUT = Direction.ENTRY, Direction.EXIT


def past(direction: Direction, minutes_ago: int, *, annulled: bool = False) -> Admission:
    at = NOW - timedelta(minutes=minutes_ago)
    return Admission(f"{direction}{minutes_ago}", "a", "door", direction, at, "Accueil 1", annulled=annulled)


def with_(**values: Any) -> Attendee:
    return replace(ALI, **values)


def the_door(**values: Any) -> CheckInList:
    return replace(DOOR, **values)


CASES = {
    "nobody has the code": (None, DOOR, [], IN, Reason.UNKNOWN),
    "first time": (ALI, DOOR, [], IN, Reason.VALID),
    "first exit without an entry": (ALI, DOOR, [], OUT, Reason.VALID),
    "cancelled": (with_(registration=Registration.CANCELLED), DOOR, [], IN, Reason.CANCELLED),
    "cancelled may not leave unseen either": (
        with_(registration=Registration.CANCELLED), DOOR, [], OUT, Reason.CANCELLED),
    "blocked": (with_(registration=Registration.BLOCKED), DOOR, [], IN, Reason.BLOCKED),
    "waits for approval": (with_(registration=Registration.PENDING), DOOR, [], IN, Reason.UNAPPROVED),
    "unpaid": (with_(registration=Registration.UNPAID), DOOR, [], IN, Reason.UNPAID),
    "too early": (with_(valid_from=NOW + timedelta(minutes=1)), DOOR, [], IN, Reason.INVALID_TIME),
    "valid from this moment": (with_(valid_from=NOW), DOOR, [], IN, Reason.VALID),
    "too late": (with_(valid_until=NOW), DOOR, [], IN, Reason.INVALID_TIME),
    "one may leave after one's time": (with_(valid_until=NOW), DOOR, [], OUT, Reason.VALID),
    "category not on the list": (ALI, the_door(categories=frozenset({"press"})), [], IN, Reason.NOT_ON_LIST),
    "category on the list": (ALI, the_door(categories=frozenset({"participant"})), [], IN, Reason.VALID),
    "time is said before the list": (
        with_(valid_until=NOW), the_door(categories=frozenset({"press"})), [], IN, Reason.INVALID_TIME),
    "the list is said before payment": (
        with_(registration=Registration.UNPAID), the_door(categories=frozenset({"press"})), [], IN,
        Reason.NOT_ON_LIST),
    "already in": (ALI, DOOR, [past(IN, 9)], IN, Reason.ALREADY_IN),
    "an annulled entry does not count": (ALI, DOOR, [past(IN, 9, annulled=True)], IN, Reason.VALID),
    "back after an exit": (ALI, DOOR, [past(IN, 9), past(OUT, 5)], IN, Reason.VALID),
    "back after an annulled exit": (
        ALI, DOOR, [past(IN, 9), past(OUT, 5, annulled=True)], IN, Reason.ALREADY_IN),
    "no way back": (
        ALI, the_door(reentry_after_exit=False), [past(IN, 9), past(OUT, 5)], IN, Reason.ALREADY_IN),
    "only exits": (ALI, the_door(reentry_after_exit=False), [past(OUT, 5)], IN, Reason.VALID),
    "as often as one likes": (ALI, the_door(multiple_entries=True), [past(IN, 9)], IN, Reason.VALID),
    "exits are never already done": (ALI, DOOR, [past(IN, 9), past(OUT, 5)], OUT, Reason.VALID),
    "unpaid is said before already in": (
        with_(registration=Registration.UNPAID), DOOR, [past(IN, 9)], IN, Reason.UNPAID),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_verdict(case: str) -> None:
    attendee, door, history, direction, reason = CASES[case]
    verdict = decide(attendee, door, history, direction, NOW)
    assert verdict.reason is reason
    assert verdict.admitted == (reason is Reason.VALID)


def test_already_in_names_the_first_entry_that_counts() -> None:
    history = [past(IN, 30, annulled=True), past(IN, 20), past(OUT, 15), past(IN, 10)]
    first = decide(ALI, DOOR, history, IN, NOW).first
    assert first is not None
    assert first.at == NOW - timedelta(minutes=20)


HISTORIES = st.lists(st.tuples(st.sampled_from(Direction), st.booleans()), max_size=12)


@given(HISTORIES, st.booleans(), st.booleans(), st.sampled_from(Direction))
def test_any_history_agrees_with_a_naive_oracle(
    steps: list[tuple[Direction, bool]], many: bool, again: bool, direction: Direction
) -> None:
    history = [past(way, 100 - n, annulled=gone) for n, (way, gone) in enumerate(steps)]
    inside, ever = False, False
    for way, gone in steps:
        if not gone:
            inside = way is IN
            ever = ever or inside
    refused = direction is IN and not many and ever and (inside or not again)
    door = the_door(multiple_entries=many, reentry_after_exit=again)
    assert decide(ALI, door, history, direction, NOW).admitted == (not refused)


def day(number: int, position: int) -> CheckInList:
    start = datetime(2024, 10, number, 6, tzinfo=UTC)
    return the_door(id=f"day{number}", opens=start, closes=start + timedelta(hours=17), position=position)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2024, 10, 24, 9, tzinfo=UTC), "day24"),
        (datetime(2024, 10, 20, 9, tzinfo=UTC), "day23"),
        (datetime(2024, 10, 23, 23, 30, tzinfo=UTC), "day24"),
        (datetime(2026, 1, 1, tzinfo=UTC), "day23"),
    ],
)
def test_the_list_that_fits_the_time(now: datetime, expected: str) -> None:
    found = fitting([day(25, 2), day(23, 0), day(24, 1)], now)
    assert found is not None
    assert found.id == expected


def test_no_list_fits_where_there_is_none() -> None:
    assert fitting([], NOW) is None
