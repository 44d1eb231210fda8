"""Badges as a PDF file, one person a page, each page as large as its layout.

Fonts and shaped words stay warm between files. What pages share (their event, their category) is
drawn once a file, as form XObjects; the operators themselves come from `badge.painting`.
"""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream

from kiosk.badge import layouts
from kiosk.badge.codes import Symbols
from kiosk.badge.colours import ink_on, rgb
from kiosk.badge.glyphs import Glyphs
from kiosk.badge.painting import POINTS_PER_MM, Fields, Flaw, Means, Painted, asks_for, paint
from kiosk.errors import OurError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kiosk.domain.badge import Element, Layout

_SHARED: Final = frozenset(
    (
        *("event", "event_arabic", "event_theme", "event_place", "event_dates"),
        *("category", "category_arabic", "category_colour", "category_ink"),
    )
)
_NO_CATEGORY: Final = "#374151"
_LANGUAGE: Final = "fr"
_CREATOR: Final = "Marhaba"
# fontTools' and reportlab's objects are changed while a page is drawn: one thread draws at a time.
_DRAWING = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageWarning:
    """What is wrong with a text of one page, counted from 1; the page is drawn all the same."""

    page: int
    flaw: Flaw
    text: str
    characters: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF file, and which of its badges somebody should look at."""

    pdf: bytes
    warnings: tuple[PageWarning, ...]


def render(
    layout: Layout,
    people: Iterable[Fields],
    *,
    title: str = "",
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Return one badge a person, in their order. The same people give the same bytes.

    `on_page` is told each page's number when it is drawn; what it raises (Cancelled) ends the work.
    Threads wait for each other. OurError without people, InputRefused for a QR text that is too long.
    """
    with _DRAWING:
        file = _File(layout, title)
        for number, fields in enumerate(people, start=1):
            file.add_page(_completed(fields), number)
            if on_page is not None:
                on_page(number)
        return file.finished()


def ready() -> None:
    """Open the fonts and draw one badge for nobody, so that the first real one comes at once."""
    everything = dict.fromkeys(
        ("event", "event_arabic", "name_latin", "name_arabic", "company", "code"), "A ا"
    )
    render(layouts.shipped("a6"), [everything])


def _completed(fields: Fields) -> Fields:
    """Return the fields with a colour for the category, and an ink that can be read on it."""
    colour = fields.get("category_colour", "").strip()
    colour = colour if rgb(colour) else _NO_CATEGORY
    ink = fields.get("category_ink", "").strip() or ink_on(colour)
    return {**fields, "category_colour": colour, "category_ink": ink}


@dataclass(frozen=True, slots=True)
class _Part:
    """Elements that follow each other, and the fields they depend on if all of those are shared."""

    elements: tuple[Element, ...]
    shared: tuple[str, ...] | None


def _parts(layout: Layout) -> tuple[_Part, ...]:
    grouped = groupby(layout.elements, key=lambda element: asks_for(element) <= _SHARED)
    return tuple(_part(tuple(elements), shared=shared) for shared, elements in grouped)


def _part(elements: tuple[Element, ...], *, shared: bool) -> _Part:
    asked = frozenset[str]().union(*map(asks_for, elements))
    return _Part(elements, tuple(sorted(asked)) if shared else None)


class _File:
    """One PDF file while it is written."""

    def __init__(self, layout: Layout, title: str) -> None:
        self._layout = layout
        self._parts = _parts(layout)
        self._means = Means(Glyphs(), Symbols())
        self._forms: dict[tuple[str, ...], tuple[str, Painted]] = {}
        self._warnings: list[PageWarning] = []
        self._pages = 0
        self._box = f"[0 0 {layout.width_mm * POINTS_PER_MM:.7g} {layout.height_mm * POINTS_PER_MM:.7g}]"
        self._document = PDFDocument(pdfVersion=(1, 4), compression=1, invariant=1, lang=_LANGUAGE)
        self._document.setTitle(title or layout.title)
        self._document.setCreator(_CREATOR)
        self._document.setAuthor("")
        self._document.setSubject("")
        self._fonts, self._xobjects = PDFDictionary(), PDFDictionary()
        self._resources = self._document.Reference(
            PDFDictionary({"Font": self._fonts, "XObject": self._xobjects})
        )

    def add_page(self, fields: Fields, number: int) -> None:
        painted = [self._painted(part, fields) for part in self._parts]
        content = self._stream("\n".join(each.operators for each in painted))
        page = {
            "Type": PDFName("Page"),
            "Parent": self._document.Reference(self._document.Pages),
            "MediaBox": self._box,
            "TrimBox": self._box,
            "Resources": self._resources,
            "Contents": self._document.Reference(content),
        }
        self._document.addPage(PDFDictionary(page))
        spots = [spot for each in painted for spot in each.spots]
        self._warnings += [PageWarning(number, spot.flaw, spot.text, spot.characters) for spot in spots]

    def finished(self) -> Rendered:
        if not self._document.Pages.pages:
            raise OurError("badges for nobody")
        for font in self._means.glyphs.fonts.values():
            self._fonts[font.name] = font.add_to(self._document)
        return Rendered(self._document.GetPDFData(None), tuple(self._warnings))

    def _painted(self, part: _Part, fields: Fields) -> Painted:
        if part.shared is None:
            return paint(part.elements, fields, self._means, self._layout.height_mm)
        key = (str(self._parts.index(part)), *(fields.get(name, "") for name in part.shared))
        if key not in self._forms:
            self._forms[key] = self._form(part, fields)
        name, painted = self._forms[key]
        return Painted(f"/{name} Do", painted.spots)

    def _form(self, part: _Part, fields: Fields) -> tuple[str, Painted]:
        painted = paint(part.elements, fields, self._means, self._layout.height_mm)
        name = f"X{len(self._forms) + 1}"
        form = self._stream(
            painted.operators,
            Type=PDFName("XObject"),
            Subtype=PDFName("Form"),
            BBox=self._box,
            Resources=self._resources,
        )
        self._xobjects[name] = self._document.Reference(form)
        return name, painted

    def _stream(self, operators: str, **entries: Any) -> Any:
        """Return a stream of `operators`, packed at once: two thousand of them wait for the end."""
        packed = zlib.compress(operators.encode("ascii"), 6)
        return PDFStream(PDFDictionary({**entries, "Filter": PDFName("FlateDecode")}), packed)
