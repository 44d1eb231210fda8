"""Who is perhaps on the roll twice: names spelt alike or sounding so in either script, or one mail or phone.

People are first put together by keys that spellings of one person share, then compared in pairs, and what
is to be thought of a pair is `domain/twins.py`'s business. Whoever was found to be two is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from kiosk.domain.names import fold
from kiosk.domain.twins import Grade, Judgement, Sign, Traits, judged
from kiosk.errors import Cancelled
from kiosk.store import bulk, namesakes, pairing, people, tables
from kiosk.store.namesakes import Names

_MOST_TOGETHER: Final = 40
"""More people than this under one key share a family name or a switchboard, not a person."""

_BATCH: Final = 500
_NAME: Final = "name"
_KEYS: Final = {
    _NAME: (
        "SELECT heard_latin AS key, number FROM attendee WHERE heard_latin <> '' UNION ALL"
        " SELECT heard_arabic, number FROM attendee WHERE heard_arabic <> ''"
    ),
    "email": "SELECT lower(email) AS key, number FROM attendee WHERE email <> ''",
    "phone": "SELECT phone AS key, number FROM attendee WHERE phone <> ''",
    "ticket": "SELECT ticket AS key, number FROM attendee WHERE ticket <> ''",
}
"""What spellings of one person share. SQLite puts them together: the window's thread runs meanwhile."""

OnProgress = Callable[[int, int], None]


class Pair(NamedTuple):
    """Two people, by their numbers in the order of the roll, and what is to be thought of them."""

    one: int
    other: int
    judgement: Judgement


class _Person(NamedTuple):
    number: int
    names: Names
    traits: Traits


def near(
    connection: Connection,
    *,
    among: Collection[int] | None = None,
    on_progress: OnProgress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Pair]:
    """Return who are perhaps one, the surest first and then as the roll is; `among`: one of them at least.

    `on_progress` is told (steps done, steps in all); Cancelled comes out as soon as somebody says so.
    """
    # Among so many records the garbage collector would stop everything for half a second, the window too.
    with bulk.undisturbed():
        return _near(connection, among, _Watch(2 * people.count(connection), on_progress, cancelled))


def _near(connection: Connection, among: Collection[int] | None, watch: _Watch) -> list[Pair]:
    wanted = among if among is None else frozenset(among)
    together = _together(connection, wanted, watch)
    roll = _those(connection, set(chain.from_iterable(numbers for _, numbers in together)), watch)
    apart = _apart(connection)
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    share = watch.left / max(1, len(together))
    for group in _groups(together, roll):
        for numbers in combinations(group, 2):
            if numbers in seen or (wanted is not None and wanted.isdisjoint(numbers)):
                continue
            seen.add(numbers)
            judgement = _compared(roll[numbers[0]], roll[numbers[1]])
            if judgement is not None and numbers not in apart:
                found.append(Pair(*numbers, judgement))
        watch.step(share)
    bulk.let_go(roll, together, seen)
    watch.end()
    surest = tuple(Grade)
    return sorted(found, key=lambda pair: (surest.index(pair.judgement.grade), pair.one, pair.other))


class _Watch:
    """Tells now and then how far the work is, and asks whether to go on."""

    def __init__(self, total: int, on_progress: OnProgress, cancelled: Callable[[], bool]) -> None:
        self._total, self._on_progress, self._cancelled = total, on_progress, cancelled
        self._done, self._told = 0.0, 0

    @property
    def left(self) -> float:
        """How many steps there are still."""
        return self._total - self._done

    def step(self, by: float = 1) -> None:
        self._done += by
        if self._done - self._told >= _BATCH:
            self._told = int(self._done)
            self._tell(min(self._told, self._total))

    def end(self) -> None:
        self._tell(self._total)

    def _tell(self, done: int) -> None:
        self._on_progress(done, self._total)
        if self._cancelled():
            raise Cancelled


def _together(
    connection: Connection, wanted: frozenset[int] | None, watch: _Watch
) -> list[tuple[str, list[int]]]:
    """Who share a key, with its kind; each group in the order of the roll."""
    found: list[tuple[str, list[int]]] = []
    share = watch.left / 2 / len(_KEYS)
    for kind, keys in _KEYS.items():
        query = f"SELECT json_group_array(number) FROM ({keys}) GROUP BY key HAVING count(*) > 1"  # noqa: S608
        for (told,) in connection.exec_driver_sql(query):
            numbers = sorted(set(json.loads(told)))
            if len(numbers) > 1 and (wanted is None or not wanted.isdisjoint(numbers)):
                found.append((kind, numbers))
        watch.step(share)
    return found


_there: Final = tables.attendee.c
_NUMBERED: Final = select(
    _there.number, _there.name_latin, _there.name_arabic,
    _there.email, _there.phone, _there.company, _there.function, _there.ticket,
).where(_there.number.in_(bindparam("numbers", expanding=True)))  # fmt: skip


def _those(connection: Connection, numbers: Collection[int], watch: _Watch) -> dict[int, _Person]:
    asked = sorted(numbers)
    roll: dict[int, _Person] = {}
    share = watch.left / 2 / max(1, len(asked))
    for start in range(0, len(asked), _BATCH):
        batch = asked[start : start + _BATCH]
        for number, latin, arabic, email, phone, company, function, ticket in connection.execute(
            _NUMBERED, {"numbers": batch}
        ):
            traits = Traits(email.casefold(), phone, fold(company), fold(function), ticket)
            roll[number] = _Person(number, Names(latin, arabic), traits)
        watch.step(share * len(batch))
    return roll


def _groups(
    together: Sequence[tuple[str, list[int]]], roll: Mapping[int, _Person]
) -> Iterator[Sequence[int]]:
    """Who is to be compared with whom; of a name that too many have, those of one company."""
    for kind, numbers in together:
        if len(numbers) <= _MOST_TOGETHER:
            yield numbers
        elif kind == _NAME:
            by_company: dict[str, list[int]] = defaultdict(list)
            for number in numbers:
                by_company[roll[number].traits.company].append(number)
            yield from (
                some for company, some in by_company.items() if company and 1 < len(some) <= _MOST_TOGETHER
            )


def _apart(connection: Connection) -> set[tuple[int, int]]:
    """The numbers of those who were found to be two."""
    pairs = [tuple(pair) for pair in pairing.kept_apart(connection) if len(pair) > 1]
    numbers = people.numbers(connection, {one for pair in pairs for one in pair})
    known = [[numbers[one] for one in pair if one in numbers] for pair in pairs]
    return {(min(pair), max(pair)) for pair in known if len(pair) > 1}


def _compared(one: _Person, other: _Person) -> Judgement | None:
    if judged(Sign.SAME_NAME, 1.0, one.traits, other.traits) is None:
        return None  # whatever their names
    likeness = namesakes.compared(one.names, other.names)
    return judged(likeness.sign, likeness.alike, one.traits, other.traits) if likeness else None
