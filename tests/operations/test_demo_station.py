"""The demonstration: made once, kept, thrown away only when asked for, and never anything else with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk import app
from kiosk.errors import StationError, Trouble
from kiosk.operations import events, people
from kiosk.store import tables


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "station"
    app.close(app.demo_station(folder=folder))
    return folder


def test_it_is_the_sample_event_with_its_whole_roll(made: Path) -> None:
    station = app.open_station(made)
    seen = events.overview(station)
    assert seen.event is not None
    assert seen.event.title.fr == "Les Assises de l'AUSIM, 7e édition"
    assert seen.people == 1500
    assert len(seen.lists) == 10
    assert {one.id for one in seen.categories} == {
        "participant", "speaker", "partner", "press", "official", "organiser"
    }  # fmt: skip
    with station.database.read() as connection:
        used = set(connection.execute(select(tables.attendee.c.category).distinct()).scalars())
    assert used == {one.id for one in seen.categories}, "no word of the roll made a category"
    assert people.find(station, "benj", seen.lists[0].id).rows
    app.close(station)


def test_it_is_kept_as_it_was_left(made: Path) -> None:
    station = app.demo_station(folder=made)
    lists = events.overview(station).lists
    people.walk_in(station, {"name_latin": "Somebody New"}, lists[0].id)
    app.close(station)
    again = app.demo_station(folder=made)
    assert events.overview(again).people == 1501
    app.close(again)


def test_a_fresh_one_throws_the_old_one_away(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    station = app.demo_station(folder=folder)
    people.walk_in(station, {"name_latin": "Somebody New"}, events.overview(station).lists[0].id)
    with pytest.raises(StationError) as refused:
        app.demo_station(folder=folder, fresh=True)
    assert refused.value.code is Trouble.STATION_IN_USE
    app.close(station)
    again = app.demo_station(folder=folder, fresh=True)
    assert events.overview(again).people == 1500
    app.close(again)


def test_a_folder_of_somebody_s_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    with pytest.raises(StationError) as refused:
        app.demo_station(folder=tmp_path)
    assert refused.value.code is Trouble.STATION_NOT_ONE
    assert (tmp_path / "thesis.txt").exists()


def test_a_larger_one_is_as_large_as_asked(tmp_path: Path) -> None:
    station = app.demo_station(2000, folder=tmp_path / "station")
    assert events.overview(station).people == 2000
    app.close(station)
