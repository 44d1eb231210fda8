"""The station's SQLite file: opening it safely, one writer at a time, transactions, and what its errors mean.

Commits are on the disk when they return: write-ahead log, `synchronous=FULL`. Queries live beside
their subjects; only operations open transactions.
"""

from __future__ import annotations

import errno
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, exc, select, text
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from kiosk import paths
from kiosk.errors import StationError, Trouble
from kiosk.store import tables

__all__ = [
    "OLDEST_SQLITE",
    "Connection",
    "Database",
    "DatabaseMistakeError",
    "create",
    "is_unused",
    "upgrade",
]

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older ones can lose a transaction when two connections reset the write-ahead log at once."""

_PATIENCE_S: Final = 5.0
_LOOKED_S: Final = 2
"""A file that another program writes is opened anew so often: it may be read without its log (see below)."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-32768",
    "PRAGMA temp_store=MEMORY",
)
_FULL: Final = ("database or disk is full", "disk quota exceeded")
_READ_ONLY: Final = ("readonly database", "unable to open database file")
_IO_ERROR: Final = "disk i/o error"
_DAMAGED: Final = ("malformed", "file is not a database", _IO_ERROR)
_INDEX_BYTES: Final = 32_768
"""What SQLite sets aside for the index of a write-ahead log."""

_BUSY: Final = ("database is locked", "database table is locked")


class Database:
    """One station's database file. Every thread may use it; writes take turns.

    `read_only` opens it without changing a byte, for looking at a station that another program runs.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        if dbapi2.sqlite_version_info < OLDEST_SQLITE:
            raise StationError(Trouble.STATION_DAMAGED, folder=file.parent, detail=dbapi2.sqlite_version)
        self.file = file
        self.read_only = read_only
        self._turn = threading.RLock()
        self._engine = _engine(file, read_only=read_only)

    @contextmanager
    def write(self, *, keep: bool = True) -> Iterator[Connection]:
        """Give a connection in a transaction of its own; on the disk when the block ends, or nothing is.

        `keep=False` is for trying out: nothing of the block is kept.
        """
        if not self.file.exists():  # what is written to a file that was deleted is gone with the last program
            raise StationError(Trouble.STATION_MISSING, folder=self.file.parent)
        with self._turn, self._translated(), self._engine.connect() as connection:
            connection.execution_options(marhaba_begin="BEGIN IMMEDIATE")
            with connection.begin() as transaction:
                yield connection
                if not keep:
                    transaction.rollback()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database, whatever is written meanwhile."""
        with self._translated(), self._engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise self._trouble(str(error.orig)) from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StationError(Trouble.DISK_FULL, folder=self.file.parent) from error
            raise

    def _trouble(self, message: str) -> Exception:
        lowered = message.lower()
        folder = self.file.parent
        for words, code in (
            (_FULL, Trouble.DISK_FULL),
            (_READ_ONLY, Trouble.STATION_READ_ONLY),
            (_BUSY, Trouble.STATION_BUSY),
        ):
            if any(word in lowered for word in words):
                return StationError(code, folder=folder)
        if _IO_ERROR in lowered and not _has_room(folder):
            return StationError(Trouble.DISK_FULL, folder=folder)
        if any(word in lowered for word in _DAMAGED):
            return StationError(Trouble.STATION_DAMAGED, folder=folder, detail=message)
        return DatabaseMistakeError(message)


class DatabaseMistakeError(RuntimeError):
    """The database refused what we asked: a mistake of ours."""


def _engine(file: Path, *, read_only: bool) -> Engine:
    def connect() -> Any:
        return _opened_to_look(file) if read_only else _opened(file, "mode=rw")

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_recycle=_LOOKED_S if read_only else -1,
    )
    event.listen(engine, "connect", _on_connect_read_only if read_only else _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(raw: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        raw.execute(pragma).close()


def _on_connect_read_only(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA query_only=ON").close()
    raw.execute("PRAGMA trusted_schema=OFF").close()
    raw.execute("PRAGMA cache_size=-32768").close()


def _on_begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("marhaba_begin", "BEGIN")
    connection.exec_driver_sql(begin)


def _has_room(folder: Path) -> bool:
    """Whether a log's index could be written in `folder`."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_INDEX_BYTES))
            probe.flush()
    except OSError:
        return False
    return True


def _opened(file: Path, mode: str) -> Any:
    address = f"file:{quote(file.as_posix())}?{mode}"
    return dbapi2.connect(
        address, uri=True, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
    )


def _opened_to_look(file: Path) -> Any:
    """Open `file` without changing it, even on a disk that is full or may not be written.

    There the log's index has no room or cannot be locked: then the file alone is read, unless the log
    holds something that would be missed.
    """
    looking = _opened(file, "mode=ro")
    try:
        looking.execute("SELECT 1 FROM sqlite_master LIMIT 1").close()
    except dbapi2.OperationalError:
        looking.close()
        log = file.with_name(file.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return _opened(file, "immutable=1")
    return looking


def create(file: Path) -> None:
    """Make the database `file` with today's tables; the folder must be there."""
    dbapi2.connect(str(file)).close()
    file.touch()
    upgrade(file)


def is_unused(file: Path) -> bool:
    """Return whether nothing was ever written to the database `file`: at most its tables are there."""
    if file.stat().st_size == 0:
        return True
    database = Database(file, read_only=True)
    try:
        with database.read() as connection:
            if _version(connection) is not None:
                return connection.execute(select(tables.fact.c.seq).limit(1)).first() is None
            return connection.execute(text("SELECT 1 FROM sqlite_master LIMIT 1")).first() is None
    finally:
        database.close()


def upgrade(file: Path) -> None:
    """Bring the tables of `file` to the newest migration.

    Raises StationError with STATION_TOO_NEW for a file that a newer Marhaba has written.
    """
    database = Database(file)
    try:
        with database.read() as connection:
            version = _version(connection)
        if version == tables.HEAD_OF_SCHEMA:
            return
        _migrate(database, file)
    finally:
        database.close()


def is_current(file: Path) -> bool:
    """Return whether the tables of `file` are today's, so that it can be read as it is."""
    database = Database(file, read_only=True)
    try:
        with database.read() as connection:
            return _version(connection) == tables.HEAD_OF_SCHEMA
    finally:
        database.close()


def _version(connection: Connection) -> str | None:
    named = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    if connection.execute(named).first() is None:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(database: Database, file: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    from kiosk.store import namesakes, search

    config = Config()
    config.set_main_option("script_location", str(paths.db() / "migrations").replace("%", "%%"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StationError(Trouble.STATION_TOO_NEW, folder=file.parent) from error
        search.rebuild(connection)
        namesakes.rebuild(connection)
