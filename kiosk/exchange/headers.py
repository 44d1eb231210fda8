"""Which row of a table is its header, which system wrote it, and which column holds what.

Headers are compared folded, so case, accents, punctuation and spaces do not matter. What nobody knows
is kept as EXTRA, and people may say otherwise with `with_field`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kiosk.domain.names import clean, fold
from kiosk.domain.people import TEXT_LIMIT
from kiosk.errors import InputRefused
from kiosk.exchange.header_words import OFTEN_ADDED, Field, System, known, signatures
from kiosk.exchange.tables import Row

SEARCHED_ROWS: Final = 20
"""Rows with something in them among which the header is; titles may stand above it."""

NAME_FIELDS: Final = frozenset(
    (
        Field.FULL_NAME,
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.NAME_LATIN,
        Field.NAME_ARABIC,
        Field.FIRST_NAME_ARABIC,
        Field.LAST_NAME_ARABIC,
    )
)
_KEPT: Final = frozenset((Field.EXTRA, Field.IGNORED))
_SEVERAL_WORDS = re.compile(r"\s*[/|\n()\[\]]\s*")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a file holds. `headers` are all different."""

    system: System
    header_row: int
    headers: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def has_names(self) -> bool:
        """Whether any column holds names; without one nobody can be imported."""
        return not NAME_FIELDS.isdisjoint(self.fields)


def with_field(mapping: Mapping, column: int, field: Field) -> Mapping:
    """Return `mapping` with `column` (counted from 0) holding `field`, as somebody has decided."""
    fields = list(mapping.fields)
    fields[column] = field
    return replace(mapping, fields=tuple(fields))


_LONGEST_HEADER: Final = 40


def recognise(rows: Sequence[Row]) -> Mapping:
    """Return the mapping of the table that begins with `rows`; the best row of them is the header.

    If none has a name we know, the first row is taken as the header, and `has_names` is false.
    """
    best: Mapping | None = None
    best_score = 0
    for number, cells in rows[:SEARCHED_ROWS]:
        mapping = _mapping(number, cells)
        score = sum(field is not Field.EXTRA for field in mapping.fields)
        # One word that we know, in a line of prose, does not make it a header.
        told = score > 1 or max(map(len, cells)) <= _LONGEST_HEADER
        if mapping.has_names and told and score > best_score:
            best, best_score = mapping, score
    if best is not None:
        return best
    unknown = _mapping(*rows[0])
    return replace(unknown, system=System.OWN, fields=(Field.EXTRA,) * len(unknown.fields))


def _mapping(number: int, cells: Sequence[str]) -> Mapping:
    headers = _distinct(cells)
    words = [_word(cell) for cell in cells]
    system = _system(set(words))
    fields = _one_column_each(_ranked(cells, words, system))
    return Mapping(system, number, headers, _settled(fields))


def _word(header: str) -> str:
    return fold(header[:TEXT_LIMIT].replace("#", " number "))


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headers as people read them; a second of one name gets " (2)", a missing one its letter."""
    taken: set[str] = set()
    headers = []
    for column, cell in enumerate(cells):
        header = name = _readable(cell) or letters(column)
        number = 2
        while header in taken:
            header = f"{name} ({number})"
            number += 1
        taken.add(header)
        headers.append(header)
    return tuple(headers)


def _readable(cell: str) -> str:
    try:
        return clean(cell, field="header")
    except InputRefused:  # a header nobody can have meant; the column goes by its letter
        return ""


def letters(column: int) -> str:
    """Return the letters a spreadsheet has over `column`, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _system(words: set[str]) -> System:
    for system, groups in _signatures():
        if not any(words.isdisjoint(group) for group in groups):
            return system
    return System.OWN


@cache
def _signatures() -> list[tuple[System, list[list[str]]]]:
    return [(system, [[*map(_word, group)] for group in groups]) for system, groups in signatures()]


@cache
def _ranks(system: System) -> dict[str, tuple[int, Field]]:
    """Return for each word of the system its rank, the lower the better, and its field."""
    ranks: dict[str, tuple[int, Field]] = {}
    own = (pair for pair in known(System.OWN) if pair[0] in OFTEN_ADDED)
    for field, words in (*known(system), *own):
        for header in words:
            ranks.setdefault(_word(header), (len(ranks), field))
    return ranks


def _ranked(cells: Sequence[str], words: Sequence[str], system: System) -> Iterable[tuple[int, Field]]:
    """Yield rank and field of each column; a header in two languages is known by the first that is."""
    ranks = _ranks(system)
    unknown = (len(ranks), Field.EXTRA)
    for cell, word in zip(cells, words, strict=True):
        found = ranks.get(word)
        if found is None and word:
            parts = (_word(part) for part in _SEVERAL_WORDS.split(cell[:TEXT_LIMIT]))
            found = next((ranks[part] for part in parts if part in ranks), None)
        yield found or unknown


def _one_column_each(ranked: Iterable[tuple[int, Field]]) -> list[Field]:
    """Give each field to its best column; the others are kept as they are."""
    columns = list(ranked)
    best: dict[Field, int] = {}
    for column, (rank, field) in enumerate(columns):
        if field not in best or rank < columns[best[field]][0]:
            best[field] = column
    return [
        field if field in _KEPT or best[field] == column else Field.EXTRA
        for column, (_rank, field) in enumerate(columns)
    ]


def _settled(fields: Sequence[Field]) -> tuple[Field, ...]:
    """A family name without a first name beside it is the whole name ("Nom", "الاسم")."""
    there = set(fields)
    renamed: dict[Field, Field] = {}
    if Field.FULL_NAME not in there and len(there & {Field.FIRST_NAME, Field.LAST_NAME}) == 1:
        renamed = {Field.FIRST_NAME: Field.FULL_NAME, Field.LAST_NAME: Field.FULL_NAME}
    arabic = {Field.FIRST_NAME_ARABIC, Field.LAST_NAME_ARABIC}
    if Field.NAME_ARABIC not in there and len(there & arabic) == 1:
        renamed |= dict.fromkeys(arabic, Field.NAME_ARABIC)
    return tuple(renamed.get(field, field) for field in fields)
