"""A layout seen on real people before it is used: whose names try it hardest, and their badges in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kiosk.domain import codes
from kiosk.domain.people import Attendee, Registration
from kiosk.domain.staff import Right
from kiosk.operations import staff
from kiosk.operations.drawing import Fields, drawn_in
from kiosk.operations.layouts import named
from kiosk.operations.station import Station
from kiosk.store import people

if TYPE_CHECKING:
    from kiosk.badge.means import Rendered

_LOOKED_AT: Final = 5000
"""So many of a long roll are enough to meet hard names."""

_INVENTED: Final = Attendee(
    id="",
    code=codes.make(0),
    name_latin="Fatima-Zahra Benjelloun El Idrissi",
    name_arabic="فاطمة الزهراء بنجلون الإدريسي",
    company="Office national de l’électricité et de l’eau potable",
    function="Directrice des systèmes d’information",
    extra=MappingProxyType({"Jours": "23, 24", "Dîner": "oui"}),
)
"""Who is shown while the roll is empty."""

# From those people in this order: what is usual first, then what is hard.
_HARD: Final[Sequence[tuple[Callable[[Attendee], bool], Callable[[Attendee], int]]]] = (
    (
        lambda one: bool(one.name_latin and one.name_arabic),
        lambda one: bool(one.company) + bool(one.function),
    ),
    (lambda one: bool(one.name_latin and one.name_arabic), lambda one: len(one.name_latin + one.name_arabic)),
    (lambda one: bool(one.name_arabic), lambda one: len(one.name_arabic)),
    (lambda one: bool(one.name_latin), lambda one: len(one.name_latin)),
    (lambda one: bool(one.name), lambda one: -len(one.name)),
    (lambda one: not one.name_latin, lambda one: len(one.company)),
    (lambda one: not one.name_arabic, lambda one: len(one.company)),
    (lambda one: bool(one.company), lambda one: len(one.company)),
    (lambda one: bool(one.function), lambda one: len(one.function)),
    (lambda one: bool(one.extra), lambda one: sum(map(len, one.extra.values()))),
)


def samples(station: Station) -> tuple[Attendee, ...]:
    """Return some of the roll: somebody ordinary, those with the hardest names, and one of each category.

    An invented guest while nobody is on it. NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    with station.database.read() as connection:
        roll = [
            one
            for one in islice(people.everybody(connection), _LOOKED_AT)
            if one.registration is not Registration.CANCELLED
        ]
    found: dict[str, Attendee] = {}
    for belongs, weight in _HARD:
        hardest = max(filter(belongs, roll), key=weight, default=None)
        if hardest is not None:
            found.setdefault(hardest.id, hardest)
    shown = {one.category for one in found.values()}
    for one in roll:
        if one.category not in shown:
            shown.add(one.category)
            found[one.id] = one
    return tuple(found.values()) or (_INVENTED,)


def drawn(station: Station, layout_id: str, guest: Attendee) -> Rendered:
    """Return the badge of `guest` in a layout, whoever would have it.

    FileRefused with LAYOUT_WRONG: what is wrong is to be seen here. InputRefused with UNKNOWN_LAYOUT, or if
    it cannot be drawn; NeedsApproval.
    """
    staff.require(station, Right.PRINT_ALL)
    layout = named(station, layout_id)
    with station.database.read() as connection:
        fields = Fields.of(connection, station)
    return drawn_in(station, layout, fields(guest), fields.title)
