"""One event, list, question or product of pretix as ours, and what of it could not be taken.

The fields are those of pretix's REST API (https://docs.pretix.eu/dev/api/resources/). Where a value is not
what it should be, the reading that admits fewer people is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.names import clean, script
from kiosk.domain.people import NAME_LIMIT, TEXT_LIMIT
from kiosk.domain.questions import Answering
from kiosk.errors import InputRefused

TIME_ZONE: Final = "Africa/Casablanca"
"""Where an event is whose file does not say."""

REMARK_LIMIT: Final = 500
KEY_LIMIT: Final = 4_000
_EARLIEST_YEAR: Final = 1900
_LATEST_YEAR: Final = 2200

Entry = Mapping[str, Any]


class RemarkCode(StrEnum):
    """What could not be taken as it was. What `value` then holds stands behind it."""

    PART_UNKNOWN = "part_unknown"  # the name under which it stands, or those of its fields
    ENTRY_BROKEN = "entry_broken"  # which resource, and its id
    ENTRY_REPEATED = "entry_repeated"  # which resource, and its id; the first is taken
    MORE_PAGES = "more_pages"  # which resource: the file holds one page of several
    SEVERAL_EVENTS = "several_events"  # their short names; none is taken
    EVENT_UNDATED = "event_undated"  # its title; it is not taken
    EVENT_SERIES = "event_series"  # its title
    DATE_WRONG = "date_wrong"  # the field, and what it says
    ZONE_UNKNOWN = "zone_unknown"  # the time zone
    KEY_WRONG = "key_wrong"  # how the key begins
    TEXT_WRONG = "text_wrong"  # the title's beginning
    FIELD_NOT_TAKEN = "field_not_taken"  # title: field
    ONE_DATE_ONLY = "one_date_only"  # title of a list for one date of a series
    FOR_NOBODY = "for_nobody"  # title of what is for no product; it is not taken
    RULE_WRONG = "rule_wrong"  # title of the list; it is not taken
    QUESTION_FOR_SHOP = "question_for_shop"  # title: not asked at the door
    FILE_QUESTION = "file_question"  # title: its answer is a file
    TYPE_UNKNOWN = "type_unknown"  # title: type
    NO_OPTIONS = "no_options"  # title of a choice without anything to choose
    MUST_BE_YES = "must_be_yes"  # title: pretix takes no other answer, we do
    CODE_WRONG = "code_wrong"  # how the code begins
    AND_MORE = "and_more"  # how many more remarks there would be


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of the file that could not be taken as it was."""

    code: RemarkCode
    value: str = ""


@dataclass(slots=True)
class Notes:
    """What is noted while a file is read: remarks, and the products' names by their ids."""

    products: dict[int, str] = field(default_factory=dict)
    _kept: list[Remark] = field(default_factory=list)
    _left_out: int = 0

    def remark(self, code: RemarkCode, value: object = "") -> None:
        """Note what could not be taken; above a limit they are only counted."""
        if len(self._kept) < REMARK_LIMIT:
            self._kept.append(Remark(code, brief(value)))
        else:
            self._left_out += 1

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All that was noted."""
        more = (Remark(RemarkCode.AND_MORE, str(self._left_out)),) if self._left_out else ()
        return (*self._kept, *more)


def brief(value: object) -> str:
    """Return the beginning of a value, fit to be shown; of an object the names of its fields."""
    text = value if isinstance(value, str) else ", ".join(value) if isinstance(value, dict) else repr(value)
    return "".join(one if one.isprintable() else " " for one in text[:NAME_LIMIT]).strip()


def is_number(value: Any) -> bool:
    """Return whether a value is a number such as pretix numbers things with."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


# -- the event ------------------------------------------------------------------------------------------


def event(entry: Entry, notes: Notes) -> dict[str, Any] | None:
    """Return an event, or None if it does not say when it is."""
    slug = brief(entry.get("slug"))
    title = _words(entry.get("name"), notes) or {"fr": slug}
    zone = _zone(entry.get("timezone"), notes)
    starts, ends = _moment(entry, "date_from", notes), _moment(entry, "date_to", notes)
    if starts is None:
        notes.remark(RemarkCode.EVENT_UNDATED, _best(title))
        return None
    if ends is not None and ends < starts:
        notes.remark(RemarkCode.DATE_WRONG, f"date_to {ends.isoformat()}")
        ends = None
    if entry.get("has_subevents"):
        notes.remark(RemarkCode.EVENT_SERIES, _best(title))
    return {
        "id": f"pretix-{slug}",
        "title": title,
        "theme": {},
        "place": _words(entry.get("location"), notes),
        "first_day": starts.astimezone(zone).date().isoformat(),
        "last_day": (ends or starts).astimezone(zone).date().isoformat(),
        "time_zone": zone.key,
        "starts": _iso(starts),
        "ends": _iso(ends),
        "admission": _iso(_moment(entry, "date_admission", notes)),
    }


def ticket_keys(entry: Entry, notes: Notes) -> list[str]:
    """Return the public keys of an event's signed tickets; one within a page of events shows none."""
    valid = entry.get("valid_keys")
    keys = valid.get("pretix_sig1") if isinstance(valid, dict) else None
    found: dict[str, None] = {}
    for key in keys if isinstance(keys, list) else ():
        if isinstance(key, str) and 0 < len(key) <= KEY_LIMIT and key.isascii():
            found[key] = None
        else:
            notes.remark(RemarkCode.KEY_WRONG, key)
    return list(found)


def _zone(value: Any, notes: Notes) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (ValueError, TypeError, KeyError, OSError):
        notes.remark(RemarkCode.ZONE_UNKNOWN, value or "")
        return ZoneInfo(TIME_ZONE)


def _moment(entry: Entry, key: str, notes: Notes) -> datetime | None:
    value = entry.get(key)
    found = _read_moment(value)
    if found is None and value is not None:
        notes.remark(RemarkCode.DATE_WRONG, f"{key} {brief(value)}")
    return found


def _read_moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo is not None and _EARLIEST_YEAR <= found.year <= _LATEST_YEAR else None


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


# -- texts and products ---------------------------------------------------------------------------------

_LANGUAGES: Final = ("fr", "ar", "en")


def _words(value: Any, notes: Notes, limit: int = NAME_LIMIT) -> dict[str, str]:
    """Return a text of one or several languages as ours; one in none of ours stands as French."""
    texts = {"": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
    found: dict[str, str] = {}
    for key, text in texts.items():
        cleaned = _cleaned(text, limit, notes)
        language = key.replace("_", "-").partition("-")[0].lower()  # "de-informal"
        if not language and script(cleaned) == "arabic":
            language = "ar"
        if cleaned and (language == key or language not in found):
            found[language] = cleaned
    ours = {language: text for language, text in found.items() if language in _LANGUAGES}
    return ours or ({"fr": next(iter(found.values()))} if found else {})


def _cleaned(text: Any, limit: int, notes: Notes) -> str:
    try:
        return clean(text, limit=limit) if isinstance(text, str) else ""
    except InputRefused:
        notes.remark(RemarkCode.TEXT_WRONG, text)
        return ""


def _best(words: Mapping[str, str]) -> str:
    return words.get("fr") or words.get("en") or words.get("ar") or ""


def item(entry: Entry, notes: Notes) -> dict[str, Any]:
    """Return a product and its variations, and note its name."""
    title = _words(entry.get("name"), notes)
    if title:
        notes.products[entry["id"]] = _best(title)
    variations = [
        {"id": str(one["id"]), "title": _words(one.get("value"), notes)}
        for one in _numbered(entry.get("variations"), notes, "variations")
    ]
    return {"id": str(entry["id"]), "title": title, "variations": variations}


def _numbered(value: Any, notes: Notes, name: str) -> list[Entry]:
    """Return the objects of a list that have an id."""
    entries = value if isinstance(value, list) else []
    found: list[Entry] = [one for one in entries if isinstance(one, dict) and is_number(one.get("id"))]
    if len(found) < len(entries):
        notes.remark(RemarkCode.ENTRY_BROKEN, name)
    return found


def _categories(ids: Any, notes: Notes) -> list[str]:
    """Return the words for products: their names, or their ids where no names are known."""
    entries = ids if isinstance(ids, list) else []
    wanted = [one for one in entries if is_number(one)]
    if len(wanted) < len(entries):
        notes.remark(RemarkCode.ENTRY_BROKEN, "items")
    return list(dict.fromkeys(notes.products.get(one, str(one)) for one in wanted))


# -- lists ----------------------------------------------------------------------------------------------


def check_in_list(entry: Entry, notes: Notes, zone: tzinfo | None) -> dict[str, Any] | None:
    """Return a check-in list, or None if it admits nobody or its rule is none."""
    title = _words(entry.get("name"), notes) or {"fr": str(entry["id"])}
    told, rule = _best(title), entry.get("rules")
    for_all = entry.get("all_products") is True
    categories = [] if for_all else _categories(entry.get("limit_products"), notes)
    if not for_all and not categories:  # a list of ours without categories admits everybody
        notes.remark(RemarkCode.FOR_NOBODY, told)
        return None
    if rule is not None and not isinstance(rule, dict):
        notes.remark(RemarkCode.RULE_WRONG, told)
        return None
    if entry.get("subevent") is not None:
        notes.remark(RemarkCode.ONE_DATE_ONLY, told)
    _remark_fields(entry, _LIST_FIELDS, told, notes)
    ends = _moment(entry, "exit_all_at", notes)
    return {
        "id": f"pretix-{entry['id']}",
        "title": title,
        "room": {},
        "opens": "",
        "closes": "",
        "categories": categories,
        "multiple_entries": _flag(entry, "allow_multiple_entries", told, notes, missing=False),
        "reentry_after_exit": _flag(entry, "allow_entry_after_exit", told, notes, missing=True),
        "includes_unpaid": _flag(entry, "include_pending", told, notes, missing=False),
        "day_ends": f"{ends.astimezone(zone) if zone else ends:%H:%M}" if ends else "",
        "rule": rule or None,
    }


_LIST_FIELDS: Final = frozenset(
    (
        *("id", "name", "all_products", "limit_products", "subevent", "position_count", "checkin_count"),
        *("include_pending", "allow_multiple_entries", "allow_entry_after_exit", "exit_all_at", "rules"),
        *("consider_tickets_used", "ignore_in_statistics"),
    )
)
"""What is taken, and what says nothing about who may enter."""


def _flag(entry: Entry, key: str, told: str, notes: Notes, *, missing: bool) -> bool:
    value = entry.get(key, missing)
    if isinstance(value, bool):
        return value
    notes.remark(RemarkCode.FIELD_NOT_TAKEN, f"{told}: {key}")
    return False


def _remark_fields(entry: Entry, known: frozenset[str], told: str, notes: Notes) -> None:
    for key, value in entry.items():
        if key not in known and value not in (None, False, "", [], {}):
            notes.remark(RemarkCode.FIELD_NOT_TAKEN, f"{told}: {key}")


# -- questions ------------------------------------------------------------------------------------------

_TYPES: Final = {
    "N": Answering.NUMBER,
    "S": Answering.TEXT,
    "T": Answering.LONG_TEXT,
    "B": Answering.YES_NO,
    "C": Answering.CHOICE,
    "M": Answering.CHOICES,
    "D": Answering.DATE,
    "H": Answering.TIME,
    "W": Answering.MOMENT,
    "CC": Answering.COUNTRY,
    "TEL": Answering.PHONE,
}
_FILE: Final = "F"
_CHOOSING: Final = (Answering.CHOICE, Answering.CHOICES)
_QUESTION_FIELDS: Final = frozenset(
    (
        *("id", "question", "type", "required", "position", "items", "identifier", "ask_during_checkin"),
        *("options", "print_on_invoice"),
    )
)


def question(entry: Entry, notes: Notes) -> dict[str, Any] | None:
    """Return a question, or None if it is not asked at a door or could not be answered there."""
    title = _words(entry.get("question"), notes, TEXT_LIMIT) or {"fr": str(entry["id"])}
    told, kind = _best(title), entry.get("type")
    answering = _TYPES.get(kind) if isinstance(kind, str) else None
    options = _options(entry.get("options"), notes) if answering in _CHOOSING else []
    categories = _categories(entry.get("items"), notes)
    if entry.get("ask_during_checkin") is not True:
        notes.remark(RemarkCode.QUESTION_FOR_SHOP, told)
    elif answering is None and kind == _FILE:
        notes.remark(RemarkCode.FILE_QUESTION, told)
    elif answering is None:
        notes.remark(RemarkCode.TYPE_UNKNOWN, f"{told}: {brief(kind)}")
    elif not categories:  # a question of ours without categories is asked of everybody
        notes.remark(RemarkCode.FOR_NOBODY, told)
    elif answering in _CHOOSING and not options:
        notes.remark(RemarkCode.NO_OPTIONS, told)
    else:
        required = _flag(entry, "required", told, notes, missing=False)
        if required and answering is Answering.YES_NO:
            notes.remark(RemarkCode.MUST_BE_YES, told)
        _remark_fields(entry, _QUESTION_FIELDS, told, notes)
        return {
            "id": f"pretix-{entry['id']}",
            "title": title,
            "answering": answering.value,
            "required": required,
            "options": options,
            "categories": categories,
            "lists": [],
            "position": _position(entry),
        }
    return None


def _options(value: Any, notes: Notes) -> list[dict[str, Any]]:
    """Return what there is to choose from, in its order."""
    return [
        {"id": f"pretix-{one['id']}", "title": _words(one.get("answer"), notes) or {"fr": str(one["id"])}}
        for one in sorted(_numbered(value, notes, "options"), key=_position)
    ]


def _position(entry: Entry) -> int:
    value = entry.get("position")
    return value if isinstance(value, int) and is_number(value) else 0
