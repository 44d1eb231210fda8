"""Badges, a page each, put onto sheets: every page becomes a form that is shown where its label lies.

Nothing is drawn anew, so that letters and sizes stay as they were. A form cuts off what reaches over
the badge's edge.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kiosk.badge import crop_marks, imposition, parts
from kiosk.badge.imposition import Badge, Place, Sheeting, Side

if TYPE_CHECKING:
    from kiosk.badge.parts import Page, Parts

POINTS_PER_MM: Final = 72 / 25.4
# By the turn, counterclockwise: the matrix, and by which of its sides a page must be moved back in.
_TURNS: Final = {
    0: ((1, 0, 0, 1), (0, 0), (0, 0)),
    90: ((0, 1, -1, 0), (0, 1), (0, 0)),
    180: ((-1, 0, 0, -1), (1, 0), (0, 1)),
    270: ((0, -1, 1, 0), (0, 0), (1, 0)),
}


def impose(
    pdf: bytes,
    sheeting: Sheeting,
    *,
    sides: Sequence[int] = (),
    on_sheet: Callable[[int], None] | None = None,
) -> bytes:
    """Return the badges of `pdf`, a file of ours, on sheets; `sides` says how many pages each has, else one.

    `on_sheet` is told the number of each printed side; what it raises ends the work. InputRefused as
    `imposition.imposed`.
    """
    apart = parts.taken_apart(pdf)
    badges = _badges(apart.pages, sides)
    printed = []
    for number, side in enumerate(imposition.imposed(badges, sheeting), start=1):
        printed.append(side)
        if on_sheet is not None:
            on_sheet(number)
    return _file(apart, printed, sheeting)


def _badges(pages: Sequence[Page], sides: Sequence[int]) -> list[Badge]:
    badges, at = [], 0
    for number in sides or (1,) * len(pages):
        badges.append(Badge(at, at + 1 if number > 1 else None, _size_mm(pages[at])))
        at += number
    return badges


def _size_mm(page: Page) -> tuple[float, float]:
    return round(page.width_pt / POINTS_PER_MM, 3), round(page.height_pt / POINTS_PER_MM, 3)


def _file(apart: Parts, printed: Sequence[Side], sheeting: Sheeting) -> bytes:
    objects = dict(apart.objects)
    for page in apart.pages:
        objects[page.content] = parts.as_form(objects[page.content], page)
    free = max(objects) + 1
    kids = []
    for at, side in enumerate(printed):
        content, sheet = free + 2 * at, free + 2 * at + 1
        objects[content] = _stream(_operators(side, apart.pages, sheeting))
        objects[sheet] = _sheet(side, apart, content, sheeting)
        kids.append(b"%d 0 R" % sheet)
    listed = b" ".join(kids)
    objects[apart.tree] = b"<< /Type /Pages /Count %d /Kids [ %s ] >>\n" % (len(kids), listed)
    return parts.put_together(objects, apart.catalog, apart.info)


def _sheet(side: Side, apart: Parts, content: int, sheeting: Sheeting) -> bytes:
    shown = sorted({apart.pages[place.page].content for place in side.places})
    forms = " ".join(f"/B{number} {number} 0 R" for number in shown)
    width, height = (f"{length * POINTS_PER_MM:.7g}" for length in sheeting.stock.size_mm)
    told = (
        f"<< /Type /Page /Parent {apart.tree} 0 R /MediaBox [0 0 {width} {height}]"
        f" /Resources << /XObject << {forms} >> >> /Contents {content} 0 R >>\n"
    )
    return told.encode("ascii")


def _stream(operators: str) -> bytes:
    packed = zlib.compress(operators.encode("ascii"))
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return b"".join([head, packed, b"\nendstream\n"])


def _operators(side: Side, pages: Sequence[Page], sheeting: Sheeting) -> str:
    return "\n".join(_shown(side, pages, sheeting))


def _shown(side: Side, pages: Sequence[Page], sheeting: Sheeting) -> Iterator[str]:
    for place in side.places:
        page = pages[place.page]
        yield f"q {_matrix(place, page, sheeting.stock.sheet_height_mm)} cm /B{page.content} Do Q"
    # Last, because a mark may lie on the very line that is cut.
    if sheeting.crop_marks and not sheeting.stock.precut and side.labels:
        yield crop_marks.operators(side.labels, sheeting.stock)


def _matrix(place: Place, page: Page, sheet_height_mm: float) -> str:
    turned, right, up = _TURNS[place.turn]
    size = (page.width_pt, page.height_pt)
    height = size[1] if place.turn in (0, 180) else size[0]
    x = place.x_mm * POINTS_PER_MM + sum(one * side for one, side in zip(right, size, strict=True))
    y = (sheet_height_mm - place.y_mm) * POINTS_PER_MM - height
    y += sum(one * side for one, side in zip(up, size, strict=True))
    return " ".join(f"{number:.7g}" for number in (*turned, round(x, 4), round(y, 4)))
