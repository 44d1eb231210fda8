"""Cameras and serial devices that the system tells of in files, for whoever has no window to ask Qt in.

Only Linux does; elsewhere nothing is known here, which is not the same as nothing there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

SERIAL: Final = Path("/dev/serial/by-id")
CAMERAS: Final = Path("/sys/class/video4linux")


def serial_devices(folder: Path = SERIAL, platform: str = sys.platform) -> tuple[str, ...] | None:
    """Return what is plugged in at serial ports on USB, by maker and model; None where nobody knows."""
    if platform != "linux":
        return None
    return tuple(sorted(one.name.removeprefix("usb-") for one in _in(folder)))


def cameras(folder: Path = CAMERAS, platform: str = sys.platform) -> tuple[str, ...] | None:
    """Return the cameras by their names, each once; None where nobody knows."""
    if platform != "linux":
        return None
    return tuple(sorted({name for one in _in(folder) if (name := _read(one / "name"))}))


def _in(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # there is no such folder until the first is plugged in
        return []


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
