"""What one station is told about itself: a typed record in `station.toml`, checked when it is read.

The file also keeps the station's identity outside the database, so that a database that lost its
contents is not taken for a new one.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal

from kiosk.errors import StationError, Trouble

FILE: Final = "station.toml"
LANGUAGES: Final = ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """One station's settings. `origin` is the desk's identity in the journal and never changes."""

    origin: str
    name: str
    language: Literal["fr", "ar", "en"] = "fr"
    printer: str = "folder"
    """ "folder", or a printer's address, as `ipp://host:port/printers/name` (`printing/addresses.py`)."""
    print_folder: str = "badges"
    """Where badges go with the printer "folder"; a relative path starts in the station's folder."""
    print_on_admission: bool = True
    layout: str = "a6"
    gate: str = ""
    """The gate this desk stands at, for lists that let in at some gates only; its name if empty."""
    scanner_gap_ms: int = 35
    """What a keyboard scanner leaves between two characters, on average, at most; some can be set slower."""
    serial_port: str = ""
    """The serial port with a scanner that this desk listens at, or "likeliest"; none if empty."""
    serial_speed: int = 9600
    camera: str = ""
    """The camera to look through, by the system's own name for it; the system's choice if empty."""
    camera_mirrored: bool = True
    """Whether its picture is shown as a mirror does."""
    lock_after_s: int = 120
    """How long nobody may touch the desk before it locks, where staff sign in; 0: never."""
    sheet_shift_x_mm: float = 0.0
    sheet_shift_y_mm: float = 0.0
    """What the printer of sheets prints too far to the left, and too high."""


_TYPES: Final = {"bool": bool, "int": int, "float": float}
_ALLOWED: Final[dict[str, tuple[str, ...]]] = {"language": LANGUAGES}


def read(folder: Path) -> Settings:
    """Return the settings of the station in `folder`; StationError says which line is wrong."""
    file = folder / FILE
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        code = Trouble.STATION_NOT_ONE if os.path.exists(folder) else Trouble.STATION_MISSING  # noqa: PTH110  raises nothing
        raise StationError(code, folder=folder) from error
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StationError(Trouble.SETTINGS_WRONG, file=file, key="", detail=str(error)) from error
    return checked(found, file)


def checked(found: dict[str, Any], file: Path) -> Settings:
    """Return `found` as settings; StationError with SETTINGS_WRONG names the wrong key of `file`."""
    types = {one.name: _TYPES.get(str(one.type), str) for one in fields(Settings)}
    for key, value in found.items():
        if key not in types:
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=key, detail=str(value))
        if types[key] is float and type(value) is int:
            found[key] = float(value)  # who writes 2 means 2.0
        elif type(value) is not types[key] or value not in _ALLOWED.get(key, (value,)):
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=key, detail=str(value))
    for key in ("origin", "name"):
        if not found.get(key):
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=key, detail="")
    return Settings(**found)


def write(folder: Path, settings: Settings) -> None:
    """Keep `settings` in `folder`, whole or not at all; comments in the file stay."""
    import tomlkit

    file = folder / FILE
    document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    for one in fields(Settings):
        document[one.name] = getattr(settings, one.name)
    part = file.with_suffix(".part")
    try:
        with part.open("w", encoding="utf-8") as out:
            out.write(tomlkit.dumps(document))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error


def changed(settings: Settings, **values: Any) -> Settings:
    """Return `settings` with other values for some keys."""
    return replace(settings, **values)
