"""Every verdict has its words, in three languages: what happened, then what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk import language, words
from kiosk.domain.admission import Admission, Barred, Direction, Reason, Verdict
from kiosk.domain.foreign_codes import recognise
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Attendee, Category, Words
from kiosk.domain.questions import Answering, Question
from kiosk.domain.scenes import Bar, Hindrance
from kiosk.domain.staff import Right
from kiosk.domain.staff import Role as StaffRole
from kiosk.errors import FileRefused, OurError, Trouble
from kiosk.words import Case, Place, Role, staff
from tests.words.isolation import open_holes, strays

NOW = datetime(2024, 10, 24, 11, 0, tzinfo=UTC)  # 12:00 at Marrakech
PRESS = Category("press", Words(fr="Zzpresse", ar="صحافة", en="Zzpress"), "#A3161A")
SPEAKER = Category("speaker", Words(fr="Intervenant", ar="متدخل", en="Speaker"), "#A3161A")
PLACE = Place(ZoneInfo("Africa/Casablanca"), {"press": PRESS, "speaker": SPEAKER})
DOOR = CheckInList("door", Words(fr="Entrée", ar="الدخول", en="Entrance"))
GUEST = Attendee("a", "C", "Ali Bennani", "علي بناني")
FIRST = Admission("f", "a", "door", Direction.ENTRY, NOW - timedelta(hours=2), "Accueil 1")
QUESTIONS = (Question("q", Words(fr="Taille ?", ar="المقاس؟", en="Size?"), Answering.TEXT),)

VERDICTS = {
    Reason.REVOKED: Verdict(Reason.REVOKED, barred=Barred(Reason.REVOKED, NOW, "Accueil 2")),
    Reason.BLOCKED: Verdict(Reason.BLOCKED, barred=Barred(Reason.BLOCKED, NOW, "Accueil 2")),
    Reason.UNPAID: Verdict(Reason.UNPAID, confirmable=True),
    Reason.RULES: Verdict(Reason.RULES, hindrances=(Hindrance(Bar.NOT_BEFORE, at=NOW), Hindrance(Bar.DAYS))),
    Reason.QUESTIONS: Verdict(Reason.QUESTIONS, questions=QUESTIONS),
    Reason.ALREADY_IN: Verdict(Reason.ALREADY_IN, FIRST),
}


@pytest.fixture(params=language.LANGUAGES, autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use("en")


def case(reason: Reason) -> Case:
    """A verdict with all that can be told of it."""
    return Case(
        VERDICTS.get(reason, Verdict(reason)),
        replace(DOOR, categories=frozenset(("press", "speaker")), capacity=1200),
        NOW,
        replace(GUEST, valid_from=NOW + timedelta(days=1), valid_until=NOW + timedelta(days=2)),
        PRESS,
        others=(GUEST, GUEST),
        foreign=recognise("https://ausim.ma/x"),
    )


def said(reason: Reason) -> words.Said:
    return words.verdict(case(reason), PLACE)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("direction", Direction)
def test_every_verdict_has_a_word_and_says_what_to_do(reason: Reason, direction: Direction) -> None:
    bare = Case(Verdict(reason), DOOR, NOW, direction=direction)
    for told in (
        words.verdict(bare, Place()),
        words.verdict(replace(case(reason), direction=direction), PLACE),
    ):
        assert told.word
        assert told.advice or reason is Reason.VALID
        assert open_holes(told) == []
        assert (told.role is Role.ADMITTED) is (reason is Reason.VALID)
    assert words.reason(reason)


@pytest.mark.parametrize("reason", Reason)
def test_what_is_told_keeps_its_direction_in_any_language(reason: Reason) -> None:
    for right in (None, *Right):
        told = words.verdict(replace(case(reason), needs=right), PLACE)
        assert strays(told.detail + told.advice) == []


TOLD = {
    Reason.UNKNOWN: "ausim.ma",
    Reason.AMBIGUOUS: "2",
    Reason.REVOKED: "12:00",
    Reason.BLOCKED: "Accueil 2",
    Reason.INVALID_TIME: "25/10",
    Reason.RULES: "12:00",
    Reason.FULL: "200",
    Reason.ALREADY_IN: "10:00",
    Reason.SECOND_LOOK: "2",
}


@pytest.mark.parametrize(("reason", "what"), TOLD.items())
def test_what_happened_is_told_with_its_time_place_and_number(reason: Reason, what: str) -> None:
    assert what in said(reason).detail


def test_a_door_that_is_not_theirs_names_whose_it_is(spoken: str) -> None:
    told = said(Reason.NOT_ON_LIST).detail
    assert PRESS.title.best(spoken) in told
    assert SPEAKER.title.best(spoken) in told
    unknown = replace(case(Reason.NOT_ON_LIST), check_in_list=replace(DOOR, categories=frozenset(("vip",))))
    assert "vip" in words.verdict(unknown, PLACE).detail


def test_what_is_asked_is_named(spoken: str) -> None:
    assert QUESTIONS[0].title.best(spoken) in said(Reason.QUESTIONS).detail
    two = Verdict(Reason.QUESTIONS, questions=QUESTIONS * 2)
    assert "2" in words.verdict(Case(two, DOOR, NOW), PLACE).word


def test_who_has_not_paid_is_let_in_where_the_list_says_so_once_that_is_confirmed() -> None:
    strict = Case(Verdict(Reason.UNPAID), DOOR, NOW)
    assert words.verdict(strict, PLACE).advice != said(Reason.UNPAID).advice


def test_who_is_in_already_is_told_when_and_where() -> None:
    told = said(Reason.ALREADY_IN).detail
    assert "10:00" in told
    assert "Accueil 1" in told
    assert "24/10" not in told


def test_an_entry_of_another_day_is_told_with_its_day() -> None:
    yesterday = replace(FIRST, at=NOW - timedelta(days=1))
    one = Case(Verdict(Reason.ALREADY_IN, yesterday), DOOR, NOW)
    assert "23/10" in words.verdict(one, PLACE).detail


@pytest.mark.parametrize(("hour", "shown"), [(22, "23:30"), (23, "24/10")])
def test_a_day_is_one_of_the_events_zone(hour: int, shown: str) -> None:
    at = datetime(2024, 10, 24, hour, 30, tzinfo=UTC)
    first = replace(FIRST, at=datetime(2024, 10, 24, 22, 30, tzinfo=UTC))
    told = words.verdict(Case(Verdict(Reason.ALREADY_IN, first), DOOR, at), PLACE).detail
    assert shown in told


def test_another_year_is_told() -> None:
    barred = Barred(Reason.REVOKED, NOW - timedelta(days=400))
    assert (
        "20/09/2023" in words.verdict(Case(Verdict(Reason.REVOKED, barred=barred), DOOR, NOW), PLACE).detail
    )


@pytest.mark.parametrize("end", ["valid_from", "valid_until"])
def test_half_a_validity_is_told_without_a_hole(end: str) -> None:
    at = NOW + timedelta(days=3)
    guest = replace(GUEST, valid_from=at) if end == "valid_from" else replace(GUEST, valid_until=at)
    told = words.verdict(Case(Verdict(Reason.INVALID_TIME), DOOR, NOW, guest), PLACE).detail
    assert "27/10" in told
    assert "\u2068\u2069" not in told


def test_a_rule_that_is_broken_is_said_to_be_mended() -> None:
    broken = Verdict(Reason.RULES, hindrances=(Hindrance(Bar.BROKEN, text="unknown operator"),))
    told = words.verdict(Case(broken, DOOR, NOW), PLACE)
    assert "unknown operator" in told.detail
    assert told.advice != said(Reason.RULES).advice


@pytest.mark.parametrize("overrode", [reason for reason in Reason if reason is not Reason.VALID])
@pytest.mark.parametrize("direction", Direction)
def test_an_entry_that_was_forced_says_what_was_passed_over_and_by_whom(
    overrode: Reason, direction: Direction
) -> None:
    given = Case(Verdict(Reason.VALID, overrode=overrode), DOOR, NOW, GUEST, direction=direction)
    alone, named = words.verdict(given, PLACE), words.verdict(given, replace(PLACE, by="Sara"))
    assert words.reason(overrode) in alone.detail
    assert words.reason(overrode) in named.detail
    assert "Sara" in named.detail
    assert "Sara" not in alone.detail


def test_a_signed_ticket_says_that_neither_name_nor_payment_is_known() -> None:
    plain = Case(Verdict(Reason.VALID), DOOR, NOW, GUEST)
    signed = words.verdict(replace(plain, signed=True), PLACE)
    assert words.verdict(plain, PLACE).detail == ""
    assert signed.detail
    assert signed.advice


def test_a_badge_is_promised_only_where_there_is_one() -> None:
    plain = Case(Verdict(Reason.VALID), DOOR, NOW, GUEST)
    assert words.verdict(plain, PLACE).advice == ""
    assert words.verdict(replace(plain, job_id="j"), PLACE).advice


def test_the_lists_and_the_categorys_welcome_comes_with_an_entry_alone(spoken: str) -> None:
    welcome = Words(fr="Casques à gauche", ar="السماعات على اليسار", en="Headsets on the left")
    given = Case(
        Verdict(Reason.VALID),
        replace(DOOR, welcome=welcome),
        NOW,
        GUEST,
        replace(PRESS, welcome=Words(fr="Dossier")),
    )
    told = words.verdict(given, PLACE).detail
    assert welcome.best(spoken) in told
    assert "Dossier" in told
    left = words.verdict(replace(given, direction=Direction.EXIT), PLACE)
    refused = words.verdict(replace(given, verdict=Verdict(Reason.CANCELLED)), PLACE)
    assert "Dossier" not in left.detail + refused.detail


def test_whose_pin_is_needed_is_named() -> None:
    plain, asked = (words.verdict(replace(case(Reason.FULL), needs=n), PLACE) for n in (None, Right.OVERRIDE))
    assert asked.detail == plain.detail
    assert staff.role(StaffRole.SUPERVISOR) in asked.advice
    assert staff.role(StaffRole.OPERATOR) not in asked.advice


def test_an_error_of_ours_at_a_door_says_to_try_again_and_then_to_write_it_down() -> None:
    ours = words.at_door(OurError("KeyError"))
    assert (ours.role, bool(ours.word), bool(ours.advice)) == (Role.ATTENTION, True, True)
    assert "KeyError" not in ours.word + ours.detail + ours.advice
    assert ours.advice != words.trouble(OurError("KeyError")).advice
    world = FileRefused(Trouble.FILE_EMPTY, file="x")
    assert words.at_door(world) == words.trouble(world)


# -- the guest's language --------------------------------------------------------------------------------


def test_who_has_an_arabic_name_alone_is_greeted_in_arabic(spoken: str) -> None:
    assert words.language_of(replace(GUEST, name_latin="")) == "ar"
    assert words.language_of(GUEST) == words.language_of(None) == spoken


def test_a_greeting_is_in_the_language_asked_for_whatever_is_spoken(spoken: str) -> None:
    assert words.greeting(DOOR, None, "ar") == "مرحبا"
    assert words.greeting(DOOR, None, "fr") == "Bienvenue"
    own = replace(DOOR, welcome=Words(fr="Casques à gauche", ar="السماعات على اليسار"))
    assert words.greeting(own, PRESS, "ar") == "السماعات على اليسار"
    assert language.current() == spoken


def test_english_is_as_the_source_has_it(spoken: str) -> None:
    if spoken == "en":
        assert re.fullmatch(r"Replaced: .12:00. · .Accueil 2.", said(Reason.REVOKED).detail)


def test_a_namesake_by_sound_alone_is_told_as_one(spoken: str) -> None:
    one = Attendee("a", "A", name_latin="Hicham Chikr")
    heard = Attendee("c", "C", name_arabic="هشام شيكر")
    same = Attendee("d", "D", name_latin="Hicham CHIKR")
    told = {
        names: words.verdict(Case(Verdict(Reason.SECOND_LOOK), DOOR, NOW, one, others=others), PLACE).detail
        for names, others in {"heard": (heard,), "both": (heard, same), "same": (same, same)}.items()
    }
    assert told["both"] == told["same"]
    assert told["heard"] != told["same"]
    if spoken == "en":
        assert told["heard"] == "1 other guest has a name that sounds so."
