"""Looking people up, correcting what is known of them, and registering who comes without a ticket."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kiosk.domain import codes
from kiosk.domain.facts import Kind
from kiosk.domain.folding import as_values
from kiosk.domain.homonyms import told_apart
from kiosk.domain.names import clean, fold
from kiosk.domain.people import NAME_LIMIT, TEXT_LIMIT, Attendee, Category
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.admissions import Ask, Outcome, answered
from kiosk.operations.holders import holder
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal, namesakes, people, search
from kiosk.store.admissions import Presence
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.marking import Match, code_match, matches
from kiosk.store.refusals import Refusal, last_refused

SHORTEST: Final = 2
"""Characters from which on a look-up answers: never the whole roll."""

_LONG_CODE: Final = 16
_READ: Final = 400
"""Characters of what was typed that are read: nobody types more by hand."""

_LIMITS: Final = {
    "name_latin": NAME_LIMIT,
    "name_arabic": NAME_LIMIT,
    "company": NAME_LIMIT,
    "function": NAME_LIMIT,
    "category": NAME_LIMIT,
    "email": NAME_LIMIT,
    "phone": NAME_LIMIT,
    "note": TEXT_LIMIT,
    "attention": TEXT_LIMIT,
}
"""What the desk may set, with the characters allowed."""


@dataclass(frozen=True)
class Row:
    """One person found, and where they stand on the list in question."""

    attendee: Attendee
    category: Category | None
    presence: Presence
    text: str = ""
    """What was looked for."""
    tells: tuple[str, ...] | None = None
    """Of one of several of a name: the fields that tell them apart. None: nobody else shown has the name."""
    by_code: bool = False
    """Whether `text` is a whole code of theirs."""
    refused: Refusal | None = None
    """That they were turned away from the list, if they have not passed it since."""

    @cached_property
    def matched(self) -> tuple[Match, ...]:
        """What answers to the text that was looked for; asked of the rows that are seen, and shown marked."""
        if self.by_code:
            return code_match(codes.clean(self.text), self.attendee)
        return matches(self.text, self.attendee) if self.text else ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave, best first; `more` says that others were left out."""

    text: str
    rows: tuple[Row, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Card:
    """All that the desk shows of one person; `twins` are others whose name is spelt or sounds the same.

    `refused` says that they were turned away from the list, if they have not passed it since.
    """

    attendee: Attendee
    category: Category | None
    presence: Presence
    badges_printed: int
    twins: tuple[Attendee, ...]
    refused: Refusal | None = None


def find(station: Station, text: str, list_id: str, limit: int = 30) -> Found:
    """Return who is meant by `text`, best first: by name in either script as it sounds, or by all else known.

    Nothing below two characters. A whole code finds its holder alone. How they are ranked is told in
    `store/search.py`; of equals, those who are not in yet come first. NeedsApproval.
    """
    staff.require(station, Right.LOOK_UP)
    with station.database.read() as connection:
        if len(fold(text[:_READ]).replace(" ", "")) < SHORTEST:
            return Found(text, (), more=False)
        exact = holder(connection, codes.clean(text)) if _may_be_a_code(text) else None
        if exact is not None:
            (row,) = _rows(connection, [exact], list_id, text)
            return Found(text, (replace(row, by_code=True),), more=False)
        hits = search.hits(connection, text)
        best = hits[:limit]
        chosen = people.by_number(connection, [hit.number for hit in best])
        rows = _rows(connection, chosen, list_id, text)
    scores = (round(hit.score, 3) for hit in best)
    ranked = sorted(
        zip(scores, rows, strict=True), key=lambda found: (-found[0], found[1].presence.last_at is not None)
    )
    return Found(text, tuple(row for _, row in ranked), more=len(hits) > limit)


def make_ready(station: Station) -> None:
    """Have what look-ups need in memory, so that the first answers as soon as any other."""
    with station.database.read() as connection:
        search.make_ready(connection)


def _may_be_a_code(text: str) -> bool:
    """Whether it is worth while to ask whose code this is: words without a digit are a name, if not long."""
    return (len(text) >= _LONG_CODE and " " not in text) or any(letter.isdigit() for letter in text)


def _rows(connection: Connection, shown: list[Attendee], list_id: str, text: str = "") -> tuple[Row, ...]:
    categories = configured.categories(connection)
    ids = [one.id for one in shown]
    standing = admissions.presence(connection, ids, list_id)
    refused = last_refused(connection, ids, list_id)
    apart = told_apart(shown, namesakes.are)
    return tuple(
        Row(
            one,
            categories.get(one.category),
            standing.get(one.id, Presence()),
            text,
            apart.get(one.id),
            refused=refused.get(one.id),
        )
        for one in shown
    )


def card(station: Station, attendee_id: str, list_id: str) -> Card:
    """Return the person's card; InputRefused with UNKNOWN_ATTENDEE, NeedsApproval."""
    staff.require(station, Right.LOOK_UP)
    with station.database.read() as connection:
        one = _known(connection, attendee_id)
        (row,) = _rows(connection, [one], list_id)
        return Card(
            attendee=one,
            category=row.category,
            presence=row.presence,
            badges_printed=admissions.badges_printed(connection, one.id),
            twins=namesakes.of(connection, one),
            refused=row.refused,
        )


def by_code(station: Station, code: str) -> Attendee:
    """Return who has this code; InputRefused with UNKNOWN_ATTENDEE if nobody has."""
    with station.database.read() as connection:
        one = holder(connection, codes.clean(code))
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=code)
    return one


def _known(connection: Connection, attendee_id: str) -> Attendee:
    one = people.attendee(connection, attendee_id)
    if one is None:
        raise InputRefused(Trouble.UNKNOWN_ATTENDEE, code=attendee_id)
    return one


def correct(station: Station, attendee_id: str, changes: Mapping[str, str]) -> Attendee:
    """Set the fields in `changes`, and return the person as they are now.

    InputRefused says which value cannot be taken; nothing is written then, nor where nothing changes.
    NeedsApproval.
    """
    staff.require(station, Right.CORRECT)
    with station.database.write() as connection:
        one = _known(connection, attendee_id)
        before = as_values(one)
        wanted = checked(connection, changes)
        new = {name: value for name, value in wanted.items() if value != before.get(name, "")}
        if not new:
            return one
        _named({**before, **new})
        body = {"set": new, "was": {name: before.get(name, "") for name in new}}
        journal.record(connection, station.author, [Draft(Kind.ATTENDEE_EDITED, attendee_id, body)])
        return _known(connection, attendee_id)


def walk_in(station: Station, draft: Mapping[str, str], list_id: str) -> Outcome:
    """Register a person, admit them and queue their badge, all in one act; return the verdict.

    They are on the roll even if the list refuses them, or asks them something first. InputRefused as
    `correct`.
    """
    staff.require(station, Right.REGISTER)
    with station.database.write() as connection:
        the_list(connection, list_id)
        values = {name: value for name, value in checked(connection, draft).items() if value}
        _named(values)
        subject = str(uuid.UUID(bytes=station.random(16), version=4))
        body = {"code": codes.make(station.new_code_bits()), "set": values}
        drafts = [Draft(Kind.ATTENDEE_REGISTERED, subject, body)]
        (registered,) = journal.record(connection, station.author, drafts)
        ask = Ask(list_id, attendee_id=subject, looked=True)
        return answered(connection, station, ask, registers=registered.id)


def checked(connection: Connection, draft: Mapping[str, str]) -> dict[str, str]:
    """Return what somebody typed, cleaned and normalised; InputRefused says what cannot be taken."""
    values: dict[str, str] = {}
    for name, value in draft.items():
        values[name] = clean(value, field=name, limit=_LIMITS[name])
    if values.get("phone") or values.get("email"):
        from kiosk.exchange import contacts  # brings the world's numbering plans: not before they are wanted

        for name, normalised in (("phone", contacts.phone), ("email", contacts.email)):
            if name in values:
                values[name] = normalised(values[name])
    category = values.get("category")
    if category and configured.category(connection, category) is None:
        raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category)
    return values


def _named(values: Mapping[str, str]) -> None:
    """Refuse a person whose names hold no letter at all, in either script."""
    names = values.get("name_latin", "") + values.get("name_arabic", "")
    if not any(character.isalpha() for character in names):
        raise InputRefused(Trouble.NAME_MISSING)
