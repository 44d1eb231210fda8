"""The scanners of this window beside the keyboard: a serial port and a camera, made when first asked for.

A device can be open once only: whoever wants one, the reception or the screen to set it up, asks here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from kiosk.scanning.device import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.scanning.device import State
    from kiosk.ui.inputs.camera_scanner import CameraScanner
    from kiosk.ui.inputs.reviving import Reviving
    from kiosk.ui.inputs.serial_scanner import SerialScanner


class Devices(QObject):
    """`scanned` fires with a Scan and the Kind of scanner it came by, `state_changed` with Kind and State.

    `failed` fires with Kind and MarhabaError.
    """

    scanned = Signal(object, object)
    state_changed = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera: CameraScanner | None = None
        self._serial: SerialScanner | None = None

    @classmethod
    def of_application(cls) -> Devices:
        """Return those of this application, made when first asked for."""
        application = QCoreApplication.instance()
        assert application is not None
        return application.findChild(cls) or cls(application)

    def standing(self) -> Iterator[tuple[Kind, State]]:
        """Yield how each of them is, of those that have been asked for."""
        for one in (self._serial, self._camera):
            if one is not None:
                yield one.kind, one.state

    def title(self, kind: Kind) -> str:
        """Return what the device of this kind that listens is called; "" where none does."""
        if kind is Kind.SERIAL and self._serial is not None and self._serial.port is not None:
            return self._serial.port.title or self._serial.port.name
        if kind is Kind.CAMERA and self._camera is not None and self._camera.camera is not None:
            return self._camera.camera.title
        return ""

    @property
    def camera(self) -> CameraScanner:
        """The camera; nothing of it is loaded before it is started."""
        if self._camera is None:
            from kiosk.ui.inputs.camera_scanner import CameraScanner

            self.use(CameraScanner(self))
        assert self._camera is not None
        return self._camera

    @property
    def serial(self) -> SerialScanner:
        """The serial port."""
        if self._serial is None:
            from kiosk.ui.inputs.serial_scanner import SerialScanner

            self._serial = SerialScanner(self)
            self._listen(self._serial)
        return self._serial

    def use(self, camera: CameraScanner) -> None:
        """Let this be the camera, instead of making one."""
        self._camera = camera
        self._listen(camera)

    def stop(self) -> None:
        """Let go of every device, before the window closes."""
        for one in (self._camera, self._serial):
            if one is not None:
                one.stop()

    def _listen(self, one: Reviving) -> None:
        kind: Kind = one.kind
        one.scanned.connect(lambda scan: self.scanned.emit(scan, kind))
        one.state_changed.connect(partial(self.state_changed.emit, kind))
        one.failed.connect(partial(self.failed.emit, kind))
