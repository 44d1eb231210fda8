"""What a person is, folded from the facts about them: the same, in whatever order the facts came.

Of two values for one field the later in the order of facts stands. A file imported again sets only
the fields that changed in the file, so that it does not undo what a desk has corrected meanwhile.

Two who were merged are folded apart up to the merge, and as one person from there on: whoever stands
keeps what they had, fills what they had not from the other, and what was chosen at the merge counts
last. What either is told of later, by the other's ticket too, is told of the one who stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from kiosk.domain.facts import Fact, Kind
from kiosk.domain.merging import Standing
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
    with the last row that did. Of several who were merged, `tickets` are those of all. What a code, a
    ticket or a key is kept with is the subject of the facts that tell of it.
    """

    attendee: Attendee | None = None
    codes: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)


def fold(subject: str, facts: Iterable[Fact]) -> Person:
    """Return the person `subject`, from all facts about them in any order; others' kinds are passed over."""
    told = _Told(subject)
    for fact in sorted((fact for fact in facts if fact.kind in PERSON_KINDS), key=lambda one: one.order):
        told.take(fact)
    return told.person()


def fold_together(facts: Iterable[Fact]) -> dict[str, Person]:
    """Return everybody whom `facts` are about, by subject, as they are after the merges among the facts.

    These are all facts about all of them, in any order, without the merges that were taken back. Whoever
    was absorbed is a Person who is not on the roll.
    """
    standing = Standing()
    told: dict[str, _Told] = {}

    def of(subject: str) -> _Told:
        root = standing.of(subject)
        return told.setdefault(root, _Told(root))

    named: set[str] = set()
    for fact in sorted(facts, key=lambda one: one.order):
        if fact.kind == Kind.ATTENDEE_MERGED:
            absorbs = fact.content()["absorbs"]
            named |= {fact.subject, absorbs}
            one, other = of(fact.subject), of(absorbs)
            if merged := standing.merge(fact.subject, absorbs):
                one.absorb(other)
                del told[merged[1]]
            one.values |= fact.content()["set"]
        elif fact.kind in PERSON_KINDS:
            named.add(fact.subject)
            of(fact.subject).take(fact)
    return {subject: told[subject].person() if subject in told else Person() for subject in named}


FILLED: Final = tuple(name for name in EDITABLE if name not in ("registration", *_MOMENTS))
"""What somebody who absorbs another takes from them where they have nothing themselves."""


@dataclass(slots=True)
class _Told:
    """What the facts up to now tell of a person, or of several who were merged."""

    subject: str
    values: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    files: dict[str, tuple[dict[str, str], dict[str, str]]] = field(default_factory=dict)
    """What files said last of each subject: their fields, and their own columns."""
    tickets: dict[str, str] = field(default_factory=dict)
    """The ticket of each subject, as far as their own facts tell."""
    registered: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)

    def take(self, fact: Fact) -> None:
        """Take what the next fact in order says."""
        body = fact.content()
        if fact.kind == Kind.ATTENDEE_WITHDRAWN:
            self.undone.add(body["undoes"])
            return
        if code := body.get("code"):
            self.codes.setdefault(code, fact.subject)
        if fact.kind == Kind.ATTENDEE_IMPORTED:
            self._take_row(fact.subject, body)
        elif fact.kind == Kind.ATTENDEE_ANSWERED:
            self.answers |= body["answers"]
        else:
            self._set(fact.subject, body.get("set", {}))
        if fact.kind in _REGISTERING:
            self.registered.add(fact.id)

    def _take_row(self, subject: str, body: Mapping[str, Any]) -> None:
        """Take what has changed since the file's last row about `subject`."""
        row = {"set": body["set"], "extra": body["extra"]}
        self.keys[body["key"]] = subject, row
        fields, columns = self.files.setdefault(subject, ({}, {}))
        changed = {name: value for name, value in row["set"].items() if fields.get(name, "") != value}
        self._set(subject, changed)
        fields |= row["set"]
        own = dict(row["extra"])  # pairs, so that the file's order of columns is kept
        self.extra |= {name: value for name, value in own.items() if columns.get(name) != value}
        columns |= own

    def _set(self, subject: str, values: Mapping[str, str]) -> None:
        self.values |= values
        if "ticket" in values:
            self.tickets[subject] = values["ticket"]

    def absorb(self, other: _Told) -> None:
        """Be `other` as well, who tells what is not known here."""
        for name in FILLED:
            if not self.values.get(name) and (value := other.values.get(name)):
                self.values[name] = value
        missing = {name: value for name, value in other.extra.items() if not self.extra.get(name)}
        self.extra |= missing
        self.answers = other.answers | self.answers
        self.codes = other.codes | self.codes
        self.keys |= other.keys
        self.files |= other.files
        self.tickets |= other.tickets
        self.registered |= other.registered
        self.undone |= other.undone

    def person(self) -> Person:
        """Return who all that makes."""
        person = Person(None, self.codes, {}, self.keys)
        if self.registered - self.undone and self.codes:
            own = [code for code, subject in self.codes.items() if subject == self.subject]
            code = own[-1] if own else next(reversed(self.codes))
            person.attendee = attendee(self.subject, code, self.values, self.extra, self.answers)
            person.tickets = {ticket: subject for subject, ticket in self.tickets.items() if ticket}
            if ticket := person.attendee.ticket:
                person.tickets.setdefault(ticket, self.subject)
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
