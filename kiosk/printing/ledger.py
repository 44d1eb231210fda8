"""What was handed to printers that forget: begun, sent, and what came of it, in a file that outlives a crash.

A raw port and Windows' queue do not know a job once it has left them. So each is written down before its
first byte goes, and again after its last: one that was begun and not sent is for a person to decide.
"""

from __future__ import annotations

import os
import threading
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.errors import PrinterError, Trouble


class Mark(StrEnum):
    """How far a job is known to have come."""

    BEGUN = "begun"
    """Some of it may have reached the printer, or all, or nothing."""
    SENT = "sent"
    """All of it has; whether it is on paper, only the printer could tell."""
    DONE = "done"
    """The printer has printed it, or can never be asked."""
    UNSURE = "unsure"
    """It was sent, and something happened before the printer was done."""
    NEVER = "never"
    """Its end was not sent, and nothing is printed without it."""
    CANCELLED = "cancelled"
    """Somebody took it away before it was printed."""


class Ledger:
    """The marks of one file; of a job's several marks the last one counts."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._writing = threading.Lock()

    def mark(self, job: str, mark: Mark, reference: str = "") -> None:
        """Write it down, on the disk before this returns; PrinterError if that cannot be done."""
        line = f"{mark} {job} {reference}".rstrip() + "\n"
        try:
            with self._writing:
                self._append(line.encode("utf-8"))
        except OSError as error:
            code = Trouble.PRINT_FOLDER_UNWRITABLE
            raise PrinterError(code, retry=True, folder=self._file.parent) from error

    def _append(self, line: bytes) -> None:
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
        try:
            if _is_torn(handle):  # a power cut in the middle of a line
                line = b"\n" + line
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def look(self, job: str) -> tuple[Mark, str] | None:
        """Return the job's last mark and its reference; None if nothing of it was ever sent."""
        found: Mark | None = None
        reference = ""
        for words in map(str.split, self._lines()):
            if len(words) > 1 and words[0] in _MARKS and words[1] == job:
                found = Mark(words[0])
                reference = words[2] if len(words) > 2 else reference  # noqa: PLR2004  mark, job, reference
        return (found, reference) if found else None

    def _lines(self) -> list[str]:
        try:
            return self._file.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            code = Trouble.PRINT_FOLDER_UNWRITABLE
            raise PrinterError(code, retry=True, folder=self._file.parent) from error


_MARKS: Final = frozenset(Mark)
_BINARY: Final = getattr(os, "O_BINARY", 0)


def _is_torn(handle: int) -> bool:
    """Whether the file ends within a line."""
    end = os.lseek(handle, 0, os.SEEK_END)
    if not end:
        return False
    os.lseek(handle, end - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"
