"""Reading what people have set up, as records: the event, its categories, its lists, its questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Category, Event, Words, tellable
from kiosk.domain.printers import Prints
from kiosk.domain.questions import Answering, Option, Question
from kiosk.store import tables

_ALL: Final = (
    select(tables.configured.c.id, tables.configured.c.body)
    .where(tables.configured.c.kind == bindparam("kind"))
    .order_by(tables.configured.c.hlc, tables.configured.c.id)
)
_ONE: Final = _ALL.where(tables.configured.c.id == bindparam("id"))


def event(connection: Connection) -> Event | None:
    """Return the event, or None at a station that has none yet."""
    for subject, body in _configured(connection, Kind.EVENT_CONFIGURED):
        return Event(
            id=subject,
            title=Words(**body["title"]),
            theme=Words(**body["theme"]),
            place=Words(**body["place"]),
            first_day=date.fromisoformat(body["first_day"]),
            last_day=date.fromisoformat(body["last_day"]),
            time_zone=body["time_zone"],
            starts=_moment(body.get("starts")),
            ends=_moment(body.get("ends")),
            admission=_moment(body.get("admission")),
            ticket_keys=tuple(body.get("ticket_keys") or ()),
        )
    return None


def categories(connection: Connection) -> dict[str, Category]:
    """Return the categories by id, in the order they were set up."""
    return {key: _category(key, body) for key, body in _configured(connection, Kind.CATEGORY_CONFIGURED)}


def category(connection: Connection, category_id: str) -> Category | None:
    """Return the category with this id, or None."""
    found = _configured(connection, Kind.CATEGORY_CONFIGURED, category_id)
    return _category(*found[0]) if found else None


def _category(key: str, body: Mapping[str, Any]) -> Category:
    return Category(
        id=key,
        title=Words(**body["title"]),
        colour=body["colour"],
        aliases=tuple(body.get("aliases") or ()),
        welcome=_words(body, "welcome"),
        prints=_prints(body),
    )


def lists(connection: Connection) -> tuple[CheckInList, ...]:
    """Return the check-in lists in their order."""
    rows = _configured(connection, Kind.LIST_CONFIGURED)
    found = [_list(key, body) for key, body in rows if not body.get("deleted")]
    return tuple(sorted(found, key=lambda one: (one.position, one.id)))


def check_in_list(connection: Connection, list_id: str) -> CheckInList | None:
    """Return the check-in list with this id, or None."""
    found = _configured(connection, Kind.LIST_CONFIGURED, list_id)
    return _list(*found[0]) if found and not found[0][1].get("deleted") else None


def _list(key: str, body: Mapping[str, Any]) -> CheckInList:
    return CheckInList(
        id=key,
        title=Words(**body["title"]),
        room=Words(**body["room"]),
        opens=_moment(body["opens"]),
        closes=_moment(body["closes"]),
        categories=frozenset(body["categories"]),
        multiple_entries=body["multiple_entries"],
        reentry_after_exit=body["reentry_after_exit"],
        position=body["position"],
        keeps_hours=body.get("keeps_hours") or False,
        day_from=_time(body.get("day_from")),
        day_to=_time(body.get("day_to")),
        entries_limit=body.get("entries_limit") or 0,
        daily_limit=body.get("daily_limit") or 0,
        capacity=body.get("capacity") or 0,
        gates=tuple(body.get("gates") or ()),
        rule=body.get("rule") or "",
        day_ends=_time(body.get("day_ends")),
        includes_unpaid=body.get("includes_unpaid") or False,
        welcome=_words(body, "welcome"),
        prints=_prints(body),
    )


def body(connection: Connection, kind: Kind, key: str) -> Mapping[str, Any] | None:
    """Return the body of what is set up of this kind under this id, or None."""
    found = _configured(connection, kind, key)
    return found[0][1] if found else None


def questions(connection: Connection) -> tuple[Question, ...]:
    """Return the questions in their order."""
    rows = _configured(connection, Kind.QUESTION_CONFIGURED)
    found = [_question(key, body) for key, body in rows if not body.get("deleted")]
    return tuple(sorted(found, key=lambda one: (one.position, one.id)))


def _question(key: str, body: Mapping[str, Any]) -> Question:
    return Question(
        id=key,
        title=Words(**body["title"]),
        answering=Answering(body["answering"]),
        required=body["required"],
        options=tuple(Option(one["id"], Words(**one["title"])) for one in body["options"]),
        categories=frozenset(body["categories"]),
        lists=frozenset(body["lists"]),
        position=body["position"],
    )


def _configured(
    connection: Connection, kind: Kind, key: str | None = None
) -> list[tuple[str, Mapping[str, Any]]]:
    if key is None:
        rows = connection.execute(_ALL, {"kind": kind})
    else:
        rows = connection.execute(_ONE, {"kind": kind, "id": key})
    return [(row.id, json.loads(row.body)) for row in rows]


def _moment(value: str | None) -> datetime | None:
    return tellable(datetime.fromisoformat(value)) if value else None


def _time(value: str | None) -> time | None:
    return time.fromisoformat(value) if value else None


def _prints(body: Mapping[str, Any]) -> Prints | None:
    return Prints(body["prints"]) if body.get("prints") else None


def _words(body: Mapping[str, Any], key: str) -> Words:
    return Words(**(body.get(key) or {}))
