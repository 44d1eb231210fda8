"""Why somebody was found: which stretches of their names and other fields answer to what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kiosk.domain.name_parts import parts_of
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.store.likeness import glanced

_LIKE: Final = 0.6
_LONGER: Final = 0.02
_LONGEST_RUN: Final = 3
_NAMES: Final = ("name_latin", "name_arabic")
_COMPANY: Final = "company"
_OTHERS: Final = ("function", "email", "ticket", "reference")
_CODES: Final = ("code", "ticket", "reference")
_EXTRA: Final = "extra "
_PHONE: Final = "phone"
_LEAST_DIGITS: Final = 3
# A word as people see it: with its marks, its tatweel, its joiners and its apostrophes.
_WORD = re.compile("[^\\W_](?:[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d'’‘`´ʿʾʼ])*")
_NOT_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Match:
    """The characters of `field` from `start` up to `end`."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    folded: str


def matches(typed: str, one: Attendee) -> tuple[Match, ...]:
    """Return what of `one` answers to `typed`, in the order in which it is shown; nothing overlaps.

    A column of a file is the field `extra` with its header. What is neither a name nor the company is told
    only for words that these do not answer to.
    """
    words = fold(typed).split()
    parts = parts_of(typed)
    found: list[Match] = []
    answered: set[str] = set()
    for field in _NAMES:
        text = getattr(one, field)
        spelt = _by_letters(text, words)
        heard = _by_sound(text, parts, begun=not typed[-1:].isspace())
        if len(heard) == len(parts):
            answered.update(words)
        found += _merged(field, [*spelt, *(span for span in heard if not _within(span, spelt))])
        answered |= _begun_in(text, words)
    found += _merged(_COMPANY, _by_letters(one.company, words))
    left = [word for word in words if word not in answered | _begun_in(one.company, words)]
    if not left and found:
        return tuple(found)
    for field in (*_OTHERS, *(_EXTRA + column for column in one.extra)):
        found += _merged(field, _by_letters(value_of(one, field), left))
    return (*found, *_in_phone(typed, one.phone))


def code_match(code: str, one: Attendee) -> tuple[Match, ...]:
    """Return what says that `code` is that of `one`: the ticket or the badge, whole."""
    for field in _CODES:
        value = value_of(one, field)
        if value and code in (value, value.casefold()):
            return (Match(field, 0, len(value)),)
    return (Match("code", 0, len(one.code)),)


def value_of(one: Attendee, field: str) -> str:
    """Return what stands in the field of a Match."""
    if field.startswith(_EXTRA):
        return one.extra.get(field.removeprefix(_EXTRA), "")
    return str(getattr(one, field))


def _begun_in(text: str, words: Iterable[str]) -> set[str]:
    """The words with which some word of `text` begins."""
    chunks = [chunk.folded for chunk in _chunks(text)]
    return {word for word in words if any(chunk.startswith(word) for chunk in chunks)}


@lru_cache(8192)  # a field is asked for several times, and again at each letter that is typed
def _chunks(text: str) -> tuple[_Chunk, ...]:
    return tuple(_Chunk(word.start(), word.end(), fold(word[0])) for word in _WORD.finditer(text))


def _by_letters(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    return [
        (chunk.start, _after(text, chunk, len(word)))
        for chunk in _chunks(text)
        for word in words
        if chunk.folded.startswith(word)
    ]


def _after(text: str, chunk: _Chunk, letters: int) -> int:
    """Where in `text` so many folded letters of `chunk` end, marks that follow included."""
    for end in range(chunk.start + 1, chunk.end):
        if len(fold(text[chunk.start : end])) >= letters and len(fold(text[end])) > 0:
            return end
    return chunk.end


def _by_sound(text: str, parts: Sequence[str], *, begun: bool) -> list[tuple[int, int]]:
    runs = _runs(text)
    found = (_heard(part, runs, begun=begun and n == len(parts) - 1) for n, part in enumerate(parts))
    return [run for run in found if run]


def _heard(part: str, runs: Sequence[_Run], *, begun: bool) -> tuple[int, int] | None:
    """The run that sounds most like `part`; a longer one only if it is clearly more like it."""
    likes = [(glanced(part, run.part, begun=begun) - _LONGER * run.words, run) for run in runs]
    best, run = max(likes, key=lambda like: like[0], default=(0.0, None))
    return run.span if run and best + _LONGER * run.words >= _LIKE else None


def _within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of words that makes one part of a name."""

    span: tuple[int, int]
    words: int
    part: str


@lru_cache(4096)  # the same people are shown at each letter that is typed
def _runs(text: str) -> tuple[_Run, ...]:
    """The stretches of one to three words that make one part of a name."""
    chunks = _chunks(text)
    found: list[_Run] = []
    for first in range(len(chunks)):
        for last in range(first, min(first + _LONGEST_RUN, len(chunks))):
            span = (chunks[first].start, chunks[last].end)
            parts = parts_of(text[slice(*span)])
            if len(parts) == 1:
                found.append(_Run(span, last - first + 1, parts[0]))
    return tuple(found)


def _in_phone(typed: str, phone: str) -> tuple[Match, ...]:
    typed = _NOT_DIGIT.sub("", typed)
    for digits in (typed, typed.removeprefix("00").removeprefix("0")):
        found = re.search(r"\D*".join(digits), phone) if len(digits) >= _LEAST_DIGITS else None
        if found:
            return (Match(_PHONE, *found.span()),)
    return ()


def _merged(field: str, spans: Iterable[tuple[int, int]]) -> list[Match]:
    merged: list[Match] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Match(field, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Match(field, start, end))
    return merged
