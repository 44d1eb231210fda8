"""Signing in, waiting after wrong PINs, approving one act, and who is kept from what."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import app
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.pins import Weakness
from kiosk.domain.staff import Member, Right, Role
from kiosk.errors import InputRefused, MarhabaError, NeedsApproval, Trouble
from kiosk.operations import badges, events, exports, imports, journal, people, staff
from kiosk.operations.station import OPEN, SAFE_DUTY, Approval, Duty, Station
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal as stored_journal
from kiosk.store import staff as stored
from tests.domain.test_staff import TABLE
from tests.stations import EVENT, Clock, guest, new_station

ADMIN, SUPER, OPER, KIOSK = "730648", "482913", "915042", "604817"
WRONG = "271936"


@dataclass
class Running:
    """How long the program has run; stands still until the test lets time go by."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s

    def later(self, seconds: float) -> None:
        self.s += seconds


@dataclass
class House:
    """A station with one member of each role, nobody on duty."""

    station: Station
    running: Running
    admin: Member
    supervisor: Member
    operator: Member
    kiosk: Member

    def on_duty(self, role: Role) -> None:
        """Put the member with this role on duty; nobody for self-service."""
        one, pin = {
            Role.ADMINISTRATOR: (self.admin, ADMIN),
            Role.SUPERVISOR: (self.supervisor, SUPER),
            Role.OPERATOR: (self.operator, OPER),
            Role.SELF_SERVICE: (self.kiosk, KIOSK),
        }[role]
        staff.sign_in(self.station, one.id, pin)

    def again(self) -> Station:
        """Close the station and open it anew, as after a restart."""
        app.close(self.station)
        now_ms = self.station.now_ms
        self.station = app.open_station(self.station.folder)
        self.station.now_ms, self.station.pin_cost = now_ms, CHEAP
        self.station.monotonic = self.running
        staff.begin(self.station)
        return self.station


@pytest.fixture
def running() -> Running:
    return Running()


@pytest.fixture
def house(tmp_path: Path, clock: Clock, running: Running) -> Iterator[House]:
    station = new_station(tmp_path / "house", clock)
    station.pin_cost, station.monotonic = CHEAP, running
    admin = staff.add(station, "Amina Alaoui", Role.ADMINISTRATOR, ADMIN)
    supervisor = staff.add(station, "Said Berrada", Role.SUPERVISOR, SUPER)
    operator = staff.add(station, "Omar Tazi", Role.OPERATOR, OPER)
    kiosk = staff.add(station, "Borne", Role.SELF_SERVICE, KIOSK)
    staff.sign_out(station)
    one = House(station, running, admin, supervisor, operator, kiosk)
    yield one
    app.close(one.station)


def facts(station: Station, *kinds: Kind) -> list[Fact]:
    """Return the station's facts of these kinds, oldest first, whoever is on duty."""
    with station.database.read() as connection:
        found = stored_journal.latest(connection, 1000)
    return [fact for fact in reversed(found) if not kinds or fact.kind in kinds]


def trouble(act: Callable[[], object]) -> MarhabaError:
    with pytest.raises(MarhabaError) as caught:
        act()
    return caught.value


def guess(station: Station, member: Member, pin: str = WRONG) -> MarhabaError:
    return trouble(lambda: staff.sign_in(station, member.id, pin))


# -- who there is ------------------------------------------------------------------------------------


def test_a_station_without_staff_is_open(station: Station) -> None:
    assert not staff.is_guarded(station)
    assert station.duty == OPEN
    assert all(staff.may(station, right) for right in Right)
    guest(station)
    assert {fact.actor for fact in facts(station)} == {""}


def test_the_first_must_be_an_administrator_and_is_on_duty(station: Station) -> None:
    station.pin_cost = CHEAP
    for role in (Role.SELF_SERVICE, Role.OPERATOR, Role.SUPERVISOR):
        refused = trouble(partial(staff.add, station, "Omar", role, OPER))
        assert refused.code is Trouble.STAFF_NO_ADMINISTRATOR
    assert not staff.is_guarded(station)
    first = staff.add(station, "Amina", Role.ADMINISTRATOR, ADMIN)
    assert station.duty == Duty(first.id, "Amina", Role.ADMINISTRATOR)
    assert staff.members(station) == (first,)


def test_a_station_with_staff_opens_and_locks_in_the_safe_role(house: House) -> None:
    assert house.station.duty == SAFE_DUTY
    house.on_duty(Role.ADMINISTRATOR)
    assert house.again().duty == SAFE_DUTY
    house.on_duty(Role.OPERATOR)
    staff.sign_out(house.station, idle=True)
    assert house.station.duty == SAFE_DUTY
    assert facts(house.station)[-1].content() == {"station": "Accueil 1", "idle": True}
    staff.sign_out(house.station)
    assert len(facts(house.station, Kind.STAFF_SIGNED_OUT)) == 2, "once for each who left, not for nobody"


def test_a_desk_locks_even_if_that_cannot_be_written(house: House) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    file = house.station.database.file
    file.rename(file.with_suffix(".away"))
    assert trouble(lambda: staff.sign_out(house.station)).code is Trouble.STATION_MISSING
    assert house.station.duty == SAFE_DUTY
    assert trouble(lambda: staff.require(house.station, Right.EXPORT)).code is Trouble.NEEDS_APPROVAL
    file.with_suffix(".away").rename(file)


@pytest.mark.parametrize("name", ["Amina Alaoui", "  AMINA   alaoui ", "Âmina Alaoui"])
def test_two_names_that_look_alike_are_one(house: House, name: str) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    refused = trouble(lambda: staff.add(house.station, name, Role.OPERATOR, OPER))
    assert refused.code is Trouble.STAFF_NAME_TAKEN
    refused = trouble(lambda: staff.change(house.station, house.operator.id, name=name))
    assert refused.code is Trouble.STAFF_NAME_TAKEN
    assert staff.named(house.station, name) == house.admin


@pytest.mark.parametrize(
    ("name", "code"),
    [("", Trouble.NAME_MISSING), (" \n", Trouble.NAME_MISSING), ("x" * 201, Trouble.TEXT_TOO_LONG)],
)
def test_a_member_has_a_name(house: House, name: str, code: Trouble) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    assert trouble(lambda: staff.add(house.station, name, Role.OPERATOR, OPER)).code is code


@pytest.mark.parametrize(("pin", "found"), [("0000", Weakness.TOO_SHORT), ("1234", Weakness.TOO_SHORT),
    ("1984", Weakness.TOO_SHORT), ("123456", Weakness.RUN), ("231084", Weakness.DATE)])  # fmt: skip
def test_row_57_a_weak_pin_is_refused_when_it_is_set(house: House, pin: str, found: Weakness) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    before = facts(house.station)
    for act in (
        lambda: staff.add(house.station, "New", Role.OPERATOR, pin),
        lambda: staff.change(house.station, house.operator.id, pin=pin),
    ):
        refused = trouble(act)
        assert (refused.code, refused.values) == (Trouble.PIN_WEAK, {"weakness": found})
    assert facts(house.station) == before


def test_a_member_is_changed_and_what_is_not_given_stays(house: House) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    now = staff.change(house.station, house.operator.id, role=Role.SUPERVISOR)
    assert now == Member(house.operator.id, "Omar Tazi", Role.SUPERVISOR)
    assert staff.sign_in(house.station, now.id, OPER).role is Role.SUPERVISOR
    house.on_duty(Role.ADMINISTRATOR)
    before = facts(house.station)
    assert staff.change(house.station, now.id, name="Omar Tazi") == now
    assert facts(house.station) == before, "nothing changed, nothing written"
    staff.change(house.station, now.id, pin="٧٣٠٦٥١")
    assert guess(house.station, now, OPER).code is Trouble.PIN_WRONG
    assert staff.sign_in(house.station, now.id, "730651").staff_id == now.id


def test_who_has_left_signs_in_no_more_and_may_come_back(house: House) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    staff.change(house.station, house.supervisor.id, active=False)
    assert guess(house.station, house.supervisor, SUPER).code is Trouble.UNKNOWN_STAFF
    refused = trouble(lambda: staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT))
    assert refused.code is Trouble.UNKNOWN_STAFF
    assert staff.approvers(house.station, Right.EXPORT) == (house.admin,)
    assert staff.members(house.station)[-1].name == "Said Berrada"
    staff.change(house.station, house.supervisor.id, active=True)
    assert staff.sign_in(house.station, house.supervisor.id, SUPER).name == "Said Berrada"


@pytest.mark.parametrize(
    "change", [{"active": False}, *({"role": role} for role in Role if role is not Role.ADMINISTRATOR)]
)
def test_the_last_administrator_stays(house: House, change: dict[str, Any]) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    refused = trouble(lambda: staff.change(house.station, house.admin.id, **change))
    assert refused.code is Trouble.STAFF_NO_ADMINISTRATOR
    staff.add(house.station, "Zineb", Role.ADMINISTRATOR, "847205")
    staff.change(house.station, house.admin.id, **change)
    expected = SAFE_DUTY if "active" in change else Duty(house.admin.id, house.admin.name, change["role"])
    assert house.station.duty == expected, "whoever is on duty loses what was taken from them at once"


def test_an_administrator_without_a_pin_manages_nothing(house: House) -> None:
    body = {"name": "Ghost", "role": Role.ADMINISTRATOR, "pin": "", "active": True}
    with house.station.database.write() as connection:
        drafts = [stored_journal.Draft(Kind.STAFF_CONFIGURED, "ghost", body)]
        stored_journal.record(connection, house.station.author, drafts)
    house.on_duty(Role.ADMINISTRATOR)
    refused = trouble(lambda: staff.change(house.station, house.admin.id, active=False))
    assert refused.code is Trouble.STAFF_NO_ADMINISTRATOR
    assert trouble(lambda: staff.sign_in(house.station, "ghost", "")).code is Trouble.PIN_WRONG
    assert [one.name for one in staff.approvers(house.station, Right.CONFIGURE)] == ["Amina Alaoui"]


# -- PINs ----------------------------------------------------------------------------------------------


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
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


# -- rights --------------------------------------------------------------------------------------------


ROLES = (Role.SELF_SERVICE, Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)

Act = Callable[[House, str, Path], object]
ACTS: dict[str, tuple[Right, Act]] = {
    "find": (Right.LOOK_UP, lambda h, _who, _p: people.find(h.station, "bennani", "thursday")),
    "card": (Right.LOOK_UP, lambda h, who, _p: people.card(h.station, who, "thursday")),
    "correct": (Right.CORRECT, lambda h, who, _p: people.correct(h.station, who, {"company": "OCP"})),
    "walk_in": (Right.REGISTER, lambda h, _who, _p: guest(h.station, "Sara Tazi")),
    "print_again": (Right.PRINT, lambda h, who, _p: badges.print_again(h.station, who)),
    "badge_pdf": (Right.PRINT, lambda h, who, _p: badges.badge_pdf(h.station, who)),
    "badges_of_one": (Right.PRINT, lambda h, who, _p: badges.badges_of(h.station, [who])),
    "badges_of_two": (Right.PRINT_ALL, lambda h, who, _p: badges.badges_of(h.station, [who, who])),
    "badges_pdf": (Right.PRINT_ALL, lambda h, _who, _p: badges.badges_pdf(h.station)),
    "print_all": (Right.PRINT_ALL, lambda h, _who, _p: badges.print_all(h.station)),
    "import_roll": (Right.IMPORT, lambda h, _who, p: imports.import_roll(h.station, _sheet(p))),
    "export": (Right.EXPORT, lambda h, _who, p: exports.export_attendance(h.station, p / "out.csv")),
    "log": (Right.SEE_LOG, lambda h, _who, _p: journal.log(h.station)),
    "rebuild": (Right.CONFIGURE, lambda h, _who, _p: journal.rebuild(h.station)),
    "configure": (Right.CONFIGURE, lambda h, _who, _p: events.configure(h.station, EVENT)),
    "create_sample_event": (Right.CONFIGURE, lambda h, _who, _p: events.create_sample_event(h.station)),
    "add": (Right.MANAGE_STAFF, lambda h, _who, _p: staff.add(h.station, "New", Role.OPERATOR, "638207")),
    "change": (Right.MANAGE_STAFF, lambda h, _who, _p: staff.change(h.station, h.operator.id, name="Omar")),
}


def _sheet(folder: Path) -> Path:
    file = folder / "guests.csv"
    file.write_text("Nom complet;Code billet\nSara Benjelloun;T-2\n", "utf-8")
    return file


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTS)
def test_row_58_each_operation_is_kept_for_those_who_may(
    house: House, tmp_path: Path, role: Role, name: str
) -> None:
    house.on_duty(Role.ADMINISTRATOR)
    outcome = guest(house.station)
    assert outcome.attendee is not None
    who = outcome.attendee.id
    house.on_duty(role)
    right, act = ACTS[name]
    before = facts(house.station)
    if TABLE[right].split()[ROLES.index(role)] == "yes":
        act(house, who, tmp_path)
        assert not facts(house.station, Kind.ACT_REFUSED)
        return
    refused = trouble(lambda: act(house, who, tmp_path))
    assert isinstance(refused, NeedsApproval)
    assert refused.right == right
    written = facts(house.station)[len(before) :]
    assert [(fact.kind, fact.subject, fact.actor) for fact in written] == [
        (Kind.ACT_REFUSED, house.station.duty.staff_id, house.station.duty.staff_id)
    ]
    assert written[0].content() == {"station": "Accueil 1", "right": right, "role": role}
    assert not (tmp_path / "out.csv").exists()


def test_nobody_on_duty_may_what_self_service_may(house: House) -> None:
    for right, row in TABLE.items():
        assert staff.may(house.station, Right(right)) is (row.split()[0] == "yes")
    assert not facts(house.station, Kind.ACT_REFUSED), "asking writes nothing"


def test_what_is_done_is_told_with_whoever_was_on_duty(house: House) -> None:
    house.on_duty(Role.OPERATOR)
    guest(house.station)
    assert {fact.actor for fact in facts(house.station, Kind.ATTENDEE_REGISTERED, Kind.ADMISSION_GIVEN)} == {
        house.operator.id
    }


# -- approvals -----------------------------------------------------------------------------------------


def test_a_supervisors_pin_approves_one_act_and_nobody_logs_off(house: House, tmp_path: Path) -> None:
    house.on_duty(Role.OPERATOR)
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.IMPORT)
    assert house.station.duty.staff_id == house.operator.id
    with staff.approved(house.station, approval):
        assert staff.may(house.station, Right.IMPORT)
        imports.import_roll(house.station, _sheet(tmp_path))
    (given_fact,) = facts(house.station, Kind.APPROVAL_GIVEN)
    assert (given_fact.subject, given_fact.actor) == (house.supervisor.id, house.operator.id)
    assert given_fact.content() == {"station": "Accueil 1", "right": "import"}
    (done,) = facts(house.station, Kind.ATTENDEE_IMPORTED)
    assert (done.actor, done.content()["approved"]) == (house.operator.id, house.supervisor.id)
    guest(house.station)
    assert "approved" not in facts(house.station)[-1].content()
    assert not staff.may(house.station, Right.IMPORT)


def test_an_approval_is_good_once(house: House) -> None:
    house.on_duty(Role.OPERATOR)
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.SEE_LOG)
    with staff.approved(house.station, approval):
        journal.log(house.station)
    assert trouble(lambda: journal.log(house.station)).code is Trouble.NEEDS_APPROVAL
    with pytest.raises(NeedsApproval), staff.approved(house.station, approval):
        journal.log(house.station)


def test_an_approval_is_good_once_even_if_the_act_fails(house: House) -> None:
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT)
    with pytest.raises(InputRefused), staff.approved(house.station, approval):
        exports.export_attendance(house.station, Path("x.csv"), "no-list")
    with pytest.raises(NeedsApproval), staff.approved(house.station, approval):
        pass
    assert not staff.may(house.station, Right.EXPORT)


def test_an_approval_is_good_for_its_right_only(house: House) -> None:
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.SEE_LOG)
    with staff.approved(house.station, approval):
        assert trouble(lambda: badges.print_all(house.station)).code is Trouble.NEEDS_APPROVAL
        journal.log(house.station)


def test_two_approvals_stand_for_two_rights(house: House) -> None:
    one = staff.approve(house.station, house.supervisor.id, SUPER, Right.OVERRIDE)
    other = staff.approve(house.station, house.admin.id, ADMIN, Right.SKIP_QUESTIONS)
    with staff.approved(house.station, one), staff.approved(house.station, other):
        assert staff.may(house.station, Right.OVERRIDE)
        assert staff.may(house.station, Right.SKIP_QUESTIONS)
        assert house.station.author.approver == house.admin.id
    assert house.station.author.approver == ""


def test_an_approval_that_nobody_gave_here_is_none(house: House) -> None:
    forged = Approval("made up", house.admin.id, "Amina", Right.CONFIGURE)
    with pytest.raises(NeedsApproval), staff.approved(house.station, forged):
        journal.rebuild(house.station)


def test_an_approval_not_used_ends_with_the_duty(house: House) -> None:
    house.on_duty(Role.OPERATOR)
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT)
    staff.sign_out(house.station, idle=True)
    with pytest.raises(NeedsApproval), staff.approved(house.station, approval):
        pass


def test_whoever_has_not_the_right_cannot_approve(house: House) -> None:
    refused = trouble(lambda: staff.approve(house.station, house.operator.id, OPER, Right.EXPORT))
    assert refused.code is Trouble.NEEDS_APPROVAL
    refused = trouble(lambda: staff.approve(house.station, house.supervisor.id, SUPER, Right.CONFIGURE))
    assert refused.code is Trouble.NEEDS_APPROVAL
    assert not facts(house.station, Kind.APPROVAL_GIVEN, Kind.PIN_REFUSED)
    assert staff.approvers(house.station, Right.CONFIGURE) == (house.admin,)
    assert staff.approvers(house.station, Right.EXPORT) == (house.admin, house.supervisor)


def test_row_56_wrong_pins_of_approvals_count_with_those_of_signing_in(house: House) -> None:
    def approve(pin: str) -> object:
        return staff.approve(house.station, house.supervisor.id, pin, Right.EXPORT)

    for _ in range(2):
        guess(house.station, house.supervisor)
    for left in (2, 1, 0):
        assert trouble(lambda: approve(WRONG)).values["left"] == left
    assert facts(house.station)[-1].content()["for"] == "export"
    assert trouble(lambda: approve(SUPER)).code is Trouble.PIN_LOCKED
    assert guess(house.station, house.supervisor, SUPER).code is Trouble.PIN_LOCKED
    house.running.later(30)
    approve(SUPER)
    assert guess(house.station, house.supervisor).values["left"] == 4


def test_an_approval_on_one_thread_is_none_on_another(house: House) -> None:
    from concurrent.futures import ThreadPoolExecutor

    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT)
    with ThreadPoolExecutor(1) as pool, staff.approved(house.station, approval):
        assert not pool.submit(staff.may, house.station, Right.EXPORT).result()


def test_what_another_desk_says_of_whoever_is_on_duty_holds_at_once(house: House) -> None:
    house.on_duty(Role.SUPERVISOR)
    body = {"name": "Said Berrada", "role": Role.OPERATOR, "pin": "", "active": True}
    with house.station.database.write() as connection:
        drafts = [stored_journal.Draft(Kind.STAFF_CONFIGURED, house.supervisor.id, body)]
        stored_journal.record(connection, house.station.author, drafts)
    staff.renew(house.station)
    assert house.station.duty == Duty(house.supervisor.id, "Said Berrada", Role.OPERATOR)
    assert not staff.may(house.station, Right.EXPORT)


def test_the_staff_is_the_same_after_folding_the_journal_again(house: House) -> None:
    before = staff.members(house.station)
    house.on_duty(Role.ADMINISTRATOR)
    journal.rebuild(house.station)
    assert staff.members(house.station) == before
    house.on_duty(Role.OPERATOR)
    assert journal.broken(house.station) is None
