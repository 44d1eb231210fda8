"""What two people who are perhaps one are compared by, in words: their fields, and what they did here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import words
from kiosk.domain.people import Registration
from kiosk.language import _, current, isolated, number
from kiosk.operations import merging
from kiosk.ui.widgets.facing import FieldRow

if TYPE_CHECKING:
    from kiosk.operations.people import Card
    from kiosk.ui.desk import Desk

_TITLES = {"registration": "status"}


def rows_of(one: Card, other: Card, desk: Desk) -> tuple[FieldRow, ...]:
    """Return the rows: who stays, each field that one of them has, files' own columns, entries and badges."""
    rows = [FieldRow(_("Who stays"), ("", ""))]
    for pair in merging.compared(one.attendee, other.attendee):
        values = (_value(pair.field, pair.one, desk), _value(pair.field, pair.other, desk))
        title = words.column_field(_TITLES.get(pair.field, pair.field))
        rows.append(FieldRow(title, values, pair.field, pair.one != pair.other, pair.is_open))
    for column in dict.fromkeys((*one.attendee.extra, *other.attendee.extra)):
        values = (one.attendee.extra.get(column, ""), other.attendee.extra.get(column, ""))
        if any(values):
            rows.append(_told(column, values))
    rows.append(_told(_("Presence"), (_presence(one, desk), _presence(other, desk))))
    printed = (number(one.badges_printed), number(other.badges_printed))
    rows.append(_told(_("Badges printed"), printed))
    return tuple(rows)


def _told(title: str, values: tuple[str, str]) -> FieldRow:
    return FieldRow(title, values, differs=values[0] != values[1])


def _value(field: str, value: str, desk: Desk) -> str:
    if not value:
        return ""
    if field == "category":
        known = {one.id: one for one in desk.overview.categories}
        return known[value].title.best(current()) if value in known else value
    if field == "registration":
        return words.registration(Registration(value))
    if field in ("valid_from", "valid_until"):
        return f"{datetime.fromisoformat(value).astimezone(desk.zone):%d/%m/%Y %H:%M}"
    return isolated(value)  # a number keeps its + before it, in Arabic as well


def _presence(card: Card, desk: Desk) -> str:
    there = card.presence
    return words.presence(there.last_at, desk.zone, inside=there.inside)
