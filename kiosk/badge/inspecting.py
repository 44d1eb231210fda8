"""A badge looked at before it is printed: what would be cut, too small, missing, or too fine for the printer.

Nothing is drawn: texts are fitted as they will be, codes are counted in modules. `Finding.size_pt` is the
size that a text comes down to; a code's `dots` are the printer's dots to a module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kiosk.badge import bidi, codes, icons
from kiosk.badge.fitting import fit
from kiosk.badge.lettering import frame
from kiosk.badge.means import Fields, PictureFiles
from kiosk.badge.painting import qr_module_mm
from kiosk.badge.paragraphs import set_lines
from kiosk.badge.plan import called_for
from kiosk.domain.badge import IconRow, Panel, Paragraph, PictureBox, QrBox, TextBox, fields_of, fill
from kiosk.errors import FileRefused, InputRefused

if TYPE_CHECKING:
    from kiosk.domain.badge import Element, Layout

DPI: Final = 203
"""The dots to an inch of the coarsest printers in use."""

LEAST_DOTS: Final = 3.0
"""Below so many dots a module, two readers of three fail on paper."""

READABLE_PT: Final = 7.0
"""Letters of names smaller than this are not read at arm's length."""

_MM_PER_INCH: Final = 25.4
_NAMES: Final = frozenset(("name", "name_latin", "name_arabic", "name_ar"))
# One name's letters from several of these scripts: a slip of the keyboard, or somebody's trick.
_SCRIPTS: Final = ("LATIN", "ARABIC", "TIFINAGH", "CYRILLIC", "GREEK", "HEBREW", "ARMENIAN")
_WORD = re.compile(r"[^\W\d_]+")


class Fault(StrEnum):
    """What is found on a badge; the first ones are wrong, the others worth a look."""

    NOT_DRAWN = "not_drawn"  # a code's text that is too long to be drawn
    CLIPPED = "clipped"
    MISSING_GLYPHS = "missing_glyphs"
    PICTURE_WRONG = "picture_wrong"
    CODE_SMALL = "code_small"
    EMPTY = "empty"
    SMALL = "small"
    MIXED_SCRIPT = "mixed_script"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one text, code or picture of a badge; `side` is its page, 1 or 2."""

    fault: Fault
    text: str
    template: str = ""
    size_pt: float = 0.0
    dots: float = 0.0
    characters: str = ""
    side: int = 1


def inspect(
    layout: Layout,
    fields: Fields,
    *,
    dpi: int = DPI,
    pictures: PictureFiles | None = None,
) -> list[Finding]:
    """Return what would be wrong with the badge of a person, and what is worth a look, in painting order.

    A picture is looked at only if `pictures` gives it.
    """
    look = _Look(fields, dpi, pictures)
    found: dict[Finding, None] = {}
    for side, elements in enumerate((layout.elements, layout.back), start=1):
        for element in elements:
            found |= dict.fromkeys(look.at(element, side))
    return list(found)


@dataclass(frozen=True, slots=True)
class _Look:
    """One badge while it is looked at."""

    fields: Fields
    dpi: int
    pictures: PictureFiles | None

    def at(self, element: Element, side: int) -> Iterator[Finding]:
        if not called_for(element, self.fields):
            return
        match element:
            case Panel():
                for one in element.elements:
                    yield from self.at(one, side)
            case TextBox() | Paragraph():
                yield from self._text(element, side)
            case QrBox():
                yield from self._code(element, side)
            case PictureBox():
                yield from self._picture(element, side)
            case IconRow():
                yield from self._signs(element, side)
            case _:
                return

    def _text(self, box: TextBox | Paragraph, side: int) -> Iterator[Finding]:
        told = fill(box.template, self.fields)
        asked = fields_of(box.template)
        if asked and not any(self.fields.get(name, "").strip() for name in asked):
            if not box.needs and asked & _NAMES:
                yield Finding(Fault.EMPTY, "", box.template, side=side)
            return
        made = fit(told, frame(box)) if isinstance(box, TextBox) else set_lines(told, box)
        found = Finding(Fault.CLIPPED, told, box.template, size_pt=round(made.size_pt, 2), side=side)
        if made.clipped:
            yield found
        elif asked & _NAMES and made.size_pt < READABLE_PT:
            yield replace(found, fault=Fault.SMALL)
        if made.missing:
            yield replace(found, fault=Fault.MISSING_GLYPHS, characters=made.missing)
        if asked & _NAMES and is_mixed(told):
            yield replace(found, fault=Fault.MIXED_SCRIPT)

    def _code(self, box: QrBox, side: int) -> Iterator[Finding]:
        payload = fill(box.template, self.fields)
        if not payload:
            yield Finding(Fault.EMPTY, "", box.template, side=side)
            return
        try:
            modules = codes.side(payload)
        except InputRefused:
            yield Finding(Fault.NOT_DRAWN, payload, box.template, side=side)
            return
        module_mm, _ = qr_module_mm(box, modules)
        dots = round(module_mm / _MM_PER_INCH * self.dpi, 2)
        if dots < LEAST_DOTS:
            yield Finding(Fault.CODE_SMALL, payload, box.template, dots=dots, side=side)

    def _picture(self, box: PictureBox, side: int) -> Iterator[Finding]:
        if self.pictures is None:
            return
        name = fill(box.template, self.fields)
        content = self.pictures(name) if name else None
        if content is None:
            if fields_of(box.template):  # somebody's own; what all badges show may be left out
                yield Finding(Fault.EMPTY, name, box.template, side=side)
            return
        from kiosk.badge import pictures

        try:
            pictures.read(content, name=name, most_px=64)
        except FileRefused:
            yield Finding(Fault.PICTURE_WRONG, name, box.template, side=side)

    def _signs(self, row: IconRow, side: int) -> Iterator[Finding]:
        called = icons.signs(row.marks, self.fields)
        for lost in called[icons.room(row) :]:
            yield Finding(Fault.CLIPPED, str(lost), side=side)


def is_mixed(text: str) -> bool:
    """Whether one word of `text` has letters of two scripts, as a Cyrillic а among Latin ones.

    A company's name in Latin letters beside an Arabic one is no surprise; within one word it is.
    """
    return any(len(_scripts(word)) > 1 for word in _WORD.findall(bidi.cleaned(text)))


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return {name for name in names if name in _SCRIPTS}
