"""What a wrong PIN costs, whatever is done to get around it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import app
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Right, Role
from kiosk.errors import Trouble
from kiosk.operations import journal, people, staff
from kiosk.operations.station import SAFE_DUTY
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal as stored_journal
from kiosk.store import staff as stored
from tests.staff_house import ADMIN, KIOSK, OPER, SUPER, WRONG, House, facts, guess, staffed, trouble
from tests.stations import Clock


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    yield from staffed(tmp_path / "house", clock)


def test_row_63_a_pin_is_nowhere_in_the_database_or_in_what_is_shown(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    refused = guess(house.station, house.operator)
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT)
    shown = repr([journal.log(house.station, 1000), refused, approval, house.station, refused.values])
    for pin in (ADMIN, SUPER, OPER, WRONG):
        assert pin not in shown
    assert "argon2" not in shown
    written = b"".join(path.read_bytes() for path in house.station.folder.glob("marhaba.db*"))
    assert b"$argon2id$" in written
    bodies = "".join(fact.body for fact in facts(house.station))
    for pin in (ADMIN, SUPER, OPER, KIOSK, WRONG):
        assert f'"{pin}"' not in bodies
    assert capsys.readouterr() == ("", "")


def test_whoever_takes_over_signs_the_other_out(house: House) -> None:
    house.on_duty(Role.OPERATOR)
    house.on_duty(Role.SUPERVISOR)
    last = facts(house.station)[-2:]
    assert [(fact.kind, fact.subject) for fact in last] == [
        (Kind.STAFF_SIGNED_OUT, house.operator.id),
        (Kind.STAFF_SIGNED_IN, house.supervisor.id),
    ]
    assert last[1].actor == house.supervisor.id


def test_a_wrong_pin_leaves_whoever_is_on_duty_there(house: House) -> None:
    house.on_duty(Role.OPERATOR)
    assert guess(house.station, house.supervisor).code is Trouble.PIN_WRONG
    assert house.station.duty.staff_id == house.operator.id
    refused = facts(house.station)[-1]
    assert (refused.kind, refused.subject, refused.actor) == (
        Kind.PIN_REFUSED,
        house.supervisor.id,
        house.operator.id,
    )
    assert refused.content() == {"station": "Accueil 1", "for": "sign_in"}


def test_row_56_the_fifth_wrong_pin_makes_them_wait_ever_longer(house: House) -> None:
    values = [guess(house.station, house.operator).values for _ in range(5)]
    assert [one["left"] for one in values] == [4, 3, 2, 1, 0]
    assert [one["seconds"] for one in values] == [0, 0, 0, 0, 30]
    for wait in (30, 60, 120, 240, 480, 960, 1920, 3600, 3600):
        assert staff.remaining_s(house.station, house.operator.id) == wait
        house.running.later(wait - 1)
        refused = guess(house.station, house.operator, OPER)
        assert (refused.code, refused.values) == (Trouble.PIN_LOCKED, {"seconds": 1}), "the right one, too"
        house.running.later(1)
        assert guess(house.station, house.operator).code is Trouble.PIN_WRONG
    assert len(facts(house.station, Kind.PIN_REFUSED)) == 14, "none is counted while they wait"
    house.running.later(3600)
    assert staff.sign_in(house.station, house.operator.id, OPER).staff_id == house.operator.id
    assert guess(house.station, house.operator).values["left"] == 4, "a right one begins anew"


def test_row_56_a_restart_shortens_no_wait_and_forgives_nothing(house: House) -> None:
    for _ in range(3):
        guess(house.station, house.operator)
    house.again()
    assert guess(house.station, house.operator).values["left"] == 1
    guess(house.station, house.operator)
    house.running.later(29)
    assert staff.remaining_s(house.station, house.operator.id) == 1
    station = house.again()
    assert staff.remaining_s(station, house.operator.id) == 30, "to be served anew"
    assert guess(station, house.operator, OPER).code is Trouble.PIN_LOCKED
    house.running.later(30)
    assert guess(station, house.operator).values["seconds"] == 60
    assert staff.remaining_s(house.again(), house.operator.id) == 60


@pytest.mark.parametrize("years", [-10, 74])
def test_row_56_a_clock_that_is_set_shortens_no_wait_and_forgives_nothing(
    house: House, clock: Clock, years: int
) -> None:
    for _ in range(5):
        guess(house.station, house.operator)
    clock.later(years * 365 * 86_400)
    assert staff.remaining_s(house.station, house.operator.id) == 30
    assert guess(house.station, house.operator, OPER).code is Trouble.PIN_LOCKED
    assert staff.remaining_s(house.again(), house.operator.id) == 30
    house.running.later(30)
    guess(house.station, house.operator)
    clock.later(-years * 365 * 86_400)
    assert staff.remaining_s(house.station, house.operator.id) == 60
    house.running.later(60)
    staff.sign_in(house.station, house.operator.id, OPER)
    assert guess(house.station, house.operator).values["left"] == 4


def test_one_members_wrong_pins_are_no_matter_of_anothers(house: House) -> None:
    for _ in range(5):
        guess(house.station, house.operator)
    assert staff.remaining_s(house.station, house.supervisor.id) == 0
    assert guess(house.station, house.supervisor).values["left"] == 4
    house.on_duty(Role.SUPERVISOR)
    assert staff.remaining_s(house.station, house.operator.id) == 30


def test_wrong_pins_at_another_desk_count_and_the_wait_begins_when_they_are_known(house: House) -> None:
    assert staff.remaining_s(house.station, house.operator.id) == 0
    house.running.later(10_000)
    elsewhere = stored_journal.Author("D0OTHER", house.station.now_ms, house.station.random)
    body = {"station": "Accueil 2", "for": "sign_in"}
    with house.station.database.write() as connection:
        drafts = [stored_journal.Draft(Kind.PIN_REFUSED, house.operator.id, body)] * 6
        stored_journal.record(connection, elsewhere, drafts)
    assert staff.remaining_s(house.station, house.operator.id) == 60
    with house.station.database.write() as connection:
        drafts = [stored_journal.Draft(Kind.STAFF_SIGNED_IN, house.operator.id, {"station": "Accueil 2"})]
        stored_journal.record(connection, elsewhere, drafts)
    assert staff.remaining_s(house.station, house.operator.id) == 0


def test_a_new_pin_ends_the_wait_and_a_new_name_does_not(house: House) -> None:
    for _ in range(5):
        guess(house.station, house.operator)
    house.on_duty(Role.ADMINISTRATOR)
    staff.change(house.station, house.operator.id, name="Omar El Tazi", role=Role.SUPERVISOR)
    assert staff.remaining_s(house.station, house.operator.id) == 30
    staff.change(house.station, house.operator.id, pin="638207")
    assert staff.remaining_s(house.station, house.operator.id) == 0
    assert staff.sign_in(house.station, house.operator.id, "638207").name == "Omar El Tazi"


@given(acts=st.lists(st.sampled_from(["wrong", "right", "wait", "restart", "half"]), max_size=25))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_way_around_the_wait_is_found(house: House, acts: list[str]) -> None:
    """Whatever is done in whatever order: no more PINs are looked at than the waits served allow."""
    staff.sign_in(house.station, house.admin.id, ADMIN)
    staff.change(house.station, house.operator.id, pin=OPER)  # as if it were the first time
    failures, due = 0, 0.0
    for act in acts:
        if act in ("wait", "half"):
            seconds = staff.remaining_s(house.station, house.operator.id) / (2 if act == "half" else 1)
            house.running.later(seconds)
            due -= seconds
        elif act == "restart":
            house.again()
            due = _wait(failures)
        else:
            _try(house, OPER if act == "right" else WRONG, locked=due > 0)
            if due <= 0:
                failures = 0 if act == "right" else failures + 1
                due = _wait(failures)


def _wait(failures: int) -> float:
    return min(3600.0, 30.0 * 2 ** (failures - 5)) if failures >= 5 else 0.0


def _try(house: House, pin: str, *, locked: bool) -> None:
    if pin == WRONG or locked:
        refused = guess(house.station, house.operator, pin)
        assert refused.code is (Trouble.PIN_LOCKED if locked else Trouble.PIN_WRONG)
    else:
        assert staff.sign_in(house.station, house.operator.id, pin).staff_id == house.operator.id


KILLED = """
import os, signal, sys
from pathlib import Path
from kiosk import app
from kiosk.operations import staff
from kiosk.proofs import pins
from kiosk.store import journal
station = app.open_station(Path(sys.argv[1]))
moment = sys.argv[4]
def killing(function):
    def killed(*args, **values):
        given = function(*args, **values)
        os.kill(os.getpid(), signal.SIGKILL)
        return given
    return killed
if moment == "checked":
    pins.matches = killing(pins.matches)
else:
    journal.record = killing(journal.record)
try:
    staff.sign_in(station, sys.argv[2], sys.argv[3])
finally:
    print("answered", flush=True)
"""


@pytest.mark.parametrize("pin", [OPER, WRONG])
@pytest.mark.parametrize("moment", ["checked", "written"])
def test_row_56_killed_between_check_and_record_nobody_has_learnt_anything(
    house: House, pin: str, moment: str
) -> None:
    app.close(house.station)
    argv = [sys.executable, "-c", KILLED, str(house.station.folder), house.operator.id, pin, moment]
    done = subprocess.run(argv, capture_output=True, check=False, timeout=60, env={**os.environ})
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b""), done.stderr
    house.station = app.open_station(house.station.folder)
    house.station.pin_cost = CHEAP
    assert not facts(house.station, Kind.PIN_REFUSED), "no answer was given, and nothing was counted"
    assert house.station.duty == SAFE_DUTY


def test_an_answer_is_given_only_after_it_is_on_the_disk(house: House) -> None:
    with house.station.database.read() as connection:
        before = stored_journal.count(connection)
    guess(house.station, house.operator)
    looking = app.open_station(house.station.folder, reading=True)
    with looking.database.read() as connection:
        assert stored_journal.count(connection) == before + 1
        assert stored.failures(connection, house.operator.id) == 1
    app.close(looking)


def test_a_station_that_is_only_looked_at_takes_no_pin(house: House) -> None:
    looking = app.open_station(house.station.folder, reading=True)
    assert looking.duty == SAFE_DUTY
    for pin in (OPER, WRONG):
        assert guess(looking, house.operator, pin).code is Trouble.STATION_READ_ONLY, "or guessing were free"
    assert trouble(lambda: people.find(looking, "tazi", "thursday")).code is Trouble.NEEDS_APPROVAL
    app.close(looking)
    assert not facts(house.station, Kind.ACT_REFUSED)
