"""The audit of the roll at the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command_line import Run


def test_a_roll_that_prints_well_is_said_to_be_fine(run: Run) -> None:
    done = run("audit", "--json")
    assert (done.status, done.json["wrong"], done.json["people"]) == (0, 0, 3)
    assert done.json["remarks"] == []
    told = run("audit").out
    assert told.startswith("✓")
    assert "3" in told


def test_what_would_be_wrong_is_named_and_gives_status_one(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Nom complet;Société\nLi 山;OCP\nSara Benjelloun;Other\n", "utf-8")
    run("import", sheet)
    done = run("audit", "--json")
    assert (done.status, done.json["wrong"]) == (1, 1)
    first = done.json["remarks"][0]
    assert (first["name"], first["fault"], first["characters"]) == ("Li 山", "missing_glyphs", "山")
    assert first["code"].startswith("M")
    assert done.json["by_fault"] == {"missing_glyphs": 1, "same_name": 2}
    told = run("audit")
    assert told.status == 1
    assert "U+5C71" in told.out


def test_a_resolution_that_is_none_is_a_wrong_command(run: Run) -> None:
    assert run("audit", "--dpi", "0", "--json").status == 2
