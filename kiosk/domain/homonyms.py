"""People of one name among those shown beside each other, and what tells them apart at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Final

from kiosk.domain import namesakes
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee

_TELLING: Final[Mapping[str, Callable[[Attendee], str]]] = {
    "company": lambda one: fold(one.company),
    "function": lambda one: fold(one.function),
    "phone": lambda one: one.phone,
    "email": lambda one: one.email.casefold(),
    "category": lambda one: one.category,
    "reference": lambda one: one.reference or one.ticket,
}
"""Fields in the order in which one asks a guest for them, and what is compared of each."""


def told_apart(
    shown: Sequence[Attendee], have_one_name: Callable[[Attendee, Attendee], bool]
) -> dict[str, tuple[str, ...]]:
    """Return whoever has a name that another of `shown` has, too: by id, the fields to tell.

    `have_one_name` is asked of those whose names share a key, in whichever script. The fewest fields that
    tell a person from all of the name; where nothing does, all that they have.
    """
    groups: dict[str, list[Attendee]] = defaultdict(list)
    for one in shown:
        for key in {namesakes.key(name) or fold(name) for name in (one.name_latin, one.name_arabic)} - {""}:
            groups[key].append(one)
    others: dict[str, dict[str, Attendee]] = defaultdict(dict)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.id != other.id and have_one_name(one, other):
                others[one.id][other.id] = other
                others[other.id][one.id] = one
    return {one.id: _fewest(one, list(others[one.id].values())) for one in shown if others[one.id]}


def _fewest(one: Attendee, others: Sequence[Attendee]) -> tuple[str, ...]:
    filled = {field: value for field, value in _TELLING.items() if value(one)}
    for field, value in filled.items():
        if all(value(other) != value(one) for other in others):
            return (field,)
    fields: list[str] = []
    left = list(others)
    for field, value in filled.items():
        alike = [other for other in left if value(other) == value(one)]
        if len(alike) < len(left):
            fields.append(field)
            left = alike
    return tuple(fields or filled)
