from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.encodings import Encoding
from kiosk.exchange.limits import ROW_LIMIT
from kiosk.exchange.tables import read_table

Write = Callable[..., Path]

FRENCH = "Nom;Société;Fonction\nAïcha BENCHÉKROUN;Café de l'Été;Gérante\nZoé ÇAKIR;L'ÎLE;Élue\n"
ARABIC = "الاسم;المؤسسة;الصفة\nفاطمة الزهراء العلمي;جامعة الوادي;أستاذة\nيونس بناني;شركة الأفق;مدير\n"
BOTH = "Nom;الاسم;Société\nAmina Zeroual;أمينة زروال;Société générale des marées\nRené;رونيه;Théâtre\n"


def cells(path: Path, encoding: Encoding | None = None) -> list[list[str]]:
    return [row for _number, row in read_table(path, encoding=encoding).rows]


def refusal(path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        cells(path)
    return caught.value


@pytest.mark.parametrize(
    ("text", "codec", "expected"),
    [
        (FRENCH, "utf-8", Encoding.UTF_8),
        (FRENCH, "utf-8-sig", Encoding.UTF_8),
        (FRENCH, "cp1252", Encoding.WINDOWS_1252),
        (FRENCH, "mac-roman", Encoding.MAC_ROMAN),
        (FRENCH, "utf-16", Encoding.UTF_16_LE),
        (FRENCH, "utf-16-be", Encoding.UTF_16_BE),
        (ARABIC, "utf-8", Encoding.UTF_8),
        (ARABIC, "cp1256", Encoding.WINDOWS_1256),
        (ARABIC, "utf-16", Encoding.UTF_16_LE),
        (BOTH, "cp1256", Encoding.WINDOWS_1256),
        (BOTH, "utf-8-sig", Encoding.UTF_8),
        (BOTH, "utf-16-le", Encoding.UTF_16_LE),
    ],
)
def test_row_40_the_encoding_is_told_from_the_bytes(
    text: str, codec: str, expected: Encoding, text_file: Write
) -> None:
    table = read_table(text_file(text, codec))
    assert table.encoding is expected
    assert [row for _number, row in table.rows] == [line.split(";") for line in text.splitlines()]


def test_row_40_people_may_say_which_encoding_it_is(text_file: Write) -> None:
    path = text_file("Nom;Ville\nÀÉ;ÈÊ\n", "cp1252")  # two capitals alone look Arabic
    assert read_table(path).encoding is Encoding.WINDOWS_1256
    assert cells(path, Encoding.WINDOWS_1252) == [["Nom", "Ville"], ["ÀÉ", "ÈÊ"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_row_40_the_separator_is_found_whatever_the_cells_hold(separator: str, text_file: Write) -> None:
    rows = [["Nom", "Note", "Prix"], ["Tazi, Lina", "a;b", "12,50"], ["El Fassi, Omar", "c|d", "7,25"]]
    text = "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    assert cells(text_file(text)) == rows


def test_row_40_decimal_commas_do_not_outvote_semicolons(text_file: Write) -> None:
    assert cells(text_file("Nom;Prix\nLina;1,5\nOmar;2,5\nSara;3,5\n"))[1] == ["Lina", "1,5"]


def test_row_40_quotes_hold_newlines_and_rows_keep_a_spreadsheets_numbers(text_file: Write) -> None:
    path = text_file('Nom;Note\n"Lina";"une\ndeux ""trois"""\n\n;\nOmar;x\n')
    assert list(read_table(path).rows) == [
        (1, ["Nom", "Note"]),
        (2, ["Lina", 'une\ndeux "trois"']),
        (5, ["Omar", "x"]),
    ]


def test_a_line_that_only_names_the_separator_is_no_row(text_file: Write) -> None:
    assert list(read_table(text_file("sep=|\r\nNom|a;b;c;d\r\n")).rows) == [(1, ["Nom", "a;b;c;d"])]


@pytest.mark.parametrize("after", ["", "n;x\n" * 200, 'a;"b\n', "n;x\n" * 60 + 'fin"\n'])
def test_a_quote_that_is_never_closed_is_named_by_its_row(after: str, text_file: Write) -> None:
    refused = refusal(text_file('Nom;Note\nLina;ok\nOmar;"jamais\nSara;x\n' + after))
    assert refused.code is Trouble.FILE_BROKEN_ROW
    assert refused.values["row"] == 3


def test_a_cell_without_end_is_named_by_its_row(text_file: Write) -> None:
    refused = refusal(text_file("Nom;Note\nLina;" + "x" * 200_000 + "\n"))
    assert (refused.code, refused.values["row"]) == (Trouble.FILE_BROKEN_ROW, 2)


def test_row_28_too_many_lines_stop_at_the_limit(text_file: Write) -> None:
    refused = refusal(text_file("Nom;Ville\n" + "Lina;Fès\n" * ROW_LIMIT))
    assert (refused.code, refused.values["limit"]) == (Trouble.FILE_TOO_MANY_ROWS, ROW_LIMIT)


def test_row_41_twenty_thousand_columns_are_refused(text_file: Write) -> None:
    assert refusal(text_file("x;" * 20_000 + "x\n")).code is Trouble.FILE_TOO_MANY_COLUMNS


def test_row_41_empty_columns_at_the_end_do_not_count(text_file: Write) -> None:
    assert cells(text_file("Nom;Ville" + ";" * 20_000 + "\n")) == [["Nom", "Ville"]]


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"MZ\x90\x00", "exe"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"Nom\x00\x01\x02\x00Ville\x00\x00", "binary"),
    ],
)
@pytest.mark.parametrize("name", ["roll.xlsx", "roll.csv"])
def test_row_35_what_is_no_table_is_called_what_it_is(
    start: bytes, found: str, name: str, text_file: Write
) -> None:
    refused = refusal(text_file(start, name=name))
    assert (refused.code, refused.values["found"]) == (Trouble.FILE_NOT_A_TABLE, found)


def test_row_36_an_encrypted_workbook_is_refused_as_such(text_file: Write) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(text_file(content, name="roll.xlsx")).code is Trouble.FILE_ENCRYPTED


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf\n", b"\xff\xfe", b";;;\n;;;\n"])
def test_an_empty_file_is_refused_as_such(content: bytes, text_file: Write) -> None:
    from kiosk.exchange import roll

    with pytest.raises(FileRefused) as caught:
        roll.preview(text_file(content))
    assert caught.value.code is Trouble.FILE_EMPTY


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").code is Trouble.FILE_MISSING
    assert refusal(tmp_path).code is Trouble.FILE_UNREADABLE
