"""The end of a day: whoever is still inside by then has gone, though nobody scanned them out."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Direction, last_end
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.operations.station import Station
from kiosk.store import admissions, configured, journal
from kiosk.store.database import Connection
from kiosk.store.journal import Draft


def close_days(station: Station) -> int:
    """Record the exits of all lists whose day has ended meanwhile; return how many."""
    with station.database.read() as connection:
        ending = [one for one in configured.lists(connection) if one.day_ends is not None]
        if not any(_end_not_seen(connection, station, one) for one in ending):
            return 0
    with station.database.write() as connection:
        return sum(close_day(connection, station, one) for one in ending)


def close_day(connection: Connection, station: Station, check_in_list: CheckInList) -> int:
    """Record the exits of one list if its day has ended since this was last asked; return how many.

    Each stands at the moment the day ended, and has the same scan id at every desk that records it. The
    end counts as seen to when nothing is left to record: what a transaction could not keep is tried again.
    """
    end = _end_not_seen(connection, station, check_in_list)
    if end is None:
        return 0
    end_ms = round(end.timestamp() * 1000)
    left = admissions.still_inside(connection, check_in_list.id, end_ms)
    if not left:
        station.days_ended[check_in_list.id] = end, _others_heads(connection, station)
    drafts = [
        Draft(Kind.ADMISSION_GIVEN, one, {**_exit(station, check_in_list.id, one, end_ms), "after": hlc})
        for one, hlc in left
    ]
    journal.record(connection, station.author, drafts)
    return len(drafts)


def _end_not_seen(connection: Connection, station: Station, check_in_list: CheckInList) -> datetime | None:
    """When the list's day last ended; None if it has none, or that end has been seen to already.

    What another desk tells later of the time before is seen to again.
    """
    if check_in_list.day_ends is None:
        return None
    event = configured.event(connection)
    zone = ZoneInfo(event.time_zone) if event else UTC
    end = last_end(check_in_list.day_ends, station.now, zone)
    seen = station.days_ended.get(check_in_list.id)
    return None if seen == (end, _others_heads(connection, station)) else end


def _others_heads(connection: Connection, station: Station) -> dict[str, int]:
    """The number of the last fact known of every other desk."""
    heads = journal.heads(connection)
    heads.pop(station.settings.origin, None)
    return heads


def _exit(station: Station, list_id: str, attendee_id: str, end_ms: int) -> dict[str, object]:
    return {
        "list": list_id,
        "direction": Direction.EXIT,
        "station": station.settings.name,
        "scan": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{list_id}/{attendee_id}/{end_ms}")),
        "code": "",
        "at": end_ms,
        "automatic": True,
    }
