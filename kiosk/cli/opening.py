"""Opening the station that a command works on, and closing it whatever happens."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from kiosk import app
from kiosk.operations import events
from kiosk.operations.station import Station


@contextmanager
def reading(asked: Namespace) -> Iterator[Station]:
    """Give the station to look at, while a desk may be working there."""
    yield from _opened(asked, reading=True)


@contextmanager
def writing(asked: Namespace) -> Iterator[Station]:
    """Give the station to work on; refused while another program works there."""
    yield from _opened(asked, reading=False)


def _opened(asked: Namespace, *, reading: bool) -> Iterator[Station]:
    station = app.open_station(asked.station, reading=reading)
    try:
        yield station
    finally:
        app.close(station)


def zone(station: Station) -> tzinfo:
    """Return the time zone in which times are told here: the event's, or Morocco's."""
    event = events.overview(station).event
    return ZoneInfo(event.time_zone) if event else timezone(timedelta(hours=1))
