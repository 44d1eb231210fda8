"""A line of text made into placed glyphs: characters to faces, faces to HarfBuzz, runs into reading order.

Measures are thousandths of the em, so that one shaped line serves every size. Whoever draws it asks
each cluster for its text, because one letter may be several glyphs and one glyph several letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as hb

from kiosk.badge import bidi
from kiosk.badge.fonts import Face, stack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kiosk.domain.badge import Weight

# Ligatures that change how a name is spelt to the eye are left to body text.
_FEATURES: Final = {"dlig": False}
_CODE = re.compile("[0-9A-Z]+")
_NOTHING: Final = "\0"


class Glyph(NamedTuple):
    """One glyph, where its ink stands from the pen, how far the pen then moves, and its own width."""

    id: int
    x: int
    y: int
    advance: int
    width: int


class Cluster(NamedTuple):
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


class Shaped(NamedTuple):
    """A line ready to be drawn. `missing` are its characters that no font has; they are left out."""

    text: str
    rtl: bool
    runs: tuple[Run, ...]
    width: int
    top: int
    bottom: int
    missing: str


class Measures(NamedTuple):
    """How large a line is when it is shaped."""

    width: int
    top: int
    bottom: int


def measure(text: str, weight: Weight, *, rtl: bool, condensed: bool = False) -> Measures:
    """Return the measures of what `shape` returns: most lines need only their words for it."""
    words = text.split(" ")
    face = None
    width = top = bottom = 0
    for word in words:
        run = _word(word, weight, rtl, condensed)
        if run is None or run.face is not (face or run.face):
            return _measures(shape(text, weight, rtl=rtl, condensed=condensed).runs)
        face = run.face
        width += run.width
        top = max(top, run.top)
        bottom = min(bottom, run.bottom)
    if len(words) > 1 and face is not None:
        space = _space(face, rtl)
        if space is None:
            return _measures(shape(text, weight, rtl=rtl, condensed=condensed).runs)
        width += space.width * (len(words) - 1)
    return Measures(width, top, bottom)


def _measures(runs: Sequence[Run]) -> Measures:
    return Measures(
        sum([run.width for run in runs]),
        max([run.top for run in runs], default=0),
        min([run.bottom for run in runs], default=0),
    )


@lru_cache(maxsize=2048)
def shape(text: str, weight: Weight, *, rtl: bool, condensed: bool = False) -> Shaped:
    """Return `text`, already cleaned, as a line that begins at the left or, `rtl`, at the right."""
    missing = ""
    runs = _in_words(text, weight, rtl=rtl, condensed=condensed)
    if runs is None:
        text, runs, missing = _in_runs(text, stack(weight, condensed=condensed), rtl=rtl)
    elif rtl:
        runs.reverse()
    return Shaped(text, rtl, tuple(runs), *_measures(runs), missing)


def _in_words(text: str, weight: Weight, *, rtl: bool, condensed: bool) -> list[Run] | None:
    """Return the words and spaces in their order, if all are of one face and run one way, as most lines."""
    runs: list[Run] = []
    for word in text.split(" "):
        run = _word(word, weight, rtl, condensed)
        if run is None:
            return None
        if runs:
            space = _space(runs[0].face, rtl)
            if space is None or run.face is not space.face:
                return None
            runs.append(space)
        runs.append(run)
    return runs


@lru_cache(maxsize=8192)
def _word(word: str, weight: Weight, rtl: bool, condensed: bool) -> Run | None:
    """Return a word as one run; None of one that is empty, of several faces or ways, or in part missing."""
    faces = stack(weight, condensed=condensed)
    if not rtl and _CODE.fullmatch(word):
        return _by_pairs(word, faces[0])
    characters = set(word)
    found = {_face(character, faces) for character in characters}
    face = found.pop() if len(found) == 1 else None
    if face is None or not bidi.runs_one_way(characters, rtl=rtl):
        return None
    return _run(word, face, rtl=rtl)


def _by_pairs(word: str, face: Face) -> Run:
    """Return capitals and digits as HarfBuzz would set them: our fonts do no more than kern two of them.

    Codes are made of these, and no two are the same: it is for them that the pairs are kept.
    """
    clusters: list[Cluster] = []
    width = top = bottom = 0
    for letter, following in zip(word, word[1:] + _NOTHING, strict=True):
        cluster, high, low = _letter(letter, following, face)
        clusters.append(cluster)
        width += cluster.glyphs[0].advance
        top = max(top, high)
        bottom = min(bottom, low)
    return Run(face, tuple(clusters), width, top, bottom)


@lru_cache(maxsize=16384)
def _letter(letter: str, following: str, face: Face) -> tuple[Cluster, int, int]:
    """Return a capital or a digit, as wide as it is before what follows it, and its ink's top and bottom."""
    alone = _run(letter, face, rtl=False)
    pair = alone if following == _NOTHING else _run(letter + following, face, rtl=False)
    return pair.clusters[0], alone.top, alone.bottom


@lru_cache(maxsize=64)
def _space(face: Face, rtl: bool) -> Run | None:
    return _run(" ", face, rtl=rtl) if face.has(" ") else None


def _in_runs(text: str, faces: tuple[Face, ...], *, rtl: bool) -> tuple[str, list[Run], str]:
    """Return what can be printed of any line, its runs from left to right, and what no font has."""
    missing = "".join(dict.fromkeys(c for c in text if _face(c, faces) is None))
    if missing:
        text = bidi.cleaned("".join(c for c in text if c not in missing))
    return text, bidi.visual(list(_runs(text, faces, bidi.levels(text, rtl=rtl)))), missing


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
    width = top = bottom = 0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        name, y, advance = info.codepoint, place.y_offset, place.x_advance
        own, high, low = face.measures(name)
        glyph = Glyph(name, place.x_offset, y, advance, own)
        width += advance
        top = max(top, high + y)
        bottom = min(bottom, low + y)
        at = info.cluster
        if at in clusters:
            clusters[at].append(glyph)
        else:
            clusters[at] = [glyph]
    starts = sorted(clusters)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    made = [_cluster(text[at : ends[at]], glyphs) for at, glyphs in clusters.items()]
    return Run(face, tuple(made), width, top, bottom)


def _cluster(text: str, glyphs: list[Glyph]) -> Cluster:
    if len(glyphs) == 1:
        return Cluster(text, tuple(glyphs), 0)
    base = max(range(len(glyphs)), key=lambda at: glyphs[at].advance)
    return Cluster(text, tuple(glyphs), base)
