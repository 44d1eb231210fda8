"""Shaped lines as PDF text operators that can be read back.

A line is written at a size of one, so that the same operators serve wherever and however large it
stands. A cluster whose glyphs do not read as its letters one to one carries them as ActualText: on
the glyph that moves the pen, nothing on its marks (ISO 32000-1, 14.9.4). Words come again on other
badges: each is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kiosk.badge.embedding import EmbeddedFont
from kiosk.badge.fonts import EM

if TYPE_CHECKING:
    from kiosk.badge.fonts import Face
    from kiosk.badge.shaping import Cluster, Glyph, Run, Shaped

_Point = tuple[int, int]

_ORIGIN: Final = (0, 0)
_KEPT: Final = 8192
_END: Final = "EMC"
# Stands in a written run for the step to its first glyph, which depends on what stands before it.
_STEP: Final = "@"


class _Plain(NamedTuple):
    """Letters that read as they are: what a TJ shows, where the pen then stands, and where it should."""

    shown: str
    stands: int
    wanted: int


class _Marked(NamedTuple):
    """A run with clusters that carry their letters; points count from the run's origin.

    Plain letters lead, `operators` show the rest but for the `tail`, which the next letters may join.
    `first` is the place of the first step, if there is one, `line` that of the last, `stands` the pen's.
    """

    lead: _Plain
    operators: str
    first: _Point | None
    line: _Point
    tail: str
    stands: _Point


class Glyphs:
    """The fonts of one document, and its lines as operators in them."""

    def __init__(self) -> None:
        self.fonts: dict[Face, EmbeddedFont] = {}
        self._written: dict[Run, _Plain | _Marked] = {}

    def line(self, shaped: Shaped) -> str:
        """Return the operators that show `shaped` from the pen's place, between BT and ET."""
        pen = _Pen()
        face = None
        for run in shaped.runs:
            if run.face is not face:
                face = run.face
                pen.write_with(self._font(face))
            written = self._written.get(run)
            if written is None:
                written = self._write(run)
            if isinstance(written, _Plain):
                pen.show_plain(written)
            else:
                pen.show_marked(written, run.width)
        return pen.operators()

    def _font(self, face: Face) -> EmbeddedFont:
        font = self.fonts.get(face)
        if font is None:
            font = self.fonts[face] = EmbeddedFont(face, len(self.fonts) + 1)
        return font

    def _write(self, run: Run) -> _Plain | _Marked:
        if len(self._written) >= _KEPT:
            self._written.clear()
        font = self._font(run.face)
        plain, rest = _plain(run.clusters, font)
        written = self._written[run] = _marked(plain, rest, font) if rest else plain
        return written


def _plain(clusters: tuple[Cluster, ...], font: EmbeddedFont) -> tuple[_Plain, tuple[Cluster, ...]]:
    """Return the letters that are one glyph on the line, and read as it does, up to the first other one."""
    shown: list[str] = []
    stands = wanted = 0
    for at, cluster in enumerate(clusters):
        glyph = cluster.glyphs[0]
        if len(cluster.glyphs) != 1 or glyph.x or glyph.y or not font.reads_as(glyph.id, cluster.text):
            return _Plain(f"<{''.join(shown)}>", stands, wanted), clusters[at:]
        if stands != wanted:
            shown.append(f">{stands - wanted}<")
        shown.append(font.code(glyph.id))
        stands = wanted + glyph.width
        wanted += glyph.advance
    return _Plain(f"<{''.join(shown)}>", stands, wanted), ()


def _marked(lead: _Plain, rest: tuple[Cluster, ...], font: EmbeddedFont) -> _Marked:
    pen = _Pen(lead)
    for cluster in rest:
        whole = len(cluster.glyphs) == 1 and font.reads_as(cluster.glyphs[0].id, cluster.text)
        for at, glyph in enumerate(cluster.glyphs):
            if whole:
                pen.show(glyph, font)
                continue
            letters = cluster.text if at == cluster.base else ""
            pen.say(f"/Span <</ActualText <FEFF{letters.encode('utf-16-be').hex().upper()}>>> BDC")
            pen.show(glyph, font)
            pen.say(_END)
    return pen.marked(lead)


class _Pen:
    """Moves to where HarfBuzz wants each glyph: inside a word by TJ, to what stands apart by Td.

    Readers of the text take a wide step inside TJ for a space between words; after Td they look at
    where the glyphs are. A pen that goes on `after` letters that another has shown leaves the _STEP
    to the first place that it goes to itself.
    """

    def __init__(self, after: _Plain | None = None) -> None:
        self._first: _Point | None = None
        self._line: _Point | None = _ORIGIN if after is None else None
        self._stands = _ORIGIN if after is None else (after.stands, 0)
        self._wanted = 0 if after is None else after.wanted
        self._shown: list[str] = []
        self._said: list[str] = []

    def operators(self) -> str:
        """Return all that was written."""
        self._flush()
        return " ".join(self._said)

    def marked(self, lead: _Plain) -> _Marked:
        """Return what was written behind `lead`, to be shown again."""
        operators, tail = " ".join(self._said), "".join(self._shown)
        return _Marked(lead, operators, self._first, self._line or _ORIGIN, tail, self._stands)

    def write_with(self, font: EmbeddedFont) -> None:
        """Write in this font from now on, at a size of one."""
        self.say(f"/{font.name} 1 Tf")

    def say(self, operators: str) -> None:
        """Write operators that move nothing."""
        self._flush()
        self._said.append(operators)

    def show(self, glyph: Glyph, font: EmbeddedFont) -> None:
        """Show a glyph where it belongs."""
        target = (self._wanted + glyph.x, glyph.y)
        self._move(target)
        self._shown.append(f"<{font.code(glyph.id)}>")
        self._stands = (target[0] + glyph.width, glyph.y)
        self._wanted += glyph.advance

    def show_plain(self, letters: _Plain) -> None:
        """Show letters that stand on the line, one behind the other."""
        origin = self._wanted
        self._move((origin, 0))
        self._shown.append(letters.shown)
        self._stands = (origin + letters.stands, 0)
        self._wanted = origin + letters.wanted

    def show_marked(self, run: _Marked, advance: int) -> None:
        """Show a run that was written before."""
        origin = self._wanted
        if run.lead.wanted:
            self.show_plain(run.lead)
        self._flush()
        if run.first is not None:
            step = self._step((origin + run.first[0], run.first[1]))
            self._said.append(run.operators.replace(_STEP, step, 1))
            self._line = (origin + run.line[0], run.line[1])
        else:
            self._said.append(run.operators)
        if run.tail:
            self._shown.append(run.tail)
        self._stands = (origin + run.stands[0], run.stands[1])
        self._wanted = origin + advance

    def _move(self, target: _Point) -> None:
        if self._stands[1] != target[1]:
            self._flush()
        if self._stands == target and (self._line is not None or self._wanted):
            return
        if self._shown:
            self._shown.append(str(self._stands[0] - target[0]))
        else:
            self._said.append(self._step(target))
            self._line = target

    def _step(self, target: _Point) -> str:
        if self._line is None:
            self._first = target
            return _STEP
        return f"{(target[0] - self._line[0]) / EM:g} {(target[1] - self._line[1]) / EM:g} Td"

    def _flush(self) -> None:
        if self._shown:
            self._said.append(f"[{''.join(self._shown)}] TJ".replace("><", ""))
            self._shown.clear()
