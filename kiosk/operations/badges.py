"""Badges: drawn, queued, and taken to paper by a worker that no admission ever waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee, Registration
from kiosk.domain.staff import Right
from kiosk.errors import FileRefused, InputRefused, PrinterError, Trouble
from kiosk.operations import staff
from kiosk.operations.admissions import queue_badge
from kiosk.operations.drawing import Fields, draw
from kiosk.operations.layouts import Layouts
from kiosk.operations.station import Station
from kiosk.printing.spooler import BACKS_APART, GONE, Progress, Sides, turned_like_a_page
from kiosk.store import admissions, configured, journal, people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.print_jobs import PrintJob

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered

_BACK_OFF_S: Final = (1, 2, 5, 15, 30, 60)
_SPOOLED: Final = (JobState.PRINTING, JobState.ATTENTION)
_INTERRUPTED: Final = (JobState.RENDERING, JobState.SUBMITTING)
LASTING: Final = (Trouble.LAYOUT_WRONG, BACKS_APART)
"""Reasons of a job that was printed all the same, which somebody should know to its end."""

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
    """Return the person's badge as a PDF of one page; InputRefused if nobody is there, NeedsApproval."""
    staff.require(station, Right.PRINT)
    with station.database.read() as connection:
        one = people.attendee(connection, attendee_id)
        if one is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        fields = Fields.of(connection)
    return draw(station, [fields(one)], fields.title).pdf


def badges_pdf(
    station: Station,
    *,
    category: str = "",
    unprinted: bool = False,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Return the badges of the roll in one PDF, a page each: of one category, or only those never printed.

    InputRefused with UNKNOWN_CATEGORY, or NOTHING_TO_PRINT if nobody is left; NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    with station.database.read() as connection:
        fields = Fields.of(connection)
        chosen = [fields(one) for one in _chosen(connection, station, category, unprinted=unprinted)]
    if not chosen:
        raise InputRefused(Trouble.NOTHING_TO_PRINT)
    return draw(station, chosen, fields.title, on_page)


def badges_of(station: Station, attendee_ids: Sequence[str]) -> Rendered:
    """Return the badges of these people in one PDF, in their order; NeedsApproval."""
    staff.require(station, Right.PRINT if len(attendee_ids) <= 1 else Right.PRINT_ALL)
    with station.database.read() as connection:
        fields = Fields.of(connection)
        known = [people.attendee(connection, one) for one in attendee_ids]
    return draw(station, [fields(one) for one in known if one is not None], fields.title)


# -- the queue --------------------------------------------------------------------------------------


def print_again(station: Station, attendee_id: str) -> str:
    """Queue another badge of this person and return the job's id; InputRefused, NeedsApproval."""
    staff.require(station, Right.PRINT)
    with station.database.write() as connection:
        if people.attendee(connection, attendee_id) is None:
            raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
        return queue_badge(connection, station, attendee_id)


def print_all(station: Station, *, category: str = "", unprinted: bool = False) -> tuple[str, ...]:
    """Queue the badges of the roll, as `badges_pdf` chooses them, and return the jobs' ids.

    InputRefused with UNKNOWN_CATEGORY; NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    with station.database.write() as connection:
        chosen = _chosen(connection, station, category, unprinted=unprinted)
        return tuple(queue_badge(connection, station, one.id) for one in chosen)


def _chosen(connection: Connection, station: Station, category: str, *, unprinted: bool) -> list[Attendee]:
    """Who is meant, but for those who have cancelled and those whose category has no badge."""
    if category and configured.category(connection, category) is None:
        raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category)
    in_force = Layouts.of(station)
    return [
        one
        for one in people.everybody(connection, category=category)
        if one.registration is not Registration.CANCELLED
        and in_force.prints(one.category)
        and not (unprinted and admissions.badges_printed(connection, one.id))
    ]


def retry(station: Station, job_id: str) -> None:
    """Let a job that failed or waits be tried again now, or one of which nobody knows be sent again."""
    with station.database.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and (job.state in (JobState.FAILED, JobState.QUEUED) or GONE in job.reasons):
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


def run_queue(station: Station, only: str = "") -> int:
    """Take what waits to the spooler, ask after what is there, and return how many jobs are not at their end.

    One caller at a time does the work; another returns at once. A job that fails for now waits and is
    tried again, later each time, and the others wait for the next call: whoever answers to nobody is
    asked once. Nothing of this delays or undoes an admission. `only` is the one job to work for: who
    prints one badge does not wait for the roll.
    """
    if station.printing.acquire(blocking=False):
        try:
            for job in _jobs_in(station, _INTERRUPTED, only):
                _reconcile(station, job)
            for job in _jobs_in(station, (JobState.QUEUED,), only):
                if _is_due(station, job) and not _take_to_paper(station, job):
                    break
            for job in _jobs_in(station, _SPOOLED, only):
                if not _ask_after(station, job):
                    break
        finally:
            station.printing.release()
    return len(_jobs_in(station, print_jobs.OPEN, only))


def _jobs_in(station: Station, states: Sequence[JobState], only: str) -> list[PrintJob]:
    with station.database.read() as connection:
        if only:
            job = print_jobs.get(connection, only)
            return [job] if job is not None and job.state in states else []
        return print_jobs.in_state(connection, states)


def _is_due(station: Station, job: PrintJob) -> bool:
    """Whether its wait is over; a longer one than any we set means that the clock was put back."""
    return not 0 < job.next_ms - station.now_ms() <= _BACK_OFF_S[-1] * 1000


def _reconcile(station: Station, job: PrintJob) -> None:
    """Set right a job that a crash or a power cut left between two states: sent already, or not."""
    if job.state is JobState.RENDERING:
        _move(station, job, JobState.QUEUED)
    elif _is_elsewhere(station, job):
        _lost(station, job)
    else:
        try:
            reference = station.spooler.find(job.id)
        except PrinterError:
            return  # not now: asked again at the next round, and not sent twice meanwhile
        _move(station, job, JobState.PRINTING if reference else JobState.QUEUED, reference=reference or "")


def _is_elsewhere(station: Station, job: PrintJob) -> bool:
    """Whether the job was sent to another printer than the one that the station has now."""
    return job.printer != station.spooler.name


def _lost(station: Station, job: PrintJob) -> None:
    """Only a person can see whether a job of which nobody knows was printed: it is not sent again."""
    _show(station, job, Progress(JobState.ATTENTION, job.printer, (GONE,)))


def _take_to_paper(station: Station, job: PrintJob) -> bool:
    """Draw and send the badge; return whether the next one may be tried."""
    taken = _move(station, job, JobState.RENDERING, printer=station.spooler.name)
    if taken is None:  # cancelled while others were printed
        return True
    with station.database.read() as connection:
        one = people.attendee(connection, job.attendee_id)
        fields = Fields.of(connection)
    if one is None or not Layouts.of(station).prints(one.category):
        _move(station, taken, JobState.CANCELLED)
        return True
    try:
        drawn = draw(station, [fields(one)], fields.title)
    except InputRefused as error:  # this badge cannot be drawn: the next ones do not wait for it
        _move(station, taken, JobState.FAILED, reasons=(error.code,))
        return True
    except FileRefused as error:  # nor can any other, until the layout is mended
        _wait(station, taken, error)
        return False
    return _send(station, taken, drawn, one.name)


def _send(station: Station, job: PrintJob, drawn: Rendered, label: str) -> bool:
    sending = _move(station, job, JobState.SUBMITTING)
    if sending is None:
        return True
    try:
        reference, apart = _submit(station, job, drawn, label)
    except PrinterError as error:
        if error.retry:
            _wait(station, sending, error)
            return False
        _move(station, sending, JobState.FAILED, detail=_detail(error), reasons=(error.code,))
        return True
    # Printed all the same, in our own layout: what was wrong with theirs stays with the job to its end.
    wrong = next(iter(drawn.refused), None)
    detail = ": ".join(wrong) if wrong else ""
    reasons = ((Trouble.LAYOUT_WRONG,) if wrong else ()) + ((BACKS_APART,) if apart else ())
    _move(station, sending, JobState.PRINTING, reference=reference, detail=detail, reasons=reasons)
    return True


def _submit(station: Station, job: PrintJob, drawn: Rendered, label: str) -> tuple[str, bool]:
    """Return the spooler's reference, and whether the back came out on a paper of its own: no guest waits."""
    size = drawn.size_mm
    sides = turned_like_a_page(size) if max(drawn.sides) > 1 else Sides.ONE
    try:
        return station.spooler.submit(drawn.pdf, job.id, size, label=label, sides=sides), False
    except PrinterError as error:
        if error.code is not Trouble.PRINTER_ONE_SIDED:
            raise
    return station.spooler.submit(drawn.pdf, job.id, size, label=label), True


def _wait(station: Station, job: PrintJob, error: PrinterError | FileRefused) -> None:
    wait_s = _BACK_OFF_S[min(job.tries, len(_BACK_OFF_S) - 1)]
    _move(
        station,
        job,
        JobState.QUEUED,
        tries=job.tries + 1,
        next_ms=station.now_ms() + wait_s * 1000,
        detail=_detail(error),
        reasons=(error.code,),
    )


def _detail(error: PrinterError | FileRefused) -> str:
    return str(error.values.get("detail", ""))


def _ask_after(station: Station, job: PrintJob) -> bool:
    """Bring the job to where the spooler says it is; return whether the next one may be asked after."""
    if _is_elsewhere(station, job):
        _lost(station, job)
        return True
    try:
        progress = station.spooler.state(job.reference)
    except PrinterError as error:
        _show(station, job, Progress(JobState.ATTENTION, _detail(error), (error.code,)))
        return False
    if progress.state in ENDED or progress.state in _SPOOLED:
        _show(station, job, progress)
    return True


def _show(station: Station, job: PrintJob, progress: Progress) -> None:
    lasting = tuple(reason for reason in job.reasons if reason in LASTING)
    if lasting and not progress.reasons:
        progress = replace(progress, detail=job.detail, reasons=lasting)
    if (progress.state, progress.detail, progress.reasons) != (job.state, job.detail, job.reasons):
        _move(station, job, progress.state, detail=progress.detail, reasons=progress.reasons)


def _move(station: Station, job: PrintJob, state: JobState, **values: object) -> PrintJob | None:
    """Bring the job to `state` and return it as it is then; None if somebody has changed it meanwhile."""
    with station.database.write() as connection:
        moved = print_jobs.advance(connection, job, state, **values)
        if moved is not None and state is JobState.DONE:
            told = station.settings
            body = {"job": job.id, "layout": told.layout, "printer": job.printer, "station": told.name}
            journal.record(connection, station.author, [Draft(Kind.BADGE_PRINTED, job.attendee_id, body)])
        return moved
