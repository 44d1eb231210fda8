"""A ZIP archive of a layout with its pictures, or of photographs: its plain files, read without trust.

Nothing is unpacked to a disk. A name that leads out of a folder, to a device or through a link has the whole
archive refused; sizes are counted while they are read, whatever the archive says of them.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kiosk.errors import FileRefused, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRY_LIMIT: Final = 5_000
ENTRY_LIMIT_BYTES: Final = 20_000_000
ARCHIVE_LIMIT_BYTES: Final = 500_000_000
INFLATED_LIMIT_BYTES: Final = 1_000_000_000

_NAME_LIMIT: Final = 150
_ENCRYPTED_FLAG: Final = 1
_UNIX_MODE_SHIFT: Final = 16
_STORED_OR_DEFLATED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# What systems leave behind in archives and nobody meant to send.
_LEFTOVERS = re.compile(r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with `head` is a ZIP archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name, without folders, and the content of each file in the archive at `path`.

    FileRefused with FILE_MISSING, FILE_UNREADABLE, FILE_TOO_BIG or BUNDLE_WRONG: before the first file is
    given for all that the archive's directory tells, and while reading for what only the content shows.
    """
    data = _read(path)
    left = INFLATED_LIMIT_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not _is_left_over(one)]
            _check(entries, path.name)
            for entry in entries:
                content = _inflated(archive, entry, path.name)
                left -= len(content)
                if left < 0:
                    raise FileRefused(Trouble.FILE_TOO_BIG, file=path.name, limit=INFLATED_LIMIT_BYTES)
                yield entry.filename.rpartition("/")[2], content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _wrong(path.name, type(error).__name__) from error


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > ARCHIVE_LIMIT_BYTES:
            raise FileRefused(Trouble.FILE_TOO_BIG, file=path.name, limit=ARCHIVE_LIMIT_BYTES)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=path) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise FileRefused(Trouble.FILE_UNREADABLE, file=path, detail=detail) from error


def _is_left_over(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or _LEFTOVERS.search(entry.filename) is not None


def _check(entries: list[zipfile.ZipInfo], file: str) -> None:
    if len(entries) > ENTRY_LIMIT:
        raise _wrong(file, f"{len(entries)} > {ENTRY_LIMIT}")
    seen: set[str] = set()
    for entry in entries:
        shown = entry.orig_filename[:_NAME_LIMIT].encode("unicode_escape").decode("ascii")
        if not _is_plain(entry):
            raise _wrong(file, shown)
        name = entry.filename.rpartition("/")[2].casefold()
        if name in seen:
            raise _wrong(file, f"{shown}, {shown}")
        seen.add(name)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is an ordinary file that lies within the archive, of a name that any system takes."""
    mode = entry.external_attr >> _UNIX_MODE_SHIFT
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.flag_bits & _ENCRYPTED_FLAG:
        return False
    if entry.compress_type not in _STORED_OR_DEFLATED:
        return False
    # As it stands in the archive: zipfile itself cuts a name at its first NUL and turns backslashes.
    name = entry.orig_filename
    if not name.isprintable() or len(name) > _NAME_LIMIT or any(bad in name for bad in '\\:*?"<>|'):
        return False
    return all(_is_plain_part(part) for part in name.split("/"))


def _is_plain_part(part: str) -> bool:
    return bool(part) and part == part.rstrip(" .") and _DEVICES.fullmatch(part) is None


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    with archive.open(entry) as stream:
        content = stream.read(ENTRY_LIMIT_BYTES + 1)
    if len(content) > ENTRY_LIMIT_BYTES:
        raise _wrong(file, f"{entry.filename[:_NAME_LIMIT]} > {ENTRY_LIMIT_BYTES} B")
    return content


def _wrong(file: str, detail: str) -> FileRefused:
    return FileRefused(Trouble.BUNDLE_WRONG, file=file, detail=detail)
