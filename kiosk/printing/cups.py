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
_ABOUT_NAMES: Final = ("job-id", "job-name", "job-state-reasons", "number-of-documents")
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
        """Return the job's number at the queue."""
        if wrong := document.damage(pdf):
            raise self._refused(wrong)
        about = {"job-name": job, "document-format": "application/pdf"}
        if label:
            about["document-name"] = label[:60]  # 255 bytes at most, in any script
        printer = self._printer("media-supported", "sides-supported", "operations-supported")
        self._check_sides(sides, printer)
        wanted = {"media": self._paper(size, printer), "print-scaling": "none", "copies": 1, "sides": sides}
        if not {"CREATE_JOB", "SEND_DOCUMENT"} <= ipp_state.operations(printer):
            return self._number(self._ask(Question("PRINT_JOB", about, wanted, pdf)))
        number = self._number(self._ask(Question("CREATE_JOB", {"job-name": job}, wanted)))
        del about["job-name"]
        self._send(number, {**about, "last-document": True}, pdf)
        return number

    def _send(self, number: str, about: dict[str, Any], pdf: bytes) -> None:
        """Send the document of a job that is at the queue already: it can arrive there and nowhere else.

        So `find` can end a job that stayed without its document, and nothing of it comes in later.
        """
        try:
            self._ask(Question("SEND_DOCUMENT", {"job-id": int(number), **about}, {}, pdf))
        except PrinterError as error:
            if not error.unsure:
                with suppress(PrinterError):  # an empty job prints nothing; the queue forgets it in time
                    self._ask(Question("CANCEL_JOB", {"job-id": int(number)}))
            raise

    @staticmethod
    def _number(answer: dict[str, Any]) -> str:
        return str(answer["jobs"][0]["job-id"])

    def state(self, reference: str) -> Progress:
        """Return how far the job has come; what keeps the printer from printing it makes it ATTENTION."""
        printer = self._printer(*ipp_state.ABOUT_PRINTER)
        try:
            wanted = {"job-id": int(reference), "requested-attributes": list(ipp_state.ABOUT_JOB)}
            answer = self._ask(Question("GET_JOB_ATTRIBUTES", wanted))
        except PrinterError as error:
            if error.code is not Trouble.PRINTER_UNKNOWN:  # the queue itself has just answered
                raise
            return Progress(JobState.ATTENTION, reference, (GONE,))
        return ipp_state.progress(answer["jobs"][0], printer)

    def find(self, job: str) -> str | None:
        """Return the job's number at the queue, whether it waits, is printed or has ended.

        A job there whose document has not come in whole is ended first, so that it never will.
        """
        whole, waiting = self._called(job)
        for number in waiting:
            self._ask(Question("CANCEL_JOB", {"job-id": int(number)}))
        if waiting and not whole:
            whole, _ = self._called(job)
        if len(whole) > 1:
            _log.error("%d jobs called %s at %s", len(whole), job, self.name)
        return whole[0] if whole else None

    def _called(self, job: str) -> tuple[list[str], list[str]]:
        """The numbers of the jobs of this name that have their document, and of those that wait for it."""
        whole: list[str] = []
        waiting: list[str] = []
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
                    waiting.append(str(one["job-id"]))
                elif one.get("number-of-documents") != 0:
                    whole.append(str(one["job-id"]))
        return whole, waiting

    def cancel(self, reference: str) -> Progress:
        """Cancel the job at the queue, if it has not ended, and return how it stands."""
        with suppress(PrinterError):  # what has ended cannot be cancelled; whoever is away is so below too
            self._ask(Question("CANCEL_JOB", {"job-id": int(reference)}))
        return self.state(reference)

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
