"""What a scan of a test code tells of its scanner: how it is set, and what should be changed in it.

What is said of it is in `ui/screens/scanner_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kiosk.domain import codes
from kiosk.scanning.device import Kind
from kiosk.scanning.wedge import GAP_MS

if TYPE_CHECKING:
    from kiosk.scanning.scanner import Pace, Scan


class Sample(StrEnum):
    """The codes to try a scanner with. None of them opens any door."""

    OURS = "ours"
    TICKET = "ticket"
    DIGITS = "digits"


CODES: Final[Mapping[Sample, str]] = {
    Sample.OURS: codes.make(0x0123456789ABCDEF0123456789ABCDEF),
    # Both cases of the letters that keyboards disagree about, and the signs of base 64.
    Sample.TICKET: "aQwZmY7+K/2xTeAqWzMy39=",
    Sample.DIGITS: "0123456789",
}


class Layout(StrEnum):
    """What keyboard a scanner takes this computer to have; nearly all are delivered for the US one."""

    US = "us"
    FRENCH = "french"
    GERMAN = "german"


class Advice(StrEnum):
    """What should be changed in a scanner, the worst first."""

    UNREADABLE = "unreadable"
    CUT_SHORT = "cut_short"
    LAYOUT = "layout"
    CASE = "case"
    TOO_SLOW = "too_slow"
    NO_SUFFIX = "no_suffix"
    PREFIX = "prefix"
    TAIL = "tail"


_HARMLESS: Final = frozenset((Advice.NO_SUFFIX,))
"""Every scan takes a moment longer, and is read all the same."""

# What a scanner set to another keyboard types, as a US keyboard's keys: it presses the key that bears the
# character there. AZERTY has its digits above Shift.
_SWAPPED: Final = {
    Layout.US: "",
    Layout.FRENCH: "aqqazwwzm;AQQAZWWZM:1!2@3#4$5%6^7&8*9(0)/>",
    Layout.GERMAN: "yzzyYZZY+]/&=)",
}
_PRESSED: Final = {
    layout: {pairs[at]: pairs[at + 1] for at in range(0, len(pairs), 2)} for layout, pairs in _SWAPPED.items()
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one scan. `sample` is the test code that it was of, None if it was of none.

    `layout` is None where it cannot be told, `has_suffix` where it does not matter; `before` and
    `behind` are what the scanner put around the code.
    """

    kind: Kind
    text: str
    sample: Sample | None = None
    layout: Layout | None = None
    pace: Pace | None = None
    before: str = ""
    behind: str = ""
    advice: tuple[Advice, ...] = ()
    device: str = ""
    """What the scanner is called, where it has a name."""

    @property
    def is_good(self) -> bool:
        """Whether guests can be scanned with the scanner as it is."""
        return self.sample is not None and not set(self.advice) - _HARMLESS


def tried(kind: Kind, scan: Scan, *, gap_ms: float = GAP_MS) -> Trial:
    """Return what `scan`, which came by a scanner of this kind, tells; slower than `gap_ms` is too slow."""
    readings = [codes.clean(reading) for reading in (scan.by_position, scan.typed) if reading]
    for reading in readings:
        found = next(_matches(reading), None)
        if found is not None:
            return _judged(kind, reading, found, scan.pace, gap_ms)
    text = readings[0] if readings else ""
    advice = Advice.CUT_SHORT if _is_part(text) else Advice.UNREADABLE
    return Trial(kind, text, pace=scan.pace, advice=(advice,))


@dataclass(frozen=True, slots=True)
class _Match:
    sample: Sample
    layout: Layout
    case: bool
    before: str
    behind: str


def _matches(reading: str) -> Iterator[_Match]:
    """Yield what `reading` may be of, the plainest first."""
    for turned in (False, True):
        for layout in Layout:
            for sample, code in CODES.items():
                pressed = _typed_on(layout, code.swapcase() if turned else code)
                before, there, behind = reading.partition(pressed)
                if there:
                    yield _Match(sample, layout, turned and pressed != code, before, behind)


def _typed_on(layout: Layout, code: str) -> str:
    """Return what a US keyboard makes of the keys that bear `code` on another."""
    return "".join(_PRESSED[layout].get(character, character) for character in code)


def _is_part(text: str) -> bool:
    return len(text) > 2 and any(text in code for code in CODES.values())  # noqa: PLR2004  two fit anywhere


def _judged(kind: Kind, text: str, found: _Match, pace: Pace | None, gap_ms: float) -> Trial:
    layout = found.layout if kind is Kind.KEYBOARD else None
    checks = {
        Advice.LAYOUT: layout not in (None, Layout.US),
        Advice.CASE: found.case,
        Advice.TOO_SLOW: pace is not None and pace.mean_gap_ms > gap_ms,
        Advice.NO_SUFFIX: pace is not None and not pace.has_suffix,
        Advice.PREFIX: bool(found.before),
        Advice.TAIL: bool(found.behind),
    }
    advice = tuple(one for one, holds in checks.items() if holds)
    return Trial(kind, text, found.sample, layout, pace, found.before, found.behind, advice)
