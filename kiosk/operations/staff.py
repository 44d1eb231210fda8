"""The staff of a station: who they are, who is on duty, and whose PIN stands for an act.

A station without staff is open: whoever is there may do everything. With staff it begins, and locks, in
the safe role. `require` is what every guarded operation calls first, before any transaction.

A PIN is checked inside the transaction that writes down how it went, and nothing is said before that is
on the disk: whoever ends the program in between has learnt nothing. The wait after wrong PINs is served
in this process' own running time, so that neither a restart nor another clock shortens it.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Final

from kiosk.domain import pins as rules
from kiosk.domain.facts import Kind
from kiosk.domain.names import clean, fold
from kiosk.domain.staff import Member, Right, Role
from kiosk.domain.staff import may as role_may
from kiosk.errors import InputRefused, NeedsApproval, StationError, Trouble
from kiosk.operations.station import APPROVALS, OPEN, SAFE_DUTY, Approval, Duty, Station, Waiting
from kiosk.proofs import pins
from kiosk.store import journal
from kiosk.store import staff as stored
from kiosk.store.database import Connection
from kiosk.store.journal import Author, Draft

_SIGN_IN: Final = "sign_in"


def begin(station: Station) -> None:
    """Put nobody on duty, and let every wait that is due begin now; called when a station is opened."""
    station.waits.clear()
    with station.database.read() as connection:
        staff = stored.members(connection)
        for one in staff:
            _waiting(connection, station, one.id)
    station.duty = SAFE_DUTY if _any_active(staff) else OPEN


def renew(station: Station) -> None:
    """Bring who is on duty in line with what is known of the staff now, as after facts of other desks."""
    with station.database.read() as connection:
        staff = {one.id: one for one in stored.members(connection) if one.active}
    now = staff.get(station.duty.staff_id)
    if now is not None:
        station.duty = _duty(now)
    else:
        station.duty = SAFE_DUTY if staff else OPEN


def _any_active(staff: tuple[Member, ...]) -> bool:
    return any(one.active for one in staff)


def _duty(one: Member) -> Duty:
    return Duty(one.id, one.name, one.role)


# -- who there is --------------------------------------------------------------------------------------


def members(station: Station) -> tuple[Member, ...]:
    """Return the staff by name, those who have left last."""
    with station.database.read() as connection:
        return stored.members(connection)


def last_on_duty(station: Station) -> str:
    """Return the id of whoever signed in last at this desk; "" where nobody ever did."""
    with station.database.read() as connection:
        found = list(journal.last_by(connection, station.settings.origin, (Kind.STAFF_SIGNED_IN,), 1))
    return found[0].subject if found else ""


def is_guarded(station: Station) -> bool:
    """Return whether this station has staff who sign in."""
    return _any_active(members(station))


def named(station: Station, name: str) -> Member:
    """Return the member with this name, in any spelling, or id; InputRefused with UNKNOWN_STAFF."""
    for one in members(station):
        if name == one.id or _key(name) == _key(one.name):
            return one
    raise InputRefused(Trouble.UNKNOWN_STAFF, value=name)


def add(station: Station, name: str, role: Role, pin: str) -> Member:
    """Add somebody to the staff and return them. The first of all goes on duty at once.

    InputRefused with NAME_MISSING, STAFF_NAME_TAKEN, PIN_WEAK, or STAFF_NO_ADMINISTRATOR where the first
    is not to be administrator; NeedsApproval.
    """
    require(station, Right.MANAGE_STAFF)
    kept = _kept(station, pin)
    one = Member(str(uuid.UUID(bytes=station.random(16), version=4)), _cleaned(name), role)
    with station.database.write() as connection:
        first = not _any_active(stored.members(connection))
        _refuse_same_name(connection, one)
        _refuse_nobody_in_charge(connection, one, kept)
        drafts = [_configured(one, kept)]
        if first:
            drafts.append(Draft(Kind.STAFF_SIGNED_IN, one.id, {"station": station.settings.name}))
        journal.record(connection, station.author, drafts)
    if first:
        station.duty = _duty(one)
    return one


def change(
    station: Station,
    member_id: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    pin: str | None = None,
    active: bool | None = None,
) -> Member:
    """Change what is given of a member, and return them as they are now; a new PIN ends their wait.

    Whoever is on duty and is made inactive is so no longer. InputRefused as `add`, UNKNOWN_STAFF, or
    STAFF_NO_ADMINISTRATOR where nobody would be left who can manage the staff; NeedsApproval.
    """
    require(station, Right.MANAGE_STAFF)
    new_pin = None if pin is None else _kept(station, pin)
    new_name = None if name is None else _cleaned(name)
    with station.database.write() as connection:
        before, kept = _known(connection, member_id), stored.kept_pin(connection, member_id)
        now = Member(
            id=member_id,
            name=before.name if new_name is None else new_name,
            role=before.role if role is None else role,
            active=before.active if active is None else active,
        )
        new_kept = kept if new_pin is None else new_pin
        if (now, new_kept) == (before, kept):
            return before
        _refuse_same_name(connection, now)
        _refuse_nobody_in_charge(connection, now, new_kept)
        journal.record(connection, station.author, [_configured(now, new_kept)])
    renew(station)
    return now


def _configured(one: Member, kept: str) -> Draft:
    body = {"name": one.name, "role": one.role, "pin": kept, "active": one.active}
    return Draft(Kind.STAFF_CONFIGURED, one.id, body)


def _kept(station: Station, pin: str) -> str:
    """What is kept of a new PIN; InputRefused with PIN_WEAK."""
    found = rules.weakness(pin)
    if found is not None:
        raise InputRefused(Trouble.PIN_WEAK, weakness=found)
    return pins.hashed(rules.normalised(pin), station.random, cost=station.pin_cost)


def _cleaned(name: str) -> str:
    kept = clean(name)
    if not kept:
        raise InputRefused(Trouble.NAME_MISSING)
    return kept


def _key(name: str) -> str:
    """What two names have in common that people would take for one."""
    return fold(name) or name


def _refuse_same_name(connection: Connection, one: Member) -> None:
    for other in stored.members(connection):
        if other.id != one.id and _key(other.name) == _key(one.name):
            raise InputRefused(Trouble.STAFF_NAME_TAKEN, name=other.name)


def _refuse_nobody_in_charge(connection: Connection, changed: Member, kept: str) -> None:
    """Refuse what would leave a station with staff that nobody can manage, or open again."""
    able = stored.with_pin(connection) - {changed.id} | ({changed.id} if kept else set())
    staff = [one for one in stored.members(connection) if one.id != changed.id]
    if not any(
        one.active and one.id in able and role_may(one.role, Right.MANAGE_STAFF) for one in (*staff, changed)
    ):
        raise InputRefused(Trouble.STAFF_NO_ADMINISTRATOR)


def _known(connection: Connection, member_id: str) -> Member:
    one = stored.member(connection, member_id)
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_STAFF, value=member_id)
    return one


# -- PINs ------------------------------------------------------------------------------------------------


def sign_in(station: Station, member_id: str, pin: str) -> Duty:
    """Put this member on duty, in place of whoever was, and return the duty.

    InputRefused with PIN_WRONG, PIN_LOCKED while they must wait, or UNKNOWN_STAFF also for who has left.
    """
    left = station.duty
    drafts = [Draft(Kind.STAFF_SIGNED_IN, member_id, {"station": station.settings.name})]
    if left.staff_id:
        drafts.insert(0, _signed_out(station, idle=False))
    author = replace(station.author, actor=member_id, approver="")
    one, _fact_id = _proven(station, member_id, pin, purpose=_SIGN_IN, author=author, drafts=drafts)
    station.duty = _duty(one)
    station.unused_approvals.clear()
    return station.duty


def sign_out(station: Station, *, idle: bool = False) -> None:
    """Take whoever is on duty off; `idle` because nobody touched the desk. Locked even on a full disk."""
    if not station.duty.staff_id:
        return
    drafts, author = [_signed_out(station, idle=idle)], station.author
    station.duty = SAFE_DUTY
    station.unused_approvals.clear()
    with station.database.write() as connection:
        journal.record(connection, author, drafts)


def _signed_out(station: Station, *, idle: bool) -> Draft:
    body = {"station": station.settings.name, "idle": idle}
    return Draft(Kind.STAFF_SIGNED_OUT, station.duty.staff_id, body)


def remaining_s(station: Station, member_id: str) -> int:
    """Return how many seconds this member must still wait before a PIN is looked at; 0: none."""
    with station.database.read() as connection:
        return _remaining_s(station, _waiting(connection, station, member_id))


def _waiting(connection: Connection, station: Station, member_id: str) -> Waiting:
    """The member's wait; one for wrong PINs not seen here before begins now."""
    failures = stored.failures(connection, member_id)
    known = station.waits.get(member_id)
    if known is None or failures > known.failures:
        known = Waiting(failures, station.monotonic())
    elif failures < known.failures:
        known = Waiting(failures, known.since_s)
    station.waits[member_id] = known
    return known


def _remaining_s(station: Station, waiting: Waiting) -> int:
    served = station.monotonic() - waiting.since_s
    return max(0, math.ceil(rules.wait_s(waiting.failures) - served))


def _proven(
    station: Station,
    member_id: str,
    pin: str,
    *,
    purpose: str,
    author: Author,
    drafts: list[Draft],
) -> tuple[Member, str]:
    """Write `drafts` if the PIN is right, and return whose it is and the last fact's id."""
    with station.database.write() as connection:
        one = _known(connection, member_id)
        if not one.active:
            raise InputRefused(Trouble.UNKNOWN_STAFF, value=one.name)
        waiting = _waiting(connection, station, member_id)
        seconds = _remaining_s(station, waiting)
        if seconds:
            raise InputRefused(Trouble.PIN_LOCKED, seconds=seconds)
        right = pins.matches(stored.kept_pin(connection, member_id), rules.normalised(pin))
        if not right:
            body = {"station": station.settings.name, "for": purpose}
            author = replace(author, actor=station.duty.staff_id, approver="")
            drafts = [Draft(Kind.PIN_REFUSED, member_id, body)]
        facts = journal.record(connection, author, drafts)
    # On the disk: only now does anybody learn how it went.
    failures = 0 if right else waiting.failures + 1
    station.waits[member_id] = Waiting(failures, station.monotonic())
    if not right:
        left, wait = rules.tries_left(failures), rules.wait_s(failures)
        raise InputRefused(Trouble.PIN_WRONG, left=left, seconds=wait)
    return one, facts[-1].id


# -- rights ----------------------------------------------------------------------------------------------


def may(station: Station, right: Right) -> bool:
    """Return whether the act that runs now has this right: by whoever is on duty, or approved."""
    return role_may(station.duty.role, right) or any(one.right == right for one in APPROVALS.get())


def require(station: Station, right: Right) -> None:
    """Raise NeedsApproval, and write that it was tried, unless the act that runs now has this right.

    Never inside a transaction: what it writes is kept though the act is not done.
    """
    if may(station, right):
        return
    if not station.database.read_only:
        # On a full disk it is refused all the same.
        with suppress(StationError):
            _write_refused(station, right)
    raise NeedsApproval(right)


def _write_refused(station: Station, right: Right) -> None:
    duty = station.duty
    body = {"station": station.settings.name, "right": right, "role": duty.role}
    with station.database.write() as connection:
        journal.record(connection, station.author, [Draft(Kind.ACT_REFUSED, duty.staff_id, body)])


def approvers(station: Station, right: Right) -> tuple[Member, ...]:
    """Return whose PIN may approve an act that needs this right."""
    with station.database.read() as connection:
        able = stored.with_pin(connection)
        staff = stored.members(connection)
    return tuple(one for one in staff if one.active and one.id in able and role_may(one.role, right))


def approve(station: Station, member_id: str, pin: str, right: Right) -> Approval:
    """Return this member's approval of one act that needs `right`; whoever is on duty stays so.

    NeedsApproval, before the PIN is looked at, if the member has not the right either; InputRefused as
    `sign_in`.
    """
    with station.database.read() as connection:
        one = _known(connection, member_id)
    if not role_may(one.role, right):
        raise NeedsApproval(right)
    drafts = [Draft(Kind.APPROVAL_GIVEN, member_id, {"station": station.settings.name, "right": right})]
    author = replace(station.author, approver="")
    one, fact_id = _proven(station, member_id, pin, purpose=right, author=author, drafts=drafts)
    station.unused_approvals.add(fact_id)
    return Approval(fact_id, one.id, one.name, right)


@contextmanager
def approved(station: Station, approval: Approval) -> Iterator[None]:
    """Let the one operation in the block be done under `approval`, which is used up by that.

    NeedsApproval if it was used before, was given elsewhere, or somebody signed in or out meanwhile.
    """
    if approval.id not in station.unused_approvals:
        raise NeedsApproval(approval.right)
    station.unused_approvals.remove(approval.id)
    token = APPROVALS.set((*APPROVALS.get(), approval))
    try:
        yield
    finally:
        APPROVALS.reset(token)
