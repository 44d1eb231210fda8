"""Setting up the event, its doors and their questions from a file: of pretix, or in the form of our sample.

What the file names is made or brought up to date; what it does not name stays as it is. A word for a
category that nobody here knows makes a new one, as it does when guests are imported.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain import codes, rules
from kiosk.domain.admission import Reason
from kiosk.domain.bodies import understood
from kiosk.domain.facts import Fact, Kind, canonical
from kiosk.domain.names import clean
from kiosk.domain.people import Event
from kiosk.domain.rules import BrokenRuleError
from kiosk.domain.staff import Right
from kiosk.errors import InputRefused, Trouble
from kiosk.exchange import pretix_setup
from kiosk.exchange.pretix_entries import TIME_ZONE, Remark, RemarkCode, brief
from kiosk.exchange.pretix_setup import content_of
from kiosk.operations import events, staff
from kiosk.operations.category_words import CategoryWords, texts
from kiosk.operations.events import usual_event
from kiosk.operations.lists import list_body, question_body
from kiosk.operations.station import Station
from kiosk.proofs import signatures
from kiosk.store import admissions, configured, journal
from kiosk.store.database import Connection
from kiosk.store.journal import Draft

_MOMENTS: Final = ("starts", "ends", "admission")
_UNTOLD: Final = frozenset(("room", "opens", "closes"))
"""What pretix does not know of a list: set up here, it stays."""

_CODES_A_FACT: Final = 1000
_Body = dict[str, Any]


@dataclass(slots=True)
class Counted:
    """How many of a kind are new, changed and as they were."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Report:
    """What a file has set up, how many codes open no door any more, and what of the file was not taken."""

    event: Counted = field(default_factory=Counted)
    categories: Counted = field(default_factory=Counted)
    lists: Counted = field(default_factory=Counted)
    questions: Counted = field(default_factory=Counted)
    barred: int = 0
    remarks: list[Remark] = field(default_factory=list)


def configure(station: Station, path: Path, *, dry_run: bool = False) -> Report:
    """Set up what the file at `path` describes and return what came of it; all of it, or nothing.

    FileRefused where the file is none of a set-up; InputRefused with NO_EVENT where neither the file nor
    the station has an event, or for a text that cannot be printed; NeedsApproval. With `dry_run` nothing
    is written.
    """
    staff.require(station, Right.CONFIGURE)
    known = events.overview(station).event
    described, remarks, ours = _described(path, ZoneInfo(known.time_zone) if known else None)
    opened = station.database.read() if dry_run else station.database.write()
    with opened as connection:
        making = _Making.of(connection, station, Report(remarks=list(remarks)), ours=ours)
        drafts = making.drafts(described)
        if not dry_run:
            journal.record(connection, station.author, drafts)
    return making.report


def _described(path: Path, zone: ZoneInfo | None) -> tuple[Mapping[str, Any], Iterable[Remark], bool]:
    """What the file describes, what of it could not be taken, and whether it is in our own form."""
    content = content_of(path)
    if _is_ours(content):
        return content, (), True
    read = pretix_setup.read(path, zone)
    return read.described, read.remarks, False


def _is_ours(content: Any) -> bool:
    if not isinstance(content, dict):
        return False
    event, questions = content.get("event"), content.get("questions")
    return (
        (isinstance(event, dict) and "first_day" in event)
        or isinstance(content.get("lists"), list)
        or (
            isinstance(questions, list)
            and any(isinstance(one, dict) and "answering" in one for one in questions)
        )
    )


@dataclass(slots=True)
class _Making:
    """The facts of one set-up being made, beside what is set up already."""

    connection: Connection
    station: Station
    report: Report
    ours: bool
    event: Event | None
    categories: CategoryWords
    zone: ZoneInfo

    @classmethod
    def of(cls, connection: Connection, station: Station, report: Report, *, ours: bool) -> _Making:
        """Begin with what is set up already."""
        event = configured.event(connection)
        return cls(
            connection,
            station,
            report,
            ours,
            event,
            CategoryWords.of(configured.categories(connection)),
            zone=ZoneInfo(event.time_zone if event else TIME_ZONE),
        )

    def drafts(self, described: Mapping[str, Any]) -> list[Draft]:
        """Return the facts that set up what is described."""
        event = self._event(described)
        self._take_categories(_entries(described, "categories"))
        lists = self._lists(_entries(described, "lists"))
        questions = self._questions(_entries(described, "questions"))
        for item in _entries(described, "items"):
            self.categories.take_product(item["id"], item["title"])
        return [*event, *self._changed_categories(), *lists, *questions, *self._barred(described)]

    def _remark(self, code: RemarkCode, value: object) -> None:
        self.report.remarks.append(Remark(code, brief(value)))

    def _counted(
        self, kind: Kind, key: str, body: _Body | None, before: _Body | None, count: Counted
    ) -> list[Draft]:
        """The fact that makes `before` into `body`, if there is a difference and `body` can be understood."""
        if body is None:
            return []
        if body == before:
            count.unchanged += 1
            return []
        if not _is_sound(Draft(kind, key, body)):
            self._remark(RemarkCode.ENTRY_BROKEN, f"{kind} {key}")
            return []
        count.new += before is None
        count.updated += before is not None
        return [Draft(kind, key, body)]

    def _read(self, entry: Any, build: Callable[[Mapping[str, Any]], _Body | None]) -> _Body | None:
        """The body that `build` makes of an entry; None, and a remark, where it has not the form of one."""
        try:
            return build(entry)
        except (KeyError, TypeError, AttributeError, ValueError, OSError):  # the last: no such time zone
            self._remark(RemarkCode.ENTRY_BROKEN, entry)
            return None

    # -- the event ---------------------------------------------------------------------------------------

    def _event(self, described: Mapping[str, Any]) -> list[Draft]:
        given = described.get("event")
        if given is None and self.event is None:
            raise InputRefused(Trouble.NO_EVENT)
        before = _event_body(self.event) if self.event else None
        body = self._read(given or {}, partial(self._event_body, before=before or {}))
        if body is None:
            if before is None:
                raise InputRefused(Trouble.NO_EVENT)
            return []
        if self.event is None and not _entries(described, "categories"):
            self._take_categories(usual_event()["categories"])
        keys = self._keys(described.get("ticket_keys") or (given or {}).get("ticket_keys") or ())
        body["ticket_keys"] = keys or body["ticket_keys"]
        return self._counted(
            Kind.EVENT_CONFIGURED, self._event_id(given or {}), body, before, self.report.event
        )

    def _event_body(self, one: Mapping[str, Any], before: _Body) -> _Body:
        zone = ZoneInfo(one.get("time_zone") or before["time_zone"])
        titles = {key: _words(one[key]) for key in ("title", "theme", "place") if key in one}
        plain = {key: one[key] for key in ("first_day", "last_day", "time_zone") if key in one}
        moments = {key: _moment(one[key], zone) for key in _MOMENTS if key in one}
        self.zone = zone
        return {
            "theme": {},
            "place": {},
            "ticket_keys": [],
            **dict.fromkeys(_MOMENTS, ""),
            **before,
            **titles,
            **plain,
            **moments,
        }

    def _event_id(self, given: Mapping[str, Any]) -> str:
        """The station's event; or, of a new one, what it names itself: the same at every desk."""
        if self.event is not None:
            return self.event.id
        if named := given.get("id"):
            return str(uuid.uuid5(uuid.NAMESPACE_OID, str(named)))
        return str(uuid.UUID(bytes=self.station.random(16), version=4))

    def _keys(self, given: Iterable[Any]) -> list[str]:
        kept: dict[str, None] = {}
        for key in given if isinstance(given, (list, tuple)) else ():
            try:
                kept[signatures.check_key(str(key))] = None
            except InputRefused:
                self._remark(RemarkCode.KEY_WRONG, key)
        return list(kept)

    # -- categories --------------------------------------------------------------------------------------

    def _take_categories(self, entries: Iterable[Any]) -> None:
        for entry in entries:
            body = self._read(entry, self._category_body)
            if body is not None and _is_sound(Draft(Kind.CATEGORY_CONFIGURED, entry["id"], body)):
                self.categories.know(str(entry["id"]), body)
            elif body is not None:
                self._remark(RemarkCode.ENTRY_BROKEN, entry["id"])

    def _category_body(self, one: Mapping[str, Any]) -> _Body:
        _require_id(one)
        before = self.categories.bodies.get(str(one["id"]), {"aliases": [], "welcome": {}, "prints": ""})
        given = {key: one[key] for key in ("colour", "aliases", "prints") if key in one}
        named = {key: _words(one[key]) for key in ("title", "welcome") if key in one}
        return {**before, **given, **named}

    def _changed_categories(self) -> list[Draft]:
        kind, known, count = Kind.CATEGORY_CONFIGURED, self.categories, self.report.categories
        return [
            draft
            for key, body in known.bodies.items()
            for draft in self._counted(kind, key, body, known.before.get(key), count)
        ]

    # -- lists and questions -----------------------------------------------------------------------------

    def _lists(self, entries: Iterable[Any]) -> list[Draft]:
        known = {one.id: list_body(one) for one in configured.lists(self.connection)}
        position = max((body["position"] for body in known.values()), default=-1)
        drafts: list[Draft] = []
        for number, entry in enumerate(entries, start=position + 1):
            before = known.get(str(entry.get("id"))) if isinstance(entry, dict) else None
            body = self._read(entry, partial(self._list_body, position=number, before=before))
            if body is not None:
                drafts += self._counted(
                    Kind.LIST_CONFIGURED, str(entry["id"]), body, before, self.report.lists
                )
        return drafts

    def _list_body(self, one: Mapping[str, Any], position: int, before: _Body | None) -> _Body | None:
        _require_id(one)
        title = _words(one.get("title") or (before or {})["title"])
        body = events.described_list({**one, "title": title}, position, self.zone)
        body["room"], body["welcome"] = _words(body["room"]), _words(body["welcome"])
        body["categories"] = sorted({self.categories.find(word) for word in body["categories"]})
        if before is not None:
            body = {
                **before,
                **{key: body[key] for key in body if key in one and not self._is_untold(key, body)},
            }
        try:
            rules.check(body["rule"])
        except BrokenRuleError:
            self._remark(RemarkCode.RULE_WRONG, next(iter(title.values()), one["id"]))
            return None
        return body

    def _is_untold(self, key: str, body: _Body) -> bool:
        return not self.ours and key in _UNTOLD and not body[key]

    def _questions(self, entries: Iterable[Any]) -> list[Draft]:
        known = {one.id: question_body(one) for one in configured.questions(self.connection)}
        drafts: list[Draft] = []
        for number, entry in enumerate(entries, start=len(known)):
            before = known.get(str(entry.get("id"))) if isinstance(entry, dict) else None
            position = before["position"] if before else number
            body = self._read(entry, partial(self._question_body, position=position))
            if body is not None:
                drafts += self._counted(
                    Kind.QUESTION_CONFIGURED, str(entry["id"]), body, before, self.report.questions
                )
        return drafts

    def _question_body(self, one: Mapping[str, Any], position: int) -> _Body:
        _require_id(one)
        body = events.described_question({**one, "title": _words(one["title"])}, position)
        body["options"] = [
            {"id": str(option["id"]), "title": _words(option["title"])} for option in body["options"]
        ]
        body["categories"] = sorted({self.categories.find(word) for word in body["categories"]})
        return {**body, "lists": sorted(body["lists"])}

    # -- codes -------------------------------------------------------------------------------------------

    def _barred(self, described: Mapping[str, Any]) -> list[Draft]:
        wanted: dict[str, dict[str, None]] = {Reason.BLOCKED: {}, Reason.REVOKED: {}}
        for entry in _entries(described, "barred"):
            code, reason = (
                (entry.get("code"), entry.get("reason")) if isinstance(entry, dict) else (None, None)
            )
            if not isinstance(code, str) or not 0 < len(code) <= codes.SCAN_LIMIT or reason not in wanted:
                self._remark(RemarkCode.CODE_WRONG, code)
                continue
            kept = codes.read(code) or codes.clean(code)
            known = admissions.barred(self.connection, kept)
            if known is None or (known.reason is Reason.REVOKED and reason == Reason.BLOCKED):
                wanted[reason][kept] = None
        self.report.barred = sum(map(len, wanted.values()))
        return [
            Draft(
                Kind.CODES_BARRED,
                "",
                {"codes": part, "reason": reason, "station": self.station.settings.name},
            )
            for reason, found in wanted.items()
            for part in _parts(list(found))
        ]


def _require_id(one: Mapping[str, Any]) -> None:
    if not str(one["id"]):
        raise ValueError(one)


def _parts(found: list[str]) -> list[list[str]]:
    return [found[start : start + _CODES_A_FACT] for start in range(0, len(found), _CODES_A_FACT)]


def _entries(described: Mapping[str, Any], name: str) -> list[Any]:
    found = described.get(name)
    return found if isinstance(found, list) else []


def _words(given: Mapping[str, str]) -> dict[str, str]:
    return {key: kept for key, text in given.items() if (kept := clean(text, field="title"))}


def _moment(value: str | None, zone: ZoneInfo) -> str:
    if not value:
        return ""
    read = datetime.fromisoformat(value)
    return (read if read.tzinfo else read.replace(tzinfo=zone)).isoformat()


def _is_sound(draft: Draft) -> bool:
    """Whether the tables will understand what is about to be written."""
    body = canonical(draft.body)
    return (
        understood(Fact("", 1, "", 0, 0, draft.kind, 1, draft.subject, "", b"", body, b"", b"")) is not None
    )


def _event_body(one: Event) -> _Body:
    return {
        "title": texts(one.title),
        "theme": texts(one.theme),
        "place": texts(one.place),
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "time_zone": one.time_zone,
        **{key: at.isoformat() if (at := getattr(one, key)) else "" for key in _MOMENTS},
        "ticket_keys": list(one.ticket_keys),
    }
