"""The paper list and the alignment page, read back as a scanner and a ruler would."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from kiosk import language
from kiosk.badge import alignment_page, door_list, stocks
from kiosk.badge.door_list import ROWS, Head, Row
from kiosk.badge.imposition import Sheeting
from kiosk.errors import InputRefused, Trouble
from tests.badge.badge_page import Page

HEAD = Head("Les Assises", "المناظرة", "Entrée jeudi 24", "دخول الخميس 24", "Printed on 24/10/2024")
LONG = Row(
    "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
    "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
    "شركة OCP Group 25 – Direction des systèmes d'information et de la transformation",
    "Partenaire",
    "M7K37K37K37K37K37K37K37K37K3",
)


@pytest.fixture(autouse=True)
def _english() -> None:
    language.use("en")


def rows(number: int) -> list[Row]:
    return [Row(f"Ali {n}", "علي", "OCP", "Press", f"M{n:027d}") for n in range(number)]


def test_every_row_carries_a_code_that_a_phone_reads() -> None:
    drawn = door_list.drawn(HEAD, rows(ROWS + 2))
    codes = [one.text for page in (0, 1) for one in zxingcpp.read_barcodes(Page(drawn.pdf, page).raster(300))]
    assert sorted(codes) == [f"M{n:027d}" for n in range(ROWS + 2)]


def test_both_names_stand_on_the_side_of_their_script() -> None:
    page = Page(door_list.drawn(HEAD, [LONG]).pdf)
    text = page.text()
    assert "Fatima-Zahra" in text
    dark = page.raster(150)[round(34 / 25.4 * 150) : round(43 / 25.4 * 150)] < 128
    columns = np.where(dark.any(axis=0))[0] * 25.4 / 150
    assert columns[columns > 16.5].min() == pytest.approx(18, abs=1)
    arabic = columns[(columns > 77) & (columns < 128)]
    assert arabic.max() == pytest.approx(127, abs=1)


def test_the_longest_names_are_whole() -> None:
    assert [one for one in door_list.drawn(HEAD, [LONG]).warnings if "Fatima" in one.text] == []


def test_a_list_of_nobody_is_one_page_without_boxes() -> None:
    page = Page(door_list.drawn(HEAD, []).pdf)
    middle = page.raster(100)[200:900]
    assert (middle > 250).all()


def test_rows_stay_above_the_foot_of_the_page() -> None:
    page = Page(door_list.drawn(HEAD, rows(ROWS)).pdf)
    dark = page.raster(100) < 128
    last = np.where(dark[:, 40:60].any(axis=1))[0] * 25.4 / 100
    assert last[last < 286].max() < 284


# -- the alignment page ------------------------------------------------------------------------------


@pytest.mark.parametrize("one", stocks.shipped().values(), ids=lambda one: one.id)
def test_every_stock_has_a_page_of_its_own_size(one: stocks.Stock) -> None:
    page = Page(alignment_page.drawn(Sheeting(stock=one)))
    height, width = page.raster(100).shape
    assert (width * 0.254, height * 0.254) == pytest.approx(one.size_mm, abs=0.3)


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (1.5, -2.0)])
def test_the_outline_stands_where_the_label_is_and_moves_with_the_shift(x: float, y: float) -> None:
    avery = stocks.stock("avery-l4784")
    page = Page(alignment_page.drawn(Sheeting(stock=avery, shift_x_mm=x, shift_y_mm=y)))
    dark = page.raster(300) < 200
    scale = 25.4 / 300
    left = np.where(dark[round((20 + y) / scale)])[0][0] * scale
    top = np.where(dark[:, round((25 + x) / scale)])[0][0] * scale
    assert (left, top) == pytest.approx((18 + x, 13 + y), abs=0.2)


def test_the_ruler_is_as_long_as_it_says() -> None:
    dark = Page(alignment_page.drawn(Sheeting(stock=stocks.stock("a4-quarto")))).raster(300) < 200
    scale = 25.4 / 300
    line = dark[round(297 * 3 / 4 / scale)]
    columns = np.where(line)[0] * scale
    inner = columns[(columns > 10) & (columns < 200)]
    assert inner.max() - inner.min() == pytest.approx(100, abs=0.2)


def test_a_shift_that_no_printer_needs_gives_no_page() -> None:
    with pytest.raises(InputRefused) as refused:
        alignment_page.drawn(Sheeting(stock=stocks.stock("a6"), shift_x_mm=99))
    assert refused.value.code is Trouble.SHIFT_WRONG
