"""From the Enter of a scan to the verdict painted on the real window, and the memory that the desk uses.

Once without a screen and, where Xvfb is there, once on one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.bench import children
from tests.bench.figures import Goal, Measured, Ratio, Series, as_series, ratio, ratio_p99
from tests.bench.rolls import LARGE, Rolls

_ROUNDS = 150
_LONGEST_MS = 50
_MOST_MIB = 400
_FLOOR = "bare commit and repaint"


def measure(rolls: Rolls) -> Measured:
    """Work the window of the large station with key events, beside a bare commit and repaint."""
    series: dict[str, Series] = {}
    ratios: list[Ratio] = []
    goals: list[Goal] = []
    facts: dict[str, float] = {"attendees": rolls.size(LARGE)}
    with screens() as where:
        for screen, environment in where.items():
            told = children.run(
                "child_desk",
                rolls.copy(LARGE),
                rolls.new_folder(),
                rolls.times(_ROUNDS, 3),
                environment=environment,
            )
            here = as_series({f"{screen}: {name}": ms for name, ms in told["samples"].items()}, "ms")
            floor = f"{screen}: {_FLOOR}"
            facts[f"{screen}: admissions, and look-ups"] = told["admissions"]
            for name in [one for one in here if one != floor]:
                ratios += [ratio(here, name, floor), ratio_p99(here, name, floor)]
                goals.append(Goal(f"{name}, p99", here[name].percentile(99), _LONGEST_MS, "ms"))
            here |= as_series({f"{screen}: memory in use": [told["in_use_mib"]]}, "MiB")
            here |= as_series({f"{screen}: most memory": [told["peak_mib"]]}, "MiB")
            goals.append(Goal(f"{screen}: most memory", told["peak_mib"], _MOST_MIB, "MiB"))
            series |= here
    return Measured(series, tuple(ratios), tuple(goals), facts)


@contextmanager
def screens() -> Iterator[Mapping[str, Mapping[str, str]]]:
    """Give the screens to measure on, by name, as environments."""
    if shutil.which("Xvfb") is None:
        yield {"offscreen": children.OFFSCREEN}
        return
    reading, writing = os.pipe()
    options = ["-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(["Xvfb", *options], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            display = pipe.readline().strip()
        on_x = {
            **children.OFFSCREEN,
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "compose",
            "DISPLAY": f":{display}",
        }
        yield {"offscreen": children.OFFSCREEN, "Xvfb": on_x}
    finally:
        server.terminate()
        server.wait()
