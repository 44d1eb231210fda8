from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.badge.breaking import breaks
from kiosk.badge.fitting import Fitted, Frame, fit
from kiosk.badge.fonts import EM
from kiosk.domain.badge import Direction, Weight

FRAME = Frame(
    width_pt=260,
    height_pt=70,
    size_max_pt=40,
    size_min_pt=14,
    weight=Weight.BOLD,
    max_lines=2,
    direction=Direction.AUTO,
)
HARD = [
    "Li",
    "لي",
    "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
    "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
    "مُحَمَّد",
    "شركة OCP Group 25",
    "ⵉⴷⵉⵔ ⵓⵎⵓⵀⵓⵛ",
    "Ġiżḥẓ Ɛǧǧal Ɣuř",
    "Wolfeschlegelsteinhausenbergerdorff",
    "W" * 200,
    "ڭ" * 200,
    "a " * 100,
]


def texts(fitted: Fitted) -> list[str]:
    return [line.text for line in fitted.lines]


def height_pt(fitted: Fitted) -> float:
    """Return the height of the ink between the uppermost and the lowest mark."""
    between = fitted.leading * (len(fitted.lines) - 1)
    return (fitted.lines[0].top / EM - fitted.lines[-1].bottom / EM + between) * fitted.size_pt


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("text", HARD)
def test_every_name_stays_inside_its_box(text: str, weight: Weight, lines: int) -> None:
    fitted = fit(text, replace(FRAME, weight=weight, max_lines=lines))
    assert fitted.lines
    assert len(fitted.lines) <= lines
    assert max(line.width for line in fitted.lines) / EM * fitted.size_pt <= FRAME.width_pt + 1e-6
    assert height_pt(fitted) <= FRAME.height_pt + 1e-6
    assert fitted.size_pt <= FRAME.size_max_pt
    if not fitted.clipped:
        assert " ".join(texts(fitted)).replace("- ", "-") == text.strip()


def test_lines_of_stacked_marks_do_not_touch() -> None:
    fitted = fit("علي مُحَمَّد", replace(FRAME, width_pt=90))
    above, below = fitted.lines
    assert below.top - above.bottom > 1.2 * EM
    assert fitted.leading * EM > below.top - above.bottom


def test_a_short_name_is_as_large_as_allowed() -> None:
    assert fit("Li", FRAME).size_pt == FRAME.size_max_pt


def test_two_lines_are_taken_only_for_larger_letters() -> None:
    assert texts(fit("Ahmed Benali", FRAME)) == ["Ahmed Benali"]
    assert texts(fit("Abdelhakim Benchekroun", FRAME)) == ["Abdelhakim", "Benchekroun"]


def test_lines_of_one_size_are_as_alike_as_can_be() -> None:
    narrow = replace(FRAME, width_pt=170, size_max_pt=18)
    assert texts(fit("Al Omar Benali Touimi Bo", narrow)) == ["Al Omar Benali", "Touimi Bo"]


def test_a_third_line_is_for_what_would_be_too_small() -> None:
    ministry = "Ministère de la Transition numérique et de la Réforme de l’administration"
    roomy = replace(FRAME, width_pt=180, max_lines=3)
    assert len(fit(ministry, roomy).lines) == 3
    assert len(fit(ministry, replace(roomy, size_min_pt=5)).lines) == 2


def test_letters_are_narrowed_before_anything_is_cut() -> None:
    name = "Wolfeschlegelsteinhausen"
    normal = fit(name, FRAME)
    tight = replace(FRAME, size_min_pt=normal.size_pt + 0.5)
    assert fit(name, tight).lines[0].width < normal.lines[0].width
    assert not fit(name, tight).clipped


@pytest.mark.parametrize("text", ["W" * 60, "ش" * 60])
def test_what_is_cut_ends_with_an_ellipsis_and_is_told(text: str) -> None:
    fitted = fit(text, FRAME)
    assert fitted.clipped
    assert fitted.size_pt == FRAME.size_min_pt
    assert texts(fitted)[0].endswith("…")
    assert texts(fitted)[0][:-1] == text[: len(texts(fitted)[0]) - 1]
    assert len(texts(fitted)[0]) > 10


def test_the_direction_of_the_box_goes_before_that_of_the_text() -> None:
    assert fit("OCP", FRAME).lines[0].rtl is False
    assert fit("OCP", replace(FRAME, direction=Direction.RTL)).lines[0].rtl is True
    assert fit("أحمد", replace(FRAME, direction=Direction.LTR)).lines[0].rtl is False


def test_characters_without_a_glyph_are_told_even_when_cut() -> None:
    assert fit("Ali 中文 中", FRAME).missing == "中文"
    assert texts(fit("Ali 中文", FRAME)) == ["Ali"]
    assert fit("W" * 60 + "中", FRAME).missing == "中"
    assert fit("中", FRAME).lines[0].runs == ()


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u202c"])
def test_nothing_gives_no_line(text: str) -> None:
    assert fit(text, FRAME).lines == ()


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("عبد الرحمن اليوسفي", {"عبد الرحمن"}),
        ("عَبْد الرحمن", set()),
        ("محمد بن علي", {"محمد"}),
        ("أبو بكر", set()),
        ("ابن رشد", set()),
        ("آيت منا", set()),
        ("Ben Barka Mehdi", {"Ben Barka"}),
        ("BEN BARKA", set()),
        ("Salma El Idrissi", {"Salma"}),
        ("Aït Ouakrim Ali", {"Aït Ouakrim"}),
        ("Ait Ali", set()),
        ("Jean de la Tour", {"Jean"}),
        ("Bou Craa", set()),
        ("Oum Kalthoum Alami", {"Oum Kalthoum"}),
        ("Fatima-Zahra Alaoui", {"Fatima-Zahra"}),
        ("Fatima-Zahra", {"Fatima-"}),
        ("Ali", set()),
    ],
)
def test_a_name_is_never_broken_after_what_belongs_to_the_next_word(text: str, allowed: set[str]) -> None:
    assert {first for first, _ in breaks(text, 2)} == allowed


def test_all_ways_of_breaking_are_offered() -> None:
    assert set(breaks("a b c d", 3)) == {("a", "b", "c d"), ("a", "b c", "d"), ("a b", "c", "d")}
    assert list(breaks("a b", 1)) == [("a b",)]
    assert list(breaks("a b", 3)) == []
