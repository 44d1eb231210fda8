"""Is the database sound, and do its tables say what its journal says? Looked at on a copy: nobody waits."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlalchemy import Connection, Table, func, select, text
from sqlcipher3 import dbapi2

from kiosk.store import journal, tables
from kiosk.store.database import OLDEST_SQLITE, Database


def sqlite_version() -> str:
    """Return the version of the SQLite that keeps the data."""
    return str(dbapi2.sqlite_version)


def sqlite_is_safe() -> bool:
    """Return whether that SQLite is new enough to be trusted with a desk's acts."""
    return bool(dbapi2.sqlite_version_info >= OLDEST_SQLITE)


def is_newer(connection: Connection) -> bool:
    """Return whether a newer Marhaba has brought the tables further than we know them."""
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(version) > tables.HEAD_OF_SCHEMA


def unsound(connection: Connection) -> str:
    """Return what SQLite's own examination finds first, or "" if it finds nothing."""
    found = str(connection.execute(text("PRAGMA integrity_check(1)")).scalar())
    return "" if found == "ok" else found


def copy(connection: Connection, file: Path) -> None:
    """Write what `connection` sees to the new database `file`."""
    target = dbapi2.connect(str(file))
    try:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.backup(target)
    finally:
        target.close()


def differing(database: Database) -> list[str]:
    """Fold every table again and return the names of those that had said something else.

    This changes the database: give it a copy.
    """
    with database.write() as connection:
        lost = connection.execute(text(_NOT_SEARCHABLE)).scalar()
        before = _digests(connection)
        journal.rebuild(connection)
        after = _digests(connection)
    return [name for name in before if before[name] != after[name]] + (["attendee_search"] if lost else [])


_NOT_SEARCHABLE = (
    "SELECT count(*) FROM (SELECT number FROM attendee EXCEPT SELECT rowid FROM attendee_search)"
)


def _digests(connection: Connection) -> dict[str, str]:
    return {table.name: _digest(connection, table) for table in tables.PROJECTIONS}


def _digest(connection: Connection, table: Table) -> str:
    # A person's number only says where their words are kept; a rebuild deals the numbers anew.
    columns = [column for column in table.columns if column.name != "number"]
    rows = connection.execution_options(yield_per=2000).execute(select(*columns).order_by(*columns))
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def last_moment(connection: Connection) -> int:
    """Return when (ms) the latest fact of all desks was written, by its desk's clock; 0 without any."""
    return int(connection.execute(select(func.max(tables.fact.c.wall_ms))).scalar() or 0)
