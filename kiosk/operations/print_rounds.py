"""Taking badges to paper, printer by printer, so that none waits for another's: what the worker does.

    queued → rendering → submitting → printing ⇄ attention → done, failed, cancelled

`submitting` is on the disk before anything is sent, under the name by which the spooler can be asked for
it: whatever kills the program, the next round asks, and sends only what surely never arrived. What nobody
can tell is left to a person (`print_queue.py`). A printer gets few badges at a time; the rest wait here,
in their order, where they can be moved to another printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.badge import JobState
from kiosk.domain.people import Attendee
from kiosk.errors import FileRefused, InputRefused, OurError, PrinterError, Trouble
from kiosk.operations import printers
from kiosk.operations.drawing import Fields, draw
from kiosk.operations.layouts import Layouts
from kiosk.operations.print_queue import AT_PRINTER, ENDED, finish
from kiosk.operations.routing import printer_for, queues_of
from kiosk.operations.station import Station
from kiosk.printing.spooler import (
    BACKS_APART,
    GONE,
    PrinterHealth,
    Progress,
    Sides,
    Spooler,
    turned_like_a_page,
)
from kiosk.store import people, print_jobs
from kiosk.store.print_jobs import PrintJob

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered

AHEAD: Final = 5
"""Badges that a printer has at a time: enough to keep it busy, few enough to take back."""

_FLAWS: Final = {
    "missing_glyphs": Trouble.BADGE_LETTERS_MISSING,
    "clipped": Trouble.BADGE_TEXT_CUT,
    "picture_wrong": Trouble.BADGE_PICTURE_WRONG,
}
"""What is said of a badge that was printed with a flaw, the gravest first."""

LASTING: Final = (Trouble.LAYOUT_WRONG, *_FLAWS.values(), BACKS_APART)
"""Reasons of a job that was printed all the same, which somebody should know to its end."""

_AWAY_S: Final = 0.5
_BUSY_S: Final = 2.0
_IDLE_S: Final = 5.0
"""How long what a printer last said of itself is believed: one that does not print, that does, that rests."""

_LONGEST_S: Final = 5.0
"""After so long a round ends, however much waits, so that people see how far it has come."""

_BACK_OFF_S: Final = (1, 2, 5, 15, 30, 60)
_SPOOLED: Final = (JobState.PRINTING, JobState.ATTENTION)
_INTERRUPTED: Final = (JobState.RENDERING, JobState.SUBMITTING)


def run_queue(station: Station, only: str = "") -> int:
    """Run a round at every printer, one after the other, and return how many jobs are not at their end.

    `only` is the one job to work for: who prints one badge does not wait for the roll.
    """
    if only:
        with station.database.read() as connection:
            job = print_jobs.get(connection, only)
        if job is None or job.state in ENDED:
            return 0
        _adopt(station)
        with station.database.read() as connection:
            job = print_jobs.get(connection, only) or job
        return run_printer(station, job.printer, only)
    for one in station.printers:
        run_printer(station, one.name)
    with station.database.read() as connection:
        return sum(print_jobs.open_by_printer(connection).values())


def run_printer(station: Station, printer: str, only: str = "") -> int:
    """Take what waits for this printer to it, ask after what is there, and return what goes on by itself.

    That is how many jobs are neither at their end nor waiting for a person. One caller at a time does the
    work; another returns at once. While the printer prints nothing its jobs wait, longer each time, and
    keep their order. Nothing of this delays or undoes an admission, and other printers are not waited for.
    """
    _adopt(station)
    lane = station.lane(printer)
    queues = _queues(station).get(printer, ())
    if queues and lane.lock.acquire(blocking=False):
        try:
            _Round(station, printer, station.spooler_of(printer), queues, only).run()
        finally:
            lane.lock.release()
    with station.database.read() as connection:
        found = print_jobs.in_state(connection, print_jobs.OPEN, printer=printer)
        return sum(1 for job in found if GONE not in job.reasons and only in ("", job.id))


def _adopt(station: Station) -> None:
    """Give the jobs of no printer that is here now to one: by the rules, or by where they were sent."""
    names = [one.name for one in station.printers]
    with station.database.read() as connection:
        stranded = print_jobs.stranded(connection, names)
    if not stranded:
        return
    by_queue = {queue: name for name, queues in _queues(station).items() for queue in queues}
    with station.database.write() as connection:
        for job in stranded:
            one = people.attendee(connection, job.attendee_id)
            usual = printer_for(station, one.category if one else "").name
            values: dict[str, Any] = {"printer": by_queue.get(job.queue, usual)}
            if job.state is JobState.QUEUED and not job.queue:  # another printer's wait is none of its
                values |= {"tries": 0, "next_ms": station.now_ms(), "detail": "", "reasons": ()}
            print_jobs.advance(connection, job, job.state, **values)


def _queues(station: Station) -> dict[str, tuple[str, ...]]:
    """What the queue of each printer goes by."""
    return {one.name: queues_of(station, one) for one in station.printers}


@dataclass(slots=True)
class _Round:
    """One round at one printer."""

    station: Station
    printer: str
    spooler: Spooler
    queues: tuple[str, ...]
    only: str

    def run(self) -> None:
        """Do all that can be done now."""
        if not printers.is_ready(self.station, self.printer):
            health = self._look(_AWAY_S)
            if health is not None and printers.is_away(health):  # which takes its time: it is not asked again
                self._wait_for(health)
                return
        for job in self._jobs(_INTERRUPTED):
            self._reconcile(job)
        until_s = self.station.monotonic() + _LONGEST_S
        while self._ask_after_all() and self._send_some():
            if self.station.monotonic() > until_s:
                self._ask_after_all()
                break
        self._look(_BUSY_S if self._spooled() else _IDLE_S)

    def _wait_for(self, away: PrinterHealth) -> None:
        """Say of the jobs at a printer that does not answer why nothing is known of them."""
        for job in self._jobs((*_INTERRUPTED, *_SPOOLED)):
            if job.state is JobState.RENDERING:
                self._move(job, JobState.QUEUED)
            elif GONE not in job.reasons:
                state = JobState.ATTENTION if job.state in _SPOOLED else job.state
                self._show(job, Progress(state, away.detail, away.reasons))

    def _jobs(self, states: Sequence[JobState]) -> list[PrintJob]:
        with self.station.database.read() as connection:
            found = print_jobs.in_state(connection, states, printer=self.printer)
        return [job for job in found if self.only in ("", job.id)]

    # -- what was interrupted --------------------------------------------------------------------------

    def _reconcile(self, job: PrintJob) -> None:
        """Set right a job that a crash or a power cut left between two states: sent already, or not."""
        if job.state is JobState.RENDERING:
            self._move(job, JobState.QUEUED)
        elif self._is_elsewhere(job):
            self._lose(job)
        else:
            try:
                reference = self.spooler.find(job.spool_name)
            except PrinterError as error:  # not now: asked again at the next round, not sent twice meanwhile
                self._show(job, Progress(JobState.SUBMITTING, _detail(error), (error.code,)))
                return
            self._found(job, reference)

    def _found(self, job: PrintJob, reference: str | None) -> PrintJob | None:
        """Go on with a job that has arrived, or let one be sent that surely has not."""
        if reference:
            return self._move(job, JobState.PRINTING, reference=reference, detail="", reasons=())
        return self._move(job, JobState.QUEUED, queue="", detail="", reasons=())

    def _is_elsewhere(self, job: PrintJob) -> bool:
        """Whether the job was sent to another queue than the one that this printer has now."""
        return job.queue not in self.queues

    def _lose(self, job: PrintJob) -> None:
        """Leave a job of which nobody knows to a person, who can see whether it was printed."""
        self._show(job, Progress(JobState.ATTENTION, job.queue, (GONE,)))

    # -- what is there ---------------------------------------------------------------------------------

    def _ask_after_all(self) -> bool:
        """Bring the jobs that the printer has to where it says they are; return whether it goes on."""
        return all(self._ask_after(job) for job in self._spooled())

    def _spooled(self) -> list[PrintJob]:
        return [job for job in self._jobs(_SPOOLED) if GONE not in job.reasons]

    def _ask_after(self, job: PrintJob) -> bool:
        if self._is_elsewhere(job):
            self._lose(job)
            return True
        try:
            progress = self.spooler.state(job.reference)
        except PrinterError as error:
            self._show(job, Progress(JobState.ATTENTION, _detail(error), (error.code,)))
            return self._tell(error).ready
        if progress.state is JobState.CANCELLED:
            progress = replace(progress, reasons=(AT_PRINTER,))
        if progress.state in ENDED or progress.state in _SPOOLED:
            self._show(job, progress)
        return True

    def _show(self, job: PrintJob, progress: Progress) -> None:
        lasting = tuple(reason for reason in job.reasons if reason in LASTING)
        if lasting and not progress.reasons:
            progress = replace(progress, detail=job.detail, reasons=lasting)
        if (progress.state, progress.detail, progress.reasons) != (job.state, job.detail, job.reasons):
            self._move(job, progress.state, detail=progress.detail, reasons=progress.reasons)

    # -- how the printer is ----------------------------------------------------------------------------

    def _look(self, after_s: float) -> PrinterHealth | None:
        """Ask the printer how it is, if it was last asked so long ago; None if not."""
        asked_s = self.station.lane(self.printer).asked_s
        if asked_s is not None and 0 <= self.station.monotonic() - asked_s < after_s:
            return None
        return printers.look(self.station, self.printer)

    def _tell(self, error: PrinterError) -> PrinterHealth:
        """Keep what an error tells of the printer, asking it where the error is not about it."""
        return printers.told_by(self.station, self.printer, error)

    # -- what waits ------------------------------------------------------------------------------------

    def _send_some(self) -> bool:
        """Send what is due while the printer has room for more; return whether anything was sent."""
        room = AHEAD - len(self._spooled())
        sent = False
        for job in self._jobs((JobState.QUEUED,)) if room > 0 else ():
            if room <= 0:
                break
            if not self._is_due(job):
                if printers.is_ready(self.station, self.printer):
                    continue  # it is this badge that cannot be printed now
                break
            goes_on, arrived = self._take_to_paper(job)
            sent = sent or arrived
            room -= arrived
            if not goes_on:
                break
        return sent

    def _is_due(self, job: PrintJob) -> bool:
        """Whether its wait is over; a longer one than any we set means that the clock was put back."""
        return not 0 < job.next_ms - self.station.now_ms() <= _BACK_OFF_S[-1] * 1000

    def _take_to_paper(self, job: PrintJob) -> tuple[bool, bool]:
        """Draw and send the badge; return whether the next one may be tried, and whether it was sent."""
        if job.queue:  # it may have arrived when it was last sent
            return self._find(job)
        taken = self._move(job, JobState.RENDERING)
        if taken is None:  # cancelled or moved while others were printed
            return True, False
        one, fields, title = self._guest(taken)
        if one is None or not Layouts.of(self.station).prints(one.category):
            self._move(taken, JobState.CANCELLED, detail="", reasons=())
            return True, False
        try:
            drawn = draw(self.station, [fields], title)
        except (InputRefused, OurError) as error:  # this one cannot be drawn: the next do not wait for it
            self._move(taken, JobState.FAILED, detail="", reasons=(error.code,))
            return True, False
        except FileRefused as error:  # nor can any other, until the layout is mended
            self._wait(taken, error)
            return False, False
        return self._send(taken, drawn, one.name)

    def _guest(self, job: PrintJob) -> tuple[Attendee | None, dict[str, str], str]:
        with self.station.database.read() as connection:
            one = people.attendee(connection, job.attendee_id)
            fields = Fields.of(connection, self.station)
        return one, fields(one) if one else {}, fields.title

    def _find(self, job: PrintJob) -> tuple[bool, bool]:
        """Ask after a job that may have arrived when it was last sent."""
        if self._is_elsewhere(job):
            self._lose(job)
            return True, False
        try:
            reference = self.spooler.find(job.spool_name)
        except PrinterError as error:
            self._wait(job, error)
            return False, False
        found = self._found(job, reference)
        if found is None or reference:
            return True, found is not None
        return self._take_to_paper(found)

    def _send(self, job: PrintJob, drawn: Rendered, label: str) -> tuple[bool, bool]:
        sending = self._move(job, JobState.SUBMITTING, queue=self.queues[0])
        if sending is None:
            return True, False
        try:
            reference, apart = self._submit(job, drawn, label)
        except PrinterError as error:
            if error.retry or error.code in printers.ABOUT_PRINTER:
                self._wait(sending, error)
                return self._tell(error).ready, False
            detail = _detail(error)
            self._move(sending, JobState.FAILED, queue="", detail=detail, reasons=(error.code,))
            return True, False
        # Printed all the same, in our own layout: what was wrong with theirs stays with the job to its end.
        reasons, detail = _told_of(drawn)
        reasons += (BACKS_APART,) if apart else ()
        self._move(sending, JobState.PRINTING, reference=reference, detail=detail, reasons=reasons)
        return True, True

    def _submit(self, job: PrintJob, drawn: Rendered, label: str) -> tuple[str, bool]:
        """Return the spooler's reference, and whether backs come on papers of their own: no guest waits."""
        size = drawn.size_mm
        sides = turned_like_a_page(size) if max(drawn.sides) > 1 else Sides.ONE
        try:
            sent = self.spooler.submit(drawn.pdf, job.spool_name, size, label=label, sides=sides)
        except PrinterError as error:
            if error.code is not Trouble.PRINTER_ONE_SIDED:
                raise
            return self.spooler.submit(drawn.pdf, job.spool_name, size, label=label), True
        return sent, False

    def _wait(self, job: PrintJob, error: PrinterError | FileRefused) -> None:
        wait_s = _BACK_OFF_S[min(job.tries, len(_BACK_OFF_S) - 1)]
        unsure = isinstance(error, PrinterError) and error.unsure
        self._move(
            job,
            JobState.QUEUED,
            tries=job.tries + 1,
            queue=job.queue if unsure or job.state is JobState.QUEUED else "",
            next_ms=self.station.now_ms() + wait_s * 1000,
            detail=_detail(error),
            reasons=(error.code,),
        )

    def _move(self, job: PrintJob, state: JobState, **values: Any) -> PrintJob | None:
        """Bring the job to `state` and return it as it is then; None if somebody has changed it meanwhile."""
        station = self.station
        with station.database.write() as connection:
            values["changed_ms"] = station.now_ms()
            moved = print_jobs.advance(connection, job, state, **values)
            if moved is not None and state is JobState.DONE:
                finish(connection, station, job)
            return moved


def _told_of(drawn: Rendered) -> tuple[tuple[str, ...], str]:
    """Return what somebody should know of a badge that is printed all the same, and what that is about."""
    if drawn.refused:
        return (Trouble.LAYOUT_WRONG,), ": ".join(drawn.refused[0])
    for flaw, code in _FLAWS.items():
        for warning in drawn.warnings:
            if warning.flaw == flaw:
                return (code,), warning.characters or warning.text
    return (), ""


def _detail(error: PrinterError | FileRefused) -> str:
    return str(error.values.get("detail", ""))
