"""The doctor: what it finds of a station that is well, and of each way in which one can be ill."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from kiosk import app, paths, words
from kiosk.errors import Trouble
from kiosk.operations import doctor, station_folder
from kiosk.operations.doctor import Check, Finding, Grade
from kiosk.operations.station import Station
from kiosk.printing.folder import FolderSpooler
from kiosk.printing.spooler import PrinterHealth
from kiosk.store import checks
from tests.stations import Clock, guest, new_station

DAY_S = 86_400


def look(folder: Path, clock: Clock | None = None) -> dict[Check, Finding]:
    """Return the findings by check; the clock stands still, on the event's second day."""
    found = doctor.checkup(folder, lambda _told, _printer: FolderSpooler(folder / "badges"), clock or Clock())
    by_check = {one.check: one for one in found}
    assert len(by_check) == len(found)
    return by_check


def ills(findings: dict[Check, Finding]) -> dict[Check, Trouble | None]:
    return {check: one.trouble for check, one in findings.items() if one.grade is not Grade.OK}


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """A station that is closed, with somebody admitted."""
    station = new_station(tmp_path / "station", clock)
    guest(station)
    app.close(station)
    return station.folder


@pytest.mark.parametrize(
    ("environment", "platform", "trouble"),
    [
        ({}, "linux", None),
        ({"QT_IM_MODULE": "ibus"}, "linux", None),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, "linux", None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", Trouble.KEYS_AFTER_LAYOUT),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", None),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "QT_IM_MODULE": "compose"}, "linux", Trouble.KEYS_AFTER_LAYOUT),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_IM_MODULE": "ibus"}, "linux", Trouble.KEYS_AFTER_METHOD),
        ({"QT_IM_MODULE": "ibus"}, "win32", None),
    ],
)
def test_which_keys_of_a_scan_reach_us_unchanged(
    environment: dict[str, str], platform: str, trouble: Trouble | None
) -> None:
    found = doctor.keyboard(environment, platform)
    assert (found.trouble, found.grade) == (trouble, Grade.WARN if trouble else Grade.OK)
    if trouble:
        assert words.told(trouble, found.values).advice


def damage(file: Path, statement: str) -> None:
    connection = dbapi2.connect(str(file))
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_station_that_is_well(folder: Path) -> None:
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    findings = look(folder)
    assert ills(findings) == {}
    assert set(findings) | {Check.DEVICES} == set(Check)  # which are told only where there are any
    assert findings[Check.JOURNAL].values["facts"] > 0
    after = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    assert {name: after[name] for name in before} == before


def test_a_desk_that_is_open_there_is_said_and_left_alone(station: Station) -> None:
    guest(station)
    assert ills(look(station.folder)) == {Check.LOCK: Trouble.STATION_IN_USE}
    assert look(station.folder)[Check.LOCK].grade is Grade.WARN
    guest(station, "Sara Alami")  # and it goes on working


def test_a_missing_folder(tmp_path: Path) -> None:
    findings = look(tmp_path / "gone")
    assert ills(findings) == {Check.FOLDER: Trouble.STATION_MISSING, Check.SETTINGS: Trouble.STATION_MISSING}
    assert not (tmp_path / "gone").exists()


def test_a_folder_that_is_no_station_stays_as_it_is(tmp_path: Path) -> None:
    assert ills(look(tmp_path)) == {Check.SETTINGS: Trouble.STATION_NOT_ONE}
    assert list(tmp_path.iterdir()) == []


def test_settings_that_cannot_be_read(folder: Path) -> None:
    (folder / "station.toml").write_text("origin = 3\n", "utf-8")
    findings = look(folder)
    assert ills(findings) == {Check.SETTINGS: Trouble.SETTINGS_WRONG}
    assert findings[Check.SETTINGS].values["key"] == "origin"


@pytest.mark.parametrize("take_away", [Path.unlink, lambda file: os.truncate(file, 0)])
def test_102_an_emptied_database(folder: Path, take_away: Callable[[Path], None]) -> None:
    take_away(folder / "marhaba.db")
    assert ills(look(folder)) == {Check.DATABASE: Trouble.STATION_EMPTIED}


def test_102_a_database_that_went_back_in_time(folder: Path) -> None:
    (folder / "station.head").write_text("100000\n", "ascii")
    assert ills(look(folder)) == {Check.DATABASE: Trouble.STATION_EMPTIED}


def test_98_a_database_with_a_page_overwritten(folder: Path) -> None:
    file = folder / "marhaba.db"
    with file.open("r+b") as out:
        out.seek(file.stat().st_size // 2)
        out.write(os.urandom(8192))
    assert ills(look(folder))[Check.DATABASE] is Trouble.STATION_DAMAGED


def test_a_database_of_another_program(folder: Path) -> None:
    (folder / "marhaba.db").unlink()
    damage(folder / "marhaba.db", "CREATE TABLE recipes (name)")
    assert ills(look(folder)) == {Check.DATABASE: Trouble.STATION_DAMAGED}


def test_a_database_of_a_newer_program(folder: Path) -> None:
    damage(folder / "marhaba.db", "UPDATE alembic_version SET version_num = '9999'")
    assert ills(look(folder)) == {Check.DATABASE: Trouble.STATION_TOO_NEW}


def test_59_a_fact_edited_from_outside_is_named(folder: Path) -> None:
    damage(
        folder / "marhaba.db",
        "UPDATE fact SET body = replace(body, 'Ali', 'Eve') WHERE kind LIKE 'attendee.%'",
    )
    findings = look(folder)
    assert ills(findings) == {Check.JOURNAL: Trouble.JOURNAL_BROKEN}
    assert findings[Check.JOURNAL].values["kind"] == "attendee.registered"


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE attendee SET company = 'Elsewhere'", "attendee"),
        ("UPDATE presence SET inside = 0", "presence"),
        ("DELETE FROM attendee_search", "attendee_search"),
    ],
)
def test_tables_that_say_something_else_than_the_journal(folder: Path, statement: str, table: str) -> None:
    damage(folder / "marhaba.db", statement)
    findings = look(folder)
    assert ills(findings) == {Check.TABLES: Trouble.TABLES_DIFFER}
    assert findings[Check.TABLES].values["tables"] == table
    again = app.open_station(folder)
    assert again.database.read_only is False  # nothing was mended behind anybody's back
    app.close(again)


@pytest.mark.parametrize(
    ("seconds", "trouble", "grade"),
    [
        (-3600, Trouble.CLOCK_BEHIND, Grade.BAD),
        (-10 * 365 * DAY_S, Trouble.CLOCK_BEHIND, Grade.BAD),
        (74 * 365 * DAY_S, Trouble.CLOCK_FAR, Grade.WARN),
    ],
)
def test_101_a_clock_that_cannot_be_right(
    folder: Path, clock: Clock, seconds: int, trouble: Trouble, grade: Grade
) -> None:
    clock.later(seconds)
    finding = look(folder, clock)[Check.CLOCK]
    assert (finding.trouble, finding.grade) == (trouble, grade)


def test_a_disk_with_little_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = shutil.disk_usage(folder).free // (1 << 20)
    monkeypatch.setattr(doctor, "_TIGHT_MB", left + 1000)
    assert look(folder)[Check.DISK].grade is Grade.WARN
    monkeypatch.setattr(doctor, "_FULL_MB", left + 1000)
    finding = look(folder)[Check.DISK]
    assert (finding.grade, finding.trouble) == (Grade.BAD, Trouble.DISK_NEARLY_FULL)


def test_103_a_folder_on_a_network_drive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station_folder, "file_system", lambda _folder: "cifs")
    assert ills(look(folder)) == {Check.FOLDER: Trouble.STATION_ON_NETWORK}


def test_letters_that_are_missing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert ills(look(folder)) == {Check.FONTS: Trouble.FONT_MISSING}


def test_an_sqlite_that_is_too_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_SQLITE", (99, 0, 0))
    assert ills(look(folder)) == {Check.SQLITE: Trouble.SQLITE_OLD}


class _Printer(FolderSpooler):
    """A printer that says of itself what the test wants."""

    def __init__(self, health: PrinterHealth) -> None:
        super().__init__(Path("printer"))
        self._health = health

    def health(self) -> PrinterHealth:
        return self._health


@pytest.mark.parametrize(
    ("reasons", "trouble"),
    [
        (("printer_unreachable",), Trouble.PRINTER_UNREACHABLE),
        (("media-empty",), Trouble.PRINTER_NOT_READY),
        ((), Trouble.PRINTER_NOT_READY),
    ],
)
def test_a_printer_that_is_not_ready(folder: Path, reasons: tuple[str, ...], trouble: Trouble) -> None:
    printer = _Printer(PrinterHealth(ready=False, reasons=reasons))
    found = doctor.checkup(folder, lambda _told, _printer: printer, Clock())
    assert [(one.check, one.trouble) for one in found if one.grade is Grade.BAD] == [(Check.PRINTER, trouble)]


def test_every_check_has_its_word() -> None:
    assert len({words.check(one) for one in Check}) == len(Check)
