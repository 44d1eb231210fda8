"""The layouts that come with the program, with names that are hard to print: looked at with other tools."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kiosk import paths
from kiosk.badge import codes as symbols
from kiosk.badge import layouts, pdf
from kiosk.badge.inspecting import Fault, inspect
from kiosk.badge.means import Flaw, Rendered
from kiosk.badge.operators import POINTS_PER_MM
from kiosk.domain import codes
from kiosk.domain.badge import Layout
from tests.badge.badge_page import Page
from tests.badge.hard_names import HARD_NAMES, REFUSED_NAMES

SIZES = {
    "a6": (105, 148),
    "a7": (74, 105),
    "cr80": (85.6, 53.98),
    "cr80-photo": (85.6, 53.98),
    "label-62x100": (62, 100),
    "4x3": (101.6, 76.2),
    "a4-quarto": (210, 297),
    "butterfly": (82, 203),
    "tent": (297, 210),
}
SAFE_MM = 3
CODE = codes.make(0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF0)
IDS = sorted(SIZES)
EVENT = {
    "event": "Les Assises de l'AUSIM, 7e édition",
    "event_arabic": "مناظرات AUSIM، الدورة السابعة",
    "event_theme": "La puissance du numérique : avec nous vers un monde durable et résilient",
    "event_dates": "23–25/10/2024",
    "event_place": "Marrakech",
    "company": "Ministère de la Transition numérique et de la Réforme de l’administration",
    "function": "Directrice des systèmes d'information",
    "category": "Organisation",
    "category_arabic": "تنظيم",
    "category_colour": "#2A0A24",
    "Jours": "23, 24",
    "Dîner": "oui",
    "code": CODE,
}


def person(latin: str, arabic: str) -> dict[str, str]:
    vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ouakrim;Salma;;;\r\nFN:Salma Ouakrim\r\nORG:OCP\r\nEND:VCARD"
    return {**EVENT, "name_latin": latin, "name_arabic": arabic, "name": latin or arabic, "vcard": vcard}


@cache
def all_of(layout_id: str) -> Rendered:
    return pdf.render(layouts.shipped(layout_id), [person(*names) for names in HARD_NAMES])


def letters(text: str) -> list[str]:
    return sorted(text.replace(" ", ""))


def test_every_shipped_layout_is_tested() -> None:
    assert sorted(file.stem for file in (paths.resources() / "layouts").glob("*.json")) == IDS
    assert len(HARD_NAMES) == len(set(HARD_NAMES)) == 60


@pytest.mark.parametrize("layout_id", IDS)
def test_a_page_has_its_true_size(layout_id: str) -> None:
    width, height = SIZES[layout_id]
    with pikepdf.open(io.BytesIO(all_of(layout_id).pdf)) as document:
        for page in document.pages:
            box = [float(edge) / POINTS_PER_MM for edge in page.mediabox]
            assert box == pytest.approx([0, 0, width, height], abs=0.2)


@pytest.mark.parametrize("layout_id", IDS)
def test_nothing_is_cut_and_no_letter_is_missing(layout_id: str) -> None:
    assert all_of(layout_id).warnings == ()
    one = layouts.shipped(layout_id)
    found = [finding for names in HARD_NAMES for finding in inspect(one, person(*names))]
    assert found == []


@pytest.mark.parametrize("layout_id", ["4x3", "a4-quarto", "a6", "a7", "butterfly", "tent"])
def test_a_logo_is_shown_and_leaves_everything_whole(layout_id: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 160), "#3D35B5").save(out, "PNG")
    one = {**person(*HARD_NAMES[0]), "logo": "logo.png"}
    drawn = pdf.render(layouts.shipped(layout_id), [one], pictures=lambda _name: out.getvalue())
    assert drawn.warnings == ()
    with pikepdf.open(io.BytesIO(drawn.pdf)) as document:
        kinds = [str(each.Subtype) for each in document.pages[0].obj.Resources.XObject.values()]
    assert "/Image" in kinds
    assert inspect(layouts.shipped(layout_id), one) == []


@pytest.mark.parametrize("layout_id", IDS)
def test_every_name_reads_back(layout_id: str) -> None:
    drawn = all_of(layout_id)
    one = layouts.shipped(layout_id)
    for at, names in enumerate(HARD_NAMES):
        shown = letters(Page(drawn.pdf, at * one.sides).text())
        for name in filter(None, names):
            wanted = letters(name)
            assert all(shown.count(letter) >= wanted.count(letter) for letter in set(wanted)), name


@pytest.mark.parametrize("layout_id", IDS)
def test_letters_keep_away_from_the_edge(layout_id: str) -> None:
    document = pypdfium2.PdfDocument(all_of(layout_id).pdf)
    try:
        near = [(at, box) for at, page in enumerate(document) for box in _near(page)]
    finally:
        document.close()
    assert near == []


def _near(page: pypdfium2.PdfPage) -> Iterator[tuple[float, ...]]:
    width, height = page.get_size()
    text = page.get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        if right > left and top > bottom:
            nearest = min(left, bottom, width - right, height - top) / POINTS_PER_MM
            if nearest < SAFE_MM:
                yield left, bottom, right, top


def test_no_font_is_left_outside_the_file() -> None:
    for layout_id in IDS:
        with pikepdf.open(io.BytesIO(all_of(layout_id).pdf)) as document:
            for font in document.pages[0].obj.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def dots(page: Page) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.where(page.raster(203) > 128, 255, 0).astype(np.uint8)


def faces_with_codes(one: Layout) -> range:
    """The pages that carry a code: with a back, the backs."""
    return range(one.sides - 1, len(HARD_NAMES) * one.sides, one.sides * 5)


@pytest.mark.parametrize("layout_id", [each for each in IDS if each != "tent"])
def test_the_code_decodes_after_a_label_printer(layout_id: str) -> None:
    drawn = all_of(layout_id)
    for number in faces_with_codes(layouts.shipped(layout_id)):
        assert CODE in Page(drawn.pdf, number).codes_on_label_printer(), HARD_NAMES[number // 2]


@pytest.mark.skipif(
    shutil.which("zbarimg") is None and not os.environ.get("CI"),
    reason="zbarimg, the second decoder, is not installed",
)
@pytest.mark.parametrize("layout_id", [each for each in IDS if each != "tent"])
def test_a_second_decoder_agrees(layout_id: str, tmp_path: Path) -> None:
    drawn = all_of(layout_id)
    picture = tmp_path / "badge.png"
    for number in faces_with_codes(layouts.shipped(layout_id))[::4]:
        Image.fromarray(dots(Page(drawn.pdf, number))).save(picture)
        command = ["zbarimg", "--quiet", "--raw", str(picture)]
        found = subprocess.run(command, capture_output=True, text=True, check=True)
        assert CODE in found.stdout.split()


@pytest.mark.parametrize("layout_id", [each for each in IDS if each != "tent"])
def test_nothing_is_printed_within_four_modules_of_a_code(layout_id: str) -> None:
    drawn = all_of(layout_id)
    found = [
        one
        for number in faces_with_codes(layouts.shipped(layout_id))
        for one in _quiet(Page(drawn.pdf, number).raster(300))
    ]
    assert len(found) >= 12
    assert min(found) > 200, "white, but for the rim of a letter"


def _quiet(raster: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Iterator[int]:
    """Yield, for each code, the darkest dot of what should be left white around it."""
    for one in zxingcpp.read_barcodes(raster):
        corners = one.position
        across = sorted(corner.x for corner in (corners.top_left, corners.top_right, corners.bottom_left))
        down = sorted(corner.y for corner in (corners.top_left, corners.top_right, corners.bottom_left))
        module = (across[-1] - across[0]) / symbols.side(one.text)
        white = raster.copy()
        near = round(module / 2)
        white[down[0] - near : down[-1] + near, across[0] - near : across[-1] + near] = 255
        wide = round(module * 3.7)
        around = white[down[0] - wide : down[-1] + wide, across[0] - wide : across[-1] + wide]
        yield int(around.min())


@pytest.mark.parametrize("layout_id", IDS)
@pytest.mark.parametrize(("name", "characters"), REFUSED_NAMES)
def test_what_no_font_has_is_told_and_never_drawn_as_a_box(
    layout_id: str, name: str, characters: str
) -> None:
    one = layouts.shipped(layout_id)
    drawn = pdf.render(one, [person(name, "")])
    told = {(warning.flaw, warning.characters) for warning in drawn.warnings}
    assert told == {(Flaw.MISSING_GLYPHS, characters)}
    assert not set(characters) & set(Page(drawn.pdf).text())
    assert {(each.fault, each.characters) for each in inspect(one, person(name, ""))} == {
        (Fault.MISSING_GLYPHS, characters)
    }


@pytest.mark.parametrize("layout_id", IDS)
def test_a_badge_of_somebody_of_whom_little_is_known_is_drawn(layout_id: str) -> None:
    drawn = pdf.render(layouts.shipped(layout_id), [{"name_latin": "Li", "name": "Li", "code": CODE}])
    assert drawn.warnings == ()
    assert "Li" in Page(drawn.pdf).text()
