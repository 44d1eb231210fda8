"""Looking for guests who are twice on the roll, and whether the window goes on beside it."""

from __future__ import annotations

from typing import Final

from tests.bench import children
from tests.bench.figures import Goal, Measured, Series
from tests.bench.measure_scans import screens
from tests.bench.rolls import LARGE, Rolls

_MIDDLING: Final = 20_000
_LONGEST_MS: Final = 50


def measure(rolls: Rolls) -> Measured:
    """Open the screen of the pairs on two rolls, and note every gap between two beats meanwhile."""
    series: dict[str, Series] = {}
    goals: list[Goal] = []
    facts: dict[str, float | str] = {}
    with screens() as where:
        screen, environment = list(where.items())[-1]
        for size in dict.fromkeys(map(rolls.size, (_MIDDLING, LARGE))):
            told = children.run("child_duplicates", rolls.copy(size), environment=environment)
            here = f"{screen}, {size} people"
            series[f"{here}: between two beats of 5 ms"] = gaps = Series("ms", tuple(told["gaps_ms"]))
            series[f"{here}: the screen opens"] = Series("ms", (told["opened_ms"],))
            series[f"{here}: until the pairs are shown"] = Series("ms", (told["took_ms"],))
            series[f"{here}: memory in use"] = Series("MiB", (told["in_use_mib"],))
            goals.append(Goal(f"{here}: longest gap", max(gaps.samples), _LONGEST_MS, "ms"))
            facts[f"pairs among {size}"] = told["pairs"]
    return Measured(series, goals=tuple(goals), facts=facts)
