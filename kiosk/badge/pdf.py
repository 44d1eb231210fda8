"""Badges as a PDF file, a page for each side of each badge, each as large as its layout.

Fonts and shaped words stay warm between files. What pages share (their event, their category) is
drawn once a file, as form XObjects; the operators themselves come from `badge.painting`.
"""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kiosk.badge import layouts
from kiosk.badge.codes import Symbols
from kiosk.badge.colours import ink_on, rgb
from kiosk.badge.document import Document
from kiosk.badge.glyphs import Glyphs
from kiosk.badge.means import Fields, Means, PageWarning, Painted, PictureFiles, Placed, Rendered
from kiosk.badge.operators import POINTS_PER_MM
from kiosk.badge.painting import paint
from kiosk.badge.plan import asks_for
from kiosk.badge.repeats import Repeats
from kiosk.domain.badge import Panel
from kiosk.errors import OurError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kiosk.badge.pictures import Picture
    from kiosk.domain.badge import Element, Layout

_SHARED: Final = frozenset(
    (
        *("event", "event_arabic", "event_theme", "event_place", "event_dates", "logo"),
        *("category", "category_arabic", "category_colour", "category_ink"),
    )
)
_NO_CATEGORY: Final = "#374151"
_LANGUAGE: Final = "fr"
_CREATOR: Final = "Marhaba"
_MANY: Final = 200
# What a form may cover, in points: more than the largest page, whichever way it is turned.
_EVERYWHERE: Final = "[-3000 -3000 3000 3000]"
# What is known of words, fonts and codes is added to while a page is drawn: one thread draws at a time.
_DRAWING = threading.Lock()


def no_pictures(_name: str) -> bytes | None:
    """Return no picture of any name."""
    return None


def render(
    layout: Layout,
    people: Iterable[Fields],
    *,
    title: str = "",
    on_page: Callable[[int], None] | None = None,
    pictures: PictureFiles = no_pictures,
) -> Rendered:
    """Return one badge a person, in their order. The same people give the same bytes.

    `on_page` is told each badge's number when it is drawn; what it raises (Cancelled) ends the work.
    Threads wait for each other. OurError without people, InputRefused for a QR text that is too long.
    """
    badges = [(layout, fields) for fields in people]
    return render_each(badges, title=title or layout.title, on_page=on_page, pictures=pictures)


def render_each(
    badges: Sequence[tuple[Layout, Fields]],
    *,
    title: str = "",
    on_page: Callable[[int], None] | None = None,
    pictures: PictureFiles = no_pictures,
) -> Rendered:
    """Return badges of several layouts in one file; otherwise as `render`. `size_mm` is the first one's."""
    return render_some(badges, len(badges), title=title, on_page=on_page, pictures=pictures)


def render_some(
    badges: Iterable[tuple[Layout, Fields]],
    expected: int,
    *,
    title: str,
    on_page: Callable[[int], None] | None,
    pictures: PictureFiles,
) -> Rendered:
    """Return badges as they come, `expected` of them; otherwise as `render_each`."""
    with _DRAWING, _undisturbed(expected):
        return _rendered(badges, _File(title, expected, pictures), on_page)


def _rendered(
    badges: Iterable[tuple[Layout, Fields]], file: _File, on_page: Callable[[int], None] | None
) -> Rendered:
    for number, (layout, fields) in enumerate(badges, start=1):
        file.add_badge(layout, _completed(fields))
        if on_page is not None:
            on_page(number)
    return file.finished()


@contextmanager
def _undisturbed(number: int) -> Iterator[None]:
    """Draw many badges without looking for garbage in between: there is none, and looking takes a tenth."""
    pause = number >= _MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()


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


@dataclass(frozen=True, slots=True)
class _Side:
    """A page of a layout, ready to be filled: its size and its parts."""

    width_mm: float
    height_mm: float
    parts: tuple[_Part, ...]


def _sides(layout: Layout) -> tuple[_Side, ...]:
    faces = (layout.elements, layout.back) if layout.back else (layout.elements,)
    return tuple(_Side(layout.width_mm, layout.height_mm, _parts(face)) for face in faces)


def _parts(elements: tuple[Element, ...]) -> tuple[_Part, ...]:
    grouped = groupby(_taken_apart(elements), key=_is_shared)
    return tuple(_part(tuple(each), shared=shared) for shared, each in grouped)


def _is_shared(element: Element) -> bool:
    return asks_for(element) <= _SHARED


def _taken_apart(elements: tuple[Element, ...]) -> Iterator[Element]:
    """Yield the elements, a panel once for each group of its own that pages share, or do not."""
    for element in elements:
        if isinstance(element, Panel):
            for _, group in groupby(element.elements, key=_is_shared):
                yield replace(element, elements=tuple(group))
        else:
            yield element


def _part(elements: tuple[Element, ...], *, shared: bool) -> _Part:
    asked = frozenset[str]().union(*map(asks_for, elements))
    return _Part(elements, tuple(sorted(asked)) if shared else None)


class _File:
    """One PDF file while it is written."""

    def __init__(self, title: str, expected: int, pictures: PictureFiles) -> None:
        self._warnings: list[PageWarning] = []
        self._badges: list[Layout] = []
        self._sides: dict[int, tuple[_Side, ...]] = {}
        self._means = Means(Glyphs(), Symbols(expected), Repeats(self._form), self._form, self._picture)
        self._painted_parts: dict[tuple[object, ...], Painted] = {}
        self._forms: dict[str, str] = {}
        self._pictures = pictures
        self._placed: dict[tuple[str, int], Placed | None] = {}
        self._pages = 0
        self._document = Document(title=title, creator=_CREATOR, language=_LANGUAGE)

    def add_badge(self, layout: Layout, fields: Fields) -> None:
        sides = self._sides.get(id(layout))
        if sides is None:
            sides = self._sides[id(layout)] = _sides(layout)
        self._badges.append(layout)
        for side in sides:
            self._add_page(side, fields)

    def _add_page(self, side: _Side, fields: Fields) -> None:
        painted = [self._painted(part, fields, side.height_mm) for part in side.parts]
        operators = "\n".join(each.operators for each in painted)
        self._document.add_page(operators, side.width_mm * POINTS_PER_MM, side.height_mm * POINTS_PER_MM)
        self._pages += 1
        self._warnings.extend(
            PageWarning(self._pages, spot.flaw, spot.text, spot.characters)
            for each in painted
            for spot in each.spots
        )

    def finished(self) -> Rendered:
        if not self._badges:
            raise OurError("badges for nobody")
        for font in self._means.glyphs.fonts.values():
            font.add_to(self._document)
        first = self._badges[0]
        return Rendered(
            self._document.finished(),
            tuple(self._warnings),
            tuple(layout.sides for layout in self._badges),
            (first.width_mm, first.height_mm),
        )

    def _painted(self, part: _Part, fields: Fields, height_mm: float) -> Painted:
        if part.shared is None:
            return paint(part.elements, fields, self._means, height_mm)
        key = (id(part), *(fields.get(name, "") for name in part.shared))
        painted = self._painted_parts.get(key)
        if painted is None:
            drawn = paint(part.elements, fields, self._means, height_mm)
            shown = f"/{self._form(drawn.operators)} Do" if drawn.operators else ""
            painted = self._painted_parts[key] = drawn._replace(operators=shown)
        return painted

    def _form(self, operators: str) -> str:
        """Return the name under which `operators` can be shown again and again."""
        name = self._forms.get(operators)
        if name is None:
            name = self._forms[operators] = f"X{len(self._forms) + 1}"
            self._document.add_form(name, operators, _EVERYWHERE)
        return name

    def _picture(self, name: str, most_px: int) -> Placed | None:
        """Return the picture of this name as an image of the document; FileRefused."""
        if (name, most_px) not in self._placed:
            content = self._pictures(name)
            self._placed[name, most_px] = self._image(content, name, most_px) if content else None
        return self._placed[name, most_px]

    def _image(self, content: bytes, name: str, most_px: int) -> Placed:
        from kiosk.badge import pictures  # Pillow is not for badges without pictures

        made = pictures.read(content, name=name, most_px=most_px)
        mask = (
            f"/SMask {self._samples(made, made.mask, 'DeviceGray', 'FlateDecode')} 0 R" if made.mask else ""
        )
        placed = Placed(f"I{len(self._placed) + 1}", made.width, made.height)
        number = self._samples(made, made.data, made.colours, made.filter, mask)
        self._document.name_xobject(placed.name, number)
        return placed

    def _samples(self, made: Picture, data: bytes, colours: str, packed_by: str, mask: str = "") -> int:
        """Return the number of a picture's pixels, or of its mask's, as an image (ISO 32000-1, 8.9.5)."""
        told = (
            f"/Type/XObject/Subtype/Image/Width {made.width}/Height {made.height}"
            f"/ColorSpace/{colours}/BitsPerComponent 8/Filter/{packed_by}{mask}"
        )
        return self._document.add_stream(data, told, packed=True)
