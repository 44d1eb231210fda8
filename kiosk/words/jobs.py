"""What is said of a print job, and what the doctor's checks are called."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.badge import JobState
from kiosk.errors import Trouble
from kiosk.language import N_, _
from kiosk.words.printer_reasons import printer_reasons
from kiosk.words.said import Role, Said
from kiosk.words.troubles import told

if TYPE_CHECKING:
    from collections.abc import Mapping

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
# What is still told of a badge that was printed all the same.
_LASTING: Final = frozenset(
    (
        *(Trouble.LAYOUT_WRONG, Trouble.BADGE_LETTERS_MISSING, Trouble.BADGE_TEXT_CUT),
        *(Trouble.BADGE_PICTURE_WRONG, "backs-apart"),
    )
)


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
        said = told(Trouble(ours), _of_layout(values) if ours == Trouble.LAYOUT_WRONG else values)
        return Said(said.role, _(word), said.detail, said.advice)
    known = printer_reasons(reasons)
    return Said(Role.ATTENTION if known else role, _(word), known[0] if known else "")


def _of_layout(values: Mapping[str, Any]) -> dict[str, str]:
    """The layout's file and what is wrong in it, which a job keeps in one line."""
    file, colon, detail = str(values.get("detail", "")).partition(": ")
    return {"file": file, "detail": detail} if colon else {"file": "", "detail": file}


_TROUBLE_CODES: Final = frozenset(Trouble)


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
