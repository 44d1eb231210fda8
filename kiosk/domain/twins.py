"""Are these two of the roll perhaps one person? What speaks for it, what against, and how sure that makes us.

Homonyms are frequent: one name alone, with another telephone, another mail or another company beside it, is
two people. So a name must be joined by something else that is shared, or by nothing that differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from kiosk.domain.lookalikes import latinised
from kiosk.domain.names import fold

SAME_NAME: Final = 0.9
"""How alike two names are that are spellings of one."""

NEAR: Final = 0.8
"""How alike two are that one hand may have misspelt, where a mail, a phone or a ticket is shared."""

RELATED: Final = 0.75
"""How alike at least: two of one family who share a telephone are hardly more."""


class Grade(StrEnum):
    """How sure it is that two are one."""

    SURE = "sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"


class Sign(StrEnum):
    """What two have in common, in the order in which it is told."""

    SAME_TICKET = "same_ticket"
    SAME_NAME = "same_name"
    LOOKALIKE = "lookalike"
    SOUNDS_ALIKE = "sounds_alike"
    OTHER_SCRIPT = "other_script"
    NEAR_NAME = "near_name"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_COMPANY = "same_company"


class Traits(NamedTuple):
    """What is compared of somebody beside their names: folded, "" where it is not known."""

    email: str = ""
    phone: str = ""
    company: str = ""
    function: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is, and why: the signs in their order."""

    grade: Grade
    signs: tuple[Sign, ...]


def judged(names: Sign, alike: float, one: Traits, other: Traits) -> Judgement | None:
    """Return what is to be thought of two whose names are `alike` as `names` says; None: they are two."""
    signs = [names]
    if one.ticket and one.ticket == other.ticket:
        signs.append(Sign.SAME_TICKET)
    for sign, mine, theirs in (
        (Sign.SAME_EMAIL, one.email, other.email),
        (Sign.SAME_PHONE, one.phone, other.phone),
        (Sign.SAME_COMPANY, one.company, other.company),
    ):
        if mine and mine == theirs:
            signs.append(sign)
    grade = _grade(signs, alike, one, other)
    order = tuple(Sign)
    return Judgement(grade, tuple(sorted(signs, key=order.index))) if grade else None


def _grade(signs: list[Sign], alike: float, one: Traits, other: Traits) -> Grade | None:
    reached = {Sign.SAME_EMAIL, Sign.SAME_PHONE, Sign.SAME_TICKET} & set(signs)
    if alike < SAME_NAME:
        return None if not reached or alike < RELATED else Grade.LIKELY if alike >= NEAR else Grade.PERHAPS
    if reached:
        return Grade.SURE
    told = ((one.email, other.email), (one.phone, other.phone), (one.function, other.function))
    differing = sum(1 for mine, theirs in told if mine and theirs and mine != theirs)
    if Sign.SAME_COMPANY in signs:
        return (Grade.LIKELY, Grade.PERHAPS)[differing] if differing <= 1 else None
    return Grade.PERHAPS if not differing and not (one.company and other.company) else None


def written_alike(one: str, other: str) -> Sign | None:
    """Return how two names are the same by their letters, whatever the order of words; None: they are not.

    LOOKALIKE says that letters of another script pass for Latin ones in one of them.
    """
    if (mine := _words(one)) and mine == _words(other):
        return Sign.SAME_NAME
    return Sign.LOOKALIKE if mine and _words(latinised(one)) == _words(latinised(other)) else None


def are_man_and_woman(one: str, other: str) -> bool:
    """Return whether two names in one script differ as Karim and Karima do.

    >>> are_man_and_woman("Karim Alaoui", "Karima Alaoui"), are_man_and_woman("كريم", "كريمة")
    (True, True)
    """
    mine, theirs = set(_words(one)), set(_words(other))
    return any(_is_woman_s(a, b) or _is_woman_s(b, a) for a in mine - theirs for b in theirs - mine)


def _is_woman_s(name: str, of: str) -> bool:
    """Whether `name` is what a woman is called where a man is called `of`."""
    stem = of.removesuffix("e")
    return name in (stem + "a", stem + "ah", of + "ه") and len(stem) > len("an")


def _words(name: str) -> list[str]:
    return sorted(fold(name).split())
