from __future__ import annotations

import random
import string
from dataclasses import fields
from itertools import product

import pytest

from kiosk.badge import bidi, shaping
from kiosk.badge.fonts import EM, stack
from kiosk.badge.shaping import Run, Shaped, shape
from kiosk.domain.badge import Weight


def right(text: str, weight: Weight = Weight.BOLD) -> Shaped:
    return shape(text, weight, rtl=True)


def glyph_names(shaped: Shaped) -> list[str]:
    return [
        run.face.shaper.glyph_to_string(glyph.id)
        for run in shaped.runs
        for cluster in run.clusters
        for glyph in cluster.glyphs
    ]


def measured(run: Run) -> list[object]:
    return [getattr(run, field.name) for field in fields(run)]


def clusters(shaped: Shaped) -> list[str]:
    return [cluster.text for run in shaped.runs for cluster in run.clusters]


def test_arabic_letters_join_from_right_to_left() -> None:
    assert glyph_names(right("محم")) == ["uni0645.fina", "uni062D.medi", "uni0645.init"]


def test_lam_and_alef_take_their_joined_form() -> None:
    assert glyph_names(right("لا")) == ["uni0627.fina.rlig", "uni0644.init.rlig"]


def test_marks_stay_with_their_letter_and_move_no_pen() -> None:
    shaped = right("مُحَمَّد")
    assert clusters(shaped) == ["د", "مَّ", "حَ", "مُ"]
    assert shaped.width == right("محمد").width
    assert shaped.top > right("محمد").top


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("شركة OCP 25", "OCP 25 ةكرش"),
        ("OCP شركة", "ةكرش OCP"),
        ("قاعة ٢٥", "٢٥ ةعاق"),
        ("(أب)", ")بأ("),
    ],
)
def test_mixed_lines_run_as_the_eye_reads_them(text: str, order: str) -> None:
    assert "".join(clusters(right(text))) == order


@pytest.mark.parametrize("text", ["أب (ج) - د!", "می\u200cخواهم", "أحمد،"])
def test_what_belongs_to_no_script_keeps_the_font_before_it(text: str) -> None:
    assert {run.face.script for run in right(text).runs} == {"Arab"}


def test_brackets_are_mirrored_in_arabic() -> None:
    (opening,) = glyph_names(shape("(", Weight.BOLD, rtl=False))
    assert glyph_names(right("(أب"))[-1] != opening


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("condensed", [False, True])
@pytest.mark.parametrize(
    "letters",
    [
        "ABCÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆabcàâäçéèêëîïôöùûüÿœæ’“”«»–—…·•€&@()0123456789",
        "ḍḥṛṣṭẓɣɛčǧřţʷḌḤṚṢṬẒƔƐČǦŘ",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىئؤةٱڭݣگڤڨپچڥـ،؛؟٠١٢٣٤٥٦٧٨٩",
        "اًاٌاٍاَاُاِاّاْاٰ",
        "ⴰⴱⴳⴳⵯⴷⴹⴻⴼⴽⴽⵯⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ",
    ],
)
def test_the_fonts_have_every_letter_of_the_country(letters: str, weight: Weight, condensed: bool) -> None:
    shaped = shape(letters, weight, rtl=False, condensed=condensed)
    assert shaped.missing == ""
    assert ".notdef" not in glyph_names(shaped)
    assert "uni25CC" not in glyph_names(shaped)


@pytest.mark.parametrize("text", ["中", "😀", "Я", "\ue000"])
def test_what_no_font_has_is_told_and_left_out(text: str) -> None:
    shaped = shape(f"A{text}B", Weight.BOLD, rtl=False)
    assert shaped.missing == text
    assert clusters(shaped) == ["A", "B"]


def test_both_scripts_stand_equally_high() -> None:
    latin, arabic, _ = stack(Weight.BOLD)
    assert latin.shaper.get_font_extents("ltr") == latin.shaper.get_font_extents("ltr")
    assert abs(shape("l", Weight.BOLD, rtl=False).top - right("ا").top) < 0.1 * EM
    assert arabic.script == "Arab"


def test_every_line_measures_what_its_glyphs_advance() -> None:
    shaped = shape("AVAVA", Weight.BOLD, rtl=False)
    separate = sum(shape(letter, Weight.BOLD, rtl=False).width for letter in "AVAVA")
    assert 0 < shaped.width < separate


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(
    "text", ["Salma Aït Ouakrim", "سلمى آيت واكريم", "A-1, B", "ⵉⴷⵉⵔ ⵓⵎⵓⵀⵓⵛ", "x", "شركة OCP 25", " a  b "]
)
def test_the_short_way_gives_what_the_long_one_gives(text: str, rtl: bool) -> None:
    short = shaping.shape(text, Weight.BOLD, rtl=rtl)
    faces = stack(Weight.BOLD)
    runs = bidi.visual(list(shaping._runs(text, faces, bidi.levels(text, rtl=rtl))))
    assert [(run.face, run.clusters) for run in short.runs] == [(run.face, run.clusters) for run in runs]


@pytest.mark.parametrize("condensed", [False, True])
@pytest.mark.parametrize("weight", Weight)
def test_codes_are_set_by_pairs_as_harfbuzz_sets_them_whole(weight: Weight, condensed: bool) -> None:
    face = stack(weight, condensed=condensed)[0]
    letters = string.ascii_uppercase + string.digits
    drawn = random.Random(1)
    words = ["".join(pair) for pair in product(letters, repeat=2)]
    words += ["".join(drawn.choices(letters, k=drawn.randint(1, 9))) for _ in range(3000)]
    for word in words:
        by_pairs, whole = shaping._by_pairs(word, face), shaping._run.__wrapped__(word, face, rtl=False)
        assert measured(by_pairs) == measured(whole), word
