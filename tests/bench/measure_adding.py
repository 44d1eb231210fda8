"""Putting one person more on a large roll: what the look-up's index costs whoever registers them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final
from unittest.mock import patch

from kiosk import app
from kiosk.domain import codes
from kiosk.domain.facts import Kind
from kiosk.operations.station import Station
from kiosk.store import journal, search
from kiosk.store.journal import Draft
from tests.bench.figures import Goal, Measured, Series, interleaved, ratio, timed
from tests.bench.measure_lookup import whole_names
from tests.bench.rolls import LARGE, Rolls

_TIMES: Final = 300
_WARM_UP: Final = 10
_MOST_MS: Final = 2


def measure(rolls: Rolls) -> Measured:
    """Register people, each in a transaction of their own, with and without the index, in turns."""
    station = app.open_station(rolls.copy(LARGE))
    times = rolls.times(_TIMES, 10)
    names = iter(whole_names(station, 2 * (times + _WARM_UP)))
    of_index: list[float] = []
    series = dict(
        interleaved(
            {
                "one person more": _registering(station, names, lambda: _timing(of_index)),
                "the same without the index": _registering(station, names, _without),
            },
            times,
            "ms",
            warm_up=_WARM_UP,
        )
    )
    app.close(station)
    series["of that, into the index"] = added = Series("ms", tuple(of_index[_WARM_UP:]))
    whole, bare, _ = series
    return Measured(
        series,
        ratios=(ratio(series, whole, bare),),
        goals=(
            Goal("one person into the index, median", added.p50, _MOST_MS, "ms"),
            Goal("one person into the index, 99 of 100", added.percentile(99), _MOST_MS, "ms"),
        ),
        facts={"attendees": rolls.size(LARGE)},
    )


def _registering(
    station: Station, names: Iterator[str], how: Callable[[], AbstractContextManager[None]]
) -> Callable[[], float]:
    def register() -> None:
        body = {"code": codes.make(station.new_code_bits()), "set": {"name_latin": next(names)}}
        draft = Draft(Kind.ATTENDEE_REGISTERED, str(uuid.uuid4()), body)
        with station.database.write() as connection:
            journal.record(connection, station.author, [draft])

    def measured() -> float:
        with how():
            return timed(register)()

    return measured


@contextmanager
def _timing(took: list[float]) -> Iterator[None]:
    """Note how long the index takes of each act."""
    add = search.add
    with patch.object(search, "add", lambda *told: took.append(timed(lambda: add(*told))())):
        yield


@contextmanager
def _without() -> Iterator[None]:
    """Leave the index as it is."""
    with patch.object(search, "add", lambda *_told: None):
        yield
