"""Badges through a system queue (CUPS on Linux and macOS), or straight to an IPP printer.

A queue for badges should have the error policy `abort-job`: trying again is our business. "Completed"
means that the last part of the way took the pages, not that somebody holds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import document, ipp, media
from kiosk.printing.ipp import Question
from kiosk.printing.spooler import GONE, PrinterHealth, Progress, SizeMm

LOCAL_SERVER: Final = "ipp://localhost:631/"

# RFC 8011, 5.3.7: job-state.
_STATES: Final = {
    3: JobState.PRINTING,  # pending
    4: JobState.ATTENTION,  # held
    5: JobState.PRINTING,  # processing
    6: JobState.ATTENTION,  # stopped
    7: JobState.CANCELLED,
    8: JobState.FAILED,  # aborted
    9: JobState.DONE,
}
_STOPPED: Final = 5  # RFC 8011, 5.4.11: printer-state

_SEVERITIES: Final = ("-error", "-warning", "-report")
_NEED_A_PERSON: Final = frozenset(
    (
        "cover-open", "developer-empty", "door-open", "fuser-over-temp", "fuser-under-temp",
        "input-tray-missing", "interlock-open", "marker-supply-empty", "marker-waste-full",
        "media-empty", "media-jam", "media-needed", "offline", "opc-life-over", "output-area-full",
        "output-tray-missing", "paused", "shutdown", "stopped-partly", "timed-out", "toner-empty",
    )
)  # fmt: skip
"""RFC 8011, 5.4.12: nothing is printed until somebody does something. CUPS goes on saying "processing"."""

_NOBODY_ANSWERS: Final = (
    "unavailable at this time",
    "unreachable at this time",
    "not responding",
    "Unable to locate printer",
    "Waiting for printer to become available",
)
"""What CUPS says of a printer that is switched off, and says nowhere else. A job's messages are in the
language that it was sent in, so these hold whatever language the machine speaks."""

_INNER: Final = "cups-"
_HANDED_OVER: Final = "cups-waiting-for-job-completed"

_ABOUT_JOB: Final = ("job-state", "job-printer-state-message")
_ABOUT_PRINTER: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
)
_FOUND_AT_MOST: Final = 10_000


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

    def submit(self, pdf: bytes, job: str, size: SizeMm, *, label: str = "") -> str:
        """Return the job's number at the queue."""
        if wrong := document.damage(pdf):
            raise self._refused(wrong)
        about = {"job-name": job, "document-format": "application/pdf"}
        if label:
            about["document-name"] = label[:60]  # 255 bytes at most, in any script
        wanted = {"media": self._paper(size), "print-scaling": "none", "copies": 1}
        answer = self._ask(Question("PRINT_JOB", about, wanted, pdf))
        return str(answer["jobs"][0]["job-id"])

    def state(self, reference: str) -> Progress:
        """Return how far the job has come; what keeps the printer from printing it makes it ATTENTION."""
        printer = self._printer(*_ABOUT_PRINTER)
        try:
            wanted = {"job-id": int(reference), "requested-attributes": list(_ABOUT_JOB)}
            answer = self._ask(Question("GET_JOB_ATTRIBUTES", wanted))
        except PrinterError as error:
            if error.code is not Trouble.PRINTER_UNKNOWN:  # the queue itself has just answered
                raise
            return Progress(JobState.ATTENTION, reference, (GONE,))
        return _progress(answer["jobs"][0], printer)

    def find(self, job: str) -> str | None:
        """Return the job's number at the queue, whether it waits, is printed or has ended."""
        for which in ("not-completed", "completed"):
            wanted = {
                "which-jobs": which,
                "limit": _FOUND_AT_MOST,
                "requested-attributes": ["job-id", "job-name"],
            }
            for one in self._ask(Question("GET_JOBS", wanted))["jobs"]:
                if one.get("job-name") == job:
                    return str(one["job-id"])
        return None

    def health(self) -> PrinterHealth:
        """Return whether the queue prints what it is given."""
        try:
            printer = self._printer(*_ABOUT_PRINTER)
        except PrinterError as error:
            return PrinterHealth(
                ready=False, reasons=(error.code,), detail=str(error.values.get("detail", ""))
            )
        stopped = printer.get("printer-state") == _STOPPED
        accepting = printer.get("printer-is-accepting-jobs", True)
        message = str(printer.get("printer-state-message", ""))
        waiting = _needing_a_person(printer, message)
        ready = accepting and not stopped and not waiting
        return PrinterHealth(ready, waiting or _reasons(printer), message)

    def _paper(self, size: SizeMm) -> str:
        """Return the queue's name for paper of `size`."""
        found = media.name(size, _several(self._printer("media-supported").get("media-supported")))
        if found is None:
            raise self._refused(f"{size[0]:g} × {size[1]:g} mm")
        return found

    def _printer(self, *wanted: str) -> dict[str, Any]:
        answer = self._ask(Question("GET_PRINTER_ATTRIBUTES", {"requested-attributes": list(wanted)}))
        found: dict[str, Any] = answer["printers"][0]
        return found

    def _ask(self, question: Question) -> dict[str, Any]:
        return ipp.ask(self._uri, question, self._timeout_s)

    def _refused(self, detail: str) -> PrinterError:
        return PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer=self.name, detail=detail)


def _progress(job: Mapping[str, Any], printer: Mapping[str, Any]) -> Progress:
    state = _STATES[int(job["job-state"])]
    if state not in (JobState.PRINTING, JobState.ATTENTION):
        return Progress(state)
    detail = str(job.get("job-printer-state-message", ""))
    waiting = _needing_a_person(printer, detail)
    if waiting or printer.get("printer-state") == _STOPPED:
        state = JobState.ATTENTION
    return Progress(state, detail, waiting or _reasons(printer))


def _reasons(printer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the printer says of itself, without what CUPS says to itself."""
    told = _several(printer.get("printer-state-reasons"))
    return tuple(dict.fromkeys(_bare(one) for one in told if one != "none" and not one.startswith(_INNER)))


def _needing_a_person(printer: Mapping[str, Any], message: str) -> tuple[str, ...]:
    told = tuple(one for one in _reasons(printer) if one in _NEED_A_PERSON)
    if told or _HANDED_OVER in _several(printer.get("printer-state-reasons")):
        return told  # a printer that has taken the job answers, though the message may be an old one
    return ("offline",) if any(sign in message for sign in _NOBODY_ANSWERS) else ()


def _bare(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason


def _several(value: Any) -> list[str]:
    """Return an attribute's values, which pyipp gives as a list only where there are several."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
