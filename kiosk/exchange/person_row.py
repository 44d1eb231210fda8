"""One row of an attendee file as the values of one person, and what is the matter with it.

How names, numbers, states and dates are written is known by the modules of those names; what keys a
row is looked up by on the roll is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final, TypeAlias

from kiosk.domain.names import clean, fold
from kiosk.domain.people import NAME_LIMIT, TEXT_LIMIT, Registration
from kiosk.errors import InputRefused, Trouble
from kiosk.exchange import contacts, statuses
from kiosk.exchange.apostrophes import bare
from kiosk.exchange.header_words import Field, System
from kiosk.exchange.headers import Mapping, letters
from kiosk.exchange.moments import moment
from kiosk.exchange.problems import Problem, ProblemKind
from kiosk.exchange.written_names import WrittenName, read_name

Value: TypeAlias = str | Registration | datetime

_SHOWN: Final = 80
"""Characters of a cell that a problem quotes."""

_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_MARKS = re.compile(r"[^\w\s]{8}")  # may be a heap of combining marks
_NOTHING: Final = frozenset(
    ("-", "--", "—", "–", "/", ".", "n/a", "na", "néant", "null", "none", "nan", "#n/a")
)
_LONGEST_NOTHING: Final = max(map(len, _NOTHING))
_VARIATION: Final = "Variation"
_PRETIX_JOINT: Final = " – "
# The first of these that a file tells of somebody is what stands.
_SERIOUS: Final = (
    Registration.CANCELLED,
    Registration.BLOCKED,
    Registration.PENDING,
    Registration.UNPAID,
    Registration.CONFIRMED,
)
_FIRST_THE_SURER: Final = (
    (Field.NAME_LATIN,),
    (Field.NAME_ARABIC,),
    (Field.FULL_NAME,),
    (Field.FIRST_NAME, Field.LAST_NAME),
    (Field.FIRST_NAME_ARABIC, Field.LAST_NAME_ARABIC),
)


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person as a file tells. `number` is the row's as a spreadsheet shows it.

    `values` are an attendee's fields by name, but for the category, which is the file's own word in
    `category_text`. `keys` are what the person may be known by, the surest first.
    """

    number: int
    values: dict[str, Value]
    category_text: str
    extra: dict[str, str]
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells this person from all others of the file."""
        return self.keys[0]


def read_row(
    number: int, cells: Sequence[str], mapping: Mapping, zone: tzinfo
) -> tuple[RollRow | None, list[Problem]]:
    """Return the person in `cells`, None if a fatal problem left nobody, and all problems found.

    With a fatal problem there may be a person all the same, for people to look at.
    """
    reading = _Reading(number, mapping, zone)
    reading.sort(cells)
    reading.take_names()
    reading.take_texts()
    reading.take_contacts()
    reading.take_registration()
    reading.take_moments()
    return reading.row(), reading.problems


class _Reading:
    """The reading of one row: what is not yet read, by field, and what came of the rest."""

    def __init__(self, number: int, mapping: Mapping, zone: tzinfo) -> None:
        self._number = number
        self._mapping = mapping
        self._zone = zone
        self._cells: dict[Field, tuple[str, str]] = {}
        self._values: dict[str, Value] = {}
        self._category = ""
        self._extra: dict[str, str] = {}
        self.problems: list[Problem] = []

    # -- cells ---------------------------------------------------------------------------------------------

    def sort(self, cells: Sequence[str]) -> None:
        """Tell apart what goes into a field and what is kept under its header."""
        columns = zip(self._mapping.headers, self._mapping.fields, cells, strict=False)
        for header, field, cell in columns:
            if not cell or cell.isspace() or field is Field.IGNORED:
                continue
            text = bare(cell)
            if "\ufffd" in text:
                self._report(ProblemKind.BROKEN_LETTERS, header, text)
            if field is Field.EXTRA or field in self._cells:
                self._keep(header, text)
            else:
                self._cells[field] = (header, text)
        if len(cells) != len(self._mapping.headers):
            self._sort_ragged(cells)

    def _sort_ragged(self, cells: Sequence[str]) -> None:
        known = len(self._mapping.headers)
        beyond = [
            (letters(column), cells[column]) for column in range(known, len(cells)) if cells[column].strip()
        ]
        for letter, cell in beyond:
            self._keep(letter, bare(cell))
        if beyond or len(cells) < known:
            self._report(ProblemKind.RAGGED, "", str(len(cells)))

    def _keep(self, header: str, text: str) -> None:
        """Keep `text` in the extra values, as much of it as there is room for."""
        if kept := self._tidy(header, text, TEXT_LIMIT):
            self._extra[header] = kept

    def _report(self, kind: ProblemKind, header: str, value: str, *, fatal: bool = False) -> None:
        self.problems.append(Problem(self._number, kind, header, _shown(value), fatal))

    def _doubt(self, kind: ProblemKind, header: str, text: str) -> None:
        """Report a cell that cannot go where its column says, and keep it as it is."""
        self._report(kind, header, text)
        self._keep(header, text)

    def _tidy(self, header: str, text: str, limit: int, *, whole: bool = False) -> str:
        """Return `text` fit to be kept. One that must be `whole` is fatal if it is not, another is cut."""
        if not text:
            return ""
        if len(text) <= limit and _is_plain(text):
            return " ".join(text.split())
        try:
            return clean(text, limit=limit)
        except InputRefused as refused:
            too_long = refused.code is Trouble.TEXT_TOO_LONG
        if whole:
            kind = ProblemKind.TEXT_TOO_LONG if too_long else ProblemKind.TEXT_NOT_PRINTABLE
            self._report(kind, header, text, fatal=True)
            return ""
        self._report(ProblemKind.TEXT_CUT if too_long else ProblemKind.TEXT_LEFT_OUT, header, text)
        return self._cut(text, limit) if too_long else ""

    def _cut(self, text: str, limit: int) -> str:
        try:
            return clean(text[:limit], limit=limit)
        except InputRefused:  # what is left of it cannot be printed either
            return ""

    def _text(self, field: Field) -> tuple[str, str]:
        """Return header and text of the field's cell; both "" if it holds nothing or says so."""
        cell = self._cells.get(field)
        if cell is None:
            return ("", "")
        text = cell[1].strip()
        return ("", "") if len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING else cell

    # -- fields --------------------------------------------------------------------------------------------

    def take_names(self) -> None:
        """Take the name in either script, whichever columns hold it."""
        names = [
            self._name(fields) for fields in _FIRST_THE_SURER if not self._cells.keys().isdisjoint(fields)
        ]
        latin = next((name.latin for name in names if name.latin), "")
        arabic = next((name.arabic for name in names if name.arabic), "")
        header = self._name_header()
        for field, text in ((Field.NAME_LATIN, latin), (Field.NAME_ARABIC, arabic)):
            if name := self._tidy(header, text, NAME_LIMIT, whole=True):
                self._values[field.value] = name
        if not any(letter.isalpha() for letter in latin + arabic):
            self._report(ProblemKind.NAME_MISSING, "", latin, fatal=True)
        elif any(name.several for name in names):
            self._report(ProblemKind.TWO_PEOPLE, header, latin or arabic, fatal=True)

    def _name(self, fields: Sequence[Field]) -> WrittenName:
        parts = [
            read_name(self._cells[field][1][: 8 * NAME_LIMIT]) for field in fields if field in self._cells
        ]
        if len(parts) == 1:
            return parts[0]
        return WrittenName(
            " ".join(part.latin for part in parts if part.latin),
            " ".join(part.arabic for part in parts if part.arabic),
            any(part.several for part in parts),
        )

    def _name_header(self) -> str:
        fields = (field for group in _FIRST_THE_SURER for field in group)
        return next((self._cells[field][0] for field in fields if field in self._cells), "")

    def take_texts(self) -> None:
        """Take what is text and nothing else, and the category's word."""
        for field, limit in (
            (Field.COMPANY, NAME_LIMIT),
            (Field.FUNCTION, NAME_LIMIT),
            (Field.NOTE, TEXT_LIMIT),
        ):
            header, text = self._text(field)
            if len(text) > limit:
                self._keep(header, text)
            self._set(field, self._tidy(header, text, limit))
        self._set(Field.TICKET, self._code(Field.TICKET))
        self._take_reference()
        self._take_category()
        self._take_attention()

    def _set(self, field: Field, value: str) -> None:
        if value:
            self._values[field.value] = value

    def _code(self, field: Field) -> str:
        """Return a code as it must be compared, or "" if a spreadsheet has spoilt it."""
        header, text = self._text(field)
        if _SCIENTIFIC.fullmatch(text.strip()):
            self._doubt(ProblemKind.NUMBER_ROUNDED, header, text)
            return ""
        return self._tidy(header, text, NAME_LIMIT, whole=True)

    def _take_reference(self) -> None:
        reference, position = self._code(Field.REFERENCE), self._code(Field.POSITION)
        self._set(Field.REFERENCE, f"{reference}-{position}" if reference and position else reference)

    def _take_category(self) -> None:
        header, text = self._text(Field.CATEGORY)
        if self._mapping.system is System.PRETIX:
            text, _, variation = text.partition(_PRETIX_JOINT)
            if variation:
                self._keep(_VARIATION, variation)
        self._category = self._tidy(header, text, NAME_LIMIT)

    def _take_attention(self) -> None:
        header, text = self._text(Field.ATTENTION)
        yes = statuses.truth(text)
        if yes is not False:  # a bare yes says what its header says
            self._set(Field.ATTENTION, self._tidy(header, header if yes else text, TEXT_LIMIT))

    def take_contacts(self) -> None:
        """Take phone and e-mail in the spelling that is kept."""
        header, text = self._text(Field.PHONE)
        if _SCIENTIFIC.fullmatch(text.strip()):
            self._doubt(ProblemKind.NUMBER_ROUNDED, header, text)
        elif text.strip():
            number, more = contacts.first_of(text.strip())
            if number is None:
                self._doubt(ProblemKind.PHONE_WRONG, header, text)
            else:
                self._set(Field.PHONE, number)
                if more:
                    self._keep(header, text)
        header, text = self._text(Field.EMAIL)
        try:
            self._set(Field.EMAIL, contacts.email(text))
        except InputRefused:
            self._doubt(ProblemKind.EMAIL_WRONG, header, text)

    def take_registration(self) -> None:
        """Take the gravest of what status, payment and block say; nothing if they say nothing."""
        told = set(self._told())
        for registration in _SERIOUS:
            if registration in told:
                self._values["registration"] = registration
                return

    def _told(self) -> Iterator[Registration]:
        header, text = self._text(Field.STATUS)
        if text:
            registration = statuses.registration(text, self._mapping.system)
            if registration is None:
                self._doubt(ProblemKind.STATUS_UNKNOWN, header, text)
            else:
                yield registration
        header, text = self._text(Field.PAID)
        if text and (paid := statuses.truth(text)) is None:
            self._keep(header, text)
        elif text:
            yield Registration.CONFIRMED if paid else Registration.UNPAID
        _header, text = self._text(Field.BLOCKED)
        if text and statuses.truth(text) is not False:
            yield Registration.BLOCKED

    def take_moments(self) -> None:
        """Take from when and until when the person may come."""
        for field in (Field.VALID_FROM, Field.VALID_UNTIL):
            header, text = self._text(field)
            if not text:
                continue
            if (told := moment(text, self._zone, ends=field is Field.VALID_UNTIL)) is None:
                self._doubt(ProblemKind.DATE_WRONG, header, text)
            else:
                self._values[field.value] = told

    # -- the person ----------------------------------------------------------------------------------------

    def row(self) -> RollRow | None:
        """Return the person that was read, None if there is not even a name."""
        keys = tuple(self._keys())
        return RollRow(self._number, self._values, self._category, self._extra, keys) if keys else None

    def _keys(self) -> Iterator[str]:
        """Yield what the person may be known by, the surest first.

        An order of pretix may be for several people: without the position its code needs the name.
        """
        values, system = self._values, self._mapping.system
        name = fold(str(values.get("name_latin") or values.get("name_arabic") or ""))
        if not name:
            return
        if ticket := values.get("ticket"):
            yield f"ticket:{ticket}"
        if reference := values.get("reference"):
            shared = system is System.PRETIX and Field.POSITION not in self._cells
            yield f"ref:{system}:{reference}" + (f"|{name}" if shared else "")
        if email := values.get("email"):
            yield f"mail:{str(email).casefold()}|{name}"
        if phone := values.get("phone"):
            yield f"phone:{phone}|{name}"
        yield f"name:{name}|{fold(str(values.get('company', '')))}"


def _is_plain(text: str) -> bool:
    """Return whether cleaning `text` would do nothing but even out its spaces: most of them, told faster."""
    if text.isascii() or not text.isprintable():
        return text.isprintable()
    return unicodedata.is_normalized("NFC", text) and _MARKS.search(text) is None


def _shown(text: str) -> str:
    """Return how `text` begins, fit to be shown whatever it holds."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:_SHOWN])
