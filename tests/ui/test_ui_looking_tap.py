"""Windows' own messages beside Qt's keys, as recorded: what Qt is not told of is read all the same."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from kiosk.domain import codes
from kiosk.scanning import positions
from kiosk.scanning.scanner import Scan
from kiosk.scanning.witness import Witness
from kiosk.ui.inputs import keyboard_scanner
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
from kiosk.ui.inputs.native_tap import LookingTap
from tests.desk_window import strike

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DOWN, UP = 0x100, 0x101
CODE = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
TICKET = "Evt[1]-mz`A^4~"
"""On a French keyboard `[`, `^` and the key of the backquote are dead, and Qt is not told of them."""
PLACES = {
    positions.character(place, shift=shift): (place, shift)
    for shift in (True, False)
    for place in range(0x02, 0x3A)
    if place != 0x37
}


def message(kind: int, place: int, at_ms: int) -> bytes:
    """Return a MSG of 64-bit Windows."""
    told = 1 | place << 16 | (0b11 << 30 if kind == UP else 0)
    return struct.pack("<QI4xQqIii4x", 0x2040A, kind, 0, told, at_ms & 0xFFFFFFFF, 0, 0)


def messages(code: str, at_ms: int, gap_ms: int) -> Iterator[bytes]:
    """Yield what Windows tells while `code` and Enter are typed by a scanner."""
    for sign in code:
        place, shift = PLACES[sign]
        strokes = [(DOWN, place), (UP, place)]
        if shift:
            strokes = [(DOWN, 0x2A), *strokes, (UP, 0x2A)]
        yield from (message(kind, one, at_ms) for kind, one in strokes)
        at_ms += gap_ms
    yield from (message(kind, positions.ENTER, at_ms) for kind in (DOWN, UP))


def show(tap: LookingTap, told: bytes, name: bytes = b"windows_generic_MSG") -> None:
    buffer = ctypes.create_string_buffer(told, len(told))
    assert tap.nativeEventFilter(name, ctypes.addressof(buffer)) == (False, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("gap_ms", [0, 8, 30])
@pytest.mark.parametrize("code", [CODE, TICKET, "11112222"])
def test_messages_that_are_told_twice_are_one_scan(code: str, gap_ms: int) -> None:
    witness = Witness()
    tap = LookingTap(witness)
    for told in messages(code, 5_000, gap_ms):
        show(tap, told)
        show(tap, told)
        show(tap, told, b"windows_dispatcher_MSG")
    assert witness.reading(None) == code
    assert witness.reading(None) is None


def test_the_turn_of_windows_counter_amid_a_scan_does_not_matter() -> None:
    witness = Witness()
    tap = LookingTap(witness)
    for told in messages(CODE, 2**32 - 50, 8):
        show(tap, told)
    assert witness.reading(None) == CODE


def test_what_qt_was_not_told_of_is_in_the_scan(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    taps: list[LookingTap] = []

    def looking_tap(_application: object, witness: Witness) -> LookingTap:
        taps.append(LookingTap(witness))
        return taps[0]

    monkeypatch.setattr(keyboard_scanner, "looking_tap", looking_tap)
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    scanner = KeyboardScanner(application)
    scans: list[Scan] = []
    scanner.scanned.connect(scans.append)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    for told in messages(TICKET, 9_000, 4):
        show(taps[0], told)
    for sign in TICKET:
        if sign not in "[]^`":
            strike(field.windowHandle(), sign)
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.text for one in scans] == [TICKET])
    assert field.text() == ""
    scanner.setParent(None)
    scanner.deleteLater()
