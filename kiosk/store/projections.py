"""The tables that screens read, brought up to date with facts.

Each is a function of the set of facts: what comes late or twice changes nothing but what it should.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain import namesakes
from kiosk.domain.admission import Reason
from kiosk.domain.bodies import understood
from kiosk.domain.facts import LATEST_HLC, Fact, Kind
from kiosk.domain.folding import PERSON_KINDS, Person, fold, fold_together
from kiosk.domain.people import EDITABLE, Attendee
from kiosk.store import bulk, pairing, people, search, tables

_CONFIGURED: Final = (
    Kind.EVENT_CONFIGURED,
    Kind.CATEGORY_CONFIGURED,
    Kind.LIST_CONFIGURED,
    Kind.QUESTION_CONFIGURED,
    Kind.STAFF_CONFIGURED,
)
_UNDOING: Final = (
    Kind.ATTENDEE_EDITED,
    Kind.ATTENDEE_WITHDRAWN,
    Kind.ADMISSION_ANNULLED,
    Kind.PAIRING_UNDONE,
)
PAIRING_KINDS: Final = (Kind.ATTENDEE_MERGED, Kind.ATTENDEE_KEPT_APART, Kind.PAIRING_UNDONE)
"""What says of two people that they are one, or two: known before anything else is folded."""

_texts: Final = attrgetter(*(name for name in EDITABLE if name not in ("valid_from", "valid_until")))
_CHUNK: Final = 500
"""Ids in one query: well under the number of parameters that SQLite takes."""


def apply(connection: Connection, facts: Sequence[Fact], *, complete: bool = False) -> None:
    """Bring the projections up to date with `facts`, which are in the journal already.

    `complete` says that they are all there is about their subjects, so that nothing is looked up.
    Those that nobody here understands change nothing.
    """
    facts = _understood(facts)
    by_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    for kind in _CONFIGURED:
        _configure(connection, by_kind[kind])
    undoing = [f for f in facts if f.kind in _UNDOING and f.content().get("undoes") is not None]
    _undo(connection, undoing)
    touched = pairing.apply(connection, [f for f in facts if f.kind in PAIRING_KINDS])
    _people(connection, [f for f in facts if f.kind in PERSON_KINDS], touched, complete=complete)
    _admissions(connection, by_kind[Kind.ADMISSION_GIVEN], undoing)
    _badges(connection, by_kind[Kind.BADGE_PRINTED])
    _bar(connection, [*by_kind[Kind.BADGE_REPLACED], *by_kind[Kind.CODES_BARRED]])
    if touched:
        _pass_on(connection, sorted(touched))


def _understood(facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in map(understood, facts) if fact is not None]


def clear(connection: Connection) -> None:
    """Empty every projection."""
    for table in tables.PROJECTIONS:
        connection.execute(delete(table))
    search.clear(connection)


def _configure(connection: Connection, facts: Iterable[Fact]) -> None:
    for fact in facts:
        values = {
            "kind": fact.kind,
            "id": fact.subject,
            "hlc": fact.hlc,
            "origin": fact.origin,
            "body": fact.body,
        }
        statement = insert(tables.configured).values(values)
        there = tables.configured.c
        later = or_(there.hlc < fact.hlc, and_(there.hlc == fact.hlc, there.origin < fact.origin))
        connection.execute(
            statement.on_conflict_do_update(index_elements=["kind", "id"], set_=values, where=later)
        )


def _undo(connection: Connection, facts: Sequence[Fact]) -> None:
    rows = [{"fact_id": fact.content()["undoes"]} for fact in facts]
    if rows:
        connection.execute(insert(tables.undone).on_conflict_do_nothing(), rows)


# -- people ---------------------------------------------------------------------------------------


def _people(connection: Connection, facts: Sequence[Fact], touched: Iterable[str], *, complete: bool) -> None:
    by_subject: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_subject[fact.subject].append(fact)
    for subject in touched:
        by_subject[subject] = _all_about(connection, subject)
    together = pairing.members(connection, by_subject)
    if not complete:
        for subject in _partly_told(connection, by_subject.keys() - together.keys(), by_subject):
            by_subject[subject] = _all_about(connection, subject)
    folded = {subject: fold(subject, one) for subject, one in by_subject.items() if subject not in together}
    for members in set(together.values()):
        folded |= _folded_together(connection, members)
    numbers = people.numbers(connection, folded)
    _forget(connection, numbers, gone=[one for one in numbers if folded[one].attendee is None])
    _remember(connection, folded, numbers)


def _folded_together(connection: Connection, members: Sequence[str]) -> dict[str, Person]:
    """Those who were merged, folded: one who stands for all, and the others, who are off the roll."""
    facts = [fact for subject in members for fact in _all_about(connection, subject)]
    facts = [fact for fact in facts if fact.kind != Kind.ATTENDEE_MERGED]
    return fold_together([*facts, *pairing.live_merges(connection, members)])


def _partly_told(
    connection: Connection, subjects: Iterable[str], by_subject: Mapping[str, Sequence[Fact]]
) -> list[str]:
    """Those of `subjects` that the journal knows more about than these facts."""
    there = tables.fact.c
    found: list[str] = []
    for chunk in _chunks(list(subjects)):
        query = select(there.subject, func.count()).where(
            there.subject.in_(chunk), there.kind.in_(PERSON_KINDS)
        )
        for subject, number in connection.execute(query.group_by(there.subject)):
            if number > len(by_subject[subject]):
                found.append(subject)
    return found


def _all_about(connection: Connection, subject: str) -> list[Fact]:
    rows = connection.execute(select(tables.fact).where(tables.fact.c.subject == subject))
    return _understood(Fact(*row) for row in rows)


def _forget(connection: Connection, numbers: Mapping[str, int], gone: Sequence[str]) -> None:
    """Drop what hangs on these people, and those of them who are `gone`."""
    search.remove(connection, list(numbers.values()))
    for table in (tables.attendee_code, tables.import_key):
        for chunk in _chunks(list(numbers)):
            connection.execute(delete(table).where(table.c.attendee_id.in_(chunk)))
    for chunk in _chunks(gone):
        connection.execute(delete(tables.attendee).where(tables.attendee.c.id.in_(chunk)))


def _remember(connection: Connection, folded: Mapping[str, Person], numbers: dict[str, int]) -> None:
    last = int(connection.execute(select(func.max(tables.attendee.c.number))).scalar() or 0)
    free = count(last + 1)
    rows, codes, keys, words = [], [], [], []
    for subject, person in folded.items():
        one = person.attendee
        if one is None:
            continue
        number = numbers.get(subject) or next(free)
        rows.append(_columns(number, one))
        opening = person.tickets | person.codes
        codes += [(code, subject, "" if of == subject else of) for code, of in opening.items()]
        keys += [
            (key, subject, row_digest(row), "" if of == subject else of)
            for key, (of, row) in person.keys.items()
        ]
        words.append(search.entry(number, one))
    bulk.insert_or_update(connection, tables.attendee, rows, "id")
    bulk.insert(connection, tables.attendee_code, codes)
    bulk.insert(connection, tables.import_key, keys)
    search.add(connection, words)


def _columns(number: int, one: Attendee) -> tuple[Any, ...]:
    """A row of the table `attendee`, in the order of its columns."""
    return (
        number,
        one.id,
        one.code,
        *_texts(one),
        _moment(one.valid_from),
        _moment(one.valid_until),
        json.dumps(dict(one.extra), ensure_ascii=False) if one.extra else "",
        search.folded_name(one),
        json.dumps(dict(one.answers), ensure_ascii=False) if one.answers else "",
        *namesakes.keys(one.name_latin, one.name_arabic),
    )


def _moment(value: datetime | None) -> str:
    return "" if value is None else value.isoformat()


def row_digest(row: Mapping[str, Any]) -> bytes:
    """Return the digest of one imported row (`set` and `extra`), to see whether a file changed it."""
    pairs = (*sorted(row["set"].items()), *row["extra"])
    return hashlib.sha256("\x1f".join([text for pair in pairs for text in pair]).encode()).digest()[:16]


# -- admissions -----------------------------------------------------------------------------------


def _admissions(connection: Connection, given: Sequence[Fact], undoing: Sequence[Fact]) -> None:
    touched: set[tuple[str, str]] = set()
    if given:
        taken_back = _undone_among(connection, [fact.id for fact in given])
        stands = pairing.standing(connection, [fact.subject for fact in given])
        rows = [_admission(fact, stands, annulled=fact.id in taken_back) for fact in given]
        connection.execute(_ADMITTED, rows)
        touched.update((row["attendee_id"], row["list_id"]) for row in rows)
    for fact in undoing:
        target = tables.admission.c.id == fact.content()["undoes"]
        connection.execute(update(tables.admission).where(target).values(annulled=True))
        pair = select(tables.admission.c.attendee_id, tables.admission.c.list_id).where(target)
        touched.update((row.attendee_id, row.list_id) for row in connection.execute(pair))
    for attendee_id, list_id in touched:
        _presence(connection, attendee_id, list_id)


def _undone_among(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in _chunks(ids):
        query = select(tables.undone.c.fact_id).where(tables.undone.c.fact_id.in_(chunk))
        found.update(connection.execute(query).scalars())
    return found


def _admission(fact: Fact, stands: Mapping[str, str], *, annulled: bool) -> dict[str, Any]:
    body = fact.content()
    # What was written down later stands where it happened.
    happened_ms = body.get("at")
    return {
        "id": fact.id,
        "attendee_id": stands.get(fact.subject, fact.subject),
        "list_id": body["list"],
        "direction": body["direction"],
        "at_ms": fact.wall_ms if happened_ms is None else happened_ms,
        "hlc": fact.hlc if happened_ms is None else _order(happened_ms, body.get("after")),
        "origin": fact.origin,
        "seq": fact.seq,
        "station": body["station"],
        "actor": fact.actor,
        "scan": body["scan"],
        "registers": body.get("registers") or "",
        "annulled": annulled,
        "automatic": bool(body.get("automatic")),
    }


def _order(happened_ms: int, after: int | None) -> int:
    """Where what was written down later stands: at its time, yet after what it follows.

    By a clock that was ahead, what it follows may stand later than its time.
    """
    at = min(happened_ms << 16, LATEST_HLC - 1)
    return at if after is None else max(at, after + 1)


_ADMITTED: Final = insert(tables.admission).on_conflict_do_nothing()
_PRESENCE: Final = text(
    """
    INSERT OR REPLACE INTO presence (attendee_id, list_id, inside, entries, first_ms, last_ms, last_station)
    SELECT attendee_id, list_id,
        (SELECT direction = 'entry' FROM admission
         WHERE attendee_id = :attendee AND list_id = :list AND NOT annulled
         ORDER BY hlc DESC, origin DESC, seq DESC LIMIT 1),
        sum(direction = 'entry'),
        coalesce(min(CASE direction WHEN 'entry' THEN at_ms END), 0),
        (SELECT at_ms FROM admission
         WHERE attendee_id = :attendee AND list_id = :list AND NOT annulled
         ORDER BY hlc DESC, origin DESC, seq DESC LIMIT 1),
        (SELECT station FROM admission
         WHERE attendee_id = :attendee AND list_id = :list AND NOT annulled
         ORDER BY hlc DESC, origin DESC, seq DESC LIMIT 1)
    FROM admission WHERE attendee_id = :attendee AND list_id = :list AND NOT annulled
    GROUP BY attendee_id, list_id
    """
)


def _presence(connection: Connection, attendee_id: str, list_id: str) -> None:
    told = connection.execute(_PRESENCE, {"attendee": attendee_id, "list": list_id})
    if told.rowcount == 0:  # nothing that counts is left
        there = tables.presence.c
        pair = and_(there.attendee_id == attendee_id, there.list_id == list_id)
        connection.execute(delete(tables.presence).where(pair))


def _badges(connection: Connection, facts: Sequence[Fact]) -> None:
    if not facts:
        return
    stands = pairing.standing(connection, [fact.subject for fact in facts])
    rows = [
        {
            "fact_id": fact.id,
            "attendee_id": stands.get(fact.subject, fact.subject),
            "at_ms": fact.wall_ms,
            "origin": fact.origin,
            "station": fact.content().get("station") or "",
        }
        for fact in facts
    ]
    connection.execute(insert(tables.badge).on_conflict_do_nothing(), rows)


_PASSED_ON: Final = """
    UPDATE {table} SET attendee_id = (
        SELECT coalesce(absorbed.stands, fact.subject)
        FROM fact LEFT JOIN absorbed ON absorbed.subject = fact.subject WHERE fact.id = {table}.{key}
    ) WHERE attendee_id = :subject
    """
_ADMISSIONS_PASSED_ON: Final = text(_PASSED_ON.format(table="admission", key="id"))
_BADGES_PASSED_ON: Final = text(_PASSED_ON.format(table="badge", key="fact_id"))


def _pass_on(connection: Connection, subjects: Sequence[str]) -> None:
    """Let admissions and badges of these people be of who stands for them now, as their facts tell."""
    before = _passages(connection, subjects)
    who = [{"subject": subject} for subject in subjects]
    connection.execute(_ADMISSIONS_PASSED_ON, who)
    connection.execute(_BADGES_PASSED_ON, who)
    for attendee_id, list_id in before | _passages(connection, subjects):
        _presence(connection, attendee_id, list_id)


def _passages(connection: Connection, subjects: Sequence[str]) -> set[tuple[str, str]]:
    """Who of these people passed which lists."""
    there = tables.admission.c
    found: set[tuple[str, str]] = set()
    for chunk in _chunks(subjects):
        query = select(there.attendee_id, there.list_id).where(there.attendee_id.in_(chunk)).distinct()
        found.update((row.attendee_id, row.list_id) for row in connection.execute(query))
    return found


def _bar(connection: Connection, facts: Sequence[Fact]) -> None:
    rows = [row for fact in facts for row in _barred(fact)]
    if not rows:
        return
    statement = insert(tables.barred_code)
    there, new = tables.barred_code.c, statement.excluded
    first = {name: new[name] for name in ("at_ms", "hlc", "station")}
    earlier = tuple_(new.hlc, new.station, new.at_ms) < tuple_(there.hlc, there.station, there.at_ms)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["code", "reason"], set_=first, where=earlier), rows
    )


def _barred(fact: Fact) -> list[dict[str, Any]]:
    body = fact.content()
    codes = [body["revokes"]] if fact.kind == Kind.BADGE_REPLACED else body["codes"]
    common = {"at_ms": fact.wall_ms, "hlc": fact.hlc, "station": body["station"]}
    return [{"code": code, "reason": body.get("reason", Reason.REVOKED), **common} for code in codes]


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
