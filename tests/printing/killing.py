"""A desk that prints and is killed, again and again: SIGKILL, at moments that dice choose.

What is right afterwards: each guest's badge came out once and is written down once, or its job waits for a
person to decide.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk import app, settings
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.operations import badges, journal, people, print_queue
from kiosk.operations.station import Station
from kiosk.store import journal as stored
from kiosk.store.journal import Draft
from tests.stations import new_station

DESK = """
import sys, time
from pathlib import Path
from kiosk import app
from kiosk.operations import badges, print_queue, print_rounds
station = app.open_station(Path(sys.argv[1]))
badges.badge_pdf(station, "guest-0")  # the fonts: a warm desk is killed while it prints
station.spooler.health()  # and what it takes to reach the printer
print("ready", flush=True)
while print_rounds.run_queue(station):
    if all(job.stuck for job in print_queue.queue(station)):
        break  # what is left waits for a person
    time.sleep(0.01)
print("done", flush=True)
"""


@dataclass(slots=True)
class Told:
    """What came of it: how many kills met open jobs, and in which states they left them."""

    kills: int = 0
    left: Counter[JobState] = field(default_factory=Counter)


def desk_with_badges(folder: Path, number: int, printer: str = "folder") -> dict[str, str]:
    """Make a station whose printer has `number` badges to print; return the guests' names by their code."""
    station = new_station(folder)
    station.settings = settings.changed(station.settings, printer=printer)
    settings.write(folder, station.settings)
    guests = _more_badges(station, 0, number)
    app.close(station)
    return guests


def _more_badges(station: Station, there: int, number: int) -> dict[str, str]:
    drafts = [
        Draft(
            Kind.ATTENDEE_REGISTERED,
            f"guest-{n}",
            {"code": f"CODE{n:04d}", "set": {"name_latin": f"Guest {n}", "category": "participant"}},
        )
        for n in range(there, there + number)
    ]
    with station.database.write() as connection:
        stored.record(connection, station.author, drafts)
    for draft in drafts:
        assert badges.print_badge(station, draft.subject).job_id
    return {f"CODE{n:04d}": f"Guest {n}" for n in range(there, there + number)}


def kill_again_and_again(
    folder: Path, guests: dict[str, str], kills: int, seed: int, *, a_badge_s: float
) -> Told:
    """Run the desk and kill it `kills` times while badges are left, then let it come to its end.

    `a_badge_s` is about how long one takes: the dice spread the kills over all of them. Where a machine was
    quicker, or stood still while a desk lived, there are more `guests`.
    """
    dice = random.Random(seed)
    told = Told()
    while told.kills < kills:
        left = _open_jobs(folder)
        if not left:
            station = app.open_station(folder)
            guests |= _more_badges(station, len(guests), kills - told.kills)
            app.close(station)
            continue
        # A little less than their share, so that some are left for the last kill.
        life_s = dice.uniform(0, 1.5 * a_badge_s * sum(left.values()) / (kills - told.kills))
        _killed_after(folder, life_s, from_ready=dice.random() < 0.9)
        told.kills += 1
        told.left += _open_jobs(folder)
    _run_to_the_end(folder)
    return told


def _killed_after(folder: Path, life_s: float, *, from_ready: bool) -> None:
    desk = _started(folder)
    assert desk.stdout is not None
    if from_ready:
        assert desk.stdout.readline() == "ready\n"
    time.sleep(life_s)  # nothing to wait for: the moment is the dice's
    os.kill(desk.pid, signal.SIGKILL)
    desk.stdout.close()
    desk.wait()


def _run_to_the_end(folder: Path) -> None:
    desk = _started(folder)
    try:
        said, _ = desk.communicate(timeout=300)
        assert said == "ready\ndone\n"
    finally:
        desk.kill()
        desk.wait()


def _started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", DESK, str(folder)], stdout=subprocess.PIPE, text=True)


def _open_jobs(folder: Path) -> Counter[JobState]:
    station = app.open_station(folder, reading=True)
    try:
        states = (job.state for job in print_queue.queue(station) if not job.stuck)
        return Counter(states)
    finally:
        app.close(station)


def each_came_out_once(folder: Path, guests: dict[str, str], printed: Iterable[str]) -> int:
    """See that each guest's badge, by the code on it, came out once, or waits; return how many wait.

    What waits may be on paper or not, which is why it waits; nothing is lost or doubled in silence.
    """
    on_paper = Counter(printed)
    station = app.open_station(folder, reading=True)
    try:
        jobs = {job.name: job for job in print_queue.jobs(station, len(guests) + 1)}
        facts = Counter(fact.subject for fact in journal.log(station, 10 * len(guests), kind="badge.printed"))
        assert len(jobs) == len(guests)
        for code, name in guests.items():
            job, facts_of_it = jobs[name], facts[people.by_code(station, code).id]
            if job.stuck:
                assert (on_paper[code] <= 1, facts_of_it) == (True, 0), name
            else:
                assert job.state is JobState.DONE, (name, job)
                assert (on_paper[code], facts_of_it) == (1, 1), name
        assert set(on_paper) <= set(guests)
        assert journal.broken(station) is None
        return sum(job.stuck for job in jobs.values())
    finally:
        app.close(station)
