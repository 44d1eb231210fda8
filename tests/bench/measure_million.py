"""Looking people up among a million: as they are typed and by whole names, and the memory it takes."""

from __future__ import annotations

from typing import Final

from kiosk import app
from tests.bench import children, crowds
from tests.bench.figures import Goal, Measured, Series
from tests.bench.measure_lookup import beginnings, whole_names
from tests.bench.rolls import SMALL, Rolls

_MILLION: Final = 1_000_000
_TIMES: Final = 300
_LONGEST_MS: Final = 100
_MOST_MIB: Final = 500


def measure(rolls: Rolls) -> Measured:
    """Look up beginnings of names and whole names, in both scripts, in a process of its own."""
    folder, size = rolls.copy(SMALL), rolls.size(_MILLION)
    crowds.fill(folder, size)
    station = app.open_station(rolls.station(SMALL), reading=True)
    times = rolls.times(_TIMES, 10)
    asked = {"as it is typed": beginnings(station, times), "a whole name": whole_names(station, times)}
    app.close(station)
    series: dict[str, Series] = {}
    goals: list[Goal] = []
    for name, typed in asked.items():
        file = rolls.new_folder() / "typed.txt"
        file.write_text("\n".join(typed), "utf-8")
        told = children.run("child_lookup", folder, file)
        series[f"find {name}"] = took = Series("ms", tuple(told["took_ms"]))
        series[f"find {name}: the first"] = Series("ms", (told["first_ms"],))
        series[f"find {name}: most memory"] = Series("MiB", (told["peak_mib"],))
        goals.append(Goal(f"find {name}, 99 of 100", took.percentile(99), _LONGEST_MS, "ms"))
        goals.append(Goal(f"find {name}: most memory", told["peak_mib"], _MOST_MIB, "MiB"))
    return Measured(series, goals=tuple(goals), facts={"attendees": size})
