"""The scanners beside the keyboard, as the reception uses them, and the picture of the camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk import words
from kiosk.language import _
from kiosk.scanning.device import Kind, State
from kiosk.scanning.scanner import Scan
from kiosk.scanning.serial_ports import LIKELIEST, Port
from kiosk.ui import appearance
from kiosk.ui.inputs.devices import Devices

if TYPE_CHECKING:
    from kiosk.errors import MarhabaError
    from kiosk.ui.desk import Desk
    from kiosk.ui.screens.reception import Reception
    from kiosk.ui.widgets.camera_preview import CameraPreview
    from kiosk.ui.widgets.header import Header

_PICTURE_HEIGHT = 270


class Listening(QObject):
    """`scanned` fires with the Scan of a serial port or a camera, whatever screen is shown."""

    scanned = Signal(Scan)

    def __init__(self, reception: Reception, header: Header) -> None:
        super().__init__(reception)
        self._reception, self._header = reception, header
        self._preview: CameraPreview | None = None
        self._desk: Desk | None = None
        self._troubles: dict[Kind, MarhabaError] = {}
        self.devices = Devices.of_application()
        self.devices.scanned.connect(self._on_scanned)
        self.devices.state_changed.connect(self._on_state)
        self.devices.failed.connect(self._on_failed)

    def serve(self, desk: Desk) -> None:
        """Listen at the serial port that this desk was set up with, if any."""
        self._desk = desk
        told = desk.station.settings
        if told.serial_port:
            from kiosk.ui.inputs.serial_scanner import ports

            named = next((one for one in ports() if one.name == told.serial_port), Port(told.serial_port, ""))
            port = None if told.serial_port == LIKELIEST else named
            self.devices.serial.choose(port, told.serial_speed)
            self.devices.serial.start()

    def leave(self) -> None:
        """Let go of every device: the window closes."""
        self.devices.scanned.disconnect(self._on_scanned)
        self.devices.state_changed.disconnect(self._on_state)
        self.devices.failed.disconnect(self._on_failed)
        self.devices.stop()

    @property
    def watches(self) -> bool:
        """Whether the camera's picture is shown at the reception."""
        return self._preview is not None and not self._preview.isHidden()

    def give_up(self) -> bool:
        """Put the camera's place away if there is no picture in it; return whether there was such a place."""
        if not self.watches or self.devices.camera.state is State.CONNECTED:
            return False
        self.toggle_camera()
        return True

    def toggle_camera(self) -> None:
        """Read badges with the camera, with its picture under the look-up; or stop doing so."""
        camera = self.devices.camera
        if not self.watches and self._desk is not None:
            told = self._desk.station.settings
            camera.choose(told.camera)
            self._picture().mirror(told.camera_mirrored)
        if self.watches:
            camera.stop()
            self._picture().hide()
            return
        self._picture().tell(_("One moment…"))
        self._picture().show()
        camera.start()

    def _picture(self) -> CameraPreview:
        if self._preview is None:
            from kiosk.ui.widgets.camera_preview import CameraPreview

            self._preview = CameraPreview()
            self._preview.setFixedHeight(appearance.px(_PICTURE_HEIGHT))
            self._preview.hide()
            self._reception.show_below(self._preview)
            self.devices.camera.looked.connect(self._preview.show_look)
        return self._preview

    def _on_scanned(self, scan: Scan, _kind: Kind) -> None:
        self.scanned.emit(scan)

    def _on_state(self, kind: Kind, state: State) -> None:
        if state in (State.CONNECTED, State.STOPPED):
            self._troubles.pop(kind, None)
            self._show_trouble()
        elif kind is Kind.CAMERA and self.watches and state is State.STARTING:
            self._picture().tell(_("One moment…"))

    def _on_failed(self, kind: Kind, error: MarhabaError) -> None:
        self._troubles[kind] = error
        self._show_trouble()
        if kind is Kind.CAMERA and self.watches:
            self._picture().tell(words.sentence(error))

    def _show_trouble(self) -> None:
        """Show the newest trouble that still stands, on the header's chip."""
        self._header.show_scanner_trouble(next(reversed(self._troubles.values()), None))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        if self._preview is not None:
            self._preview.retranslate()
