"""The shipped fonts, opened once for HarfBuzz, and which of them a weight draws on.

One face serves one script, so that a text's faces also say how to shape it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import uharfbuzz as hb

from kiosk import paths
from kiosk.domain.badge import Weight

if TYPE_CHECKING:
    from pathlib import Path

EM: Final = 1000
"""Units to the em in everything HarfBuzz tells us, whatever the font file counts in."""

_LATIN: Final = "Latn"
_ARABIC: Final = "Arab"
_TIFINAGH: Final = "Tfng"
_FILES: Final = {
    Weight.REGULAR: ("NotoSans-Regular", "NotoSansArabic-Regular"),
    Weight.SEMIBOLD: ("NotoSans-SemiBold", "NotoSansArabic-SemiBold"),
    Weight.BOLD: ("NotoSans-Bold", "NotoSansArabic-Bold"),
}
_CONDENSED: Final = ("NotoSans-SemiCondensedBold", "NotoSansArabic-SemiCondensedBold")
_CONDENSABLE: Final = frozenset((Weight.SEMIBOLD, Weight.BOLD))


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font file, the script it is for, and what HarfBuzz knows of it."""

    name: str
    path: Path
    script: str
    shaper: Any
    known: dict[int, tuple[int, int, int]] = field(default_factory=dict, repr=False)

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for `character`."""
        return self.shaper.get_nominal_glyph(ord(character)) is not None

    def measures(self, glyph: int) -> tuple[int, int, int]:
        """Return how far the glyph moves the pen by itself, and its ink's top and (negative) bottom."""
        known = self.known.get(glyph)
        if known is None:
            ink = self.shaper.get_glyph_extents(glyph)
            high, low = (ink.y_bearing, ink.y_bearing + ink.height) if ink else (0, 0)
            known = self.known[glyph] = (self.shaper.get_glyph_h_advance(glyph), high, low)
        return known


def can_condense(weight: Weight) -> bool:
    """Whether there are narrower letters of about this weight."""
    return weight in _CONDENSABLE


@cache
def stack(weight: Weight, *, condensed: bool = False) -> tuple[Face, ...]:
    """Return the faces to look for a character in, first choice first."""
    latin, arabic = _CONDENSED if condensed else _FILES[weight]
    return _face(latin, _LATIN), _face(arabic, _ARABIC), _face("NotoSansTifinagh-Regular", _TIFINAGH)


@cache
def _face(name: str, script: str) -> Face:
    path = paths.resources() / "fonts" / f"{name}.ttf"
    shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    shaper.scale = (EM, EM)
    return Face(name, path, script, shaper)
