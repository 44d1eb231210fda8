"""The way back: a screen that had a guest corrected at the reception is shown again once that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ui.places import Place
    from kiosk.ui.screens.side import Side


class Returning(QObject):
    """Goes back when the form closes, unless a guest has come meanwhile."""

    def __init__(self, side: Side, go: Callable[[Place], None]) -> None:
        super().__init__(side)
        self._side, self._go = side, go
        self._place: Place | None = None
        self._is_filled = False
        side.currentChanged.connect(self._on_turned)

    def come_from(self, place: Place) -> None:
        """Go back to `place` when the form that opens now is closed."""
        self._place, self._is_filled = place, False

    def stay(self) -> None:
        """Go nowhere: somebody stands at the desk."""
        self._place = None

    def _on_turned(self, _at: int) -> None:
        if self._side.fills_form:
            self._is_filled = True
        elif self._is_filled and self._place is not None:
            # What is said of the correction comes after the form has closed.
            QTimer.singleShot(0, self, self._return)

    def _return(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            self._go(place)
