"""What any scanner hands over, and how it is read when there are two readings of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain import codes


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a scanner typed, in milliseconds between its characters, and whether a key ended the scan."""

    mean_gap_ms: float
    most_gap_ms: int
    has_suffix: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as a scanner gave it.

    A scanner that poses as a keyboard presses keys: `by_position` is what they mean on a US keyboard
    (None where a position was not told), `typed` what this computer's keyboard layout made of them.
    """

    typed: str
    by_position: str | None = None
    pace: Pace | None = field(default=None, compare=False)
    """How it was typed, where keys were pressed."""

    @property
    def raw(self) -> str:
        """The likelier reading, as it came: a code of ours, else by position, else as typed."""
        readings = [reading for reading in (self.by_position, self.typed) if reading]
        ours = (reading for reading in readings if codes.read(codes.clean(reading)))
        return next(ours, readings[0] if readings else "")

    @property
    def text(self) -> str:
        """The likelier reading, cleaned."""
        return codes.clean(self.raw)
