"""What a code is that opens no door here: an address, a contact card, a network, another event's badge.

Asked only about codes that nobody here has, so that the desk can say what it was shown. The formats of
addresses and cards are those that zxing's wiki, "Barcode Contents", lists.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from kiosk.domain import codes, signed_codes
from kiosk.domain.names import clean
from kiosk.errors import InputRefused

NAME_LIMIT: Final = 60
"""Characters of a name that are shown."""


class ForeignKind(StrEnum):
    """What a code is. What its name then is stands behind it."""

    URL = "url"  # the host
    WIFI = "wifi"  # the network
    CONTACT = "contact"  # the person
    EMAIL = "email"  # the address
    PHONE = "phone"  # the number
    OUR_OWN = "our_own"  # a badge of ours that nobody here has
    SIGNED = "signed"  # a ticket that another event's shop has signed
    TOO_LONG = "too_long"
    UNCLEAR = "unclear"  # two codes in one, or one that came spoilt: scan again


@dataclass(frozen=True, slots=True)
class Foreign:
    """A code that is something else than a ticket; `name` is "" where it names nothing."""

    kind: ForeignKind
    name: str = ""


def recognise(text: str) -> Foreign | None:
    """Return what `text` is, raw or cleaned, if we can tell; nothing is ever raised.

    A long text is told by its beginning, and is TOO_LONG only if that says nothing.
    """
    start = text[: codes.SCAN_LIMIT].strip().lstrip("\ufeff")
    for kind, pattern, name_in in _KINDS:
        if (found := pattern.match(start)) is not None:
            return Foreign(kind, _shown(name_in(start[found.end() :]), by_its_end=kind is ForeignKind.URL))
    if len(text) > codes.SCAN_LIMIT:
        return Foreign(ForeignKind.TOO_LONG)
    if codes.is_unclear(text):
        return Foreign(ForeignKind.UNCLEAR)
    if codes.read(text) is not None:
        return Foreign(ForeignKind.OUR_OWN)
    return Foreign(ForeignKind.SIGNED) if signed_codes.read(text.strip()) is not None else None


def _shown(name: str, *, by_its_end: bool) -> str:
    """Return `name` fit to be shown; of a host the end stays, which says whose it is."""
    try:
        name = clean(name[: codes.SCAN_LIMIT], limit=codes.SCAN_LIMIT)
    except InputRefused:
        return ""
    if len(name) <= NAME_LIMIT:
        return name
    return "…" + name[1 - NAME_LIMIT :] if by_its_end else name[: NAME_LIMIT - 1] + "…"


# -- addresses ------------------------------------------------------------------------------------------


def _host(rest: str) -> str:
    """Return the host that comes first in `rest`, without the user's name and the port before and after it.

    Programs that show web pages take a backslash for a slash, so that it ends the host as well.
    """
    authority = re.split(r"[/\\?#\s]", rest.lstrip("/\\"), maxsplit=1)[0]
    if len(authority) == len(rest) and len(rest) > _LONGEST_HOST:  # cut off before we saw the host
        return ""
    return re.sub(r":\d*$", "", authority.rpartition("@")[2]).lower()


_LONGEST_HOST: Final = 253
_SCHEME: Final = re.compile(r"(?:https?:(?://|\\\\))?", re.IGNORECASE)


def _bookmark(rest: str) -> str:
    return _linked(_ESCAPED.sub(r"\1", _field(rest, "URL")))


def _linked(rest: str) -> str:
    return _host(_SCHEME.sub("", rest, count=1))


def _site(rest: str) -> str:
    host = _host(rest)
    return f"www.{host}" if host else ""


def _address(rest: str) -> str:
    return unquote(re.split(r"[?:;,\s]", rest, maxsplit=1)[0], errors="replace")


def _mail(rest: str) -> str:
    return _field(rest, "TO")


# -- cards ----------------------------------------------------------------------------------------------

_PARTS: Final = re.compile(r"((?:[^\\;]|\\.)*)(?:;|$)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def _field(rest: str, name: str) -> str:
    r"""Return the field `name` of "NAME:value;NAME:value;;", in which a backslash keeps what follows."""
    for part in _PARTS.findall(rest):
        key, colon, value = part.strip().partition(":")
        if colon and key.upper() == name:
            return str(value)
    return ""


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)


def _network(rest: str) -> str:
    """Return the name of the network; quotes keep one that looks like a number from being taken for one."""
    name = _field(rest, "S")
    if len(name) > 1 and name[0] == name[-1] == '"' and not name.endswith('\\"'):
        name = name[1:-1]
    return _ESCAPED.sub(r"\1", name)


def _family_first(name: str, separator: str) -> str:
    family, given, *_rest = [*re.split(rf"(?<!\\){separator}", name), ""]
    return _plain(f"{given.strip()} {family.strip()}").strip()


def _card(rest: str) -> str:
    return _family_first(_field(rest, "N"), ",")


def _business_card(rest: str) -> str:
    return _plain(f"{_field(rest, 'N')} {_field(rest, 'X')}")


_PROPERTIES: Final = (
    "VERSION|FN|N|ORG|TITLE|ROLE|TEL|EMAIL|ADR|URL|NOTE|BDAY|PHOTO|LOGO|REV|UID|NICKNAME|END|X-[A-Z-]+"
)
# A scanner's line ends may be lost on the way; then a value ends where the next property begins.
_PROPERTY: Final = (
    rf"(?:^|(?<=[\r\n])|(?<=VCARD)|(?<![A-Z;:=-]))(?:item\d+\.)?{{}}"
    rf"((?:;[^:\r\n]*)?):((?:(?!(?:{_PROPERTIES})[;:]).)*)"
)
_FORMATTED: Final = re.compile(_PROPERTY.format("FN"))
_STRUCTURED: Final = re.compile(_PROPERTY.format("N"))
_FOLD: Final = re.compile(r"\r?\n[ \t]|=\r?\n")


def _vcard(rest: str) -> str:
    rest = _FOLD.sub("", rest)
    if (found := _FORMATTED.search(rest)) is not None and found[2].strip():
        return _plain(_decoded(found[1], found[2]))
    found = _STRUCTURED.search(rest)
    return _family_first(_decoded(found[1], found[2]), ";") if found is not None else ""


def _decoded(parameters: str, value: str) -> str:
    """Return a value of version 2.1, which may be written in quoted-printable."""
    if "QUOTED-PRINTABLE" not in parameters.upper():
        return value
    return quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")


def _nameless(_rest: str) -> str:
    return ""


def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS: Final[tuple[tuple[ForeignKind, re.Pattern[str], Callable[[str], str]], ...]] = (
    (ForeignKind.URL, _starts(r"https?:(?://|\\\\)"), _host),
    (ForeignKind.URL, _starts(r"www\.(?=[^\s.])"), _site),
    (ForeignKind.URL, _starts("urlto:"), _linked),
    (ForeignKind.URL, _starts("mebkm:"), _bookmark),
    (ForeignKind.WIFI, _starts("wifi:"), _network),
    (ForeignKind.CONTACT, _starts("begin:vcard"), _vcard),
    (ForeignKind.CONTACT, _starts("mecard:"), _card),
    (ForeignKind.CONTACT, _starts("bizcard:"), _business_card),
    # A scanner that ends each line with Enter sends a contact card as several codes.
    (ForeignKind.CONTACT, re.compile(r"END:VCARD|VERSION:[234]\.[01]$|F?N(?:;[^:]*)?:"), _nameless),
    (ForeignKind.EMAIL, _starts("(?:mailto|smtp):"), _address),
    (ForeignKind.EMAIL, _starts("matmsg:"), _mail),
    (ForeignKind.PHONE, _starts("(?:tel|sms|smsto|mms|mmsto):"), _address),
)
