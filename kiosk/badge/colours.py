"""Colours as `#RRGGBB`, and which ink reads best on one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

Rgb: TypeAlias = tuple[float, float, float]

DARK: Final = "#111827"
LIGHT: Final = "#FFFFFF"

_SRGB_KNEE: Final = 0.04045
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@lru_cache(maxsize=1024)
def rgb(colour: str) -> Rgb | None:
    """Return red, green and blue from 0 to 1, or None if `colour` is not `#RRGGBB`."""
    if not _HEX.fullmatch(colour):
        return None
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


@lru_cache(maxsize=1024)
def ink_on(colour: str) -> str:
    """Return the ink, dark or white, that stands out best on `colour` (WCAG 2.2 contrast ratio)."""
    ground = _luminance(colour)
    against_light = (_luminance(LIGHT) + 0.05) / (ground + 0.05)
    against_dark = (ground + 0.05) / (_luminance(DARK) + 0.05)
    return LIGHT if against_light >= against_dark else DARK


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 black to 1 white."""
    red, green, blue = (
        part / 12.92 if part <= _SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4
        for part in rgb(colour) or (1.0, 1.0, 1.0)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
