"""Parts what scanners press from what people press: keeps keys back until it is clear whose they are.

It is told of every key in order, each with whatever stands for it where it came from (a window system's
event), and gives those back that are a person's, in order. It knows no window system and no clock but the
keys' own: whoever feeds it wakes it when it asks to be. ::

    key ──> held ──> a person's: handed over, in order
                └──> a scanner's: one Scan, and nothing of it goes further, its Enter neither
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, Generic, TypeVar

from kiosk.scanning.scanner import Scan
from kiosk.scanning.wedge import Burst, Press, Rhythm

T = TypeVar("T")

QUIET_MS: Final = 120
"""After a scan: a second Enter, or the line feed that some scanners add."""
REPEAT_MS: Final = 200
"""No system repeats a held key sooner; what comes earlier is a scanner's doubled character."""


class Role(Enum):
    """What a key does."""

    SIGN = auto()  # it types a character
    SUFFIX = auto()  # Enter, Tab, line feed: a scanner's last
    MODIFIER = auto()  # Shift, Ctrl, the locks: it only changes what others mean
    OTHER = auto()  # no scanner presses it


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key going down, as far as it matters here.

    `key` tells it from the others, `by_position` what it types on a US keyboard (None if its place is not
    known), `typed` what it types here, `repeated` that the system may have made it up as the key is held.
    """

    key: int
    at_ms: int
    role: Role
    by_position: str | None = None
    typed: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Sifted(Generic[T]):
    """What became clear: `given` go on now, in order; `scan` was read; the event itself goes on or not."""

    given: tuple[T, ...] = ()
    scan: Scan | None = None
    keep: bool = False
    """The event that was told of goes no further now: it is held, or of a scanner."""


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    item: T
    key: int
    is_press: bool


@dataclass(slots=True)
class Sieve(Generic[T]):
    """Holds what is not decided yet. After each call, `wait_ms` says when to call `silence` (0: never)."""

    rhythm: Rhythm = field(default_factory=Rhythm)
    wait_ms: int = 0
    _burst: Burst = field(default_factory=Burst)
    _held: list[_Held[T]] = field(default_factory=list)
    _released_later: set[int] = field(default_factory=set)
    _run: tuple[int, int] = (-1, 0)
    _quiet_until_ms: int = -1
    _last_ms: int = 0
    _signs: int = 0
    _is_last_wait: bool = False

    def __post_init__(self) -> None:
        self._burst = Burst(self.rhythm)

    @property
    def holds(self) -> bool:
        """Whether anything is held back."""
        return bool(self._held)

    def is_quiet(self, at_ms: int) -> bool:
        """Whether a scan was read just before `at_ms`: what ends scans is a scanner's then."""
        return at_ms < self._quiet_until_ms

    def tune(self, rhythm: Rhythm) -> None:
        """Tell scanners by another rhythm from now on."""
        self.rhythm = self._burst.rhythm = rhythm

    def press(self, stroke: Stroke, item: T) -> Sifted[T]:
        """Return what becomes clear by a key going down."""
        before: Sifted[T] = Sifted()
        if stroke.role is not Role.MODIFIER:
            before = self._settled_before(stroke.at_ms)
        now = self._pressed(stroke, item)
        return Sifted(before.given + now.given, now.scan or before.scan, now.keep)

    def release(self, key: int, item: T) -> Sifted[T]:
        """Return what becomes of a key going up: nothing is clear by it."""
        self._burst.release(key)
        if key in self._released_later:
            self._released_later.discard(key)
            return Sifted(keep=True)
        return self._queued(_Held(item, key, is_press=False))

    def silence(self) -> Sifted[T]:
        """Return what becomes clear as no key came for `wait_ms`, as far as whoever wakes us can tell."""
        if not self._burst.is_scan() or self._is_last_wait:
            return self._settled()
        self._wait(self.rhythm.hold_ms, is_last=True)  # its Enter may be on its way
        return Sifted()

    def silence_until(self, at_ms: int) -> Sifted[T]:
        """Return what becomes clear as no key was pressed until `at_ms`, by the clock of the keys.

        If that is too soon to tell, `wait_ms` is what is left.
        """
        left_ms = self._last_ms + self._due_ms() - at_ms
        if left_ms <= 0:
            return self._settled()
        self._wait(left_ms)
        return Sifted()

    # -- one key ----------------------------------------------------------------------------------------

    def _pressed(self, stroke: Stroke, item: T) -> Sifted[T]:
        self._released_later.discard(stroke.key)
        if stroke.role is Role.MODIFIER:
            return self._queued(_Held(item, stroke.key, is_press=True))
        if self._is_held_down(stroke):
            self._burst.forget()
            return self._no_scanners(stroke)
        if stroke.role is Role.SUFFIX or (stroke.role is Role.OTHER and self._burst.is_scan()):
            return self._ended(stroke)  # some scanners are set to end with an arrow, or Ctrl+C
        if stroke.role is Role.OTHER:
            self._burst.forget()
            return Sifted(self._flush())
        self._burst.add(Press(stroke.at_ms, stroke.by_position, stroke.typed, stroke.key))
        self._held.append(_Held(item, stroke.key, is_press=True))
        self._signs += 1
        self._last_ms = stroke.at_ms
        self._wait(self._due_ms())
        return Sifted(keep=True)

    def _due_ms(self) -> int:
        """How long after the last key it is clear whose it was: a lone one is soon a person's."""
        return self._burst.patience_ms if self._signs > 1 else self.rhythm.hold_ms

    def _is_held_down(self, stroke: Stroke) -> bool:
        if stroke.key != self._run[0] or not stroke.repeated:
            self._run = (stroke.key, stroke.at_ms)
        return stroke.repeated and stroke.at_ms - self._run[1] > REPEAT_MS

    def _ended(self, stroke: Stroke) -> Sifted[T]:
        scan = self._burst.end(stroke.at_ms)
        if scan is None:
            return self._no_scanners(stroke)
        self._released_later.add(stroke.key)
        return Sifted(tuple(self._drop(stroke.at_ms)), scan, keep=True)

    def _no_scanners(self, stroke: Stroke) -> Sifted[T]:
        """Hand over what was held, then this key; just after a scan it goes nowhere."""
        if self.is_quiet(stroke.at_ms):
            self._released_later.add(stroke.key)
            return Sifted(keep=True)
        return Sifted(self._flush())

    def _queued(self, one: _Held[T]) -> Sifted[T]:
        """Let a key that decides nothing wait behind those that do."""
        if not self._held:
            return Sifted()
        self._held.append(one)
        return Sifted(keep=True)

    # -- deciding ---------------------------------------------------------------------------------------

    def _settled_before(self, at_ms: int) -> Sifted[T]:
        """Decide on what went before a pause that nobody woke us after: the window was busy."""
        return self._settled() if self._burst.is_over(at_ms) else Sifted()

    def _settled(self) -> Sifted[T]:
        last_ms = self._burst.last_ms
        scan = self._burst.end() if self._burst.is_scan() and self._held else None
        if scan is None or last_ms is None:
            return Sifted(self._flush())
        return Sifted(tuple(self._drop(last_ms)), scan)

    def _flush(self) -> tuple[T, ...]:
        """Return all that is held: a person pressed it."""
        held, self._held, self._signs = self._held, [], 0
        self._wait(0)
        return tuple(one.item for one in held)

    def _drop(self, at_ms: int) -> Iterator[T]:
        """Forget all that is held, but for releases of keys whose presses went further before."""
        held, self._held, self._signs = self._held, [], 0
        self._wait(0)
        self._quiet_until_ms = at_ms + QUIET_MS
        down: set[int] = set()
        for one in held:
            if one.is_press:
                down.add(one.key)
            elif one.key in down:
                down.discard(one.key)
            else:
                yield one.item
        self._released_later |= down

    def _wait(self, ms: int, *, is_last: bool = False) -> None:
        self.wait_ms, self._is_last_wait = ms, is_last
