"""Cleaning and folding of names and other short texts, in Latin and in Arabic letters.

`clean` makes what somebody typed or a file held fit to be kept; `fold` makes what is kept comparable.
Finding by sound is another matter and not here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from kiosk.domain.people import NAME_LIMIT, Script
from kiosk.errors import InputRefused, Trouble

_MARKS_IN_A_ROW: Final = 8
"""More combining marks than any script stacks on one letter: somebody is playing."""

_JOINERS: Final = "\u200c\u200d"  # Arabic and Amazigh writing needs them between letters
_SPACES = re.compile(r"\s+")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_NOT_LETTER = re.compile(r"[^\w\s]|_")

# One form for each letter that Arabic hands write in several ways.
_ARABIC_FOLDS: Final = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ى": "ي", "ئ": "ي", "ی": "ي",
        "ة": "ه", "ۀ": "ه", "ؤ": "و", "ء": None,
        "ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك",
        "ڤ": "ف", "ڨ": "ق", "پ": "ب", "چ": "ج",
        "ـ": None,
    }
)  # fmt: skip

# Latin letters that Unicode does not take apart into a letter and a mark, and apostrophes.
_LATIN_FOLDS: Final = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ɛ": "e", "ɣ": "gh",
        "'": None, "’": None, "‘": None, "`": None, "´": None, "ʿ": None, "ʾ": None, "ʼ": None,
    }
)  # fmt: skip


def clean(text: str, *, field: str = "name", limit: int = NAME_LIMIT) -> str:
    """Return `text` fit to be kept: composed, one line, single spaces, no control characters.

    Direction overrides and isolates go; joiners stay between letters. Raises InputRefused with
    TEXT_TOO_LONG above `limit` characters and TEXT_NOT_PRINTABLE for lone surrogates, private-use
    characters or a heap of combining marks.
    """
    if len(text) > 4 * limit + 100:  # before any work on it: a megabyte is refused at once
        raise InputRefused(Trouble.TEXT_TOO_LONG, field=field, limit=limit)
    kept = "".join(map(_kept, unicodedata.normalize("NFC", text)))
    kept = _SPACES.sub(" ", kept).strip()
    if len(kept) > limit:
        raise InputRefused(Trouble.TEXT_TOO_LONG, field=field, limit=limit)
    if _unprintable(kept):
        raise InputRefused(Trouble.TEXT_NOT_PRINTABLE, field=field)
    return kept.strip(_JOINERS)


def _kept(character: str) -> str:
    if character < "\x7f":
        return max(character, " ")
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cf" and character not in _JOINERS:
        return ""
    return character


def _unprintable(text: str) -> bool:
    if text.isascii():
        return False
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cs", "Co", "Cn"):
            return True
        marks = marks + 1 if category == "Mn" else 0
        if marks > _MARKS_IN_A_ROW:
            return True
    return False


@lru_cache(maxsize=8192)  # companies, functions and given names come again and again
def fold(text: str) -> str:
    """Return the comparable form of `text`: lower case, no accents or marks, one space between words.

    >>> fold("  Aït-El-Hadj,  ÉMILE ")
    'ait el hadj emile'
    >>> fold("إِبْرَاهِيم") == fold("ابراهيم")
    True
    """
    if text.isascii():
        return " ".join(_NOT_WORD.sub(" ", text.replace("'", "").casefold()).split())
    # Compatibility letters (𝕬, ﷺ) first become plain ones, which then have a lower case.
    plain = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", plain.translate(_LATIN_FOLDS))
    # NFKD has taken alef with hamza apart already; the table is for the letters it leaves whole.
    return " ".join(_NOT_LETTER.sub(_gap, apart.translate(_ARABIC_FOLDS)).split())


def _gap(found: re.Match[str]) -> str:
    """Nothing for a mark on a letter, a space for what stands between words."""
    return "" if unicodedata.category(found[0]) in ("Mn", "Cf") else " "


def script(text: str) -> Script:
    """Return "arabic" if the first strong letters of `text` are mostly Arabic, else "latin"."""
    arabic = len(_ARABIC.findall(text))
    letters = sum(1 for c in text if c.isalpha())
    return "arabic" if arabic * 2 > letters else "latin"
