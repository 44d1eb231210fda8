"""Fonts put into a document: only the glyphs that its pages show, and the letters each stands for.

reportlab cuts the font program; the dictionaries around it are those of a composite font
(ISO 32000-1, 9.7), whose two-byte codes number the glyphs in the order they were first shown.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfbase.ttfonts import TTFontFace

if TYPE_CHECKING:
    from kiosk.badge.document import Document
    from kiosk.badge.fonts import Face

_CMAP_BLOCK: Final = 100
# Its glyphs are numbered by us, not by any standard encoding.
_SYMBOLIC: Final = 4
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
        self._codes: dict[int, str] = {}
        self._letters: dict[int, str] = {}

    def code(self, glyph: int) -> str:
        """Return the glyph's code in the document, four hexadecimal digits."""
        code = self._codes.get(glyph)
        if code is None:
            code = self._codes[glyph] = f"{len(self._codes) + 1:04X}"
        return code

    def reads_as(self, glyph: int, text: str) -> bool:
        """Whether the glyph alone reads as `text`: the first text it is shown for is the one it keeps."""
        return self._letters.setdefault(glyph, text) == text

    def add_to(self, document: Document) -> None:
        """Write the font into `document`, with the glyphs asked for so far."""
        program = _program(self._face)
        glyphs = [0, *self._codes]
        name = f"{_tag(self.name)}+{self._face.name}"
        widths = " ".join(str(_units(program, program.hmetrics[glyph][0])) for glyph in glyphs)
        descendant = document.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
            f"/FontDescriptor {_descriptor(program, name, glyphs, document)} 0 R/DW 0/W[0[{widths}]]>>"
        )
        letters = document.add_stream(self._cmap().encode("ascii"))
        font = document.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {letters} 0 R>>"
        )
        document.name_font(self.name, font)

    def _cmap(self) -> str:
        """Return the character map that says which text each code stands for (ISO 32000-1, 9.10.3)."""
        told = [
            f"<{code}> <{self._letters[glyph].encode('utf-16-be').hex().upper()}>\n"
            for glyph, code in self._codes.items()
            if glyph in self._letters
        ]
        blocks = [told[at : at + _CMAP_BLOCK] for at in range(0, len(told), _CMAP_BLOCK)]
        body = [f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks]
        return "".join([_CMAP_HEAD, *body, _CMAP_TAIL])


def _descriptor(program: Any, name: str, glyphs: list[int], document: Document) -> int:
    """Return the number of what describes the font (ISO 32000-1, 9.8), with its cut program."""
    cut: bytes = program.makeSubset(glyphs)
    file = document.add_stream(cut, f"/Length1 {len(cut)}")
    box = " ".join(str(round(edge)) for edge in program.bbox)
    high, low = round(program.ascent), round(program.descent)
    return document.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]"
        f"/ItalicAngle {program.italicAngle:g}/Ascent {high}/Descent {low}"
        f"/CapHeight {round(program.capHeight)}/StemV {round(program.stemV)}/FontFile2 {file} 0 R>>"
    )


def _units(program: Any, length: int) -> int:
    units: int = program.unitsPerEm
    return round(length * 1000 / units)


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
