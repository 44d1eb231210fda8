"""How moments and lists of things stand in our sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from kiosk.language import _, clock, isolated


def when(at: datetime, zone: tzinfo, today: date) -> str:
    """Return when something was or will be: the time alone of what is of `today`, else the day as well."""
    local = at.astimezone(zone)
    if local.date() == today:
        return isolated(clock(local))
    day = f"{local:%d/%m}" if local.year == today.year else f"{local:%d/%m/%Y}"
    return _("{day} at {time}").format(day=isolated(day), time=isolated(clock(local)))


def presence(last_at: datetime | None, zone: tzinfo | None, *, inside: bool) -> str:
    """Return where somebody stands on a list; `last_at` is when they last passed, None: never."""
    if last_at is None:
        return _("not in")
    time = clock(last_at.astimezone(zone))
    return (_("in since {time}") if inside else _("left at {time}")).format(time=time)


def either(parts: Iterable[str]) -> str:
    """Return alternatives as one sentence: "from 14:00, or at the north gate"."""
    said = ""
    for part in parts:
        said = _("{one}, or: {other}").format(one=said, other=part) if said else part
    return said


def listed(names: Iterable[str]) -> str:
    """Return names in one line, each kept from turning the others round."""
    return _(", ").join(isolated(name) for name in names)
