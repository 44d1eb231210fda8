"""Which of its lists a desk offers at which time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.lists import CheckInList, fitting
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
