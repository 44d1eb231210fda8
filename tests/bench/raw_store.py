"""The floor that the store is measured against: the same driver and settings, SQL by hand, nothing else.

One table of people with a code, one of admissions; each admission looks the person up, reads what they
did before, writes one row and commits it to the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768")


def connect(file: Path) -> Any:
    """Return a connection that commits as the station's does: write-ahead log, synchronous FULL."""
    connection = dbapi2.connect(str(file), isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


class RawDesk:
    """Admissions by hand in a database of its own at `file`, with the people of `codes_and_names`."""

    def __init__(self, file: Path, codes_and_names: Iterable[tuple[str, str]]) -> None:
        self._connection = connect(file)
        self._connection.executescript(
            "CREATE TABLE person (number INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);"
            "CREATE TABLE passage (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, list TEXT NOT NULL,"
            " at_ms INTEGER NOT NULL);"
            "CREATE INDEX passage_by_person ON passage (person, list);"
        )
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO person (code, name) VALUES (?, ?)", codes_and_names)
        self._connection.execute("COMMIT")

    def admit(self, code: str, list_id: str, at_ms: int) -> None:
        """Find, read the history, insert, commit."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        number, _name = run("SELECT number, name FROM person WHERE code = ?", (code,)).fetchone()
        run("SELECT id, at_ms FROM passage WHERE person = ? AND list = ?", (number, list_id)).fetchall()
        run("INSERT INTO passage (person, list, at_ms) VALUES (?, ?, ?)", (number, list_id, at_ms))
        run("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class BareCommit:
    """One row a transaction into a table without anything else: what the disk and SQLite ask for."""

    def __init__(self, file: Path) -> None:
        self._connection = connect(file)
        self._connection.execute("CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")

    def __call__(self) -> None:
        """Insert one row and commit it."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO line (text) VALUES (?)", ("x" * 100,))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def write_rows(file: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write `rows`, their header first, into one table in one transaction."""
    header, *people = rows
    connection = connect(file)
    connection.execute(f"CREATE TABLE roll ({', '.join(f'c{n} TEXT' for n in range(len(header)))})")
    connection.execute("BEGIN IMMEDIATE")
    places = ", ".join("?" * len(header))
    connection.executemany(f"INSERT INTO roll VALUES ({places})", people)
    connection.execute("COMMIT")
    connection.close()
