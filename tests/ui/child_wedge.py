"""A process with a window to scan into, told what to do in lines, telling what came of it in JSON.

`focus nothing|field|table|dialog`, `reset`, `stall SECONDS`, `told`, `settled SCANS`.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.scanning import native_events, positions
from kiosk.scanning.scanner import Scan
from kiosk.ui.inputs.input_methods import make_safe
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner

if TYPE_CHECKING:
    from shiboken6 import VoidPtr

_PATIENCE_S = 30
errors: list[str] = []


class _Stamps(QAbstractNativeEventFilter):
    """Notes when keys were pressed by the X server's clock: whatever this process was doing then."""

    def __init__(self) -> None:
        super().__init__()
        self.ms: list[int] = []

    def nativeEventFilter(  # type: ignore[override]  # noqa: N802  Qt's name
        self, _name: QByteArray | bytes, message: VoidPtr
    ) -> tuple[bool, int]:
        event = ctypes.string_at(int(message), native_events.X11_SIZE)  # type: ignore[call-overload]
        if native_events.is_x11_key(event[0]):
            key = native_events.of_x11(event)
            if key.is_press and not key.is_sent and not positions.is_modifier(key.place):
                self.ms.append(key.at_ms)
        return False, 0


class _Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.resize(800, 500)
        self.scans: list[str] = []
        self.entered: list[str] = []
        self.clicks = 0
        self.nothing = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.field = QLineEdit()
        self.table = QTableWidget(40, 3)
        for row in range(40):
            self.table.setItem(row, 0, QTableWidgetItem("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789MNOP"[row]))
        self.button = self._default_button("default")
        self.dialog = QDialog(self)
        self.answer = QLineEdit()
        inside = QHBoxLayout(self.dialog)
        inside.addWidget(self.answer)
        inside.addWidget(self._default_button("OK"))
        column = QVBoxLayout(self)
        for widget in (self.nothing, self.field, self.table, self.button):
            column.addWidget(widget)
        for key in ("M", "1", "/", "Return", "Ctrl+J"):
            shortcut = QShortcut(QKeySequence(key), self.nothing)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._on_click)
        for field in (self.field, self.answer):
            field.returnPressed.connect(lambda field=field: self.entered.append(field.text()))
        self.scanner = KeyboardScanner.of_application()
        self.scanner.scanned.connect(self._on_scanned)
        self.stamps = _Stamps()  # the last one to be installed is the first one to see
        application = QApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self.stamps)

    def _default_button(self, words: str) -> QPushButton:
        button = QPushButton(words, autoDefault=True, default=True)
        button.clicked.connect(self._on_click)
        return button

    def _on_click(self) -> None:
        self.clicks += 1

    def _on_scanned(self, scan: Scan) -> None:
        self.scans.append(scan.text)

    def focus(self, what: str) -> None:
        self.dialog.setVisible(what == "dialog")
        target = self.answer if what == "dialog" else getattr(self, what)
        target.window().activateWindow()
        target.setFocus()
        _until(target.hasFocus)

    def reset(self) -> None:
        _until(lambda: not self.scanner.holds)
        for one in (self.field, self.answer):
            one.clear()
        self.scans.clear()
        self.stamps.ms.clear()
        self.entered.clear()
        self.table.setCurrentCell(0, 0)
        self.clicks = 0

    def told(self) -> dict[str, Any]:
        focused = QApplication.focusWidget()
        names = ("nothing", "field", "table", "button", "answer")
        return {
            "scans": self.scans,
            "field": self.field.text(),
            "answer": self.answer.text(),
            "entered": self.entered,
            "clicks": self.clicks,
            "row": self.table.currentRow(),
            "edits": self.table.state() == QTableWidget.State.EditingState,
            "focus": next((name for name in names if getattr(self, name) is focused), ""),
            "dialog": self.dialog.isVisible(),
            "errors": errors,
            "sees_first": self.scanner.sees_first,
            "stamps_ms": self.stamps.ms,
        }


def _until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not ready() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


class _Orders:
    """Reads what is asked for, a line at a time, from the event loop."""

    def __init__(self, window: _Window) -> None:
        self._window, self._rest = window, b""
        self._wanted: tuple[int, float] | None = None
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_input)
        self._settling = QTimer(interval=3)
        self._settling.timeout.connect(self._on_settling)

    def _on_input(self) -> None:
        read = os.read(sys.stdin.fileno(), 4096)
        if not read:
            QApplication.exit()
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            self._obey(*line.decode().split())

    def _obey(self, order: str, *rest: str) -> None:
        if order == "settled":
            self._wanted = (int(rest[0]), time.monotonic() + _PATIENCE_S)
            self._settling.start()
            return
        if order == "stall":
            self._answer()
            time.sleep(float(rest[0]))
            return
        if order != "told":
            getattr(self._window, order)(*rest)
        self._answer()

    def _on_settling(self) -> None:
        assert self._wanted is not None
        scans, end = self._wanted
        there = len(self._window.scans) >= scans and not self._window.scanner.holds
        if there or time.monotonic() > end:
            self._settling.stop()
            QTimer.singleShot(20, self._answer)  # what comes too late would show

    def _answer(self) -> None:
        print(json.dumps(self._window.told()), flush=True)


def _main() -> None:
    sys.excepthook = lambda _kind, error, _trace: errors.append(repr(error))
    make_safe(os.environ)
    application = QApplication(sys.argv[:1])
    window = _Window()
    window.show()
    window.activateWindow()
    _until(window.isActiveWindow)
    orders = _Orders(window)
    print(json.dumps(window.told()), flush=True)
    application.exec()
    del orders


if __name__ == "__main__":
    _main()
