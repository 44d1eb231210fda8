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
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList, fitting
from kiosk.domain.names import clean
from kiosk.domain.people import Category, Event
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.station import Station
from kiosk.store import configured, journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_LONGEST_DAYS: Final = 31
_NO_WORDS: Final[Mapping[str, str]] = {}
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
        lists = configured.lists(connection)
        return Overview(
            event=configured.event(connection),
            categories=tuple(configured.categories(connection).values()),
            lists=lists,
            people=people.count(connection),
            suggested=fitting(lists, station.now),
        )


def resolve_list(station: Station, wanted: str) -> CheckInList:
    """Return the list with this id or title, or the one that fits now if `wanted` is empty.

    InputRefused with UNKNOWN_LIST, or NO_EVENT at a station without any list.
    """
    with station.database.read() as connection:
        lists = configured.lists(connection)
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

    InputRefused with DATES_WRONG if the last day is before the first, or more than a month after;
    NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
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
        "categories": usual_event()["categories"],
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
    return configure(station, usual_event())


def usual_event() -> dict[str, Any]:
    """Return the sample event that ships with the program, as a set-up file describes it."""
    read: dict[str, Any] = json.loads((paths.resources() / "sample_event" / "event.json").read_text("utf-8"))
    return read


def configure(station: Station, described: Mapping[str, Any]) -> Event:
    """Set up the event, categories, lists and questions of `described`, unless the station has an event.

    `described` has the form of `sample_event/event.json`.
    """
    staff.require(station, Right.CONFIGURE)
    zone = ZoneInfo(described["event"]["time_zone"])
    # An event that names itself is the same at every desk; any other is this desk's own.
    named = described["event"].get("id")
    noise = uuid.UUID(bytes=station.random(16), version=4)
    event_id = str(uuid.uuid5(uuid.NAMESPACE_OID, named) if named else noise)
    drafts = [Draft(Kind.EVENT_CONFIGURED, event_id, _event(described["event"], zone))]
    drafts += [
        Draft(
            Kind.CATEGORY_CONFIGURED,
            one["id"],
            category(
                one["title"],
                one["colour"],
                one.get("aliases", []),
                one.get("welcome", {}),
                one.get("prints", ""),
            ),
        )
        for one in described["categories"]
    ]
    drafts += [
        Draft(Kind.LIST_CONFIGURED, one["id"], described_list(one, position, zone))
        for position, one in enumerate(described["lists"])
    ]
    drafts += [
        Draft(Kind.QUESTION_CONFIGURED, one["id"], described_question(one, position))
        for position, one in enumerate(described.get("questions", ()))
    ]
    with station.database.write() as connection:
        if configured.event(connection) is None:
            journal.record(connection, station.author, drafts)
        return _event_of(connection)


def _event_of(connection: Connection) -> Event:
    event = configured.event(connection)
    assert event is not None
    return event


def _event(one: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    body = {key: one[key] for key in ("title", "theme", "place", "first_day", "last_day", "time_zone")}
    moments = {key: _moment(one.get(key), zone) for key in ("starts", "ends", "admission")}
    return {**body, **moments, "ticket_keys": list(one.get("ticket_keys", ()))}


def category(
    title: Mapping[str, str],
    colour: str,
    aliases: list[str],
    welcome: Mapping[str, str] = _NO_WORDS,
    prints: str = "",
) -> dict[str, Any]:
    """Return the body of a category's fact."""
    return {
        "title": dict(title),
        "colour": colour,
        "aliases": aliases,
        "welcome": dict(welcome),
        "prints": prints,
    }


_LIST: Final[Mapping[str, Any]] = {
    "room": {},
    "categories": [],
    "multiple_entries": False,
    "reentry_after_exit": True,
    "keeps_hours": False,
    "day_from": "",
    "day_to": "",
    "entries_limit": 0,
    "daily_limit": 0,
    "capacity": 0,
    "gates": [],
    "day_ends": "",
    "includes_unpaid": False,
    "welcome": {},
    "prints": "",
}
"""What a list is where nothing is said."""


def described_list(one: Mapping[str, Any], position: int, zone: ZoneInfo) -> dict[str, Any]:
    """Return the body of the fact of a list described in a file; its rule may be JSON or its text."""
    rule = one.get("rule") or ""
    return {
        **{key: one.get(key, usual) for key, usual in _LIST.items()},
        "title": one["title"],
        "opens": _moment(one.get("opens"), zone),
        "closes": _moment(one.get("closes"), zone),
        "rule": rule if isinstance(rule, str) else json.dumps(rule, ensure_ascii=False),
        "position": position,
    }


def described_question(one: Mapping[str, Any], position: int) -> dict[str, Any]:
    """Return the body of the fact of a question described in a file."""
    return {
        "title": one["title"],
        "answering": one["answering"],
        "required": one.get("required", True),
        "options": one.get("options", []),
        "categories": one.get("categories", []),
        "lists": one.get("lists", []),
        "position": position,
    }


def _moment(value: str | None, zone: ZoneInfo) -> str:
    if not value:
        return ""
    read = datetime.fromisoformat(value)
    return (read if read.tzinfo else read.replace(tzinfo=zone)).isoformat()
