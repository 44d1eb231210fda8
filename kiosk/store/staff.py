"""Reading the staff, and how many wrong PINs each has met since the last right one."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from kiosk.domain.facts import Kind
from kiosk.domain.names import fold
from kiosk.domain.staff import Member, Role
from kiosk.store import tables

_PROVEN: Final = (Kind.STAFF_SIGNED_IN, Kind.APPROVAL_GIVEN)
"""Facts that only a right PIN makes."""

_SET_UP: Final = select(tables.configured.c.id, tables.configured.c.body).where(
    tables.configured.c.kind == Kind.STAFF_CONFIGURED
)
_SET_UP_ONE: Final = _SET_UP.where(tables.configured.c.id == bindparam("id"))
_there: Final = tables.fact.c
_LAST_PROOF: Final = select(func.max(_there.hlc)).where(
    _there.subject == bindparam("id"), _there.kind.in_(_PROVEN)
)
_TOLD: Final = (
    select(_there.hlc, _there.body)
    .where(_there.subject == bindparam("id"), _there.kind == Kind.STAFF_CONFIGURED)
    .order_by(_there.hlc, _there.origin, _there.seq)
)
_REFUSED: Final = select(func.count()).where(
    _there.subject == bindparam("id"), _there.kind == Kind.PIN_REFUSED, _there.hlc > bindparam("since")
)


def members(connection: Connection) -> tuple[Member, ...]:
    """Return the staff by name, those who have left last."""
    found = [_member(row) for row in connection.execute(_SET_UP)]
    return tuple(sorted(found, key=lambda one: (not one.active, fold(one.name), one.id)))


def member(connection: Connection, member_id: str) -> Member | None:
    """Return the member with this id, or None."""
    row = _row(connection, member_id)
    return _member(row) if row else None


def kept_pin(connection: Connection, member_id: str) -> str:
    """Return what is kept of the member's PIN; "" where there is none."""
    row = _row(connection, member_id)
    return str(json.loads(row.body)["pin"]) if row else ""


def with_pin(connection: Connection) -> frozenset[str]:
    """Return the ids of those who have a PIN."""
    return frozenset(row.id for row in connection.execute(_SET_UP) if json.loads(row.body)["pin"])


def _row(connection: Connection, member_id: str) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(_SET_UP_ONE, {"id": member_id}).first()


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    body = json.loads(row.body)
    return Member(id=row.id, name=body["name"], role=Role(body["role"]), active=body["active"])


def failures(connection: Connection, member_id: str) -> int:
    """Return how many wrong PINs, at any desk, this member has met since the last right or new one."""
    since = max(_last_proof(connection, member_id), _last_new_pin(connection, member_id))
    return int(connection.execute(_REFUSED, {"id": member_id, "since": since}).scalar_one())


def _last_proof(connection: Connection, member_id: str) -> int:
    return int(connection.execute(_LAST_PROOF, {"id": member_id}).scalar() or -1)


def _last_new_pin(connection: Connection, member_id: str) -> int:
    """When the member's PIN last became another one: a new name or role forgives nothing."""
    last, pin = -1, ""
    for row in connection.execute(_TOLD, {"id": member_id}):
        now = _pin_in(row.body)
        if now and now != pin:
            last, pin = row.hlc, now
    return last


def _pin_in(body: str) -> str:
    try:
        return str(json.loads(body)["pin"])
    except (ValueError, LookupError, TypeError):  # a fact that nobody here understands
        return ""
