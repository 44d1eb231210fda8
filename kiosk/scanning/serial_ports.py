"""Serial ports as they are told apart: a scanner that is plugged in again may have another name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SPEEDS: Final = (9_600, 19_200, 38_400, 57_600, 115_200)
"""Bauds to choose from; a scanner on USB takes any."""

LIKELIEST: Final = "likeliest"
"""What stands for whichever port a scanner is most probably at."""

# Numbers that the USB Implementers Forum gave to makers of scanners: Symbol/Zebra, Honeywell (and Hand
# Held Products, Metrologic), Datalogic, Newland, Opticon, Code.
_MAKERS: Final = frozenset((0x05E0, 0x0C2E, 0x0536, 0x05F9, 0x1EAB, 0x065A, 0x11FA))


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this computer; `vendor` and `product` are USB numbers, 0 where there are none."""

    name: str
    title: str = ""
    vendor: int = 0
    product: int = 0
    serial: str = ""

    @property
    def is_scanner(self) -> bool:
        """Whether a maker of scanners made it."""
        return self.vendor in _MAKERS


def found_again(chosen: Port, there: Sequence[Port]) -> Port | None:
    """Return the port among those `there` that is the chosen one, under whatever name; None if it is away.

    The same serial number is the same scanner; without one, the same make is, if there is only one.
    """
    if chosen.vendor:
        alike = [port for port in there if (port.vendor, port.product) == (chosen.vendor, chosen.product)]
        same = [port for port in alike if port.serial == chosen.serial]
        named = [port for port in same if port.name == chosen.name]
        if len(same) == 1 or named:
            return (named or same)[0]
        return alike[0] if len(alike) == 1 else None
    return next((port for port in there if port.name == chosen.name), None)


def likeliest(there: Sequence[Port]) -> Port | None:
    """Return the port to offer first: a scanner's, else any on USB, else none."""
    return next((p for p in there if p.is_scanner), None) or next((p for p in there if p.vendor), None)
