"""What stands under the names of a person found: the company, what tells homonyms apart, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kiosk import words
from kiosk.language import _
from kiosk.store.marking import value_of

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.operations.people import Row

_PHONE_END: Final = 4
_EMAIL_START: Final = 4
_LONGEST: Final = 60
_NAMES: Final = ("name_latin", "name_arabic")
_ISOLATED: Final = "\u2066{}\u2069"
_EXTRA: Final = "extra "


@dataclass(frozen=True, slots=True)
class Told:
    """One text; `tells` that it tells its person from another of the name, `marks` what was found in it."""

    text: str
    tells: bool = False
    marks: tuple[tuple[int, int], ...] = ()


def told(row: Row) -> list[Told]:
    """Return the texts, in the order in which they are worth their room."""
    one, tells = row.attendee, row.tells or ()
    matched: dict[str, list[tuple[int, int]]] = {}
    for match in row.matched:
        if match.field not in _NAMES:
            matched.setdefault(match.field, []).append((match.start, match.end))
    fields = dict.fromkeys(("company", *tells, *matched))
    found = (_told(one, field, tells=field in tells, marks=matched.get(field, [])) for field in fields)
    return [part for part in found if part.text]


def _told(one: Attendee, field: str, *, tells: bool, marks: list[tuple[int, int]]) -> Told:
    if field == "category":  # its word stands there already
        return Told("")
    if not marks and field in ("phone", "email"):
        return Told(phone_end(one.phone) if field == "phone" else email_start(one.email), tells)
    if not marks and field == "reference":
        return Told(one.reference or one.ticket, tells)
    value = value_of(one, field)
    before = _named(field)
    shift = len(before)
    lit = tuple((start + shift, end + shift) for start, end in marks)
    return Told(before + value[:_LONGEST] if value else "", tells, lit)


def _named(field: str) -> str:
    """What stands before a value that does not say by itself what it is."""
    if field.startswith(_EXTRA):
        return _("{column}: {value}").format(column=field.removeprefix(_EXTRA), value="")
    if field in ("code", "ticket"):
        return _("{column}: {value}").format(column=words.column_field("ticket"), value="")
    return ""


def phone_end(phone: str) -> str:
    """Return the last four digits of a number."""
    return _ISOLATED.format(f"… {phone[-_PHONE_END:]}") if phone else ""


def email_start(email: str) -> str:
    """Return how an address begins."""
    return _ISOLATED.format(f"{email[:_EMAIL_START]}…") if email else ""
