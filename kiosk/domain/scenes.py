"""What a list's rule is asked about, and what it may answer: the records between a door and its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum

from kiosk.domain.people import Event


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule is asked about. All moments are aware.

    `names` are the folded words by which the category (key "product"), the variation ("variation") and
    the gate ("gate") are known, beside the values themselves: other systems' rules name a thing by a
    number of theirs and its title. `entries` are the moments of the entries that count, in order.
    """

    now: datetime
    zone: tzinfo
    category: str = ""
    variation: str = ""
    gate: str = ""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    entries: Sequence[datetime] = ()
    inside: bool = False
    event: Event | None = None


class Bar(StrEnum):
    """What stands in the way. The fields of Hindrance that tell more stand behind it."""

    NOT_BEFORE = "not_before"  # at: entry from then on
    NOT_AFTER = "not_after"  # at: entry until then
    ENTRIES = "entries"  # limit, count: entered as often as allowed
    ENTRIES_TODAY = "entries_today"  # limit, count
    ENTRIES_SINCE = "entries_since"  # limit, count, at: since then
    DAYS = "days"  # limit, count: came on as many days as allowed
    TOO_SOON = "too_soon"  # limit (minutes), at: when they may come again
    TOO_LONG_AGO = "too_long_ago"  # limit (minutes): too long since the entry it goes by
    NEVER_CAME = "never_came"  # must have entered before; limit, count: as often as that
    CATEGORY = "category"  # names: those that may; none: theirs may not
    VARIATION = "variation"  # names, likewise
    GATE = "gate"  # names, likewise
    WEEKDAY = "weekday"  # names: ISO numbers of the days, as text
    INSIDE = "inside"  # must be outside
    OUTSIDE = "outside"  # must be inside
    OTHER = "other"  # text: the part of the rule
    BROKEN = "broken"  # text: what is wrong with the rule


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that stands in the way of an entry. `at` is in UTC."""

    bar: Bar
    at: datetime | None = None
    limit: int = 0
    count: int = 0
    names: tuple[str, ...] = ()
    text: str = ""


class BrokenRuleError(ValueError):
    """A rule that means nothing; the message tells where and why, for whoever wrote it."""
