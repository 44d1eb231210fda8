"""Who is kept from what, operation by operation, and what a supervisor's PIN is good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.domain.facts import Kind
from kiosk.domain.printers import Prints
from kiosk.domain.staff import Right, Role
from kiosk.errors import InputRefused, NeedsApproval, Trouble
from kiosk.operations import (
    badges,
    events,
    exports,
    imports,
    journal,
    labels,
    people,
    print_policy,
    print_queue,
    staff,
)
from kiosk.operations.station import Approval
from tests.domain.test_staff import TABLE
from tests.staff_house import ADMIN, OPER, SUPER, WRONG, House, facts, guess, staffed, trouble
from tests.stations import EVENT, Clock, guest


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    yield from staffed(tmp_path / "house", clock)


ROLES = (Role.SELF_SERVICE, Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)

Act = Callable[[House, str, Path], object]
ACTS: dict[str, tuple[Right, Act]] = {
    "find": (Right.LOOK_UP, lambda h, _who, _p: people.find(h.station, "bennani", "thursday")),
    "card": (Right.LOOK_UP, lambda h, who, _p: people.card(h.station, who, "thursday")),
    "correct": (Right.CORRECT, lambda h, who, _p: people.correct(h.station, who, {"company": "OCP"})),
    "walk_in": (Right.REGISTER, lambda h, _who, _p: guest(h.station, "Sara Tazi")),
    "print_again": (Right.PRINT, lambda h, who, _p: badges.print_badge(h.station, who)),
    "badge_pdf": (Right.PRINT, lambda h, who, _p: badges.badge_pdf(h.station, who)),
    "badges_of_one": (Right.PRINT, lambda h, who, _p: badges.badges_of(h.station, [who])),
    "badges_of_two": (Right.PRINT_ALL, lambda h, who, _p: badges.badges_of(h.station, [who, who])),
    "badges_pdf": (Right.PRINT_ALL, lambda h, _who, _p: badges.badges_pdf(h.station)),
    "print_all": (Right.PRINT_ALL, lambda h, _who, _p: badges.print_all(h.station)),
    "cancel": (Right.PRINT, lambda h, _who, _p: print_queue.cancel(h.station, _job(h))),
    "move": (Right.PRINT, lambda h, _who, _p: print_queue.move(h.station, _job(h), "folder")),
    "move_all": (Right.PRINT, lambda h, _who, _p: print_queue.move_all(h.station, "folder", "folder")),
    "print_anew": (Right.PRINT, lambda h, _who, _p: print_queue.print_anew(h.station, _job(h))),
    "roll_changed": (Right.PRINT, lambda h, _who, _p: labels.roll_changed(h.station, "folder", 50)),
    "print_policy": (
        Right.EDIT_LISTS,
        lambda h, _who, _p: print_policy.set_for_list(h.station, "thursday", Prints.NEVER),
    ),
    "import_roll": (Right.IMPORT, lambda h, _who, p: imports.import_roll(h.station, _sheet(p))),
    "export": (Right.EXPORT, lambda h, _who, p: exports.export_attendance(h.station, p / "out.csv")),
    "log": (Right.SEE_LOG, lambda h, _who, _p: journal.log(h.station)),
    "rebuild": (Right.CONFIGURE, lambda h, _who, _p: journal.rebuild(h.station)),
    "configure": (Right.CONFIGURE, lambda h, _who, _p: events.configure(h.station, EVENT)),
    "create_sample_event": (Right.CONFIGURE, lambda h, _who, _p: events.create_sample_event(h.station)),
    "add": (Right.MANAGE_STAFF, lambda h, _who, _p: staff.add(h.station, "New", Role.OPERATOR, "638207")),
    "change": (Right.MANAGE_STAFF, lambda h, _who, _p: staff.change(h.station, h.operator.id, name="Omar")),
}


def _job(house: House) -> str:
    return print_queue.jobs(house.station)[0].id


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
    approval = staff.approve(house.station, house.supervisor.id, SUPER, Right.EXPORT)
    with ThreadPoolExecutor(1) as pool, staff.approved(house.station, approval):
        assert not pool.submit(staff.may, house.station, Right.EXPORT).result()
