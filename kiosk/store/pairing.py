"""Who was found to be one with whom, and who is kept apart: read, and brought up to date with facts.

Facts go on being told of whichever of the merged they were told of; who stands for them is looked up here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, or_, select, union
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.bodies import understood
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.merging import absorbed
from kiosk.store import tables

_CHUNK: Final = 500
_there: Final = tables.absorbed.c

_STANDING: Final = select(_there.subject, _there.stands).where(
    _there.subject.in_(bindparam("subjects", expanding=True))
)
SUBJECTS: Final = union(
    select(bindparam("attendee")), select(_there.subject).where(_there.stands == bindparam("attendee"))
)
"""All subjects whose facts are about the attendee `attendee`, as a query."""


def standing(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """Return who stands for those of `subjects` who were absorbed."""
    found: dict[str, str] = {}
    for start in range(0, len(subjects), _CHUNK):
        asked = {"subjects": subjects[start : start + _CHUNK]}
        found.update((row.subject, row.stands) for row in connection.execute(_STANDING, asked))
    return found


def members(connection: Connection, subjects: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each of `subjects` who is one with others all of them, themselves included."""
    asked = sorted(subjects)
    stands = standing(connection, asked)
    of: dict[str, list[str]] = {}
    roots = sorted({stands.get(subject, subject) for subject in asked})
    for start in range(0, len(roots), _CHUNK):
        query = select(_there.stands, _there.subject).order_by(_there.subject)
        for root, subject in connection.execute(
            query.where(_there.stands.in_(roots[start : start + _CHUNK]))
        ):
            of.setdefault(root, [root]).append(subject)
    together = {root: tuple(found) for root, found in of.items()}
    return {
        subject: together[root] for subject in asked if (root := stands.get(subject, subject)) in together
    }


def all_of(connection: Connection, attendee_id: str) -> tuple[str, ...]:
    """Return all subjects whose facts are about this attendee: themselves and those they absorbed."""
    return members(connection, [attendee_id]).get(attendee_id, (attendee_id,))


def absorbed_by(connection: Connection) -> dict[str, list[str]]:
    """Return whom everybody has absorbed who has absorbed somebody."""
    found: dict[str, list[str]] = {}
    for stands, subject in connection.execute(select(_there.stands, _there.subject).order_by(_there.subject)):
        found.setdefault(stands, []).append(subject)
    return found


def live_merges(connection: Connection, subjects: Sequence[str]) -> list[Fact]:
    """Return the merges that were told of these subjects and not taken back, in the order of facts."""
    fact, undone = tables.fact.c, tables.undone.c
    found: list[Fact] = []
    for start in range(0, len(subjects), _CHUNK):
        query = _merges().where(
            fact.subject.in_(subjects[start : start + _CHUNK]), fact.id.not_in(select(undone.fact_id))
        )
        found += _read(connection, query)
    return sorted(found, key=lambda one: one.order)


def _merges() -> Select[Any]:
    return select(tables.fact).where(tables.fact.c.kind == Kind.ATTENDEE_MERGED)


def _read(connection: Connection, query: Select[Any]) -> list[Fact]:
    return [read for row in connection.execute(query) if (read := understood(Fact(*row)))]


# -- bringing up to date ------------------------------------------------------------------------------


def apply(connection: Connection, facts: Sequence[Fact]) -> set[str]:
    """Take these merges, refusals to merge, and what takes them back; return who is to be folded anew.

    That is everybody who is, or was until now, one with somebody whom the facts name.
    """
    apart = [fact for fact in facts if fact.kind == Kind.ATTENDEE_KEPT_APART]
    if apart:
        rows = [{"fact_id": fact.id, "one": fact.subject, "other": fact.content()["from"]} for fact in apart]
        connection.execute(insert(tables.kept_apart).on_conflict_do_nothing(), rows)
    merges = [fact for fact in facts if fact.kind == Kind.ATTENDEE_MERGED]
    taken_back = [fact.content()["undoes"] for fact in facts if fact.kind == Kind.PAIRING_UNDONE]
    if taken_back:
        merges += _read(connection, _merges().where(tables.fact.c.id.in_(taken_back)))
    if not merges:
        return set()
    return _regroup(connection, {name for fact in merges for name in (fact.subject, _absorbs(fact))})


def _absorbs(fact: Fact) -> str:
    return str(fact.content()["absorbs"])


def _regroup(connection: Connection, named: set[str]) -> set[str]:
    """Find out anew who stands for whom among those who are or were one with somebody named."""
    touched = named | {one for group in members(connection, named).values() for one in group}
    merges = live_merges(connection, sorted(touched))
    # A merge told of somebody named may lead to people whom another merge joins to others in turn.
    while more := {_absorbs(fact) for fact in merges} - touched:
        touched |= more | {one for group in members(connection, more).values() for one in group}
        merges = live_merges(connection, sorted(touched))
    now = absorbed((fact.subject, _absorbs(fact)) for fact in merges)
    for start in range(0, len(touched), _CHUNK):
        chunk = sorted(touched)[start : start + _CHUNK]
        connection.execute(delete(tables.absorbed).where(_there.subject.in_(chunk)))
    if now:
        rows = [{"subject": subject, "stands": stands} for subject, stands in now.items()]
        connection.execute(insert(tables.absorbed), rows)
    return touched


# -- who is kept apart --------------------------------------------------------------------------------


def kept_apart(connection: Connection) -> set[frozenset[str]]:
    """Return the pairs of attendees who were found to be two, whoever of the merged that was said of."""
    apart, undone = tables.kept_apart.c, tables.undone.c
    query = select(apart.one, apart.other).where(apart.fact_id.not_in(select(undone.fact_id)))
    pairs = [(row.one, row.other) for row in connection.execute(query)]
    stands = standing(connection, sorted({name for pair in pairs for name in pair}))
    return {frozenset(stands.get(name, name) for name in pair) for pair in pairs}


def decisions(connection: Connection, subjects: Sequence[str], *, all_: bool = False) -> list[Fact]:
    """Return who of `subjects` was merged or kept apart, in order; `all_`: what was taken back, too."""
    fact, undone, apart = tables.fact.c, tables.undone.c, tables.kept_apart.c
    told_of = or_(
        fact.subject.in_(subjects),
        fact.id.in_(select(apart.fact_id).where(apart.other.in_(subjects))),
    )
    kinds = (Kind.ATTENDEE_MERGED, Kind.ATTENDEE_KEPT_APART)
    query = select(tables.fact).where(fact.kind.in_(kinds), told_of)
    if not all_:
        query = query.where(fact.id.not_in(select(undone.fact_id)))
    return sorted(_read(connection, query), key=lambda one: one.order)
