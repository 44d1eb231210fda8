"""What is kept of a PIN fits that PIN alone, and nothing damaged or hostile ends the program."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.proofs import pins
from kiosk.proofs.pins import CHEAP, USUAL, hashed, matches

KEPT = hashed("482913", random.Random(1).randbytes, cost=CHEAP)


def test_a_pin_fits_what_was_kept_of_it_and_no_other() -> None:
    assert matches(KEPT, "482913")
    for other in ("482914", "", "48291", "4829130", "٤٨٢٩١٣", "\ud800", "482913\0"):
        assert not matches(KEPT, other)


def test_one_pin_is_never_kept_twice_alike() -> None:
    assert hashed("482913", cost=CHEAP) != hashed("482913", cost=CHEAP)
    assert "482913" not in KEPT


def test_what_a_desk_keeps_costs_a_guesser_time_and_memory() -> None:
    kept = hashed("482913")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert (USUAL.memory_kib, USUAL.rounds, USUAL.lanes) == (65_536, 3, 4)
    assert matches(kept, "482913")


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "482913",
        "$",
        "$argon2id$",
        KEPT[:-1],
        KEPT[:-1] + "é",
        KEPT.replace("argon2id", "argon2i"),
        KEPT.replace("argon2id", "bcrypt"),
        KEPT.replace("v=19", "v=x"),
        KEPT.replace("m=8", "m=-8"),
        KEPT.replace("m=8", "m"),
        KEPT.replace("t=1,", ""),
        KEPT.replace("m=8", "m=" + "9" * 5000),
        "\ud800" * 100,
        "$" * 100_000,
    ],
)
def test_what_is_damaged_fits_no_pin(kept: str) -> None:
    assert not matches(kept, "482913")


@pytest.mark.parametrize("costly", ["m=4194304,t=3,p=4", "m=65536,t=4000000,p=4", "m=65536,t=3,p=4000"])
def test_what_would_cost_more_than_any_of_ours_is_not_tried(costly: str) -> None:
    assert not matches(KEPT.replace("m=8,t=1,p=1", costly), "482913")


@given(st.integers(0, len(KEPT) - 1), st.characters())
def test_any_character_changed_is_no_match_and_no_error(place: int, character: str) -> None:
    changed = KEPT[:place] + character + KEPT[place + 1 :]
    assert matches(changed, "482913") is (changed == KEPT)


@given(st.text(max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    assert not pins.matches(text, "482913")
