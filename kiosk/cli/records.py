"""The shapes in which programs get our records. Keys are stable: new ones may come, none go or change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, TypeAlias

from kiosk import words
from kiosk.domain.admission import CheckInList
from kiosk.domain.facts import Fact
from kiosk.domain.people import Attendee, Event, Words
from kiosk.operations.admissions import Outcome
from kiosk.operations.badges import Job
from kiosk.operations.people import Row
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
    """Return a person with where they stand on the list in question."""
    return {
        **attendee(row.attendee, zone),
        "inside": row.presence.inside,
        "entries": row.presence.entries,
        "first_at": time(row.presence.first_at, zone),
        "last_at": time(row.presence.last_at, zone),
        "last_station": row.presence.last_station,
    }


def check_in_list(one: CheckInList, zone: tzinfo) -> Record:
    """Return a check-in list."""
    return {
        "id": one.id,
        "title": named(one.title),
        "opens": time(one.opens, zone),
        "closes": time(one.closes, zone),
    }


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
    first = outcome.verdict.first
    return {
        "admitted": outcome.verdict.admitted,
        "reason": outcome.verdict.reason,
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
