"""All the words of a roll's names in memory, and which of them are like a typed one.

Names repeat words: a roll of a million has some ten thousands. Each is kept as its letters, with a small set
of bits that says which it has - whatever has other ones is left out at a glance - and as the sounds that it
may be heard as (`ways`). To be imported late: numpy takes a while to load.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import Part, part
from kiosk.store.likeness import (
    FLOOR,
    LETTERS_AS_SOUND,
    LETTERS_SHARE,
    OTHER_SCRIPT_BEGUN,
    letters_begun,
)
from kiosk.store.ways import Ways, ways

if TYPE_CHECKING:
    import numpy.typing as npt

    Bits = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]
    Flags = npt.NDArray[np.bool_]

_FIRST_ARABIC: Final = "\u0600"

_MOST_BEGUN: Final = 1500
_MOST_SPELT: Final = 3000
_FAR_BEHIND: Final = 0.5
"""Words that are so much less alike than the most like bring nobody who was meant."""

_MOST_LIKE: Final = 1200
_LETTERS_LONG: Final = 7
_HEARD_ENOUGH: Final = 0.5
_CACHED: Final = 48


# -- sets of bits -------------------------------------------------------------------------------------

_LETTER: Final = {
    letter: place
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    for place, letter in enumerate(alphabet)
}


def _letters(word: str) -> int:
    """The letters of `word`, each with its number up to two."""
    found = 0
    for letter in word:
        place = _LETTER.get(letter)
        if place is not None:
            found |= 2 << 2 * place if found >> 2 * place & 1 else 1 << 2 * place
    return found


# -- the words ----------------------------------------------------------------------------------------

Row = tuple[int, str, str, bytes]
"""A word as it is kept: its number, itself, how it is spelt, how it is heard."""


class Alike:
    """How alike each word is to a typed part; nothing for those that have nothing to do with it."""

    def __init__(self, places: Mapping[str, int], likes: Floats) -> None:
        self._places = places
        self._likes = likes

    def __getitem__(self, word: str) -> float:
        place = self._places.get(word)
        return 0.0 if place is None else float(self._likes[place])


@dataclass(frozen=True, slots=True)
class Like:
    """The words that are like a typed part: how alike any word is, and the most like as arrays.

    `numbers` are in ascending order of `likes`; `arabic` says which of them are in Arabic letters.
    """

    words: Alike
    numbers: Numbers
    likes: Floats
    arabic: Flags


@dataclass(frozen=True)
class Lexicon:
    """Words with their numbers, in the order of these, as arrays; what is asked again is remembered."""

    first: int
    last: int
    words: list[str]
    letters: list[str]
    numbers: Numbers
    spellings: list[tuple[str, int, bool]]
    spelt_with: Bits
    arabic: Flags
    ways: Ways
    _found: dict[tuple[str, bool], tuple[Like, Like]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each word stands."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _in_script(self) -> tuple[Floats, Floats]:
        """One for each word in Latin letters, nothing for the others; and the other way round."""
        arabic = self.arabic.astype(np.float32)
        return 1 - arabic, arabic

    def like(self, typed: str, *, begun: bool) -> tuple[Like, Like]:
        """Return the words that are like a typed part as it is, and those that are if it may go on."""
        asked = (typed, begun)
        found = self._found.get(asked)
        if found is None:
            if len(self._found) > _CACHED:
                self._found.clear()
            found = self._found[asked] = self._like(part(typed), begun=begun)
        return found

    def _like(self, one: Part, *, begun: bool) -> tuple[Like, Like]:
        finished, started = self.ways.alike(one, len(self.words), begun=begun)
        same = self._in_script[one.arabic]
        as_it_is = self._with_letters(one, finished, same, begun=False)
        if not begun:
            return as_it_is, as_it_is
        less = np.float32(OTHER_SCRIPT_BEGUN / max(1.0, weight(one.sounds)))
        started -= less * self._in_script[not one.arabic]
        return as_it_is, self._with_letters(one, started, same, begun=True)

    def _with_letters(self, one: Part, alike: Floats, same: Floats, *, begun: bool) -> Like:
        """What is alike by sound, mixed with how alike it is by letters within one script."""
        beginning = self._beginning(one) if begun else {}
        near = self._spelt_near(one, alike, same, beginning)
        spelt = self._by_letters(one, near, beginning, begun=begun)
        mixed = (1 - LETTERS_SHARE) * np.maximum(alike[near], LETTERS_AS_SOUND * spelt)
        alike *= self._in_script[not one.arabic]
        alike[near] = mixed + LETTERS_SHARE * spelt
        least = max(FLOOR, float(alike.max(initial=0.0)) - _FAR_BEHIND)
        places = np.flatnonzero(alike >= least)
        most = places[np.argsort(alike[places], kind="stable")][-_MOST_LIKE:]
        return Like(Alike(self.places, alike), self.numbers[most], alike[most], self.arabic[most])

    # -- by letters

    def _beginning(self, one: Part) -> dict[int, float]:
        """The words that begin with the letters typed, with their likeness by letters."""
        found: dict[int, float] = {}
        place = bisect_left(self.spellings, (one.letters,))
        for spelling, owner, inside in self.spellings[place : place + _MOST_BEGUN]:
            if not spelling.startswith(one.letters):
                break
            like = letters_begun(one.letters, spelling, inside=inside)
            if like > found.get(owner, 0.0):
                found[owner] = like
        return found

    def _spelt_near(self, one: Part, alike: Floats, same: Floats, beginning: Mapping[int, float]) -> Numbers:
        """The words of the same script whose letters are worth comparing."""
        apart = np.bitwise_count(self.spelt_with ^ np.uint64(_letters(one.letters)))
        limit = min(len(one.letters), 3) - 1 + (len(one.letters) >= _LETTERS_LONG)
        near = (same > 0) & ((alike >= _HEARD_ENOUGH) | (apart <= limit))
        near[list(beginning)] = True
        places: Numbers = np.flatnonzero(near)
        if len(places) > _MOST_SPELT:
            places = places[np.argsort(-alike[places], kind="stable")[:_MOST_SPELT]]
        return places

    def _by_letters(
        self, one: Part, places: Numbers, beginning: Mapping[int, float], *, begun: bool
    ) -> Floats:
        chosen = places.tolist()
        kept = list(map(self.letters.__getitem__, chosen))
        found = _spelt_alike(one.letters, kept)
        if begun:
            for long in (len(one.letters), len(one.letters) + 1):
                np.maximum(found, _spelt_alike(one.letters, [word[:long] for word in kept]), out=found)
            begins = [beginning.get(place, 0.0) for place in chosen]
            np.copyto(found, begins, where=np.array(begins, np.bool_), casting="same_kind")
        return found


def _spelt_alike(typed: str, kept: Sequence[str]) -> Floats:
    if not kept:
        return np.zeros(0, np.float32)
    found: Any = process.cdist([typed], kept, scorer=OSA.normalized_similarity, dtype=np.float32)
    row: Floats = found[0]
    return row


def lexicon(rows: Sequence[Row], before: Lexicon | None = None) -> Lexicon:
    """Return the words of `rows`, which are in the order of their numbers, after those of `before`."""
    start = len(before.words) if before else 0
    spelt = [row[2].split(" ") for row in rows]
    spellings = [
        (spelling, start + place, bool(n))
        for place, own in enumerate(spelt)
        for n, spelling in enumerate(own)
    ]
    arabic = np.array([row[1] >= _FIRST_ARABIC for row in rows], np.bool_)
    fresh = Lexicon(
        first=rows[0][0] if rows else 0,
        last=rows[-1][0] if rows else 0,
        words=[row[1] for row in rows],
        letters=[own[0] for own in spelt],
        numbers=np.array([row[0] for row in rows], np.int64),
        spellings=sorted(spellings),
        spelt_with=np.array([_letters(own[0]) for own in spelt], np.uint64),
        arabic=arabic,
        ways=ways([row[3] for row in rows], start, arabic),
    )
    return _joined(before, fresh) if before else fresh


def _joined(before: Lexicon, fresh: Lexicon) -> Lexicon:
    return Lexicon(
        first=before.first,
        last=fresh.last,
        words=[*before.words, *fresh.words],
        letters=[*before.letters, *fresh.letters],
        numbers=np.concatenate((before.numbers, fresh.numbers)),
        spellings=sorted([*before.spellings, *fresh.spellings]),
        spelt_with=np.concatenate((before.spelt_with, fresh.spelt_with)),
        arabic=np.concatenate((before.arabic, fresh.arabic)),
        ways=before.ways.and_then(fresh.ways),
    )
