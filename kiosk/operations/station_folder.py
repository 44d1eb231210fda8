"""What lies in a station's folder, and what may stand against working there.

`station.toml` (its settings and identity), `marhaba.db` (everything that happened), `station.lock` (held
while a program writes there), `station.head` (the number of the last fact, so that a database that went
back in time shows), `sent-badges.log` (what was handed to printers that forget it) and, unless set
otherwise, `badges/`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.errors import StationError, Trouble
from kiosk.store import journal
from kiosk.store.database import Database

DATABASE: Final = "marhaba.db"
LOCK: Final = "station.lock"
HEAD: Final = "station.head"
LEDGER: Final = "sent-badges.log"
_NETWORK_FILE_SYSTEMS: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs"}


def no_lock() -> None:
    """Nothing to let go of."""


def locked(folder: Path) -> Callable[[], None]:
    """Take the folder for this program alone, and return what lets it go.

    StationError with STATION_IN_USE or STATION_READ_ONLY.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StationError(Trouble.STATION_IN_USE, folder=folder) from error
    except OSError as error:
        raise StationError(Trouble.STATION_READ_ONLY, folder=folder) from error
    return lock.release


def refuse_emptied(folder: Path) -> None:
    """Raise STATION_EMPTIED where a database is missing or empty: it would open as a new one."""
    file = folder / DATABASE
    if not file.exists() or file.stat().st_size == 0:
        raise StationError(Trouble.STATION_EMPTIED, folder=folder)


def refuse_gone_back(folder: Path, origin: str, opened: Database) -> None:
    """Raise STATION_EMPTIED where facts known to be written are missing, as in a copy without the log."""
    try:
        kept = int((folder / HEAD).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return
    with opened.read() as connection:
        seq = journal.heads(connection).get(origin, 0)
    if seq < kept:
        opened.close()
        raise StationError(Trouble.STATION_EMPTIED, folder=folder)


def refuse_network(folder: Path) -> None:
    """Raise STATION_ON_NETWORK where a write-ahead log would not be safe."""
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
