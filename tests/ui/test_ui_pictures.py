"""A picture is read in whatever way a camera packs it."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from PySide6.QtCore import QLoggingCategory, QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from kiosk.domain import codes
from kiosk.ui.inputs.pictures import look
from tests.scanning.scenes import HEIGHT, WIDTH, Pose, scene

CODE = codes.make(1)
Format = QVideoFrameFormat.PixelFormat
PLANES = [Format.Format_YUV420P, Format.Format_YUV422P, Format.Format_NV12, Format.Format_NV21]
PACKED = [*PLANES, Format.Format_Y8, Format.Format_YUYV, Format.Format_UYVY]


@pytest.fixture(scope="module")
def picture() -> npt.NDArray[np.uint8]:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    return scene(CODE, Pose(side=300))


def filled(packed: QVideoFrameFormat.PixelFormat, picture: npt.NDArray[np.uint8]) -> QVideoFrame:
    """Return a frame whose brightness is `picture` and whose colours are noise."""
    frame = QVideoFrame(QVideoFrameFormat(QSize(WIDTH, HEIGHT), packed))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    line = frame.bytesPerLine(0)
    rows = np.frombuffer(frame.bits(0), np.uint8, count=line * HEIGHT).reshape(HEIGHT, line)
    rows[:] = np.random.default_rng(1).integers(0, 256, rows.shape, np.uint8)
    if packed in (Format.Format_YUYV, Format.Format_UYVY):
        rows[:, int(packed == Format.Format_UYVY) : 2 * WIDTH : 2] = picture
    else:
        rows[:, :WIDTH] = picture
    frame.unmap()
    return frame


@pytest.mark.parametrize(
    "packed",
    PACKED,
    ids=lambda packed: packed.name,
)
def test_brightness_is_found_however_it_is_packed(
    qapp: object, packed: QVideoFrameFormat.PixelFormat, picture: npt.NDArray[np.uint8]
) -> None:
    seen = look(filled(packed, picture), 1)
    assert seen is not None
    assert [one.text for one in seen.found] == [CODE]
    assert (seen.width, seen.height) == (WIDTH, HEIGHT)
    assert (seen.preview.width(), seen.preview.height()) == (WIDTH // 2, HEIGHT // 2)
    assert seen.preview.pixelColor(5, 5).red() == picture[10, 10]


@pytest.mark.parametrize("shape", [QImage.Format.Format_RGB32, QImage.Format.Format_RGBA8888])
def test_a_picture_of_red_green_and_blue_is_read_too(
    qapp: object, shape: QImage.Format, picture: npt.NDArray[np.uint8]
) -> None:
    grey = QImage(picture.data, WIDTH, HEIGHT, WIDTH, QImage.Format.Format_Grayscale8)
    seen = look(QVideoFrame(grey.convertToFormat(shape)), 1)
    assert seen is not None
    assert [one.text for one in seen.found] == [CODE]


@pytest.mark.qt_log_ignore("JPEG", "marker")
@pytest.mark.parametrize("cut", [False, True])
def test_a_compressed_picture_is_unpacked_and_a_broken_one_passed_over(
    qapp: object, picture: npt.NDArray[np.uint8], cut: bool
) -> None:
    out = io.BytesIO()
    Image.fromarray(picture).convert("RGB").save(out, "JPEG")
    data = out.getvalue()[: 200 if cut else None]
    frame = QVideoFrame(QVideoFrameFormat(QSize(WIDTH, HEIGHT), Format.Format_Jpeg))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    room = np.frombuffer(frame.bits(0), np.uint8, count=frame.mappedBytes(0))
    room[:] = 0  # what lies there may be the end of an earlier picture
    room[: len(data)] = np.frombuffer(data, np.uint8)
    frame.unmap()
    seen = look(frame, 1)
    if cut:
        assert seen is None or seen.found == ()
    else:
        assert seen is not None
        assert [one.text for one in seen.found] == [CODE]


def test_a_frame_that_cannot_be_opened_is_passed_over(qapp: object) -> None:
    assert look(QVideoFrame(), 1) is None
