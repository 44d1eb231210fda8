"""Setting up the doors: lists and questions made, copied, changed and taken away; and who may enter."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, Final

from kiosk.domain import rules
from kiosk.domain.admission import Reason, Verdict, decide
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.names import clean, fold
from kiosk.domain.people import Attendee, Words
from kiosk.domain.questions import Answering, Question
from kiosk.domain.rules import BrokenRuleError
from kiosk.domain.staff import Right
from kiosk.errors import Cancelled, InputRefused, Trouble
from kiosk.operations import requests, staff
from kiosk.operations.admissions import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_PROGRESS_EVERY: Final = 500
_CHOICES: Final = (Answering.CHOICE, Answering.CHOICES)


# -- lists --------------------------------------------------------------------------------------------


def new_id(station: Station) -> str:
    """Return the id of a list or question about to be made."""
    return str(uuid.UUID(bytes=station.random(16), version=4))


def save_list(station: Station, one: CheckInList) -> CheckInList:
    """Keep `one`, new or changed, and return it as it is kept.

    InputRefused says what cannot be taken: NAME_MISSING, HOURS_WRONG, RULE_WRONG, UNKNOWN_CATEGORY.
    """
    staff.require(station, Right.EDIT_LISTS)
    kept = replace(one, title=_cleaned(one.title), room=_cleaned(one.room), welcome=_cleaned(one.welcome))
    if not kept.title.best("fr"):
        raise InputRefused(Trouble.NAME_MISSING)
    if kept.opens and kept.closes and kept.closes <= kept.opens:
        raise InputRefused(Trouble.HOURS_WRONG)
    check_rule(kept.rule)
    with station.database.write() as connection:
        known = configured.categories(connection)
        for category in kept.categories:
            if category not in known:
                raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category)
        _record(connection, station, Kind.LIST_CONFIGURED, kept.id, list_body(kept))
    return kept


def check_rule(text: str) -> None:
    """Refuse a rule that could never be answered: InputRefused with RULE_WRONG and what is wrong."""
    try:
        rules.check(text)
    except BrokenRuleError as error:
        raise InputRefused(Trouble.RULE_WRONG, detail=str(error)) from error


def copy_list(station: Station, list_id: str, title: Words) -> CheckInList:
    """Make a list like this one, called `title`, next after it, and return it."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        like = the_list(connection, list_id)
        order = [one.id for one in configured.lists(connection)]
        made = replace(like, id=new_id(station), title=_cleaned(title))
        _record(connection, station, Kind.LIST_CONFIGURED, made.id, list_body(made))
        order.insert(order.index(list_id) + 1, made.id)
        _order(connection, station, order)
        return the_list(connection, made.id)


def delete_list(station: Station, list_id: str) -> None:
    """Take a list away; what happened at it stays in the journal."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        body = {**list_body(the_list(connection, list_id)), "deleted": True}
        _record(connection, station, Kind.LIST_CONFIGURED, list_id, body)


def order_lists(station: Station, ids: Sequence[str]) -> tuple[CheckInList, ...]:
    """Put the lists in the order of `ids`, those not named after them, and return them."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        _order(connection, station, ids)
        return configured.lists(connection)


def _order(connection: Connection, station: Station, ids: Sequence[str]) -> None:
    there = {one.id: one for one in configured.lists(connection)}
    order = [*(key for key in dict.fromkeys(ids) if key in there), *(key for key in there if key not in ids)]
    drafts = [
        Draft(Kind.LIST_CONFIGURED, key, list_body(replace(there[key], position=position)))
        for position, key in enumerate(order)
        if there[key].position != position
    ]
    journal.record(connection, station.author, drafts)


def _record(connection: Connection, station: Station, kind: Kind, key: str, body: dict[str, Any]) -> None:
    journal.record(connection, station.author, [Draft(kind, key, body)])


def _cleaned(words: Words) -> Words:
    return Words(*(clean(text, field="title") for text in (words.fr, words.ar, words.en)))


def list_body(one: CheckInList) -> dict[str, Any]:
    """Return the body of a list's fact."""
    return {
        "title": _words(one.title),
        "room": _words(one.room),
        "opens": _moment(one.opens),
        "closes": _moment(one.closes),
        "categories": sorted(one.categories),
        "multiple_entries": one.multiple_entries,
        "reentry_after_exit": one.reentry_after_exit,
        "position": one.position,
        "keeps_hours": one.keeps_hours,
        "day_from": _time(one.day_from),
        "day_to": _time(one.day_to),
        "entries_limit": one.entries_limit,
        "daily_limit": one.daily_limit,
        "capacity": one.capacity,
        "gates": list(one.gates),
        "rule": one.rule,
        "day_ends": _time(one.day_ends),
        "includes_unpaid": one.includes_unpaid,
        "welcome": _words(one.welcome),
    }


def _words(words: Words) -> dict[str, str]:
    return {key: text for key in ("fr", "ar", "en") if (text := getattr(words, key))}


def _moment(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def _time(value: time | None) -> str:
    return value.isoformat("minutes") if value else ""


# -- questions ------------------------------------------------------------------------------------------


def questions(station: Station) -> tuple[Question, ...]:
    """Return the questions asked at doors, in their order."""
    with station.database.read() as connection:
        return configured.questions(connection)


def save_question(station: Station, one: Question) -> Question:
    """Keep `one`, new or changed, and return it. InputRefused: NAME_MISSING, OPTIONS_MISSING."""
    staff.require(station, Right.EDIT_LISTS)
    options = tuple(replace(option, title=_cleaned(option.title)) for option in one.options)
    kept = replace(one, title=_cleaned(one.title), options=options)
    if not kept.title.best("fr"):
        raise InputRefused(Trouble.NAME_MISSING)
    if kept.answering in _CHOICES and not kept.options:
        raise InputRefused(Trouble.OPTIONS_MISSING)
    with station.database.write() as connection:
        _record(connection, station, Kind.QUESTION_CONFIGURED, kept.id, question_body(kept))
    return kept


def delete_question(station: Station, question_id: str) -> None:
    """Take a question away; answers given to it stay with the people who gave them."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        for one in configured.questions(connection):
            if one.id == question_id:
                body = {**question_body(one), "deleted": True}
                _record(connection, station, Kind.QUESTION_CONFIGURED, one.id, body)


def question_body(one: Question) -> dict[str, Any]:
    """Return the body of a question's fact."""
    return {
        "title": _words(one.title),
        "answering": one.answering,
        "required": one.required,
        "options": [{"id": option.id, "title": _words(option.title)} for option in one.options],
        "categories": sorted(one.categories),
        "lists": sorted(one.lists),
        "position": one.position,
    }


def option_id(title: str) -> str:
    """Return an id for an option called `title`: its letters and digits, which no comma may part."""
    return re.sub(r"[\W_]+", "-", title).strip("-").lower()[:40] or uuid.uuid4().hex[:8]


# -- who may enter --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody who would be refused, and why."""

    attendee: Attendee
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who may enter a list at a moment, if it were open then: how many, how many not by reason, and who not.

    `asked` are those let in once they have answered. `refused` are the first ones alone.
    """

    at: datetime
    people: int
    admitted: int
    asked: int
    by_reason: dict[Reason, int]
    refused: tuple[Turned, ...]


def prospect(
    station: Station,
    one: CheckInList,
    at: datetime | None = None,
    *,
    limit: int = 200,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Prospect:
    """Return who may enter `one`, as it is here even if not saved, at `at` (when it opens, or now).

    What was already entered there counts. Cancelled if `cancelled` says so.
    """
    staff.require(station, Right.LOOK_UP)
    moment = at or one.opens or station.now
    counts: Counter[Reason] = Counter()
    refused: list[Turned] = []
    with station.database.read() as connection:
        total = people.count(connection)
        decided = _verdicts(connection, station, one, moment)
        for done, (attendee, verdict) in enumerate(decided, start=1):
            counts[verdict.reason] += 1
            if verdict.reason not in (Reason.VALID, Reason.QUESTIONS) and len(refused) < limit:
                refused.append(Turned(attendee, verdict))
            if done % _PROGRESS_EVERY == 0:
                on_progress(done, total)
                if cancelled():
                    raise Cancelled
    admitted, asked = counts.pop(Reason.VALID, 0), counts.pop(Reason.QUESTIONS, 0)
    return Prospect(moment, total, admitted, asked, dict(counts.most_common()), tuple(refused))


def _verdicts(
    connection: Connection, station: Station, one: CheckInList, moment: datetime
) -> Iterator[tuple[Attendee, Verdict]]:
    event = configured.event(connection)
    categories = configured.categories(connection)
    histories = admissions.histories(connection, one.id)
    asked = {
        key: replace(requests.request(connection, station, one, category=category, event=event), at=moment)
        for key, category in [*categories.items(), ("", None)]
    }
    for attendee in people.everybody(connection):
        request = asked.get(attendee.category, asked[""])
        if one.rule and (variation := requests.variation_of(attendee)):
            named = {**request.names, "variation": frozenset((fold(variation),))}
            request = replace(request, variation=variation, names=named)
        yield attendee, decide(attendee, one, histories.get(attendee.id, ()), request)
