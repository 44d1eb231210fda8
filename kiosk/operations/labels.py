"""The labels left on each printer's roll: counted down as badges come out, and up with a new roll."""

from __future__ import annotations

from kiosk.domain.printers import LABELS_MOST
from kiosk.domain.staff import Right
from kiosk.operations import staff
from kiosk.operations.routing import named
from kiosk.operations.station import Station
from kiosk.store import printers
from kiosk.store.database import Connection


def roll_changed(station: Station, printer: str, labels: int | None = None) -> int:
    """Count from a new roll on, of so many `labels` or as many as its rolls have, and return how many.

    InputRefused with UNKNOWN_PRINTER; NeedsApproval.
    """
    staff.require(station, Right.PRINT)
    one = named(station, printer)
    full = min(max(one.labels if labels is None else labels, 0), LABELS_MOST)
    with station.database.write() as connection:
        printers.keep_labels(connection, one.name, full, station.now_ms())
    return full


def count_down(connection: Connection, station: Station, printer: str) -> None:
    """Take one label from this printer's roll, where its labels are counted."""
    one = next((one for one in station.printers if one.name == printer), None)
    if one is None or not one.labels:
        return
    known = printers.get(connection, printer)
    left = one.labels if known is None or known.labels_left is None else known.labels_left
    printers.keep_labels(connection, printer, max(left - 1, 0), station.now_ms())
