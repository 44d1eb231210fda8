"""What a rule says against an entry is said so that a guest understands it, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk import language, words
from kiosk.domain import rules
from kiosk.domain.people import Category, Words
from kiosk.domain.scenes import Bar, Hindrance, Scene
from kiosk.words.moments import either
from tests.words.isolation import strays

ZONE = ZoneInfo("Africa/Casablanca")
TODAY = date(2024, 10, 24)
NOW = datetime(2024, 10, 24, 11, 0, tzinfo=UTC)  # 12:00 at Marrakech
PRESS = Category("press", Words(fr="Zzpresse", ar="صحافة", en="Zzpress"), "#A3161A")


@pytest.fixture(params=language.LANGUAGES, autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def said(one: Hindrance) -> str:
    return words.hindrance(one, ZONE, TODAY, {"press": PRESS})


FULL = {
    Bar.CATEGORY: Hindrance(Bar.CATEGORY, names=("press", "VIP")),
    Bar.VARIATION: Hindrance(Bar.VARIATION, names=("Étudiant",)),
    Bar.GATE: Hindrance(Bar.GATE, names=("Accueil 1",)),
    Bar.WEEKDAY: Hindrance(Bar.WEEKDAY, names=("1", "7")),
    Bar.BROKEN: Hindrance(Bar.BROKEN, text='unknown operator: {"x": 1}'),
    Bar.OTHER: Hindrance(Bar.OTHER, text='{"x": 1}'),
}


@pytest.mark.parametrize("bar", Bar)
def test_every_bar_has_a_sentence_whatever_is_known_of_it(bar: Bar) -> None:
    full = FULL.get(bar, Hindrance(bar, at=NOW, limit=2, count=3))
    for one in (full, Hindrance(bar)):
        text = said(one)
        assert text
        assert text == text.strip(" :")
        assert "{" not in text.replace(one.text, "")
        assert strays(text) == []


def test_a_moment_is_told_with_its_day_unless_that_is_today_in_the_events_zone() -> None:
    late = datetime(2024, 10, 24, 23, 30, tzinfo=UTC)  # 00:30 on the 25th at Marrakech
    assert "25/10" in words.when(late, ZONE, TODAY)
    assert "25/10" not in words.when(late, ZONE, date(2024, 10, 25))


TOLD = [
    (Hindrance(Bar.NOT_BEFORE, at=NOW), "12:00"),
    (Hindrance(Bar.NOT_AFTER, at=NOW.replace(day=26)), "26/10"),
    (Hindrance(Bar.TOO_SOON, at=NOW, limit=40), "12:00"),
    (Hindrance(Bar.TOO_LONG_AGO, limit=90), "90"),
    (Hindrance(Bar.ENTRIES_TODAY, limit=4, count=5), "4"),
    (Hindrance(Bar.ENTRIES_TODAY, limit=4, count=5), "5"),
    (Hindrance(Bar.ENTRIES_SINCE, limit=1, count=1, at=NOW), "12:00"),
    (FULL[Bar.CATEGORY], "VIP"),
    (FULL[Bar.GATE], "Accueil 1"),
    (FULL[Bar.BROKEN], "unknown operator"),
]


@pytest.mark.parametrize(("one", "what"), TOLD)
def test_what_stands_in_the_way_is_told_with_its_time_number_or_name(one: Hindrance, what: str) -> None:
    assert what in said(one)


def test_a_category_is_called_by_its_title(spoken: str) -> None:
    assert PRESS.title.best(spoken) in said(FULL[Bar.CATEGORY])
    assert "\u2068press\u2069" not in said(FULL[Bar.CATEGORY])


@pytest.mark.parametrize("bar", [Bar.CATEGORY, Bar.VARIATION, Bar.GATE, Bar.WEEKDAY])
def test_where_no_name_would_do_none_is_promised(bar: Bar) -> None:
    assert ":" not in said(Hindrance(bar))


def test_the_days_of_the_week_begin_with_monday(spoken: str) -> None:
    assert len({words.weekday(day) for day in range(1, 8)}) == 7
    if spoken == "en":
        assert (words.weekday(1), words.weekday(7)) == ("Monday", "Sunday")


def test_alternatives_are_told_as_such() -> None:
    one = either(["A", "B", "C"])
    assert one.index("A") < one.index("B") < one.index("C")
    assert either(["A"]) == "A"
    assert either([]) == ""


def test_what_the_rules_find_can_be_said() -> None:
    rule = {
        "or": [
            {"isAfter": [{"var": "now"}, {"buildTime": ["customtime", "14:00"]}, None]},
            {"inList": [{"var": "product"}, {"objectList": [{"lookup": ["product", "7", "VIP"]}]}]},
        ]
    }
    found = rules.hindrances(rule, Scene(NOW, ZONE, category="press"))
    text = either(map(said, found))
    assert "14:00" in text
    assert "VIP" in text
