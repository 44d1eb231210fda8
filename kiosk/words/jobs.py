"""What is said of a print job and of a printer's own reasons."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.badge import JobState
from kiosk.errors import Trouble
from kiosk.language import N_, _
from kiosk.words.said import Role, Said
from kiosk.words.troubles import told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_JOBS: Final = {
    JobState.QUEUED: (Role.INFORMATION, N_("Badge waiting")),
    JobState.RENDERING: (Role.INFORMATION, N_("Badge being drawn…")),
    JobState.SUBMITTING: (Role.INFORMATION, N_("Badge on its way to the printer…")),
    JobState.PRINTING: (Role.INFORMATION, N_("Badge printing…")),
    JobState.DONE: (Role.ADMITTED, N_("Badge printed")),
    JobState.ATTENTION: (Role.ATTENTION, N_("The printer needs you")),
    JobState.FAILED: (Role.REFUSED, N_("Badge not printed: try again with F8")),
    JobState.CANCELLED: (Role.INFORMATION, N_("Printing cancelled")),
}

# IPP printer-state-reasons (RFC 8011, 5.4.12) that a volunteer can do something about; suffixes
# "-error", "-warning" and "-report" are taken off before.
_PRINTER_REASONS: Final = {
    "media-empty": N_("The printer is out of paper: put paper in."),
    "media-needed": N_("There is other paper in the printer than the badge needs: change the roll."),
    "media-jam": N_("Paper is jammed: take it out."),
    "media-low": N_("The printer is nearly out of paper."),
    "cover-open": N_("The printer's cover is open: close it."),
    "door-open": N_("The printer's door is open: close it."),
    "toner-empty": N_("The printer is out of toner."),
    "marker-supply-empty": N_("The printer is out of ink or ribbon."),
    "offline": N_("The printer is switched off or unplugged."),
    "shutdown": N_("The printer is switched off or unplugged."),
    "connecting-to-device": N_("Waiting for the printer to answer."),
    "paused": N_("The printer is paused: press its start button."),
    "wrong-media": N_("There is other paper in the printer than the badge needs: change the roll."),
    "cancelled-at-printer": N_("Somebody cancelled this badge at the printer."),
    "gone": N_("The printer no longer knows this badge: look whether it was printed."),
    "backs-apart": N_("The printer prints on one side only: the back is on a paper of its own."),
    "stopped-partly": N_("The printer has stopped: look at its display."),
}
# What is still told of a badge that was printed all the same.
_LASTING: Final = frozenset((Trouble.LAYOUT_WRONG, "backs-apart"))
_SUFFIXES: Final = ("-error", "-warning", "-report")


def job(
    state: JobState, reasons: tuple[str, ...] = (), values: Mapping[str, Any] = MappingProxyType({})
) -> Said:
    """Return what is said of a print job.

    `reasons` are the printer's own (IPP keywords) or a Trouble that stands in the way, which `values`
    belong to.
    """
    role, word = _JOBS[state]
    if state is JobState.DONE and not _LASTING & set(reasons):
        return Said(role, _(word))
    ours = next((reason for reason in reasons if reason in _TROUBLE_CODES), None)
    if ours is not None:
        said = told(Trouble(ours), _VALUES.get(Trouble(ours), dict)(values))
        return Said(said.role, _(word), said.detail, said.advice)
    known = printer_reasons(reasons)
    return Said(Role.ATTENTION if known else role, _(word), known[0] if known else "")


def _of_layout(values: Mapping[str, Any]) -> dict[str, str]:
    """The layout's file and what is wrong in it, which a job keeps in one line."""
    file, colon, detail = str(values.get("detail", "")).partition(": ")
    return {"file": file, "detail": detail} if colon else {"file": "", "detail": file}


def _of_printer(values: Mapping[str, Any]) -> dict[str, Any]:
    """Why the printer is not ready, in words where it gave its reasons as IPP keywords."""
    detail = str(values.get("detail", ""))
    return {**values, "detail": " ".join(printer_reasons(tuple(detail.split()))) or detail}


_TROUBLE_CODES: Final = frozenset(Trouble)
_VALUES: Final[dict[Trouble, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    Trouble.LAYOUT_WRONG: _of_layout,
    Trouble.PRINTER_NOT_READY: _of_printer,
}


def printer_reasons(reasons: tuple[str, ...]) -> list[str]:
    """Return the sentences for a printer's reasons, those that a person can do something about."""
    known = [_PRINTER_REASONS[bare] for reason in reasons if (bare := _bare(reason)) in _PRINTER_REASONS]
    return [_(text) for text in dict.fromkeys(known)]


def _bare(reason: str) -> str:
    for suffix in _SUFFIXES:
        reason = reason.removesuffix(suffix)
    return reason


_CHECKS: Final = {
    "folder": N_("Folder"),
    "settings": N_("Settings"),
    "disk": N_("Disk space"),
    "lock": N_("Open elsewhere"),
    "sqlite": N_("SQLite"),
    "database": N_("Database"),
    "journal": N_("Journal"),
    "tables": N_("Tables"),
    "clock": N_("Clock"),
    "fonts": N_("Fonts"),
    "keyboard": N_("Keyboard scanners"),
    "devices": N_("Cameras and serial devices"),
    "printer": N_("Printer"),
}


def check(name: str) -> str:
    """Return what one of the doctor's checks is called."""
    return _(_CHECKS[name])
