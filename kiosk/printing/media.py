"""The names that paper has between a desk and a printer (PWG 5101.1), found by its size.

A queue that is given a name it does not know takes the job, prints it on something else and reports
success, so only names that the queue itself lists, or sizes within its own limits, are ever sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kiosk.printing.spooler import SizeMm

TOLERANCE_MM: Final = 0.5
"""Names are rounded: a bank card of 85.6 x 53.98 mm is called 54x86mm."""

_MM: Final = {"mm": 1.0, "in": 25.4}
_NAME = re.compile(r"(?P<name>.+)_(?P<width>\d+(?:\.\d+)?)x(?P<height>\d+(?:\.\d+)?)(?P<unit>mm|in)")
_LEAST: Final = ("custom_min", "roll_min")
_MOST: Final = ("custom_max", "roll_max")


def name(size: SizeMm, supported: Iterable[str]) -> str | None:
    """Return what to call paper of `size` at a queue with these `media-supported`; None if it has none."""
    least: list[SizeMm] = []
    most: list[SizeMm] = []
    fitting: list[tuple[float, str]] = []
    for listed in supported:
        found = _NAME.fullmatch(listed)
        if found is None:
            continue
        its = _size(found)
        if found["name"] in _LEAST:
            least.append(its)
        elif found["name"] in _MOST:
            most.append(its)
        elif (off := _difference(size, its)) <= TOLERANCE_MM:
            fitting.append((off, listed))
    if fitting:
        return min(fitting)[1]
    custom = any(_holds(size, low, high) for low, high in zip(least, most, strict=False))
    return _custom(size) if custom else None


def _size(found: re.Match[str]) -> SizeMm:
    unit = _MM[found["unit"]]
    return float(found["width"]) * unit, float(found["height"]) * unit


def _difference(one: SizeMm, other: SizeMm) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _holds(size: SizeMm, low: SizeMm, high: SizeMm) -> bool:
    return all(low[side] <= size[side] <= high[side] for side in (0, 1))


def _custom(size: SizeMm) -> str:
    width, height = size
    return f"custom_badge_{width:g}x{height:g}mm"
