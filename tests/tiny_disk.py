"""A disk of four megabytes that can really be full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def mounted(place: Path) -> Iterator[Path]:
    """Give the folder `place` as a disk of its own; the test is skipped where nothing can be mounted."""
    place.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("no disk can be mounted here")
    if done.returncode:
        pytest.skip("this system lets us mount no disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte, and return the file that does it."""
    file = disk / "full"
    with suppress(OSError), file.open("wb", buffering=0) as out:
        while out.write(bytes(4096)):
            pass
    return file
