"""A CSV file as rows of text: its separator found, its quotes checked, a mark at its start taken off."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.encodings import Encoding
from kiosk.exchange.limits import COLUMN_LIMIT, ROW_LIMIT
from kiosk.exchange.tables import Row, Table

_SEPARATORS: Final = ";,\t|"
_SAMPLE_ROWS: Final = 30
_SAMPLE_CHARACTERS: Final = 200_000
_LINES_IN_A_CELL: Final = 50
"""More than that and somebody forgot to close a quote."""


def open_csv(path: Path, encoding: Encoding) -> Table:
    """Return the table in the text file at `path`."""
    return Table(path.name, _rows(path, encoding), encoding=encoding)


def _rows(path: Path, encoding: Encoding) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as source:
        separator, skipped = _separator(source)
        source.seek(0)
        lines = _Lines(source)
        if skipped:
            next(lines)
        try:
            yield from _records(lines, separator, path.name)
        except csv.Error as error:  # a cell without end
            raise FileRefused(Trouble.FILE_BROKEN_ROW, file=path.name, row=lines.record) from error


class _Lines:
    """The lines of a file, of which those of the record being read are kept."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._kept: list[str] = []
        self.record = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        if not self._kept and self.record == 1:
            line = line.removeprefix("\ufeff")
        self._kept.append(line)
        if len(self._kept) > _LINES_IN_A_CELL:
            raise csv.Error
        return line

    def end_record(self, separator: str) -> None:
        """Forget the record; raises csv.Error if it went on over several lines because of a stray quote."""
        if len(self._kept) > 1:
            list(csv.reader(self._kept, delimiter=separator, strict=True))
        self._kept.clear()
        self.record += 1


def _records(lines: _Lines, separator: str, file: str) -> Iterator[Row]:
    for number, cells in enumerate(csv.reader(lines, delimiter=separator), 1):
        lines.end_record(separator)
        if number > ROW_LIMIT:
            raise FileRefused(Trouble.FILE_TOO_MANY_ROWS, file=file, limit=ROW_LIMIT)
        if len(cells) > COLUMN_LIMIT:
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > COLUMN_LIMIT:
                raise FileRefused(Trouble.FILE_TOO_MANY_COLUMNS, file=file, limit=COLUMN_LIMIT)
        if any(cells) and any(map(str.strip, cells)):
            yield number, cells


def _separator(source: TextIO) -> tuple[str, bool]:
    """Return the separator, and whether the first line does nothing but name it, as Excel has it."""
    sample = source.read(_SAMPLE_CHARACTERS).removeprefix("\ufeff")
    first = sample[:8].splitlines()[0] if sample.strip() else ""
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], True
    return max(_SEPARATORS, key=lambda one: _evidence(sample, one)), False


def _evidence(sample: str, separator: str) -> int:
    """How many cells the separator cuts off in the rows that have the usual number of cells."""
    lines = iter(sample.splitlines(keepends=True))
    try:
        widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=separator), _SAMPLE_ROWS))
    except csv.Error:
        return 0
    return max((rows * (width - 1) for width, rows in widths.items()), default=0)
