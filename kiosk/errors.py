"""The error tree. Every error says what went wrong by a code and values; `words.py` makes the sentence.

::

    MarhabaError
    ├── WorldError        paper, disk, files, people: shown in the person's words, with what to do
    │   ├── StationError    the station's folder or database cannot be used
    │   ├── FileRefused     a file handed to us cannot be taken
    │   ├── InputRefused    a value somebody typed cannot be taken
    │   ├── PrinterError    a badge did not reach paper
    │   └── ScannerError    a scanner or a camera cannot be listened to; it is tried again
    ├── NeedsApproval     whoever is on duty may not do this: somebody else's PIN is needed
    ├── Cancelled         somebody pressed stop; nothing was changed
    └── OurError          a mistake of ours: logged with its trace, generic words on screen

Refusing entry is a verdict, not an error.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar


class Trouble(StrEnum):
    """What can go wrong. The name of the values that a code comes with stands behind it."""

    STATION_MISSING = "station_missing"  # folder
    STATION_NOT_ONE = "station_not_one"  # folder
    STATION_EXISTS = "station_exists"  # folder
    STATION_IN_USE = "station_in_use"  # folder
    STATION_READ_ONLY = "station_read_only"  # folder
    STATION_ON_NETWORK = "station_on_network"  # folder
    STATION_EMPTIED = "station_emptied"  # folder
    STATION_DAMAGED = "station_damaged"  # folder, detail
    STATION_TOO_NEW = "station_too_new"  # folder
    STATION_BUSY = "station_busy"  # folder
    SETTINGS_WRONG = "settings_wrong"  # file, key, detail
    DISK_FULL = "disk_full"  # folder
    DISK_NEARLY_FULL = "disk_nearly_full"  # folder, free_mb
    JOURNAL_BROKEN = "journal_broken"  # origin, seq, kind
    TABLES_DIFFER = "tables_differ"  # tables
    SQLITE_OLD = "sqlite_old"  # version, needed
    CLOCK_BEHIND = "clock_behind"  # now, last
    CLOCK_FAR = "clock_far"  # now, first
    FONT_MISSING = "font_missing"  # fonts
    KEYS_AFTER_LAYOUT = "keys_after_layout"  #
    KEYS_AFTER_METHOD = "keys_after_method"  # method

    FILE_MISSING = "file_missing"  # file
    FILE_UNREADABLE = "file_unreadable"  # file, detail
    FILE_UNWRITABLE = "file_unwritable"  # file, detail
    FILE_EMPTY = "file_empty"  # file
    FILE_CHANGED = "file_changed"  # file
    FILE_TOO_BIG = "file_too_big"  # file, limit
    FILE_NOT_A_TABLE = "file_not_a_table"  # file, found
    FILE_NOT_A_SETUP = "file_not_a_setup"  # file, found
    FILE_ENCRYPTED = "file_encrypted"  # file
    FILE_HAS_MACROS = "file_has_macros"  # file
    FILE_DAMAGED = "file_damaged"  # file
    FILE_BROKEN_ROW = "file_broken_row"  # file, row
    FILE_UNSAFE = "file_unsafe"  # file, found
    FILE_TOO_MANY_ROWS = "file_too_many_rows"  # file, limit
    FILE_TOO_MANY_COLUMNS = "file_too_many_columns"  # file, limit
    FILE_NO_NAMES = "file_no_names"  # file, headers
    FILE_UNKNOWN_TEXT = "file_unknown_text"  # file

    NAME_MISSING = "name_missing"  #
    TEXT_TOO_LONG = "text_too_long"  # field, limit
    TEXT_NOT_PRINTABLE = "text_not_printable"  # field
    PHONE_WRONG = "phone_wrong"  # value
    EMAIL_WRONG = "email_wrong"  # value
    DATES_WRONG = "dates_wrong"  # first, last
    TICKET_KEY_WRONG = "ticket_key_wrong"  # value
    UNKNOWN_ATTENDEE = "unknown_attendee"  # code
    SAME_PERSON = "same_person"  # name
    UNKNOWN_LIST = "unknown_list"  # value
    UNKNOWN_CATEGORY = "unknown_category"  # value
    UNKNOWN_COLUMN = "unknown_column"  # value, known
    UNKNOWN_FIELD = "unknown_field"  # value, known
    WHY_MISSING = "why_missing"  #
    HOURS_WRONG = "hours_wrong"  #
    RULE_WRONG = "rule_wrong"  # detail
    OPTIONS_MISSING = "options_missing"  #
    NO_EVENT = "no_event"  #
    NOTHING_TO_UNDO = "nothing_to_undo"  #
    ALREADY_ANNULLED = "already_annulled"  #
    BADGE_IS_REPLACED = "badge_is_replaced"  # name
    NOTHING_TO_PRINT = "nothing_to_print"  #

    NEEDS_APPROVAL = "needs_approval"  # right
    PIN_WEAK = "pin_weak"  # weakness
    PIN_WRONG = "pin_wrong"  # left, seconds
    PIN_LOCKED = "pin_locked"  # seconds
    PIN_MISSING = "pin_missing"  # name
    PIN_TYPED_TWICE = "pin_typed_twice"  #
    UNKNOWN_STAFF = "unknown_staff"  # value
    STAFF_NAME_TAKEN = "staff_name_taken"  # name
    STAFF_NO_ADMINISTRATOR = "staff_no_administrator"  #

    LAYOUT_WRONG = "layout_wrong"  # file, detail
    UNKNOWN_LAYOUT = "unknown_layout"  # value, known
    PICTURE_WRONG = "picture_wrong"  # file, detail
    BUNDLE_WRONG = "bundle_wrong"  # file, detail
    BADGE_LETTERS_MISSING = "badge_letters_missing"  # detail
    BADGE_TEXT_CUT = "badge_text_cut"  # detail
    BADGE_PICTURE_WRONG = "badge_picture_wrong"  # detail
    UNKNOWN_STOCK = "unknown_stock"  # value, known
    START_WRONG = "start_wrong"  # value, labels
    SHIFT_WRONG = "shift_wrong"  # value, limit
    BADGE_TOO_LARGE = "badge_too_large"  # badge, label
    TICK_TOO_LATE = "tick_too_late"  # value
    TICK_WRONG = "tick_wrong"  # value
    TICK_TIMELESS = "tick_timeless"  # value
    PRINTER_UNREACHABLE = "printer_unreachable"  # printer, detail
    PRINTER_UNKNOWN = "printer_unknown"  # printer
    PRINTER_REFUSED = "printer_refused"  # printer, detail
    PRINTER_WRONG_PAPER = "printer_wrong_paper"  # printer, detail
    PRINTER_NOT_READY = "printer_not_ready"  # printer, detail
    PRINTER_ONE_SIDED = "printer_one_sided"  # printer
    PRINT_FOLDER_UNWRITABLE = "print_folder_unwritable"  # folder
    UNKNOWN_PRINTER = "unknown_printer"  # value, known
    UNKNOWN_JOB = "unknown_job"  # value
    PRINTER_NAMELESS = "printer_nameless"  #
    PRINTER_NAME_TAKEN = "printer_name_taken"  # name
    PRINTER_ADDRESS_WRONG = "printer_address_wrong"  # value
    LABELS_WRONG = "labels_wrong"  # limit
    JOB_TOO_LATE = "job_too_late"  # name, printer
    JOB_UNSURE = "job_unsure"  # name, printer

    SERIAL_NONE = "serial_none"  #
    SERIAL_MISSING = "serial_missing"  # port
    SERIAL_BUSY = "serial_busy"  # port
    SERIAL_FORBIDDEN = "serial_forbidden"  # port
    SERIAL_GONE = "serial_gone"  # port, detail
    CAMERA_MISSING = "camera_missing"  #
    CAMERA_BUSY = "camera_busy"  # camera, detail
    CAMERA_GONE = "camera_gone"  # camera
    CAMERA_SILENT = "camera_silent"  # camera
    CAMERA_FORBIDDEN = "camera_forbidden"  # camera
    CAMERA_NO_LIBRARY = "camera_no_library"  # detail

    OURS = "ours"  # detail


_Error = TypeVar("_Error", bound=Exception)


class MarhabaError(Exception):
    """Anything we raise on purpose; `code` and `values` are what its sentence is made of.

    One that another process met can be raised again here: it travels with what it holds.
    """

    def __init__(self, code: Trouble, /, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """For the log only; people read `words.sentence`."""
        return f"{self.code} {self.values}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[_Error], args: tuple[Any, ...], held: dict[str, Any]) -> _Error:
    """Return an error as it was: each kind takes other words when it is made."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(held)
    return error


class WorldError(MarhabaError):
    """The world's fault: said in the person's words, with what to do."""


class StationError(WorldError):
    """The station's folder or database cannot be used."""


class FileRefused(WorldError):
    """A file handed to us cannot be taken; nothing of it was kept."""


class InputRefused(WorldError):
    """A value somebody typed cannot be taken."""


class PrinterError(WorldError):
    """A badge did not reach paper. `retry` tells whether trying again later may help.

    `unsure`: the badge may have arrived all the same, and the spooler's `find` has to be asked first.
    """

    def __init__(self, code: Trouble, /, *, retry: bool, unsure: bool = False, **values: Any) -> None:
        super().__init__(code, **values)
        self.retry = retry
        self.unsure = unsure


class ScannerError(WorldError):
    """A scanner or a camera cannot be listened to. It is tried again by itself."""


class NeedsApproval(MarhabaError):
    """Whoever is on duty has not this right (one of `domain.staff.Right`). Nothing was done."""

    def __init__(self, right: str) -> None:
        super().__init__(Trouble.NEEDS_APPROVAL, right=right)
        self.right = right


class Cancelled(MarhabaError):
    """Somebody pressed stop; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(Trouble.OURS)


class OurError(MarhabaError):
    """A mistake of ours."""

    def __init__(self, detail: str) -> None:
        super().__init__(Trouble.OURS, detail=detail)
