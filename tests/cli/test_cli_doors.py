"""Admitting, taking back, counting: verdicts, exit statuses and what programs and people are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk import app, settings
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.staff import Role
from kiosk.operations import events, lists, people, staff
from kiosk.operations.station import Station
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal
from kiosk.store.journal import Draft
from tests.cli.command_line import Run
from tests.cli.test_cli_staff import at_a_terminal

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


# -- what a first answer may call for --------------------------------------------------------------------

SIZE = Question(
    "size",
    Words(fr="Taille ?", en="Size?"),
    Answering.CHOICE,
    options=(Option("s", Words(fr="Petite", en="Small")), Option("l", Words(fr="Grande", en="Large"))),
)
AGE = Question("age", Words(fr="Âge ?", en="Age?"), Answering.NUMBER, position=1)


def prepare(folder: Path, *acts: Callable[[Station], object]) -> None:
    """Do these on the station, and close it."""
    station = app.open_station(folder)
    station.pin_cost = CHEAP
    for act in acts:
        act(station)
    app.close(station)


def asks(station: Station) -> None:
    lists.save_question(station, SIZE)
    lists.save_question(station, AGE)


def door(**values: Any) -> Callable[[Station], CheckInList]:
    """Change Thursday's list."""
    return lambda station: lists.save_list(
        station, replace(events.resolve_list(station, "thursday"), **values)
    )


def given(code: str, **values: str) -> Callable[[Station], object]:
    """Give the holder of `code` what no form at the desk can."""

    def give(station: Station) -> None:
        one = people.by_code(station, code)
        body = {"set": values, "was": {name: str(getattr(one, name)) for name in values}}
        with station.database.write() as connection:
            journal.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, one.id, body)])

    return give


def supervised(station: Station) -> None:
    staff.add(station, "Amina", Role.ADMINISTRATOR, "730648")
    staff.add(station, "Saïd", Role.SUPERVISOR, "482913")


def facts(folder: Path, kind: Kind) -> list[dict[str, Any]]:
    station = app.open_station(folder, reading=True)
    with station.database.read() as connection:
        found = journal.latest(connection, 10, kind=kind)
    app.close(station)
    return [dict(one.content()) for one in found]


def test_questions_are_told_and_answered_by_options(run: Run, folder: Path) -> None:
    prepare(folder, asks)
    asked = run("admit", "T-1", *THURSDAY, "--json")
    assert (asked.status, asked.json["reason"], asked.json["fact"]) == (REFUSED, "questions", "")
    assert [one["id"] for one in asked.json["questions"]] == ["size", "age"]
    assert asked.json["questions"][0]["options"][1]["title"]["en"] == "Large"
    assert asked.json["wrong"] == {}
    wrong = run("admit", "T-1", *THURSDAY, "--answer", "size=huge", "--answer", "age=41", "--json")
    assert (wrong.status, wrong.json["wrong"]) == (REFUSED, {"size": "not_an_option"})
    told = run("admit", "T-1", *THURSDAY, "--answer", "size=huge", "--language", "en")
    assert told.status == REFUSED
    assert "Small, Large" in told.out
    assert "--answer" in told.err
    done = run("admit", "T-1", *THURSDAY, "--answer", "size=Grande", "--answer", "age=٤١", "--json")
    assert (done.status, done.json["questions"]) == (ADMITTED, [])
    assert facts(folder, Kind.ATTENDEE_ANSWERED) == [{"answers": {"size": "l", "age": "41"}}]


def test_at_a_terminal_questions_are_asked_one_by_one_and_wrong_ones_again(folder: Path) -> None:
    prepare(folder, asks)
    status, seen = at_a_terminal(folder, ["admit", "T-1", "--list", "thursday"], "Large", "old", "41")
    assert status == ADMITTED
    assert seen.count("? Size?") == 1
    assert seen.count("? Age?") == 2
    assert "not a number" in seen
    assert facts(folder, Kind.ATTENDEE_ANSWERED) == [{"answers": {"size": "l", "age": "41"}}]


def test_who_has_not_paid_is_let_in_once_that_is_confirmed_where_the_list_says_so(
    run: Run, folder: Path
) -> None:
    prepare(folder, given("T-1", registration="unpaid"))
    strict = run("admit", "T-1", *THURSDAY, "--paid", "--json")
    assert (strict.status, strict.json["reason"], strict.json["confirmable"]) == (REFUSED, "unpaid", False)
    prepare(folder, door(includes_unpaid=True))
    asked = run("admit", "T-1", *THURSDAY)
    assert asked.status == REFUSED
    assert "--paid" in asked.err
    assert run("admit", "T-1", *THURSDAY, "--paid").status == ADMITTED
    assert facts(folder, Kind.ADMISSION_GIVEN)[0]["paid"] is True


def test_somebody_is_let_in_all_the_same_for_a_reason_that_is_kept(run: Run, folder: Path) -> None:
    mute = run("admit", "T-4", *THURSDAY, "--force", "--json")
    assert (mute.status, mute.json["error"]) == (FAULT, "why_missing")
    done = run("admit", "T-4", *THURSDAY, "--force", "--why", "Ministre", "--json")
    assert (done.status, done.json["reason"], done.json["overrode"]) == (ADMITTED, "valid", "cancelled")
    (kept,) = facts(folder, Kind.ADMISSION_GIVEN)
    assert (kept["overrode"], kept["why"]) == ("cancelled", "Ministre")
    told = run("admit", "T-4", *THURSDAY, "--force", "--why", "Encore", "--language", "en").out
    assert "all the same: Cancelled" in told


def test_who_may_not_force_is_told_who_may_and_does_so_with_their_approval(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(folder, supervised)
    force = ("admit", "T-4", *THURSDAY, "--force", "--why", "Ministre", "--language", "en")
    alone = run(*force, "--json")
    assert (alone.status, alone.json["needs"], alone.json["fact"]) == (REFUSED, "override", "")
    assert "Supervisor, Administrator" in run(*force).out
    assert facts(folder, Kind.ADMISSION_GIVEN) == []
    monkeypatch.setenv("MARHABA_APPROVAL_PIN", "482913")
    done = run(*force, "--approved-by", "Saïd")
    assert done.status == ADMITTED
    assert "Let in by Saïd all the same" in done.out
    (kept,) = facts(folder, Kind.ADMISSION_GIVEN)
    assert kept["approved"]


def test_a_rule_says_why_it_says_no(run: Run, folder: Path) -> None:
    rule = '{"isAfter": [{"var": "now"}, {"buildTime": ["custom", "2100-01-01T14:00:00+01:00"]}, null]}'
    prepare(folder, door(rule=rule))
    done = run("admit", "T-1", *THURSDAY, "--json", "--language", "en")
    assert (done.status, done.json["reason"]) == (REFUSED, "rules")
    (bar,) = done.json["hindrances"]
    assert bar["bar"] == "not_before"
    assert datetime.fromisoformat(bar["at"]) == datetime.fromisoformat("2100-01-01T14:00:00+01:00")
    assert bar["sentence"] == done.json["detail"] == "Only from 01/01/2100 at 14:00"


def test_a_code_that_is_none_of_ours_is_named(run: Run) -> None:
    done = run("admit", "https://ausim.ma/x", *THURSDAY, "--json", "--language", "en")
    assert done.json["foreign"] == {"kind": "url", "name": "ausim.ma"}
    assert "web address" in done.json["detail"]
    assert run("admit", "nobody", *THURSDAY, "--json").json["foreign"] is None


def test_a_welcome_and_an_attention_come_with_the_verdict(run: Run, folder: Path) -> None:
    prepare(folder, door(welcome=Words(fr="Casques à gauche")), given("T-1", attention="VIP"))
    told = run("admit", "T-1", *THURSDAY).out.splitlines()
    assert "Casques à gauche" in told
    assert told[-1] == "! VIP"
    again = run("admit", "T-2", *THURSDAY, "--json").json
    assert again["welcome"] == ["Casques à gauche"]
    assert run("admit", "T-2", *THURSDAY, "--json").json["welcome"] == []


def test_somebody_looked_up_is_compared_with_others_of_the_name(run: Run, folder: Path) -> None:
    twin = {"name_latin": "Ali Bennani", "category": "participant", "company": "Atlas"}
    prepare(folder, lambda station: people.walk_in(station, twin, "press-room"))
    station = app.open_station(folder, reading=True)
    one = people.by_code(station, "T-1").id
    app.close(station)
    looked_up = ("admit", "", "--id", one, *THURSDAY)
    first = run(*looked_up, "--json")
    assert (first.status, first.json["reason"], first.json["fact"]) == (REFUSED, "second_look", "")
    assert [other["name"] for other in first.json["others"]] == ["Ali Bennani"]
    told = run(*looked_up)
    assert "Atlas" in told.out
    assert "--looked" in told.err
    done = run(*looked_up, "--looked", "--json")
    assert (done.status, done.json["attendee"]["id"]) == (ADMITTED, one)


def test_a_code_that_several_have_is_told_with_all_of_them(run: Run, folder: Path) -> None:
    prepare(folder, given("T-2", ticket="T-1"))
    done = run("admit", "T-1", *THURSDAY, "--json")
    assert (done.status, done.json["reason"]) == (REFUSED, "ambiguous")
    assert sorted(one["name"] for one in done.json["others"]) == ["Ali Bennani", "Sara Benjelloun"]
    sara = next(one["id"] for one in done.json["others"] if one["name"].startswith("Sara"))
    chosen = run("admit", "T-1", "--id", sara, *THURSDAY, "--json")
    assert (chosen.status, chosen.json["attendee"]["name"]) == (ADMITTED, "Sara Benjelloun")


def test_an_answer_must_name_its_question(run: Run) -> None:
    assert run("admit", "T-1", "--answer", "size", "--json", *THURSDAY).status == FAULT
