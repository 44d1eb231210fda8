"""Whether somebody is on duty at a desk, and locking it when they leave or have not touched it for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.ui.inputs.idle import Idle

if TYPE_CHECKING:
    from kiosk.domain.staff import Right
    from kiosk.errors import MarhabaError
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk


class Guard(QObject):
    """Watches one desk.

    `locking` fires as soon as the desk is to be locked: whatever shows guests closes then. `failed` fires
    with the error if that could not be written down; the desk is locked all the same.
    """

    locking = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._signing_out = False
        self.idle = Idle(self)
        self.idle.idled.connect(self._on_idled)
        desk.duty_changed.connect(self._watch)
        self._watch()

    @property
    def has_staff(self) -> bool:
        """Whether people sign in here; where they do not, everybody may do everything."""
        from kiosk.operations.station import OPEN

        return self._desk.station.duty != OPEN

    @property
    def is_locked(self) -> bool:
        """Whether there are staff, and nobody of them is on duty, or will be in a moment."""
        return self.has_staff and (self._signing_out or not self._desk.station.duty.staff_id)

    def may(self, right: Right) -> bool:
        """Return whether whoever is on duty has this right, and is not about to leave."""
        return not self._signing_out and self._desk.may(right)

    def lock(self, *, idle: bool = False) -> None:
        """Lock the desk; nothing happens where nobody is on duty."""
        if not self._desk.station.duty.staff_id or self._signing_out:
            return
        self._signing_out = True
        self.idle.stop()
        self.locking.emit()

        def sign_out(station: Station) -> None:
            from kiosk.operations import staff

            staff.sign_out(station, idle=idle)

        self._desk.ask(self, sign_out, self._on_signed_out, self._on_not_written)

    def _on_signed_out(self, _nothing: None = None) -> None:
        self._signing_out = False
        self._desk.duty_changed.emit()

    def _on_not_written(self, error: MarhabaError) -> None:
        self._on_signed_out()
        self.failed.emit(error)

    def _on_idled(self) -> None:
        self.lock(idle=True)

    def _watch(self) -> None:
        """Wait for somebody's absence while somebody is on duty."""
        if self._desk.station.duty.staff_id:
            self.idle.start(self._desk.station.settings.lock_after_s)
        else:
            self.idle.stop()
