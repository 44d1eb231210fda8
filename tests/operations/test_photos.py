"""Photographs: each goes to whom its file is called after, and to nobody in doubt."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kiosk.domain.people import Attendee
from kiosk.domain.staff import Role
from kiosk.errors import Cancelled, FileRefused, NeedsApproval, Trouble
from kiosk.operations import badges, imports, layouts, merging, photos, undoing
from kiosk.operations.photos import Photos
from kiosk.operations.station import Duty, Station
from kiosk.store import people
from tests.badge.badge_page import Page

ROLL = """\
Nom complet;الاسم الكامل;Code billet;E-mail;Photo
Ali Bennani;علي بناني;T-1;ali@example.com;
Sara Tazi;;T-2;sara@example.com;DSC_0042.jpg
Omar Fassi;;T-3;omar@example.com;
Omar Fassi;;T-4;omar2@example.com;
"""


@pytest.fixture(autouse=True)
def roll(station: Station, tmp_path: Path) -> dict[str, Attendee]:
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)
    with station.database.read() as connection:
        return {one.ticket: one for one in people.everybody(connection)}


def photograph(size: tuple[int, int] = (30, 40), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "black").save(out, kind)
    return out.getvalue()


def folder(tmp_path: Path, *names: str) -> Path:
    place = tmp_path / "pictures"
    place.mkdir()
    for name in names:
        (place / name).write_bytes(photograph(kind="PNG" if name.endswith("png") else "JPEG"))
    return place


def shows(station: Station, one: Attendee) -> bool:
    """Whether the badge with a photograph shows one in the place of the outline of a person."""
    layouts.assign(station, "cr80-photo")
    ink = Page(badges.badge_pdf(station, one.id)).raster(100)
    height, width = ink.shape[:2]
    middle = ink[int(height * 0.22) : int(height * 0.28), int(width * 0.08) : int(width * 0.3)]
    return bool(middle.max() < 60)


@pytest.mark.parametrize(
    ("name", "ticket"),
    [
        ("T-1.jpg", "T-1"),
        ("t-1.JPG", "T-1"),
        ("ali@example.com.png", "T-1"),
        ("Bennani Ali.jpeg", "T-1"),
        ("ali_bennani.jpg", "T-1"),
        ("علي بناني.jpg", "T-1"),
        ("DSC_0042.jpg", "T-2"),
    ],
)
def test_a_photograph_goes_to_whom_it_is_called_after(
    station: Station, tmp_path: Path, roll: dict[str, Attendee], name: str, ticket: str
) -> None:
    one = roll[ticket]
    assert not shows(station, one)
    taken = photos.take(station, [folder(tmp_path, name)])
    assert [kept.id for kept in taken.kept] == [one.id]
    assert (taken.nobodys, taken.refused) == ((), ())
    assert shows(station, one)
    assert not shows(station, roll["T-3"])


def test_a_code_of_ours_says_whose_it_is(station: Station, tmp_path: Path, roll: dict[str, Attendee]) -> None:
    photos.take(station, [folder(tmp_path, f"{roll['T-4'].code}.jpg")])
    assert shows(station, roll["T-4"])
    assert not shows(station, roll["T-3"])


def test_in_doubt_it_is_nobody_s(station: Station, tmp_path: Path, roll: dict[str, Attendee]) -> None:
    taken = photos.take(station, [folder(tmp_path, "Omar Fassi.jpg", "holiday.jpg")])
    assert (taken.kept, taken.nobodys) == ((), ("Omar Fassi.jpg", "holiday.jpg"))
    assert not any(shows(station, one) for one in roll.values())


def test_an_archive_and_single_files_are_taken_too(
    station: Station, tmp_path: Path, roll: dict[str, Attendee]
) -> None:
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("photos/T-1.jpg", photograph())
        made.writestr("readme.txt", b"x")
    single = tmp_path / "T-3.jpg"
    single.write_bytes(photograph())
    taken = photos.take(station, [file, single])
    assert {one.ticket for one in taken.kept} == {"T-1", "T-3"}
    assert shows(station, roll["T-1"])


def test_a_new_photograph_takes_the_old_ones_place(
    station: Station, tmp_path: Path, roll: dict[str, Attendee]
) -> None:
    photos.take(station, [folder(tmp_path, "T-1.jpg")])
    (tmp_path / "T-1.png").write_bytes(photograph(kind="PNG"))
    photos.take(station, [tmp_path / "T-1.png"])
    kept = [file.name for file in (station.folder / layouts.PHOTOS).iterdir()]
    assert kept == [f"p-{roll['T-1'].id}.png"]


def test_what_is_no_picture_is_told_and_the_others_are_kept(station: Station, tmp_path: Path) -> None:
    place = folder(tmp_path, "T-1.jpg")
    (place / "T-3.jpg").write_bytes(b"<svg/>")
    taken = photos.take(station, [place])
    assert [one.ticket for one in taken.kept] == ["T-1"]
    assert [name for name, _detail in taken.refused] == ["T-3.jpg"]


def test_large_ones_are_kept_small_and_without_the_camera_s_notes(station: Station, tmp_path: Path) -> None:
    camera = Image.Exif()
    camera[0x010F] = "SecretCam"
    out = io.BytesIO()
    Image.effect_noise((3000, 4000), 40).save(out, "JPEG", exif=camera.tobytes())
    (tmp_path / "T-1.jpg").write_bytes(out.getvalue())
    photos.take(station, [tmp_path / "T-1.jpg"])
    (file,) = (station.folder / layouts.PHOTOS).iterdir()
    assert b"Secret" not in file.read_bytes()
    with Image.open(file) as shown:
        assert max(shown.size) == photos.PHOTO_PX


def test_it_can_be_stopped(station: Station, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        photos.take(station, [folder(tmp_path, "T-1.jpg")], cancelled=lambda: True)


def test_a_place_that_is_not_there_is_told(station: Station, tmp_path: Path) -> None:
    for name in ("nowhere", "nowhere.zip", "nowhere.jpg"):
        with pytest.raises(FileRefused) as refused:
            photos.take(station, [tmp_path / name])
        assert refused.value.code is Trouble.FILE_MISSING


def test_who_may_not_bring_the_roll_brings_no_photographs(station: Station, tmp_path: Path) -> None:
    station.duty = Duty("", "", Role.OPERATOR)
    with pytest.raises(NeedsApproval):
        photos.take(station, [tmp_path])


def test_who_is_merged_has_the_photograph_of_the_other_until_that_is_taken_back(
    station: Station, tmp_path: Path, roll: dict[str, Attendee]
) -> None:
    photos.take(station, [folder(tmp_path, f"{roll['T-4'].code}.jpg")])
    merging.merge(station, roll["T-3"].id, roll["T-4"].id)
    assert shows(station, roll["T-3"])
    undoing.undo(station)
    assert not shows(station, roll["T-3"])
    assert shows(station, roll["T-4"])


def test_who_has_a_photograph_keeps_it_whoever_they_are_merged_with(
    station: Station, tmp_path: Path, roll: dict[str, Attendee]
) -> None:
    photos.take(station, [folder(tmp_path, *(f"{roll[f'T-{n}'].code}.jpg" for n in (3, 4)))])
    one = merging.merge(station, roll["T-4"].id, roll["T-3"].id)
    with station.database.read() as connection:
        assert Photos.of(connection, station.folder)(one) == f"p-{roll['T-4'].id}.jpg"
