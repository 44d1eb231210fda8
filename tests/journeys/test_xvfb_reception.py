"""The program itself on a real X display, worked by real key events; what came of it is read from outside."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import ImageGrab

from kiosk import app, paths
from kiosk.domain.facts import Kind
from kiosk.operations import events, imports, people
from kiosk.store import journal
from tests.stations import EVENT
from tests.xtest_scanner import XtestScanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ADMITTED = (0x0B, 0x6B, 0x3A)
ATTENTION = (0xF5, 0xB8, 0x2E)
INFORMATION = (0x1F, 0x5A, 0x96)
LIMIT_S = 60
DIALOG_S = 2.0
LATE_S = 5.0
PERSON_S = 0.06
DELAY_MS = "130"
"""xdotool waits half of it on either side of a key: a person's rhythm, not a scanner's."""
ALWAYS = EVENT | {"lists": [{"id": "door", "title": {"fr": "Entrée"}}]}
"""The program's own clock runs here, so its door is always open."""
PRETIX = paths.resources() / "sample_event" / "pretix.csv"


def wait_for(what: Callable[[], bool], told: str) -> None:
    """Wait until `what` is so."""
    end = time.monotonic() + LIMIT_S
    while not what():
        assert time.monotonic() < end, f"never came: {told}"
        time.sleep(0.05)


class Desk:
    """The program in a process of its own, as seen and worked from outside."""

    def __init__(self, folder: Path, screen: dict[str, str]) -> None:
        self.folder, self.screen = folder, screen
        command = [sys.executable, "-m", "kiosk", "--station", str(folder)]
        self.process = subprocess.Popen(command, env=screen)
        found = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Marhaba"]
        window = subprocess.run(
            found, env=screen, check=True, capture_output=True, text=True, timeout=LIMIT_S
        )
        self.window = window.stdout.split()[0]
        self.focus()
        self.scanner = XtestScanner(screen["DISPLAY"])
        self.scanner.repeats(on=False)

    def focus(self) -> None:
        """Do what a window manager would, at the beginning and after a dialog."""
        subprocess.run(["xdotool", "windowfocus", "--sync", self.window], env=self.screen, check=True)

    def keys(self, *names: str) -> bool:
        """Press keys; always true, so that a wait can press them again."""
        subprocess.run(["xdotool", "key", "--delay", DELAY_MS, *names], env=self.screen, check=True)
        return True

    def type(self, text: str) -> None:
        self.scanner.type(text, gap_s=PERSON_S)

    def scan(self, code: str, gap_s: float, came: Callable[[], bool], told: str) -> None:
        """Scan until it came: once, unless the display stood still amid the scan."""
        while not self.scanner.scan(code, gap_s=gap_s):
            end = time.monotonic() + LATE_S
            while time.monotonic() < end:
                if came():
                    return
                time.sleep(0.05)
            self.keys("Escape", "Escape")
        wait_for(came, told)

    def shows(self, colour: tuple[int, int, int]) -> bool:
        """Whether a good part of the screen has this colour."""
        picture = ImageGrab.grab(xdisplay=self.screen["DISPLAY"]).convert("RGB").resize((192, 108))
        pixels = np.asarray(picture, dtype=np.int16)
        near = np.abs(pixels - np.array(colour, dtype=np.int16)).max(axis=2) < 8
        return int(near.sum()) > 150

    def file_dialog(self, within_s: float = 0.0) -> str:
        """The dialog that asks for a file, as soon as it is there; empty when it is not within that time."""
        search = ["xdotool", "search", "--onlyvisible", "--name", "Choose a file of attendees"]
        end = time.monotonic() + within_s
        while True:
            found = subprocess.run(search, env=self.screen, check=False, capture_output=True, text=True)
            if found.stdout or time.monotonic() >= end:
                return found.stdout.split()[0] if found.stdout else ""
            time.sleep(0.05)

    def answers_with(self, path: Path) -> bool:
        """Type the path of a file into the dialog; whether the dialog went away on it."""
        dialog = self.file_dialog()
        if not dialog:
            return True
        subprocess.run(["xdotool", "windowfocus", dialog], env=self.screen, check=False)
        self.keys("ctrl+a")
        self.type(str(path))
        self.keys("Return")
        end = time.monotonic() + DIALOG_S
        while self.file_dialog() and time.monotonic() < end:
            time.sleep(0.05)
        return not self.file_dialog()

    def facts(self, kind: Kind) -> int:
        """How many facts of this kind are on the disk."""
        station = app.open_station(self.folder, reading=True)
        try:
            with station.database.read() as connection:
                return len(journal.latest(connection, 1000, kind=kind))
        finally:
            app.close(station)

    def badges(self) -> int:
        return len(list((self.folder / "badges").glob("*.pdf")))

    def close(self) -> None:
        self.scanner.close()
        self.process.terminate()
        self.process.wait(LIMIT_S)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A station with an event and nobody on its roll, its window speaking English."""
    one = tmp_path / "station"
    station = app.create_station(one, language="en")
    events.configure(station, ALWAYS)
    app.close(station)
    return one


@pytest.fixture
def full(folder: Path) -> Path:
    """The same with the people of the pretix file."""
    station = app.open_station(folder)
    imports.import_roll(station, PRETIX)
    app.close(station)
    return folder


@pytest.fixture
def started(xvfb: dict[str, str]) -> Iterator[Callable[[Path], Desk]]:
    desks: list[Desk] = []

    def start(folder: Path) -> Desk:
        desks.append(Desk(folder, xvfb))
        return desks[-1]

    yield start
    for desk in desks:
        desk.close()


def code_of(folder: Path, name: str) -> str:
    station = app.open_station(folder, reading=True)
    try:
        return people.find(station, name, "door").rows[0].attendee.code
    finally:
        app.close(station)


def test_from_the_file_to_the_badge_by_keys_alone(folder: Path, started: Callable[[Path], Desk]) -> None:
    desk = started(folder)
    wait_for(
        lambda: desk.keys("ctrl+i", "Return") and bool(desk.file_dialog(within_s=DIALOG_S)), "the file dialog"
    )
    wait_for(lambda: desk.answers_with(PRETIX), "the file")
    desk.focus()
    wait_for(lambda: desk.keys("Return") and desk.facts(Kind.ATTENDEE_IMPORTED) == 40, "the import")

    desk.focus()
    desk.keys("Escape", "Escape")
    desk.type("ghita benj")
    desk.keys("Return")
    wait_for(lambda: desk.facts(Kind.ADMISSION_GIVEN) == 1, "the admission")
    wait_for(lambda: desk.shows(ADMITTED), "the green banner")
    wait_for(lambda: desk.badges() == 1, "the badge")

    code = code_of(folder, "ghita")
    desk.scan(code, 0.004, lambda: desk.shows(ATTENTION), "already in")
    assert desk.facts(Kind.ADMISSION_REFUSED) == 1

    desk.keys("ctrl+z")
    wait_for(lambda: desk.shows(INFORMATION), "undone")
    assert desk.facts(Kind.ADMISSION_ANNULLED) == 1


@pytest.mark.parametrize("layout", ["us", "fr", "de"])
@pytest.mark.parametrize("gap_s", [0, 0.004, 0.016])
def test_a_scan_is_read_by_its_keys_whatever_the_layout(
    full: Path, started: Callable[[Path], Desk], xvfb: dict[str, str], layout: str, gap_s: float
) -> None:
    subprocess.run(["setxkbmap", layout], env=xvfb, check=True)
    try:
        desk = started(full)
        code = code_of(full, "ghita")
        desk.scan(code, gap_s, lambda: desk.facts(Kind.ADMISSION_GIVEN) == 1, "the admission")
        assert desk.facts(Kind.ADMISSION_REFUSED) == 0
    finally:
        subprocess.run(["setxkbmap", "us"], env=xvfb, check=True)


def test_what_is_typed_before_the_station_is_open_is_not_lost(
    full: Path, started: Callable[[Path], Desk]
) -> None:
    desk = started(full)
    desk.type("ghita")
    wait_for(lambda: desk.keys("Return") and desk.facts(Kind.ADMISSION_GIVEN) == 1, "the admission")
