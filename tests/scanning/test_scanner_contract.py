"""What every scanner keeps to, be it a keyboard, a serial port or a camera."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk import words
from kiosk.domain import codes
from kiosk.errors import MarhabaError, ScannerError
from kiosk.scanning.cameras import Camera
from kiosk.scanning.device import Kind, Scanner, State
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_ports import Port
from kiosk.ui.inputs.camera_scanner import CameraScanner
from kiosk.ui.inputs.keyboard_device import KeyboardDevice
from kiosk.ui.inputs.serial_scanner import SerialScanner
from tests.desk_fixtures import english, qapp
from tests.desk_window import scan_keys
from tests.scanning.still_eye import StillEye
from tests.ui.serial_wire import Wire

__all__ = ["english", "qapp"]

CODES = [codes.make(n) for n in range(1, 6)]

_LEADS = {
    State.STOPPED: {State.STARTING},
    State.STARTING: {State.CONNECTED, State.DISCONNECTED, State.STOPPED},
    State.CONNECTED: {State.DISCONNECTED, State.STOPPED},
    State.DISCONNECTED: {State.CONNECTED, State.STOPPED},
}


class Rig(Protocol):
    """A scanner, and the hands that use it."""

    scanner: Scanner

    def scan(self, code: str) -> None: ...
    def end(self) -> None: ...


class LosableRig(Rig, Protocol):
    """One whose scanner knows that it is away."""

    def unplug(self) -> None: ...
    def plug(self) -> None: ...


class KeyboardRig:
    """Presses keys as fast as a scanner does. Nobody can tell that one was unplugged."""

    def __init__(self, qtbot: QtBot) -> None:
        self.scanner: Scanner = KeyboardDevice()
        self._window = QWidget()
        qtbot.addWidget(self._window)
        self._window.show()
        self._window.activateWindow()
        qtbot.waitUntil(self._window.isActiveWindow)

    def scan(self, code: str) -> None:
        scan_keys(self._window.windowHandle(), code)

    def end(self) -> None: ...


class SerialRig:
    """Writes to a pseudo-terminal."""

    def __init__(self, place: Path) -> None:
        self._wire = Wire(place / "ttyScanner")
        self._wire.plug()
        serial = SerialScanner()
        serial.choose(Port(str(self._wire.name)))
        self.scanner: Scanner = serial

    def scan(self, code: str) -> None:
        self._wire.send(code.encode() + b"\r")

    def unplug(self) -> None:
        self._wire.unplug()

    def plug(self) -> None:
        self._wire.plug()

    def end(self) -> None:
        self._wire.unplug()


class CameraRig:
    """Holds badges before a camera."""

    def __init__(self, qtbot: QtBot) -> None:
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")
        self._bot = qtbot
        self._eye = StillEye()
        self.scanner: Scanner = CameraScanner(None, self._eye)

    def scan(self, code: str) -> None:
        self._wait_for_it()
        self._eye.see(code)

    def _wait_for_it(self) -> None:
        """Wait until what cameras need is loaded."""
        self._bot.waitUntil(lambda: self.scanner.state is not State.STARTING)

    def unplug(self) -> None:
        self._wait_for_it()
        self._eye.there.clear()
        self._eye.changed.emit()

    def plug(self) -> None:
        self._eye.there.append(Camera("still", "A camera"))
        self._eye.changed.emit()

    def end(self) -> None: ...


@pytest.fixture(params=Kind)
def rig(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    yield from _rigged(
        KeyboardRig(qtbot) if request.param is Kind.KEYBOARD else _losable(request, qtbot, tmp_path)
    )


@pytest.fixture(params=[Kind.SERIAL, Kind.CAMERA])
def losable(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[LosableRig]:
    yield from _rigged(_losable(request, qtbot, tmp_path))


R = TypeVar("R", bound=Rig)


def _losable(request: pytest.FixtureRequest, qtbot: QtBot, place: Path) -> LosableRig:
    rig = SerialRig(place) if request.param is Kind.SERIAL else CameraRig(qtbot)
    assert rig.scanner.kind is request.param
    return rig


def _rigged(rig: R) -> Iterator[R]:
    yield rig
    rig.scanner.stop()
    rig.end()


class Ears:
    """All that a scanner tells, and whether its states follow each other as they may."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.texts: list[str] = []
        self.states = [scanner.state]
        self.errors: list[MarhabaError] = []
        scanner.scanned.connect(self._on_scan)
        scanner.state_changed.connect(self._on_state)
        scanner.failed.connect(self.errors.append)

    def _on_scan(self, scan: Scan) -> None:
        assert self.scanner.state is State.CONNECTED
        self.texts.append(scan.text)

    def _on_state(self, state: State) -> None:
        assert state is self.scanner.state
        assert state in _LEADS[self.states[-1]], (self.states, state)
        self.states.append(state)

    def heard(self, *texts: str) -> bool:
        return self.texts == list(texts)

    def is_in(self, state: State) -> bool:
        return self.scanner.state is state


@pytest.fixture
def ears(rig: Rig) -> Ears:
    return Ears(rig.scanner)


def test_it_is_stopped_until_somebody_starts_it(qtbot: QtBot, rig: Rig, ears: Ears) -> None:
    assert rig.scanner.state is State.STOPPED
    rig.scanner.stop()
    rig.scan(CODES[0])
    qtbot.wait(50)
    assert (ears.texts, ears.states, ears.errors) == ([], [State.STOPPED], [])


def test_every_code_arrives_once_and_in_order(qtbot: QtBot, rig: Rig, ears: Ears) -> None:
    rig.scanner.start()
    for number, code in enumerate(CODES, start=1):
        rig.scan(code)
        qtbot.waitUntil(partial(ears.heard, *CODES[:number]))
    assert ears.states == [State.STOPPED, State.STARTING, State.CONNECTED]
    assert ears.errors == []


def test_to_start_it_twice_is_to_start_it_once(qtbot: QtBot, rig: Rig, ears: Ears) -> None:
    rig.scanner.start()
    rig.scanner.start()
    rig.scan(CODES[0])
    qtbot.waitUntil(partial(ears.heard, CODES[0]))


def test_a_stopped_one_tells_nothing_and_can_be_started_again(qtbot: QtBot, rig: Rig, ears: Ears) -> None:
    rig.scanner.start()
    rig.scan(CODES[0])
    qtbot.waitUntil(partial(ears.heard, CODES[0]))
    rig.scanner.stop()
    assert rig.scanner.state is State.STOPPED
    rig.scan(CODES[1])
    qtbot.wait(150)
    assert ears.texts == CODES[:1]
    rig.scanner.start()
    rig.scan(CODES[2])
    qtbot.waitUntil(lambda: ears.texts[-1] == CODES[2])
    kept = ears.texts[1:-1]
    assert kept in ([], [CODES[1]])  # a serial port keeps what it was sent before


def test_it_may_be_stopped_by_who_hears_of_a_scan(qtbot: QtBot, rig: Rig, ears: Ears) -> None:
    rig.scanner.scanned.connect(lambda _scan: rig.scanner.stop())
    rig.scanner.start()
    rig.scan(CODES[0])
    qtbot.waitUntil(partial(ears.is_in, State.STOPPED))
    assert ears.texts == CODES[:1]


def test_one_that_is_lost_says_so_once_in_words_and_comes_back(qtbot: QtBot, losable: LosableRig) -> None:
    rig, ears = losable, Ears(losable.scanner)
    rig.scanner.start()
    rig.scan(CODES[0])
    qtbot.waitUntil(partial(ears.heard, CODES[0]))
    rig.unplug()
    qtbot.waitUntil(partial(ears.is_in, State.DISCONNECTED))
    qtbot.wait(900)  # it is tried again twice meanwhile
    said = [words.trouble(error) for error in ears.errors if isinstance(error, ScannerError)]
    assert len(said) == len(ears.errors) <= 2
    assert all(one.detail and one.advice for one in said)
    rig.plug()
    qtbot.waitUntil(partial(ears.is_in, State.CONNECTED))
    rig.scan(CODES[1])
    qtbot.waitUntil(partial(ears.heard, *CODES[:2]))


def test_one_that_was_lost_can_be_stopped(qtbot: QtBot, losable: LosableRig) -> None:
    rig, ears = losable, Ears(losable.scanner)
    rig.scanner.start()
    rig.unplug()
    qtbot.waitUntil(partial(ears.is_in, State.DISCONNECTED))
    rig.scanner.stop()
    rig.plug()
    qtbot.wait(400)
    assert ears.states[-1] is State.STOPPED


def test_what_was_on_its_way_when_it_was_stopped_is_not_told(qtbot: QtBot, losable: LosableRig) -> None:
    rig, ears = losable, Ears(losable.scanner)
    rig.scanner.start()
    rig.scan(CODES[0])
    rig.scanner.stop()
    qtbot.wait(200)
    assert ears.texts == []
    assert ears.states[-1] is State.STOPPED
