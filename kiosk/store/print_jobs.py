"""This desk's print queue: jobs and their states, none of which an admission ever waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, desc, select, text, update

from kiosk.domain.badge import JobState
from kiosk.store import pairing, tables
from kiosk.store.admissions import moment

_ARRIVAL: Final = text("print_job.rowid")
"""The order in which jobs were queued, whatever the clock said."""

_LATEST: Final = select(tables.print_job).order_by(desc(_ARRIVAL)).limit(bindparam("limit"))
_LATEST_OF: Final = _LATEST.where(tables.print_job.c.attendee_id.in_(pairing.SUBJECTS))
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
    """One badge on its way to paper; `reference` is the spooler's own name of it."""

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


def _job(row: Row[*tuple[Any, ...]]) -> PrintJob:
    key, attendee_id, state, detail, reasons, reference, printer, tries, queued_ms, next_ms = row
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
    )


def add(connection: Connection, job_id: str, attendee_id: str, now_ms: int) -> None:
    """Queue a badge of `attendee_id` as the job `job_id`."""
    connection.execute(
        _ADDED,
        {
            "id": job_id,
            "attendee_id": attendee_id,
            "state": JobState.QUEUED,
            "detail": "",
            "reasons": "",
            "reference": "",
            "printer": "",
            "tries": 0,
            "queued_ms": now_ms,
            "next_ms": now_ms,
        },
    )


def change(connection: Connection, job_id: str, state: JobState, **values: Any) -> None:
    """Give the job a new state and whatever else changes: detail, reasons, reference, tries …."""
    if "reasons" in values:
        values["reasons"] = " ".join(values["reasons"])
    there = tables.print_job.c
    connection.execute(update(tables.print_job).where(there.id == job_id).values(state=state, **values))


def advance(connection: Connection, job: PrintJob, state: JobState, **values: Any) -> PrintJob | None:
    """Do as `change` and return the job as it is then; None, and nothing done, if its state was another."""
    now = get(connection, job.id)
    if now is None or now.state is not job.state:
        return None
    change(connection, job.id, state, **values)
    return get(connection, job.id)


def get(connection: Connection, job_id: str) -> PrintJob | None:
    """Return one job, or None."""
    row = connection.execute(select(tables.print_job).where(tables.print_job.c.id == job_id)).first()
    return _job(row) if row else None


def in_state(connection: Connection, states: Sequence[JobState]) -> list[PrintJob]:
    """Return the jobs in one of these states, oldest first."""
    query = select(tables.print_job).where(tables.print_job.c.state.in_(states)).order_by(_ARRIVAL)
    return [_job(row) for row in connection.execute(query)]


def latest(connection: Connection, limit: int, attendee_id: str = "") -> list[PrintJob]:
    """Return the last `limit` jobs, newest first, of one person if given."""
    query = _LATEST_OF if attendee_id else _LATEST
    of = {"attendee": attendee_id, "limit": limit} if attendee_id else {"limit": limit}
    return [_job(row) for row in connection.execute(query, of)]
