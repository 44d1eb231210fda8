"""Fonts put into a document: only the glyphs that its pages show, and the letters each stands for.

reportlab cuts the font program; the dictionaries around it are those of a composite font
(ISO 32000-1, 9.7), whose two-byte codes number the glyphs in the order they were first shown.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream, PDFZCompress
from reportlab.pdfbase.ttfonts import TTFontFace

if TYPE_CHECKING:
    from kiosk.badge.fonts import Face

_CMAP_BLOCK: Final = 100
_CMAP_HEAD: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL: Final = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFont:
    """The part of a face that one document shows."""

    def __init__(self, face: Face, number: int) -> None:
        self.name = f"F{number}"
        self._face = face
        self._codes: dict[int, int] = {}
        self._letters: dict[int, str] = {}

    def code(self, glyph: int) -> str:
        """Return the glyph's code in the document, four hexadecimal digits."""
        return f"{self._codes.setdefault(glyph, len(self._codes) + 1):04X}"

    def reads_as(self, glyph: int, text: str) -> bool:
        """Whether the glyph alone reads as `text`: the first text it is shown for is the one it keeps."""
        return self._letters.setdefault(glyph, text) == text

    def add_to(self, document: PDFDocument) -> Any:
        """Return a reference to the font, written into `document` with the glyphs asked for so far."""
        program = _program(self._face)
        glyphs = [0, *self._codes]
        name = f"{_tag(self.name)}+{self._face.name}"
        widths = [round(program.hmetrics[glyph][0] * 1000 / program.unitsPerEm) for glyph in glyphs]
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": PDFName(name),
            "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            "CIDToGIDMap": PDFName("Identity"),
            "FontDescriptor": program.addSubsetObjects(document, name, glyphs),
            "DW": 0,
            "W": PDFArray([0, PDFArray(widths)]),
        }
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(PDFDictionary(descendant))]),
            "ToUnicode": document.Reference(PDFStream(content=self._cmap(), filters=[PDFZCompress])),
        }
        return document.Reference(PDFDictionary(font))

    def _cmap(self) -> str:
        """Return the character map that says which text each code stands for (ISO 32000-1, 9.10.3)."""
        told = [
            f"<{code:04X}> <{self._letters[glyph].encode('utf-16-be').hex().upper()}>\n"
            for glyph, code in self._codes.items()
            if glyph in self._letters
        ]
        blocks = [told[at : at + _CMAP_BLOCK] for at in range(0, len(told), _CMAP_BLOCK)]
        body = [f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks]
        return "".join([_CMAP_HEAD, *body, _CMAP_TAIL])


@cache
def _program(face: Face) -> Any:
    """Return reportlab's reading of the font file, its characters being the glyphs' own numbers.

    HarfBuzz has chosen glyphs, many of which no character stands for; so the cutter is asked by glyph.
    """
    program = TTFontFace(str(face.path))
    program.charToGlyph = {glyph: glyph for glyph in range(len(program.glyphPos) - 1)}
    return program


def _tag(name: str) -> str:
    """Return the six capitals that mark a cut font, another for each font of a document."""
    number = int(name.removeprefix("F"))
    return "MARHA" + chr(ord("A") + number % 26)
