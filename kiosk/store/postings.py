"""Which people have a word among their names: lists that are kept with the people, and read into memory.

A list is kept in chunks of neighbouring numbers, four bytes a person: where in the chunk, and of how many
parts the name is. Which lists changed last is noted beside them (`crowd`).
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Connection

CHUNK_BITS: Final = 15
"""So many people are in a chunk, as a power of two."""

PARTS_BITS: Final = 3
MOST_PARTS: Final = (1 << PARTS_BITS) - 1
_IN_CHUNK: Final = (1 << CHUNK_BITS) - 1

Scripts = frozenset[int]
"""Which of somebody's names: 0 is the Latin one, 1 the Arabic one."""

BOTH: Final = frozenset((0, 1))

Post = tuple[int, int, int]
"""The number of a word, of a person who has it, and of how many parts their name is."""

_ADD: Final = (
    "INSERT INTO name_posting (word, chunk, people) VALUES (?, ?, ?) ON CONFLICT (word, chunk)"
    " DO UPDATE SET people = CAST(people || excluded.people AS BLOB)"
)
_GET_CHUNK: Final = "SELECT people FROM name_posting WHERE word = ? AND chunk = ?"
_SET: Final = "UPDATE name_posting SET people = ? WHERE word = ? AND chunk = ?"
_DROP: Final = "DELETE FROM name_posting WHERE word = ? AND chunk = ?"

_MOST_NOTED: Final = 200
"""Words that are noted one by one when they change together; more than these are as good as all."""

_NOTES_KEPT: Final = 2000
_NOTE: Final = "INSERT INTO name_change (word) VALUES (?)"
_FORGET_NOTES: Final = "DELETE FROM name_change WHERE number <= (SELECT max(number) FROM name_change) - ?"


def add(connection: Connection, posts: Iterable[Post]) -> None:
    """Note who has which words."""
    lists: dict[tuple[int, int], list[int]] = defaultdict(list)
    for word, number, parts in posts:
        place = (number & _IN_CHUNK) << PARTS_BITS | min(parts, MOST_PARTS)
        lists[word, number >> CHUNK_BITS].append(place)
    rows = [(*key, struct.pack(f"<{len(places)}I", *places)) for key, places in lists.items()]
    if rows:
        connection.exec_driver_sql(_ADD, rows)
        _note(connection, {word for word, _ in lists})


def remove(connection: Connection, had: Iterable[tuple[int, int]]) -> None:
    """Forget that people had words; `had` are pairs of a word's number and a person's."""
    gone: dict[tuple[int, int], set[int]] = defaultdict(set)
    for word, number in had:
        gone[word, number >> CHUNK_BITS].add(number & _IN_CHUNK)
    for key, places in gone.items():
        kept = connection.exec_driver_sql(_GET_CHUNK, key).scalar()
        if kept is None:
            continue
        left = [one for (one,) in struct.iter_unpack("<I", kept) if one >> PARTS_BITS not in places]
        if left:
            connection.exec_driver_sql(_SET, (struct.pack(f"<{len(left)}I", *left), *key))
        else:
            connection.exec_driver_sql(_DROP, key)
    if gone:
        _note(connection, {word for word, _ in gone})


def clear(connection: Connection) -> None:
    """Drop every list."""
    connection.exec_driver_sql("DELETE FROM name_posting")
    connection.exec_driver_sql(_NOTE, (None,))


def _note(connection: Connection, words: Collection[int]) -> None:
    """Say which lists are others now than those in memory."""
    changed = [(word,) for word in words] if len(words) <= _MOST_NOTED else [(None,)]
    connection.exec_driver_sql(_NOTE, changed)
    connection.exec_driver_sql(_FORGET_NOTES, (_NOTES_KEPT,))
