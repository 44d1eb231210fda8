"""The print queue as people deal with it: what waits, and what they may do about it.

Taking the jobs to paper is the business of `print_rounds.py`. Where the answer depends on what a spooler
says, these acts wait for it: they are not to be called where people wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, PrinterError, Trouble
from kiosk.operations import staff
from kiosk.operations.labels import count_down
from kiosk.operations.routing import layout_for, named, queues_of
from kiosk.operations.station import Station
from kiosk.printing.spooler import GONE
from kiosk.store import journal, people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.print_jobs import Pace, PrintJob

ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
"""States after which a job changes no more by itself."""

AT_PRINTER: Final = "cancelled-at-printer"
"""The reason of a job that was cancelled, and not by us: its guest still has no badge."""

_UNSENT: Final = (JobState.QUEUED, JobState.RENDERING)
_SPOOLED: Final = (JobState.PRINTING, JobState.ATTENTION)


@dataclass(frozen=True, slots=True)
class Job:
    """A badge on its way to paper, as people see it.

    `printer` is the desk's name of where it goes, `since` when it came to this state, `why` the reason of
    a reprint. `undecided`: nobody but a person can say whether it was printed (`was_printed`) or not
    (`print_anew`). `stuck`: it will not go on by itself.
    """

    id: str
    attendee_id: str
    name_latin: str
    name_arabic: str
    state: JobState
    detail: str
    reasons: tuple[str, ...]
    at: datetime
    printer: str
    since: datetime
    why: str = ""
    undecided: bool = False

    @property
    def name(self) -> str:
        """The Latin name, or the Arabic one where there is no other; "" of somebody who is gone."""
        return self.name_latin or self.name_arabic

    @property
    def stuck(self) -> bool:
        """Whether it waits for a person at this desk: to decide, to send it anew, or to let it be."""
        return self.undecided or self.state is JobState.FAILED or AT_PRINTER in self.reasons


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of moving a printer's jobs: those that go elsewhere now, and those that had to stay.

    `left` are printed already, or nobody can tell (`undecided`, or their printer does not answer).
    """

    moved: tuple[Job, ...]
    left: tuple[Job, ...]


# -- looking -----------------------------------------------------------------------------------------


def jobs(station: Station, limit: int = 20, attendee_id: str = "") -> tuple[Job, ...]:
    """Return the last print jobs of this desk, newest first, of one person if given."""
    with station.database.read() as connection:
        return tuple(_shown(connection, one) for one in print_jobs.latest(connection, limit, attendee_id))


def queue(station: Station, printer: str = "") -> tuple[Job, ...]:
    """Return the jobs that are not at a good end, in the order of printing, of one printer if given.

    Those that wait, are on their way, or wait for a person (`Job.stuck`).
    """
    states = (*print_jobs.OPEN, JobState.FAILED, JobState.CANCELLED)
    with station.database.read() as connection:
        found = print_jobs.in_state(connection, states, printer=printer or None)
        return tuple(_shown(connection, one) for one in found if not _is_over(one))


def _is_over(job: PrintJob) -> bool:
    return job.state is JobState.CANCELLED and AT_PRINTER not in job.reasons


def job(station: Station, job_id: str) -> Job:
    """Return one job; InputRefused with UNKNOWN_JOB."""
    with station.database.read() as connection:
        return _shown(connection, _known(connection, job_id))


def _known(connection: Connection, job_id: str) -> PrintJob:
    found = print_jobs.get(connection, job_id)
    if found is None:
        raise InputRefused(Trouble.UNKNOWN_JOB, value=job_id)
    return found


def _shown(connection: Connection, job: PrintJob) -> Job:
    one = people.attendee(connection, job.attendee_id)
    return Job(
        id=job.id,
        attendee_id=job.attendee_id,
        name_latin=one.name_latin if one else "",
        name_arabic=one.name_arabic if one else "",
        state=job.state,
        detail=job.detail,
        reasons=job.reasons,
        at=job.queued_at,
        printer=job.printer,
        since=job.changed_at,
        why=job.why,
        undecided=GONE in job.reasons,
    )


# -- acting ------------------------------------------------------------------------------------------


def retry(station: Station, job_id: str) -> None:
    """Let a job that waits be tried now, one that failed be sent anew, or one of which nobody knows too.

    For the last, whoever asks has looked: it was not printed. Jobs on their way stay as they are.
    NeedsApproval for what may have been printed.
    """
    with station.database.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is None:
            return
        if job.state is JobState.QUEUED:
            _change(connection, station, job, JobState.QUEUED, next_ms=station.now_ms())
        elif job.state is JobState.FAILED:
            _send_anew(connection, station, job)
        elif GONE in job.reasons or AT_PRINTER in job.reasons:
            staff.require(station, Right.PRINT)
            _send_anew(connection, station, job)


def retry_all(station: Station, printer: str = "") -> int:
    """Let all that wait or failed be tried now, of one printer if given, and return how many.

    Of those that may have been printed a person decides one by one: they stay as they are.
    """
    with station.database.write() as connection:
        states = (JobState.QUEUED, JobState.FAILED)
        found = print_jobs.in_state(connection, states, printer=printer or None)
        for job in found:
            if job.state is JobState.FAILED:
                _send_anew(connection, station, job)
            else:
                _change(connection, station, job, JobState.QUEUED, next_ms=station.now_ms())
    return len(found)


def print_anew(station: Station, job_id: str) -> Job:
    """Send a job again of which a person says that it was not printed; InputRefused, NeedsApproval."""
    staff.require(station, Right.PRINT)
    retry(station, job_id)
    return job(station, job_id)


def was_printed(station: Station, job_id: str) -> Job:
    """Count a job as printed because a person has seen the badge, and return it.

    InputRefused with UNKNOWN_JOB, or with JOB_TOO_LATE where there is nothing to decide; NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    with station.database.write() as connection:
        known = _known(connection, job_id)
        if not _shown(connection, known).stuck:
            raise _too_late(connection, known)
        finish(connection, station, known, seen=True)
        _change(connection, station, known, JobState.DONE, detail="", reasons=())
        return _shown(connection, _known(connection, job_id))


def cancel(station: Station, job_id: str, *, anyway: bool = False) -> Job:
    """Take a job back, from the printer too where it is there already, and return it.

    InputRefused with UNKNOWN_JOB; with JOB_TOO_LATE if it was printed or is being sent at this moment; or
    with JOB_UNSURE where nobody can tell (the printer does not answer): `anyway` lets it be all the same.
    NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    taken = _take_back(station, job_id, anyway=anyway)
    with station.database.write() as connection:
        _still(connection, taken)
        print_jobs.change(connection, job_id, JobState.CANCELLED, **_now(station, reasons=()))
        return _shown(connection, _known(connection, job_id))


def move(station: Station, job_id: str, printer: str, *, anyway: bool = False) -> Job:
    """Send a job to another printer, taking it back from its own first, and return it.

    InputRefused as `cancel`, and with UNKNOWN_PRINTER; NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    to = named(station, printer)
    taken = _take_back(station, job_id, anyway=anyway)
    with station.database.write() as connection:
        values = _anew(station, _still(connection, taken), printer=to.name)
        print_jobs.change(connection, job_id, JobState.QUEUED, **values)
        return _shown(connection, _known(connection, job_id))


def move_all(station: Station, printer: str, to: str) -> Moved:
    """Move what a printer has not printed to another, in its order; what cannot be moved safely stays.

    InputRefused with UNKNOWN_PRINTER; NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    named(station, to)
    moved: list[Job] = []
    left: list[Job] = []
    silent = False
    for one in reversed(queue(station, printer)):  # the first last, or the next one's turn would come
        if one.undecided or (silent and one.state not in (*_UNSENT, JobState.FAILED)):
            left.append(one)
            continue
        try:
            moved.append(move(station, one.id, to))
        except InputRefused as error:
            silent = silent or isinstance(error.__cause__, PrinterError)
            left.append(job(station, one.id))
    return Moved(tuple(reversed(moved)), tuple(reversed(left)))


def _take_back(station: Station, job_id: str, *, anyway: bool) -> PrintJob:
    """The job as it is once its spooler has no more of it; InputRefused where that cannot be had."""
    with station.database.read() as connection:
        known = _known(connection, job_id)
        if known.state is JobState.DONE or _is_over(known):
            raise _too_late(connection, known)
    if _is_unsent(known) or known.state is JobState.FAILED or AT_PRINTER in known.reasons:
        return known
    if known.state is JobState.SUBMITTING and not known.reasons:  # this very moment
        raise InputRefused(Trouble.JOB_TOO_LATE, name="", printer=known.printer)
    unsure = InputRefused(Trouble.JOB_UNSURE, name="", printer=known.printer)
    try:
        if _took_back(station, known) or anyway:
            return known
    except PrinterError as error:
        if anyway:
            return known
        raise unsure from error
    raise unsure


def _took_back(station: Station, job: PrintJob) -> bool:
    """Whether the spooler says that it will print no more of this job; InputRefused if it has printed it."""
    if job.state not in _SPOOLED or GONE in job.reasons or not _is_here(station, job):
        return False
    progress = station.spooler_of(job.printer).cancel(job.reference)
    if GONE in progress.reasons:
        with station.database.write() as connection:
            values = _now(station, reasons=(GONE,))
            print_jobs.advance(connection, job, JobState.ATTENTION, **values)
    if progress.state is not JobState.DONE:
        return progress.state in (JobState.CANCELLED, JobState.FAILED)
    with station.database.write() as connection:
        if print_jobs.advance(connection, job, JobState.DONE, **_now(station, reasons=())):
            finish(connection, station, job)
        refused = _too_late(connection, job)
    raise refused


def _still(connection: Connection, taken: PrintJob) -> PrintJob:
    """The job as it is now, if nothing has happened to it but that its spooler let it go; or too late."""
    now = _known(connection, taken.id)
    if now.turn != taken.turn and now.state not in (JobState.CANCELLED, JobState.FAILED):
        raise _too_late(connection, now)
    return now


def _is_here(station: Station, job: PrintJob) -> bool:
    its = (one for one in station.printers if one.name == job.printer)
    return any(job.queue in queues_of(station, one) for one in its)


def _too_late(connection: Connection, job: PrintJob) -> InputRefused:
    return InputRefused(Trouble.JOB_TOO_LATE, name=_shown(connection, job).name, printer=job.printer)


# -- for those who move jobs ---------------------------------------------------------------------------


def finish(connection: Connection, station: Station, job: PrintJob, *, seen: bool = False) -> None:
    """Write down that a badge came out of a printer, `seen` by a person; the job itself is moved besides."""
    told = station.settings
    one = people.attendee(connection, job.attendee_id)
    body: dict[str, Any] = {
        "job": job.id,
        "layout": layout_for(station, one.category if one else ""),
        "printer": job.printer,
        "station": told.name,
    }
    if seen:
        body["seen"] = True
    journal.record(connection, station.author, [Draft(Kind.BADGE_PRINTED, job.attendee_id, body)])
    count_down(connection, station, job.printer)


def _send_anew(connection: Connection, station: Station, job: PrintJob) -> None:
    print_jobs.change(connection, job.id, JobState.QUEUED, **_anew(station, job))


def _anew(station: Station, job: PrintJob, **values: Any) -> dict[str, Any]:
    """What a job is that people send anew: under a name of its own, if it ever was sent."""
    sent = bool(job.queue or job.reference)
    return _now(
        station,
        queue="",
        reference="",
        attempt=job.attempt + sent,
        tries=0,
        reasons=(),
        next_ms=station.now_ms(),
        **values,
    )


def _change(connection: Connection, station: Station, job: PrintJob, state: JobState, **values: Any) -> None:
    print_jobs.change(connection, job.id, state, **{"changed_ms": station.now_ms(), **values})


def _now(station: Station, **values: Any) -> dict[str, Any]:
    return {"detail": "", "changed_ms": station.now_ms(), **values}


def at_printers(connection: Connection, attendee_id: str) -> list[PrintJob]:
    """Return the person's jobs that a printer has, or may have: a badge may come out yet, oldest first."""
    found = print_jobs.of_person(connection, attendee_id, print_jobs.OPEN)
    return [job for job in found if not _is_unsent(job)]


def tried_again(connection: Connection, station: Station, attendee_id: str) -> str:
    """Let the person's badge that waits or failed be tried at once, and return its job's id; or ""."""
    found = _unprinted(connection, attendee_id)
    for job in found[:-1]:  # one badge is enough
        _change(connection, station, job, JobState.CANCELLED, detail="", reasons=())
    for job in found[-1:]:
        if job.state in ENDED:
            _send_anew(connection, station, job)
        elif job.state is JobState.QUEUED:
            _change(connection, station, job, JobState.QUEUED, next_ms=station.now_ms())
    return found[-1].id if found else ""


def cancel_waiting(
    connection: Connection, station: Station, attendee_id: str, *, but_bulk: bool = False
) -> None:
    """Take back the person's badges that no printer has: another one is on its way.

    `but_bulk` leaves those that were asked for among many: it is for an act that has asked for none of them.
    """
    for job in _unprinted(connection, attendee_id):
        if but_bulk and job.pace is not Pace.AT_DESK:
            continue
        _change(connection, station, job, JobState.CANCELLED, detail="", reasons=())


def _unprinted(connection: Connection, attendee_id: str) -> list[PrintJob]:
    """The person's badges that surely no printer prints, but that are still wanted, oldest first."""
    states = (*_UNSENT, JobState.FAILED, JobState.CANCELLED)
    found = print_jobs.of_person(connection, attendee_id, states)
    return [
        job for job in found if _is_unsent(job) or job.state is JobState.FAILED or AT_PRINTER in job.reasons
    ]


def _is_unsent(job: PrintJob) -> bool:
    return job.state in _UNSENT and not job.queue
