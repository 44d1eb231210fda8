"""Reading what somebody typed as one kind of answer: each function returns one spelling, None if it is none.

What a function returns it reads as itself again. Which question wants which is told in `questions`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta, timezone
from typing import Final

from kiosk.domain.countries import CODES
from kiosk.domain.names import fold

_MARKS_ON_A_LETTER: Final = 8
"""More combining marks than any script stacks on one letter: the rest is somebody playing."""

_JOINERS: Final = "\u200c\u200d"  # Arabic and Amazigh writing needs them between letters
_NOTHING: Final = ("Cf", "Cs", "Co", "Cn")
_SPACES: Final = ("Cc", "Zs", "Zl", "Zp")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")

_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:[.,٫]([0-9]+))?")
_GROUPS = re.compile(r"(?<=[0-9])[ ٬](?=[0-9]{3}(?![0-9]))")
_ISO_DAY = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{1,2}) ?(?:: ?([0-9]{2})(?:: ?([0-9]{2})(?:\.[0-9]+)?)?|[hH] ?([0-9]{2})?)")
_MOMENT = re.compile(
    r"([0-9/.-]+)(?:T|,? (?:[àaÀA] )?)([0-9][0-9:.hH ]*?)(?: ?(Z|z|[+-][0-9]{2}:?[0-9]{2}))?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})")
_DIALLED = re.compile(r"[ .\-/]|\(0?\)|[()]")
_MOROCCAN = re.compile(r"(?:\+2120?|2120?|0)([5-9][0-9]{8})")
_E164 = re.compile(r"\+(?!212)[1-9][0-9]{6,14}")
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"([^\s@,;:<>()\[\]\\\"]{{1,64}})@((?:{_LABEL}\.)+{_LABEL})")
_LONGEST_EMAIL: Final = 254

_YES_OR_NO: Final = {
    **dict.fromkeys(map(fold, ("yes", "y", "true", "1", "oui", "o", "vrai", "نعم", "أجل", "صحيح")), "yes"),
    **dict.fromkeys(map(fold, ("no", "n", "false", "0", "non", "faux", "لا", "كلا", "خطأ")), "no"),
}


def clean(text: str, *, lines: bool = False) -> str:
    """Return `text` composed, with single spaces, without what cannot be seen; its lines stay if `lines`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if lines:
        return "\n".join(map(clean, _BREAKS.sub("\n", text).split("\n"))).strip(f"\n {_JOINERS}")
    # Taken apart first, so that what comes together afterwards does not depend on what fell out between.
    apart = unicodedata.normalize("NFD", "".join(map(_seen, text)))
    return " ".join(unicodedata.normalize("NFC", _without_heaps(apart)).split()).strip(f" {_JOINERS}")


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _SPACES:
        return " "
    return "" if category in _NOTHING and character not in _JOINERS else character


def _without_heaps(apart: str) -> str:
    kept, marks = [], 0
    for character in apart:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MARKS_ON_A_LETTER:
            kept.append(character)
    return "".join(kept)


def plain_digits(text: str) -> str:
    """Return `text` with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def number(text: str) -> str | None:
    """Return a decimal number, with a point and without zeros that say nothing."""
    found = _NUMBER.fullmatch(_GROUPS.sub("", plain_digits(text).replace("−", "-")))
    if found is None or not (found[2] or found[3]):
        return None
    whole, fraction = found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    written = f"{whole}.{fraction}" if fraction else whole
    return f"-{written}" if found[1] == "-" and written != "0" else written


def yes_or_no(text: str) -> str | None:
    """Return "yes" or "no", said in French, Arabic or English."""
    return _YES_OR_NO.get(fold(plain_digits(text)))


def day(text: str) -> str | None:
    """Return a date by ISO 8601; the day comes first where the year does not."""
    text = plain_digits(text)
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[4]), int(found[3]), int(found[1])).isoformat()
    except ValueError:
        pass
    return None


def clock(text: str) -> str | None:
    """Return a time of day by ISO 8601, with seconds only where there are some."""
    found = _CLOCK.fullmatch(plain_digits(text))
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2] or found[4] or 0), int(found[3] or 0)
    try:
        return time(hour, minute, second).isoformat("seconds" if second else "minutes")
    except ValueError:
        return None


def moment(text: str) -> str | None:
    """Return a date and time by ISO 8601; without an offset it stays so, and means the event's zone."""
    found = _MOMENT.fullmatch(plain_digits(text))
    if found is None:
        return None
    on, at, offset = day(found[1]), clock(found[2]), _offset(found[3])
    return None if on is None or at is None or offset is None else f"{on}T{at}{offset}"


def _offset(text: str | None) -> str | None:
    if text is None:
        return ""
    found = _OFFSET.fullmatch("+0000" if text in "Zz" else text)
    if found is None or found[3] > "59":
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    try:
        return time(tzinfo=timezone(-ahead if found[1] == "-" else ahead)).isoformat()[8:]
    except ValueError:
        return None


def country(text: str) -> str | None:
    """Return the two letters of a country by ISO 3166."""
    code = text.upper()
    return code if code in CODES else None


def phone(text: str) -> str | None:
    """Return a number by E.164; one that begins with a single 0 is Moroccan."""
    dialled = _DIALLED.sub("", plain_digits(text))
    dialled = f"+{dialled[2:]}" if dialled.startswith("00") else dialled
    if found := _MOROCCAN.fullmatch(dialled):
        return f"+212{found[1]}"
    return dialled if _E164.fullmatch(dialled) else None


def email(text: str) -> str | None:
    """Return an address that has the shape of one, its domain in small letters."""
    found = _EMAIL.fullmatch(text)
    if (
        found is None
        or len(text) > _LONGEST_EMAIL
        or ".." in found[1]
        or found[1][0] == "."
        or found[1][-1] == "."
    ):
        return None
    domain = found[2].lower() if found[2].isascii() else found[2]
    return f"{found[1]}@{domain}"
