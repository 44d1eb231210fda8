"""Stations that are missing, wrong, read-only, full or broken: a sentence, status 2, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.store import database
from tests.cli.command_line import Run
from tests.read_only import WITHOUT_OVERRIDE, make_read_only
from tests.tiny_disk import fill, mounted

AT = ("--list", "thursday")
COMMANDS = [
    ("find", "ali"), ("admit", "T-1"), ("annul", "T-1"), ("figures",), ("log",), ("rebuild",),
    ("badge", "T-1", "--print"), ("badges", "--print"), ("export", "{tmp}/x.csv"),
    ("import", "{tmp}/guests.csv"),
]  # fmt: skip


def spoil_settings(folder: Path) -> None:
    (folder / "station.toml").write_text('name = "A"\nlanguage = "de"\n', "utf-8")


def cut_settings(folder: Path) -> None:
    (folder / "station.toml").write_bytes(b'name = "\xff')


def lose_settings(folder: Path) -> None:
    (folder / "station.toml").unlink()


def empty_database(folder: Path) -> None:
    (folder / "marhaba.db").write_bytes(b"")


def spoil_database(folder: Path) -> None:
    (folder / "marhaba.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_97_a_missing_folder_is_said_by_every_command(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    argv = [part.replace("{tmp}", str(tmp_path)) for part in command]
    gone = tmp_path / "gone"
    done = run(*argv, "--json", station=gone)
    assert (done.status, done.json["error"]) == (2, "station_missing")
    assert "marhaba create" in done.json["sentence"]
    people = run(*argv, station=gone)
    assert (people.status, people.out, len(people.err.splitlines())) == (2, "", 1)
    assert str(gone) in people.err
    assert not gone.exists()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (spoil_settings, "settings_wrong"),
        (cut_settings, "settings_wrong"),
        (lose_settings, "station_not_one"),
        (empty_database, "station_emptied"),
        (spoil_database, "station_damaged"),
    ],
)
@pytest.mark.parametrize("command", [("find", "ali"), ("admit", "T-1")], ids=lambda command: command[0])
def test_102_a_station_that_is_not_right_is_said(
    run: Run, folder: Path, spoil: Callable[[Path], None], error: str, command: tuple[str, ...]
) -> None:
    spoil(folder)
    done = run(*command, *AT, "--json")
    assert (done.status, done.json["error"]) == (2, error)
    people = run(*command, *AT)
    assert (people.status, people.out) == (2, "")
    assert "\u2068" not in people.err


def test_97_a_full_disk_keeps_what_was_there_and_look_up_works(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tmp_path / "many.csv"
    rows = (f"Famille{n};Prénom{n};{'x' * 150}{n}" for n in range(500))
    many.write_text("\n".join(("Nom;Prénom;Société", *rows)), "utf-8")
    with monkeypatch.context() as full:
        full.setattr(database, "_PRAGMAS", (*database._PRAGMAS, "PRAGMA max_page_count=1"))
        done = run("import", many, "--json")
        assert (done.status, done.json["error"]) == (2, "disk_full")
        assert run("find", "bennani", *AT, "--json").json["results"]
        assert run("find", "famille1", *AT, "--json").json["results"] == []
    assert run("import", many, "--json").json["new"] == 500


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk") as disk:
        yield disk


def test_97_a_disk_that_is_really_full(run: Run, folder: Path, tiny_disk: Path) -> None:
    station = tiny_disk / "station"
    shutil.copytree(folder, station)
    full = fill(tiny_disk)
    for command in (("admit", "T-1", *AT), ("import", folder.parent / "guests.csv"), ("rebuild",)):
        done = run(*command, "--json", station=station)
        assert (done.status, done.json["error"]) == (2, "disk_full"), command
    assert len(run("find", "bennani", *AT, "--json", station=station).json["results"]) == 1
    assert run("figures", *AT, "--json", station=station).json["entered"] == 0
    assert run("badge", "T-1", "--pdf", tiny_disk / "x.pdf", "--json", station=station).json["error"] == (
        "file_unwritable"
    )
    ills = {one["error"] for one in run("doctor", "--json", station=station).json["findings"]}
    assert ills >= {"disk_full", "disk_nearly_full"}
    assert "station_damaged" not in ills
    full.unlink()
    assert run("admit", "T-1", *AT, "--json", station=station).json["reason"] == "valid"
    assert run("doctor", station=station).out.count("✗") == 1  # four megabytes are little room


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
@pytest.mark.parametrize(
    ("argv", "status", "told"),
    [
        (("find", "bennani", "--list", "thursday", "--json"), 0, '"R1"'),
        (("admit", "T-1", "--list", "thursday", "--json"), 2, "station_read_only"),
        (("import", "{tmp}/guests.csv", "--json"), 2, "station_read_only"),
        (("doctor", "--json"), 1, "station_read_only"),
    ],
)
def test_97_on_a_read_only_folder_looking_works_and_writing_is_refused(
    folder: Path, tmp_path: Path, argv: tuple[str, ...], status: int, told: str
) -> None:
    make_read_only(folder)
    filled = [part.replace("{tmp}", str(tmp_path)) for part in argv]
    asked = [*WITHOUT_OVERRIDE, sys.executable, "-m", "kiosk", "--station", str(folder), *filled]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    said = done.stdout
    assert (done.returncode, told in said) == (status, True), done.stdout + done.stderr


def test_a_mistake_of_ours_is_logged_with_its_trace_and_told_in_general_words(
    run: Run, monkeypatch: pytest.MonkeyPatch, kiosk_log: list[object]
) -> None:
    from kiosk.operations import people

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("Ali Bennani")

    monkeypatch.setattr(people, "find", broken)
    done = run("find", "ali", *AT, "--json")
    assert (done.status, done.json["error"]) == (2, "ours")
    assert "Bennani" not in done.json["sentence"]
    assert len(kiosk_log) == 1
    kiosk_log.clear()


def test_stopping_it_leaves_everything_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.exchange import roll

    def stopped(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as one:
        one.setattr(roll, "read", stopped)
        done = run("import", tmp_path / "guests.csv", "--json")
    assert (done.status, done.json["error"]) == (130, "cancelled")
    assert run("import", tmp_path / "guests.csv", "--json").json["unchanged"] == 4
