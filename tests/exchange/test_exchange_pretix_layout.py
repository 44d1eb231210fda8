"""Layouts of pretix: every kind of element, and where it then stands on paper.

What stands where is measured in the PDF, against a page made as pretix makes it: by reportlab's own
paragraphs and codes, with a font of the same measures.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Platypus

from kiosk import paths
from kiosk.badge import layout_text, layouts, pdf
from kiosk.domain.badge import Instead, Layout, Paragraph, PictureBox, QrBox, Quiet, fields_of
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import pretix_layout
from kiosk.exchange.pretix_layout import LayoutRemark
from tests.badge.badge_page import Page

WIDTH, HEIGHT = 148.0, 105.0
PERSON = {
    "name": "Salma Hihi",
    "company": "OCP Group",
    "code": "M4K7Q2ZD9WX0R5TBN8C3GHVYAEJ1",
    "ticket": "T-1",
}
ALIGNS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}


@pytest.fixture(autouse=True)
def _font() -> None:
    for name, file in (("Peer", "NotoSans-Regular"), ("Peer B", "NotoSans-Bold")):
        pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{file}.ttf")))


def text(kind: str = "textarea", **more: Any) -> dict[str, Any]:
    usual = {
        "type": kind,
        "left": "30.00",
        "bottom": "50.00",
        "width": "60.00",
        "content": "other",
        "text": "HHH",
        "fontsize": "16.0",
        "lineheight": "1",
        "color": [0, 0, 0, 1],
        "fontfamily": "Open Sans",
        "bold": False,
        "italic": False,
        "align": "left",
        "downward": False,
    }
    return {**usual, **({"height": "30.00"} if kind == "textcontainer" else {}), **more}


def read(*entries: dict[str, Any], **more: Any) -> pretix_layout.Taken:
    size = more.pop("size_mm", (WIDTH, HEIGHT))
    return pretix_layout.read(json.dumps(entries), name="p.json", layout_id="p", size_mm=size, **more)


def printed(*entries: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return the edges of the ink, in millimetres, of the layout as it is kept and read again."""
    kept = layouts.load(layout_text.written(read(*entries).layout), name="p")
    return Page(pdf.render(kept, [PERSON]).pdf).ink_mm()


def as_pretix(entry: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return the edges of the ink of a page made as pretix's `base/pdf.py` says that it makes them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH * mm, HEIGHT * mm))
    size = float(entry["fontsize"])
    font = "Peer B" if entry["bold"] else "Peer"
    told = "lineheight" in entry or entry["type"] == "textcontainer"
    step = float(entry.get("lineheight", 1)) * 1.15 if told else 1.0
    style = ParagraphStyle(
        name="x",
        fontName=font,
        fontSize=size,
        leading=step * size,
        autoLeading="off" if told else "max",
        alignment=ALIGNS[entry["align"]],
    )
    block = Platypus(entry["text"].replace("\n", "<br/>\n"), style=style)
    _, high = block.wrapOn(canvas, float(entry["width"]) * mm, 1000 * mm)
    descent = pdfmetrics.getAscentDescent(font, size)[1]
    left, bottom = float(entry["left"]) * mm, float(entry["bottom"]) * mm
    box = float(entry.get("height", 0)) * mm
    if entry["type"] == "textcontainer":
        origin = bottom + box
        y = {"top": -high, "middle": (-box - high) / 2, "bottom": -box}[entry.get("verticalalign", "top")]
    elif entry["downward"]:
        origin, y = bottom, -high - descent / 2.5
    else:
        origin, y = bottom + high, -high - (descent + (step - 1) * size * 1.05 if told else descent)
    canvas.translate(left, origin)
    canvas.rotate(-float(entry.get("rotation", 0)))
    block.drawOn(canvas, 0, y)
    canvas.save()
    return Page(out.getvalue()).ink_mm()


CASES = {
    "one line": text(),
    "two lines grow upwards": text(text="HHH\nEEE"),
    "wrapped": text(text="HHH HHH HHH HHH HHH HHH", width="40"),
    "lines further apart": text(text="HHH\nEEE", lineheight="1.5"),
    "before lines had a height": {k: v for k, v in text(text="HHH\nEEE").items() if k != "lineheight"},
    "downward": text(text="HHH\nEEE", downward=True),
    "downward and turned": text(text="HHH EEE", downward=True, rotation=90),
    "upward and turned": text(text="HHH\nEEE", rotation=30),
    "centred": text(align="center"),
    "at the right": text(align="right", bold=True),
    "contained at the top": text("textcontainer", text="HHH\nEEE"),
    "contained in the middle": text("textcontainer", verticalalign="middle"),
    "contained at the bottom": text(
        "textcontainer", text="HHH\nEEE", verticalalign="bottom", lineheight="1.2"
    ),
    "contained and turned": text("textcontainer", text="HHH", rotation=-90, bottom="20"),
    "large": text(fontsize="44", text="HE"),
}


@pytest.mark.parametrize("entry", CASES.values(), ids=CASES)
def test_a_text_stands_where_pretix_puts_it(entry: dict[str, Any]) -> None:
    assert printed(entry) == pytest.approx(as_pretix(entry), abs=0.5)


@pytest.mark.parametrize("nowhitespace", [False, True])
def test_a_code_stands_where_pretix_puts_it(nowhitespace: bool) -> None:
    entry = {"type": "barcodearea", "left": "90.5", "bottom": "12.25", "size": "40.00"}
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH * mm, HEIGHT * mm))
    more = {"barBorder": 0} if nowhitespace else {}
    widget = QrCodeWidget("T-1", barLevel="Q", qrVersion=3, barHeight=40 * mm, barWidth=40 * mm, **more)
    drawing = Drawing(40 * mm, 40 * mm)
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, 90.5 * mm, 12.25 * mm)
    canvas.save()
    peer = Page(out.getvalue()).ink_mm()
    assert printed({**entry, "nowhitespace": nowhitespace}) == pytest.approx(peer, abs=0.5)


def test_a_code_carries_the_ticket_that_pretix_knows() -> None:
    made = read({"type": "barcodearea", "left": 90, "bottom": 12, "size": 40}).layout
    page = Page(pdf.render(made, [PERSON]).pdf)
    assert page.codes_on_label_printer() == ["T-1"]
    without = Page(pdf.render(made, [{**PERSON, "ticket": ""}]).pdf)
    assert without.codes_on_label_printer() == [PERSON["code"]]


def test_a_picture_takes_its_area_and_is_grey_without_one() -> None:
    entry = {
        "type": "imagearea",
        "left": 10,
        "bottom": 20,
        "width": 30,
        "height": 40,
        "content": "question_photo",
    }
    (made,) = read(entry).layout.elements
    assert made == PictureBox(
        x_mm=10,
        y_mm=45,
        width_mm=30,
        height_mm=40,
        template="{question_photo|photo}",
        instead=Instead.SHADE,
    )
    page = Page(pdf.render(read(entry).layout, [PERSON]).pdf)
    assert page.ink_mm(below=250) == pytest.approx((10, 45, 40, 85), abs=0.2)


def test_a_long_text_shrinks_in_its_container_only_if_it_is_to() -> None:
    long = {"text": "Salma Hihi Benjelloun " * 6, "width": "40", "height": "12"}
    _, top, _, bottom = printed(text("textcontainer", **long, autoresize=True))
    upper, lower = 43, 55
    assert upper <= top < upper + 2
    assert lower - 3 < bottom < lower + 0.3
    _, _, _, spilled = printed(text("textcontainer", **long))
    assert spilled > lower + 8


@pytest.mark.parametrize(
    ("content", "template"),
    [
        ({"content": "attendee_name"}, "{name}"),
        ({"content": "attendee_name_given_name"}, "{given_name|name}"),
        ({"content": "attendee_company"}, "{company}"),
        ({"content": "attendee_name_given_name_family_name"}, "{given_name|name} {family_name}"),
        ({"content": "attendee_name_title_full_name"}, "{title|Title|Titre} {name}"),
        ({"content": "attendee_name_latin_transcription"}, "{name_latin}"),
        ({"content": "event_begin"}, "{event_begin} {event_begin_time}"),
        ({"content": "now_datetime"}, "{today} {now}"),
        ({"content": "seat_zone"}, "{seat_zone|Seat zone|Zone}"),
        ({"content": "event_name", "locale": "ar"}, "{event_arabic|event}"),
        (
            {"content": "other_i18n", "locale": "ar", "text_i18n": {"ar": "{item}!", "fr": "x"}},
            "{category_arabic|category}!",
        ),
        ({"content": "question_T5K"}, "{question_T5K|T5K}"),
        ({"content": "meta:hall"}, "{hall}"),
        ({"content": "itemmeta:colour"}, "{colour}"),
        (
            {"content": "other", "text": "{attendee_name} ({item}) {}"},
            "{name} ({category|category_arabic}) {{}}",
        ),
        ({"content": "other_i18n", "text_i18n": {"en": "Hello", "fr": "Bonjour"}}, "Bonjour"),
        ({"content": "other_i18n", "text_i18n": {"en": "Hello {order}"}}, "Hello {reference}"),
        ({"content": None, "text": "x"}, ""),
    ],
)
def test_what_stands_there_is_one_of_our_templates(content: dict[str, Any], template: str) -> None:
    (made,) = read(text(**content)).layout.elements
    assert isinstance(made, Paragraph)
    assert made.template == template


KNOWN_HERE = (
    *("secret", "order", "item", "item_category", "attendee_name", "attendee_name_for_salutation"),
    *("attendee_company", "attendee_email", "pseudonymization_id", "event_name", "event_series_name"),
    *("event_date", "event_date_range", "event_begin", "event_begin_date", "event_begin_time", "event_end"),
    *("event_end_date", "event_end_time", "event_admission", "event_admission_time", "event_location"),
    *("telephone", "email", "invoice_name", "invoice_company", "now_date", "now_datetime", "now_time"),
    *("valid_from_date", "valid_from_datetime", "valid_from_time", "valid_until_date"),
    *("valid_until_datetime", "valid_until_time", "medium_identifier", "attendee_name_given_name"),
    *("attendee_name_family_name", "attendee_name_calling_name_family_name", "question_A1", "meta:hall"),
)
IN_COLUMNS = (
    *("positionid", "order_positionid", "variation", "itemvar", "price", "addons", "organizer"),
    *("attendee_address", "attendee_street", "attendee_zipcode", "attendee_city", "attendee_state"),
    *("attendee_country", "purchase_date", "seat", "seat_zone", "seat_row", "seat_number"),
    *("item_description", "event_info_text", "first_scan", "attendee_name_nickname"),
)


@pytest.mark.parametrize("variable", KNOWN_HERE + IN_COLUMNS)
def test_every_variable_is_printed_or_told_to_need_a_column(variable: str) -> None:
    taken = read(text(content=variable))
    (made,) = taken.layout.elements
    assert isinstance(made, Paragraph)
    assert fields_of(made.template)
    remarks = [(one.code, one.value) for one in taken.remarks]
    told = [(LayoutRemark.VARIABLE_UNKNOWN, variable)]
    assert remarks == (told if variable in IN_COLUMNS else [])


def test_a_column_of_pretix_s_list_of_orders_is_printed() -> None:
    made = read(text(content="seat_row"), text(content="attendee_city", bottom="80")).layout
    drawn = pdf.render(made, [{**PERSON, "Seat row": "B", "Ville": "Fès"}])
    shown = Page(drawn.pdf).text()
    assert "B" in shown
    assert "Fès" in shown


def test_the_second_page_is_the_back_and_a_third_is_left_out() -> None:
    taken = read(text(), text(page=2), text(page=3), {"type": "poweredby", "left": 1, "bottom": 1})
    assert (len(taken.layout.elements), len(taken.layout.back)) == (1, 1)
    assert [(one.code, one.value) for one in taken.remarks] == [(LayoutRemark.PAGE_LEFT_OUT, "3")]


def test_what_cannot_be_taken_is_remarked_once() -> None:
    taken = read(text(italic=True), text(italic=True), {"type": "hologram"}, text(content="price"))
    assert [(one.code, one.value) for one in taken.remarks] == [
        (LayoutRemark.NOT_ITALIC, ""),
        (LayoutRemark.TYPE_UNKNOWN, "hologram"),
        (LayoutRemark.VARIABLE_UNKNOWN, "price"),
    ]


def test_the_answer_of_the_rest_api_is_a_layout_too() -> None:
    told = {
        "id": 1,
        "name": "Hall",
        "layout": [{"type": "barcodearea", "left": 1, "bottom": 2, "size": 30, "nowhitespace": True}],
        "size": [{"width": "100", "height": "60.5"}],
        "background": "https://example.com/b.pdf",
    }
    taken = pretix_layout.read(json.dumps(told), name="p", layout_id="hall")
    assert (taken.layout.title, taken.layout.width_mm, taken.layout.height_mm) == ("Hall", 100, 60.5)
    (code,) = taken.layout.elements
    assert isinstance(code, QrBox)
    assert (code.x_mm, code.y_mm, code.quiet) == (1, 28.5, Quiet.NONE)
    assert [one.code for one in taken.remarks] == [LayoutRemark.BACKGROUND]


@pytest.mark.parametrize(
    ("bottom", "size"), [("60", (148.0, 105.0)), ("120", (105.0, 148.0)), ("180", (148.0, 210.0))]
)
def test_a_size_that_is_not_said_is_guessed(bottom: str, size: tuple[float, float]) -> None:
    taken = read(text(bottom=bottom), size_mm=None)
    assert (taken.layout.width_mm, taken.layout.height_mm) == size
    assert [one.code for one in taken.remarks] == [LayoutRemark.SIZE_GUESSED]


def hostile() -> Iterator[tuple[str, str]]:
    yield "not JSON", "{"
    yield "no list", '{"layout": 7}'
    yield "no object", "[7]"
    yield "10,000 elements", json.dumps([text()] * 10_000)
    yield "recursion", "[" * 100_000
    yield "an infinite place", json.dumps([text(left="inf")])
    yield "no number", json.dumps([text(left="wide")])
    yield "a flag", json.dumps([text(left=True)])
    yield "no place", json.dumps([{"type": "barcodearea", "size": 3}])
    yield "not a number", '[{"type": "barcodearea", "left": NaN, "bottom": 1, "size": 30}]'
    yield "a number of many digits", '[{"type": "barcodearea", "left": ' + "9" * 5000 + "}]"


HOSTILE = dict(hostile())


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_layout_is_refused(content: str) -> None:
    with pytest.raises(FileRefused) as refused:
        pretix_layout.read(content, name="p.json", layout_id="p")
    assert refused.value.code is Trouble.LAYOUT_WRONG
    assert refused.value.values["file"] == "p.json"


@pytest.mark.parametrize(
    "entry", [text(left="1e9"), text(width="-5"), text(fontsize="9000"), text(text="x" * 3000)]
)
def test_what_we_cannot_print_is_refused_when_it_is_kept(entry: dict[str, Any]) -> None:
    made: Layout = read(entry).layout
    with pytest.raises(FileRefused):
        layouts.load(layout_text.written(made), name="p.json")
