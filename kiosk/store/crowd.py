"""Whose names have which words, of the whole roll in memory: whom a look-up then compares closely.

Four bytes a person and word. So whom several typed words point to is counted in arrays, for all people at
once, and none is left out because others came first. Read once, then only the lists that changed.
To be imported late: numpy takes a while to load.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import Connection

from kiosk.store.postings import CHUNK_BITS, MOST_PARTS, PARTS_BITS

if TYPE_CHECKING:
    import numpy.typing as npt

    from kiosk.store.lexicon import Like

    Floats = npt.NDArray[np.float32]
    Packed = npt.NDArray[np.uint32]
    Places = npt.NDArray[np.int64]

_ALL: Final = "SELECT word, chunk, people FROM name_posting ORDER BY word, chunk"
_OF_WORDS: Final = (
    "SELECT word, chunk, people FROM name_posting WHERE word IN (SELECT value FROM json_each(?))"
    " ORDER BY word, chunk"
)
_NEWEST: Final = "SELECT max(number) FROM name_change"
_CHANGES: Final = "SELECT number, word FROM name_change WHERE number > ? ORDER BY number"
_MOST_NEWER: Final = 5000
"""When so many lists are newer than the rest, all are read again."""

_NOBODY: Final = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Listed:
    """Whose names have a word that is like a typed part: which names, by which of the words, of how many parts.

    A name is a person's number and a script: the Latin one is never counted with the Arabic one. The words
    are in ascending order of `likes`; `ranks` are their places in it, `people` says how many have each.
    `beside` are people who have what was typed elsewhere, in their company.
    """

    names: Places
    ranks: npt.NDArray[np.uint16]
    parts: npt.NDArray[np.uint8]
    likes: Floats
    people: Places
    beside: Sequence[int] = ()


@dataclass(frozen=True)
class Crowd:
    """The lists of all words, one after another by the words' numbers, and those that are newer.

    An entry is a person's number and, in the last bits, of how many parts the name is. `seen` is the number
    of the last change that is in it.
    """

    words: Places
    bounds: Places
    entries: Packed
    newer: Mapping[int, Packed]
    seen: int

    def listed(self, like: Like, beside: Sequence[int] = ()) -> Listed:
        """Return whose names have the words that are most like a typed part."""
        lists = self._lists(like.numbers)
        people = np.array([len(one) for one in lists], np.int64)
        packed = np.concatenate((_NOBODY, *lists))
        names = (packed >> PARTS_BITS).astype(np.int64)
        names *= 2
        names += np.repeat(like.arabic, people)
        ranks = np.repeat(np.arange(len(people), dtype=np.uint16), people)
        return Listed(names, ranks, (packed & MOST_PARTS).astype(np.uint8), like.likes, people, beside)

    def _lists(self, numbers: Places) -> list[Packed]:
        if not len(self.words):
            return [self.newer.get(number, _NOBODY) for number in numbers.tolist()]
        places = np.minimum(np.searchsorted(self.words, numbers), len(self.words) - 1)
        ends = np.where(self.words[places] == numbers, self.bounds[places + 1], self.bounds[places])
        starts, newer = self.bounds[places].tolist(), self.newer
        if not newer:
            return [self.entries[start:end] for start, end in zip(starts, ends.tolist(), strict=True)]
        return [
            newer[number] if number in newer else self.entries[start:end]
            for number, start, end in zip(numbers.tolist(), starts, ends.tolist(), strict=True)
        ]


def crowd(connection: Connection, before: Crowd | None = None) -> Crowd:
    """Return the lists of all words as they are now; those that did not change since `before` are its own."""
    newest = connection.exec_driver_sql(_NEWEST).scalar() or 0
    if before is None:
        return _whole(connection, newest)
    if newest <= before.seen:
        return before
    changes = connection.exec_driver_sql(_CHANGES, (before.seen,)).all()
    changed = {word for _, word in changes}
    too_many = len(before.newer) + len(changed) > _MOST_NEWER
    if None in changed or too_many or changes[0][0] != before.seen + 1:
        return _whole(connection, newest)
    words, bounds, entries = _unpacked(_rows(connection, _OF_WORDS, json.dumps(list(changed))))
    newer = dict(before.newer) | dict.fromkeys(changed, _NOBODY)
    for word, start, end in zip(words.tolist(), bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        newer[word] = entries[start:end]
    return Crowd(before.words, before.bounds, before.entries, newer, newest)


def _whole(connection: Connection, newest: int) -> Crowd:
    return Crowd(*_unpacked(_rows(connection, _ALL)), {}, newest)


def _rows(connection: Connection, asked: str, *values: str) -> list[tuple[int, int, bytes]]:
    found = connection.exec_driver_sql(asked, values)
    rows: Any = found.cursor.fetchall()  # plain tuples, many thousands: to make rows of them takes as long again
    found.close()
    return list(rows)


def _unpacked(rows: Sequence[tuple[int, int, bytes]]) -> tuple[Places, Places, Packed]:
    """The words of `rows`, where the list of each begins and the last one ends, and all lists."""
    lengths = np.array([len(row[2]) >> 2 for row in rows], np.int64)
    chunks = np.array([row[1] for row in rows], np.uint32)
    entries = np.frombuffer(b"".join([row[2] for row in rows]), "<u4")
    entries = entries + np.repeat(chunks << np.uint32(CHUNK_BITS + PARTS_BITS), lengths)
    words, firsts = np.unique(np.array([row[0] for row in rows], np.int64), return_index=True)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    return words, np.append(bounds[firsts], bounds[-1]), entries


# -- a rough ranking ----------------------------------------------------------------------------------

_SHARPNESS: Final = 1.4
_COVERED: Final = 0.10
_EXTRA: Final = 0.04
_MOST_EXTRA: Final = 3
_BESIDE: Final = 0.9
_NEAR_THE_BEST: Final = 0.58
"""Whoever has less than this share of what the best have is not looked at closely."""


def best(asked: Sequence[Listed], weights: Sequence[float], everybody: int, most: int) -> list[int]:
    """Return the numbers of those whose names have most of what was asked, `most` of them at most.

    By how alike and how rare their words are, and by how much of the name is left over. `everybody` is the
    highest number on the roll.
    """
    size = 2 * (everybody + 1)
    total, covered = np.zeros(size, np.float32), np.zeros(size, np.float32)
    parts, hits = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    rank = np.empty(size, np.uint16)
    for one, weight in zip(asked, weights, strict=True):
        likes = np.append(one.likes, np.float32(_BESIDE))
        gains = np.float32(weight / sum(weights)) * likes ** np.float32(_SHARPNESS)
        where = one.names
        if one.beside:
            beside = np.array(one.beside, np.int64) * 2
            where = np.concatenate((beside, beside + 1, where))
            rank[beside] = rank[beside + 1] = len(one.likes)
        rank[one.names] = one.ranks  # of several the last one stays: the most alike
        parts[one.names] = one.parts
        found = rank[where]  # who is there twice gets the same twice, and is counted once
        total[where] += gains[found]
        covered[where] += likes[found]
        hits[where] += 1
    chosen = _worth_a_look(total)
    long = np.maximum(parts[chosen], 1).astype(np.float32)
    score = (1 - _COVERED) * total[chosen] + _COVERED * np.minimum(covered[chosen] / long, 1)
    score -= _EXTRA * np.clip(long - hits[chosen], 0, _MOST_EXTRA)
    if len(chosen) > most:
        first = np.argpartition(-score, most)[:most]
        chosen, score = chosen[first], score[first]
    near = score >= _NEAR_THE_BEST * score.max(initial=0)
    chosen, score = chosen[near], score[near]
    order = np.lexsort((chosen, -score))
    return list(dict.fromkeys((chosen[order] >> 1).tolist()))


def _worth_a_look(total: Floats) -> Places:
    """The names that may yet be near the best, whatever is left over of either."""
    share = 1 - _COVERED
    least_of_the_best = share * float(total.max(initial=0)) - _EXTRA * _MOST_EXTRA
    least = (_NEAR_THE_BEST * least_of_the_best - _COVERED) / share
    found: Places = np.flatnonzero(total > max(0.0, least))
    return found
