"""Badges as files in a folder: for a desk without a printer, or one whose printer watches a folder."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Final

from kiosk.domain.badge import JobState
from kiosk.errors import PrinterError, Trouble
from kiosk.printing import document
from kiosk.printing.spooler import GONE, PrinterHealth, Progress, Sides, SizeMm

_LABEL_BYTES: Final = 120
"""Of the 255 that a file name may have; the job's name needs the rest."""

# What Windows forbids in names, and what any system takes for a folder.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)", re.IGNORECASE)
_JOINERS: Final = "\u200c\u200d"  # Arabic writing needs them between letters


class FolderSpooler:
    """Writes each badge as `<label>-<job>.pdf`: either whole and on the disk, or not there at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder."""
        return str(self._folder)

    def submit(
        self,
        pdf: bytes,
        job: str,
        size: SizeMm,  # noqa: ARG002 - a file has no paper
        *,
        label: str = "",
        sides: Sides = Sides.ONE,  # noqa: ARG002 - nor sides
    ) -> str:
        """Return the name of the file that now holds `pdf`."""
        if wrong := document.damage(pdf):
            raise PrinterError(Trouble.PRINTER_REFUSED, retry=False, printer=self.name, detail=wrong)
        readable = file_label(label)
        target = self._folder / (f"{readable}-{job}.pdf" if readable else f"{job}.pdf")
        try:
            # Only the last part: a stick that was pulled out must not become a folder on the disk.
            self._folder.mkdir(exist_ok=True)
            _write_whole(target, pdf, self._folder / f".{job}.part")
        except OSError as error:
            raise self._unwritable(error) from error
        return target.name

    def state(self, reference: str) -> Progress:
        """Return DONE while the file is there."""
        if (self._folder / reference).is_file():
            return Progress(JobState.DONE)
        return Progress(JobState.ATTENTION, reference, (GONE,))

    def find(self, job: str) -> str | None:
        """Return the name of the job's file."""
        names = (f"{job}.pdf", f"-{job}.pdf")
        try:
            with os.scandir(self._folder) as entries:
                return next(
                    (e.name for e in entries if e.name == names[0] or e.name.endswith(names[1])), None
                )
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unwritable(error) from error

    def cancel(self, reference: str) -> Progress:
        """Return how the job stands: what lies in the folder is as good as printed."""
        return self.state(reference)

    def health(self) -> PrinterHealth:
        """Return whether a file could be written."""
        place = self._folder if self._folder.exists() else self._folder.parent
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return PrinterHealth(ready=True)
        return PrinterHealth(ready=False, reasons=(Trouble.PRINT_FOLDER_UNWRITABLE,), detail=self.name)

    def _unwritable(self, error: OSError) -> PrinterError:
        detail = error.strerror or str(error)
        return PrinterError(Trouble.PRINT_FOLDER_UNWRITABLE, retry=True, folder=self._folder, detail=detail)


def file_label(label: str) -> str:
    """Return `label` as the beginning of a file name that every system takes; Arabic stays, paths do not."""
    composed = unicodedata.normalize("NFC", label)
    kept = "".join(c for c in _FORBIDDEN.sub(" ", composed) if _is_kept(c))
    kept = " ".join(kept.split()).strip(". ")
    if _RESERVED.fullmatch(kept.split(".")[0].strip()):
        kept = f"_{kept}"
    return kept.encode("utf-8")[:_LABEL_BYTES].decode("utf-8", "ignore").rstrip(". ")


def _is_kept(character: str) -> bool:
    """Control characters, direction overrides, lone surrogates and private characters go."""
    return unicodedata.category(character)[0] != "C" or character in _JOINERS


def _write_whole(target: Path, content: bytes, part: Path) -> None:
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Keep the new name over a power cut; Windows keeps names by itself and opens no folders."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
