"""Are two of the roll one person? What they share, and what tells homonyms apart."""

from __future__ import annotations

import pytest

from kiosk.domain.lookalikes import latinised
from kiosk.domain.twins import Grade, Sign, Traits, judged, written_alike

OCP = Traits(company="ocp")
KNOWN = Traits(email="ali@ocp.ma", phone="+212600000001", company="ocp", function="directeur")


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        (KNOWN, KNOWN, Grade.SURE),
        (KNOWN, Traits(email="ali@ocp.ma"), Grade.SURE),
        (KNOWN, Traits(phone="+212600000001", email="ali@gmail.com", company="oncf"), Grade.SURE),
        (Traits(ticket="T"), Traits(ticket="T", company="ocp"), Grade.SURE),
        (KNOWN, OCP, Grade.LIKELY),
        (KNOWN, Traits(company="ocp", function="directeur"), Grade.LIKELY),
        (KNOWN, Traits(company="ocp", function="stagiaire"), Grade.PERHAPS),
        (KNOWN, Traits(company="ocp", email="ali@gmail.com"), Grade.PERHAPS),
        (KNOWN, Traits(company="ocp", function="stagiaire", email="ali2@ocp.ma"), None),
        (KNOWN, Traits(company="ocp", phone="+212600000002", email="ali2@ocp.ma"), None),
        (KNOWN, Traits(), Grade.PERHAPS),
        (Traits(), Traits(), Grade.PERHAPS),
        (KNOWN, Traits(company="oncf"), None),
        (KNOWN, Traits(phone="+212600000002"), None),
        (KNOWN, Traits(email="ali@gmail.com"), None),
    ],
)
def test_one_name_is_one_person_only_with_something_beside_it(
    one: Traits, other: Traits, grade: Grade | None
) -> None:
    for pair in ((one, other), (other, one)):
        found = judged(Sign.SAME_NAME, 1.0, *pair)
        assert (found.grade if found else None) == grade


@pytest.mark.parametrize(
    ("alike", "other", "grade"),
    [
        (0.8, Traits(email="ali@ocp.ma"), Grade.LIKELY),
        (0.8, OCP, None),
        (0.6, Traits(email="ali@ocp.ma", phone="+212600000001"), None),
    ],
)
def test_names_that_are_only_similar_need_a_way_to_reach_both(
    alike: float, other: Traits, grade: Grade | None
) -> None:
    found = judged(Sign.NEAR_NAME, alike, KNOWN, other)
    assert (found.grade if found else None) == grade


def test_what_two_share_is_told_in_one_order() -> None:
    found = judged(Sign.OTHER_SCRIPT, 0.95, KNOWN, KNOWN)
    assert found is not None
    assert found.signs == (Sign.OTHER_SCRIPT, Sign.SAME_EMAIL, Sign.SAME_PHONE, Sign.SAME_COMPANY)


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Ali Tazi", "TAZI Ali", Sign.SAME_NAME),
        ("Hicham Benche\u0301kroun", "Hicham Benchékroun", Sign.SAME_NAME),
        ("Ali\u200d Tazi", "A\u200bli Tazi", Sign.SAME_NAME),
        ("Ali T\u0430zi", "Ali Tazi", Sign.LOOKALIKE),
        ("\u0410li \u03a4azi", "Ali Tazi", Sign.LOOKALIKE),
        ("Анна Иванова", "Anna Ivanova", None),
        ("", "", None),
        ("Ali Tazi", "Ali Tahiri", None),
    ],
)
def test_rows_6_7_and_12_names_that_are_written_alike(one: str, other: str, sign: Sign | None) -> None:
    assert written_alike(one, other) is sign


def test_letters_of_a_name_in_another_alphabet_stay() -> None:
    assert latinised("Анна Иванова") == "Анна Иванова"
    assert latinised("Αλέξανδρος") == "Αλέξανδρος"
    assert latinised("Marie О. Анна") == "Marie O. Анна"
