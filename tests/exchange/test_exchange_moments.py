from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.exchange.moments import moment

MOROCCO = ZoneInfo("Africa/Casablanca")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-10-23 09:05:00", datetime(2024, 10, 23, 9, 5, tzinfo=MOROCCO)),
        ("23/10/2024 09:05", datetime(2024, 10, 23, 9, 5, tzinfo=MOROCCO)),
        ("23.10.2024 09:05", datetime(2024, 10, 23, 9, 5, tzinfo=MOROCCO)),
        ("23/10/2024 à 9h05", datetime(2024, 10, 23, 9, 5, tzinfo=MOROCCO)),
        ("10/23/2024 9:05 a.m.", datetime(2024, 10, 23, 9, 5, tzinfo=MOROCCO)),
        ("10/05/2024 noon", datetime(2024, 10, 5, 12, tzinfo=MOROCCO)),
        ("10/05/2024 midnight", datetime(2024, 10, 5, 0, tzinfo=MOROCCO)),
        ("10/05/2024 5:30 p.m.", datetime(2024, 10, 5, 17, 30, tzinfo=MOROCCO)),
        ("05/10/2024", datetime(2024, 10, 5, tzinfo=MOROCCO)),
        ("11/29/24 22:28", datetime(2024, 11, 29, 22, 28, tzinfo=MOROCCO)),
        ("2024/10/23", datetime(2024, 10, 23, tzinfo=MOROCCO)),
        ("2024-10-23T09:05:00Z", datetime(2024, 10, 23, 9, 5, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_exports_write_them(text: str, expected: datetime) -> None:
    told = moment(text, MOROCCO)
    assert told == expected
    assert told is not None
    assert told.utcoffset() == expected.utcoffset()


def test_a_last_day_lasts_to_its_end() -> None:
    assert moment("25/10/2024", MOROCCO, ends=True) == datetime(2024, 10, 26, tzinfo=MOROCCO)
    assert moment("25/10/2024 18:00", MOROCCO, ends=True) == datetime(2024, 10, 25, 18, tzinfo=MOROCCO)


@pytest.mark.parametrize("text", ["", "demain", "31/31/2024", "2024-02-30", "23/10/2024 25:00", "1" * 500])
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text, MOROCCO) is None
