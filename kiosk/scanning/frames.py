"""Pictures on their way from a camera to the reader: which one is read next, and what in it is new.

How a picture comes, and on which thread it is read, is `ui/inputs`' business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    import numpy.typing as npt

    from kiosk.scanning.decoding import Sighting

    Luminance: TypeAlias = npt.NDArray[np.uint8]

HOLD_MS: Final = 3_000
_AGREE_MS: Final = 1_000

T = TypeVar("T")


class Packing(StrEnum):
    """Where a picture keeps its brightness: in a plane of its own, or in every second byte."""

    PLANE = "plane"
    FIRST_OF_TWO = "first_of_two"
    SECOND_OF_TWO = "second_of_two"


def luminance(plane: memoryview, width: int, height: int, bytes_per_line: int, packing: Packing) -> Luminance:
    """Return the brightness in `plane`, row by row, without copying it: good while the plane is."""
    rows = np.frombuffer(plane, np.uint8, count=bytes_per_line * height).reshape(height, bytes_per_line)
    if packing is Packing.PLANE:
        return rows[:, :width]
    return rows[:, int(packing is Packing.SECOND_OF_TWO) : 2 * width : 2]


def smaller(picture: Luminance, most: int) -> Luminance:
    """Return a copy of `picture` that is no wider than `most`, every so many pixels of it."""
    step = max(1, -(-picture.shape[1] // most))
    return picture[::step, ::step].copy()


@dataclass(slots=True)
class Newest(Generic[T]):
    """One picture is read at a time; of those that come meanwhile only the newest is kept."""

    read: int = 0
    dropped: int = 0
    _is_reading: bool = False
    _next: T | None = None

    def offer(self, picture: T) -> T | None:
        """Return `picture` if it is to be read now; otherwise it waits, in place of what waited."""
        if self._is_reading:
            self.dropped += self._next is not None
            self._next = picture
            return None
        return self._begin(picture)

    def done(self) -> T | None:
        """Return what to read next, when one has been read."""
        self._is_reading = False
        waiting, self._next = self._next, None
        return None if waiting is None else self._begin(waiting)

    def forget(self) -> None:
        """Drop what waits, and what is being read: another camera sends now."""
        self._is_reading, self._next = False, None

    def _begin(self, picture: T) -> T:
        self._is_reading = True
        self.read += 1
        return picture


@dataclass(slots=True)
class Watch:
    """What has been seen lately, so that a badge that stays in view is one scan.

    It can be scanned again once it has been out of sight for `HOLD_MS`. A code without error
    correction counts when it was read twice alike.
    """

    _seen_ms: dict[str, int] = field(default_factory=dict)
    _unsure_ms: dict[str, int] = field(default_factory=dict)

    def new(self, sightings: Iterable[Sighting], at_ms: int) -> list[str]:
        """Return the texts among `sightings` that are scans now."""
        self._forget_before(at_ms)
        return [one.text for one in sightings if self._is_sure(one, at_ms) and self._is_new(one.text, at_ms)]

    def _is_new(self, text: str, at_ms: int) -> bool:
        was_there = text in self._seen_ms
        self._seen_ms[text] = at_ms
        return not was_there

    def _is_sure(self, one: Sighting, at_ms: int) -> bool:
        if one.is_sure:
            return True
        agreed = one.text in self._unsure_ms
        self._unsure_ms[one.text] = at_ms
        return agreed

    def _forget_before(self, at_ms: int) -> None:
        for kept, most in ((self._seen_ms, HOLD_MS), (self._unsure_ms, _AGREE_MS)):
            for text in [text for text, seen in kept.items() if at_ms - seen > most]:
                del kept[text]
