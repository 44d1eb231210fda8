from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.badge import bidi


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("a\u202eb\u202c", "ab"),
        ("\u2067محمد\u2069", "محمد"),
        ("A\x00\x1f\x7f\u0085B", "A B"),
        ("soft\u00adhyphen", "softhyphen"),
        ("  two \n\t spaces\u2028 ", "two spaces"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "x"),
        ("❤\ufe0f", "❤"),
        ("\u200f\u200e", ""),
    ],
)
def test_controls_never_reach_the_page(given: str, printed: str) -> None:
    assert bidi.cleaned(given) == printed


@pytest.mark.parametrize(
    ("text", "right"),
    [("Ahmed", False), ("أحمد", True), ("25 أحمد", True), ("25", False), ("", False), ("(OCP) شركة", False)],
)
def test_the_first_strong_character_says_where_a_line_begins(text: str, right: bool) -> None:
    assert bidi.begins_right(text) is right


# Worked out by hand from UAX #9; capitals of the levels' own examples are Arabic letters here.
@pytest.mark.parametrize(
    ("text", "rtl", "levels"),
    [
        ("car", False, [0, 0, 0]),
        ("أب", True, [1, 1]),
        ("أب", False, [1, 1]),
        ("car أب", False, [0, 0, 0, 0, 1, 1]),
        ("أب car", True, [1, 1, 1, 2, 2, 2]),
        ("أب 25", True, [1, 1, 1, 2, 2]),
        ("أب a 25", True, [1, 1, 1, 2, 2, 2, 2]),
        ("(أ)", True, [1, 1, 1]),
        ("أ (a)", True, [1, 1, 1, 2, 1]),
        ("a - b", True, [2, 2, 2, 2, 2]),
    ],
)
def test_levels_are_those_of_the_unicode_algorithm(text: str, rtl: bool, levels: list[int]) -> None:
    assert bidi.levels(text, rtl=rtl) == levels


def test_what_runs_against_the_line_is_turned_round() -> None:
    assert bidi.visual([(1, "a"), (2, "b"), (2, "c"), (1, "d")]) == ["d", "b", "c", "a"]
    assert bidi.visual([(0, "a"), (1, "b"), (1, "c"), (0, "d")]) == ["a", "c", "b", "d"]
    assert bidi.visual([]) == []


def test_the_algorithm_comes_without_the_library_around_it() -> None:
    program = (
        "import sys; from kiosk.badge import bidi; assert bidi.levels('ا a', rtl=True) == [1, 1, 2];"
        "assert 'fpdf' not in sys.modules and 'fontTools' not in sys.modules;"
        "import fpdf; fpdf.FPDF().add_page()"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
