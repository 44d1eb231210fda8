"""All the words of a roll's names in memory, and which of them are like a typed one.

Names repeat words: a roll of a million has some ten thousands. Each is kept as its letters and as the rows of
sounds that it may be heard as, with small sets of bits that say which consonants and which letters it has:
whatever has other ones is left out at a glance, the rest is compared closely, all at once (`hearing`).
To be imported late: numpy takes a while to load.
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

from kiosk.domain import sounds
from kiosk.domain.alignment import SOUNDS, weight
from kiosk.domain.name_parts import Form, Part, part
from kiosk.store import hearing
from kiosk.store.likeness import (
    FLOOR,
    LETTERS_AS_SOUND,
    LETTERS_SHARE,
    OTHER_SCRIPT_BEGUN,
    letters_begun,
)
from kiosk.store.wordforms import CORE, COST_UNIT, HAS_CORE, LONGEST, ROW

if TYPE_CHECKING:
    import numpy.typing as npt

    Bits = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]
    Flags = npt.NDArray[np.bool_]

_BARE_FORM: Final = 0.06
_BEGINNINGS: Final = 7
_FIRST_ARABIC: Final = "\u0600"

_SHORT, _LONG = 2, 5
_APART = {"short": 1, "usual": 2, "long": 3}
"""How many bits the consonants may differ in: a wrong one makes two, one too many or too few makes one."""

_MOST_COMPARED: Final = 6000
_MOST_BEGUN: Final = 1500
_MOST_SPELT: Final = 3000
_FAR_BEHIND: Final = 0.5
"""Words that are so much less alike than the most like bring nobody who was meant."""

_MOST_LIKE: Final = 500
_LETTERS_LONG: Final = 7
_HEARD_ENOUGH: Final = 0.5
_CACHED: Final = 48
_NEVER: Final = 99


# -- sets of bits -------------------------------------------------------------------------------------

_CLASS: Final = {kind: place for place, kind in enumerate(sounds.KEY_LETTERS)}
_CLASS_OF: Final = {sound: _CLASS.get(sounds.skeleton(sound), -1) for sound in SOUNDS}
_CLASS_OF_CODE: Final = np.array([-1, *_CLASS_OF.values()], np.int8)
_MANY: Final = 3
_LETTER: Final = {
    letter: place
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    for place, letter in enumerate(alphabet)
}


def _consonants(rows: hearing.Codes, most: int = LONGEST) -> Bits:
    """The classes of the first `most` consonants of each row, each with its number up to three."""
    kinds = _CLASS_OF_CODE[rows]
    there = kinds >= 0
    kinds = np.where(there & (np.cumsum(there, axis=1) <= most), kinds, -1)
    found = np.zeros(len(rows), np.uint64)
    for place in range(len(_CLASS)):
        number = np.minimum((kinds == place).sum(axis=1), _MANY).astype(np.uint64)
        found |= ((np.uint64(1) << number) - np.uint64(1)) << np.uint64(_MANY * place)
    return found


def _classes(typed: str) -> list[int]:
    """The classes of the consonants of `typed`."""
    return [kind for sound in typed[:LONGEST] if (kind := _CLASS_OF[sound]) >= 0]


def _as_bits(kinds: Sequence[int]) -> int:
    """The same set as `_consonants` makes."""
    found = 0
    for kind in set(kinds):
        found |= (1 << min(kinds.count(kind), _MANY)) - 1 << _MANY * kind
    return found


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
    rows: hearing.Codes
    owner: Numbers
    cost: Floats
    core: npt.NDArray[np.uint8]
    _found: dict[tuple[str, bool], tuple[Like, Like]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each word stands."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _heavy(self) -> Floats:
        return hearing.weights(self.rows)

    @cached_property
    def _long(self) -> Numbers:
        return hearing.lengths(self.rows)

    @cached_property
    def _in_script(self) -> tuple[Floats, Floats]:
        """One for each word in Latin letters, nothing for the others; and the other way round."""
        arabic = self.arabic.astype(np.float32)
        return 1 - arabic, arabic

    @cached_property
    def _script(self) -> Flags:
        return self.arabic[self.owner]

    @cached_property
    def _consonants(self) -> Bits:
        return _consonants(self.rows)

    @cached_property
    def _first_consonants(self) -> list[Bits]:
        """The first one, two, … consonants of each row."""
        return [_consonants(self.rows, most) for most in range(1, _BEGINNINGS + 1)]

    @cached_property
    def _of_kind(self) -> dict[str, Flags]:
        """The rows that are of a whole word, of a word without Abd, of what follows Abd."""
        core = (self.core & CORE) != 0
        return {"form": ~core, "plain": (self.core & HAS_CORE) == 0, "core": core}

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
        finished, started = self._by_sound(one, begun=begun)
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

    # -- by sound

    def _by_sound(self, one: Part, *, begun: bool) -> tuple[Floats, Floats]:
        """How alike every word sounds, as what was typed is and if it may go on."""
        finished = np.zeros(len(self.words), np.float32)
        started = finished.copy() if begun else finished
        for form in one.forms:
            kind = "plain" if one.core else "form"
            rows = self._sharing(form.sounds, one.arabic, kind, begun=begun)
            if form.cost > _BARE_FORM:
                rows = rows[self.cost[rows] <= _BARE_FORM]
            self._compare(form, one.arabic, rows, (finished, started), begun=begun)
        for form in one.core:
            rows = self._sharing(form.sounds, one.arabic, "core", begun=begun)
            self._compare(form, one.arabic, rows, (finished, started), begun=begun)
        return finished, started

    def _compare(
        self, form: Form, arabic: bool, rows: Numbers, into: tuple[Floats, Floats], *, begun: bool
    ) -> None:
        if not len(rows):
            return
        of_arabic = self._script[rows]
        rows = np.concatenate((rows[~of_arabic], rows[of_arabic]))
        latin = len(rows) - int(of_arabic.sum())
        kept = hearing.Kept(self.rows.take(rows, axis=0), self._heavy[rows], self._long[rows], latin)
        found = hearing.likenesses(form.sounds, kept, typed_arabic=arabic, begun=begun)
        costs, owners = self.cost[rows] + np.float32(form.cost), self.owner[rows]
        for alike, so_far in zip(found, into if begun else into[:1], strict=False):
            np.maximum.at(so_far, owners, alike - costs)

    def _sharing(self, typed: str, arabic: bool, kind: str, *, begun: bool) -> Numbers:
        """The rows of a kind whose consonants are nearly those of `typed`, or begin so."""
        apart = np.full(len(self.rows), _NEVER, np.uint8)
        number = 0
        for spoken in _spoken(typed, arabic):
            kinds = _classes(spoken)
            number = len(kinds)
            np.minimum(apart, np.bitwise_count(self._consonants ^ np.uint64(_as_bits(kinds))), out=apart)
            if begun and number:
                most = min(number, _BEGINNINGS)
                start = self._first_consonants[most - 1] ^ np.uint64(_as_bits(kinds[:most]))
                np.minimum(apart, np.bitwise_count(start), out=apart)
        apart[~self._of_kind[kind]] = _NEVER
        limit = _APART["short" if number < _SHORT else "usual" if number < _LONG else "long"]
        rows = np.flatnonzero(apart <= limit)
        while len(rows) > _MOST_COMPARED and limit:
            limit -= 1
            rows = np.flatnonzero(apart <= limit)
        return rows[:_MOST_COMPARED]

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


def _spoken(typed: str, arabic: bool) -> set[str]:
    """The ways in which the consonants of `typed` may be heard: z for th, g for j, kh for a German ch."""
    spoken = {typed, typed.translate(sounds.LISPED), typed.translate(sounds.HARDENED)}
    spoken.add(typed.replace("g", "j"))
    if not arabic:
        spoken.add(typed.replace("C", "x"))
    return spoken


def _spelt_alike(typed: str, kept: Sequence[str]) -> Floats:
    if not kept:
        return np.zeros(0, np.float32)
    found: Any = process.cdist([typed], kept, scorer=OSA.normalized_similarity, dtype=np.float32)
    row: Floats = found[0]
    return row


def lexicon(rows: Sequence[Row], before: Lexicon | None = None) -> Lexicon:
    """Return the words of `rows`, which are in the order of their numbers, after those of `before`."""
    start = len(before.words) if before else 0
    ways = [row[2].split(" ") for row in rows]
    heard = bytearray().join(row[3] for row in rows)
    table = np.frombuffer(heard, np.uint8).reshape(-1, ROW)
    lengths = np.array([len(row[3]) // ROW for row in rows], np.int64)
    begins = [
        (spelling, start + place, bool(n)) for place, own in enumerate(ways) for n, spelling in enumerate(own)
    ]
    fresh = Lexicon(
        first=rows[0][0] if rows else 0,
        last=rows[-1][0] if rows else 0,
        words=[row[1] for row in rows],
        letters=[own[0] for own in ways],
        numbers=np.array([row[0] for row in rows], np.int64),
        spellings=sorted(begins),
        spelt_with=np.array([_letters(own[0]) for own in ways], np.uint64),
        arabic=np.array([row[1] >= _FIRST_ARABIC for row in rows], np.bool_),
        rows=np.ascontiguousarray(table[:, :LONGEST]),
        owner=np.repeat(np.arange(start, start + len(rows)), lengths),
        cost=(table[:, LONGEST] / np.float32(COST_UNIT)).astype(np.float32),
        core=table[:, LONGEST + 1].copy(),
    )
    return _joined(before, fresh) if before else fresh


def _joined(before: Lexicon, fresh: Lexicon) -> Lexicon:
    def both(name: str) -> Any:
        return np.concatenate((getattr(before, name), getattr(fresh, name)))

    return Lexicon(
        first=before.first,
        last=fresh.last,
        words=[*before.words, *fresh.words],
        letters=[*before.letters, *fresh.letters],
        spellings=sorted([*before.spellings, *fresh.spellings]),
        **{name: both(name) for name in ("numbers", "spelt_with", "arabic", "rows", "owner", "cost", "core")},
    )
