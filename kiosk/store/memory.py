"""What is kept in memory of the roll's names for those who look people up: their words, and who has which.

Read once for each station, then only what is new: lists that changed are noted where they are kept, and a
word's number is never given to another.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

if TYPE_CHECKING:
    from kiosk.store.crowd import Crowd
    from kiosk.store.lexicon import Lexicon, Row

_SPAN: Final = "SELECT (SELECT min(number) FROM name_word), (SELECT max(number) FROM name_word)"
"""Two queries, for either is then answered by the index alone; asked together every word is read."""
_AFTER: Final = "SELECT number, word, spelt, heard FROM name_word WHERE number > ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class Names:
    """The words of all names, and who has which."""

    lexicon: Lexicon
    crowd: Crowd


_KEPT: Final[WeakKeyDictionary[Engine, Names]] = WeakKeyDictionary()
_turn: Final = threading.Lock()


def names(connection: Connection) -> Names:
    """Return the names of the roll as `connection` sees them."""
    if "marhaba_begin" in connection.get_execution_options():  # what is written may yet be undone
        return _read(connection, None)
    with _turn:
        kept = _KEPT[connection.engine] = _read(connection, _KEPT.get(connection.engine))
    return kept


def _read(connection: Connection, before: Names | None) -> Names:
    from kiosk.store.crowd import crowd

    words = _lexicon(connection, before.lexicon if before else None)
    lists = crowd(connection, before.crowd if before else None)
    if before is not None and words is before.lexicon and lists is before.crowd:
        return before
    return Names(words, lists)


def _lexicon(connection: Connection, before: Lexicon | None) -> Lexicon:
    from kiosk.store.lexicon import lexicon

    first, last = connection.exec_driver_sql(_SPAN).one()
    if before is not None and (first is None or first > before.last):
        before = None  # the index was made anew
    if before is not None and last <= before.last:
        return before
    return lexicon(_after(connection, before.last if before else 0), before)


def _after(connection: Connection, number: int) -> list[Row]:
    rows = connection.exec_driver_sql(_AFTER, (number,)).all()
    return [(row[0], row[1], row[2], row[3]) for row in rows]
