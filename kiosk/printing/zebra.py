"""Zebra's ZPL II, which many other makers' label printers understand too ("ZPL II Programming Guide").

A label is one picture (`^GF`) at the printer's own density: 203 dots to the inch unless the address says
`dpi=300` or `dpi=600`.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING, Final

from kiosk.printing import raster
from kiosk.printing.labels import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.printing.addresses import Address
    from kiosk.printing.spooler import SizeMm

USUAL_DPI: Final = 203
_DENSITIES: Final = ("203", "300", "600")

_STATUS: Final = re.compile(rb"\x02([^\x03]*)\x03\s*\x02([^\x03]*)\x03\s*\x02[^\x03]*\x03")
"""The answer to `~HS`: three lines, each between STX and ETX."""


class Zebra:
    """The language, for the printer that the address tells of."""

    question: Final = b"~HS"

    def __init__(self, address: Address) -> None:
        dpi = address.options.get("dpi", "")
        self.dpi = int(dpi) if dpi in _DENSITIES else USUAL_DPI

    def told(self, answer: bytes) -> Told | None:
        """Return what the printer's answer to `~HS` says."""
        found = _STATUS.search(answer)
        if found is None:
            return None
        first, second = (part.split(b",") for part in found.groups())
        reasons = [word for word, is_so in zip(_REASONS, _flags(first, second), strict=True) if is_so]
        waiting = _number(first, 4) + _number(second, 8)  # labels in the buffer, and of the batch
        return Told(tuple(reasons), bool(waiting or _is_set(first, 7)))

    def written(self, pdf: bytes, size: SizeMm, told: Told | None) -> bytes:  # noqa: ARG002 - it does not tell its paper
        """Return the badge's pages as labels."""
        return b"".join(_label(page) for page in raster.pages(pdf, size, self.dpi))


_REASONS: Final = ("media-empty", "paused", "cover-open", "marker-supply-empty")


def _flags(first: list[bytes], second: list[bytes]) -> tuple[bool, ...]:
    """Paper out and pause stand in the first line of the answer, head up and ribbon out in the second.

    The bit for a ribbon counts only where one is used.
    """
    ribbon_out = _is_set(second, 3) and _is_set(second, 4)
    return _is_set(first, 1), _is_set(first, 2), _is_set(second, 2), ribbon_out


def _is_set(line: list[bytes], place: int) -> bool:
    return _number(line, place) > 0


def _number(line: list[bytes], place: int) -> int:
    text = line[place].strip() if place < len(line) else b""
    return int(text) if text.isdigit() else 0


def _label(page: NDArray[np.bool_]) -> bytes:
    """One page: its width and length in dots, then the picture, deflated (`:Z64:`) with its check sum."""
    rows = raster.packed(page)
    picture = base64.b64encode(zlib.compress(b"".join(rows), 9))
    length, width = page.shape
    total, row = len(rows) * len(rows[0]), len(rows[0])
    graphic = f"^GFA,{total},{total},{row},:Z64:{picture.decode()}:{binascii.crc_hqx(picture, 0):04X}"
    return f"^XA^PW{width}^LL{length}^LH0,0^LT0^FO0,0{graphic}^FS^PQ1^XZ\n".encode("ascii")
