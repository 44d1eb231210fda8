"""The staff on the command line: who they are, who does a command, and who approves it."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import app, words
from kiosk.domain.facts import Kind
from kiosk.domain.pins import Weakness
from kiosk.domain.staff import Right, Role
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import staff
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal
from kiosk.words import staff as staff_words
from tests.cli.command_line import Done, Run
from tests.domain.test_staff import TABLE

ADMIN, SUPER, OPER, WRONG = "730648", "482913", "915042", "271936"


@pytest.fixture(autouse=True)
def _no_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MARHABA_PIN", "MARHABA_APPROVAL_PIN", "MARHABA_NEW_PIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def guarded(folder: Path) -> Path:
    """The station, with an administrator, a supervisor and an operator."""
    station = app.open_station(folder)
    station.pin_cost = CHEAP
    staff.add(station, "Amina Alaoui", Role.ADMINISTRATOR, ADMIN)
    staff.add(station, "Saïd Berrada", Role.SUPERVISOR, SUPER)
    staff.add(station, "Omar Tazi", Role.OPERATOR, OPER)
    app.close(station)
    return folder


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """What sets the PINs that the environment tells."""
    with monkeypatch.context() as patch:
        yield patch


def facts(folder: Path, *kinds: Kind) -> list[dict[str, Any]]:
    """Return the subject, actor and body of the station's facts of these kinds, oldest first."""
    station = app.open_station(folder, reading=True)
    with station.database.read() as connection:
        found = journal.latest(connection, 1000)
    app.close(station)
    return [
        {"kind": fact.kind, "subject": fact.subject, "actor": fact.actor, **fact.content()}
        for fact in reversed(found)
        if fact.kind in kinds
    ]


def error(done: Done) -> str:
    """Return the code of what went wrong, with exit status 2."""
    assert done.status == 2, done
    return str(done.json["error"])


# -- who there is ------------------------------------------------------------------------------------


def test_a_desk_without_staff_says_so(run: Run) -> None:
    done = run("--language", "en", "staff")
    assert (done.status, done.out) == (0, "")
    assert "no staff" in done.err
    assert run("--json", "staff").json == []


def test_the_staff_is_added_listed_and_changed(run: Run, folder: Path, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_NEW_PIN", ADMIN)
    first = run("--json", "staff", "add", "Amina Alaoui", "--role", "administrator")
    assert first.status == 0
    assert first.json == {
        "id": first.json["id"], "name": "Amina Alaoui", "role": "administrator", "active": True,
    }  # fmt: skip
    pins.setenv("MARHABA_PIN", ADMIN)
    pins.setenv("MARHABA_NEW_PIN", OPER)
    done = run("--language", "en", "--as", "amina alaoui", "staff", "add", "Omar Tazi", "--role", "operator")
    assert (done.status, done.out) == (0, "✓ Omar Tazi may sign in now: Operator\n")
    assert run("--language", "en", "staff").out == "Amina Alaoui\tAdministrator\t\nOmar Tazi\tOperator\t\n"

    amina = ("--json", "--as", "Amina Alaoui", "staff", "change", "Omar Tazi")
    assert run(*amina, "--role", "supervisor").json["role"] == "supervisor"
    assert run(*amina, "--leave").json["active"] is False
    assert run("--language", "en", "staff").out.endswith("Omar Tazi\tSupervisor\thas left\n")
    assert run(*amina, "--return").json["active"] is True
    pins.setenv("MARHABA_NEW_PIN", SUPER)
    assert run(*amina, "--pin").status == 0
    pins.setenv("MARHABA_PIN", OPER)
    assert error(run("--json", "--as", "Omar Tazi", "log")) == "pin_wrong"
    pins.setenv("MARHABA_PIN", SUPER)
    assert run("--json", "--as", "Omar Tazi", "log").status == 0


def test_the_first_is_an_administrator(run: Run, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_NEW_PIN", OPER)
    done = run("--json", "staff", "add", "Omar", "--role", "operator")
    assert error(done) == "staff_no_administrator"


def test_the_last_administrator_stays(run: Run, guarded: Path, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_PIN", ADMIN)
    done = run("--json", "--as", "Amina Alaoui", "staff", "change", "Amina Alaoui", "--leave")
    assert error(done) == "staff_no_administrator"


@pytest.mark.parametrize(
    ("pin", "said"), [("1984", "at least 6"), ("23101984", "a date"), ("121212", "repeats")]
)
def test_row_57_a_weak_pin_is_refused_and_not_said(
    run: Run, pins: pytest.MonkeyPatch, pin: str, said: str
) -> None:
    pins.setenv("MARHABA_NEW_PIN", pin)
    done = run("--language", "en", "staff", "add", "Amina", "--role", "administrator")
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert pin not in done.err


def test_a_role_that_is_none_is_a_mistake(run: Run) -> None:
    assert run("staff", "add", "Amina", "--role", "king").status == 2


def test_the_table_of_rights_is_told_without_a_station(run: Run, tmp_path: Path) -> None:
    done = run("--json", "rights", station=tmp_path / "nowhere")
    roles = ["self_service", "operator", "supervisor", "administrator"]
    told = {one["right"]: ["yes" if role in one["roles"] else "no" for role in roles] for one in done.json}
    assert told == {right: row.split() for right, row in TABLE.items()}
    lines = run("--language", "en", "rights").out.splitlines()
    assert len(lines) == len(Right)
    assert lines[-1] == "Set up the event and the desk\t–\t–\t–\tyes"


# -- who does it ---------------------------------------------------------------------------------------

COMMANDS: dict[str, tuple[Right, list[str]]] = {
    "find": (Right.LOOK_UP, ["find", "bennani"]),
    "badge": (Right.PRINT, ["badge", "T-1", "--pdf", "{}/b.pdf"]),
    "two badges": (Right.PRINT_ALL, ["badge", "T-1", "T-2", "--pdf", "{}/b.pdf"]),
    "badges": (Right.PRINT_ALL, ["badges", "--pdf", "{}/b.pdf"]),
    "import": (Right.IMPORT, ["import", "{}/guests.csv"]),
    "export": (Right.EXPORT, ["export", "{}/out.csv"]),
    "log": (Right.SEE_LOG, ["log"]),
    "rebuild": (Right.CONFIGURE, ["rebuild"]),
    "staff change": (Right.MANAGE_STAFF, ["staff", "change", "Omar Tazi", "--leave"]),
}
MEMBERS = {
    "operator": ("Omar Tazi", OPER),
    "supervisor": ("Said Berrada", SUPER),
    "administrator": ("Amina Alaoui", ADMIN),
}
COLUMNS = ("self_service", "operator", "supervisor", "administrator")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("role", COLUMNS)
def test_row_58_each_command_is_kept_for_those_who_may(
    run: Run, guarded: Path, tmp_path: Path, pins: pytest.MonkeyPatch, *, role: str, name: str
) -> None:
    right, command = COMMANDS[name]
    argv = [part.format(tmp_path) for part in command]
    if role in MEMBERS:
        who, pin = MEMBERS[role]
        pins.setenv("MARHABA_PIN", pin)
        argv = ["--as", who, *argv]
    done = run("--json", *argv)
    if TABLE[right].split()[COLUMNS.index(role)] == "yes":
        assert done.status == 0, done
    else:
        assert error(done) == "needs_approval"


def test_whoever_may_not_is_told_who_may(run: Run, guarded: Path, tmp_path: Path) -> None:
    done = run("--language", "en", "export", tmp_path / "out.csv")
    assert (done.status, done.out) == (2, "")
    assert "Supervisor, Administrator" in done.err
    assert "--approved-by" in done.err
    assert not (tmp_path / "out.csv").exists()


def test_scanning_and_figures_go_on_with_nobody_on_duty(run: Run, guarded: Path) -> None:
    assert run("--json", "admit", "T-1", "--list", "thursday").json["admitted"] is True
    assert run("--json", "figures").status == 0
    assert run("--json", "doctor").status == 0


def test_what_is_done_is_told_with_who_did_it(run: Run, guarded: Path, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_PIN", OPER)
    run("--as", "Omar Tazi", "admit", "T-1", "--list", "thursday")
    (omar,) = (one for one in run("--json", "staff").json if one["name"] == "Omar Tazi")
    (given,) = facts(guarded, Kind.ADMISSION_GIVEN)
    assert given["actor"] == omar["id"]
    last = facts(guarded, Kind.STAFF_SIGNED_IN, Kind.STAFF_SIGNED_OUT)[-2:]
    assert [one["kind"] for one in last] == ["staff.signed_in", "staff.signed_out"]


def test_a_supervisor_approves_an_operators_command(
    run: Run, guarded: Path, tmp_path: Path, pins: pytest.MonkeyPatch
) -> None:
    pins.setenv("MARHABA_PIN", OPER)
    pins.setenv("MARHABA_APPROVAL_PIN", SUPER)
    file = tmp_path / "more.csv"
    file.write_text("Nom complet;Code billet\nZineb Chraibi;T-9\n", "utf-8")
    done = run("--json", "--as", "Omar Tazi", "--approved-by", "SAÏD berrada", "import", file)
    assert done.json["new"] == 1
    by = {one["name"]: one["id"] for one in run("--json", "staff").json}
    taken = facts(guarded, Kind.ATTENDEE_IMPORTED)[-1]
    assert (taken["actor"], taken["approved"]) == (by["Omar Tazi"], by["Saïd Berrada"])
    assert not facts(guarded, Kind.ACT_REFUSED)


def test_each_line_of_a_look_up_is_answered_under_one_approval(
    run: Run, guarded: Path, pins: pytest.MonkeyPatch
) -> None:
    pins.setenv("MARHABA_APPROVAL_PIN", OPER)
    done = run("--json", "--approved-by", "Omar Tazi", "find", "--stdin", stdin="bennani\nbenjelloun\n")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [one["query"] for one in found] == ["bennani", "benjelloun"]


def test_an_approval_that_a_command_turns_out_to_need_is_asked_for_then(
    run: Run, guarded: Path, tmp_path: Path, pins: pytest.MonkeyPatch
) -> None:
    pins.setenv("MARHABA_PIN", OPER)
    pins.setenv("MARHABA_APPROVAL_PIN", SUPER)
    two = ("badge", "T-1", "T-2", "--pdf", tmp_path / "two.pdf")
    assert run("--json", "--as", "Omar Tazi", "--approved-by", "Said Berrada", *two).json["pages"] == 2
    pins.setenv("MARHABA_APPROVAL_PIN", OPER)
    assert error(run("--json", "--as", "Omar Tazi", "--approved-by", "Omar Tazi", *two)) == "needs_approval"


def test_nobody_approves_more_than_they_may_do(run: Run, guarded: Path, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_APPROVAL_PIN", SUPER)
    assert error(run("--json", "--approved-by", "Said Berrada", "rebuild")) == "needs_approval"
    assert not facts(guarded, Kind.APPROVAL_GIVEN)


@pytest.mark.parametrize("option", ["--as", "--approved-by"])
def test_a_name_that_nobody_has_is_said(run: Run, guarded: Path, option: str) -> None:
    assert error(run("--json", option, "Nobody", "find", "ali")) == "unknown_staff"


@pytest.mark.parametrize(("option", "who"), [("--as", "Omar Tazi"), ("--approved-by", "Said Berrada")])
def test_without_a_terminal_a_pin_comes_from_the_environment_only(
    run: Run, guarded: Path, option: str, who: str
) -> None:
    done = run("--json", option, who, "find", "ali", stdin=f"{OPER}\n{SUPER}\n")
    assert error(done) == "pin_missing"
    assert not facts(guarded, Kind.PIN_REFUSED)


def test_row_56_wrong_pins_of_many_commands_lock_and_a_new_command_is_no_way_around(
    run: Run, guarded: Path, pins: pytest.MonkeyPatch
) -> None:
    pins.setenv("MARHABA_PIN", WRONG)
    for _ in range(5):
        assert error(run("--json", "--as", "Omar Tazi", "find", "ali")) == "pin_wrong"
    pins.setenv("MARHABA_PIN", OPER)
    done = run("--json", "--as", "Omar Tazi", "find", "ali")
    assert error(done) == "pin_locked"
    assert len(facts(guarded, Kind.PIN_REFUSED)) == 5
    for pin in (WRONG, OPER):
        assert pin not in done.out + done.err


def test_a_pin_is_never_told(run: Run, guarded: Path, pins: pytest.MonkeyPatch) -> None:
    pins.setenv("MARHABA_PIN", ADMIN)
    amina = ("--as", "Amina Alaoui")
    told = [run("--json", *amina, "log"), run(*amina, "log"), run("--json", "staff"), run("staff")]
    for done in told:
        assert done.status == 0
        for secret in (ADMIN, SUPER, OPER, "argon2"):
            assert secret not in done.out + done.err
    assert any(one["kind"] == "staff.configured" for one in told[0].json)


def test_a_desk_at_work_lets_nobody_try_pins_beside_it(
    run: Run, guarded: Path, pins: pytest.MonkeyPatch
) -> None:
    pins.setenv("MARHABA_PIN", OPER)
    desk = app.open_station(guarded)
    assert error(run("--json", "--as", "Omar Tazi", "find", "ali")) == "station_in_use"
    assert error(run("--json", "find", "ali")) == "needs_approval"
    assert run("--json", "figures").status == 0
    app.close(desk)


# -- at a terminal -------------------------------------------------------------------------------------


def at_a_terminal(folder: Path, argv: list[str], *typed: str) -> tuple[int, str]:
    """Run a command on a terminal, type a line after each question; return status and screen."""
    own, other = pty.openpty()
    command = [sys.executable, "-m", "kiosk", "--station", str(folder), "--language", "en", *argv]
    # In a session of its own: the terminal of whoever runs the tests is not asked.
    running = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, start_new_session=True)
    os.close(other)
    seen = ""
    for line in typed:
        seen += _until(own, ": ")
        os.write(own, f"{line}\n".encode())
    seen += _until(own, None)
    os.close(own)
    return running.wait(timeout=60), seen


def _until(descriptor: int, end: str | None) -> str:
    seen, patience = "", time.monotonic() + 60
    while end is None or not seen.endswith(end):
        if not select.select([descriptor], [], [], max(0.0, patience - time.monotonic()))[0]:
            pytest.fail(f"nothing more came after {seen!r}")
        try:
            read = os.read(descriptor, 4096)
        except OSError:  # the other side has left
            break
        if not read:
            break
        seen += read.decode("utf-8", "replace")
    return seen


def test_at_a_terminal_pins_are_asked_for_and_not_shown(folder: Path) -> None:
    add = ["staff", "add", "Amina", "--role", "administrator"]
    status, seen = at_a_terminal(folder, add, ADMIN, SUPER)
    assert status == 2
    assert "not the same" in seen
    status, seen = at_a_terminal(folder, add, ADMIN, ADMIN)
    assert status == 0, seen
    assert "New PIN of Amina: " in seen
    status, seen = at_a_terminal(folder, ["--as", "Amina", "find", "bennani"], ADMIN)
    assert status == 0, seen
    assert "PIN of Amina: " in seen
    assert "Ali Bennani" in seen
    assert ADMIN not in seen


@pytest.mark.parametrize("weakness", Weakness)
def test_what_is_wrong_with_a_pin_is_told(weakness: Weakness) -> None:
    said = words.trouble(InputRefused(Trouble.PIN_WEAK, weakness=weakness))
    assert staff_words.weakness(weakness) in said.detail
    assert said.advice
