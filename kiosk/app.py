"""Builds a station from its folder; the only file that names every concrete class.

A station's folder holds `station.toml` (its settings and identity), `marhaba.db` (everything that
happened), `station.lock` (held while a program writes there), `station.head` (the number of the last
fact, so that a database that went back in time shows) and, unless set otherwise, `badges/`.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs
from filelock import FileLock, Timeout

from kiosk import paths, settings
from kiosk.errors import StationError, Trouble
from kiosk.operations import events, imports
from kiosk.operations.station import Station
from kiosk.settings import Settings
from kiosk.store import database, journal
from kiosk.store.database import Database

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout
    from kiosk.printing.spooler import Spooler

DATABASE: Final = "marhaba.db"
LOCK: Final = "station.lock"
HEAD: Final = "station.head"
SAMPLE_SIZE: Final = 1500
_NETWORK_FILE_SYSTEMS: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs"}


def default_folder() -> Path:
    """Return where this user's station lives: `MARHABA_STATION`, or the system's place for such data."""
    told = os.environ.get("MARHABA_STATION")
    return Path(told) if told else platformdirs.user_data_path("marhaba", appauthor=False) / "station"


def demo_folder(size: int) -> Path:
    """Return where the demonstration of this size lives."""
    return platformdirs.user_data_path("marhaba", appauthor=False) / f"demo-{size}"


def is_station(folder: Path) -> bool:
    """Return whether there is a station in `folder`."""
    return (folder / settings.FILE).exists()


def create_station(folder: Path, *, name: str = "Accueil 1", language: str = "fr") -> Station:
    """Make a station without an event in `folder`, which may be there if it is empty, and open it.

    StationError with STATION_EXISTS, STATION_READ_ONLY or STATION_ON_NETWORK.
    """
    if is_station(folder):
        raise StationError(Trouble.STATION_EXISTS, folder=folder)
    _refuse_network(folder)
    origin = "D" + secrets.token_hex(6).upper()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DATABASE).touch(exist_ok=False)
    except FileExistsError as error:
        raise StationError(Trouble.STATION_NOT_ONE, folder=folder) from error
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error
    database.create(folder / DATABASE)
    # Written last: a folder without it is no station, so a half-made one is never opened.
    settings.write(folder, settings.checked({"origin": origin, "name": name, "language": language}, folder))
    return open_station(folder)


def open_station(folder: Path, *, reading: bool = False) -> Station:
    """Return the station in `folder`, ready to work; `reading` only looks, even while another program works.

    StationError says why it cannot be opened: no station there, another program working, the folder
    read-only or on a network share, or the database emptied, gone back in time or damaged.
    """
    told = settings.read(folder)
    release = _no_lock if reading else _locked(folder)
    try:
        _refuse_emptied(folder)
        if not reading:
            _refuse_network(folder)
            database.upgrade(folder / DATABASE)
        opened = Database(folder / DATABASE, read_only=reading)
        _refuse_gone_back(folder, told, opened)
    except BaseException:
        release()
        raise
    return Station(
        folder=folder,
        settings=told,
        database=opened,
        now_ms=lambda: time.time_ns() // 1_000_000,
        random=secrets.token_bytes,
        make_spooler=lambda: _spooler(folder, told),
        make_layout=lambda: _layout(told),
        release=release,
    )


def close(station: Station) -> None:
    """Write down where the journal stands, and let go of the folder."""
    if not station.database.read_only:
        keep_head(station)
    station.database.close()
    station.release()


def keep_head(station: Station) -> None:
    """Keep the number of this desk's last fact beside the database."""
    with station.database.read() as connection:
        seq = journal.heads(connection).get(station.settings.origin, 0)
    try:
        (station.folder / HEAD).write_text(f"{seq}\n", "ascii")
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=station.folder) from error


def with_settings(station: Station, **values: object) -> Station:
    """Keep other settings and return `station`, which works by them from now on."""
    station.settings = settings.changed(station.settings, **values)
    settings.write(station.folder, station.settings)
    told = station.settings
    station.use(lambda: _spooler(station.folder, told), lambda: _layout(told))
    return station


def demo_station(
    size: int = SAMPLE_SIZE,
    *,
    folder: Path | None = None,
    fresh: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Station:
    """Return a station with the sample event and `size` invented attendees.

    It is made once and kept, unless `fresh`: then what was done there is thrown away.
    `on_progress` is told (rows done, rows in all) while the roll is imported.
    """
    import shutil

    place = folder or demo_folder(size)
    if is_station(place):
        if not fresh:
            station = open_station(place)
            if _is_complete(station, size):
                return station
            close(station)
        _locked(place)()  # refused if somebody works there
    if place.exists():
        shutil.rmtree(place)
    station = create_station(place)
    try:
        events.create_sample_event(station)
        imports.import_roll(station, _sample_roll(place, size), on_progress=on_progress)
    except BaseException:
        close(station)
        raise
    return station


def _is_complete(station: Station, size: int) -> bool:
    return events.overview(station).people >= min(size, 1)


def _sample_roll(folder: Path, size: int) -> Path:
    """The sample roll that ships, or a file with more of the same made beside the station."""
    if size == SAMPLE_SIZE:
        return paths.resources() / "sample_event" / "roll.csv"
    from kiosk.exchange import sample

    file = folder / "roll.csv"
    sample.write_roll(file, size)
    return file


# -- what may stand against opening ------------------------------------------------------------------


def _no_lock() -> None:
    """Nothing to let go of."""


def _locked(folder: Path) -> Callable[[], None]:
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StationError(Trouble.STATION_IN_USE, folder=folder) from error
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error
    return lock.release


def _refuse_emptied(folder: Path) -> None:
    """A zero-length or missing database would open as a new one, and everybody would be gone."""
    file = folder / DATABASE
    if not file.exists() or file.stat().st_size == 0:
        raise StationError(Trouble.STATION_EMPTIED, folder=folder)


def _refuse_gone_back(folder: Path, told: Settings, opened: Database) -> None:
    """A database copied without its write-ahead log opens well, with the last facts missing."""
    try:
        kept = int((folder / HEAD).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return
    with opened.read() as connection:
        seq = journal.heads(connection).get(told.origin, 0)
    if seq < kept:
        opened.close()
        raise StationError(Trouble.STATION_EMPTIED, folder=folder)


def _refuse_network(folder: Path) -> None:
    """A write-ahead log does not work over a network share."""
    if file_system(folder) in _NETWORK_FILE_SYSTEMS or folder.as_posix().startswith("//"):
        raise StationError(Trouble.STATION_ON_NETWORK, folder=folder)


def file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return the type of file system that `folder` is or will be on; "" where the system does not tell."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    place = folder.resolve()
    best, found = -1, ""
    for line in lines:
        _device, mounted, kind, *_rest = line.split(" ")
        point = Path(mounted.replace("\\040", " "))
        if len(point.parts) > best and place.is_relative_to(point):
            best, found = len(point.parts), kind
    return found


# -- concrete parts ------------------------------------------------------------------------------------


def _spooler(folder: Path, told: Settings) -> Spooler:
    if told.printer == "folder":
        from kiosk.printing.folder import FolderSpooler

        return FolderSpooler(folder / told.print_folder)
    from kiosk.printing.cups import CupsSpooler

    return CupsSpooler(told.printer)


def _layout(told: Settings) -> Layout:
    from kiosk.badge import layouts

    return layouts.shipped(told.layout)
