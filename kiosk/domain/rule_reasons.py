"""Why a rule does not hold, in terms that a guest can be told: when they may come, how often, who may.

The tree of a rule is followed to the parts that refuse. Each is asked to be true, or false under a "!",
and tells what it would have taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from kiosk.domain import rule_moments as moments
from kiosk.domain.logic_values import ORDERED, PAIRS, equal, number, shown, text, truth
from kiosk.domain.rule_moments import COUNTS, OWN, Scope
from kiosk.domain.rule_operators import LIST, LITERAL, Part, chosen
from kiosk.domain.scenes import Bar, Hindrance

_MOST: Final = 3
"""Reasons that somebody at a door can take in."""

_OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "==", "===": "!==", "!==": "==="}
)
_MIRRORED: Final[Mapping[str, str]] = MappingProxyType(
    {"<": ">", ">": "<", "<=": ">=", ">=": "<=", **{same: same for same in ("==", "!=", "===", "!==")}}
)
_NAMED: Final[Mapping[str, Bar]] = MappingProxyType(
    {"product": Bar.CATEGORY, "category": Bar.CATEGORY, "variation": Bar.VARIATION, "gate": Bar.GATE}
)
_COUNTED: Final[Mapping[str, Bar]] = MappingProxyType(
    {
        "entries_number": Bar.ENTRIES,
        "entries_today": Bar.ENTRIES_TODAY,
        "entries_days": Bar.DAYS,
        "entries_since": Bar.ENTRIES_SINCE,
        "entries_before": Bar.ENTRIES,
        "entries_days_since": Bar.DAYS,
        "entries_days_before": Bar.DAYS,
    }
)
_WAITED: Final[Mapping[str, int]] = MappingProxyType(
    {"minutes_since_last_entry": -1, "minutes_since_first_entry": 0}
)


def reasons(part: Part, scope: Scope) -> tuple[Hindrance, ...]:
    """Return why `part`, which does not hold, does not: several where each alone would have done."""
    return _reasons(part, scope, wanted=True)


def _reasons(part: Part, scope: Scope, *, wanted: bool) -> tuple[Hindrance, ...]:
    if part.op in ("and", "or"):
        return _of_several(part, scope, wanted=wanted)
    if part.op in ("!", "!!"):
        return _reasons(part.parts[0], scope, wanted=wanted is (part.op == "!!"))
    if part.op in ("if", "?:"):
        return _of_choice(part, scope, wanted=wanted)
    if part.op in ORDERED and len(part.parts) > 2:  # noqa: PLR2004 - a chain of pairs
        return _of_several(_as_pairs(part), scope, wanted=wanted)
    return (_of_one(part, scope, wanted=wanted) or _other(part, wanted=wanted),)


def _other(part: Part, *, wanted: bool) -> Hindrance:
    return Hindrance(Bar.OTHER, text=shown(part.source if wanted else {"!": [part.source]}))


def _of_several(part: Part, scope: Scope, *, wanted: bool) -> tuple[Hindrance, ...]:
    """All must be as wanted, and the first that is not tells why; or one would have done, and all tell."""
    if not part.parts:
        return (_other(part, wanted=wanted),)
    if wanted is (part.op == "and"):
        first = next(one for one in part.parts if truth(one.run(scope)) is not wanted)
        return _reasons(first, scope, wanted=wanted)
    found = [reason for one in part.parts for reason in _reasons(one, scope, wanted=wanted)]
    return tuple(_told(found)[:_MOST])


def _told(found: Sequence[Hindrance]) -> list[Hindrance]:
    """Each thing once, the names of one kind together, and nothing past that waiting makes good."""
    told: dict[Any, Hindrance] = {}
    for reason in found:
        key = reason.bar if reason.names else reason
        known = told.get(key)
        told[key] = _with_names(known, reason) if known else reason
    bars = {reason.bar for reason in told.values()}
    return [reason for reason in told.values() if not _is_idle(reason, bars)]


def _with_names(known: Hindrance, other: Hindrance) -> Hindrance:
    names = tuple(dict.fromkeys(known.names + other.names))
    return replace(known, names=tuple(sorted(names)) if known.bar is Bar.WEEKDAY else names)


def _is_idle(reason: Hindrance, bars: set[Bar]) -> bool:
    """Whether what the others say makes this of no use: a window has closed but another will open."""
    if reason.bar is Bar.NOT_AFTER:
        return Bar.NOT_BEFORE in bars
    return reason.bar is Bar.ENTRIES and reason.limit == 1 and Bar.TOO_SOON in bars


def _of_choice(part: Part, scope: Scope, *, wanted: bool) -> tuple[Hindrance, ...]:
    """Why the branch taken is not as wanted; if that is written out, why it was taken."""
    taken, asked, held = chosen(part.parts, scope)
    if taken is not None and taken.op not in (LITERAL, LIST):
        return _reasons(taken, scope, wanted=wanted)
    if asked is None:
        return (_other(part, wanted=wanted),)
    return _reasons(asked, scope, wanted=not held)


def _as_pairs(part: Part) -> Part:
    """A comparison of many as an "and" of comparisons of two."""
    pairs = tuple(
        _pair(part.op, left, right) for left, right in zip(part.parts, part.parts[1:], strict=False)
    )
    return Part(part.source, "and", pairs, part.run)


def _pair(op: str, left: Part, right: Part) -> Part:
    compare, first, second = PAIRS[op], left.run, right.run
    source = {op: [left.source, right.source]}
    return Part(source, op, (left, right), lambda scope: compare(first(scope), second(scope)))


def _of_one(part: Part, scope: Scope, *, wanted: bool) -> Hindrance | None:
    """What a comparison or a list of names would have taken; None if it is neither."""
    if part.op in ("isAfter", "isBefore"):
        return _of_moments(part, scope, wanted=wanted)
    if part.op in ("in", "inList"):
        return _of_names(part.parts[0], part.parts[1], scope, wanted=wanted)
    if part.op not in PAIRS:
        return None
    op = part.op if wanted else _OPPOSITE[part.op]
    left, right = part.parts
    if _measure(left):
        return _of_measure(left, op, right, scope)
    return _of_measure(right, _MIRRORED[op], left, scope) if _measure(right) else None


def _measure(part: Part) -> str:
    """The name of what is compared: a variable, or how often somebody entered since a moment; else ""."""
    if part.op in COUNTS:
        return part.op
    if part.op != "var" or part.parts[0].op != LITERAL:
        return ""
    name = part.parts[0].source
    return name if isinstance(name, str) else ""


def _of_measure(left: Part, op: str, right: Part, scope: Scope) -> Hindrance | None:
    """What "`left` `op` `right`", which does not hold, would have taken."""
    name, value = _measure(left), right.run(scope)
    if name in _COUNTED:
        return _of_count(left, op, number(value), scope)
    if name in _WAITED:
        return _of_waiting(_WAITED[name], op, number(value), scope)
    if name in _NAMED and op not in ORDERED:
        return Hindrance(_NAMED[name], names=(text(value),) if op[0] == "=" and value is not None else ())
    return _of_state(name, op, value, scope)


def _of_state(name: str, op: str, value: Any, scope: Scope) -> Hindrance | None:
    if name == "now" and op in ORDERED and isinstance(value, datetime):
        return Hindrance(Bar.NOT_AFTER if op[0] == "<" else Bar.NOT_BEFORE, at=value)
    if name == "now_isoweekday":
        return _of_weekdays(lambda day: PAIRS[op](day, value))
    if name == "entry_status" and value in (moments.PRESENT, moments.ABSENT):
        return Hindrance(Bar.INSIDE if scope.scene.inside else Bar.OUTSIDE)
    return None


def _of_weekdays(allowed: Callable[[int], bool]) -> Hindrance:
    return Hindrance(Bar.WEEKDAY, names=tuple(str(day) for day in range(1, 8) if allowed(day)))


def _of_count(left: Part, op: str, value: float, scope: Scope) -> Hindrance | None:
    """Too many entries (or days), or too few."""
    if not math.isfinite(value):
        return None
    count = left.run(scope)
    at = left.parts[0].run(scope) if left.op in COUNTS else None
    at = moments.moment_of(at, scope.scene.zone) if at is not None else None
    bar = _COUNTED[_measure(left)]
    if op in ("<", "<=") or (op in ("==", "===") and count > value):
        allowed = math.ceil(value) if op == "<" else math.floor(value) + 1
        return Hindrance(bar, at=at, limit=max(0, allowed), count=count)
    if op in ("!=", "!==") and value != 0:
        return None
    needed = math.ceil(value) if op in (">=", "==", "===") else math.floor(value) + 1
    return Hindrance(Bar.NEVER_CAME, at=at, limit=needed, count=count)


def _of_waiting(which: int, op: str, minutes: float, scope: Scope) -> Hindrance | None:
    """Too few minutes since an entry, too many, none at all (−1 minutes), or one where none should be."""
    entries = scope.scene.entries
    if not math.isfinite(minutes) or (op in ("==", "===", "!=", "!==") and minutes >= 0):
        return None
    if op in (">", ">=", "!=", "!=="):
        if not entries:
            return Hindrance(Bar.NEVER_CAME, limit=1)
        wait = math.ceil(minutes) if op == ">=" else math.floor(minutes) + 1
        again = entries[which].astimezone(UTC) + timedelta(minutes=wait)
        return Hindrance(Bar.TOO_SOON, at=again, limit=wait)
    if minutes < 0 or (minutes == 0 and op == "<"):
        first_time = PAIRS[op](moments.NEVER, minutes)
        return Hindrance(Bar.ENTRIES, limit=1, count=len(entries)) if first_time else None
    return Hindrance(Bar.TOO_LONG_AGO, limit=math.ceil(minutes))


def _of_moments(part: Part, scope: Scope, *, wanted: bool) -> Hindrance | None:
    """When the way is open, of isAfter and isBefore with now on one side."""
    sides = [_measure(side) == "now" for side in part.parts[:2]]
    if sides[0] is sides[1]:
        return None
    other = moments.moment_of(part.parts[sides.index(False)].run(scope), scope.scene.zone)
    span = moments.tolerance(part.parts[2].run(scope) if len(part.parts) > 2 else None)  # noqa: PLR2004
    # isAfter(now, t) is now > t - span; isBefore(now, t) is now < t + span; turned round likewise.
    starts = (part.op == "isAfter") is sides[0]
    at = other - span if starts else other + span
    return Hindrance(Bar.NOT_BEFORE if starts is wanted else Bar.NOT_AFTER, at=at)


def _of_names(value: Part, listed: Part, scope: Scope, *, wanted: bool) -> Hindrance | None:
    """Which categories, variations, gates or days would have been let in."""
    name = _measure(value)
    if name == "now_isoweekday":
        days = listed.run(scope)
        known = days if isinstance(days, list) else []
        return _of_weekdays(lambda day: any(equal(day, one) for one in known) is wanted)
    if name not in OWN:
        return None
    return Hindrance(_NAMED[name], names=_titles(listed, scope) if wanted else ())


def _titles(listed: Part, scope: Scope) -> tuple[str, ...]:
    """What people call the things in a list: their titles, where it gives them."""
    if listed.op not in ("objectList", LIST):
        found = listed.run(scope)
        return tuple(text(one) for one in found) if isinstance(found, list) else ()
    return tuple(dict.fromkeys(_title(one, scope) for one in listed.parts))


def _title(item: Part, scope: Scope) -> str:
    if item.op != "lookup":
        return text(item.run(scope))
    titles = [text(part.source) for part in reversed(item.parts[1:])]
    return next((title for title in titles if title.strip()), "")
