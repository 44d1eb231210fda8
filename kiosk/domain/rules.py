"""A list's rule, as JsonLogic: whether it holds for an entry, and if not, what stands in the way.

The variables and the operators beside the standard ones are pretix's, so that its lists can be taken
over as they are (https://docs.pretix.eu/dev/api/resources/checkinlists.html). Days are calendar days in
the event's time zone; only entries count.

The JsonLogic is our own. A refusal must name the part that refuses and what would have passed; the desk
decides in microseconds; and no rule that somebody typed may take its memory or its time. No library
does these three, and nothing third-party stands among the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NoReturn

from kiosk.domain.lists import CheckInList
from kiosk.domain.logic_values import truth
from kiosk.domain.people import NO_WORDS, Event
from kiosk.domain.rule_moments import Scope
from kiosk.domain.rule_operators import Part, all_of
from kiosk.domain.rule_parts import compiled, parse
from kiosk.domain.rule_reasons import reasons
from kiosk.domain.scenes import Bar, BrokenRuleError, Hindrance, Scene

__all__ = ["Bar", "BrokenRuleError", "Hindrance", "Scene", "check", "hindrances", "of_list"]

_NOON: Final = datetime(2024, 10, 24, 12, tzinfo=UTC)
_NEWCOMER: Final = Scene(
    now=_NOON,
    zone=UTC,
    category="participant",
    variation="standard",
    gate="main",
    event=Event("event", NO_WORDS, NO_WORDS, NO_WORDS, date(2024, 10, 24), date(2024, 10, 25)),
)
_REGULAR: Final = replace(
    _NEWCOMER, entries=(_NOON - timedelta(days=1), _NOON - timedelta(hours=1)), inside=True
)


OUR_MISTAKE: Final = "this rule shows a mistake of the program"
"""How the text begins where a rule is not what is broken."""


def check(rule: Any) -> None:
    """Raise BrokenRuleError if `rule`, JSON as text or read, cannot be answered.

    It has an unknown operator, variable or shape, is too large, or fails for one of two made-up guests:
    one who comes for the first time, and one who came yesterday and is inside.
    """
    part = _ready(rule)
    if part is None:
        return
    for scene in (_NEWCOMER, _REGULAR):
        if (broken := _answer(part, scene)) and broken[0].bar is Bar.BROKEN:
            raise BrokenRuleError(broken[0].text)


def hindrances(rule: Any, scene: Scene) -> tuple[Hindrance, ...]:
    """Return what stands in the way of an entry: () if nothing does, several if each alone would have done.

    `rule` is what `of_list` returns, or JSON as text or read. One that cannot be answered hinders
    (BROKEN, with its text); nothing is ever raised.
    """
    try:
        part = rule if isinstance(rule, Part) else _ready(rule)
    except BrokenRuleError as error:
        return (Hindrance(Bar.BROKEN, text=str(error)),)
    return () if part is None else _answer(part, scene)


def _answer(part: Part, scene: Scene) -> tuple[Hindrance, ...]:
    try:
        scope = Scope(scene)
        return () if truth(part.run(scope)) else reasons(part, scope)
    except BrokenRuleError as error:
        return (Hindrance(Bar.BROKEN, text=str(error)),)
    except RecursionError:
        return (Hindrance(Bar.BROKEN, text="lists within lists grow too deep"),)
    except (ArithmeticError, ValueError):
        return (Hindrance(Bar.BROKEN, text="a number or a moment out of range"),)
    except (TypeError, LookupError, AttributeError) as error:  # a door that crashes helps nobody
        return (Hindrance(Bar.BROKEN, text=f"{OUR_MISTAKE}: {error}"),)


def of_list(one: CheckInList) -> Part | None:
    """Return the whole rule of a list, ready to be answered: its plain settings, then its own rule; or None.

    Categories, capacity and the policy of entries are no part of it: they have reasons of their own.
    """
    bounded = one.rule or one.keeps_hours or one.entries_limit or one.daily_limit or one.gates
    return _of_list(one) if bounded or one.day_from is not None or one.day_to is not None else None


@lru_cache(maxsize=256)
def _of_list(one: CheckInList) -> Part | None:
    parts = tuple(part for each in (*_settings(one), one.rule) if (part := _ready_or_broken(each)))
    return Part([part.source for part in parts], "and", parts, all_of(parts)) if parts else None


def _ready_or_broken(rule: Any) -> Part | None:
    try:
        return _ready(rule)
    except BrokenRuleError as error:
        return _broken(str(error))


def _broken(why: str) -> Part:
    def run(_: Scope) -> NoReturn:
        raise BrokenRuleError(why)

    return Part(None, "", (), run)


def _ready(rule: Any) -> Part | None:
    """A rule, JSON as text or read, made ready; None if it says nothing, as pretix's {} does."""
    read = parse(rule) if isinstance(rule, str) else rule
    return None if read is None or read == {} else compiled(read)


def _settings(one: CheckInList) -> list[Any]:
    """The plain settings of a list as rules, in the order in which they are told."""
    found: list[Any] = []
    if one.keeps_hours and one.opens is not None:
        found.append({">=": [_NOW, _moment("custom", one.opens)]})
    if one.keeps_hours and one.closes is not None:
        found.append({"<": [_NOW, _moment("custom", one.closes)]})
    found.extend(_hours(one.day_from, one.day_to))
    if one.entries_limit:
        found.append({"<": [{"var": "entries_number"}, one.entries_limit]})
    if one.daily_limit:
        found.append({"<": [{"var": "entries_today"}, one.daily_limit]})
    if one.gates:
        found.append({"inList": [{"var": "gate"}, {"objectList": _lookups("gate", one.gates)}]})
    return found


_NOW: Final = {"var": "now"}


def _moment(kind: str, when: datetime | time) -> Any:
    return {"buildTime": [kind, when.isoformat()]}


def _lookups(kind: str, names: Sequence[str]) -> list[Any]:
    return [{"lookup": [kind, name, name]} for name in names]


def _hours(day_from: time | None, day_to: time | None) -> list[Any]:
    """The hours of any day; from one until the same one is the whole day."""
    starts = None if day_from is None else {">=": [_NOW, _moment("customtime", day_from)]}
    ends = None if day_to is None else {"<": [_NOW, _moment("customtime", day_to)]}
    if day_from is not None and day_to is not None:
        if day_to == day_from:
            return []
        if day_to < day_from:
            return [{"or": [starts, ends]}]
    return [bound for bound in (starts, ends) if bound is not None]
