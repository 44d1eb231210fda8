"""Where each badge stands on which sheet: labels in order, backs behind their fronts, folded panels.

Nothing here draws. Millimetres from the sheet's upper left corner, as everywhere in a layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from kiosk.badge.stocks import Fold, Stock
from kiosk.errors import InputRefused, Trouble

SHIFT_LIMIT_MM: Final = 20.0
"""No printer is further off than this; a larger number was typed in another unit."""

_OVERHANG_MM: Final = 1.0
"""A bank card of 85.6 mm is printed on labels of 85: so much of a badge may be cut off, half on each side."""

_HALF_TURN: Final = 180
_QUARTER_TURN: Final = 90

SizeMm: TypeAlias = tuple[float, float]


class Backs(StrEnum):
    """Where the backs of badges go: nowhere, or on the sheet's other side, which is turned over an edge."""

    NONE = "none"
    LONG_EDGE = "long_edge"
    SHORT_EDGE = "short_edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheeting:
    """How badges go onto sheets of `stock`.

    `start` is the first label that is still on the first sheet, counted from 1. The shift is what this
    printer prints too far to the left and too high.
    """

    stock: Stock
    start: int = 1
    shift_x_mm: float = 0.0
    shift_y_mm: float = 0.0
    crop_marks: bool = False
    backs: Backs = Backs.NONE


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge: the numbers of its pages, from 0, and how large they are."""

    front: int
    back: int | None
    size_mm: SizeMm


@dataclass(frozen=True, slots=True)
class Place:
    """A page on a sheet: the upper left corner of its box once turned, and the turn, counterclockwise."""

    page: int
    x_mm: float
    y_mm: float
    turn: int


@dataclass(frozen=True, slots=True)
class Side:
    """One printed side of a sheet: what stands on it, and where the labels in use are."""

    places: tuple[Place, ...]
    labels: tuple[tuple[float, float], ...]


def check(sheeting: Sheeting) -> None:
    """Refuse a start behind the last label (START_WRONG), and a shift that is none (SHIFT_WRONG)."""
    if not 1 <= sheeting.start <= sheeting.stock.labels:
        raise InputRefused(Trouble.START_WRONG, value=sheeting.start, labels=sheeting.stock.labels)
    check_shift(sheeting.shift_x_mm, sheeting.shift_y_mm)


def check_shift(x_mm: float, y_mm: float) -> None:
    """Refuse a shift that no printer needs: InputRefused with SHIFT_WRONG."""
    for shift in (x_mm, y_mm):
        if not -SHIFT_LIMIT_MM <= shift <= SHIFT_LIMIT_MM:  # NaN is never between
            raise InputRefused(Trouble.SHIFT_WRONG, value=f"{shift:g}", limit=round(SHIFT_LIMIT_MM))


def count(badges: int, sheeting: Sheeting) -> int:
    """Return how many sheets so many badges take."""
    return -(-(badges + sheeting.start - 1) // sheeting.stock.labels) if badges else 0


def imposed(badges: Sequence[Badge], sheeting: Sheeting) -> Iterator[Side]:
    """Yield the sides to print, in order; a sheet's back follows its front.

    InputRefused as `check`, and with BADGE_TOO_LARGE if a badge is larger than a label.
    """
    check(sheeting)
    labels, first = sheeting.stock.labels, sheeting.start - 1
    for start in range(-first, len(badges), labels):
        numbered = [(at - start, badges[at]) for at in range(max(start, 0), min(start + labels, len(badges)))]
        yield _front(numbered, sheeting)
        if sheeting.backs is not Backs.NONE and sheeting.stock.fold is Fold.NONE:
            yield _back(numbered, sheeting)


def _front(numbered: Sequence[tuple[int, Badge]], sheeting: Sheeting) -> Side:
    corners = [_corner(label, sheeting.stock) for label, _badge in numbered]
    places = [
        place
        for (_label, badge), corner in zip(numbered, corners, strict=True)
        for place in _panels(badge, corner, sheeting.stock)
    ]
    return _side(places, corners, sheeting)


def _back(numbered: Sequence[tuple[int, Badge]], sheeting: Sheeting) -> Side:
    """The other side of a sheet.

    Turned over its upright edge, what was on the left is on the right; over the other, what was above is
    below, and stands on its head.
    """
    stock, long_edge = sheeting.stock, sheeting.backs is Backs.LONG_EDGE
    portrait = stock.sheet_height_mm >= stock.sheet_width_mm
    upright = long_edge is portrait
    places, corners = [], []
    for label, badge in numbered:
        x, y = _corner(label, stock)
        if upright:
            x = stock.sheet_width_mm - x - stock.label_width_mm
        else:
            y = stock.sheet_height_mm - y - stock.label_height_mm
        corners.append((x, y))
        if badge.back is not None:
            size = (stock.label_width_mm, stock.label_height_mm)
            # A badge that lies on its side on the front lies on the other side on the back.
            turn = _HALF_TURN if _lies(badge.size_mm, size) is upright else 0
            places.append(_centred(badge.back, badge.size_mm, (x, y), size, turn))
    return _side(places, corners, sheeting)


def _side(places: Sequence[Place], corners: Sequence[tuple[float, float]], sheeting: Sheeting) -> Side:
    x, y = sheeting.shift_x_mm, sheeting.shift_y_mm
    return Side(
        tuple(Place(one.page, one.x_mm + x, one.y_mm + y, one.turn) for one in places),
        tuple((left + x, top + y) for left, top in corners),
    )


def _corner(label: int, stock: Stock) -> tuple[float, float]:
    row, column = divmod(label, stock.columns)
    return stock.left_mm + column * stock.pitch_x_mm, stock.top_mm + row * stock.pitch_y_mm


def _panels(badge: Badge, corner: tuple[float, float], stock: Stock) -> Iterator[Place]:
    """Yield what stands on the front of a label: the badge, or both its sides on the panels of a fold."""
    x, y = corner
    width, height = stock.label_width_mm, stock.label_height_mm
    other = badge.front if badge.back is None else badge.back
    fold = stock.fold if _is_a_panel(badge.size_mm, stock) else Fold.NONE
    match fold:
        case Fold.NONE:
            yield _centred(badge.front, badge.size_mm, corner, (width, height), 0)
        case Fold.QUARTO:
            panel = (width / 2, height / 2)
            yield _centred(badge.front, badge.size_mm, (x + panel[0], y + panel[1]), panel, 0)
            yield _centred(other, badge.size_mm, (x, y + panel[1]), panel, 0)
        case Fold.BUTTERFLY:
            panel = (width, height / 2)
            yield _centred(badge.front, badge.size_mm, (x, y + panel[1]), panel, 0)
            yield _centred(other, badge.size_mm, corner, panel, _HALF_TURN)


def _is_a_panel(size: SizeMm, stock: Stock) -> bool:
    """Whether a badge is one face of what is folded; a layout may also draw all the faces itself."""
    whole = (stock.label_width_mm, stock.label_height_mm)
    half = (whole[0] / 2 if stock.fold is Fold.QUARTO else whole[0], whole[1] / 2)
    return _fits(size, half) or _lies(size, half) or not _fits(size, whole)


def _centred(page: int, size: SizeMm, corner: tuple[float, float], room: SizeMm, turn: int) -> Place:
    """Return the page in the middle of its room, on its side if it fits only so."""
    if _lies(size, room):
        size, turn = (size[1], size[0]), (turn + _QUARTER_TURN) % 360
    if not _fits(size, room):
        raise InputRefused(Trouble.BADGE_TOO_LARGE, badge=_told(size), label=_told(room))
    return Place(page, corner[0] + (room[0] - size[0]) / 2, corner[1] + (room[1] - size[1]) / 2, turn % 360)


def _lies(size: SizeMm, room: SizeMm) -> bool:
    return not _fits(size, room) and _fits((size[1], size[0]), room)


def _fits(size: SizeMm, room: SizeMm) -> bool:
    return all(size[side] <= room[side] + _OVERHANG_MM for side in (0, 1))


def _told(size: SizeMm) -> str:
    return f"{size[0]:g} × {size[1]:g} mm"
