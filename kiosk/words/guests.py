"""What is said to the guest: in their own language, and what the door and their category have for them."""

from __future__ import annotations

import gettext
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from kiosk import language, paths
from kiosk.domain.names import fold
from kiosk.domain.people import Words

if TYPE_CHECKING:
    from kiosk.domain.lists import CheckInList
    from kiosk.domain.people import Attendee, Category


def language_of(guest: Attendee | None) -> str:
    """Return the language to greet a guest in: Arabic if they have no other name, else the one spoken now."""
    if guest is not None and guest.name_arabic and not guest.name_latin:
        return "ar"
    return language.current()


class Named(Protocol):
    """Whoever has a name in one script, or in both."""

    @property
    def name_latin(self) -> str:
        """The name in Latin letters, or ""."""

    @property
    def name_arabic(self) -> str:
        """The name in Arabic letters, or ""."""


def name(one: Named) -> str:
    """Return what somebody is called where one name is shown: in the script of the language spoken now.

    Where they have none in it, it is the other; nothing where both are empty.
    """
    names = (one.name_latin, one.name_arabic)
    first, other = names[::-1] if language.current() == "ar" else names
    return first or other


def is_spelt_as(one: Named, other: Named) -> bool:
    """Return whether two have one name, as it is written in one of the scripts."""
    pairs = ((one.name_latin, other.name_latin), (one.name_arabic, other.name_arabic))
    return any(mine and fold(mine) == fold(theirs) for mine, theirs in pairs)


def greeting(one: CheckInList, category: Category | None, code: str) -> str:
    """Return the welcome in the language `code`: what the list and the category say, else "Welcome"."""
    said = (text for words in _welcomes(one, category) if (text := words.best(code)))
    return " · ".join(dict.fromkeys(said)) or _catalogue(code).gettext("Welcome")


def welcomes(one: CheckInList, category: Category | None) -> tuple[str, ...]:
    """Return what the list and the category have to say to whoever is let in, in the language spoken now."""
    said = (
        language.isolated(text)
        for words in _welcomes(one, category)
        if (text := words.best(language.current()))
    )
    return tuple(dict.fromkeys(said))


def _welcomes(one: CheckInList, category: Category | None) -> tuple[Words, ...]:
    return (one.welcome, category.welcome) if category else (one.welcome,)


@lru_cache(maxsize=len(language.LANGUAGES))
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("marhaba", paths.resources() / "translations", [code], fallback=True)
