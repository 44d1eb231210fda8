"""Reads a badge back with tools that know nothing of how it was drawn: pikepdf, pdfium, zxing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import zxingcpp

DARK = 128
MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Page:
    """One page of a PDF, as others see it."""

    pdf: bytes
    number: int = 0

    def raster(self, dpi: float) -> npt.NDArray[np.uint8]:
        document = pypdfium2.PdfDocument(self.pdf)
        try:
            grey = document[self.number].render(scale=dpi / 72, grayscale=True).to_numpy()
            return np.array(grey.reshape(grey.shape[0], -1))
        finally:
            document.close()

    def ink_mm(self, below: int = DARK) -> tuple[float, float, float, float]:
        """Return the ink's left, top, right and bottom edge."""
        dark = self.raster(300) < below
        rows, columns = np.where(dark.any(axis=1))[0], np.where(dark.any(axis=0))[0]
        left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
        scale = MM_PER_INCH / 300
        return float(left * scale), float(top * scale), float(right * scale), float(bottom * scale)

    def codes_on_label_printer(self) -> list[str]:
        """Return what decodes after printing at 203 dpi in black and white."""
        dots = np.where(self.raster(203) > DARK, 255, 0).astype(np.uint8)
        return [found.text for found in zxingcpp.read_barcodes(dots)]

    def clusters(self) -> list[str]:
        """Return the texts shown, in the order of drawing, a cluster each, by ActualText or by the fonts."""
        with pikepdf.open(io.BytesIO(self.pdf)) as document:
            page = document.pages[self.number]
            return list(_clusters(page, page.obj.Resources))

    def text(self) -> str:
        return "".join(self.clusters())


def _clusters(stream: Any, resources: Any) -> Iterator[str]:
    letters: dict[int, str] = {}
    spoken = False
    for instruction in pikepdf.parse_content_stream(stream):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                letters = _letters(resources.Font[str(operands[0])])
            case "BDC":
                spoken = True
                yield str(operands[1].ActualText)
            case "EMC":
                spoken = False
            case "TJ" if not spoken:
                shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                shown_codes = (int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2))
                yield from (letters[code] for code in shown_codes)
            case "Do":
                yield from _clusters(resources.XObject[str(operands[0])], resources)


def _letters(font: Any) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]*)>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
