"""The event of a station: what it is, its categories and its doors."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk import paths
from kiosk.domain.admission import CheckInList, fitting
from kiosk.domain.facts import Kind
from kiosk.domain.names import clean
from kiosk.domain.people import Category, Event
from kiosk.errors import InputRefused, Trouble
from kiosk.operations.station import Station
from kiosk.store import journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_LONGEST_DAYS: Final = 31
_TIME_ZONE: Final = "Africa/Casablanca"
_ENTRANCE: Final = {
    "fr": "Entrée du {day:%d/%m}",
    "ar": "دخول {day:%d/%m}",
    "en": "Entrance {day:%d/%m}",
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What a desk shows of its event; `suggested` is the list that fits the time. No event: nothing yet."""

    event: Event | None
    categories: tuple[Category, ...]
    lists: tuple[CheckInList, ...]
    people: int
    suggested: CheckInList | None


def overview(station: Station) -> Overview:
    """Return the station's event, categories, lists and the size of its roll."""
    with station.database.read() as connection:
        lists = people.lists(connection)
        return Overview(
            event=people.event(connection),
            categories=tuple(people.categories(connection).values()),
            lists=lists,
            people=people.count(connection),
            suggested=fitting(lists, station.now),
        )


def resolve_list(station: Station, wanted: str) -> CheckInList:
    """Return the list with this id or title, or the one that fits now if `wanted` is empty.

    InputRefused with UNKNOWN_LIST, or NO_EVENT at a station without any list.
    """
    with station.database.read() as connection:
        lists = people.lists(connection)
    if not wanted:
        found = fitting(lists, station.now)
        if found is None:
            raise InputRefused(Trouble.NO_EVENT)
        return found
    for one in lists:
        if wanted in (one.id, one.title.fr, one.title.ar, one.title.en):
            return one
    raise InputRefused(Trouble.UNKNOWN_LIST, value=wanted)


def create_event(station: Station, title: str, place: str, first_day: date, last_day: date) -> Event:
    """Set up an event with the usual categories and one entrance list a day, and return it.

    InputRefused with DATES_WRONG if the last day is before the first, or more than a month after.
    """
    if not timedelta(0) <= last_day - first_day <= timedelta(days=_LONGEST_DAYS):
        raise InputRefused(Trouble.DATES_WRONG, first=first_day, last=last_day)
    title = clean(title, field="title")
    if not title:
        raise InputRefused(Trouble.NAME_MISSING)
    described = {
        "event": {
            "title": {"fr": title},
            "theme": {},
            "place": {"fr": clean(place, field="place")},
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "time_zone": _TIME_ZONE,
        },
        "categories": _sample()["categories"],
        "lists": [_entrance(first_day + timedelta(days=n)) for n in range((last_day - first_day).days + 1)],
    }
    return configure(station, described)


def _entrance(day: date) -> dict[str, Any]:
    return {
        "id": f"entrance-{day:%Y-%m-%d}",
        "title": {language: words.format(day=day) for language, words in _ENTRANCE.items()},
        "opens": datetime.combine(day, time(6)).isoformat(),
        "closes": datetime.combine(day, time(23, 59)).isoformat(),
        "categories": [],
    }


def create_sample_event(station: Station) -> Event:
    """Set up the sample event that ships with the program, without its roll, and return it."""
    return configure(station, _sample())


def _sample() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((paths.resources() / "sample_event" / "event.json").read_text("utf-8"))
    return read


def configure(station: Station, described: Mapping[str, Any]) -> Event:
    """Set up the event, categories and lists of `described` (the form of `sample_event/event.json`)."""
    zone = ZoneInfo(described["event"]["time_zone"])
    # An event that names itself is the same at every desk; any other is this desk's own.
    named = described["event"].get("id")
    noise = uuid.UUID(bytes=station.random(16), version=4)
    event_id = str(uuid.uuid5(uuid.NAMESPACE_OID, named) if named else noise)
    drafts = [Draft(Kind.EVENT_CONFIGURED, event_id, _event(described["event"]))]
    drafts += [
        Draft(
            Kind.CATEGORY_CONFIGURED, one["id"], category(one["title"], one["colour"], one.get("aliases", []))
        )
        for one in described["categories"]
    ]
    drafts += [
        Draft(Kind.LIST_CONFIGURED, one["id"], _list(one, position, zone))
        for position, one in enumerate(described["lists"])
    ]
    with station.database.write() as connection:
        if people.event(connection) is None:
            journal.record(connection, station.author, drafts)
        return _event_of(connection)


def _event_of(connection: Connection) -> Event:
    event = people.event(connection)
    assert event is not None
    return event


def _event(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in ("title", "theme", "place", "first_day", "last_day", "time_zone")}


def category(title: Mapping[str, str], colour: str, aliases: list[str]) -> dict[str, Any]:
    """Return the body of a category's fact."""
    return {"title": dict(title), "colour": colour, "aliases": aliases}


def _list(one: Mapping[str, Any], position: int, zone: ZoneInfo) -> dict[str, Any]:
    def moment(key: str) -> str:
        value = one.get(key)
        if not value:
            return ""
        read = datetime.fromisoformat(value)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).isoformat()

    return {
        "title": one["title"],
        "room": one.get("room", {}),
        "opens": moment("opens"),
        "closes": moment("closes"),
        "categories": one.get("categories", []),
        "multiple_entries": one.get("multiple_entries", False),
        "reentry_after_exit": one.get("reentry_after_exit", True),
        "position": position,
    }
