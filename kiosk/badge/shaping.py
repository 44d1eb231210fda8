"""A line of text made into placed glyphs: characters to faces, faces to HarfBuzz, runs into reading order.

Measures are thousandths of the em, so that one shaped line serves every size. Whoever draws it asks
each cluster for its text, because one letter may be several glyphs and one glyph several letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

from kiosk.badge import bidi
from kiosk.badge.fonts import Face, stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.badge import Weight

# Ligatures that change how a name is spelt to the eye are left to body text.
_FEATURES: Final = {"dlig": False}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph, where its ink stands from the pen, how far the pen then moves, and its own width."""

    id: int
    x: int
    y: int
    advance: int
    width: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs, from left to right, that together show `text`; the `base`th moves the pen."""

    text: str
    glyphs: tuple[Glyph, ...]
    base: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Clusters of one face, from left to right, and how far the whole reaches."""

    face: Face
    clusters: tuple[Cluster, ...]
    width: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A line ready to be drawn. `missing` are its characters that no font has; they are left out."""

    text: str
    rtl: bool
    runs: tuple[Run, ...]
    width: int
    top: int
    bottom: int
    missing: str


@lru_cache(maxsize=2048)
def shape(text: str, weight: Weight, *, rtl: bool, condensed: bool = False) -> Shaped:
    """Return `text`, already cleaned, as a line that begins at the left or, `rtl`, at the right."""
    faces = stack(weight, condensed=condensed)
    characters = set(text)
    found = {_face(c, faces) for c in characters if c != " "}
    missing = ""
    if None in found:
        missing = "".join(dict.fromkeys(c for c in text if _face(c, faces) is None))
    printed = bidi.cleaned("".join(c for c in text if c not in missing)) if missing else text
    only = found.pop() if len(found) == 1 else None
    words = printed.split(" ")
    if only is not None and all(words) and only.has(" ") and bidi.runs_one_way(characters, rtl=rtl):
        runs = _words(words, only, rtl=rtl)
    else:
        runs = tuple(bidi.visual(list(_runs(printed, faces, bidi.levels(printed, rtl=rtl)))))
    return Shaped(
        text=printed,
        rtl=rtl,
        runs=runs,
        width=sum(run.width for run in runs),
        top=max((run.top for run in runs), default=0),
        bottom=min((run.bottom for run in runs), default=0),
        missing=missing,
    )


def _words(words: list[str], face: Face, *, rtl: bool) -> tuple[Run, ...]:
    """Return what `_runs` gives for words of one face that run one way, as most do."""
    space = _run(" ", face, rtl=rtl)
    runs = [run for word in words for run in (_run(word, face, rtl=rtl), space)][:-1]
    return tuple(reversed(runs)) if rtl else tuple(runs)


def _runs(text: str, faces: tuple[Face, ...], levels: list[int]) -> Iterator[tuple[int, Run]]:
    """Yield the runs in logical order, each with its level, a word at a time: words come again."""
    chosen = _faces(text, faces)
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (
            levels[at] != levels[start]
            or chosen[at] is not chosen[start]
            or (text[at] == " ") is not (text[start] == " ")
        ):
            yield levels[start], _run(text[start:at], chosen[start], rtl=levels[start] % 2 == 1)
            start = at


def _faces(text: str, faces: tuple[Face, ...]) -> list[Face]:
    """Return the face of each character; what belongs to no script keeps to the face before it."""
    chosen: list[Face] = []
    for character in text:
        found = _face(character, faces)
        if chosen and not character.isalpha() and found is not chosen[-1] and chosen[-1].has(character):
            found = chosen[-1]
        assert found is not None, "missing characters are left out before"
        chosen.append(found)
    return chosen


@lru_cache(maxsize=4096)
def _face(character: str, faces: tuple[Face, ...]) -> Face | None:
    return next((face for face in faces if face.has(character)), None)


@lru_cache(maxsize=8192)
def _run(text: str, face: Face, *, rtl: bool) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = face.script
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    hb.shape(face.shaper, buffer, _FEATURES)
    clusters: dict[int, list[Glyph]] = {}
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        width = face.width(info.codepoint)
        glyph = Glyph(info.codepoint, place.x_offset, place.y_offset, place.x_advance, width)
        clusters.setdefault(info.cluster, []).append(glyph)
    starts = sorted(clusters)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    inks = [(face.ink(glyph.id), glyph.y) for glyphs in clusters.values() for glyph in glyphs]
    return Run(
        face,
        tuple(_cluster(text[at : ends[at]], glyphs) for at, glyphs in clusters.items()),
        width=sum(glyph.advance for glyphs in clusters.values() for glyph in glyphs),
        top=max(0, *(high + y for (high, _), y in inks)),
        bottom=min(0, *(low + y for (_, low), y in inks)),
    )


def _cluster(text: str, glyphs: list[Glyph]) -> Cluster:
    base = max(range(len(glyphs)), key=lambda at: glyphs[at].advance)
    return Cluster(text, tuple(glyphs), base)
