"""A serial scanner, which is a pseudo-terminal here: unplugged and back, in pieces, noisy and fast."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain import codes
from kiosk.errors import ScannerError, Trouble
from kiosk.scanning.device import State
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_lines import SILENCE_MS
from kiosk.scanning.serial_ports import Port
from kiosk.ui.inputs import serial_scanner
from kiosk.ui.inputs.serial_scanner import SerialScanner
from tests.ui.serial_wire import Wire

CODES = [codes.make(n) for n in range(1, 31)]
TRIES = 20


class Ears:
    """What a scanner told, in order."""

    def __init__(self, scanner: SerialScanner) -> None:
        self.scanner = scanner
        self.scans: list[Scan] = []
        self.states: list[State] = []
        self.failures: list[ScannerError] = []
        scanner.scanned.connect(self.scans.append)
        scanner.state_changed.connect(self.states.append)
        scanner.failed.connect(self.failures.append)

    @property
    def texts(self) -> list[str]:
        return [scan.text for scan in self.scans]

    def has_heard(self, codes: list[str]) -> bool:
        return self.texts == codes

    def has_last(self, code: str) -> bool:
        return self.texts[-1:] == [code]

    @property
    def troubles(self) -> list[Trouble]:
        return [error.code for error in self.failures]


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    one = Wire(tmp_path / "ttyScanner")
    one.plug()
    yield one
    one.unplug()


@pytest.fixture
def ears(qapp: object, wire: Wire) -> Iterator[Ears]:
    scanner = SerialScanner()
    scanner.choose(Port(str(wire.name)))
    yield Ears(scanner)
    scanner.stop()


def test_it_is_there_as_soon_as_its_port_is_open(ears: Ears) -> None:
    ears.scanner.start()
    assert ears.states == [State.STARTING, State.CONNECTED]
    ears.scanner.stop()
    assert ears.states[-1] is State.STOPPED
    assert ears.failures == []


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b""])
def test_a_scan_arrives_whatever_ends_it(qtbot: QtBot, wire: Wire, ears: Ears, end: bytes) -> None:
    ears.scanner.start()
    wire.send(CODES[0].encode() + end)
    qtbot.waitUntil(lambda: ears.texts == [CODES[0]])


def test_a_line_in_pieces_is_one_scan(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    ears.scanner.start()
    wire.send(CODES[0].encode() + b"\r")
    qtbot.waitUntil(lambda: len(ears.scans) == 1)
    for piece in (CODES[1][:3], CODES[1][3:20], CODES[1][20:] + "\r" + CODES[2][:4]):
        wire.send(piece.encode())
        qtbot.wait(SILENCE_MS + 30)  # longer than a scanner without a suffix is waited for
    wire.send(CODES[2][4:].encode() + b"\r")
    qtbot.waitUntil(lambda: ears.texts == CODES[:3])


def test_each_of_many_scans_arrives_without_waiting_for_the_next(
    qtbot: QtBot, wire: Wire, ears: Ears
) -> None:
    ears.scanner.start()
    for number, code in enumerate(CODES, start=1):
        wire.send(code.encode() + b"\r\n")
        qtbot.waitUntil(partial(ears.has_heard, CODES[:number]))


def test_what_comes_all_at_once_is_taken_apart(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    ears.scanner.start()
    wire.send(b"".join(code.encode() + b"\r\n" for code in CODES))
    qtbot.waitUntil(lambda: ears.texts == CODES)


def test_noise_is_no_scan_of_ours_and_stops_nothing(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    ears.scanner.start()
    for noise in (b"\x00" * 50 + b"\r", b"\xff\xfe\x80\x81\n", b"\r\n\r\n", b"\x1b[0m\r"):
        wire.send(noise)
    wire.send(CODES[0].encode() + b"\r")
    qtbot.waitUntil(lambda: CODES[0] in ears.texts)
    assert [text for text in ears.texts if codes.read(text)] == [CODES[0]]
    assert ears.scanner.state is State.CONNECTED


def test_it_is_unplugged_and_comes_back_by_itself(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    ears.scanner.start()
    for code, again in pairwise(CODES[:4]):
        wire.send(code.encode() + b"\r")
        qtbot.waitUntil(partial(ears.has_last, code))
        wire.send(again[:9].encode())  # the trigger was pulled while the plug was
        qtbot.waitUntil(lambda: ears.scanner._lines.waits)
        wire.unplug()
        qtbot.waitUntil(lambda: ears.scanner.state is State.DISCONNECTED)
        wire.plug()
        qtbot.waitUntil(lambda: ears.scanner.state is State.CONNECTED)
    assert ears.texts == CODES[:3]
    assert set(ears.troubles) == {Trouble.SERIAL_GONE}


def test_that_it_is_away_is_said_once_however_often_it_is_tried(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    wire.unplug()
    ears.scanner.start()
    assert ears.states == [State.STARTING, State.DISCONNECTED]
    qtbot.wait(900)  # two more tries
    assert ears.troubles == [Trouble.SERIAL_MISSING]
    assert str(wire.name) in ears.failures[0].values["port"]
    wire.plug()
    qtbot.waitUntil(lambda: ears.scanner.state is State.CONNECTED)
    wire.send(CODES[0].encode() + b"\r")
    qtbot.waitUntil(lambda: ears.texts == [CODES[0]])


def test_a_port_that_another_program_holds_is_told_as_such(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    other = SerialScanner()
    other.choose(Port(str(wire.name)))
    other.start()
    assert other.state is State.CONNECTED
    ears.scanner.start()
    assert ears.troubles == [Trouble.SERIAL_BUSY]
    other.stop()
    qtbot.waitUntil(lambda: ears.scanner.state is State.CONNECTED)


def test_after_it_was_stopped_nothing_is_told(qtbot: QtBot, wire: Wire, ears: Ears) -> None:
    for _try in range(TRIES):
        ears.scanner.start()
        wire.send(CODES[0].encode())
        qtbot.waitUntil(lambda: ears.scanner._lines.waits or bool(ears.texts))
        ears.scanner.stop()
        told = ears.texts
        qtbot.wait(2 * SILENCE_MS)
        assert (ears.texts, ears.troubles) == (told, [])
        if not told:
            return
        ears.scans.clear()  # this machine stood still longer than a scanner is silent
    pytest.fail("it was never stopped amid a scan")


def test_without_any_port_somebody_is_told_to_plug_one_in(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_scanner, "ports", tuple)  # this computer may have some
    scanner = SerialScanner()
    ears = Ears(scanner)
    scanner.start()
    assert ears.troubles == [Trouble.SERIAL_NONE]
    scanner.stop()
