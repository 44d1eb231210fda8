"""Taking a file's people onto the roll: all of it or nothing, and again without making anybody twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain import codes
from kiosk.domain.facts import Kind
from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.errors import Cancelled, InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.category_words import called, made
from kiosk.operations.holders import brief, subject_of
from kiosk.operations.station import Station
from kiosk.store import bulk, configured, journal, people
from kiosk.store.database import Connection
from kiosk.store.journal import Draft
from kiosk.store.projections import row_digest

if TYPE_CHECKING:
    from kiosk.exchange.headers import Mapping as Columns
    from kiosk.exchange.roll import Preview, Problem, RollRow

_BATCH: Final = 2000

_EMPTIED_BY_FILES: Final = frozenset(
    ("company", "function", "email", "phone", "note", "attention", "valid_from", "valid_until")
)
"""Fields that an empty cell empties; a name, a ticket or a state is never lost for want of a cell."""

_SURE: Final = ("ticket:", "ref:")
"""Kinds of keys of which nobody has two from one system."""


@dataclass(slots=True)
class ImportReport:
    """What an import did: people new, changed and as before, and what of the file needs somebody's eye.

    `told` are the ids of those who are new or changed.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def preview(path: Path, mapping: Columns | None = None) -> Preview:
    """Return what an import of `path` would take, without taking it. FileRefused as `import_roll`."""
    from kiosk.exchange import roll

    return roll.preview(path, mapping)


def import_roll(
    station: Station,
    path: Path,
    mapping: Columns | None = None,
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    dry_run: bool = False,
) -> ImportReport:
    """Take the people of `path` onto the roll in one transaction, and return what came of it.

    A row that was imported before, by its ticket, reference, mail or phone and name, updates its
    person; what a desk corrected meanwhile stays unless the file changed there too. `on_progress` is
    told (rows done, rows in the file). Nothing is changed if a FileRefused, a Cancelled or a NeedsApproval
    comes out, or with `dry_run`.
    """
    staff.require(station, Right.IMPORT)
    from kiosk.exchange import roll

    with station.database.read() as connection:
        event = configured.event(connection)
    if event is None:
        raise InputRefused(Trouble.NO_EVENT)
    reading = roll.read(path, mapping, zone=ZoneInfo(event.time_zone))
    total = reading.count()
    report = ImportReport()
    with station.database.write(keep=not dry_run) as connection, bulk.roomy(connection):
        taking = _Taking.of(connection, station, report, reading.mapping)
        done = 0
        rows = _good(reading.people, report)
        while True:
            with bulk.undisturbed():
                batch = list(islice(rows, _BATCH))
                if not batch:
                    break
                taking.take(batch)
            done += len(batch)
            on_progress(done, total)
            if cancelled():
                raise Cancelled
    return report


def _good(rows: Iterator[RollRow | Problem], report: ImportReport) -> Iterator[RollRow]:
    from kiosk.exchange.roll import RollRow

    for row in rows:
        if isinstance(row, RollRow):
            yield row
        else:
            report.problems.append(row)


@dataclass(slots=True)
class _Taking:
    """One import under way: what it writes with, and what the file has told so far."""

    connection: Connection
    station: Station
    report: ImportReport
    event_id: uuid.UUID
    categories: dict[str, str]
    stated: dict[str, str]
    first_file: bool
    taken: set[str] = field(default_factory=set)
    """Whom the file has named already: each of its rows is somebody else."""

    @classmethod
    def of(cls, connection: Connection, station: Station, report: ImportReport, columns: Columns) -> _Taking:
        event = configured.event(connection)
        assert event is not None
        known = configured.categories(connection).values()
        named = {called(word): one.id for one in known for word in one.called}
        # A cell left empty says that there is nothing; a column that is not there says nothing at all.
        stated = {str(one): "" for one in columns.fields if one in _EMPTIED_BY_FILES}
        nobody = people.count(connection) == 0
        return cls(connection, station, report, uuid.UUID(event.id), named, stated, nobody)

    def take(self, batch: list[RollRow]) -> None:
        """Take one batch of rows."""
        keys = [brief(row.key) for row in batch]
        known = people.imported(self.connection, keys)
        unknown = [row for row, key in zip(batch, keys, strict=True) if key not in known]
        alike = {} if self.first_file else people.alike(self.connection, map(_folded_name, unknown))
        self.taken.update(one.attendee_id for one in known.values())
        drafts: list[Draft] = []
        for row, key in zip(batch, keys, strict=True):
            before = known.get(key)
            subject = before.subject if before else self._alike(row, key, alike.get(_folded_name(row), ()))
            draft = self._draft(row, key, subject, before.digest if before else b"")
            if draft is not None:
                self.taken.add(draft.subject)
                self.report.told.append(before.attendee_id if before else draft.subject)
                drafts.append(draft)
        journal.record(self.connection, self.station.author, drafts)

    def _draft(self, row: RollRow, key: str, subject: str, digest: bytes) -> Draft | None:
        content: dict[str, Any] = {"set": self._values(row), "extra": [*map(list, row.extra.items())]}
        if not subject:
            self.report.new += 1
            # The same person imported at two desks that have not met is the same person.
            subject = subject_of(self.event_id, key)
            content["code"] = codes.make(self.station.new_code_bits())
        elif digest == row_digest(content):
            self.report.unchanged += 1
            return None
        else:
            self.report.updated += 1
        return Draft(Kind.ATTENDEE_IMPORTED, subject, {"key": key, **content})

    def _alike(self, row: RollRow, key: str, candidates: Sequence[Attendee]) -> str:
        """Return who of the same name has the row's mail, phone or company too; "" for somebody new.

        Of two people of one name and mail with two tickets of one shop, the mail does not make one.
        """
        for one in candidates:
            if one.id in self.taken:
                continue
            mail, phone = str(row.values.get("email", "")), str(row.values.get("phone", ""))
            same_mail = bool(mail) and mail.casefold() == one.email.casefold()
            same_phone = bool(phone) and phone == one.phone
            nothing_else = not (mail and one.email) and not (phone and one.phone)
            same_company = fold(str(row.values.get("company", ""))) == fold(one.company)
            if same_mail or same_phone or (nothing_else and same_company):
                kind = key.rpartition(":")[0] + ":"
                others = people.import_keys(self.connection, one.id) if kind.startswith(_SURE) else ()
                if not any(other.startswith(kind) for other in others):
                    return one.id
        return ""

    def _values(self, row: RollRow) -> dict[str, str]:
        values = self.stated | {
            name: value.isoformat() if isinstance(value, datetime) else str(value)
            for name, value in row.values.items()
        }
        if row.category_text:
            values["category"] = self._category(row.category_text)
        return values

    def _category(self, word: str) -> str:
        """The category that a file calls `word`; a new one if nobody has heard of it."""
        known = self.categories.get(called(word))
        if known is not None:
            return known
        key, body = made(word, len(set(self.categories.values())))
        drafts = [Draft(Kind.CATEGORY_CONFIGURED, key, body)]
        journal.record(self.connection, self.station.author, drafts)
        self.categories[called(word)] = key
        return key


def _folded_name(row: RollRow) -> str:
    return fold(str(row.values.get("name_latin") or row.values.get("name_arabic") or ""))
