"""Looking up, correcting and registering."""

from __future__ import annotations

import unicodedata

import pytest

from kiosk.domain.admission import Reason
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import journal, people
from kiosk.operations.people import walk_in
from kiosk.operations.station import Station
from tests.stations import Clock, guest


def names(station: Station, text: str) -> list[str]:
    return [row.attendee.name for row in people.find(station, text, "thursday").rows]


def test_results_from_two_characters_on(station: Station) -> None:
    guest(station, "Fatima-Zahra Benjelloun")
    assert names(station, "b") == []
    assert names(station, "be") == ["Fatima-Zahra Benjelloun"]


@pytest.mark.parametrize(
    "text",
    ["benj", "BENJELLOUN fat", "fatima zahra", "zahra", "بنجلون", "فاطمه", "ocp", "0661", "+212661000003",
     "00212 661 00 00 03", "0003", "fz@example.ma"],
)  # fmt: skip
def test_a_person_is_found_by_whatever_is_known(station: Station, text: str) -> None:
    guest(
        station,
        "Fatima-Zahra Benjelloun",
        name_arabic="فاطمة الزهراء بنجلون",
        company="OCP",
        phone="06 61 00 00 03",
        email="fz@example.ma",
    )
    guest(station, "Ali Tazi")
    assert names(station, text) == ["Fatima-Zahra Benjelloun"]


def test_the_nearest_name_comes_first(station: Station) -> None:
    for name in ("Alima Benali", "Ben Ali", "Ali Ben", "Rania Alioua"):
        guest(station, name)
    assert names(station, "ali ben")[:2] == ["Ali Ben", "Ben Ali"]


def test_a_whole_code_finds_its_holder_alone(station: Station) -> None:
    outcome = guest(station, "Ali Tazi")
    guest(station, "Ali Tahiri")
    assert names(station, outcome.code.lower()) == ["Ali Tazi"]


def test_row_7_composed_and_decomposed_find_the_same(station: Station) -> None:
    guest(station, unicodedata.normalize("NFD", "Benchékroun"))
    assert names(station, "Benchékroun") == names(station, "benchek") == ["Benchékroun"]


@pytest.mark.parametrize(
    "text",
    ['"', "'); DROP TABLE attendee; --", "names:ali", "ali*", "NEAR(a b)", "a OR b", "-ali", "^ali",
     "\x00ali\x1b",
     "😀😀", "ⵎⵓ", "ا" * 10_000, "ab " * 5000, "\u202eali", "ali \ud800", "%_%", "{}()[]", "ＡＬＩ", "ﷺ ﷺ"],
)  # fmt: skip
def test_hostile_text_is_only_text(station: Station, text: str) -> None:
    guest(station, "Ali Tazi")
    people.find(station, text, "thursday")
    assert names(station, "ali") == ["Ali Tazi"]


def test_row_10_a_name_that_looks_like_sql_is_a_name(station: Station) -> None:
    guest(station, "'); DROP TABLE attendee; --")
    assert names(station, "drop table") == ["'); DROP TABLE attendee; --"]


def test_more_than_asked_for_is_said(station: Station) -> None:
    for n in range(4):
        guest(station, f"Ali Tazi {n}")
    found = people.find(station, "tazi", "thursday", limit=3)
    assert (len(found.rows), found.more) == (3, True)


def test_a_correction_changes_what_is_found_and_shown(station: Station, clock: Clock) -> None:
    outcome = guest(station, "Ali Benani", company="OCP")
    assert outcome.attendee is not None
    clock.later(5)
    people.correct(station, outcome.attendee.id, {"name_latin": " Ali  Tahiri ", "phone": "0661-00 00 03"})
    card = people.card(station, outcome.attendee.id, "thursday")
    assert (card.attendee.name, card.attendee.phone) == ("Ali Tahiri", "+212661000003")
    assert names(station, "tahiri") == ["Ali Tahiri"]
    assert names(station, "benani") == []
    fact = journal.log(station, 1)[0].content()
    assert fact["was"] == {"name_latin": "Ali Benani", "phone": ""}


@pytest.mark.parametrize("changes", [{"phone": "0661000004"}, {"email": "ali@example.ma"}, {"note": "VIP"}])
def test_a_correction_of_one_field_leaves_the_others(station: Station, changes: dict[str, str]) -> None:
    outcome = guest(station, "Ali Benani", phone="0661000003", email="a.benani@example.ma")
    assert outcome.attendee is not None
    now = people.correct(station, outcome.attendee.id, changes)
    kept = {"name_latin", "phone", "email", "note"} - set(changes)
    assert {name: getattr(now, name) for name in kept} == {
        name: getattr(outcome.attendee, name) for name in kept
    }


def test_a_correction_that_changes_nothing_writes_nothing(station: Station) -> None:
    outcome = guest(station, "Ali Benani")
    assert outcome.attendee is not None
    before = len(journal.log(station))
    people.correct(station, outcome.attendee.id, {"name_latin": "Ali Benani"})
    assert len(journal.log(station)) == before


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"name_latin": "x" * 201}, Trouble.TEXT_TOO_LONG),
        ({"name_latin": "", "name_arabic": ""}, Trouble.NAME_MISSING),
        ({"name_latin": "  "}, Trouble.NAME_MISSING),
        ({"name_latin": "😀"}, Trouble.NAME_MISSING),
        ({"name_latin": "a\ud800"}, Trouble.TEXT_NOT_PRINTABLE),
        ({"phone": "12"}, Trouble.PHONE_WRONG),
        ({"email": "nobody"}, Trouble.EMAIL_WRONG),
        ({"category": "king"}, Trouble.UNKNOWN_CATEGORY),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_written(
    station: Station, changes: dict[str, str], trouble: Trouble
) -> None:
    outcome = guest(station, "Ali Benani")
    assert outcome.attendee is not None
    before = len(journal.log(station))
    with pytest.raises(InputRefused) as refused:
        people.correct(station, outcome.attendee.id, changes)
    assert refused.value.code is trouble
    with pytest.raises(InputRefused):
        walk_in(station, {"category": "participant", **changes}, "thursday")
    assert len(journal.log(station)) == before


@pytest.mark.parametrize("name", ["null", "N", "ⵎⵓⵃⵎⵎⴷ", "<b>Ali</b>", "محمد"])
def test_row_11_odd_but_possible_names_are_taken(station: Station, name: str) -> None:
    field = "name_arabic" if name == "محمد" else "name_latin"
    outcome = walk_in(station, {field: name, "category": "press"}, "thursday")
    assert outcome.verdict.admitted
    assert outcome.attendee is not None
    assert outcome.attendee.name == name


def test_a_walk_in_is_registered_admitted_and_printed_in_one_act(station: Station) -> None:
    outcome = walk_in(
        station, {"name_arabic": "محمد علوي", "company": "OCP", "category": "speaker"}, "thursday"
    )
    assert outcome.verdict.reason is Reason.VALID
    assert outcome.job_id
    assert names(station, "علوي") == ["محمد علوي"]


def test_somebody_without_a_category_has_none(station: Station) -> None:
    outcome = walk_in(station, {"name_latin": "Ali Tazi"}, "thursday")
    assert outcome.category is None
    assert people.find(station, "tazi", "thursday").rows[0].category is None


def test_homonyms_know_of_each_other(station: Station) -> None:
    one, other = (
        guest(station, "Mohamed Alaoui", company="OCP"),
        guest(station, "MOHAMED  Alaoui", company="ONCF"),
    )
    assert one.attendee is not None
    assert other.attendee is not None
    assert people.card(station, one.attendee.id, "thursday").twins == (other.attendee,)
