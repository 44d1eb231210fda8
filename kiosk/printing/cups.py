"""Badges through a system queue (CUPS on Linux and macOS), or straight to an IPP printer.

A queue for badges should have the error policy `abort-job`: trying again is our business. "Completed"
means that the last part of the way took the pages, not that somebody holds them.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import document, ipp, ipp_state, media
from kiosk.printing.ipp import Question
from kiosk.printing.spooler import GONE, PrinterHealth, Progress, Sides, SizeMm

LOCAL_SERVER: Final = "ipp://localhost:631/"

_FOUND_AT_MOST: Final = 10_000
_ABOUT_NAMES: Final = ("job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue that a badge could go to; `title` is what its owner called it."""

    name: str
    uri: str
    title: str


def queues(server: str = LOCAL_SERVER, *, timeout_s: float = 10) -> tuple[Queue, ...]:
    """Return the queues of a print server, by name; PrinterError if it does not answer."""
    wanted = {"requested-attributes": ["printer-name", "printer-info"]}
    try:
        answer = ipp.ask(server, Question("CUPS_GET_PRINTERS", wanted), timeout_s)
    except PrinterError as error:
        if error.code is Trouble.PRINTER_UNKNOWN:  # CUPS says so when it has none
            return ()
        raise
    found = [
        (str(one["printer-name"]), str(one.get("printer-info", ""))) for one in answer["printers"] if one
    ]
    return tuple(Queue(name, f"{server.rstrip('/')}/printers/{name}", title) for name, title in sorted(found))


class CupsSpooler:
    """Sends badges to the queue at `uri`, as `ipp://host:port/printers/name`."""

    def __init__(self, uri: str, *, timeout_s: float = 10) -> None:
        self._uri = uri
        self._timeout_s = timeout_s

    @property
    def name(self) -> str:
        """The queue."""
        return ipp.printer_name(self._uri)

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "", sides: Sides = Sides.ONE) -> str:
        """Return the job's number at the queue, with its name: a queue that lost jobs gives numbers anew."""
        if wrong := document.damage(pdf):
            raise self._refused(wrong)
        about = {"job-name": job, "document-format": "application/pdf"}
        if label:
            about["document-name"] = label[:60]  # 255 bytes at most, in any script
        printer = self._printer("media-supported", "sides-supported", "operations-supported")
        self._check_sides(sides, printer)
        wanted = {"media": self._paper(size, printer), "print-scaling": "none", "copies": 1, "sides": sides}
        if not {"CREATE_JOB", "SEND_DOCUMENT"} <= ipp_state.operations(printer):
            return _reference(self._ask(Question("PRINT_JOB", about, wanted, pdf))["jobs"][0], job)
        (made,) = self._ask(Question("CREATE_JOB", {"job-name": job}, wanted))["jobs"]
        del about["job-name"]
        self._send(made["job-id"], {**about, "last-document": True}, pdf)
        return _reference(made, job)

    def _send(self, number: int, about: dict[str, Any], pdf: bytes) -> None:
        """Send the document of a job that is at the queue already: it can arrive there and nowhere else.

        So `find` can end a job that stayed without its document, and nothing of it comes in later.
        """
        try:
            self._ask(Question("SEND_DOCUMENT", {"job-id": number, **about}, {}, pdf))
        except PrinterError as error:
            if not error.unsure:
                with suppress(PrinterError):  # an empty job prints nothing; the queue forgets it in time
                    self._ask(Question("CANCEL_JOB", {"job-id": number}))
            raise

    def state(self, reference: str) -> Progress:
        """Return how far the job has come; what keeps the printer from printing it makes it ATTENTION."""
        printer = self._printer(*ipp_state.ABOUT_PRINTER)
        job = self._job(reference, ipp_state.ABOUT_JOB)
        if job is None:
            return Progress(JobState.ATTENTION, reference, (GONE,))
        return ipp_state.progress(job, printer)

    def _job(self, reference: str, wanted: tuple[str, ...]) -> dict[str, Any] | None:
        """What the queue tells of a job; None if it does not know it, or another by its number."""
        number, _, name = reference.partition(" ")
        about = {"job-id": int(number), "requested-attributes": ["job-name", *wanted]}
        try:
            found: dict[str, Any] = self._ask(Question("GET_JOB_ATTRIBUTES", about))["jobs"][0]
        except PrinterError as error:
            if error.code is not Trouble.PRINTER_UNKNOWN:
                raise
            return None
        return found if name in ("", found.get("job-name")) else None

    def find(self, job: str) -> str | None:
        """Return the job's number at the queue, whether it waits, is printed or has ended.

        A job there whose document has not come in whole is ended first, so that it never will.
        """
        whole, waiting = self._called(job)
        for number in waiting:
            self._ask(Question("CANCEL_JOB", {"job-id": number}))
        if waiting and not whole:
            whole, _ = self._called(job)
        if len(whole) > 1:
            _log.error("%d jobs called %s at %s", len(whole), job, self.name)
        return f"{whole[0]} {job}" if whole else None

    def _called(self, job: str) -> tuple[list[int], list[int]]:
        """The jobs of this name that are or may be printed, and those without a document, by number."""
        whole: list[int] = []
        waiting: list[int] = []
        for which in ("not-completed", "completed"):
            wanted = {
                "which-jobs": which,
                "limit": _FOUND_AT_MOST,
                "requested-attributes": list(_ABOUT_NAMES),
            }
            for one in self._ask(Question("GET_JOBS", wanted))["jobs"]:
                if one.get("job-name") != job:
                    continue
                if "job-incoming" in ipp_state.several(one.get("job-state-reasons")):
                    waiting.append(one["job-id"])
                elif not ipp_state.is_unbegun(one):
                    whole.append(one["job-id"])
        return whole, waiting

    def cancel(self, reference: str) -> Progress:
        """Cancel the job at the queue, if it has not ended, and return how it stands.

        One whose turn had come may be on paper although the queue calls it cancelled: it is GONE.
        """
        if self._job(reference, ()) is not None:
            with suppress(PrinterError):  # what has ended cannot be cancelled
                self._ask(Question("CANCEL_JOB", {"job-id": int(reference.partition(" ")[0])}))
        progress = self.state(reference)
        if progress.state in (JobState.CANCELLED, JobState.FAILED):
            job = self._job(reference, _ABOUT_NAMES)
            if job is None or not ipp_state.is_unbegun(job):
                return Progress(JobState.ATTENTION, reference, (GONE,))
        return progress

    def health(self) -> PrinterHealth:
        """Return whether the queue prints what it is given."""
        try:
            printer = self._printer(*ipp_state.ABOUT_PRINTER)
        except PrinterError as error:
            return PrinterHealth(
                ready=False, reasons=(error.code,), detail=str(error.values.get("detail", ""))
            )
        return ipp_state.health(printer)

    def _check_sides(self, sides: Sides, printer: dict[str, Any]) -> None:
        """Refuse what would come out on two papers; a printer that does not say is believed to turn them."""
        told = ipp_state.several(printer.get("sides-supported"))
        if sides is not Sides.ONE and told and sides not in told:
            raise PrinterError(Trouble.PRINTER_ONE_SIDED, retry=False, printer=self.name)

    def _paper(self, size: SizeMm, printer: dict[str, Any]) -> str:
        """Return the queue's name for paper of `size`."""
        found = media.name(size, ipp_state.several(printer.get("media-supported")))
        if found is None:
            wanted = f"{size[0]:g} × {size[1]:g} mm"
            raise PrinterError(Trouble.PRINTER_WRONG_PAPER, retry=False, printer=self.name, detail=wanted)
        return found

    def _printer(self, *wanted: str) -> dict[str, Any]:
        answer = self._ask(Question("GET_PRINTER_ATTRIBUTES", {"requested-attributes": list(wanted)}))
        found: dict[str, Any] = answer["printers"][0]
        return found

    def _ask(self, question: Question) -> dict[str, Any]:
        return ipp.ask(self._uri, question, self._timeout_s)

    def _refused(self, detail: str) -> PrinterError:
        return PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer=self.name, detail=detail)


def _reference(made: dict[str, Any], job: str) -> str:
    return f"{made['job-id']} {job}"
