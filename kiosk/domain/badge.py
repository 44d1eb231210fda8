"""How a badge looks (a layout and its elements) and how far its printing has come, as frozen records.

All measures are millimetres from the top left corner; what may stand in a layout file, and between
which limits, is said here once and checked by `badge.layouts`. Drawing is left to `kiosk.badge`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

ELEMENT_LIMIT: Final = 200
"""Elements that one layout may have, those of its panels and its back among them."""

TEMPLATE_LIMIT: Final = 2000
"""Characters that one template, title or other text of a layout may have."""

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_SLICED = re.compile(r"(.+):(-?\d{1,4})", re.DOTALL)


class Range(NamedTuple):
    """The least and the greatest value that a number of a layout may have."""

    least: float
    greatest: float


_Asked: TypeAlias = tuple[str, int | None]

Page: TypeAlias = Annotated[float, Range(10, 500)]
Place: TypeAlias = Annotated[float, Range(-500, 500)]
Extent: TypeAlias = Annotated[float, Range(0.1, 500)]
Points: TypeAlias = Annotated[float, Range(2, 400)]
Lines: TypeAlias = Annotated[int, Range(1, 4)]
Stroke: TypeAlias = Annotated[float, Range(0.05, 20)]
Room: TypeAlias = Annotated[float, Range(0, 500)]
Turn: TypeAlias = Annotated[float, Range(-360, 360)]
Leading: TypeAlias = Annotated[float, Range(0.5, 5)]
Ems: TypeAlias = Annotated[float, Range(-5, 5)]


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
    LEFT = "left"
    RIGHT = "right"


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


class Quiet(StrEnum):
    """Where the four white modules around a QR code are: beyond its side, within it, or left out."""

    OUTSIDE = "outside"
    INSIDE = "inside"
    NONE = "none"


class Instead(StrEnum):
    """What is drawn where there is no picture: nothing, a grey box, or the outline of a person."""

    NOTHING = "nothing"
    SHADE = "shade"
    PERSON = "person"


class Icon(StrEnum):
    """The signs that a badge can carry for what its holder may do."""

    DINNER = "dinner"
    LUNCH = "lunch"
    PRESS = "press"
    STAR = "star"
    BUS = "bus"
    BED = "bed"
    KEY = "key"


class Quarter(IntEnum):
    """By how much a panel is turned, clockwise."""

    NOT = 0
    RIGHT = 90
    OVER = 180
    LEFT = 270


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """A text made as large as its box allows, between two sizes; it may be turned about its middle.

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
    rotation: Turn = 0
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text of one size, as many lines as it takes, turned about its upper left corner.

    Without a height the lines are the box: it grows down from `y_mm`, or up with the anchor `bottom`.
    With one, `shrinks` makes the letters smaller until they are inside. `raised_em` moves the lines up,
    and a word longer than a line is cut unless it is not to be `split`.
    """

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Room = 0
    template: str
    size_pt: Points
    leading: Leading = 1.2
    raised_em: Ems = 0
    shrinks: bool = False
    split: bool = True
    weight: Weight = Weight.REGULAR
    align: Align = Align.START
    anchor: Anchor = Anchor.TOP
    direction: Direction = Direction.AUTO
    colour: str = "#000000"
    rotation: Turn = 0
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBox:
    """A QR code. Place and side are those of its dark square, or of all of it if its quiet zone is inside."""

    x_mm: Place
    y_mm: Place
    side_mm: Extent
    template: str = "{code}"
    quiet: Quiet = Quiet.OUTSIDE
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A rectangle with a ground, a border, or both (an empty colour is none), its corners rounded or not."""

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Extent
    colour: str = ""
    border_colour: str = ""
    border_mm: Stroke = 0.25
    radius_mm: Room = 0
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureBox:
    """A PNG or JPEG file whose name `template` gives, whole and in the middle of its box.

    One that `fills` the box reaches to its edges, and loses what lies beyond them.
    """

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Extent
    template: str
    fills: bool = False
    instead: Instead = Instead.NOTHING
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One sign of a row, drawn if `when` gives a yes, or one of `among` if some are named.

    Without an icon, each word of what `when` gives is a sign of its own: the days "23, 24".
    """

    when: str
    among: tuple[str, ...] = ()
    icon: Icon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IconRow:
    """The signs of what its holder may do, side by side without gaps, as high as the box."""

    x_mm: Place
    y_mm: Place
    width_mm: Extent
    height_mm: Extent
    marks: tuple[Mark, ...]
    align: Align = Align.LEFT
    colour: str = "#111827"
    ground: str = ""
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


Drawn: TypeAlias = TextBox | Paragraph | QrBox | Band | Line | Rectangle | PictureBox | IconRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlace:
    """Where the upper left corner of a panel lies, after it was turned."""

    x_mm: Place
    y_mm: Place
    turned: Quarter = Quarter.NOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page drawn once or at several places, upside down too: the face of something to fold.

    Its elements count from its own upper left corner.
    """

    width_mm: Page
    height_mm: Page
    at: tuple[PanelPlace, ...]
    elements: tuple[Drawn, ...]
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


Element: TypeAlias = Drawn | Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one badge looks. Elements are painted in their order, later ones over earlier ones.

    With a `back` a badge has two pages.
    """

    id: str
    title: str
    width_mm: Page
    height_mm: Page
    elements: tuple[Element, ...]
    back: tuple[Element, ...] = ()

    @property
    def sides(self) -> int:
        """How many pages one badge has."""
        return 2 if self.back else 1


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
    parts = _parts_of(template)
    if len(parts) == 1 and not isinstance(parts[0], str):  # one placeholder and nothing else, as most are
        return _first(parts[0], fields)
    return "".join([part if isinstance(part, str) else _first(part, fields) for part in parts])


def fields_of(template: str) -> frozenset[str]:
    """Return the names of all fields that `template` asks for."""
    asked = (part for part in _parts_of(template) if not isinstance(part, str))
    return frozenset(name for names in asked for name, _ in names)


@lru_cache(maxsize=4096)
def _parts_of(template: str) -> tuple[str | tuple[_Asked, ...], ...]:
    """Return what stands in a template, in order: its texts, and the fields of each placeholder."""
    parts: list[str | tuple[_Asked, ...]] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        names = found[1]
        parts += [
            template[end : found.start()],
            found[0][0] if names is None else tuple(map(_name_and_count, names.split("|"))),
        ]
        end = found.end()
    return tuple(part for part in [*parts, template[end:]] if part != "")


def _first(names: tuple[_Asked, ...], fields: Mapping[str, str]) -> str:
    for name, count in names:
        value = fields.get(name, "").strip()
        if value:
            return value if count is None else value[:count] if count >= 0 else value[count:]
    return ""


def _name_and_count(asked: str) -> _Asked:
    sliced = _SLICED.fullmatch(asked)
    return (sliced[1].strip(), int(sliced[2])) if sliced else (asked.strip(), None)
