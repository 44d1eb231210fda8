"""What a person is, folded from the facts about them: the same, in whatever order the facts came.

Of two values for one field the later in the order of facts stands. A file imported again sets only
the fields that changed in the file, so that it does not undo what a desk has corrected meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from kiosk.domain.facts import Fact, Kind
from kiosk.domain.people import EDITABLE, Attendee, Registration, tellable

PERSON_KINDS = frozenset(
    (
        Kind.ATTENDEE_IMPORTED,
        Kind.ATTENDEE_REGISTERED,
        Kind.ATTENDEE_EDITED,
        Kind.ATTENDEE_ANSWERED,
        Kind.ATTENDEE_WITHDRAWN,
        Kind.BADGE_REPLACED,
    )
)

_REGISTERING = (Kind.ATTENDEE_IMPORTED, Kind.ATTENDEE_REGISTERED)

_MOMENTS = ("valid_from", "valid_until")


@dataclass(slots=True)
class Person:
    """One attendee as far as the facts tell; `attendee` is None if they are not, or no longer, on the roll.

    `codes` are all our own codes ever given to the person: two desks that imported one file before
    they met gave two, and both must open the door. `keys` are what files knew the person by, each
    with the last row that did.
    """

    attendee: Attendee | None = None
    codes: tuple[str, ...] = ()
    keys: dict[str, Mapping[str, Any]] = field(default_factory=dict)


def fold(subject: str, facts: Iterable[Fact]) -> Person:
    """Return the person `subject`, from all facts about them in any order; others' kinds are passed over."""
    person = Person()
    values: dict[str, str] = {}
    from_files: dict[str, str] = {}
    extra: dict[str, str] = {}
    answers: dict[str, str] = {}
    codes: dict[str, None] = {}
    undone: set[str] = set()
    registered: set[str] = set()
    for fact in sorted((fact for fact in facts if fact.kind in PERSON_KINDS), key=lambda one: one.order):
        body = fact.content()
        if fact.kind == Kind.ATTENDEE_WITHDRAWN:
            undone.add(body["undoes"])
            continue
        if code := body.get("code"):
            codes.setdefault(code)
        if fact.kind == Kind.ATTENDEE_IMPORTED:
            row = {"set": body["set"], "extra": body["extra"]}
            values |= {name: value for name, value in row["set"].items() if from_files.get(name, "") != value}
            from_files |= row["set"]
            extra |= dict(row["extra"])  # pairs, so that the file's order of columns is kept
            person.keys[body["key"]] = row
        elif fact.kind == Kind.ATTENDEE_ANSWERED:
            answers |= body["answers"]
        else:
            values |= body.get("set", {})
        if fact.kind in _REGISTERING:
            registered.add(fact.id)
    person.codes = tuple(codes)
    if registered - undone and person.codes:
        person.attendee = attendee(subject, person.codes[-1], values, extra, answers)
    return person


def answered(facts: Iterable[Fact | None]) -> dict[str, str]:
    """Return what somebody answered at doors, from facts about them in their order."""
    answers: dict[str, str] = {}
    for fact in facts:
        if fact is not None and fact.kind == Kind.ATTENDEE_ANSWERED:
            answers |= fact.content()["answers"]
    return answers


def attendee(
    subject: str,
    code: str,
    values: Mapping[str, str],
    extra: Mapping[str, str],
    answers: Mapping[str, str],
) -> Attendee:
    """Return the record made of a fact's `values`: texts by field name; unknown fields are passed over."""
    known: dict[str, Any] = {name: values[name] for name in EDITABLE if values.get(name)}
    if registration := known.get("registration"):
        known["registration"] = Registration(registration)
    for name in _MOMENTS:
        if moment := known.get(name):
            known[name] = tellable(datetime.fromisoformat(moment))
    return Attendee(
        id=subject,
        code=code,
        extra=MappingProxyType(dict(extra)),
        answers=MappingProxyType(dict(answers)),
        **known,
    )


def as_values(one: Attendee) -> dict[str, str]:
    """Return what `attendee` would make `one` of again: every field that is not empty, as text."""
    values: dict[str, str] = {}
    for name in EDITABLE:
        value = getattr(one, name)
        if isinstance(value, datetime):
            values[name] = value.isoformat()
        elif value:
            values[name] = str(value)
    return values
