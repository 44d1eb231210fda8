"""Scans are taken whatever has the focus; what a person types reaches its field, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.domain import codes
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
from tests.desk_window import PERSON_MS, SCANNER_MS, scan_keys, type_keys
from tests.keys_time import KeysTime

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kiosk.scanning.scanner import Scan

CODE = codes.make(0x1234567890ABCDEF1234567890ABCDEF)


class Bench(QWidget):
    """A field and a button that must not be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("default")
        self.pressed: list[bool] = []
        self.entered: list[str] = []
        self.scans: list[str] = []
        self.button.setAutoDefault(True)
        self.button.clicked.connect(lambda: self.pressed.append(True))
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.scanner = KeyboardScanner.of_application()
        self.scanner.scanned.connect(self._on_scanned)

    def _on_scanned(self, scan: Scan) -> None:
        self.scans.append(scan.text)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    one = Bench()
    qtbot.addWidget(one)
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    return one


def scan(widget: QWidget, code: str, suffix: Qt.Key | None = Qt.Key.Key_Return) -> None:
    scan_keys(widget.windowHandle(), code, suffix)


def press(widget: QWidget, key: Qt.Key, after_ms: int = PERSON_MS) -> None:
    KeysTime.of_application().let_pass(after_ms)
    QTest.keyClick(widget.windowHandle(), key)


@pytest.mark.parametrize("focused", ["field", "button"])
@pytest.mark.parametrize("suffix", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, None])
def test_a_scan_is_taken_and_leaves_nothing_behind(
    qtbot: QtBot, bench: Bench, focused: str, suffix: Qt.Key | None
) -> None:
    getattr(bench, focused).setFocus()
    scan(bench, CODE, suffix)
    qtbot.waitUntil(lambda: bench.scans == [CODE])
    assert bench.field.text() == ""
    assert bench.pressed == []
    assert bench.entered == []
    assert getattr(bench, focused).hasFocus()


def test_a_second_enter_of_the_scanner_presses_nothing(qtbot: QtBot, bench: Bench) -> None:
    bench.button.setFocus()
    scan(bench, CODE)
    KeysTime.of_application().strike_after(SCANNER_MS)
    QTest.keyClick(bench.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.scans == [CODE])
    assert bench.pressed == []


def test_row_19_a_scan_does_not_press_the_default_button_of_a_dialog(qtbot: QtBot, bench: Bench) -> None:
    dialog = QDialog(bench)
    button = QPushButton("OK", dialog)
    button.setDefault(True)
    button.clicked.connect(dialog.accept)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    scan(dialog, CODE)
    qtbot.waitUntil(lambda: bench.scans == [CODE])
    assert dialog.isVisible()
    dialog.close()


def test_what_a_person_types_reaches_the_field_in_order(qtbot: QtBot, bench: Bench) -> None:
    bench.field.setFocus()
    type_keys(bench.windowHandle(), "benjelloun")
    press(bench, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.entered == ["benjelloun"])
    assert bench.scans == []


def test_a_few_fast_letters_are_typing(qtbot: QtBot, bench: Bench) -> None:
    bench.field.setFocus()
    scan(bench, "benj")
    qtbot.waitUntil(lambda: bench.entered == ["benj"])
    assert bench.scans == []


def test_a_key_that_types_nothing_comes_after_what_was_typed_before_it(qtbot: QtBot, bench: Bench) -> None:
    bench.field.setFocus()
    scan(bench, "ab", Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: bench.field.text() == "a")


def test_two_scans_one_after_the_other_are_two(qtbot: QtBot, bench: Bench) -> None:
    other = codes.make(77)
    for code in (CODE, other):
        scan(bench, code)
    qtbot.waitUntil(lambda: bench.scans == [CODE, other])


def test_a_person_can_press_enter_again_after_a_scan(qtbot: QtBot, bench: Bench) -> None:
    bench.button.setFocus()
    scan(bench, CODE)
    qtbot.waitUntil(lambda: bench.scans == [CODE])
    press(bench, Qt.Key.Key_Space, 200)
    qtbot.waitUntil(lambda: bench.pressed == [True])
