"""Which people have a word among their names, in lists that are read whole: candidates for a look-up.

A list is kept in chunks of neighbouring numbers, four bytes a person: where in the chunk, and of how many
parts the name is. So whom several typed words point to is counted in arrays, for all people at once, and
none is left out because others came first.
"""

from __future__ import annotations

import json
import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from kiosk.store.lexicon import Like

    Floats = npt.NDArray[np.float32]
    Places = npt.NDArray[np.int64]

CHUNK_BITS: Final = 15
"""So many people are in a chunk, as a power of two."""

_PARTS_BITS: Final = 3
MOST_PARTS: Final = (1 << _PARTS_BITS) - 1
_IN_CHUNK: Final = (1 << CHUNK_BITS) - 1

Post = tuple[int, int, int]
"""The number of a word, of a person who has it, and of how many parts their name is."""

_ADD: Final = (
    "INSERT INTO name_posting (word, chunk, people) VALUES (?, ?, ?) ON CONFLICT (word, chunk)"
    " DO UPDATE SET people = CAST(people || excluded.people AS BLOB)"
)
_GET: Final = "SELECT people, word, chunk FROM name_posting WHERE word IN (SELECT value FROM json_each(?))"
_GET_CHUNK: Final = "SELECT people FROM name_posting WHERE word = ? AND chunk = ?"
_SET: Final = "UPDATE name_posting SET people = ? WHERE word = ? AND chunk = ?"
_DROP: Final = "DELETE FROM name_posting WHERE word = ? AND chunk = ?"


def add(connection: Connection, posts: Iterable[Post]) -> None:
    """Note who has which words."""
    lists: dict[tuple[int, int], list[int]] = defaultdict(list)
    for word, number, parts in posts:
        place = (number & _IN_CHUNK) << _PARTS_BITS | min(parts, MOST_PARTS)
        lists[word, number >> CHUNK_BITS].append(place)
    rows = [(*key, struct.pack(f"<{len(places)}I", *places)) for key, places in lists.items()]
    if rows:
        connection.exec_driver_sql(_ADD, rows)


def remove(connection: Connection, had: Iterable[tuple[int, int]]) -> None:
    """Forget that people had words; `had` are pairs of a word's number and a person's."""
    gone: dict[tuple[int, int], set[int]] = defaultdict(set)
    for word, number in had:
        gone[word, number >> CHUNK_BITS].add(number & _IN_CHUNK)
    for key, places in gone.items():
        kept = connection.exec_driver_sql(_GET_CHUNK, key).scalar()
        if kept is None:
            continue
        left = [one for (one,) in struct.iter_unpack("<I", kept) if one >> _PARTS_BITS not in places]
        if left:
            connection.exec_driver_sql(_SET, (struct.pack(f"<{len(left)}I", *left), *key))
        else:
            connection.exec_driver_sql(_DROP, key)


# -- looking up ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """Whose names have a word that is like a typed part: which names, how alike, of how many parts each.

    The most alike come last; `people` says how many have each of the words that were asked for. `beside`
    are people who have what was typed elsewhere, in their company.
    """

    names: Places
    likes: Floats
    parts: Floats
    people: Places
    beside: Sequence[int] = ()


def listed(connection: Connection, like: Like, beside: Sequence[int] = ()) -> Listed:
    """Return whose names have the words that are most like a typed part.

    A name is a person's number and a script: the Latin one is never counted with the Arabic one.
    """
    import numpy as np

    numbers = like.numbers.tolist()
    ranks = {number: rank for rank, number in enumerate(numbers)}
    found = connection.exec_driver_sql(_GET, (json.dumps(numbers),))
    kept = found.cursor.fetchall()  # a thousand plain tuples: to make rows of them takes as long again
    found.close()
    order = np.array([ranks[row[1]] for row in kept], np.int64)
    lengths = np.array([len(row[0]) >> 2 for row in kept], np.int64)
    people = np.bincount(order, lengths, len(numbers)).astype(np.int64)
    sorting = np.argsort(order, kind="stable")
    order, lengths = order[sorting], lengths[sorting]
    packed = np.frombuffer(b"".join([kept[place][0] for place in sorting.tolist()]), "<u4")
    chunks = np.array([row[2] for row in kept], np.int64)[sorting]
    starts = (chunks << CHUNK_BITS + 1) + like.arabic[order]
    names = np.repeat(starts, lengths) + (packed >> _PARTS_BITS).astype(np.int64) * 2
    parts = (packed & MOST_PARTS).astype(np.float32)
    return Listed(names, np.repeat(like.likes[order], lengths), parts, people, beside)


_SHARPNESS: Final = 1.4
_COVERED: Final = 0.10
_EXTRA: Final = 0.04
_MOST_EXTRA: Final = 3
_BESIDE: Final = 0.9
_NEAR_THE_BEST: Final = 0.58
"""Whoever has less than this share of what the best have is not looked at closely."""


def best(asked: Sequence[Listed], weights: Sequence[float], everybody: int, most: int) -> list[int]:
    """Return the numbers of those whose names have most of what was asked, `most` of them at most.

    A rough ranking: by how alike and how rare their words are, and by how much of the name is left over.
    `everybody` is the highest number on the roll.
    """
    import numpy as np

    size = 2 * (everybody + 1)
    total, covered, parts = (np.zeros(size, np.float32) for _ in range(3))
    hits = np.zeros(size, np.uint8)
    like = np.zeros(size, np.float32)
    for one, weight in zip(asked, weights, strict=True):
        beside = np.array(one.beside, np.int64) * 2
        where = np.concatenate((beside, beside + 1, one.names))
        like[where] = 0
        like[beside] = like[beside + 1] = _BESIDE
        like[one.names] = one.likes  # of several the last one stays: the most alike
        parts[one.names] = one.parts
        near = like[where]  # who is there twice gets the same twice, and is counted once
        total[where] += weight * near**_SHARPNESS
        covered[where] += near
        hits[where] += 1
    chosen = np.flatnonzero(hits > 0)
    long = np.maximum(parts[chosen], 1)
    score = (1 - _COVERED) * total[chosen] / sum(weights) + _COVERED * np.minimum(covered[chosen] / long, 1)
    score -= _EXTRA * np.clip(long - hits[chosen], 0, _MOST_EXTRA)
    if len(chosen) > most:
        first = np.argpartition(-score, most)[:most]
        chosen, score = chosen[first], score[first]
    near = score >= _NEAR_THE_BEST * score.max(initial=0)
    chosen, score = chosen[near], score[near]
    order = np.lexsort((chosen, -score))
    return list(dict.fromkeys((chosen[order] >> 1).tolist()))
