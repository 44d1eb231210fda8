"""Badges: drawn, queued, and taken to paper by a worker that no admission ever waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee, Category, Event
from kiosk.errors import InputRefused, PrinterError, Trouble
from kiosk.operations.admissions import queue_badge
from kiosk.operations.station import Station
from kiosk.store import admissions, journal, people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.print_jobs import PrintJob

if TYPE_CHECKING:
    from kiosk.badge.pdf import Rendered
    from kiosk.printing.spooler import PrinterHealth, Progress

_BACK_OFF_S: Final = (1, 2, 5, 15, 30, 60)
_SPOOLED: Final = (JobState.PRINTING, JobState.ATTENTION)
_INTERRUPTED: Final = (JobState.RENDERING, JobState.SUBMITTING)
ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
"""States after which a job changes no more by itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """A badge on its way to paper, as people see it."""

    id: str
    attendee_id: str
    name: str
    state: JobState
    detail: str
    reasons: tuple[str, ...]
    at: datetime
    printer: str


# -- drawing ----------------------------------------------------------------------------------------


def badge_pdf(station: Station, attendee_id: str) -> bytes:
    """Return the person's badge as a PDF of one page; InputRefused if there is no such person."""
    with station.database.read() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        fields = _Fields.of(connection)
    return _render(station, [fields(one)], fields.title).pdf


def badges_pdf(
    station: Station,
    *,
    category: str = "",
    unprinted: bool = False,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Return the badges of the roll in one PDF, a page each: of one category, or only those never printed.

    InputRefused with UNKNOWN_CATEGORY, or NOTHING_TO_PRINT if nobody is left.
    """
    with station.database.read() as connection:
        fields = _Fields.of(connection)
        chosen = [fields(one) for one in _chosen(connection, category, unprinted=unprinted)]
    if not chosen:
        raise InputRefused(Trouble.NOTHING_TO_PRINT)
    return _render(station, chosen, fields.title, on_page)


def badges_of(station: Station, attendee_ids: Sequence[str]) -> Rendered:
    """Return the badges of these people in one PDF, in their order."""
    with station.database.read() as connection:
        fields = _Fields.of(connection)
        known = [people.attendee(connection, one) for one in attendee_ids]
    return _render(station, [fields(one) for one in known if one is not None], fields.title)


def _render(
    station: Station,
    chosen: Sequence[Mapping[str, str]],
    title: str,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    from kiosk.badge import pdf  # brings the fonts: not before the first badge

    return pdf.render(station.layout, chosen, title=title, on_page=on_page)


@dataclass(frozen=True, slots=True)
class _Fields:
    """Makes of an attendee what a layout's placeholders stand for."""

    event: Event | None
    categories: Mapping[str, Category]

    @classmethod
    def of(cls, connection: Connection) -> _Fields:
        return cls(people.event(connection), people.categories(connection))

    @property
    def title(self) -> str:
        return self.event.title.best("fr") if self.event else ""

    def __call__(self, one: Attendee) -> dict[str, str]:
        category = self.categories.get(one.category)
        event = self.event
        return {
            **one.extra,
            "name": one.name,
            "name_latin": one.name_latin,
            "name_arabic": one.name_arabic,
            "company": one.company,
            "function": one.function,
            "category": category.title.best("fr") if category else "",
            "category_arabic": category.title.ar if category else "",
            "category_colour": category.colour if category else "#1B1F2A",
            "code": one.code,
            "event": event.title.best("fr") if event else "",
            "event_arabic": event.title.ar if event else "",
            "event_theme": event.theme.best("fr") if event else "",
            "event_place": event.place.best("fr") if event else "",
            "event_dates": _dates(event) if event else "",
        }


def _dates(event: Event) -> str:
    first, last = event.first_day, event.last_day
    if first == last:
        return f"{first:%d/%m/%Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m/%Y}"
    return f"{first:%d/%m}–{last:%d/%m/%Y}"


# -- the queue --------------------------------------------------------------------------------------


def print_again(station: Station, attendee_id: str) -> str:
    """Queue another badge of this person and return the job's id; InputRefused if nobody is there."""
    with station.database.write() as connection:
        if people.attendee(connection, attendee_id) is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        return queue_badge(connection, station, attendee_id)


def print_all(station: Station, *, category: str = "", unprinted: bool = False) -> tuple[str, ...]:
    """Queue the badges of the roll, as `badges_pdf` chooses them, and return the jobs' ids.

    InputRefused with UNKNOWN_CATEGORY.
    """
    with station.database.write() as connection:
        chosen = _chosen(connection, category, unprinted=unprinted)
        return tuple(queue_badge(connection, station, one.id) for one in chosen)


def _chosen(connection: Connection, category: str, *, unprinted: bool) -> list[Attendee]:
    if category and category not in people.categories(connection):
        raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category)
    return [
        one
        for one in people.everybody(connection, category=category)
        if not (unprinted and admissions.badges_printed(connection, one.id))
    ]


def retry(station: Station, job_id: str) -> None:
    """Let a job that failed or waits be tried again now."""
    with station.database.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and job.state in (JobState.FAILED, JobState.QUEUED):
            print_jobs.change(
                connection, job_id, JobState.QUEUED, next_ms=station.now_ms(), detail="", reasons=()
            )


def jobs(station: Station, limit: int = 20, attendee_id: str = "") -> tuple[Job, ...]:
    """Return the last print jobs of this desk, newest first, of one person if given."""
    with station.database.read() as connection:
        return tuple(_shown(connection, one) for one in print_jobs.latest(connection, limit, attendee_id))


def _shown(connection: Connection, job: PrintJob) -> Job:
    one = people.attendee(connection, job.attendee_id)
    name = one.name if one else ""
    return Job(job.id, job.attendee_id, name, job.state, job.detail, job.reasons, job.queued_at, job.printer)


def printer_health(station: Station) -> PrinterHealth:
    """Return what the printer says of itself."""
    return station.spooler.health()


def run_queue(station: Station, only: str = "") -> int:
    """Take what waits to the spooler, ask after what is there, and return how many jobs are not at their end.

    One caller at a time does the work; another returns at once. A job that fails for now waits and is
    tried again, later each time; nothing of this delays or undoes an admission. `only` is the one job
    to work for: who prints one badge does not wait for the roll.
    """
    if station.printing.acquire(blocking=False):
        try:
            for job in _jobs_in(station, _INTERRUPTED, only):
                _reconcile(station, job)
            for job in _jobs_in(station, (JobState.QUEUED,), only):
                if job.next_ms <= station.now_ms():
                    _take_to_paper(station, job)
            for job in _jobs_in(station, _SPOOLED, only):
                _ask_after(station, job)
        finally:
            station.printing.release()
    return len(_jobs_in(station, print_jobs.OPEN, only))


def _jobs_in(station: Station, states: Sequence[JobState], only: str) -> list[PrintJob]:
    with station.database.read() as connection:
        if only:
            job = print_jobs.get(connection, only)
            return [job] if job is not None and job.state in states else []
        return print_jobs.in_state(connection, states)


def _reconcile(station: Station, job: PrintJob) -> None:
    """Set right a job that a crash or a power cut left between two states: sent already, or not."""
    try:
        reference = station.spooler.find(job.id) if job.state is JobState.SUBMITTING else None
    except PrinterError:
        return  # not now: asked again at the next round, and not sent twice meanwhile
    state = JobState.PRINTING if reference else JobState.QUEUED
    _set(station, job, state, reference=reference or "")


def _take_to_paper(station: Station, job: PrintJob) -> None:
    name = station.spooler.name
    _set(station, job, JobState.RENDERING, printer=name)
    with station.database.read() as connection:
        one = people.attendee(connection, job.attendee_id)
        fields = _Fields.of(connection)
    if one is None:
        _set(station, job, JobState.CANCELLED)
        return
    try:
        drawn = _render(station, [fields(one)], fields.title)
    except InputRefused as error:  # this badge cannot be drawn: the next ones do not wait for it
        _set(station, job, JobState.FAILED, reasons=(error.code,))
        return
    _set(station, job, JobState.SUBMITTING)
    size = (station.layout.width_mm, station.layout.height_mm)
    try:
        reference = station.spooler.submit(drawn.pdf, job.id, size, label=one.name)
    except PrinterError as error:
        _failed(station, job, error)
        return
    _set(station, job, JobState.PRINTING, reference=reference, detail="", reasons=())


def _failed(station: Station, job: PrintJob, error: PrinterError) -> None:
    if not error.retry:
        _set(station, job, JobState.FAILED, detail=str(error.values.get("detail", "")), reasons=(error.code,))
        return
    wait_s = _BACK_OFF_S[min(job.tries, len(_BACK_OFF_S) - 1)]
    _set(
        station,
        job,
        JobState.QUEUED,
        tries=job.tries + 1,
        next_ms=station.now_ms() + wait_s * 1000,
        detail=str(error.values.get("detail", "")),
        reasons=(error.code,),
    )


def _ask_after(station: Station, job: PrintJob) -> None:
    try:
        progress: Progress = station.spooler.state(job.reference)
    except PrinterError as error:
        _set(
            station,
            job,
            JobState.ATTENTION,
            detail=str(error.values.get("detail", "")),
            reasons=(error.code,),
        )
        return
    if (progress.state, progress.detail, progress.reasons) == (job.state, job.detail, job.reasons):
        return
    if progress.state in ENDED or progress.state in _SPOOLED:
        _set(station, job, progress.state, detail=progress.detail, reasons=progress.reasons)


def _set(station: Station, job: PrintJob, state: JobState, **values: object) -> None:
    with station.database.write() as connection:
        print_jobs.change(connection, job.id, state, **values)
        if state is JobState.DONE:
            body = {"job": job.id, "layout": station.layout.id, "printer": job.printer}
            journal.record(connection, station.author, [Draft(Kind.BADGE_PRINTED, job.attendee_id, body)])
