"""What a guest is told when a list's rule says no: the part that refuses, and what it would have taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.rules import Bar, Hindrance, Scene, hindrances

NOW = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)  # a Thursday, 09:42 in Casablanca
NINE = datetime(2024, 10, 24, 9, tzinfo=UTC)
EIGHT = datetime(2024, 10, 24, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TWICE = (NOW - timedelta(days=1), NOW - 10 * MINUTE)


def var(name: str) -> Any:
    return {"var": name}


def at(moment: datetime) -> Any:
    return {"buildTime": ["custom", moment.isoformat()]}


def things(name: str, *titles: str) -> Any:
    return {
        "inList": [var(name), {"objectList": [{"lookup": [name, f"{n}", t]} for n, t in enumerate(titles)]}]
    }


def one(bar: Bar, **values: Any) -> tuple[Hindrance, ...]:
    return (Hindrance(bar, **values),)


def of(rule: Any, **values: Any) -> tuple[Hindrance, ...]:
    scene = {
        "now": NOW,
        "zone": ZoneInfo("Africa/Casablanca"),
        "category": "speaker",
        "entries": TWICE,
        **values,
    }
    return hindrances(rule, Scene(**scene))


NUMBER, LAST = var("entries_number"), var("minutes_since_last_entry")
CASES: dict[str, tuple[Any, tuple[Hindrance, ...]]] = {
    "only after": ({"isAfter": [var("now"), at(NINE)]}, one(Bar.NOT_BEFORE, at=NINE)),
    "only after, with tolerance": (
        {"isAfter": [var("now"), at(NINE), 5]},
        one(Bar.NOT_BEFORE, at=NINE - 5 * MINUTE),
    ),
    "only before": ({"isBefore": [var("now"), at(EIGHT)]}, one(Bar.NOT_AFTER, at=EIGHT)),
    "only before, with tolerance": (
        {"isBefore": [var("now"), at(EIGHT), 5]},
        one(Bar.NOT_AFTER, at=EIGHT + 5 * MINUTE),
    ),
    "turned round: after": ({"isBefore": [at(NINE), var("now")]}, one(Bar.NOT_BEFORE, at=NINE)),
    "turned round: before": (
        {"isAfter": [at(EIGHT), var("now"), 5]},
        one(Bar.NOT_AFTER, at=EIGHT + 5 * MINUTE),
    ),
    "not after": (
        {"!": [{"isAfter": [var("now"), at(EIGHT), 5]}]},
        one(Bar.NOT_AFTER, at=EIGHT - 5 * MINUTE),
    ),
    "not before": ({"!": [{"isBefore": [var("now"), at(NINE)]}]}, one(Bar.NOT_BEFORE, at=NINE)),
    "compared: after": ({">=": [var("now"), at(NINE)]}, one(Bar.NOT_BEFORE, at=NINE)),
    "compared: before": ({"<": [var("now"), at(EIGHT)]}, one(Bar.NOT_AFTER, at=EIGHT)),
    "compared: the other way round": ({">": [at(EIGHT), var("now")]}, one(Bar.NOT_AFTER, at=EIGHT)),
    "between, too early": ({"<": [at(NINE), var("now"), at(NINE + MINUTE)]}, one(Bar.NOT_BEFORE, at=NINE)),
    "between, too late": ({"<=": [at(EIGHT), var("now"), at(EIGHT)]}, one(Bar.NOT_AFTER, at=EIGHT)),
    "two dates without now": (
        {"isAfter": [at(EIGHT), at(NINE)]},
        one(Bar.OTHER, text=json.dumps({"isAfter": [at(EIGHT), at(NINE)]})),
    ),
    "fewer than": ({"<": [NUMBER, 2]}, one(Bar.ENTRIES, limit=2, count=2)),
    "at most": ({"<=": [NUMBER, 1]}, one(Bar.ENTRIES, limit=2, count=2)),
    "the limit first": ({">": [2, NUMBER]}, one(Bar.ENTRIES, limit=2, count=2)),
    "the limit first, at most": ({">=": [1, NUMBER]}, one(Bar.ENTRIES, limit=2, count=2)),
    "not as many": ({"!": [{">=": [NUMBER, 2]}]}, one(Bar.ENTRIES, limit=2, count=2)),
    "never yet": ({"==": [NUMBER, 0]}, one(Bar.ENTRIES, limit=1, count=2)),
    "a half is rounded up": ({"<": [NUMBER, 1.5]}, one(Bar.ENTRIES, limit=2, count=2)),
    "a limit worked out": (
        {"<": [NUMBER, {"if": [{"==": [var("product"), "vip"]}, 9, 1]}]},
        one(Bar.ENTRIES, limit=1, count=2),
    ),
    "no limit makes sense": ({"<": [NUMBER, -3]}, one(Bar.ENTRIES, limit=0, count=2)),
    "today": ({"<": [var("entries_today"), 1]}, one(Bar.ENTRIES_TODAY, limit=1, count=1)),
    "days": ({"<": [var("entries_days"), 2]}, one(Bar.DAYS, limit=2, count=2)),
    "since": ({"<": [{"entries_since": [at(EIGHT)]}, 1]}, one(Bar.ENTRIES_SINCE, at=EIGHT, limit=1, count=1)),
    "before": ({"<": [{"entries_before": [at(NINE)]}, 2]}, one(Bar.ENTRIES, at=NINE, limit=2, count=2)),
    "days before": ({"<": [{"entries_days_before": at(NINE)}, 1]}, one(Bar.DAYS, at=NINE, limit=1, count=2)),
    "must have come": ({">=": [NUMBER, 3]}, one(Bar.NEVER_CAME, limit=3, count=2)),
    "must have come more often": ({"<": [2, NUMBER]}, one(Bar.NEVER_CAME, limit=3, count=2)),
    "must have come since": (
        {">": [{"entries_since": [at(NINE)]}, 0]},
        one(Bar.NEVER_CAME, at=NINE, limit=1, count=0),
    ),
    "a strange number": ({"!=": [NUMBER, 2]}, one(Bar.OTHER, text=json.dumps({"!=": [NUMBER, 2]}))),
    "too soon": ({">": [LAST, 30]}, one(Bar.TOO_SOON, limit=31, at=TWICE[1] + 31 * MINUTE)),
    "too soon, at least": ({">=": [LAST, 30]}, one(Bar.TOO_SOON, limit=30, at=TWICE[1] + 30 * MINUTE)),
    "too soon, the other way round": (
        {"<=": [30, LAST]},
        one(Bar.TOO_SOON, limit=30, at=TWICE[1] + 30 * MINUTE),
    ),
    "too soon after the first": (
        {">=": [var("minutes_since_first_entry"), 2000]},
        one(Bar.TOO_SOON, limit=2000, at=TWICE[0] + 2000 * MINUTE),
    ),
    "too long ago": ({"<": [LAST, 5]}, one(Bar.TOO_LONG_AGO, limit=5)),
    "must never have come": ({"==": [LAST, -1]}, one(Bar.ENTRIES, limit=1, count=2)),
    "category": (things("product", "Presse", "Orateur"), one(Bar.CATEGORY, names=("Presse", "Orateur"))),
    "category, without titles": (things("product", ""), one(Bar.CATEGORY, names=("0",))),
    "category is": ({"==": [var("category"), "vip"]}, one(Bar.CATEGORY, names=("vip",))),
    "category, the other way round": ({"===": ["vip", var("product")]}, one(Bar.CATEGORY, names=("vip",))),
    "category in a plain list": ({"in": [var("product"), ["vip", 3]]}, one(Bar.CATEGORY, names=("vip", "3"))),
    "category in a made list": (
        {"inList": [var("product"), {"merge": ["vip", ["press"]]}]},
        one(Bar.CATEGORY, names=("vip", "press")),
    ),
    "not this category": ({"!": [{"in": [var("product"), ["speaker"]]}]}, one(Bar.CATEGORY)),
    "is not this category": ({"!=": [var("product"), "speaker"]}, one(Bar.CATEGORY)),
    "variation": (things("variation", "VIP"), one(Bar.VARIATION, names=("VIP",))),
    "gate": (things("gate", "Porte B"), one(Bar.GATE, names=("Porte B",))),
    "weekday": ({"==": [var("now_isoweekday"), 6]}, one(Bar.WEEKDAY, names=("6",))),
    "weekdays": ({"<": [var("now_isoweekday"), 3]}, one(Bar.WEEKDAY, names=("1", "2"))),
    "weekdays, the other way round": ({"<=": [6, var("now_isoweekday")]}, one(Bar.WEEKDAY, names=("6", "7"))),
    "not on this weekday": (
        {"!=": [var("now_isoweekday"), 4]},
        one(Bar.WEEKDAY, names=("1", "2", "3", "5", "6", "7")),
    ),
    "weekdays in a list": ({"in": [var("now_isoweekday"), [6, 7]]}, one(Bar.WEEKDAY, names=("6", "7"))),
    "weekdays as texts": ({"inList": [var("now_isoweekday"), ["1"]]}, one(Bar.WEEKDAY, names=("1",))),
    "weekdays one by one": (
        {"or": [{"==": [var("now_isoweekday"), day]} for day in (7, 6)]},
        one(Bar.WEEKDAY, names=("6", "7")),
    ),
    "must be inside": ({"==": [var("entry_status"), "present"]}, one(Bar.OUTSIDE)),
    "must not be outside": ({"!=": [var("entry_status"), "absent"]}, one(Bar.OUTSIDE)),
    "and tells the first": (
        {"and": [True, {"<": [NUMBER, 2]}, {"isAfter": [var("now"), at(NINE)]}]},
        one(Bar.ENTRIES, limit=2, count=2),
    ),
    "or tells all": (
        {"or": [{"<": [NUMBER, 2]}, {"isAfter": [var("now"), at(NINE)]}]},
        (*one(Bar.ENTRIES, limit=2, count=2), *one(Bar.NOT_BEFORE, at=NINE)),
    ),
    "or tells categories together": (
        {"or": [{"==": [var("product"), "vip"]}, {"<": [NUMBER, 2]}, things("product", "Presse")]},
        (*one(Bar.CATEGORY, names=("vip", "Presse")), *one(Bar.ENTRIES, limit=2, count=2)),
    ),
    "or tells a thing once": ({"or": [{"<": [NUMBER, 2]}] * 2}, one(Bar.ENTRIES, limit=2, count=2)),
    "or tells three at most": (
        {"or": [{"<": [NUMBER, limit]} for limit in (2, 1, 0, -1)]},
        tuple(Hindrance(Bar.ENTRIES, limit=limit, count=2) for limit in (2, 1, 0)),
    ),
    "a window that closed does not matter where one will open": (
        {"or": [{"isBefore": [var("now"), at(EIGHT)]}, {"isAfter": [var("now"), at(NINE)]}]},
        one(Bar.NOT_BEFORE, at=NINE),
    ),
    "that it is not the first time does not matter where waiting helps": (
        {"or": [{"==": [LAST, -1]}, {">=": [LAST, 30]}]},
        one(Bar.TOO_SOON, limit=30, at=TWICE[1] + 30 * MINUTE),
    ),
    "neither": (
        {"!": [{"or": [{"==": [var("product"), "vip"]}, {">": [NUMBER, 1]}]}]},
        one(Bar.ENTRIES, limit=2, count=2),
    ),
    "not both": (
        {"!": [{"and": [{"==": [var("product"), "speaker"]}, {">": [NUMBER, 1]}]}]},
        (*one(Bar.CATEGORY), *one(Bar.ENTRIES, limit=2, count=2)),
    ),
    "twice not": ({"!": [{"!": [{"<": [NUMBER, 2]}]}]}, one(Bar.ENTRIES, limit=2, count=2)),
    "truly": ({"!!": [{"<": [NUMBER, 2]}]}, one(Bar.ENTRIES, limit=2, count=2)),
    "if, the branch": ({"if": [True, {"<": [NUMBER, 2]}, True]}, one(Bar.ENTRIES, limit=2, count=2)),
    "if, the condition": ({"if": [{"<": [NUMBER, 2]}, True, False]}, one(Bar.ENTRIES, limit=2, count=2)),
    "if, the condition that must not be": (
        {"if": [{">=": [NUMBER, 2]}, False, True]},
        one(Bar.ENTRIES, limit=2, count=2),
    ),
    "if, nothing else": ({"if": [{"<": [NUMBER, 2]}, True]}, one(Bar.ENTRIES, limit=2, count=2)),
    "if, always no": ({"if": [False]}, one(Bar.OTHER, text='{"if": [false]}')),
    "always no": (False, one(Bar.OTHER, text="false")),
    "something else": ({"==": [1, "é"]}, one(Bar.OTHER, text='{"==": [1, "é"]}')),
    "not something else": ({"!": [{"cat": "x"}]}, one(Bar.OTHER, text='{"!": [{"cat": "x"}]}')),
    "broken": ({"foo": 1}, one(Bar.BROKEN, text='unknown operator "foo": {"foo": 1}')),
}


@pytest.mark.parametrize(("rule", "expected"), CASES.values(), ids=CASES)
def test_reasons(rule: Any, expected: tuple[Hindrance, ...]) -> None:
    assert of(rule) == expected


NEWCOMERS: list[tuple[Any, tuple[Hindrance, ...], Mapping[str, Any]]] = [
    ({">": [LAST, 30]}, one(Bar.NEVER_CAME, limit=1), {}),
    ({"!=": [LAST, -1]}, one(Bar.NEVER_CAME, limit=1), {}),
    ({">": [NUMBER, 0]}, one(Bar.NEVER_CAME, limit=1, count=0), {}),
    ({"!=": [NUMBER, 0]}, one(Bar.NEVER_CAME, limit=1, count=0), {}),
    ({"<": [NUMBER, 0]}, one(Bar.ENTRIES, limit=0, count=0), {}),
    ({"==": [var("entry_status"), "absent"]}, one(Bar.INSIDE), {"inside": True}),
    ({"!": [{"==": ["present", var("entry_status")]}]}, one(Bar.INSIDE), {"inside": True}),
]


@pytest.mark.parametrize(("rule", "expected", "values"), NEWCOMERS)
def test_reasons_for_who_comes_for_the_first_time(
    rule: Any, expected: tuple[Hindrance, ...], values: Mapping[str, Any]
) -> None:
    assert of(rule, entries=(), **values) == expected


def test_a_long_part_is_cut() -> None:
    [found] = of({"==": ["x" * 500, "y"]})
    assert found.bar is Bar.OTHER
    assert len(found.text) == 200
    assert found.text.endswith("…")


# Whatever is told must be true: who waits until then, or has entered less often, gets past that part.
COMPARISONS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
COUNTS = st.builds(
    lambda op, name, value, turned: {op: [value, var(name)] if turned else [var(name), value]},
    COMPARISONS,
    st.sampled_from(["entries_number", "entries_today", "minutes_since_last_entry"]),
    st.integers(-2, 40),
    st.booleans(),
)
CLOCKS = st.builds(
    lambda op, minutes, span, turned: {
        op: [at(NOW + minutes * MINUTE), var("now"), span]
        if turned
        else [var("now"), at(NOW + minutes * MINUTE), span]
    },
    st.sampled_from(["isAfter", "isBefore"]),
    st.integers(-90, 90),
    st.integers(0, 10),
    st.booleans(),
)
RULES = st.recursive(
    COUNTS | CLOCKS, lambda inner: st.builds(lambda part: {"!": [part]}, inner), max_leaves=3
)


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(rule=RULES, ago=st.lists(st.integers(0, 60), max_size=5))
def test_waiting_until_what_was_told_opens_the_way(rule: Any, ago: list[int]) -> None:
    entries = tuple(sorted(NOW - minutes * MINUTE for minutes in ago))
    for found in of(rule, entries=entries):
        if found.bar in (Bar.NOT_BEFORE, Bar.TOO_SOON):
            assert found.at is not None
            assert found.at >= NOW
            assert of(rule, entries=entries, now=found.at + timedelta(seconds=1)) == ()
        elif found.bar is Bar.NOT_AFTER:
            assert found.at is not None
            assert found.at <= NOW
            assert of(rule, entries=entries, now=found.at - timedelta(seconds=1)) == ()
        elif found.bar in (Bar.ENTRIES, Bar.ENTRIES_TODAY) and found.limit:
            assert found.count >= found.limit
            assert of(rule, entries=entries[: found.limit - 1]) in (
                (),
                one(Bar.NEVER_CAME, limit=found.limit - 1),
            )
