"""Long runs, left out of the ordinary suite: `make soak`."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from kiosk import app
from kiosk.errors import InputRefused
from kiosk.operations import journal, people, print_rounds
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.station import Station
from kiosk.operations.undoing import undo
from tests.operations.test_kill import survives_a_kill
from tests.stations import Clock, guest, new_station
from tests.store.test_projections import contents, live_a_day

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(60))
def test_row_96_killed_again_and_again(tmp_path: Path, seed: int) -> None:
    survives_a_kill(tmp_path, random.Random(seed).randrange(1, 50))


def test_a_long_day_rebuilds_to_the_same_tables(tmp_path: Path) -> None:
    clock = Clock()
    station = new_station(tmp_path / "s", clock)
    live_a_day(station, clock, 5000, seed=9)
    before = contents(station)
    journal.rebuild(station)
    assert contents(station) == before
    assert journal.broken(station) is None
    app.close(station)


def work(station: Station, seed: int, codes: list[str], faults: list[BaseException]) -> None:
    dice = random.Random(seed)
    try:
        for n in range(300):
            act = dice.randrange(6)
            if act == 0:
                guest(station, f"Guest {seed} {n}")
            elif act == 1:
                print_rounds.run_queue(station)
            elif act == 2:
                people.find(station, "guest", "thursday")
            elif act == 3:
                try:
                    undo(station)
                except InputRefused:
                    continue
            else:
                admit(station, Ask("thursday", code=dice.choice(codes)))
    except BaseException as fault:  # noqa: BLE001  carried to the test's own thread
        faults.append(fault)


def test_eight_threads_of_one_desk(tmp_path: Path) -> None:
    clock = Clock()
    station = new_station(tmp_path / "s", clock)
    codes = [guest(station, f"Guest {n}").code for n in range(20)]
    faults: list[BaseException] = []
    threads = [threading.Thread(target=work, args=(station, seed, codes, faults)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert journal.broken(station) is None
    before = contents(station)
    journal.rebuild(station)
    assert contents(station) == before
    app.close(station)
