"""Finding anyone in either script, as they sound."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.operations import journal, people
from kiosk.operations.station import Station
from kiosk.store.marking import Match
from tests.stations import guest

OTHERS = ("Ali Tazi", "Fatima Bennani", "Samira Bennis", "Mohamed Chakir", "Nadia Hamdi", "Omar Tahiri")


def crowd(station: Station) -> None:
    for name in OTHERS:
        guest(station, name)
    for name in ("هشام شيكر", "طارق حمادو", "فاطمة الزهراء بنجلون"):
        guest(station, "", name_arabic=name)


def first(station: Station, text: str) -> str:
    rows = people.find(station, text, "thursday").rows
    return rows[0].attendee.name if rows else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chikr hicham", "هشام شيكر"),
        ("Hicham Chiker", "هشام شيكر"),
        ("hisham shakir", "هشام شيكر"),
        ("شيكر", "هشام شيكر"),
        ("tarik hammadou", "طارق حمادو"),
        ("hamadou t", "طارق حمادو"),
        ("Tariq Hamado", "طارق حمادو"),
        ("fatimazahra", "فاطمة الزهراء بنجلون"),
        ("bendjelloun", "فاطمة الزهراء بنجلون"),
        ("علي التازي", "Ali Tazi"),
        ("samira benis", "Samira Bennis"),
        ("smaira bennis", "Samira Bennis"),
        ("نادية حمدي", "Nadia Hamdi"),
        ("3omar", "Omar Tahiri"),
        ("TAHIRI Omar", "Omar Tahiri"),
    ],
)
def test_a_name_is_found_in_either_script(station: Station, text: str, name: str) -> None:
    crowd(station)
    assert first(station, text) == name


def test_equals_come_in_the_order_of_who_is_expected(station: Station) -> None:
    ids = []
    for company in ("OCP", "ONCF"):
        outcome = people.walk_in(station, {"name_latin": "Ali Tazi", "company": company}, "press-room")
        assert outcome.attendee is not None
        ids.append(outcome.attendee.id)
    guest(station, "Ali Tazi", company="IN ALREADY")
    assert [row.attendee.company for row in people.find(station, "ali tazi", "thursday").rows][
        -1
    ] == "IN ALREADY"


def test_a_name_with_a_company_is_found_though_it_is_misspelt(station: Station) -> None:
    guest(station, "Ali Benjelloun", company="ONCF")
    guest(station, "Omar Benjelloun", company="OCP Group")
    assert first(station, "benjeloun ocp") == "Omar Benjelloun"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("hich", ["Hich"]),
        ("chikr", ["Chiker", "شيكر"]),
        ("هشام", ["Hicham", "هشام"]),
        ("ocp", ["OCP"]),
        ("benali", ["Ben Ali"]),
        ("0661", ["661"]),
        ("emi", ["Émi"]),
    ],
)
def test_what_matched_is_told(station: Station, text: str, marked: list[str]) -> None:
    guest(
        station, "Émile Hicham Chiker Ben Ali", name_arabic="هشام شيكر", company="OCP", phone="+212661000003"
    )
    (row,) = people.find(station, text, "thursday").rows
    told = [getattr(row.attendee, one.field)[one.start : one.end] for one in row.matched]
    assert [word for word in told if word in marked] == marked
    assert all(isinstance(one, Match) for one in row.matched)


@settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60) | st.text(alphabet='"*():^-+{}ANDORNEAR \u202e\u0640\u0651😀عبدال', max_size=40)
)
def test_any_text_only_looks_up(station: Station, text: str) -> None:
    people.find(station, text, "thursday")
    people.find(station, text + "a" * 10_000, "thursday")


def test_a_rebuilt_index_finds_the_same(station: Station) -> None:
    crowd(station)
    before = [people.find(station, text, "thursday") for text in ("chikr", "tazi", "fatima")]
    journal.rebuild(station)
    assert [people.find(station, text, "thursday") for text in ("chikr", "tazi", "fatima")] == before
