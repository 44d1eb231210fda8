"""The words of which the roll's names are made, under keys of their sound, and how many people have each.

Which words are like a typed one is answered from here, however large the roll: names repeat words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, text

from kiosk.domain import sounds
from kiosk.domain.name_parts import JOINT, Part, part
from kiosk.store.likeness import FLOOR, alike

if TYPE_CHECKING:
    from sqlalchemy import TextClause

_CLOSE: Final = 24
"""Words that are compared closely, of those that share a key."""

_NO_VOWELS: Final = {ord("i"): None, ord("u"): None}
_CLOSE_ONE_OFF: Final = 18
_CLOSE_BEGUN: Final = 16
_SURELY_MEANT: Final = 0.95
_FIRST_ARABIC: Final = "\u0600"
_CLOSE_LETTERS: Final = 16
_LIKE_LETTERS: Final = 60
_MOST_WORDS: Final = 4000
_MOST_BEGUN: Final = 1500
_MOST_FORMS: Final = 4
_NOTHING_NEAR: Final = 0.86
_LAST_KEY: Final = "\U0010ffff"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"

_COUNT: Final = (
    "INSERT INTO name_word (word, people) VALUES (?, ?)"
    " ON CONFLICT (word) DO UPDATE SET people = people + excluded.people"
)
_KEEP_KEY: Final = "INSERT OR IGNORE INTO name_key (key, shape, word) VALUES (?, ?, ?)"

# Thousands of words come as four texts: as rows they would keep the garbage collector busy.
_AS_TEXTS: Final = """
    SELECT group_concat(shape, ' ') FILTER (WHERE word < :arabic),
        group_concat(word, ' ') FILTER (WHERE word < :arabic),
        group_concat(shape, ' ') FILTER (WHERE word >= :arabic),
        group_concat(word, ' ') FILTER (WHERE word >= :arabic)
    FROM (SELECT shape, word FROM name_key WHERE %s LIMIT %d)
"""
_WITH_KEYS: Final = text(_AS_TEXTS % ("key IN (SELECT value FROM json_each(:keys))", _MOST_WORDS))
_FROM_KEY: Final = text(_AS_TEXTS % ("key >= :first AND key < :last", _MOST_BEGUN))
_KNOWN: Final = "SELECT word, people FROM name_word WHERE word IN (SELECT value FROM json_each(?))"


def add(connection: Connection, words: Counter[str]) -> None:
    """Count `words` in."""
    if not words:
        return
    connection.exec_driver_sql(_COUNT, list(words.items()))
    rows = [(key, shape, word) for word in words for key, shape in _keys(word)]
    if rows:
        connection.exec_driver_sql(_KEEP_KEY, rows)


def remove(connection: Connection, words: Counter[str]) -> None:
    """Count `words` out; what nobody has any more goes."""
    if not words:
        return
    connection.exec_driver_sql(_COUNT, [(word, -number) for word, number in words.items()])
    gone = json.dumps(
        [word for word, people in _people(connection, words).items() if people <= 0], ensure_ascii=False
    )
    connection.exec_driver_sql(
        "DELETE FROM name_word WHERE word IN (SELECT value FROM json_each(?))", (gone,)
    )
    keys = [(key, shape, word) for word in json.loads(gone) for key, shape in _keys(word)]
    if keys:
        connection.exec_driver_sql("DELETE FROM name_key WHERE key = ? AND shape = ? AND word = ?", keys)


def _people(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(_KNOWN, (json.dumps(list(words)),))
    return dict(tuple(row) for row in rows.all())


@lru_cache(1 << 15)
def _keys(word: str) -> tuple[tuple[str, str], ...]:
    """The keys that a part is found by, each with the outline of the form that has it."""
    one = part(word)
    found = {
        (key, sounds.shape(form.sounds))
        for form in (*one.forms, *one.core)
        for key in sounds.skeletons(form.sounds)
    }
    return tuple(sorted(found))


# -- looking up ---------------------------------------------------------------------------------------


def like(connection: Connection, typed: str) -> dict[str, float]:
    """Return the words that are like the word of a typed part, with their likeness."""
    one = part(typed)
    keys = _own_keys(one)
    found = _sharing(connection, typed, keys, _CLOSE)
    if max(found.values(), default=0.0) < _SURELY_MEANT:
        near = {near for key in keys for near in _one_off(key)} - keys
        found |= _sharing(connection, typed, near, _CLOSE_ONE_OFF)
    same = (like for word, like in found.items() if (word >= _FIRST_ARABIC) == one.arabic)
    if max(same, default=0.0) < _NOTHING_NEAR and len(one.letters) > len("ab"):
        near_letters = _people(connection, _misspelt(one.letters, arabic=one.arabic))
        found |= _worked_out(typed, near_letters, begun=False)
    return found


def _sharing(connection: Connection, typed: str, keys: Iterable[str], close: int) -> dict[str, float]:
    """The words with one of `keys` that are like the typed one."""
    one = part(typed)
    asked = json.dumps(list(keys))
    shelves = _shelves(connection, _WITH_KEYS, keys=asked)
    return _worked_out(
        typed, {word for shelf in shelves for word in _closest(one, shelf, close)}, begun=False
    )


def _own_keys(one: Part) -> set[str]:
    keys: set[str] = set()
    for form in (*one.forms, *one.core)[:_MOST_FORMS]:
        keys |= sounds.skeletons(form.sounds)
        if "C" in form.sounds and not one.arabic:
            keys.add(sounds.skeleton(form.sounds.replace("C", "x")))
    return keys


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Words of one script with the shapes of their sounds, side by side."""

    shapes: str
    words: list[str]
    arabic: bool


def _shelves(connection: Connection, query: TextClause, **asked: str) -> tuple[_Shelf, _Shelf]:
    """The words in Latin, and those in Arabic letters."""
    row = connection.execute(query, {"arabic": _FIRST_ARABIC, **asked}).one()
    latin_shapes, latin, arabic_shapes, arabic = (column or "" for column in row)
    return (
        _Shelf(latin_shapes, latin.split(" ") if latin else [], arabic=False),
        _Shelf(arabic_shapes, arabic.split(" ") if arabic else [], arabic=True),
    )


@lru_cache(1 << 10)
def _one_off(key: str) -> frozenset[str]:
    """The keys that differ from `key` in one place."""
    if len(key) < len("ab"):
        return frozenset()
    shorter = {key[:n] + key[n + 1 :] for n in range(len(key))} if len(key) > len("ab") else set()
    swapped = {key[:n] + key[n + 1] + key[n] + key[n + 2 :] for n in range(len(key) - 1)}
    other = {key[:n] + x + key[n + 1 :] for n in range(len(key)) for x in sounds.KEY_LETTERS}
    longer = {key[:n] + x + key[n:] for n in range(len(key) + 1) for x in sounds.KEY_LETTERS}
    return frozenset(map(sounds.single, shorter | swapped | other | longer))


def _closest(one: Part, shelf: _Shelf, limit: int) -> Iterable[str]:
    """The words that are worth comparing closely: those with the nearest shapes, and letters."""
    if len(shelf.words) <= limit:
        return shelf.words
    close: set[str] = set()
    for form in (*one.core[:1], *one.forms[:2]):
        shape = sounds.shape(form.sounds)
        close.update(_nearest(shape, shelf.shapes, shelf.words, limit))
        if shelf.arabic != one.arabic:  # short vowels are not written in one of them
            bare = shelf.shapes.translate(_NO_VOWELS)
            close.update(_nearest(shape.translate(_NO_VOWELS), bare, shelf.words, limit))
    if shelf.arabic == one.arabic:
        letters = [word.replace(JOINT, "") for word in shelf.words]
        near = process.extract(
            one.letters, letters, scorer=fuzz.ratio, limit=_CLOSE_LETTERS, score_cutoff=_LIKE_LETTERS
        )
        close.update(shelf.words[n] for _, _, n in near)
    return close


def _nearest(shape: str, shapes: str, words: Sequence[str], limit: int) -> list[str]:
    near = process.extract(shape, shapes.split(" "), scorer=fuzz.ratio, limit=limit)
    return [words[n] for _, _, n in near]


def _worked_out(typed: str, words: Iterable[str], *, begun: bool) -> dict[str, float]:
    compared = ((word, alike(typed, word, begun=begun)) for word in words)
    return {word: like for word, like in compared if like >= FLOOR}


@lru_cache(1 << 8)
def _misspelt(letters: str, *, arabic: bool) -> frozenset[str]:
    """The words that differ from `letters` in one letter."""
    alphabet = _ARABIC if arabic else _LATIN
    shorter = {letters[:n] + letters[n + 1 :] for n in range(len(letters))}
    swapped = {letters[:n] + letters[n + 1] + letters[n] + letters[n + 2 :] for n in range(len(letters) - 1)}
    other = {letters[:n] + x + letters[n + 1 :] for n in range(len(letters)) for x in alphabet}
    longer = {letters[:n] + x + letters[n:] for n in range(len(letters) + 1) for x in alphabet}
    return frozenset(shorter | swapped | other | longer)


def begun(connection: Connection, typed: str) -> dict[str, float]:
    """Return words that a part being typed may become, by their sound, with their likeness."""
    one = part(typed)
    heard = [form.sounds for form in one.forms[:2]]
    if not one.arabic:
        heard += [sounds.of_latin(one.letters[:-1] + more) for more in _grown(one.letters[-1])]
    close: set[str] = set()
    for sound in heard:
        drawn, key = sounds.shape(sound), sounds.skeleton(sound)
        if len(drawn) < len("ab") or not key:
            continue
        for shelf in _shelves(connection, _FROM_KEY, first=key, last=key + _LAST_KEY):
            starts = [shape[: len(drawn) + 1] for shape in shelf.shapes.split(" ")] if shelf.words else []
            for _, _, n in process.extract(drawn, starts, scorer=fuzz.ratio, limit=_CLOSE_BEGUN):
                close.add(shelf.words[n])
    return _worked_out(typed, close, begun=True)


def _grown(letter: str) -> tuple[str, ...]:
    halves = {"c": "ch", "s": "sh", "k": "kh", "g": "gh", "d": "dj", "t": "tch"}
    return (halves[letter],) if letter in halves else ()


def people(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    """Return how many people have each of `words`."""
    return _people(connection, words)
