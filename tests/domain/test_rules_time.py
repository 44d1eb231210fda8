"""Rules of time: right across midnight, across the clock changes, and in other zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Event
from kiosk.domain.rule_moments import Scope
from kiosk.domain.rule_parts import compiled
from kiosk.domain.rules import Bar, Hindrance, Scene, hindrances, of_list

CASABLANCA = ZoneInfo("Africa/Casablanca")
NEW_YORK = ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")
APIA = ZoneInfo("Pacific/Apia")
NOW = {"var": "now"}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def scene(now: str, zone: ZoneInfo = CASABLANCA, *entries: str, **values: Any) -> Scene:
    return Scene(now=utc(now), zone=zone, entries=tuple(map(utc, entries)), **values)


def answer(rule: Any, here: Scene) -> Any:
    return compiled(rule).run(Scope(here))


def built(kind: str, value: str | None = None) -> Any:
    return {"buildTime": [kind] if value is None else [kind, value]}


# The moments are in UTC, as they stand in the journal. Casablanca is an hour ahead of it, and level in
# Ramadan: from 2024-03-10 02:00 UTC (03:00 becomes 02:00) to 2024-04-14 02:00 UTC (02:00 becomes 03:00).
TODAY: list[tuple[str, ZoneInfo, str, str, bool]] = [
    ("a minute before midnight", CASABLANCA, "2024-10-24T22:59", "2024-10-23T23:00", True),
    ("at midnight it is tomorrow", CASABLANCA, "2024-10-24T23:00", "2024-10-24T22:59", False),
    ("the new day's first entry", CASABLANCA, "2024-10-24T23:30", "2024-10-24T23:00", True),
    ("before Ramadan's change", CASABLANCA, "2024-03-09T23:30", "2024-03-09T22:59", False),
    ("the day of the change has 25 hours", CASABLANCA, "2024-03-10T23:59", "2024-03-09T23:00", True),
    ("and is over an hour later", CASABLANCA, "2024-03-11T00:00", "2024-03-10T23:59", False),
    ("in Ramadan", CASABLANCA, "2024-03-11T23:59", "2024-03-11T00:00", True),
    ("the day back has 23 hours", CASABLANCA, "2024-04-14T22:59", "2024-04-14T00:00", True),
    ("and is over an hour earlier", CASABLANCA, "2024-04-14T23:00", "2024-04-14T22:59", False),
    ("New York in autumn", NEW_YORK, "2024-11-04T04:59", "2024-11-03T04:00", True),
    ("New York in autumn, the day after", NEW_YORK, "2024-11-04T05:00", "2024-11-04T04:59", False),
    ("Kolkata is half an hour off", KOLKATA, "2024-10-24T18:29", "2024-10-23T18:30", True),
    ("Kolkata after midnight", KOLKATA, "2024-10-24T18:30", "2024-10-24T18:29", False),
    ("Apia skipped a day", APIA, "2011-12-30T10:00", "2011-12-30T09:59", False),
    ("Apia's day before that", APIA, "2011-12-30T09:59", "2011-12-29T10:00", True),
    ("a clock set back over midnight", CASABLANCA, "2024-10-24T22:50", "2024-10-24T23:10", False),
    ("a clock set back by day", CASABLANCA, "2024-10-24T09:00", "2024-10-24T09:50", True),
]


@pytest.mark.parametrize(
    ("zone", "now", "entry", "counts"), [c[1:] for c in TODAY], ids=[c[0] for c in TODAY]
)
def test_today_is_the_calendar_day_of_the_zone(zone: ZoneInfo, now: str, entry: str, counts: bool) -> None:
    here = scene(now, zone, entry)
    assert answer({"var": "entries_today"}, here) == int(counts)
    there = replace(
        here, entries=[one.astimezone(zone) for one in here.entries], now=here.now.astimezone(zone)
    )
    assert answer({"var": "entries_today"}, there) == int(counts)


ENTRIES = ("2024-10-22T10:00", "2024-10-23T22:59", "2024-10-23T23:00", "2024-10-24T08:00")
COUNTS: list[tuple[Any, int]] = [
    ({"var": "entries_number"}, 4),
    ({"var": "entries_today"}, 2),
    ({"var": "entries_days"}, 3),
    ({"entries_since": built("custom", "2024-10-24T08:00:00Z")}, 1),
    ({"entries_since": [built("custom", "2024-10-24T08:00:01Z")]}, 0),
    ({"entries_before": built("custom", "2024-10-24T08:00:00Z")}, 3),
    ({"entries_before": built("custom", "2024-10-24T08:00:01Z")}, 4),
    ({"entries_since": built("customtime", "00:00")}, 2),
    ({"entries_before": built("customtime", "00:00")}, 2),
    ({"entries_days_since": built("custom", "2024-10-23T23:59")}, 2),
    ({"entries_days_since": built("custom", "2024-10-24T00:00")}, 1),
    ({"entries_days_before": built("custom", "2024-10-24T00:00")}, 2),
    ({"entries_days_before": built("custom", "2024-10-24T00:00:01")}, 3),
    ({"entries_since": "2024-10-24T09:00+01:00"}, 1),
]


@pytest.mark.parametrize(("rule", "count"), COUNTS)
def test_entries_are_counted(rule: Any, count: int) -> None:
    assert answer(rule, scene("2024-10-24T09:00", CASABLANCA, *ENTRIES)) == count


EVENT = Event("event", NO_WORDS, NO_WORDS, NO_WORDS, date(2024, 10, 24), date(2024, 10, 25))
WHOLE = replace(
    EVENT, starts=utc("2024-10-24T08:00"), ends=utc("2024-10-25T17:00"), admission=utc("2024-10-24T07:30")
)
BUILT: list[tuple[Any, str, ZoneInfo, Mapping[str, Any], str]] = [
    (built("custom", "2024-10-24T10:00:00.000Z"), "2024-10-24T09:00", CASABLANCA, {}, "2024-10-24T10:00"),
    (built("custom", "2024-10-24T10:00:00+05:30"), "2024-10-24T09:00", CASABLANCA, {}, "2024-10-24T04:30"),
    (built("custom", "2024-10-24T10:00"), "2024-10-24T09:00", CASABLANCA, {}, "2024-10-24T09:00"),
    (built("custom", "2024-10-24T10:00"), "2024-10-24T09:00", KOLKATA, {}, "2024-10-24T04:30"),
    (built("custom", "2024-10-24"), "2024-10-24T09:00", CASABLANCA, {}, "2024-10-23T23:00"),
    (built("customtime", "14:00"), "2024-10-24T09:00", CASABLANCA, {}, "2024-10-24T13:00"),
    (built("customtime", "14:00:30"), "2024-10-24T23:00", CASABLANCA, {}, "2024-10-25T13:00:30"),
    (built("customtime", "14:00"), "2024-03-10T00:30", CASABLANCA, {}, "2024-03-10T14:00"),
    (built("customtime", "01:30"), "2024-03-10T12:00", CASABLANCA, {}, "2024-03-10T00:30"),
    (
        built("customtime", "02:30"),
        "2024-03-10T12:00",
        CASABLANCA,
        {},
        "2024-03-10T01:30",
    ),  # the first of two
    (built("customtime", "03:00"), "2024-03-10T12:00", CASABLANCA, {}, "2024-03-10T03:00"),
    (
        built("customtime", "02:30"),
        "2024-04-14T12:00",
        CASABLANCA,
        {},
        "2024-04-14T02:30",
    ),  # 03:30 by the clock
    (built("customtime", "03:00"), "2024-04-14T12:00", CASABLANCA, {}, "2024-04-14T02:00"),
    (built("customtime", "02:30"), "2024-03-10T12:00", NEW_YORK, {}, "2024-03-10T07:30"),
    (built("customtime", "00:00"), "2011-12-30T10:00", APIA, {}, "2011-12-30T10:00"),
    (built("date_from"), "2024-10-24T09:00", CASABLANCA, {"event": WHOLE}, "2024-10-24T08:00"),
    (built("date_to"), "2024-10-24T09:00", CASABLANCA, {"event": WHOLE}, "2024-10-25T17:00"),
    (built("date_admission"), "2024-10-24T09:00", CASABLANCA, {"event": WHOLE}, "2024-10-24T07:30"),
    (built("date_from"), "2024-10-24T09:00", CASABLANCA, {"event": EVENT}, "2024-10-23T23:00"),
    (built("date_to"), "2024-10-24T09:00", CASABLANCA, {"event": EVENT}, "2024-10-25T23:00"),
    (built("date_admission"), "2024-10-24T09:00", CASABLANCA, {"event": EVENT}, "2024-10-23T23:00"),
    (built("date_from"), "2024-10-24T09:00", KOLKATA, {"event": EVENT}, "2024-10-23T18:30"),
]


@pytest.mark.parametrize(("rule", "now", "zone", "values", "moment"), BUILT)
def test_moments_are_built(
    rule: Any, now: str, zone: ZoneInfo, values: Mapping[str, Any], moment: str
) -> None:
    assert answer(rule, scene(now, zone, **values)) == utc(moment)


@pytest.mark.parametrize("kind", ["date_from", "date_to", "date_admission"])
def test_the_events_dates_need_an_event(kind: str) -> None:
    [found] = hindrances({"isAfter": [NOW, built(kind)]}, scene("2024-10-24T09:00"))
    assert found.bar is Bar.BROKEN
    assert "there is no event" in found.text


NINE = built("custom", "2024-10-24T09:00:00Z")
TOLERANCE: list[tuple[str, Any, str, bool]] = [
    ("isAfter", None, "09:00", False),
    ("isAfter", None, "09:01", True),
    ("isAfter", 0, "09:00", False),
    ("isAfter", 10, "08:50", False),
    ("isAfter", 10, "08:51", True),
    ("isAfter", "10", "08:51", True),
    ("isAfter", 0.5, "08:59:31", True),
    ("isBefore", None, "09:00", False),
    ("isBefore", None, "08:59", True),
    ("isBefore", 10, "09:10", False),
    ("isBefore", 10, "09:09", True),
    ("isBefore", -10, "08:50", False),
]


@pytest.mark.parametrize(("op", "minutes", "clock", "holds"), TOLERANCE)
def test_tolerance(op: str, minutes: Any, clock: str, holds: bool) -> None:
    here = scene(f"2024-10-24T{clock}")
    assert answer({op: [NOW, NINE, minutes]}, here) is holds
    if minutes is None:
        assert answer({op: [NOW, NINE]}, here) is holds


def test_moments_compare_in_utc_even_in_the_hour_that_comes_twice() -> None:
    first = datetime(2024, 3, 10, 2, 50, tzinfo=CASABLANCA)  # 01:50 UTC
    second = datetime(2024, 3, 10, 2, 10, tzinfo=CASABLANCA, fold=1)  # 02:10 UTC
    here = Scene(now=second, zone=CASABLANCA, entries=(first,))
    assert answer({"var": "minutes_since_last_entry"}, here) == 20
    assert answer({"isAfter": [NOW, built("custom", first.isoformat())]}, here) is True
    assert answer({">": [NOW, built("custom", first.isoformat())]}, here) is True
    assert answer({"<=": [NOW, built("custom", first.isoformat())]}, here) is False


def test_moments_equal_themselves_only() -> None:
    here = scene("2024-10-24T09:00")
    for op in ("==", "==="):
        assert answer({op: [NOW, NINE]}, here) is True
        assert answer({op: [NOW, "2024-10-24T09:00"]}, here) is False


def test_minutes_across_the_change_are_those_that_passed() -> None:
    here = scene("2024-03-10T02:30", CASABLANCA, "2024-03-10T01:30")  # 02:30 and again 02:30 by the clock
    assert answer({"var": "minutes_since_last_entry"}, here) == 60


NIGHT = CheckInList(id="night", title=NO_WORDS, day_from=time(22), day_to=time(2))
NIGHTS = [
    ("2024-03-09T20:59", False),  # 21:59
    ("2024-03-09T21:00", True),
    ("2024-03-10T00:59", True),  # 01:59
    ("2024-03-10T01:00", False),  # 02:00, for the first time
    ("2024-03-10T02:00", False),  # 02:00 again
    ("2024-03-10T21:59", False),  # level with UTC now
    ("2024-03-10T22:00", True),
    ("2024-04-14T01:59", True),
    ("2024-04-14T02:00", False),  # 03:00: there was no 02:00
    ("2024-04-14T21:00", True),
]


@pytest.mark.parametrize(("now", "opened"), NIGHTS)
def test_a_night_across_the_clock_change(now: str, opened: bool) -> None:
    found = hindrances(of_list(NIGHT), scene(now))
    assert (found == ()) is opened
    if not opened:
        assert [one.bar for one in found] == [Bar.NOT_BEFORE]  # that it closed at two helps nobody now


def test_a_closed_night_says_when_it_opens() -> None:
    found = hindrances(of_list(NIGHT), scene("2024-03-10T12:00"))
    assert found == (Hindrance(Bar.NOT_BEFORE, at=utc("2024-03-10T22:00")),)


ZONES = st.sampled_from([CASABLANCA, NEW_YORK, KOLKATA, APIA])
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=16 * 365)).map(lambda past: utc("2011-01-01") + past)


@settings(max_examples=400)
@given(zone=ZONES, now=MOMENTS, ago=st.lists(st.integers(-60, 5000), max_size=8), shown=st.booleans())
def test_days_agree_with_what_the_clock_on_the_wall_said(
    zone: ZoneInfo, now: datetime, ago: list[int], shown: bool
) -> None:
    entries = sorted(now - timedelta(minutes=minutes) for minutes in ago)
    walls = [f"{entry.astimezone(zone):%Y-%m-%d}" for entry in entries]
    here = Scene(now=now, zone=zone, entries=[one.astimezone(zone) if shown else one for one in entries])
    assert answer({"var": "entries_today"}, here) == walls.count(f"{now.astimezone(zone):%Y-%m-%d}")
    assert answer({"var": "entries_days"}, here) == len(set(walls))


def test_an_entry_that_a_dead_clock_stamped_hides_none_of_today() -> None:
    now = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)
    entries = [now - timedelta(hours=2), now - timedelta(hours=1), now - timedelta(days=1500)]
    scene = Scene(now=now, zone=ZoneInfo("Africa/Casablanca"), entries=entries)
    rule = {"<": [{"var": "entries_today"}, 2]}
    assert [one.count for one in hindrances(rule, scene)] == [2]
