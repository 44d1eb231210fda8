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
from typing import Any, Final

from sqlalchemy import Connection, delete, select, text

from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import JOINT, part, parts_of, unfinished
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.domain.sounds import outline
from kiosk.store import tables, vocabulary
from kiosk.store.likeness import Typed, beginnings, joined_alike, letters_bonus, name_alike

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

_LONG, _LEAST = 9, 4
_SHORT: Final = 3
_MAIL: Final = "@"
_LITERAL: Final = 60
_NEAR: Final = 150
_ENOUGH: Final = 60
_ONE_LEFT_OUT: Final = 150
_MOST: Final = 300
_CLOSELY: Final = 24
"""How many of the best are compared closely."""

_MOST_ALTERNATIVES: Final = 80
_SURE: Final = 0.75
_LIKE_BEST: Final = 0.08
_RAREST_MORE: Final = 0.55
_BEGUN_WEIGHT, _BEGUN_SHARE = 0.35, 3
_WELL_FOUND: Final = 0.97
_EVERY_WORD, _WORD_MORE = 0.95, 0.03
_ELSEWHERE: Final = 0.85
_COMPANY: Final = 0.02
_NOT_MEANT: Final = 0.75
"""Whoever scores less than this share of the best was hardly meant."""


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
        dict.fromkeys(
            _SOUND + outline(form.sounds) for form in (*one.forms, *one.core) if outline(form.sounds)
        )
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
    vocabulary.remove(connection, Counter(word for _, _, *names in rows for word in name_parts(*names)))


def clear(connection: Connection) -> None:
    """Drop the index; the words are tables that are emptied with the others."""
    connection.execute(text("INSERT INTO attendee_search (attendee_search) VALUES ('delete-all')"))


def rebuild(connection: Connection) -> None:
    """Index the roll anew, from the attendees as they are there."""
    clear(connection)
    for table in (tables.name_word, tables.name_key):
        connection.execute(delete(table))
    columns = [tables.attendee.c[name] for name in ("number", *_INDEXED)]
    rows = connection.execution_options(yield_per=_BATCH).execute(select(*columns))
    for batch in rows.partitions(_BATCH):
        add(connection, [entry(row[0], _indexed(row)) for row in batch])


def _indexed(row: Sequence[Any]) -> Attendee:
    values = dict(zip(_INDEXED, row[1:], strict=True))
    values["extra"] = json.loads(values["extra"]) if values["extra"] else {}
    return Attendee(id="", code="", **values)


_BATCH: Final = 2000
_INDEXED: Final = (
    "name_latin", "name_arabic", "company", "function", "email", "phone", "ticket", "reference", "extra",
)  # fmt: skip
_NAMES: Final = (
    "SELECT number, company, name_latin, name_arabic FROM attendee"
    " WHERE number IN (SELECT value FROM json_each(?))"
)


def _names(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, str, str, str]]:
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
    near: tuple[dict[str, float], ...]

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
    words = () if _MAIL in typed else parts_of(" ".join(folded))
    if not whole:
        words = unfinished(words)
    words = _split(connection, words[:_WORDS])
    if len(words) == 1 and len(words[0]) <= _SHORT and _are_many(connection, folded):
        return _Question(folded, whole, Typed(words, (1.0,), not whole), ({},))
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


def _are_many(connection: Connection, folded: Sequence[str]) -> bool:
    """Whether so many have a word that begins so that nobody need be looked for by sound."""
    asked = [_literal(word, begun=True) for word in folded]
    return len(_named(connection, asked, _LITERAL)) == _LITERAL


def _split(connection: Connection, words: tuple[str, ...]) -> tuple[str, ...]:
    """One long word that nobody has may be two that somebody has: Fatimazahra."""
    if len(words) != 1 or len(words[0]) < _LONG or JOINT in words[0]:
        return words
    word = words[0]
    starts = [word[:n] for n in range(_LEAST, len(word) - _LEAST + 1)]
    known = vocabulary.people(connection, [word, *starts])
    first = max((start for start in starts if start in known), key=len, default="")
    return words if word in known or not first else (first, word[len(first) :])


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
    last = len(question.folded) - 1
    literal = [
        _literal(word, begun=not question.whole and place == last)
        for place, word in enumerate(question.folded)
    ]
    by_letters = set(_named(connection, literal, _LITERAL))
    found = set(by_letters)
    if not any(question.near) and len(by_letters) == _LITERAL:
        return by_letters, set()
    places = range(len(question.near))
    best = [_alternatives(question, place, question.best(place) - _LIKE_BEST) for place in places]
    found.update(_named(connection, best, _NEAR))
    found.update(_named(connection, [_or_begun(question, place, _SURE) for place in places], _NEAR))
    others: set[int] = set()
    if len(found) < _ENOUGH:
        others.update(_ask(connection, " AND ".join(literal), _LITERAL))
    if len(found) < _ENOUGH and len(places) > 1:
        for left_out in places:
            rest = [words for place, words in enumerate(best) if place != left_out and words]
            found.update(_named(connection, rest, _ONE_LEFT_OUT))
    if len(found) < _ENOUGH and len(places) > len(("one", "other")):
        for words in filter(None, best):
            found.update(_named(connection, [words], _NEAR))
    if len(found) < _MOST:
        found.update(_named(connection, [_or_begun(question, place, 0.0) for place in places], _NEAR))
    return found, others - by_letters


def _named(connection: Connection, alternatives: Sequence[str], limit: int) -> list[int]:
    """Who has one of the alternatives for every part among their names; nobody where a part has none."""
    if not alternatives or not all(alternatives):
        return []
    return _ask(connection, f"{{names}} : ({' AND '.join(alternatives)})", limit)


def _or_begun(question: _Question, place: int, least: float) -> str:
    """The words that are like a part, or what may become of it while it is typed."""
    words = _alternatives(question, place, least)
    if not question.typed.is_begun(place):
        return words
    last = question.typed.words[place]
    starts = [_SOUND + sound for sound in beginnings(last)]
    asked = [_literal(start, begun=True) for start in (*starts, part(last).letters)]
    return f"({' OR '.join([*asked, words] if words else asked)})"


def _literal(word: str, *, begun: bool) -> str:
    return f'"{word}"*' if begun else f'"{word}"'


def _alternatives(question: _Question, place: int, least: float) -> str:
    """The words that are like the part at `place` as one question, "" for none."""
    words = question.near[place]
    best = sorted((word for word, like in words.items() if like >= least), key=words.__getitem__)
    asked = [_literal(word, begun=False) for word in best[-_MOST_ALTERNATIVES:]]
    return f"({' OR '.join(asked)})" if asked else ""


def _ask(connection: Connection, wanted: str, limit: int) -> list[int]:
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM attendee_search WHERE attendee_search MATCH ? LIMIT ?", (wanted, limit)
    )
    return [number for (number,) in rows.all()]


# -- ranking ------------------------------------------------------------------------------------------


def _scored(connection: Connection, question: _Question, found: set[int], others: set[int]) -> list[Hit]:
    whole = " ".join(question.folded)
    scores: dict[int, float] = {}
    names: dict[int, list[tuple[str, ...]]] = {}
    for number, company, *spelt in _names(connection, found | others):
        own = names[number] = [parts for parts in map(parts_of, filter(None, spelt)) if parts]
        score = max((_name_score(question, name, company) for name in own), default=0.0)
        scores[number] = max(score, _word_for_word(question, spelt)) + letters_bonus(whole, spelt)
    _look_closely(question.typed, names, scores)
    for number in others:
        scores[number] = max(scores.get(number, 0.0), _ELSEWHERE)
    best = max(scores.values(), default=0.0)
    return [Hit(number, score) for number, score in scores.items() if score >= best * _NOT_MEANT]


def _name_score(question: _Question, name: Sequence[str], company: str) -> float:
    """How alike a name is to what was typed, or to what is left of it when a word is of the company."""
    typed, near = question.typed, question.near
    if not typed.words:
        return 0.0
    score = name_alike(typed, name, near)
    if company and len(typed.words) > 1:
        belongs = " " + fold(company)
        for place, word in enumerate(typed.words):
            if f" {word}" in belongs:
                rest = typed.without(place)
                left = name_alike(rest, name, (*near[:place], *near[place + 1 :]))
                score = max(score, left - _COMPANY)
    return score


def _word_for_word(question: _Question, names: Iterable[str]) -> float:
    """What a name scores at least that has every word typed, whatever parts they make there."""
    typed = set(question.folded)
    sizes = [len(words - typed) for name in names if typed <= (words := set(fold(name).split()))]
    return _EVERY_WORD - _WORD_MORE * min(sizes) if sizes else 0.0


def _look_closely(
    typed: Typed, names: Mapping[int, Sequence[Sequence[str]]], scores: dict[int, float]
) -> None:
    """Let the words of the best be split or joined otherwise, unless one is found as it is."""
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:_CLOSELY]
    if typed.words and best and scores[best[0]] < _WELL_FOUND:
        for number in best:
            scores[number] = max(scores[number], *(joined_alike(typed, name) for name in names[number]), 0.0)
