"""Finding people who are perhaps on the roll twice; what is done about them is in `merging.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.domain.twins import Grade, Sign
from kiosk.operations import staff
from kiosk.operations.station import Station
from kiosk.store import duplicates, pairing, people


@dataclass(frozen=True, slots=True)
class Twins:
    """Two people who are perhaps one, in the order of the roll; how sure that is, and why."""

    one: Attendee
    other: Attendee
    grade: Grade
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Pairs of people who are perhaps one, the surest first; how many there are in all, and by grade."""

    pairs: tuple[Twins, ...] = ()
    total: int = 0
    by_grade: Mapping[Grade, int] = field(default_factory=dict)


def near_duplicates(
    station: Station,
    limit: int = 100,
    *,
    among: Collection[str] | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> NearDuplicates:
    """Return who is perhaps on the roll twice, `limit` pairs at most; NeedsApproval.

    `among`, ids: pairs with one of these only. It goes through the whole roll, some seconds for a hundred
    thousand people: `on_progress` is told (steps done, steps in all), and Cancelled comes out when it is
    to be stopped.
    """
    staff.require(station, Right.LOOK_UP)
    with station.database.read() as connection:
        some = None if among is None else frozenset(people.numbers(connection, among).values())
        found = duplicates.near(connection, among=some, on_progress=on_progress, cancelled=cancelled)
        shown = found[:limit]
        wanted = {number for pair in shown for number in (pair.one, pair.other)}
        numbers = sorted(wanted)
        known = dict(zip(numbers, people.by_number(connection, numbers), strict=True))
    pairs = tuple(
        Twins(known[one], known[other], judgement.grade, judgement.signs) for one, other, judgement in shown
    )
    counted = Counter(judgement.grade for _one, _other, judgement in found)
    return NearDuplicates(pairs, len(found), {grade: counted[grade] for grade in Grade if counted[grade]})


def renewed(station: Station, pairs: Sequence[Twins]) -> tuple[Twins, ...]:
    """Return these pairs as the roll is now, without those that were decided since, or whose people are gone.

    Whoever was absorbed is the one who stands for them.
    """
    staff.require(station, Right.LOOK_UP)
    kept: dict[frozenset[str], Twins] = {}
    with station.database.read() as connection:
        apart = pairing.kept_apart(connection)
        now = people.by_id(connection, {one.id for pair in pairs for one in (pair.one, pair.other)})
    for pair in pairs:
        one, other = now.get(pair.one.id), now.get(pair.other.id)
        if one is None or other is None or one.id == other.id:
            continue
        both = frozenset((one.id, other.id))
        if both not in apart:
            kept.setdefault(both, replace(pair, one=one, other=other))
    return tuple(kept.values())
