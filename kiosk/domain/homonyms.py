"""People of one name among those shown beside each other, and what tells them apart at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.domain.name_parts import part, parts_of
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


def told_apart(shown: Sequence[Attendee]) -> dict[str, tuple[str, ...]]:
    """Return whoever has a name that sounds like another's of `shown`: by id, the fields to tell.

    The fewest fields that tell a person from all of the name; where nothing does, all that they have.
    """
    groups: dict[str, list[Attendee]] = defaultdict(list)
    for one in shown:
        for name in {_heard(one.name_latin), _heard(one.name_arabic)} - {""}:
            groups[name].append(one)
    others: dict[str, dict[str, Attendee]] = defaultdict(dict)
    for group in groups.values():
        for one in group:
            others[one.id] |= {other.id: other for other in group if other.id != one.id}
    return {one.id: _fewest(one, list(others[one.id].values())) for one in shown if others[one.id]}


def _heard(name: str) -> str:
    """A name as it sounds, its parts in no order: Mohamed Alaoui and ALAOUI Mohammed are one."""
    return " ".join(sorted(part(word).sounds or word for word in parts_of(name)))


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
