"""A camera that sends one picture whenever somebody shows it something: for all but the speed of a film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from kiosk.scanning.cameras import Camera
from tests.scanning.scenes import Pose, scene

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame


class StillEye(QObject):
    """An Eye."""

    arrived = Signal(object)
    broke = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.there = [Camera("still", "A camera")]

    def cameras(self) -> tuple[Camera, ...]:
        return tuple(self.there)

    def open(self, _camera: Camera) -> None:
        self.see("")

    def close(self) -> None: ...

    def see(self, code: str) -> None:
        self.arrived.emit(_frame(code))


def _frame(code: str) -> QVideoFrame:
    from PySide6.QtMultimedia import QVideoFrame

    picture = scene(code, Pose())
    height, width = picture.shape
    return QVideoFrame(QImage(picture.data, width, height, width, QImage.Format.Format_Grayscale8).copy())
