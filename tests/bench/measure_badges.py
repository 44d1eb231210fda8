"""Badges: one in a cold process, the first in a warm one, one when all is warm, and two thousand in a file.

The peers draw the same content: the naive one with reportlab's canvas and `qrcode.make`, the others with
fpdf2 and with Qt's PDF writer (`other_badges`), for the file only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter_ns

from kiosk import app
from kiosk.operations import drawing
from kiosk.operations.station import Station
from kiosk.store import people
from tests.bench import children
from tests.bench.child_badges import drawer
from tests.bench.figures import (
    Goal,
    Measured,
    Series,
    as_series,
    interleaved,
    milliseconds,
    ratio,
    timed,
)
from tests.bench.rolls import LARGE, Rolls

_WAYS = ("ours", "naive")
_ENGINES = ("fpdf2", "qt")
# The same 2,000 badges take pretix's exporter so many times as long as the naive way: `reference/speed.md`,
# 87.6 s and 15.7 s on one machine. It cannot be run here.
_PRETIX = 87.6 / 15.7
_FILE = 2_000
_MB = 1_000_000

Person = dict[str, str]


def measure(rolls: Rolls) -> Measured:
    """Draw the same people's badges both ways, in turns."""
    everybody = _fields(rolls)
    people_file = rolls.folder / "people.json"
    people_file.write_text(json.dumps(everybody), "utf-8")
    series = _warm(everybody, rolls.times(60, 5))
    series |= _cold(people_file, rolls.times(7, 1))
    series |= _files(people_file, len(everybody), rolls.times(3, 1))
    whole = {"seconds": "s", "peak": "MiB", "size": "MB"}
    pairs = ("one, warm", "one, first", "one, cold process", *(f"file, {what}" for what in whole))
    ratios = tuple(ratio(series, f"{pair}: ours", f"{pair}: naive") for pair in pairs)
    ratios += tuple(ratio(series, "file, seconds: ours", f"file, seconds: {way}") for way in _ENGINES)
    return Measured(series, ratios, _goals(series), {"badges in the file": len(everybody)})


def _goals(series: dict[str, Series]) -> tuple[Goal, ...]:
    against = ratio(series, "file, seconds: ours", "file, seconds: naive").value
    return (
        Goal("one badge, warm, median", series["one, warm: ours"].p50, 10, "ms"),
        Goal("the file, of what the naive way takes", against, 1, "×"),
        Goal("the file, of what pretix would take", against / _PRETIX, 0.01, "×"),
        *(Goal(f"the file, of what {way} takes", _against(series, way), 1, "×") for way in _ENGINES),
        Goal("the file, size", series["file, size: ours"].p50, 2.5, "MB"),
        Goal("the file, most memory", series["file, peak: ours"].p50, 80, "MiB"),
    )


def _against(series: dict[str, Series], way: str) -> float:
    return ratio(series, "file, seconds: ours", f"file, seconds: {way}").value


def _warm(everybody: list[Person], rounds: int) -> dict[str, Series]:
    draws = {f"one, warm: {way}": timed(_drawing(drawer(way), cycle(everybody))) for way in _WAYS}
    return interleaved(draws, rounds, "ms", warm_up=3)


def _drawing(draw: Callable[[list[Person]], bytes], everybody: Iterator[Person]) -> Callable[[], bytes]:
    return lambda: draw([next(everybody)])


def _cold(people_file: Path, rounds: int) -> dict[str, Series]:
    """Return one badge in a process of its own: from its start, and from when everything is imported.

    The first process of each way only warms the files.
    """
    samples: dict[str, list[float]] = {}
    for number, way in enumerate(_WAYS * (1 + rounds)):
        began = perf_counter_ns()
        told = children.run("child_badges", way, people_file, 1)
        if number < len(_WAYS):
            continue
        samples.setdefault(f"one, cold process: {way}", []).append(milliseconds(perf_counter_ns() - began))
        samples.setdefault(f"one, first: {way}", []).append(told["draws_ms"])
    return as_series(samples, "ms")


def _files(people_file: Path, number: int, rounds: int) -> dict[str, Series]:
    seconds: dict[str, list[float]] = {}
    peaks: dict[str, list[float]] = {}
    sizes: dict[str, list[float]] = {}
    for way in (*_WAYS, *_ENGINES) * rounds:
        told = children.run("child_badges", way, people_file, number)
        seconds.setdefault(f"file, seconds: {way}", []).append(told["draws_ms"] / 1000)
        peaks.setdefault(f"file, peak: {way}", []).append(told["peak_mib"])
        sizes.setdefault(f"file, size: {way}", []).append(told["bytes"] / _MB)
    return as_series(seconds, "s") | as_series(peaks, "MiB") | as_series(sizes, "MB")


def _fields(rolls: Rolls) -> list[Person]:
    """Return what the program would put on the badges of the first people of the roll."""
    station = app.open_station(rolls.station(LARGE), reading=True)
    fields = _of_the_first(station, rolls.size(_FILE))
    app.close(station)
    return fields


def _of_the_first(station: Station, number: int) -> list[Person]:
    with station.database.read() as connection:
        put = drawing.Fields.of(connection, station)
        return [put(one) for _n, one in zip(range(number), people.everybody(connection), strict=False)]
