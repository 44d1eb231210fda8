"""A station with staff, whose PINs cost nothing to check, and the hands that sign them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.domain.staff import Role
from kiosk.operations import staff
from kiosk.proofs.pins import CHEAP
from kiosk.store import journal, people

if TYPE_CHECKING:
    from kiosk.domain.facts import Fact, Kind
    from kiosk.domain.staff import Member
    from kiosk.operations.station import Station
    from kiosk.ui.screens.sign_in import SignIn
    from tests.desk_window import Hands

ADMINISTRATOR, SUPERVISOR, OPERATOR = "S. Bennani", "Karim Alami", "Leïla"
PINS = {ADMINISTRATOR: "490273", SUPERVISOR: "718204", OPERATOR: "305918"}
ROLES = {ADMINISTRATOR: Role.ADMINISTRATOR, SUPERVISOR: Role.SUPERVISOR, OPERATOR: Role.OPERATOR}


def with_staff(station: Station) -> dict[str, Member]:
    """Put an administrator, a supervisor and an operator on the staff, and leave the desk locked."""
    station.pin_cost = CHEAP
    made = {name: staff.add(station, name, ROLES[name], PINS[name]) for name in ROLES}
    staff.sign_out(station)
    return made


def sign_in_screen(hands: Hands) -> SignIn:
    """The screen to sign in at, which was opened."""
    one = hands.workplace.sign_in
    assert one is not None
    return one


def choose(hands: Hands, name: str) -> None:
    """Choose a name by the keyboard, and go on to the PIN."""
    who = sign_in_screen(hands).entry.who
    who.setFocus()
    hands.press(Qt.Key.Key_Home)
    for _step in range(who.count()):
        if not who.currentText().startswith(name):
            hands.press(Qt.Key.Key_Down)
    assert who.currentText().startswith(name)
    hands.press(Qt.Key.Key_Return)


def sign_in(hands: Hands, name: str, pin: str) -> None:
    """Sign in from the locked desk by the keyboard alone."""
    hands.press(Qt.Key.Key_Return)
    choose(hands, name)
    hands.type(pin)
    hands.press(Qt.Key.Key_Return)


def code_of(hands: Hands, name: str) -> str:
    """What stands on the badge of the first guest whose name begins so."""
    with hands.station.database.read() as connection:
        everybody = people.everybody(connection)
        return next(one.code for one in everybody if one.name_latin.casefold().startswith(name))


def facts(hands: Hands, *kinds: Kind) -> list[Fact]:
    """The facts of these kinds, oldest first."""
    with hands.station.database.read() as connection:
        found = journal.latest(connection, 1000)
    return [fact for fact in reversed(found) if fact.kind in kinds]
