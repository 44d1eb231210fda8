"""What is said of two of the roll who are perhaps one: how sure it is, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kiosk.domain.twins import Grade, Sign
from kiosk.language import N_, _, ngettext, number

_GRADES: Final = {
    Grade.SURE: N_("Sure"),
    Grade.LIKELY: N_("Likely"),
    Grade.PERHAPS: N_("Perhaps"),
}

_SIGNS: Final = {
    Sign.SAME_TICKET: N_("same ticket"),
    Sign.SAME_NAME: N_("same name"),
    Sign.LOOKALIKE: N_("same name with letters of another alphabet"),
    Sign.SOUNDS_ALIKE: N_("names that sound alike"),
    Sign.OTHER_SCRIPT: N_("same name in the other script"),
    Sign.NEAR_NAME: N_("similar names"),
    Sign.SAME_EMAIL: N_("same e-mail"),
    Sign.SAME_PHONE: N_("same telephone"),
    Sign.SAME_COMPANY: N_("same company"),
}


def grade(one: Grade) -> str:
    """Return how sure it is that two are one."""
    return _(_GRADES[one])


def signs(some: Iterable[Sign]) -> str:
    """Return what two have in common, in one line."""
    return _(", ").join(_(_SIGNS[sign]) for sign in some)


def found(total: int) -> str:
    """Return how many pairs are perhaps one person each."""
    if not total:
        return _("Nobody seems to be on the roll twice.")
    text = ngettext("{n} pair is perhaps one guest", "{n} pairs are perhaps one guest each", total)
    return text.format(n=number(total))
