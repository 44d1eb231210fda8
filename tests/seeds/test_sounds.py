"""The committed sounds are what their script makes, and are fit to be heard a thousand times a day."""

from __future__ import annotations

import array
import math
import wave
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).parents[2] / "resources" / "sounds"
HALF_OF_FULL_SCALE = 16_384  # -6 dBFS

names = pytest.mark.parametrize("name", ["admitted", "attention", "refused", "information"])


def heard(name: str) -> array.array[int]:
    with wave.open(str(FOLDER / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        return array.array("h", file.readframes(file.getnframes()))


def loudness(values: array.array[int]) -> float:
    return math.sqrt(sum(value * value for value in values) / max(1, len(values)))


def pitch_hz(values: array.array[int]) -> float:
    """Count the upward crossings of zero; the first partial is by far the strongest."""
    rises = [index for index, (one, two) in enumerate(pairwise(values)) if one < 0 <= two]
    return 44_100 * (len(rises) - 1) / (rises[-1] - rises[0])


@names
def test_the_committed_sound_is_the_one_the_script_makes(make_sounds: ModuleType, name: str) -> None:
    made = make_sounds.samples(make_sounds.SOUNDS[name])
    kept = heard(name)
    assert len(kept) == len(made)
    # The sine of another C library may round one step apart.
    assert max(abs(one - two) for one, two in zip(kept, made, strict=True)) <= 1


@names
def test_it_is_short_soft_and_does_not_click(name: str) -> None:
    values = heard(name)
    assert (FOLDER / f"{name}.wav").stat().st_size <= 40_000
    assert 0.2 <= len(values) / 44_100 <= 0.6
    assert HALF_OF_FULL_SCALE / 2 < max(map(abs, values)) <= HALF_OF_FULL_SCALE
    assert max(map(abs, values[:20])) < 1_000
    assert max(map(abs, values[-20:])) < 200
    assert max(abs(two - one) for one, two in pairwise(values)) < 4_000


def test_the_verdicts_sound_apart() -> None:
    admitted, attention, refused = heard("admitted"), heard("attention"), heard("refused")
    assert pitch_hz(admitted[:4_000]) < 0.8 * pitch_hz(admitted[-8_000:])
    assert pitch_hz(attention[:4_000]) == pytest.approx(pitch_hz(attention[-8_000:]), rel=0.02)
    assert pitch_hz(refused[:8_000]) > 1.2 * pitch_hz(refused[-8_000:])
    assert loudness(attention[6_400:8_200]) < 0.1 * loudness(
        attention[8_800:12_000]
    )  # a rest between the notes
