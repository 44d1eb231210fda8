"""What is said of a badge that would be wrong, or is worth a look, before it is printed.

The kinds are those of `operations.audit`, known here by their names.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.language import N_, _, isolated, number
from kiosk.words.said import Role

_FAULTS: Final = {
    "not_drawn": N_("Cannot be printed"),
    "clipped": N_("Text is cut off"),
    "missing_glyphs": N_("Letters no font has"),
    "picture_wrong": N_("Picture that cannot be used"),
    "code_small": N_("Code too small for this printer"),
    "same_ticket": N_("Two guests with one ticket code"),
    "empty": N_("Something is missing"),
    "small": N_("Very small letters"),
    "mixed_script": N_("Letters of two scripts in one word"),
    "same_name": N_("Same name"),
    "alike": N_("Nearly the same name"),
    "same_contact": N_("Same phone or e-mail, and a like name"),
}

_ADVICE: Final = {
    "not_drawn": N_("Correct what is on the badge."),
    "clipped": N_("Shorten it."),
    "missing_glyphs": N_("Type it again by hand, in Latin or Arabic letters."),
    "picture_wrong": N_("Save it again as PNG or JPEG."),
    "code_small": N_("Choose a layout with a larger code."),
    "same_ticket": N_("Correct one of them: the door cannot tell who comes."),
    "empty": N_("Fill it in."),
    "small": N_("Shorten it, if it can be."),
    "mixed_script": N_("Type it again by hand: some letters only look alike."),
    "same_name": N_("See that they are two people: their company will tell them apart."),
    "alike": N_("See that they are two people."),
    "same_contact": N_("See that they are two people."),
}


def fault(kind: str) -> str:
    """Return what a kind of remark is called."""
    return _(_FAULTS[kind])


def fault_advice(kind: str) -> str:
    """Return what to do about it."""
    return _(_ADVICE[kind])


def fault_role(*, wrong: bool) -> Role:
    """Return how loud it is said."""
    return Role.REFUSED if wrong else Role.ATTENTION


def fault_detail(kind: str, text: str, *, characters: str = "", size_pt: float = 0, dots: float = 0) -> str:
    """Return what it is about: the text, its size, the letters or the dots."""
    if kind == "missing_glyphs":
        shown = " ".join(f"{character} (U+{ord(character):04X})" for character in characters)
        return _("{text}: {letters}").format(text=isolated(text), letters=isolated(shown))
    if kind == "code_small":
        return _("{dots} dots to a module; 3 are needed").format(dots=f"{dots:.1f}")
    if kind == "empty":
        return _missing(text)
    if size_pt:
        return _("{text}, at {size} pt").format(text=isolated(text), size=f"{size_pt:.1f}")
    return text


_FIELDS: Final = {
    "name": N_("Name"),
    "name_latin": N_("Name"),
    "name_arabic": N_("Arabic name"),
    "photo": N_("Photograph"),
    "code": N_("Code"),
    "ticket": N_("Code"),
    "vcard": N_("Contact card"),
}
_PLACEHOLDER: Final = re.compile(r"\{([^{}|:]+)[^{}]*\}")


def _missing(text: str) -> str:
    """Return what is missing: a field by its name, or the file that is not there."""
    found = _PLACEHOLDER.search(text)
    if found is None:
        return _("There is no picture {file}.").format(file=isolated(text))
    return _(_FIELDS[found[1]]) if found[1] in _FIELDS else found[1]


def audited(people: int, wrong: int, remarks: int) -> str:
    """Return what an audit has found, in one line."""
    if not people:
        return _("Nobody is on the roll yet.")
    if not remarks:
        return _("{n} badges looked at: all are fine.").format(n=number(people))
    return _("{n} badges looked at: {wrong} would be wrong, {remarks} remarks.").format(
        n=number(people), wrong=number(wrong), remarks=number(remarks)
    )
