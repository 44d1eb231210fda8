"""The history of the schema: it ends where today's tables are, and is never asked at an ordinary start."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from kiosk import app, paths
from kiosk.store import admissions, database, namesakes, people, print_jobs, search, tables
from kiosk.store.database import Connection, Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "marhaba.db"
    made.touch()
    database.create(made)
    return made


OWN_WORDS = {"attendee_search": tables.SEARCH_DDL, "attendee_code_in_any_case": tables.CODE_INDEX_DDL}
"""What SQLAlchemy has no words for."""


def test_the_migrations_end_at_today_s_tables(file: Path) -> None:
    opened = Database(file)
    with opened.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _o, name, *_: not name.startswith(tuple(OWN_WORDS))}
        )
        differences = compare_metadata(context, tables.metadata)
        assert differences == []
        for name, ddl in OWN_WORDS.items():
            made = connection.execute(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}
            )
            assert made.scalar_one().split() == ddl.split()
    opened.close()


def test_without_rowid_tables_are_so_in_both(file: Path) -> None:
    opened = Database(file)
    with opened.read() as connection:
        told = connection.execute(text("SELECT name FROM pragma_table_list WHERE wr = 1 AND schema = 'main'"))
        made = {name for name in told.scalars() if not name.startswith("attendee_search")}
    opened.close()
    wanted = {
        t.name for t in tables.metadata.sorted_tables if t.dialect_options["sqlite"]["with_rowid"] is False
    }
    assert made == wanted


def test_the_newest_migration_is_the_one_that_the_store_knows() -> None:
    assert ScriptDirectory(str(paths.db() / "migrations")).get_heads() == [tables.HEAD_OF_SCHEMA]


def test_an_ordinary_start_does_not_load_alembic(tmp_path: Path) -> None:
    import subprocess

    app.close(app.create_station(tmp_path / "s"))
    look = (
        "import sys; from pathlib import Path; from kiosk import app;"
        "app.close(app.open_station(Path(sys.argv[1]))); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, str(tmp_path / "s")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@contextmanager
def older(file: Path, revision: str) -> Iterator[Connection]:
    """Make the database `file` as it was at `revision`, to be written to."""
    from alembic import command
    from alembic.config import Config

    file.touch()
    config = Config()
    config.set_main_option("script_location", str(paths.db() / "migrations"))
    opened = Database(file)
    with opened.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection
    opened.close()


@contextmanager
def upgraded(file: Path) -> Iterator[Connection]:
    """Bring the database `file` to today's tables, to be read."""
    database.upgrade(file)
    opened = Database(file)
    with opened.read() as connection:
        yield connection
    opened.close()


def test_what_a_first_station_held_is_there_with_the_doors_of_now(tmp_path: Path) -> None:
    """A database of the first tables, with somebody inside, opens and works on."""
    file = tmp_path / "marhaba.db"
    with older(file, "0001") as connection:
        for statement in (
            """INSERT INTO attendee VALUES (1, 'a', 'C', 'Ali', '', '', '', '', '', '', '', '', '', '',
            'confirmed', '', '', '', 'ali')""",
            """INSERT INTO admission VALUES ('f', 'a', 'door', 'entry', 1729754520000, 7, 'D', 1, 'Accueil 1',
            '', 's', '', 0)""",
        ):
            connection.execute(text(statement))
    with upgraded(file) as connection:
        (one,) = people.everybody(connection)
        (past,) = admissions.history(connection, "a", "door")
        (shown,) = admissions.by_desk(connection, "D", 5)
        assert admissions.barred(connection, "C") is None
    assert one.name_latin == "Ali"
    assert dict(one.answers) == {}
    assert past == shown
    assert past.station == "Accueil 1"


@pytest.mark.parametrize("revision", ["0002", "0006", "0007"])
def test_whom_an_older_station_held_is_found_by_the_sound_of_the_name(tmp_path: Path, revision: str) -> None:
    """The index and the lists of words came later: opening fills them from the people who are there."""
    file = tmp_path / "marhaba.db"
    with older(file, revision) as connection:
        values = ("a", "C", "", "هشام شيكر", "OCP", *[""] * 8, "confirmed", "", "", '{"Table": "12"}', "", "")
        insert = f"INSERT INTO attendee VALUES (7{', ?' * len(values)})"
        connection.exec_driver_sql(insert, values)
    with upgraded(file) as connection:
        for typed in ("chikr hicham", "شيكر", "ocp", "12"):
            assert [hit.number for hit in search.hits(connection, typed)] == [7], typed


def test_whoever_has_the_name_of_an_older_station_s_guest_is_their_namesake(tmp_path: Path) -> None:
    """The keys of names came later: opening works them out from the names that are there."""
    file = tmp_path / "marhaba.db"
    with older(file, "0008") as connection:
        for number, latin, arabic in ((1, "Hicham Chikr", ""), (2, "", "هشام شيكر"), (3, "Omar Chikr", "")):
            values = (number, f"a{number}", f"C{number}", latin, arabic, *[""] * 9, "confirmed", *[""] * 5)
            connection.exec_driver_sql(f"INSERT INTO attendee VALUES (?{', ?' * 19})", values)
    with upgraded(file) as connection:
        one, two, _three = people.everybody(connection)
        assert namesakes.of(connection, one) == (two,)
        assert namesakes.of(connection, two) == (one,)


def test_a_code_that_an_older_station_held_is_found_in_any_case(tmp_path: Path) -> None:
    """The index that leaves the case aside came later; with it, nobody looks through every code."""
    file = tmp_path / "marhaba.db"
    with older(file, "0003") as connection:
        values = ("a", "C", "Ali", *[""] * 10, "confirmed", "", "", "", "ali", "")
        connection.exec_driver_sql(f"INSERT INTO attendee VALUES (7{', ?' * len(values)})", values)
        connection.execute(text("INSERT INTO attendee_code VALUES ('Gate-é1', 'a')"))
    with upgraded(file) as connection:
        for code, there in (("gATE-é1", 1), ("Gate-É1", 0)):
            assert len(people.with_code_folded(connection, [code])) == there, code
        plan = "EXPLAIN QUERY PLAN SELECT * FROM attendee_code WHERE code COLLATE NOCASE IN ('a', 'b')"
        assert any("attendee_code_in_any_case" in str(row) for row in connection.execute(text(plan)))


def test_codes_and_keys_of_an_older_station_are_their_attendee_s_own(tmp_path: Path) -> None:
    """Nobody was merged before the fourth schema: what opened a door stays whose it was."""
    file = tmp_path / "marhaba.db"
    with older(file, "0004") as connection:
        values = ("a", "C", "Ali", *[""] * 10, "confirmed", *[""] * 5)
        connection.exec_driver_sql(f"INSERT INTO attendee VALUES (7{', ?' * len(values)})", values)
        connection.exec_driver_sql("INSERT INTO attendee_code VALUES ('C', 'a')")
        connection.exec_driver_sql("INSERT INTO import_key VALUES ('ref:1', 'a', x'00')")
    with upgraded(file) as connection:
        ((subject, one),) = people.with_code(connection, "C")
        known = people.imported(connection, ["ref:1"])["ref:1"]
        assert people.attendee(connection, "a") == one
    assert (subject, one.name_latin, known.attendee_id, known.subject) == ("a", "Ali", "a", "a")


def test_what_an_older_station_had_to_print_and_has_printed_is_there(tmp_path: Path) -> None:
    """It had one printer: what waits is given to one when the queue is next run, what was sent stays sent."""
    file = tmp_path / "marhaba.db"
    with older(file, "0005") as connection:
        for key, state, printer in (("w", "queued", ""), ("p", "printing", "badge")):
            values = (key, "a", state, "", "", "7", printer, 2, 1729754520000, 1729754520001)
            connection.exec_driver_sql(f"INSERT INTO print_job VALUES (?{', ?' * 9})", values)
        for n, body in enumerate(('{"station":"Accueil 2","job":"j"}', "{}", "no json", '{"station":3}')):
            columns = ("D", n, f"f{n}", n, n, "badge.printed", 1, "a", "", b"", body, b"", b"")
            connection.exec_driver_sql(f"INSERT INTO fact VALUES (?{', ?' * 12})", columns)
            connection.exec_driver_sql("INSERT INTO badge VALUES (?, 'a', ?, 'D')", (f"f{n}", n))
    with upgraded(file) as connection:
        waits, printing = print_jobs.in_state(connection, print_jobs.OPEN)
        badges = admissions.badges_of(connection, "a")
    assert (waits.id, waits.printer, waits.queue, waits.tries) == ("w", "", "", 2)
    assert (printing.printer, printing.queue, printing.reference, printing.spool_name) == (
        "", "badge", "7", "p",
    )  # fmt: skip
    assert waits.changed_at == waits.queued_at
    assert waits.pace is print_jobs.Pace.AT_DESK
    assert [one.station for one in badges] == ["", "", "", "Accueil 2"]
