"""Badges drawn by a process beside this one, as the window has it: the same, stopped and killed as well."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import app
from kiosk.badge import drawing_apart
from kiosk.domain.badge import JobState
from kiosk.errors import Cancelled
from kiosk.operations import badges, drawing, print_queue, print_rounds, sheets
from kiosk.operations.sheets import Choice
from kiosk.operations.station import Station
from tests.stations import guest

_PATIENCE_S = 60


@pytest.fixture
def beside(station: Station) -> Iterator[Station]:
    for number in range(30):
        guest(station, f"Guest {number}", name_arabic="ليلى", company=f"Company {number % 3}")
    station.draws_apart = True
    drawing.make_ready(station)
    yield station
    drawing_apart.shared().close()


def processes() -> list[int]:
    found = [child for child in multiprocessing.active_children() if child.name == "badges"]
    return [child.pid for child in found if child.pid is not None]


def here(station: Station) -> Station:
    station.draws_apart = False
    return station


def test_the_roll_is_the_same_whoever_draws_it(beside: Station) -> None:
    told: list[tuple[int, int]] = []
    apart = badges.badges_pdf(beside, on_page=lambda *how_far: told.append(how_far))
    assert told[-1] == (30, 30)
    assert {total for _done, total in told} == {30}
    assert badges.badges_pdf(here(beside)) == apart


def test_sheets_are_stopped_where_somebody_asks_for_it(beside: Station) -> None:
    before = processes()

    def stop(_done: int, total: int) -> None:
        assert total == 30
        raise Cancelled

    with pytest.raises(Cancelled):
        sheets.drawn(beside, Choice(), on_page=stop)
    assert processes() == before, "the process of a stopped batch is gone, the one for single badges is not"
    assert badges.badges_pdf(beside).pdf


def test_a_job_is_printed_though_the_process_was_killed(beside: Station) -> None:
    print_rounds.run_queue(beside)
    (waiting,) = processes()
    os.kill(waiting, signal.SIGKILL)
    somebody = guest(beside, "Salma Aït Ouakrim")
    assert somebody.attendee is not None
    print_rounds.run_queue(beside)
    assert {job.state for job in print_queue.jobs(beside, limit=100)} == {JobState.DONE}


def test_control_c_stops_a_batch_of_the_command_line_and_leaves_no_file(tmp_path: Path) -> None:
    folder, file = tmp_path / "station", tmp_path / "badges.pdf"
    app.close(app.demo_station(8000, folder=folder))
    command = [sys.executable, "-m", "kiosk", "--station", str(folder), "--language", "en"]
    command += ["badges", "--pdf", str(file)]
    for moment in (_opening, _reading_libraries, _drawing):
        with _with_control_c(), subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
            moment(running)
            running.send_signal(signal.SIGINT)
            assert running.stderr is not None
            said = running.stderr.read()
        # Python may end by the signal itself though all was said; a shell tells either as 130.
        assert running.returncode in {130, -signal.SIGINT}, said
        assert said == "Stopped; nothing was changed.\n", moment
        assert list(tmp_path.iterdir()) == [folder]


@contextmanager
def _with_control_c() -> Iterator[None]:
    """Have what is started meanwhile heed Ctrl+C, which a suite in the background does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _opening(running: subprocess.Popen[str]) -> None:
    """Wait until the station is opened."""
    _wait_until(lambda: "sqlcipher" in _loaded(running.pid), running)


def _reading_libraries(running: subprocess.Popen[str]) -> None:
    _wait_until(lambda: "_harfbuzz" in _loaded(running.pid), running)


def _drawing(running: subprocess.Popen[str]) -> None:
    _reading_libraries(running)
    drawing = _worked_s(running.pid) + 0.3
    _wait_until(lambda: _worked_s(running.pid) > drawing, running)


def _wait_until(is_so: Callable[[], bool], running: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        assert running.poll() is None, "it ended before it was stopped"
        time.sleep(0.001)


def _worked_s(process: int) -> float:
    """Return how long the process has worked a processor."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _loaded(process: int) -> str:
    """Return which libraries the process has: SQLCipher with the station, HarfBuzz with the first badge."""
    try:
        return Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return ""
