"""Takes scans from keyboard-wedge scanners, whatever has the focus, and leaves typing to its field.

Keys that type something are held a moment: dropped if they turn out to be a scan, handed to the
focused field in order if a person typed them. The Enter that ends a scan is swallowed, so that it
presses no button. `scanning/sieve` decides which is which.

Where a tap sees the window system's own keys first (`native_tap`), they are judged there: on X11 what
comes here then is a person's. Without one, as under Wayland, Qt's keys are judged here by their places;
what an input method makes of a key is held too, but its place is lost.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from shiboken6 import isValid

from kiosk.domain import keyboards
from kiosk.scanning import positions
from kiosk.scanning.native_events import Clock
from kiosk.scanning.scanner import Scan
from kiosk.scanning.sieve import Role, Stroke
from kiosk.scanning.wedge import NO_KEY, Rhythm
from kiosk.scanning.witness import Witness
from kiosk.ui.inputs.gate import Gate
from kiosk.ui.inputs.native_tap import looking_tap, x11_tap

_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_LINE_FEEDS = (Qt.Key.Key_J, Qt.Key.Key_M)
_BARE = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)


_DEAD_KEYS: Final = (Qt.Key.Key_Dead_Grave, Qt.Key.Key_Dead_Longsolidusoverlay)


class KeyboardScanner(QObject):
    """Watches one application's keys. `scanned` fires with a Scan when a scanner has typed one."""

    scanned = Signal(Scan)

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        rhythm = Rhythm()
        self._struck: QWindow | None = None  # without a window manager a window gets keys and no focus
        self._replaying = False
        self._last_ms = 0
        self._clock = Clock()
        self._witness = Witness(rhythm)
        self._gate: Gate[QKeyEvent | QInputMethodEvent] = Gate(self, rhythm, self._replay, self._tell)
        self._tap = x11_tap(application, self, rhythm, self.scanned.emit)
        self._looking = looking_tap(application, self._witness)
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

    def tune(self, gap_ms: int) -> None:
        """Take scanners for such that leave up to `gap_ms` between their characters, on average."""
        rhythm = Rhythm.of_gap(gap_ms)
        self._gate.tune(rhythm)
        self._witness.tune(rhythm)
        if self._tap is not None:
            self._tap.gate.tune(rhythm)

    @property
    def holds(self) -> bool:
        """Whether keys are held back that may yet turn out to be a scan, or typing."""
        return self._gate.holds or (self._tap is not None and self._tap.holds)

    @property
    def sees_first(self) -> bool:
        """Whether keys are seen before any input method has made something else of them."""
        return self._tap is not None or self._looking is not None

    def _watch(self, target: QObject | None) -> None:
        if target is not None:
            target.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Return True for the events that go no further."""
        if self._replaying:
            return False
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return not isinstance(target, QWindow) and self._composed(event)
        if not isinstance(target, QWindow) or not isinstance(event, QKeyEvent) or self._is_judged(event):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._is_no_shortcut(event)
        if kind == QEvent.Type.KeyPress:
            self._struck = target
            self._last_ms = self._clock.unwrapped(event.timestamp())
            return self._gate.press(_stroke(event, self._last_ms), event.clone())
        return kind == QEvent.Type.KeyRelease and self._released(event)

    def _is_no_shortcut(self, event: QKeyEvent) -> bool:
        """Keep a key that may be a scanner's from acting at once: it comes again, to be judged."""
        role = _role(event)
        mine = role is Role.SIGN or (role is Role.SUFFIX and self._gate.holds)
        if mine:
            event.accept()
        return mine

    def _is_judged(self, event: QKeyEvent) -> bool:
        """Whether the tap has kept this key and given it back; those of programs have no scan code."""
        return self._tap is not None and event.nativeScanCode() != 0

    def _released(self, event: QKeyEvent) -> bool:
        return not event.isAutoRepeat() and self._gate.release(event.key(), event.clone())

    def _composed(self, event: QInputMethodEvent) -> bool:
        """Hold what an input method typed: Arabic layouts give lam-alef so."""
        if self._tap is not None or not event.commitString() or event.preeditString():
            return False
        typed = event.commitString()
        stroke = Stroke(NO_KEY, self._last_ms, Role.SIGN, keyboards.of_lam_alef(typed), typed)
        return self._gate.press(stroke, event.clone())

    def _tell(self, scan: Scan) -> None:
        if self._looking is not None:
            scan = replace(scan, by_position=self._witness.reading(scan.by_position) or scan.by_position)
        self.scanned.emit(scan)

    def _replay(self, held: tuple[QKeyEvent | QInputMethodEvent, ...]) -> None:
        """Hand what was held to whoever has the focus now, in order."""
        self._replaying = True
        try:
            for event in held:
                by_method = isinstance(event, QInputMethodEvent)
                window = QGuiApplication.focusWindow() or self._struck
                _send(QGuiApplication.focusObject() if by_method else window, event)
        finally:
            self._replaying = False


def _position(event: QKeyEvent) -> int | None:
    """Return the key's place on the PC keyboard, or None where it is not told (tests)."""
    if sys.platform == "darwin":
        # A is 0 there, and so is every key that no keyboard has pressed.
        return positions.of_macos(event.nativeVirtualKey()) if event.text() else None
    place = event.nativeScanCode()
    if not place:
        return None
    return positions.of_windows(place) if sys.platform == "win32" else positions.of_x11(place)


def us_character(event: QKeyEvent) -> str | None:
    """Return what the key types on a US keyboard, None where its place is not told."""
    place = _position(event)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return None if place is None else positions.character(place, shift=shift)


def _role(event: QKeyEvent) -> Role:
    key, types = Qt.Key(event.key()), bool(event.text()) and event.text().isprintable()
    if _DEAD_KEYS[0] <= key <= _DEAD_KEYS[1]:
        return Role.SIGN
    if key in _BARE:
        return Role.MODIFIER
    if key in _ENDS:
        return Role.SUFFIX
    if event.modifiers() & _MODIFIED and not types:
        is_line_feed = event.modifiers() == Qt.KeyboardModifier.ControlModifier and key in _LINE_FEEDS
        return Role.SUFFIX if is_line_feed else Role.OTHER
    return Role.SIGN if types else Role.OTHER


def _stroke(event: QKeyEvent, at_ms: int) -> Stroke:
    return Stroke(
        event.key(),
        at_ms,
        _role(event),
        us_character(event),
        event.text(),
        repeated=event.isAutoRepeat(),
    )


def _send(target: QObject | None, event: QEvent) -> None:
    if target is not None and isValid(target):
        QCoreApplication.sendEvent(target, event)
