"""A camera that is a video file: played by Qt as fast as it was filmed, or unplugged, or busy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from kiosk.errors import ScannerError, Trouble
from kiosk.scanning.cameras import Camera


class VideoEye(QObject):
    """An Eye. `ended` fires when the film is over."""

    arrived = Signal(QVideoFrame)
    broke = Signal(object)
    changed = Signal()
    ended = Signal()

    def __init__(self, film: Path) -> None:
        super().__init__()
        self.there = [Camera("film", "A film")]
        self.films = {"film": film}
        self.is_busy = False
        self.frames = 0
        self.opened: list[str] = []
        self._sink = QVideoSink(self)
        self._player: QMediaPlayer | None = None
        self._sink.videoFrameChanged.connect(self._on_frame)

    def cameras(self) -> tuple[Camera, ...]:
        return tuple(self.there)

    def open(self, camera: Camera) -> None:
        self.close()
        self.opened.append(camera.id)
        if self.is_busy:
            self.broke.emit(ScannerError(Trouble.CAMERA_BUSY, camera=camera.title, detail="in use"))
            return
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.setSource(QUrl.fromLocalFile(str(self.films[camera.id])))
        self._player.play()

    def close(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.blockSignals(True)
            player.stop()
            player.deleteLater()

    def unplug(self) -> None:
        self.there.clear()
        self.changed.emit()

    def plug(self, *cameras: Camera) -> None:
        self.there.extend(cameras or [Camera("film", "A film")])
        self.changed.emit()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._player is not None and frame.isValid():
            self.frames += 1
            self.arrived.emit(frame)

    @Slot(QMediaPlayer.MediaStatus)
    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self.ended.emit()
