"""A station with staff of every role, whose PINs and running time the test holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import app
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.staff import Member, Role
from kiosk.errors import MarhabaError
from kiosk.operations import staff
from kiosk.operations.station import Station
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal as stored_journal
from tests.stations import Clock, new_station

ADMIN, SUPER, OPER, KIOSK = "730648", "482913", "915042", "604817"
WRONG = "271936"


@dataclass
class Running:
    """How long the program has run; stands still until the test lets time go by."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s

    def later(self, seconds: float) -> None:
        self.s += seconds


@dataclass
class House:
    """A station with one member of each role, nobody on duty."""

    station: Station
    running: Running
    admin: Member
    supervisor: Member
    operator: Member
    kiosk: Member

    def on_duty(self, role: Role) -> None:
        """Put the member with this role on duty; nobody for self-service."""
        one, pin = {
            Role.ADMINISTRATOR: (self.admin, ADMIN),
            Role.SUPERVISOR: (self.supervisor, SUPER),
            Role.OPERATOR: (self.operator, OPER),
            Role.SELF_SERVICE: (self.kiosk, KIOSK),
        }[role]
        staff.sign_in(self.station, one.id, pin)

    def again(self) -> Station:
        """Close the station and open it anew, as after a restart."""
        app.close(self.station)
        now_ms = self.station.now_ms
        self.station = app.open_station(self.station.folder)
        self.station.now_ms, self.station.pin_cost = now_ms, CHEAP
        self.station.monotonic = self.running
        staff.begin(self.station)
        return self.station


def staffed(folder: Path, clock: Clock) -> Iterator[House]:
    """Give a station with one member of each role and nobody on duty; closed afterwards."""
    station, running = new_station(folder, clock), Running()
    station.pin_cost, station.monotonic = CHEAP, running
    admin = staff.add(station, "Amina Alaoui", Role.ADMINISTRATOR, ADMIN)
    supervisor = staff.add(station, "Said Berrada", Role.SUPERVISOR, SUPER)
    operator = staff.add(station, "Omar Tazi", Role.OPERATOR, OPER)
    kiosk = staff.add(station, "Borne", Role.SELF_SERVICE, KIOSK)
    staff.sign_out(station)
    one = House(station, running, admin, supervisor, operator, kiosk)
    yield one
    app.close(one.station)


def facts(station: Station, *kinds: Kind) -> list[Fact]:
    """Return the station's facts of these kinds, oldest first, whoever is on duty."""
    with station.database.read() as connection:
        found = stored_journal.latest(connection, 1000)
    return [fact for fact in reversed(found) if not kinds or fact.kind in kinds]


def trouble(act: Callable[[], object]) -> MarhabaError:
    with pytest.raises(MarhabaError) as caught:
        act()
    return caught.value


def guess(station: Station, member: Member, pin: str = WRONG) -> MarhabaError:
    return trouble(lambda: staff.sign_in(station, member.id, pin))
