"""What each kind of fact must say to be understood; the store's tests tell what becomes of the others."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.bodies import understood
from kiosk.domain.facts import Fact, Kind

LIST = {
    "title": {"fr": "Jeudi"}, "room": {}, "opens": "2024-10-24T07:00:00+01:00", "closes": "",
    "categories": ["press"], "multiple_entries": False, "reentry_after_exit": True, "position": 0,
}  # fmt: skip
EVENT = {
    "title": {"fr": "Les Assises", "ar": "المناظرة"}, "theme": {}, "place": {},
    "first_day": "2024-10-23", "last_day": "2024-10-25", "time_zone": "Africa/Casablanca",
}  # fmt: skip
PERSON = {"code": "C", "set": {"name_latin": "Ali", "registration": "unpaid", "valid_from": ""}}


def fact(named: str, body: Any, **values: Any) -> Fact:
    text = json.dumps(body)
    return replace(Fact("D1", 1, "id", 1, 1, named, 1, "s", "", b"", text, b"", b""), **values)


@pytest.mark.parametrize(
    ("kind", "body"),
    [(Kind.LIST_CONFIGURED, LIST), (Kind.EVENT_CONFIGURED, EVENT), (Kind.ATTENDEE_REGISTERED, PERSON)],
)
def test_what_says_all_that_its_kind_promises_is_read(kind: Kind, body: dict[str, Any]) -> None:
    found = understood(fact(kind, body))
    assert found is not None
    assert found.read == body
    for key in body:
        assert understood(fact(kind, {**body, key: 3.5})) is None, key


@pytest.mark.parametrize(
    ("body", "key", "value"),
    [
        (LIST, "position", True),
        (LIST, "opens", "2024-10-24T07:00:00"),
        (LIST, "categories", [1]),
        (EVENT, "time_zone", "Mars/Olympus"),
        (EVENT, "time_zone", "../../etc/passwd"),
        (EVENT, "first_day", "2024-13-01"),
        (EVENT, "title", {"fr": None}),
    ],
)
def test_a_value_of_the_right_type_can_be_wrong_too(body: dict[str, Any], key: str, value: Any) -> None:
    kind = Kind.LIST_CONFIGURED if body is LIST else Kind.EVENT_CONFIGURED
    assert understood(fact(kind, {**body, key: value})) is None


@pytest.mark.parametrize("values", [{"version": 2}, {"kind": "dinner.served"}, {"wall_ms": 1 << 60}])
def test_what_a_newer_version_or_a_broken_clock_wrote_waits(values: dict[str, Any]) -> None:
    assert understood(fact(Kind.ATTENDEE_REGISTERED, PERSON)) is not None
    assert understood(fact(Kind.ATTENDEE_REGISTERED, PERSON, **values)) is None
