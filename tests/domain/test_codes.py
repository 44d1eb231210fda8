"""Our own codes: one spelling, a check character that notices slips, and cleaning of what scanners send."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import codes

BITS = st.integers(min_value=0, max_value=2**codes.RANDOM_BITS - 1)


@given(BITS)
def test_a_code_reads_back_as_itself(bits: int) -> None:
    code = codes.make(bits)
    assert len(code) == 28
    assert code.isalnum()
    assert code == code.upper()
    assert codes.read(code) == code


@given(BITS)
def test_lower_case_spaces_and_dashes_are_the_same_code(bits: int) -> None:
    code = codes.make(bits)
    written = "-".join(code[i : i + 4] for i in range(0, len(code), 4)).lower()
    assert codes.read(f" {written} ") == code


@given(BITS, st.integers(1, 26), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(bits: int, place: int, wrong: str) -> None:
    code = codes.make(bits)
    slipped = code[:place] + wrong + code[place + 1 :]
    assert (codes.read(slipped) is None) == (slipped != code)


def test_nearly_all_swapped_neighbours_are_noticed() -> None:
    # The hybrid systems of the standard miss a few (one in some 700 here); those are nobody's code either.
    dice = random.Random(1)
    swaps = unnoticed = 0
    for _ in range(2000):
        code, place = codes.make(dice.getrandbits(codes.RANDOM_BITS)), dice.randint(1, 25)
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        swaps += swapped != code
        unnoticed += swapped != code and codes.read(swapped) is not None
    assert unnoticed < swaps / 200


def test_different_randomness_gives_different_codes() -> None:
    assert codes.make(1) != codes.make(2)
    assert codes.make(2**129) != codes.make(0)


def test_the_check_character_is_that_of_the_standard() -> None:
    # ISO/IEC 7064 MOD 37,36: the published example of the International Standard Text Code's kin.
    assert codes.check_character("A12425GABC1234002") == "M"


def test_misread_letters_are_taken_for_the_digits_they_look_like() -> None:
    code = codes.make(0)
    assert "0" in code
    typed = code[:-1].replace("0", "O").replace("1", "I") + code[-1]
    assert codes.read(typed) == code


@pytest.mark.parametrize(
    "text",
    ["", "M", "hello", "https://example.org", "X" * 28, "M" + "U" * 27, "م" * 28, "M" + "0" * 26 + "é"],
)
def test_what_is_no_code_of_ours_is_not_read(text: str) -> None:
    assert codes.read(text) is None


@pytest.mark.parametrize(
    ("scan", "cleaned"),
    [
        ("ABC123\r\n", "ABC123"),
        ("\x1dABC\x1d123\x00", "ABC\ufffd123"),
        ("\x02ABC123\x03", "ABC123"),
        ("BEGIN:VCARD\r\nN:A", "BEGIN:VCARDN:A"),
        ("]Q1ABC123", "ABC123"),
        ("\\000026ABC123", "ABC123"),
        ("]Q2\\000026AB\\000003C1", "ABC1"),
        ("]Q2AB\\000003C\\\\1", "ABC\\1"),
        ("ABC\\123456", "ABC\\123456"),
        ("]Q1ABC\\123456\\\\", "ABC\\123456\\\\"),
        ("\x1b[31mABC", "[31mABC"),
        ("  Abc-12.3/x  ", "Abc-12.3/x"),
    ],
)
def test_scans_lose_what_the_scanner_added(scan: str, cleaned: str) -> None:
    assert codes.clean(scan) == cleaned


def test_a_huge_scan_is_cut_before_any_work_on_it() -> None:
    assert len(codes.clean("A" * 1_000_000)) <= 2 * codes.SCAN_LIMIT


@pytest.mark.parametrize(
    ("layout", "typed"),
    [
        ("fr", "EVT&)èKAé?WàQ'ZXYç"),
        ("de", "EVT1ß7KQ2MY0A4WXZ9"),
        ("ara", "\u064f{\ufef91-7\u060c\u064e2\u2019~0\u0650 4\u064b\u0652\u06259"),
    ],
)
def test_a_scrambled_code_is_found_among_its_spellings(layout: str, typed: str) -> None:
    if layout == "ara":
        typed = typed.replace("\u2019", "'").replace(" ", "")
    assert "EVT1-7KQ2MZ0A4WXY9" in codes.spellings(typed)


@given(BITS)
def test_a_code_of_ours_typed_by_a_french_scanner_or_computer_is_read(bits: int) -> None:
    code = codes.make(bits)
    us = "1234567890QWASZMqwaszm;"
    french = "&é\"'(-è_çàAZQSW?azqsw,m"
    assert code in codes.spellings(code.translate(str.maketrans(us, french)))
    assert codes.spellings(code.translate(str.maketrans(french, us)))


def test_a_code_of_ours_scanned_while_somebody_held_shift_is_read() -> None:
    code = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
    shifted = code.translate(str.maketrans("1234567890", "!@#$%^&*()"))
    assert codes.spellings(shifted) == (code,)
    assert code not in codes.spellings(shifted[:-1] + "7")


@pytest.mark.parametrize("scan", ["XYZ", "ABCY", "TICKET-AQ", "", "A" * 600, "AB\ufffd123456"])
def test_a_swap_of_two_letters_is_anothers_code(scan: str) -> None:
    assert codes.read(scan) is None
    assert all(
        len(set(zip(scan, one, strict=False)) - {(c, c) for c in scan}) >= 3 for one in codes.spellings(scan)
    )


@pytest.mark.parametrize(
    ("scan", "unclear"),
    [
        (codes.make(1) + codes.make(2), True),
        (codes.make(1) + "TICKET", True),
        ("TICKET" + codes.make(1), True),
        ("TICKET7TICKET7", True),
        ("AB\ufffd123", True),
        (codes.make(1), False),
        ("1212", False),
        ("TICKET7", False),
        ("0123456789" * 6, True),
        ("0123456789" * 5, False),
        ("", False),
    ],
)
def test_two_codes_in_one_and_spoilt_ones_are_unclear(scan: str, unclear: bool) -> None:
    assert codes.is_unclear(scan) is unclear
