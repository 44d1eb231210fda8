"""Notices that nobody has touched the desk for a while: a person's key, mouse or finger counts, no scan does.

A scanner's keys are swallowed at the window by `keyboard_scanner`, so that only a person's reach what has
the focus. Keys that are bound to something are told there too, as they never reach a window.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

_CHECK_MS: Final = 1_000
_TOUCHED: Final = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)
_KEYS: Final = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
# Scanners press these too, for a capital letter.
_BARE: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def running_s() -> float:
    """Return a number of seconds that no clock setting changes, and that a closed lid does not stop."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Idle(QObject):
    """Watches one application while it is started. `idled` fires once nobody has touched it for so long."""

    idled = Signal()

    def __init__(self, parent: QObject, now_s: Callable[[], float] = running_s) -> None:
        super().__init__(parent)
        self.now_s = now_s
        self._after_s = 0
        self._touched_s = 0.0
        self._timer = QTimer(self, interval=_CHECK_MS)
        self._timer.timeout.connect(self.check)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        application.focusObjectChanged.connect(self._watch)

    @property
    def is_watching(self) -> bool:
        """Whether somebody's absence would be noticed."""
        return self._timer.isActive()

    def start(self, after_s: int) -> None:
        """Begin to wait now; 0 is never."""
        self._after_s = after_s
        self.touch()
        if after_s <= 0:
            self.stop()
            return
        self._timer.start()
        self._watch(QGuiApplication.focusWindow())
        self._watch(QGuiApplication.focusObject())

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()

    def touch(self) -> None:
        """Take it that somebody is here."""
        self._touched_s = self.now_s()

    def check(self) -> None:
        """Tell once if nobody has been here for too long."""
        if self.is_watching and self.now_s() - self._touched_s >= self._after_s:
            self._timer.stop()
            self.idled.emit()

    def _watch(self, target: QObject | None) -> None:
        if target is not None and self.is_watching:
            target.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Look on; every event goes further."""
        if self.is_watching and is_touch(target, event):
            self.touch()
        return False


def is_touch(target: QObject, event: QEvent) -> bool:
    """Return whether this is a person's doing, as far as what it reaches tells."""
    kind = event.type()
    if kind in _TOUCHED:
        return True
    if kind not in _KEYS or not isinstance(event, QKeyEvent) or event.key() in _BARE:
        return False
    # A shortcut's question is sent for every key, a scanner's as well, before anybody knows whose it is.
    return _is_command(event) if kind == QEvent.Type.ShortcutOverride else not target.isWindowType()


def _is_command(event: QKeyEvent) -> bool:
    """Whether a key does something rather than writes: no scanner has those."""
    key, types = Qt.Key(event.key()), bool(event.text()) and event.text().isprintable()
    if key == Qt.Key.Key_Escape or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    return bool(event.modifiers() & _COMMANDS) and not types
