"""Which of the desk's printers a badge goes to, and putting it into that one's queue."""

from __future__ import annotations

import uuid

from kiosk.domain.printers import FOLDER, Printer, chosen
from kiosk.errors import InputRefused, Trouble
from kiosk.operations.layouts import Layouts
from kiosk.operations.station import Station
from kiosk.store import people, print_jobs
from kiosk.store.database import Connection
from kiosk.store.print_jobs import Pace


def printer_for(station: Station, category: str) -> Printer:
    """Return the printer that the badges of this category go to now."""
    printers = station.printers
    if len(printers) == 1:
        return printers[0]
    return chosen(printers, category, layout_for(station, category))


def layout_for(station: Station, category: str) -> str:
    """Return the name of the layout that the badges of this category have."""
    return Layouts.of(station).by_category.get(category) or station.settings.layout


def queues_of(station: Station, printer: Printer) -> tuple[str, ...]:
    """Return what the queue of a printer goes by, the name first that jobs sent there keep.

    Its address, since two servers may each have a queue of one name; of a folder, where it is.
    """
    name = station.spooler_of(printer.name).name
    is_folder = printer.uri.partition(":")[0] == FOLDER
    return (name,) if is_folder else (printer.uri, name)


def named(station: Station, printer: str) -> Printer:
    """Return the printer of this name; InputRefused with UNKNOWN_PRINTER."""
    for one in station.printers:
        if one.name.casefold() == printer.casefold():
            return one
    known = ", ".join(one.name for one in station.printers)
    raise InputRefused(Trouble.UNKNOWN_PRINTER, value=printer, known=known)


def queue_badge(
    connection: Connection, station: Station, attendee_id: str, *, why: str = "", pace: Pace = Pace.AT_DESK
) -> str:
    """Queue a badge of this person and return the job's id; `why` is the reason of a reprint.

    `pace`: whether it is one of many, before whom whoever stands at the desk goes.
    """
    job_id = str(uuid.UUID(bytes=station.random(16), version=4))
    one = people.attendee(connection, attendee_id)
    printer = printer_for(station, one.category if one else "").name
    now_ms = station.now_ms()
    print_jobs.add(connection, job_id, attendee_id, now_ms, printer=printer, why=why, pace=pace)
    return job_id
