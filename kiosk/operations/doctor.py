"""Looking a station over: what stands against working with it, on this computer, now.

It changes nothing, and works on a station that cannot be opened or that is open elsewhere. What to do
about a finding is said in `words.py`.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from kiosk import paths, settings, words
from kiosk.errors import MarhabaError, StationError, Trouble
from kiosk.operations import station_folder
from kiosk.scanning import present
from kiosk.settings import Settings
from kiosk.store import checks, configured, database, journal
from kiosk.store.database import Connection, Database, DatabaseMistakeError

if TYPE_CHECKING:
    from kiosk.domain.printers import Printer
    from kiosk.printing.spooler import Spooler

_MEGABYTE: Final = 1 << 20
_TIGHT_MB: Final = 500
_FULL_MB: Final = 20
_CLOCK_SLACK: Final = timedelta(minutes=1)
"""By so much the clocks of two desks that exchange facts may differ."""
_FAR: Final = timedelta(days=366)
_FONTS: Final = ("NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansArabic-Bold")


class Check(StrEnum):
    """What is looked at, in this order."""

    FOLDER = "folder"
    SETTINGS = "settings"
    DISK = "disk"
    LOCK = "lock"
    SQLITE = "sqlite"
    DATABASE = "database"
    JOURNAL = "journal"
    TABLES = "tables"
    CLOCK = "clock"
    FONTS = "fonts"
    KEYBOARD = "keyboard"
    DEVICES = "devices"
    PRINTER = "printer"


class Grade(StrEnum):
    """How a check went: nothing to do, something to know, something to mend before guests come."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; its sentence is made of `trouble` (None where all is well) and `values`."""

    check: Check
    grade: Grade
    trouble: Trouble | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def checkup(
    folder: Path,
    make_spooler: Callable[[Settings, Printer], Spooler],
    now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
) -> tuple[Finding, ...]:
    """Return what there is to know of the station in `folder`, in the order of `Check`.

    What a failed check makes impossible is left out. Nothing in the folder changes, and a desk that is
    open there goes on working.
    """
    told, about_settings = _settings(folder)
    found = [_folder(folder), about_settings]
    if _is_folder(folder):
        found.append(_disk(folder))
    if told is not None:
        found.append(_lock(folder))
    found.append(_sqlite())
    if told is not None:
        found += _data(folder, told, now_ms())
    found += [_fonts(), keyboard(os.environ, sys.platform), *_devices()]
    if told is not None:
        found += [_printer(make_spooler(told, one)) for one in told.all_printers]
    return tuple(found)


# -- the folder ---------------------------------------------------------------------------------------


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _folder(folder: Path) -> Finding:
    """Look whether it is there, on a disk of this computer, and whether we may write to it."""
    if not _is_folder(folder):
        return Finding(Check.FOLDER, Grade.BAD, Trouble.STATION_MISSING, {"folder": folder})
    try:
        station_folder.refuse_network(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"marhaba")
            probe.flush()
    except StationError as error:
        return _bad(Check.FOLDER, error)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = Trouble.DISK_FULL if full else Trouble.STATION_READ_ONLY
        return Finding(Check.FOLDER, Grade.BAD, code, {"folder": folder})
    return Finding(Check.FOLDER, Grade.OK, values={"folder": folder})


def _bad(check: Check, error: MarhabaError) -> Finding:
    return Finding(check, Grade.BAD, error.code, error.values)


def _settings(folder: Path) -> tuple[Settings | None, Finding]:
    try:
        told = settings.read(folder)
    except StationError as error:
        return None, _bad(Check.SETTINGS, error)
    return told, Finding(Check.SETTINGS, Grade.OK, values={"name": told.name})


def _disk(folder: Path) -> Finding:
    free_mb = shutil.disk_usage(folder).free // _MEGABYTE
    values = {"folder": folder, "free_mb": free_mb}
    if free_mb >= _TIGHT_MB:
        return Finding(Check.DISK, Grade.OK, values=values)
    grade = Grade.WARN if free_mb >= _FULL_MB else Grade.BAD
    return Finding(Check.DISK, grade, Trouble.DISK_NEARLY_FULL, values)


def _lock(folder: Path) -> Finding:
    """A desk that works there is no fault, but whoever cannot open the station should know."""
    try:
        station_folder.locked(folder)()
    except StationError as error:
        if error.code is Trouble.STATION_IN_USE:
            return Finding(Check.LOCK, Grade.WARN, error.code, error.values)
        return _bad(Check.LOCK, error)
    return Finding(Check.LOCK, Grade.OK)


# -- the data -----------------------------------------------------------------------------------------


def _sqlite() -> Finding:
    values = {"version": checks.sqlite_version(), "needed": ".".join(map(str, database.OLDEST_SQLITE))}
    if checks.sqlite_is_safe():
        return Finding(Check.SQLITE, Grade.OK, values=values)
    return Finding(Check.SQLITE, Grade.BAD, Trouble.SQLITE_OLD, values)


def _data(folder: Path, told: Settings, now_ms: int) -> list[Finding]:
    """The findings on database, journal, tables and clock, as far as the file can be read."""
    found: list[Finding] = []
    try:
        station_folder.refuse_emptied(folder)
        opened = Database(folder / station_folder.DATABASE, read_only=True)
        try:
            station_folder.refuse_gone_back(folder, told.origin, opened)
            with opened.read() as connection:
                found.extend(_read(connection, folder, now_ms))
        finally:
            opened.close()
    except StationError as error:
        found.append(_bad(Check.DATABASE, error))
    except DatabaseMistakeError as error:
        # A database, but none of ours: a table or a column is missing.
        values = {"folder": folder, "detail": str(error)}
        found.append(Finding(Check.DATABASE, Grade.BAD, Trouble.STATION_DAMAGED, values))
    return found


def _read(connection: Connection, folder: Path, now_ms: int) -> Iterator[Finding]:
    if checks.is_newer(connection):
        yield Finding(Check.DATABASE, Grade.BAD, Trouble.STATION_TOO_NEW, {"folder": folder})
        return
    if detail := checks.unsound(connection):
        yield Finding(
            Check.DATABASE, Grade.BAD, Trouble.STATION_DAMAGED, {"folder": folder, "detail": detail}
        )
        return
    yield Finding(Check.DATABASE, Grade.OK)
    broken = journal.broken(connection)
    if broken is not None:
        where = {"origin": broken.origin, "seq": broken.seq, "kind": broken.kind}
        yield Finding(Check.JOURNAL, Grade.BAD, Trouble.JOURNAL_BROKEN, where)
    else:
        yield Finding(Check.JOURNAL, Grade.OK, values={"facts": journal.count(connection)})
        yield _tables(connection)
    yield _clock(connection, now_ms)


def _tables(connection: Connection) -> Finding:
    """Do the tables say what the journal says? Found out on a copy, outside the station's folder."""
    try:
        with tempfile.TemporaryDirectory(prefix="marhaba-doctor-") as place:
            file = Path(place) / station_folder.DATABASE
            checks.copy(connection, file)
            copied = Database(file)
            try:
                differing = checks.differing(copied)
            finally:
                copied.close()
    except StationError as error:
        return Finding(Check.TABLES, Grade.WARN, error.code, error.values)
    if differing:
        return Finding(Check.TABLES, Grade.BAD, Trouble.TABLES_DIFFER, {"tables": ", ".join(differing)})
    return Finding(Check.TABLES, Grade.OK)


def _clock(connection: Connection, now_ms: int) -> Finding:
    event = configured.event(connection)
    zone = ZoneInfo(event.time_zone) if event else UTC
    now, last = (datetime.fromtimestamp(ms / 1000, zone) for ms in (now_ms, checks.last_moment(connection)))
    values = {"now": f"{now:%Y-%m-%d %H:%M}", "last": f"{last:%Y-%m-%d %H:%M}"}
    if now < last - _CLOCK_SLACK:
        return Finding(Check.CLOCK, Grade.BAD, Trouble.CLOCK_BEHIND, values)
    if event and not event.first_day - _FAR <= now.date() <= event.last_day + _FAR:
        values["first"] = event.first_day.isoformat()
        return Finding(Check.CLOCK, Grade.WARN, Trouble.CLOCK_FAR, values)
    return Finding(Check.CLOCK, Grade.OK, values=values)


# -- scanners -----------------------------------------------------------------------------------------

_PLAIN_METHODS: Final = frozenset(("", "compose", "none", "simple"))


def keyboard(environment: Mapping[str, str], platform: str) -> Finding:
    """Look whether a scan's keys are seen before a layout or an input method has changed them.

    On X11, Windows and macOS they are; Wayland shows a window no key before that, which is why the window
    is X11's there if it can be.
    """
    is_waylands = environment.get("WAYLAND_DISPLAY") and not environment.get("DISPLAY")
    session = "wayland" if is_waylands else "xcb"
    shown_by = environment.get("QT_QPA_PLATFORM") or session
    if platform != "linux" or not shown_by.startswith("wayland"):
        return Finding(Check.KEYBOARD, Grade.OK)
    method = environment.get("QT_IM_MODULE", "")
    if method in _PLAIN_METHODS:
        return Finding(Check.KEYBOARD, Grade.WARN, Trouble.KEYS_AFTER_LAYOUT)
    return Finding(Check.KEYBOARD, Grade.WARN, Trouble.KEYS_AFTER_METHOD, {"method": method})


def _devices() -> list[Finding]:
    """Name the cameras and the serial devices that are there, where the system tells of them."""
    there = [*(present.serial_devices() or ()), *(present.cameras() or ())]
    return [Finding(Check.DEVICES, Grade.OK, values={"devices": ", ".join(there)})] if there else []


# -- what badges need ---------------------------------------------------------------------------------


def _fonts() -> Finding:
    missing = [name for name in _FONTS if not (paths.resources() / "fonts" / f"{name}.ttf").is_file()]
    if missing:
        return Finding(Check.FONTS, Grade.BAD, Trouble.FONT_MISSING, {"fonts": ", ".join(missing)})
    return Finding(Check.FONTS, Grade.OK)


def _printer(spooler: Spooler) -> Finding:
    health = spooler.health()
    if health.ready:
        return Finding(Check.PRINTER, Grade.OK, values={"printer": spooler.name})
    values = {"printer": spooler.name, "folder": spooler.name, "detail": health.detail}
    codes = [Trouble(reason) for reason in health.reasons if reason in set(Trouble)]
    if codes:
        return Finding(Check.PRINTER, Grade.BAD, codes[0], values)
    values["detail"] = "; ".join(words.printer_reasons(health.reasons)) or health.detail
    return Finding(Check.PRINTER, Grade.BAD, Trouble.PRINTER_NOT_READY, values)
