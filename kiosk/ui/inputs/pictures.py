"""A camera's picture, read on a worker's thread: its brightness without a copy, the codes, a preview.

To be imported late: it brings numpy and zxing-cpp.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from kiosk.scanning import decoding, frames
from kiosk.scanning.frames import Packing

if TYPE_CHECKING:
    from kiosk.scanning.decoding import Sighting
    from kiosk.scanning.frames import Luminance

PREVIEW_WIDTH: Final = 640

_Format = QVideoFrameFormat.PixelFormat
_GREY: Final = QImage.Format.Format_Grayscale8
_PACKINGS: Final = {
    **dict.fromkeys(
        (
            *(_Format.Format_YUV420P, _Format.Format_YUV422P, _Format.Format_YV12, _Format.Format_NV12),
            *(_Format.Format_NV21, _Format.Format_IMC1, _Format.Format_IMC2, _Format.Format_IMC3),
            *(_Format.Format_IMC4, _Format.Format_Y8),
        ),
        Packing.PLANE,
    ),
    _Format.Format_YUYV: Packing.FIRST_OF_TWO,
    _Format.Format_UYVY: Packing.SECOND_OF_TWO,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in one picture of `width` × `height` pixels, and a grey preview, made smaller."""

    found: tuple[Sighting, ...]
    preview: QImage
    width: int
    height: int


def look(frame: QVideoFrame, turn: int) -> Look | None:
    """Return what is in picture number `turn`; None if it cannot be read."""
    with _brightness(frame) as picture:
        if picture is None:
            return None
        found = decoding.sightings(picture, turn)
        return Look(found, _image(frames.smaller(picture, PREVIEW_WIDTH)), picture.shape[1], picture.shape[0])


def _image(picture: Luminance) -> QImage:
    height, width = picture.shape
    return QImage(picture.data, width, height, width, _GREY).copy()


@contextmanager
def _brightness(frame: QVideoFrame) -> Iterator[Luminance | None]:
    """Lend the picture's brightness; it must not be kept."""
    packing = _PACKINGS.get(frame.pixelFormat())
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        yield None
        return
    try:
        if packing is None:
            grey = _unpacked(frame)
            yield None if grey.isNull() else _lent(grey)
        else:
            plane = memoryview(frame.bits(0))
            yield frames.luminance(plane, frame.width(), frame.height(), frame.bytesPerLine(0), packing)
    finally:
        frame.unmap()


def _lent(grey: QImage) -> Luminance:
    bits = memoryview(grey.constBits())
    return frames.luminance(bits, grey.width(), grey.height(), grey.bytesPerLine(), Packing.PLANE)


def _unpacked(frame: QVideoFrame) -> QImage:
    """Return a picture that is compressed, or made of red, green and blue, in grey."""
    kind = frame.pixelFormat()
    if kind == _Format.Format_Jpeg:
        data = bytes(frame.bits(0)[: frame.mappedBytes(0)])
        return QImage.fromData(data).convertToFormat(_GREY)
    shape = QVideoFrameFormat.imageFormatFromPixelFormat(kind)
    if shape == QImage.Format.Format_Invalid:
        return frame.toImage().convertToFormat(_GREY)
    image = QImage(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0), shape)
    return image.convertToFormat(_GREY)
