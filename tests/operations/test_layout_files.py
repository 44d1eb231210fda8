"""Layouts with their pictures, taken from files and given out: all of it or nothing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kiosk.errors import FileRefused, Trouble
from kiosk.operations import layout_files, layouts, samples
from kiosk.operations.station import Station
from tests.badge.badge_page import Page

WITH_LOGO = {
    "id": "mine",
    "title": "Mine",
    "width_mm": 60,
    "height_mm": 40,
    "elements": [
        {
            "type": "picture",
            "x_mm": 5,
            "y_mm": 5,
            "width_mm": 10,
            "height_mm": 10,
            "template": "event.png",
        },
        {
            "type": "picture",
            "x_mm": 25,
            "y_mm": 5,
            "width_mm": 10,
            "height_mm": 10,
            "template": "{photo}",
        },
    ],
}


def png(kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "black").save(out, kind, **more)
    return out.getvalue()


def archive(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "."), content)
    return path


def kept(station: Station) -> list[str]:
    place = station.folder / layouts.FOLDER
    return sorted(file.name for file in place.iterdir()) if place.is_dir() else []


def test_a_layout_comes_with_its_pictures(station: Station, tmp_path: Path) -> None:
    file = archive(tmp_path / "b.zip", mine__json=json.dumps(WITH_LOGO).encode(), event__png=png())
    taken = layout_files.take(station, file)
    assert taken.layout is not None
    assert (taken.layout.id, taken.pictures) == ("mine", ("event.png",))
    (one,) = samples.samples(station)
    assert Page(samples.drawn(station, "mine", one).pdf).ink_mm() == pytest.approx((5, 5, 15, 15), abs=0.2)


def test_what_is_given_out_comes_back_the_same(station: Station, tmp_path: Path) -> None:
    layout_files.take(
        station, archive(tmp_path / "b.zip", mine__json=json.dumps(WITH_LOGO).encode(), event__png=png())
    )
    out = tmp_path / "out.zip"
    layout_files.give(station, "mine", out)
    before = {name: (station.folder / layouts.FOLDER / name).read_bytes() for name in kept(station)}
    for name in before:
        (station.folder / layouts.FOLDER / name).unlink()
    layout_files.take(station, out)
    assert {name: (station.folder / layouts.FOLDER / name).read_bytes() for name in kept(station)} == before


def test_a_picture_alone_is_kept_for_the_layouts_that_name_it(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(png())
    assert layout_files.take(station, file) == layout_files.Taken(None, pictures=("logo.png",))
    assert layouts.picture(station.folder, "logo.png") is not None


def test_a_kept_picture_says_nothing_of_where_it_was_taken(station: Station, tmp_path: Path) -> None:
    camera = Image.Exif()
    camera[0x8825] = {1: "N", 2: (33.0, 58.0, 0.0)}
    camera[0x010F] = "SecretCam"
    file = tmp_path / "hall.jpg"
    file.write_bytes(png("JPEG", exif=camera.tobytes(), comment=b"SecretComment"))
    assert b"Secret" in file.read_bytes()
    layout_files.take(station, file)
    content = layouts.picture(station.folder, "hall.jpg")
    assert content is not None
    assert b"Secret" not in content
    with Image.open(io.BytesIO(content)) as shown:
        assert not shown.getexif()


BAD: dict[str, dict[str, bytes]] = {
    "no layout": {"event__png": png()},
    "two layouts": {"a__json": json.dumps(WITH_LOGO).encode(), "b__json": json.dumps(WITH_LOGO).encode()},
    "a broken layout": {"a__json": b"{", "event__png": png()},
    "a layout in Latin-1": {"a__json": b'{"id": "\xe9"}'},
    "a broken picture": {"a__json": json.dumps(WITH_LOGO).encode(), "event__png": b"\x89PNG\r\n\x1a\n"},
    "an SVG": {"a__json": json.dumps(WITH_LOGO).encode(), "event__svg": b"<svg/>"},
    "a program": {"a__json": json.dumps(WITH_LOGO).encode(), "setup__exe": b"MZ"},
    "an SVG called PNG": {"a__json": json.dumps(WITH_LOGO).encode(), "event__png": b"<svg/>"},
}


@pytest.mark.parametrize("files", BAD.values(), ids=BAD)
def test_one_bad_part_and_nothing_is_kept(station: Station, tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(FileRefused) as refused:
        layout_files.take(station, archive(tmp_path / "b.zip", **files))
    assert refused.value.code in (Trouble.BUNDLE_WRONG, Trouble.LAYOUT_WRONG, Trouble.PICTURE_WRONG)
    assert kept(station) == []


@pytest.mark.parametrize("name", ["con.png", "logo.svg", "_logo.png", "x" * 140 + ".png"])
def test_a_picture_of_a_name_that_is_none_is_refused(station: Station, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(png())
    with pytest.raises(FileRefused) as refused:
        layout_files.take(station, file)
    assert refused.value.code is Trouble.PICTURE_WRONG
    assert kept(station) == []
