"""The file itself: what it is opened with, what stands against opening it, and what its errors mean."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk import app
from kiosk.errors import StationError, Trouble
from kiosk.operations import events, people, station_folder
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.station import Station
from kiosk.store.database import Database, DatabaseMistakeError
from tests.read_only import WITHOUT_OVERRIDE, make_read_only
from tests.stations import guest, new_station


def refused(folder: Path, *, reading: bool = False) -> Trouble:
    with pytest.raises(StationError) as error:
        app.open_station(folder, reading=reading)
    return error.value.code


def test_commits_are_durable_and_the_sqlite_is_safe(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    with station.database.read() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
        told = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}
        version = connection.execute(text("SELECT sqlite_version()")).scalar_one()
    assert told == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1
    }  # fmt: skip
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    app.close(station)


def test_row_99_a_second_program_on_one_station_is_refused(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    try_it = (
        f"from pathlib import Path; from kiosk import app; app.open_station(Path({str(tmp_path / 's')!r}))"
    )
    done = subprocess.run([sys.executable, "-c", try_it], capture_output=True, text=True, check=False)
    assert "station_in_use" in done.stderr
    app.close(station)
    done = subprocess.run([sys.executable, "-c", try_it], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_looking_on_is_possible_while_another_works_and_changes_nothing(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    guest(station, "Ali Tazi")
    looking = app.open_station(tmp_path / "s", reading=True)
    assert len(people.find(looking, "tazi", "thursday").rows) == 1
    with pytest.raises(StationError) as error:
        admit(looking, Ask("thursday", code="x"))
    assert error.value.code is Trouble.STATION_READ_ONLY
    app.close(looking)
    app.close(station)


def test_a_missing_folder_and_one_that_is_no_station(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") is Trouble.STATION_MISSING
    assert refused(tmp_path) is Trouble.STATION_NOT_ONE
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file") is Trouble.STATION_NOT_ONE
    (tmp_path / "station.toml").mkdir()
    assert refused(tmp_path) is Trouble.STATION_READ_ONLY


@pytest.mark.parametrize("left", ["an empty file", "a file without tables", "tables"])
def test_a_station_killed_while_it_was_made_is_made_anew(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "s"
    app.close(app.create_station(folder))
    (folder / "station.toml").unlink()
    file = folder / station_folder.DATABASE
    if left != "tables":
        file.unlink()
        file.touch()
    if left == "a file without tables":
        Database(file).close()
        with Database(file).read():
            pass
    station = app.create_station(folder)
    assert not station.database.read_only
    app.close(station)


def test_a_database_that_lost_its_settings_is_not_made_anew(tmp_path: Path) -> None:
    app.close(new_station(tmp_path / "s"))
    (tmp_path / "s" / "station.toml").unlink()
    before = (tmp_path / "s" / station_folder.DATABASE).read_bytes()
    with pytest.raises(StationError) as error:
        app.create_station(tmp_path / "s")
    assert error.value.code is Trouble.STATION_NOT_ONE
    assert (tmp_path / "s" / station_folder.DATABASE).read_bytes() == before


@pytest.mark.parametrize("damage", ["empty", "gone"])
def test_row_102_an_emptied_database_is_not_taken_for_a_new_one(tmp_path: Path, damage: str) -> None:
    app.close(new_station(tmp_path / "s"))
    for file in (tmp_path / "s").glob("marhaba.db*"):
        file.write_bytes(b"") if damage == "empty" and file.suffix == ".db" else file.unlink()
    assert refused(tmp_path / "s") is Trouble.STATION_EMPTIED


def test_row_102_a_copy_without_its_log_is_noticed(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    app.close(station)
    old = (tmp_path / "s" / station_folder.DATABASE).read_bytes()
    station = app.open_station(tmp_path / "s")
    guest(station)
    app.close(station)
    for file in (tmp_path / "s").glob("marhaba.db*"):
        file.unlink()
    (tmp_path / "s" / station_folder.DATABASE).write_bytes(old)
    assert refused(tmp_path / "s") is Trouble.STATION_EMPTIED


def test_row_102_a_desk_that_was_killed_writes_its_head_down_when_it_is_opened_again(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    app.close(station)
    old = (tmp_path / "s" / station_folder.DATABASE).read_bytes()
    for _ in range(2):
        station = app.open_station(tmp_path / "s")
        guest(station)
        station.database.close()
        station.release()  # and nothing else, as after a kill
    for file in (tmp_path / "s").glob("marhaba.db*"):
        file.unlink()
    (tmp_path / "s" / station_folder.DATABASE).write_bytes(old)
    assert refused(tmp_path / "s") is Trouble.STATION_EMPTIED


@pytest.mark.parametrize(
    "content", [b"This is not a database. " * 400, b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_a_damaged_file_is_said(tmp_path: Path, content: bytes) -> None:
    app.close(new_station(tmp_path / "s"))
    for file in (tmp_path / "s").glob("marhaba.db*"):
        file.unlink()
    (tmp_path / "s" / station_folder.DATABASE).write_bytes(content)
    assert refused(tmp_path / "s") is Trouble.STATION_DAMAGED


@pytest.mark.parametrize("reading", [False, True])
def test_a_database_of_a_newer_marhaba_is_left_alone(tmp_path: Path, reading: bool) -> None:
    station = new_station(tmp_path / "s")
    with station.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    app.close(station)
    assert refused(tmp_path / "s", reading=reading) is Trouble.STATION_TOO_NEW


def test_who_only_looks_brings_an_older_station_up_to_date_unless_a_desk_is_open_there(
    tmp_path: Path,
) -> None:
    station = new_station(tmp_path / "s")
    guest(station)
    with station.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
        connection.execute(text("DELETE FROM name_posting"))
        for name in ("heard_latin", "heard_arabic"):
            connection.execute(text(f"DROP INDEX attendee_by_{name}"))
            connection.execute(text(f"ALTER TABLE attendee DROP COLUMN {name}"))
        connection.execute(text("DROP TABLE name_change"))
        connection.execute(text("ALTER TABLE print_job DROP COLUMN pace"))
    assert refused(tmp_path / "s", reading=True) is Trouble.STATION_IN_USE
    app.close(station)
    looking = app.open_station(tmp_path / "s", reading=True)
    assert [row.attendee.name for row in people.find(looking, "benanni ali", "thursday").rows] == [
        "Ali Bennani"
    ]
    app.close(looking)


@pytest.mark.parametrize(
    ("line", "key"),
    [('language = "de"', "language"), ("printer = 7", "printer"), ('colour = "red"', "colour"), ("= 1", "")],
)
def test_wrong_settings_are_said_with_their_key(tmp_path: Path, line: str, key: str) -> None:
    app.close(new_station(tmp_path / "s"))
    file = tmp_path / "s" / "station.toml"
    kept = [one for one in file.read_text("utf-8").splitlines() if not key or not one.startswith(key)]
    file.write_text("\n".join([*kept, line]), "utf-8")
    with pytest.raises(StationError) as error:
        app.open_station(tmp_path / "s")
    assert error.value.code is Trouble.SETTINGS_WRONG
    assert error.value.values["key"] == key


def fill_up(station: Station) -> None:
    for n in range(200):
        guest(station, f"Guest {n}", company="x" * 190)


def test_row_97_a_full_disk_loses_nothing_and_look_up_goes_on(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    guest(station, "Ali Tazi")
    with station.database.write() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StationError) as error:
        fill_up(station)
    assert error.value.code is Trouble.DISK_FULL
    assert len(people.find(station, "tazi", "thursday").rows) == 1
    before = events.overview(station).people
    with station.database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    guest(station, "Back Again")
    assert events.overview(station).people == before + 1
    app.close(station)


READ_ONLY = """
import sys
from pathlib import Path
from kiosk import app
from kiosk.errors import StationError
from kiosk.operations import people
folder = Path(sys.argv[1])
try:
    app.open_station(folder)
except StationError as error:
    print(error.code)
station = app.open_station(folder, reading=True)
print(len(people.find(station, "tazi", "thursday").rows))
try:
    app.create_station(folder.parent / "new")
except StationError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_row_97_a_read_only_folder_is_said_and_can_still_be_searched(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    guest(station, "Ali Tazi")
    app.close(station)
    make_read_only(tmp_path)
    asked = [*WITHOUT_OVERRIDE, sys.executable, "-c", READ_ONLY, str(tmp_path / "s")]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    tmp_path.chmod(0o755)
    (tmp_path / "s").chmod(0o755)
    assert done.stdout.split() == ["station_read_only", "1", "station_read_only"], done.stderr


def test_row_100_a_lock_of_somebody_else_is_waited_for(tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    station = new_station(tmp_path / "s")
    other = dbapi2.connect(
        str(tmp_path / "s" / station_folder.DATABASE), isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    let_go = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    let_go.start()
    assert guest(station).verdict.admitted
    let_go.join()
    other.close()
    app.close(station)


def test_row_103_a_network_share_is_refused(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {tmp_path}/share nfs4 rw 0 0\n")
    assert station_folder.file_system(tmp_path / "share" / "station", mounts) == "nfs4"
    assert station_folder.file_system(tmp_path, mounts) == "ext4"


def test_what_we_did_wrong_is_not_blamed_on_the_world(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    with pytest.raises(DatabaseMistakeError), station.database.write() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    app.close(station)


def test_a_station_can_be_moved_with_its_folder(tmp_path: Path) -> None:
    station = new_station(tmp_path / "été à Marrakech % 100")
    guest(station, "Ali Tazi")
    app.close(station)
    shutil.move(tmp_path / "été à Marrakech % 100", tmp_path / "b")
    station = app.open_station(tmp_path / "b")
    assert len(people.find(station, "tazi", "thursday").rows) == 1
    app.close(station)
