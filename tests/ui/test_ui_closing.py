"""A window closes at once, whatever a printer does; what waits for it is printed once, later."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kiosk import app
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer
from kiosk.operations import print_queue, print_rounds
from tests.shape.tree import ROOT
from tests.stations import guest, new_station

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_S = 4
"""A printer that does not answer is waited for ten seconds otherwise."""


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[str]:
    """The address of a printer that takes every call and never says a word; it notes that it was called."""
    line = socket.create_server(("127.0.0.1", 0))
    taken: list[socket.socket] = []

    def listen() -> None:
        while True:
            try:
                taken.append(line.accept()[0])
            except OSError:
                return
            (tmp_path / "station" / "asked").touch()

    listening = threading.Thread(target=listen)
    listening.start()
    yield f"ipp://127.0.0.1:{line.getsockname()[1]}/printers/badge"
    line.shutdown(socket.SHUT_RDWR)
    line.close()
    listening.join()
    for one in taken:
        one.close()


def test_a_printer_that_never_answers_keeps_no_window_open_and_no_badge_is_lost(
    tmp_path: Path, silent: str
) -> None:
    station = new_station(tmp_path / "station")
    app.with_settings(station, printers=(Printer("Hall", silent),))
    guest(station)
    app.close(station)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.child_closing", str(tmp_path / "station")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "closing\n"
        began = time.monotonic()
        assert child.wait(timeout=20) == 0
        assert time.monotonic() - began < LONGEST_S
    again = app.open_station(tmp_path / "station")
    (job,) = print_queue.queue(again)
    assert (job.name, job.state, job.printer) == ("Ali Bennani", JobState.SUBMITTING, "Hall")
    app.with_settings(again, printers=(Printer("Hall"),))
    print_rounds.run_queue(again)
    assert print_queue.job(again, job.id).undecided  # nobody but a person can say
    print_queue.print_anew(again, job.id)
    print_rounds.run_queue(again)
    assert print_queue.job(again, job.id).state is JobState.DONE
    assert len(list((tmp_path / "station").glob("**/*.pdf"))) == 1
    app.close(again)
