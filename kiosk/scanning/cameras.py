"""Cameras of this computer, and which of their formats suits reading codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 1280
HEIGHT: Final = 720
"""Enough for a badge's code at arm's length, four pixels a module, at a fifth of the work of full HD."""
_SMOOTH: Final = 25.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera; `id` is the system's, which it keeps when it is unplugged and comes back."""

    id: str
    title: str
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """What a camera can send; a compressed picture must be unpacked before it is read."""

    width: int
    height: int
    rate: float
    compressed: bool


def chosen(camera_id: str, there: Sequence[Camera]) -> Camera | None:
    """Return the camera with this id; with none asked for, the system's own choice; None if it is away."""
    if camera_id:
        return next((camera for camera in there if camera.id == camera_id), None)
    return next((camera for camera in there if camera.is_default), there[0] if there else None)


def best(formats: Sequence[Format]) -> int | None:
    """Return the index of the format to ask for: smooth first, then nearest in size, then uncompressed."""

    def cost(at: int) -> tuple[bool, int, bool, float]:
        one = formats[at]
        off = abs(one.width * one.height - WIDTH * HEIGHT)
        return (one.rate < _SMOOTH, off, one.compressed, -one.rate)

    return min(range(len(formats)), key=cost, default=None)
