"""The words of which the roll's names are made: how many people have each, how it is spelt and heard.

A word's number is never given to another.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from kiosk.domain.name_parts import part
from kiosk.store.wordforms import heard, spelt

_AMONG: Final = "word IN (SELECT value FROM json_each(?))"
_NEW: Final = "INSERT INTO name_word (word, people, spelt, heard) VALUES (?, ?, ?, ?)"
_MORE: Final = "UPDATE name_word SET people = people + ? WHERE word = ?"
_NUMBERS: Final = f"SELECT word, number FROM name_word WHERE {_AMONG}"  # noqa: S608  our own words
_NOBODY: Final = f"DELETE FROM name_word WHERE people <= 0 AND {_AMONG}"  # noqa: S608  our own words


def add(connection: Connection, words: Counter[str]) -> dict[str, int]:
    """Count `words` in; return their numbers."""
    numbers = _numbers(connection, words)
    known = [(number, word) for word, number in words.items() if word in numbers]
    new = [word for word in words if word not in numbers]
    if known:
        connection.exec_driver_sql(_MORE, known)
    if new:
        parts = ((word, part(word)) for word in new)
        rows = [(word, words[word], spelt(one), heard(one)) for word, one in parts]
        connection.exec_driver_sql(_NEW, rows)
        numbers |= _numbers(connection, new)
    return numbers


def remove(connection: Connection, words: Counter[str]) -> dict[str, int]:
    """Count `words` out; what nobody has any more goes. Return the numbers that they had."""
    if not words:
        return {}
    numbers = _numbers(connection, words)
    connection.exec_driver_sql(_MORE, [(-number, word) for word, number in words.items()])
    connection.exec_driver_sql(_NOBODY, (json.dumps(list(words)),))
    return numbers


def _numbers(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(_NUMBERS, (json.dumps(list(words)),))
    return dict(tuple(row) for row in rows.all())
