"""Reads what a printer was given: the first page of a PWG raster file (PWG 5102.4), 8 bits of grey."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"RaS2"
_HEADER_BYTES = 1796


@dataclass(frozen=True, slots=True)
class Page:
    """One page as pixels, 0 black to 255 white."""

    dpi: tuple[int, int]
    duplex: bool
    tumble: bool
    pixels: NDArray[Any]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def ink(self) -> tuple[int, int, int, int]:
        """Left, upper, right and lower edge of all that is darker than mid-grey, in pixels."""
        rows, columns = np.nonzero(self.pixels < 128)
        return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def first_page(file: Path) -> Page:
    """Return the first page of `file`."""
    data = file.read_bytes()
    assert data.startswith(_MAGIC), "not a PWG raster"
    header = data[len(_MAGIC) : len(_MAGIC) + _HEADER_BYTES]
    duplex, horizontal, vertical = struct.unpack_from(">III", header, 272)
    (tumble,) = struct.unpack_from(">I", header, 368)
    width, height = struct.unpack_from(">II", header, 372)
    (bits,) = struct.unpack_from(">I", header, 388)
    assert bits == 8
    pixels = _rows(memoryview(data)[len(_MAGIC) + _HEADER_BYTES :], width, height)
    return Page(
        (horizontal, vertical),
        bool(duplex),
        bool(tumble),
        np.frombuffer(pixels, np.uint8).reshape(height, width),
    )


def _rows(packed: memoryview, width: int, height: int) -> bytes:
    pixels = bytearray()
    at = 0
    while len(pixels) < width * height:
        repeated = packed[at] + 1
        at += 1
        row = bytearray()
        while len(row) < width:
            length = packed[at]
            if length < 128:  # one pixel, repeated
                row += bytes(packed[at + 1 : at + 2]) * (length + 1)
                at += 2
            else:  # pixels as they are
                row += packed[at + 1 : at + 1 + 257 - length]
                at += 1 + 257 - length
        pixels += row * repeated
    return bytes(pixels)
