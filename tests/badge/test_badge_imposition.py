"""Which page stands where on which side of which sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.badge import imposition, stocks
from kiosk.badge.imposition import Backs, Badge, Place, Sheeting, Side
from kiosk.errors import InputRefused, Trouble

AVERY = stocks.stock("avery-l4784")
LABEL = (80.0, 50.0)


def cards(number: int, size: tuple[float, float] = LABEL, *, backs: bool = False) -> list[Badge]:
    if backs:
        return [Badge(2 * n, 2 * n + 1, size) for n in range(number)]
    return [Badge(n, None, size) for n in range(number)]


def sides(badges: list[Badge], sheeting: Sheeting) -> list[Side]:
    return list(imposition.imposed(badges, sheeting))


def corners(side: Side) -> list[tuple[float, float]]:
    return [(place.x_mm, place.y_mm) for place in side.places]


def test_labels_are_filled_in_the_order_of_reading() -> None:
    (side,) = sides(cards(3), Sheeting(stock=AVERY))
    assert side.places == (Place(0, 18, 13, 0), Place(1, 113, 13, 0), Place(2, 18, 68, 0))


def test_the_first_sheet_may_have_lost_labels_already() -> None:
    sheeting = Sheeting(stock=AVERY, start=9)
    first, second = sides(cards(3), sheeting)
    assert corners(first) == [(18, 233), (113, 233)]
    assert corners(second) == [(18, 13)]
    assert imposition.count(3, sheeting) == 2


@pytest.mark.parametrize(
    ("number", "start", "sheets"), [(0, 1, 0), (10, 1, 1), (11, 1, 2), (1, 10, 1), (2, 10, 2)]
)
def test_sheets_are_counted_as_they_are_made(number: int, start: int, sheets: int) -> None:
    sheeting = Sheeting(stock=AVERY, start=start)
    assert imposition.count(number, sheeting) == sheets == len(sides(cards(number), sheeting))


def test_a_printer_that_is_off_is_put_right_on_every_sheet_and_mark() -> None:
    for side in sides(cards(11), Sheeting(stock=AVERY, shift_x_mm=1.5, shift_y_mm=-0.5)):
        assert corners(side)[0] == (19.5, 12.5) == side.labels[0]


def test_a_smaller_badge_stands_in_the_middle_of_its_label() -> None:
    (side,) = sides(cards(1, (70, 36)), Sheeting(stock=AVERY))
    assert side.places == (Place(0, 23, 20, 0),)


def test_a_badge_that_only_fits_on_its_side_lies_on_its_side() -> None:
    (side,) = sides(cards(1, (50, 80)), Sheeting(stock=AVERY))
    assert side.places == (Place(0, 18, 13, 90),)


def test_a_badge_larger_than_a_label_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        sides(cards(1, (105, 148)), Sheeting(stock=AVERY))
    assert refused.value.code is Trouble.BADGE_TOO_LARGE
    assert refused.value.values == {"badge": "105 × 148 mm", "label": "80 × 50 mm"}


def test_a_bank_card_may_lose_its_outermost_hair() -> None:
    (side,) = sides(cards(1, (85.6, 53.98)), Sheeting(stock=stocks.stock("avery-c32011")))
    assert corners(side)[0] == pytest.approx((14.7, 13.51), abs=0.001)


@pytest.mark.parametrize("start", [0, 11, -1])
def test_a_start_that_is_no_label_is_refused(start: int) -> None:
    with pytest.raises(InputRefused) as refused:
        sides(cards(1), Sheeting(stock=AVERY, start=start))
    assert refused.value.code is Trouble.START_WRONG


@pytest.mark.parametrize("shift", [20.1, -1e9, float("nan"), float("inf")])
def test_a_shift_that_no_printer_needs_is_refused(shift: float) -> None:
    with pytest.raises(InputRefused) as refused:
        sides(cards(1), Sheeting(stock=AVERY, shift_y_mm=shift))
    assert refused.value.code is Trouble.SHIFT_WRONG


def test_backs_turned_over_the_long_edge_change_columns() -> None:
    front, back = sides(cards(3, backs=True), Sheeting(stock=AVERY, backs=Backs.LONG_EDGE))
    assert [place.page for place in front.places] == [0, 2, 4]
    assert [place.page for place in back.places] == [1, 3, 5]
    assert corners(back) == [(210 - 18 - 80, 13), (210 - 113 - 80, 13), (210 - 18 - 80, 68)]
    assert {place.turn for place in back.places} == {0}


def test_backs_turned_over_the_short_edge_change_rows_and_stand_on_their_heads() -> None:
    _front, back = sides(cards(3, backs=True), Sheeting(stock=AVERY, backs=Backs.SHORT_EDGE))
    assert corners(back) == [(18, 297 - 13 - 50), (113, 297 - 13 - 50), (18, 297 - 68 - 50)]
    assert {place.turn for place in back.places} == {180}


@pytest.mark.parametrize("backs", [Backs.LONG_EDGE, Backs.SHORT_EDGE])
@pytest.mark.parametrize("size", [(80.0, 50.0), (50.0, 80.0)])
@pytest.mark.parametrize("landscape", [False, True])
def test_a_back_lies_behind_its_front_and_the_same_way_up(
    backs: Backs, size: tuple[float, float], *, landscape: bool
) -> None:
    """Followed through the paper: the sheet is turned over its edge, the badge about its own upright axis."""
    stock = AVERY
    if landscape:
        stock = replace(AVERY, sheet_width_mm=297, sheet_height_mm=210, columns=3, rows=3, pitch_y_mm=60)
    front, back = sides(cards(4, size, backs=True), Sheeting(stock=stock, backs=backs))
    over_upright_edge = (backs is Backs.LONG_EDGE) is not landscape
    for one, behind in zip(front.places, back.places, strict=True):
        width, height = size if one.turn in (0, 180) else size[::-1]
        through = (
            (stock.sheet_width_mm - one.x_mm - width, one.y_mm)
            if over_upright_edge
            else (one.x_mm, stock.sheet_height_mm - one.y_mm - height)
        )
        assert (behind.x_mm, behind.y_mm) == pytest.approx(through)
        assert top_of(behind.turn) == seen_through(top_of(one.turn), upright=over_upright_edge)


def top_of(turn: int) -> str:
    return {0: "up", 90: "left", 180: "down", 270: "right"}[turn]


def seen_through(way: str, *, upright: bool) -> str:
    mirrored = {"left": "right", "right": "left"} if upright else {"up": "down", "down": "up"}
    return mirrored.get(way, way)


def test_a_badge_without_a_back_leaves_its_place_empty() -> None:
    badges = [Badge(0, 1, LABEL), Badge(2, None, LABEL)]
    _front, back = sides(badges, Sheeting(stock=AVERY, backs=Backs.LONG_EDGE))
    assert [place.page for place in back.places] == [1]


def test_a_quarto_has_both_sides_below_so_that_two_folds_put_them_back_to_back() -> None:
    quarto = stocks.stock("a4-quarto")
    (side,) = sides(cards(1, (105, 148), backs=True), Sheeting(stock=quarto, backs=Backs.LONG_EDGE))
    assert side.places == (Place(0, 105, 148.75, 0), Place(1, 0, 148.75, 0))


def test_a_butterfly_shows_its_upper_half_from_behind() -> None:
    butterfly = stocks.stock("butterfly-82x203")
    (side,) = sides(cards(1, (82, 101.5), backs=True), Sheeting(stock=butterfly))
    assert side.places == (Place(0, 0, 101.5, 0), Place(1, 0, 0, 180))


def test_a_fold_shows_the_front_twice_where_there_is_no_back() -> None:
    (side,) = sides(cards(1, (82, 101.5)), Sheeting(stock=stocks.stock("butterfly-82x203")))
    assert [place.page for place in side.places] == [0, 0]


@pytest.mark.parametrize(("stock_id", "size"), [("butterfly-82x203", (82, 203)), ("a4-quarto", (210, 297))])
def test_a_layout_that_draws_all_its_faces_is_printed_as_it_is(
    stock_id: str, size: tuple[float, float]
) -> None:
    (side,) = sides(cards(1, size), Sheeting(stock=stocks.stock(stock_id)))
    assert side.places == (Place(0, 0, 0, 0),)


def test_what_is_larger_than_what_is_folded_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        sides(cards(1, (90, 203)), Sheeting(stock=stocks.stock("butterfly-82x203")))
    assert refused.value.code is Trouble.BADGE_TOO_LARGE
