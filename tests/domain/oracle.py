"""A second opinion on who may pass: plain, and written from the house's rules, not from the program.

It knows nothing of the program: a story is plain dictionaries, moments are seconds since 1970, and clocks
are told from a table of their changes written here by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

Story = dict[str, Any]

DAY: Final = 86_400
HOUR: Final = 3_600

# Each zone's offset to UTC in seconds, from a moment on (IANA time zone database, the years 2023 to 2025).
# Casablanca keeps +01 but for Ramadan.
CLOCKS: Final[dict[str, list[tuple[int, int]]]] = {
    "UTC": [(0, 0)],
    "Africa/Casablanca": [
        (0, HOUR),
        (1_679_191_200, 0),  # 2023-03-19T02:00Z
        (1_682_215_200, HOUR),  # 2023-04-23T02:00Z
        (1_710_036_000, 0),  # 2024-03-10T02:00Z
        (1_713_060_000, HOUR),  # 2024-04-14T02:00Z
        (1_740_276_000, 0),  # 2025-02-23T02:00Z
        (1_743_904_800, HOUR),  # 2025-04-06T02:00Z
    ],
    "America/New_York": [
        (0, -5 * HOUR),
        (1_678_604_400, -4 * HOUR),  # 2023-03-12T07:00Z
        (1_699_164_000, -5 * HOUR),  # 2023-11-05T06:00Z
        (1_710_054_000, -4 * HOUR),  # 2024-03-10T07:00Z
        (1_730_613_600, -5 * HOUR),  # 2024-11-03T06:00Z
        (1_741_503_600, -4 * HOUR),  # 2025-03-09T07:00Z
    ],
    "Asia/Kolkata": [(0, 5 * HOUR + 1800)],
}


def opinion(story: Story) -> dict[str, Any]:
    """Return the reason, the entry that ALREADY_IN is about, and what was overridden."""
    if story["person"] is None:
        return _said("ambiguous" if story["namesakes"] else "unknown")
    against = _against(story)
    if against is None:
        return _said("valid")
    if story["forces"]:
        return _said("valid", overrode=against)
    return _said(against, first=_first_entry(story) if against == "already_in" else None)


def _said(reason: str, first: str | None = None, overrode: str | None = None) -> dict[str, Any]:
    return {"reason": reason, "first": first, "overrode": overrode}


def _against(story: Story) -> str | None:
    """The first thing against the person, by asking all of them in the order of the reference."""
    person, door = story["person"], story["list"]
    entering = story["way"] == "entry"
    registration = person["registration"]
    checks: list[tuple[str, Callable[[], bool]]] = [
        ("cancelled", lambda: registration == "cancelled"),
        ("blocked", lambda: registration == "blocked" or story["barred"] == "blocked"),
        ("unapproved", lambda: registration == "pending"),
        ("revoked", lambda: story["barred"] == "revoked"),
        ("invalid_time", lambda: entering and _at_the_wrong_time(story)),
        ("not_on_list", lambda: len(door["categories"]) > 0 and person["category"] not in door["categories"]),
        (
            "unpaid",
            lambda: registration == "unpaid" and not (door["includes_unpaid"] and story["confirms_payment"]),
        ),
        ("rules", lambda: entering and not _rules_hold(story)),
        ("full", lambda: entering and _full(story)),
        ("questions", lambda: entering and story["asks"] and _to_be_asked(story)),
        ("already_in", lambda: entering and not _policy_allows(story)),
    ]
    for reason, applies in checks:
        if applies():
            return reason
    return None


def _at_the_wrong_time(story: Story) -> bool:
    begin, end, now = story["person"]["valid_from"], story["person"]["valid_until"], story["now"]
    # A ticket valid until the 24th is kept as valid until the first moment of the 25th: not then any more.
    return (begin is not None and now < begin) or (end is not None and now >= end)


# -- what happened before ---------------------------------------------------------------------------


def _counted(story: Story) -> list[dict[str, Any]]:
    return [one for one in story["history"] if not one["annulled"]]


def _entries(story: Story) -> list[dict[str, Any]]:
    return [one for one in _counted(story) if one["way"] == "entry"]


def _first_entry(story: Story) -> str:
    """Of all who came before; of who is inside, since they were last out or the day began."""
    entries = _entries(story)
    if _present(story):
        counted = _counted(story)
        exits = [place for place, one in enumerate(counted) if one["way"] == "exit"]
        entries = counted[max(exits, default=-1) + 1 :]
        while any(_ended_since(one, story) for one in entries):
            del entries[0]
    name: str = entries[0]["id"]
    return name


def _policy_allows(story: Story) -> bool:
    if story["list"]["multiple_entries"]:
        return True
    if len(_entries(story)) == 0:  # no history, or all of it is exits
        return True
    return story["list"]["reentry_after_exit"] and not _present(story)


def _present(story: Story) -> bool:
    """Inside: the last that counts is an entry, and no end of the day has come since."""
    counted = _counted(story)
    if len(counted) == 0 or counted[-1]["way"] == "exit":
        return False
    return not _ended_since(counted[-1], story)


def _ended_since(one: dict[str, Any], story: Story) -> bool:
    """Whether the day has ended between an entry and now."""
    ends = story["list"]["day_ends"]
    if ends is None:
        return False
    entered, now, zone = one["at"], story["now"], story["zone"]
    return any(
        entered < moment_of(day, ends, zone) <= now
        for day in range(local_day(entered, zone) - 1, local_day(now, zone) + 2)
    )


def _full(story: Story) -> bool:
    capacity = story["list"]["capacity"]
    return capacity > 0 and story["inside"] >= capacity and not _present(story)


def _to_be_asked(story: Story) -> bool:
    person, door = story["person"], story["list"]
    for question in story["questions"]:
        if question["categories"] and person["category"] not in question["categories"]:
            continue
        if question["lists"] and door["id"] not in question["lists"]:
            continue
        if question["answering"] == "choice" and not question["options"]:
            continue
        if question["id"] not in person["answers"]:
            return True
        if not _good_answer(question, person["answers"][question["id"]]):
            return True
    return False


def _good_answer(question: dict[str, Any], text: str) -> bool:
    if text == "":
        return not question["required"]
    if question["answering"] == "number":
        return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None
    if question["answering"] == "yes_no":
        return text in ("yes", "no")
    if question["answering"] == "choice":
        return text in question["options"]
    return True


# -- clocks -----------------------------------------------------------------------------------------


def offset(at: int, zone: str) -> int:
    """Return how far clocks in `zone` are ahead of UTC at a moment."""
    ahead = CLOCKS[zone][0][1]
    for since, then in CLOCKS[zone]:
        if at >= since:
            ahead = then
    return ahead


def local_day(at: int, zone: str) -> int:
    """Return the number of the calendar day."""
    return (at + offset(at, zone)) // DAY


def moment_of(day: int, seconds: int, zone: str) -> int:
    """Return when clocks say so on that day: the first time if twice, as without the change if never."""
    wall = day * DAY + seconds
    offsets = sorted({ahead for _since, ahead in CLOCKS[zone]}, reverse=True)
    for ahead in offsets:
        if offset(wall - ahead, zone) == ahead:
            return wall - ahead
    return wall - min(offsets)


# -- the rule ---------------------------------------------------------------------------------------


def _rules_hold(story: Story) -> bool:
    return _settings_hold(story) and (
        story["list"]["rule"] is None or bool(_value(story["list"]["rule"], story))
    )


def _settings_hold(story: Story) -> bool:
    door, now = story["list"], story["now"]
    if door["keeps_hours"]:
        if door["opens"] is not None and now < door["opens"]:
            return False
        if door["closes"] is not None and now >= door["closes"]:
            return False
    if not _within_the_day(door["day_from"], door["day_to"], story):
        return False
    if door["entries_limit"] > 0 and _variable("entries_number", story) >= door["entries_limit"]:
        return False
    if door["daily_limit"] > 0 and _variable("entries_today", story) >= door["daily_limit"]:
        return False
    return len(door["gates"]) == 0 or story["gate"] in door["gates"]


def _within_the_day(begin: int | None, end: int | None, story: Story) -> bool:
    now, zone = story["now"], story["zone"]
    today = local_day(now, zone)
    after = begin is None or now >= moment_of(today, begin, zone)
    before = end is None or now < moment_of(today, end, zone)
    past_midnight = begin is not None and end is not None and end <= begin  # the same: round the clock
    return (after or before) if past_midnight else (after and before)


def _value(part: Any, story: Story) -> Any:  # noqa: C901, PLR0911, PLR0912  one case after the other, on purpose
    if not isinstance(part, dict):
        return part
    ((operator, operands),) = part.items()
    if operator == "var":
        return _variable(operands, story)
    if operator == "and":
        return all(_value(one, story) for one in operands)
    if operator == "or":
        return any(_value(one, story) for one in operands)
    if operator == "!":
        return not _value(operands[0], story)
    if operator == "inList":
        return _value(operands[0], story) in _value(operands[1], story)
    if operator == "objectList":
        return [_value(one, story) for one in operands]
    if operator == "lookup":
        return operands[1]
    if operator == "buildTime":
        return _built(operands, story)
    if operator in ("isAfter", "isBefore"):
        left, right = _value(operands[0], story), _value(operands[1], story)
        tolerance = 60 * (operands[2] or 0) if len(operands) > 2 else 0
        return left + tolerance > right if operator == "isAfter" else left - tolerance < right
    if operator == "entries_since":
        return len([one for one in _entries(story) if one["at"] >= _value(operands[0], story)])
    if operator == "entries_before":
        return len([one for one in _entries(story) if one["at"] < _value(operands[0], story)])
    if operator == "entries_days_since":
        return _days([one for one in _entries(story) if one["at"] >= _value(operands[0], story)], story)
    if operator == "entries_days_before":
        return _days([one for one in _entries(story) if one["at"] < _value(operands[0], story)], story)
    return _compared(operator, *(_value(one, story) for one in operands))


def _compared(operator: str, left: Any, right: Any) -> bool:
    outcomes = {
        "<": lambda: left < right,
        "<=": lambda: left <= right,
        ">": lambda: left > right,
        ">=": lambda: left >= right,
        "==": lambda: left == right,
        "!=": lambda: left != right,
    }
    return bool(outcomes[operator]())


def _variable(name: str, story: Story) -> Any:  # noqa: PLR0911  one case after the other, too
    entries, now, zone = _entries(story), story["now"], story["zone"]
    today = local_day(now, zone)
    if name == "product":
        return story["person"]["category"]
    if name == "gate":
        return story["gate"]
    if name == "now":
        return now
    if name == "now_isoweekday":
        return (today + 3) % 7 + 1  # the first day of 1970 was a Thursday
    if name == "entries_number":
        return len(entries)
    if name == "entries_today":
        return len([one for one in entries if local_day(one["at"], zone) == today])
    if name == "entries_days":
        return _days(entries, story)
    if name == "entry_status":
        return "present" if _present(story) else "absent"
    if not entries:
        return -1
    since = entries[-1] if name == "minutes_since_last_entry" else entries[0]
    return max(0, now - since["at"]) // 60


def _days(entries: list[dict[str, Any]], story: Story) -> int:
    days: list[int] = []
    for one in entries:
        day = local_day(one["at"], story["zone"])
        if day not in days:
            days.append(day)
    return len(days)


def _built(operands: list[Any], story: Story) -> int:
    kind, value = operands[0], operands[1]
    if kind == "customtime":
        hours, minutes = value.split(":")
        return moment_of(
            local_day(story["now"], story["zone"]), int(hours) * HOUR + int(minutes) * 60, story["zone"]
        )
    if kind == "custom":
        at: int = story["moments"][value]  # the story says in its own words when that is
        return at
    event: int = story["event"][kind]
    return event
