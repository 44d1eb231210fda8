"""The end of a day: who is still inside has gone, at the moment the day ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from kiosk import app
from kiosk.domain.admission import Direction
from kiosk.domain.facts import NO_HASH, Kind, Writer
from kiosk.operations import closing, figures, journal, lists, undoing
from kiosk.operations.admissions import Ask, admit
from kiosk.store import admissions, bulk, configured, projections, tables
from tests.stations import Clock, guest, new_station

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station


def ending(station: Station, at: time) -> None:
    """Let the day of Thursday's list end at `at`."""
    with station.database.read() as connection:
        one = configured.check_in_list(connection, "thursday")
    assert one is not None
    lists.save_list(station, replace(one, day_ends=at))


def set_to(clock: Clock, moment: datetime) -> None:
    clock.ms = round(moment.timestamp() * 1000)


def last(station: Station, attendee_id: str) -> tuple[Direction, datetime]:
    with station.database.read() as connection:
        past = admissions.history(connection, attendee_id, "thursday")[-1]
    return past.direction, past.at


def test_who_is_inside_when_the_day_ends_has_gone_at_that_moment(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    one = guest(station).attendee
    assert one is not None
    set_to(clock, datetime(2024, 10, 24, 17, 59, tzinfo=UTC))
    assert closing.close_days(station) == 0
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    assert closing.close_days(station) == 1
    assert last(station, one.id) == (Direction.EXIT, datetime(2024, 10, 24, 18, tzinfo=UTC))
    assert figures.figures(station, "thursday").inside == 0
    assert closing.close_days(station) == 0


def test_who_comes_after_the_end_stays_until_the_next(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    one = guest(station).attendee
    assert one is not None
    assert closing.close_days(station) == 0
    set_to(clock, datetime(2024, 10, 25, 18, 0, tzinfo=UTC))
    assert closing.close_days(station) == 1
    assert last(station, one.id) == (Direction.EXIT, datetime(2024, 10, 25, 18, tzinfo=UTC))


def test_a_desk_that_was_off_closes_the_day_before_the_first_guest(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    one = guest(station).attendee
    assert one is not None
    set_to(clock, datetime(2024, 10, 25, 7, tzinfo=UTC))
    assert admit(station, Ask("thursday", code=one.code)).verdict.admitted
    with station.database.read() as connection:
        past = admissions.history(connection, one.id, "thursday")
    assert [each.direction for each in past] == [Direction.ENTRY, Direction.EXIT, Direction.ENTRY]


def test_what_could_not_be_kept_is_closed_at_the_next_asking(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    guest(station)
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    with station.database.write(keep=False) as connection:
        one = configured.check_in_list(connection, "thursday")
        assert one is not None
        assert closing.close_day(connection, station, one) == 1
    assert closing.close_days(station) == 1


def test_a_clock_that_is_set_back_closes_nobody_twice(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    guest(station)
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    assert closing.close_days(station) == 1
    set_to(clock, datetime(2024, 10, 24, 17, 30, tzinfo=UTC))
    assert closing.close_days(station) == 0
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    assert closing.close_days(station) == 0


def test_by_a_clock_that_was_ahead_nobody_is_sent_out_again_and_again(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))  # half an hour after it really is
    guest(station)
    set_to(clock, datetime(2024, 10, 24, 17, 50, tzinfo=UTC))
    other = guest(station, "Sara Alami").attendee
    assert other is not None
    set_to(clock, datetime(2024, 10, 24, 18, 1, tzinfo=UTC))
    assert closing.close_days(station) == 1
    station.days_ended.clear()  # the program is started again
    assert closing.close_days(station) == 0


@pytest.mark.parametrize(
    ("came", "asked", "ended"),
    [
        # Ramadan 2024: at Casablanca 03:00 becomes 02:00 on 10 March, and 02:00 becomes 03:00 on 14 April.
        ("2024-03-09T20:00+00:00", "2024-03-10T01:10+00:00", "2024-03-10T01:00+00:00"),
        ("2024-03-10T20:00+00:00", "2024-03-11T02:10+00:00", "2024-03-11T02:00+00:00"),
        ("2024-04-13T20:00+00:00", "2024-04-14T02:10+00:00", "2024-04-14T02:00+00:00"),
        ("2024-04-14T20:00+00:00", "2024-04-15T01:10+00:00", "2024-04-15T01:00+00:00"),
    ],
    ids=["night of the change", "in Ramadan", "skipped hour", "after Ramadan"],
)
def test_two_in_the_morning_across_the_clock_changes_of_ramadan(
    tmp_path: Path, came: str, asked: str, ended: str
) -> None:
    clock = Clock()
    set_to(clock, datetime.fromisoformat(came))
    station = new_station(tmp_path / "spring", clock)
    ending(station, time(2))
    one = guest(station).attendee
    assert one is not None
    set_to(clock, datetime.fromisoformat(asked))
    assert closing.close_days(station) == 1
    assert last(station, one.id) == (Direction.EXIT, datetime.fromisoformat(ended))
    app.close(station)


def test_a_list_that_was_taken_away_closes_no_day(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    guest(station)
    lists.delete_list(station, "thursday")
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    assert closing.close_days(station) == 0


def test_who_came_by_a_clock_that_was_ahead_counts_as_gone_when_the_day_ends(
    station: Station, clock: Clock
) -> None:
    ending(station, time(19))
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    guest(station, "Omar Test")  # from here on the order of facts runs ahead of the clock
    set_to(clock, datetime(2024, 10, 24, 17, 50, tzinfo=UTC))
    one = guest(station).attendee
    assert one is not None
    set_to(clock, datetime(2024, 10, 24, 18, 1, tzinfo=UTC))
    assert closing.close_days(station) == 1
    assert last(station, one.id) == (Direction.EXIT, datetime(2024, 10, 24, 18, tzinfo=UTC))
    assert figures.figures(station, "thursday").inside == 1
    assert admit(station, Ask("thursday", code=one.code)).verdict.admitted
    assert figures.figures(station, "thursday").inside == 2


def test_a_clock_far_beyond_the_calendar_of_facts_closes_days_too(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    one = guest(station).attendee
    assert one is not None
    set_to(clock, datetime(8000, 1, 1, tzinfo=UTC))
    assert closing.close_days(station) == 1
    assert figures.figures(station, "thursday").inside == 0
    assert admit(station, Ask("thursday", code=one.code)).verdict.admitted
    before = last(station, one.id)
    journal.rebuild(station)
    assert last(station, one.id) == before


def test_who_another_desk_tells_of_later_is_closed_as_well(station: Station, clock: Clock) -> None:
    ending(station, time(19))
    one = guest(station)
    assert one.attendee is not None
    undoing.undo(station)
    set_to(clock, datetime(2024, 10, 24, 18, 30, tzinfo=UTC))
    assert closing.close_days(station) == 0
    early = round(datetime(2024, 10, 24, 9, tzinfo=UTC).timestamp() * 1000)
    writer = Writer("D2", 0, 0, NO_HASH, lambda: early, station.random)
    body = {"list": "thursday", "direction": "entry", "station": "Accueil 2", "scan": "s", "code": ""}
    fact = writer.write(Kind.ADMISSION_GIVEN, one.attendee.id, body)
    with station.database.write() as connection:
        bulk.insert(connection, tables.fact, [tuple(getattr(fact, c.name) for c in tables.fact.c)])
        head = (fact.origin, fact.seq, fact.hlc, fact.hash)
        bulk.insert_or_update(connection, tables.head, [head], key="origin")
        projections.apply(connection, [fact])
    assert closing.close_days(station) == 1
    assert closing.close_days(station) == 0
