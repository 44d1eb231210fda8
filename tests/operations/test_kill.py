"""Killed in the middle of admissions: every acknowledged one is there, and no half ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk import app
from kiosk.operations import journal
from kiosk.store import tables
from tests.stations import guest, new_station

DESK = """
import sys
from pathlib import Path
from kiosk import app
from kiosk.operations.admissions import Ask, admit
station = app.open_station(Path(sys.argv[1]))
for line in sys.stdin:
    outcome = admit(station, Ask("thursday", code=line.strip(), scan_id=line.strip()))
    print(line.strip(), outcome.verdict.reason, flush=True)
"""


@pytest.mark.parametrize("kill_after", [1, 7, 20, 33, 49])
def test_row_96_killed_in_the_middle_of_fifty_admissions(tmp_path: Path, kill_after: int) -> None:
    survives_a_kill(tmp_path, kill_after)


def survives_a_kill(tmp_path: Path, kill_after: int) -> None:
    """Kill a desk after so many acknowledged admissions of fifty, and see what is there afterwards."""
    folder = tmp_path / "s"
    station = new_station(folder)
    codes = [guest(station, f"Guest {n}", company=f"Firm {n}").code for n in range(50)]
    for code in codes:
        annul_keeping_them(station, code)
    app.close(station)

    desk = subprocess.Popen(
        [sys.executable, "-c", DESK, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert desk.stdin is not None
    assert desk.stdout is not None
    desk.stdin.write("\n".join(codes) + "\n")
    desk.stdin.flush()
    acknowledged = [desk.stdout.readline().split() for _ in range(kill_after)]
    os.kill(desk.pid, signal.SIGKILL)  # the desk is at some later admission by now
    acknowledged += [line.split() for line in desk.stdout if line.endswith("\n")]
    desk.stdin.close()
    desk.stdout.close()
    desk.wait()
    assert all(answer == "valid" for _code, answer in acknowledged)

    station = app.open_station(folder)
    with station.database.read() as connection:
        there = set(
            connection.execute(select(tables.admission.c.scan).where(~tables.admission.c.annulled)).scalars()
        )
        inside = connection.execute(select(func.count()).where(tables.presence.c.inside)).scalar_one()
        jobs = connection.execute(select(func.count(tables.print_job.c.attendee_id.distinct()))).scalar_one()
    assert {code for code, _answer in acknowledged} <= there
    assert inside == len(there), "no half one: an admission is in all its tables or in none"
    assert jobs == 50
    assert journal.broken(station) is None
    before = len(there)
    journal.rebuild(station)
    with station.database.read() as connection:
        assert connection.execute(select(func.count()).where(tables.presence.c.inside)).scalar_one() == before
    app.close(station)


def annul_keeping_them(station: object, code: str) -> None:
    """Take back the admission of a walk-in but not their registration."""
    from kiosk.domain.facts import Kind
    from kiosk.operations import people
    from kiosk.operations.station import Station
    from kiosk.store import admissions
    from kiosk.store import journal as stored
    from kiosk.store.journal import Draft

    assert isinstance(station, Station)
    one = people.by_code(station, code)
    with station.database.write() as connection:
        (given,) = admissions.history(connection, one.id, "thursday")
        stored.record(
            connection, station.author, [Draft(Kind.ADMISSION_ANNULLED, one.id, {"undoes": given.id})]
        )
