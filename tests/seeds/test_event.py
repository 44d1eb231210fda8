"""The sample event: complete in three languages, its doors in time, its colours told apart by every eye."""

from __future__ import annotations

import csv
import json
import unicodedata
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest

SAMPLE = Path(__file__).parents[2] / "resources" / "sample_event"
EVENT: dict[str, Any] = json.loads((SAMPLE / "event.json").read_text(encoding="utf-8"))
CATEGORIES: list[dict[str, Any]] = EVENT["categories"]
LISTS: list[dict[str, Any]] = EVENT["lists"]

Colour: TypeAlias = tuple[float, float, float]

EYES: dict[str, tuple[Colour, Colour, Colour]] = {
    # What people see who lack one kind of cone, in linear sRGB (Machado, Oliveira, Fernandes 2009).
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no middle cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no short cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def light(colour: str) -> Colour:
    """Return the linear light of `#RRGGBB`."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return bend(red), bend(green), bend(blue)


def bend(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    return weigh((0.2126, 0.7152, 0.0722), light(colour))


def weigh(weights: Colour, values: Colour) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def lab(colour: Colour) -> Colour:
    """Return CIE L*a*b* under D65."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (weigh(row, colour) / white for row, white in zip(rows, (0.9505, 1.0, 1.089), strict=True))
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, eye: str) -> Colour:
    by_row = [min(1.0, max(0.0, weigh(row, light(colour)))) for row in EYES[eye]]
    return lab((by_row[0], by_row[1], by_row[2]))


def folded(text: str) -> str:
    bare = unicodedata.normalize("NFD", text).casefold()
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def test_everything_has_its_words_in_three_languages() -> None:
    named = [EVENT["event"][key] for key in ("title", "theme", "place")]
    named += [one["title"] for one in CATEGORIES + LISTS] + [one["room"] for one in LISTS]
    for words in named:
        assert set(words) == {"fr", "ar", "en"}
        assert all(words.values())
        assert any("ARABIC" in unicodedata.name(letter) for letter in words["ar"])


def test_doors_open_within_the_event() -> None:
    event = EVENT["event"]
    assert (event["first_day"], event["last_day"]) == ("2024-10-23", "2024-10-25")
    assert ZoneInfo(event["time_zone"])
    begin = datetime.combine(date.fromisoformat(event["first_day"]), time())
    end = datetime.combine(date.fromisoformat(event["last_day"]), time()) + timedelta(days=1)
    for one in LISTS:
        assert begin <= datetime.fromisoformat(one["opens"]) < datetime.fromisoformat(one["closes"]) <= end


def test_there_is_an_entrance_a_day_a_room_a_session_and_a_dinner_for_some() -> None:
    ids = [one["id"] for one in LISTS]
    assert len(set(ids)) == len(ids) == 3 + 6 + 1
    assert [one["opens"][:10] for one in LISTS[:3]] == ["2024-10-23", "2024-10-24", "2024-10-25"]
    known = {one["id"] for one in CATEGORIES}
    assert [one["id"] for one in LISTS if one["categories"]] == ["gala-dinner"]
    assert all(set(one["categories"]) < known for one in LISTS)


def test_no_room_holds_two_sessions_at_once() -> None:
    for one, two in combinations(LISTS[3:], 2):
        apart = one["closes"] <= two["opens"] or two["closes"] <= one["opens"]
        assert apart or one["room"] != two["room"], (one["id"], two["id"])


def test_each_word_of_the_roll_means_one_category() -> None:
    meant = [
        {folded(word) for word in (one["id"], *one["title"].values(), *one["aliases"])} for one in CATEGORIES
    ]
    with (SAMPLE / "roll.csv").open(encoding="utf-8-sig", newline="") as file:
        used = {folded(row["Catégorie"]) for row in csv.DictReader(file, delimiter=";")}
    assert used <= set().union(*meant)
    assert all(not one & two for one, two in combinations(meant, 2))


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: str(category["id"]))
def test_black_or_white_text_is_read_on_the_colour(category: dict[str, Any]) -> None:
    shade = luminance(category["colour"])
    ink = luminance("#1B1F2A")
    assert max(1.05 / (shade + 0.05), (shade + 0.05) / (ink + 0.05)) >= 4.5
    assert 1.05 / (shade + 0.05) >= 1.25, "it must show on white paper"


@pytest.mark.parametrize("eye", EYES)
def test_colours_are_told_apart(eye: str) -> None:
    for one, two in combinations(CATEGORIES, 2):
        pairs = zip(seen(one["colour"], eye), seen(two["colour"], eye), strict=True)
        distance = sum((a - b) ** 2 for a, b in pairs) ** 0.5
        assert distance > 35, (one["id"], two["id"])  # 2.3 is just noticed side by side
