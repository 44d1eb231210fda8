"""What else a layout may hold: rectangles, running text, turned texts, signs, panels to fold, a back."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from kiosk.badge import icons, layout_text, layouts, pdf
from kiosk.badge.paragraphs import set_lines
from kiosk.domain.badge import (
    Align,
    Anchor,
    Band,
    Element,
    Icon,
    IconRow,
    Layout,
    Mark,
    Panel,
    PanelPlace,
    Paragraph,
    QrBox,
    Quarter,
    Quiet,
    Rectangle,
    TextBox,
)
from tests.badge.badge_page import Page

PERSON = {"name": "Ali", "code": "M4K7Q2ZD9WX0R5TBN8C3GHVYAEJ1"}
ALL = [Icon.DINNER, Icon.LUNCH, Icon.PRESS, Icon.STAR, Icon.BUS, Icon.BED, Icon.KEY]


def sheet(*elements: Element, back: tuple[Element, ...] = ()) -> Layout:
    return Layout(id="t", title="T", width_mm=60, height_mm=40, elements=elements, back=back)


def page(*elements: Element, **fields: str) -> Page:
    return Page(pdf.render(sheet(*elements), [{**PERSON, **fields}]).pdf)


@pytest.mark.parametrize("layout", layouts.all_shipped(), ids=lambda one: one.id)
def test_a_layout_that_is_written_is_read_as_the_same(layout: Layout) -> None:
    assert layouts.load(layout_text.written(layout), name="x") == layout


def test_a_rectangle_is_where_it_should_be() -> None:
    box = Rectangle(x_mm=10, y_mm=5, width_mm=30, height_mm=20, colour="#000000")
    assert page(box).ink_mm() == pytest.approx((10, 5, 40, 25), abs=0.1)
    framed = replace(box, colour="", border_colour="#000000", border_mm=1)
    assert page(framed).ink_mm() == pytest.approx((9.5, 4.5, 40.5, 25.5), abs=0.1)
    inside = page(framed).raster(100)[40:80, 60:120]
    assert inside.min() == 255


def test_round_corners_leave_the_corner_free() -> None:
    grey = page(Rectangle(x_mm=0, y_mm=0, width_mm=60, height_mm=40, colour="#000000", radius_mm=10)).raster(
        254
    )
    assert grey[5, 5] == 255
    assert grey[5, 300] == 0
    assert grey[45, 45] == 0


def test_a_text_is_turned_clockwise_about_the_middle_of_its_box() -> None:
    box = TextBox(
        x_mm=10, y_mm=10, width_mm=40, height_mm=20, template="HHHHH", size_max_pt=20, size_min_pt=8
    )
    left, top, right, bottom = page(box).ink_mm()
    turned = page(replace(box, rotation=90)).ink_mm()
    x, y = (left + right) / 2, (top + bottom) / 2
    assert turned[2] - turned[0] == pytest.approx(bottom - top, abs=0.2)
    assert turned[3] - turned[1] == pytest.approx(right - left, abs=0.2)
    # What was below the middle of the box is left of it.
    assert (turned[0] + turned[2]) / 2 == pytest.approx(30 - (y - 20), abs=0.2)
    assert (turned[1] + turned[3]) / 2 == pytest.approx(20 + (x - 30), abs=0.2)


def test_running_text_is_broken_where_its_line_is_full() -> None:
    box = Paragraph(x_mm=5, y_mm=5, width_mm=30, template="{t}", size_pt=10)
    made = set_lines("Salma Aït Ouakrim-Benjelloun de la Chambre\nRabat", box)
    assert [line.text for line in made.lines] == [
        "Salma Aït",
        "Ouakrim-",
        "Benjelloun de la",
        "Chambre",
        "Rabat",
    ]
    assert not made.clipped


def test_a_word_longer_than_its_line_is_cut_or_told() -> None:
    box = Paragraph(x_mm=5, y_mm=5, width_mm=12, template="{t}", size_pt=10)
    cut = set_lines("Wolfeschlegelsteinhausen", box)
    assert "".join(line.text for line in cut.lines) == "Wolfeschlegelsteinhausen"
    assert len(cut.lines) > 2
    assert not cut.clipped
    whole = set_lines("Wolfeschlegelsteinhausen", replace(box, split=False))
    assert len(whole.lines) == 1
    assert whole.clipped


def test_running_text_grows_up_from_its_place_with_the_anchor_below() -> None:
    box = Paragraph(x_mm=5, y_mm=30, width_mm=50, template="HH\nHH\nHH", size_pt=12)
    assert page(box).ink_mm()[1] > 30
    assert page(replace(box, anchor=Anchor.BOTTOM)).ink_mm()[3] <= 30


def test_signs_stand_side_by_side_without_gaps_for_what_is_not_there() -> None:
    marks = (
        Mark(when="{days}"),
        Mark(when="{dinner}", icon=Icon.DINNER),
        Mark(when="{category_id}", among=("press", "médias"), icon=Icon.PRESS),
    )
    fields = {"days": "23, 24", "dinner": "Oui", "category_id": "PRESS"}
    assert icons.signs(marks, fields) == ("23", "24", Icon.DINNER, Icon.PRESS)
    assert icons.signs(marks, {**fields, "dinner": "non", "category_id": "vip"}) == ("23", "24")
    assert icons.signs(marks, {"days": "–", "dinner": " لا "}) == ()
    row = IconRow(x_mm=5, y_mm=5, width_mm=50, height_mm=8, marks=marks)
    assert page(row, **fields).ink_mm() == pytest.approx((5, 5, 5 + 4 * 8 + 3 * 1.6, 13), abs=0.1)
    right = page(replace(row, align=Align.RIGHT), days="23").ink_mm()
    assert right == pytest.approx((47, 5, 55, 13), abs=0.1)


@pytest.mark.parametrize("icon", ALL)
def test_every_icon_is_drawn_in_the_middle_of_its_square(icon: Icon) -> None:
    assert set(ALL) == set(Icon)
    marks = (Mark(when="{name}", icon=icon),)
    row = IconRow(x_mm=10, y_mm=5, width_mm=30, height_mm=30, marks=marks, colour="#FFFFFF", ground="#000000")
    left, top, right, bottom = page(row).ink_mm()
    assert 10 < left < 19
    assert 31 < right < 40
    assert [(left + right) / 2, (top + bottom) / 2] == pytest.approx([25, 20], abs=1.6)


def test_signs_without_room_are_told() -> None:
    row = IconRow(x_mm=5, y_mm=5, width_mm=20, height_mm=8, marks=(Mark(when="{days}"),))
    drawn = pdf.render(sheet(row), [{"days": "21 22 23 24"}])
    assert [one.text for one in drawn.warnings] == ["23", "24"]


@pytest.mark.parametrize(
    ("turned", "edges"),
    [
        (Quarter.NOT, (12, 6, 17, 8)),
        (Quarter.RIGHT, (22, 7, 24, 12)),
        (Quarter.OVER, (23, 17, 28, 19)),
        (Quarter.LEFT, (11, 18, 13, 23)),
    ],
)
def test_a_panel_lies_where_it_is_put_whichever_way_it_is_turned(
    turned: Quarter, edges: tuple[float, float, float, float]
) -> None:
    black = Band(x_mm=2, y_mm=1, width_mm=5, height_mm=2, colour="#000000")
    panel = Panel(
        width_mm=20, height_mm=15, at=(PanelPlace(x_mm=10, y_mm=5, turned=turned),), elements=(black,)
    )
    assert page(panel).ink_mm() == pytest.approx(edges, abs=0.1)


def test_a_panel_is_drawn_at_each_of_its_places() -> None:
    text = TextBox(x_mm=1, y_mm=1, width_mm=18, height_mm=8, template="{name}", size_max_pt=12, size_min_pt=6)
    shared = TextBox(
        x_mm=1, y_mm=10, width_mm=18, height_mm=8, template="{event}", size_max_pt=12, size_min_pt=6
    )
    places = (PanelPlace(x_mm=0, y_mm=0), PanelPlace(x_mm=30, y_mm=20, turned=Quarter.OVER))
    shown = page(Panel(width_mm=20, height_mm=20, at=places, elements=(shared, text)), event="Assises").text()
    assert (shown.count("Ali"), shown.count("Assises")) == (2, 2)


def test_a_badge_with_a_back_has_two_pages() -> None:
    text = TextBox(
        x_mm=5, y_mm=5, width_mm=50, height_mm=15, template="{name}", size_max_pt=20, size_min_pt=8
    )
    both = sheet(text, back=(replace(text, template="Back of {name}"),))
    drawn = pdf.render(both, [{"name": "Ali"}, {"name": "W" * 60}])
    assert [Page(drawn.pdf, at).text() for at in range(2)] == ["Ali", "Back of Ali"]
    assert drawn.sides == (2, 2)
    assert [one.page for one in drawn.warnings] == [3, 4]


def test_badges_of_several_layouts_make_one_file() -> None:
    small = replace(sheet(), width_mm=30)
    heard: list[int] = []
    badges = [(sheet(), PERSON), (small, PERSON), (sheet(), PERSON)]
    drawn = pdf.render_each(badges, title="Both", on_page=heard.append)
    with pikepdf.open(io.BytesIO(drawn.pdf)) as document:
        widths = [round(float(each.mediabox[2]) / 72 * 25.4) for each in document.pages]
    assert (widths, heard, drawn.size_mm) == ([60, 30, 60], [1, 2, 3], (60, 40))


@pytest.mark.parametrize("quiet", Quiet)
def test_the_quiet_zone_is_outside_inside_or_left_out(quiet: Quiet) -> None:
    ground = Band(x_mm=0, y_mm=0, width_mm=60, height_mm=40, colour="#000000")
    code = QrBox(x_mm=16, y_mm=6, side_mm=28, quiet=quiet)
    edges = page(code).ink_mm()
    inset = 28 * 4 / 37 if quiet is Quiet.INSIDE else 0
    assert edges == pytest.approx((16 + inset, 6 + inset, 44 - inset, 34 - inset), abs=0.1)
    white = page(ground, code).raster(254)
    beside = int(white[200, int((16 + inset - 1) * 10)])
    assert (beside == 255) is (quiet is not Quiet.NONE)
