"""What this desk knows of its printers: how each was when last asked, since when, and the labels left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from kiosk.store import tables
from kiosk.store.admissions import moment


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """One printer as it was last seen; `labels_left` is None where nobody has put a roll in yet."""

    name: str
    ready: bool
    reasons: tuple[str, ...]
    detail: str
    since: datetime
    labels_left: int | None


def _row(row: Row[*tuple[Any, ...]]) -> PrinterRow:
    name, ready, reasons, detail, since_ms, labels_left = row
    return PrinterRow(name, ready, tuple(reasons.split()), detail, moment(since_ms), labels_left)


def get(connection: Connection, name: str) -> PrinterRow | None:
    """Return what is known of this printer, or None."""
    row = connection.execute(select(tables.printer).where(tables.printer.c.name == name)).first()
    return _row(row) if row else None


def everyone(connection: Connection) -> dict[str, PrinterRow]:
    """Return what is known of every printer, by name."""
    return {row.name: _row(row) for row in connection.execute(select(tables.printer))}


def holding_up(connection: Connection, job_id: str) -> PrinterRow | None:
    """Return the printer that this job was given, if it printed nothing when last asked."""
    there, job = tables.printer.c, tables.print_job.c
    query = select(tables.printer).join(tables.print_job, job.printer == there.name)
    row = connection.execute(query.where(job.id == job_id, there.ready.is_(False))).first()
    return _row(row) if row else None


def keep_state(
    connection: Connection, name: str, *, ready: bool, reasons: tuple[str, ...], detail: str, since_ms: int
) -> None:
    """Keep how a printer is since `since_ms`."""
    values = {"ready": ready, "reasons": " ".join(reasons), "detail": detail, "since_ms": since_ms}
    _keep(connection, name, values)


def keep_labels(connection: Connection, name: str, labels_left: int, now_ms: int) -> None:
    """Keep how many labels a printer has left."""
    usual = {"ready": True, "reasons": "", "detail": "", "since_ms": now_ms}
    _keep(connection, name, {"labels_left": labels_left}, usual)


def rename(connection: Connection, was: str, now: str) -> None:
    """Know of the printer `now` what was known of it as `was`."""
    there = tables.printer.c.name
    connection.execute(delete(tables.printer).where(there == now))
    connection.execute(update(tables.printer).where(there == was).values(name=now))


def _keep(
    connection: Connection, name: str, values: dict[str, Any], usual: dict[str, Any] | None = None
) -> None:
    statement = insert(tables.printer).values(name=name, **(usual or {}), **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
