"""The real badge of whoever is on the card, as a picture: drawn beside everything else, never awaited."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from kiosk.ui import pictures
from kiosk.ui.changes import Change

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk

_KEPT: Final = 24


class Previews(QObject):
    """Draws badges, one at a time. `drawn` fires with a person's id and the picture."""

    drawn = Signal(str, QImage)

    def __init__(self, desk: Desk, height: int) -> None:
        super().__init__(desk)
        self._desk = desk
        self._height = height
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._drawing = False
        self._wanted = ""
        self._round = 0
        desk.changes.changed.connect(self._on_changed)

    def ask(self, attendee_id: str) -> None:
        """Have the badge of this person drawn; one asked for meanwhile is drawn in its stead."""
        kept = self._kept.get(attendee_id)
        if kept is not None:
            self._kept.move_to_end(attendee_id)
            self.drawn.emit(attendee_id, kept)
            return
        self._wanted = attendee_id
        self._next()

    def _next(self) -> None:
        if self._drawing or not self._wanted:
            return
        wanted, self._wanted, self._drawing = self._wanted, "", True
        station, height, since = self._desk.station, self._height, self._round
        self._desk.tasks.free(
            self,
            lambda: picture(station, wanted, height),
            lambda image: self._on_drawn(wanted, image, since),
            self._on_failed,
        )

    def _on_drawn(self, attendee_id: str, image: QImage, since: int) -> None:
        self._drawing = False
        if since == self._round:
            self._kept[attendee_id] = image
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            self.drawn.emit(attendee_id, image)
        else:  # somebody was changed while it was drawn
            self._wanted = self._wanted or attendee_id
        self._next()

    def _on_failed(self, _error: MarhabaError) -> None:
        """No picture: the print job says what is wrong with the badge."""
        self._drawing = False
        self._next()

    def _on_changed(self, change: Change) -> None:
        if change & (Change.PEOPLE | Change.EVENT):
            self._round += 1
            self._kept.clear()


def picture(station: Station, attendee_id: str, height: int) -> QImage:
    """Return the person's badge, `height` pixels high."""
    from kiosk.operations import badges

    return pictures.first_page(badges.badge_pdf(station, attendee_id), height)
