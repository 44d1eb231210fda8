"""Every badge of the roll looked at before the night: what would be wrong, and what is worth a look.

How a badge is fitted and drawn is `kiosk.badge`'s business, words are in `words/audit.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Final

from kiosk.domain.names import fold
from kiosk.domain.people import Attendee, Registration
from kiosk.domain.staff import Right
from kiosk.domain.twins import Sign
from kiosk.errors import Cancelled
from kiosk.operations import duplicates, staff
from kiosk.operations.drawing import Fields
from kiosk.operations.layouts import Layouts, picture
from kiosk.operations.station import Station
from kiosk.store import people

DPI: Final = 203
"""Dots to the inch of the coarsest badge printers."""

_BATCH: Final = 50
"""Badges looked at in one go: between two of them others may draw, and somebody may stop it."""

_PAIRS: Final = 5000
"""So many pairs who may be one are told, the surest first."""

_OTHERS: Final = 20
"""No more of those who share something are told with each of them."""


class Fault(StrEnum):
    """What a badge can have, the worst first."""

    NOT_DRAWN = "not_drawn"
    CLIPPED = "clipped"
    MISSING_GLYPHS = "missing_glyphs"
    PICTURE_WRONG = "picture_wrong"
    CODE_SMALL = "code_small"
    SAME_TICKET = "same_ticket"
    EMPTY = "empty"
    SMALL = "small"
    MIXED_SCRIPT = "mixed_script"
    SAME_NAME = "same_name"
    ALIKE = "alike"
    SAME_CONTACT = "same_contact"


WRONG: Final = frozenset(
    (
        *(Fault.NOT_DRAWN, Fault.CLIPPED, Fault.MISSING_GLYPHS),
        *(Fault.PICTURE_WRONG, Fault.CODE_SMALL, Fault.SAME_TICKET),
    )
)
"""What would be wrong on paper, or at the door; all else is worth a look."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one badge: the `text` it is about, and what else there is to say.

    `characters` are those no font has, `size_pt` is the size a text came down to (0: not about a size),
    `dots` how many dots a module of the code has, `others` who else it is about.
    """

    attendee: Attendee
    fault: Fault
    text: str = ""
    characters: str = ""
    size_pt: float = 0.0
    dots: float = 0.0
    others: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether it would be wrong, not only worth a look."""
        return self.fault in WRONG


@dataclass(frozen=True, slots=True)
class Report:
    """All remarks, the worst first and then as the roll is; how many badges would be wrong.

    `refused` are layouts that cannot be used, so that the built-in one is: their names and what is wrong.
    """

    people: int
    remarks: tuple[Remark, ...]
    by_fault: Mapping[Fault, int]
    wrong: int
    refused: tuple[tuple[str, str], ...] = ()


def audit(
    station: Station,
    *,
    dpi: int = DPI,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Return what is to be said of the roll's badges as this desk would print them at `dpi`.

    `on_progress` is told (badges looked at, badges in all). Cancelled once `cancelled` says so;
    FileRefused with LAYOUT_WRONG, NeedsApproval. Who has cancelled, or is of a category without badges,
    gets no remark.
    """
    staff.require(station, Right.PRINT_ALL)
    look = _Look.of(station, dpi)
    with station.database.read() as connection:
        roll = [one for one in _unless(cancelled, people.everybody(connection)) if look.prints(one)]
    remarks: list[Remark] = []
    for start in range(0, len(roll), _BATCH):
        if cancelled():
            raise Cancelled
        batch = roll[start : start + _BATCH]
        for one in batch:
            remarks += look.at(one)
        on_progress(start + len(batch), len(roll))
    if cancelled():
        raise Cancelled
    remarks += compared(roll)
    same_name = {one.attendee.id for one in remarks if one.fault is Fault.SAME_NAME}
    remarks += _twins(station, roll, same_name, cancelled)
    return _report(len(roll), remarks, look.layouts)


def _unless(cancelled: Callable[[], bool], roll: Iterable[Attendee]) -> Iterator[Attendee]:
    """Yield the roll; Cancelled as soon as somebody says so."""
    for number, one in enumerate(roll):
        if number % _BATCH == 0 and cancelled():
            raise Cancelled
        yield one


def of_one(station: Station, attendee_id: str, *, dpi: int = DPI) -> tuple[Remark, ...]:
    """Return what is to be said of one person's badge by itself; nothing of nobody. NeedsApproval."""
    staff.require(station, Right.PRINT)
    look = _Look.of(station, dpi)
    with station.database.read() as connection:
        one = people.attendee(connection, attendee_id)
    return tuple(look.at(one)) if one else ()


def _report(number: int, remarks: Sequence[Remark], layouts: Layouts) -> Report:
    worst_first = tuple(Fault)
    ordered = sorted(remarks, key=lambda one: worst_first.index(one.fault))
    counted = Counter(one.fault for one in ordered)
    wrong = len({one.attendee.id for one in ordered if one.is_wrong})
    by_fault = {fault: counted[fault] for fault in counted}
    return Report(number, tuple(ordered), by_fault, wrong, tuple(layouts.refused.items()))


# -- the badge itself ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What one audit looks at badges with."""

    fields: Fields
    layouts: Layouts
    pictures: Callable[[str], bytes | None]
    dpi: int

    @classmethod
    def of(cls, station: Station, dpi: int) -> _Look:
        with station.database.read() as connection:
            fields = Fields.of(connection, station)
        return cls(fields, Layouts.of(station), partial(picture, station.folder), dpi)

    def prints(self, one: Attendee) -> bool:
        return one.registration is not Registration.CANCELLED and self.layouts.prints(one.category)

    def at(self, one: Attendee) -> Iterator[Remark]:
        from kiosk.badge.inspecting import inspect  # brings the fonts: not before the first badge

        layout = self.layouts.of_category(one.category)
        for found in inspect(layout, self.fields(one), dpi=self.dpi, pictures=self.pictures):
            yield Remark(
                one,
                Fault(found.fault.value),
                found.text or found.template,
                characters=found.characters,
                size_pt=found.size_pt,
                dots=found.dots,
            )


# -- people beside each other ------------------------------------------------------------------------


def compared(roll: Iterable[Attendee]) -> list[Remark]:
    """Return whose badge could be taken for somebody else's: with the same ticket, or the same name."""
    listed = list(roll)
    remarks = list(_shared(listed, Fault.SAME_TICKET, lambda one: one.ticket, lambda one: one.ticket))
    remarks += _shared(listed, Fault.SAME_NAME, lambda one: fold(one.name), lambda one: one.company)
    return remarks


def _shared(
    roll: Iterable[Attendee],
    fault: Fault,
    key: Callable[[Attendee], str],
    shown: Callable[[Attendee], str],
) -> Iterator[Remark]:
    """Yield who shares a key with somebody."""
    groups: dict[str, list[Attendee]] = defaultdict(list)
    for one in roll:
        if common := key(one):
            groups[common].append(one)
    for group in groups.values():
        if len(group) > 1:
            for one in group:
                others = islice((other.id for other in group if other is not one), _OTHERS)
                yield Remark(one, fault, shown(one), others=tuple(others))


def _twins(
    station: Station, roll: Sequence[Attendee], told: AbstractSet[str], cancelled: Callable[[], bool]
) -> Iterator[Remark]:
    """Yield who is perhaps on the roll twice under another spelling; who was told apart is not told again."""
    printed = {one.id for one in roll}
    found: dict[str, tuple[Attendee, Fault, list[Attendee]]] = {}
    for pair in duplicates.near_duplicates(station, _PAIRS, cancelled=cancelled).pairs:
        ids = {pair.one.id, pair.other.id}
        if not ids <= printed or ids <= told:
            continue
        fault = Fault.SAME_CONTACT if Sign.NEAR_NAME in pair.signs else Fault.ALIKE
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            found.setdefault(one.id, (one, fault, []))[2].append(other)
    for one, fault, others in found.values():
        names = " · ".join(dict.fromkeys(other.name for other in others[:_OTHERS]))
        yield Remark(one, fault, names, others=tuple(other.id for other in others[:_OTHERS]))
