"""An attendee file, read as people: first to be looked at, then row by row to be taken onto the roll.

Nothing is held but what tells a second row of one person from the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from itertools import chain, islice
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.encodings import Encoding
from kiosk.exchange.header_words import Field, System
from kiosk.exchange.headers import SEARCHED_ROWS, Mapping, recognise
from kiosk.exchange.person_row import RollRow, read_row
from kiosk.exchange.problems import Problem, ProblemKind
from kiosk.exchange.tables import Row, Table, read_table

__all__ = [
    "Column",
    "Preview",
    "Problem",
    "ProblemKind",
    "Reading",
    "RollRow",
    "mapping_of",
    "preview",
    "read",
]

MOROCCO: Final = "Africa/Casablanca"
PREVIEWED_PROBLEMS: Final = 1000
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column as people decide about it: its header, what it is taken for, and what stands in it first."""

    header: str
    field: Field
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring. `rows` are its first, fatal problems or not.

    `encoding` is None for a workbook, `sheet` "" for a text file. `problems` are the first ones of
    `problem_count`; `total_rows` counts all rows with something in them below the header.
    """

    file: str
    encoding: Encoding | None
    sheet: str
    other_sheets: tuple[str, ...]
    mapping: Mapping
    columns: tuple[Column, ...]
    rows: tuple[RollRow, ...]
    total_rows: int
    problems: tuple[Problem, ...]
    problem_count: int

    @property
    def system(self) -> System:
        """What wrote the file."""
        return self.mapping.system

    @property
    def header_row(self) -> int:
        """The number of the row that holds the headers."""
        return self.mapping.header_row


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file under its header: what its columns hold, and the rows from there on."""

    table: Table
    mapping: Mapping
    rows: Iterator[Row]


def preview(
    path: Path,
    mapping: Mapping | None = None,
    *,
    rows: int = 20,
    encoding: Encoding | None = None,
    zone: tzinfo | None = None,
) -> Preview:
    """Return what the file at `path` would bring, read to its end. Raises FileRefused.

    `mapping` and `encoding` override what the file looks like; `zone` is that of times without one.
    """
    opened = _open(path, mapping, encoding)
    first = list(islice(opened.rows, SEARCHED_ROWS))
    shown: list[RollRow] = []
    problems: list[Problem] = []
    total = found = 0
    if not opened.mapping.has_names:
        headers = ", ".join(opened.mapping.headers)
        problems.append(
            Problem(opened.mapping.header_row, ProblemKind.NO_NAME_COLUMN, "", headers, fatal=True)
        )
        found, total = 1, sum(1 for _ in chain(first, opened.rows))
    else:
        for row, troubles in _people(opened, first, zone):
            total += 1
            found += len(troubles)
            problems += troubles[: PREVIEWED_PROBLEMS - len(problems)]
            if row is not None and len(shown) < rows:
                shown.append(row)
    return Preview(
        file=opened.table.file,
        encoding=opened.table.encoding,
        sheet=opened.table.sheet,
        other_sheets=opened.table.other_sheets,
        mapping=opened.mapping,
        columns=_columns(opened.mapping, first),
        rows=tuple(shown),
        total_rows=total,
        problems=tuple(problems),
        problem_count=found,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a file, to be gone through once, each row's problems before it."""

    mapping: Mapping
    table: Table
    path: Path
    people: Iterator[RollRow | Problem]

    def __iter__(self) -> Iterator[RollRow | Problem]:
        """Yield the people and problems."""
        return self.people

    def count(self) -> int:
        """Return about how many rows stand below the header: blank ones may be counted."""
        if self.table.height:
            return max(0, self.table.height - self.mapping.header_row)
        rows = read_table(self.path, encoding=self.table.encoding).rows
        return sum(1 for number, _cells in rows if number > self.mapping.header_row)


def read(
    path: Path,
    mapping: Mapping | None = None,
    *,
    encoding: Encoding | None = None,
    zone: tzinfo | None = None,
) -> Reading:
    """Return the people of the file at `path`.

    Rows with a fatal problem are left out. Raises FileRefused, with FILE_NO_NAMES if no column holds
    names, and some of it only on the way.
    """
    opened = _open(path, mapping, encoding)
    if not opened.mapping.has_names:
        headers = ", ".join(opened.mapping.headers)
        raise FileRefused(Trouble.FILE_NO_NAMES, file=path.name, headers=headers)
    return Reading(opened.mapping, opened.table, path, _flat(opened, zone))


def mapping_of(path: Path) -> Mapping:
    """Return what the columns of the file at `path` are taken for."""
    return _open(path, None, None).mapping


def _open(path: Path, mapping: Mapping | None, encoding: Encoding | None) -> _Opened:
    table = read_table(path, encoding=encoding)
    first = list(islice(table.rows, SEARCHED_ROWS))
    if not first:
        raise FileRefused(Trouble.FILE_EMPTY, file=path.name)
    seen = recognise(first)
    decided = mapping or seen
    if (decided.header_row, decided.headers) != (seen.header_row, seen.headers):
        # What somebody decided about the columns of a preview says nothing about another file's.
        raise FileRefused(Trouble.FILE_CHANGED, file=path.name)
    below = (row for row in first if row[0] > decided.header_row)
    return _Opened(table, decided, chain(below, table.rows))


def _flat(opened: _Opened, zone: tzinfo | None) -> Iterator[RollRow | Problem]:
    for row, problems in _people(opened, (), zone):
        yield from problems
        if row is not None and not any(problem.fatal for problem in problems):
            yield row


def _people(
    opened: _Opened, first: list[Row] | tuple[()], zone: tzinfo | None
) -> Iterator[tuple[RollRow | None, list[Problem]]]:
    """Yield each row's person and problems, a second row of one person among them."""
    told_in = zone or ZoneInfo(MOROCCO)
    seen: dict[str, int] = {}
    for number, cells in chain(first, opened.rows):
        row, problems = read_row(number, cells, opened.mapping, told_in)
        if row is not None and not any(problem.fatal for problem in problems):
            before = seen.setdefault(row.key, number)
            if before != number:
                problems.append(Problem(number, ProblemKind.DUPLICATE, "", str(before), fatal=True))
        yield row, problems


def _columns(mapping: Mapping, first: list[Row]) -> tuple[Column, ...]:
    return tuple(
        Column(header, field, _samples(column, first))
        for column, (header, field) in enumerate(zip(mapping.headers, mapping.fields, strict=True))
    )


def _samples(column: int, first: list[Row]) -> tuple[str, ...]:
    cells = (cells[column].strip() for _number, cells in first if column < len(cells))
    return tuple(islice((cell[:80] for cell in cells if cell), _SAMPLES))
