"""Does a fact say what its kind and version promise? One that does not is kept, and changes nothing.

Facts come from other desks, from newer versions and from damaged disks; whoever folds them asks here
first, so that one that cannot be understood does not keep the others from being folded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.facts import Fact, Kind
from kiosk.domain.people import Registration
from kiosk.domain.printers import Prints
from kiosk.domain.questions import Answering
from kiosk.domain.staff import Role

_VERSION: Final = 1
_FIRST_MS: Final = -62_135_596_800_000
_LAST_MS: Final = 253_402_300_799_999
"""From the year 1 to the year 9999: what a calendar can say."""

_MOST: Final = 1_000_000_000
"""No list lets in more, and no place in an order is farther."""

_ORDERS: Final = 1 << 62
"""Below it are all places in the order of facts; the tables hold numbers up to twice as large."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

_Check = Callable[[Any], bool]


def understood(fact: Fact) -> Fact | None:
    """Return `fact` with its body read; None if we do not know what it means."""
    if fact.read is not None:
        return fact  # just written here
    keys = _KINDS.get(fact.kind)
    if keys is None or fact.version != _VERSION or not _FIRST_MS <= fact.wall_ms <= _LAST_MS:
        return None
    try:
        body = fact.content()
        if "\\u" in fact.body:  # half a character, which only an escape can spell, could not be kept
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    known = all(check(body.get(key)) for key, check in keys.items())
    return replace(fact, read=body) if known else None


# -- what may stand under a key; None where there is no such key ----------------------------------------


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _named(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _place(value: Any) -> bool:
    return _number(value) and -_MOST <= value <= _MOST


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _pairs(value: Any) -> bool:
    return isinstance(value, list) and all(_texts(one) and len(one) == 2 for one in value)  # noqa: PLR2004


def _words(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= {"fr", "ar", "en"} and all(map(_text, value.values()))


def _colour(value: Any) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _direction(value: Any) -> bool:
    return value in tuple(Direction)


def _prints(value: Any) -> bool:
    return value == "" or value in tuple(Prints)


def _or_none(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


def _parsed(parse: Callable[[str], Any]) -> _Check:
    def check(value: Any) -> bool:
        try:
            return isinstance(value, str) and parse(value) is not None
        except (ValueError, KeyError, OSError):  # the last two: no such time zone
            return False

    return check


def _aware(text: str) -> datetime | None:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else None


def _naive(text: str) -> time | None:
    read = time.fromisoformat(text)
    return None if read.tzinfo else read


_day: Final = _parsed(date.fromisoformat)
_zone: Final = _parsed(ZoneInfo)
_moment: Final = _parsed(_aware)


_time: Final = _parsed(_naive)


def _moment_or_empty(value: Any) -> bool:
    return value == "" or _moment(value)


def _time_or_empty(value: Any) -> bool:
    return value == "" or _time(value)


def _limit(value: Any) -> bool:
    return _number(value) and 0 <= value <= _MOST


def _when(value: Any) -> bool:
    return _number(value) and 0 <= value <= _LAST_MS


def _order(value: Any) -> bool:
    return _number(value) and 0 <= value < _ORDERS


def _answers(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_text, value.values()))


def _options(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and _named(one.get("id")) and _words(one.get("title")) for one in value
    )


_FIELDS: Final[Mapping[str, _Check]] = {
    "registration": lambda value: value == "" or value in tuple(Registration),
    "valid_from": _moment_or_empty,
    "valid_until": _moment_or_empty,
}


def _values(value: Any) -> bool:
    """A person's fields, by name."""
    return (
        isinstance(value, dict)
        and all(map(_text, value.values()))
        and all(check(value[name]) for name, check in _FIELDS.items() if name in value)
    )


_KINDS: Final[Mapping[str, Mapping[str, _Check]]] = {
    Kind.EVENT_CONFIGURED: {
        "title": _words,
        "theme": _words,
        "place": _words,
        "first_day": _day,
        "last_day": _day,
        "time_zone": _zone,
        "starts": _or_none(_moment_or_empty),
        "ends": _or_none(_moment_or_empty),
        "admission": _or_none(_moment_or_empty),
        "ticket_keys": _or_none(_texts),
    },
    Kind.CATEGORY_CONFIGURED: {
        "title": _words,
        "colour": _colour,
        "aliases": _or_none(_texts),
        "welcome": _or_none(_words),
        "prints": _or_none(_prints),
    },
    Kind.LIST_CONFIGURED: {
        "title": _words,
        "room": _words,
        "opens": _moment_or_empty,
        "closes": _moment_or_empty,
        "categories": _texts,
        "multiple_entries": _flag,
        "reentry_after_exit": _flag,
        "position": _place,
        "keeps_hours": _or_none(_flag),
        "day_from": _or_none(_time_or_empty),
        "day_to": _or_none(_time_or_empty),
        "entries_limit": _or_none(_limit),
        "daily_limit": _or_none(_limit),
        "capacity": _or_none(_limit),
        "gates": _or_none(_texts),
        "rule": _or_none(_text),
        "day_ends": _or_none(_time_or_empty),
        "includes_unpaid": _or_none(_flag),
        "welcome": _or_none(_words),
        "prints": _or_none(_prints),
        "deleted": _or_none(_flag),
    },
    Kind.QUESTION_CONFIGURED: {
        "title": _words,
        "answering": lambda value: value in tuple(Answering),
        "required": _flag,
        "options": _options,
        "categories": _texts,
        "lists": _texts,
        "position": _place,
        "deleted": _or_none(_flag),
    },
    Kind.STAFF_CONFIGURED: {
        "name": _named,
        "role": lambda value: value in tuple(Role),
        "pin": _text,
        "active": _flag,
    },
    Kind.ATTENDEE_IMPORTED: {"key": _text, "set": _values, "extra": _pairs, "code": _or_none(_named)},
    Kind.ATTENDEE_REGISTERED: {"set": _values, "code": _named},
    Kind.ATTENDEE_EDITED: {"set": _values, "was": _values, "undoes": _or_none(_text)},
    Kind.ATTENDEE_ANSWERED: {"answers": _answers},
    Kind.ATTENDEE_WITHDRAWN: {"undoes": _text},
    Kind.ATTENDEE_MERGED: {"absorbs": _named, "set": _values},
    Kind.ATTENDEE_KEPT_APART: {"from": _named},
    Kind.PAIRING_UNDONE: {"undoes": _text},
    Kind.ADMISSION_GIVEN: {
        "list": _text,
        "direction": _direction,
        "station": _text,
        "scan": _text,
        "registers": _or_none(_text),
        "overrode": _or_none(_text),
        "at": _or_none(_when),
        "after": _or_none(_order),
        "automatic": _or_none(_flag),
    },
    Kind.ADMISSION_REFUSED: {
        "list": _text,
        "direction": _direction,
        "station": _text,
        "scan": _text,
        "code": _text,
        "reason": _or_none(_text),
        "at": _or_none(_when),
    },
    Kind.ADMISSION_ANNULLED: {"undoes": _text},
    Kind.BADGE_PRINTED: {"station": _or_none(_text)},
    Kind.BADGE_REPLACED: {"code": _named, "revokes": _named, "station": _text, "why": _or_none(_text)},
    Kind.CODES_BARRED: {
        "codes": _texts,
        "reason": lambda value: value in (Reason.REVOKED, Reason.BLOCKED),
        "station": _text,
    },
}
"""What each kind that the tables are made of says, and a refused admission, which a history is made of."""
