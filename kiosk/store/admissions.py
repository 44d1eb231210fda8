"""Reading who came and went: a person's history, presence on a list, the desk's last acts, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Integer, Row, Select, and_, bindparam, func, or_, select, type_coerce

from kiosk.domain.admission import Admission, Barred, Direction, Reason
from kiosk.store import tables

_COLUMNS: Final = (
    tables.admission.c.id,
    tables.admission.c.attendee_id,
    tables.admission.c.list_id,
    tables.admission.c.direction,
    tables.admission.c.at_ms,
    tables.admission.c.station,
    tables.admission.c.actor,
    tables.admission.c.annulled,
)

_IN_ORDER: Final = (tables.admission.c.hlc, tables.admission.c.origin, tables.admission.c.seq)

_HISTORY: Final = (
    select(*_COLUMNS)
    .where(
        tables.admission.c.attendee_id == bindparam("attendee"),
        tables.admission.c.list_id == bindparam("list"),
    )
    .order_by(*_IN_ORDER)
)
_STANDING: Final = select(*_COLUMNS).where(
    tables.admission.c.attendee_id == bindparam("attendee"),
    tables.admission.c.list_id == bindparam("list"),
    tables.admission.c.annulled.is_(False),
)
_LAST_EXIT: Final = (
    select(func.max(tables.admission.c.hlc))
    .where(
        tables.admission.c.attendee_id == bindparam("attendee"),
        tables.admission.c.list_id == bindparam("list"),
        tables.admission.c.annulled.is_(False),
        tables.admission.c.direction == Direction.EXIT,
    )
    .scalar_subquery()
)
_FIRST: Final = _STANDING.where(tables.admission.c.direction == Direction.ENTRY).order_by(*_IN_ORDER).limit(1)
_FIRST_SINCE_OUT: Final = _FIRST.where(tables.admission.c.hlc >= func.coalesce(_LAST_EXIT, 0))
_LAST: Final = _STANDING.order_by(*(column.desc() for column in _IN_ORDER)).limit(1)
_BARRED: Final = (
    select(tables.barred_code.c.reason, tables.barred_code.c.at_ms, tables.barred_code.c.station)
    .where(
        or_(
            tables.barred_code.c.code == bindparam("code"),
            and_(
                tables.barred_code.c.code.in_((bindparam("own"), bindparam("ticket"))),
                tables.barred_code.c.reason == Reason.BLOCKED,
            ),
        )
    )
    .order_by(tables.barred_code.c.reason, tables.barred_code.c.at_ms)  # "blocked" before "revoked"
    .limit(1)
)
_BADGES: Final = select(func.count()).where(tables.badge.c.attendee_id == bindparam("attendee"))


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a person stands on one list; the times are None before anything happened."""

    inside: bool = False
    entries: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    last_station: str = ""


def moment(at_ms: int) -> datetime:
    """Return milliseconds since 1970 as an aware time."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _admission(row: Row[*tuple[Any, ...]]) -> Admission:
    key, attendee_id, list_id, direction, at_ms, station, actor, annulled = row
    return Admission(key, attendee_id, list_id, Direction(direction), moment(at_ms), station, actor, annulled)


def history(connection: Connection, attendee_id: str, list_id: str) -> list[Admission]:
    """Return the person's admissions on this list in the order they happened, annulled ones included."""
    of = {"attendee": attendee_id, "list": list_id}
    return [_admission(row) for row in connection.execute(_HISTORY, of)]


def first_and_last(connection: Connection, attendee_id: str, list_id: str) -> list[Admission]:
    """Return the person's last passage on this list and the entry before it that tells most; or none.

    Who is inside: the first entry since they were last out. Who is out: the first entry of all. Annulled
    ones are left out. It is all that the policy of entries looks at, and takes no longer for somebody who
    came 200 times.
    """
    of = {"attendee": attendee_id, "list": list_id}
    last = connection.execute(_LAST, of).first()
    if last is None:
        return []
    inside = last.direction == Direction.ENTRY
    first = connection.execute(_FIRST_SINCE_OUT if inside else _FIRST, of).first()
    rows = [last] if first is None or first.id == last.id else [first, last]
    return [_admission(row) for row in rows]


def last_given(connection: Connection, attendee_id: str, list_id: str) -> Admission | None:
    """Return the person's last passage on this list that stands and that somebody gave; or None."""
    given = _LAST.where(tables.admission.c.automatic.is_(False))
    row = connection.execute(given, {"attendee": attendee_id, "list": list_id}).first()
    return _admission(row) if row else None


def by_scan(connection: Connection, scan: str) -> list[Admission]:
    """Return the admissions that the scan with this id has given already and that still stand."""
    there = tables.admission.c
    rows = connection.execute(select(*_COLUMNS).where(there.scan == scan, there.annulled.is_(False)))
    return [_admission(row) for row in rows]


def barred(connection: Connection, code: str, *, own: str = "", ticket: str = "") -> Barred | None:
    """Return why this code opens no door any more, or None.

    A block of the holder's `own` code or `ticket` counts as well, whatever was shown.
    """
    shown = {"code": code or None, "own": own or None, "ticket": ticket or None}
    row = connection.execute(_BARRED, shown).first()
    return _bar(row) if row else None


def blocked(connection: Connection) -> dict[str, Barred]:
    """Return all codes that are blocked."""
    there = tables.barred_code.c
    query = select(there.code, there.reason, there.at_ms, there.station).where(there.reason == Reason.BLOCKED)
    return {row.code: _bar(row) for row in connection.execute(query)}


def _bar(row: Row[*tuple[Any, ...]]) -> Barred:
    return Barred(Reason(row.reason), moment(row.at_ms), row.station)


def still_inside(connection: Connection, list_id: str, before_ms: int) -> list[tuple[str, int]]:
    """Return who is inside on this list and last passed before `before_ms`, and where in order that was."""
    there, past = tables.presence.c, tables.admission.c
    last = select(func.max(past.hlc)).where(
        past.attendee_id == there.attendee_id, past.list_id == there.list_id, past.annulled.is_(False)
    )
    query = select(there.attendee_id, last.scalar_subquery()).where(
        there.list_id == list_id, there.inside.is_(True), there.last_ms < before_ms
    )
    return [(attendee_id, hlc) for attendee_id, hlc in connection.execute(query)]


def inside(connection: Connection, list_id: str) -> int:
    """Return how many are inside on this list now."""
    there = tables.presence.c
    query = select(func.count()).where(there.list_id == list_id, there.inside.is_(True))
    return int(connection.execute(query).scalar_one())


def histories(connection: Connection, list_id: str) -> dict[str, list[Admission]]:
    """Return everybody's admissions on this list, by attendee, in the order they happened."""
    there = tables.admission.c
    query = select(*_COLUMNS).where(there.list_id == list_id)
    found: dict[str, list[Admission]] = {}
    for row in connection.execute(query.order_by(*_IN_ORDER)):
        found.setdefault(row.attendee_id, []).append(_admission(row))
    return found


def by_id(connection: Connection, admission_id: str) -> Admission | None:
    """Return the admission with this id, annulled or not; None if there is none."""
    row = connection.execute(select(*_COLUMNS).where(tables.admission.c.id == admission_id)).first()
    return _admission(row) if row else None


def registering(connection: Connection, admission_id: str) -> str:
    """Return the fact that registered the person in the same act as this admission, or ""."""
    query = select(tables.admission.c.registers).where(tables.admission.c.id == admission_id)
    return connection.execute(query).scalar() or ""


def has_another(connection: Connection, attendee_id: str, admission_id: str) -> bool:
    """Return whether an admission of this person stands, on any list, beside the one named."""
    there = tables.admission.c
    query = select(there.id).where(
        there.attendee_id == attendee_id, there.annulled.is_(False), there.id != admission_id
    )
    return connection.execute(query.limit(1)).first() is not None


def by_desk(connection: Connection, origin: str, limit: int) -> list[Admission]:
    """Return the last `limit` admissions that people at the desk `origin` gave, newest first."""
    there = tables.admission.c
    given = (there.origin == origin, there.automatic.is_(False))
    query = select(*_COLUMNS).where(*given).order_by(there.seq.desc()).limit(limit)
    return [_admission(row) for row in connection.execute(query)]


def presence(connection: Connection, attendee_ids: Sequence[str], list_id: str) -> dict[str, Presence]:
    """Return where each of these people stands on the list; who never came is left out."""
    there = tables.presence.c
    query = select(tables.presence).where(there.attendee_id.in_(attendee_ids), there.list_id == list_id)
    return _presences(connection, query)


def attendance(connection: Connection, list_id: str) -> dict[str, Presence]:
    """Return where everybody who ever came stands on the list, by attendee."""
    return _presences(connection, select(tables.presence).where(tables.presence.c.list_id == list_id))


def _presences(connection: Connection, query: Select[Any]) -> dict[str, Presence]:
    return {
        row.attendee_id: Presence(
            inside=row.inside,
            entries=row.entries,
            first_at=moment(row.first_ms) if row.first_ms else None,
            last_at=moment(row.last_ms),
            last_station=row.last_station,
        )
        for row in connection.execute(query)
    }


def counts(connection: Connection, list_id: str) -> tuple[int, int]:
    """Return how many are inside on this list now, and how many ever entered."""
    there = tables.presence.c
    query = select(
        func.sum(type_coerce(there.inside, Integer)), func.sum(type_coerce(there.entries > 0, Integer))
    ).where(there.list_id == list_id)
    inside, entered = connection.execute(query).one()
    return int(inside or 0), int(entered or 0)


def entries_since(connection: Connection, list_id: str, since_ms: int) -> int:
    """Return how many entries were given on this list at or after `since_ms`."""
    there = tables.admission.c
    query = select(func.count()).where(
        there.list_id == list_id,
        there.annulled.is_(False),
        there.at_ms >= since_ms,
        there.direction == Direction.ENTRY,
    )
    return int(connection.execute(query).scalar_one())


def times_by_desk(connection: Connection, origin: str, limit: int) -> list[int]:
    """Return when (ms) the desk `origin` gave its last `limit` entries, newest first."""
    there = tables.admission.c
    query = select(there.at_ms).where(there.origin == origin, there.direction == Direction.ENTRY)
    return list(connection.execute(query.order_by(there.seq.desc()).limit(limit)).scalars())


def badges_printed(connection: Connection, attendee_id: str) -> int:
    """Return how many badges of this person came out of a printer, at any desk."""
    return int(connection.execute(_BADGES, {"attendee": attendee_id}).scalar_one())


@dataclass(frozen=True, slots=True)
class Printed:
    """One badge of a person that came out of a printer, and at which desk."""

    at: datetime
    station: str


def badges_of(connection: Connection, attendee_id: str) -> list[Printed]:
    """Return the badges of this person that came out of a printer, at any desk, the last one first."""
    there = tables.badge.c
    query = select(there.at_ms, there.station).where(there.attendee_id == attendee_id)
    rows = connection.execute(query.order_by(there.at_ms.desc(), there.fact_id.desc()))
    return [Printed(moment(row.at_ms), row.station) for row in rows]


def per_list(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return (inside, ever entered) for every list that somebody passed."""
    there = tables.presence.c
    query = select(
        there.list_id,
        func.sum(type_coerce(there.inside, Integer)),
        func.sum(type_coerce(there.entries > 0, Integer)),
    )
    rows = connection.execute(query.group_by(there.list_id))
    return {list_id: (int(inside or 0), int(entered or 0)) for list_id, inside, entered in rows}


def entered_by_category(connection: Connection, list_id: str) -> dict[str, int]:
    """Return how many of each category ever entered on this list."""
    people, there = tables.attendee.c, tables.presence.c
    query = (
        select(people.category, func.count().label("number"))
        .join_from(tables.presence, tables.attendee, people.id == there.attendee_id)
        .where(there.list_id == list_id, there.entries > 0)
        .group_by(people.category)
    )
    return {row.category: row.number for row in connection.execute(query)}
