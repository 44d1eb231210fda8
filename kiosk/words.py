"""What is said about a verdict, an error, a problem in a file or a print job, and in which colour and sound.

Each sentence says what happened, then what to do. Screens and the command line only show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.admission import Direction, Reason, Verdict
from kiosk.domain.badge import JobState
from kiosk.domain.people import Registration
from kiosk.errors import MarhabaError, Trouble
from kiosk.language import N_, _, clock, isolated, number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class Role(StrEnum):
    """How serious something is. The value names its colours, its sound and, by `symbol`, its shape."""

    ADMITTED = "admitted"
    ATTENTION = "attention"
    REFUSED = "refused"
    INFORMATION = "information"

    @property
    def symbol(self) -> str:
        """The icon that goes with it: shape tells the same as colour."""
        return _SYMBOLS[self]


_SYMBOLS: Final = {
    Role.ADMITTED: "circle-check",
    Role.ATTENTION: "triangle-alert",
    Role.REFUSED: "octagon-x",
    Role.INFORMATION: "square-info",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing told to a person: `word` to be read from afar, `detail` what happened, `advice` what to do now."""

    role: Role
    word: str
    detail: str = ""
    advice: str = ""


_REASONS: Final = {
    Reason.VALID: (Role.ADMITTED, N_("Welcome"), N_("The badge is on its way.")),
    Reason.UNKNOWN: (
        Role.REFUSED,
        N_("Not found"),
        N_("Type the guest's name. If it is not there, register the guest with F3."),
    ),
    Reason.CANCELLED: (
        Role.REFUSED,
        N_("Cancelled"),
        N_("This registration was cancelled. Send the guest to the organisers' desk."),
    ),
    Reason.BLOCKED: (Role.REFUSED, N_("Blocked"), N_("Do not let in. Call the person in charge.")),
    Reason.UNAPPROVED: (
        Role.ATTENTION,
        N_("To be approved"),
        N_("The organisers have not confirmed this registration. Call the person in charge."),
    ),
    Reason.INVALID_TIME: (
        Role.REFUSED,
        N_("Not valid now"),
        N_("This ticket is for another day or time. Check the date with the guest."),
    ),
    Reason.NOT_ON_LIST: (
        Role.REFUSED,
        N_("Not for this door"),
        N_("This badge does not open this list. Check the list chosen above (F4)."),
    ),
    Reason.UNPAID: (Role.ATTENTION, N_("Unpaid"), N_("Send the guest to the cash desk, then scan again.")),
    Reason.ALREADY_IN: (
        Role.ATTENTION,
        N_("Already in"),
        N_(
            "If the badge was lost, print it again with F8. If somebody else came, call the person in charge."
        ),
    ),
}


def verdict(given: Verdict, direction: Direction, *, today: date, first_at: datetime | None = None) -> Said:
    """Return what is said of a verdict on the day `today`.

    `first_at` is the time of the earlier entry that it is about, in the event's time zone.
    """
    role, word, advice = _REASONS[given.reason]
    if given.admitted and direction is Direction.EXIT:
        return Said(role, _("Goodbye"), _("Exit recorded."))
    detail = ""
    if given.first is not None and first_at is not None:
        same_day = first_at.date() == today
        template = (
            _("Entry already recorded at {time} · {desk}")
            if same_day
            else _("Entry already recorded on {day} at {time} · {desk}")
        )
        detail = template.format(
            day=isolated(f"{first_at:%d/%m}"), time=isolated(clock(first_at)), desk=isolated(given.first.station)
        )
    return Said(role, _(word), detail, _(advice))


_REGISTRATIONS: Final = {
    Registration.CONFIRMED: N_("confirmed"),
    Registration.PENDING: N_("awaiting approval"),
    Registration.UNPAID: N_("unpaid"),
    Registration.CANCELLED: N_("cancelled"),
    Registration.BLOCKED: N_("blocked"),
}


def registration(state: Registration) -> str:
    """Return the word for how far a registration has come."""
    return _(_REGISTRATIONS[state])


_TROUBLES: Final = {
    Trouble.STATION_MISSING: (
        N_("There is no folder {folder}."),
        N_("Plug the disk in, or choose another folder."),
    ),
    Trouble.STATION_NOT_ONE: (
        N_("{folder} is not a station's folder."),
        N_("Choose the folder that holds the station, or an empty one."),
    ),
    Trouble.STATION_EXISTS: (
        N_("There is already a station in {folder}."),
        N_("Open it, or choose another folder."),
    ),
    Trouble.STATION_IN_USE: (
        N_("The station {folder} is already open on this computer."),
        N_("Use the window that is open, or close it first."),
    ),
    Trouble.STATION_READ_ONLY: (
        N_("Nothing can be written in {folder}."),
        N_("Choose a folder that you may write to, or unlock the disk."),
    ),
    Trouble.STATION_ON_NETWORK: (
        N_("{folder} is on a network drive, where a station is not safe."),
        N_("Choose a folder on this computer's own disk."),
    ),
    Trouble.STATION_EMPTIED: (
        N_("The data of the station in {folder} are gone."),
        N_("Bring the file back from a copy before going on."),
    ),
    Trouble.STATION_DAMAGED: (
        N_("The data of the station in {folder} are damaged ({detail})."),
        N_("Bring them back from a copy; do not write to this disk."),
    ),
    Trouble.STATION_TOO_NEW: (
        N_("The station in {folder} was made by a newer Marhaba."),
        N_("Install the newer version on this computer."),
    ),
    Trouble.STATION_BUSY: (
        N_("Another program is holding the data in {folder}."),
        N_("Wait a moment and try again."),
    ),
    Trouble.SETTINGS_WRONG: (
        N_("The settings in {file} cannot be read: {key} ({detail})."),
        N_("Correct this line, or delete the file to start from the usual settings."),
    ),
    Trouble.DISK_FULL: (
        N_("The disk is full; the last act was not kept."),
        N_("Free some space on the disk of {folder}, then do it again."),
    ),
    Trouble.FILE_MISSING: (N_("There is no file {file}."), N_("Choose the file again.")),
    Trouble.FILE_UNREADABLE: (
        N_("{file} cannot be read ({detail})."),
        N_("Copy it to this computer and try again."),
    ),
    Trouble.FILE_UNWRITABLE: (
        N_("{file} cannot be written ({detail})."),
        N_("Choose another folder, or close the program that has the file open."),
    ),
    Trouble.FILE_EMPTY: (N_("{file} is empty."), N_("Export it again, or choose another file.")),
    Trouble.FILE_TOO_BIG: (
        N_("{file} is too big (more than {limit})."),
        N_("Keep only the sheet with the attendees and save it again."),
    ),
    Trouble.FILE_NOT_A_TABLE: (
        N_("{file} is not a table ({found})."),
        N_("Save it as CSV or as an Excel workbook (.xlsx)."),
    ),
    Trouble.FILE_ENCRYPTED: (
        N_("{file} is protected by a password."),
        N_("Open it in Excel, take the password off and save it again."),
    ),
    Trouble.FILE_HAS_MACROS: (
        N_("{file} contains macros."),
        N_("Save it as a workbook without macros (.xlsx)."),
    ),
    Trouble.FILE_DAMAGED: (N_("{file} is damaged."), N_("Ask for the file again, or export it anew.")),
    Trouble.FILE_TOO_MANY_ROWS: (
        N_("{file} has more than {limit} rows."),
        N_("Split it into several files."),
    ),
    Trouble.FILE_TOO_MANY_COLUMNS: (
        N_("{file} has more than {limit} columns."),
        N_("Keep only the columns about the attendees."),
    ),
    Trouble.FILE_NO_NAMES: (
        N_("No column of {file} holds names."),
        N_("Say which column holds the name, or add a header row."),
    ),
    Trouble.FILE_UNKNOWN_TEXT: (
        N_("The letters in {file} cannot be made out."),
        N_("Save it as CSV UTF-8 or as an Excel workbook (.xlsx)."),
    ),
    Trouble.NAME_MISSING: (N_("There is no name."), N_("Type the name in Latin or in Arabic letters.")),
    Trouble.TEXT_TOO_LONG: (N_("This text is too long."), N_("Keep it under {limit} characters.")),
    Trouble.TEXT_NOT_PRINTABLE: (
        N_("This text holds characters that cannot be printed."),
        N_("Type it again by hand."),
    ),
    Trouble.PHONE_WRONG: (
        N_("{value} is not a telephone number."),
        N_("Type it as 06 61 23 45 67 or +212 661 23 45 67."),
    ),
    Trouble.EMAIL_WRONG: (
        N_("{value} is not an e-mail address."),
        N_("Check it with the guest, or leave it empty."),
    ),
    Trouble.DATES_WRONG: (
        N_("The event cannot end on {last} if it begins on {first}."),
        N_("Correct the days."),
    ),
    Trouble.UNKNOWN_ATTENDEE: (N_("Nobody has the code {code}."), N_("Look the guest up by name.")),
    Trouble.UNKNOWN_LIST: (N_("There is no list {value}."), N_("Choose one of the event's lists.")),
    Trouble.UNKNOWN_CATEGORY: (
        N_("There is no category {value}."),
        N_("Choose one of the event's categories."),
    ),
    Trouble.NO_EVENT: (N_("This station has no event yet."), N_("Create the event first.")),
    Trouble.NOTHING_TO_UNDO: (N_("There is nothing to undo at this desk."), ""),
    Trouble.ALREADY_ANNULLED: (N_("This entry was already undone."), ""),
    Trouble.LAYOUT_WRONG: (
        N_("The badge layout {file} cannot be used ({detail})."),
        N_("Correct the layout, or take the one that comes with Marhaba."),
    ),
    Trouble.PRINTER_UNREACHABLE: (
        N_("The printer {printer} does not answer."),
        N_("Check that it is on and plugged in; the badge waits."),
    ),
    Trouble.PRINTER_UNKNOWN: (
        N_("There is no printer {printer} on this computer."),
        N_("Choose another printer in the settings."),
    ),
    Trouble.PRINTER_REFUSED: (
        N_("The printer {printer} refused the badge ({detail})."),
        N_("Check the paper size, then print again with F8."),
    ),
    Trouble.PRINT_FOLDER_UNWRITABLE: (
        N_("Badges cannot be written to {folder}."),
        N_("Check that the folder is there and that the disk is not full; the badge waits."),
    ),
    Trouble.OURS: (
        N_("Something went wrong inside Marhaba."),
        N_("Try again. If it comes back, close Marhaba and open it again; nothing recorded is lost."),
    ),
}

_INFORMATION: Final = frozenset((Trouble.NOTHING_TO_UNDO, Trouble.ALREADY_ANNULLED))


def trouble(error: MarhabaError) -> Said:
    """Return what is said of an error."""
    return told(error.code, error.values)


def told(code: Trouble, values: Mapping[str, Any]) -> Said:
    """Return what is said of the trouble `code` with the values it came with."""
    happened, advice = _TROUBLES[code]
    role = Role.INFORMATION if code in _INFORMATION else Role.ATTENTION
    shown = _Shown({name: _shown(value) for name, value in values.items()})
    return Said(role, "", _(happened).format_map(shown), _(advice).format_map(shown) if advice else "")


def sentence(error: MarhabaError) -> str:
    """Return what is said of an error in one line: what happened, then what to do."""
    said = trouble(error)
    return f"{said.detail} {said.advice}".strip()


class _Shown(dict[str, str]):
    """The values of a sentence; one that is missing is left out rather than ending the program."""

    def __missing__(self, key: str) -> str:
        return "…"


def _shown(value: object) -> str:
    if isinstance(value, int):
        return number(value)
    return isolated(str(value))


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
    "media-needed": N_("The printer is out of paper: put paper in."),
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
    "gone": N_("The printer no longer knows this badge: look whether it was printed."),
    "stopped-partly": N_("The printer has stopped: look at its display."),
}
_SUFFIXES: Final = ("-error", "-warning", "-report")


def job(
    state: JobState, reasons: tuple[str, ...] = (), values: Mapping[str, Any] = MappingProxyType({})
) -> Said:
    """Return what is said of a print job.

    `reasons` are the printer's own (IPP keywords) or a Trouble that stands in the way, which `values`
    belong to.
    """
    role, word = _JOBS[state]
    if state is JobState.DONE:
        return Said(role, _(word))
    ours = next((reason for reason in reasons if reason in _TROUBLE_CODES), None)
    if ours is not None:
        said = told(Trouble(ours), values)
        return Said(said.role, _(word), said.detail, said.advice)
    known = printer_reasons(reasons)
    return Said(Role.ATTENTION if known else role, _(word), known[0] if known else "")


_TROUBLE_CODES: Final = frozenset(Trouble)


def printer_reasons(reasons: tuple[str, ...]) -> list[str]:
    """Return the sentences for a printer's reasons, those that a person can do something about."""
    known = [_PRINTER_REASONS[bare] for reason in reasons if (bare := _bare(reason)) in _PRINTER_REASONS]
    return [_(text) for text in dict.fromkeys(known)]


def _bare(reason: str) -> str:
    for suffix in _SUFFIXES:
        reason = reason.removesuffix(suffix)
    return reason
