"""Where the files that ship with the program are, run from its source or installed; where stations live."""

from __future__ import annotations

import os
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


def default_folder() -> Path:
    """Return where this user's station lives: `MARHABA_STATION`, or the system's place for such data."""
    told = os.environ.get("MARHABA_STATION")
    return Path(told) if told else _data() / "station"


def demo_folder(size: int) -> Path:
    """Return where the demonstration of this size lives."""
    return _data() / f"demo-{size}"


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("marhaba", appauthor=False)
