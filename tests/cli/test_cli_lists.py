"""A guest's history, a new badge, the lists, who may pass them, and taking them from a file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk import app
from kiosk.operations import events, people
from tests.cli.command_line import Run
from tests.cli.test_cli_doors import asks, door, given, prepare, supervised

THURSDAY = ("--list", "thursday")


# -- history and replacement -----------------------------------------------------------------------------


def test_a_history_tells_when_where_by_whom_and_what_was_decided(run: Run) -> None:
    run("admit", "T-4", *THURSDAY)
    run("admit", "T-4", *THURSDAY, "--force", "--why", "Ministre")
    run("admit", "T-4", *THURSDAY, "--exit", "--force", "--why", "Ministre")
    run("annul", "T-4", *THURSDAY)
    found = run("history", "T-4", "--json").json
    assert [(one["kind"], one["direction"]) for one in found if one["direction"]] == [
        ("admission.given", "exit"),
        ("admission.given", "entry"),
        ("admission.refused", "entry"),
    ]
    left, entered, refused = (one for one in found if one["direction"])
    assert (left["annulled"], entered["annulled"]) == (True, False)
    assert (refused["reason"], entered["reason"], entered["why"]) == ("cancelled", "cancelled", "Ministre")
    assert entered["list"]["fr"] == "Entrée jeudi 24"
    assert datetime.fromisoformat(entered["at"]).utcoffset() is not None
    assert "\u2068" not in json.dumps(found, ensure_ascii=False)
    lines = run("history", "T-4", "--language", "en").out.splitlines()
    assert len(lines) == len(found)
    (line,) = (one for one in lines if "Refused: Cancelled" in one)
    assert "Accueil 1" in line


def test_a_history_names_who_did_and_who_approved(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(folder, supervised)
    monkeypatch.setenv("MARHABA_PIN", "730648")
    monkeypatch.setenv("MARHABA_APPROVAL_PIN", "482913")
    force = ("--force", "--why", "Ministre", "--approved-by", "Saïd")
    assert run("admit", "T-4", *THURSDAY, *force).status == 0
    assert run("history", "T-4", "--json").json["error"] == "needs_approval"
    found = run("history", "T-4", "--json", "--as", "Amina").json
    assert found[0]["approver"] == "Saïd"


def test_nobody_has_the_history_of_an_unknown_code(run: Run) -> None:
    done = run("history", "nobody", "--json")
    assert (done.status, done.json["error"]) == (2, "unknown_attendee")


def test_a_lost_badge_is_replaced_and_the_old_one_opens_no_door(run: Run, folder: Path) -> None:
    station = app.open_station(folder, reading=True)
    lost = people.by_code(station, "T-1").code
    app.close(station)
    done = run("replace", "T-1", "--json")
    assert (done.status, done.json["job"]["state"]) == (0, "done")
    assert done.json["attendee"]["code"] != lost
    refused = run("admit", lost, *THURSDAY, "--json", "--language", "en")
    assert (refused.status, refused.json["reason"], refused.json["barred"]["station"]) == (
        1,
        "revoked",
        "Accueil 1",
    )
    assert refused.json["detail"].startswith("Replaced: ")
    assert run("admit", done.json["attendee"]["code"], *THURSDAY).status == 0
    assert "Ali Bennani" in run("replace", "T-1").out


# -- the lists -------------------------------------------------------------------------------------------


def test_every_list_is_told_with_its_settings(run: Run, folder: Path) -> None:
    rule = '{"<": [{"var": "entries_today"}, 2]}'
    prepare(folder, door(capacity=40, daily_limit=2, categories=frozenset(("press",)), rule=rule))
    first, second = run("lists", "--json").json
    assert (first["id"], first["capacity"], first["daily_limit"]) == ("thursday", 40, 2)
    assert (first["categories"], json.loads(first["rule"])) == (["press"], json.loads(rule))
    assert datetime.fromisoformat(first["opens"]).utcoffset() is not None
    assert (second["rule"], second["day_ends"], second["multiple_entries"]) == (None, None, True)
    line = run("lists").out.splitlines()[0]
    assert "Presse" in line
    assert "40" in line


def test_who_may_enter_is_counted_beforehand_with_the_reasons(run: Run, folder: Path) -> None:
    prepare(folder, asks, given("T-2", registration="unpaid"))
    done = run("may", "thursday", "--json")
    assert done.status == 0
    counts = {name: done.json[name] for name in ("people", "admitted", "asked", "refused", "by_reason")}
    assert counts == {
        "people": 4, "admitted": 0, "asked": 2, "refused": 2, "by_reason": {"cancelled": 1, "unpaid": 1}
    }  # fmt: skip
    assert {one["name"] for one in done.json["first_refused"]} == {"Omar Tazi", "Sara Benjelloun"}
    assert len(run("may", "thursday", "--limit", "1", "--json").json["first_refused"]) == 1
    told = run("may", "thursday", "--language", "en").out
    assert "2 guests are asked first" in told
    assert "1 guest is refused · Cancelled" in told
    assert "Omar Tazi" in told


def test_a_moment_without_an_offset_is_one_at_the_event(run: Run, folder: Path) -> None:
    rule = '{"isAfter": [{"var": "now"}, {"buildTime": ["custom", "2024-10-24T14:00:00+01:00"]}, null]}'
    prepare(folder, door(rule=rule))
    before, after = (
        run("may", "thursday", "--at", f"2024-10-24T{at}", "--json") for at in ("13:59", "14:01")
    )
    assert before.json["by_reason"]["rules"] == 3
    assert "14:00" in before.json["first_refused"][0]["detail"]
    assert "rules" not in after.json["by_reason"]
    assert after.json["at"] == "2024-10-24T14:01:00.000+01:00"
    assert run("may", "thursday", "--at", "noon", "--json").status == 2


# -- taking them from a file -----------------------------------------------------------------------------

PRETIX: dict[str, Any] = {
    "items": [
        {"id": 11, "name": {"fr": "Presse"}, "default_price": "0.00", "admission": True},
        {"id": 12, "name": {"fr": "Étudiant"}, "default_price": "0.00", "admission": True},
    ],
    "checkinlists": {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": 3,
                "name": "Salle VIP",
                "all_products": False,
                "limit_products": [11, 12],
                "include_pending": True,
                "subevent": None,
                "allow_multiple_entries": True,
                "allow_entry_after_exit": True,
                "exit_all_at": None,
                "rules": {"<": [{"var": "entries_today"}, 2]},
            }
        ],
    },
    "questions": [
        {
            "id": 7,
            "question": {"fr": "Taille ?"},
            "type": "S",
            "required": True,
            "position": 1,
            "items": [12],
            "identifier": "SIZE",
            "ask_during_checkin": True,
            "options": [],
        }
    ],
    "revokedsecrets": [{"id": 1, "secret": "lost-1", "created": "2026-01-01T10:00:00Z"}],
    "blockedsecrets": [{"id": 1, "secret": "bad-1", "blocked": True, "updated": "2026-01-01T10:00:00Z"}],
}


@pytest.fixture
def pretix(tmp_path: Path) -> Path:
    file = tmp_path / "pretix.json"
    file.write_text(json.dumps(PRETIX), "utf-8")
    return file


def test_what_pretix_has_set_up_is_taken_over(run: Run, folder: Path, pretix: Path) -> None:
    done = run("configure", pretix, "--json")
    assert (done.status, done.json["remarks"]) == (0, [])
    assert done.json["lists"] == {"new": 1, "updated": 0, "unchanged": 0}
    assert done.json["questions"] == {"new": 1, "updated": 0, "unchanged": 0}
    assert done.json["categories"] == {"new": 1, "updated": 1, "unchanged": 2}
    assert done.json["barred"] == 2
    taken = {one["id"]: one for one in run("lists", "--json").json}["pretix-3"]
    assert taken["categories"] == ["etudiant", "press"]
    assert (taken["multiple_entries"], taken["includes_unpaid"]) == (True, True)
    assert json.loads(taken["rule"]) == {"<": [{"var": "entries_today"}, 2]}
    blocked = run("admit", "bad-1", *THURSDAY, "--json").json
    assert (blocked["admitted"], run("admit", "T-1", *THURSDAY).status) == (False, 0)
    station = app.open_station(folder, reading=True)
    press = next(one for one in events.overview(station).categories if one.id == "press")
    app.close(station)
    assert press.aliases == ("Médias", "11")


def test_the_same_file_again_changes_nothing_and_a_trial_writes_nothing(
    run: Run, folder: Path, pretix: Path
) -> None:
    trial = run("configure", pretix, "--dry-run", "--json")
    assert (trial.status, trial.json["lists"]["new"], trial.json["barred"]) == (0, 1, 2)
    assert [one["id"] for one in run("lists", "--json").json] == ["thursday", "press-room"]
    run("configure", pretix)
    before = len(run("log", "--json", "--limit", "1000").json)
    again = run("configure", pretix, "--json").json
    assert [again[part]["unchanged"] for part in ("event", "categories", "lists", "questions")] == [
        1,
        4,
        1,
        1,
    ]
    assert again["barred"] == 0
    assert len(run("log", "--json", "--limit", "1000").json) == before
    assert "1" in run("configure", pretix).out


def test_what_was_set_here_and_pretix_does_not_know_stays(run: Run, folder: Path, pretix: Path) -> None:
    run("configure", pretix)

    def widen(station: Any) -> None:
        from dataclasses import replace

        from kiosk.operations import lists

        one = events.resolve_list(station, "pretix-3")
        opens = datetime.fromisoformat("2024-10-24T09:00:00+01:00")
        lists.save_list(station, replace(one, capacity=9, opens=opens, multiple_entries=False))

    prepare(folder, widen)
    assert run("configure", pretix, "--json").json["lists"]["updated"] == 1
    taken = {one["id"]: one for one in run("lists", "--json").json}["pretix-3"]
    assert (taken["capacity"], taken["multiple_entries"]) == (9, True)
    assert taken["opens"] == "2024-10-24T09:00:00.000+01:00"


def test_a_file_in_our_own_form_is_taken_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    own = {
        "event": {"first_day": "2024-10-22", "theme": {"fr": "Le numérique"}},
        "categories": [
            {"id": "press", "colour": "#000000"},
            {"id": "vip", "title": {"fr": "VIP"}, "colour": "#111111"},
        ],
        "lists": [
            {"id": "gala", "title": {"fr": "Gala\u200f"}, "categories": ["vip", "Médias"], "capacity": 200}
        ],
        "questions": [{"id": "q", "title": {"fr": "Menu ?"}, "answering": "yes_no", "lists": ["gala"]}],
        "barred": [{"code": "x", "reason": "blocked"}],
    }
    file.write_text(json.dumps(own), "utf-8")
    done = run("configure", file, "--json")
    assert done.status == 0
    assert [done.json[part]["new"] for part in ("event", "categories", "lists", "questions")] == [0, 1, 1, 1]
    assert (done.json["event"]["updated"], done.json["categories"]["updated"]) == (1, 1)
    gala = {one["id"]: one for one in run("lists", "--json").json}["gala"]
    assert (gala["categories"], gala["capacity"], gala["title"]["fr"]) == (["press", "vip"], 200, "Gala")


BROKEN: dict[str, Any] = {
    "lists": [
        {"id": "a", "title": {"fr": "A"}, "rule": {"explode": []}},
        {"id": "b", "title": {"fr": "B"}, "capacity": -1},
        {"id": "c", "title": "C"},
        {"id": "d", "title": {"fr": "D"}, "opens": "soon"},
        {"id": "e", "title": {"fr": "E"}, "categories": ["77"]},
        {"title": {"fr": "F"}},
        "G",
        {"id": "h", "title": {"fr": "H"}},
    ],
    "questions": [{"id": "q", "title": {"fr": "Q"}, "answering": "song"}],
    "categories": [{"id": "x", "title": {"fr": "X"}, "colour": "red"}],
    "barred": [{"code": 1, "reason": "blocked"}, {"code": "x", "reason": "because"}],
    "ticket_keys": ["none"],
}


def test_what_cannot_be_taken_is_told_and_the_rest_is_taken(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(BROKEN), "utf-8")
    done = run("configure", file, "--json")
    assert done.status == 1
    assert done.json["lists"] == {"new": 1, "updated": 0, "unchanged": 0}
    assert len(done.json["remarks"]) == 12
    assert all(one["sentence"] for one in done.json["remarks"])
    assert {one["code"] for one in done.json["remarks"]} == {
        "rule_wrong", "entry_broken", "code_wrong", "key_wrong"
    }  # fmt: skip
    assert [one["id"] for one in run("lists", "--json").json] == ["thursday", "press-room", "h"]
    told = run("configure", file)
    assert (told.status, told.out.splitlines()[0].startswith("! ")) == (1, True)


@pytest.mark.parametrize("text", ["", "not json", "[1, 2]", '{"what": 1}', "[" * 5000])
def test_a_file_that_is_no_set_up_is_refused_with_a_sentence(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "what.json"
    file.write_text(text, "utf-8")
    done = run("configure", file, "--json")
    assert done.status == 2
    assert done.json["error"].startswith("file_")
    assert run("configure", tmp_path / "missing.json", "--json").json["error"] == "file_missing"


def test_an_empty_station_takes_its_event_from_the_file(run: Run, tmp_path: Path, pretix: Path) -> None:
    bare = tmp_path / "bare"
    app.close(app.create_station(bare))
    nothing = run("configure", pretix, "--json", station=bare)
    assert (nothing.status, nothing.json["error"]) == (2, "no_event")
    event = {
        "name": {"fr": "Assises"},
        "slug": "assises",
        "date_from": "2026-11-25T08:00:00Z",
        "timezone": "Africa/Casablanca",
        "has_subevents": False,
    }
    whole = tmp_path / "whole.json"
    whole.write_text(json.dumps({**PRETIX, "event": event}), "utf-8")
    done = run("configure", whole, "--json", station=bare)
    assert (done.status, done.json["event"]["new"], done.json["lists"]["new"]) == (0, 1, 1)
    assert done.json["categories"]["new"] > 3
    assert run("admit", "nobody", "--list", "pretix-3", "--json", station=bare).json["reason"] == "unknown"


def test_setting_up_is_for_administrators(
    run: Run, folder: Path, pretix: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(folder, supervised)
    assert run("configure", pretix, "--json").json["error"] == "needs_approval"
    monkeypatch.setenv("MARHABA_PIN", "730648")
    assert run("configure", pretix, "--as", "Amina", "--json").json["lists"]["new"] == 1


KEY = (
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQTdBRDcvdkZBMzNFc1k0ejJQSHI3aVpQc1o4bjVkaDBhalA4"
    "Z3l6Tm1tSXM9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
)
TICKET = (
    "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/RN0L5AIBABSxw2TKFnSUNUCKAEA"
    "PAQA"
)


def test_a_signed_ticket_of_somebody_unheard_of_opens_the_door_and_says_what_is_not_known(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """The key and the ticket are those of pretix's own tests."""
    unknown = run("admit", TICKET, *THURSDAY, "--json", "--language", "en")
    assert (unknown.json["reason"], unknown.json["foreign"]["kind"]) == ("unknown", "signed")
    file = tmp_path / "keys.json"
    own = {"event": {"first_day": "2024-10-23", "ticket_keys": [KEY]}, "categories": [], "lists": []}
    file.write_text(json.dumps(own), "utf-8")
    assert run("configure", file, "--json").json["event"]["updated"] == 1
    fake = run("admit", TICKET.replace("E4Bib", "EFAKE"), *THURSDAY, "--json")
    assert (fake.status, fake.json["signed"]) == (1, False)
    done = run("admit", TICKET, *THURSDAY, "--print", "--json", "--language", "en")
    assert (done.status, done.json["signed"], done.json["job"]) == (0, True, None)
    assert "neither the name nor the payment" in done.json["detail"]
    assert run("admit", TICKET, *THURSDAY, "--json").json["reason"] == "already_in"


def test_hours_at_the_ends_of_the_calendar_are_told_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "setup.json"
    hours = {"opens": "0001-01-01T00:00+14:00", "closes": "9999-12-31T23:59:59-05:00"}
    file.write_text(json.dumps({"lists": [{"id": "ever", "title": {"en": "Ever"}, **hours}]}), "utf-8")
    assert run("configure", file).status == 0
    assert run("lists").status == 0
    assert run("may", "ever").status == 0
    assert run("admit", "T-1", "--list", "ever").status == 0
