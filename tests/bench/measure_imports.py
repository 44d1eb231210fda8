"""Importing a large roll into a fresh station, as CSV and as a workbook, and the same file once more.

The floor is the same rows, read with the csv module and written to one bare table in one transaction.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

from tests.bench import children
from tests.bench.figures import Goal, Measured, as_series, ratio
from tests.bench.rolls import LARGE, Rolls

_ROUNDS = 3
_LONGEST_S = 20
_MOST_MIB = 400

Samples = defaultdict[str, list[float]]


def measure(rolls: Rolls) -> Measured:
    """Import by the program and by hand, in turns, each in a process of its own."""
    seconds: Samples = defaultdict(list)
    peaks: Samples = defaultdict(list)
    for number in range(rolls.times(_ROUNDS, 1)):
        _round(rolls, rolls.folder / f"import-{number}", seconds, peaks)
    series = as_series(seconds, "s") | as_series(peaks, "MiB")
    floor = "csv module, one table"
    timed = ("CSV", "CSV again", "workbook")
    goals = [Goal(f"{name}, median", series[name].p50, _LONGEST_S, "s") for name in timed]
    goals += [Goal(f"{name}, most memory", max(peaks[f"{name}, peak"]), _MOST_MIB, "MiB") for name in timed]
    ratios = tuple(ratio(series, name, floor) for name in timed)
    return Measured(series, ratios, tuple(goals), {"rows": rolls.size(LARGE)})


def _round(rolls: Rolls, folder: Path, seconds: Samples, peaks: Samples) -> None:
    file, workbook = rolls.csv_file(LARGE), rolls.workbook(LARGE)
    for name, which, source, place in (
        ("csv module, one table", "raw", file, folder / "raw"),
        ("CSV", "ours", file, folder / "csv"),
        ("CSV again", "again", file, folder / "csv"),
        ("workbook", "ours", workbook, folder / "workbook"),
    ):
        place.parent.mkdir(exist_ok=True)
        told = children.run("child_import", which, source, place)
        seconds[name].append(told["seconds"])
        peaks[f"{name}, peak"].append(told["peak_mib"])
    shutil.rmtree(folder)
