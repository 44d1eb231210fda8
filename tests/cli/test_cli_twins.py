"""Who is on the roll twice, from the command line: found, merged, kept apart, and thought over again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import Run

AT = ("--list", "thursday")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "more.csv"
    file.write_text(
        "Nom complet;GSM;Code billet\nSamira Chiker;0600000001;D-1\nسميرة شيكر;0600000001;D-2\n", "utf-8"
    )
    return file


def test_an_import_tells_whom_it_has_perhaps_brought_twice(run: Run, sheet: Path) -> None:
    trial = run("import", sheet, "--dry-run", "--json").json
    assert trial["duplicates"] is None
    done = run("import", sheet)
    assert "1 " in done.out.splitlines()[1]
    assert [line.split("\t")[2] or line.split("\t")[3] for line in done.out.splitlines()[2:]] == [
        "Samira Chiker", "سميرة شيكر",
    ]  # fmt: skip
    assert "marhaba merge" in done.err
    again = run("import", sheet, "--json").json["duplicates"]
    assert again == {"pairs": [], "total": 0, "by_grade": {}}


def test_pairs_come_with_how_sure_it_is_and_why(run: Run, sheet: Path) -> None:
    told = run("import", sheet, "--json").json["duplicates"]
    found = run("duplicates", "--json").json
    assert found == told
    (pair,) = found["pairs"]
    assert [one["ticket"] for one in pair["attendees"]] == ["D-1", "D-2"]
    assert (pair["grade"], pair["signs"]) == ("sure", ["other_script", "same_phone"])
    assert (found["total"], found["by_grade"]) == (1, {"sure": 1})
    lines = run("duplicates").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["1", "1"]


def test_two_are_merged_and_both_tickets_open_the_door_once(run: Run, sheet: Path) -> None:
    run("import", sheet)
    done = run("merge", "D-1", "D-2", "--json").json
    assert (done["attendee"]["name_latin"], done["attendee"]["name_arabic"]) == (
        "Samira Chiker",
        "سميرة شيكر",
    )
    assert done["absorbed"]["ticket"] == "D-2"
    assert run("admit", "D-2", *AT).status == 0
    assert run("admit", "D-1", *AT, "--json").json["reason"] == "already_in"
    assert run("duplicates", "--json").json["total"] == 0
    assert run("merge", "D-1", "D-2", "--json").json["error"] == "same_person"


def test_a_field_is_taken_from_the_second(run: Run, sheet: Path) -> None:
    done = run("merge", "T-1", "T-2", "--take", "company", "--json").json
    assert done["attendee"]["company"] == "Atlas"
    assert run("merge", "T-1", "T-3", "--take", "shoes").status == 2


def test_two_are_kept_apart_and_it_is_thought_over_again(run: Run, sheet: Path) -> None:
    run("import", sheet)
    done = run("keep-apart", "D-1", "D-2")
    assert (done.status, "Samira Chiker" in done.out) == (0, True)
    assert run("duplicates", "--json").json["total"] == 0
    assert run("reconsider", "D-2", "--json").json["undone"] == "keeping_apart"
    assert run("duplicates", "--json").json["total"] == 1
    run("merge", "D-2", "D-1")
    told = run("reconsider", "D-1", "D-2")
    assert (told.status, "سميرة شيكر" in told.out) == (0, True)
    assert run("duplicates", "--json").json["total"] == 1
    assert run("reconsider", "D-1", "--json").json["error"] == "nothing_to_undo"
    assert run("reconsider", "NOBODY", "--json").json["error"] == "unknown_attendee"


def test_the_history_of_a_merged_guest_names_the_other(run: Run, sheet: Path) -> None:
    run("import", sheet)
    run("merge", "D-1", "D-2")
    (merged, *_rest) = run("history", "D-2", "--json").json
    assert merged["kind"] == "attendee.merged"
    assert "سميرة شيكر" in merged["sentence"]
