"""This desk's print queue: jobs and their states, none of which an admission ever waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, desc, func, select, text, update

from kiosk.domain.badge import JobState
from kiosk.store import pairing, tables
from kiosk.store.admissions import moment

_ARRIVAL: Final = text("print_job.rowid")
"""The order in which jobs were queued, whatever the clock said."""


class Pace(IntEnum):
    """Who waits for a badge: somebody at the desk goes before the rest of a batch."""

    AT_DESK = 0
    HASTENED = 1  # asked for among many, and then somebody came for it
    BULK = 2


_WAITS_IN_BATCH: Final = and_(
    tables.print_job.c.state == JobState.QUEUED, tables.print_job.c.pace >= Pace.BULK
)
_LATEST: Final = select(tables.print_job).order_by(desc(_ARRIVAL)).limit(bindparam("limit"))
_LATEST_OF: Final = _LATEST.where(tables.print_job.c.attendee_id.in_(pairing.SUBJECTS))
_OF_PERSON: Final = (
    select(tables.print_job).where(tables.print_job.c.attendee_id.in_(pairing.SUBJECTS)).order_by(_ARRIVAL)
)
_IN_STATE: Final = (
    select(tables.print_job)
    .where(tables.print_job.c.state.in_(bindparam("states", expanding=True)))
    .order_by(_WAITS_IN_BATCH, _ARRIVAL)
)
_AT_PRINTER: Final = _IN_STATE.where(tables.print_job.c.printer == bindparam("printer"))
_ADDED: Final = tables.print_job.insert()

OPEN: Final = (
    JobState.QUEUED,
    JobState.RENDERING,
    JobState.SUBMITTING,
    JobState.PRINTING,
    JobState.ATTENTION,
)
"""States of a job that is not at its end."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One badge on its way to paper.

    `printer` is the desk's name of where it goes; `queue` the way's own name of where it was sent, empty
    where it surely is not; `reference` the spooler's own name of it. `attempt` counts how often people
    have sent it anew, `tries` how often it failed by itself since, and `turn` every change. `pace` tells
    who goes before whom.
    """

    id: str
    attendee_id: str
    state: JobState
    detail: str
    reasons: tuple[str, ...]
    reference: str
    printer: str
    tries: int
    queued_at: datetime
    next_ms: int
    queue: str
    attempt: int
    turn: int
    why: str
    changed_at: datetime
    pace: Pace

    @property
    def spool_name(self) -> str:
        """What the job is called where it is sent: a name of its own each time that people send it."""
        return f"{self.id}.{self.attempt}" if self.attempt else self.id


def _job(row: Row[*tuple[Any, ...]]) -> PrintJob:
    key, attendee_id, state, detail, reasons, reference, printer, tries, queued_ms, next_ms, *rest = row
    queue, attempt, turn, why, changed_ms, pace = rest
    return PrintJob(
        key,
        attendee_id,
        JobState(state),
        detail,
        tuple(reasons.split()),
        reference,
        printer,
        tries,
        moment(queued_ms),
        next_ms,
        queue,
        attempt,
        turn,
        why,
        moment(changed_ms),
        Pace(pace),
    )


def add(
    connection: Connection,
    job_id: str,
    attendee_id: str,
    now_ms: int,
    *,
    printer: str = "",
    why: str = "",
    pace: Pace = Pace.AT_DESK,
) -> None:
    """Queue a badge of `attendee_id` as the job `job_id`; without a printer it is given one later."""
    connection.execute(
        _ADDED,
        {
            "id": job_id,
            "attendee_id": attendee_id,
            "state": JobState.QUEUED,
            "detail": "",
            "reasons": "",
            "reference": "",
            "printer": printer,
            "tries": 0,
            "queued_ms": now_ms,
            "next_ms": now_ms,
            "why": why,
            "changed_ms": now_ms,
            "pace": pace,
        },
    )


def hasten(connection: Connection, attendee_id: str) -> str:
    """Take what waits for this person out of its batch, and return its id; "" if nothing does."""
    waiting = [job for job in of_person(connection, attendee_id, (JobState.QUEUED,)) if job.pace is Pace.BULK]
    for job in waiting:
        change(connection, job.id, job.state, pace=Pace.HASTENED)
    return waiting[-1].id if waiting else ""


def rename_printer(connection: Connection, was: str, now: str) -> None:
    """Let the jobs of a printer be of the same one under another name."""
    there = tables.print_job.c
    connection.execute(update(tables.print_job).where(there.printer == was).values(printer=now))


def change(connection: Connection, job_id: str, state: JobState, **values: Any) -> None:
    """Give the job a new state and whatever else changes: detail, reasons, reference, tries …."""
    if "reasons" in values:
        values["reasons"] = " ".join(values["reasons"])
    there = tables.print_job.c
    changed = update(tables.print_job).where(there.id == job_id)
    connection.execute(changed.values(state=state, turn=there.turn + 1, **values))


def advance(connection: Connection, job: PrintJob, state: JobState, **values: Any) -> PrintJob | None:
    """Do as `change` and return the job as it is then; None, and nothing done, if it has changed since."""
    now = get(connection, job.id)
    if now is None or now.turn != job.turn:
        return None
    change(connection, job.id, state, **values)
    return get(connection, job.id)


def get(connection: Connection, job_id: str) -> PrintJob | None:
    """Return one job, or None."""
    row = connection.execute(select(tables.print_job).where(tables.print_job.c.id == job_id)).first()
    return _job(row) if row else None


def in_state(
    connection: Connection, states: Sequence[JobState], *, printer: str | None = None
) -> list[PrintJob]:
    """Return the jobs in one of these states, of one printer if given, in their order.

    That is: oldest first, those that somebody at the desk waits for before those of a batch.
    """
    query = _IN_STATE if printer is None else _AT_PRINTER
    rows = connection.execute(query, {"states": list(states), "printer": printer})
    return [_job(row) for row in rows]


def of_person(connection: Connection, attendee_id: str, states: Sequence[JobState]) -> list[PrintJob]:
    """Return a person's jobs in one of these states, oldest first."""
    rows = connection.execute(_OF_PERSON, {"attendee": attendee_id})
    return [job for job in map(_job, rows) if job.state in states]


def stranded(connection: Connection, printers: Sequence[str]) -> list[PrintJob]:
    """Return the open jobs that belong to none of these printers, oldest first."""
    there = tables.print_job.c
    query = select(tables.print_job).where(there.state.in_(OPEN), there.printer.not_in(printers))
    return [_job(row) for row in connection.execute(query.order_by(_ARRIVAL))]


def open_by_printer(connection: Connection) -> dict[str, int]:
    """Return how many jobs of each printer are not at their end."""
    there = tables.print_job.c
    query = (
        select(there.printer, func.count().label("number"))
        .where(there.state.in_(OPEN))
        .group_by(there.printer)
    )
    return {row.printer: row.number for row in connection.execute(query)}


def stuck_by_printer(connection: Connection, undecided: str, lost: str) -> dict[str, int]:
    """Return how many jobs of each printer wait for a person.

    Those that failed, the open ones with the reason `undecided`, and the cancelled ones with `lost`.
    """
    there = tables.print_job.c
    stuck = (
        (there.state == JobState.FAILED)
        | (there.state.in_(OPEN) & there.reasons.contains(undecided))
        | ((there.state == JobState.CANCELLED) & there.reasons.contains(lost))
    )
    query = select(there.printer, func.count().label("number")).where(stuck).group_by(there.printer)
    return {row.printer: row.number for row in connection.execute(query)}


def wake(connection: Connection, printer: str, now_ms: int) -> None:
    """Let the jobs that wait for this printer be tried at once."""
    there = tables.print_job.c
    waiting = (there.printer == printer, there.state == JobState.QUEUED, there.next_ms > now_ms)
    connection.execute(update(tables.print_job).where(*waiting).values(next_ms=now_ms, turn=there.turn + 1))


def latest(connection: Connection, limit: int, attendee_id: str = "") -> list[PrintJob]:
    """Return the last `limit` jobs, newest first, of one person if given."""
    query = _LATEST_OF if attendee_id else _LATEST
    of = {"attendee": attendee_id, "limit": limit} if attendee_id else {"limit": limit}
    return [_job(row) for row in connection.execute(query, of)]
