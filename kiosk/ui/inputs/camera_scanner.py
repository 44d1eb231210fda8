"""A camera as a scanner: one picture at a time on a worker's thread, the newest wins, a badge in view once.

What is slow to load (QtMultimedia, numpy, zxing-cpp) is loaded when it is first started.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from kiosk.errors import ScannerError, Trouble
from kiosk.scanning import cameras
from kiosk.scanning.device import Kind, State
from kiosk.scanning.scanner import Scan
from kiosk.ui.inputs.reviving import Reviving
from kiosk.ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

    from kiosk.scanning.cameras import Camera
    from kiosk.scanning.frames import Newest, Watch
    from kiosk.ui.inputs.eyes import Eye
    from kiosk.ui.inputs.pictures import Look

_SILENT_MS: Final = 5_000
"""A camera that sends nothing for so long is covered, asleep or half unplugged."""


class CameraScanner(Reviving):
    """Reads codes from one camera; the system's own choice unless one is chosen. Signals as in Reviving.

    `looked` fires with a Look for each picture that was read; `cameras_changed` when a camera was
    plugged in or unplugged. `eye` stands in for the real cameras in tests.
    """

    kind: ClassVar[Kind] = Kind.CAMERA
    looked = Signal(object)
    cameras_changed = Signal()

    def __init__(self, parent: QObject | None = None, eye: Eye | None = None) -> None:
        super().__init__(parent)
        self._eye: Eye | None = None
        self._given_eye = eye
        self._camera_id = self._title = ""
        self._open_camera: Camera | None = None
        self._run = 0
        self._tasks = Tasks(self._lose)
        self._newest: Newest[QVideoFrame]
        self._watch: Watch
        self._clock = QElapsedTimer()
        self._clock.start()
        self._silent = QTimer(self, singleShot=True, interval=_SILENT_MS)
        self._silent.timeout.connect(self._on_silent)

    # -- choosing ---------------------------------------------------------------------------------------

    def cameras(self) -> tuple[Camera, ...]:
        """Return the cameras of this computer; none before it was started and `cameras_changed` has fired."""
        return self._eye.cameras() if self._eye is not None else ()

    @property
    def camera(self) -> Camera | None:
        """The camera that is open."""
        return self._open_camera

    @property
    def counts(self) -> tuple[int, int]:
        """How many pictures were read, and how many were dropped for newer ones, since it was started."""
        return (self._newest.read, self._newest.dropped) if self._eye is not None else (0, 0)

    def choose(self, camera_id: str) -> None:
        """Look through the camera with this id from now on, if it looks; "" is the system's own choice."""
        self._camera_id = camera_id
        self._restart()

    def _load(self) -> None:
        """Load what takes long while the window goes on, then open."""
        run = self._run

        def loaded(error: ScannerError | None) -> None:
            if run != self._run or self._state is State.STOPPED:
                return
            if error is None:
                error = self._look_out()
            if error is not None:
                self._lose(error)
            else:
                self.cameras_changed.emit()
                self._open()

        self._tasks.free(self, _loaded, loaded)

    def _look_out(self) -> ScannerError | None:
        """Begin to know which cameras there are; return what stands against it."""
        from kiosk.scanning.frames import Newest, Watch

        eye = self._given_eye
        if eye is None:
            try:
                from kiosk.ui.inputs.eyes import CameraEye
            except ImportError as error:  # a system library of video is missing
                return ScannerError(Trouble.CAMERA_NO_LIBRARY, detail=str(error))
            eye = CameraEye(self)
        self._eye, self._newest, self._watch = eye, Newest(), Watch()
        eye.arrived.connect(self._on_frame)
        eye.broke.connect(self._lose)
        eye.changed.connect(self._on_changed)
        return None

    # -- opening and losing -----------------------------------------------------------------------------

    def _open(self) -> None:
        if self._eye is None:
            self._load()
            return
        there = self._eye.cameras()
        camera = cameras.chosen(self._camera_id, there)
        if camera is None:
            code = Trouble.CAMERA_GONE if there and self._camera_id else Trouble.CAMERA_MISSING
            self._lose(ScannerError(code, camera=self._title))
            return
        self._open_camera = camera
        self._title = camera.title
        self._silent.start()
        self._eye.open(camera)

    def _close(self) -> None:
        self._silent.stop()
        self._open_camera = None
        self._run += 1
        if self._eye is not None:
            self._eye.close()
            self._newest.forget()

    def stop(self) -> None:
        """Let the camera go, with the picture that is being read."""
        super().stop()
        self._tasks.close()

    def _on_changed(self) -> None:
        self.cameras_changed.emit()
        if self._eye is None:
            return
        open_ = self._open_camera
        if open_ is not None and open_.id not in [one.id for one in self._eye.cameras()]:
            self._lose(ScannerError(Trouble.CAMERA_GONE, camera=open_.title))
        else:
            self._try_now()

    def _on_silent(self) -> None:
        self._lose(ScannerError(Trouble.CAMERA_SILENT, camera=self._title))

    # -- looking ----------------------------------------------------------------------------------------

    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._open_camera is None:
            return
        self._silent.start()
        if self._state is not State.CONNECTED:
            self._found()
        chosen = self._newest.offer(frame)
        if chosen is not None:
            self._look(chosen)

    def _look(self, frame: QVideoFrame) -> None:
        from kiosk.ui.inputs import pictures

        run, turn = self._run, self._newest.read
        self._tasks.free(self, partial(pictures.look, frame, turn), partial(self._on_looked, run))

    def _on_looked(self, run: int, seen: Look | None) -> None:
        if run != self._run or self._open_camera is None:
            return  # the camera was let go meanwhile
        following = self._newest.done()
        if following is not None:
            self._look(following)
        if seen is None:
            return
        self.looked.emit(seen)
        for text in self._watch.new(seen.found, self._clock.elapsed()):
            if run == self._run:  # who hears of a scan may stop looking
                self.scanned.emit(Scan(text))


def _loaded() -> ScannerError | None:
    """Load numpy and zxing-cpp; return what stands against it."""
    try:
        from kiosk.scanning import decoding, frames  # noqa: F401  a later import finds them
    except ImportError as error:
        return ScannerError(Trouble.CAMERA_NO_LIBRARY, detail=str(error))
    return None
