"""What an IPP printer says of itself and of a job, in our words.

A printer that waits for paper goes on calling its job "processing": only its reasons tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.domain.badge import JobState
from kiosk.printing.spooler import PrinterHealth, Progress

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
_ENDED_EARLY: Final = (JobState.CANCELLED, JobState.FAILED)
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

ABOUT_JOB: Final = ("job-state", "job-printer-state-message")
ABOUT_PRINTER: Final = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
)
"""What `progress` and `health` need to be told of a job and of a printer."""


def progress(job: Mapping[str, Any], printer: Mapping[str, Any]) -> Progress:
    """Return how far `job` has come; what keeps `printer` from printing it makes it ATTENTION."""
    state = _STATES[int(job["job-state"])]
    if state not in (JobState.PRINTING, JobState.ATTENTION):
        return Progress(state)
    detail = str(job.get("job-printer-state-message", ""))
    waiting = _needing_a_person(printer, detail)
    if waiting or printer.get("printer-state") == _STOPPED:
        state = JobState.ATTENTION
    return Progress(state, detail, waiting or _reasons(printer))


def health(printer: Mapping[str, Any]) -> PrinterHealth:
    """Return whether `printer` prints what it is given."""
    message = str(printer.get("printer-state-message", ""))
    waiting = _needing_a_person(printer, message)
    works = printer.get("printer-is-accepting-jobs", True) and printer.get("printer-state") != _STOPPED
    return PrinterHealth(works and not waiting, waiting or _reasons(printer), message)


def _reasons(printer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the printer says of itself, without what CUPS says to itself."""
    told = several(printer.get("printer-state-reasons"))
    return tuple(dict.fromkeys(_bare(one) for one in told if one != "none" and not one.startswith(_INNER)))


def _needing_a_person(printer: Mapping[str, Any], message: str) -> tuple[str, ...]:
    reasons = several(printer.get("printer-state-reasons"))
    # A printer that has taken the job answers, though the message may be an old one; of one that does not
    # answer the reasons are those of before.
    if _HANDED_OVER not in reasons and any(sign in message for sign in _NOBODY_ANSWERS):
        return ("offline",)
    return tuple(dict.fromkeys(_bare(one) for one in reasons if _stops(one)))


def _stops(reason: str) -> bool:
    """Return whether this keeps pages from being printed; reports do not, but for that of a lost printer."""
    return _bare(reason) in _NEED_A_PERSON and (not reason.endswith("-report") or reason == "offline-report")


def _bare(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason


def is_unbegun(job: Mapping[str, Any]) -> bool:
    """Return whether a job has ended before its turn to be printed came, as far as is told."""
    return _STATES[int(job["job-state"])] in _ENDED_EARLY and job.get("time-at-processing") == ""


def operations(printer: Mapping[str, Any]) -> set[str]:
    """Return the names of what a printer can be asked for, as pyipp calls them."""
    told = printer.get("operations-supported")
    values = told if isinstance(told, list) else [told]
    return {str(getattr(one, "name", one)) for one in values}


def several(value: Any) -> list[str]:
    """Return an attribute's values, which pyipp gives as a list only where there are several."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
