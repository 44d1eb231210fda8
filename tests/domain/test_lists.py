"""Which of its lists a desk offers at which time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from kiosk.domain.lists import CheckInList, Entries, entries_of, fitting, with_entries
from kiosk.domain.people import Words


def day(number: int, position: int) -> CheckInList:
    start = datetime(2024, 10, number, 6, tzinfo=UTC)
    end = start + timedelta(hours=17)
    return CheckInList(f"day{number}", Words(fr="Entrée"), opens=start, closes=end, position=position)


ALWAYS = CheckInList("always", Words(fr="Accueil"), position=9)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2024, 10, 24, 9, tzinfo=UTC), "day24"),
        (datetime(2024, 10, 24, 6, tzinfo=UTC), "day24"),
        (datetime(2024, 10, 20, 9, tzinfo=UTC), "day23"),
        (datetime(2024, 10, 23, 23, tzinfo=UTC), "day24"),
        (datetime(2024, 10, 23, 23, 30, tzinfo=UTC), "day24"),
        (datetime(2026, 1, 1, tzinfo=UTC), "day23"),
    ],
)
def test_the_list_that_fits_the_time(now: datetime, expected: str) -> None:
    found = fitting([day(25, 2), day(23, 0), day(24, 1)], now)
    assert found is not None
    assert found.id == expected


def test_a_list_without_hours_waits_behind_those_that_are_open() -> None:
    lists = [ALWAYS, day(24, 1)]
    assert fitting(lists, datetime(2024, 10, 24, 9, tzinfo=UTC)) is lists[1]
    assert fitting(lists, datetime(2024, 10, 26, 9, tzinfo=UTC)) is ALWAYS


def test_no_list_fits_where_there_is_none() -> None:
    assert fitting([], datetime(2024, 10, 24, tzinfo=UTC)) is None


def test_of_two_lists_open_at_once_the_first_in_order_is_offered() -> None:
    now = datetime(2024, 10, 24, 9, tzinfo=UTC)
    room = replace(day(24, 3), id="room")
    assert fitting([room, day(24, 1)], now) == day(24, 1)
    assert fitting([replace(room, position=0), day(24, 1)], now) == replace(room, position=0)


@pytest.mark.parametrize(
    ("multiple", "reentry", "limit", "daily"),
    list(product((False, True), (False, True), (0, 1, 3), (0, 1, 2))),
)
def test_how_often_people_may_enter_is_said_and_taken_back_as_it_was(
    *, multiple: bool, reentry: bool, limit: int, daily: int
) -> None:
    one = replace(
        ALWAYS,
        multiple_entries=multiple,
        reentry_after_exit=reentry,
        entries_limit=limit,
        daily_limit=daily,
    )
    assert with_entries(one, entries_of(one), one.entries_limit) == one


@pytest.mark.parametrize("entries", [one for one in Entries if one is not Entries.OTHER])
@pytest.mark.parametrize("before", [ALWAYS, replace(ALWAYS, multiple_entries=True, daily_limit=3)])
def test_each_way_of_saying_it_is_found_again(entries: Entries, before: CheckInList) -> None:
    assert entries_of(with_entries(before, entries, 4)) is entries


def test_some_times_is_as_many_as_was_said() -> None:
    assert with_entries(ALWAYS, Entries.SOME, 4).entries_limit == 4
