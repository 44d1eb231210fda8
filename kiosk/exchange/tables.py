"""A file as rows of text, whatever wrote it. What it is, its content says, not its name.

What the columns mean is left to `headers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.encodings import Encoding, detect
from kiosk.exchange.limits import TEXT_FILE_LIMIT_BYTES, WORKBOOK_LIMIT_BYTES

Row: TypeAlias = tuple[int, list[str]]
"""A row's number as a spreadsheet shows it, counted from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows, to be read once, blank ones left out.

    `encoding` is that of a text file, `sheet` the one read of a workbook. `height` is the number of a
    workbook's last row; 0 for a text file, which shows its length only when it is read.
    """

    file: str
    rows: Iterator[Row]
    encoding: Encoding | None = None
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    height: int = 0


_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "rtf"),
)
_MARKUP: Final = (b"<!doctype", b"<html", b"<head", b"<table", b"<meta", b"<?xml", b"<script")


def read_table(path: Path, *, encoding: Encoding | None = None) -> Table:
    """Return the rows of the CSV file or workbook at `path`.

    `encoding` overrides what a text file's bytes look like. Raises FileRefused, some of it only while
    the rows are read: too many of them, a quote that is never closed.
    """
    try:
        with path.open("rb") as source:
            return _read(path, source, encoding)
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=path.name) from error
    except OSError as error:
        raise FileRefused(Trouble.FILE_UNREADABLE, file=path.name, detail=error.strerror or "") from error


def _read(path: Path, source: BinaryIO, encoding: Encoding | None) -> Table:
    size = source.seek(0, 2)
    source.seek(0)
    start = source.read(4096)
    if not start.strip():
        raise FileRefused(Trouble.FILE_EMPTY, file=path.name)
    if start.startswith(_ZIP):
        from kiosk.exchange.workbook import open_workbook

        _within(path, size, WORKBOOK_LIMIT_BYTES)
        return open_workbook(path.name, start + source.read())
    _refuse_others(path, start, source)
    _within(path, size, TEXT_FILE_LIMIT_BYTES)
    source.seek(0)
    from kiosk.exchange.csv_file import open_csv

    return open_csv(path, encoding or detect(source, path.name))


def _within(path: Path, size: int, limit: int) -> None:
    if size > limit:
        raise FileRefused(Trouble.FILE_TOO_BIG, file=path.name, limit=limit)


def _refuse_others(path: Path, start: bytes, source: BinaryIO) -> None:
    if start.startswith(_COMPOUND):
        # The directory that names an encrypted package may stand anywhere in the file.
        if _ENCRYPTED in start + source.read(WORKBOOK_LIMIT_BYTES):
            raise FileRefused(Trouble.FILE_ENCRYPTED, file=path.name)
        raise FileRefused(Trouble.FILE_NOT_A_TABLE, file=path.name, found="xls")
    found = next((name for magic, name in _OTHERS if start.startswith(magic)), "")
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_MARKUP):
        found = "html"
    if found:
        raise FileRefused(Trouble.FILE_NOT_A_TABLE, file=path.name, found=found)
