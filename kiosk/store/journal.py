"""The journal in the database: appending a desk's facts, reading and verifying them.

What the facts mean for the tables is `projections.py`'s business; `record` does both in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select

from kiosk.domain.facts import NO_HASH, Fact, Kind, Writer, first_break
from kiosk.store import bulk, projections, tables

_values: Final = attrgetter(*(column.name for column in tables.fact.c))
_BATCH: Final = 2000
_SINCE: Final = (
    select(tables.fact.c.kind, tables.fact.c.subject)
    .where(tables.fact.c.origin == bindparam("origin"), tables.fact.c.seq > bindparam("seq"))
    .order_by(tables.fact.c.seq)
)
_HEADS: Final = select(tables.head)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes facts here: the desk's identity, its clock, its randomness and who is on duty."""

    origin: str
    now_ms: Callable[[], int]
    random: Callable[[int], bytes]
    actor: str = ""
    approver: str = ""
    """Who approved the act, where whoever is on duty may not do it alone."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact about to be written."""

    kind: Kind
    subject: str
    body: Mapping[str, Any]


def record(connection: Connection, author: Author, drafts: Sequence[Draft]) -> list[Fact]:
    """Append `drafts` to the journal and bring the projections up to date; return the facts, in order."""
    facts = append(connection, author, drafts)
    projections.apply(connection, facts)
    return facts


def append(connection: Connection, author: Author, drafts: Sequence[Draft]) -> list[Fact]:
    """Append `drafts` to the journal and return the facts, in order, without touching the projections."""
    if not drafts:
        return []
    writer = _writer(connection, author)
    approved = {"approved": author.approver} if author.approver else {}
    facts = [
        writer.write(draft.kind, draft.subject, {**draft.body, **approved}, actor=author.actor)
        for draft in drafts
    ]
    bulk.insert(connection, tables.fact, [_values(fact) for fact in facts])
    last = facts[-1]
    bulk.insert_or_update(
        connection, tables.head, [(last.origin, last.seq, last.hlc, last.hash)], key="origin"
    )
    return facts


def _writer(connection: Connection, author: Author) -> Writer:
    known = {head.origin: head for head in connection.execute(_HEADS)}
    own = known.get(author.origin)
    latest = max((head.hlc for head in known.values()), default=0)
    return Writer(
        origin=author.origin,
        seq=own.seq if own else 0,
        hlc=latest,
        prev_hash=own.hash if own else NO_HASH,
        now_ms=author.now_ms,
        random=author.random,
    )


def heads(connection: Connection) -> dict[str, int]:
    """Return the number of the last fact of every desk known here, by origin."""
    rows = connection.execute(select(tables.head.c.origin, tables.head.c.seq))
    return {row.origin: row.seq for row in rows}


def since(connection: Connection, origin: str, seq: int) -> list[tuple[str, str]]:
    """Return kind and subject of what the desk `origin` has written after its number `seq`, in order."""
    return [(row.kind, row.subject) for row in connection.execute(_SINCE, {"origin": origin, "seq": seq})]


def broken(connection: Connection) -> Fact | None:
    """Return the first fact that was changed, or follows a missing one; None if the journal is whole."""
    columns = tables.fact.c
    query = select(tables.fact).order_by(columns.origin, columns.seq)
    found = first_break(_stream(connection, query))
    if found is not None:
        return found
    return _cut(connection)


def _cut(connection: Connection) -> Fact | None:
    """The last fact of a desk whose journal ends before its recorded head, or differs from it."""
    for origin, seq, digest in connection.execute(
        select(tables.head.c.origin, tables.head.c.seq, tables.head.c.hash)
    ):
        own = tables.fact.c.origin == origin
        last = connection.execute(
            select(tables.fact).where(own).order_by(tables.fact.c.seq.desc()).limit(1)
        ).first()
        if last is not None and (last.seq, last.hash) != (seq, digest):
            return as_fact(last)
    return None


def about(connection: Connection, subjects: Sequence[str]) -> list[Fact]:
    """Return all facts about any of `subjects`, in their order."""
    columns = tables.fact.c
    query = select(tables.fact).where(columns.subject.in_(subjects))
    rows = connection.execute(query.order_by(columns.hlc, columns.origin, columns.seq))
    return [as_fact(row) for row in rows]


def by_id(connection: Connection, fact_id: str) -> Fact | None:
    """Return the fact with this id, or None."""
    row = connection.execute(select(tables.fact).where(tables.fact.c.id == fact_id)).first()
    return as_fact(row) if row else None


def latest(connection: Connection, limit: int, *, subjects: Sequence[str] = (), kind: str = "") -> list[Fact]:
    """Return the last `limit` facts of all desks, newest first, of these subjects or one kind if given."""
    query = select(tables.fact)
    if subjects:
        query = query.where(tables.fact.c.subject.in_(subjects))
    if kind:
        query = query.where(tables.fact.c.kind == kind)
    columns = tables.fact.c
    ordered = query.order_by(columns.hlc.desc(), columns.origin.desc(), columns.seq.desc())
    return [as_fact(row) for row in connection.execute(ordered.limit(limit))]


def last_by(connection: Connection, origin: str, kinds: Sequence[Kind], limit: int) -> Iterator[Fact]:
    """Yield the last `limit` facts of these kinds that the desk `origin` wrote, newest first.

    Each is read when it is asked for: nearly always the first will do.
    """
    columns = tables.fact.c
    query = select(tables.fact).where(columns.origin == origin, columns.kind.in_(kinds))
    with connection.execute(query.order_by(columns.seq.desc()).limit(limit)) as rows:
        for row in rows:
            yield as_fact(row)


def count(connection: Connection) -> int:
    """Return how many facts there are."""
    return int(connection.execute(select(func.count()).select_from(tables.fact)).scalar_one())


def rebuild(connection: Connection, on_progress: Callable[[int], None] | None = None) -> int:
    """Throw the projections away, fold them again from the journal, and return the number of facts."""
    projections.clear(connection)
    columns = tables.fact.c
    paired = select(tables.fact).where(columns.kind.in_(projections.PAIRING_KINDS))
    projections.apply(connection, list(_stream(connection, paired)))
    query = select(tables.fact).order_by(columns.subject, columns.hlc, columns.origin, columns.seq)
    done = 0
    batch: list[Fact] = []
    for fact in _stream(connection, query):
        if len(batch) >= _BATCH and fact.subject != batch[-1].subject:
            projections.apply(connection, batch, complete=True)
            done += len(batch)
            batch = []
            if on_progress is not None:
                on_progress(done)
        batch.append(fact)
    projections.apply(connection, batch, complete=True)
    return done + len(batch)


def _stream(connection: Connection, query: Any) -> Iterator[Fact]:
    rows = connection.execution_options(yield_per=_BATCH).execute(query)
    return map(as_fact, rows)


def as_fact(row: Row[*tuple[Any, ...]]) -> Fact:
    """Return a row of the journal as a fact."""
    return Fact(*row)


def is_undone(connection: Connection, fact_id: str) -> bool:
    """Return whether a later fact has taken this one back."""
    query = select(tables.undone.c.fact_id).where(tables.undone.c.fact_id == fact_id)
    return connection.execute(query).first() is not None
