"""Why somebody was found: which stretches of their names and other fields answer to what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.domain.name_parts import parts_of
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.store.likeness import glanced

_LIKE: Final = 0.6
_LONGER: Final = 0.02
_LONGEST_RUN: Final = 3
_NAMES: Final = ("name_latin", "name_arabic")
_OTHERS: Final = ("company", "function", "email", "ticket", "reference")
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
    """Return what of `one` answers to `typed`, in the order in which it is shown; nothing overlaps."""
    words = fold(typed).split()
    parts = parts_of(typed)
    found: list[Match] = []
    for field in _NAMES:
        text = getattr(one, field)
        spelt = _by_letters(text, words)
        heard = _by_sound(text, parts, begun=not typed[-1:].isspace())
        found += _merged(field, [*spelt, *(span for span in heard if not _within(span, spelt))])
    for field in _OTHERS:
        found += _merged(field, _by_letters(getattr(one, field), words))
    return (*found, *_in_phone(typed, one.phone))


def _chunks(text: str) -> list[_Chunk]:
    return [_Chunk(word.start(), word.end(), fold(word[0])) for word in _WORD.finditer(text)]


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
    runs = list(_runs(text, _chunks(text)))
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


def _runs(text: str, chunks: Sequence[_Chunk]) -> Iterable[_Run]:
    """The stretches of one to three words that make one part of a name."""
    for first in range(len(chunks)):
        for last in range(first, min(first + _LONGEST_RUN, len(chunks))):
            span = (chunks[first].start, chunks[last].end)
            parts = parts_of(text[slice(*span)])
            if len(parts) == 1:
                yield _Run(span, last - first + 1, parts[0])


def _in_phone(typed: str, phone: str) -> tuple[Match, ...]:
    digits = _NOT_DIGIT.sub("", typed).removeprefix("00").removeprefix("0")
    if len(digits) < _LEAST_DIGITS or not phone:
        return ()
    found = re.search(r"\D*".join(digits), phone)
    return (Match(_PHONE, *found.span()),) if found else ()


def _merged(field: str, spans: Iterable[tuple[int, int]]) -> list[Match]:
    merged: list[Match] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Match(field, merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Match(field, start, end))
    return merged
