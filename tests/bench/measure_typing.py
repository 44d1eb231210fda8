"""Whether the window goes on painting sixty times a second while somebody types fast at a large desk."""

from __future__ import annotations

from typing import Final

from tests.bench import children
from tests.bench.figures import Goal, Measured, Series
from tests.bench.measure_scans import screens
from tests.bench.rolls import LARGE, Rolls

_NAMES: Final = 40
_FRAME_MS: Final = 1000 / 60


def measure(rolls: Rolls) -> Measured:
    """Type names, twelve letters a second, and note every gap between two beats of the window's thread."""
    with screens() as where:
        screen, environment = list(where.items())[-1]
        told = children.run(
            "child_typing", rolls.copy(LARGE), rolls.times(_NAMES, 2), environment=environment
        )
    gaps = Series("ms", tuple(told["gaps_ms"]))
    return Measured(
        {
            f"{screen}: between two beats of 5 ms": gaps,
            f"{screen}: letter to who is found": Series("ms", tuple(told["answered_ms"])),
            f"{screen}: memory in use": Series("MiB", (told["in_use_mib"],)),
        },
        goals=(Goal("gap between frames, 99 of 100", gaps.percentile(99), _FRAME_MS, "ms"),),
        facts={
            "attendees": rolls.size(LARGE),
            "longest gap, ms": round(max(gaps.samples), 1),
            "beats later than a frame": sum(gap > _FRAME_MS for gap in gaps.samples),
            "beats": len(gaps.samples),
        },
    )
