"""The stations and files that are measured on, each made once a run and copied for whoever writes to it."""

from __future__ import annotations

import csv
import runpy
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import app, paths
from kiosk.operations.station import Station
from kiosk.store import people

LARGE: Final = 100_000
SMALL: Final = 1_500
_SMALLEST: Final = 300


@dataclass(slots=True)
class Rolls:
    """Stations and roll files below `folder`; a quick run has a few hundred people for every number."""

    folder: Path
    quick: bool = False
    _folders: int = 0

    def size(self, wanted: int) -> int:
        """Return how many people stand for `wanted`."""
        return _SMALLEST if self.quick else wanted

    def times(self, wanted: int, quick: int) -> int:
        """Return how often to measure what a full run measures `wanted` times."""
        return quick if self.quick else wanted

    def station(self, wanted: int) -> Path:
        """Return a station with so many people, that nobody may write to."""
        place = self.folder / f"station-{self.size(wanted)}"
        if not place.exists():
            app.close(app.demo_station(self.size(wanted), folder=place))
        return place

    def copy(self, wanted: int) -> Path:
        """Return a station with so many people, to be written to."""
        place = self.new_folder()
        shutil.copytree(self.station(wanted), place, dirs_exist_ok=True)
        return place

    def new_folder(self) -> Path:
        """Return an empty folder."""
        self._folders += 1
        place = self.folder / f"folder-{self._folders}"
        place.mkdir()
        return place

    def csv_file(self, wanted: int) -> Path:
        """Return a roll of so many people as the organiser's CSV file."""
        file = self.folder / f"roll-{self.size(wanted)}.csv"
        if not file.exists():
            seeds = paths.db() / "seeds" / "sample_event.py"
            runpy.run_path(str(seeds))["write_roll"](file, self.size(wanted))
        return file

    def workbook(self, wanted: int) -> Path:
        """Return the same roll as a workbook."""
        file = self.folder / f"roll-{self.size(wanted)}.xlsx"
        if not file.exists():
            _write_workbook(self.csv_file(wanted), file)
        return file


def rows_of(file: Path) -> list[list[str]]:
    """Return the cells of a roll file, its header first."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))


def codes_of(station: Station, limit: int) -> list[str]:
    """Return codes of people spread over the whole roll."""
    with station.database.read() as connection:
        codes = [one.code for one in people.everybody(connection)]
    step = max(1, len(codes) // limit)
    return codes[::step][:limit]


def _write_workbook(source: Path, file: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows_of(source):
        sheet.append(row)
    book.save(file)
