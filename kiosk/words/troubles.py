"""What is said of an error: what happened, then what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.pins import Weakness
from kiosk.domain.staff import MAY, Right
from kiosk.errors import MarhabaError, Trouble
from kiosk.language import N_, _, isolated, number
from kiosk.words import staff
from kiosk.words.paper_troubles import PAPER
from kiosk.words.printer_reasons import printer_reasons
from kiosk.words.said import Role, Said

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    Trouble.DISK_NEARLY_FULL: (
        N_("The disk of {folder} is nearly full ({free_mb} MB left)."),
        N_("Free some space before the guests come."),
    ),
    Trouble.JOURNAL_BROKEN: (
        N_("The journal was changed from outside: entry {seq} of {origin} ({kind})."),
        N_("Keep a copy of the station's folder, and bring the data back from an earlier copy."),
    ),
    Trouble.TABLES_DIFFER: (
        N_("Some tables do not say what the journal says ({tables})."),
        N_("Close the desk and run: marhaba rebuild"),
    ),
    Trouble.SQLITE_OLD: (
        N_("This computer's SQLite {version} may lose data; {needed} is needed."),
        N_("Install Marhaba anew, with the parts that come with it."),
    ),
    Trouble.CLOCK_BEHIND: (
        N_("This computer's clock says {now}, but the last entry was written at {last}."),
        N_("Set the clock."),
    ),
    Trouble.CLOCK_FAR: (
        N_("This computer's clock says {now}, but the event begins on {first}."),
        N_("Set the clock, if it is wrong."),
    ),
    Trouble.FONT_MISSING: (
        N_("Letters for badges are missing ({fonts})."),
        N_("Install Marhaba anew."),
    ),
    Trouble.KEYS_AFTER_LAYOUT: (
        N_("Wayland shows this window, so the keyboard's dead keys may keep signs of a scan back."),
        N_("Our own codes are read all the same. For other tickets install Xwayland."),
    ),
    Trouble.KEYS_AFTER_METHOD: (
        N_("Wayland shows this window, and {method} may change the order of a scan's keys."),
        N_("Install Xwayland, or start Marhaba with QT_IM_MODULE=compose."),
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
    Trouble.FILE_CHANGED: (
        N_("{file} has other columns now than when it was looked at."),
        N_("Open it again and look at its columns."),
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
    Trouble.FILE_NOT_A_SETUP: (
        N_("{file} is not a set-up file ({found})."),
        N_("Save the event, its lists or its questions from pretix's REST API as JSON."),
    ),
    Trouble.FILE_ENCRYPTED: (
        N_("{file} is protected by a password."),
        N_("Open it in Excel, take the password off and save it again."),
    ),
    Trouble.FILE_HAS_MACROS: (
        N_("{file} contains macros."),
        N_("Save it as a workbook without macros (.xlsx)."),
    ),
    Trouble.FILE_BROKEN_ROW: (
        N_("{file} is broken at row {row}: a quotation mark is not closed."),
        N_("Correct this row, or export the file again."),
    ),
    Trouble.FILE_UNSAFE: (
        N_("{file} is not made as a workbook should be ({found}) and was not opened."),
        N_("Open it in Excel and save it as a new workbook (.xlsx)."),
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
    Trouble.TICKET_KEY_WRONG: (
        N_("{value} is not a key that tickets are signed with."),
        N_("Copy the whole key from the ticket shop again."),
    ),
    Trouble.UNKNOWN_ATTENDEE: (N_("Nobody has the code {code}."), N_("Look the guest up by name.")),
    Trouble.SAME_PERSON: (
        N_("Both are {name}: one guest on the roll."),
        N_("Choose two who stand on the roll apart."),
    ),
    Trouble.UNKNOWN_LIST: (N_("There is no list {value}."), N_("Choose one of the event's lists.")),
    Trouble.UNKNOWN_CATEGORY: (
        N_("There is no category {value}."),
        N_("Choose one of the event's categories."),
    ),
    Trouble.UNKNOWN_COLUMN: (N_("The file has no column {value}."), N_("It has: {known}.")),
    Trouble.UNKNOWN_FIELD: (N_("A column cannot hold {value}."), N_("It can hold: {known}.")),
    Trouble.WHY_MISSING: (
        N_("There is no reason yet."),
        N_("Choose one, or type a few words: they are kept in the log."),
    ),
    Trouble.HOURS_WRONG: (N_("The list would close before it opens."), N_("Correct the hours.")),
    Trouble.RULE_WRONG: (
        N_("This rule cannot be followed: {detail}."),
        N_("Correct it, or leave it empty."),
    ),
    Trouble.OPTIONS_MISSING: (
        N_("There is nothing to choose from."),
        N_("Add at least one answer to this question."),
    ),
    Trouble.NO_EVENT: (N_("This station has no event yet."), N_("Create the event first.")),
    Trouble.NOTHING_TO_UNDO: (N_("There is nothing to undo at this desk."), ""),
    Trouble.ALREADY_ANNULLED: (N_("This was already undone."), ""),
    Trouble.BADGE_IS_REPLACED: (
        N_("The last act was another badge for {name}: that cannot be undone."),
        N_("To take back an entry, open the history: F5."),
    ),
    Trouble.NOTHING_TO_PRINT: (N_("There is no badge to print."), ""),
    Trouble.NEEDS_APPROVAL: (
        N_("Whoever is on duty may not do this: {right}."),
        N_("Ask for the PIN of somebody who may: {roles}."),
    ),
    Trouble.PIN_WEAK: (N_("This PIN is easy to guess. {weakness}"), N_("Choose another one.")),
    Trouble.PIN_WRONG: (N_("This PIN is wrong."), N_("Tries left before a wait: {left}.")),
    Trouble.PIN_LOCKED: (
        N_("There were too many wrong PINs."),
        N_("Wait {seconds} s, then type the PIN again."),
    ),
    Trouble.PIN_MISSING: (N_("The PIN of {name} is needed."), N_("Type it at a terminal.")),
    Trouble.PIN_TYPED_TWICE: (N_("The two PINs are not the same."), N_("Type the new PIN twice.")),
    Trouble.UNKNOWN_STAFF: (
        N_("Nobody of the staff is called {value}."),
        N_("Choose somebody from the list of the staff."),
    ),
    Trouble.STAFF_NAME_TAKEN: (
        N_("Somebody of the staff is called {name} already."),
        N_("Add a second name or a number."),
    ),
    Trouble.STAFF_NO_ADMINISTRATOR: (
        N_("Somebody must be administrator, with a PIN."),
        N_("Make somebody administrator first."),
    ),
    **PAPER,
    Trouble.SERIAL_NONE: (
        N_("No scanner is plugged in at a serial port."),
        N_("Plug it in, or choose its port: most scanners pose as a keyboard and need none."),
    ),
    Trouble.SERIAL_MISSING: (
        N_("The scanner {port} is not there."),
        N_("Plug it in: it is found again by itself."),
    ),
    Trouble.SERIAL_BUSY: (
        N_("Another program is listening to the scanner {port}."),
        N_("Close that program: the scanner is tried again by itself."),
    ),
    Trouble.SERIAL_FORBIDDEN: (
        N_("This computer does not let you use the scanner {port}."),
        N_("Ask whoever looks after the computer to let you use serial ports (Linux: the group dialout)."),
    ),
    Trouble.SERIAL_GONE: (
        N_("The scanner {port} was unplugged or switched off."),
        N_("Plug it in again: it goes on by itself. Meanwhile look guests up by name."),
    ),
    Trouble.CAMERA_MISSING: (
        N_("This computer has no camera."),
        N_("Plug one in, or use a scanner: it is found by itself."),
    ),
    Trouble.CAMERA_BUSY: (
        N_("{camera} cannot be used: another program may be using it."),
        N_("Close other programs that show a picture, such as a call: the camera is tried again by itself."),
    ),
    Trouble.CAMERA_GONE: (
        N_("{camera} was unplugged."),
        N_("Plug it in again: it goes on by itself. Meanwhile look guests up by name."),
    ),
    Trouble.CAMERA_SILENT: (
        N_("{camera} sends no picture."),
        N_("Open its cover, or unplug it and plug it in again."),
    ),
    Trouble.CAMERA_FORBIDDEN: (
        N_("This computer does not let Marhaba use the camera."),
        N_("Allow it in the computer's settings, under privacy, then try again."),
    ),
    Trouble.CAMERA_NO_LIBRARY: (
        N_("This computer lacks a part that cameras need ({detail})."),
        N_("Install the parts that Marhaba names in its README, or use a scanner."),
    ),
    Trouble.OURS: (
        N_("Something went wrong inside Marhaba."),
        N_("Try again. If it comes back, close Marhaba and open it again; nothing recorded is lost."),
    ),
}

_INFORMATION: Final = frozenset(
    (
        Trouble.NOTHING_TO_UNDO,
        Trouble.ALREADY_ANNULLED,
        Trouble.BADGE_IS_REPLACED,
        Trouble.NOTHING_TO_PRINT,
    )
)


def trouble(error: MarhabaError) -> Said:
    """Return what is said of an error."""
    return told(error.code, error.values)


def told(code: Trouble, values: Mapping[str, Any]) -> Said:
    """Return what is said of the trouble `code` with the values it came with."""
    if code is Trouble.PRINTER_NOT_READY and (known := printer_reasons(tuple(values["detail"].split()))):
        name = isolated(str(values["printer"]))
        return Said(Role.ATTENTION, "", f"{name}: {' '.join(known)}")
    happened, advice = _TROUBLES[code]
    role = Role.INFORMATION if code in _INFORMATION else Role.ATTENTION
    shown = _Shown({name: _shown(value) for name, value in values.items()})
    if isinstance(right := values.get("right"), Right):
        shown["roles"] = isolated(staff.roles(MAY[right]))
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
    if isinstance(value, Right):
        return isolated(staff.right(value))
    if isinstance(value, Weakness):
        return staff.weakness(value)
    if isinstance(value, int):
        return number(value)
    return isolated(str(value))
