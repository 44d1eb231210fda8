"""How a word of a name sounds: the same string of sounds from whatever spelling, in either script.

The tables and what each letter stands for are in `sound_tables`. Words come folded (`names.fold`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kiosk.domain import sound_tables as tables

VOWELS: Final = frozenset("aeiuAy")
_REPEATED = re.compile(r"(.)\1+")
_DOUBLED = re.compile(r"([^aeou])\1+")
_DOUBLED_PAIR = re.compile("(ch|sh)\\1")
_RULES: Final = tuple((re.compile(rule.letters), rule.sound) for rule in tables.LATIN)
_UNKNOWN = re.compile("[^A-Za-z]")
_CHAT: Final = str.maketrans(tables.CHAT)
_ARABIC: Final = {ord(letter): sound for letter, sound in tables.ARABIC.items()}
_WEAK_END: Final = "ه"
_CACHED: Final = 1 << 15


@lru_cache(_CACHED)
def of_latin(word: str) -> str:
    """Return the sounds of a folded word in Latin letters.

    >>> of_latin("chikr"), of_latin("shaker"), of_latin("7assan")
    ('Cikr', 'Caker', 'hasan')
    """
    if not word.isalpha():
        word = "" if word.isdigit() else word.translate(_CHAT)
    word = _DOUBLED_PAIR.sub(r"\1", _DOUBLED.sub(r"\1", word))
    for letters, sound in _RULES:
        word = letters.sub(sound, word)
    return single(word if word.isascii() and word.isalpha() else _UNKNOWN.sub("", word))


@lru_cache(_CACHED)
def of_arabic(word: str) -> str:
    """Return the sounds of a folded word in Arabic letters; a last ه is a weak vowel.

    >>> of_arabic("شيكر"), of_arabic("فاطمه")
    ('Cikr', 'fatmy')
    """
    weak = len(word) > len("له") and word.endswith(_WEAK_END)
    heard = "".join(_ARABIC.get(ord(letter), "") for letter in (word[:-1] if weak else word))
    if weak:
        heard += "y"
    if len(heard) > len("au") and heard[0] == "a" and heard[1] in "ui":
        heard = heard[1:]  # a first alef only carries the vowel: أيوب, أولاد
    return single(heard)


def of(word: str, *, arabic: bool) -> str:
    """Return the sounds of a folded word."""
    return of_arabic(word) if arabic else of_latin(word)


def single(sounds: str) -> str:
    """Return `sounds` with none twice in a row."""
    return _REPEATED.sub(r"\1", sounds)


# -- keys: what spellings of one name share, to find them by -----------------------------------------

_CLASSES: Final = {
    "k": "KkqgxG", "j": "JjJ", "s": "Ssz", "c": "CC", "t": "TtdDVPZ", "b": "Bb", "f": "Ff", "m": "Mm",
    "n": "Nn", "l": "Ll", "r": "Rr",
}  # fmt: skip
_SKELETON: Final = {ord(sound): group[0] for group in _CLASSES.values() for sound in group[1:]}
_NOT_IN_SKELETON: Final = {ord(sound): None for sound in "aeiuAyhH"}
_TO_SKELETON: Final = _NOT_IN_SKELETON | _SKELETON
_TO_OUTLINE: Final[dict[int, str | None]] = {
    ord(one): other
    for one, other in {
        "a": None, "e": None, "A": None, "y": None, "q": "k", "H": "h", "D": "d", "P": "t", "V": "d",
        "Z": "d", "J": "j",
    }.items()
}  # fmt: skip
KEY_LETTERS: Final = "".join(sorted(set(_SKELETON.values())))
LISPED: Final = str.maketrans("ZVP", "zzs")
HARDENED: Final = str.maketrans("jJ", "gg")


@lru_cache(_CACHED)
def skeleton(sounds: str) -> str:
    """Return the consonants of `sounds` by class: kh, gh, k, q and g are one; so are t and d, s and z.

    >>> skeleton(of_latin("rachid")) == skeleton(of_arabic("رشيد"))
    True
    """
    return single(sounds.translate(_TO_SKELETON))


@lru_cache(_CACHED)
def outline(sounds: str) -> str:
    """Return `sounds` without what is often not written: a finer key than the skeleton.

    >>> outline(of_latin("rachid")), outline(of_arabic("رشيد"))
    ('rCid', 'rCid')
    """
    return sounds.translate(_TO_OUTLINE)


_TO_SHAPE: Final = {
    ord(sound): group[0] + (_TO_OUTLINE.get(ord(sound)) or sound)
    for group in _CLASSES.values()
    for sound in group[1:]
} | {ord(sound): _TO_OUTLINE.get(ord(sound), sound) for sound in "aeiuAyhH"}


@lru_cache(_CACHED)
def shape(sounds: str) -> str:
    """Return `sounds` so spelt that any measure of edits sees what is near: a consonant after its class.

    >>> shape(of_latin("tarik")), shape(of_latin("tariq"))
    ('TtRriKk', 'TtRriKk')
    """
    return sounds.translate(_TO_SHAPE)


def skeletons(sounds: str) -> frozenset[str]:
    """Return the skeletons that `sounds` is found by: ظ and ذ may be z, ث may be s, and j may be g."""
    keys = {skeleton(sounds)}
    if any(sound in sounds for sound in "ZVP"):
        keys.add(skeleton(sounds.translate(LISPED)))
    if "j" in sounds or "J" in sounds:
        keys.add(skeleton(sounds.translate(HARDENED)))
    return frozenset(keys)
