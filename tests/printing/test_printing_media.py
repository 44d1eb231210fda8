from __future__ import annotations

import pytest

from kiosk.printing import media

NAMED = ("iso_a4_210x297mm", "iso_a6_105x148mm", "iso_a7_74x105mm", "oe_4x3_4x3in", "om_card_54x86mm")
RANGE = ("custom_min_20x20mm", "custom_max_8.5x14in")


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((105, 148), "iso_a6_105x148mm"),
        ((74, 105), "iso_a7_74x105mm"),
        ((101.6, 76.2), "oe_4x3_4x3in"),
        ((53.98, 85.6), "om_card_54x86mm"),
        ((105.2, 147.9), "iso_a6_105x148mm"),
    ],
)
def test_paper_is_called_as_the_queue_calls_it(size: tuple[float, float], name: str) -> None:
    assert media.name(size, NAMED) == name
    assert media.name(size, (*RANGE, *NAMED)) == name


@pytest.mark.parametrize("size", [(62, 100), (148, 105), (106, 148), (105, 147)])
def test_paper_that_the_queue_does_not_know_has_no_name(size: tuple[float, float]) -> None:
    assert media.name(size, NAMED) is None


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((62, 100), "custom_badge_62x100mm"),
        ((85.6, 53.98), "custom_badge_85.6x53.98mm"),
        ((20, 20), "custom_badge_20x20mm"),
        ((19.9, 30), None),
        ((215, 356), None),
    ],
)
def test_other_paper_is_called_by_its_size_within_the_limits(
    size: tuple[float, float], name: str | None
) -> None:
    assert media.name(size, (*NAMED, *RANGE)) == name


def test_the_nearest_of_two_is_chosen() -> None:
    assert media.name((105, 148), ("om_near_105.4x148mm", "iso_a6_105x148mm")) == "iso_a6_105x148mm"


def test_names_without_a_size_are_passed_over() -> None:
    assert (
        media.name((105, 148), ("auto", "A6", "custom_min_20x20mm", "iso_a6_105x148mm")) == "iso_a6_105x148mm"
    )
