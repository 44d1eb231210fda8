"""What stands on badges: an attendee and the event as the fields of a layout, drawn by `kiosk.badge`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from kiosk.domain.people import Attendee, Category, Event
from kiosk.operations.layouts import Layouts, picture
from kiosk.operations.station import Station
from kiosk.store import configured
from kiosk.store.database import Connection

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered


_CARD_TEXT: Final = 60
_SPECIAL = re.compile(r"[\\,;]")


def draw(
    station: Station,
    chosen: Sequence[Mapping[str, str]],
    title: str,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Return the badges made of these fields in one PDF, each in the layout of its category.

    A layout that cannot be used is replaced by the built-in one, and stands in the file's `refused`.
    InputRefused if a badge cannot be drawn; FileRefused with LAYOUT_WRONG if even ours is not to be had.
    `on_page` is told how many badges are drawn; what it raises (Cancelled) ends the work.
    """
    in_force = Layouts.of(station)
    badges = [(in_force.of_category(fields.get("category_id", "")), fields) for fields in chosen]
    pictures = partial(picture, station.folder)
    drawn = _renderer(station)(badges, title=title, on_page=on_page, pictures=pictures)
    return replace(drawn, refused=tuple(in_force.refused.items())) if in_force.refused else drawn


def _renderer(station: Station) -> Callable[..., Rendered]:
    """Return what draws here: this process, or one beside it that spares it the fonts as well."""
    if station.draws_apart:
        from kiosk.badge import drawing_apart

        return drawing_apart.shared().render_each
    from kiosk.badge import pdf  # brings the fonts: not before the first badge

    return pdf.render_each


def make_ready(station: Station) -> None:
    """Have what draws badges apart started, so that the first badge comes at once."""
    from kiosk.badge import drawing_apart

    if station.draws_apart:
        drawing_apart.shared().ready()


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes of an attendee what a layout's placeholders stand for."""

    event: Event | None
    categories: Mapping[str, Category]

    @classmethod
    def of(cls, connection: Connection) -> Fields:
        """Return the fields of the station's event."""
        return cls(configured.event(connection), configured.categories(connection))

    @property
    def title(self) -> str:
        """The event's title, as badges and their files bear it."""
        return self.event.title.best("fr") if self.event else ""

    def __call__(self, one: Attendee) -> dict[str, str]:
        """Return what placeholders stand for on this badge; columns of files go by their headers."""
        category = self.categories.get(one.category)
        event = self.event
        given, family = _in_two(one.name)
        return {
            **one.extra,
            "id": one.id,
            "name": one.name,
            "name_latin": one.name_latin,
            "name_arabic": one.name_arabic,
            "name_ar": one.name_arabic,
            "given_name": given,
            "family_name": family,
            "company": one.company,
            "function": one.function,
            "email": one.email,
            "phone": one.phone,
            "ticket": one.ticket,
            "reference": one.reference,
            "note": one.note,
            "attention": one.attention,
            "registration": str(one.registration),
            "valid_from": f"{one.valid_from:%d/%m/%Y}" if one.valid_from else "",
            "valid_until": f"{one.valid_until:%d/%m/%Y}" if one.valid_until else "",
            "vcard": _vcard(one, given, family),
            "category_id": one.category,
            "category": category.title.best("fr") if category else "",
            "category_arabic": category.title.ar if category else "",
            "category_colour": category.colour if category else "#1B1F2A",
            "code": one.code,
            "event": event.title.best("fr") if event else "",
            "event_arabic": event.title.ar if event else "",
            "event_theme": event.theme.best("fr") if event else "",
            "event_place": event.place.best("fr") if event else "",
            "event_dates": _dates(event) if event else "",
        }


def _in_two(name: str) -> tuple[str, str]:
    """Return the given and the family name: what stands before the first place to break, and the rest."""
    from kiosk.badge.breaking import breaks

    return next(((first, rest) for first, rest in breaks(name, 2) if "-" not in first[-1:]), (name, ""))


def _vcard(one: Attendee, given: str, family: str) -> str:
    """Return what a telephone takes for a new contact (RFC 2426), short enough for a code to be read."""
    told = (
        ("N", f"{_escaped(family)};{_escaped(given)};;;"),
        ("FN", _escaped(one.name)),
        ("ORG", _escaped(one.company)),
        ("TITLE", _escaped(one.function)),
        ("TEL", _escaped(one.phone)),
        ("EMAIL", _escaped(one.email)),
    )
    lines = [f"{name}:{value}" for name, value in told if value]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text[:_CARD_TEXT].split()))


def _dates(event: Event) -> str:
    first, last = event.first_day, event.last_day
    if first == last:
        return f"{first:%d/%m/%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}"
