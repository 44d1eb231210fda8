"""A screen whose keys do something, be it that they mean something else elsewhere on the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Act = Callable[[], Any]


class KeyedScreen(QWidget):
    """Asks `_act_of` what a key does here, before the window may take it for its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")

    def _act_of(self, event: QKeyEvent) -> Act | None:  # noqa: ARG002  a screen's own
        """Return what a key does here; None: what it does everywhere."""
        return None

    def event(self, event: QEvent) -> bool:
        """Take the keys that mean something else elsewhere on the window."""
        taken = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if taken and isinstance(event, QKeyEvent) and self._act_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key does."""
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def bind(self, keys: Mapping[str, Act]) -> None:
        """Do these acts at their keys, whatever on this screen has the focus."""
        for sequence, act in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)


def keys_of(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, int]:
    """Return what is held down with a key, and the key, wherever on the keyboard it is."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
