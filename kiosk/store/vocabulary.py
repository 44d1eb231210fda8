"""The words of which the roll's names are made: how many people have each, how it is spelt and heard.

Which words are like a typed one is answered from memory (`lexicon`), which is read once and then kept up
with what was added; a word's number is never given to another.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from kiosk.domain.name_parts import part
from kiosk.store.wordforms import heard, spelt

if TYPE_CHECKING:
    from kiosk.store.lexicon import Lexicon

_AMONG: Final = "word IN (SELECT value FROM json_each(?))"
_NEW: Final = "INSERT INTO name_word (word, people, spelt, heard) VALUES (?, ?, ?, ?)"
_MORE: Final = "UPDATE name_word SET people = people + ? WHERE word = ?"
_NUMBERS: Final = f"SELECT word, number FROM name_word WHERE {_AMONG}"  # noqa: S608  our own words
_PEOPLE: Final = f"SELECT word, people FROM name_word WHERE {_AMONG}"  # noqa: S608  our own words
_NOBODY: Final = f"DELETE FROM name_word WHERE people <= 0 AND {_AMONG}"  # noqa: S608  our own words
_SPAN: Final = "SELECT (SELECT min(number) FROM name_word), (SELECT max(number) FROM name_word)"
"""Two queries, for either is then answered by the index alone; asked together every word is read."""
_AFTER: Final = "SELECT number, word, spelt, heard FROM name_word WHERE number > ? ORDER BY number"


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


def people(connection: Connection, words: Collection[str]) -> dict[str, int]:
    """Return how many people have each of `words`."""
    if not words:
        return {}
    rows = connection.exec_driver_sql(_PEOPLE, (json.dumps(list(words)),))
    return dict(tuple(row) for row in rows.all())


# -- in memory ----------------------------------------------------------------------------------------

_KEPT: Final[WeakKeyDictionary[Engine, Lexicon]] = WeakKeyDictionary()
_turn: Final = threading.Lock()


def lexicon(connection: Connection) -> Lexicon:
    """Return all words that the roll has; read once, then only what is new."""
    from kiosk.store import lexicon as words

    if "marhaba_begin" in connection.get_execution_options():  # what is written may yet be undone
        return words.lexicon(_after(connection, 0))
    with _turn:
        first, last = connection.exec_driver_sql(_SPAN).one()
        before = _KEPT.get(connection.engine)
        if before is not None and (first is None or first > before.last):
            before = None  # the index was made anew
        if before is None or last > before.last:
            rows = _after(connection, before.last if before else 0)
            _KEPT[connection.engine] = before = words.lexicon(rows, before)
    return before


def _after(connection: Connection, number: int) -> list[tuple[int, str, str, bytes]]:
    rows = connection.exec_driver_sql(_AFTER, (number,)).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]
