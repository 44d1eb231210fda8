"""From starting the process to the first picture, and to the first look-up answered, against a bare window.

The station holds as many people as an ordinary event, and a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from time import perf_counter_ns

from tests.bench import children
from tests.bench.figures import Goal, Measured, as_series, milliseconds, ratio
from tests.bench.rolls import LARGE, SMALL, Rolls

_ROUNDS = 11
_PAINTED, _USABLE = 1.3, 2.5


def measure(rolls: Rolls) -> Measured:
    """Start a bare window, the small station and the large one in turns; the first round only warms up."""
    started: dict[str, tuple[str | Path, ...]] = {
        "bare window": ("bare",),
        f"{SMALL:,} people": ("ours", rolls.copy(SMALL)),
        f"{LARGE:,} people": ("ours", rolls.copy(LARGE)),
    }
    samples: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(1 + rolls.times(_ROUNDS, 1)):
        for name, arguments in started.items():
            for moment, at_ms in _start(*arguments).items():
                if number:
                    samples[f"{name}: {moment}"].append(at_ms)
    series = as_series(samples, "ms")
    floor, *ours = series
    ratios = tuple(ratio(series, name, floor) for name in ours)
    goals = tuple(
        Goal(f"{one.of}, of a bare window", one.value, _USABLE if "usable" in one.of else _PAINTED, "×")
        for one in ratios
    )
    return Measured(series, ratios, goals, {"runs each": rolls.times(_ROUNDS, 1)})


def _start(*arguments: str | Path) -> dict[str, float]:
    """Return after how many milliseconds each thing was told by one start."""
    began = perf_counter_ns()
    process = children.start("child_start", *arguments, environment=children.OFFSCREEN)
    with process:
        assert process.stdout is not None
        told = [line.split() for line in process.stdout]
    assert process.returncode == 0
    return {moment: milliseconds(int(at_ns) - began) for moment, at_ns in told}
