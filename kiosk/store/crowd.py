"""Whose names have which words, of the whole roll in memory: whom a look-up then compares closely.

Four bytes a person and word. So whom several typed words point to is counted in arrays, for all people at
once, and none is left out because others came first. Read once, then only the lists that changed.
To be imported late: numpy takes a while to load.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import Connection

from kiosk.store.postings import CHUNK_BITS, MOST_PARTS, PARTS_BITS, Scripts

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
_USED: Final = 0.8
"""When less than this share of the entries is in a list, all are read again."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Whose names have a word that is like a typed part: which names, by which word, of how many parts.

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
    """The list of each word, by the words' numbers: where it starts among all entries, and how long it is.

    An entry is a person's number and, in the last bits, of how many parts the name is. `seen` is the number
    of the last change that is in it.
    """

    words: Places
    starts: Places
    lengths: Places
    entries: Packed
    seen: int

    def listed(self, like: Like, beside: Sequence[int] = ()) -> Listed:
        """Return whose names have the words that are most like a typed part."""
        places = np.searchsorted(self.words, like.numbers)
        places[places == len(self.words)] = 0
        people = np.where(self.words[places] == like.numbers, self.lengths[places], 0)
        before = np.cumsum(people) - people
        packed = self.entries[np.arange(people.sum()) + np.repeat(self.starts[places] - before, people)]
        names = (packed >> PARTS_BITS).astype(np.int64)
        names *= 2
        names += np.repeat(like.arabic, people)
        ranks = np.repeat(np.arange(len(people), dtype=np.uint16), people)
        return Listed(names, ranks, (packed & MOST_PARTS).astype(np.uint8), like.likes, people, beside)

    @property
    def is_wasteful(self) -> bool:
        """Whether a good part of the entries is in no list any more."""
        return int(self.lengths.sum()) < _USED * len(self.entries)

    def with_lists(self, changed: Collection[int], fresh: Crowd) -> Crowd:
        """Return this with the lists of the words that changed as they are in `fresh`.

        Those that nobody has any more are not in it; what was before stays unused.
        """
        kept = ~np.isin(self.words, list(changed))
        words = np.concatenate((self.words[kept], fresh.words))
        starts = np.concatenate((self.starts[kept], fresh.starts + len(self.entries)))
        lengths = np.concatenate((self.lengths[kept], fresh.lengths))
        order = np.argsort(words, kind="stable")
        entries = np.concatenate((self.entries, fresh.entries))
        return Crowd(words[order], starts[order], lengths[order], entries, fresh.seen)


def crowd(connection: Connection, before: Crowd | None = None) -> Crowd:
    """Return the lists of all words as they are now; those that did not change since `before` are its own."""
    newest = connection.exec_driver_sql(_NEWEST).scalar() or 0
    if before is not None and newest <= before.seen:
        return before
    changes = [] if before is None else connection.exec_driver_sql(_CHANGES, (before.seen,)).all()
    changed = {word for _, word in changes}
    if before is None or None in changed or changes[0][0] != before.seen + 1 or before.is_wasteful:
        return _unpacked(_rows(connection, _ALL), newest)
    fresh = _unpacked(_rows(connection, _OF_WORDS, json.dumps(list(changed))), newest)
    return before.with_lists(changed, fresh)


def _rows(connection: Connection, asked: str, *values: str) -> list[tuple[int, int, bytes]]:
    found = connection.exec_driver_sql(asked, values)
    rows: Any = found.cursor.fetchall()  # many plain tuples: to make rows of them takes as long again
    found.close()
    return list(rows)


def _unpacked(rows: Sequence[tuple[int, int, bytes]], seen: int) -> Crowd:
    """The lists of `rows`, which are in the order of their words and chunks."""
    sizes = np.array([len(row[2]) >> 2 for row in rows], np.int64)
    chunks = np.array([row[1] for row in rows], np.uint32)
    entries = np.frombuffer(b"".join([row[2] for row in rows]), "<u4")
    entries = entries + np.repeat(chunks << np.uint32(CHUNK_BITS + PARTS_BITS), sizes)
    words, firsts = np.unique(np.array([row[0] for row in rows], np.int64), return_index=True)
    bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
    starts, end = bounds[firsts], bounds[-1:]
    return Crowd(words, starts, np.diff(starts, append=end), entries, seen)


# -- a rough ranking ----------------------------------------------------------------------------------

_SHARPNESS: Final = 1.4
_COVERED: Final = 0.10
_EXTRA: Final = 0.04
_MOST_EXTRA: Final = 3
_BESIDE: Final = 0.9
_LATIN, _ARABIC = frozenset((0,)), frozenset((1,))
_NEAR_THE_BEST: Final = 0.58
"""Whoever has less than this share of what the best have is not looked at closely."""


def best(asked: Sequence[Listed], weights: Sequence[float], everybody: int, most: int) -> dict[int, Scripts]:
    """Return who has most of what was asked among their names, and in which of them; `most` names at most.

    The best come first: by how alike and how rare their words are, and by how much of the name is left over.
    `everybody` is the highest number on the roll.
    """
    if len(asked) == 1:
        asked = [_without_hopeless(asked[0], most)]
    size = 2 * (everybody + 1)
    total, parts = np.zeros(size, np.float32), np.zeros(size, np.uint8)
    by_rank: list[tuple[npt.NDArray[np.uint16], Floats]] = []
    for one, weight in zip(asked, weights, strict=True):
        likes = np.concatenate(([0], one.likes, [_BESIDE])).astype(np.float32)
        gains = likes ** np.float32(_SHARPNESS) * np.float32(weight / sum(weights))
        rank = np.zeros(size, np.uint16)
        where = one.names
        if one.beside:
            beside = np.array(one.beside, np.int64) * 2
            where = np.concatenate((beside, beside + 1, where))
            rank[beside] = rank[beside + 1] = len(likes) - 1
        rank[one.names] = one.ranks + np.uint16(1)  # of several the last one stays: the most alike
        parts[one.names] = one.parts
        total[where] += gains[rank[where]]  # who is there twice gets the same twice, and it counts once
        by_rank.append((rank, likes))
    chosen = _hopeful(total, most)
    covered, hits = np.zeros(len(chosen), np.float32), np.zeros(len(chosen), np.uint8)
    for rank, likes in by_rank:
        found = rank[chosen]
        covered += likes[found]
        hits += found > 0
    long = np.maximum(parts[chosen], 1).astype(np.float32)
    score = (1 - _COVERED) * total[chosen] + _COVERED * np.minimum(covered / long, 1)
    score -= _EXTRA * np.clip(long - hits, 0, _MOST_EXTRA)
    return _told(chosen, score, most)


_SHARE: Final = 1 - _COVERED
_AT_MOST_BEHIND: Final = (_COVERED + _EXTRA * _MOST_EXTRA) / _SHARE
"""Whoever has so much less of what was asked is behind, whatever is left over of either name."""


def _without_hopeless(one: Listed, most: int) -> Listed:
    """Of what was typed alone, only the words that may bring somebody among so many."""
    at_least = np.cumsum(one.people[::-1])[::-1] >= most * MOST_PARTS  # a name may be in several lists
    if not at_least.any():
        return one
    gains = one.likes ** np.float32(_SHARPNESS)
    first = int(np.searchsorted(gains, gains[at_least][-1] - _AT_MOST_BEHIND))
    start = int(one.people[:first].sum())
    return Listed(one.names[start:], one.ranks[start:], one.parts[start:], one.likes, one.people)


def _hopeful(total: Floats, most: int) -> Places:
    """The names that may yet be among the best, so many, and near the very best."""
    least_of_the_best = _SHARE * float(total.max(initial=0)) - _EXTRA * _MOST_EXTRA
    least = (_NEAR_THE_BEST * least_of_the_best - _COVERED) / _SHARE
    found: Places = np.flatnonzero(total > max(0.0, least))
    if len(found) > most:
        has = total[found]
        found = found[has >= np.partition(has, -most)[-most] - _AT_MOST_BEHIND]
    return found


def _told(chosen: Places, score: Floats, most: int) -> dict[int, Scripts]:
    if len(chosen) > most:
        first = np.argpartition(-score, most)[:most]
        chosen, score = chosen[first], score[first]
    near = score >= _NEAR_THE_BEST * score.max(initial=0)
    chosen, score = chosen[near], score[near]
    order = np.lexsort((chosen, -score))
    found_in: dict[int, Scripts] = defaultdict(frozenset)
    for name in chosen[order].tolist():
        found_in[name >> 1] |= _ARABIC if name & 1 else _LATIN
    return found_in
