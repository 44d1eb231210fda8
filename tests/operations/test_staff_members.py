"""Who is on the staff, and who is on duty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.facts import Kind
from kiosk.domain.pins import Weakness
from kiosk.domain.staff import Member, Right, Role
from kiosk.errors import Trouble
from kiosk.operations import journal, staff
from kiosk.operations.station import OPEN, SAFE_DUTY, Duty, Station
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal as stored_journal
from tests.staff_house import ADMIN, OPER, SUPER, House, facts, guess, staffed, trouble
from tests.stations import Clock, guest


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    yield from staffed(tmp_path / "house", clock)


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
