"""People at a door for whom it has every verdict there is: each scene is set on a station of a test's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.facts import Kind
from kiosk.domain.people import Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.staff import Role
from kiosk.operations import admissions, journal, lists, replacing, staff
from kiosk.operations.admissions import Ask
from kiosk.proofs.pins import CHEAP
from kiosk.store import configured
from kiosk.store import journal as stored
from kiosk.store.journal import Draft

if TYPE_CHECKING:
    from kiosk.domain.lists import CheckInList
    from kiosk.domain.staff import Member
    from kiosk.operations.station import Station
    from tests.stations import Clock

MEAL: Final = Question(
    "meal", Words(fr="Quel repas ?", ar="أي وجبة؟", en="Which meal?"), Answering.CHOICE,
    options=(
        Option("fish", Words(fr="Poisson", ar="سمك", en="Fish")),
        Option("veal", Words(fr="Veau", ar="عجل", en="Veal")),
    ),
)  # fmt: skip
NOTE: Final = Question(
    "note", Words(fr="Une remarque ?", en="Anything to say?"), Answering.TEXT, required=False, position=1
)
TICKET_KEY: Final = (
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQTdBRDcvdkZBMzNFc1k0ejJQSHI3aVpQc1o4bjVkaDBh"
    "alA4Z3l6Tm1tSXM9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
)
TICKET: Final = (
    "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/RN0L5AIBABSxw2TKFnSU"
    "NUCKAEAPAQA"
)


def register(station: Station, key: str, **values: str) -> str:
    """Put somebody on the roll who has been nowhere, and return their code."""
    code = f"TICKET-{key.upper()}"
    draft = {"name_latin": key, "category": "participant", **values}
    _record(station, Kind.ATTENDEE_REGISTERED, key, {"code": code, "set": draft})
    return code


def _record(station: Station, kind: Kind, subject: str, body: dict[str, Any]) -> None:
    with station.database.write() as connection:
        stored.record(connection, station.author, [Draft(kind, subject, body)])


def the_list(station: Station, list_id: str = "thursday") -> CheckInList:
    """Return a list of the station."""
    with station.database.read() as connection:
        found = configured.check_in_list(connection, list_id)
    assert found is not None
    return found


def change(station: Station, list_id: str = "thursday", **values: Any) -> None:
    """Change a list."""
    lists.save_list(station, replace(the_list(station, list_id), **values))


def _standing(registration: str) -> Callable[[Station, Clock], str]:
    return lambda station, _clock: register(
        station, "ali", name_latin="Ali Bennani", registration=registration
    )


def _entered(station: Station, clock: Clock, **values: str) -> str:
    code = register(station, "ali", name_latin="Ali Bennani", **values)
    admissions.admit(station, Ask("thursday", code=code))
    clock.later(600)
    return code


def _valid(station: Station, _clock: Clock) -> str:
    return register(station, "ali", name_latin="Ali Bennani", company="OCP")


def _ambiguous(station: Station, _clock: Clock) -> str:
    for key, name in (("ali", "Ali Bennani"), ("omar", "Omar Test")):
        body = {"code": "SHARED-1", "set": {"name_latin": name, "category": "participant"}}
        _record(station, Kind.ATTENDEE_REGISTERED, key, body)
    return "SHARED-1"


def _revoked(station: Station, clock: Clock) -> str:
    code = register(station, "ali", name_latin="Ali Bennani")
    replacing.replace_badge(station, "ali")
    clock.later(60)
    return code


def _late(station: Station, _clock: Clock) -> str:
    soon = (station.now + timedelta(hours=2)).astimezone(UTC).isoformat()
    return register(station, "ali", name_latin="Ali Bennani", valid_from=soon)


def _elsewhere(station: Station, _clock: Clock) -> str:
    change(station, categories=frozenset({"press"}))
    return _valid(station, _clock)


def _unpaid_here(station: Station, clock: Clock) -> str:
    change(station, includes_unpaid=True)
    return _standing("unpaid")(station, clock)


def _ruled(station: Station, clock: Clock) -> str:
    change(station, daily_limit=1, multiple_entries=True)
    return _entered(station, clock)


def _full(station: Station, clock: Clock) -> str:
    change(station, capacity=1)
    admissions.admit(station, Ask("thursday", code=register(station, "omar", name_latin="Omar Test")))
    return _valid(station, clock)


def _asked(station: Station, clock: Clock) -> str:
    lists.save_question(station, MEAL)
    lists.save_question(station, NOTE)
    return _valid(station, clock)


def _signed(station: Station, _clock: Clock) -> str:
    told = journal.log(station, 1, kind=Kind.EVENT_CONFIGURED)[0]
    _record(station, Kind.EVENT_CONFIGURED, told.subject, {**told.content(), "ticket_keys": [TICKET_KEY]})
    return TICKET


def _blocked_code(station: Station, clock: Clock) -> str:
    code = _valid(station, clock)
    _record(station, Kind.CODES_BARRED, "", {"codes": [code], "reason": "blocked", "station": "shop"})
    return code


@dataclass(frozen=True, slots=True)
class Scene:
    """`set` puts it on a station and returns the code to be scanned; `reason` is what the door says then."""

    name: str
    reason: Reason
    set: Callable[[Station, Clock], str]
    direction: Direction = Direction.ENTRY


SCENES: Final = (
    Scene("valid", Reason.VALID, _valid),
    Scene("valid pays later", Reason.VALID, _standing("pays_later")),
    Scene("valid signed ticket", Reason.VALID, _signed),
    Scene("exit", Reason.VALID, _entered, Direction.EXIT),
    Scene("unknown", Reason.UNKNOWN, lambda _station, _clock: "NOBODY-HAS-THIS-1"),
    Scene("unknown web address", Reason.UNKNOWN, lambda _station, _clock: "https://example.org/menu"),
    Scene("unknown network", Reason.UNKNOWN, lambda _station, _clock: "WIFI:S:Palais;T:WPA;P:secret;;"),
    Scene("ambiguous", Reason.AMBIGUOUS, _ambiguous),
    Scene("cancelled", Reason.CANCELLED, _standing("cancelled")),
    Scene("blocked", Reason.BLOCKED, _standing("blocked")),
    Scene("blocked code", Reason.BLOCKED, _blocked_code),
    Scene("unapproved", Reason.UNAPPROVED, _standing("pending")),
    Scene("revoked", Reason.REVOKED, _revoked),
    Scene("too early", Reason.INVALID_TIME, _late),
    Scene("not on list", Reason.NOT_ON_LIST, _elsewhere),
    Scene("unpaid", Reason.UNPAID, _standing("unpaid")),
    Scene("unpaid but confirmable", Reason.UNPAID, _unpaid_here),
    Scene("rules", Reason.RULES, _ruled),
    Scene("full", Reason.FULL, _full),
    Scene("questions", Reason.QUESTIONS, _asked),
    Scene("already in", Reason.ALREADY_IN, _entered),
)


def scene(name: str) -> Scene:
    """Return the scene called `name`."""
    return next(one for one in SCENES if one.name == name)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of October 2024 at Marrakech, which was an hour ahead of Greenwich."""
    return datetime(2024, 10, day, hour - 1, minute, tzinfo=UTC)


SUPERVISOR, OPERATOR = "Karim Alami", "Leïla"
PINS: Final = {"S. Bennani": "490273", SUPERVISOR: "718204", OPERATOR: "305918"}
_ROLES: Final = {"S. Bennani": Role.ADMINISTRATOR, SUPERVISOR: Role.SUPERVISOR, OPERATOR: Role.OPERATOR}


def with_staff(station: Station) -> dict[str, Member]:
    """Put an administrator, a supervisor and an operator on the staff, whose PINs are quickly checked.

    The desk is locked then.
    """
    station.pin_cost = CHEAP
    made = {name: staff.add(station, name, _ROLES[name], pin) for name, pin in PINS.items()}
    staff.sign_out(station)
    return made


def on_duty(station: Station, name: str) -> None:
    """Put a member of the staff on duty."""
    one = staff.named(station, name)
    staff.sign_in(station, one.id, PINS[name])
