"""Who else has this name, in whatever spelling or script: found by an index of keys, then compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection

from kiosk.domain import namesakes
from kiosk.domain.alignment import weight
from kiosk.domain.lookalikes import latinised
from kiosk.domain.name_parts import part, parts_of
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.domain.twins import RELATED, SAME_NAME, Sign, are_man_and_woman, written_alike
from kiosk.store import people
from kiosk.store.likeness import Typed, name_alike

_UNLIKE: Final = 0.6
"""Two names in one script that are less alike than this are of two people, whatever the other script says."""

_WEAKEST: Final = 0.85
"""Names of which one part is less alike than this, Hamid and Ahmed, are of two people of one family."""

_COMPARED: Final = 40
"""How many of one key are compared: of a name that more have than that, any few will do as a warning."""

CANDIDATES: Final = """
    SELECT number, name_latin, name_arabic FROM attendee
    WHERE (heard_latin IN (?1, ?2) OR heard_arabic IN (?1, ?2)) AND id <> ?3 LIMIT ?4
"""
_NAMES: Final = "SELECT number, name_latin, name_arabic FROM attendee"
_KEYED: Final = "UPDATE attendee SET heard_latin = ?, heard_arabic = ? WHERE number = ?"


class Names(NamedTuple):
    """How one person is called."""

    latin: str
    arabic: str


class Likeness(NamedTuple):
    """How alike two people's names are, about 0 to 1, and in what way."""

    alike: float
    sign: Sign


def of(connection: Connection, one: Attendee, limit: int = 5) -> tuple[Attendee, ...]:
    """Return others whose name is that of `one`, spelt or sounding so; those spelt the same first."""
    spelt = people.named(connection, fold(one.name), but=one.id, limit=limit)
    mine = Names(one.name_latin, one.name_arabic)
    latin, arabic = namesakes.keys(*mine)
    if len(spelt) == limit or not (latin or arabic):
        return spelt
    asked = (latin or arabic, arabic or latin, one.id, _COMPARED)
    heard = [
        (likeness.alike, number)
        for number, *names in connection.exec_driver_sql(CANDIDATES, asked)
        if (likeness := compared(mine, Names(*names))) and likeness.alike >= SAME_NAME
    ]
    best = [number for _, number in sorted(heard, key=itemgetter(0), reverse=True)]
    found = {one.id: one for one in (*spelt, *people.by_number(connection, best[: limit + len(spelt)]))}
    return tuple(found.values())[:limit]


def are(one: Attendee, other: Attendee) -> bool:
    """Return whether two have one name, spelt or sounding so."""
    return _are(Names(one.name_latin, one.name_arabic), Names(other.name_latin, other.name_arabic))


@lru_cache(1 << 12)  # the same people are shown at each letter that is typed
def _are(one: Names, other: Names) -> bool:
    likeness = compared(one, other)
    return likeness is not None and likeness.alike >= SAME_NAME


def rebuild(connection: Connection) -> None:
    """Work the keys of everybody's names out anew."""
    rows = connection.exec_driver_sql(_NAMES).all()
    keyed = [(*namesakes.keys(latin, arabic), number) for number, latin, arabic in rows]
    if keyed:
        connection.exec_driver_sql(_KEYED, keyed)


# -- comparing ----------------------------------------------------------------------------------------


def compared(one: Names, other: Names) -> Likeness | None:
    """Return how alike the names of two people are; None: they are of two, for sure."""
    facing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine and theirs]
    likes = [_in_one_script(mine, theirs) for mine, theirs in facing]
    if not likes:
        likes = [
            _across(mine, theirs)
            for mine, theirs in ((one.latin, other.arabic), (one.arabic, other.latin))
            if mine and theirs
        ]
    best = max(likes, default=Likeness(0.0, Sign.NEAR_NAME))
    if best.alike < RELATED or min(likes).alike < _UNLIKE:
        return None
    return best


def _in_one_script(one: str, other: str) -> Likeness:
    if written := written_alike(one, other):
        return Likeness(1.0, written)
    one, other = latinised(one), latinised(other)
    alike = RELATED if are_man_and_woman(one, other) else _alike(parts_of(one), parts_of(other))
    return Likeness(alike, Sign.SOUNDS_ALIKE if alike >= SAME_NAME else Sign.NEAR_NAME)


def _across(one: str, other: str) -> Likeness:
    return Likeness(_alike(parts_of(one), parts_of(other)), Sign.OTHER_SCRIPT)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names are; no more than those of two of a family where one part is of two people."""
    if not one or not other:
        return 0.0
    if len(one) > len(other):
        one, other = other, one
    typed = Typed(tuple(one), tuple(weight(part(word).sounds) for word in one), begun=False)
    likes: list[dict[str, float]] = [{} for _ in one]
    alike = name_alike(typed, other, likes)
    if RELATED <= alike < SAME_NAME:  # perhaps the family's name comes first
        turned = Typed(typed.words[::-1], typed.weights[::-1], begun=False)
        alike = max(alike, name_alike(turned, other, likes[::-1]))
    weakest = min(max(found.values(), default=0.0) for found in likes)
    return alike if weakest >= _WEAKEST else min(alike, RELATED)
