"""Takes scans from keyboard-wedge scanners, whatever has the focus, and leaves typing to its field.

Keys that type something are held a moment: dropped if they turn out to be a scan, handed to the
focused field in order if a person typed them. The Enter that ends a scan is swallowed, so that it
presses no button. `scanning/wedge` decides which is which.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from shiboken6 import isValid

from kiosk.scanning import positions
from kiosk.scanning.scanner import Scan
from kiosk.scanning.wedge import Burst, Press

_HOLD_MS: Final = 50
_QUIET_MS: Final = 120
"""After a scan: a second Enter, or the line feed that some scanners add."""
_REPEAT_MS: Final = 200
"""No system repeats a held key sooner; what comes earlier is a scanner's doubled character."""
_LATE_MS: Final = 10

_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_BARE = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)


def _position(event: QKeyEvent) -> int | None:
    """Return the key's place on the PC keyboard, or None where it is not told (tests, macOS)."""
    place = event.nativeScanCode()
    if not place or sys.platform == "darwin":
        return None
    return place if sys.platform == "win32" else place - 8  # X11 and Wayland count from 8


def _us_character(event: QKeyEvent) -> str | None:
    place = _position(event)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return None if place is None else positions.character(place, shift=shift)


class KeyboardScanner(QObject):
    """Watches one application's keys. `scanned` fires with a Scan when a scanner has typed one."""

    scanned = Signal(Scan)

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._burst = Burst()
        self._held: list[QKeyEvent | QInputMethodEvent] = []
        self._struck: QWindow | None = None  # without a window manager a window gets keys and no focus
        self._released_later: set[int] = set()
        self._repeated: tuple[int, int] = (0, 0)
        self._quiet_until_ms = -1
        self._waits_for_suffix = False
        self._replaying = False
        self._since_armed = QElapsedTimer()
        self._armed_ms = 0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)
        application.focusWindowChanged.connect(self._watch)
        application.focusObjectChanged.connect(self._watch)
        self._watch(application.focusWindow())
        self._watch(application.focusObject())

    @classmethod
    def of_application(cls) -> KeyboardScanner:
        """Return the scanner of this application, made when first asked for."""
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        return application.findChild(cls) or cls(application)

    @property
    def holds(self) -> bool:
        """Whether keys are held back that may yet turn out to be a scan, or typing."""
        return bool(self._held) or self._burst.is_scan()

    def _watch(self, target: QObject | None) -> None:
        if target is not None:
            target.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Return True for the events that go no further."""
        if self._replaying:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(target, QWindow) and isinstance(event, QKeyEvent):
            self._struck = target
            return self._pressed(event)
        if kind == QEvent.Type.KeyRelease and isinstance(target, QWindow) and isinstance(event, QKeyEvent):
            return self._released(event)
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return not isinstance(target, QWindow) and self._composed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        at_ms = event.timestamp()
        if self._is_held_down(event, at_ms):
            return self._let_through(at_ms)
        if event.modifiers() & _MODIFIED and not event.text().isprintable():
            return self._let_through(at_ms)
        if event.key() in _ENDS:
            return self._ended(event, at_ms)
        if event.key() in _BARE:
            return False
        if not event.text() or not event.text().isprintable():
            return self._let_through(at_ms)
        self._burst.add(Press(at_ms, _us_character(event), event.text()))
        self._released_later.add(event.key())
        self._hold(event)
        return True

    def _is_held_down(self, event: QKeyEvent, at_ms: int) -> bool:
        if event.key() != self._repeated[0] or not event.isAutoRepeat():
            self._repeated = (event.key(), at_ms)
        return event.isAutoRepeat() and at_ms - self._repeated[1] > _REPEAT_MS

    def _let_through(self, at_ms: int) -> bool:
        """Hand over what was held, then this key; just after a scan a key goes nowhere."""
        self._burst.forget()
        if at_ms < self._quiet_until_ms:
            return True
        self._replay()
        return False

    def _ended(self, event: QKeyEvent, at_ms: int) -> bool:
        scan = self._burst.end(at_ms)
        if scan is not None:
            self._released_later.add(event.key())
            self._take(scan, at_ms)
            return True
        if at_ms < self._quiet_until_ms:
            self._released_later.add(event.key())
            return True
        self._replay()
        return False

    def _released(self, event: QKeyEvent) -> bool:
        if event.key() not in self._released_later:
            return False
        if not event.isAutoRepeat():
            self._released_later.discard(event.key())
        return True

    def _composed(self, event: QInputMethodEvent) -> bool:
        """Hold what an input method typed: Arabic layouts give lam-alef so."""
        if not event.commitString() or event.preeditString():
            return False
        self._burst.add(Press(self._burst.last_ms or 0, None, event.commitString()))
        self._hold(event)
        return True

    def _hold(self, event: QKeyEvent | QInputMethodEvent) -> None:
        self._held.append(event.clone())
        self._waits_for_suffix = False
        self._arm(_HOLD_MS)

    def _arm(self, ms: int) -> None:
        self._armed_ms = ms
        self._since_armed.start()
        self._timer.start(ms)

    def _on_silence(self) -> None:
        if self._since_armed.elapsed() > self._armed_ms + _LATE_MS:
            self._arm(_LATE_MS)  # the window was busy: let the keys that queued up in first
            return
        if not self._burst.is_scan():
            self._replay()
        elif not self._waits_for_suffix:
            self._waits_for_suffix = True
            self._arm(self._burst.rhythm.max_gap_ms)
        else:
            last_ms = self._burst.last_ms or 0
            scan = self._burst.end()
            if scan is not None:
                self._take(scan, last_ms)

    def _take(self, scan: Scan, at_ms: int) -> None:
        self._timer.stop()
        self._held.clear()
        self._waits_for_suffix = False
        self._quiet_until_ms = at_ms + _QUIET_MS
        self.scanned.emit(scan)

    def _replay(self) -> None:
        """Hand what was held to whoever has the focus now, in order."""
        self._timer.stop()
        self._waits_for_suffix = False
        held, self._held = self._held, []
        self._replaying = True
        try:
            for event in held:
                self._give(event)
        finally:
            self._replaying = False

    def _give(self, event: QKeyEvent | QInputMethodEvent) -> None:
        """Hand one event over; a key is released too, for the real release was kept from the field."""
        if isinstance(event, QInputMethodEvent):
            _send(QGuiApplication.focusObject(), event)
            return
        window = QGuiApplication.focusWindow() or self._struck
        _send(window, event)
        _send(window, QKeyEvent(QEvent.Type.KeyRelease, event.key(), event.modifiers(), event.text()))


def _send(target: QObject | None, event: QEvent) -> None:
    if target is not None and isValid(target):
        QCoreApplication.sendEvent(target, event)
