from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.errors import PrinterError, Trouble
from kiosk.printing.folder import FolderSpooler, file_label

A6 = (105, 148)


@contextmanager
def files_of_at_most(limit_bytes: int) -> Iterator[None]:
    """While this lasts, a file grows no further: what a full disk does to a write, half-way through."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_file_holds_the_badge_and_says_whose_it_is(tmp_path: Path, a6: bytes) -> None:
    reference = FolderSpooler(tmp_path).submit(a6, "7f3a", A6, label="سلمى بنيس")
    assert reference == "سلمى بنيس-7f3a.pdf"
    assert [file.name for file in tmp_path.iterdir()] == [reference]
    assert (tmp_path / reference).read_bytes() == a6


def test_the_folder_is_made_but_not_the_stick_that_it_was_on(tmp_path: Path, a6: bytes) -> None:
    FolderSpooler(tmp_path / "badges").submit(a6, "7f3a", A6)
    assert (tmp_path / "badges" / "7f3a.pdf").exists()
    pulled_out = FolderSpooler(tmp_path / "stick" / "badges")
    with pytest.raises(PrinterError) as refusal:
        pulled_out.submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINT_FOLDER_UNWRITABLE, True)
    assert not (tmp_path / "stick").exists()
    assert pulled_out.find("7f3a") is None
    assert pulled_out.health().reasons == (Trouble.PRINT_FOLDER_UNWRITABLE,)


def test_a_file_in_the_folders_place_is_told(tmp_path: Path, a6: bytes) -> None:
    place = tmp_path / "badges"
    place.write_text("not a folder", "utf-8")
    spooler = FolderSpooler(place)
    with pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6)
    assert refusal.value.values["folder"] == place
    with pytest.raises(PrinterError):
        spooler.find("7f3a")
    assert not spooler.health().ready


@pytest.mark.skipif(
    sys.platform != "linux", reason="/sys takes nobody's files, root's neither, on Linux only"
)
def test_a_folder_that_takes_no_files_is_told(a6: bytes) -> None:
    with pytest.raises(PrinterError) as refusal:
        FolderSpooler(Path("/sys")).submit(a6, "7f3a", A6)
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINT_FOLDER_UNWRITABLE, True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_disk_that_is_full_leaves_nothing_and_may_be_tried_again(tmp_path: Path, a6: bytes) -> None:
    spooler = FolderSpooler(tmp_path)
    with files_of_at_most(len(a6) // 2), pytest.raises(PrinterError) as refusal:
        spooler.submit(a6, "7f3a", A6, label="Salma")
    assert (refusal.value.code, refusal.value.retry) == (Trouble.PRINT_FOLDER_UNWRITABLE, True)
    assert list(tmp_path.iterdir()) == []
    assert spooler.submit(a6, "7f3a", A6, label="Salma") == spooler.find("7f3a")


def test_what_a_power_cut_left_is_neither_found_nor_in_the_way(tmp_path: Path, a6: bytes) -> None:
    (tmp_path / ".7f3a.part").write_bytes(a6[:100])
    spooler = FolderSpooler(tmp_path)
    assert spooler.find("7f3a") is None
    assert spooler.submit(a6, "7f3a", A6) == "7f3a.pdf"
    assert [file.name for file in tmp_path.iterdir()] == ["7f3a.pdf"]


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("Amine Benjelloun", "Amine Benjelloun"),
        ("فاطمة الزهراء", "فاطمة الزهراء"),
        ("می‌خواهم", "می‌خواهم"),
        ("0942 Dr. Aït-El-Hadj", "0942 Dr. Aït-El-Hadj"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        (".hidden", "hidden"),
        ("ends. . .", "ends"),
        ("nul", "_nul"),
        ("Com1.badge", "_Com1.badge"),
        ("Nulle", "Nulle"),
        ("a\x00b\nc\x7f", "abc"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
        ("   ", ""),
    ],
)
def test_a_label_becomes_a_name_that_every_system_takes(label: str, kept: str) -> None:
    assert file_label(label) == kept


@pytest.mark.parametrize("letter", ["x", "ن", "𞤀"])
def test_a_long_label_is_cut_between_two_letters(letter: str) -> None:
    kept = file_label(letter * 500)
    assert set(kept) == {letter}
    assert len(kept.encode()) <= 120
