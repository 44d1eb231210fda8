"""Two more engines, drawing the same badge: Typst, and Pango on Cairo. Neither is needed for anything else.

They are measured where they are installed: `pip install typst`, `pip install pangocairocffi` with the
libraries of Pango. Typst sets all badges in one document from a template, with the codes as pictures; for
Pango each code is one path of rectangles.
"""

from __future__ import annotations

import ctypes
import json
import tempfile
from ctypes.util import find_library
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from kiosk import paths
from tests.bench.other_badges import lines, matrix

_WIDTH: Final = 105
_HEIGHT: Final = 148
_POINTS: Final = 72 / 25.4
_LEAST: Final = 6.0

_TEMPLATE: Final = """
#set page(width: 105mm, height: 148mm, margin: 0mm)
#let people = json("people.json")
#let fitted(body, size, width) = context {
  let at = size * 1pt
  while at > 6pt and measure(text(size: at, body)).width > width { at -= 0.5pt }
  text(size: at, body)
}
#for (number, person) in people.enumerate() {
  let ground = rgb(person.colour)
  place(top + left, rect(width: 105mm, height: 4mm, fill: ground))
  place(top + left, dy: 130mm, rect(width: 105mm, height: 18mm, fill: ground))
  for (kind, told, x, y, width, size) in person.lines {
    let font = if kind == "arabic" { "Noto Sans Arabic" } else { "Noto Sans" }
    set text(font: font, weight: "bold", dir: if kind == "arabic" { rtl } else { ltr })
    let set-line = align(center, fitted(told, size, width * 1mm))
    place(top + left, dx: x * 1mm, dy: y * 1mm, box(width: width * 1mm, set-line))
  }
  place(top + left, dx: 10mm, dy: 90mm, image(str(number) + ".png", width: 28mm, scaling: "pixelated"))
  pagebreak(weak: true)
}
"""


def with_typst(people: list[dict[str, str]]) -> bytes:
    """Return the badges set by Typst."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        told = []
        for number, fields in enumerate(people):
            matrix(fields["code"]).make_image().get_image().save(place / f"{number}.png")
            shown = [line for line in lines(fields) if line[1]]
            told.append({"colour": fields["category_colour"], "lines": shown})
        (place / "people.json").write_text(json.dumps(told), "utf-8")
        (place / "badges.typ").write_text(_TEMPLATE, "utf-8")
        fonts = str(paths.resources() / "fonts")
        return bytes(
            typst.compile(
                str(place / "badges.typ"), font_paths=[fonts], ignore_system_fonts=True, format="pdf"
            )
        )


def with_pango(people: list[dict[str, str]]) -> bytes:
    """Return the badges drawn by Cairo, their texts set by Pango."""
    import cairocffi
    import pangocairocffi

    _add_fonts()
    out = BytesIO()
    surface = cairocffi.PDFSurface(out, _WIDTH * _POINTS, _HEIGHT * _POINTS)
    drawn = cairocffi.Context(surface)
    layout = pangocairocffi.create_layout(drawn)
    pangocairocffi.set_resolution(layout.context, 72)
    for fields in people:
        _ground(drawn, fields["category_colour"])
        for kind, text, x, y, width, size in lines(fields):
            if text:
                family = "Noto Sans Arabic" if kind == "arabic" else "Noto Sans"
                _line(drawn, layout, (family, text), (x, y, width), size)
        _code(drawn, fields["code"])
        drawn.show_page()
    surface.finish()
    return out.getvalue()


@cache
def _add_fonts() -> None:
    fontconfig = ctypes.CDLL(find_library("fontconfig"))
    for file in ("NotoSans-Bold", "NotoSansArabic-Bold"):
        place = str(paths.resources() / "fonts" / f"{file}.ttf").encode()
        assert fontconfig.FcConfigAppFontAddFile(None, ctypes.c_char_p(place))


def _ground(drawn: Any, colour: str) -> None:
    drawn.set_source_rgb(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    drawn.rectangle(0, 0, _WIDTH * _POINTS, 4 * _POINTS)
    drawn.rectangle(0, 130 * _POINTS, _WIDTH * _POINTS, 18 * _POINTS)
    drawn.fill()
    drawn.set_source_rgb(0.07, 0.09, 0.15)


def _line(
    drawn: Any, layout: Any, what: tuple[str, str], box: tuple[float, float, float], size: float
) -> None:
    import pangocairocffi
    import pangocffi

    family, text = what
    room = box[2] * _POINTS
    layout.text = text
    while True:
        font = pangocffi.FontDescription()
        font.family, font.weight = family, pangocffi.Weight.BOLD
        font.size = pangocffi.units_from_double(size)
        layout.font_description = font
        wide = pangocffi.units_to_double(layout.get_size()[0])
        if wide <= room or size <= _LEAST:
            break
        size -= 0.5
    drawn.move_to(box[0] * _POINTS + (room - wide) / 2, box[1] * _POINTS)
    pangocairocffi.show_layout(drawn, layout)


def _code(drawn: Any, code: str) -> None:
    side = 28 * _POINTS / 29
    for y, row in enumerate(matrix(code).modules):
        for x, dark in enumerate(row):
            if dark:
                drawn.rectangle(10 * _POINTS + x * side, 90 * _POINTS + y * side, side, side)
    drawn.fill()
