"""How alike what was typed is to a name: parts by sound and by letters, then names by their parts.

The likeness of two parts is that of their sounds, in whatever forms they may be taken, and, within one
script, of their letters too. Parts are paired in any order; the last typed part may be only begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Indel

from kiosk.domain import sounds
from kiosk.domain.alignment import likeness as heard
from kiosk.domain.alignment import weight
from kiosk.domain.name_parts import Part, part
from kiosk.domain.names import fold
from kiosk.domain.sounds import outline, shape

FLOOR: Final = 0.45
"""Parts less alike than this have nothing to do with each other."""

LETTERS_SHARE: Final = 0.30
LETTERS_AS_SOUND: Final = 0.97
_OUTLINES_APART: Final = 0.58
_RESEMBLING: Final = 0.58
_BARE_FORM: Final = 0.06
_LETTER_TO_COME, _LETTERS_TO_COME_MOST = 0.008, 0.04
_INSIDE: Final = 0.06
OTHER_SCRIPT_BEGUN: Final = 0.03
_HALF_LETTER: Final = 0.03
_HALVES: Final = {"c": "ch", "s": "sh", "k": "kh", "g": "gh", "d": "dj", "t": "tch"}
"""What a last Latin letter may be the first half of."""

_MOST_VOWELS: Final = 3

_SHARPNESS: Final = 1.4
_EXTRA: Final = 0.04
_EXTRA_BESIDE_ONE: Final = 0.35
_MOST_EXTRA: Final = 3
_INVERTED: Final = 0.03
_COVERAGE: Final = 0.10
_SPLIT_OTHERWISE: Final = 0.08
_SPLIT_BEGUN: Final = 0.02


@lru_cache(1 << 16)
def alike(typed: str, kept: str, *, begun: bool) -> float:
    """Return 0 to 1: how alike two parts are, by their words; `begun` says that `typed` may go on."""
    one, other = part(typed), part(kept)
    best = _by_sound(one, other, begun=begun)
    if one.arabic == other.arabic:
        letters = _by_letters(one, other, begun=begun)
        return (1 - LETTERS_SHARE) * max(best, letters * LETTERS_AS_SOUND) + LETTERS_SHARE * letters
    return best - (OTHER_SCRIPT_BEGUN / max(1.0, weight(one.sounds)) if begun else 0.0)


def _by_sound(one: Part, other: Part, *, begun: bool) -> float:
    both = bool(one.core and other.core)
    best = 0.0
    for mine in one.core if both else one.forms:
        drawn = shape(mine.sounds)
        for theirs in other.core if both else other.forms:
            cost = mine.cost + theirs.cost
            if 1 - cost <= best or (not both and mine.cost > _BARE_FORM and theirs.cost > _BARE_FORM):
                continue
            target = shape(theirs.sounds)
            if (not begun or len(target) <= len(drawn) + 1) and _near(drawn, target):
                whole = heard(mine.sounds, theirs.sounds, one.arabic, other.arabic, begun=False)
                best = max(best, whole - cost)
            if begun and _near(drawn, target[: len(drawn) + 1]):
                start = heard(mine.sounds, theirs.sounds, one.arabic, other.arabic, begun=True)
                best = max(best, start - cost)
    if begun and not one.arabic and one.letters[-1] in _HALVES:
        best = max(best, _by_half(one, other))
    return best


def _near(one: str, other: str) -> bool:
    """Whether it is worth while to compare two sounds with these outlines closely."""
    if len(one) < len("ab") or not other:
        return True
    return Indel.normalized_similarity(one, other) >= _OUTLINES_APART


def _by_half(one: Part, other: Part) -> float:
    """The likeness if the last letter typed is half of one: "c" of "ch"."""
    grown = sounds.of_latin(one.letters[:-1] + _HALVES[one.letters[-1]])
    likes = (
        heard(grown, form.sounds, False, other.arabic, begun=True) - form.cost - _HALF_LETTER
        for form in other.forms
    )
    return max(likes, default=0.0)


def _by_letters(one: Part, other: Part, *, begun: bool) -> float:
    typed, kept = one.letters, other.letters
    whole = OSA.normalized_similarity(typed, kept)
    if not begun:
        return whole
    if kept.startswith(typed):
        return letters_begun(typed, kept, inside=False)
    for beginning in other.beginnings:
        if beginning.startswith(typed):
            return letters_begun(typed, beginning, inside=True)
    return max(
        whole,
        OSA.normalized_similarity(typed, kept[: len(typed)]),
        OSA.normalized_similarity(typed, kept[: len(typed) + 1]),
    )


def letters_begun(typed: str, kept: str, *, inside: bool) -> float:
    """Return how alike letters are to those that begin with them; `inside` says: past Ben, Abd or El."""
    to_come = min(_LETTERS_TO_COME_MOST, _LETTER_TO_COME * (len(kept) - len(typed)))
    return 1.0 - to_come - (_INSIDE if inside else 0.0)


# -- names --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the words of its parts, what each counts, and whether the last may go on."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    begun: bool

    def is_begun(self, place: int) -> bool:
        """Return whether the part at `place` may go on."""
        return self.begun and place == len(self.words) - 1

    def without(self, place: int) -> Typed:
        """Return what was typed but for the part at `place`."""
        words = self.words[:place] + self.words[place + 1 :]
        weights = self.weights[:place] + self.weights[place + 1 :]
        return Typed(words, weights, self.begun and place != len(self.words) - 1)


def name_alike(typed: Typed, name: Sequence[str], known: Sequence[dict[str, float]]) -> float:
    """Return about 0 to 1: how alike the parts typed are to those of a name.

    `known` are the likenesses that were worked out already, by place and word; others join them.
    """
    pairs: list[tuple[float, float, int, int]] = []
    for i, word in enumerate(typed.words):
        for j, other in enumerate(name):
            like = known[i].get(other)
            if like is None:
                like = known[i][other] = glanced(word, other, begun=typed.is_begun(i))
            if like >= FLOOR:
                pairs.append((like**_SHARPNESS * typed.weights[i], like, i, j))
    pairs.sort(reverse=True)
    return _paired(typed, len(name), pairs)


def glanced(typed: str, kept: str, *, begun: bool) -> float:
    """Return the likeness of two parts as `alike` does, and 0 where a glance tells them apart."""
    if _resembles(typed, kept, begun=begun) or (begun and _begins(typed, kept)):
        return alike(typed, kept, begun=begun)
    return 0.0


def _resembles(typed: str, kept: str, *, begun: bool) -> bool:
    """Whether two parts look so alike at a glance that it is worth while to compare them."""
    one, other = part(typed), part(kept)
    mine, theirs = shape(one.sounds), shape(other.sounds)
    return Indel.normalized_similarity(mine, theirs[: len(mine) + 1] if begun else theirs) >= _RESEMBLING


def _begins(typed: str, kept: str) -> bool:
    """Whether `kept` may be what comes of `typed`, by letters or by sound."""
    other = part(kept)
    letters = part(typed).letters
    if any(spelling.startswith(letters) for spelling in (other.letters, *other.beginnings)):
        return True
    drawn = tuple(outline(form.sounds) for form in (*other.forms, *other.core))
    return any(sound.startswith(start) for start in beginnings(typed) for sound in drawn)


@lru_cache(1 << 10)
def beginnings(typed: str) -> tuple[str, ...]:
    """Return the outlines with which a part may begin that is being typed; Arabic leaves i and u out."""
    one = part(typed)
    heard_so = [form.sounds for form in one.forms[:2]]
    if not one.arabic and one.letters[-1] in _HALVES:
        heard_so.append(sounds.of_latin(one.letters[:-1] + _HALVES[one.letters[-1]]))
    drawn = dict.fromkeys(outline(sound) for sound in heard_so)
    for sound in tuple(drawn):
        drawn |= dict.fromkeys(_fewer_vowels(sound, one.arabic))
    return tuple(sound for sound in drawn if sound)


def _fewer_vowels(sound: str, arabic: bool) -> list[str]:
    places = [n for n, one in enumerate(sound) if one in "iu"][:_MOST_VOWELS]
    if arabic:
        return []
    subsets: list[tuple[int, ...]] = [()]
    for place in places:
        subsets += [(*others, place) for others in subsets]
    return [
        fewer
        for left_out in subsets[1:]
        if len(fewer := "".join(one for n, one in enumerate(sound) if n not in left_out)) > 1
    ]


def _paired(typed: Typed, size: int, pairs: Sequence[tuple[float, float, int, int]]) -> float:
    """The likeness with the best pairs taken first, each part once."""
    mine: dict[int, int] = {}
    theirs: dict[int, float] = {}
    total = 0.0
    for gain, like, i, j in pairs:
        if i not in mine and j not in theirs:
            mine[i] = j
            theirs[j] = like
            total += gain
    score = (1 - _COVERAGE) * total / sum(typed.weights) + _COVERAGE * sum(theirs.values()) / size
    extra = min(size - len(theirs), _MOST_EXTRA) * _EXTRA
    if len(typed.words) == 1:
        extra *= _EXTRA_BESIDE_ONE
    places = [mine[i] for i in sorted(mine)]
    inverted = sum(a > b for n, a in enumerate(places) for b in places[n + 1 :])
    return score - extra - _INVERTED * inverted


def joined_alike(typed: Typed, name: Sequence[str]) -> float:
    """Return how alike the two are when nobody minds where words end: Fatima Zahra and Fatimazahra."""
    one, other = part(typed.words[0]).arabic, part(name[0]).arabic
    mine, theirs = _run(typed.words), _run(name)
    if not mine or not theirs:
        return 0.0
    best = heard(mine, theirs, one, other, begun=False)
    if typed.begun:
        best = max(best, heard(mine, theirs, one, other, begun=True) - _SPLIT_BEGUN)
    if one == other:
        spelt, kept = _letters(typed.words), _letters(name)
        letters = OSA.normalized_similarity(spelt, kept[: len(spelt)] if typed.begun else kept)
        best = (1 - LETTERS_SHARE) * max(best, LETTERS_AS_SOUND * letters) + LETTERS_SHARE * letters
    return best - _SPLIT_OTHERWISE


def _run(words: Sequence[str]) -> str:
    return sounds.single("".join(part(word).sounds for word in words))


def _letters(words: Sequence[str]) -> str:
    return "".join(part(word).letters for word in words)


_WHOLE_NAME: Final = 0.05
_BEGINNING: Final = 0.03
_SPELT_SO: Final = 0.03


def letters_bonus(whole: str, names: Iterable[str]) -> float:
    """Return what a name has over others that sound as well, because it is written as it was typed."""
    best = 0.0
    for name in filter(None, names):
        folded = fold(name)
        if folded == whole:
            return _WHOLE_NAME
        if f" {whole}" in f" {folded}":
            best = max(best, _BEGINNING)
        best = max(best, _SPELT_SO * Indel.normalized_similarity(whole, folded))
    return best
