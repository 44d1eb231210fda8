"""Layouts and the pictures on them, taken from people's files and given out again.

A file is a layout of ours or of pretix (JSON), a picture that layouts show (PNG, JPEG), or a ZIP archive of
one layout with its pictures. All of it is looked at before any of it is kept.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from kiosk.domain.badge import Element, Panel, PictureBox, fields_of, fill
from kiosk.domain.staff import Right
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import bundle, pretix_layout
from kiosk.exchange.pretix_layout import Remark
from kiosk.operations import layouts, staff
from kiosk.operations.exports import write_file
from kiosk.operations.layouts import FOLDER, NOT_PRINTED, USUAL, is_picture_name, make_folder
from kiosk.operations.station import Station

if TYPE_CHECKING:
    from kiosk.domain.badge import Layout

PICTURE_PX: Final = 4000
"""The longest side of a kept picture: the width of A3 at 300 dots to the inch, and some more."""

_HEAD: Final = 8
_PICTURE_HEADS: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_PICTURES: Final = (".png", ".jpg", ".jpeg")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from a file: a layout and what of it could not be, and the names of pictures."""

    layout: Layout | None
    remarks: tuple[Remark, ...] = ()
    pictures: tuple[str, ...] = ()


def take(
    station: Station, file: Path, *, layout_id: str = "", size_mm: tuple[float, float] | None = None
) -> Taken:
    """Keep what is in `file` in the station's folder, and return it as it was understood.

    A layout is called `layout_id`, or as it says itself, or as the file. FileRefused with FILE_MISSING,
    FILE_UNREADABLE, FILE_TOO_BIG, LAYOUT_WRONG, PICTURE_WRONG or BUNDLE_WRONG, and nothing is kept;
    NeedsApproval.
    """
    staff.require(station, Right.CONFIGURE)
    head = _head(file)
    if bundle.is_archive(head):
        return _take_bundle(station, file, layout_id, size_mm)
    if head.startswith(_PICTURE_HEADS) or file.suffix.lower() in _PICTURES:
        name = _picture_name(file.name)
        _keep_pictures(station, {name: _cleaned(name, file.read_bytes())})
        return Taken(None, pictures=(name,))
    read = _Read.of(layouts.read_text(file), file.name, layout_id or "", size_mm)
    _keep(station, read.layout)
    return Taken(read.layout, read.remarks)


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(_HEAD)
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=file) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise FileRefused(Trouble.FILE_UNREADABLE, file=file, detail=detail) from error


@dataclass(frozen=True, slots=True)
class _Read:
    """A layout as it was read, and what of it could not be."""

    layout: Layout
    remarks: tuple[Remark, ...]

    @classmethod
    def of(cls, text: str, name: str, layout_id: str, size_mm: tuple[float, float] | None) -> _Read:
        from kiosk.badge import layout_text
        from kiosk.badge import layouts as reading

        remarks: tuple[Remark, ...] = ()
        if pretix_layout.is_pretix(text):
            own = layout_id or _id_of(PurePath(name).stem)
            taken = pretix_layout.read(text, name=name, layout_id=own, size_mm=size_mm)
            text, remarks = layout_text.written(taken.layout), taken.remarks
        elif layout_id:
            text = _renamed(text, layout_id, name)
        made = reading.load(text, name=name)
        if made.id in (NOT_PRINTED, USUAL):
            raise layouts.wrong(name, f"id: {made.id}")
        return cls(made, remarks)


def _renamed(text: str, layout_id: str, name: str) -> str:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise layouts.wrong(name, type(error).__name__) from error
    return json.dumps({**told, "id": layout_id}) if isinstance(told, dict) else text


def _id_of(stem: str) -> str:
    """Return a file's name as a layout can be called."""
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")[:64] or "pretix"


def _keep(station: Station, layout: Layout) -> None:
    from kiosk.badge import layout_text

    place = make_folder(station.folder / FOLDER)
    write_file(place / f"{layout.id}.json", layout_text.written(layout).encode("utf-8"))


# -- archives and pictures -------------------------------------------------------------------------------


def _take_bundle(station: Station, file: Path, layout_id: str, size_mm: tuple[float, float] | None) -> Taken:
    found, pictures = [], {}
    for name, content in bundle.files(file):
        if name.lower().endswith(".json"):
            found.append((name, content))
        else:
            pictures[_picture_name(name)] = _cleaned(name, content)
    if len(found) != 1:
        names = ", ".join(name for name, _content in found) or "*.json"
        raise FileRefused(Trouble.BUNDLE_WRONG, file=file.name, detail=names)
    name, content = found[0]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise layouts.wrong(name, "UTF-8") from error
    read = _Read.of(text, name, layout_id, size_mm)
    _keep_pictures(station, pictures)
    _keep(station, read.layout)
    return Taken(read.layout, read.remarks, tuple(pictures))


def _picture_name(name: str) -> str:
    if not is_picture_name(name):
        raise FileRefused(Trouble.PICTURE_WRONG, file=name[:150], detail=", ".join(_PICTURES))
    return name


def _cleaned(name: str, content: bytes) -> bytes:
    from kiosk.badge import pictures

    return pictures.cleaned(content, name=name, most_px=PICTURE_PX)


def _keep_pictures(station: Station, pictures: dict[str, bytes]) -> None:
    place = make_folder(station.folder / FOLDER)
    for name, content in pictures.items():
        write_file(place / name, content)


# -- giving out ------------------------------------------------------------------------------------------


def give(station: Station, layout_id: str, file: Path) -> None:
    """Write a layout to `file` to be changed and taken back: as JSON or, to a .zip, with its pictures.

    InputRefused with UNKNOWN_LAYOUT, FileRefused with LAYOUT_WRONG or FILE_UNWRITABLE.
    """
    from kiosk.badge import layout_text

    layout = layouts.named(station, layout_id)
    text = layout_text.written(layout).encode("utf-8")
    if file.suffix.lower() != ".zip":
        write_file(file, text)
        return
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(f"{layout.id}.json", _EPOCH), text)
        for name in dict.fromkeys(_pictures_of(layout.elements + layout.back)):
            content = layouts.picture(station.folder, name)
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    write_file(file, out.getvalue())


def _pictures_of(elements: Iterable[Element]) -> Iterator[str]:
    """Yield the pictures that every badge of a layout shows; people's own are not the layout's."""
    for element in elements:
        if isinstance(element, Panel):
            yield from _pictures_of(element.elements)
        elif isinstance(element, PictureBox) and not fields_of(element.template):
            yield fill(element.template, {})
