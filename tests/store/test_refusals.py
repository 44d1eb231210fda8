"""Who was turned away: the last act at a list, of whoever absorbed others too, asked of an index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.admission import Reason
from kiosk.operations import admissions, merging
from kiosk.operations.admissions import Ask
from kiosk.store import refusals
from kiosk.store.refusals import last_refused
from tests.door_scenes import change, register
from tests.stations import Clock, new_station

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def station(tmp_path: Path, clock: Clock) -> Station:
    made = new_station(tmp_path / "station", clock)
    register(made, "ali", name_latin="Ali Bennani")
    register(made, "twin", name_latin="Aly Bennani", registration="unpaid")
    return made


def reasons(station: Station, list_id: str = "thursday") -> dict[str, Reason | None]:
    with station.database.read() as connection:
        found = last_refused(connection, ["ali", "twin", "nobody"], list_id)
    return {one: told.reason for one, told in found.items()}


def test_it_is_the_last_refusal_of_that_list_alone(station: Station, clock: Clock) -> None:
    admissions.admit(station, Ask("thursday", code="TICKET-TWIN"))
    admissions.admit(station, Ask("press-room", code="TICKET-ALI"))
    assert reasons(station) == {"twin": Reason.UNPAID}
    assert reasons(station, "press-room") == {"ali": Reason.NOT_ON_LIST}
    clock.later(60)
    change(station, categories=frozenset({"press"}))
    admissions.admit(station, Ask("thursday", code="TICKET-TWIN"))
    assert reasons(station) == {"twin": Reason.NOT_ON_LIST}


def test_whoever_entered_since_is_not_turned_away_even_if_the_clock_went_back(
    station: Station, clock: Clock
) -> None:
    change(station, capacity=1)
    admissions.admit(station, Ask("thursday", code="TICKET-TWIN"))
    clock.later(-3600)
    admissions.admit(station, Ask("thursday", code="TICKET-TWIN", forces=True, why="paid at the bank"))
    assert reasons(station) == {}


def test_who_stands_for_another_answers_for_their_refusal(station: Station) -> None:
    admissions.admit(station, Ask("thursday", code="TICKET-TWIN"))
    merging.merge(station, "ali", "twin")
    assert reasons(station)["ali"] is Reason.UNPAID


def test_it_is_asked_of_an_index(station: Station) -> None:
    with station.database.read() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {refusals._LAST}", (json.dumps(["ali"]), "thursday")
        )
        told = [row[-1] for row in plan]
    assert any("fact USING INDEX fact_by_subject" in step for step in told)
    assert any("admission USING" in step and "admission_by_attendee" in step for step in told)
    assert not any(step.startswith(("SCAN fact", "SCAN admission")) for step in told)
