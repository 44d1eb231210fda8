"""Colours can be read and told apart, and the style sheet has no holes."""

from __future__ import annotations

import pytest

from kiosk.ui.appearance import DARK, LIGHT, Colours, sheet
from kiosk.ui.widgets.chips import ink_on, luminance


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 14),
        ("ink", "raised", 13),
        ("ink", "chosen", 7),
        ("muted", "paper", 6),
        ("muted", "raised", 6),
        ("muted", "hover", 4.5),
        ("muted", "chosen", 4.5),
        ("accent", "paper", 7),
        ("accent_ink", "accent", 7),
        ("admitted_ink", "admitted", 5),
        ("attention_ink", "attention", 8.9),
        ("refused_ink", "refused", 6),
        ("information_ink", "information", 6.5),
    ],
)
def test_letters_stand_out(shown: Colours, ink: str, ground: str, least: float) -> None:
    assert contrast(getattr(shown, ink), getattr(shown, ground)) >= least


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_every_colour_and_size(shown: Colours) -> None:
    written = sheet(shown, 1.5)
    assert "$" not in written
    assert "60px" in written  # 40 and a half more


@pytest.mark.parametrize("colour", ["#3D35B5", "#E5DFA4", "#2BB5B5", "#E69F1A", "#8C0C0C", "#777777"])
def test_a_categorys_word_stands_out_on_its_colour(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= 3.9
