"""What spellings of one name share: a key by which they are found, whoever wrote them, in either script."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kiosk.domain.lookalikes import latinised
from kiosk.domain.name_parts import Part, part, parts_of
from kiosk.domain.sounds import outline

_ARTICLE, _EL_BEFORE_VOWEL = 0.02, 0.05
"""What it costs to take a word without its article: Al before a vowel may be none, as in Alaoui."""

_NOT_WRITTEN: Final = {ord("i"): None, ord("u"): None}


def key(name: str) -> str:
    """Return the consonants of the parts of `name`, in no order: the same from every spelling, often.

    >>> key("Hicham Chikr") == key("CHIKER Hisham") == key("هشام شيكر")
    True
    >>> key("Mohamed El Fassi") == key("Mohammed Elfassi")
    True
    """
    return " ".join(sorted(filter(None, map(_drawn, parts_of(latinised(name))))))


@lru_cache(1 << 15)
def _drawn(word: str) -> str:
    """The consonants of one part."""
    return outline(_bare(part(word))).translate(_NOT_WRITTEN)


def _bare(one: Part) -> str:
    """How a part sounds without an article that is joined to it: El Fassi and Elfassi are one name."""
    whole = one.sounds
    most = _EL_BEFORE_VOWEL if whole.startswith("el") else _ARTICLE
    ends = (form.sounds for form in one.forms if form.cost <= most and whole.endswith(form.sounds))
    return min(ends, key=len, default=whole)


def keys(name_latin: str, name_arabic: str) -> tuple[str, str]:
    """Return the keys of both names; "" for one that is not there, or that has the other's key.

    >>> keys("Ali Tazi", "علي التازي")[1]
    ''
    """
    latin, arabic = key(name_latin), key(name_arabic)
    return latin, arabic if arabic != latin else ""
