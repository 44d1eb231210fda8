"""How names sound: every rule of the tables holds for its own example, and spellings of one name meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import alignment, sound_tables, sounds
from kiosk.domain.alignment import NEAR, Near, likeness
from kiosk.domain.name_parts import is_arabic, part, parts_of
from kiosk.domain.names import fold


@pytest.mark.parametrize("rule", sound_tables.LATIN, ids=lambda rule: rule.letters)
def test_a_rule_of_spelling_is_heard_in_its_example(rule: sound_tables.Rule) -> None:
    assert sounds.of_latin(rule.word) == rule.sounds


@pytest.mark.parametrize(("letter", "sound"), sound_tables.ARABIC.items())
def test_an_arabic_letter_has_its_sound(letter: str, sound: str) -> None:
    assert sounds.of_arabic("م" + letter)[-1:] in (sound, "m")


def heard(word: str) -> str:
    return sounds.of(fold(word), arabic=is_arabic(fold(word)))


@pytest.mark.parametrize("near", NEAR, ids=lambda near: near.pairs)
def test_sounds_that_stand_for_one_another_cost_what_the_table_says(near: Near) -> None:
    for pair in near.pairs.split():
        one, other = f"ma{pair[0]}la", f"ma{pair[1]}la"
        like = likeness(one, other, False, False, begun=False)
        other_like = likeness(one, "mabla", False, False, begun=False)
        assert like >= 1 - near.cost / alignment.weight(one) * 1.5
        assert near.cost >= 0.5 or like >= other_like
    arabic = is_arabic(fold(near.other))
    assert likeness(heard(near.one), heard(near.other), False, arabic, begun=False) > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chikr", "شيكر"),
        ("Rachid", "رشيد"),
        ("Hicham", "هشام"),
        ("7assan", "حسن"),
        ("3omar", "عمر"),
        ("Djamal", "جمال"),
        ("Tarik", "Tariq"),
        ("Khadidja", "Khadija"),
        ("Rhazi", "Ghazi"),
        ("Youssef", "يوسف"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert sounds.skeletons(heard(one)) & sounds.skeletons(heard(other))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Abd El Karim Ben Jelloun", ("abd-karim", "ben-jelloun")),
        ("El Fassi", ("fassi",)),
        ("Nour Eddine Es-Sadiki", ("nour-din", "sadiki")),
        ("عبد الكريم بن جلون", ("عبد-كريم", "بن-جلون")),
        ("نور الدين", ("نور-دين",)),
        ("Dr. Ali Ould Ahmed", ("ali", "ould-ahmed")),
        ("Med Alaoui", ("mohamed", "alaoui")),
        ("El", ("el",)),
        ("", ()),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


def test_tch_is_ch_in_arabic_letters_too() -> None:
    assert sounds.of_latin("richard") in [form.sounds for form in part("ريتشارد").forms]


def test_what_nobody_here_can_say_has_no_sound() -> None:
    assert part("ⵎⵓⵃⵎⵎⴷ").forms == ()
    assert part("0661").forms == ()


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_and_heard(text: str) -> None:
    for word in parts_of(text):
        one = part(word)
        assert all(set(form.sounds) <= set(alignment.SOUNDS) for form in (*one.forms, *one.core))


SPOKEN = st.text(alphabet=alignment.SOUNDS, min_size=1, max_size=12)


@given(SPOKEN, SPOKEN, st.booleans(), st.booleans(), st.booleans())
def test_likeness_is_a_share(one: str, other: str, arabic: bool, also: bool, begun: bool) -> None:
    assert 0 <= likeness(one, other, arabic, also, begun=begun) <= 1
    assert likeness(one, one, arabic, also, begun=begun) == 1
