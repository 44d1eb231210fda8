"""How a word of a name is kept beside the word: as it is spelt and as it may be heard, for `lexicon`."""

from __future__ import annotations

from typing import Final

from kiosk.domain.alignment import SOUNDS
from kiosk.domain.name_parts import Part

LONGEST: Final = 16
"""Sounds of a word that are looked at."""

CODES: Final = {sound: code for code, sound in enumerate(SOUNDS, 1)}
"""Each sound as a number; zero is none."""

COST_UNIT: Final = 200
"""What it costs to take a word another way is kept as so many parts of one."""

ROW: Final = LONGEST + 2
"""Bytes a way of hearing: the sounds, the cost, the marks."""

CORE, HAS_CORE = 1, 2
"""Marks: this is what follows Abd; this word has such a way."""


def heard(one: Part) -> bytes:
    """Return the ways in which `one` may be heard, a row each."""
    marked = HAS_CORE if one.core else 0
    rows = [(form, marked) for form in one.forms] + [(form, marked | CORE) for form in one.core]
    return b"".join(
        encoded(form.sounds) + bytes((round(form.cost * COST_UNIT), marks)) for form, marks in rows
    )


def encoded(sounds: str) -> bytes:
    """Return `sounds` as a row of `LONGEST` numbers, zeros behind."""
    return bytes(CODES[sound] for sound in sounds[:LONGEST]).ljust(LONGEST, b"\0")


def spelt(one: Part) -> str:
    """Return the letters of `one`, and those at which typing may begin too."""
    return " ".join((one.letters, *one.beginnings))
