"""Sheets measured in the file that goes to the printer, by tools that know nothing of how it was made."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pytest
import zxingcpp

from kiosk.badge import parts, pdf, sheets, stocks
from kiosk.badge.imposition import Backs, Sheeting
from kiosk.badge.stocks import Stock
from kiosk.domain.badge import Band, Layout, Line, QrBox, TextBox
from kiosk.errors import Cancelled, InputRefused, OurError, Trouble
from tests.badge.badge_page import Page

DPI = 300
MM = 25.4 / DPI
AVERY = stocks.stock("avery-l4784")


def card(width: float = 80, height: float = 50) -> Layout:
    """A badge whose edges can be measured: a frame of a black hair inside its border, a name and a code."""
    frame = [
        Band(x_mm=0, y_mm=0, width_mm=width, height_mm=1, colour="#000000"),
        Band(x_mm=0, y_mm=height - 1, width_mm=width, height_mm=1, colour="#000000"),
        Band(x_mm=0, y_mm=0, width_mm=1, height_mm=height, colour="#000000"),
        Band(x_mm=width - 1, y_mm=0, width_mm=1, height_mm=height, colour="#000000"),
    ]
    name = TextBox(
        x_mm=4, y_mm=4, width_mm=width - 34, height_mm=12, template="{name}", size_max_pt=20, size_min_pt=8
    )
    code = QrBox(x_mm=width - 26, y_mm=height - 26, side_mm=20)
    return Layout(id="t", title="T", width_mm=width, height_mm=height, elements=(*frame, name, code))


def people(number: int) -> list[dict[str, str]]:
    return [{"name": f"علي Ali {n}", "code": f"M{n:027d}"} for n in range(number)]


def badges(number: int, layout: Layout | None = None) -> bytes:
    return pdf.render(layout or card(), people(number)).pdf


def ink(sheet: bytes, number: int = 0, dpi: int = DPI) -> npt.NDArray[np.bool_]:
    dark: npt.NDArray[np.bool_] = Page(sheet, number).raster(dpi) < 128
    return dark


def extent_mm(
    dark: npt.NDArray[np.bool_], label: tuple[float, float], size: tuple[float, float]
) -> list[float]:
    """Return left, top, right and bottom of the ink within 4 mm around a label."""
    left, top = round((label[0] - 4) / MM), round((label[1] - 4) / MM)
    right, bottom = round((label[0] + size[0] + 4) / MM), round((label[1] + size[1] + 4) / MM)
    part = dark[max(top, 0) : bottom, max(left, 0) : right]
    rows, columns = np.where(part.any(axis=1))[0], np.where(part.any(axis=0))[0]
    corner = np.array([max(left, 0), max(top, 0), max(left, 0), max(top, 0)])
    edges = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) + corner
    return [float(edge * MM) for edge in edges]


def sized(one: Stock) -> Layout:
    return card(min(one.label_width_mm, 90), min(one.label_height_mm, 60))


@pytest.mark.parametrize(
    "one", [one for one in stocks.shipped().values() if one.labels > 1], ids=lambda one: one.id
)
def test_every_label_of_every_stock_is_met_within_a_fifth_of_a_millimetre(one: Stock) -> None:
    layout = sized(one)
    sheet = sheets.impose(badges(one.labels, layout), Sheeting(stock=one))
    dark = ink(sheet)
    for label in range(one.labels):
        row, column = divmod(label, one.columns)
        x = one.left_mm + column * one.pitch_x_mm + (one.label_width_mm - layout.width_mm) / 2
        y = one.top_mm + row * one.pitch_y_mm + (one.label_height_mm - layout.height_mm) / 2
        left, top = round(x / MM), round(y / MM)
        part = dark[top + 8 : top + round(layout.height_mm / MM) - 8, :]
        inside = part[:, left : left + round(layout.width_mm / MM)]
        # The frame of 1 mm is the first and the last ink in the label, and nothing of it is missing.
        columns = np.where(inside.all(axis=0))[0]
        assert columns[0] * MM == pytest.approx(0, abs=0.2)
        assert (columns[-1] + 1) * MM == pytest.approx(layout.width_mm, abs=0.2)


def test_the_file_says_its_sheet_to_the_hundredth_of_a_millimetre() -> None:
    sheet = sheets.impose(badges(3), Sheeting(stock=stocks.stock("avery-5395"), start=2))
    with pikepdf.open(io.BytesIO(sheet)) as document:
        box = [float(edge) / 72 * 25.4 for edge in document.pages[0].mediabox]
        assert box == pytest.approx([0, 0, 215.9, 279.4], abs=0.01)


def test_badges_are_neither_scaled_nor_turned() -> None:
    sheet = sheets.impose(badges(12), Sheeting(stock=AVERY))
    with pikepdf.open(io.BytesIO(sheet)) as document:
        assert len(document.pages) == 2
        placed = [
            [float(number) for number in one.operands]
            for page in document.pages
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "cm"
        ]
    assert len(placed) == 12
    assert all(matrix[:4] == [1, 0, 0, 1] for matrix in placed)
    second = [edge / 72 * 25.4 for edge in placed[1][4:]]
    assert second == pytest.approx([113, 297 - 13 - 50], abs=0.01)


@pytest.mark.parametrize(("x", "y"), [(1.5, -0.5), (-3, 2)])
def test_the_shift_of_a_printer_moves_the_ink_by_so_much(x: float, y: float) -> None:
    sheet = sheets.impose(badges(1), Sheeting(stock=AVERY, start=4, shift_x_mm=x, shift_y_mm=y))
    left, top, right, bottom = extent_mm(ink(sheet), (113, 68), (80, 50))
    assert [left, top, right, bottom] == pytest.approx([113 + x, 68 + y, 193 + x, 118 + y], abs=0.2)


@pytest.mark.parametrize("size", [(80.0, 50.0), (50.0, 80.0)])
def test_every_code_and_name_is_still_there_to_be_read(size: tuple[float, float]) -> None:
    sheet = sheets.impose(badges(10, card(*size)), Sheeting(stock=AVERY))
    found = zxingcpp.read_barcodes(Page(sheet).raster(DPI))
    assert sorted(one.text for one in found) == [f"M{n:027d}" for n in range(10)]


def test_a_badge_on_its_side_lies_in_its_label_on_both_sides_of_the_sheet() -> None:
    both = badges(2, card(50, 80))  # one badge, front and back
    for backs in (Backs.LONG_EDGE, Backs.SHORT_EDGE):
        sheet = sheets.impose(both, Sheeting(stock=AVERY, start=2, backs=backs), sides=(2,))
        front = extent_mm(ink(sheet, 0), (113, 13), (80, 50))
        assert front == pytest.approx([113, 13, 193, 63], abs=0.2)
        left, top = (17, 13) if backs is Backs.LONG_EDGE else (113, 234)
        behind = extent_mm(ink(sheet, 1), (left, top), (80, 50))
        assert behind == pytest.approx([left, top, left + 80, top + 50], abs=0.2)


def test_names_can_be_searched_in_the_sheet(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing")
    file = tmp_path / "sheet.pdf"
    file.write_bytes(sheets.impose(badges(3), Sheeting(stock=AVERY)))
    text = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, encoding="utf-8")
    assert all(f"Ali {n}" in text.stdout for n in range(3))


def test_no_tool_finds_anything_wrong_with_the_file() -> None:
    sheet = sheets.impose(badges(12), Sheeting(stock=AVERY))
    with pikepdf.open(io.BytesIO(sheet), suppress_warnings=False) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.Root.Lang) == "fr"
        assert str(document.docinfo.Creator) == "Marhaba"


def test_the_same_badges_give_the_same_bytes() -> None:
    assert sheets.impose(badges(12), Sheeting(stock=AVERY)) == sheets.impose(
        badges(12), Sheeting(stock=AVERY)
    )


def test_sheets_are_hardly_larger_than_their_badges() -> None:
    source = badges(40)
    assert len(sheets.impose(source, Sheeting(stock=AVERY))) < len(source) + 40 * 120


def test_backs_are_printed_on_sides_of_their_own() -> None:
    both = badges(6)  # three badges of two sides
    sheet = sheets.impose(both, Sheeting(stock=AVERY, backs=Backs.LONG_EDGE), sides=(2, 2, 2))
    codes = [sorted(one.text for one in zxingcpp.read_barcodes(Page(sheet, n).raster(DPI))) for n in (0, 1)]
    assert codes == [[f"M{n:027d}" for n in (0, 2, 4)], [f"M{n:027d}" for n in (1, 3, 5)]]
    left, top, _right, _bottom = extent_mm(ink(sheet, 1), (112, 13), (80, 50))
    assert (left, top) == pytest.approx((112, 13), abs=0.2)


def test_badges_with_and_without_a_back_keep_to_their_labels() -> None:
    sheet = sheets.impose(badges(4), Sheeting(stock=AVERY, backs=Backs.LONG_EDGE), sides=(1, 2, 1))
    codes = [sorted(one.text for one in zxingcpp.read_barcodes(Page(sheet, n).raster(DPI))) for n in (0, 1)]
    assert codes == [[f"M{n:027d}" for n in (0, 1, 3)], [f"M{2:027d}"]]
    left, top, _right, _bottom = extent_mm(ink(sheet, 1), (17, 13), (80, 50))
    assert (left, top) == pytest.approx((17, 13), abs=0.2)


def test_backs_are_left_out_where_none_are_asked_for() -> None:
    sheet = sheets.impose(badges(6), Sheeting(stock=AVERY), sides=(2, 2, 2))
    found = zxingcpp.read_barcodes(Page(sheet).raster(DPI))
    assert sorted(one.text for one in found) == [f"M{n:027d}" for n in (0, 2, 4)]


def test_a_butterfly_reads_upright_on_both_sides_once_it_is_folded() -> None:
    layout = card(82, 101.5)
    sheet = sheets.impose(badges(1, layout), Sheeting(stock=stocks.stock("butterfly-82x203")))
    dark = ink(sheet)
    half = dark.shape[0] // 2
    upper, lower = dark[:half], dark[-half:]
    assert (upper[::-1, ::-1] == lower).mean() > 0.998


def test_what_reaches_over_a_badge_is_cut_off_and_not_on_its_neighbour() -> None:
    over = Line(x_mm=70, y_mm=25, to_x_mm=200, to_y_mm=25, stroke_mm=2)
    sheet = sheets.impose(badges(1, replace(card(), elements=(over,))), Sheeting(stock=AVERY))
    columns = np.where(ink(sheet).any(axis=0))[0]
    assert columns[-1] * MM == pytest.approx(98, abs=0.2)


@pytest.mark.parametrize(("stock_id", "inked"), [("a4-4xa6", True), ("avery-l4784", False)])
def test_crop_marks_are_for_paper_that_is_not_cut(stock_id: str, *, inked: bool) -> None:
    blank = replace(card(60, 40), elements=())
    sheet = sheets.impose(
        pdf.render(blank, people(4)).pdf, Sheeting(stock=stocks.stock(stock_id), crop_marks=True)
    )
    assert bool((Page(sheet).raster(DPI) < 200).any()) is inked


def test_crop_marks_stand_on_the_cuts() -> None:
    blank = replace(card(60, 40), elements=())
    sheet = sheets.impose(
        pdf.render(blank, people(4)).pdf, Sheeting(stock=stocks.stock("a4-4xa6"), crop_marks=True)
    )
    marked = Page(sheet).raster(DPI) < 200
    for edge in (2, -3):
        columns, rows = np.where(marked[edge])[0] * MM, np.where(marked[:, edge])[0] * MM
        assert columns.mean() == pytest.approx(105, abs=0.2)
        assert rows.mean() == pytest.approx(148.5, abs=0.2)


def test_a_badge_too_large_is_refused_before_anything_is_written() -> None:
    with pytest.raises(InputRefused) as refused:
        sheets.impose(badges(1, card(105, 148)), Sheeting(stock=AVERY))
    assert refused.value.code is Trouble.BADGE_TOO_LARGE


def test_the_work_can_be_stopped_at_any_sheet() -> None:
    def stop(number: int) -> None:
        if number == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        sheets.impose(badges(40), Sheeting(stock=AVERY), on_sheet=stop)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4\nnothing", b"x" * 100])
def test_what_is_no_file_of_ours_is_a_mistake_of_ours(broken: bytes) -> None:
    with pytest.raises(OurError):
        parts.taken_apart(broken)
