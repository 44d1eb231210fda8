"""What stands on badges: an attendee and the event as the fields of a layout, drawn by `kiosk.badge`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload
from zoneinfo import ZoneInfo

from kiosk.domain.people import Attendee, Category, Event
from kiosk.operations.layouts import FOLDER, Layouts, picture
from kiosk.operations.permissions import Permissions
from kiosk.operations.photos import Photos
from kiosk.operations.station import Station
from kiosk.store import configured
from kiosk.store.database import Connection

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered
    from kiosk.domain.badge import Layout


LOGO: Final = "logo.png"
"""The picture that the shipped layouts show as the organiser's, where it was taken in."""

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

    def badge(fields: Mapping[str, str]) -> tuple[Layout, Mapping[str, str]]:
        return in_force.of_category(fields.get("category_id", "")), fields

    badges = Lazily(badge, chosen)
    pictures = partial(picture, station.folder)
    drawn = _renderer(station)(badges, title=title, on_page=on_page, pictures=pictures)
    return replace(drawn, refused=tuple(in_force.refused.items())) if in_force.refused else drawn


_S = TypeVar("_S")
_T = TypeVar("_T")


class Lazily(Sequence[_T]):
    """What is made of each of `sources`, whenever it is asked for: a whole roll's fields fill the memory."""

    def __init__(self, make: Callable[[_S], _T], sources: Sequence[_S]) -> None:
        self._make: Callable[[Any], _T] = make
        self._sources: Sequence[Any] = sources

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | Sequence[_T]:
        if isinstance(at, slice):
            return Lazily(self._make, self._sources[at])
        return self._make(self._sources[at])


def _renderer(station: Station) -> Callable[..., Rendered]:
    """Return what draws here: this process, or one beside it that spares it the fonts as well."""
    if station.draws_apart:
        from kiosk.badge import drawing_apart

        return drawing_apart.shared().render_each
    from kiosk.badge import pdf  # brings the fonts: not before the first badge

    return pdf.render_each


def drawn_in(station: Station, layout: Layout, fields: Mapping[str, str], title: str) -> Rendered:
    """Return one badge in a layout, whoever would have it; InputRefused if it cannot be drawn."""
    return _renderer(station)([(layout, fields)], title=title, pictures=partial(picture, station.folder))


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
    of_event: Mapping[str, str]
    permissions: Permissions
    photos: Photos

    @classmethod
    def of(cls, connection: Connection, station: Station) -> Fields:
        """Return the fields of the station's event as they are now."""
        event = configured.event(connection)
        return cls(
            event,
            configured.categories(connection),
            _of_event(event, station),
            Permissions.of(configured.lists(connection)),
            Photos.of(connection, station.folder),
        )

    @property
    def _zone(self) -> tzinfo:
        return _zone(self.event)

    @property
    def title(self) -> str:
        """The event's title, as badges and their files bear it."""
        return self.event.title.best("fr") if self.event else ""

    def __call__(self, one: Attendee) -> dict[str, str]:
        """Return what placeholders stand for on this badge; columns of files go by their headers."""
        category = self.categories.get(one.category)
        given, family = _in_two(one.name)
        return {
            **one.extra,
            **{f"question_{key}": answer for key, answer in one.answers.items()},
            **self.of_event,
            **self.permissions(one.category),
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
            **_moment("valid_from", one.valid_from, self._zone),
            **_moment("valid_until", one.valid_until, self._zone),
            "photo": self.photos(one),
            "vcard": _vcard(one, given, family),
            "category_id": one.category,
            "category": category.title.best("fr") if category else "",
            "category_arabic": category.title.ar if category else "",
            "category_colour": category.colour if category else "#1B1F2A",
            "code": one.code,
        }


def _of_event(event: Event | None, station: Station) -> dict[str, str]:
    """Return what is the same on every badge: the event's words and times, and when this was drawn."""
    zone = _zone(event)
    now = station.now.astimezone(zone)
    drawn = {"today": f"{now:%d/%m/%Y}", "now": f"{now:%H:%M}"}
    logo = {"logo": LOGO if (station.folder / FOLDER / LOGO).is_file() else ""}
    if event is None:
        return {**drawn, **logo, "event_dates": ""}
    begins, ends = f"{event.first_day:%d/%m/%Y}", f"{event.last_day:%d/%m/%Y}"
    return {
        **drawn,
        **logo,
        "event": event.title.best("fr"),
        "event_arabic": event.title.ar,
        "event_theme": event.theme.best("fr"),
        "event_theme_arabic": event.theme.ar,
        "event_place": event.place.best("fr"),
        "event_place_arabic": event.place.ar,
        "event_dates": _dates(event),
        **_moment("event_begin", event.starts, zone),
        **_moment("event_end", event.ends, zone),
        **_moment("event_admission", event.admission or event.starts, zone),
        "event_begin": begins,
        "event_end": ends,
    }


def _moment(name: str, at: datetime | None, zone: tzinfo) -> dict[str, str]:
    """Return a moment's day under `name`, and its time of day."""
    local = at.astimezone(zone) if at else None
    return {
        name: f"{local:%d/%m/%Y}" if local else "",
        f"{name}_time": f"{local:%H:%M}" if local else "",
    }


def _zone(event: Event | None) -> tzinfo:
    return ZoneInfo(event.time_zone) if event else UTC


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
