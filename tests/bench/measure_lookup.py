"""Looking people up as they are typed, against the full-text index asked by hand for the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from kiosk import app
from kiosk.domain.names import fold
from kiosk.operations import events, people
from kiosk.operations.station import Station
from kiosk.store import people as stored
from tests.bench.figures import Goal, Measured, interleaved, ratio, ratio_p99, timed
from tests.bench.raw_store import connect
from tests.bench.rolls import LARGE, Rolls

_PREFIXES = 300
_SHORTEST, _LONGEST = 2, 8
_LIMIT = 300
_SEED = 1
_WARM_UP = 5
_MEDIAN_MS, _SLOWEST_MS = 10, 30
_INDEX_BYTES = 400


def measure(rolls: Rolls) -> Measured:
    """Look up beginnings of names of the roll, in both scripts, with `people.find` and by hand, in turns."""
    station = app.open_station(rolls.station(LARGE), reading=True)
    raw = _raw_index(rolls.folder / "raw-search.db", station)
    typed = beginnings(station, rolls.times(_PREFIXES, 30))
    names = whole_names(station, rolls.times(_PREFIXES, 30))
    found: list[int] = []
    series = interleaved(
        {
            "find": timed(_finding(station, cycle(typed), found)),
            "find a whole name": timed(_finding(station, cycle(names), found)),
            "raw FTS5 prefix": timed(_asking(raw, cycle(typed))),
        },
        len(typed),
        "ms",
        warm_up=_WARM_UP,
    )
    raw.close()
    bytes_each = _index_bytes(station) / rolls.size(LARGE)
    app.close(station)
    ours, whole, by_hand = series
    return Measured(
        series,
        ratios=(ratio(series, ours, by_hand), ratio_p99(series, ours, by_hand)),
        goals=(
            Goal("find, median", series[ours].p50, _MEDIAN_MS, "ms"),
            Goal("find, 99 of 100", series[ours].percentile(99), _SLOWEST_MS, "ms"),
            Goal("find a whole name, median", series[whole].p50, _MEDIAN_MS, "ms"),
            Goal("find a whole name, 99 of 100", series[whole].percentile(99), _SLOWEST_MS, "ms"),
            Goal("index of an attendee", bytes_each, _INDEX_BYTES, "bytes"),
        ),
        facts={"attendees": rolls.size(LARGE), "prefixes": len(typed), "without anybody": found.count(0)},
    )


def _finding(station: Station, typed: Iterator[str], found: list[int]) -> Callable[[], None]:
    list_id = events.overview(station).lists[0].id
    return lambda: found.append(len(people.find(station, next(typed), list_id).rows))


def _asking(raw: Any, typed: Iterator[str]) -> Callable[[], object]:
    def ask() -> object:
        wanted = " AND ".join(f'"{word}"*' for word in fold(next(typed)).split())
        return raw.execute("SELECT rowid FROM name WHERE name MATCH ? LIMIT ?", (wanted, _LIMIT)).fetchall()

    return ask


def _raw_index(file: Path, station: Station) -> Any:
    """Return a connection to an index of the same names, made without the program's own."""
    raw = connect(file)
    raw.execute("CREATE VIRTUAL TABLE name USING fts5(words, content='', prefix='2 3 4')")
    raw.execute("BEGIN")
    with station.database.read() as connection:
        entries = (
            (f"{fold(one.name_latin)} {fold(one.name_arabic)}",) for one in stored.everybody(connection)
        )
        raw.executemany("INSERT INTO name (words) VALUES (?)", entries)
    raw.execute("COMMIT")
    return raw


def _index_bytes(station: Station) -> int:
    """What the index of words, the lists and the words of names take, their keys counted in."""
    sizes = (
        "SELECT sum(length(block) + 4) FROM attendee_search_data",
        "SELECT sum(length(sz) + 4) FROM attendee_search_docsize",
        "SELECT sum(length(term) + 8) FROM attendee_search_idx",
        "SELECT sum(length(people) + 12) FROM name_posting",
        "SELECT sum(2 * length(word) + length(spelt) + length(heard) + 16) FROM name_word",
    )
    with station.database.read() as connection:
        return sum(int(connection.exec_driver_sql(size).scalar() or 0) for size in sizes)


def whole_names(station: Station, count: int) -> list[str]:
    """Return `count` names of the roll, half of them in Arabic."""
    random = Random(_SEED)
    with station.database.read() as connection:
        roll = list(stored.everybody(connection))
    scripts = (
        [one.name_latin for one in roll if one.name_latin],
        [one.name_arabic for one in roll if one.name_arabic],
    )
    return [random.choice(scripts[n % 2]) for n in range(count)]


def beginnings(station: Station, count: int) -> list[str]:
    """Return `count` beginnings of names, half of them in Arabic, of two to eight characters."""
    random = Random(_SEED)
    with station.database.read() as connection:
        roll = list(stored.everybody(connection))
    scripts = (
        [one.name_latin for one in roll if one.name_latin],
        [one.name_arabic for one in roll if one.name_arabic],
    )
    typed: list[str] = []
    while len(typed) < count:
        words = random.choice(scripts[len(typed) % 2]).split()
        name = " ".join(words[random.randrange(len(words)) :])
        beginning = name[: random.randint(_SHORTEST, _LONGEST)].strip()
        if len(beginning) >= _SHORTEST:
            typed.append(beginning)
    return typed
