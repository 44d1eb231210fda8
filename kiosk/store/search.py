"""Finding attendees while somebody types: by names in either script as they sound, then by all else known.

What is kept of a person are the words of their names and of everything else, in one full-text index, and
which words of the roll's names they have (`vocabulary`, `postings`), which is in memory too (`memory`).
A look-up reads what was typed, asks which words are like its parts, then who has most of them: a bounded
number of people, whom it ranks. How is told in `ranking`. Of equals, those who are not in yet come first.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, select, text

from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import JOINT, part, parts_of, unfinished
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.store import memory, postings, ranking, tables, vocabulary
from kiosk.store.likeness import Typed, glanced
from kiosk.store.postings import BOTH, Scripts
from kiosk.store.ranking import Question

if TYPE_CHECKING:
    from kiosk.store.crowd import Listed
    from kiosk.store.lexicon import Lexicon, Like

Entry = tuple[int, str, str, dict[str, int]]
"""A person's number, the words of their names, those of all else, and each part with its name's length."""

_WORDS: Final = 8
_WORD_LENGTH: Final = 40
_READ: Final = 400
"""Characters of what was typed that are read: nobody types more by hand."""

_DIGITS = re.compile(r"\D+")
_PHONE_TAIL: Final = 4
_LOCAL_DIGITS: Final = 8
"""A number that starts with 00 and is longer than this starts with a country."""

_ANY_NAME: Final = ("sara",)
_LONG, _LEAST = 9, 4
_SHORT: Final = 3
_MAIL: Final = "@"
_LITERAL: Final = 60
_RANKED: Final = 120
_ELSEWHERE_AT_MOST: Final = 2000
_CLOSELY: Final = 24
"""How many of the best are compared closely."""

_LIKE_BEST: Final = 0.08
_RAREST_MORE: Final = 0.55
_BEGUN_WEIGHT, _BEGUN_SHARE = 0.35, 3
_WELL_FOUND: Final = 0.92
_ELSEWHERE: Final = 0.85
_MEANT, _MEANT_BESIDE_BEST = 0.5, 0.6
"""Whoever scores less than this, or less than this share of the best, was hardly meant."""


def entry(number: int, one: Attendee) -> Entry:
    """Return what is kept of `one` under its `number`."""
    names = (one.name_latin, one.name_arabic)
    folded = dict.fromkeys(word for name in names for word in fold(name).split())
    return (number, " ".join(folded), " ".join(dict.fromkeys(_other_words(one))), _parts(*names))


def _parts(*names: str) -> dict[str, int]:
    """The parts of `names`, each with how many there are in its name."""
    sizes: dict[str, int] = {}
    for name in filter(None, names):
        words = parts_of(name)
        for word in words:
            sizes[word] = min(len(words), sizes.get(word, len(words)))
    return sizes


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
    if not entries:
        return
    connection.exec_driver_sql(
        "INSERT INTO attendee_search (rowid, names, others) VALUES (?, ?, ?)", [one[:3] for one in entries]
    )
    words = vocabulary.add(connection, Counter(word for one in entries for word in one[3]))
    posts = ((words[word], one[0], size) for one in entries for word, size in one[3].items())
    postings.add(connection, posts)


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Drop what is kept under `numbers`, while their rows say still what it was."""
    if not numbers:
        return
    connection.execute(
        text("DELETE FROM attendee_search WHERE rowid = :number"), [{"number": one} for one in numbers]
    )
    had = [(number, word) for number, _, *names in _names(connection, numbers) for word in _parts(*names)]
    words = vocabulary.remove(connection, Counter(word for _, word in had))
    postings.remove(connection, ((words[word], number) for number, word in had if word in words))


def clear(connection: Connection) -> None:
    """Drop the index; the words are a table that is emptied with the others."""
    connection.execute(text("INSERT INTO attendee_search (attendee_search) VALUES ('delete-all')"))
    postings.clear(connection)


def rebuild(connection: Connection) -> None:
    """Index the roll anew, from the attendees as they are there."""
    clear(connection)
    connection.execute(delete(tables.name_word))
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


def hits(connection: Connection, typed: str) -> list[Hit]:
    """Return who is found by `typed`, best first; a bounded number, whoever many there are."""
    typed = typed[:_READ]
    folded = tuple(word[:_WORD_LENGTH] for word in _typed_words(typed))[:_WORDS]
    if not folded:
        return []
    begun = not typed[-1].isspace()
    by_letters = _with_letters(connection, folded, _IN_NAMES, begun=begun)
    words = _read(typed, folded, begun=begun)
    if len(by_letters) == _LITERAL and len(words) == 1 and len(words[0]) <= _SHORT:
        question = _by_letters_alone(words, folded, begun=begun)
        scores = _scored(connection, question, dict.fromkeys(by_letters, BOTH), closely=0)
        return _ranked(scores, least=0.0)  # all of them begin as was typed, however little that is
    elsewhere = _with_letters(connection, folded, _ELSEWHERE_IN, begun=begun)
    question, found = _by_sound(connection, words, folded, begun=begun)
    scores = _scored(connection, question, dict(found) | dict.fromkeys((*by_letters, *elsewhere), BOTH))
    for number in elsewhere:
        scores[number] = max(scores.get(number, 0.0), _ELSEWHERE)
    return _ranked(scores)


def make_ready(connection: Connection) -> None:
    """Read the words of the roll's names, so that the first look-up answers as soon as any other."""
    _by_sound(connection, _ANY_NAME, _ANY_NAME, begun=True)


def _ranked(scores: Mapping[int, float], least: float | None = None) -> list[Hit]:
    if least is None:
        least = max(_MEANT, max(scores.values(), default=0.0) * _MEANT_BESIDE_BEST)
    found = [Hit(number, score) for number, score in scores.items() if score >= least]
    return sorted(found, key=lambda hit: (-hit.score, hit.number))


def _read(typed: str, folded: Sequence[str], *, begun: bool) -> tuple[str, ...]:
    """The parts of names that were typed."""
    words = () if _MAIL in typed else parts_of(" ".join(folded))
    return (unfinished(words) if begun else words)[:_WORDS]


def _typed_words(typed: str) -> list[str]:
    """The words of `typed`; a phone number in any spelling is one word."""
    digits = _DIGITS.sub("", typed)
    if len(digits) >= _PHONE_TAIL and re.fullmatch(r"[\s\d+().-]+", typed):
        return [digits[2:] if typed.lstrip().startswith("00") and len(digits) > _LOCAL_DIGITS else digits]
    return fold(typed).split()


# -- by letters

_IN_NAMES: Final = "names"
_ELSEWHERE_IN: Final = "others"


def _with_letters(
    connection: Connection, words: Sequence[str], where: str, *, begun: bool, most: int = _LITERAL
) -> list[int]:
    """Who has all of these words there; the last of them only begun, if it is."""
    asked = [f'"{word}"' for word in words]
    wanted = f"{{{where}}} : ({' AND '.join(asked)}{'*' if begun else ''})"
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM attendee_search WHERE attendee_search MATCH ? LIMIT ?", (wanted, most)
    )
    return [number for (number,) in rows.all()]


def _by_letters_alone(words: Sequence[str], folded: tuple[str, ...], *, begun: bool) -> Question:
    """So many have a word that begins so that nobody need be looked for by sound."""
    glances = _Glances(words[0], begun=begun)
    return Question(folded, Typed(tuple(words), (1.0,), begun), (glances,), _Glances(words[0], begun=False))


class _Glances(dict[str, float]):
    """How alike words are to a typed part, looked at one by one."""

    def __init__(self, typed: str, *, begun: bool) -> None:
        super().__init__()
        self._typed, self._begun = typed, begun

    def __missing__(self, word: str) -> float:
        self[word] = like = glanced(self._typed, word, begun=self._begun)
        return like


# -- by sound


def _by_sound(
    connection: Connection, words: tuple[str, ...], folded: tuple[str, ...], *, begun: bool
) -> tuple[Question, Mapping[int, Scripts]]:
    """What was typed with the words of the roll that are like it, and whose names have most of them."""
    from kiosk.store import crowd

    names = memory.names(connection)
    words = _split(names.lexicon, words)
    if not words:
        return Question(folded, Typed((), (), begun), (), _Glances("", begun=False)), {}
    last = len(words) - 1
    both = [names.lexicon.like(word, begun=begun and place == last) for place, word in enumerate(words)]
    near = [started for _, started in both]
    listed = [
        names.crowd.listed(like, _beside(connection, word, begun=begun and place == last) if last else ())
        for place, (word, like) in enumerate(zip(words, near, strict=True))
    ]
    everybody = int(connection.exec_driver_sql("SELECT max(number) FROM attendee").scalar() or 0)
    weights = _weights(words, near, listed, everybody, begun=begun)
    typed = Typed(words, weights, begun)
    question = Question(folded, typed, tuple(like.words for like in near), both[last][0].words)
    return question, crowd.best(listed, weights, everybody, _RANKED)


def _beside(connection: Connection, word: str, *, begun: bool) -> list[int]:
    """Who has a typed word in their company, or elsewhere; nobody where too many have."""
    letters = part(word).letters
    found = _with_letters(connection, [letters], _ELSEWHERE_IN, begun=begun, most=_ELSEWHERE_AT_MOST)
    return found if len(found) < _ELSEWHERE_AT_MOST else []


def _split(lexicon: Lexicon, words: tuple[str, ...]) -> tuple[str, ...]:
    """One long word that nobody has may be two that somebody has: Fatimazahra."""
    if len(words) != 1 or len(words[0]) < _LONG or JOINT in words[0] or words[0] in lexicon.places:
        return words
    word = words[0]
    for end in range(len(word) - _LEAST, _LEAST - 1, -1):
        if word[:end] in lexicon.places:
            return (word[:end], word[end:])
    return words


def _weights(
    words: Sequence[str], near: Sequence[Like], listed: Sequence[Listed], everybody: int, *, begun: bool
) -> tuple[float, ...]:
    """What each part counts: the rarer the words that are most like it, the more."""
    all_in = math.log(max(2, everybody))
    weights = []
    for place, (like, there) in enumerate(zip(near, listed, strict=True)):
        likes = like.likes.tolist()
        best = [n for n, one in enumerate(likes) if one >= likes[-1] - _LIKE_BEST]
        rarities = [1 - math.log(max(1, number)) / all_in for number in there.people[best].tolist()]
        rarity = sum(rarities) / len(rarities) if rarities else 1.0
        counts = 1 - _RAREST_MORE + _RAREST_MORE * max(0.0, rarity)
        if begun and place == len(words) - 1:
            counts *= min(1.0, _BEGUN_WEIGHT + weight(part(words[place]).sounds) / _BEGUN_SHARE)
        weights.append(counts)
    return tuple(weights)


# -- ranking ------------------------------------------------------------------------------------------


def _scored(
    connection: Connection, question: Question, found: Mapping[int, Scripts], closely: int = _CLOSELY
) -> dict[int, float]:
    """How well the names that were found answer to what was typed; the best, so many, looked at `closely`."""
    scores: dict[int, float] = {}
    names: dict[int, list[str]] = {}
    for number, company, *spelt in _names(connection, found):
        names[number] = [name for name in spelt if name]
        scores[number] = ranking.close(question, [spelt[script] for script in found[number]], company)
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:closely]
    if best and scores[best[0]] < _WELL_FOUND:  # their words may be split or joined otherwise
        for number in best:
            joined = (ranking.joined_score(question, name) for name in names[number])
            scores[number] = max(scores[number], *joined, 0.0)
    return scores
