"""Fonts put into a document: only the glyphs that its pages show, and the letters each stands for.

HarfBuzz cuts the font program; the dictionaries around it are those of a composite font
(ISO 32000-1, 9.7), whose two-byte codes number the glyphs in the order they were first shown.
"""

from __future__ import annotations

from functools import cache
from struct import pack, unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as hb

from kiosk.badge.fonts import EM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.badge.document import Document
    from kiosk.badge.fonts import Face

_CMAP_BLOCK: Final = 100
# Its glyphs are numbered by us, not by any standard encoding.
_SYMBOLIC: Final = 4
# What shaping has used, and what no page needs (ISO 32000-1, 9.9).
_NOT_DRAWN: Final = tuple(
    int.from_bytes(tag) for tag in (b"GSUB", b"GPOS", b"GDEF", b"cmap", b"name", b"OS/2", b"post", b"STAT")
)
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
        name = f"{_tag(self.name)}+{self._face.name}"
        program, places = _cut(self._face, self._codes)
        numbers = document.add_stream(pack(f">{len(places)}H", *places))
        widths = " ".join([str(self._face.measures(glyph)[0]) for glyph in (0, *self._codes)])
        descendant = document.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap {numbers} 0 R"
            f"/FontDescriptor {_descriptor(self._face, name, program, document)} 0 R/DW 0/W[0[{widths}]]>>"
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


def _cut(face: Face, glyphs: Iterable[int]) -> tuple[bytes, list[int]]:
    """Return the font program with these glyphs alone, and where each code's glyph is in it, code 0 first."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_NOT_DRAWN)
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = hb.SubsetPlan(face.shaper.face, wanted)
    places = plan.old_to_new_glyph_mapping
    return bytes(plan.execute().blob.data), [places[glyph] for glyph in (0, *glyphs)]


def _descriptor(face: Face, name: str, program: bytes, document: Document) -> int:
    """Return the number of what describes the font (ISO 32000-1, 9.8), with its cut program."""
    file = document.add_stream(program, f"/Length1 {len(program)}")
    told = _look(face)
    box = " ".join(map(str, told.box))
    return document.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {told.ascent}/Descent {told.descent}/CapHeight {told.capitals}/StemV {told.stem}"
        f"/FontFile2 {file} 0 R>>"
    )


class _Look(NamedTuple):
    """What a font's own tables say of its letters, in thousandths of the em."""

    box: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int
    stem: int


@cache
def _look(face: Face) -> _Look:
    """Return what the tables head, hhea and OS/2 say (OpenType 1.9); a stem is guessed from the weight."""
    head, line, os2 = (_table(face, tag) for tag in ("head", "hhea", "OS/2"))
    units: int = unpack_from(">H", head, 18)[0]
    box = unpack_from(">4h", head, 36)
    ascent, descent = unpack_from(">2h", line, 4)
    (weight,) = unpack_from(">H", os2, 4)
    (capitals,) = unpack_from(">h", os2, 88)

    def in_thousandths(length: int) -> int:
        return round(length * EM / units)

    return _Look(
        box=tuple(map(in_thousandths, box)),
        ascent=in_thousandths(ascent),
        descent=in_thousandths(descent),
        capitals=in_thousandths(capitals),
        stem=50 + round((weight / 65) ** 2),
    )


def _table(face: Face, tag: str) -> bytes:
    return bytes(face.shaper.face.reference_table(tag).data)


def _tag(name: str) -> str:
    """Return the six capitals that mark a cut font, another for each font of a document."""
    number = int(name.removeprefix("F"))
    return "MARHA" + chr(ord("A") + number % 26)
