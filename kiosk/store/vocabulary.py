"""The words of which the roll's names are made, under keys of their sound, and how many people have each.

Which words are like a typed one is answered from here, however large the roll: names repeat words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from kiosk.domain import sounds
from kiosk.domain.name_parts import JOINT, Part, part
from kiosk.store.likeness import FLOOR, alike

_CLOSE: Final = 60
"""Words that are compared closely, of those that share a key."""

_CLOSE_LETTERS: Final = 25
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
_KEEP_KEY: Final = "INSERT OR IGNORE INTO name_key (key, outline, word) VALUES (?, ?, ?)"
_WITH_KEYS: Final = (
    f"SELECT outline, word FROM name_key WHERE key IN (SELECT value FROM json_each(?)) LIMIT {_MOST_WORDS}"
)
_FROM_KEY: Final = f"SELECT outline, word FROM name_key WHERE key >= ? AND key < ? LIMIT {_MOST_BEGUN}"
_KNOWN: Final = "SELECT word, people FROM name_word WHERE word IN (SELECT value FROM json_each(?))"


def add(connection: Connection, words: Counter[str]) -> None:
    """Count `words` in."""
    if not words:
        return
    connection.exec_driver_sql(_COUNT, list(words.items()))
    rows = [(key, outline, word) for word in words for key, outline in _keys(word)]
    connection.exec_driver_sql(_KEEP_KEY, rows)


def remove(connection: Connection, words: Counter[str]) -> None:
    """Count `words` out; what nobody has any more goes."""
    if not words:
        return
    connection.exec_driver_sql(_COUNT, [(word, -number) for word, number in words.items()])
    gone = json.dumps(
        [word for word, people in _people(connection, words).items() if people <= 0], ensure_ascii=False
    )
    connection.exec_driver_sql("DELETE FROM name_word WHERE word IN (SELECT value FROM json_each(?))", (gone,))
    keys = [
        (key, outline, word) for word in json.loads(gone) for key, outline in _keys(word)
    ]
    if keys:
        connection.exec_driver_sql("DELETE FROM name_key WHERE key = ? AND outline = ? AND word = ?", keys)


def _people(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    rows = connection.exec_driver_sql(_KNOWN, (json.dumps(list(words)),))
    return {word: people for word, people in rows}


@lru_cache(1 << 15)
def _keys(word: str) -> tuple[tuple[str, str], ...]:
    """The keys that a part is found by, each with the outline of the form that has it."""
    one = part(word)
    found = {
        (key, sounds.outline(form.sounds))
        for form in (*one.forms, *one.core)
        for key in sounds.skeletons(form.sounds)
    }
    return tuple(sorted(found))


# -- looking up ---------------------------------------------------------------------------------------


def like(connection: Connection, typed: str) -> dict[str, float]:
    """Return the words that are like the word of a typed part, with their likeness."""
    one = part(typed)
    rows = _with_keys(connection, one)
    close = _closest(one, rows)
    found = _worked_out(typed, close, begun=False)
    same = max((like for word, like in found.items() if part(word).arabic == one.arabic), default=0.0)
    if same < _NOTHING_NEAR and len(one.letters) > len("ab"):
        near = _people(connection, _misspelt(one.letters, arabic=one.arabic))
        found |= _worked_out(typed, near, begun=False)
    return found


def _with_keys(connection: Connection, one: Part) -> list[tuple[str, str]]:
    own: set[str] = set()
    for form in (*one.forms, *one.core)[:_MOST_FORMS]:
        own |= sounds.skeletons(form.sounds)
        if "C" in form.sounds and not one.arabic:
            own.add(sounds.skeleton(form.sounds.replace("C", "x")))
    rows = _rows(connection, own)
    return rows + _rows(connection, {near for key in own for near in _one_off(key)} - own)


def _rows(connection: Connection, keys: Iterable[str]) -> list[tuple[str, str]]:
    return [(outline, word) for outline, word in connection.exec_driver_sql(_WITH_KEYS, (json.dumps(list(keys)),))]


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


def _closest(one: Part, rows: Sequence[tuple[str, str]]) -> list[str]:
    """The words that are worth comparing closely: those with the nearest outlines and letters."""
    if len(rows) <= _CLOSE:
        return [word for _, word in rows]
    outlines = [outline for outline, _ in rows]
    close: dict[str, None] = {}
    for form in (*one.core[:1], *one.forms[:2]):
        drawn = sounds.outline(form.sounds)
        for _, _, n in process.extract(drawn, outlines, scorer=fuzz.ratio, limit=_CLOSE):
            close.setdefault(rows[n][1])
    same = [word for word in {word for _, word in rows} if part_is_arabic(word) == one.arabic]
    letters = [word.replace(JOINT, "") for word in same]
    near = process.extract(
        one.letters, letters, scorer=fuzz.ratio, limit=_CLOSE_LETTERS, score_cutoff=_LIKE_LETTERS
    )
    for _, _, n in near:
        close.setdefault(same[n])
    return list(close)


def part_is_arabic(word: str) -> bool:
    """Return whether a word of the vocabulary is in Arabic letters."""
    return word[0] > "\u05ff"


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
    close: dict[str, None] = {}
    for sound in heard:
        drawn, key = sounds.outline(sound), sounds.skeleton(sound)
        if len(drawn) < len("ab") or not key:
            continue
        rows = list(connection.exec_driver_sql(_FROM_KEY, (key, key + _LAST_KEY)))
        straight = [word for outline, word in rows if outline.startswith(drawn)]
        for word in straight[:_CLOSE]:
            close.setdefault(word)
        if len(straight) < _CLOSE:
            size = len(drawn) + 1
            starts = [outline[:size] for outline, _ in rows]
            for _, _, n in process.extract(drawn, starts, scorer=fuzz.ratio, limit=_CLOSE):
                close.setdefault(rows[n][1])
    return _worked_out(typed, close, begun=True)


def _grown(letter: str) -> tuple[str, ...]:
    halves = {"c": "ch", "s": "sh", "k": "kh", "g": "gh", "d": "dj", "t": "tch"}
    return (halves[letter],) if letter in halves else ()


def people(connection: Connection, words: Iterable[str]) -> dict[str, int]:
    """Return how many people have each of `words`."""
    return _people(connection, words)
