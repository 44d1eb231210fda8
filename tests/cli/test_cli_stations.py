"""Making a station, looking it over, its journal, and folding it again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import settings
from tests.cli.command_line import Run

AT = ("--list", "thursday")
EVENT = ("--event", "Congrès <b>", "--place", "Fès", "--from", "2026-11-23", "--to", "2026-11-24")


def test_create_makes_a_station_with_a_list_a_day(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new"
    done = run("create", *EVENT, "--name", "Porte A", "--json", station=new)
    assert (done.status, done.json["station"]) == (0, str(new))
    assert done.json["event"]["title"]["fr"] == "Congrès <b>"
    assert [one["id"] for one in done.json["lists"]] == ["entrance-2026-11-23", "entrance-2026-11-24"]
    opens = datetime.fromisoformat(done.json["lists"][0]["opens"])
    assert opens.utcoffset() is not None
    assert settings.read(new).name == "Porte A"
    again = run("create", *EVENT, "--json", station=new)
    assert (again.status, again.json["error"]) == (2, "station_exists")


def test_create_speaks_to_people(run: Run, tmp_path: Path) -> None:
    done = run("create", *EVENT, "--language", "ar", station=tmp_path / "new")
    assert len(done.out.splitlines()) == 3
    assert settings.read(tmp_path / "new").language == "ar"


def test_an_event_that_ends_before_it_begins_can_be_corrected(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new"
    wrong = ("--event", "E", "--from", "2026-11-24", "--to", "2026-11-23", "--json")
    assert run("create", *wrong, station=new).json["error"] == "dates_wrong"
    assert run("create", *EVENT, "--json", station=new).status == 0


@pytest.mark.parametrize("day", ["23/11/2026", "2026-02-30", ""])
def test_a_day_that_is_none(run: Run, tmp_path: Path, day: str) -> None:
    done = run(
        "create", "--event", "E", "--from", day, "--to", "2026-11-23", "--json", station=tmp_path / "new"
    )
    assert (done.status, done.json["error"]) == (2, "usage")
    assert not (tmp_path / "new").exists()


def test_the_log_is_newest_first_and_may_be_narrowed(run: Run) -> None:
    run("admit", "T-1", *AT)
    run("admit", "T-2", *AT)
    facts = run("log", "--limit", 2, "--kind", "admission.given", "--json").json
    assert [one["kind"] for one in facts] == ["admission.given"] * 2
    assert facts[0]["seq"] > facts[1]["seq"]
    assert facts[0]["body"]["list"] == "thursday"
    assert datetime.fromisoformat(facts[0]["at"]).utcoffset() is not None
    about = run("log", "--code", "T-1", "--json").json
    assert {one["subject"] for one in about} == {facts[1]["subject"]}


def test_61_a_line_a_fact_whatever_was_scanned(run: Run) -> None:
    run("admit", "T-9\n\x1b[2Jadmitted\u202e", *AT)
    lines = run("log", "--limit", 3).out.splitlines()
    assert len(lines) == 3
    assert all(character.isprintable() or character == "\t" for line in lines for character in line)
    assert "admission.refused" in lines[0]


def test_the_log_of_a_code_nobody_has_is_empty(run: Run) -> None:
    assert run("log", "--code", "nobody", "--json").json == []


def test_rebuild_folds_everything_to_the_same(run: Run) -> None:
    run("admit", "T-1", *AT)
    before = run("find", "bennani", *AT, "--json").json
    done = run("rebuild", "--json")
    assert done.json["facts"] == len(run("log", "--limit", 1000, "--json").json)
    assert run("find", "bennani", *AT, "--json").json == before
    assert run("rebuild").out.startswith("✓ ")


def test_the_doctor_finds_nothing_wrong_with_a_good_station(run: Run) -> None:
    done = run("doctor", "--json")
    assert (done.status, done.json["ok"]) == (0, True)
    grades = {one["check"]: one["grade"] for one in done.json["findings"]}
    assert grades.pop("clock") in ("ok", "warn")
    assert set(grades.values()) == {"ok"}
    people = run("doctor").out.splitlines()
    assert len(people) == len(done.json["findings"])
    assert all(line[:2] in ("✓ ", "! ") for line in people)


def test_the_doctor_says_what_is_bad_and_leaves_1(run: Run, folder: Path) -> None:
    file = folder / "station.toml"
    file.write_text(file.read_text("utf-8").replace("Accueil 1", "\\u001b[31mX"), "utf-8")
    (folder / "marhaba.db").write_bytes(b"")
    done = run("doctor")
    assert done.status == 1
    assert "\\x1b[31mX" in done.out
    assert [line for line in done.out.splitlines() if line.startswith("✗ ")]
    findings = {one["check"]: one for one in json.loads(run("doctor", "--json").out)["findings"]}
    assert findings["database"]["error"] == "station_emptied"
    assert str(folder) in findings["database"]["sentence"]


def test_the_doctor_looks_at_what_is_not_there(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--json", station=tmp_path / "gone")
    assert (done.status, done.json["findings"][0]["error"]) == (1, "station_missing")
