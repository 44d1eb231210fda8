"""Who is perhaps on the roll twice: names spelt alike or sounding so in either script, or one mail or phone.

People are first put together by keys that spellings of one person share, then compared in pairs, and what
is to be thought of a pair is `domain/twins.py`'s business. Whoever was found to be two is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from kiosk.domain.alignment import weight
from kiosk.domain.lookalikes import latinised
from kiosk.domain.name_parts import part, parts_of
from kiosk.domain.names import fold
from kiosk.domain.sounds import outline
from kiosk.domain.twins import (
    RELATED,
    SAME_NAME,
    Grade,
    Judgement,
    Sign,
    Traits,
    are_man_and_woman,
    judged,
    written_alike,
)
from kiosk.errors import Cancelled
from kiosk.store import bulk, pairing, people, tables
from kiosk.store.likeness import Typed, name_alike

_MOST_TOGETHER: Final = 40
"""More people than this under one key share a family name or a switchboard, not a person."""

_UNLIKE: Final = 0.6
"""Two names in one script that are less alike than this are of two people, whatever the other script says."""

_WEAKEST: Final = 0.85
"""Names of which one part is less alike than this, Hamid and Ahmed, are of two people of one family."""

_NOT_WRITTEN: Final = {ord("i"): None, ord("u"): None}
_BATCH: Final = 1000
_NAME: Final = "name "

OnProgress = Callable[[int, int], None]


class Pair(NamedTuple):
    """Two people, by their numbers in the order of the roll, and what is to be thought of them."""

    one: int
    other: int
    judgement: Judgement


class _Person(NamedTuple):
    number: int
    latin: str
    arabic: str
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
    roll: dict[int, _Person] = {}
    first: dict[str, int] = {}  # a list for each of a hundred thousand keys, nearly all of one, would be dear
    together: dict[str, list[int]] = {}
    for person in _everybody(connection):
        roll[person.number] = person
        for key in _keys(person):
            one = first.setdefault(key, person.number)
            if one != person.number:
                together.setdefault(key, [one]).append(person.number)
        watch.step()
    first.clear()
    wanted = among if among is None else frozenset(among)
    apart = _apart(connection)
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for group in _groups(together, roll):
        for numbers in combinations(group, 2):
            if numbers in seen or (wanted is not None and wanted.isdisjoint(numbers)):
                continue
            seen.add(numbers)
            judgement = _compared(roll[numbers[0]], roll[numbers[1]])
            if judgement is not None and numbers not in apart:
                found.append(Pair(*numbers, judgement))
        watch.step(len(group) / 2)
    watch.end()
    surest = tuple(Grade)
    return sorted(found, key=lambda pair: (surest.index(pair.judgement.grade), pair.one, pair.other))


class _Watch:
    """Tells now and then how far the work is, and asks whether to go on."""

    def __init__(self, total: int, on_progress: OnProgress, cancelled: Callable[[], bool]) -> None:
        self._total, self._on_progress, self._cancelled = total, on_progress, cancelled
        self._done, self._told = 0.0, 0

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


def _everybody(connection: Connection) -> Iterator[_Person]:
    there = tables.attendee.c
    query = select(
        there.number, there.name_latin, there.name_arabic,
        there.email, there.phone, there.company, there.function, there.ticket,
    )  # fmt: skip
    rows = connection.execution_options(yield_per=_BATCH).execute(query.order_by(there.number))
    for number, latin, arabic, email, phone, company, function, ticket in rows:
        traits = Traits(email.casefold(), phone, fold(company), fold(function), ticket)
        yield _Person(number, latin, arabic, traits)


def _keys(person: _Person) -> set[str]:
    keys = {_NAME + signature for name in person[1:3] if name and (signature := _signature(latinised(name)))}
    told = person.traits
    keys.update(
        f"{kind} {value}"
        for kind, value in (("email", told.email), ("phone", told.phone), ("ticket", told.ticket))
        if value
    )
    return keys


def _signature(name: str) -> str:
    """The consonants of the parts of `name`, in no order: the same from every spelling, often."""
    drawn = (outline(part(word).sounds).translate(_NOT_WRITTEN) for word in parts_of(name))
    return " ".join(sorted(sound for sound in drawn if sound))


def _groups(together: dict[str, list[int]], roll: dict[int, _Person]) -> Iterator[Sequence[int]]:
    """Who is to be compared with whom; of a name that too many have, those of one company."""
    for key, numbers in together.items():
        if 1 < len(numbers) <= _MOST_TOGETHER:
            yield numbers
        elif len(numbers) > _MOST_TOGETHER and key.startswith(_NAME):
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


# -- comparing ----------------------------------------------------------------------------------------


class _Likeness(NamedTuple):
    alike: float
    sign: Sign


def _compared(one: _Person, other: _Person) -> Judgement | None:
    if judged(Sign.SAME_NAME, 1.0, one.traits, other.traits) is None:
        return None  # whatever their names
    facing = [(mine, theirs) for mine, theirs in zip(one[1:3], other[1:3], strict=True) if mine and theirs]
    likes = [_in_one_script(mine, theirs) for mine, theirs in facing]
    if not likes:
        likes = [
            _across(mine, theirs)
            for mine, theirs in ((one.latin, other.arabic), (one.arabic, other.latin))
            if mine and theirs
        ]
    best = max(likes, default=_Likeness(0.0, Sign.NEAR_NAME))
    if best.alike < RELATED or min(likes).alike < _UNLIKE:
        return None
    return judged(best.sign, best.alike, one.traits, other.traits)


def _in_one_script(one: str, other: str) -> _Likeness:
    if written := written_alike(one, other):
        return _Likeness(1.0, written)
    one, other = latinised(one), latinised(other)
    alike = RELATED if are_man_and_woman(one, other) else _alike(parts_of(one), parts_of(other))
    return _Likeness(alike, Sign.SOUNDS_ALIKE if alike >= SAME_NAME else Sign.NEAR_NAME)


def _across(one: str, other: str) -> _Likeness:
    return _Likeness(_alike(parts_of(one), parts_of(other)), Sign.OTHER_SCRIPT)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names are; no more than those of two of a family where one part is of two people."""
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    typed = Typed(tuple(one), tuple(weight(part(word).sounds) for word in one), begun=False)
    likes: list[dict[str, float]] = [{} for _ in one]
    alike = name_alike(typed, other, likes)
    weakest = min(max(found.values(), default=0.0) for found in likes)
    return alike if weakest >= _WEAKEST else min(alike, RELATED)
