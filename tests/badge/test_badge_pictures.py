"""Pictures that people bring: what is kept of them, and what is refused before it is unpacked."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from kiosk.badge import pdf, pictures
from kiosk.badge.inspecting import Fault, inspect
from kiosk.badge.means import Flaw, Rendered
from kiosk.domain.badge import Instead, Layout, PictureBox
from kiosk.errors import FileRefused, Trouble
from tests.badge.badge_page import Page


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def halves(mode: str = "RGB") -> Image.Image:
    """A picture 60 × 40 whose left half is black."""
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("black", (0, 0, 30, 40))
    return picture.convert(mode)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" * 100_000, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + data + chunk(b"IEND", b"")


def many_frames() -> bytes:
    frames = [Image.new("P", (4, 4), n) for n in range(50)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


HOSTILE = {
    "40,000 × 40,000 pixels": png(40_000, 40_000),
    "12,000 × 12,000 pixels": png(12_000, 12_000),
    "a text that unpacks to 100 MB": png(
        4, 4, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9))
    ),
    "a GIF": many_frames(),
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
    "an SVG with a local picture": b'<svg><image href="file:///etc/hostname"/></svg>',
    "nothing": b"",
    "random bytes": bytes(range(256)) * 20,
    "a PNG cut short": saved(halves(), "PNG")[:60],
    "a JPEG cut short": saved(Image.effect_noise((400, 400), 50), "JPEG")[:4000],
    "a TIFF": saved(halves(), "TIFF"),
    "more bytes than a picture may have": b"\x89PNG\r\n\x1a\n" + b"\0" * pictures.BYTES_LIMIT,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_picture_for_a_badge_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        pictures.read(content, name="logo.png", most_px=400)
    assert refused.value.code is Trouble.PICTURE_WRONG
    assert refused.value.values["file"] == "logo.png"
    assert refused.value.values["detail"]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("L", "PNG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("RGB", "JPEG"),
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
    ],
)
def test_every_way_of_keeping_pixels_looks_the_same(mode: str, kind: str) -> None:
    page = shown(saved(halves(mode), kind))
    grey = page.raster(150)
    left, right = grey[60:170, 25:140], grey[60:170, 180:300]
    assert left.mean() < 30
    assert right.mean() > 225


def shown(content: bytes, **more: Any) -> Page:
    """A page with the picture in a box of 60 × 40 mm at its very corner."""
    return Page(drawn(content, **more).pdf)


def drawn(content: bytes | None, **more: Any) -> Rendered:
    box = PictureBox(x_mm=0, y_mm=0, width_mm=60, height_mm=40, template="{photo}", **more)
    layout = Layout(id="t", title="T", width_mm=60, height_mm=40, elements=(box,))
    return pdf.render(
        layout, [{"photo": "one.jpg"}], pictures=lambda name: content if name == "one.jpg" else None
    )


def test_a_photograph_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top is at the right
    exif.get_ifd(0x8825)[2] = (31.0, 37.0, 0.0)
    content = saved(halves(), "JPEG", exif=exif, quality=95)
    made = pictures.read(content, name="x", most_px=400)
    assert (made.width, made.height) == (40, 60)
    upright = np.array(Image.open(io.BytesIO(made.data)).convert("L"))
    assert upright[:25].mean() < 30  # what was left is above
    assert upright[35:].mean() > 225
    assert b"Exif" not in made.data


def test_a_large_photograph_is_kept_as_small_as_it_is_printed() -> None:
    content = saved(Image.effect_noise((3000, 2000), 60), "JPEG")
    made = pictures.read(content, name="x", most_px=300)
    assert (made.width, made.height) == (300, 200)
    assert len(made.data) < 60_000


def test_what_is_transparent_shows_the_ground() -> None:
    picture = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (0, 0, 30, 40))
    grey = shown(saved(picture, "PNG")).raster(100)
    assert grey[50:100, 160:220].min() == 255
    assert grey[50:100, 20:90].max() < 60


def test_a_picture_stays_whole_or_fills_its_box() -> None:
    square = saved(Image.new("RGB", (50, 50), "black"), "PNG")
    assert shown(square).ink_mm() == pytest.approx((10, 0, 50, 40), abs=0.2)
    assert shown(square, fills=True).ink_mm() == pytest.approx((0, 0, 60, 40), abs=0.2)


def test_one_picture_on_many_badges_is_kept_once() -> None:
    box = PictureBox(x_mm=0, y_mm=0, width_mm=60, height_mm=40, template="logo.png")
    layout = Layout(id="t", title="T", width_mm=60, height_mm=40, elements=(box,))
    content = saved(halves(), "PNG")
    made = pdf.render(layout, [{"name": str(n)} for n in range(5)], pictures=lambda _name: content)
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        kinds = [each.get("/Subtype") for each in document.objects if isinstance(each, pikepdf.Stream)]
    assert kinds.count(pikepdf.Name.Image) == 1


@pytest.mark.parametrize("content", [None, HOSTILE["a JPEG cut short"]])
def test_without_a_picture_the_outline_of_a_person_stands_there(content: bytes | None) -> None:
    made = drawn(content, instead=Instead.PERSON)
    flaws = [(one.flaw, one.text) for one in made.warnings]
    assert flaws == ([(Flaw.PICTURE_WRONG, "one.jpg")] if content else [])
    grey = Page(made.pdf).raster(100)
    assert 0 < grey.min() < grey.max() < 255
    assert len(np.unique(grey[::7, ::7])) >= 2


def test_nothing_stands_where_nothing_is_to() -> None:
    assert Page(drawn(None).pdf).raster(50).min() == 255


def test_a_broken_picture_is_found_before_printing() -> None:
    box = PictureBox(x_mm=0, y_mm=0, width_mm=60, height_mm=40, template="{photo}")
    layout = Layout(id="t", title="T", width_mm=60, height_mm=40, elements=(box,))
    found = inspect(layout, {"photo": "a.jpg"}, pictures=lambda _name: b"broken")
    assert [(one.fault, one.text) for one in found] == [(Fault.PICTURE_WRONG, "a.jpg")]
    assert inspect(layout, {"photo": "a.jpg"}, pictures=lambda _name: saved(halves(), "PNG")) == []


def test_pdfium_opens_what_we_write() -> None:
    document = pypdfium2.PdfDocument(drawn(saved(halves("RGBA"), "PNG")).pdf)
    assert len(document) == 1
    document.close()
