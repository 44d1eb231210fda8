from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from kiosk.badge import pdf
from kiosk.badge.means import Flaw, Rendered
from kiosk.badge.operators import POINTS_PER_MM
from kiosk.domain.badge import Align, Anchor, Band, Element, Layout, Line, QrBox, TextBox
from kiosk.errors import Cancelled, OurError
from tests.badge.badge_page import Page

HARD = [
    ("Ahmed Benali", "أحمد بنعلي"),
    ("Salma Aït Ouakrim", ""),
    ("", "يوسف بن إبراهيم الفاسي"),
    ("Li", "لي"),
    (
        "Fatima-Zahra Bent El Mokhtar Alaoui Mdaghri El Idrissi",
        "فاطمة الزهراء بنت المختار العلوي المدغري الإدريسي",
    ),
    ("Mohammed Chraïbi", "مُحَمَّد الشرايبي"),
    ("ⵉⴷⵉⵔ ⵓⵎⵓⵀⵓⵛ", "إيدير أومهوش"),
    ("Ġiżḥẓ Ɛǧǧal Ɣuř", "عبد الرحمن ڭنون پارك"),
]


def sheet(*elements: Element) -> Layout:
    return Layout(id="t", title="T", width_mm=60, height_mm=40, elements=elements)


def text_box(template: str, **more: object) -> TextBox:
    box = TextBox(x_mm=5, y_mm=5, width_mm=50, height_mm=15, template=template, size_max_pt=20, size_min_pt=8)
    return replace(box, **more)  # type: ignore[arg-type]


def opened(rendered: Rendered) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered.pdf))


def test_a_page_is_as_large_as_its_layout(a6: Layout, person: dict[str, str]) -> None:
    with opened(pdf.render(a6, [person])) as document:
        (page,) = document.pages
        box = [float(edge) for edge in page.mediabox]
        assert box == pytest.approx([0, 0, 105 * POINTS_PER_MM, 148 * POINTS_PER_MM], abs=0.001)
        assert [float(edge) for edge in page.trimbox] == box


def test_the_file_says_its_language_and_title(a6: Layout, person: dict[str, str]) -> None:
    with opened(pdf.render(a6, [person], title="Assises : مناظرات")) as document:
        assert str(document.Root.Lang) == "fr"
        assert str(document.docinfo.Title) == "Assises : مناظرات"
        assert str(document.docinfo.Creator) == "Marhaba"


def test_every_font_is_embedded_and_only_what_is_shown(a6: Layout, person: dict[str, str]) -> None:
    with opened(pdf.render(a6, [person])) as document:
        fonts = document.pages[0].obj.Resources.Font
        descendants = [font.DescendantFonts[0] for font in fonts.values()]
        names = sorted(str(font.BaseFont).split("+")[1] for font in descendants)
        latin = ["NotoSans-Bold", "NotoSans-Regular", "NotoSans-SemiBold"]
        assert names == [*latin, "NotoSansArabic-Bold", "NotoSansArabic-SemiBold"]
        programs = [font.FontDescriptor.FontFile2.read_bytes() for font in descendants]
        assert all(program[:4] == b"\x00\x01\x00\x00" for program in programs)
        assert max(map(len, programs)) < 20_000
        assert b"Helvetica" not in pdf.render(a6, [person]).pdf


def test_the_same_people_give_the_same_bytes(a6: Layout, person: dict[str, str]) -> None:
    first = pdf.render(a6, [person])
    pdf.render(a6, [{**person, "name_latin": "Zyxwv Ünçœ", "name_arabic": "ظضغ"}])
    assert pdf.render(a6, [person]).pdf == first.pdf


@pytest.mark.parametrize(("latin", "arabic"), HARD)
def test_names_read_back_in_both_scripts(a6: Layout, person: dict[str, str], latin: str, arabic: str) -> None:
    rendered = pdf.render(a6, [{**person, "name_latin": latin, "name_arabic": arabic}])
    shown = Page(rendered.pdf).text()
    assert rendered.warnings == ()
    for name in (latin, arabic):
        assert all(word in shown or reversed_clusters(word) in shown for word in name.split())


def reversed_clusters(word: str) -> str:
    """Return an Arabic word as its clusters stand from left to right: marks stay behind their letter."""
    found: list[str] = []
    for character in word:
        if "\u064b" <= character <= "\u0652":
            found[-1] += character
        else:
            found.append(character)
    return "".join(reversed(found))


@pytest.mark.parametrize(("latin", "arabic"), HARD)
def test_the_code_decodes_after_a_label_printer(
    a6: Layout, person: dict[str, str], latin: str, arabic: str
) -> None:
    page = Page(pdf.render(a6, [{**person, "name_latin": latin, "name_arabic": arabic}]).pdf)
    assert page.codes_on_label_printer() == [person["code"]]


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg, the second decoder, is not installed")
def test_a_second_decoder_agrees(a6: Layout, person: dict[str, str], tmp_path: Path) -> None:
    picture = tmp_path / "badge.png"
    dots = np.where(Page(pdf.render(a6, [person]).pdf).raster(203) > 128, 255, 0).astype(np.uint8)
    Image.fromarray(dots).save(picture)
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == [person["code"]]


def test_the_symbol_is_true_to_size_and_left_in_peace(person: dict[str, str]) -> None:
    layout = sheet(
        Band(x_mm=0, y_mm=0, width_mm=60, height_mm=40, colour="#000000"), QrBox(x_mm=16, y_mm=6, side_mm=28)
    )
    grey = Page(pdf.render(layout, [person]).pdf).raster(1016)
    per_mm = 1016 / 25.4
    module = 28 / 29
    white = grey[int((6 - 3.9 * module) * per_mm) : int(5.9 * per_mm), int(16 * per_mm) : int(44 * per_mm)]
    assert white.min() == 255
    top = grey[int(6.2 * per_mm), :] < 128
    inside = np.where(top[int(14 * per_mm) : int(46 * per_mm)])[0] / per_mm + 14
    assert inside[0] == pytest.approx(16, abs=0.1)
    assert inside[-1] == pytest.approx(44, abs=0.1)


def test_dark_modules_join_without_seams(person: dict[str, str]) -> None:
    layout = sheet(QrBox(x_mm=16, y_mm=6, side_mm=28))
    grey = Page(pdf.render(layout, [person]).pdf).raster(211)
    module = 28 / 29 / 25.4 * 211
    left, top = 16 / 25.4 * 211, 6 / 25.4 * 211
    rows, columns = (slice(int(edge + 2.3 * module), int(edge + 4.7 * module)) for edge in (top, left))
    finder = grey[rows, columns]
    assert finder.max() == 0


@pytest.mark.parametrize(("latin", "arabic"), HARD)
def test_all_letters_keep_five_millimetres_from_the_trim(
    a6: Layout, person: dict[str, str], latin: str, arabic: str
) -> None:
    bare = replace(a6, elements=tuple(each for each in a6.elements if not isinstance(each, Band)))
    dark = {**person, "name_latin": latin, "name_arabic": arabic, "category_ink": "#000000"}
    left, top, right, bottom = Page(pdf.render(bare, [dark]).pdf).ink_mm()
    assert min(left, top, 105 - right, 148 - bottom) >= 5


@pytest.mark.parametrize("absent", ["name_latin", "name_arabic"])
def test_a_name_in_one_script_takes_the_room_of_both(a6: Layout, person: dict[str, str], absent: str) -> None:
    names = tuple(e for e in a6.elements if isinstance(e, TextBox) and e.template.startswith("{name"))
    names_only = replace(a6, elements=names)
    _, top, _, bottom = Page(pdf.render(names_only, [{**person, absent: ""}]).pdf).ink_mm()
    both_top, both_bottom = 32.6, 88.0
    assert abs((top - both_top) - (both_bottom - bottom)) < 6
    assert top > both_top
    assert bottom < both_bottom


def test_shared_parts_are_drawn_once_for_each_category(a6: Layout, person: dict[str, str]) -> None:
    own = ("name_latin", "name_arabic", "company", "function", "code")
    people = [
        {**person, **dict.fromkeys(own, f"N{at}"), "category": name} for at, name in enumerate("ABABAA")
    ]
    rendered = pdf.render(a6, people)
    with opened(rendered) as document:
        finders = 1
        assert len(document.pages) == 6
        assert len(document.pages[0].obj.Resources.XObject) == 2 + finders
    for number in range(6):
        assert set(re.findall(r"N\d", Page(rendered.pdf, number).text())) == {f"N{number}"}


def test_what_comes_again_and_again_is_drawn_once(a6: Layout, person: dict[str, str]) -> None:
    layout = replace(a6, elements=(*a6.elements, text_box("{company}", needs=("name_latin",))))
    companies = ["Assises du numérique et de l'administration", "Maroc Numeric Cluster et associés"]
    people = [
        {**person, "name_latin": f"N{at}", "code": f"M{at:027}", "company": companies[at % 2]}
        for at in range(20)
    ]
    rendered = pdf.render(layout, people)
    alone = [pdf.render(layout, [one]) for one in people]
    with opened(rendered) as document:
        content = [page.Contents.read_bytes() for page in document.pages]
        assert len(content[-1]) < len(content[0]) - 200
    for number, one in enumerate(alone):
        assert np.array_equal(Page(rendered.pdf, number).raster(100), Page(one.pdf).raster(100))


def test_a_roll_of_strangers_is_not_all_kept(a6: Layout, person: dict[str, str]) -> None:
    people = [{**person, "name_latin": f"N{at}", "company": f"C{at}"} for at in range(1500)]
    forms = [pdf.render(a6, people[:number]).pdf.count(b"/Form") for number in (20, 1500)]
    assert forms[0] == forms[1]


def test_what_is_cut_or_has_no_glyph_is_told_with_its_page(person: dict[str, str]) -> None:
    layout = sheet(text_box("{name_latin}"))
    people = [person, {**person, "name_latin": "W" * 80}, {**person, "name_latin": "李 Ali"}]
    rendered = pdf.render(layout, people)
    assert [(w.page, w.flaw, w.characters) for w in rendered.warnings] == [
        (2, Flaw.CLIPPED, ""),
        (3, Flaw.MISSING_GLYPHS, "李"),
    ]
    assert rendered.warnings[1].text == "李 Ali"
    assert Page(rendered.pdf, 2).text() == "Ali"


def test_a_flaw_in_a_shared_part_is_told_for_every_page(person: dict[str, str]) -> None:
    rendered = pdf.render(sheet(text_box("{event}")), [{**person, "event": "李"}] * 2)
    assert [warning.page for warning in rendered.warnings] == [1, 2]


def test_controls_do_not_reach_the_page(person: dict[str, str]) -> None:
    rendered = pdf.render(
        sheet(text_box("{name_latin}")), [{**person, "name_latin": "Ali\u202e Ben\x00\x07"}]
    )
    assert Page(rendered.pdf).text() == "Ali Ben"


def test_markup_in_a_name_is_only_text(person: dict[str, str]) -> None:
    rendered = pdf.render(sheet(text_box("{name_latin}")), [{**person, "name_latin": "<b>(A) \\ Tj ET</b>"}])
    assert Page(rendered.pdf).text() == "<b>(A) \\ Tj ET</b>"


def test_a_text_stands_where_its_anchor_says(person: dict[str, str]) -> None:
    edges = {}
    for anchor in Anchor:
        rendered = pdf.render(sheet(text_box("HHH", anchor=anchor, size_max_pt=12)), [person])
        edges[anchor] = Page(rendered.pdf).ink_mm()
    assert 5 <= edges[Anchor.TOP][1] < 6
    assert edges[Anchor.TOP][1] < edges[Anchor.MIDDLE][1] < edges[Anchor.BOTTOM][1]
    assert 18 < edges[Anchor.BOTTOM][3] <= 20
    assert edges[Anchor.TOP][0] == pytest.approx(60 - edges[Anchor.TOP][2], abs=0.4)


@pytest.mark.parametrize(
    ("align", "text", "side"),
    [
        (Align.START, "HHH", "left"),
        (Align.END, "HHH", "right"),
        (Align.START, "ددد", "right"),
        (Align.END, "ددد", "left"),
    ],
)
def test_a_text_begins_on_the_side_of_its_script(
    person: dict[str, str], align: Align, text: str, side: str
) -> None:
    left, _, right, _ = Page(pdf.render(sheet(text_box(text, align=align)), [person]).pdf).ink_mm()
    assert (left - 5 < 1, 55 - right < 1) == (side == "left", side == "right")


def test_a_line_is_drawn_from_point_to_point(person: dict[str, str]) -> None:
    line = Line(x_mm=10, y_mm=30, to_x_mm=50, to_y_mm=30, stroke_mm=1)
    assert Page(pdf.render(sheet(line), [person]).pdf).ink_mm() == pytest.approx(
        (10, 29.5, 50, 30.5), abs=0.1
    )


def test_a_category_without_a_colour_is_grey_and_readable(person: dict[str, str]) -> None:
    layout = sheet(Band(x_mm=0, y_mm=0, width_mm=60, height_mm=40), text_box("HHH", colour="{category_ink}"))
    grey = Page(pdf.render(layout, [{**person, "category_colour": "rosé"}]).pdf).raster(100)
    assert 0 < grey.min() < 128
    assert grey.max() == 255


def test_on_page_hears_each_page_and_can_stop(a6: Layout, person: dict[str, str]) -> None:
    heard: list[int] = []

    def stop_at_three(number: int) -> None:
        heard.append(number)
        if number == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        pdf.render(a6, [person] * 5, on_page=stop_at_three)
    assert heard == [1, 2, 3]
    assert pdf.render(a6, [person]).pdf


def test_threads_draw_one_after_the_other(a6: Layout, person: dict[str, str]) -> None:
    people = [{**person, "name_latin": f"Name {number} Ünï"} for number in range(6)]
    alone = [pdf.render(a6, [one]).pdf for one in people]
    together: dict[int, bytes] = {}

    def draw(number: int) -> None:
        together[number] = pdf.render(a6, [people[number]]).pdf

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[number] for number in range(6)] == alone


def test_badges_for_nobody_are_our_mistake(a6: Layout) -> None:
    with pytest.raises(OurError):
        pdf.render(a6, [])


def test_warming_up_draws_everything_once() -> None:
    pdf.ready()
