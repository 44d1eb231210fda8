"""Tells a scanner that poses as a keyboard from a person, by rhythm alone.

Fed with key presses and their own times, so that a window that was busy cannot turn typing into a
burst. It knows no window system: who holds keys back meanwhile is `ui/inputs`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kiosk.scanning.scanner import Pace, Scan

GAP_MS: Final = 35
"""Between a scanner's characters, on average, unless the station is told of a slower one."""

GAPS_MS: Final = (GAP_MS, 60, 100)
"""To choose from. The slower a scanner may be, the likelier quick hands are taken for one."""

HELD_UP_MS: Final = 300
"""How long a computer with much to do may leave a scanner's keys lying: they come late, and at once."""

_FEW: Final = 4
_FASTEST_HANDS_MS: Final = 15
"""Between keys, on average: nobody types so fast, but a hand that falls on several keys does."""

NO_KEY: Final = -1
"""Of what was typed without a key of its own, which nobody sees going up."""

_LEAST_GAP_MS: Final = 5
_MOST_GAP_MS: Final = 300
"""Beyond that people's typing would be taken for scans."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What sets a scanner apart: enough characters, fast on average, no long pause."""

    min_characters: int = 6
    mean_gap_ms: float = GAP_MS
    max_gap_ms: int = 80

    @classmethod
    def of_gap(cls, gap_ms: int) -> Rhythm:
        """Return the rhythm of a scanner that leaves up to `gap_ms` between its characters."""
        gap_ms = min(max(gap_ms, _LEAST_GAP_MS), _MOST_GAP_MS)
        return cls(mean_gap_ms=gap_ms, max_gap_ms=max(80, round(2.3 * gap_ms)))

    @property
    def hold_ms(self) -> int:
        """How long a first key waits for a second one before it is a person's."""
        return max(50, round(1.4 * self.mean_gap_ms))


@dataclass(frozen=True, slots=True)
class Press:
    """One `key` that typed something: when, what on a US keyboard if its place is known, and what here."""

    at_ms: int
    by_position: str | None
    typed: str
    key: int = NO_KEY


@dataclass(slots=True)
class Burst:
    """The keys pressed since the last pause.

    `ends_by_key` is whether the last scan was ended by one: then one that stops short is held up, not over.
    """

    rhythm: Rhythm = field(default_factory=Rhythm)
    ends_by_key: bool = False
    _presses: list[Press] = field(default_factory=list)
    _down: set[int] = field(default_factory=set)
    _overlaps: int = 0

    def add(self, press: Press) -> None:
        """Take one more key; a pause before it begins a new burst."""
        if self.is_over(press.at_ms):
            self.forget()
        # With the last key alone: one whose going up was lost on its way would overlap with all.
        before = self._presses[-1].key if self._presses else NO_KEY
        self._overlaps += before != press.key and before in self._down
        if press.key != NO_KEY:
            self._down.add(press.key)
        self._presses.append(press)

    def release(self, key: int) -> None:
        """Take it that a key is up again."""
        self._down.discard(key)

    def is_over(self, at_ms: int) -> bool:
        """Return whether a key at this time comes too late to belong to these."""
        return bool(self._presses) and at_ms - self._presses[-1].at_ms > self.patience_ms

    @property
    def patience_ms(self) -> int:
        """How long the next key may take and still belong to these."""
        held_up = self.ends_by_key and (self.is_scan() or self._outruns_hands())
        return max(self.rhythm.max_gap_ms, HELD_UP_MS if held_up else 0)

    def forget(self) -> None:
        """Begin anew: what was pressed is no part of a scan."""
        self._presses, self._down, self._overlaps = [], set(), 0

    @property
    def last_ms(self) -> int | None:
        """When the last key was pressed, or None after a pause."""
        return self._presses[-1].at_ms if self._presses else None

    def is_quick(self) -> bool:
        """Return whether more than one key came, as fast as a scanner's."""
        gaps = len(self._presses) - 1
        if gaps < 1:
            return False
        lasted = self._presses[-1].at_ms - self._presses[0].at_ms
        return lasted / gaps <= self.rhythm.mean_gap_ms

    def is_scan(self) -> bool:
        """Return whether these keys came from a scanner: it lets go of each before the next, unlike hands."""
        enough = len(self._presses) >= self.rhythm.min_characters
        return enough and self.is_quick() and (self._overlaps < _FEW or self._outruns_hands())

    def _outruns_hands(self) -> bool:
        lasted = self._presses[-1].at_ms - self._presses[0].at_ms if self._presses else 0
        return len(self._presses) >= _FEW and lasted <= _FASTEST_HANDS_MS * (len(self._presses) - 1)

    def end(self, at_ms: int | None = None) -> Scan | None:
        """Return the scan that ends here, or None if a person was typing; begins anew either way.

        `at_ms` is the time of the key that a scanner sends last; without it, silence ended the burst.
        """
        is_late = at_ms is not None and self.is_over(at_ms)
        presses, scan = self._presses, self.is_scan()
        self.forget()
        if not scan or is_late:
            return None
        self.ends_by_key = at_ms is not None
        return joined(presses, has_suffix=self.ends_by_key)


def joined(presses: list[Press], *, has_suffix: bool) -> Scan:
    """Return what at least two keys say together, whoever pressed them."""
    places = [press.by_position for press in presses]
    by_position = "".join(filter(None, places)) if None not in places else None
    pace = _pace(presses, has_suffix=has_suffix)
    return Scan("".join(press.typed for press in presses), by_position, pace)


def _pace(presses: list[Press], *, has_suffix: bool) -> Pace:
    gaps = [later.at_ms - earlier.at_ms for earlier, later in pairwise(presses)]
    return Pace(sum(gaps) / len(gaps), max(gaps), has_suffix)
