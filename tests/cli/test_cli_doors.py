"""Admitting, taking back, counting: verdicts, exit statuses and what programs and people are told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk import app, settings
from tests.cli.command_line import Run

ADMITTED, REFUSED, FAULT = 0, 1, 2
THURSDAY = ("--list", "thursday")


def test_a_guest_is_admitted_once_and_the_exit_status_says_so(run: Run) -> None:
    first = run("admit", "T-1", *THURSDAY, "--json")
    assert first.status == ADMITTED
    assert (first.json["admitted"], first.json["reason"]) == (True, "valid")
    assert first.json["attendee"]["name_arabic"] == "علي بناني"
    assert datetime.fromisoformat(first.json["at"]).utcoffset() is not None
    again = run("admit", "T-1", *THURSDAY, "--json")
    assert again.status == REFUSED
    assert (again.json["reason"], again.json["repeated"]) == ("already_in", False)
    assert "\u2068" not in again.out
    assert again.json["first"] == {"at": first.json["at"], "station": "Accueil 1"}


@pytest.mark.parametrize(
    ("code", "reason"), [("T-4", "cancelled"), ("nobody", "unknown"), ("\x1b[31mT-1\x07\x00", "unknown")]
)
def test_a_refusal_has_its_reason_and_status_1(run: Run, code: str, reason: str) -> None:
    done = run("admit", code, *THURSDAY, "--json")
    assert (done.status, done.json["reason"]) == (REFUSED, reason)


def test_people_are_told_word_name_and_door_in_one_line(run: Run) -> None:
    done = run("admit", "T-1", *THURSDAY)
    assert done.out.splitlines()[0] == "✓ Bienvenue · Ali Bennani · علي بناني · OCP Group · Entrée jeudi 24"
    again = run("admit", "T-1", "--list", "Entrée jeudi 24")
    assert again.out.startswith("! ")
    assert "Accueil 1" in again.out


def test_who_leaves_may_come_again(run: Run) -> None:
    run("admit", "T-1", *THURSDAY)
    out = run("admit", "T-1", "--exit", *THURSDAY, "--json")
    assert (out.status, out.json["direction"]) == (ADMITTED, "exit")
    assert run("admit", "T-1", *THURSDAY).status == ADMITTED


def test_print_waits_for_the_badge_and_says_how_it_went(run: Run, folder: Path) -> None:
    done = run("admit", "T-1", *THURSDAY, "--print", "--json")
    assert done.json["job"]["state"] == "done"
    (badge,) = (folder / "badges").glob("*.pdf")
    assert badge.read_bytes().startswith(b"%PDF-")
    people = run("admit", "T-2", *THURSDAY, "--print").out.splitlines()
    assert people[1].startswith("✓ ")
    assert "Sara Benjelloun" in people[1]


def test_print_asks_for_a_badge_even_where_the_settings_do_not(run: Run, folder: Path) -> None:
    settings.write(folder, settings.changed(settings.read(folder), print_on_admission=False))
    assert run("admit", "T-1", *THURSDAY, "--json").json["job"] is None
    assert not (folder / "badges").exists()
    assert run("admit", "T-2", *THURSDAY, "--print", "--json").json["job"]["state"] == "done"


def test_without_print_the_settings_say_and_nobody_waits(run: Run, folder: Path) -> None:
    done = run("admit", "T-1", *THURSDAY, "--json")
    assert done.json["job"]["state"] == "queued"
    assert len(list((folder / "badges").glob("*.pdf"))) == 1
    assert run("admit", "T-2", *THURSDAY, "--no-print", "--json").json["job"] is None
    assert len(list((folder / "badges").glob("*.pdf"))) == 1


def test_a_printer_that_fails_refuses_nobody(run: Run, folder: Path) -> None:
    (folder / "badges").write_text("in the way")
    done = run("admit", "T-1", *THURSDAY, "--json")
    assert (done.status, done.json["admitted"]) == (ADMITTED, True)
    later = run("admit", "T-1", *THURSDAY, "--json")
    assert later.json["reason"] == "already_in"


def test_an_admission_is_taken_back_once(run: Run) -> None:
    run("admit", "T-1", *THURSDAY)
    done = run("annul", "T-1", *THURSDAY, "--json")
    assert (done.status, done.json["undone"], done.json["attendee"]["reference"]) == (0, "admission", "R1")
    again = run("annul", "T-1", *THURSDAY, "--json")
    assert (again.status, again.json["error"]) == (FAULT, "nothing_to_undo")
    assert run("admit", "T-1", *THURSDAY).status == ADMITTED
    assert "Ali Bennani" in run("annul", "T-1", *THURSDAY).out


def test_who_is_not_on_the_roll_cannot_be_taken_back(run: Run) -> None:
    done = run("annul", "nobody", *THURSDAY)
    assert (done.status, done.out) == (FAULT, "")
    assert "nobody" in done.err


def test_figures_count_who_came(run: Run) -> None:
    run("admit", "T-1", *THURSDAY)
    run("admit", "T-2", *THURSDAY)
    run("admit", "T-2", "--exit", *THURSDAY)
    done = run("figures", *THURSDAY, "--json")
    assert {name: done.json[name] for name in ("list", "inside", "entered", "people")} == {
        "list": "thursday", "inside": 1, "entered": 2, "people": 4
    }  # fmt: skip
    assert [one["id"] for one in done.json["lists"]] == ["thursday", "press-room"]
    people = run("figures", *THURSDAY).out.splitlines()
    assert people[1:] == ["Entrée jeudi 24\t1\t2", "Salle de presse\t0\t0"]


@pytest.mark.parametrize("command", [("admit", "T-1"), ("annul", "T-1"), ("figures",), ("find", "ali")])
def test_a_list_that_is_not_there_is_a_fault(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--list", "\x1b[31mgala\n", "--json")
    assert (done.status, done.json["error"]) == (FAULT, "unknown_list")
    people = run(*command, "--list", "\x1b[31mgala\n")
    assert (people.status, people.out) == (FAULT, "")
    assert "\\x1b[31mgala\\n" in people.err
    assert "\x1b" not in people.err


def test_99_while_a_desk_is_open_writing_is_refused_and_looking_is_not(run: Run, folder: Path) -> None:
    desk = app.open_station(folder)
    try:
        done = run("admit", "T-1", *THURSDAY, "--json")
        assert (done.status, done.json["error"]) == (FAULT, "station_in_use")
        assert run("find", "ali", *THURSDAY, "--json").json["results"][0]["reference"] == "R1"
        assert run("figures", *THURSDAY).status == 0
        assert run("log").status == 0
        assert run("badge", "T-1", "--pdf", folder.parent / "one.pdf").status == 0
        assert run("export", folder.parent / "all.csv").status == 0
    finally:
        app.close(desk)
    assert run("admit", "T-1", *THURSDAY).status == ADMITTED
