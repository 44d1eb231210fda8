"""Letting people in and out, and taking it back: one transaction an act, on the disk before it is shown."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from kiosk.domain import codes
from kiosk.domain.admission import Admission, CheckInList, Direction, Reason, Verdict, decide
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.folding import as_values
from kiosk.domain.people import Attendee, Category
from kiosk.errors import InputRefused, Trouble
from kiosk.operations.station import LastScan, Station
from kiosk.store import admissions, journal, people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

DOUBLE_READ_MS: Final = 3000
"""The same code again within this time is one scan that the scanner read twice."""

_UNDO_DEPTH: Final = 50


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody at a door: with a code, or looked up. `scan_id` makes asking again harmless."""

    list_id: str
    code: str = ""
    attendee_id: str = ""
    direction: Direction = Direction.ENTRY
    scan_id: str = ""
    printing: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to an Ask, on the disk already. `repeated` says that it had been given before."""

    verdict: Verdict
    attendee: Attendee | None
    category: Category | None
    check_in_list: CheckInList
    direction: Direction
    at: datetime
    fact_id: str
    job_id: str | None
    code: str
    repeated: bool = False


class Act(StrEnum):
    """What an undo took back."""

    ADMISSION = "admission"
    CORRECTION = "correction"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, about whom, and when it had been done."""

    act: Act
    attendee: Attendee
    at: datetime


@dataclass(frozen=True, slots=True)
class Recent:
    """One of this desk's last admissions, with the person (None: since erased or withdrawn)."""

    admission: Admission
    attendee: Attendee | None


def admit(station: Station, ask: Ask) -> Outcome:
    """Return the verdict on `ask`, written down as a fact, with a badge queued where one is due.

    InputRefused with UNKNOWN_LIST if there is no such list.
    """
    code = codes.clean(ask.code)
    what = (code, ask.attendee_id, ask.list_id, ask.direction)
    with station.admitting:  # two readers that see one code at once are one scan, too
        given = _double_read(station, what)
        if given is not None:
            return replace(given, repeated=True)
        with station.database.write() as connection:
            outcome = _admit(connection, station, ask, code)
            seq = journal.heads(connection)[station.settings.origin]
        station.last_scan = LastScan(what, station.now_ms(), outcome, seq)
    return outcome


def _double_read(station: Station, what: tuple[str, ...]) -> Outcome | None:
    """The last answer, if this is the same scan again and nothing but printing has happened since."""
    last = station.last_scan
    if last is None or last.what != what or not 0 <= station.now_ms() - last.at_ms < DOUBLE_READ_MS:
        return None
    with station.database.read() as connection:
        origin = station.settings.origin
        changed = journal.has_since(connection, origin, last.seq, but=Kind.BADGE_PRINTED)
    return None if changed else last.outcome


def _admit(connection: Connection, station: Station, ask: Ask, code: str) -> Outcome:
    check_in_list = the_list(connection, ask.list_id)
    attendee = _who(connection, ask, code)
    category = people.category(connection, attendee.category) if attendee else None
    common = {
        "attendee": attendee,
        "category": category,
        "check_in_list": check_in_list,
        "direction": ask.direction,
        "code": code,
    }
    given = _given(connection, ask, attendee)
    if given is not None:
        answer = Verdict(Reason.VALID)
        return Outcome(answer, at=given.at, fact_id=given.id, job_id=None, repeated=True, **common)  # type: ignore[arg-type]
    past = admissions.history(connection, attendee.id, check_in_list.id) if attendee else []
    verdict = decide(attendee, check_in_list, past, ask.direction, station.now)
    fact = write_verdict(connection, station, ask, attendee, verdict)
    job_id = None
    if attendee is not None and verdict.admitted and _badge_is_due(connection, station, ask, attendee):
        job_id = queue_badge(connection, station, attendee.id)
    at = admissions.moment(fact.wall_ms)
    return Outcome(verdict, at=at, fact_id=fact.id, job_id=job_id, **common)  # type: ignore[arg-type]


def _given(connection: Connection, ask: Ask, attendee: Attendee | None) -> Admission | None:
    """The admission that this very scan, by its id, has given before."""
    given = admissions.by_scan(connection, ask.scan_id) if ask.scan_id else None
    if given is None or attendee is None:
        return None
    same = (given.attendee_id, given.list_id, given.direction) == (attendee.id, ask.list_id, ask.direction)
    return given if same else None


def the_list(connection: Connection, list_id: str) -> CheckInList:
    """Return the check-in list with this id; InputRefused if there is none."""
    one = people.check_in_list(connection, list_id)
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_LIST, value=list_id)
    return one


def _who(connection: Connection, ask: Ask, code: str) -> Attendee | None:
    if ask.attendee_id:
        return people.attendee(connection, ask.attendee_id)
    return holder(connection, code)


def holder(connection: Connection, code: str) -> Attendee | None:
    """Return the one attendee with this code, ours in any spelling or a ticket's exactly; None otherwise."""
    if not code or len(code) > codes.SCAN_LIMIT:
        return None
    found = people.with_code(connection, codes.read(code) or code)
    return found[0] if len(found) == 1 else None


def write_verdict(
    connection: Connection,
    station: Station,
    ask: Ask,
    attendee: Attendee | None,
    verdict: Verdict,
    *,
    registers: str = "",
) -> Fact:
    """Append the fact of a verdict and return it; `registers` is the fact that put the person on the roll."""
    body: dict[str, Any] = {
        "list": ask.list_id,
        "direction": ask.direction,
        "station": station.settings.name,
        "scan": ask.scan_id or str(uuid.UUID(bytes=station.random(16), version=4)),
        "code": ask.code.encode("unicode_escape").decode()[: codes.SCAN_LIMIT],
    }
    if registers:
        body["registers"] = registers
    kind = Kind.ADMISSION_GIVEN if verdict.admitted else Kind.ADMISSION_REFUSED
    if not verdict.admitted:
        body["reason"] = verdict.reason
    subject = attendee.id if attendee else ""
    return journal.record(connection, station.author, [Draft(kind, subject, body)])[0]


def _badge_is_due(connection: Connection, station: Station, ask: Ask, attendee: Attendee) -> bool:
    """Whether this entry should print: asked for, and no badge of the person printed or on its way."""
    if not (ask.printing and station.settings.print_on_admission) or ask.direction is Direction.EXIT:
        return False
    if admissions.badges_printed(connection, attendee.id):
        return False
    last = print_jobs.latest(connection, 1, attendee.id)
    return not last or last[0].state in (JobState.CANCELLED, JobState.FAILED)


def queue_badge(connection: Connection, station: Station, attendee_id: str) -> str:
    """Queue a badge of this person and return the job's id."""
    job_id = str(uuid.UUID(bytes=station.random(16), version=4))
    print_jobs.add(connection, job_id, attendee_id, station.now_ms())
    return job_id


# -- taking back ------------------------------------------------------------------------------------


def undo(station: Station) -> Undone:
    """Take back this desk's last act and return what it was.

    InputRefused with NOTHING_TO_UNDO if there is none. Acts are admissions, exits, corrections and
    registrations; a walk-in's registration goes with its admission, unless another still stands.
    """
    with station.database.write() as connection:
        last = _last_act(connection, station)
        if last is None:
            raise InputRefused(Trouble.NOTHING_TO_UNDO)
        return _undo(connection, station, *last)


def can_undo(station: Station) -> bool:
    """Return whether this desk has done anything that `undo` would take back."""
    with station.database.read() as connection:
        return _last_act(connection, station) is not None


def _last_act(connection: Connection, station: Station) -> tuple[Fact, Attendee] | None:
    kinds = (Kind.ADMISSION_GIVEN, Kind.ATTENDEE_EDITED, Kind.ATTENDEE_REGISTERED)
    for fact in journal.last_by(connection, station.settings.origin, kinds, _UNDO_DEPTH):
        if "undoes" in fact.content() or journal.is_undone(connection, fact.id):
            continue
        attendee = people.attendee(connection, fact.subject)
        if attendee is not None:  # or what they did went with them
            return fact, attendee
    return None


def annul(station: Station, code: str, list_id: str) -> Undone:
    """Take back the last admission of whoever has `code` on this list, and return it.

    InputRefused with UNKNOWN_ATTENDEE or NOTHING_TO_UNDO.
    """
    with station.database.write() as connection:
        check_in_list = the_list(connection, list_id)
        attendee = holder(connection, codes.clean(code))
        if attendee is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=code)
        active = [a for a in admissions.history(connection, attendee.id, check_in_list.id) if not a.annulled]
        if not active:
            raise InputRefused(Trouble.NOTHING_TO_UNDO)
        return _annul(connection, station, active[-1].id, attendee, active[-1].at)


def _undo(connection: Connection, station: Station, fact: Fact, attendee: Attendee) -> Undone:
    at = admissions.moment(fact.wall_ms)
    if fact.kind == Kind.ADMISSION_GIVEN:
        return _annul(connection, station, fact.id, attendee, at)
    if fact.kind == Kind.ATTENDEE_EDITED:
        back = _taken_back(fact, attendee)
        journal.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, attendee.id, back)])
        return Undone(Act.CORRECTION, people.attendee(connection, attendee.id) or attendee, at)
    drafts = [Draft(Kind.ATTENDEE_WITHDRAWN, attendee.id, {"undoes": fact.id})]
    journal.record(connection, station.author, drafts)
    return Undone(Act.REGISTRATION, attendee, at)


def _taken_back(fact: Fact, attendee: Attendee) -> dict[str, Any]:
    """The body that undoes the correction `fact`, where nothing later has set the field again."""
    body, now = fact.content(), as_values(attendee)
    still = [name for name, value in body["set"].items() if now.get(name, "") == value]
    return {
        "set": {name: body["was"][name] for name in still},
        "was": {name: body["set"][name] for name in still},
        "undoes": fact.id,
    }


def _annul(
    connection: Connection, station: Station, admission_id: str, attendee: Attendee, at: datetime
) -> Undone:
    drafts = [Draft(Kind.ADMISSION_ANNULLED, attendee.id, {"undoes": admission_id})]
    registered = admissions.registering(connection, admission_id)
    # Whom another door has let in stays on the roll, and keeps the badge that waits for them.
    elsewhere = admissions.has_another(connection, attendee.id, admission_id)
    withdrawn = bool(registered) and not elsewhere
    if withdrawn:
        drafts.append(Draft(Kind.ATTENDEE_WITHDRAWN, attendee.id, {"undoes": registered}))
    journal.record(connection, station.author, drafts)
    if not elsewhere and not admissions.badges_printed(connection, attendee.id):
        for job in print_jobs.latest(connection, _UNDO_DEPTH, attendee.id):
            if job.state is JobState.QUEUED:
                print_jobs.change(connection, job.id, JobState.CANCELLED)
    return Undone(Act.REGISTRATION if withdrawn else Act.ADMISSION, attendee, at)


def recent(station: Station, limit: int = 8) -> tuple[Recent, ...]:
    """Return this desk's last admissions, newest first, annulled ones included."""
    with station.database.read() as connection:
        return tuple(
            Recent(admission, people.attendee(connection, admission.attendee_id))
            for admission in admissions.by_desk(connection, station.settings.origin, limit)
        )
