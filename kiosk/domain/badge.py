"""How a badge looks (a layout and its elements) and how far its printing has come, as frozen records.

All measures are millimetres from the top left corner; what may stand in a layout file, and between
which limits, is said here once and checked by `badge.layouts`. Drawing is left to `kiosk.badge`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ELEMENT_LIMIT: Final = 200
"""Elements that one layout may have."""

TEMPLATE_LIMIT: Final = 2000
"""Characters that one template, title or other text of a layout may have."""

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_SLICED = re.compile(r"(.+):(-?\d{1,4})", re.DOTALL)


class Range(NamedTuple):
    """The least and the greatest value that a number of a layout may have."""

    least: float
    greatest: float


Page: TypeAlias = Annotated[float, Range(10, 500)]
Place: TypeAlias = Annotated[float, Range(-500, 500)]
Extent: TypeAlias = Annotated[float, Range(0.1, 500)]
Points: TypeAlias = Annotated[float, Range(2, 400)]
Lines: TypeAlias = Annotated[int, Range(1, 4)]
Stroke: TypeAlias = Annotated[float, Range(0.05, 20)]


class Weight(StrEnum):
    """How heavy the letters are."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"


class Align(StrEnum):
    """Where a line stands in its box: `start` is the side its script begins on."""

    START = "start"
    CENTER = "center"
    END = "end"


class Anchor(StrEnum):
    """Where the lines stand between the upper and the lower edge of their box."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Direction(StrEnum):
    """The side a text begins on; `auto` lets its first strong character say."""

    AUTO = "auto"
    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """A text made as large as its box allows, between two sizes.

    `needs` names fields that must not be empty, `lacks` fields that must, for the element to be
    drawn: with them a badge closes the gap that a missing name would leave.
    """

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Extent
    template: str
    size_max_pt: Points
    size_min_pt: Points
    weight: Weight = Weight.REGULAR
    align: Align = Align.CENTER
    anchor: Anchor = Anchor.MIDDLE
    direction: Direction = Direction.AUTO
    colour: str = "#000000"
    max_lines: Lines = 1
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBox:
    """A QR code. Place and side are those of its dark square; four white modules surround it."""

    x_mm: Place
    y_mm: Place
    side_mm: Extent
    template: str = "{code}"
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A filled rectangle; `colour` is `#RRGGBB` or a template that gives one."""

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Extent
    colour: str = "{category_colour}"
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line between two points."""

    x_mm: Place
    y_mm: Place
    to_x_mm: Place
    to_y_mm: Place
    stroke_mm: Stroke = 0.25
    colour: str = "#000000"
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


Element: TypeAlias = TextBox | QrBox | Band | Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one badge looks. Elements are painted in their order, later ones over earlier ones."""

    id: str
    title: str
    width_mm: Page
    height_mm: Page
    elements: tuple[Element, ...]


class JobState(StrEnum):
    """How far a print job has come; `attention` means that the printer waits for a person."""

    QUEUED = "queued"
    RENDERING = "rendering"
    SUBMITTING = "submitting"
    PRINTING = "printing"
    DONE = "done"
    ATTENTION = "attention"
    FAILED = "failed"
    CANCELLED = "cancelled"


def fill(template: str, fields: Mapping[str, str]) -> str:
    """Return `template` with its placeholders replaced by the person's fields.

    `{name_arabic|name_latin}` is the first of the named fields that is not empty, `{code:6}` the
    first and `{code:-6}` the last six characters of a field, `{{` and `}}` are braces. An unknown
    field is empty.
    """

    def replaced(found: re.Match[str]) -> str:
        names = found[1]
        return found[0][0] if names is None else _first(names, fields)

    return _PLACEHOLDER.sub(replaced, template)


def fields_of(template: str) -> frozenset[str]:
    """Return the names of all fields that `template` asks for."""
    asked = [found[1] for found in _PLACEHOLDER.finditer(template) if found[1] is not None]
    return frozenset(_name_and_count(name)[0] for names in asked for name in names.split("|"))


def _first(names: str, fields: Mapping[str, str]) -> str:
    for asked in names.split("|"):
        name, count = _name_and_count(asked)
        value = fields.get(name, "").strip()
        if value:
            return value if count is None else value[:count] if count >= 0 else value[count:]
    return ""


def _name_and_count(asked: str) -> tuple[str, int | None]:
    sliced = _SLICED.fullmatch(asked)
    return (sliced[1].strip(), int(sliced[2])) if sliced else (asked.strip(), None)
