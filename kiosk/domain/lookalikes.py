"""Letters that look like Latin ones and are not: a Cyrillic а in Аli, which no eye sees and no search finds.

Only what passes for a Latin letter in most typefaces is here; whoever writes Cyrillic or Greek throughout
keeps their letters, for in a name of their own they mean what they are.
"""

from __future__ import annotations

import re
from typing import Final

_CYRILLIC: Final = dict(zip("аеорсухіјѕһԁԛԝАЕОРСУХІЈЅҺВКМНТ", "aeopcyxijshdqwAEOPCYXIJSHBKMHT", strict=True))
_GREEK: Final = dict(zip("ανοικρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "avoikpuABEZHIKMNOPTYX", strict=True))
_LATIN: Final = str.maketrans(_CYRILLIC | _GREEK)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"\S+")


def latinised(text: str) -> str:
    """Return `text` with letters that only look Latin made Latin, in words or names that have real ones.

    >>> latinised("\u0410li T\u0430zi"), latinised("Анна")
    ('Ali Tazi', 'Анна')
    """
    if text.isascii() or not _FOREIGN.search(text):
        return text
    if _LATIN_LETTER.search(text) is None:
        return text
    return _WORD.sub(lambda word: _made_latin(word[0]), text)


def _made_latin(word: str) -> str:
    made = word.translate(_LATIN)
    return word if _FOREIGN.search(made) else made
