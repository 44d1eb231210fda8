"""A station with staff, whose PINs cost nothing to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.staff import Role
from kiosk.operations import staff
from kiosk.proofs.pins import CHEAP

if TYPE_CHECKING:
    from kiosk.domain.staff import Member
    from kiosk.operations.station import Station

ADMINISTRATOR, SUPERVISOR, OPERATOR = "S. Bennani", "Karim Alami", "Leïla"
PINS = {ADMINISTRATOR: "490273", SUPERVISOR: "718204", OPERATOR: "305918"}
ROLES = {ADMINISTRATOR: Role.ADMINISTRATOR, SUPERVISOR: Role.SUPERVISOR, OPERATOR: Role.OPERATOR}


def with_staff(station: Station) -> dict[str, Member]:
    """Put an administrator, a supervisor and an operator on the staff, and leave the desk locked."""
    station.pin_cost = CHEAP
    made = {name: staff.add(station, name, ROLES[name], PINS[name]) for name in ROLES}
    staff.sign_out(station)
    return made
