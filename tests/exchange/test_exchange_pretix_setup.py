"""What pretix's REST API answers becomes our set-up, and what cannot is told, never dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk import language
from kiosk.domain.questions import Answering
from kiosk.errors import FileRefused, Trouble
from kiosk.exchange import pretix_setup
from kiosk.exchange.pretix_entries import REMARK_LIMIT
from kiosk.exchange.pretix_setup import DEPTH_LIMIT, FILE_LIMIT_BYTES, RemarkCode, Setup, read
from kiosk.words.foreign import setup_remark

Json = dict[str, Any]
RULE = {
    "and": [
        {"<": [{"var": "entries_today"}, 1]},
        {"isAfter": [{"var": "now"}, {"buildTime": ["date_from"]}, 0]},
    ]
}
EVENT: Json = {
    "name": {"en": "Sample Conference", "fr": "Conférence", "de": "Konferenz"},
    "slug": "sampleconf",
    "live": True,
    "currency": "MAD",
    "date_from": "2026-12-27T22:30:00Z",
    "date_to": "2026-12-29T17:00:00+01:00",
    "date_admission": None,
    "location": {"en": "Marrakesh", "ar": "مراكش"},
    "has_subevents": False,
    "timezone": "Africa/Casablanca",
    "valid_keys": {"pretix_sig1": ["LS0tLS1CRUdJTg==", "LS0tLS1CRUdJTg=="]},
}
LIST: Json = {
    "id": 3,
    "name": "VIP entry",
    "checkin_count": 123,
    "position_count": 456,
    "all_products": False,
    "limit_products": [1, 2, 9],
    "include_pending": True,
    "subevent": None,
    "allow_multiple_entries": True,
    "allow_entry_after_exit": False,
    "exit_all_at": "2026-12-28T02:30:00Z",
    "rules": RULE,
    "addon_match": False,
    "auto_checkin_sales_channels": [],
}
QUESTION: Json = {
    "id": 7,
    "question": {"en": "T-Shirt size", "ar": "مقاس القميص"},
    "help_text": {},
    "type": "C",
    "required": True,
    "items": [1],
    "position": 4,
    "identifier": "WY3TP9SL",
    "ask_during_checkin": True,
    "hidden": False,
    "print_on_invoice": False,
    "valid_number_min": None,
    "dependency_question": None,
    "dependency_values": [],
    "options": [
        {"id": 2, "identifier": "L", "position": 1, "answer": {"en": "Large"}},
        {"id": 1, "identifier": "S", "position": 0, "answer": {"en": "Small"}},
    ],
}
ITEM: Json = {
    "id": 1,
    "name": {"en": "Standard ticket", "fr": "Participant"},
    "default_price": "23.00",
    "admission": True,
    "variations": [{"id": 11, "value": {"en": "Student"}}],
}
OTHER_ITEM = ITEM | {"id": 2, "name": "متدخل", "variations": []}
REVOKED: Json = {"id": 1, "secret": "abc+/=", "created": "2026-01-01T00:00:00Z"}
BLOCKED: Json = {"id": 5, "secret": "xyz", "updated": "2026-01-01T00:00:00Z", "blocked": True}

Take = Callable[[Any], Setup]


def page(*entries: Json, following: str | None = None) -> Json:
    return {"count": len(entries), "next": following, "previous": None, "results": list(entries)}


def bundle(**changes: Any) -> Json:
    whole = {
        "event": EVENT,
        "checkinlists": page(LIST),
        "questions": [QUESTION],
        "items": page(ITEM, OTHER_ITEM),
        "revokedsecrets": page(REVOKED),
        "blockedsecrets": BLOCKED,
    }
    return whole | changes


@pytest.fixture
def take(tmp_path: Path) -> Take:
    def write(content: Any) -> Setup:
        path = tmp_path / "setup.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        return read(path)

    return write


def told(setup: Setup) -> list[tuple[RemarkCode, str]]:
    return [(remark.code, remark.value) for remark in setup.remarks]


def test_a_bundle_is_taken_whole_and_leaves_nothing_to_remark(take: Take) -> None:
    setup = take(bundle())
    assert setup.remarks == ()
    assert setup.described == {
        "event": {
            "id": "pretix-sampleconf",
            "title": {"en": "Sample Conference", "fr": "Conférence"},
            "theme": {},
            "place": {"en": "Marrakesh", "ar": "مراكش"},
            "first_day": "2026-12-27",
            "last_day": "2026-12-29",
            "time_zone": "Africa/Casablanca",
            "starts": "2026-12-27T22:30:00+00:00",
            "ends": "2026-12-29T17:00:00+01:00",
            "admission": "",
        },
        "categories": [],
        "lists": [
            {
                "id": "pretix-3",
                "title": {"fr": "VIP entry"},
                "room": {},
                "opens": "",
                "closes": "",
                "categories": ["Participant", "متدخل", "9"],
                "multiple_entries": True,
                "reentry_after_exit": False,
                "includes_unpaid": True,
                "day_ends": "03:30",
                "rule": RULE,
            }
        ],
        "ticket_keys": ["LS0tLS1CRUdJTg=="],
        "questions": [
            {
                "id": "pretix-7",
                "title": {"en": "T-Shirt size", "ar": "مقاس القميص"},
                "answering": "choice",
                "required": True,
                "options": [
                    {"id": "pretix-1", "title": {"en": "Small"}},
                    {"id": "pretix-2", "title": {"en": "Large"}},
                ],
                "categories": ["Participant"],
                "lists": [],
                "position": 4,
            }
        ],
        "items": [
            {
                "id": "1",
                "title": {"en": "Standard ticket", "fr": "Participant"},
                "variations": [{"id": "11", "title": {"en": "Student"}}],
            },
            {"id": "2", "title": {"ar": "متدخل"}, "variations": []},
        ],
        "barred": [{"code": "abc+/=", "reason": "revoked"}, {"code": "xyz", "reason": "blocked"}],
    }


@pytest.mark.parametrize(
    "wrapped", [lambda one: one, lambda one: [one], page], ids=["object", "list", "page"]
)
@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (EVENT, "event"),
        (LIST, "lists"),
        (QUESTION, "questions"),
        (ITEM, "items"),
        (REVOKED, "barred"),
        (BLOCKED, "barred"),
    ],
)
def test_an_answer_is_known_by_its_fields(
    entry: Json, key: str, wrapped: Callable[[Json], Any], take: Take
) -> None:
    setup = take(wrapped(entry))
    assert [name for name, value in setup.described.items() if value and name != "ticket_keys"] == [key]
    assert setup.remarks == ()


def test_answers_of_several_kinds_may_stand_in_one_list(take: Take) -> None:
    setup = take([ITEM, LIST, EVENT])
    assert setup.described["lists"][0]["categories"] == ["Participant", "2", "9"]
    assert setup.described["event"]["title"]["fr"] == "Conférence"


@pytest.mark.parametrize(("key", "part"), [("checkinlists", LIST), ("revokedsecrets", REVOKED)])
def test_a_page_of_several_is_told(key: str, part: Json, take: Take) -> None:
    following = page(part, following="https://pretix.example/api/v1/?page=2")
    assert told(take(bundle(**{key: following}))) == [(RemarkCode.MORE_PAGES, key)]
    assert told(take(following)) == [(RemarkCode.MORE_PAGES, key)]
    assert told(take(page(part) | {"previous": "https://pretix.example/api/v1/"})) == [
        (RemarkCode.MORE_PAGES, key)
    ]


def one_list(take: Take, **changes: Any) -> tuple[Json | None, list[tuple[RemarkCode, str]]]:
    setup = take(bundle(checkinlists=[LIST | changes]))
    return next(iter(setup.described["lists"]), None), told(setup)


def test_a_list_for_all_products_has_no_categories(take: Take) -> None:
    found, remarks = one_list(take, all_products=True)
    assert found is not None
    assert (found["categories"], remarks) == ([], [])


@pytest.mark.parametrize("rules", [{}, None])
def test_no_rule_is_none(rules: Any, take: Take) -> None:
    found, remarks = one_list(take, rules=rules)
    assert found is not None
    assert (found["rule"], remarks) == (None, [])


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"limit_products": []}, RemarkCode.FOR_NOBODY),
        ({"all_products": "yes", "limit_products": None}, RemarkCode.FOR_NOBODY),
        ({"rules": "true"}, RemarkCode.RULE_WRONG),
        ({"rules": [True]}, RemarkCode.RULE_WRONG),
        ({"rules": 0}, RemarkCode.RULE_WRONG),
    ],
)
def test_a_list_that_would_admit_more_than_was_meant_is_left_out(
    changes: Json, remark: RemarkCode, take: Take
) -> None:
    assert one_list(take, **changes) == (None, [(remark, "VIP entry")])


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"subevent": 14}, (RemarkCode.ONE_DATE_ONLY, "VIP entry")),
        ({"addon_match": True}, (RemarkCode.FIELD_NOT_TAKEN, "VIP entry: addon_match")),
        ({"brand_new": {"a": 1}}, (RemarkCode.FIELD_NOT_TAKEN, "VIP entry: brand_new")),
        ({"include_pending": "no"}, (RemarkCode.FIELD_NOT_TAKEN, "VIP entry: include_pending")),
        ({"allow_entry_after_exit": None}, (RemarkCode.FIELD_NOT_TAKEN, "VIP entry: allow_entry_after_exit")),
        ({"limit_products": [1, "2"]}, (RemarkCode.ENTRY_BROKEN, "items")),
        ({"exit_all_at": "tonight"}, (RemarkCode.DATE_WRONG, "exit_all_at tonight")),
        ({"exit_all_at": "2026-12-28T02:30:00"}, (RemarkCode.DATE_WRONG, "exit_all_at 2026-12-28T02:30:00")),
        ({"exit_all_at": 5}, (RemarkCode.DATE_WRONG, "exit_all_at 5")),
    ],
)
def test_what_a_list_loses_is_told(changes: Json, remark: tuple[RemarkCode, str], take: Take) -> None:
    found, remarks = one_list(take, **changes)
    assert found is not None
    assert remarks == [remark]


def test_a_wrong_flag_admits_fewer(take: Take) -> None:
    wrong = {"include_pending": 1, "allow_multiple_entries": "true", "allow_entry_after_exit": []}
    found, _remarks = one_list(take, **wrong)
    assert found is not None
    assert (found["includes_unpaid"], found["multiple_entries"], found["reentry_after_exit"]) == (
        False,
        False,
        False,
    )


def test_without_the_event_the_day_ends_as_written_or_in_the_zone_given(tmp_path: Path) -> None:
    path = tmp_path / "lists.json"
    path.write_text(json.dumps(LIST | {"exit_all_at": "2026-07-01T03:00:00+02:00"}), encoding="utf-8")
    assert read(path).described["lists"][0]["day_ends"] == "03:00"
    assert read(path, ZoneInfo("Asia/Tokyo")).described["lists"][0]["day_ends"] == "10:00"


def test_the_time_of_day_is_that_of_the_events_zone_on_that_day(take: Take) -> None:
    ramadan = "2026-02-20T02:00:00Z"  # Morocco is then an hour earlier than in the rest of the year
    found, _remarks = one_list(take, exit_all_at=ramadan)
    assert found is not None
    assert found["day_ends"] == "02:00"


@pytest.mark.parametrize(
    ("letter", "answering"),
    [
        ("N", Answering.NUMBER),
        ("S", Answering.TEXT),
        ("T", Answering.LONG_TEXT),
        ("B", Answering.YES_NO),
        ("C", Answering.CHOICE),
        ("M", Answering.CHOICES),
        ("D", Answering.DATE),
        ("H", Answering.TIME),
        ("W", Answering.MOMENT),
        ("CC", Answering.COUNTRY),
        ("TEL", Answering.PHONE),
    ],
)
def test_every_type_of_question_has_its_counterpart(letter: str, answering: Answering, take: Take) -> None:
    setup = take([QUESTION | {"type": letter, "required": False}])
    (found,) = setup.described["questions"]
    assert found["answering"] == answering
    assert bool(found["options"]) is (letter in ("C", "M"))
    assert setup.remarks == ()


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"type": "F"}, (RemarkCode.FILE_QUESTION, "T-Shirt size")),
        ({"type": "Z"}, (RemarkCode.TYPE_UNKNOWN, "T-Shirt size: Z")),
        ({"type": ["C"]}, (RemarkCode.TYPE_UNKNOWN, "T-Shirt size: ['C']")),
        ({"ask_during_checkin": False}, (RemarkCode.QUESTION_FOR_SHOP, "T-Shirt size")),
        ({"items": []}, (RemarkCode.FOR_NOBODY, "T-Shirt size")),
        ({"options": []}, (RemarkCode.NO_OPTIONS, "T-Shirt size")),
        ({"id": "7"}, (RemarkCode.ENTRY_BROKEN, "questions 7")),
        ({"id": True}, (RemarkCode.ENTRY_BROKEN, "questions True")),
    ],
)
def test_a_question_that_cannot_be_asked_is_told(
    changes: Json, remark: tuple[RemarkCode, str], take: Take
) -> None:
    setup = take(bundle(questions=[QUESTION | changes]))
    assert setup.described["questions"] == []
    assert told(setup) == [remark]


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"valid_number_max": "12"}, (RemarkCode.FIELD_NOT_TAKEN, "T-Shirt size: valid_number_max")),
        ({"help_text": {"en": "How?"}}, (RemarkCode.FIELD_NOT_TAKEN, "T-Shirt size: help_text")),
        ({"type": "B"}, (RemarkCode.MUST_BE_YES, "T-Shirt size")),
        ({"options": [*QUESTION["options"], {"answer": "?"}]}, (RemarkCode.ENTRY_BROKEN, "options")),
    ],
)
def test_what_a_question_loses_is_told(changes: Json, remark: tuple[RemarkCode, str], take: Take) -> None:
    setup = take(bundle(questions=[QUESTION | changes]))
    assert len(setup.described["questions"]) == 1
    assert told(setup) == [remark]


@pytest.mark.parametrize(
    ("changes", "expected", "remarks"),
    [
        ({"date_to": None}, {"last_day": "2026-12-27", "ends": ""}, []),
        ({"timezone": "Asia/Tokyo"}, {"first_day": "2026-12-28", "last_day": "2026-12-30"}, []),
        (
            {"timezone": "../../etc/passwd"},
            {"time_zone": "Africa/Casablanca"},
            [(RemarkCode.ZONE_UNKNOWN, "../../etc/passwd")],
        ),
        ({"timezone": None}, {"time_zone": "Africa/Casablanca"}, [(RemarkCode.ZONE_UNKNOWN, "")]),
        ({"has_subevents": True}, {"first_day": "2026-12-27"}, [(RemarkCode.EVENT_SERIES, "Conférence")]),
        (
            {"date_to": "2026-12-01T00:00:00Z"},
            {"last_day": "2026-12-27"},
            [(RemarkCode.DATE_WRONG, "date_to 2026-12-01T00:00:00+00:00")],
        ),
        (
            {"date_admission": "0001-01-01T00:00:00Z"},
            {"admission": ""},
            [(RemarkCode.DATE_WRONG, "date_admission 0001-01-01T00:00:00Z")],
        ),
        ({"name": {"de-informal": "Konferenz"}}, {"title": {"fr": "Konferenz"}}, []),
        ({"name": {"fr-informal": "Conf", "fr": "Conférence"}}, {"title": {"fr": "Conférence"}}, []),
        ({"name": {"fr": "\ue000"}}, {"title": {"fr": "sampleconf"}}, [(RemarkCode.TEXT_WRONG, "")]),
        ({"name": None, "location": None}, {"title": {"fr": "sampleconf"}, "place": {}}, []),
    ],
)
def test_an_event_is_taken_as_far_as_it_can_be(
    changes: Json, expected: Json, remarks: list[tuple[RemarkCode, str]], take: Take
) -> None:
    setup = take(EVENT | changes)
    assert {key: setup.described["event"][key] for key in expected} == expected
    assert told(setup) == remarks


def test_an_event_without_days_or_one_of_several_is_not_taken(take: Take) -> None:
    undated = take(EVENT | {"date_from": None})
    assert undated.described["event"] is None
    assert told(undated) == [(RemarkCode.EVENT_UNDATED, "Conférence")]
    several = take(page(EVENT, EVENT | {"slug": "other"}))
    assert (several.described["event"], several.described["ticket_keys"]) == (None, [])
    assert told(several) == [(RemarkCode.SEVERAL_EVENTS, "other, sampleconf")]


@pytest.mark.parametrize("key", ["", 5, None, "é", "A" * 5000])
def test_a_key_that_is_none_is_told(key: Any, take: Take) -> None:
    setup = take(EVENT | {"valid_keys": {"pretix_sig1": [key, "LS0t"]}})
    assert setup.described["ticket_keys"] == ["LS0t"]
    assert [remark.code for remark in setup.remarks] == [RemarkCode.KEY_WRONG]


def test_a_code_that_is_blocked_no_more_is_not_barred(take: Take) -> None:
    setup = take(
        [REVOKED, BLOCKED, BLOCKED | {"id": 6, "blocked": False, "secret": "free"}, REVOKED | {"id": 2}]
    )
    assert [one["code"] for one in setup.described["barred"]] == ["abc+/=", "xyz"]
    assert setup.remarks == ()


@pytest.mark.parametrize("secret", ["", None, 5, "A" * 600, "\n"])
def test_a_code_that_is_none_is_told(secret: Any, take: Take) -> None:
    setup = take([REVOKED | {"secret": secret}, BLOCKED])
    assert [one["code"] for one in setup.described["barred"]] == ["xyz"]
    assert [remark.code for remark in setup.remarks] == [RemarkCode.CODE_WRONG]


def test_repeated_entries_are_taken_once_and_told_if_they_differ(take: Take) -> None:
    setup = take([LIST, LIST, LIST | {"name": "Other"}])
    assert [one["title"] for one in setup.described["lists"]] == [{"fr": "VIP entry"}]
    assert told(setup) == [(RemarkCode.ENTRY_REPEATED, "checkinlists 3")]


def test_what_is_unknown_is_told(take: Take) -> None:
    setup = take([LIST, {"order": "ABC", "secret": "x", "created": "y"}, 5])
    assert told(setup) == [
        (RemarkCode.PART_UNKNOWN, "order, secret, created"),
        (RemarkCode.PART_UNKNOWN, "5"),
    ]
    assert told(take(bundle(quotas=page(), items=[ITEM, OTHER_ITEM, "x"]))) == [
        (RemarkCode.ENTRY_BROKEN, "items x"),
        (RemarkCode.PART_UNKNOWN, "quotas"),
    ]


def test_a_flood_of_remarks_is_counted(take: Take) -> None:
    setup = take([LIST, *([1] * (REMARK_LIMIT + 7))])
    assert len(setup.remarks) == REMARK_LIMIT + 1
    assert told(setup)[-1] == (RemarkCode.AND_MORE, "7")


def nested(depth: int) -> str:
    return json.dumps([LIST])[:-1] + "," + "[" * depth + "]" * depth + "]"


NOT_A_SETUP, DAMAGED, EMPTY = Trouble.FILE_NOT_A_SETUP, Trouble.FILE_DAMAGED, Trouble.FILE_EMPTY


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        (b"", EMPTY, None),
        (b" \n", EMPTY, None),
        (b"[]", EMPTY, None),
        (b"{}", EMPTY, None),
        (b'{"count": 0, "next": null, "previous": null, "results": []}', EMPTY, None),
        (b"<!DOCTYPE html><html></html>", NOT_A_SETUP, "html"),
        (b"Nom;Ville\n", NOT_A_SETUP, "text"),
        (b"5", NOT_A_SETUP, "text"),
        (b'"event"', NOT_A_SETUP, "text"),
        (b"\x89PNG\r\n\x1a\n", NOT_A_SETUP, "binary"),
        (b'{"detail": "Authentication credentials were not provided."}', NOT_A_SETUP, "json"),
        (b'{"items": [1, 2]}', NOT_A_SETUP, "json"),
        (b'[{"a": 1}]', NOT_A_SETUP, "json"),
        (b'{"event": {', DAMAGED, None),
        (b'{"event": NaN}', DAMAGED, None),
        (b'{"event": 1e999}', DAMAGED, None),
        (b'{"event": ' + b"1" * 5000 + b"}", DAMAGED, None),
        (rb'{"event": "\ud800"}', DAMAGED, None),
        (nested(DEPTH_LIMIT + 1).encode(), NOT_A_SETUP, "json"),
        (b"[" * 100_000, NOT_A_SETUP, "json"),
        (b"[" * 100_000 + b"]" * 100_000, NOT_A_SETUP, "json"),
        (b"[" + b"{}," * 1_000_001 + b"{}]", NOT_A_SETUP, "json"),
        (b"[" + b" " * FILE_LIMIT_BYTES + b"]", Trouble.FILE_TOO_BIG, None),
    ],
    ids=lambda value: value[:12].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_a_bad_file_is_refused_with_its_reason(
    content: bytes, code: Trouble, found: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "setup.json"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as caught:
        read(path)
    assert (caught.value.code, caught.value.values.get("found")) == (code, found)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.json", Trouble.FILE_MISSING), (tmp_path, Trouble.FILE_UNREADABLE)):
        with pytest.raises(FileRefused) as caught:
            read(path)
        assert caught.value.code is code


def test_depth_up_to_the_limit_and_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "setup.json"
    path.write_text(nested(DEPTH_LIMIT - 2), encoding="utf-16")
    assert read(path).described["lists"][0]["id"] == "pretix-3"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CHANGES = {
    "event": EVENT,
    "checkinlists": LIST,
    "questions": QUESTION,
    "items": ITEM,
    "blockedsecrets": BLOCKED,
}


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_value_anywhere_is_taken_or_told_or_refused(data: st.DataObject, take: Take) -> None:
    part = data.draw(st.sampled_from(sorted(CHANGES)))
    field = data.draw(st.sampled_from(sorted(CHANGES[part])))
    broken = CHANGES[part] | {field: data.draw(JSON)}
    setup = take(bundle(**{part: [broken]}))
    json.dumps(setup.described, ensure_ascii=False, allow_nan=False).encode()


@given(content=JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_file_is_taken_or_refused(content: Any, take: Take) -> None:
    try:
        take(content)
    except FileRefused as refused:
        assert refused.code in {NOT_A_SETUP, DAMAGED, EMPTY}  # noqa: PT017


@pytest.fixture
def english() -> Iterator[None]:
    language.use("en")
    yield
    language.use("en")


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("code", RemarkCode)
def test_every_remark_is_said(code: RemarkCode) -> None:
    said = setup_remark(code, "{X1}")
    assert "\u2068{X1}\u2069" in said
    assert said.endswith(".")


def test_the_limit_of_bytes_is_the_one_promised() -> None:
    assert pretix_setup.FILE_LIMIT_BYTES == 20_000_000
