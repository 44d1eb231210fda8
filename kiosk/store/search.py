"""Finding attendees while somebody types: by names in either script as they sound, then by all else known.

What is kept of a person, beside the words of the roll (`vocabulary`), are the words of their names and
of everything else, in one full-text index. A look-up asks it from the narrowest question to the widest,
for a bounded number of people, and ranks those.

The one rule of ranking: a name loses by every difference from what was typed, least for how its letters are
folded, more for what sounds alike, most for what is misspelt. So the exact comes first, then what is
folded, then the sound, then the typo; words that few people have weigh more. Of equals, those who are not in
yet come first.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, select, text

from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import part, parts_of, unfinished
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.domain.sounds import outline
from kiosk.store import tables, vocabulary
from kiosk.store.likeness import Typed, beginnings, joined_alike, name_alike

Entry = tuple[int, str, str, tuple[str, ...]]

_SOUND: Final = "-"
"""Before a word that is heard, not written."""

_WORDS: Final = 8
_WORD_LENGTH: Final = 40
_READ: Final = 400
"""Characters of what was typed that are read: nobody types more by hand."""

_DIGITS = re.compile(r"\D+")
_PHONE_TAIL: Final = 4
_LOCAL_DIGITS: Final = 8
"""A number that starts with 00 and is longer than this starts with a country."""

_LITERAL: Final = 60
_NEAR: Final = 150
_ENOUGH: Final = 60
_ONE_LEFT_OUT: Final = 200
_CLOSELY: Final = 24
"""How many of the best are compared closely."""

_MOST_ALTERNATIVES: Final = 80
_SURE: Final = 0.75
_LIKE_BEST: Final = 0.08
_RAREST_MORE: Final = 0.55
_BEGUN_WEIGHT, _BEGUN_SHARE = 0.35, 3
_WELL_FOUND: Final = 0.97
_WHOLE_WORDS: Final = 0.12
_BEGINNINGS: Final = 0.10
_ELSEWHERE: Final = 0.85
_ELSEWHERE_BEGUN: Final = 0.80


def entry(number: int, one: Attendee) -> Entry:
    """Return what is kept of `one` under its `number`."""
    parts = name_parts(one.name_latin, one.name_arabic)
    folded = (*fold(one.name_latin).split(), *fold(one.name_arabic).split())
    heard = (sound for word in parts for sound in sound_words(word))
    names = dict.fromkeys((*folded, *parts, *heard))
    return (number, " ".join(names), " ".join(dict.fromkeys(_other_words(one))), parts)


def name_parts(*names: str) -> tuple[str, ...]:
    """Return the words of the parts of `names`, each once."""
    return tuple(dict.fromkeys(word for name in names if name for word in parts_of(name)))


@lru_cache(1 << 15)
def sound_words(word: str) -> tuple[str, ...]:
    """Return the words that stand in the index for how a part sounds."""
    one = part(word)
    return tuple(
        dict.fromkeys(_SOUND + outline(form.sounds) for form in (*one.forms, *one.core) if outline(form.sounds))
    )


def _other_words(one: Attendee) -> list[str]:
    rest = (one.company, one.function, one.email, one.ticket, one.reference, *one.extra.values())
    words = [word for value in rest if value for word in fold(value).split()]
    return words + list(_phone_words(one.phone)) if one.phone else words


def _phone_words(phone: str) -> tuple[str, ...]:
    """The ways in which a phone number is begun: +212 6…, 06…, 6…, and its last four digits."""
    digits = _DIGITS.sub("", phone)
    national = digits.removeprefix("212")
    return (digits, "0" + national, national, digits[-_PHONE_TAIL:])


def folded_name(one: Attendee) -> str:
    """Return what tells homonyms: the folded Latin name, or the Arabic one where there is no other."""
    return fold(one.name)


# -- keeping ------------------------------------------------------------------------------------------


def add(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep `entries`."""
    if entries:
        connection.exec_driver_sql(
            "INSERT INTO attendee_search (rowid, names, others) VALUES (?, ?, ?)",
            [one[:3] for one in entries],
        )
        vocabulary.add(connection, Counter(word for one in entries for word in one[3]))


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Drop what is kept under `numbers`, while their rows say still what it was."""
    if not numbers:
        return
    connection.execute(
        text("DELETE FROM attendee_search WHERE rowid = :number"), [{"number": one} for one in numbers]
    )
    rows = _names(connection, numbers)
    vocabulary.remove(connection, Counter(word for _, *names in rows for word in name_parts(*names)))


def clear(connection: Connection) -> None:
    """Drop the index; the words are tables that are emptied with the others."""
    connection.execute(text("INSERT INTO attendee_search (attendee_search) VALUES ('delete-all')"))


_NAMES: Final = (
    "SELECT number, name_latin, name_arabic FROM attendee WHERE number IN (SELECT value FROM json_each(?))"
)


def _names(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in connection.exec_driver_sql(_NAMES, (json.dumps(list(numbers)),)).all()]


# -- looking up ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody found, by their number; `score` is about 0 to 1."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, read: its folded words, its parts, and for each part the words that are like it."""

    folded: tuple[str, ...]
    whole: bool
    typed: Typed
    near: tuple[Mapping[str, float], ...]

    def best(self, place: int) -> float:
        """Return the likeness of the word that is most like the part at `place`."""
        return max(self.near[place].values(), default=0.0)


def hits(connection: Connection, typed: str) -> list[Hit]:
    """Return who is found by `typed`, best first; a bounded number, whoever many there are."""
    question = _question(connection, typed)
    if not question.folded:
        return []
    names, others = _candidates(connection, question)
    scored = _scored(connection, question, names, others)
    return sorted(scored, key=lambda hit: (-hit.score, hit.number))


def _question(connection: Connection, typed: str) -> _Question:
    typed = typed[:_READ]
    folded = tuple(word[:_WORD_LENGTH] for word in _typed_words(typed))[:_WORDS]
    whole = typed[-1:].isspace()
    words = parts_of(" ".join(folded))
    if not whole:
        words = unfinished(words)
    words = words[:_WORDS]
    near = []
    for place, word in enumerate(words):
        found = vocabulary.like(connection, word)
        if place == len(words) - 1 and not whole:
            for other, like in vocabulary.begun(connection, word).items():
                if like > found.get(other, 0.0):
                    found[other] = like
        near.append(found)
    weights = _weights(connection, words, near, begun=not whole)
    return _Question(folded, whole, Typed(words, weights, not whole), tuple(near))


def _typed_words(typed: str) -> list[str]:
    """The words of `typed`; a phone number in any spelling is one word."""
    digits = _DIGITS.sub("", typed)
    if len(digits) >= _PHONE_TAIL and re.fullmatch(r"[\s\d+().-]+", typed):
        return [digits[2:] if typed.lstrip().startswith("00") and len(digits) > _LOCAL_DIGITS else digits]
    return fold(typed).split()


def _weights(
    connection: Connection, words: Sequence[str], near: Sequence[Mapping[str, float]], *, begun: bool
) -> tuple[float, ...]:
    """What each part counts: the rarer the words that are most like it, the more."""
    best = [_most_like(found) for found in near]
    people = vocabulary.people(connection, {word for found in best for word in found})
    everybody = max(2, int(connection.exec_driver_sql("SELECT max(number) FROM attendee").scalar() or 0))
    weights = []
    for place, found in enumerate(best):
        rarities = [math.log(everybody / max(1, people.get(word, 1))) / math.log(everybody) for word in found]
        rarity = sum(rarities) / len(rarities) if rarities else 1.0
        counts = 1 - _RAREST_MORE + _RAREST_MORE * max(0.0, rarity)
        if begun and place == len(words) - 1:
            counts *= min(1.0, _BEGUN_WEIGHT + weight(part(words[place]).sounds) / _BEGUN_SHARE)
        weights.append(counts)
    return tuple(weights)


def _most_like(found: Mapping[str, float]) -> list[str]:
    most = max(found.values(), default=0.0)
    return [word for word, like in found.items() if like >= most - _LIKE_BEST]


# -- whom to rank -------------------------------------------------------------------------------------


def _candidates(connection: Connection, question: _Question) -> tuple[set[int], set[int]]:
    """The people to rank: those whose names may be meant, and those of whom something else may be."""
    literal = [_literal(word, begun=not question.whole and n == len(question.folded) - 1)
               for n, word in enumerate(question.folded)]
    by_letters = _ask(connection, f"{{names}} : ({' AND '.join(literal)})", _LITERAL)
    found = set(by_letters)
    places = range(len(question.near))
    sure = [_alternatives(question, place, _SURE) for place in places]
    if all(sure):
        found.update(_ask(connection, f"{{names}} : ({' AND '.join(sure)})", _NEAR))
    others: set[int] = set()
    if len(found) < _ENOUGH:
        others.update(_ask(connection, " AND ".join(literal), _LITERAL))
    if len(found) < _ENOUGH and len(places) > 1:
        best = [_alternatives(question, place, question.best(place) - _LIKE_BEST) for place in places]
        for left_out in places:
            rest = [words for n, words in enumerate(best) if n != left_out and words]
            if rest:
                found.update(_ask(connection, f"{{names}} : ({' AND '.join(rest)})", _ONE_LEFT_OUT))
    if len(found) < 2 * _NEAR:
        alike = [_alternatives(question, place, 0.0) for place in places]
        if all(alike):
            found.update(_ask(connection, f"{{names}} : ({' AND '.join(alike)})", _NEAR))
    return found, others - set(by_letters)


def _literal(word: str, *, begun: bool) -> str:
    return f'"{word}"*' if begun else f'"{word}"'


def _alternatives(question: _Question, place: int, least: float) -> str:
    """The words that are like the part at `place` as one question, "" for none."""
    words = question.near[place]
    best = sorted((word for word, like in words.items() if like >= least), key=words.__getitem__)
    asked = [_literal(word, begun=False) for word in best[-_MOST_ALTERNATIVES:]]
    if question.typed.is_begun(place):
        last = question.typed.words[place]
        asked += [_literal(_SOUND + sound, begun=True) for sound in beginnings(last)]
        asked.append(_literal(part(last).letters, begun=True))
    return f"({' OR '.join(asked)})" if asked else ""


def _ask(connection: Connection, wanted: str, limit: int) -> list[int]:
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM attendee_search WHERE attendee_search MATCH ? LIMIT ?", (wanted, limit)
    )
    return [number for (number,) in rows.all()]


# -- ranking ------------------------------------------------------------------------------------------


def _scored(
    connection: Connection, question: _Question, found: set[int], others: set[int]
) -> list[Hit]:
    whole = " ".join(question.folded)
    scores: dict[int, float] = {}
    names: dict[int, list[tuple[str, ...]]] = {}
    for number, *spelt in _names(connection, found | others):
        names[number] = [parts for parts in map(parts_of, filter(None, spelt)) if parts]
        scores[number] = max(
            (name_alike(question.typed, name, question.near) for name in names[number]), default=0.0
        ) if question.typed.words else 0.0
        scores[number] += _letters_bonus(whole, spelt)
    if question.typed.words:
        _look_closely(question.typed, names, scores)
    for number in others:
        scores[number] = max(scores.get(number, 0.0), _ELSEWHERE)
    return [Hit(number, score) for number, score in scores.items()]


def _letters_bonus(whole: str, names: Iterable[str]) -> float:
    best = 0.0
    for name in names:
        if name:
            folded = " " + fold(name)
            if folded[1:] == whole:
                return _WHOLE_WORDS
            if f" {whole}" in folded:
                best = _BEGINNINGS
    return best


def _look_closely(typed: Typed, names: Mapping[int, Sequence[Sequence[str]]], scores: dict[int, float]) -> None:
    """Work the likenesses of the best out in full, and let words be split or joined otherwise."""
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:_CLOSELY]
    exact = scores[best[0]] >= _WELL_FOUND if best else True
    for number in best:
        for name in names[number]:
            like = name_alike(typed, name, None)
            if not exact:
                like = max(like, joined_alike(typed, name))
            scores[number] = max(scores[number], like)
