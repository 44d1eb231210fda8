"""ZIP archives of layouts and photographs: plain files come out, and nothing that would leave the folder."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import bundle


def archive(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def named(name: str) -> zipfile.ZipInfo:
    """An entry under a name that the library would have put right."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    return entry


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def device(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFCHR | 0o666) << 16
    return entry


def test_files_come_out_under_their_own_names(tmp_path: Path) -> None:
    file = archive(
        tmp_path / "b.zip",
        ("badge.json", b"{}"),
        ("pictures/logo événement.png", b"1"),
        ("pictures/", b""),
        ("__MACOSX/pictures/._logo.png", b"2"),
        (".DS_Store", b"3"),
        ("شعار.png", b"4"),
    )
    assert list(bundle.files(file)) == [
        ("badge.json", b"{}"),
        ("logo événement.png", b"1"),
        ("شعار.png", b"4"),
    ]


@pytest.mark.parametrize(
    "entry",
    [
        *(named("../../evil"), named("/etc/evil"), named("a/../../evil"), named("./evil"), named("a//b")),
        *(named("C:\\evil"), named("C:evil"), named("\\\\server\\x"), named("..\\evil")),
        *(link("logo.png"), device("logo.png")),
        *(named("CON"), named("nul.txt"), named("a/com1.png"), named("x:ads"), named("dot.png.")),
        *(named("x" * 300), named("space.png "), named("a\nb.png"), named("a\x00b.png"), named("a*b.png")),
    ],
    ids=lambda entry: entry.filename[:30].encode("unicode_escape").decode(),
)
def test_a_name_that_leads_anywhere_else_has_the_archive_refused(
    tmp_path: Path, entry: zipfile.ZipInfo
) -> None:
    file = archive(tmp_path / "b.zip", ("good.png", b"1"), (entry, b"evil"))
    given = bundle.files(file)
    with pytest.raises(FileRefused) as refused:
        next(given)
    assert refused.value.code is Trouble.BUNDLE_WRONG
    assert "\n" not in str(refused.value.values["detail"])


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    file = archive(tmp_path / "b.zip", ("a/logo.png", b"1"), ("b/LOGO.png", b"2"))
    with pytest.raises(FileRefused) as refused:
        next(bundle.files(file))
    assert refused.value.code is Trouble.BUNDLE_WRONG


def test_a_file_that_inflates_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    file = archive(tmp_path / "b.zip", ("big.png", b"\0" * (bundle.ENTRY_LIMIT_BYTES + 1)))
    assert file.stat().st_size < 100_000
    with pytest.raises(FileRefused) as refused:
        list(bundle.files(file))
    assert refused.value.code is Trouble.BUNDLE_WRONG


def test_an_archive_that_inflates_beyond_its_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "INFLATED_LIMIT_BYTES", 1000)
    file = archive(tmp_path / "b.zip", *((f"{n}.png", b"\0" * 300) for n in range(5)))
    with pytest.raises(FileRefused) as refused:
        list(bundle.files(file))
    assert refused.value.code is Trouble.FILE_TOO_BIG


def test_a_size_that_the_archive_lies_about_is_noticed(tmp_path: Path) -> None:
    file = archive(tmp_path / "b.zip", ("a.png", b"1" * 5000))
    data = bytearray(file.read_bytes())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(signature) + at
        data[place : place + 4] = (10).to_bytes(4, "little")
    file.write_bytes(data)
    with pytest.raises(FileRefused) as refused:
        list(bundle.files(file))
    assert refused.value.code is Trouble.BUNDLE_WRONG


def test_an_entry_too_many_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "ENTRY_LIMIT", 2)
    file = archive(tmp_path / "b.zip", *((f"{n}.png", b"1") for n in range(3)))
    with pytest.raises(FileRefused):
        next(bundle.files(file))


def tar_with_a_way_out() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        made.addfile(tarfile.TarInfo("../evil"))
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", bytes(range(256)) * 9, tar_with_a_way_out(), b"PK\x05\x06" + b"\xff" * 18]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "b.zip"
    file.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        list(bundle.files(file))
    assert refused.value.code is Trouble.BUNDLE_WRONG


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        list(bundle.files(tmp_path / "nothing.zip"))
    assert refused.value.code is Trouble.FILE_MISSING
