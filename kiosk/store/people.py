"""Reading who is on the roll, as records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select

from kiosk.domain import codes
from kiosk.domain.people import Attendee, Registration
from kiosk.store import pairing, tables

_CHUNK: Final = 500
_LAST_SIGN: Final = "\U0010ffff"
_COLUMNS: Final = tuple(tables.attendee.c[name] for name in Attendee.__dataclass_fields__)

# What every admission asks is said once: making a query anew costs more than SQLite takes to answer it.
_STANDS: Final = (
    select(tables.absorbed.c.stands).where(tables.absorbed.c.subject == bindparam("id")).scalar_subquery()
)
_BY_ID: Final = select(*_COLUMNS).where(tables.attendee.c.id == func.coalesce(_STANDS, bindparam("id")))
_WITH_CODE: Final = (
    select(tables.attendee_code.c.subject, *_COLUMNS)
    .join(tables.attendee, tables.attendee.c.id == tables.attendee_code.c.attendee_id)
    .where(tables.attendee_code.c.code == bindparam("code"))
    .limit(3)
)
_NUMBERED: Final = select(tables.attendee.c.number, *_COLUMNS).where(
    tables.attendee.c.number.in_(bindparam("numbers", expanding=True))
)


def _attendee(row: Sequence[Any]) -> Attendee:
    # Positions, not names: this is the inner loop of every look-up.
    values = list(row)
    registration, valid_from, valid_until, extra, answers = values[-5:]
    values[-5:] = (
        Registration(registration),
        datetime.fromisoformat(valid_from) if valid_from else None,
        datetime.fromisoformat(valid_until) if valid_until else None,
        MappingProxyType(json.loads(extra) if extra else {}),
        MappingProxyType(json.loads(answers) if answers else {}),
    )
    return Attendee(*values)


def attendee(connection: Connection, attendee_id: str) -> Attendee | None:
    """Return the attendee with this id, or who stands for whoever had it; None if nobody does."""
    row = connection.execute(_BY_ID, {"id": attendee_id}).first()
    return _attendee(row) if row else None


def with_code(connection: Connection, code: str) -> tuple[tuple[str, Attendee], ...]:
    """Return who has this code, ours or a ticket's, exactly so spelt; more than one only after a mix-up.

    Each comes with the subject that the code was given to, which they may have absorbed since.
    """
    found = connection.execute(_WITH_CODE, {"code": code})
    return tuple((subject or values[0], _attendee(values)) for subject, *values in found)


def other_codes(connection: Connection, one: Attendee) -> list[str]:
    """Return the codes of ours that this person has beside `one.code` and that still open doors."""
    there, gone = tables.attendee_code.c, tables.barred_code.c
    query = select(there.code).where(
        there.attendee_id == one.id,
        there.code.not_in((one.code, one.ticket)),
        there.code.not_in(select(gone.code)),
    )
    # Of whoever absorbed others, their tickets are among these as well.
    return sorted(code for code in connection.execute(query).scalars() if codes.read(code) == code)


def with_code_folded(connection: Connection, spellings: Sequence[str]) -> list[tuple[str, Attendee]]:
    """Return whose code is one of these with the case of A to Z left aside, and that code; three at most."""
    held = tables.attendee_code.c
    query = (
        select(held.code, *_COLUMNS)
        .join(tables.attendee, tables.attendee.c.id == held.attendee_id)
        .where(held.code.collate("NOCASE").in_(spellings))
        .limit(3)
    )
    return [(code, _attendee(row)) for code, *row in connection.execute(query)]


def held_codes(connection: Connection, among: Sequence[str]) -> set[str]:
    """Return those of some codes, 500 at most, that somebody has."""
    held = tables.attendee_code.c.code
    return set(connection.execute(select(held).where(held.in_(among))).scalars()) if among else set()


def is_beginning(connection: Connection, code: str) -> bool:
    """Return whether somebody's code begins so, and goes on."""
    held = tables.attendee_code.c.code
    query = select(held).where(held > code, held < code + _LAST_SIGN).limit(1)
    return connection.execute(query).first() is not None


def by_number(connection: Connection, numbers: Sequence[int]) -> list[Attendee]:
    """Return the attendees with these numbers, in the order of `numbers`."""
    found: dict[int, Attendee] = {}
    for start in range(0, len(numbers), _CHUNK):
        chunk = numbers[start : start + _CHUNK]
        for number, *row in connection.execute(_NUMBERED, {"numbers": chunk}):
            found[number] = _attendee(row)
    return [found[number] for number in numbers if number in found]


def named(connection: Connection, folded: str, *, but: str, limit: int = 5) -> tuple[Attendee, ...]:
    """Return others than `but` whose folded name is `folded`."""
    there = tables.attendee.c
    query = select(*_COLUMNS).where(there.folded == folded, there.id != but).limit(limit)
    return tuple(_attendee(row) for row in connection.execute(query))


def everybody(connection: Connection, *, category: str = "") -> Iterator[Attendee]:
    """Yield the whole roll, of one category if given, in the order of arrival on it."""
    query = select(*_COLUMNS).order_by(tables.attendee.c.number)
    if category:
        query = query.where(tables.attendee.c.category == category)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield _attendee(row)


def count(connection: Connection) -> int:
    """Return how many are on the roll."""
    return int(connection.execute(select(func.count()).select_from(tables.attendee)).scalar_one())


@dataclass(frozen=True, slots=True)
class Imported:
    """Whose a file's key is: the attendee, whom its rows are told of, and the digest of the last of them."""

    attendee_id: str
    subject: str
    digest: bytes


def imported(connection: Connection, keys: Iterable[str]) -> dict[str, Imported]:
    """Return for each of `keys` that a file had before whose it is."""
    wanted = list(keys)
    there = tables.import_key.c
    found: dict[str, Imported] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(there.key, there.attendee_id, there.digest, there.subject)
        rows = connection.execute(query.where(there.key.in_(wanted[start : start + _CHUNK])))
        found.update((key, Imported(one, subject or one, digest)) for key, one, digest, subject in rows)
    return found


def alike(connection: Connection, folded_names: Iterable[str]) -> dict[str, list[Attendee]]:
    """Return everybody with one of these folded names, by it."""
    wanted = sorted(set(folded_names))
    folded = tables.attendee.c.folded
    found: dict[str, list[Attendee]] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(folded, *_COLUMNS).where(folded.in_(wanted[start : start + _CHUNK]))
        for name, *row in connection.execute(query.order_by(tables.attendee.c.number)):
            found.setdefault(name, []).append(_attendee(row))
    return found


def import_keys(connection: Connection, attendee_id: str) -> tuple[str, ...]:
    """Return what files know this person by."""
    there = tables.import_key.c
    return tuple(connection.execute(select(there.key).where(there.attendee_id == attendee_id)).scalars())


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of those with these ids who are on the roll."""
    wanted = sorted(ids)
    there = tables.attendee.c
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(there.id, there.number).where(there.id.in_(wanted[start : start + _CHUNK]))
        found.update((row.id, row.number) for row in connection.execute(query))
    return found


def by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Attendee]:
    """Return who these ids are, or who stands for them, by the id that was asked for."""
    wanted = sorted(ids)
    stands = pairing.standing(connection, wanted)
    asked = {one: stands.get(one, one) for one in wanted}
    found = by_number(connection, list(numbers(connection, set(asked.values())).values()))
    known = {one.id: one for one in found}
    return {one: known[who] for one, who in asked.items() if who in known}
