from __future__ import annotations

import pytest

from kiosk.badge.colours import DARK, LIGHT, ink_on, rgb


@pytest.mark.parametrize(
    ("colour", "parts"),
    [
        ("#FF0080", (1.0, 0.0, 128 / 255)),
        ("#ff0080", (1.0, 0.0, 128 / 255)),
        ("red", None),
        ("#FFF", None),
        ("", None),
    ],
)
def test_a_colour_is_six_hexadecimal_digits(colour: str, parts: tuple[float, float, float] | None) -> None:
    assert rgb(colour) == parts


@pytest.mark.parametrize(
    ("ground", "ink"),
    [
        ("#3D35B5", LIGHT),
        ("#E8A317", DARK),
        ("#E6E0A8", DARK),
        ("#950404", LIGHT),
        ("#FFFFFF", DARK),
        ("#000000", LIGHT),
    ],
)
def test_the_ink_is_the_one_that_reads_best(ground: str, ink: str) -> None:
    assert ink_on(ground) == ink
