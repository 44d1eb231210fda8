"""A real window on a real station, and the hands that work it: keys, mouse and scanner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import app
from kiosk.operations import events
from kiosk.ui.window import Window
from tests.keys_time import KeysTime

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from kiosk.domain.people import Attendee
    from kiosk.operations.station import Station
    from kiosk.ui.screens.reception import Reception
    from kiosk.ui.widgets.banner import Banner
    from kiosk.ui.workplace import Workplace
    from kiosk.words import Said
    from tests.stations import Clock

PERSON_MS = 45
"""Between a person's keys: slower than any scanner."""
PAUSE_MS = 100
"""From the last key to the scanner's trigger."""
READING_MS = 150
"""A person's key that comes sooner after a scan is taken for one that the scanner adds."""
SCANNER_MS = 2
TURNS = 4
"""What is shown anew lays itself out, and what that moves does so in the next turn of the event loop."""


def strike(window: QWindow, character: str) -> None:
    """Press and release the key of `character`, as the window system tells it."""
    QTest.keyClick(window, character)  # type: ignore[call-overload]  # the stubs know no characters


def type_keys(window: QWindow, text: str, gap_ms: int = PERSON_MS) -> None:
    """Type as a person does."""
    time = KeysTime.of_application()
    for character in text:
        time.let_pass(gap_ms)
        strike(window, character)


def scan_keys(
    window: QWindow, code: str, suffix: Qt.Key | None = Qt.Key.Key_Return, gap_ms: int = SCANNER_MS
) -> None:
    """Type as a keyboard wedge does, and then its suffix."""
    time = KeysTime.of_application()
    time.let_pass(PAUSE_MS)
    for character in code:
        strike(window, character)
        time.strike_after(gap_ms)
    if suffix is not None:
        QTest.keyClick(window, suffix)
    time.begin_anew()


@dataclass
class Hands:
    """Works one window as a volunteer does."""

    bot: QtBot
    window: Window
    clock: Clock

    @property
    def workplace(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def reception(self) -> Reception:
        return self.workplace.reception

    @property
    def banner(self) -> Banner:
        return self.reception.banner

    @property
    def said(self) -> Said:
        """What the banner says of the last guest."""
        assert self.banner.said is not None
        return self.banner.said

    @property
    def guest(self) -> Attendee:
        """Who is on the card."""
        assert self.reception.card.attendee is not None
        return self.reception.card.attendee

    @property
    def station(self) -> Station:
        assert self.workplace.desk is not None
        return self.workplace.desk.station

    @property
    def handle(self) -> QWindow:
        return self.window.windowHandle()

    def settle(self) -> None:
        """Wait until nothing is under way, every answer has been shown and what that put off is done."""
        for _turn in range(TURNS):
            self.bot.waitUntil(lambda: self.workplace.tasks.idle)
            QTest.qWait(0)

    def type(self, text: str) -> None:
        """Type as a person does: key events to the window, whatever has the focus."""
        type_keys(self.handle, text)
        self.bot.waitUntil(self._replayed)
        self.settle()

    def _replayed(self) -> bool:
        from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner

        return not KeyboardScanner.of_application().holds

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        KeysTime.of_application().let_pass(PERSON_MS)
        QTest.keyClick(self.handle, key, modifiers)
        self.bot.waitUntil(self._replayed)
        self.settle()

    def scan(self, code: str, suffix: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Scan as a keyboard wedge does, every key at once and its suffix; then read what the desk says."""
        scan_keys(self.handle, code, suffix)
        KeysTime.of_application().let_pass(READING_MS)
        self.bot.waitUntil(self._replayed)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Press the left mouse button on `widget`."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()


def open_window(bot: QtBot, station: Station, clock: Clock) -> Hands:
    """Return hands on a window that is open on `station` and ready."""
    window = Window(lambda: (station, events.overview(station)), app.close)
    bot.addWidget(window, before_close_func=lambda _window: None)
    with bot.waitSignal(window.opened):
        window.show()
    hands = Hands(bot, window, clock)
    window.activateWindow()
    bot.waitUntil(window.isActiveWindow)
    hands.settle()
    return hands
