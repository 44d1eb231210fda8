"""Setting up the doors: lists and questions made, copied, changed and taken away; and who may enter."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import chain, count
from typing import Any, Final, TypeVar

from kiosk.domain import rules
from kiosk.domain.admission import Reason, Verdict, decide
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.names import clean, fold
from kiosk.domain.people import Attendee, Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.rules import BrokenRuleError
from kiosk.domain.staff import Right
from kiosk.errors import Cancelled, InputRefused, Trouble
from kiosk.operations import requests, staff
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_PROGRESS_EVERY: Final = 500
_CHOICES: Final = (Answering.CHOICE, Answering.CHOICES)
_LANGUAGES: Final = ("fr", "ar", "en")
_LIMITS: Final = ("entries_limit", "daily_limit", "capacity")
_MOST: Final = 1_000_000_000
"""More than this is not understood as a limit, and lets in as many; nor as a place."""

T = TypeVar("T", CheckInList, Question)


# -- lists --------------------------------------------------------------------------------------------


def new_id(station: Station) -> str:
    """Return the id of a list or question about to be made."""
    return str(uuid.UUID(bytes=station.random(16), version=4))


def save_list(station: Station, one: CheckInList) -> CheckInList:
    """Keep `one` and return it as it is kept. Without an id it is new, and comes after all others.

    A list that is there keeps its place, whatever `one` says; one that was taken away comes back to its
    own. InputRefused says what cannot be taken: NAME_MISSING, TEXT_TOO_LONG and TEXT_NOT_PRINTABLE (with
    the field), HOURS_WRONG, RULE_WRONG, UNKNOWN_CATEGORY. NeedsApproval.
    """
    staff.require(station, Right.EDIT_LISTS)
    kept = _kept(one)
    check_rule(kept.rule)
    with station.database.write() as connection:
        _refuse_unknown(connection, kept.categories)
        kept = _placed(kept, station, configured.lists(connection))
        _record(connection, station, [list_draft(kept)])
    return kept


def _kept(one: CheckInList) -> CheckInList:
    """The list as it is kept: its texts cleaned, its numbers none below 0 or beyond what is understood."""
    title = _cleaned(one.title, "title")
    if not title.best("fr"):
        raise InputRefused(Trouble.NAME_MISSING)
    if one.opens and one.closes and one.closes.astimezone(UTC) <= one.opens.astimezone(UTC):
        raise InputRefused(Trouble.HOURS_WRONG)
    gates = (clean(gate, field="gates") for gate in one.gates)
    return replace(
        one,
        title=title,
        room=_cleaned(one.room, "room"),
        welcome=_cleaned(one.welcome, "welcome"),
        gates=tuple(dict.fromkeys(gate for gate in gates if gate)),
        rule=one.rule.strip(),
        **{name: min(max(getattr(one, name), 0), _MOST) for name in _LIMITS},
    )


def _refuse_unknown(connection: Connection, categories: frozenset[str]) -> None:
    for category in sorted(categories - configured.categories(connection).keys()):
        raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category)


def _placed(one: T, station: Station, there: Sequence[T]) -> T:
    """`one` with an id, in the place that is its own among those that are there."""
    if not one.id:
        last = max((other.position for other in there), default=-1)
        return replace(one, id=new_id(station), position=min(last + 1, _MOST))
    return next((replace(one, position=other.position) for other in there if other.id == one.id), one)


def check_rule(text: str) -> None:
    """Refuse a rule that could never be answered: InputRefused with RULE_WRONG and what is wrong."""
    try:
        rules.check(text)
    except BrokenRuleError as error:
        raise InputRefused(Trouble.RULE_WRONG, detail=str(error)) from error


def copy_list(station: Station, list_id: str, title: Words) -> CheckInList:
    """Make a list like this one, called `title`, next after it, and return it.

    InputRefused with UNKNOWN_LIST; NeedsApproval.
    """
    staff.require(station, Right.EDIT_LISTS)
    named = _cleaned(title, "title")
    with station.database.write() as connection:
        made = replace(the_list(connection, list_id), id=new_id(station), title=named)
        _record(connection, station, [list_draft(made)])
        order = [one.id for one in configured.lists(connection) if one.id != made.id]
        order.insert(order.index(list_id) + 1, made.id)
        _record(connection, station, map(list_draft, _moved(configured.lists(connection), order)))
        return the_list(connection, made.id)


def delete_list(station: Station, list_id: str) -> None:
    """Take a list away; what happened at it stays in the journal, and `save_list` brings it back.

    InputRefused with UNKNOWN_LIST; NeedsApproval.
    """
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        body = {**list_body(the_list(connection, list_id)), "deleted": True}
        _record(connection, station, [Draft(Kind.LIST_CONFIGURED, list_id, body)])


def order_lists(station: Station, ids: Sequence[str]) -> tuple[CheckInList, ...]:
    """Put the lists in the order of `ids`, those not named after them, and return them."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        _record(connection, station, map(list_draft, _moved(configured.lists(connection), ids)))
        return configured.lists(connection)


def _moved(there: Sequence[T], ids: Sequence[str]) -> list[T]:
    """Those that change their place when they stand in the order of `ids`, in their new place."""
    wanted = {key: place for place, key in enumerate(ids)}
    order = sorted(there, key=lambda one: wanted.get(one.id, len(wanted)))
    return [replace(one, position=position) for position, one in enumerate(order) if one.position != position]


def _record(connection: Connection, station: Station, drafts: Iterable[Draft]) -> None:
    journal.record(connection, station.author, list(drafts))


def _cleaned(words: Words, field: str) -> Words:
    """The words fit to be kept; what is wrong is told with the field and its language, as "title.ar"."""
    return Words(**{key: clean(getattr(words, key), field=f"{field}.{key}") for key in _LANGUAGES})


def list_draft(one: CheckInList) -> Draft:
    """Return the fact of a list, to be recorded."""
    return Draft(Kind.LIST_CONFIGURED, one.id, list_body(one))


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
        "prints": one.prints or "",
    }


def _words(words: Words) -> dict[str, str]:
    return {key: text for key in _LANGUAGES if (text := getattr(words, key))}


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
    """Keep `one` and return it as it is kept; new or there, it is placed as `save_list` does.

    Options without a word are left out; each other has an id of its own, and the one it had.
    InputRefused: NAME_MISSING, TEXT_TOO_LONG and TEXT_NOT_PRINTABLE (with the field), OPTIONS_MISSING,
    UNKNOWN_CATEGORY. NeedsApproval.
    """
    staff.require(station, Right.EDIT_LISTS)
    kept = replace(one, title=_cleaned(one.title, "title"), options=_options(one.options))
    if not kept.title.best("fr"):
        raise InputRefused(Trouble.NAME_MISSING)
    if kept.answering in _CHOICES and not kept.options:
        raise InputRefused(Trouble.OPTIONS_MISSING)
    with station.database.write() as connection:
        _refuse_unknown(connection, kept.categories)
        kept = _placed(kept, station, configured.questions(connection))
        _record(connection, station, [question_draft(kept)])
    return kept


def _options(given: Sequence[Option]) -> tuple[Option, ...]:
    """The options as they are kept: an answer keeps an option's id, which must be one and stay the same."""
    taken = {one.id for one in given}
    found: list[Option] = []
    for place, one in enumerate(given):
        title = _cleaned(one.title, f"options.{place}")
        if not (title.best("fr") or one.id):
            continue
        found.append(Option(one.id or _free_id(option_id(title.best("fr")), taken), title))
        taken.add(found[-1].id)
    return tuple(found)


def _free_id(wanted: str, taken: Container[str]) -> str:
    ids = chain((wanted,), (f"{wanted}-{number}" for number in count(2)))
    return next(one for one in ids if one not in taken)


def copy_question(station: Station, like: Question, title: Words) -> Question:
    """Make a question like this one, called `title`, next after it, and return it. NeedsApproval."""
    staff.require(station, Right.EDIT_LISTS)
    made = replace(like, id=new_id(station), title=_cleaned(title, "title"))
    with station.database.write() as connection:
        _record(connection, station, [question_draft(made)])
        there = configured.questions(connection)
        order = [one.id for one in there if one.id != made.id]
        order.insert(order.index(like.id) + 1 if like.id in order else len(order), made.id)
        _record(connection, station, map(question_draft, _moved(there, order)))
        return next(one for one in configured.questions(connection) if one.id == made.id)


def delete_question(station: Station, question_id: str) -> None:
    """Take a question away; answers given to it stay with the people who gave them."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        for one in configured.questions(connection):
            if one.id == question_id:
                body = {**question_body(one), "deleted": True}
                _record(connection, station, [Draft(Kind.QUESTION_CONFIGURED, one.id, body)])


def order_questions(station: Station, ids: Sequence[str]) -> tuple[Question, ...]:
    """Ask the questions in the order of `ids`, those not named after them, and return them."""
    staff.require(station, Right.EDIT_LISTS)
    with station.database.write() as connection:
        _record(connection, station, map(question_draft, _moved(configured.questions(connection), ids)))
        return configured.questions(connection)


def question_draft(one: Question) -> Draft:
    """Return the fact of a question, to be recorded."""
    return Draft(Kind.QUESTION_CONFIGURED, one.id, question_body(one))


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
    histories, blocked = admissions.histories(connection, one.id), admissions.blocked(connection)
    asked = {
        key: replace(requests.request(connection, station, one, category=category, event=event), at=moment)
        for key, category in [*categories.items(), ("", None)]
    }
    for attendee in people.everybody(connection):
        request = asked.get(attendee.category, asked[""])
        if one.rule and (variation := requests.variation_of(attendee)):
            named = {**request.names, "variation": frozenset((fold(variation),))}
            request = replace(request, variation=variation, names=named)
        if barred := blocked.get(attendee.code) or blocked.get(attendee.ticket):
            request = replace(request, barred=barred)
        yield attendee, decide(attendee, one, histories.get(attendee.id, ()), request)
