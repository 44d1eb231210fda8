"""What is said of badge layouts: one that cannot be used, and what of a file could not be taken over.

The remarks are those of `exchange.pretix_layout`, known here by their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.errors import Trouble
from kiosk.language import N_, _, isolated, ngettext, number
from kiosk.words.troubles import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def picture_taken(name: str) -> str:
    """Return what is said of a picture that layouts may show now."""
    return _("The picture {file} is here now: layouts that name it show it.").format(file=isolated(name))


def layout_remark(code: str, value: str) -> str:
    """Return what is said of something that could not be taken as it was."""
    return _(_REMARKS[code]).format(value=isolated(value))


_SHOWN: Final = 5


def photographs_taken(kept: int, nobodys: Sequence[str], refused: Sequence[tuple[str, str]]) -> str:
    """Return what became of photographs: how many were kept, and the first files that were not."""
    told = [ngettext("{n} photograph kept.", "{n} photographs kept.", kept).format(n=number(kept))]
    if nobodys:
        names = _and_more(nobodys)
        told.append(
            _("Nobody on the roll fits: {names}. Call a file by the code, e-mail or name.").format(
                names=names
            )
        )
    if refused:
        names = _and_more([name for name, _detail in refused])
        told.append(_("Not usable as pictures: {names}.").format(names=names))
    return "\n".join(told)


def _and_more(names: Sequence[str]) -> str:
    shown = _(", ").join(isolated(name) for name in names[:_SHOWN])
    return f"{shown} …" if len(names) > _SHOWN else shown


def replaced_layouts(refused: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each layout that cannot be used, given its file and what is wrong in it."""
    instead = _("Badges are drawn with Marhaba's own layout until it is mended.")
    return [
        f"{told(Trouble.LAYOUT_WRONG, {'file': file, 'detail': detail}).detail} {instead}"
        for file, detail in refused
    ]
