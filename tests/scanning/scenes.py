"""Pictures of a code as a camera at a desk takes them, and a video file of them: AVI with a JPEG a frame.

The container is written by hand (Microsoft's "AVI RIFF File Reference"), so that no program has to be
installed for it; the frames are what most USB cameras send.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageEnhance, ImageFilter

from kiosk.badge import codes as symbols

WIDTH: Final = 1280
HEIGHT: Final = 720
RATE: Final = 30
_WALL: Final = 150
_PAPER: Final = 235


@dataclass(frozen=True)
class Pose:
    """Where a badge is held (its middle, in pixels), how large, how turned, and in which light."""

    x: int = WIDTH // 2
    y: int = HEIGHT // 2
    side: int = 220
    turned: float = 0.0
    blur: float = 0.0
    light: float = 1.0
    noise: float = 0.0


@lru_cache(maxsize=8)
def _card(text: str) -> Image.Image:
    """Return a white card with the badge's QR code on it, in large."""
    rows = symbols.rows(text)
    side = len(rows)
    dark = np.array([[row >> (side - 1 - x) & 1 for x in range(side)] for row in rows], bool)
    bordered = np.pad(np.where(dark, 25, _PAPER).astype(np.uint8), 4, constant_values=_PAPER)
    return Image.fromarray(np.kron(bordered, np.ones((12, 12), np.uint8)))


def scene(text: str, pose: Pose) -> npt.NDArray[np.uint8]:
    """Return the picture, grey; without a text an empty hall."""
    picture = Image.fromarray(_hall())
    if text:
        modules = len(symbols.rows(text))
        side = round(pose.side * (modules + 8) / modules)
        card = _card(text).resize((side, side), Image.Resampling.BOX)
        mask = Image.new("L", card.size, 255)
        card, mask = (one.rotate(pose.turned, Image.Resampling.BICUBIC, expand=True) for one in (card, mask))
        picture.paste(card, (pose.x - card.width // 2, pose.y - card.height // 2), mask)
    if pose.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(pose.blur))
    picture = ImageEnhance.Brightness(picture).enhance(pose.light)
    return _grainy(np.asarray(picture), pose.noise)


@lru_cache(maxsize=1)
def _hall() -> npt.NDArray[np.uint8]:
    """Return what is behind the badge: light from one side, people as dark shapes, and their edges."""
    rng = np.random.default_rng(4)
    hall = np.tile(np.linspace(_WALL - 40, _WALL + 40, WIDTH), (HEIGHT, 1))
    for _shape in range(40):
        x, y = rng.integers(0, WIDTH), rng.integers(0, HEIGHT)
        wide, high = rng.integers(10, 160, 2)
        hall[y : y + high, x : x + wide] += rng.integers(-90, 60)
    return hall.clip(0, 255).astype(np.uint8)


def _grainy(picture: npt.NDArray[np.uint8], noise: float) -> npt.NDArray[np.uint8]:
    if not noise:
        return picture
    grain = np.random.default_rng(5).normal(0, noise, picture.shape)
    return (picture + grain).clip(0, 255).astype(np.uint8)


def moved(count: int) -> list[Pose]:
    """Return poses of a badge that is carried past: moving, turning, blurred and dim in turn."""
    poses = []
    for n in range(count):
        way = n / count
        poses.append(
            Pose(
                x=round(260 + 760 * way),
                y=round(360 + 140 * math.sin(way * 9)),
                side=round(200 + 60 * math.sin(way * 7)),
                turned=300 * way,
                blur=3 * (1 + math.sin(way * 23)) / 2,
                light=0.25 + 0.75 * (1 + math.cos(way * 13)) / 2,
                noise=4.0,
            )
        )
    return poses


def write_video(file: Path, pictures: Iterable[npt.NDArray[np.uint8]]) -> None:
    """Write grey `pictures` as 30 frames a second."""
    frames = [_jpeg(picture) for picture in pictures]
    largest = max(map(len, frames))
    main = struct.pack(
        "<14I",
        1_000_000 // RATE,
        largest * RATE,
        0,
        0x10,
        len(frames),
        0,
        1,
        largest,
        WIDTH,
        HEIGHT,
        *[0] * 4,
    )
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4h", 0, 0, 0, 0, 1, RATE, 0, len(frames), largest, 0xFFFFFFFF, 0, 0, 0, WIDTH, HEIGHT
    )
    picture = struct.pack("<IiiHH4sIiiII", 40, WIDTH, HEIGHT, 1, 24, b"MJPG", WIDTH * HEIGHT * 3, 0, 0, 0, 0)
    header = _list(
        b"hdrl", _chunk(b"avih", main), _list(b"strl", _chunk(b"strh", stream), _chunk(b"strf", picture))
    )
    movie, index = _movie(frames)
    file.write_bytes(_chunk(b"RIFF", b"AVI " + header + movie + index))


def _movie(frames: list[bytes]) -> tuple[bytes, bytes]:
    chunks, entries, place = [], [], 4
    for frame in frames:
        chunks.append(_chunk(b"00dc", frame))
        entries.append(b"00dc" + struct.pack("<III", 0x10, place, len(frame)))
        place += len(chunks[-1])
    return _list(b"movi", *chunks), _chunk(b"idx1", b"".join(entries))


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(name: bytes, *chunks: bytes) -> bytes:
    return _chunk(b"LIST", name + b"".join(chunks))


def _jpeg(grey: npt.NDArray[np.uint8]) -> bytes:
    """Return a picture with colours, as cameras send it, though all of them are grey."""
    out = io.BytesIO()
    Image.fromarray(grey).convert("RGB").save(out, "JPEG", quality=85, subsampling=2)
    return out.getvalue()
