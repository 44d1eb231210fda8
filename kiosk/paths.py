"""Where the files that ship with the program are, run from its source or installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def shipped() -> Path:
    """Return the folder that holds `resources/` and `db/`."""
    installed = _PACKAGE / "_shipped"
    return installed if installed.is_dir() else _PACKAGE.parent


def resources() -> Path:
    """Return the folder of fonts, icons, sounds, translations, layouts and the sample event."""
    return shipped() / "resources"


def db() -> Path:
    """Return the folder of migrations and seeds."""
    return shipped() / "db"
