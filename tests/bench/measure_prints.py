"""From the Enter of a scan to the badge handed to its printer, on the real window, and its heart meanwhile.

Into a folder, and to a queue of a real CUPS with a simulated printer where those are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tests.bench import children
from tests.bench.figures import Goal, Measured, Series
from tests.bench.measure_scans import screens
from tests.bench.rolls import Rolls
from tests.printing import cups_rig

_GUESTS: Final = 1500
_ROUNDS: Final = {"folder": 100, "CUPS": 40}
_USUAL_MS: Final = 150
_LONGEST_MS: Final = 500
_STALL_MS: Final = 50


def measure(rolls: Rolls) -> Measured:
    """Scan guests whose badges are due, one after the other, each printed before the next comes."""
    series: dict[str, Series] = {}
    goals: list[Goal] = []
    with screens() as where, _printers() as printers:
        screen, environment = list(where.items())[-1]
        for name, address in printers.items():
            rounds = rolls.times(_ROUNDS[name], 3)
            place = rolls.copy(_GUESTS)
            told = children.run("child_prints", place, address, rounds, environment=environment)
            submitted = Series("ms", tuple(told["submitted_ms"]))
            late = Series("ms", tuple(told["late_ms"]))
            series[f"{name}: Enter to submitted"] = submitted
            series[f"{name}: the window's beat is late by"] = late
            goals += [
                Goal(f"{name}: Enter to submitted, p50", submitted.p50, _USUAL_MS, "ms"),
                Goal(f"{name}: Enter to submitted, p99", submitted.percentile(99), _LONGEST_MS, "ms"),
                Goal(f"{name}: the window's longest stall", max(late.samples), _STALL_MS, "ms"),
            ]
    return Measured(series, (), tuple(goals), {"attendees": rolls.size(_GUESTS), "screen": screen})


@contextmanager
def _printers() -> Iterator[Mapping[str, str]]:
    """Give the addresses of the printers to measure at, by name."""
    if cups_rig.missing():
        yield {"folder": "folder"}
        return
    with cups_rig.running() as rig:
        yield {"folder": "folder", "CUPS": rig.queue}
