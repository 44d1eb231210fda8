"""The journal, for people: what happened, whether it is whole, and folding the tables again from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kiosk.domain import codes
from kiosk.domain.facts import Fact, Kind, canonical
from kiosk.domain.staff import Right
from kiosk.operations import staff
from kiosk.operations.holders import holder
from kiosk.operations.station import Station
from kiosk.store import journal, pairing

_TOLD_OF_STAFF: Final = ("name", "role", "active", "approved")


def log(station: Station, limit: int = 50, *, code: str = "", kind: str = "") -> list[Fact]:
    """Return the last `limit` facts, newest first, about whoever has `code` if given; NeedsApproval.

    What is kept of people's PINs is not among what they say.
    """
    staff.require(station, Right.SEE_LOG)
    with station.database.read() as connection:
        subjects: tuple[str, ...] = ()
        if code:
            one = holder(connection, codes.clean(code))
            subjects = pairing.all_of(connection, one.id if one else code)
        return [_shown(fact) for fact in journal.latest(connection, limit, subjects=subjects, kind=kind)]


def _shown(fact: Fact) -> Fact:
    """The fact as people may see it: from a PIN's digest, a computer would soon have the PIN."""
    if fact.kind != Kind.STAFF_CONFIGURED:
        return fact
    try:
        body = fact.content()
    except (ValueError, RecursionError):
        body = {}
    told = {key: body[key] for key in _TOLD_OF_STAFF if key in body}
    return replace(fact, body=canonical(told), read=told)


def rebuild(station: Station, on_progress: Callable[[int, int], None] | None = None) -> int:
    """Fold every table again from the journal, and return how many facts there are.

    `on_progress` is told (facts done, facts in all). NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
    with station.database.write() as connection:
        total = journal.count(connection)
        tell = None if on_progress is None else (lambda done: on_progress(done, total))
        return journal.rebuild(connection, tell)


def broken(station: Station) -> Fact | None:
    """Return the first fact that was changed or follows a missing one; None if the journal is whole."""
    with station.database.read() as connection:
        return journal.broken(connection)
