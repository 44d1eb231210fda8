from __future__ import annotations

import csv
import errno
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Cancelled, Trouble, WorldError
from kiosk.exchange import roll
from kiosk.exchange.apostrophes import bare, protected
from kiosk.exchange.export import write_csv
from kiosk.exchange.tables import read_table

HEADER = ["Nom", "الاسم الكامل", "GSM"]


def test_excel_gets_a_mark_semicolons_and_its_own_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, HEADER, [["Zoé; dite Zo", "زويه", ""], ['a "b"', "", "deux\nlignes"]]) == 2
    assert (
        path.read_bytes()
        == ('\ufeffNom;الاسم الكامل;GSM\r\n"Zoé; dite Zo";زويه;\r\n"a ""b""";;"deux\nlignes"\r\n').encode()
    )


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", " =1", "'=1"],
)
def test_row_38_what_might_be_computed_gets_an_apostrophe(text: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, [text], [[text, "x"]])
    with path.open(encoding="utf-8-sig", newline="") as source:
        assert list(csv.reader(source, delimiter=";")) == [["'" + text], ["'" + text, "x"]]


@pytest.mark.parametrize("text", ["", "Lina", "L'Orme", "'Lina", "a=b", "0661", "١٢"])
def test_row_38_what_cannot_be_computed_stays_as_it_is(text: str) -> None:
    assert protected(text) == bare(text) == text


@given(st.text(alphabet="'=+-@＝\t\r\n aé"))
def test_row_39_whatever_goes_out_comes_back_the_same(text: str) -> None:
    assert bare(protected(text)) == text


def test_row_39_a_phone_number_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, HEADER, [["Lina El Fassi", "لينا الفاسي", "+212661234567"]])
    assert list(read_table(path).rows)[1][1][2] == "'+212661234567"
    (row,) = roll.preview(path).rows
    assert row.values == {
        "name_latin": "Lina El Fassi",
        "name_arabic": "لينا الفاسي",
        "phone": "+212661234567",
    }


def test_a_newer_table_takes_the_place_of_the_older(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    write_csv(path, ["Nom"], [["Lina"]])
    assert "Lina" in path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


def test_a_table_that_is_given_up_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    def rows() -> Iterator[list[str]]:
        yield ["Lina"]
        raise Cancelled

    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_csv(path, ["Nom"], rows())
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


@pytest.fixture
def _small_files() -> Iterator[None]:
    """Let no file of this process grow beyond 64 KiB, as on a full disk."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("_small_files")
def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(WorldError) as caught:
        write_csv(path, ["Nom"], (["Lina" * 50] for _ in range(10_000)))
    assert caught.value.code is Trouble.FILE_UNWRITABLE
    assert caught.value.values["file"] == "out.csv"
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.EFBIG
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as caught:
        write_csv(tmp_path / "none" / "out.csv", ["Nom"], [])
    assert caught.value.code is Trouble.FILE_UNWRITABLE
