"""Finding attendees by the beginnings of words: names first, then company, mail, phone and the rest.

Words are folded (`domain/names.py`) before they are kept and before they are looked for, so that
accents, case and the spellings of one Arabic letter make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, text

from kiosk.domain.names import fold
from kiosk.domain.people import Attendee

_CANDIDATES: Final = 300
"""Rows that are ranked; more than that match only what is too short to rank."""

_WORDS: Final = 8
_WORD_LENGTH: Final = 40
_DIGITS = re.compile(r"\D+")
_PHONE_TAIL: Final = 4
_LOCAL_DIGITS: Final = 8
"""A number that starts with 00 and is longer than this starts with a country."""


def entry(number: int, one: Attendee) -> tuple[int, str, str]:
    """Return what is kept of `one` under its `number`."""
    names = f"{fold(one.name_latin)} {fold(one.name_arabic)}"
    rest = (one.company, one.function, one.email, one.ticket, one.reference, *one.extra.values())
    others = [fold(value) for value in rest if value]
    if one.phone:
        others.append(" ".join(_phone_words(one.phone)))
    return (number, names, " ".join(others))


def _phone_words(phone: str) -> tuple[str, ...]:
    """The ways in which a phone number is begun: +212 6…, 06…, 6…, and its last four digits."""
    digits = _DIGITS.sub("", phone)
    national = digits.removeprefix("212")
    return (digits, "0" + national, national, digits[-_PHONE_TAIL:])


def folded_name(one: Attendee) -> str:
    """Return what tells homonyms: the folded Latin name, or the Arabic one where there is no other."""
    return fold(one.name)


def add(connection: Connection, entries: Sequence[tuple[int, str, str]]) -> None:
    """Keep `entries`."""
    if entries:
        connection.exec_driver_sql(
            "INSERT INTO attendee_search (rowid, names, others) VALUES (?, ?, ?)", list(entries)
        )


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Drop what is kept under `numbers`."""
    if numbers:
        connection.execute(
            text("DELETE FROM attendee_search WHERE rowid = :number"), [{"number": one} for one in numbers]
        )


def clear(connection: Connection) -> None:
    """Drop everything."""
    connection.execute(text("INSERT INTO attendee_search (attendee_search) VALUES ('delete-all')"))


def numbers(connection: Connection, typed: str) -> list[int]:
    """Return the numbers of up to 300 attendees who have every word of `typed` as the beginning of a word.

    Those whose names alone have them come first.
    """
    words = [word[:_WORD_LENGTH] for word in _typed_words(typed)][:_WORDS]
    if not words:
        return []
    every = " AND ".join(f'"{word}"*' for word in words)
    query = text("SELECT rowid FROM attendee_search WHERE attendee_search MATCH :wanted LIMIT :limit")
    found: dict[int, None] = {}
    for wanted in (f"{{names}} : ({every})", every):
        left = _CANDIDATES - len(found)
        if left > 0:
            rows = connection.execute(query, {"wanted": wanted, "limit": _CANDIDATES}).scalars()
            for number in rows:
                found.setdefault(number)
    return list(found)[:_CANDIDATES]


def _typed_words(typed: str) -> list[str]:
    """The words of `typed`; a phone number in any spelling is one word."""
    digits = _DIGITS.sub("", typed)
    if len(digits) >= _PHONE_TAIL and re.fullmatch(r"[\s\d+().-]+", typed):
        return [digits[2:] if typed.lstrip().startswith("00") and len(digits) > _LOCAL_DIGITS else digits]
    return fold(typed).split()


def ranked(candidates: Sequence[Attendee], typed: str) -> list[Attendee]:
    """Return `candidates` best first: the whole name, then names that begin so, then names, then the rest."""
    whole = " ".join(_typed_words(typed))
    words = whole.split()
    return sorted(candidates, key=lambda one: _rank(one, whole, words))


def _rank(one: Attendee, whole: str, words: Sequence[str]) -> tuple[int, int, str]:
    best = 4
    names = [fold(name) for name in (one.name_latin, one.name_arabic) if name]
    for name in names:
        own = name.split()
        if name == whole:
            best = 0
        elif all(word in own for word in words):
            best = min(best, 1)
        elif name.startswith(whole):
            best = min(best, 2)
        elif all(any(part.startswith(word) for part in own) for word in words):
            best = min(best, 3)
    first = names[0] if names else ""
    return best, len(first), first
