"""Badge layouts of pretix as ours: its JSON's elements, where they stand, and what could not be taken.

A layout is the list that pretix's editor shows as its source, or the object that its REST API gives
(badgelayouts). Places are millimetres from the lower left corner there, from the upper left one here.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NoReturn, TypeAlias

from kiosk.domain.badge import (
    ELEMENT_LIMIT,
    Align,
    Anchor,
    Element,
    Instead,
    Layout,
    Paragraph,
    PictureBox,
    QrBox,
    Quiet,
    Weight,
)
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import pretix_variables

Entry: TypeAlias = Mapping[str, Any]

_TEXT_LIMIT: Final = 2_000_000
_SHOWN: Final = 60
_USUAL_SIZES: Final = ((148.0, 105.0), (105.0, 148.0), (148.0, 210.0), (210.0, 297.0), (297.0, 210.0))
# How far the letters of Open Sans reach below their line; the measures of Noto Sans are the same.
_DESCENT_EM: Final = 0.293
_LINE_OF_FONT_EM: Final = 1.362
_LEADING: Final = 1.15
_UPWARD: Final = 1.05
_DOWNWARD: Final = 2.5
_VARIABLE = re.compile(r"\{([a-zA-Z0-9:_]+)\}")


class LayoutRemark(StrEnum):
    """What could not be taken as it was. What `value` then holds stands behind it."""

    TYPE_UNKNOWN = "type_unknown"  # the element's type
    VARIABLE_UNKNOWN = "variable_unknown"  # the variable: a column of this name is printed, if there is one
    PAGE_LEFT_OUT = "page_left_out"  # the page's number: a badge has two sides
    SIZE_GUESSED = "size_guessed"  # the size taken
    NOT_ITALIC = "not_italic"  # nothing: no slanted letters are at hand
    BACKGROUND = "background"  # nothing: the file behind the text is not part of the layout


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a layout that could not be taken as it was."""

    code: LayoutRemark
    value: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A layout of pretix as one of ours, and what could not be taken."""

    layout: Layout
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Reading:
    """What is known while a file is read: its name, the page's height, and what was remarked."""

    file: str
    height_mm: float = 0.0
    remarks: dict[Remark, None] = field(default_factory=dict)

    def remark(self, code: LayoutRemark, value: str = "") -> None:
        self.remarks[Remark(code, value)] = None

    def refuse(self, where: str, value: object) -> NoReturn:
        detail = f"{where}: {str(value)[:_SHOWN]}" if where else str(value)[:_SHOWN]
        raise FileRefused(Trouble.LAYOUT_WRONG, file=self.file, detail=detail)

    def number(self, entry: Entry, key: str, where: str, default: float | None = None) -> float:
        """Return a number, which may be written as a text; FileRefused names what is none."""
        given = entry.get(key, default)
        try:
            value = math.nan if isinstance(given, bool) or given is None else float(given)
        except (TypeError, ValueError, OverflowError):
            value = math.nan
        if not math.isfinite(value):
            self.refuse(f"{where}.{key}", given)
        return value


def is_pretix(text: str) -> bool:
    """Whether `text` may be a layout of pretix: a list, or what its REST API gives."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, list) or (isinstance(read, dict) and isinstance(read.get("layout"), list | str))


def read(text: str, *, name: str, layout_id: str, size_mm: tuple[float, float] | None = None) -> Taken:
    """Return the layout that the JSON `text` describes, on a page of `size_mm` or as large as it says.

    FileRefused (LAYOUT_WRONG) with `name`, and the place and value that cannot stand.
    """
    reading = _Reading(name)
    told = _parsed(text, reading)
    entries = _entries(told, reading)
    width, height = size_mm or _size(told, entries, reading)
    reading.height_mm = height
    pages: tuple[list[Element], list[Element]] = ([], [])
    for at, entry in enumerate(entries):
        page = round(reading.number(entry, "page", f"[{at}]", 1))
        if page not in (1, 2):
            reading.remark(LayoutRemark.PAGE_LEFT_OUT, str(page))
            continue
        pages[page - 1].extend(_element(entry, f"[{at}]", reading))
    title = str(told.get("name", "") if isinstance(told, dict) else "") or layout_id
    layout = Layout(
        id=layout_id,
        title=title[:200],
        width_mm=width,
        height_mm=height,
        elements=tuple(pages[0]),
        back=tuple(pages[1]),
    )
    return Taken(layout, tuple(reading.remarks))


def _parsed(text: str, reading: _Reading) -> Any:
    if len(text) > _TEXT_LIMIT:
        reading.refuse("", f"{len(text)} > {_TEXT_LIMIT}")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reading.refuse("", error)


def _entries(told: Any, reading: _Reading) -> list[Entry]:
    listed = told.get("layout") if isinstance(told, dict) else told
    if isinstance(listed, str):
        listed = _parsed(listed, reading)
    if not isinstance(listed, list):
        reading.refuse("layout", listed)
    if len(listed) > ELEMENT_LIMIT:
        reading.refuse("layout", f"{len(listed)} > {ELEMENT_LIMIT}")
    for at, entry in enumerate(listed):
        if not isinstance(entry, dict):
            reading.refuse(f"[{at}]", entry)
    return listed


# -- the page ---------------------------------------------------------------------------------------


def _size(told: Any, entries: list[Entry], reading: _Reading) -> tuple[float, float]:
    """Return the size that the file says, or the smallest usual one that holds every element."""
    if isinstance(told, dict) and told.get("background"):
        reading.remark(LayoutRemark.BACKGROUND)
    sizes = told.get("size") if isinstance(told, dict) else None
    if isinstance(sizes, list) and sizes and isinstance(sizes[0], dict):
        return reading.number(sizes[0], "width", "size"), reading.number(sizes[0], "height", "size")
    right = max((_reach(entry, "left", "width", at, reading) for at, entry in enumerate(entries)), default=0)
    top = max((_reach(entry, "bottom", "height", at, reading) for at, entry in enumerate(entries)), default=0)
    fitting = (size for size in _USUAL_SIZES if size[0] >= right - 1 and size[1] >= top - 1)
    chosen = next(fitting, _USUAL_SIZES[0])
    reading.remark(LayoutRemark.SIZE_GUESSED, f"{chosen[0]:g} × {chosen[1]:g} mm")
    return chosen


def _reach(entry: Entry, place: str, extent: str, at: int, reading: _Reading) -> float:
    long = "size" if entry.get("type") == "barcodearea" else extent
    where = f"[{at}]"
    return reading.number(entry, place, where, 0) + reading.number(entry, long, where, 0)


# -- the elements -----------------------------------------------------------------------------------


def _element(entry: Entry, where: str, reading: _Reading) -> list[Element]:
    match entry.get("type"):
        case "barcodearea":
            return [_code(entry, where, reading)]
        case "imagearea":
            return [_picture(entry, where, reading)]
        case "textarea" | "textcontainer" as kind:
            return [_text(entry, where, reading, contained=kind == "textcontainer")]
        case "poweredby":
            return []
        case other:
            reading.remark(LayoutRemark.TYPE_UNKNOWN, str(other)[:_SHOWN])
            return []


def _code(entry: Entry, where: str, reading: _Reading) -> QrBox:
    side = reading.number(entry, "size", where)
    return QrBox(
        x_mm=reading.number(entry, "left", where),
        y_mm=reading.height_mm - reading.number(entry, "bottom", where) - side,
        side_mm=side,
        template=_template(entry, reading, "secret"),
        quiet=Quiet.NONE if entry.get("nowhitespace") is True else Quiet.INSIDE,
    )


def _picture(entry: Entry, where: str, reading: _Reading) -> PictureBox:
    height = reading.number(entry, "height", where)
    return PictureBox(
        x_mm=reading.number(entry, "left", where),
        y_mm=reading.height_mm - reading.number(entry, "bottom", where) - height,
        width_mm=reading.number(entry, "width", where),
        height_mm=height,
        template=_template(entry, reading, ""),
        instead=Instead.SHADE,
    )


def _text(entry: Entry, where: str, reading: _Reading, *, contained: bool) -> Paragraph:
    height = reading.number(entry, "height", where) if contained else 0.0
    leading, raised = _lines(entry, where, reading, contained=contained)
    if entry.get("italic"):
        reading.remark(LayoutRemark.NOT_ITALIC)
    return Paragraph(
        x_mm=reading.number(entry, "left", where),
        y_mm=reading.height_mm - reading.number(entry, "bottom", where) - height,
        width_mm=reading.number(entry, "width", where),
        height_mm=height,
        template=_template(entry, reading, ""),
        size_pt=reading.number(entry, "fontsize", where),
        leading=leading,
        raised_em=raised,
        shrinks=contained and entry.get("autoresize") is True,
        split=entry.get("splitlongwords", True) is not False,
        weight=Weight.BOLD if entry.get("bold") else Weight.REGULAR,
        align=_ALIGNS.get(str(entry.get("align")), Align.LEFT),
        anchor=_anchor(entry, contained=contained),
        colour=_colour(entry.get("color")),
        rotation=reading.number(entry, "rotation", where, 0) % 360,
    )


_ALIGNS: Final = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


def _anchor(entry: Entry, *, contained: bool) -> Anchor:
    if contained:
        told = entry.get("verticalalign", "top")
        return Anchor(told) if told in set(Anchor) else Anchor.TOP
    return Anchor.TOP if entry.get("downward") is True else Anchor.BOTTOM


def _lines(entry: Entry, where: str, reading: _Reading, *, contained: bool) -> tuple[float, float]:
    """Return the step between lines and by how much they are raised, in ems, as pretix's printing does.

    An area without a height of lines has those of its font.
    """
    is_told = contained or "lineheight" in entry
    leading = reading.number(entry, "lineheight", where, 1) * _LEADING if is_told else _LINE_OF_FONT_EM
    if contained:
        return leading, 0.0
    if entry.get("downward") is True:
        return leading, _DESCENT_EM / _DOWNWARD
    return leading, _DESCENT_EM - (leading - 1) * _UPWARD if is_told else _DESCENT_EM


def _colour(told: object) -> str:
    parts = told[:3] if isinstance(told, list | tuple) else []
    if len(parts) != 3 or not all(isinstance(part, int | float) and 0 <= part <= 255 for part in parts):  # noqa: PLR2004
        return "#000000"
    return "#" + "".join(f"{round(part):02X}" for part in parts)


# -- what stands there ------------------------------------------------------------------------------


def _template(entry: Entry, reading: _Reading, default: str) -> str:
    content = str(entry.get("content") or default)
    locale = str(entry.get("locale") or "fr")
    arabic = locale.startswith("ar")
    if content == "other":
        return _filled(str(entry.get("text", "")), reading, arabic=arabic)
    if content == "other_i18n":
        return _filled(_in_language(entry.get("text_i18n"), locale), reading, arabic=arabic)
    return _placeholder(content, reading, arabic=arabic) if content else ""


def _in_language(told: object, locale: str) -> str:
    if not isinstance(told, dict):
        return str(told or "")
    wanted = (locale, locale.partition("-")[0], "fr", "en", "ar", "de")
    return str(next((told[key] for key in wanted if told.get(key)), "") or "")


def _filled(text: str, reading: _Reading, *, arabic: bool) -> str:
    """Return a text with its variables as our placeholders, and its other braces as braces."""
    parts = _VARIABLE.split(text)
    for at, part in enumerate(parts):
        parts[at] = (
            _placeholder(part, reading, arabic=arabic)
            if at % 2
            else part.replace("{", "{{").replace("}", "}}")
        )
    return "".join(parts)


def _placeholder(variable: str, reading: _Reading, *, arabic: bool = False) -> str:
    if known := pretix_variables.placeholder(variable, arabic=arabic):
        return known
    kind, _, rest = variable.partition(":")
    if kind in ("meta", "itemmeta") and rest:
        return f"{{{rest}}}"
    if variable.startswith("question_"):
        return f"{{{variable}|{variable.removeprefix('question_')}}}"
    reading.remark(LayoutRemark.VARIABLE_UNKNOWN, variable[:_SHOWN])
    return pretix_variables.COLUMNS.get(variable) or f"{{{variable.replace('{', '').replace('}', '')}}}"
