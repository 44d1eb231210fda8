"""Pictures from people's files, made into something that can be put on a badge and into nothing else.

Only PNG and JPEG are read, within limits that are looked at before anything is unpacked. What is kept is
the pixels as they are to be seen: turned upright, without the camera's notes of where and when.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from kiosk.errors import FileRefused, Trouble

BYTES_LIMIT: Final = 20_000_000
SIDE_LIMIT: Final = 12_000
PIXEL_LIMIT: Final = 60_000_000
_QUALITY: Final = 85
_KINDS: Final = ("PNG", "JPEG")
# All that Pillow's two readers raise on what somebody broke on purpose.
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    KeyError,
    IndexError,
    TypeError,
    ZeroDivisionError,
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels packed for a PDF: `filter` says how, `mask` is the packed opacity of each where there is any."""

    width: int
    height: int
    colours: str
    filter: str
    data: bytes
    mask: bytes | None = None


def read(content: bytes, *, name: str, most_px: int) -> Picture:
    """Return the picture of a file, made smaller until no side is longer than `most_px`.

    FileRefused (PICTURE_WRONG, with `name` and the reason) if it is no PNG or JPEG, broken or too large.
    """
    picture, is_photo = _opened(content, name, most_px)
    return _packed(picture, photo=is_photo)


def cleaned(content: bytes, *, name: str, most_px: int) -> bytes:
    """Return a picture as a file of its own kind, upright, no larger than `most_px`, with nothing else in it.

    Raises as `read` does.
    """
    picture, is_photo = _opened(content, name, most_px)
    picture.info.clear()  # a text, a profile or a place that would be written again
    out = io.BytesIO()
    if is_photo:
        picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _opened(content: bytes, name: str, most_px: int) -> tuple[Image.Image, bool]:
    """Return the picture as it is to be seen, and whether it is a photograph."""
    if len(content) > BYTES_LIMIT:
        raise _refused(name, f"{len(content)} > {BYTES_LIMIT} B")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_KINDS) as opened:
                _check(opened.size, name)
                return _upright(opened, most_px), opened.format == "JPEG"
    except _BROKEN as error:
        raise _refused(name, type(error).__name__) from error


def _check(size: tuple[int, int], name: str) -> None:
    width, height = size
    if max(size) > SIDE_LIMIT or width * height > PIXEL_LIMIT:
        raise _refused(name, f"{width} × {height} px")


def _refused(name: str, detail: str) -> FileRefused:
    return FileRefused(Trouble.PICTURE_WRONG, file=name, detail=detail)


def _upright(opened: Image.Image, most_px: int) -> Image.Image:
    """Return the picture as it is to be seen, in grey, in colours, or in colours and opacity."""
    opened.draft("RGB", (most_px, most_px))
    turned = ImageOps.exif_transpose(opened)
    has_alpha = turned.has_transparency_data
    made = turned.convert("RGBA" if has_alpha else "L" if turned.mode in ("1", "L") else "RGB")
    made.thumbnail((most_px, most_px), Image.Resampling.LANCZOS)
    return made


def _packed(picture: Image.Image, *, photo: bool) -> Picture:
    mask = None
    if picture.mode == "RGBA":
        opacity = picture.getchannel("A")
        mask = zlib.compress(opacity.tobytes(), 9) if opacity.getextrema() != (255, 255) else None
        picture = picture.convert("RGB")
    colours = "DeviceGray" if picture.mode == "L" else "DeviceRGB"
    if not photo:
        data = zlib.compress(picture.tobytes(), 9)
        return Picture(picture.width, picture.height, colours, "FlateDecode", data, mask)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(picture.width, picture.height, colours, "DCTDecode", out.getvalue(), mask)
