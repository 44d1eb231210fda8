"""What is found on a badge before it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.badge import layouts
from kiosk.badge.inspecting import LEAST_DOTS, READABLE_PT, Fault, Finding, inspect, is_mixed
from kiosk.badge.means import Flaw
from kiosk.domain.badge import Element, Layout, Panel, PanelPlace, QrBox, TextBox

NAME = TextBox(x_mm=5, y_mm=5, width_mm=30, height_mm=15, template="{name}", size_max_pt=20, size_min_pt=8)


def sheet(*elements: Element, back: tuple[Element, ...] = ()) -> Layout:
    return Layout(id="t", title="T", width_mm=60, height_mm=40, elements=elements, back=back)


def test_every_flaw_of_a_drawn_badge_is_found_before() -> None:
    assert {flaw.value for flaw in Flaw} <= {fault.value for fault in Fault}


def test_a_badge_that_is_well_has_no_finding(a6: Layout, person: dict[str, str]) -> None:
    assert inspect(a6, person) == []


def test_what_is_cut_is_told_with_the_size_it_came_down_to() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff"
    assert inspect(sheet(NAME), {"name": long}) == [Finding(Fault.CLIPPED, long, "{name}", size_pt=8)]


def test_a_name_that_is_small_is_worth_a_look() -> None:
    (found,) = inspect(sheet(replace(NAME, size_min_pt=3)), {"name": "Wolfeschlegelsteinhausenbergerdorff"})
    assert found.fault is Fault.SMALL
    assert 3 <= found.size_pt < READABLE_PT
    small = replace(NAME, template="{company}", size_min_pt=3)
    assert inspect(sheet(small), {"company": "Wolfeschlegelsteinhausenbergerdorff"}) == []


def test_missing_letters_are_named() -> None:
    (found,) = inspect(sheet(NAME), {"name": "Salma 李"})
    assert (found.fault, found.characters) == (Fault.MISSING_GLYPHS, "李")


def test_a_badge_without_a_name_or_a_code_is_told() -> None:
    empty = inspect(sheet(NAME, QrBox(x_mm=5, y_mm=20, side_mm=15)), {"name": " "})
    assert [(one.fault, one.template) for one in empty] == [(Fault.EMPTY, "{name}"), (Fault.EMPTY, "{code}")]


@pytest.mark.parametrize(
    ("side", "dpi", "wrong"), [(14.5, 203, False), (11, 203, False), (10.6, 203, True), (10.6, 300, False)]
)
def test_a_code_too_fine_for_the_printer_is_told(side: float, dpi: int, wrong: bool) -> None:
    code = QrBox(x_mm=5, y_mm=5, side_mm=side)
    found = inspect(sheet(code), {"code": "M4K7Q2ZD9WX0R5TBN8C3GHVYAEJ1"}, dpi=dpi)
    assert [one.fault for one in found] == ([Fault.CODE_SMALL] if wrong else [])
    assert all(one.dots < LEAST_DOTS for one in found)


def test_a_code_that_cannot_be_drawn_is_told() -> None:
    (found,) = inspect(sheet(QrBox(x_mm=5, y_mm=5, side_mm=30)), {"code": "x" * 600})
    assert found.fault is Fault.NOT_DRAWN


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Ahmed Benali", False),
        ("أحمد بنعلي", False),
        ("شركة OCP Group 25", False),
        ("Ahm\u0435d", True),  # a Cyrillic е
        ("Benαli", True),
        ("أحمدBenali", True),
        ("ⵉⴷⵉⵔ Idir", False),
        ("N’Diaye-Ḥemmu 2e", False),
        ("", False),
    ],
)
def test_letters_of_two_scripts_in_one_word_are_a_surprise(text: str, mixed: bool) -> None:
    assert is_mixed(text) is mixed


def test_panels_and_backs_are_looked_at_and_each_finding_told_once() -> None:
    places = (PanelPlace(x_mm=0, y_mm=0), PanelPlace(x_mm=20, y_mm=0))
    panel = Panel(width_mm=20, height_mm=20, at=places, elements=(NAME, NAME))
    found = inspect(sheet(panel, back=(NAME,)), {"name": "李"})
    assert [(one.fault, one.side) for one in found] == [(Fault.MISSING_GLYPHS, 1), (Fault.MISSING_GLYPHS, 2)]


def test_what_is_not_called_for_is_not_looked_at() -> None:
    assert inspect(sheet(replace(NAME, needs=("photo",))), {"name": "李"}) == []


def test_the_small_layouts_keep_their_codes_readable(person: dict[str, str]) -> None:
    for layout in layouts.all_shipped():
        assert not [one for one in inspect(layout, person) if one.fault is Fault.CODE_SMALL]


@pytest.mark.parametrize(
    ("photo", "found"),
    [
        ("", [(Fault.EMPTY, "")]),
        ("gone.jpg", [(Fault.EMPTY, "gone.jpg")]),
        ("bad.jpg", [(Fault.PICTURE_WRONG, "bad.jpg")]),
    ],
)
def test_a_photograph_that_is_not_there_is_told(
    person: dict[str, str], photo: str, found: list[tuple[Fault, str]]
) -> None:
    kept = {"bad.jpg": b"no picture"}
    told = inspect(layouts.shipped("cr80-photo"), {**person, "photo": photo}, pictures=kept.get)
    assert [(one.fault, one.text) for one in told] == found


def test_a_logo_that_nobody_has_taken_in_is_no_remark(person: dict[str, str]) -> None:
    assert inspect(layouts.shipped("tent"), person, pictures=lambda _name: None) == []
