"""What stands on badges: an attendee and the event as the fields of a layout, drawn by `kiosk.badge`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.people import Attendee, Category, Event
from kiosk.operations.station import Station
from kiosk.store import configured
from kiosk.store.database import Connection

if TYPE_CHECKING:
    from kiosk.badge.pdf import Rendered


def draw(
    station: Station,
    chosen: Sequence[Mapping[str, str]],
    title: str,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Return the badges made of these fields in one PDF, a page each; InputRefused if one cannot be drawn.

    FileRefused with LAYOUT_WRONG if the station's layout is not to be had.
    """
    from kiosk.badge import pdf  # brings the fonts: not before the first badge

    return pdf.render(station.layout, chosen, title=title, on_page=on_page)


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
        return {
            **one.extra,
            "name": one.name,
            "name_latin": one.name_latin,
            "name_arabic": one.name_arabic,
            "company": one.company,
            "function": one.function,
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


def _dates(event: Event) -> str:
    first, last = event.first_day, event.last_day
    if first == last:
        return f"{first:%d/%m/%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}"
