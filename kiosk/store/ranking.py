"""The one rule of ranking: how well a name answers to what was typed, from 0 to about 1.

A name loses by every difference from what was typed, least for how its letters are folded, more for what only
sounds alike, most for what is misspelt: so the exact comes first, then what is folded, then the sound, then
the typo. Typed words count the more the fewer people have one like it. What is left over of a name costs
something; so does another order, and a word that was typed whole but taken for the beginning of another.
Of several ways to read a name - by its parts, word for word, or with nobody minding where words end -
the best counts. The shares were found by trying on names, one half to tune and the other to confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final, Protocol

from rapidfuzz.distance import Indel

from kiosk.domain.name_parts import is_arabic, parts_of
from kiosk.domain.names import fold
from kiosk.store.likeness import FLOOR, Typed, joined_alike

_ALIKE: Final = 0.18
_CLEARLY_ALIKE: Final = 0.41
_WORST: Final = 0.12
_COVERED: Final = 0.20
_FINISHED: Final = 0.09
"""Shares of a likeness that is whole: of the parts, of the parts to the fourth power, of the worst part, of
what of the name was typed, of the last part if no more of it is to come."""

_INVERTED: Final = 0.075
_LONGER, _SHORTER = 0.065, 0.07
_SPELT, _BEGINS_SO = 0.06, 0.065
"""What a name gains by its letters, and by beginning with all that was typed."""

_WORD_FOR_WORD: Final = 0.99
_COMPANY: Final = 0.02
_PAIRED: Final = 1.4


class Likes(Protocol):
    """How alike a word is to a typed part: nothing if it has nothing to do with it."""

    def __getitem__(self, word: str, /) -> float: ...


@dataclass(frozen=True)
class Question:
    """What was typed, read: its folded words, its parts, and for each part the words that are like it.

    `finished` are those that are like the last part if no more of it is to come.
    """

    folded: tuple[str, ...]
    typed: Typed
    near: tuple[Likes, ...]
    finished: Likes

    @cached_property
    def whole(self) -> str:
        """All that was typed, folded."""
        return " ".join(self.folded)

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The words that were typed, each once."""
        return frozenset(self.folded)

    def without(self, place: int) -> Question:
        """Return what was typed but for the part at `place`."""
        near = (*self.near[:place], *self.near[place + 1 :])
        typed = self.typed.without(place)
        return Question(self.folded, typed, near, self.finished if typed.begun else near[-1])


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a name: how alike each typed part is to some of it, and how much of it that is.

    `finished` is how alike the last typed part is if no more of it is to come.
    """

    likes: Sequence[float]
    finished: float
    covered: float
    size: int
    inverted: int = 0


def name_score(question: Question, name: str, company: str = "") -> float:
    """Return how well `name` answers to what was typed, or to what is left when a word is of the company."""
    words = parts_of(name)
    if not words or not question.typed.words:
        return 0.0
    score = _worth(question.typed, _by_parts(question, words))
    if company and len(question.typed.words) > 1:
        belongs = " " + fold(company)
        rest = question
        for place in reversed(range(len(question.typed.words))):
            if f" {question.typed.words[place]}" in belongs and len(rest.typed.words) > 1:
                rest = rest.without(place)
        if rest is not question:
            score = max(score, _worth(rest.typed, _by_parts(rest, words)) - _COMPANY)
    return max(score, _word_for_word(question, name)) + _by_letters(question, name)


def joined_score(question: Question, name: str) -> float:
    """Return how well a name answers when nobody minds where its words end."""
    words = parts_of(name)
    if not words or not question.typed.words:
        return 0.0
    like = joined_alike(question.typed, words)
    one = _Reading((like,), like, like, 1)
    return _worth(Typed(("",), (1.0,), begun=False), one) + _by_letters(question, name)


def _worth(typed: Typed, reading: _Reading) -> float:
    alike = clearly = 0.0
    for counts, like in zip(typed.weights, reading.likes, strict=True):
        alike += counts * like
        clearly += counts * like**4
    score = (
        (_ALIKE * alike + _CLEARLY_ALIKE * clearly) / sum(typed.weights)
        + _WORST * min(reading.likes)
        + _COVERED * reading.covered / reading.size
        + _FINISHED * reading.finished
        - _INVERTED * reading.inverted
    )
    if reading.size > len(reading.likes):
        return score - _LONGER
    return score + _SHORTER if reading.size < len(reading.likes) else score


def _by_parts(question: Question, name: Sequence[str]) -> _Reading:
    """The parts of a name paired with those typed, the best pairs first, each part once."""
    pairs = []
    for i, (near, counts) in enumerate(zip(question.near, question.typed.weights, strict=True)):
        for j, word in enumerate(name):
            like = near[word]
            if like >= FLOOR:
                pairs.append((like**_PAIRED * counts, like, i, j))
    pairs.sort(reverse=True)
    mine: dict[int, int] = {}
    theirs: dict[int, float] = {}
    for _, like, i, j in pairs:
        if i not in mine and j not in theirs:
            mine[i] = j
            theirs[j] = like
    last = len(question.near) - 1
    places = [mine[i] for i in sorted(mine)]
    return _Reading(
        likes=[theirs[mine[i]] if i in mine else 0.0 for i in range(last + 1)],
        finished=question.finished[name[mine[last]]] if last in mine else 0.0,
        covered=sum(theirs.values()),
        size=len(name),
        inverted=sum(a > b for a, b in combinations(places, 2)),
    )


def _word_for_word(question: Question, name: str) -> float:
    """What a name scores at least that has every word typed, whatever parts they make there."""
    typed, words = question.all_words, fold(name).split()
    if not typed.issubset(words):
        return 0.0
    likes = (_WORD_FOR_WORD,) * len(typed)
    reading = _Reading(likes, _WORD_FOR_WORD, _WORD_FOR_WORD * len(typed), len(set(words)))
    return _worth(Typed(tuple(typed), (1.0,) * len(typed), begun=False), reading)


def _by_letters(question: Question, name: str) -> float:
    """What a name has over others that sound as well, because it is written as it was typed."""
    whole, folded = question.whole, fold(name)
    if not folded or is_arabic(whole) != is_arabic(folded):
        return 0.0
    begins = _BEGINS_SO if f" {whole}" in f" {folded}" else 0.0
    return begins + _SPELT * Indel.normalized_similarity(whole, folded)


def close(question: Question, names: Iterable[str], company: str) -> float:
    """Return how well somebody with these names answers to what was typed."""
    return max((name_score(question, name, company) for name in names if name), default=0.0)
