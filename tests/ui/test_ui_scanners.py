"""Setting a scanner up: what arrived, by which scanner, and what to change; a card to print."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import TimeoutError as NeverCameError
from pytestqt.qtbot import QtBot

from kiosk import language
from kiosk.errors import ScannerError, Trouble
from kiosk.scanning.device import Kind, State
from kiosk.scanning.serial_ports import Port
from kiosk.scanning.trial import CODES, Sample
from kiosk.scanning.wedge import GAP_MS
from kiosk.ui.inputs.camera_scanner import CameraScanner
from kiosk.ui.inputs.devices import Devices
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
from kiosk.ui.screens.scanners import Scanners
from tests.desk_window import Hands, scan_keys, strike, type_keys
from tests.scanning.still_eye import StillEye
from tests.ui.serial_wire import Wire

OURS, TICKET, DIGITS = (CODES[sample] for sample in Sample)
TRIES = 10
ANSWER_MS = 3_000


@pytest.fixture
def eye(qapp: object) -> StillEye:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    return StillEye()


@pytest.fixture
def page(hands: Hands, eye: StillEye) -> Iterator[Scanners]:
    """The screen in a window of its own, beside its desk's."""
    devices = Devices()
    devices.use(CameraScanner(devices, eye))
    assert hands.workplace.desk is not None
    hands.reception.scan = lambda _text: None  # type: ignore[method-assign,assignment]  # its window is another
    page = Scanners(hands.workplace.desk, devices)
    hands.bot.addWidget(page)
    page.resize(1366, 713)
    page.show()
    page.activateWindow()
    hands.bot.waitUntil(page.isActiveWindow)
    yield page
    KeyboardScanner.of_application().tune(GAP_MS)
    devices.stop()
    hands.settle()


def scan(hands: Hands, page: Scanners, text: str, *, suffix: bool = True) -> None:
    """Scan as a keyboard does."""
    scan_keys(page.windowHandle(), text, Qt.Key.Key_Return if suffix else None)
    hands.bot.waitUntil(hands._replayed)


def scan_slowly(hands: Hands, page: Scanners, text: str, gap_ms: int, came: Callable[[], bool]) -> None:
    """Scan until something came of it: where this machine stands still, a slow scanner's keys fall apart."""
    for _try in range(TRIES):
        for character in text:
            QTest.qWait(gap_ms)
            strike(page.windowHandle(), character)
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_Return)
        with suppress(NeverCameError):
            hands.bot.waitUntil(came, timeout=ANSWER_MS)
            return
    raise AssertionError(page.trial.said)


def has_room(widget: QWidget) -> bool:
    return widget.height() >= widget.heightForWidth(widget.width())


def ticked(page: Scanners) -> set[Sample]:
    return {sample for sample, one in page.samples.items() if one.is_read}


# -- keyboard scanners --------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", Sample)
def test_a_good_scanner_is_ready_and_its_code_ticked(hands: Hands, page: Scanners, sample: Sample) -> None:
    assert "Nothing was scanned yet" in page.trial.said
    scan(hands, page, CODES[sample])
    hands.bot.waitUntil(lambda: ticked(page) == {sample})
    assert "This scanner is ready." in page.trial.said
    assert "types like a keyboard" in page.trial.said
    assert "ms between characters" in page.trial.said


def test_a_scanner_without_a_suffix_works_and_is_told_to_have_one(hands: Hands, page: Scanners) -> None:
    scan(hands, page, OURS, suffix=False)
    hands.bot.waitUntil(lambda: ticked(page) == {Sample.OURS})
    assert "This scanner works." in page.trial.said
    assert "Add “Enter”" in page.trial.said


def test_a_scanner_set_to_a_french_keyboard_is_found_out(hands: Hands, page: Scanners) -> None:
    scan(hands, page, "qAzW;Y&+K>@xTeQaZw:y#(=")
    hands.bot.waitUntil(lambda: "French keyboard" in page.trial.said)
    assert "Set the scanner's keyboard to “United States”" in page.trial.said
    assert ticked(page) == set()


def test_a_scanner_as_slow_as_a_person_is_found_out(hands: Hands, page: Scanners) -> None:
    scan_slowly(hands, page, DIGITS, 90, lambda: "as slowly as a person" in page.trial.said)


def test_a_slow_scanner_can_be_waited_for(hands: Hands, page: Scanners) -> None:
    assert page.keyboard.state_word == "Not heard yet"
    scan_slowly(hands, page, DIGITS, 80, lambda: "choose a slower pace here" in page.trial.said)
    page.keyboard.choice.setCurrentIndex(2)
    page.keyboard.chosen.emit()
    assert "fast typing may be taken" in page.told
    scan_slowly(hands, page, DIGITS, 80, lambda: ticked(page) == {Sample.DIGITS})
    assert page.keyboard.state_word == "Ready to read"
    hands.settle()
    assert hands.station.settings.scanner_gap_ms == 100


def test_what_a_person_types_is_no_trial(hands: Hands, page: Scanners) -> None:
    type_keys(page.windowHandle(), "benjelloun", 60)
    hands.bot.waitUntil(hands._replayed)
    assert "Nothing was scanned yet" in page.trial.said


def test_another_code_is_said_to_be_none_of_these(hands: Hands, page: Scanners) -> None:
    scan(hands, page, "HTTPS-EXAMPLE")
    hands.bot.waitUntil(lambda: "none of the three codes" in page.trial.said)


# -- serial scanners ----------------------------------------------------------------------------------


def test_a_serial_scanner_is_tried_lost_and_found(hands: Hands, page: Scanners, tmp_path: Path) -> None:
    wire = Wire(tmp_path / "ttyScanner")
    wire.plug()
    serial = page.devices.serial
    serial.choose(Port(str(wire.name), "A scanner"))
    serial.start()
    assert page.serial.state_word == "Ready to read"
    wire.send(TICKET.encode() + b"\r")
    hands.bot.waitUntil(lambda: ticked(page) == {Sample.TICKET})
    assert "at the serial port · \u2068A scanner\u2069" in page.trial.said
    wire.unplug()
    hands.bot.waitUntil(lambda: "was unplugged" in page.serial.problem)
    assert page.serial.state_word == "Not connected"
    wire.plug()
    hands.bot.waitUntil(lambda: page.serial.problem == "")
    hands.click(page.serial.switch)
    assert serial.state is State.STOPPED
    wire.unplug()


def test_the_switch_starts_the_port_that_is_chosen(
    hands: Hands, page: Scanners, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.ui.inputs import serial_scanner

    monkeypatch.setattr(serial_scanner, "ports", lambda: (Port("ttyNone7", "Gone"),))
    page._list_ports()
    page.serial.choice.setCurrentIndex(1)
    page.serial.second.setCurrentIndex(2)
    hands.click(page.serial.switch)
    assert page.devices.serial.port == Port("ttyNone7", "Gone")
    assert page.devices.serial.speed == 38_400
    assert "Gone (ttyNone7)" in page.serial.problem.translate({0x2068: None, 0x2069: None})
    assert page.serial.switch.text() == "Stop"
    page._list_ports()
    assert page.serial.choice.currentIndex() == 1


# -- the camera ---------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("PulseAudioService")  # a machine without sound
def test_the_camera_is_started_tried_and_let_go_on_leaving(
    hands: Hands, page: Scanners, eye: StillEye
) -> None:
    hands.click(page.camera.switch)
    hands.bot.waitUntil(lambda: page.camera.state_word == "Ready to read")
    eye.see(OURS)
    hands.bot.waitUntil(lambda: ticked(page) == {Sample.OURS})
    assert "The camera" in page.trial.said
    assert len(page.preview.outlines()) == 1
    assert [page.camera.choice.itemText(n) for n in range(2)] == ["The usual camera", "A camera"]
    hands.click(page.mirror)
    assert not page.preview.is_mirrored
    page.camera.choice.setCurrentIndex(1)
    page.camera.chosen.emit()
    hands.settle()
    assert (hands.station.settings.camera, hands.station.settings.camera_mirrored) == ("still", False)
    page.hide()
    assert page.devices.camera.state is State.STOPPED


@pytest.mark.qt_log_ignore("PulseAudioService")
def test_a_camera_that_is_pulled_says_so_in_its_place(hands: Hands, page: Scanners, eye: StillEye) -> None:
    hands.click(page.camera.switch)
    hands.bot.waitUntil(lambda: page.camera.state_word == "Ready to read")
    eye.there.clear()
    eye.changed.emit()
    assert "was unplugged" in page.camera.problem
    assert page.preview.outlines() == []
    assert page.camera.switch.text() == "Stop"


# -- on the screen and on paper -----------------------------------------------------------------------


def read(image: QImage) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize("spoken", ["en", "fr", "ar"])
def test_the_codes_on_the_screen_can_be_scanned_in_every_language(
    hands: Hands, page: Scanners, spoken: str
) -> None:
    language.use(spoken)
    page.retranslate()
    for one in page.samples.values():
        one.tick(is_read=True)
    grabbed = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    assert read(grabbed) == set(CODES.values())


@pytest.mark.parametrize("spoken", ["en", "fr", "ar"])
def test_the_card_is_one_page_whose_codes_can_be_scanned(
    hands: Hands, page: Scanners, tmp_path: Path, spoken: str
) -> None:
    language.use(spoken)
    file = tmp_path / "card.pdf"
    page.save_card_to(file)
    hands.settle()
    assert "card.pdf" in page.told
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    printed = document[0].render(scale=203 / 72, grayscale=True).to_numpy()
    assert {found.text for found in zxingcpp.read_barcodes(printed.squeeze())} == set(CODES.values())
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    document.close()


def test_a_card_that_cannot_be_written_is_said_so(hands: Hands, page: Scanners, tmp_path: Path) -> None:
    page.save_card_to(tmp_path / "nowhere" / "card.pdf")
    hands.settle()
    assert "cannot be written" in page.told


def test_esc_is_the_way_back(hands: Hands, page: Scanners, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        page.escape()
    page.redraw()


@pytest.mark.parametrize(("width", "height"), [(1366, 713), (1920, 1025)])
def test_the_worst_advice_has_its_place(hands: Hands, page: Scanners, width: int, height: int) -> None:
    page.resize(width, height)
    scan(hands, page, "S01qAzW;Y&+K>@xTeQaZw:y#(=##", suffix=False)
    hands.bot.waitUntil(lambda: "French keyboard" in page.trial.said)
    hands.bot.waitUntil(lambda: has_room(page.trial))
    hands.bot.waitUntil(lambda: page.trial.geometry().bottom() < page.preview.geometry().top())


@pytest.mark.parametrize("spoken", ["en", "fr", "ar"])
def test_two_broken_devices_have_their_place_on_a_small_screen(
    hands: Hands, page: Scanners, spoken: str
) -> None:
    language.use(spoken)
    page.setLayoutDirection(getattr(Qt.LayoutDirection, "RightToLeft" if spoken == "ar" else "LeftToRight"))
    page.retranslate()
    for kind, error in (
        (Kind.SERIAL, ScannerError(Trouble.SERIAL_GONE, port="Symbol Bar Code Scanner (ttyACM0)")),
        (Kind.CAMERA, ScannerError(Trouble.CAMERA_BUSY, camera="Integrated Camera", detail="in use")),
    ):
        page._on_state(kind, State.DISCONNECTED)
        page._on_failed(kind, error)
    hands.bot.waitUntil(lambda: has_room(page.serial._wrong) and has_room(page.camera._wrong))


HEAVY = ("numpy", "zxingcpp", "PySide6.QtMultimedia", "PySide6.QtSerialPort", "reportlab")


@pytest.mark.parametrize("module", ["kiosk.ui.inputs.devices", "kiosk.ui.screens.scanners"])
def test_what_is_slow_to_load_is_loaded_when_it_is_wanted(module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
