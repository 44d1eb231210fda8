"""The shapes in which programs get our records. Keys are stable: new ones may come, none go or change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from datetime import time as clock_time
from typing import Any, TypeAlias

from kiosk import words
from kiosk.domain.admission import Barred
from kiosk.domain.facts import Fact
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Attendee, Event, Words
from kiosk.domain.questions import Question
from kiosk.domain.scenes import Hindrance
from kiosk.operations.admissions import Outcome
from kiosk.operations.history import Happening
from kiosk.operations.people import Row
from kiosk.operations.print_queue import Job
from kiosk.operations.printers import PrinterState
from kiosk.store.admissions import moment as moment_of

Record: TypeAlias = dict[str, Any]


def time(at: datetime | None, zone: tzinfo) -> str | None:
    """Return an ISO 8601 time with its offset in `zone`; None stays None."""
    return at.astimezone(zone).isoformat(timespec="milliseconds") if at else None


def named(words_of: Words) -> Record:
    """Return a thing's names by language."""
    return {"fr": words_of.fr, "ar": words_of.ar, "en": words_of.en}


def attendee(one: Attendee, zone: tzinfo) -> Record:
    """Return a person."""
    return {
        "id": one.id,
        "code": one.code,
        "name": one.name,
        "name_latin": one.name_latin,
        "name_arabic": one.name_arabic,
        "company": one.company,
        "function": one.function,
        "category": one.category,
        "email": one.email,
        "phone": one.phone,
        "ticket": one.ticket,
        "reference": one.reference,
        "registration": one.registration,
        "note": one.note,
        "attention": one.attention,
        "valid_from": time(one.valid_from, zone),
        "valid_until": time(one.valid_until, zone),
        "extra": dict(one.extra),
    }


def found(row: Row, zone: tzinfo) -> Record:
    """Return a person with where they stand on the list in question, and why they were found.

    `matched` are the fields that answer to what was typed; `tells_apart` those by which to know somebody
    from others of the name, None where nobody else that was found has it.
    """
    return {
        **attendee(row.attendee, zone),
        "matched": list(dict.fromkeys(match.field for match in row.matched)),
        "tells_apart": None if row.tells is None else list(row.tells),
        "inside": row.presence.inside,
        "entries": row.presence.entries,
        "first_at": time(row.presence.first_at, zone),
        "last_at": time(row.presence.last_at, zone),
        "last_station": row.presence.last_station,
        "refused_at": time(row.refused.at, zone) if row.refused else None,
        "refused": row.refused.reason if row.refused else None,
    }


def check_in_list(one: CheckInList, zone: tzinfo) -> Record:
    """Return a check-in list with its settings; times of day are in the event's zone, 0 is no limit."""
    return {
        "id": one.id,
        "title": named(one.title),
        "opens": time(one.opens, zone),
        "closes": time(one.closes, zone),
        "room": named(one.room),
        "categories": sorted(one.categories),
        "gates": list(one.gates),
        "multiple_entries": one.multiple_entries,
        "reentry_after_exit": one.reentry_after_exit,
        "entries_limit": one.entries_limit,
        "daily_limit": one.daily_limit,
        "capacity": one.capacity,
        "keeps_hours": one.keeps_hours,
        "day_from": _clock(one.day_from),
        "day_to": _clock(one.day_to),
        "day_ends": _clock(one.day_ends),
        "includes_unpaid": one.includes_unpaid,
        "rule": one.rule or None,
        "welcome": named(one.welcome),
        "prints": one.prints,
    }


def _clock(at: clock_time | None) -> str | None:
    return at.isoformat("minutes") if at else None


def event(one: Event) -> Record:
    """Return an event."""
    return {
        "id": one.id,
        "title": named(one.title),
        "place": named(one.place),
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "time_zone": one.time_zone,
    }


def verdict(outcome: Outcome, said: words.Said, zone: tzinfo) -> Record:
    """Return a verdict: for programs by `admitted` and `reason`, for people by the words after them."""
    given = outcome.verdict
    first, foreign = given.first, outcome.foreign
    return {
        "admitted": given.admitted,
        "reason": given.reason,
        "word": said.word,
        "detail": said.detail,
        "advice": said.advice,
        "direction": outcome.direction,
        "list": outcome.check_in_list.id,
        "at": time(outcome.at, zone),
        "fact": outcome.fact_id,
        "repeated": outcome.repeated,
        "attendee": attendee(outcome.attendee, zone) if outcome.attendee else None,
        "first": {"at": time(first.at, zone), "station": first.station} if first else None,
        "overrode": given.overrode,
        "needs": outcome.needs,
        "confirmable": given.confirmable,
        "questions": [question(one) for one in given.questions],
        "wrong": {key: str(wrong) for key, wrong in outcome.wrong.items()},
        "hindrances": [hindrance(one, outcome.at, zone) for one in given.hindrances],
        "barred": _barred(given.barred, zone),
        "foreign": {"kind": foreign.kind, "name": foreign.name} if foreign else None,
        "signed": outcome.signed,
        "welcome": list(words.welcomes(outcome.check_in_list, outcome.category)) if given.admitted else [],
        "others": [{"id": one.id, "name": one.name} for one in outcome.others],
    }


def question(one: Question) -> Record:
    """Return a question asked at a door; `how` says in words how it is answered."""
    return {
        "id": one.id,
        "title": named(one.title),
        "answering": one.answering,
        "required": one.required,
        "options": [{"id": option.id, "title": named(option.title)} for option in one.options],
        "how": words.how(one),
    }


def hindrance(one: Hindrance, now: datetime, zone: tzinfo) -> Record:
    """Return what a rule has against an entry; `sentence` says it to a person."""
    return {
        "bar": one.bar,
        "at": time(one.at, zone),
        "limit": one.limit,
        "count": one.count,
        "names": list(one.names),
        "text": one.text,
        "sentence": words.hindrance(one, zone, now.astimezone(zone).date()),
    }


def _barred(one: Barred | None, zone: tzinfo) -> Record | None:
    return {"reason": one.reason, "at": time(one.at, zone), "station": one.station} if one else None


def happening(one: Happening, zone: tzinfo) -> Record:
    """Return one thing that happened to a person; `sentence` says it to a person."""
    return {
        "fact": one.fact_id,
        "at": time(one.at, zone),
        "kind": one.kind,
        "sentence": words.happened(one),
        "station": one.station,
        "actor": one.actor,
        "approver": one.approver,
        "list": named(one.list_title) if one.list_title else None,
        "direction": one.direction,
        "reason": one.reason,
        "why": one.why,
        "paid": one.paid,
        "annulled": one.annulled,
        "automatic": one.automatic,
    }


def job(one: Job, zone: tzinfo) -> Record:
    """Return a print job."""
    return {
        "id": one.id,
        "attendee": one.attendee_id,
        "name": one.name,
        "state": one.state,
        "detail": one.detail,
        "reasons": list(one.reasons),
        "printer": one.printer,
        "at": time(one.at, zone),
        "since": time(one.since, zone),
        "why": one.why,
        "undecided": one.undecided,
    }


def fact(one: Fact, zone: tzinfo) -> Record:
    """Return an entry of the journal."""
    body: Mapping[str, Any] = one.content()
    return {
        "id": one.id,
        "at": time(moment_of(one.wall_ms), zone),
        "kind": one.kind,
        "origin": one.origin,
        "seq": one.seq,
        "subject": one.subject,
        "actor": one.actor,
        "body": body,
    }


def printer(one: PrinterState, zone: tzinfo) -> Record:
    """Return one of the desk's printers as it was when last asked."""
    return {
        "name": one.name,
        "address": one.printer.uri,
        "ready": one.ready,
        "reasons": list(one.reasons),
        "detail": one.detail,
        "since": time(one.since, zone),
        "waiting": one.waiting,
        "stuck": one.stuck,
        "labels": one.labels,
        "labels_left": one.labels_left if one.labels else None,
        "categories": list(one.printer.categories),
        "layouts": list(one.printer.layouts),
    }
