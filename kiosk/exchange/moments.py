"""Dates and times as exports write them: ISO, or the day first, or the month first before AM and PM."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

_PARTS = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})"
    r"(?:,?\s+(?:à\s+)?(\d{1,2})(?:[:h](\d{2}))?(?::\d{2})?\s*([ap]\.?m\.?)?)?",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"[\d/.-]{6,10}")
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2200
_THIS_CENTURY: Final = 2000
_MONTHS: Final = 12


def moment(text: str, zone: tzinfo, *, ends: bool = False) -> datetime | None:
    """Return the moment that `text` tells, in `zone` unless it says another; None if it tells none.

    A date alone is its first moment, or the first after it for something that `ends` with it. Where
    day and month could be taken for each other the day comes first, unless the time is told with AM
    or PM.
    """
    text = text.strip().replace("noon", "12 p.m.").replace("midnight", "12 a.m.")
    told: datetime | None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        told = _by_parts(text)
    if told is None or not _EARLIEST_YEAR <= told.year <= _LATEST_YEAR:
        return None
    if ends and _DATE_ALONE.fullmatch(text):
        told += timedelta(days=1)
    return told if told.tzinfo is not None else told.replace(tzinfo=zone)


def _by_parts(text: str) -> datetime | None:
    found = _PARTS.fullmatch(text)
    if found is None:
        return None
    first, second, third = (int(part) for part in found.groups()[:3])
    half = (found[6] or "").lower()
    try:
        day = _day(first, second, third, month_first=bool(half))
        return datetime.combine(day, _time(found[4], found[5], half))
    except ValueError:
        return None


def _day(first: int, second: int, third: int, *, month_first: bool) -> date:
    if first > _THIS_CENTURY:
        return date(first, second, third)
    year = third if third >= _THIS_CENTURY else third + _THIS_CENTURY
    if second > _MONTHS or (month_first and first <= _MONTHS):
        return date(year, first, second)
    return date(year, second, first)


def _time(hour: str | None, minute: str | None, half: str) -> time:
    hours = int(hour or 0)
    if half.startswith(("a", "p")):
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    return time(hours, int(minute or 0))
