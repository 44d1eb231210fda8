"""Who is perhaps on the roll twice: names that sound the same in either script, or one mail or phone.

People are first put together by keys that spellings of one person share, then compared in pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from sqlalchemy import Connection, select

from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import part, parts_of
from kiosk.domain.sounds import outline
from kiosk.store import tables
from kiosk.store.likeness import Typed, name_alike

_SAME_NAME: Final = 0.9
_SAME_CONTACT: Final = 0.75
"""How alike names must be where nothing else is shared, and where a mail or a phone is."""

_MOST_TOGETHER: Final = 40
"""More people than this under one key share a family name or a switchboard, not a person."""

_NOT_WRITTEN: Final = {ord("i"): None, ord("u"): None}
_BATCH: Final = 2000

_Person = tuple[int, str, str, str, str]


def near(connection: Connection) -> list[tuple[int, ...]]:
    """Return the numbers of people who are perhaps one, a group each, in the order of the roll."""
    people: dict[int, _Person] = {}
    together: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for person in _everybody(connection):
        people[person[0]] = person
        for key in _keys(person):
            together[key].append(person[0])
    pairs = {
        pair
        for key, numbers in together.items()
        if 1 < len(numbers) <= _MOST_TOGETHER
        for pair in combinations(numbers, 2)
        if _are_alike(people[pair[0]], people[pair[1]], _SAME_NAME if key[0] == "name" else _SAME_CONTACT)
    }
    return _groups(sorted(pairs))


def _everybody(connection: Connection) -> Iterator[_Person]:
    there = tables.attendee.c
    query = select(there.number, there.name_latin, there.name_arabic, there.email, there.phone)
    for row in connection.execution_options(yield_per=_BATCH).execute(query.order_by(there.number)):
        yield (row[0], row[1], row[2], row[3], row[4])


def _keys(person: _Person) -> set[tuple[str, ...]]:
    _, latin, arabic, email, phone = person
    keys: set[tuple[str, ...]] = {("name", *_signature(name)) for name in (latin, arabic) if name}
    keys |= {(kind, value.casefold()) for kind, value in (("email", email), ("phone", phone)) if value}
    return {key for key in keys if len(key) > 1}


def _signature(name: str) -> list[str]:
    """The consonants of the parts of `name`, in no order: the same from every spelling, often."""
    drawn = (outline(part(word).sounds).translate(_NOT_WRITTEN) for word in parts_of(name))
    return sorted(sound for sound in drawn if sound)


def _are_alike(one: _Person, other: _Person, least: float) -> bool:
    pairs = ((a, b) for a in one[1:3] for b in other[1:3] if a and b)
    return any(_alike(parts_of(a), parts_of(b)) >= least for a, b in pairs)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    typed = Typed(tuple(one), tuple(weight(part(word).sounds) for word in one), begun=False)
    return name_alike(typed, other, [{} for _ in one])


def _groups(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Everybody who is tied to somebody, with all that they are tied to."""
    group: dict[int, list[int]] = {}
    for one, other in pairs:
        first, second = group.get(one, [one]), group.get(other, [other])
        if first is not second:
            both = sorted({*first, *second})
            group |= dict.fromkeys(both, both)
    return [tuple(numbers) for first, numbers in sorted(group.items()) if numbers[0] == first]
