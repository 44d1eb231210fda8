"""Rules answered: JsonLogic's operators, pretix's words, and what is refused; nothing breaks the desk."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kiosk.domain.lists import CheckInList
from kiosk.domain.logic_values import OPERATORS, ORDERED
from kiosk.domain.people import Words
from kiosk.domain.rule_moments import COUNTS, Scope
from kiosk.domain.rule_operators import SCOPED
from kiosk.domain.rule_parts import DEEPEST, MOST_PARTS, compiled
from kiosk.domain.rules import OUR_MISTAKE, Bar, BrokenRuleError, Scene, check, hindrances, of_list

CASABLANCA = ZoneInfo("Africa/Casablanca")
NOW = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)  # a Thursday, 09:42 in Casablanca
SCENE = Scene(now=NOW, zone=CASABLANCA, category="speaker", gate="Porte A")
DOOR = CheckInList(id="door", title=Words(fr="Entrée"))
EACH = {"var": ""}


def answer(rule: Any, scene: Scene = SCENE) -> Any:
    return compiled(rule).run(Scope(scene))


def holds(rule: Any, scene: Scene = SCENE) -> bool:
    found = hindrances(rule, scene)
    assert all(one.bar is not Bar.BROKEN for one in found), found
    return not found


def bars(rule: Any, scene: Scene = SCENE) -> list[Bar]:
    return [one.bar for one in hindrances(rule, scene)]


# What the reference, json-logic-js 2.0.5, answers too; 26,000 random rules were compared with it.
STANDARD: list[tuple[Any, Any]] = [
    ({"==": [1, 1]}, True), ({"==": [1, "1"]}, True), ({"==": [0, False]}, True), ({"==": ["1", True]}, True),
    ({"==": [None, None]}, True), ({"==": [None, 0]}, False), ({"==": [None, ""]}, False),
    ({"==": ["", 0]}, True), ({"==": [[], 0]}, True), ({"==": [[1], "1"]}, True), ({"==": [[1], [1]]}, False),
    ({"==": ["a", 1]}, False), ({"==": ["01", 1]}, True), ({"==": ["01", "1"]}, False),
    ({"===": [1, 1]}, True), ({"===": [1, 1.0]}, True), ({"===": [1, "1"]}, False),
    ({"===": [True, 1]}, False),
    ({"===": [None, None]}, True), ({"===": [[], []]}, False),
    ({"!=": [1, 2]}, True), ({"!=": [1, "1"]}, False), ({"!==": [1, "1"]}, True), ({"!==": [1, 1]}, False),
    ({"<": [1, 2]}, True), ({"<": [2, 2]}, False), ({"<": ["10", "9"]}, True), ({"<": ["10", 9]}, False),
    ({"<": ["a", 1]}, False), ({">=": ["a", 1]}, False), ({"<": [None, 1]}, True), ({"<": [[], [-1]]}, True),
    ({"<=": [2, 2]}, True), ({">": [2, 1]}, True), ({">": [2, 2]}, False), ({">=": [2, 2]}, True),
    ({"<": [1, 2, 3]}, True), ({"<": [1, 1, 3]}, False), ({"<": [1, 4, 3]}, False), ({"<=": [1, 1, 3]}, True),
    ({"<=": [1, 4, 3]}, False), ({">": [3, 2, 1]}, True), ({">=": [3, 3, 1]}, True),
    ({"!": True}, False), ({"!": [False]}, True), ({"!": [[]]}, True), ({"!": ["0"]}, False),
    ({"!": 0}, True),
    ({"!!": [[]]}, False), ({"!!": [[0]]}, True), ({"!!": ["0"]}, True), ({"!!": ""}, False),
    ({"!!": None}, False),
    ({"and": [True, 3]}, 3), ({"and": [0, 3]}, 0), ({"and": [1, [], 3]}, []), ({"or": [0, "a"]}, "a"),
    ({"or": [0, ""]}, ""), ({"or": [False, [], None]}, None),
    ({"if": [True, 1, 2]}, 1), ({"if": [False, 1, 2]}, 2), ({"if": [0, 1, "", 2, 3]}, 3),
    ({"if": [[], 1]}, None),
    ({"if": [0, 1, 1, 2, 3]}, 2), ({"if": [5]}, 5), ({"?:": [1, "y", "n"]}, "y"),
    ({"in": ["b", "abc"]}, True), ({"in": ["x", "abc"]}, False), ({"in": ["", ""]}, False),
    ({"in": [1, [1, 2]]}, True), ({"in": ["1", [1, 2]]}, False), ({"in": [1, 1]}, False),
    ({"in": [1, None]}, False),
    ({"+": [1, 2, 3]}, 6), ({"+": ["1", "2"]}, 3), ({"+": "3.5"}, 3.5), ({"+": [0.5, 0.5]}, 1),
    ({"-": [5, 2]}, 3), ({"-": 5}, -5), ({"-": [2, None]}, 2), ({"*": [2, "3", 4]}, 24),
    ({"/": [6, 3]}, 2), ({"/": [1, 4]}, 0.25), ({"%": [7, 3]}, 1), ({"%": [-7, 3]}, -1), ({"%": [7, -3]}, 1),
    ({"min": [3, 1, "2"]}, 1), ({"max": [1, "7", 3]}, 7),
    ({"cat": ["a", 1, None, True, 1.5, 2.0]}, "a1true1.52"), ({"cat": [[1, 2], "x"]}, "1,2x"),
    ({"cat": "z"}, "z"),
    ({"substr": ["jsonlogic", 4]}, "logic"), ({"substr": ["jsonlogic", -5]}, "logic"),
    ({"substr": ["jsonlogic", 1, 3]}, "son"), ({"substr": ["jsonlogic", 4, -2]}, "log"),
    ({"substr": ["ab", -9]}, "ab"),
    ({"merge": [[1, 2], 3, [[4]]]}, [1, 2, 3, [4]]), ({"merge": []}, []), ({"merge": 1}, [1]),
    ({"map": [[1, 2], {"*": [EACH, 2]}]}, [2, 4]), ({"map": [None, EACH]}, []),
    ({"filter": [[1, 2, 3], {">": [EACH, 1]}]}, [2, 3]), ({"filter": [[0, "", 3], EACH]}, [3]),
    ({"all": [[1, 2], {">": [EACH, 0]}]}, True), ({"all": [[], {">": [EACH, 0]}]}, False),
    ({"all": [[0, 2], EACH]}, False), ({"some": [[0, 2], EACH]}, True), ({"some": [[], EACH]}, False),
    ({"none": [[0, ""], EACH]}, True), ({"none": [[], EACH]}, True), ({"none": [[1], EACH]}, False),
    ({"reduce": [[1, 2, 3], {"+": [{"var": "current"}, {"var": "accumulator"}]}, 10]}, 16),
    ({"reduce": [None, EACH, 7]}, 7), ({"reduce": [[], EACH]}, None),
    ({"map": [[[1, 2], [3]], {"var": "0"}]}, [1, 3]), ({"map": [[[1]], {"var": ["7", "none"]}]}, ["none"]),
    ({"map": [[[1]], {"var": 1}]}, [None]), ({"map": [[1], {"missing": ["a"]}]}, [["a"]]),
    ({"map": [[[1, 2], [3]], {"map": [EACH, {"+": [EACH, 1]}]}]}, [[2, 3], [4]]),
    ([1, {"+": [1, 1]}], [1, 2]), ("text", "text"), (None, None), ({}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "value"), STANDARD, ids=lambda value: json.dumps(value, ensure_ascii=False))
def test_standard_operators(rule: Any, value: Any) -> None:
    found = answer(rule)
    assert found == value
    assert isinstance(found, bool) is isinstance(value, bool)


def test_empty_brackets_say_nothing_and_offer_nothing() -> None:
    assert holds({"and": []})
    assert bars({"or": []}) == [Bar.OTHER]


VARIABLES: list[tuple[str, Any, Mapping[str, Any]]] = [
    ("product", "speaker", {}),
    ("category", "speaker", {}),
    ("product", None, {"category": ""}),
    ("variation", None, {}),
    ("variation", "M", {"variation": "M"}),
    ("gate", "Porte A", {}),
    ("now_isoweekday", 4, {}),
    ("now_isoweekday", 5, {"now": datetime(2024, 10, 24, 23, 30, tzinfo=UTC)}),
    ("entries_number", 0, {}),
    ("entries_number", 3, {"entries": (NOW, NOW, NOW)}),
    ("minutes_since_last_entry", -1, {}),
    ("minutes_since_first_entry", -1, {}),
    ("minutes_since_last_entry", 9, {"entries": (NOW - timedelta(hours=2), NOW - timedelta(seconds=599))}),
    ("minutes_since_first_entry", 120, {"entries": (NOW - timedelta(hours=2), NOW - timedelta(seconds=599))}),
    ("minutes_since_last_entry", 0, {"entries": (NOW + timedelta(hours=1),)}),
    ("entry_status", "absent", {}),
    ("entry_status", "present", {"inside": True}),
]


@pytest.mark.parametrize(("name", "value", "changes"), VARIABLES)
def test_variables(name: str, value: Any, changes: Mapping[str, Any]) -> None:
    assert answer({"var": name}, replace(SCENE, **changes)) == value
    assert answer({"var": {"cat": [name[:3], name[3:]]}}, replace(SCENE, **changes)) == value


def test_a_default_stands_in_for_what_is_not_known() -> None:
    assert answer({"var": ["variation", "none"]}) == "none"
    assert answer({"var": ["product", "none"]}) == "speaker"
    assert answer({"var": ["shoe_size", 44]}) == 44
    assert answer({"missing": ["product", "variation", "shoe_size"]}) == ["variation", "shoe_size"]
    assert answer({"missing": [["gate", "variation"]]}) == ["variation"]
    assert answer({"missing_some": [1, ["gate", "variation"]]}) == []
    assert answer({"missing_some": [2, ["gate", "variation"]]}) == ["variation"]


def among(name: str, *items: Any) -> Any:
    return {"inList": [{"var": name}, {"objectList": list(items)}]}


def thing(kind: str, key: Any, title: str = "") -> Any:
    return {"lookup": [kind, key, title]}


def test_things_of_other_systems_are_known_by_id_by_title_and_by_their_other_names() -> None:
    assert holds(among("product", thing("product", "speaker")))
    assert holds(among("product", thing("product", "17", "SPEAKER")))
    assert not holds(among("product", thing("product", "17", "Orateur")))
    known = replace(SCENE, names={"product": frozenset({"orateur", "17"})})
    assert holds(among("product", thing("product", "99", "Orâteur")), known)
    assert holds(among("product", thing("product", 17, "Someone")), known)
    assert holds(among("category", thing("category", 17, "Someone")), known)
    assert not holds(among("product", thing("product", 18, "Someone")), known)
    assert not holds(among("gate", thing("gate", 17, "Orateur")), known)
    assert holds(among("gate", thing("gate", 3, "PORTE-A")))


def test_nothing_is_in_no_list() -> None:
    nobody = Scene(now=NOW, zone=UTC, names={"product": frozenset({"17"})})
    for items in ([thing("product", "", "")], [thing("product", 17, "…")], [""], [None], []):
        assert not holds(among("product", *items), nobody)


@pytest.mark.parametrize("numbered", [replace(SCENE, category="17")])
def test_ids_are_compared_as_text(numbered: Scene) -> None:
    assert holds(among("product", 17), numbered)
    assert holds({"in": [{"var": "product"}, [16, 17]]}, numbered)
    assert holds({"==": [{"var": "product"}, 17]}, numbered)
    assert not holds({"in": [{"var": "product"}, [1, 7]]}, numbered)


BROKEN: list[tuple[Any, str]] = [
    ({"frobnicate": [1]}, 'unknown operator "frobnicate"'),
    ({"and": [True, {"or": [{"frobnicate": 1}]}]}, 'unknown operator "frobnicate"'),
    ({"or": [True, {"frobnicate": 1}]}, 'unknown operator "frobnicate"'),
    ({"var": "shoe_size"}, 'unknown variable "shoe_size"'),
    ({"var": ""}, 'unknown variable ""'),
    ({"var": []}, '"var" with 0 values'),
    ({"<": [1]}, '"<" with 1 values'),
    ({"==": [1, 2, 3]}, '"==" with 3 values'),
    ({"and": [True], "or": [True]}, "several operators in one object"),
    ({"buildTime": ["custom", "yesterday"]}, '"yesterday" is no moment'),
    ({"buildTime": ["custom"]}, "is no moment"),
    ({"buildTime": ["customtime", "25:00"]}, '"25:00" is no time of day'),
    ({"buildTime": ["customtime", "10:00Z"]}, "is no time of day"),
    ({"buildTime": ["someday"]}, "buildTime needs"),
    ({"buildTime": [{"cat": "custom"}]}, "buildTime needs its values written out"),
    ({"lookup": ["colour", 1, "Red"]}, "lookup needs"),
    ({"isAfter": [{"var": "now"}, 5]}, "a moment is needed"),
    ({"isAfter": [{"var": "now"}, {"var": "now"}, "soon"]}, "the tolerance is no number"),
    ({"<": [{"var": "now"}, 5]}, "a moment is compared"),
    ({"+": ["a", 1]}, "a sum with something that is no number"),
    ({"/": [10, {"var": "entries_number"}]}, "a division by zero"),
    ({"missing_some": [1, "gate"]}, '"missing_some" needs'),
    ({"cat": [[[1]]]}, "a list within a list has no text"),
    ([True, float("nan")], "not JSON"),
    ([1, {2, 3}], "not JSON: a set"),
    ({1: 2}, "not JSON"),
    ("{", "not JSON"),
    ('{"and": [true], "and": [false]}', '"and" stands twice'),
    ("[NaN]", "not JSON"),
    ("1" * 5000, "not JSON"),
    ('["\\ud800"]', "half a character"),
    ("[" * 100_000, "nested deeper than 50"),
    (" " * 100_000 + "1", "longer than"),
    ([1] * MOST_PARTS, f"more than {MOST_PARTS} parts"),
]


@pytest.mark.parametrize(("rule", "message"), BROKEN, ids=[message[:40] for _, message in BROKEN])
def test_a_broken_rule_is_named_and_lets_nobody_in(rule: Any, message: str) -> None:
    with pytest.raises(BrokenRuleError) as caught:
        check(rule)
    assert message in str(caught.value)
    if "zero" not in message:
        [found] = hindrances(rule, SCENE)
        assert found.bar is Bar.BROKEN
        assert message in found.text


def nested(levels: int) -> Any:
    rule: Any = True
    for _ in range(levels):
        rule = {"!": [rule]}
    return rule


def test_a_rule_may_be_deep_but_not_deeper() -> None:
    check(nested(DEEPEST))
    with pytest.raises(BrokenRuleError):
        check(nested(DEEPEST + 1))
    circle: list[Any] = []
    circle.append(circle)
    assert bars(circle) == [Bar.BROKEN]


BOMBS = {
    "text": {"reduce": [[1] * 40, {"cat": [{"var": "accumulator"}] * 2}, "x"]},
    "list": {"reduce": [[1] * 40, {"merge": [{"var": "accumulator"}] * 2}, [1]]},
    "numbers": {"reduce": [[1] * 60, {"*": [{"var": "accumulator"}] * 2}, 10]},
    "tree": {"cat": [{"reduce": [[1] * 60, [{"var": "accumulator"}, {"var": "accumulator"}], 1]}]},
    "work": {"map": [[1] * 90, {"map": [[1] * 90, {"map": [[1] * 90, {"map": [[1] * 90, 1]}]}]}]},
    "depth": {"==": [{"reduce": [[1] * 900, [{"var": "accumulator"}], 1]}, 1]},
}


@pytest.mark.parametrize("rule", BOMBS.values(), ids=BOMBS)
def test_no_rule_takes_the_desks_memory_or_its_time(rule: Any) -> None:
    assert bars(rule) == [Bar.BROKEN]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=12,
)
WORDS = [*OPERATORS, *ORDERED, *SCOPED, *COUNTS, "and", "or", "if", "?:", "var", "missing", "missing_some"]
WORDS += ["inList", "objectList", "lookup", "isAfter", "isBefore", "buildTime"]
NAMES = [*dict.fromkeys(name for name, _, _ in VARIABLES), "now", "entries_today", "entries_days"]
LEAVES = st.one_of(
    st.none() | st.booleans() | st.integers(-3, 5) | st.integers() | st.floats(),
    st.sampled_from(
        ["", "a", "present", "custom", "customtime", "date_to", "10:00", "2024-10-24T09:00", *NAMES]
    ),
    st.sampled_from(NAMES).map(lambda name: {"var": name}),
    st.sampled_from([{"buildTime": ["customtime", "09:00"]}, {"buildTime": ["date_from"]}, {"var": ""}]),
)
TAKES = {
    **{op: least for op, (_, least, _) in OPERATORS.items()},
    **dict.fromkeys((*SCOPED, "inList", "isAfter"), 2),
}


def taking(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Operations with as many parts as they take, which get further than others."""
    return st.sampled_from(sorted(TAKES)).flatmap(
        lambda op: st.lists(inner, min_size=TAKES[op], max_size=TAKES[op]).map(lambda parts: {op: parts})
    )


RULES = st.recursive(
    LEAVES,
    lambda inner: (
        taking(inner)
        | st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS), inner | st.lists(inner, max_size=4), min_size=1, max_size=1)
    ),
    max_leaves=15,
)
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, CASABLANCA]))
SCENES = st.builds(
    Scene,
    now=MOMENTS,
    zone=st.sampled_from([UTC, CASABLANCA, ZoneInfo("Pacific/Apia")]),
    category=st.sampled_from(["", "a", "17"]),
    entries=st.lists(MOMENTS, max_size=4).map(lambda found: tuple(sorted(found))),
    inside=st.booleans(),
)


@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(rule=RULES | JSON, scene=SCENES)
@example(rule={"*": [10**400, 2]}, scene=SCENE)
@example(rule={"-": [{"*": [1e308, 1e308]}]}, scene=SCENE)
@example(rule={"isAfter": [{"var": "now"}, {"var": "now"}, 1e300]}, scene=SCENE)
@example(rule={"<": [{"var": "entries_number"}, -(10**400)]}, scene=SCENE)
@example(rule={">": [{"var": "minutes_since_last_entry"}, 1e300]}, scene=replace(SCENE, entries=(NOW,)))
@example(rule=math.nan, scene=SCENE)
def test_whatever_the_rule_nothing_is_raised(rule: Any, scene: Scene) -> None:
    found = hindrances(rule, scene)
    assert len(found) <= 3
    assert not any(one.text.startswith(OUR_MISTAKE) for one in found), found
    try:
        check(rule)
    except BrokenRuleError:
        return
    json.dumps(rule)


@settings(max_examples=300)
@given(text=st.text(max_size=60) | JSON.map(json.dumps))
def test_whatever_the_text_nothing_is_raised(text: str) -> None:
    hindrances(of_list(replace(DOOR, rule=text)), SCENE)


def door(**values: Any) -> list[Bar]:
    scene = values.pop("scene", SCENE)
    return [one.bar for one in hindrances(of_list(replace(DOOR, **values)), scene)]


def test_a_list_with_nothing_to_say_has_no_rule() -> None:
    for plain in (DOOR, replace(DOOR, opens=NOW, capacity=3), replace(DOOR, keeps_hours=True)):
        assert of_list(plain) is None
    for empty in ("{}", "null", " "):
        assert of_list(replace(DOOR, rule=empty)) is None


def test_the_plain_settings_of_a_list() -> None:
    minute = timedelta(minutes=1)
    assert door(keeps_hours=True, opens=NOW, closes=NOW + minute) == []
    assert door(keeps_hours=True, opens=NOW + minute) == [Bar.NOT_BEFORE]
    assert door(keeps_hours=True, closes=NOW) == [Bar.NOT_AFTER]
    assert door(keeps_hours=False, closes=NOW, rule="true") == []
    once = replace(SCENE, entries=(NOW - minute,))
    assert door(entries_limit=2, daily_limit=2, scene=once) == []
    assert door(entries_limit=1, scene=once) == [Bar.ENTRIES]
    assert door(daily_limit=1, scene=once) == [Bar.ENTRIES_TODAY]
    assert door(daily_limit=1, scene=replace(SCENE, entries=(NOW - timedelta(days=1),))) == []
    assert door(gates=("Porte B", "PORTE-A")) == []
    assert door(gates=("Porte B",)) == [Bar.GATE]
    assert door(gates=("Porte B",), scene=replace(SCENE, names={"gate": frozenset({"porte b"})})) == []
    assert door(gates=("Porte B",), scene=replace(SCENE, gate="")) == [Bar.GATE]


def test_the_own_rule_comes_after_the_plain_settings() -> None:
    never = json.dumps({"==": [{"var": "product"}, "press"]})
    assert door(rule=never) == [Bar.CATEGORY]
    assert door(rule=never, gates=("Porte B",)) == [Bar.GATE]
    assert door(rule=never, gates=("Porte A",)) == [Bar.CATEGORY]
    assert door(rule="{", gates=("Porte B",)) == [Bar.GATE]
    assert door(rule="{", gates=("Porte A",)) == [Bar.BROKEN]
    assert door(rule="false") == [Bar.OTHER]


HOURS = [
    (time(9), time(10), 9, True),
    (time(9), time(10), 10, False),
    (time(9), time(10), 8, False),
    (time(9), None, 8, False),
    (time(9), None, 23, True),
    (None, time(9), 8, True),
    (None, time(9), 9, False),
    (time(22), time(2), 23, True),
    (time(22), time(2), 0, True),
    (time(22), time(2), 2, False),
    (time(22), time(2), 21, False),
    (time(22), time(0), 23, True),
    (time(22), time(0), 0, False),
    (time(9), time(9), 3, True),
]


@pytest.mark.parametrize(("day_from", "day_to", "hour", "opened"), HOURS)
def test_the_hours_of_any_day(day_from: time | None, day_to: time | None, hour: int, opened: bool) -> None:
    now = datetime(2024, 10, 24, hour, tzinfo=CASABLANCA)
    assert (door(day_from=day_from, day_to=day_to, scene=replace(SCENE, now=now)) == []) is opened


def test_lists_with_the_same_settings_share_one_reading() -> None:
    one = replace(DOOR, rule='{"==": [1, 1]}')
    assert of_list(one) is of_list(replace(one))
