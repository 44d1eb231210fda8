"""Numbers of the day: who is inside, how fast the queue moves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from kiosk.domain.lists import CheckInList
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, people

_QUARTER_MS: Final = 15 * 60 * 1000
_PACE_OVER: Final = 21
_PAUSE_MS: Final = 120_000
"""A longer gap between two guests is an empty hall, not a slow desk."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One list's numbers: inside now, ever entered, on the roll, entries in the last quarter of an hour.

    `seconds_a_guest` is this desk's median gap between its last entries; None while there are too few.
    """

    inside: int
    entered: int
    people: int
    last_quarter: int
    seconds_a_guest: float | None


@dataclass(frozen=True, slots=True)
class ListFigures:
    """One line of the day's table."""

    check_in_list: CheckInList
    inside: int
    entered: int
    by_category: dict[str, int]


def figures(station: Station, list_id: str) -> Figures:
    """Return the numbers of one list; InputRefused with UNKNOWN_LIST if there is no such list."""
    with station.database.read() as connection:
        the_list(connection, list_id)
        inside, entered = admissions.counts(connection, list_id)
        return Figures(
            inside=inside,
            entered=entered,
            people=people.count(connection),
            last_quarter=admissions.entries_since(connection, list_id, station.now_ms() - _QUARTER_MS),
            seconds_a_guest=_pace(admissions.times_by_desk(connection, station.settings.origin, _PACE_OVER)),
        )


def _pace(newest_first: list[int]) -> float | None:
    gaps = [later - earlier for later, earlier in pairwise(newest_first)]
    steady = [gap for gap in gaps if 0 < gap <= _PAUSE_MS]
    return round(median(steady) / 1000, 1) if len(steady) >= 3 else None  # noqa: PLR2004  fewer tell nothing


def all_lists(station: Station) -> tuple[ListFigures, ...]:
    """Return the numbers of every list, in their order."""
    with station.database.read() as connection:
        counted = admissions.per_list(connection)
        return tuple(
            ListFigures(
                one,
                *counted.get(one.id, (0, 0)),
                admissions.entered_by_category(connection, one.id) if one.id in counted else {},
            )
            for one in configured.lists(connection)
        )
