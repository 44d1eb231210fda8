"""Others of a name, in whatever spelling or script: found by an index, and no more than a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.admission import Reason
from kiosk.domain.facts import Kind
from kiosk.operations import admissions, journal, people
from kiosk.operations.admissions import Ask
from kiosk.store import namesakes
from tests.door_scenes import register
from tests.stations import new_station

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return new_station(tmp_path / "station")


def put(station: Station, **called: dict[str, str]) -> None:
    """Put people on the roll, by what they are known by here."""
    for key, names in called.items():
        register(station, key, **{"name_latin": "", **names})


def others(station: Station, key: str) -> list[str]:
    with station.database.read() as connection:
        one = people._known(connection, key)
        return [other.id for other in namesakes.of(connection, one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name_latin": "Hicham Chikr"}, {"name_latin": "CHIKER Hisham"}),
        ({"name_latin": "Hicham Chikr"}, {"name_arabic": "هشام شيكر"}),
        ({"name_latin": "Hicham Chiker", "name_arabic": "هشام شيكر"}, {"name_arabic": "هشام الشيكر"}),
        ({"name_latin": "Mohamed El Fassi"}, {"name_latin": "Mohammed Elfassi"}),
        ({"name_latin": "Mohamed Alaoui"}, {"name_arabic": "محمد العلوي"}),
        ({"name_latin": "Omar El Amrani"}, {"name_latin": "Omar Elamrani"}),
        ({"name_latin": "Ali T\u0430zi"}, {"name_latin": "Ali Tazi"}),
        ({"name_latin": "Aya"}, {"name_latin": "AYA"}),
    ],
)
def test_spellings_of_one_name_are_namesakes(
    station: Station, one: dict[str, str], other: dict[str, str]
) -> None:
    put(station, one=one, other=other, third={"name_latin": "Nadia Hamdi"})
    assert others(station, "one") == ["other"]
    assert others(station, "other") == ["one"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hamid Benhaddou", "Ahmed Benhaddou"),
        ("Karim Alaoui", "Karima Alaoui"),
        ("Omar Chikr", "Amir Chakir"),
    ],
)
def test_names_that_share_their_consonants_alone_are_not(station: Station, one: str, other: str) -> None:
    put(station, one={"name_latin": one}, other={"name_latin": other})
    assert others(station, "one") == []


def test_who_is_spelt_the_same_comes_first_and_no_more_than_five(station: Station) -> None:
    put(station, one={"name_latin": "Hicham Chiker"})
    put(station, **{f"heard{n}": {"name_latin": "Hisham Chikr"} for n in range(4)})
    put(station, **{f"spelt{n}": {"name_latin": "Hicham Chiker"} for n in range(3)})
    found = others(station, "one")
    assert sorted(found[:3]) == ["spelt0", "spelt1", "spelt2"]
    assert len(found) == 5


def test_a_name_corrected_is_a_namesake_of_the_new_one(station: Station) -> None:
    put(station, one={"name_latin": "Hicham Chiker"}, other={"name_latin": "Nadia Hamdi"})
    people.correct(station, "other", {"name_latin": "Hichem Chiker"})
    assert others(station, "one") == ["other"]


def test_whoever_is_looked_up_is_looked_at_twice_if_another_s_name_sounds_so(station: Station) -> None:
    put(station, one={"name_latin": "Hicham Chikr"}, other={"name_arabic": "هشام شيكر"})
    outcome = admissions.admit(station, Ask("thursday", attendee_id="one"))
    assert outcome.verdict.reason is Reason.SECOND_LOOK
    assert [other.id for other in outcome.others] == ["other"]
    assert journal.log(station, 10, kind=Kind.ADMISSION_GIVEN) == []
    assert [twin.id for twin in people.card(station, "one", "thursday").twins] == ["other"]
    assert admissions.admit(station, Ask("thursday", attendee_id="one", looked=True)).verdict.admitted


def test_they_are_asked_of_an_index(station: Station) -> None:
    with station.database.read() as connection:
        asked = f"EXPLAIN QUERY PLAN {namesakes.CANDIDATES}"
        plan = [row[-1] for row in connection.exec_driver_sql(asked, ("a", "b", "c", 5))]
    assert "MULTI-INDEX OR" in plan
    assert sum("USING INDEX attendee_by_heard_" in step for step in plan) == 2
    assert not any(step.startswith("SCAN") for step in plan)
