"""Finding people who are perhaps on the roll twice."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.operations import staff
from kiosk.operations.station import Station
from kiosk.store import duplicates, people


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Groups of people who are perhaps one; `total` is how many groups there are in all."""

    groups: tuple[tuple[Attendee, ...], ...]
    total: int


def near_duplicates(station: Station, limit: int = 100) -> NearDuplicates:
    """Return people whose names sound the same, or are alike with one mail or phone; NeedsApproval.

    Reads the whole roll: some seconds for a hundred thousand people.
    """
    staff.require(station, Right.LOOK_UP)
    with station.database.read() as connection:
        found = duplicates.near(connection)
        groups = tuple(tuple(people.by_number(connection, numbers)) for numbers in found[:limit])
    return NearDuplicates(groups, len(found))
