"""Stocks are data: every one of them must lie on its paper, without labels over each other."""

from __future__ import annotations

import pytest

from kiosk.badge import stocks
from kiosk.badge.stocks import Fold, Stock
from kiosk.errors import InputRefused, Trouble

WHOLE = list(stocks.shipped().values())


def ids(one: Stock) -> str:
    return one.id


@pytest.mark.parametrize("one", WHOLE, ids=ids)
def test_every_label_lies_on_the_paper(one: Stock) -> None:
    right = one.left_mm + (one.columns - 1) * one.pitch_x_mm + one.label_width_mm
    bottom = one.top_mm + (one.rows - 1) * one.pitch_y_mm + one.label_height_mm
    assert one.left_mm >= 0
    assert one.top_mm >= 0
    assert right <= one.sheet_width_mm + 0.001
    assert bottom <= one.sheet_height_mm + 0.001


@pytest.mark.parametrize("one", WHOLE, ids=ids)
def test_no_label_lies_on_another(one: Stock) -> None:
    assert one.columns == 1 or one.pitch_x_mm >= one.label_width_mm
    assert one.rows == 1 or one.pitch_y_mm >= one.label_height_mm


@pytest.mark.parametrize("one", [one for one in WHOLE if one.labels > 1], ids=ids)
def test_the_labels_stand_in_the_middle_of_their_sheet(one: Stock) -> None:
    """Backs are mirrored, which only sheets that are alike on both sides forgive; 3 mm is what is seen."""
    right = one.sheet_width_mm - one.left_mm - (one.columns - 1) * one.pitch_x_mm - one.label_width_mm
    bottom = one.sheet_height_mm - one.top_mm - (one.rows - 1) * one.pitch_y_mm - one.label_height_mm
    assert right == pytest.approx(one.left_mm, abs=1.01)
    assert bottom == pytest.approx(one.top_mm, abs=3.01)


def test_the_stocks_of_the_field_are_there() -> None:
    known = stocks.shipped()
    assert len(known) >= 28
    avery = known["avery-l4784"]
    corner, pitch = (avery.left_mm, avery.top_mm), (avery.pitch_x_mm, avery.pitch_y_mm)
    assert (avery.labels, corner, pitch) == (10, (18, 13), (95, 55))
    assert known["avery-5395"].size_mm == (215.9, 279.4)
    assert known["a4-quarto"].fold is Fold.QUARTO
    assert known["butterfly-82x203"].fold is Fold.BUTTERFLY
    assert not known["a4-4xa6"].precut


def test_a_stock_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(InputRefused) as refused:
        stocks.stock("avery-9999")
    assert refused.value.code is Trouble.UNKNOWN_STOCK
    assert "avery-l4784" in refused.value.values["known"]
