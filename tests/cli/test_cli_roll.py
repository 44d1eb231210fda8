"""Importing, looking up, exporting."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.exchange import roll
from tests.cli.command_line import Run

AT = ("--list", "thursday")


def test_find_gives_one_object_to_programs_and_a_line_a_guest_to_people(run: Run) -> None:
    done = run("find", "benn", *AT, "--json")
    assert done.json["results"][0]["reference"] == "R1"  # the others only sound so
    assert (done.json["query"], done.json["list"], done.json["more"]) == ("benn", "thursday", False)
    code, *rest = run("find", "benn", *AT).out.splitlines()[0].split("\t")
    assert (code, rest[:3]) == (done.json["results"][0]["code"], ["Ali Bennani", "علي بناني", "OCP Group"])


def test_why_somebody_was_found_and_what_tells_homonyms_apart_is_told(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Nom complet;Société;Code billet\nAli Bennani;Atlas;D-1\n", "utf-8")
    run("import", sheet)
    found = run("find", "ali bennani", *AT, "--json").json["results"][:2]
    assert {one["company"]: one["tells_apart"] for one in found} == {
        "OCP Group": ["company"], "Atlas": ["company"],
    }  # fmt: skip
    (one,) = run("find", "omar atlas", *AT, "--json").json["results"][:1]
    assert (one["matched"], one["tells_apart"]) == (["name_latin", "company"], None)


def test_several_words_are_one_query_and_limit_leaves_some_out(run: Run) -> None:
    assert len(run("find", "sara", "benj", *AT, "--json").json["results"]) == 1
    cut = run("find", "ben", *AT, "--limit", 1, "--json").json
    assert (len(cut["results"]), cut["more"]) == (1, True)
    assert run("find", "ben", *AT, "--limit", 1).err != ""


def test_where_a_guest_stands_is_told(run: Run) -> None:
    run("admit", "T-1", *AT)
    found = run("find", "bennani", *AT, "--json").json["results"][0]
    assert (found["inside"], found["entries"], found["last_station"]) == (True, 1, "Accueil 1")
    assert found["first_at"].endswith("+01:00")


def test_nobody_is_not_an_error(run: Run) -> None:
    assert run("find", "zzzz", *AT, "--json").json["results"] == []
    done = run("find", "'); DROP TABLE attendee; --", *AT)
    assert (done.status, done.out) == (0, "")
    assert done.err
    assert run("find", "bennani", *AT).out


def test_find_answers_one_line_a_query_from_the_standard_input(run: Run) -> None:
    queries = ["bennani", "", "x" * 1_000_000, "بناني", "T-2"]
    done = run("find", "--stdin", *AT, "--json", stdin="\n".join(queries))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [one["query"] for one in answers] == queries
    assert [len(one["results"]) for one in answers] == [1, 0, 0, 1, 1]


def test_1_markup_in_a_name_is_plain_text(run: Run) -> None:
    assert "\t<b>Nadia</b> [red]Benali\t" in run("find", "benali", *AT).out


def test_import_counts_and_a_second_time_changes_nobody(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Nom;Prénom;E-mail\nFassi;Lina;lina@example.ma\nFassi;Adam;pas une adresse\n", "utf-8")
    trial = run("import", sheet, "--dry-run", "--json").json
    assert (trial["dry_run"], trial["new"], trial["left_out"], trial["system"]) == (True, 2, 0, "own")
    assert run("find", "fassi", *AT, "--json").json["results"] == []
    taken = run("import", sheet, "--json")
    assert (taken.status, taken.json["new"]) == (0, 2)
    (problem,) = taken.json["problems"]
    assert (problem["row"], problem["kind"], problem["fatal"]) == (3, "email_wrong", False)
    again = run("import", sheet, "--json").json
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_rows_that_are_left_out_are_told_by_the_exit_status_too(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "more.csv"
    sheet.write_text("Nom;Prénom;Code billet\nFassi;Lina;X-1\n;;X-2\n", "utf-8")
    done = run("import", sheet)
    assert done.status == 1
    assert done.out.startswith("! more.csv")
    assert done.out.splitlines()[1].startswith("✗ ")


def test_a_column_may_be_said_to_hold_something_else(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "odd.csv"
    sheet.write_text("Qui;Maison\nLina Fassi;Atlas\n", "utf-8")
    refused = run("import", sheet, "--json")
    assert (refused.status, refused.json["error"]) == (2, "file_no_names")
    taken = run("import", sheet, "--map", "Qui=full_name", "--map", "Maison=company", "--json")
    assert taken.json["columns"] == {"Qui": "full_name", "Maison": "company"}
    assert run("find", "fassi", *AT, "--json").json["results"][0]["company"] == "Atlas"


def test_a_wrong_map_names_what_there_is(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "odd.csv"
    sheet.write_text("Nom;Maison\nFassi;Atlas\n", "utf-8")
    column = run("import", sheet, "--map", "Qui=company", "--json").json
    assert column["error"] == "unknown_column"
    assert "Maison" in column["sentence"]
    field = run("import", sheet, "--map", "Nom=soul", "--json").json
    assert field["error"] == "unknown_field"
    assert "full_name" in field["sentence"]
    assert run("import", sheet, "--map", "Nom", "--json").json["error"] == "usage"


def test_a_file_that_is_not_there_is_a_fault(run: Run, tmp_path: Path) -> None:
    done = run("import", tmp_path / "gone.csv", "--json")
    assert (done.status, done.json["error"]) == (2, "file_missing")


def test_export_writes_everybody_and_says_how_many(run: Run, tmp_path: Path) -> None:
    run("admit", "T-1", *AT)
    file = tmp_path / "out.csv"
    done = run("export", file, "--json")
    assert done.json == {"file": str(file), "people": 4, "list": None}
    text = file.read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text  # row 38: no spreadsheet computes it
    phones = [row.values.get("phone") for row in roll.read(file) if isinstance(row, roll.RollRow)]
    assert phones[0] == "+212661234567"  # row 39: the same number again
    people = run("export", file, *AT)
    assert people.out.startswith("✓ 4 ")
    refused = run("export", tmp_path / "no" / "where.csv", "--json")
    assert (refused.status, refused.json["error"]) == (2, "file_unwritable")
