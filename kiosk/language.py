"""The language that people read: one catalogue for window, command line and badges, switched while running.

Texts are looked up when they are shown, never at import. What the texts say is in `words.py` and in
the screens; Arabic is written with the digits 0–9, as Moroccan print does.
"""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING, Final

from kiosk import paths

if TYPE_CHECKING:
    from datetime import datetime

LANGUAGES: Final = ("fr", "ar", "en")

_RIGHT_TO_LEFT: Final = frozenset(("ar",))
_GROUP: Final = {"fr": "\u202f", "ar": "\u202f", "en": ","}
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT_MARK: Final = "\u200f"


class _Current:
    """The one language of this process; a class only so that it can be replaced in place."""

    code: str = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak `language`, one of LANGUAGES, from now on; ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(language)
    file = paths.resources() / "translations" / language / "LC_MESSAGES" / "marhaba.mo"
    with file.open("rb") as stream:
        _Current.catalogue = gettext.GNUTranslations(stream)
    _Current.code = language


def current() -> str:
    """Return the language spoken now: "fr", "ar" or "en"."""
    return _Current.code


def is_rtl() -> bool:
    """Return whether the language spoken now is written from right to left."""
    return _Current.code in _RIGHT_TO_LEFT


def _(text: str) -> str:
    """Return `text`, which is written in English, in the language spoken now."""
    return _Current.catalogue.gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of the text that goes with the number `n`."""
    return _Current.catalogue.ngettext(one, many, n)


def N_(text: str) -> str:  # noqa: N802  the name that extraction of messages knows
    """Return `text` as it is: marks a text for the catalogue that `_` looks up later."""
    return text


def number(n: int) -> str:
    """Return `n` with its thousands set apart as the language does: "1,500"."""
    return f"{n:,}".replace(",", _GROUP[_Current.code])


def clock(at: datetime) -> str:
    """Return the time of day: "09:42"."""
    return f"{at:%H:%M}"


def isolated(text: str) -> str:
    """Return `text` so that its direction disturbs nothing around it: a Latin name in an Arabic sentence."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def in_order(text: str) -> str:
    """Return `text`, of several parts, so that it is read in the language's direction whatever is in it."""
    return f"{_RIGHT_TO_LEFT_MARK}{text}" if text and is_rtl() else text
