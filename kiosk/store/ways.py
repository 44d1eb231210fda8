"""The ways in which a roll's words may be heard, as rows of sounds, and how alike they are to a typed part.

A row has a set of bits that says which consonants it has; whatever has others is left out at a glance, the
rest is compared closely, all at once (`hearing`). To be imported late: numpy takes a while to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from kiosk.domain import sounds
from kiosk.domain.alignment import SOUNDS
from kiosk.domain.name_parts import Form, Part
from kiosk.store import hearing
from kiosk.store.wordforms import CORE, COST_UNIT, HAS_CORE, LONGEST, ROW

if TYPE_CHECKING:
    import numpy.typing as npt

    Bits = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]
    Flags = npt.NDArray[np.bool_]

_BARE_FORM: Final = 0.06
_BEGINNINGS: Final = 7

_SHORT, _LONG = 2, 5
_APART = {"short": 1, "usual": 2, "long": 3}
"""How many bits the consonants may differ in: a wrong one makes two, one too many or too few makes one."""

_MOST_COMPARED: Final = 6000
_NEVER: Final = 99

_FORM, _PLAIN, _CORE = (CORE, 0), (HAS_CORE, 0), (CORE, CORE)
"""Marks, and how they are set, of the rows of a whole word, of one without Abd, of what follows Abd."""

_CLASS: Final = {kind: place for place, kind in enumerate(sounds.KEY_LETTERS)}
_CLASS_OF: Final = {sound: _CLASS.get(sounds.skeleton(sound), -1) for sound in SOUNDS}
_CLASS_OF_CODE: Final = np.array([-1, *_CLASS_OF.values()], np.int8)
_MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """Rows of sounds, each with its word's place, what it costs to take the word so, and its marks.

    `arabic` says which are of words in Arabic letters. `beginnings` are the consonants of the first one, two,
    and more of them, an array each.
    """

    rows: hearing.Codes
    owner: Numbers
    arabic: Flags
    cost: Floats
    marks: npt.NDArray[np.uint8]
    heavy: Floats
    long: Numbers
    consonants: Bits
    beginnings: Bits

    def and_then(self, more: Ways) -> Ways:
        """Return these and `more`."""
        pairs = ((getattr(self, one.name), getattr(more, one.name)) for one in fields(self))
        both = [np.concatenate(pair, axis=0 if pair[0] is self.rows else -1) for pair in pairs]
        return Ways(*both)

    def alike(self, one: Part, words: int, *, begun: bool) -> tuple[Floats, Floats]:
        """Return how alike each of so many words sounds, as what was typed is and if it may go on."""
        finished = np.zeros(words, np.float32)
        started = finished.copy() if begun else finished
        for form in one.forms:
            rows = self._sharing(form.sounds, one.arabic, _PLAIN if one.core else _FORM, begun=begun)
            if form.cost > _BARE_FORM:
                rows = rows[self.cost[rows] <= _BARE_FORM]
            self._compare(form, one.arabic, rows, (finished, started), begun=begun)
        for form in one.core:
            rows = self._sharing(form.sounds, one.arabic, _CORE, begun=begun)
            self._compare(form, one.arabic, rows, (finished, started), begun=begun)
        return finished, started

    def _compare(
        self, form: Form, arabic: bool, rows: Numbers, into: tuple[Floats, Floats], *, begun: bool
    ) -> None:
        if not len(rows):
            return
        of_arabic = self.arabic[rows]
        rows = np.concatenate((rows[~of_arabic], rows[of_arabic]))
        latin = len(rows) - int(of_arabic.sum())
        kept = hearing.Kept(self.rows.take(rows, axis=0), self.heavy[rows], self.long[rows], latin)
        found = hearing.likenesses(form.sounds, kept, typed_arabic=arabic, begun=begun)
        costs, owners = self.cost[rows] + np.float32(form.cost), self.owner[rows]
        for alike, so_far in zip(found, into if begun else into[:1], strict=False):
            np.maximum.at(so_far, owners, alike - costs)

    def _sharing(self, typed: str, arabic: bool, kind: tuple[int, int], *, begun: bool) -> Numbers:
        """The rows of a kind whose consonants are nearly those of `typed`, or begin so."""
        apart = np.full(len(self.rows), _NEVER, np.uint8)
        number = 0
        for spoken in _spoken(typed, arabic):
            kinds = _classes(spoken)
            number = len(kinds)
            np.minimum(apart, np.bitwise_count(self.consonants ^ np.uint64(_as_bits(kinds))), out=apart)
            if begun and number:
                most = min(number, _BEGINNINGS)
                start = self.beginnings[most - 1] ^ np.uint64(_as_bits(kinds[:most]))
                np.minimum(apart, np.bitwise_count(start), out=apart)
        mark, wanted = kind
        apart[(self.marks & mark) != wanted] = _NEVER
        limit = _APART["short" if number < _SHORT else "usual" if number < _LONG else "long"]
        rows = np.flatnonzero(apart <= limit)
        while len(rows) > _MOST_COMPARED and limit:
            limit -= 1
            rows = np.flatnonzero(apart <= limit)
        return rows[:_MOST_COMPARED]


def ways(heard: Sequence[bytes], first: int, arabic: Flags) -> Ways:
    """Return the rows of words that are `heard` so, the places of which begin at `first`."""
    table = np.frombuffer(bytearray().join(heard), np.uint8).reshape(-1, ROW)
    places = np.repeat(np.arange(len(heard)), [len(one) // ROW for one in heard])
    rows = np.ascontiguousarray(table[:, :LONGEST])
    return Ways(
        rows=rows,
        owner=places + first,
        arabic=arabic[places],
        cost=(table[:, LONGEST] / np.float32(COST_UNIT)).astype(np.float32),
        marks=table[:, LONGEST + 1].copy(),
        heavy=hearing.weights(rows),
        long=hearing.lengths(rows),
        consonants=_consonants(rows),
        beginnings=np.stack([_consonants(rows, most) for most in range(1, _BEGINNINGS + 1)]),
    )


# -- consonants as sets of bits -----------------------------------------------------------------------


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


def _spoken(typed: str, arabic: bool) -> set[str]:
    """The ways in which the consonants of `typed` may be heard: z for th, g for j, kh for a German ch."""
    spoken = {typed, typed.translate(sounds.LISPED), typed.translate(sounds.HARDENED)}
    spoken.add(typed.replace("g", "j"))
    if not arabic:
        spoken.add(typed.replace("C", "x"))
    return spoken
