"""The keys of the window: what each does, and the right that it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.domain.staff import Right


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, who may, and whether it does so on every screen or at the reception only."""

    act: Callable[[], None]
    right: Right = Right.SCAN
    everywhere: bool = False


def bind(window: QWidget, keys: Mapping[str, Key], pressed: Callable[[Key], None]) -> None:
    """Call `pressed` with the Key whenever one of `keys` is pressed in the window that `window` is in."""
    for sequence, key in keys.items():
        shortcut = QShortcut(QKeySequence(sequence), window)
        shortcut.activated.connect(lambda key=key: pressed(key))
