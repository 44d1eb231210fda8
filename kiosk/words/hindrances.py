"""What is said of what stands in the way of an entry, by a list's rule: when, how often or who instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Final

from kiosk import language
from kiosk.domain.people import Category
from kiosk.domain.scenes import Bar, Hindrance
from kiosk.language import N_, _, isolated, number
from kiosk.words.moments import listed, when

_BARS: Final = {
    Bar.NOT_BEFORE: N_("Only from {time}"),
    Bar.NOT_AFTER: N_("Only until {time}"),
    Bar.ENTRIES: N_("Entries so far: {count} of {limit} allowed"),
    Bar.ENTRIES_TODAY: N_("Entries today: {count} of {limit} allowed"),
    Bar.ENTRIES_SINCE: N_("Entries since {time}: {count} of {limit} allowed"),
    Bar.DAYS: N_("Days of entry so far: {count} of {limit} allowed"),
    Bar.TOO_SOON: N_("Again from {time}"),
    Bar.TOO_LONG_AGO: N_("The earlier entry was more than {limit} min ago"),
    Bar.NEVER_CAME: N_("Must have entered before: {count} of {limit} entries"),
    Bar.CATEGORY: N_("Only for: {names}"),
    Bar.VARIATION: N_("Only with a ticket of this kind: {names}"),
    Bar.GATE: N_("Only at: {names}"),
    Bar.WEEKDAY: N_("Only on: {names}"),
    Bar.INSIDE: N_("Is still inside: record the exit first"),
    Bar.OUTSIDE: N_("Must be inside already"),
    Bar.OTHER: N_("The rule of this list does not let this guest in"),
    Bar.BROKEN: N_("The rule of this list cannot be read: {text}"),
}

_NOT_THEIRS: Final = {
    Bar.CATEGORY: N_("Not for this category"),
    Bar.VARIATION: N_("Not with this kind of ticket"),
    Bar.GATE: N_("Not at this gate"),
    Bar.WEEKDAY: N_("Not on this day"),
}
"""Where no name is known that would do."""

_TIMELESS: Final = {
    Bar.NOT_BEFORE: N_("Not yet"),
    Bar.NOT_AFTER: N_("No longer"),
    Bar.ENTRIES_SINCE: _BARS[Bar.ENTRIES],
    Bar.TOO_SOON: N_("Too soon after the earlier entry"),
}
"""Where no moment is known."""

_WEEKDAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def hindrance(
    one: Hindrance, zone: tzinfo, today: date, categories: Mapping[str, Category] | None = None
) -> str:
    """Return what stands in the way, with times in `zone`, and `categories` (by id) by their titles."""
    text = _BARS[one.bar]
    if one.at is None:
        text = _TIMELESS.get(one.bar, text)
    names = _names(one, categories or {})
    if not names:
        text = _NOT_THEIRS.get(one.bar, text)
    return _(text).format(
        time=when(one.at, zone, today) if one.at else "",
        count=number(one.count),
        limit=number(one.limit),
        names=names,
        text=isolated(one.text),
    )


def weekday(iso: int) -> str:
    """Return what the day with this ISO number, 1 to 7, is called."""
    return _(_WEEKDAYS[iso - 1])


def _names(one: Hindrance, categories: Mapping[str, Category]) -> str:
    if one.bar is Bar.WEEKDAY:
        return listed(weekday(int(day)) for day in one.names)
    known = categories if one.bar is Bar.CATEGORY else {}
    return listed(_title(known[name]) if name in known else name for name in one.names)


def _title(one: Category) -> str:
    return one.title.best(language.current()) or one.id
