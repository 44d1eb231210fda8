"""Given names that everybody bears are heard alike, however they are spelt and in whichever script."""

from __future__ import annotations

import pytest

from kiosk.domain.given_names import GIVEN, Given, usual_spelling
from kiosk.domain.name_parts import part, parts_of
from kiosk.store.likeness import alike

SPELLINGS = [(given, spelling) for given in GIVEN for spelling in given.spellings.split()]


@pytest.mark.parametrize(("given", "spelling"), SPELLINGS, ids=[spelling for _, spelling in SPELLINGS])
def test_every_spelling_is_the_name_and_no_other(given: Given, spelling: str) -> None:
    assert usual_spelling(spelling) == given.spellings.split()[0]
    assert usual_spelling(given.arabic) == given.spellings.split()[0]
    assert alike(spelling, given.arabic, begun=False) == 1.0
    assert alike(given.arabic, spelling, begun=False) == 1.0


@pytest.mark.parametrize("word", ["chikr", "mohamedi", "hamadou", "alioui", "شيكر", "محمدي", "karimi"])
def test_other_names_are_none_of_them(word: str) -> None:
    assert usual_spelling(word) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله", "abdellah"),
        ("عبد الإله", "abdelilah"),
        ("عبد الرحمن", "abderrahmane"),
        ("Abd Es Lam", "abdessalam"),
        ("Abd Es Lam", "عبد السلام"),
        ("الحسين", "el houcine"),
        ("نجاة", "najat"),
        ("عز دين", "azzedine"),
    ],
)
def test_names_of_several_words_are_one_in_both_scripts(one: str, other: str) -> None:
    (typed,), (kept,) = parts_of(one), parts_of(other)
    assert alike(typed, kept, begun=False) > 0.9


def test_mohamed_is_neither_mahmoud_nor_mhamdi() -> None:
    for other in ("محمود", "mahmoud", "mhamdi"):
        assert alike("محمد", other, begun=False) < 0.97
    assert part("mohamed").sounds != part("mahmoud").sounds
