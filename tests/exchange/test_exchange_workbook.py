from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Generator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.limits import COLUMN_LIMIT, PART_LIMIT, ROW_LIMIT
from kiosk.exchange.tables import Row, read_table
from tests.exchange.workbook_parts import MAIN, PARTS, sheet, text_cell

Write = Callable[..., Path]
SHEET = "xl/worksheets/sheet1.xml"
TWO_ROWS = f'<row r="1">{text_cell("A1", "Nom")}</row><row r="2">{text_cell("A2", "Lina")}</row>'


def rows(path: Path) -> list[Row]:
    return list(read_table(path).rows)


def refusal(path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        rows(path)
    return caught.value


def test_numbers_and_dates_are_read_as_somebody_would_type_them(workbook: Write) -> None:
    path = workbook(
        {
            "A": [
                ["Nom", "GSM", "Né le", "Vu", "Heure", "Part", "Oui", "Code"],
                [
                    "Lina",
                    661123456.0,
                    date(2024, 10, 23),
                    datetime(2024, 10, 23, 9, 5),  # noqa: DTZ001  a spreadsheet knows no zones
                    time(9, 5),
                    12.5,
                    True,
                    "00123",
                ],
            ]
        }
    )
    assert rows(path)[1][1] == [
        "Lina",
        "661123456",
        "2024-10-23",
        "2024-10-23 09:05:00",
        "09:05:00",
        "12.5",
        "true",
        "00123",
    ]


def test_a_number_that_lost_digits_stays_in_scientific_form(workbook: Write) -> None:
    assert rows(workbook({"A": [["Code"], [12345678901234567890]]}))[1][1] == ["1.23456789012346E+19"]


def test_the_first_visible_sheet_with_something_in_it_is_read(workbook: Write) -> None:
    table = read_table(
        workbook(
            {"Paramètres": [["x"]], "Vide": [], "Invités": [["Nom"], [], ["Lina"]], "Presse": [["Nom"]]},
            hidden=("Paramètres",),
        )
    )
    assert (table.sheet, table.other_sheets) == ("Invités", ("Vide", "Presse"))
    assert list(table.rows) == [(1, ["Nom"]), (3, ["Lina"])]


def test_rows_keep_their_numbers_when_the_sheet_begins_lower(archive: Write) -> None:
    lower = f'<row r="4">{text_cell("C4", "Nom")}</row><row r="6">{text_cell("C6", "Lina")}</row>'
    assert rows(archive({SHEET: sheet(lower)})) == [(4, ["Nom"]), (6, ["Lina"])]


def test_row_28_a_workbook_of_a_million_rows_is_refused(archive: Write) -> None:
    many = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(1_000_000))
    refused = refusal(archive({SHEET: sheet(many)}))
    assert (refused.code, refused.values["limit"]) == (Trouble.FILE_TOO_MANY_ROWS, ROW_LIMIT)


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576"])
def test_row_29_all_rows_are_read_whatever_the_dimension_says(dimension: str, archive: Write) -> None:
    path = archive({SHEET: sheet(TWO_ROWS, before=f'<dimension ref="{dimension}"/>')})
    assert [cells for _number, cells in rows(path)] == [["Nom"], ["Lina"]]


def test_row_30_a_cell_of_400_megabytes_is_refused_before_it_is_parsed(
    tmp_path: Path, archive: Write
) -> None:
    path = archive({})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as target, target.open(SHEET, "w") as part:
        start, end = sheet(text_cell("A1", "|")).encode().split(b"|")
        part.write(start)
        for _megabyte in range(400):
            part.write(b"x" * 1_000_000)
        part.write(end)
    assert path.stat().st_size < 500_000
    assert refusal(path).code is Trouble.FILE_TOO_BIG


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/anything.xml"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>',  # row 31, billion laughs
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',  # row 32, an external entity
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
    ],
)
def test_rows_31_and_32_a_document_type_is_refused_in_any_part(
    part: str, doctype: str, archive: Write
) -> None:
    for codec in ("utf-8", "utf-16"):
        path = archive({part: f'<?xml version="1.0"?>{doctype}<a/>'.encode(codec)})
        refused = refusal(path)
        assert (refused.code, refused.values["found"]) == (Trouble.FILE_UNSAFE, "doctype")


@pytest.mark.parametrize("told", [10, 10_000_000])
def test_row_33_an_archive_that_lies_about_a_size_is_refused(told: int, archive: Write) -> None:
    path = archive({SHEET: sheet(TWO_ROWS)})
    with zipfile.ZipFile(path) as source:
        size = source.getinfo(SHEET).file_size
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    assert struct.unpack_from("<L", data, entry + 24)[0] == size
    struct.pack_into("<L", data, entry + 24, told)
    path.write_bytes(data)
    refused = refusal(path)
    assert (refused.code, refused.values["found"]) == (Trouble.FILE_UNSAFE, "sizes")


@pytest.mark.parametrize("told", ["4294967296", "99999999", "-1", "18446744073709551615"])
@pytest.mark.parametrize("name", ["count", "uniqueCount"])
def test_row_33_more_texts_announced_than_there_can_be_are_refused(
    name: str, told: str, archive: Write
) -> None:
    texts = f'<sst xmlns="{MAIN}" {name}="{told}"><si><t>Nom</t></si></sst>'
    refused = refusal(archive({SHEET: sheet(TWO_ROWS), "xl/sharedStrings.xml": texts}))
    assert (refused.code, refused.values["found"]) == (Trouble.FILE_UNSAFE, "sizes")


def test_row_33_two_parts_of_one_name_are_refused(archive: Write) -> None:
    path = archive({SHEET: sheet(TWO_ROWS)})
    with zipfile.ZipFile(path, "a") as target:
        target.writestr(SHEET.upper(), sheet(""))
    assert refusal(path).code is Trouble.FILE_UNSAFE


def test_row_33_bytes_before_or_after_the_archive_are_refused(archive: Write) -> None:
    good = archive({SHEET: sheet(TWO_ROWS)}).read_bytes()
    for data in (b"PK\x03\x04" + good, good + b"x"):
        path = archive({})
        path.write_bytes(data)
        assert refusal(path).code in (Trouble.FILE_UNSAFE, Trouble.FILE_DAMAGED)


def test_row_33_too_many_parts_are_refused(archive: Write) -> None:
    path = archive({SHEET: sheet(TWO_ROWS), **{f"xl/media/{number}": b"" for number in range(PART_LIMIT)}})
    assert refusal(path).code is Trouble.FILE_TOO_BIG


@pytest.mark.parametrize(
    ("cell", "code", "limit"),
    [
        (text_cell("XFD1048576", "x"), Trouble.FILE_TOO_MANY_COLUMNS, COLUMN_LIMIT),
        (text_cell("XFD2", "x"), Trouble.FILE_TOO_MANY_COLUMNS, COLUMN_LIMIT),
        (text_cell("A1048576", "x"), Trouble.FILE_TOO_MANY_ROWS, ROW_LIMIT),
        ('<c r="A1048576" t="str"><v></v></c>', Trouble.FILE_TOO_MANY_ROWS, ROW_LIMIT),
        ("<c/>" * 16_000 + "<c><v>1</v></c>", Trouble.FILE_TOO_MANY_COLUMNS, COLUMN_LIMIT),
        (text_cell("ZZZZ1", "x"), Trouble.FILE_DAMAGED, None),
        (text_cell("A99999999", "x"), Trouble.FILE_DAMAGED, None),
        (text_cell("١", "x"), Trouble.FILE_DAMAGED, None),
    ],
)
def test_row_34_a_cell_far_away_makes_no_rectangle(
    cell: str, code: Trouble, limit: int | None, archive: Write
) -> None:
    refused = refusal(archive({SHEET: sheet(f'{TWO_ROWS}<row r="3">{cell}</row>')}))
    assert (refused.code, refused.values.get("limit")) == (code, limit)


def test_row_34_a_row_far_away_and_a_sheet_of_another_name_are_seen_too(archive: Write) -> None:
    far = sheet('<row r="99999999999999999999"><c><v>1</v></c></row>')
    links = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "media/picture.png")
    path = archive({"xl/media/picture.png": far, "xl/_rels/workbook.xml.rels": links})
    assert refusal(path).code is Trouble.FILE_TOO_MANY_ROWS


def test_row_34_wide_and_long_together_are_bounded(archive: Write) -> None:
    corner = f'<row r="1">{text_cell("OJ1", "x")}</row><row r="40000">{text_cell("A40000", "x")}</row>'
    refused = refusal(archive({SHEET: sheet(corner)}))
    assert refused.code is Trouble.FILE_TOO_MANY_ROWS
    assert refused.values["limit"] < 40_000


def test_row_34_styled_empty_cells_far_away_do_no_harm(archive: Write) -> None:
    styled = f'{TWO_ROWS}<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert len(rows(archive({SHEET: sheet(styled)}))) == 2


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"xl/workbook.xml": None, "word/document.xml": "<a/>"}, "docx"),
        ({"xl/workbook.xml": None, "xl/workbook.bin": b"\x00"}, "xlsb"),
        ({"xl/workbook.xml": None, "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"[Content_Types].xml": None}, "archive"),
    ],
)
def test_row_35_an_archive_of_something_else_is_called_what_it_is(
    parts: dict[str, str | None], found: str, archive: Write
) -> None:
    refused = refusal(archive(parts))
    assert (refused.code, refused.values["found"]) == (Trouble.FILE_NOT_A_TABLE, found)


def test_row_36_a_workbook_with_macros_is_refused_as_such(archive: Write) -> None:
    assert (
        refusal(archive({SHEET: sheet(TWO_ROWS), "xl/vbaProject.bin": b"x"})).code is Trouble.FILE_HAS_MACROS
    )


def test_row_37_formulas_are_what_they_last_showed(archive: Write) -> None:
    cells = (
        '<c r="A1" t="str"><f>HYPERLINK("http://localhost","Lina")</f><v>=HYPERLINK("x")</v></c>'
        '<c r="B1"><f>1+1</f><v>3</v></c><c r="C1"><f>1+1</f></c><c r="D1" t="str"><f>A1</f><v>Fès</v></c>'
    )
    assert rows(archive({SHEET: sheet(f'<row r="1">{cells}</row>')})) == [
        (1, ['=HYPERLINK("x")', "3", "", "Fès"])
    ]


@pytest.mark.parametrize("cut", [100, 700, -30])
def test_a_workbook_cut_short_is_damaged(cut: int, archive: Write) -> None:
    path = archive({SHEET: sheet(TWO_ROWS)})
    path.write_bytes(path.read_bytes()[:cut])
    assert refusal(path).code is Trouble.FILE_DAMAGED


@pytest.mark.parametrize(
    "content", ["", "<worksheet>", sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), sheet("") + "<a/>"]
)
def test_a_workbook_whose_sheet_makes_no_sense_is_refused(content: str, archive: Write) -> None:
    assert refusal(archive({SHEET: content})).code in (Trouble.FILE_DAMAGED, Trouble.FILE_EMPTY)


def test_an_empty_workbook_is_refused_as_such(workbook: Write) -> None:
    assert refusal(workbook({"A": []})).code is Trouble.FILE_EMPTY


def test_a_date_out_of_all_bounds_is_damage_and_no_panic(archive: Write) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>'
    links = PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rId2" Target="styles.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
    )
    far = sheet('<row r="1"><c r="A1" s="0"><v>-1e30</v></c></row>')
    path = archive({SHEET: far, "xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": links})
    assert refusal(path).code is Trouble.FILE_DAMAGED


def test_what_the_reader_of_the_rows_raises_is_not_taken_for_damage(archive: Write) -> None:
    given = read_table(archive({SHEET: sheet(TWO_ROWS)})).rows
    assert isinstance(given, Generator)
    next(given)
    with pytest.raises(KeyError):
        given.throw(KeyError())


@pytest.mark.parametrize("number", ["inf", "nan", "-1e308"])
def test_a_number_beyond_all_numbers_is_text(number: str, archive: Write) -> None:
    (row,) = rows(archive({SHEET: sheet(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')}))
    assert row[1] == [f"{float(number):.14E}"]
