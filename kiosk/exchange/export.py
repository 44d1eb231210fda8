"""A table written for spreadsheets: whole or not at all, and with nothing in it that one would compute.

Separated by semicolons, in UTF-8 with a mark at its start: Excel takes its separator from the
system's region, which for Morocco, in French and in Arabic, is the semicolon (the comma is decimal),
and takes a file for UTF-8 only by the mark. A first line `sep=;` would make it ignore the mark.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from kiosk.errors import Trouble, WorldError
from kiosk.exchange.apostrophes import protected

SEPARATOR: Final = ";"


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write the table to `path` and return how many rows it has; it is on the disk when this returns.

    Until it is whole it stands beside `path` with `.part` at its end, so that a file that was there
    stays as it was if anything comes between. Raises WorldError with FILE_UNWRITABLE.
    """
    part = path.with_name(path.name + ".part")
    try:
        try:
            count = _write(part, header, rows)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        detail = error.strerror or ""
        raise WorldError(Trouble.FILE_UNWRITABLE, file=path.name, detail=detail) from error
    return count


def _write(part: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    count = 0
    with part.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target, delimiter=SEPARATOR)
        writer.writerow(map(protected, header))
        for row in rows:
            writer.writerow(map(protected, row))
            count += 1
        target.flush()
        os.fsync(target.fileno())
    return count


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where a folder can be synced at all."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
