"""A roll far larger than any event's, written straight into a station: what its look-up would need."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from kiosk import app
from kiosk.domain.people import Attendee
from kiosk.store import bulk, people, projections, search, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BATCH: Final = 5000
_SEED: Final = 5


def fill(folder: Path, count: int) -> None:
    """Put `count` people into the station, whose names are put together from those of who is there."""
    station = app.open_station(folder)
    with station.database.read() as connection:
        names = [(one.name_latin, one.name_arabic) for one in people.everybody(connection)]
    everybody = enumerate(_composed(names, count), len(names) + 1)
    while batch := list(islice(everybody, _BATCH)):
        rows = [projections._columns(number, one) for number, one in batch]
        with station.database.write() as connection:
            bulk.insert(connection, tables.attendee, rows)
            search.add(connection, [search.entry(number, one) for number, one in batch])
    app.close(station)


def _composed(names: Sequence[tuple[str, str]], count: int) -> Iterator[Attendee]:
    random = Random(_SEED)
    for number in range(count):
        (first, first_arabic), (last, last_arabic) = random.choice(names), random.choice(names)
        yield Attendee(
            id=f"{number:032x}",
            code=f"{number:08d}",
            name_latin=_joined(first, last),
            name_arabic=_joined(first_arabic, last_arabic),
        )


def _joined(first: str, last: str) -> str:
    """The given name of one and the family's of another, where both are known in this script."""
    return f"{first.split(maxsplit=1)[0]} {' '.join(last.split()[1:])}".strip() if first and last else ""
