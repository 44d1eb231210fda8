"""Pages as dots, black or not, for printers that know nothing else: at true size, at the printer's density.

Black and white stay as they are, without a grey edge, so that bars and small letters keep their shape;
colours become a regular pattern of dots.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.printing.spooler import SizeMm

_POINTS_AN_INCH: Final = 72
_MM_AN_INCH: Final = 25.4

PDFIUM = threading.Lock()
"""PDFium serves one thread at a time."""


def dots(length_mm: float, dpi: int) -> int:
    """Return how many dots of a printer with `dpi` make up this length."""
    return round(length_mm / _MM_AN_INCH * dpi)


def pages(pdf: bytes, size: SizeMm, dpi: int) -> list[NDArray[np.bool_]]:
    """Return the pages of `pdf`, each of `size`, as rows of dots from the top: True is ink."""
    from pypdfium2 import PdfDocument

    wanted = dots(size[1], dpi), dots(size[0], dpi)
    with PDFIUM:
        document = PdfDocument(pdf)
        try:
            return [_inked(_grey(page, dpi), wanted) for page in document]
        finally:
            document.close()


def count(pdf: bytes) -> int:
    """Return how many pages `pdf` has."""
    from pypdfium2 import PdfDocument

    with PDFIUM:
        document = PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def _grey(page: Any, dpi: int) -> NDArray[np.uint8]:
    bitmap = page.render(
        scale=dpi / _POINTS_AN_INCH,
        grayscale=True,
        no_smoothtext=True,
        no_smoothpath=True,
        no_smoothimage=True,
    )
    try:
        return np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        bitmap.close()


def _inked(grey: NDArray[np.uint8], wanted: tuple[int, int]) -> NDArray[np.bool_]:
    """The dots of a page; one row or column that rounding gave more or less is cut or left white."""
    page = np.full(wanted, 255, np.uint8)
    rows, columns = (min(pair) for pair in zip(grey.shape, wanted, strict=True))
    page[:rows, :columns] = grey[:rows, :columns]
    repeats = tuple(-(-side // len(_PATTERN)) for side in wanted)
    return page < np.tile(_PATTERN, repeats)[: wanted[0], : wanted[1]]


def _pattern(steps: int) -> NDArray[Any]:
    """Bayer's matrix: thresholds from 0 to 1, neighbours as unlike as can be."""
    cell = np.zeros((1, 1))
    for _step in range(steps):
        cell = np.block([[4 * cell, 4 * cell + 2], [4 * cell + 3, 4 * cell + 1]])
    return (cell + 0.5) / cell.size


_PATTERN: Final = _pattern(2) * 254 + 1
"""Nought is always darker than this and 255 never."""


def packed(page: NDArray[np.bool_]) -> list[bytes]:
    """Return the rows of a page, eight dots a byte, the leftmost in the highest bit."""
    return [row.tobytes() for row in np.packbits(page, axis=1)]
