"""What can be the matter with a row of an attendee file. Its sentence is made in `words`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """What is the matter. What `value` then holds stands behind it."""

    NO_NAME_COLUMN = "no_name_column"  # the headers
    NAME_MISSING = "name_missing"
    TWO_PEOPLE = "two_people"  # the cell
    DUPLICATE = "duplicate"  # number of the row that has the same person
    TEXT_TOO_LONG = "text_too_long"  # how the cell begins
    TEXT_NOT_PRINTABLE = "text_not_printable"  # how the cell begins, unprintable characters as escapes

    TEXT_CUT = "text_cut"  # how the cell begins
    TEXT_LEFT_OUT = "text_left_out"  # how the cell begins, unprintable characters as escapes
    BROKEN_LETTERS = "broken_letters"  # the cell: its encoding is not what the file's is
    PHONE_WRONG = "phone_wrong"  # the cell
    EMAIL_WRONG = "email_wrong"  # the cell
    STATUS_UNKNOWN = "status_unknown"  # the cell
    DATE_WRONG = "date_wrong"  # the cell
    NUMBER_ROUNDED = "number_rounded"  # the cell: a spreadsheet made a code into a number and lost digits
    RAGGED = "ragged"  # how many cells the row has


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row, numbered as a spreadsheet does; `column` is a header, or "" for the whole row.

    A row with a `fatal` problem is left out; with others it is taken, what was wrong kept in its `extra`.
    """

    row: int
    kind: ProblemKind
    column: str = ""
    value: str = ""
    fatal: bool = False
