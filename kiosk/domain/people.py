"""Who comes to what: the event, its categories and the people on its roll, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from kiosk.domain.printers import Prints

Script: TypeAlias = Literal["latin", "arabic"]

NAME_LIMIT: Final = 200
"""Characters that one name, company or function may have."""

TEXT_LIMIT: Final = 2000
"""Characters that any other value may have."""


_EARLIEST: Final = datetime(2, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9998, 12, 31, tzinfo=UTC)


def tellable(moment: datetime) -> datetime:
    """Return an aware moment that clocks of every zone can tell: the ends of the calendar they cannot."""
    return min(max(moment, _EARLIEST), _LATEST)


class Registration(StrEnum):
    """How far a registration has come, as the organiser's file or the desk says."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    UNPAID = "unpaid"
    PAYS_LATER = "pays_later"  # on a purchase order, say: valid although not paid yet
    CANCELLED = "cancelled"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Words:
    """One thing's name in the three languages; an empty one falls back to another."""

    fr: str = ""
    ar: str = ""
    en: str = ""

    def best(self, language: str) -> str:
        """Return the name in `language` ("fr", "ar", "en"), or the first other one that is there."""
        own: str = {"fr": self.fr, "ar": self.ar, "en": self.en}.get(language, "")
        return own or self.fr or self.en or self.ar


NO_WORDS: Final = Words()


@dataclass(frozen=True, slots=True)
class Event:
    """What people come to. `time_zone` is an IANA name; its days are calendar days there.

    `starts`, `ends` and `admission` (when the doors open) are for rules that name them; None: the first
    day's beginning, the last day's end, and `starts`. `ticket_keys` are the public keys of tickets signed
    elsewhere: base64 of a PEM SubjectPublicKeyInfo.
    """

    id: str
    title: Words
    theme: Words
    place: Words
    first_day: date
    last_day: date
    time_zone: str = "Africa/Casablanca"
    starts: datetime | None = None
    ends: datetime | None = None
    admission: datetime | None = None
    ticket_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """Participant, speaker, partner, press … `colour` is `#RRGGBB`.

    `aliases` are other words for it in files and in other systems' rules; `welcome` is said to whoever
    of it is let in; `prints` says when admitting them prints a badge, None that the list says so.
    """

    id: str
    title: Words
    colour: str
    aliases: tuple[str, ...] = ()
    welcome: Words = NO_WORDS
    prints: Prints | None = None

    @property
    def called(self) -> tuple[str, ...]:
        """All the words it goes by."""
        return tuple(filter(None, (self.id, self.title.fr, self.title.ar, self.title.en, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person on the roll.

    `id` is stable over imports; `code` is our own, on the badge; `ticket` is what another system's
    ticket carries, exactly as imported. `extra` keeps the columns we do not know, in the file's order;
    `answers` what was answered at a door, by the question's id ("" to an optional one: nothing to say).
    """

    id: str
    code: str
    name_latin: str = ""
    name_arabic: str = ""
    company: str = ""
    function: str = ""
    category: str = ""
    email: str = ""
    phone: str = ""
    ticket: str = ""
    reference: str = ""
    note: str = ""
    attention: str = ""
    registration: Registration = Registration.CONFIRMED
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    extra: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    answers: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def name(self) -> str:
        """The Latin name, or the Arabic one where there is no other."""
        return self.name_latin or self.name_arabic


EDITABLE: Final = (
    "name_latin",
    "name_arabic",
    "company",
    "function",
    "category",
    "email",
    "phone",
    "ticket",
    "reference",
    "note",
    "attention",
    "registration",
    "valid_from",
    "valid_until",
)
"""The fields of an attendee that files and people set; `extra` is set whole by files alone."""
