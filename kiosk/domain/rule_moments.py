"""What a rule can know of a scene: pretix's variables, its moments, and how often somebody entered.

Moments are compared in UTC: Python compares two of one time zone by their clocks, which is wrong twice a
year. Days are calendar days in the scene's zone. A time of day that a clock change skips is the moment
it would have been without the change; of one that comes twice the first is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Any, Final

from kiosk.domain.logic_values import number
from kiosk.domain.scenes import BrokenRuleError, Scene

NEVER: Final = -1
"""Minutes since an entry that has not been."""
PRESENT: Final = "present"
ABSENT: Final = "absent"


class Scope:
    """One answering of a rule: the scene, the list's element at hand, and what was worked out already."""

    __slots__ = ("element", "local", "now", "scene", "steps", "today")

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.now = scene.now.astimezone(UTC)
        self.local = scene.now.astimezone(scene.zone)
        self.element: Any = None
        self.steps = 0
        self.today: int | None = None


Run = Callable[[Scope], Any]


_LONGER_THAN_A_DAY: Final = timedelta(days=2)  # whatever the clocks do in it


def _today(scope: Scope) -> int:
    if scope.today is None:  # asked again for every reason
        scope.today = _entries_today(scope)
    return scope.today


def _entries_today(scope: Scope) -> int:
    zone, today, count = scope.scene.zone, scope.local.date(), 0
    for entry in scope.scene.entries:
        # The days in zones are dear; and a clock that was wrong may have put an old entry anywhere.
        if abs(scope.now - entry) <= _LONGER_THAN_A_DAY:
            count += entry.astimezone(zone).date() == today
    return count


def days(entries: Iterable[datetime], zone: tzinfo) -> int:
    """Return on how many calendar days in `zone` there were entries."""
    return len({entry.astimezone(zone).date() for entry in entries})


def _minutes_since(scope: Scope, which: int) -> int:
    """Whole minutes; 0 for an entry that a clock set back has put in the future."""
    entries = scope.scene.entries
    if not entries:
        return NEVER
    return max(0, (scope.now - entries[which].astimezone(UTC)) // timedelta(minutes=1))


VARIABLES: Final[Mapping[str, Run]] = MappingProxyType(
    {
        "product": lambda scope: scope.scene.category or None,
        "category": lambda scope: scope.scene.category or None,
        "variation": lambda scope: scope.scene.variation or None,
        "gate": lambda scope: scope.scene.gate or None,
        "now": lambda scope: scope.now,
        "now_isoweekday": lambda scope: scope.local.isoweekday(),
        "entries_number": lambda scope: len(scope.scene.entries),
        "entries_today": _today,
        "entries_days": lambda scope: days(scope.scene.entries, scope.scene.zone),
        "minutes_since_last_entry": lambda scope: _minutes_since(scope, -1),
        "minutes_since_first_entry": lambda scope: _minutes_since(scope, 0),
        "entry_status": lambda scope: PRESENT if scope.scene.inside else ABSENT,
    }
)

OWN: Final[Mapping[str, Callable[[Scene], str]]] = MappingProxyType(
    {
        "product": lambda scene: scene.category,
        "category": lambda scene: scene.category,
        "variation": lambda scene: scene.variation,
        "gate": lambda scene: scene.gate,
    }
)
"""The variables that name a thing, which other systems' rules do by a number and a title."""


def since(scope: Scope, moment: datetime) -> list[datetime]:
    """Return the entries from `moment` on, itself included."""
    return [entry for entry in scope.scene.entries if entry >= moment]


def before(scope: Scope, moment: datetime) -> list[datetime]:
    """Return the entries before `moment`."""
    return [entry for entry in scope.scene.entries if entry < moment]


COUNTS: Final[Mapping[str, Callable[[Scope, datetime], int]]] = MappingProxyType(
    {
        "entries_since": lambda scope, moment: len(since(scope, moment)),
        "entries_before": lambda scope, moment: len(before(scope, moment)),
        "entries_days_since": lambda scope, moment: days(since(scope, moment), scope.scene.zone),
        "entries_days_before": lambda scope, moment: days(before(scope, moment), scope.scene.zone),
    }
)
"""What is counted from a moment on, or before it."""


def moment_of(value: Any, zone: tzinfo) -> datetime:
    """Return `value`, a moment or one written in ISO 8601, in UTC; one without an offset is in `zone`."""
    found = written(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        raise BrokenRuleError("a moment is needed where there is none")
    return _in_utc(found, zone)


def _in_utc(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def written(value: Any) -> datetime:
    """Return the moment written in ISO 8601; BrokenRuleError if it is none."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise BrokenRuleError(f"{_shown(value)} is no moment") from None


def _shown(value: Any) -> str:
    return f'"{value[:40]}"' if isinstance(value, str) else "this"


def tolerance(value: Any) -> timedelta:
    """Return a number of minutes as a span; none given is none."""
    minutes = number(value)
    try:
        return timedelta(minutes=minutes)
    except (OverflowError, ValueError):
        raise BrokenRuleError("the tolerance is no number of minutes") from None


def is_after(scope: Scope, left: Any, right: Any, minutes: Any = None) -> bool:
    """Return whether `left` is after `right`, or would be some minutes later."""
    zone = scope.scene.zone
    return moment_of(left, zone) + tolerance(minutes) > moment_of(right, zone)


def is_before(scope: Scope, left: Any, right: Any, minutes: Any = None) -> bool:
    """Return whether `left` is before `right`, or was some minutes earlier."""
    zone = scope.scene.zone
    return moment_of(left, zone) - tolerance(minutes) < moment_of(right, zone)


def build_time(kind: Any, value: Any = None) -> Run:
    """Return what answers with the moment that pretix's buildTime means, in UTC."""
    if kind == "custom":
        return _custom(written(value))
    if kind == "customtime":
        return _time_today(value)
    if kind not in _OF_EVENT:
        raise BrokenRuleError(
            'buildTime needs "custom", "customtime", "date_from", "date_to" or "date_admission"'
        )
    return _OF_EVENT[kind]


def _custom(moment: datetime) -> Run:
    if moment.tzinfo is None:
        return lambda scope: _in_utc(moment, scope.scene.zone)
    try:
        fixed = moment.astimezone(UTC)
    except OverflowError:
        raise BrokenRuleError("a moment beyond the calendar") from None
    return lambda _: fixed


def _time_today(value: Any) -> Run:
    try:
        clock = time.fromisoformat(value)
    except (TypeError, ValueError):
        raise BrokenRuleError(f"{_shown(value)} is no time of day") from None
    if clock.tzinfo is not None:
        raise BrokenRuleError(f"{_shown(value)} is no time of day: it is always that of the event's zone")
    return lambda scope: at_clock(scope.local.date(), clock, scope.scene.zone)


def at_clock(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return in UTC when clocks in `zone` show `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def _date_from(scope: Scope) -> datetime:
    event, zone = scope.scene.event, scope.scene.zone
    if event is None:
        raise BrokenRuleError("the rule goes by the event's dates, and there is no event")
    return _in_utc(event.starts, zone) if event.starts else at_clock(event.first_day, time(), zone)


def _date_to(scope: Scope) -> datetime:
    event, zone = scope.scene.event, scope.scene.zone
    if event is None:
        raise BrokenRuleError("the rule goes by the event's dates, and there is no event")
    return _in_utc(event.ends, zone) if event.ends else at_clock(event.last_day + timedelta(1), time(), zone)


def _date_admission(scope: Scope) -> datetime:
    event = scope.scene.event
    if event is None or event.admission is None:
        return _date_from(scope)
    return _in_utc(event.admission, scope.scene.zone)


_OF_EVENT: Final[Mapping[Any, Run]] = MappingProxyType(
    {"date_from": _date_from, "date_to": _date_to, "date_admission": _date_admission}
)
