"""Which layout a badge has: the station's own or a shipped one, by category, and the built-in one in need.

Own layouts, the pictures that they show and people's photographs are files in the station's folder; which
category has which layout stands in `by_category.json` there, because each desk has a printer of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk import settings
from kiosk.domain.staff import Right
from kiosk.errors import FileRefused, InputRefused, Trouble
from kiosk.operations import staff
from kiosk.operations.exports import write_file
from kiosk.operations.station import Station
from kiosk.store import configured

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout

FOLDER: Final = "layouts"
PHOTOS: Final = "photos"
BY_CATEGORY: Final = "by_category.json"
BUILT_IN: Final = "a6"
NOT_PRINTED: Final = "none"
"""The layout of a category whose people have no badge."""

USUAL: Final = "usual"
"""Takes a category's own layout away again."""

_BYTES_LIMIT: Final = 4_000_000
_PICTURE_LIMIT: Final = 20_000_000
_ENTRY_LIMIT: Final = 1000
# A plain name: nothing in it leads to another folder, a device or a stream.
_PICTURE_NAME = re.compile(r"[^\W_][\w .()+-]{0,119}\.(?:png|jpe?g)", re.IGNORECASE)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Known:
    """A layout that can be chosen. `wrong` says what is the matter with one of the station's own."""

    id: str
    title: str
    width_mm: float
    height_mm: float
    sides: int
    is_own: bool
    is_usual: bool
    categories: tuple[str, ...]
    wrong: str = ""


# -- finding the layout of a badge ---------------------------------------------------------------------


def load(folder: Path, layout_id: str) -> Layout:
    """Return a layout of the station in `folder`, or a shipped one; FileRefused with LAYOUT_WRONG."""
    from kiosk.badge import layouts

    own = folder / FOLDER / f"{layout_id}.json"
    if layouts.is_id(layout_id) and own.is_file():
        told = own.stat()
        return _read(own, told.st_mtime_ns, told.st_size)
    return layouts.shipped(layout_id)


def named(station: Station, layout_id: str) -> Layout:
    """Return the layout that somebody has named; InputRefused with UNKNOWN_LAYOUT, else as `load`."""
    known = _ids(station.folder)
    if layout_id not in known:
        raise InputRefused(Trouble.UNKNOWN_LAYOUT, value=layout_id, known=", ".join(known))
    return load(station.folder, layout_id)


def _ids(folder: Path) -> list[str]:
    """What all layouts go by, the station's own first."""
    from kiosk.badge import layouts

    own = {file.stem for file in (folder / FOLDER).glob("*.json") if file.name != BY_CATEGORY}
    return [*sorted(own), *sorted({one.id for one in layouts.all_shipped()} - own)]


@lru_cache(maxsize=64)
def _read(file: Path, _changed_ns: int, _size: int) -> Layout:
    from kiosk.badge import layouts

    return layouts.load(read_text(file), name=file.name)


def read_text(file: Path) -> str:
    """Return the text of a layout's file; FileRefused with FILE_MISSING, FILE_UNREADABLE or LAYOUT_WRONG."""
    try:
        if file.stat().st_size > _BYTES_LIMIT:
            raise wrong(file.name, f"> {_BYTES_LIMIT} B")
        return file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=file) from error
    except UnicodeDecodeError as error:
        raise wrong(file.name, "UTF-8") from error
    except OSError as error:
        raise FileRefused(Trouble.FILE_UNREADABLE, file=file, detail=error.strerror or str(error)) from error


def wrong(name: str, detail: str) -> FileRefused:
    """Return the refusal of a layout's file."""
    return FileRefused(Trouble.LAYOUT_WRONG, file=name, detail=detail)


@dataclass(slots=True)
class Layouts:
    """The layouts in force at a station; what cannot be used is replaced by the built-in one, and told.

    `refused` are the layouts met that could not be used: their names and what is wrong with them.
    """

    station: Station
    by_category: Mapping[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, station: Station) -> Layouts:
        """Return the layouts of `station`."""
        made = cls(station)
        try:
            made.by_category = by_category(station.folder)
        except FileRefused as error:
            made._refuse(error)
        return made

    def prints(self, category_id: str) -> bool:
        """Whether people of this category have a badge."""
        return self.by_category.get(category_id) != NOT_PRINTED

    def of_category(self, category_id: str) -> Layout:
        """Return the layout of a category: its own, or the station's. FileRefused if even ours is gone."""
        chosen = self.by_category.get(category_id, "")
        if chosen and chosen != NOT_PRINTED:
            try:
                return load(self.station.folder, chosen)
            except FileRefused as error:
                self._refuse(error)
        try:
            return self.station.layout
        except FileRefused as error:
            self._refuse(error)
        return load(Path(), BUILT_IN)

    def _refuse(self, error: FileRefused) -> None:
        self.refused[str(error.values.get("file", ""))] = str(error.values.get("detail", ""))


def by_category(folder: Path) -> dict[str, str]:
    """Return which layout each category has that has one of its own; FileRefused with LAYOUT_WRONG."""
    file = folder / FOLDER / BY_CATEGORY
    if not file.is_file():
        return {}
    told = file.stat()
    return dict(_by_category(file, told.st_mtime_ns, told.st_size))


@lru_cache(maxsize=16)
def _by_category(file: Path, _changed_ns: int, _size: int) -> Mapping[str, str]:
    try:
        told = json.loads(read_text(file))
    except (ValueError, RecursionError) as error:
        raise wrong(file.name, type(error).__name__) from error
    if not isinstance(told, dict) or len(told) > _ENTRY_LIMIT:
        raise wrong(file.name, type(told).__name__)
    for key, value in told.items():
        if not isinstance(value, str):
            raise wrong(file.name, f"{key}: {value!r}"[:60])
    return told


def is_picture_name(name: str) -> bool:
    """Whether a picture may be called so: nothing in it leads to another folder, a device or a stream."""
    return _PICTURE_NAME.fullmatch(name) is not None and _DEVICES.match(name) is None


def picture(folder: Path, name: str) -> bytes | None:
    """Return the picture of this name from the layouts' or the photographs' folder, if there is one."""
    if not is_picture_name(name):
        return None
    for place in (FOLDER, PHOTOS):
        file = folder / place / name
        try:
            if file.is_symlink() or not file.is_file():
                continue
            return file.read_bytes() if file.stat().st_size <= _PICTURE_LIMIT else b"\0"
        except OSError:
            continue
    return None


# -- choosing ---------------------------------------------------------------------------------


def overview(station: Station) -> tuple[Known, ...]:
    """Return the layouts that can be chosen here, the station's own first."""
    used: dict[str, list[str]] = {}
    for category, layout_id in Layouts.of(station).by_category.items():
        used.setdefault(layout_id, []).append(category)
    return tuple(
        _known(
            station,
            layout_id,
            tuple(used.get(layout_id, ())),
            is_own=(station.folder / FOLDER / f"{layout_id}.json").is_file(),
        )
        for layout_id in _ids(station.folder)
    )


def _known(station: Station, layout_id: str, categories: tuple[str, ...], *, is_own: bool) -> Known:
    is_usual = layout_id == station.settings.layout
    try:
        one = load(station.folder, layout_id)
    except FileRefused as error:
        detail = str(error.values.get("detail", ""))
        return Known(layout_id, layout_id, 0, 0, 0, is_own, is_usual, categories, detail or "?")
    return Known(layout_id, one.title, one.width_mm, one.height_mm, one.sides, is_own, is_usual, categories)


def changed_ns(folder: Path, layout_id: str) -> int:
    """Return when a layout of the station was last written; 0 for one that comes with the program."""
    try:
        return (folder / FOLDER / f"{layout_id}.json").stat().st_mtime_ns
    except OSError:
        return 0


def assign(station: Station, layout_id: str, category_id: str = "") -> None:
    """Give a category a layout, NOT_PRINTED for no badge, or USUAL; without one, say which the usual is.

    InputRefused with UNKNOWN_CATEGORY or UNKNOWN_LAYOUT, FileRefused with LAYOUT_WRONG or FILE_UNWRITABLE;
    NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
    if not category_id:
        _make_usual(station, layout_id)
        return
    with station.database.read() as connection:
        if configured.category(connection, category_id) is None:
            raise InputRefused(Trouble.UNKNOWN_CATEGORY, value=category_id)
    if layout_id not in (NOT_PRINTED, USUAL):
        named(station, layout_id)
    told = {**_chosen(station.folder), category_id: layout_id}
    if layout_id == USUAL:
        del told[category_id]
    _keep_choices(station.folder, told)


def _chosen(folder: Path) -> dict[str, str]:
    """Return which layout each category has; a file that cannot be read is put aside, and none has any."""
    try:
        return by_category(folder)
    except FileRefused:
        file = folder / FOLDER / BY_CATEGORY
        file.replace(file.with_suffix(".broken"))
        return {}


def _keep_choices(folder: Path, chosen: Mapping[str, str]) -> None:
    place = make_folder(folder / FOLDER)
    write_file(place / BY_CATEGORY, json.dumps(chosen, indent=1, ensure_ascii=False).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Removed:
    """A layout that was taken away: its file, and whose badges had it."""

    id: str
    content: bytes
    categories: tuple[str, ...]
    was_usual: bool


def remove(station: Station, layout_id: str) -> Removed:
    """Take one of the station's own layouts away, and return what brings it back.

    Whoever had it has the usual layout then; was it that, the built-in one is the usual now. FileRefused
    with LAYOUT_WRONG for a layout that is not the station's own, FILE_UNWRITABLE; InputRefused with
    UNKNOWN_LAYOUT; NeedsApproval.
    """
    from kiosk.badge import layouts

    staff.require(station, Right.CONFIGURE)
    file = station.folder / FOLDER / f"{layout_id}.json"
    if not layouts.is_id(layout_id) or not file.is_file():
        named(station, layout_id)
        raise wrong(layout_id, layout_id)
    chosen = _chosen(station.folder)
    categories = tuple(category for category, has in chosen.items() if has == layout_id)
    gone = Removed(layout_id, file.read_bytes(), categories, station.settings.layout == layout_id)
    try:
        file.unlink()
    except OSError as error:
        detail = error.strerror or str(error)
        raise FileRefused(Trouble.FILE_UNWRITABLE, file=file, detail=detail) from error
    if layout_id not in {one.id for one in layouts.all_shipped()}:
        if categories:
            kept = {category: has for category, has in chosen.items() if has != layout_id}
            _keep_choices(station.folder, kept)
        if gone.was_usual:
            _make_usual(station, BUILT_IN)
    return gone


def bring_back(station: Station, gone: Removed) -> None:
    """Put a layout back that was taken away, for those who had it; raises as `assign`."""
    staff.require(station, Right.CONFIGURE)
    write_file(make_folder(station.folder / FOLDER) / f"{gone.id}.json", gone.content)
    if gone.categories:
        _keep_choices(station.folder, {**_chosen(station.folder), **dict.fromkeys(gone.categories, gone.id)})
    if gone.was_usual:
        _make_usual(station, gone.id)


def _make_usual(station: Station, layout_id: str) -> None:
    named(station, layout_id)
    told = settings.changed(station.settings, layout=layout_id)
    settings.write(station.folder, told)
    station.settings = told
    station.use(station.make_spooler, lambda: load(station.folder, layout_id))


def make_folder(folder: Path) -> Path:
    """Return `folder`, made if it was not there; FileRefused with FILE_UNWRITABLE."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        detail = error.strerror or str(error)
        raise FileRefused(Trouble.FILE_UNWRITABLE, file=folder, detail=detail) from error
    return folder
