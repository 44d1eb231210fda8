"""Where a line may be broken: between words, and never inside a name that only reads whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands before a name and belongs to it, without marks and accents, in small letters.
_BOUND: Final = frozenset(
    (
        *("عبد", "بن", "بنت", "ابن", "ابنة", "أبو", "ابو", "أبي", "بو", "أم", "آل"),
        *("آيت", "ايت", "أيت", "سيدي", "مولاي", "لالة"),
        *("el", "al", "ben", "bin", "bent", "bint", "ibn", "bou", "abu", "abou", "abd", "oum", "umm"),
        *("aït", "ait", "sidi", "moulay", "lalla", "ould", "oulad"),
        *("de", "du", "des", "d'", "la", "le", "les", "van", "von", "der"),
    )
)
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?=\w)")


def breaks(text: str, lines: int) -> Iterator[tuple[str, ...]]:
    """Yield every way of breaking `text` into so many lines.

    A hyphen is broken after only where there is no space to break at.
    """
    if lines == 1:
        yield (text,)
        return
    for first, rest in _once(text):
        for following in breaks(rest, lines - 1):
            yield first, *following


@lru_cache(maxsize=2048)
def _once(text: str) -> tuple[tuple[str, str], ...]:
    words = text.split(" ")
    kept = tuple(
        (" ".join(words[:at]), " ".join(words[at:]))
        for at in range(1, len(words))
        if not _binds(words[at - 1])
    )
    return kept or tuple((text[: hit.start()], text[hit.start() :]) for hit in _AFTER_HYPHEN.finditer(text))


@lru_cache(maxsize=4096)
def _binds(word: str) -> bool:
    return _MARKS.sub("", word).casefold() in _BOUND
