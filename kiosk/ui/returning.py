"""The way back: a screen that had a guest corrected at the reception is shown again once that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kiosk.ui.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.ui.screens.reception import Reception


class Returning(QObject):
    """Goes back when the form closes, unless a guest has come meanwhile."""

    def __init__(self, reception: Reception, go: Callable[[Place], None]) -> None:
        super().__init__(reception)
        self._reception, self._side, self._go = reception, reception.side, go
        self._place: Place | None = None
        self._is_filled = False
        self._side.currentChanged.connect(self._on_turned)

    def send(self, attendee_id: str) -> None:
        """Open the form on a guest whom the audit is about, and go back there when it is closed."""
        self._place, self._is_filled = Place.AUDIT, False
        self._reception.open_form(attendee_id)

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
