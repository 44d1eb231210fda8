"""What is said of badge layouts: one that cannot be used, and what of a file could not be taken over.

The remarks are those of `exchange.pretix_layout`, known here by their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.errors import Trouble
from kiosk.language import N_, _, isolated
from kiosk.words.troubles import told

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMARKS: Final = {
    "type_unknown": N_("An element was left out, because its kind is not known: {value}."),
    "variable_unknown": N_("{value} is printed only if the roll has a column of this name."),
    "page_left_out": N_("Page {value} was left out: a badge has two sides."),
    "size_guessed": N_("The file does not say how large the badge is; {value} was taken."),
    "not_italic": N_("Slanted letters are printed upright."),
    "background": N_("The background is a file of its own and was not taken."),
}


_TITLES: Final = {
    "a4-quarto": N_("A4 folded in four"),
    "butterfly": N_("Butterfly 82 × 203 mm"),
    "cr80-photo": N_("CR80, photograph, two sides"),
    "label-62x100": N_("Label 62 × 100 mm, black"),
    "tent": N_("Name tent A4"),
}


def layout_title(layout_id: str, title: str, *, is_own: bool) -> str:
    """Return what a layout is called: a station's own as its file says."""
    return title if is_own or layout_id not in _TITLES else _(_TITLES[layout_id])


def layout_remark(code: str, value: str) -> str:
    """Return what is said of something that could not be taken as it was."""
    return _(_REMARKS[code]).format(value=isolated(value))


def replaced_layouts(refused: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each layout that cannot be used, given its file and what is wrong in it."""
    instead = _("Badges are drawn with Marhaba's own layout until it is mended.")
    return [
        f"{told(Trouble.LAYOUT_WRONG, {'file': file, 'detail': detail}).detail} {instead}"
        for file, detail in refused
    ]
