"""Builds a station from its folder; the only file that names every concrete class.

What lies in that folder, and what may stand against working there, is told in
`operations/station_folder.py`.
"""

from __future__ import annotations

import runpy
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk import paths, settings
from kiosk.errors import PrinterError, StationError, Trouble
from kiosk.operations import events, imports, staff, station_folder
from kiosk.operations.station import Station
from kiosk.settings import Settings
from kiosk.store import database, journal
from kiosk.store.database import Database

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout
    from kiosk.domain.printers import Printer
    from kiosk.operations.doctor import Finding
    from kiosk.printing.addresses import Address
    from kiosk.printing.spooler import Spooler

SAMPLE_SIZE: Final = 1500

_FORGETFUL: Final = ("windows", "brother", "zebra")


def is_station(folder: Path) -> bool:
    """Return whether there is a station in `folder`."""
    return (folder / settings.FILE).exists()


def create_station(folder: Path, *, name: str = "Accueil 1", language: str = "fr") -> Station:
    """Make a station without an event in `folder`, which may be there if it is empty, and open it.

    One that was killed while it was made is made anew. StationError with STATION_EXISTS,
    STATION_NOT_ONE, STATION_IN_USE, STATION_READ_ONLY or STATION_ON_NETWORK.
    """
    station_folder.refuse_network(folder)
    origin = "D" + secrets.token_hex(6).upper()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StationError(Trouble.STATION_NOT_ONE, folder=folder) from error
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error
    if is_station(folder):
        raise StationError(Trouble.STATION_EXISTS, folder=folder)
    release = station_folder.locked(folder)
    try:
        file = folder / station_folder.DATABASE
        if file.exists() and not database.is_unused(file):
            raise StationError(Trouble.STATION_NOT_ONE, folder=folder)
        database.create(file)
        # Written last: a folder without it is no station, so a half-made one is never opened.
        told = settings.checked({"origin": origin, "name": name, "language": language}, folder)
        settings.write(folder, told)
    finally:
        release()
    return open_station(folder)


def open_station(folder: Path, *, reading: bool = False) -> Station:
    """Return the station in `folder`, ready to work; `reading` only looks, even while another program works.

    StationError says why it cannot be opened: no station there, another program working, the folder
    read-only or on a network share, or the database emptied, gone back in time or damaged.
    """
    told = settings.read(folder)
    release = station_folder.no_lock if reading else station_folder.locked(folder)
    try:
        station_folder.refuse_emptied(folder)
        if not reading:
            station_folder.refuse_network(folder)
            database.upgrade(folder / station_folder.DATABASE)
        elif not database.is_current(folder / station_folder.DATABASE):
            _bring_up_to_date(folder)
        opened = Database(folder / station_folder.DATABASE, read_only=reading)
        station_folder.refuse_gone_back(folder, told.origin, opened)
    except BaseException:
        release()
        raise
    station = Station(
        folder=folder,
        settings=told,
        database=opened,
        now_ms=lambda: time.time_ns() // 1_000_000,
        random=secrets.token_bytes,
        make_spooler=lambda printer: _spooler(folder, told, printer),
        make_layout=lambda: _layout(folder, told),
        release=release,
    )
    try:
        staff.begin(station)
    except BaseException:
        opened.close()
        release()
        raise
    if not reading:
        # What a desk that was killed could not write down.
        with suppress(StationError):
            keep_head(station)
    return station


def _bring_up_to_date(folder: Path) -> None:
    """Bring a station that another version left to today's tables; nobody else may work there meanwhile."""
    release = station_folder.locked(folder)
    try:
        database.upgrade(folder / station_folder.DATABASE)
    finally:
        release()


def close(station: Station) -> None:
    """Write down where the journal stands, and let go of the folder."""
    try:
        if not station.database.read_only:
            # On a full disk the older number stays, which is true as well; the acts are safe already.
            with suppress(StationError):
                keep_head(station)
    finally:
        station.database.close()
        station.release()


def keep_head(station: Station) -> None:
    """Keep the number of this desk's last fact beside the database."""
    with station.database.read() as connection:
        seq = journal.heads(connection).get(station.settings.origin, 0)
    head = station.folder / station_folder.HEAD
    part = head.with_suffix(".part")
    try:
        part.write_text(f"{seq}\n", "utf-8")
        part.replace(head)
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=station.folder) from error


def with_settings(station: Station, **values: object) -> Station:
    """Keep other settings and return `station`, which works by them from now on."""
    told = settings.changed(station.settings, **values)
    settings.write(station.folder, told)
    before, station.settings = station.printers, told
    station.use(
        lambda printer: _spooler(station.folder, told, printer), lambda: _layout(station.folder, told)
    )
    if {one.name for one in before} - {one.name for one in station.printers}:
        from kiosk.operations import printers

        printers.carry_over(station, before)
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

    place = folder or paths.demo_folder(size)
    if is_station(place):
        if not fresh:
            station = open_station(place)
            if _is_complete(station, size):
                return station
            close(station)
        station_folder.locked(place)()  # refused if somebody works there
    if place.exists():
        # A killed demonstration left a database without settings; anything else in there is somebody's.
        if any(place.iterdir()) and not (place / station_folder.DATABASE).exists():
            raise StationError(Trouble.STATION_NOT_ONE, folder=place)
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
    file = folder / "roll.csv"
    seeds = paths.db() / "seeds" / "sample_event.py"
    runpy.run_path(str(seeds))["write_roll"](file, size)
    return file


# -- concrete parts ------------------------------------------------------------------------------------


def _spooler(folder: Path, told: Settings, printer: Printer) -> Spooler:
    return spooler_at(printer.uri, folder, told)


def spooler_at(address: str, folder: Path, told: Settings) -> Spooler:
    """Return the way to the printer at `address` (`printing/addresses.py`); wrong ones fail when used."""
    from kiosk.printing import addresses

    try:
        where = addresses.parsed(address)
    except PrinterError:
        where = None
    if where is not None and where.kind == addresses.FOLDER:
        from kiosk.printing.folder import FolderSpooler

        return FolderSpooler(folder / (where.place or told.print_folder))
    if where is not None and where.kind in _FORGETFUL:
        return _forgetful(where, folder)
    from kiosk.printing.cups import CupsSpooler

    return CupsSpooler(address)


def _forgetful(where: Address, folder: Path) -> Spooler:
    """Return the way to a printer that forgets its jobs, which the station's ledger remembers."""
    from kiosk.printing.ledger import Ledger

    ledger = Ledger(folder / station_folder.LEDGER)
    if where.kind == "windows":
        from kiosk.printing.windows import WindowsSpooler
        from kiosk.printing.windows_calls import calls

        return WindowsSpooler(where.place, calls(), ledger)
    from kiosk.printing.brother import Brother
    from kiosk.printing.labels import LabelSpooler
    from kiosk.printing.zebra import Zebra

    return LabelSpooler(where, Brother(where) if where.kind == "brother" else Zebra(where), ledger)


def _layout(folder: Path, told: Settings) -> Layout:
    from kiosk.operations import layouts

    return layouts.load(folder, told.layout)


def checkup(folder: Path) -> tuple[Finding, ...]:
    """Return what there is to know of the station in `folder`, which need not be fit to be opened."""
    from kiosk.operations import doctor

    return doctor.checkup(folder, lambda told, printer: _spooler(folder, told, printer))
