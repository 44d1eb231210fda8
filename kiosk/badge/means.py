"""What elements are painted with, and what painting gives back: operators, flaws to look at, a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kiosk.badge.plan import Plan

if TYPE_CHECKING:
    from kiosk.badge.codes import Symbols
    from kiosk.badge.fitting import Frame
    from kiosk.badge.glyphs import Glyphs
    from kiosk.badge.repeats import Repeats
    from kiosk.domain.badge import Element, TextBox

Fields: TypeAlias = Mapping[str, str]
PictureFiles: TypeAlias = Callable[[str], bytes | None]
"""Gives what is in the picture of a name; None if there is none."""


class Flaw(StrEnum):
    """What can be wrong on a badge that is drawn all the same."""

    CLIPPED = "clipped"
    MISSING_GLYPHS = "missing_glyphs"
    PICTURE_WRONG = "picture_wrong"


@dataclass(frozen=True, slots=True)
class Spot:
    """A flaw, the text it befell (of a picture its name), and the characters that no font has."""

    flaw: Flaw
    text: str
    characters: str = ""


class Painted(NamedTuple):
    """Operators and what is wrong with what they show."""

    operators: str
    spots: tuple[Spot, ...] = ()


NOTHING = Painted("")


class Placed(NamedTuple):
    """A picture in the document: under which name, and how large it is in pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Means:
    """What the pages of one file are drawn with.

    `frames` and `plans` are those of the boxes and elements met so far, by identities; what has them is kept,
    so that nothing else can have the same one. `repeats` knows what was painted before.
    `form` keeps operators that come again and returns the name under which `Do` shows them; `picture`
    gives the picture of a name, of about so many pixels: None if there is none, FileRefused if it is broken.
    """

    glyphs: Glyphs
    symbols: Symbols
    repeats: Repeats
    form: Callable[[str], str]
    picture: Callable[[str, int], Placed | None]
    frames: dict[int, tuple[TextBox, Frame]] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)

    def plan(self, elements: tuple[Element, ...]) -> Plan:
        """Return which of `elements` a badge calls for."""
        known = self.plans.get(id(elements))
        if known is None:
            known = self.plans[id(elements)] = Plan(elements)
        return known


@dataclass(frozen=True, slots=True)
class PageWarning:
    """What is wrong with one page, counted from 1; the page is drawn all the same."""

    page: int
    flaw: Flaw
    text: str
    characters: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF file, and which of its pages somebody should look at.

    `sides` are the pages of each badge, in order: one, or two with a back. `refused` are the layouts that
    could not be used, so that the built-in one was: their names and what is wrong with them.
    """

    pdf: bytes
    warnings: tuple[PageWarning, ...]
    sides: tuple[int, ...] = ()
    size_mm: tuple[float, float] = (0.0, 0.0)
    refused: tuple[tuple[str, str], ...] = ()
