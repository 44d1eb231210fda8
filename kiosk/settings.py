"""What one station is told about itself: a typed record in `station.toml`, checked when it is read.

The file also keeps the station's identity outside the database, so that a database that lost its
contents is not taken for a new one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final, Literal

from kiosk.domain.printers import LABELS_MOST, Printer, usual_name
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
    """Where `printers` is empty, the address of the one printer: "folder", or `ipp://host:port/printers/name`
    and others (`printing/addresses.py`)."""
    print_folder: str = "badges"
    """Where badges go with the printer "folder"; a relative path starts in the station's folder."""
    print_on_admission: bool = True
    """Whether admitting somebody at this desk may print at all."""
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
    printers: tuple[Printer, ...] = ()
    """Several printers, each a table `[[printers]]` with its name, address, labels on a roll and rules."""

    @property
    def all_printers(self) -> tuple[Printer, ...]:
        """The desk's printers, one at least."""
        return self.printers or (Printer(usual_name(self.printer), self.printer),)


_NAME_LIMIT: Final = 60

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
        if key == "printers":
            found[key] = _printers(value, file)
        elif types[key] is float and type(value) is int:
            found[key] = float(value)  # who writes 2 means 2.0
        elif type(value) is not types[key] or value not in _ALLOWED.get(key, (value,)):
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=key, detail=str(value))
    for key in ("origin", "name"):
        if not found.get(key):
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=key, detail="")
    return Settings(**found)


def _printers(told: Any, file: Path) -> tuple[Printer, ...]:
    """The desk's printers; what is wrong is told with its place, as `printers[2].labels`."""
    if not isinstance(told, list):
        raise StationError(Trouble.SETTINGS_WRONG, file=file, key="printers", detail=str(told))
    made: list[Printer] = []
    for number, one in enumerate(told, start=1):
        place = f"printers[{number}]"
        if not isinstance(one, dict):
            raise StationError(Trouble.SETTINGS_WRONG, file=file, key=place, detail=str(one))
        for key, value in {"name": "", **one}.items():
            taken = key == "name" and str(value).casefold() in {other.name.casefold() for other in made}
            if key not in _PRINTER or not _PRINTER[key](value) or taken:
                raise StationError(Trouble.SETTINGS_WRONG, file=file, key=f"{place}.{key}", detail=str(value))
        values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in one.items()}
        made.append(Printer(**values))
    return tuple(made)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value and 0 < len(value) <= _NAME_LIMIT


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))


_PRINTER: Final[dict[str, Callable[[Any], bool]]] = {
    "name": _is_name,
    "uri": lambda value: isinstance(value, str) and value.strip() == value != "",
    "labels": lambda value: type(value) is int and 0 <= value <= LABELS_MOST,
    "categories": _are_names,
    "layouts": _are_names,
}
"""What each printer is told of, and what may stand there."""


def write(folder: Path, settings: Settings) -> None:
    """Keep `settings` in `folder`, whole or not at all; comments in the file stay."""
    import tomlkit

    file = folder / FILE
    document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
    for one in fields(Settings):
        if one.name != "printers":
            document[one.name] = getattr(settings, one.name)
    printers = [_told(one) for one in settings.printers]
    if printers != document.unwrap().get("printers", []):
        document.pop("printers", None)
        if printers:
            document["printers"] = printers
    part = file.with_suffix(".part")
    try:
        with part.open("w", encoding="utf-8") as out:
            out.write(tomlkit.dumps(document))
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error


def _told(one: Printer) -> dict[str, Any]:
    """A printer as a table, without what it is not told."""
    told = {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(one).items()}
    return {key: value for key, value in told.items() if value}


def changed(settings: Settings, **values: Any) -> Settings:
    """Return `settings` with other values for some keys."""
    return replace(settings, **values)
