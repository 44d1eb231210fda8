"""A camera through QtMultimedia: which there are, its pictures, and what is wrong with it.

`Eye` is the seam: the tests look at a video file through another one. To be imported late: loading
QtMultimedia takes a while, and fails where a system library is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QObject, Qt, Signal, Slot
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from kiosk.errors import ScannerError, Trouble
from kiosk.scanning import cameras
from kiosk.scanning.cameras import Camera, Format

if TYPE_CHECKING:
    from kiosk.scanning.device import Told

# It tells of every library it could do without.
QLoggingCategory.setFilterRules("qt.multimedia.*=false")


class Eye(Protocol):
    """Something that sends pictures. All is told on the GUI thread."""

    @property
    def arrived(self) -> Told:
        """With a QVideoFrame, for each picture."""

    @property
    def broke(self) -> Told:
        """With a ScannerError, when the camera that is open fails."""

    @property
    def changed(self) -> Told:
        """When a camera was plugged in or unplugged."""

    def cameras(self) -> tuple[Camera, ...]:
        """Return the cameras that are there now."""

    def open(self, camera: Camera) -> None:
        """Let `camera` send its pictures."""

    def close(self) -> None:
        """Let no camera send any more."""


class CameraEye(QObject):
    """The cameras of this computer. Signals as in Eye."""

    arrived = Signal(QVideoFrame)
    broke = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.changed)
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._session: QMediaCaptureSession | None = None
        self._camera: QCamera | None = None

    def cameras(self) -> tuple[Camera, ...]:
        return tuple(
            Camera(_id(one), one.description(), one.isDefault()) for one in QMediaDevices.videoInputs()
        )

    def open(self, camera: Camera) -> None:
        """Ask this computer whether we may, and begin."""
        self.close()
        application = QCoreApplication.instance()
        assert application is not None
        allowed = application.checkPermission(QCameraPermission())
        if allowed == Qt.PermissionStatus.Undetermined:  # macOS asks the person
            application.requestPermission(QCameraPermission(), self, lambda _answer: self._begin(camera))
        else:
            self._begin(camera)

    def _begin(self, camera: Camera) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        if application.checkPermission(QCameraPermission()) == Qt.PermissionStatus.Denied:
            self.broke.emit(ScannerError(Trouble.CAMERA_FORBIDDEN, camera=camera.title))
            return
        device = next((one for one in QMediaDevices.videoInputs() if _id(one) == camera.id), None)
        if device is None:
            self.broke.emit(ScannerError(Trouble.CAMERA_GONE, camera=camera.title))
            return
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self._sink)
        self._camera = _prepared(device, self._session)
        self._camera.errorOccurred.connect(lambda _error, detail: self._on_error(camera, detail))
        self._camera.start()

    def close(self) -> None:
        camera, session = self._camera, self._session
        self._camera = self._session = None
        if camera is not None and session is not None:
            camera.blockSignals(True)
            camera.stop()
            session.setCamera(None)  # type: ignore[arg-type]  # none, says Qt's manual
            session.setVideoSink(None)  # type: ignore[arg-type]
            session.deleteLater()

    @Slot(QVideoFrame)  # pictures come on a thread of Qt's own
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._camera is not None and frame.isValid():
            self.arrived.emit(frame)

    def _on_error(self, camera: Camera, detail: str) -> None:
        self.broke.emit(ScannerError(Trouble.CAMERA_BUSY, camera=camera.title, detail=detail))


def _id(device: QCameraDevice) -> str:
    return device.id().toStdString()


def _prepared(device: QCameraDevice, session: QMediaCaptureSession) -> QCamera:
    """Return the camera, told what to send."""
    camera = QCamera(device, session)
    session.setCamera(camera)
    formats = device.videoFormats()
    best = cameras.best(
        [
            Format(
                one.resolution().width(),
                one.resolution().height(),
                one.maxFrameRate(),
                compressed=one.pixelFormat() == QVideoFrameFormat.PixelFormat.Format_Jpeg,
            )
            for one in formats
        ]
    )
    if best is not None:
        camera.setCameraFormat(formats[best])
    return camera
