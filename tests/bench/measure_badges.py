"""Badges: one in a cold process, the first in a warm one, one when all is warm, and two thousand in a file.

The peers draw the same content: the naive one with reportlab's canvas and `qrcode.make`, the others with
fpdf2, Qt's PDF writer, Typst, and Pango on Cairo, for the file only; those that are not installed are left
out and named. Then what the file does to the window beside which it is drawn, and ten times the people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Final

from kiosk import app
from kiosk.operations import drawing
from kiosk.operations.station import Station
from kiosk.store import people
from tests.bench import children
from tests.bench.child_badges import NEEDS, drawer
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
from tests.bench.rolls import Rolls

_WAYS: Final = ("ours", "naive")
_WHOLE: Final = "operation"
# The same badges take pretix's exporter (2026.8, one a page, SQLite) so many times as long as the naive way,
# in processor seconds of one machine. It is no part of this run: its packages do not go beside ours.
_PRETIX: Final = 58.3 / 13.2
_FILE: Final = 2_000
_LONG_FILE: Final = 20_000
_MB: Final = 1_000_000
_UNITS: Final = {"seconds": "s", "peak": "MiB", "size": "MB"}

Person = dict[str, str]


def measure(rolls: Rolls) -> Measured:
    """Draw the same people's badges all ways, in turns."""
    everybody = _fields(rolls)
    people_file = rolls.folder / "people.json"
    people_file.write_text(json.dumps(everybody), "utf-8")
    series = _warm(everybody, rolls.times(60, 5))
    series |= _cold(people_file, rolls.times(7, 1))
    series |= _files(rolls, people_file, len(everybody))
    series |= _window(rolls)
    engines = tuple(way for way in NEEDS if f"file, seconds: {way}" in series)
    pairs = ("one, warm", "one, first", "one, cold process", *(f"file, {what}" for what in _UNITS))
    ratios = [ratio(series, f"{pair}: ours", f"{pair}: naive") for pair in pairs]
    ratios += [ratio(series, "file, seconds: ours", f"file, seconds: {way}") for way in engines]
    ratios += [ratio(series, "file, seconds: operation", "file, seconds: ours")]
    facts: dict[str, float | str] = {"badges in the file": len(everybody)}
    facts |= {"not installed": ", ".join(set(NEEDS) - set(engines))} if len(engines) < len(NEEDS) else {}
    return Measured(series, tuple(ratios), _goals(series, engines), facts)


def _goals(series: dict[str, Series], engines: tuple[str, ...]) -> tuple[Goal, ...]:
    def against(way: str) -> float:
        return ratio(series, "file, seconds: ours", f"file, seconds: {way}").value

    return (
        Goal("one badge, warm, median", series["one, warm: ours"].p50, 10, "ms"),
        Goal("the file, of what the naive way takes", against("naive"), 1, "×"),
        Goal("the file, of what pretix would take", against("naive") / _PRETIX, 0.01, "×"),
        *(Goal(f"the file, of what {way} takes", against(way), 1, "×") for way in engines),
        Goal("the file, size", series["file, size: ours"].p50, 2.5, "MB"),
        Goal("the file, most memory", series["file, peak: ours"].p50, 80, "MiB"),
        Goal("a window beside it stands still", series["window, longest gap: apart"].p50, 50, "ms"),
        Goal("stopped after", series["window, stopped: apart"].p50, 100, "ms"),
    )


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


def _files(rolls: Rolls, people_file: Path, number: int) -> dict[str, Series]:
    """Return the seconds, the most memory and the size of the file, each way in turns, and of a long one."""
    told: dict[str, list[Any]] = {}
    for way in (*_WAYS, _WHOLE, *NEEDS) * rolls.times(3, 1):
        source = rolls.station(_FILE) if way == _WHOLE else people_file
        told.setdefault(f"file, {{}}: {way}", []).append(children.run("child_badges", way, source, number))
    long_one = children.run("child_badges", _WHOLE, rolls.station(_LONG_FILE), rolls.size(_LONG_FILE))
    told["ten times the file, {}: operation"] = [long_one]
    found: dict[str, Series] = {}
    for name, several in told.items():
        if not any("missing" in one for one in several):
            found |= {
                name.format("seconds"): Series("s", tuple(one["draws_ms"] / 1000 for one in several)),
                name.format("peak"): Series("MiB", tuple(one["peak_mib"] for one in several)),
                name.format("size"): Series("MB", tuple(one["bytes"] / _MB for one in several)),
            }
    return found


def _window(rolls: Rolls) -> dict[str, Series]:
    """Return how a window's event loop beats while the file is drawn, and how soon it can be stopped."""
    samples: dict[str, list[float]] = {}
    for way in ("apart", "here") * rolls.times(3, 1):
        told = children.run("child_heartbeat", way, rolls.station(_FILE), environment=children.OFFSCREEN)
        samples.setdefault(f"window, gap p99: {way}", []).append(told["gap_p99_ms"])
        samples.setdefault(f"window, longest gap: {way}", []).append(told["gap_max_ms"])
        samples.setdefault(f"window, stopped: {way}", []).append(told["stop_ms"])
    return as_series(samples, "ms")


def _fields(rolls: Rolls) -> list[Person]:
    """Return what the program would put on the badges of the first people of the roll."""
    station = app.open_station(rolls.station(_FILE), reading=True)
    fields = _of_the_first(station, rolls.size(_FILE))
    app.close(station)
    return fields


def _of_the_first(station: Station, number: int) -> list[Person]:
    with station.database.read() as connection:
        put = drawing.Fields.of(connection, station)
        return [put(one) for _n, one in zip(range(number), people.everybody(connection), strict=False)]
