"""One thing told to a person, and how serious it is: shape, colour and sound go by its role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """How serious something is. The value names its colours, its sound and, by `symbol`, its shape."""

    ADMITTED = "admitted"
    ATTENTION = "attention"
    REFUSED = "refused"
    INFORMATION = "information"

    @property
    def symbol(self) -> str:
        """The icon that goes with it: shape tells the same as colour."""
        return _SYMBOLS[self]


_SYMBOLS: Final = {
    Role.ADMITTED: "circle-check",
    Role.ATTENTION: "triangle-alert",
    Role.REFUSED: "octagon-x",
    Role.INFORMATION: "square-info",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing told: `word` to be read from afar, `detail` what happened, `advice` what to do now."""

    role: Role
    word: str
    detail: str = ""
    advice: str = ""
