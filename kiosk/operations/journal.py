"""The journal, for people: what happened, whether it is whole, and folding the tables again from it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain import codes
from kiosk.domain.facts import Fact
from kiosk.operations.admissions import holder
from kiosk.operations.station import Station
from kiosk.store import journal


def log(station: Station, limit: int = 50, *, code: str = "", kind: str = "") -> list[Fact]:
    """Return the last `limit` facts, newest first, about whoever has `code` if given."""
    with station.database.read() as connection:
        subject = ""
        if code:
            one = holder(connection, codes.clean(code))
            subject = one.id if one else code
        return journal.latest(connection, limit, subject=subject, kind=kind)


def rebuild(station: Station, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Fold every table again from the journal, and return how many facts there are.

    `on_progress` is told (facts done, facts in all).
    """
    with station.database.write() as connection:
        total = journal.count(connection)
        tell = None if on_progress is None else (lambda done: on_progress(done, total))
        return journal.rebuild(connection, tell)


def broken(station: Station) -> Fact | None:
    """Return the first fact that was changed or follows a missing one; None if the journal is whole."""
    with station.database.read() as connection:
        return journal.broken(connection)
