"""Scanners beside the keyboard, at the reception: what they read goes where every scan goes."""

from __future__ import annotations

import os
import pty
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLoggingCategory, Qt

from kiosk import app
from kiosk.errors import ScannerError, Trouble
from kiosk.scanning.cameras import Camera
from kiosk.scanning.device import Kind, State
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_ports import Port
from kiosk.ui.inputs.camera_scanner import CameraScanner
from kiosk.ui.inputs.devices import Devices
from kiosk.ui.places import Place
from kiosk.ui.screens.audit import Audit
from kiosk.ui.screens.scanners import Scanners
from tests.scanning.still_eye import StillEye
from tests.stations import guest

if TYPE_CHECKING:
    from tests.desk_window import Hands


def test_a_scanner_at_a_serial_port_admits(hands: Hands) -> None:
    came = guest(hands.station)
    hands.clock.later(60)
    outer, inner = pty.openpty()
    serial = hands.workplace.listening.devices.serial
    serial.choose(Port(os.ttyname(inner), "a scanner"))
    serial.start()
    hands.bot.waitUntil(lambda: serial.state is State.CONNECTED)
    os.write(outer, f"{came.code}\r\n".encode())
    hands.bot.waitUntil(lambda: hands.banner.said is not None)
    hands.settle()
    assert hands.guest.code == came.code
    serial.stop()
    os.close(outer)
    os.close(inner)


def test_a_scan_is_taken_for_a_trial_where_scanners_are_set_up(hands: Hands) -> None:
    hands.workplace.go(Place.SCANNERS)
    hands.settle()
    Devices.of_application().scanned.emit(Scan("MARHABA-1"), Kind.SERIAL)
    hands.settle()
    assert hands.workplace.pages.takes_scans
    assert hands.banner.said is None
    hands.press(Qt.Key.Key_Escape)
    Devices.of_application().scanned.emit(Scan("MARHABA-1"), Kind.SERIAL)
    hands.settle()
    assert hands.said.word
    assert hands.reception.isVisible()


def test_f6_shows_what_is_wrong_with_a_camera_that_is_not_there_and_again_hides_it(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F6)
    listening = hands.workplace.listening
    assert listening.watches
    hands.press(Qt.Key.Key_F6)
    assert not listening.watches
    assert listening.devices.camera.state is State.STOPPED


def test_a_desk_that_was_set_up_with_a_serial_scanner_listens_again_when_it_is_opened(hands: Hands) -> None:
    outer, inner = pty.openpty()
    app.with_settings(hands.station, serial_port=os.ttyname(inner), serial_speed=19_200)
    assert hands.workplace.desk is not None
    listening = hands.workplace.listening
    listening.serve(hands.workplace.desk)
    serial = listening.devices.serial
    hands.bot.waitUntil(lambda: serial.state is State.CONNECTED)
    assert serial.speed == 19_200
    hands.workplace.go(Place.SCANNERS)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Scanners)
    assert (page.serial.state_word, page.serial.switch.text()) == ("Ready to read", "Stop")
    assert page.serial.second.currentData() == 19_200
    page.serial.switched.emit(False)
    hands.settle()
    assert hands.station.settings.serial_port == ""
    page.serial.switched.emit(True)
    hands.settle()
    assert hands.station.settings.serial_port == "likeliest"
    serial.stop()
    os.close(outer)
    os.close(inner)


def test_the_chip_tells_of_the_device_that_is_lost_until_it_is_found_or_given_up(hands: Hands) -> None:
    devices, header = Devices.of_application(), hands.workplace.header
    devices.failed.emit(Kind.CAMERA, ScannerError(Trouble.CAMERA_BUSY, camera="Cam", detail=""))
    assert header.scanner.text() == "Scanner"
    devices.state_changed.emit(Kind.SERIAL, State.CONNECTED)
    assert header.scanner.property("state") == "attention"  # another device is well
    devices.failed.emit(Kind.SERIAL, ScannerError(Trouble.SERIAL_GONE, port="COM7"))
    assert "COM7" in header.scanner.toolTip()
    devices.state_changed.emit(Kind.SERIAL, State.CONNECTED)
    assert "Cam" in header.scanner.toolTip()
    devices.state_changed.emit(Kind.CAMERA, State.STOPPED)
    assert header.scanner.property("state") != "attention"


def test_the_camera_that_was_chosen_is_the_one_at_the_reception(hands: Hands) -> None:
    app.with_settings(hands.station, camera="second", camera_mirrored=False)
    listening = hands.workplace.listening
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    eye = StillEye()
    eye.there = [Camera("first", "Lid", is_default=True), Camera("second", "Arm")]
    camera = CameraScanner(listening.devices, eye)
    listening.devices.use(camera)
    hands.press(Qt.Key.Key_F6)
    hands.bot.waitUntil(lambda: camera.camera is not None and camera.camera.title == "Arm")
    assert not listening._picture().is_mirrored
    hands.press(Qt.Key.Key_F6)


def test_esc_puts_the_place_of_a_camera_away_that_is_not_there(hands: Hands) -> None:
    listening = hands.workplace.listening
    eye = StillEye()
    eye.there = []
    listening.devices.use(CameraScanner(listening.devices, eye))
    hands.type("ben")
    hands.press(Qt.Key.Key_F6)
    assert listening.watches
    hands.press(Qt.Key.Key_Escape)
    assert not listening.watches
    assert hands.reception.lookup.field.text() == "ben"
    hands.press(Qt.Key.Key_Escape)
    assert hands.reception.lookup.field.text() == ""


@pytest.mark.parametrize(
    "place", [Place.LAYOUTS, Place.AUDIT, Place.SHEETS, Place.PAPER_LISTS, Place.SCANNERS]
)
def test_the_menu_leads_to_each_screen_and_esc_back(hands: Hands, place: Place) -> None:
    guest(hands.station)
    hands.workplace.header.menu.chosen.emit(place)
    hands.settle()
    assert hands.workplace.pages.currentWidget() is not hands.reception
    hands.press(Qt.Key.Key_Escape)
    hands.bot.waitUntil(lambda: hands.workplace.pages.currentWidget() is hands.reception)


def test_a_badge_that_would_be_wrong_is_corrected_from_its_line(hands: Hands) -> None:
    came = guest(hands.station)
    assert came.attendee is not None
    hands.workplace.go(Place.AUDIT)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Audit)
    page.corrected.emit(came.attendee.id)
    hands.settle()
    assert hands.reception.isVisible()
    assert hands.reception.form.isVisible()
    assert hands.reception.form.attendee is not None
    assert hands.reception.form.attendee.id == came.attendee.id
