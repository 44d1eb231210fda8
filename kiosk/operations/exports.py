"""Writing the roll and its attendance to a file that a spreadsheet opens, and that an import takes again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kiosk import language, words
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Attendee, Category
from kiosk.domain.staff import Right
from kiosk.errors import FileRefused, Trouble
from kiosk.language import _
from kiosk.operations import staff
from kiosk.operations.requests import the_list
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, people
from kiosk.store.admissions import Presence
from kiosk.store.database import Connection

_FIELDS: Final[tuple[tuple[str, Callable[[Attendee], str]], ...]] = (
    ("reference", lambda one: one.reference),
    ("name_latin", lambda one: one.name_latin),
    ("name_arabic", lambda one: one.name_arabic),
    ("company", lambda one: one.company),
    ("function", lambda one: one.function),
    ("email", lambda one: one.email),
    ("phone", lambda one: one.phone),
    ("ticket", lambda one: one.ticket),
    ("status", lambda one: words.registration(one.registration)),
    ("note", lambda one: one.note),
    ("attention", lambda one: one.attention),
)
"""Fields, called as importing calls them so that it knows the file again, and what stands under them."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The columns of one export: those of a person, the files' own, and four for each list."""

    categories: Mapping[str, Category]
    extra: Sequence[str]
    lists: Sequence[tuple[CheckInList, Mapping[str, Presence]]]
    zone: tzinfo

    @classmethod
    def of(cls, connection: Connection, lists: Sequence[CheckInList]) -> _Sheet:
        event = configured.event(connection)
        own: dict[str, None] = {}
        for one in people.everybody(connection):
            own.update(dict.fromkeys(one.extra))
        return cls(
            categories=configured.categories(connection),
            extra=tuple(own),
            lists=[(one, admissions.attendance(connection, one.id)) for one in lists],
            zone=ZoneInfo(event.time_zone) if event else UTC,
        )

    def header(self) -> list[str]:
        known = (*(name for name, _value in _FIELDS), "category", "valid_from", "valid_until")
        titles = [*map(words.column_field, known), _("Badge code"), *self.extra]
        for one, _presences in self.lists:
            title = one.title.best(language.current()) or one.id
            titles += [
                f"{title} – {part}"
                for part in (_("first entry"), _("last passage"), _("inside"), _("entries"))
            ]
        return titles

    def row(self, one: Attendee) -> list[str]:
        cells = [value(one) for _name, value in _FIELDS]
        known = self.categories.get(one.category)
        cells.append(known.title.best(language.current()) if known else one.category)
        cells += [self._time(one.valid_from), self._time(one.valid_until), one.code]
        cells += [one.extra.get(name, "") for name in self.extra]
        for _list, presences in self.lists:
            there = presences.get(one.id, Presence())
            inside = _("yes") if there.inside else ""
            entries = str(there.entries) if there.entries else ""
            cells += [self._time(there.first_at), self._time(there.last_at), inside, entries]
        return cells

    def _time(self, at: datetime | None) -> str:
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M:%S}" if at else ""


def export_attendance(
    station: Station,
    path: Path,
    list_id: str = "",
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    """Write everybody with their attendance, on one list or on all, to the CSV file `path`; return how many.

    `on_progress` is told (people done, people in all). InputRefused with UNKNOWN_LIST, FileRefused with
    FILE_UNWRITABLE; a file that was there before stays as it was then. NeedsApproval.
    """
    staff.require(station, Right.EXPORT)
    from kiosk.exchange import export

    with station.database.read() as connection:
        lists = [the_list(connection, list_id)] if list_id else configured.lists(connection)
        total = people.count(connection)
        sheet = _Sheet.of(connection, lists)
        export.write_csv(path, sheet.header(), _rows(connection, sheet, total, on_progress))
    return total


def _rows(
    connection: Connection, sheet: _Sheet, total: int, on_progress: Callable[[int, int], None]
) -> Iterator[list[str]]:
    for done, one in enumerate(people.everybody(connection), start=1):
        yield sheet.row(one)
        on_progress(done, total)


def write_file(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all; FileRefused with FILE_UNWRITABLE."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        detail = error.strerror or str(error)
        raise FileRefused(Trouble.FILE_UNWRITABLE, file=path, detail=detail) from error
    finally:  # whatever ended it, be it somebody who pressed Ctrl+C
        with suppress(OSError):
            part.unlink(missing_ok=True)
