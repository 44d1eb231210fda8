"""People's photographs: files in the station's folder, known by whose they are.

A file may be called by somebody's code, ticket, reference, e-mail or name, or by what a column "Photo" of the
roll says. What is kept is the picture as it is to be seen, without the camera's notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePath
from typing import Final

from kiosk.domain.names import fold
from kiosk.domain.people import Attendee
from kiosk.domain.staff import Right
from kiosk.errors import Cancelled, FileRefused, Trouble
from kiosk.exchange import bundle
from kiosk.operations import staff
from kiosk.operations.exports import write_file
from kiosk.operations.layouts import PHOTOS, is_picture_name, make_folder
from kiosk.operations.station import Station
from kiosk.store import pairing, people
from kiosk.store.database import Connection

COLUMNS: Final = ("photo", "Photo", "Photographie", "صورة", "Picture")
"""Columns of a roll that name the file of somebody's photograph."""

PHOTO_PX: Final = 1200
"""The longest side of a kept photograph: 100 mm at 300 dots to the inch."""

_ENDINGS: Final = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of photographs: whose were kept, and the files that are nobody's or no pictures."""

    kept: tuple[Attendee, ...]
    nobodys: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Photos:
    """The photographs in a station's folder: the names of their files by whose they are."""

    kept: Mapping[str, str]
    absorbed: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, connection: Connection, folder: Path) -> Photos:
        """Return those that are kept now; who was absorbed leaves theirs to whoever stands for them."""
        kept = _kept_photos(folder)
        return cls(kept, pairing.absorbed_by(connection) if kept else {})

    def __call__(self, one: Attendee) -> str:
        """Return the name of the person's photograph, empty if there is none."""
        named = next((one.extra[column] for column in COLUMNS if one.extra.get(column, "").strip()), "")
        ids = (one.id, *self.absorbed.get(one.id, ()))
        return named.strip() or next(filter(None, (self.kept.get(_stem(key)) for key in ids)), "")


def _kept_photos(folder: Path) -> Mapping[str, str]:
    place = folder / PHOTOS
    try:
        return _listed(place, place.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=8)
def _listed(place: Path, _changed_ns: int) -> Mapping[str, str]:
    return {file.stem: file.name for file in place.iterdir() if is_picture_name(file.name)}


def _stem(attendee_id: str) -> str:
    """Return what the kept photograph is called without its ending."""
    return f"p-{attendee_id}"


def take(
    station: Station,
    places: Sequence[Path],
    *,
    on_progress: Callable[[int], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Taken:
    """Keep the photographs in these files, folders and ZIP archives, and tell what became of each.

    `on_progress` is told how many were looked at. FileRefused with FILE_MISSING, FILE_UNREADABLE,
    FILE_TOO_BIG, BUNDLE_WRONG or FILE_UNWRITABLE; Cancelled, what was kept until then stays; NeedsApproval.
    """
    from kiosk.badge import pictures

    staff.require(station, Right.IMPORT)
    with station.database.read() as connection:
        whose = _Whose.of(people.everybody(connection))
    target = make_folder(station.folder / PHOTOS)
    kept: dict[str, Attendee] = {}
    nobodys, refused = [], []
    for done, (name, content) in enumerate(chain.from_iterable(map(_found, places)), start=1):
        if cancelled():
            raise Cancelled
        one = whose(name)
        if one is None:
            nobodys.append(name)
        else:
            try:
                _keep(target, one, name, pictures.cleaned(content, name=name, most_px=PHOTO_PX))
                kept[one.id] = one
            except FileRefused as error:
                if error.code is not Trouble.PICTURE_WRONG:
                    raise
                refused.append((name, str(error.values.get("detail", ""))))
        on_progress(done)
    return Taken(tuple(kept.values()), tuple(nobodys), tuple(refused))


def _keep(target: Path, one: Attendee, name: str, content: bytes) -> None:
    """Write a photograph under its person's own name, in the place of any that there was."""
    ending = ".png" if content.startswith(b"\x89PNG") else ".jpg"
    for before in _ENDINGS:
        if before != ending:
            (target / f"{_stem(one.id)}{before}").unlink(missing_ok=True)
    write_file(target / f"{_stem(one.id)}{ending}", content)
    if any(one.extra.get(column, "").strip() == name for column in COLUMNS) and is_picture_name(name):
        write_file(target / name, content)


def _found(place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a picture, or those of a folder or an archive: their names and what is in them."""
    if place.is_dir():
        for file in sorted(place.iterdir()):
            if file.suffix.lower() in _ENDINGS and file.is_file() and not file.is_symlink():
                yield file.name, _content(file)
    elif place.suffix.lower() in _ENDINGS:
        yield place.name, _content(place)
    else:
        for name, content in bundle.files(place):
            if PurePath(name).suffix.lower() in _ENDINGS:
                yield name, content


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(bundle.ENTRY_LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=file) from error
    except OSError as error:
        raise FileRefused(Trouble.FILE_UNREADABLE, file=file, detail=error.strerror or str(error)) from error


@dataclass(frozen=True, slots=True)
class _Whose:
    """Tells whose a photograph is by its file's name; nobody's where two could be meant."""

    by_file: Mapping[str, Attendee | None]
    by_key: Mapping[str, Attendee | None]

    @classmethod
    def of(cls, roll: Iterator[Attendee]) -> _Whose:
        files: dict[str, set[str]] = defaultdict(set)
        keys: dict[str, set[str]] = defaultdict(set)
        known: dict[str, Attendee] = {}
        for one in roll:
            known[one.id] = one
            for column in COLUMNS:
                if named := one.extra.get(column, "").strip():
                    files[named.casefold()].add(one.id)
            for key in (one.code, one.ticket, one.reference, one.email):
                if key:
                    keys[key.casefold()].add(one.id)
            for name in (one.name_latin, one.name_arabic):
                if name:
                    keys[_words(name)].add(one.id)

        def only(groups: dict[str, set[str]]) -> dict[str, Attendee | None]:
            return {key: known[next(iter(ids))] if len(ids) == 1 else None for key, ids in groups.items()}

        return cls(only(files), only(keys))

    def __call__(self, name: str) -> Attendee | None:
        stem = PurePath(name).stem.strip()
        named = self.by_file.get(name.casefold())
        return named or self.by_key.get(stem.casefold()) or self.by_key.get(_words(stem))


def _words(name: str) -> str:
    """Return the words of a name in no order: files are called "Bennani Ali" and "ali_bennani" alike."""
    return " ".join(sorted(fold(name.replace("_", " ").replace(".", " ")).split()))
