"""Rules against a second, deliberately naive reading of them, on random rules and random histories.

None of the JsonLogic libraries for Python answers as json-logic-js does (null equals 0 in one, sums of
dates in another), so the other reading is written here: it walks the JSON anew for every answer, counts
by looking at each entry's date on the wall, and shares nothing with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.rules import Scene, check, hindrances

NOON = datetime(2024, 3, 10, 12, tzinfo=UTC)  # the day of Ramadan's clock change
ZONES = ("Africa/Casablanca", "America/New_York", "Asia/Kolkata")


def wall(moment: datetime, scene: Scene) -> str:
    return moment.astimezone(scene.zone).strftime("%Y-%m-%d")


def minutes(scene: Scene, which: int) -> int:
    seconds = scene.now.timestamp() - scene.entries[which].timestamp() if scene.entries else -60
    return int(seconds // 60) if seconds >= 0 or not scene.entries else 0


def known(name: str, scene: Scene) -> Any:
    days = [wall(entry, scene) for entry in scene.entries]
    return {
        "now": scene.now.timestamp(),
        "now_isoweekday": int(scene.now.astimezone(scene.zone).strftime("%u")),
        "product": scene.category,
        "entries_number": len(days),
        "entries_today": len([day for day in days if day == wall(scene.now, scene)]),
        "entries_days": len(set(days)),
        "minutes_since_last_entry": minutes(scene, -1),
        "minutes_since_first_entry": minutes(scene, 0),
        "entry_status": "present" if scene.inside else "absent",
    }[name]


def built(kind: str, value: str, scene: Scene) -> float:
    if kind == "customtime":
        value = wall(scene.now, scene) + "T" + value
    moment = datetime.fromisoformat(value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=scene.zone)).timestamp()


def counted(op: str, moment: float, scene: Scene) -> int:
    kept = [entry for entry in scene.entries if (entry.timestamp() >= moment) is op.endswith("since")]
    return len({wall(entry, scene) for entry in kept}) if "days" in op else len(kept)


SIMPLE: dict[str, Callable[..., Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "===": lambda a, b: a == b,
    "inList": lambda a, b: a in b,
    "objectList": lambda *items: list(items),
    "isAfter": lambda a, b, span=None: a + 60 * (span or 0) > b,
    "isBefore": lambda a, b, span=None: a - 60 * (span or 0) < b,
    "!": lambda a: not a,
    "!!": bool,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "max": max,
    "min": min,
    "and": lambda *parts: all(parts),
    "or": lambda *parts: any(parts),
    "if": lambda condition, then, otherwise: then if condition else otherwise,
}


def walk(rule: Any, scene: Scene) -> Any:
    if not isinstance(rule, dict):
        return rule
    [(op, given_)] = rule.items()
    values = [walk(each, scene) for each in (given_ if isinstance(given_, list) else [given_])]
    if op == "var":
        return known(values[0], scene)
    if op == "buildTime":
        return built(values[0], values[1], scene)
    if op == "lookup":
        return scene.category if values[2].lower() == scene.category else str(values[1])
    if op.startswith("entries_"):
        return counted(op, values[0], scene)
    return SIMPLE[op](*values)


def operation(op: str, *parts: Any) -> Any:
    return {op: list(parts)}


MOMENTS = st.one_of(
    st.just({"var": "now"}),
    st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)).map(
        lambda clock: operation("buildTime", "customtime", clock)
    ),
    st.timedeltas(timedelta(days=-3), timedelta(days=3)).map(
        lambda past: operation("buildTime", "custom", (NOON + past).isoformat())
    ),
    st.timedeltas(timedelta(days=-3), timedelta(days=3)).map(
        lambda past: operation("buildTime", "custom", (NOON + past).isoformat()[:19])
    ),
)
COUNTING = ["entries_since", "entries_before", "entries_days_since", "entries_days_before"]
VARIABLES = ["entries_number", "entries_today", "entries_days", "now_isoweekday"]
VARIABLES += ["minutes_since_last_entry", "minutes_since_first_entry"]
NUMBERS = st.recursive(
    st.integers(-2, 8)
    | st.sampled_from(VARIABLES).map(lambda name: {"var": name})
    | st.builds(operation, st.sampled_from(COUNTING), MOMENTS),
    lambda inner: st.builds(operation, st.sampled_from(["+", "-", "*", "min", "max"]), inner, inner),
    max_leaves=3,
)
LOOKUPS = st.sampled_from(["Press", "SPEAKER", "vip"]).map(
    lambda title: operation("lookup", "product", 7, title)
)
TESTS = st.one_of(
    st.builds(operation, st.sampled_from(["<", "<=", ">", ">=", "==", "!=", "==="]), NUMBERS, NUMBERS),
    st.builds(operation, st.sampled_from(["<", "<=", ">", ">="]), MOMENTS, MOMENTS),
    st.builds(
        operation, st.sampled_from(["isAfter", "isBefore"]), MOMENTS, MOMENTS, st.none() | st.integers(0, 90)
    ),
    st.sampled_from(["present", "absent"]).map(lambda word: operation("==", {"var": "entry_status"}, word)),
    st.lists(LOOKUPS | st.sampled_from(["press", "vip"]), max_size=3).map(
        lambda items: operation("inList", {"var": "product"}, {"objectList": items})
    ),
)
RULES = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(operation, st.sampled_from(["and", "or"]), inner, inner),
        st.builds(operation, st.sampled_from(["and", "or"]), inner, inner, inner),
        st.builds(operation, st.sampled_from(["!", "!!"]), inner),
        st.builds(operation, st.just("if"), inner, inner, inner),
    ),
    max_leaves=8,
)
AGO = st.integers(-90, 4 * 24 * 60) | st.integers(0, 60)
SCENES = st.builds(
    lambda zone, shift, ago, category, inside: Scene(
        now=NOON + timedelta(minutes=shift),
        zone=ZoneInfo(zone),
        category=category,
        entries=sorted(NOON + timedelta(minutes=shift - each) for each in ago),
        inside=inside,
    ),
    st.sampled_from(ZONES),
    st.integers(-2000, 2000),
    st.lists(AGO, max_size=20),
    st.sampled_from(["press", "speaker", "vip"]),
    st.booleans(),
)


@settings(max_examples=800, suppress_health_check=list(HealthCheck))
@given(rule=RULES, scene=SCENES)
def test_both_readings_agree(rule: Any, scene: Scene) -> None:
    check(rule)
    found = hindrances(rule, scene)
    assert (found == ()) is bool(walk(rule, scene))
    assert all(one.text == "" or one.bar != "broken" for one in found)
