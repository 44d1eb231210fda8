"""The main job without a window: from a file of guests to a badge."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import app
from kiosk.__main__ import main
from kiosk.operations import people, print_rounds
from tests.cli.command_line import program


def test_the_main_job_is_done_on_a_station_that_stays(tmp_path: Path) -> None:
    done = program("demo", "--headless", "--json", TMPDIR=str(tmp_path))
    assert (done.status, done.err) == (0, "")
    told = done.json
    assert (told["ok"], told["people"]) == (True, 1500)
    assert told["verdict"]["admitted"] is True
    assert told["again"]["reason"] == "already_in"
    assert "benj" in told["verdict"]["attendee"]["name"].lower()
    badge = Path(told["badge"])
    assert badge.read_bytes().startswith(b"%PDF-")
    assert badge.is_relative_to(tmp_path)
    station = app.open_station(Path(told["station"]), reading=True)
    assert (
        people.by_code(station, told["verdict"]["attendee"]["code"]).id == told["verdict"]["attendee"]["id"]
    )
    app.close(station)


def test_people_are_told_the_verdict_and_where_the_badge_is(tmp_path: Path) -> None:
    done = program("demo", "--headless", "--size", "200", "--language", "en", TMPDIR=str(tmp_path))
    lines = done.out.splitlines()
    assert done.status == 0, done.err
    assert lines[0].endswith("200 guests are on the roll.")
    assert any(line.startswith("✓ Welcome · ") for line in lines)
    (path,) = [line.partition(" is in ")[2] for line in lines if line.endswith(".pdf")]
    assert Path(path).is_file()
    assert any(line.startswith("! Already in · ") for line in lines)


def test_a_badge_that_does_not_come_out_is_told_by_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_options: str(tmp_path))
    monkeypatch.setattr(print_rounds, "run_queue", lambda *_args, **_options: 1)
    assert main(["demo", "--headless", "--size", "60", "--language", "en"]) == 1
    assert "✗ The badge did not come out." in capsys.readouterr().out
