"""The set-up of an event from pretix: answers of its REST API, saved as JSON, as we set events up from.

Taken are the event, its check-in lists, the questions asked at the door, its products, and the codes that
are revoked or blocked; the file may hold one answer, one page of answers, or several under their names in
the API's addresses (https://docs.pretix.eu/dev/api/resources/). What could not be taken is told. Whether
a rule can be answered and a key can be used is not asked here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain import codes
from kiosk.domain.admission import Reason
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import pretix_entries
from kiosk.exchange.pretix_entries import Entry, Notes, Remark, RemarkCode, brief, is_number

__all__ = ["Remark", "RemarkCode", "Setup", "read"]

FILE_LIMIT_BYTES: Final = 20_000_000
DEPTH_LIMIT: Final = 100
OBJECT_LIMIT: Final = 1_000_000
"""Lists and objects of a file: ten times what a congress of 50,000 with its revoked tickets has."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a file sets up, and what of it could not be taken.

    `described` has the keys of `sample_event/event.json` (`event` None if the file has none, `categories`
    always empty: pretix has products) and `ticket_keys`, `questions`, `barred` (code and reason), `items`
    (products and their variations by id, as signed tickets and rules name them). The categories of lists
    and questions are the names of products, or their ids where the file does not hold them.
    """

    described: dict[str, Any]
    remarks: tuple[Remark, ...]


class _Part(StrEnum):
    """A resource, by its name in the API's addresses."""

    EVENT = "event"
    LISTS = "checkinlists"
    QUESTIONS = "questions"
    ITEMS = "items"
    REVOKED = "revokedsecrets"
    BLOCKED = "blockedsecrets"


_NAMES: Final = {part.value: part for part in _Part} | {"events": _Part.EVENT}
_Parts = Mapping[_Part, list[Entry]]


def read(path: Path, zone: tzinfo | None = None) -> Setup:
    """Return the set-up in the JSON file at `path`.

    `zone` is the event's where the file does not hold the event; without it, times of day are those that
    the file writes. Raises FileRefused.
    """
    content = content_of(path)
    notes = Notes()
    parts = _parts(content, notes)
    if not any(parts.values()):
        if content in ([], {}) or (isinstance(content, dict) and content.get("results") == []):
            raise FileRefused(Trouble.FILE_EMPTY, file=path.name)
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=path.name, found="json")
    return Setup(_described(parts, notes, zone), notes.remarks)


# -- the file -------------------------------------------------------------------------------------------


def content_of(path: Path) -> Any:
    """Return what the JSON in the file says; FileRefused if it is none, or was made to hurt."""
    try:
        with path.open("rb") as source:
            raw = source.read(FILE_LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise FileRefused(Trouble.FILE_MISSING, file=path.name) from error
    except OSError as error:
        raise FileRefused(Trouble.FILE_UNREADABLE, file=path.name, detail=error.strerror or "") from error
    if len(raw) > FILE_LIMIT_BYTES:
        raise FileRefused(Trouble.FILE_TOO_BIG, file=path.name, limit=FILE_LIMIT_BYTES)
    if not raw.strip():
        raise FileRefused(Trouble.FILE_EMPTY, file=path.name)
    return _parsed(raw, path.name)


def _parsed(raw: bytes, file: str) -> Any:
    try:
        text = raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=file, found="binary") from error
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=file, found="html" if start == "<" else "text")
    if text.count("[") + text.count("{") > OBJECT_LIMIT:
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=file, found="json")
    try:
        content = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        json.dumps(content, ensure_ascii=False).encode()  # half a character could not be kept
    except ValueError as error:
        raise FileRefused(Trouble.FILE_DAMAGED, file=file) from error
    except RecursionError as error:
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=file, found="json") from error
    if _deeper_than(content, DEPTH_LIMIT):
        raise FileRefused(Trouble.FILE_NOT_A_SETUP, file=file, found="json")
    return content


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _deeper_than(content: Any, limit: int) -> bool:
    level = [content]
    for _depth in range(limit + 1):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


# -- which resources it holds ---------------------------------------------------------------------------


def _parts(content: Any, notes: Notes) -> _Parts:
    """Return the entries of each resource, in the file's order."""
    parts: dict[_Part, list[Entry]] = {part: [] for part in _Part}
    is_bundle = isinstance(content, dict) and not _is_page(content) and _part_of(content) is None
    if is_bundle and content.keys() & _NAMES.keys():
        for name, value in content.items():
            part = _NAMES.get(name)
            if part is None:
                notes.remark(RemarkCode.PART_UNKNOWN, name)
                continue
            parts[part] += _objects(_entries(value, part, notes), part, notes)
        return parts
    for entry in _entries(content, "", notes):
        part = _part_of(entry)
        if part is None:
            notes.remark(RemarkCode.PART_UNKNOWN, entry)
        else:
            parts[part].append(entry)
    return parts


def _is_page(content: Mapping[str, Any]) -> bool:
    return isinstance(content.get("results"), list)


def _entries(value: Any, name: str, notes: Notes) -> list[Any]:
    """Return what a page, a list or a single answer holds."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and _is_page(value):
        results: list[Any] = value["results"]
        if value.get("next") or value.get("previous"):
            notes.remark(RemarkCode.MORE_PAGES, name or (results and _part_of(results[0])) or "")
        return results
    return [] if value is None else [value]


def _objects(entries: list[Any], part: _Part, notes: Notes) -> list[Entry]:
    for one in entries:
        if not isinstance(one, dict):
            notes.remark(RemarkCode.ENTRY_BROKEN, f"{part} {brief(one)}")
    return [one for one in entries if isinstance(one, dict)]


def _part_of(entry: Any) -> _Part | None:
    """Return which resource an answer is, by the fields that only it has."""
    if not isinstance(entry, dict):
        return None
    keys = entry.keys()
    for part, wanted in _MARKS:
        if wanted <= keys:
            return part
    return _Part.REVOKED if "secret" in keys and keys <= {"id", "secret", "created"} else None


_MARKS: Final = (
    (_Part.EVENT, {"slug", "date_from"}),
    (_Part.QUESTIONS, {"question", "type", "ask_during_checkin"}),
    (_Part.LISTS, {"name", "limit_products", "include_pending"}),
    (_Part.ITEMS, {"name", "default_price", "admission"}),
    (_Part.BLOCKED, {"secret", "blocked"}),
)


# -- what they say --------------------------------------------------------------------------------------


def _described(parts: _Parts, notes: Notes, zone: tzinfo | None) -> dict[str, Any]:
    items = [pretix_entries.item(one, notes) for one in _unrepeated(parts, _Part.ITEMS, notes)]
    source = _the_event(parts[_Part.EVENT], notes)
    event = pretix_entries.event(source, notes) if source is not None else None
    if event is not None:
        zone = ZoneInfo(event["time_zone"])
    lists = [pretix_entries.check_in_list(one, notes, zone) for one in _unrepeated(parts, _Part.LISTS, notes)]
    questions = [pretix_entries.question(one, notes) for one in _unrepeated(parts, _Part.QUESTIONS, notes)]
    return {
        "event": event,
        "categories": [],
        "lists": [one for one in lists if one is not None],
        "ticket_keys": pretix_entries.ticket_keys(source, notes) if source is not None else [],
        "questions": [one for one in questions if one is not None],
        "items": items,
        "barred": _barred(parts, notes),
    }


def _the_event(entries: list[Entry], notes: Notes) -> Entry | None:
    """Return the one event of the file, as it shows most of itself; None if there are several or none."""
    names = sorted({brief(one.get("slug")) for one in entries})
    if len(names) > 1:
        notes.remark(RemarkCode.SEVERAL_EVENTS, ", ".join(names))
    return max(entries, key=len) if len(names) == 1 else None


def _unrepeated(parts: _Parts, part: _Part, notes: Notes) -> list[Entry]:
    """Return the entries of a resource that have an id, each once."""
    found: dict[int, Entry] = {}
    for entry in parts[part]:
        key: Any = entry.get("id")
        if not is_number(key):
            notes.remark(RemarkCode.ENTRY_BROKEN, f"{part} {brief(key)}")
        elif found.setdefault(key, entry) != entry:
            notes.remark(RemarkCode.ENTRY_REPEATED, f"{part} {key}")
    return list(found.values())


def _barred(parts: _Parts, notes: Notes) -> list[dict[str, str]]:
    """Return the codes that open no door; one that was blocked once and is not any more is none."""
    found: dict[tuple[str, str], None] = {}
    for part, reason in ((_Part.REVOKED, Reason.REVOKED), (_Part.BLOCKED, Reason.BLOCKED)):
        for entry in parts[part]:
            if entry.get("blocked") is False and part is _Part.BLOCKED:
                continue
            secret = entry.get("secret")
            code = codes.clean(secret) if isinstance(secret, str) and len(secret) <= codes.SCAN_LIMIT else ""
            if code:
                found[code, reason.value] = None
            else:
                notes.remark(RemarkCode.CODE_WRONG, secret)
    return [{"code": code, "reason": reason} for code, reason in found]
