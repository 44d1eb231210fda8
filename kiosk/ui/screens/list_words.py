"""How a check-in list is told in a few words: its hours, how often people may enter, its signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.domain.lists import CheckInList, Entries, entries_of
from kiosk.language import N_, _, clock, current, isolated, ngettext, number
from kiosk.ui.widgets.ordered import Line, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from kiosk.domain.people import Category

_ENTRIES: Final = {
    Entries.ONCE: N_("Once"),
    Entries.BACK_AFTER_LEAVING: N_("Once, and back after leaving"),
    Entries.ONCE_A_DAY: N_("Once a day"),
    Entries.SOME: N_("A number of times"),
    Entries.ANY: N_("As often as they like"),
    Entries.OTHER: N_("As another system has set it"),
}


def entries(one: Entries) -> str:
    """Return how often people may enter."""
    return _(_ENTRIES[one])


def hours(one: CheckInList, zone: tzinfo) -> str:
    """Return when the desk offers the list."""
    opens, closes = (at.astimezone(zone) if at else None for at in (one.opens, one.closes))
    if opens and closes:
        start = isolated(f"{opens:%d/%m} {clock(opens)}")
        end = isolated(clock(closes) if closes.date() == opens.date() else f"{closes:%d/%m} {clock(closes)}")
        return _("{start} – {end}").format(start=start, end=end)
    if opens:
        return _("from {start}").format(start=isolated(f"{opens:%d/%m} {clock(opens)}"))
    if closes:
        return _("until {end}").format(end=isolated(f"{closes:%d/%m} {clock(closes)}"))
    return _("at any time")


def line(one: CheckInList, zone: tzinfo, categories: Mapping[str, Category]) -> Line:
    """Return the line of a list among the others."""
    room = one.room.best(current())
    under = " · ".join(filter(None, (isolated(room) if room else "", hours(one, zone))))
    theirs = (category for key, category in categories.items() if key in one.categories)
    colours = tuple(Sign(each.title.best(current()) or each.id, each.colour) for each in theirs)
    return Line(one.id, one.title.best(current()) or one.id, under, (*_limits(one), *colours))


def _limits(one: CheckInList) -> tuple[Sign, ...]:
    told = (
        _times(one),
        ngettext("{n} place", "{n} places", one.capacity).format(n=number(one.capacity))
        if one.capacity
        else "",
        _day(one) if one.day_from or one.day_to else "",
        _("unpaid too") if one.includes_unpaid else "",
        _("gates") if one.gates else "",
        _("rule") if one.rule else "",
    )
    return tuple(Sign(word) for word in told if word)


def _times(one: CheckInList) -> str:
    kind = entries_of(one)
    if kind is Entries.SOME:
        text = ngettext("{n} entry", "{n} entries", one.entries_limit)
        return text.format(n=number(one.entries_limit))
    return entries(kind) if kind in (Entries.ONCE_A_DAY, Entries.ANY) else ""


def _day(one: CheckInList) -> str:
    start, end = (isolated(f"{at:%H:%M}") if at else "" for at in (one.day_from, one.day_to))
    if start and end:
        return _("{start} – {end}").format(start=start, end=end)
    return _("from {start}").format(start=start) if start else _("until {end}").format(end=end)
