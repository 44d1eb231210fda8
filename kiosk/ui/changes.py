"""One signal that tells every screen what has changed, so that screens need not know each other."""

from __future__ import annotations

from enum import Flag, auto

from PySide6.QtCore import QObject, Signal


class Change(Flag):
    """What has changed."""

    EVENT = auto()
    PEOPLE = auto()
    ADMISSIONS = auto()
    JOBS = auto()


class Changes(QObject):
    """`changed` fires on the GUI thread, after the change is kept."""

    changed = Signal(Change)

    def tell(self, change: Change) -> None:
        """Tell all screens of `change`."""
        self.changed.emit(change)
