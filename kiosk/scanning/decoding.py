"""Codes in a picture, found by zxing-cpp. To be imported late: it and numpy take a while.

QR codes, which badges and nearly all tickets carry, are looked for in every picture. The others take
ten times as long together, and so have turns: one kind in every fourth picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import zxingcpp

if TYPE_CHECKING:
    from kiosk.scanning.frames import Luminance

Point: TypeAlias = tuple[int, int]

_FORMAT: Final = zxingcpp.BarcodeFormat
_QUICK: Final = (_FORMAT.QRCode,)
_OTHERS: Final = (
    (_FORMAT.Code128,),
    (_FORMAT.DataMatrix,),
    (_FORMAT.Code128,),
    (_FORMAT.Aztec, _FORMAT.PDF417),
)
_OTHER_EVERY: Final = 4
# Its one check character lets through one error in a hundred; the others correct theirs.
_UNSURE: Final = (_FORMAT.Code128,)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A code in a picture: what it says, and its corners in pixels, one after the other around it."""

    text: str
    corners: tuple[Point, Point, Point, Point]
    is_sure: bool = True


def sightings(picture: Luminance, turn: int = 1) -> tuple[Sighting, ...]:
    """Return the codes in the picture number `turn` that say something; other threads run meanwhile."""
    round_, rest = divmod(turn, _OTHER_EVERY)
    others = () if rest else _OTHERS[round_ % len(_OTHERS)]
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(_QUICK + others),
        try_rotate=bool(others),
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(_sighting(one) for one in found if one.valid and one.text.strip())


def _sighting(found: zxingcpp.Barcode) -> Sighting:
    at = found.position
    points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    first, second, third, fourth = ((point.x, point.y) for point in points)
    return Sighting(found.text, (first, second, third, fourth), found.format not in _UNSURE)
