"""Which way each character of a line runs, and the order in which the eye meets them.

The levels are fpdf2's implementation of the Unicode bidirectional algorithm (UAX #9), asked only for
lines of both directions. Shaping and drawing come after.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_T = TypeVar("_T")

_JOINERS: Final = frozenset("\u200c\u200d")  # Persian and Amazigh spelling needs them
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs"))
# Without characters of these kinds, and without controls, a line stays at its first level throughout.
_AGAINST_LEFT: Final = frozenset(("R", "AL", "AN"))
_AGAINST_RIGHT: Final = frozenset(("L", "EN", "AN"))
_SPACE = re.compile(r"\s")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")


def cleaned(text: str) -> str:
    """Return `text` as it may be printed: composed, on one line, without controls of any kind.

    Bidirectional overrides and isolates go too: a name cannot turn its neighbours round.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    if spaced.isprintable():  # without controls, and without what a fallback for joiners is needed for
        return " ".join(_VARIANTS.sub("", spaced).split())
    seen = "".join(c for c in spaced if unicodedata.category(c) not in _UNSEEN or c in _JOINERS)
    return " ".join(_VARIANTS.sub("", seen).split())


def begins_right(text: str) -> bool:
    """Whether the first strong character of `text` runs from right to left (rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def runs_one_way(characters: Iterable[str], *, rtl: bool) -> bool:
    """Whether a line of these that begins at the left or, `rtl`, at the right stays at its first level."""
    against = _AGAINST_RIGHT if rtl else _AGAINST_LEFT
    return against.isdisjoint(map(unicodedata.bidirectional, characters))


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character of a line that begins at the left or, `rtl`, right."""
    if runs_one_way(text, rtl=rtl):
        return [int(rtl)] * len(text)
    paragraph_of, left, right = _algorithm()
    paragraph = paragraph_of(text, right if rtl else left, preserve_bn_chars=True)
    found = {c.character_index: c.embedding_level for c in paragraph.get_characters_with_embedding_level()}
    return [found.get(at, int(rtl)) for at in range(len(text))]


@cache
def _algorithm() -> tuple[Callable[..., Any], Any, Any]:
    """Return fpdf2's paragraph and its two directions, without the rest of fpdf2.

    The package's own `__init__` brings pictures, fonts and their tools, a second's work and 50 MB; so
    an empty package stands in for it while its one module is fetched.
    """
    found = None if "fpdf" in sys.modules else find_spec("fpdf")
    if found is not None:
        sys.modules["fpdf"] = module_from_spec(found)
    try:
        from fpdf.bidi import BidiParagraph
        from fpdf.enums import TextDirection
    finally:
        if found is not None:
            del sys.modules["fpdf"]
    return BidiParagraph, TextDirection.LTR, TextDirection.RTL


def visual(items: Sequence[tuple[int, _T]]) -> list[_T]:
    """Return the items, each given with its level, in the order from left to right (rule L2)."""
    order = list(items)
    for level in range(max((each[0] for each in order), default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][0] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return [item for _, item in order]
