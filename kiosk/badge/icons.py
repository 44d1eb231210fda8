"""The signs that a badge can carry, each drawn in a square of 24 units whose origin is the upper left corner.

They are strokes of two units with round ends, so that they stand beside letters of the same weight.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kiosk.domain.badge import Icon, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kiosk.domain.badge import IconRow, Mark

SIDE: Final = 24
STROKE: Final = 2
GAP: Final = 0.2
"""Between two signs lies so much of a side."""

PATHS: Final[Mapping[Icon, str]] = {
    # a fork and a knife
    Icon.DINNER: (
        "7 3 m 7 21 l 3.5 3 m 3.5 8 l 3.5 10.2 5 11.5 7 11.5 c 9 11.5 10.5 10.2 10.5 8 c 10.5 3 l "
        "17 21 m 17 3 l 20.3 4.6 21 8.6 20.5 13.5 c 17 13.5 l S"
    ),
    # a cup, and what rises from it
    Icon.LUNCH: (
        "4 9.5 m 16 9.5 l 16 14.5 l 16 18 13.8 20 10 20 c 6.2 20 4 18 4 14.5 c h "
        "16 11 m 18.5 11 l 21.6 11 21.6 16.5 18.5 16.5 c 15.8 16.5 l 7.5 3 m 7.5 6 l 12.5 3 m 12.5 6 l S"
    ),
    # a microphone
    Icon.PRESS: (
        "12 2.5 m 14 2.5 15.2 4 15.2 5.8 c 15.2 11 l 15.2 13 14 14.3 12 14.3 c 10 14.3 8.8 13 8.8 11 c "
        "8.8 5.8 l 8.8 4 10 2.5 12 2.5 c h 5 10.5 m 5 15 8 17.8 12 17.8 c 16 17.8 19 15 19 10.5 c "
        "12 18 m 12 21.5 l 8.5 21.5 m 15.5 21.5 l S"
    ),
    Icon.STAR: (
        "12 2.8 m 14.8 8.8 l 21.3 9.6 l 16.5 14.1 l 17.8 20.6 l 12 17.4 l 6.2 20.6 l 7.5 14.1 l "
        "2.7 9.6 l 9.2 8.8 l h S"
    ),
    # a coach from its front
    Icon.BUS: (
        "5 4 m 19 4 l 19 18 l 5 18 l h 5 11.5 m 19 11.5 l 8.5 14.9 m 8.6 14.9 l 15.4 14.9 m 15.5 14.9 l "
        "7.5 18 m 7.5 21 l 16.5 18 m 16.5 21 l S"
    ),
    Icon.BED: "3 5 m 3 20 l 3 16.5 m 21 16.5 l 21 20 l 21 16.5 m 21 12.5 l 19.5 10.5 l 10 10.5 l 10 16.5 l "
    "6.4 12.6 m 6.5 12.6 l S",
    Icon.KEY: (
        "8 11.5 m 10.8 11.5 12.5 13.4 12.5 16 c 12.5 18.6 10.6 20.5 8 20.5 c 5.4 20.5 3.5 18.6 3.5 16 c "
        "3.5 13.4 5.4 11.5 8 11.5 c h 11.2 12.8 m 20.5 3.5 l 15.8 8.2 m 18.8 11.2 l S"
    ),
}

_NO: Final = frozenset(
    ("", "0", "-", "–", "—", "no", "non", "n", "false", "faux", "nein", "aucun", "aucune", "none", "لا", "✗")
)
_BETWEEN: Final = re.compile(r"[,;/،؛+&|]+|\s+")
_SIGN_LIMIT: Final = 8


def signs(marks: tuple[Mark, ...], fields: Mapping[str, str]) -> tuple[Icon | str, ...]:
    """Return the icons and words that `fields` call for, each once, in the order of `marks`; a few."""
    return tuple(dict.fromkeys(each for mark in marks for each in _called_for(mark, fields)))[:_SIGN_LIMIT]


def room(row: IconRow) -> int:
    """Return how many signs stand side by side in `row`, at least one."""
    gap = row.height_mm * GAP
    return max(int((row.width_mm + gap + 1e-6) / (row.height_mm + gap)), 1)


def _called_for(mark: Mark, fields: Mapping[str, str]) -> Iterator[Icon | str]:
    told = fill(mark.when, fields).strip()
    if told.casefold() in _NO or (mark.among and told.casefold() not in map(str.casefold, mark.among)):
        return
    if mark.icon is not None:
        yield mark.icon
    else:
        yield from filter(None, _BETWEEN.split(told))
