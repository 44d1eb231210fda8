"""Cleaning and folding of names: the rows 4–9 and 11 of bad input, in both scripts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.names import clean, fold, script
from kiosk.errors import InputRefused, Trouble


@pytest.mark.parametrize(
    "name",
    [
        "Li",
        "Fatima-Zahra Benjelloun",
        "فاطمة الزهراء بنجلون",
        "مُحَمَّد",
        "ⵎⵓⵃⵎⵎⴷ",
        "Ɛli n Ayt Ɣers",
        "O’Brien",
        "Nguyễn",
    ],
)
def test_names_are_kept_as_they_are(name: str) -> None:
    assert clean(name) == unicodedata.normalize("NFC", name)


def test_row_4_a_megabyte_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        clean("A" * 1_000_000)
    assert refused.value.code is Trouble.TEXT_TOO_LONG


def test_row_4_two_hundred_characters_are_the_most() -> None:
    assert clean("A" * 200) == "A" * 200
    with pytest.raises(InputRefused):
        clean("A" * 201)


def test_row_5_direction_controls_go_and_arabic_stays() -> None:
    assert clean("\u202eمحمد\u202c \u2066Ali\u2069\u200f") == "محمد Ali"


def test_row_6_joiners_stay_inside_a_name_and_do_not_tell_two_apart() -> None:
    joined = "مى\u200cخواهم"
    assert clean(joined) == joined
    assert fold(joined) == fold(joined.replace("\u200c", ""))


def test_row_7_composed_and_decomposed_are_the_same() -> None:
    assert clean(unicodedata.normalize("NFD", "Benchékroun")) == "Benchékroun"
    assert fold(unicodedata.normalize("NFD", "Benchékroun")) == fold("Benchékroun") == "benchekroun"


@pytest.mark.parametrize("count", [10, 100, 100_000])
def test_row_8_a_heap_of_marks_is_refused(count: int) -> None:
    with pytest.raises(InputRefused):
        clean("A" + "\u0301" * count)


@pytest.mark.parametrize("bad", ["A\ud800B", "A\ue000B"])
def test_row_9_what_no_printer_prints_is_refused(bad: str) -> None:
    with pytest.raises(InputRefused) as refused:
        clean(bad)
    assert refused.value.code is Trouble.TEXT_NOT_PRINTABLE


def test_row_9_control_characters_become_spaces() -> None:
    assert clean("Ali\x00\x1f\n\tBaba") == "Ali Baba"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إِبْرَاهِيم", "ابراهيم"),
        ("أحمد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("مصطفى", "مصطفي"),
        ("محمـــد", "محمد"),
        ("Aït-El-Hadj", "ait el hadj"),
        ("M'hamed", "Mhamed"),
        ("BENJELLOUN", "Benjelloun"),
        ("Œuvré", "oeuvre"),
        ("𝕬𝖑𝖎", "ali"),
        ("ＡＬＩ", "ali"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Co", "Cn", "Mn"]), max_size=150))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, limit=2000)
    assert clean(once, limit=2000) == once


@pytest.mark.parametrize(
    ("text", "expected"), [("Ali", "latin"), ("محمد", "arabic"), ("محمد Ali بناني", "arabic"), ("", "latin")]
)
def test_the_script_is_that_of_most_letters(text: str, expected: str) -> None:
    assert script(text) == expected
