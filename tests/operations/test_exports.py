"""Attendance out: what stands in the file, and that importing takes it again."""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk import language
from kiosk.domain.people import Registration
from kiosk.errors import FileRefused, InputRefused, Trouble, WorldError
from kiosk.exchange import roll
from kiosk.exchange.roll import RollRow
from kiosk.operations import admissions, exports, imports, people
from kiosk.operations.admissions import Ask
from kiosk.operations.station import Station
from tests.stations import Clock, guest

SHEET = """\
Référence;Nom complet;الاسم الكامل;GSM;Statut;Code billet;Valable à partir du;Allergies
R1;Ali Bennani;علي بناني;0661234567;confirmé;T-1;2024-10-24 08:00;noix
R2;Sara Alami;;;non payé;;;
R3;Omar Tazi;;;en attente;;;
R4;Rim Idrissi;;;annulé;;;
R5;Nora Kabbaj;;;bloqué;;;
"""


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def _spoken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language._Current, "code", "en")
    monkeypatch.setattr(language._Current, "catalogue", language._Current.catalogue)
    language.use(request.param)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source, delimiter=";"))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "guests.csv"
    file.write_text(SHEET, "utf-8")
    return file


def test_everybody_stands_in_the_file_with_where_they_were(
    station: Station, clock: Clock, tmp_path: Path
) -> None:
    came = guest(station, "Ali Bennani", phone="0661234567", company="=1+1")
    clock.later(60)
    code = came.attendee.code if came.attendee else ""
    admissions.admit(station, Ask("press-room", code))
    file = tmp_path / "out.csv"
    assert exports.export_attendance(station, file) == 1
    (row,) = rows_of(file)
    assert list(row.values())[:2] == ["", "Ali Bennani"]
    assert "'=1+1" in row.values()
    first = datetime.fromtimestamp(clock.ms / 1000 - 60, ZoneInfo("Africa/Casablanca"))
    last_columns = list(row.values())[-8:]
    assert last_columns[0] == f"{first:%Y-%m-%d %H:%M:%S}"
    assert last_columns[3] == "1"
    assert last_columns[4:] == ["", "", "", ""]  # the press alone enters there


def test_one_list_alone_may_be_asked_for(station: Station, tmp_path: Path) -> None:
    guest(station)
    exports.export_attendance(station, tmp_path / "one.csv", "thursday")
    exports.export_attendance(station, tmp_path / "all.csv")
    assert len(rows_of(tmp_path / "all.csv")[0]) - len(rows_of(tmp_path / "one.csv")[0]) == 4
    with pytest.raises(InputRefused) as refused:
        exports.export_attendance(station, tmp_path / "none.csv", "friday")
    assert refused.value.code is Trouble.UNKNOWN_LIST
    assert not (tmp_path / "none.csv").exists()


def people_of(file: Path) -> Iterator[RollRow]:
    for row in roll.read(file):
        assert isinstance(row, RollRow), row
        yield row


def test_importing_knows_an_exported_file_again(station: Station, sheet: Path, tmp_path: Path) -> None:
    imports.import_roll(station, sheet)
    file = tmp_path / "out.csv"
    exports.export_attendance(station, file)
    before = {row.values["reference"]: row for row in people_of(sheet)}
    after = {row.values["reference"]: row for row in people_of(file)}
    assert after.keys() == before.keys()
    for reference, row in before.items():
        assert after[reference].key == row.key
        assert dict(after[reference].values) == dict(row.values)
        assert row.extra.items() <= after[reference].extra.items()
    report = imports.import_roll(station, file, dry_run=True)
    assert (report.new, report.problems) == (0, [])


def test_every_state_of_a_registration_is_read_again(station: Station, sheet: Path, tmp_path: Path) -> None:
    imports.import_roll(station, sheet)
    file = tmp_path / "out.csv"
    exports.export_attendance(station, file)
    states = [row.values.get("registration", Registration.CONFIRMED) for row in people_of(file)]
    assert states == ["confirmed", "unpaid", "pending", "cancelled", "blocked"]


def test_a_folder_that_is_not_there_is_said(station: Station, tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        exports.export_attendance(station, tmp_path / "nowhere" / "out.csv")
    assert refused.value.code is Trouble.FILE_UNWRITABLE
    with pytest.raises(FileRefused) as refused_too:
        exports.write_file(tmp_path / "nowhere" / "out.pdf", b"%PDF-")
    assert refused_too.value.code is Trouble.FILE_UNWRITABLE


@pytest.mark.parametrize(
    ("comes_between", "raised"),
    [(OSError(errno.EIO, "pulled out"), FileRefused), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["94 a disk pulled out", "control c"],
)
def test_what_comes_between_while_writing_leaves_the_old_file_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    comes_between: BaseException,
    raised: type[BaseException],
) -> None:
    file = tmp_path / "out.pdf"
    exports.write_file(file, b"old")

    def fsync(_handle: int) -> None:
        raise comes_between

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(raised):
        exports.write_file(file, b"new")
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["out.pdf"]
    assert file.read_bytes() == b"old"


def test_the_kept_columns_of_a_person_are_not_lost(station: Station, sheet: Path, tmp_path: Path) -> None:
    imports.import_roll(station, sheet)
    exports.export_attendance(station, tmp_path / "out.csv")
    assert [row["Allergies"] for row in rows_of(tmp_path / "out.csv")] == ["noix", "", "", "", ""]
    found = people.find(station, "bennani", "thursday").rows[0].attendee
    assert found.extra == {"Allergies": "noix"}
