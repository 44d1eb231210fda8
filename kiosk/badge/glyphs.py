"""Shaped lines as PDF text operators that can be read back.

A line is written at a size of one, so that the same operators serve wherever and however large it
stands. A cluster whose glyphs do not read as its letters one to one carries them as ActualText: on
the glyph that moves the pen, nothing on its marks (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.badge.embedding import EmbeddedFont
from kiosk.badge.fonts import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.badge.fonts import Face
    from kiosk.badge.shaping import Cluster, Glyph, Run, Shaped

_END: Final = "EMC"


class Glyphs:
    """The fonts of one document, and its lines as operators in them."""

    def __init__(self) -> None:
        self.fonts: dict[Face, EmbeddedFont] = {}
        self._written: dict[Shaped, str] = {}
        self._plain: dict[Run, tuple[str, int] | None] = {}

    def line(self, shaped: Shaped) -> str:
        """Return the operators that show `shaped` from the pen's place, between BT and ET."""
        written = self._written.get(shaped)
        if written is None:
            written = self._written[shaped] = " ".join(self._operators(shaped))
        return written

    def _font(self, face: Face) -> EmbeddedFont:
        font = self.fonts.get(face)
        if font is None:
            font = self.fonts[face] = EmbeddedFont(face, len(self.fonts) + 1)
        return font

    def _operators(self, shaped: Shaped) -> Iterator[str]:
        pen = _Pen()
        face = None
        for run in shaped.runs:
            font = self._font(run.face)
            if run.face is not face:
                yield from pen.flush()
                yield f"/{font.name} 1 Tf"
                face = run.face
            plain = self._as_one(run, font)
            if plain is not None:
                yield from pen.show_all(*plain, run.width)
                continue
            for cluster in run.clusters:
                yield from _shown(cluster, font, pen)
        yield from pen.flush()

    def _as_one(self, run: Run, font: EmbeddedFont) -> tuple[str, int] | None:
        """Return what shows a run of letters that read as they are, and how far that moves the pen."""
        if run not in self._plain:
            self._plain[run] = _plain(run, font)
        return self._plain[run]


def _plain(run: Run, font: EmbeddedFont) -> tuple[str, int] | None:
    shown: list[str] = []
    stands = wanted = 0
    for cluster in run.clusters:
        glyph = cluster.glyphs[0]
        if len(cluster.glyphs) != 1 or glyph.x or glyph.y or not font.reads_as(glyph.id, cluster.text):
            return None
        if stands != wanted:
            shown.append(str(stands - wanted))
        shown.append(f"<{font.code(glyph.id)}>")
        stands = wanted + glyph.width
        wanted += glyph.advance
    return "".join(shown), stands


def _shown(cluster: Cluster, font: EmbeddedFont, pen: _Pen) -> Iterator[str]:
    whole = len(cluster.glyphs) == 1 and font.reads_as(cluster.glyphs[0].id, cluster.text)
    for at, glyph in enumerate(cluster.glyphs):
        if whole:
            yield from pen.show(glyph, font)
            continue
        yield from pen.flush()
        letters = cluster.text if at == cluster.base else ""
        yield f"/Span <</ActualText <FEFF{letters.encode('utf-16-be').hex().upper()}>>> BDC"
        yield from pen.show(glyph, font)
        yield from pen.flush()
        yield _END


class _Pen:
    """Moves to where HarfBuzz wants each glyph: inside a word by TJ, to what stands apart by Td.

    Readers of the text take a wide step inside TJ for a space between words; after Td they look at
    where the glyphs are.
    """

    def __init__(self) -> None:
        self._wanted = 0
        self._stands = (0, 0)
        self._line = (0, 0)
        self._shown: list[str] = []

    def show(self, glyph: Glyph, font: EmbeddedFont) -> Iterator[str]:
        target = (self._wanted + glyph.x, glyph.y)
        yield from self._moved(target)
        self._shown.append(f"<{font.code(glyph.id)}>")
        self._stands = (target[0] + glyph.width, target[1])
        self._wanted += glyph.advance

    def show_all(self, shown: str, stands: int, advance: int) -> Iterator[str]:
        """Show letters that stand on the line, one behind the other; `stands` is where they leave the pen."""
        yield from self._moved((self._wanted, 0))
        self._shown.append(shown)
        self._stands = (self._wanted + stands, 0)
        self._wanted += advance

    def _moved(self, target: tuple[int, int]) -> Iterator[str]:
        if self._stands[1] != target[1]:
            yield from self.flush()
        if self._stands != target:
            if self._shown:
                self._shown.append(str(self._stands[0] - target[0]))
            else:
                yield f"{(target[0] - self._line[0]) / EM:g} {(target[1] - self._line[1]) / EM:g} Td"
                self._line = target

    def flush(self) -> Iterator[str]:
        if self._shown:
            yield f"[{''.join(self._shown)}] TJ".replace("><", "")
            self._shown.clear()
