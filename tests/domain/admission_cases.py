"""What `decide` is tried with: what stands in somebody's way, and cases by name with their reason."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Admission, Barred, Direction, Reason, Request
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Attendee, Event, Registration, Words
from kiosk.domain.questions import Answering, Option, Question
from kiosk.domain.staff import Right

NOW: Final = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)  # a Thursday, 09:42 at Marrakech
ALI: Final = Attendee(id="a", code="c", name_latin="Ali", category="participant")
DOOR: Final = CheckInList(id="door", title=Words(fr="Entrée"))
EVENT: Final = Event("e", NO_WORDS, NO_WORDS, NO_WORDS, date(2024, 10, 23), date(2024, 10, 25))
IN, OUT = Direction.ENTRY, Direction.EXIT
MINUTE: Final = timedelta(minutes=1)
CASABLANCA, NEW_YORK = ZoneInfo("Africa/Casablanca"), ZoneInfo("America/New_York")
KOLKATA, APIA = ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")
DIET: Final = Question("diet", Words(fr="Régime ?"), Answering.TEXT)
SIZE: Final = Question("size", Words(fr="Taille ?"), Answering.NUMBER)
PRESS: Final = frozenset({"press"})


def past(way: Direction, minutes_ago: float, *, annulled: bool = False) -> Admission:
    at = NOW - timedelta(minutes=minutes_ago)
    return Admission(f"{way}{minutes_ago}", "a", "door", way, at, "Accueil 1", annulled=annulled)


def gone(way: Direction, minutes_ago: float) -> Admission:
    return past(way, minutes_ago, annulled=True)


def ali(**values: Any) -> Attendee:
    return replace(ALI, **values)


def answered(**answers: str) -> Attendee:
    return ali(answers=MappingProxyType(answers))


def the_door(**values: Any) -> CheckInList:
    return replace(DOOR, **values)


def ruled(rule: Any, **values: Any) -> CheckInList:
    return the_door(rule=json.dumps(rule), **values)


def ask(**values: Any) -> Request:
    return Request(**{"at": NOW, "zone": CASABLANCA, "event": EVENT, **values})


REVOKED: Final = Barred(Reason.REVOKED, NOW - 30 * MINUTE, "Accueil 2")
BLOCKED: Final = Barred(Reason.BLOCKED, NOW - 60 * MINUTE)


# -- what stands in the way ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Obstacle:
    """What makes for one reason: a change of the person, of the door, of the request, and a past."""

    reason: Reason
    person: Mapping[str, Any] = field(default_factory=dict)
    door: Mapping[str, Any] = field(default_factory=dict)
    request: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Admission, ...] = ()
    meets_exits: bool = True
    right: Right | None = Right.OVERRIDE


OBSTACLES: Final = {
    "cancelled": Obstacle(Reason.CANCELLED, {"registration": Registration.CANCELLED}),
    "blocked code": Obstacle(Reason.BLOCKED, request={"barred": BLOCKED}),
    "blocked person": Obstacle(Reason.BLOCKED, {"registration": Registration.BLOCKED}),
    "waiting for approval": Obstacle(Reason.UNAPPROVED, {"registration": Registration.PENDING}),
    "revoked": Obstacle(Reason.REVOKED, request={"barred": REVOKED}),
    "too early": Obstacle(Reason.INVALID_TIME, {"valid_from": NOW + MINUTE}, meets_exits=False),
    "too late": Obstacle(Reason.INVALID_TIME, {"valid_until": NOW}, meets_exits=False),
    "not on the list": Obstacle(Reason.NOT_ON_LIST, door={"categories": PRESS}),
    "unpaid": Obstacle(Reason.UNPAID, {"registration": Registration.UNPAID}),
    "unpaid, to be confirmed": Obstacle(
        Reason.UNPAID,
        {"registration": Registration.UNPAID},
        {"includes_unpaid": True},
        right=Right.CONFIRM_PAYMENT,
    ),
    "a rule": Obstacle(Reason.RULES, door={"rule": '{"==": [1, 2]}'}, meets_exits=False),
    "a plain setting": Obstacle(Reason.RULES, door={"gates": ("north",)}, meets_exits=False),
    "full": Obstacle(Reason.FULL, door={"capacity": 5}, request={"inside": 5}, meets_exits=False),
    "a question": Obstacle(
        Reason.QUESTIONS, request={"questions": (DIET,)}, meets_exits=False, right=Right.SKIP_QUESTIONS
    ),
    # One who is inside takes no place, so this one has left and may not come back.
    "already in": Obstacle(
        Reason.ALREADY_IN,
        door={"reentry_after_exit": False},
        history=(past(IN, 9), past(OUT, 5)),
        meets_exits=False,
    ),
}


# -- one case after the other -----------------------------------------------------------------------

Case = tuple[Attendee | None, CheckInList, Sequence[Admission], Request, Reason]


def case(
    reason: Reason,
    attendee: Attendee | None = ALI,
    door: CheckInList = DOOR,
    history: Sequence[Admission] = (),
    **request: Any,
) -> Case:
    return attendee, door, history, ask(**request), reason


VALID, ALREADY_IN, RULES, FULL = Reason.VALID, Reason.ALREADY_IN, Reason.RULES, Reason.FULL
ASKED, UNPAID, TIME, NOT_ON_LIST = Reason.QUESTIONS, Reason.UNPAID, Reason.INVALID_TIME, Reason.NOT_ON_LIST

MANY: Final = the_door(multiple_entries=True)
ONCE: Final = the_door(reentry_after_exit=False)
OWES: Final = ali(registration=Registration.UNPAID)
LENIENT: Final = the_door(includes_unpaid=True)
LATER: Final = -60  # minutes ago: what a clock set back an hour leaves in the future
SMALL: Final = the_door(capacity=2)
TWICE: Final = [past(IN, 9), past(OUT, 8), past(IN, 7), past(OUT, 6)]

FOUND = {
    "somebody, for the first time": case(VALID),
    "nobody has the code": case(Reason.UNKNOWN, None),
    "several have the code": case(Reason.AMBIGUOUS, None, namesakes=True),
    "nobody has the code of who leaves": case(Reason.UNKNOWN, None, direction=OUT),
    "several have the code of who leaves": case(Reason.AMBIGUOUS, None, direction=OUT, namesakes=True),
    "nobody cannot be forced in": case(Reason.UNKNOWN, None, forces=True),
    "several cannot be forced in": case(Reason.AMBIGUOUS, None, namesakes=True, forces=True),
    "nobody with a revoked code": case(Reason.UNKNOWN, None, barred=REVOKED),
    "one was chosen of several": case(VALID, namesakes=True),
}

STANDING = {
    "confirmed": case(VALID, ali(registration=Registration.CONFIRMED)),
    "blocked, and the code is blocked": case(
        Reason.BLOCKED, ali(registration=Registration.BLOCKED), barred=BLOCKED),
    "blocked, and the code is revoked": case(
        Reason.BLOCKED, ali(registration=Registration.BLOCKED), barred=REVOKED),
    "cancelled, and the code is blocked": case(
        Reason.CANCELLED, ali(registration=Registration.CANCELLED), barred=BLOCKED),
    "waiting, and the code is blocked": case(
        Reason.BLOCKED, ali(registration=Registration.PENDING), barred=BLOCKED),
    "waiting, and the code is revoked": case(
        Reason.UNAPPROVED, ali(registration=Registration.PENDING), barred=REVOKED),
    "unpaid, and the code is revoked": case(Reason.REVOKED, OWES, barred=REVOKED),
    "a code that is barred for no known reason": case(
        Reason.REVOKED, barred=Barred(Reason.CANCELLED, NOW)),
}  # fmt: skip

VALIDITY = {
    "a minute too early": case(TIME, ali(valid_from=NOW + MINUTE)),
    "from this moment on": case(VALID, ali(valid_from=NOW)),
    "since a while": case(VALID, ali(valid_from=NOW - MINUTE)),
    "until this moment": case(TIME, ali(valid_until=NOW)),
    "until a second from now": case(VALID, ali(valid_until=NOW + timedelta(seconds=1))),
    "in between": case(VALID, ali(valid_from=NOW - MINUTE, valid_until=NOW + MINUTE)),
    "never, for the end is before the beginning": case(TIME, ali(valid_from=NOW, valid_until=NOW)),
    "from this moment on, told in another zone": case(VALID, ali(valid_from=NOW.astimezone(KOLKATA))),
    "until this moment, told in another zone": case(TIME, ali(valid_until=NOW.astimezone(NEW_YORK))),
    "from the second 02:30 of a night of two": case(
        TIME, ali(valid_from=datetime(2024, 3, 10, 2, 30, fold=1, tzinfo=CASABLANCA)),
        at=datetime(2024, 3, 10, 1, 45, tzinfo=UTC)),
    "from the first 02:30 of a night of two": case(
        VALID, ali(valid_from=datetime(2024, 3, 10, 2, 30, tzinfo=CASABLANCA)),
        at=datetime(2024, 3, 10, 2, 15, tzinfo=UTC)),
    "one may leave before one's time": case(VALID, ali(valid_from=NOW + MINUTE), direction=OUT),
    "one may leave after one's time": case(VALID, ali(valid_until=NOW), direction=OUT),
}  # fmt: skip

CATEGORIES = {
    "on the list": case(VALID, door=the_door(categories=frozenset({"press", "participant"}))),
    "another category": case(NOT_ON_LIST, door=the_door(categories=PRESS)),
    "without a category": case(NOT_ON_LIST, ali(category=""), the_door(categories=PRESS)),
    "without a category, where all may": case(VALID, ali(category="")),
    "another category, leaving": case(NOT_ON_LIST, door=the_door(categories=PRESS), direction=OUT),
}

PAYMENT = {
    "unpaid": case(UNPAID, OWES),
    "unpaid, confirmed where the list does not allow it": case(UNPAID, OWES, confirms_payment=True),
    "unpaid where the list allows it": case(UNPAID, OWES, LENIENT),
    "unpaid, confirmed where the list allows it": case(VALID, OWES, LENIENT, confirms_payment=True),
    "unpaid, leaving": case(UNPAID, OWES, direction=OUT),
    "unpaid, leaving, confirmed": case(VALID, OWES, LENIENT, direction=OUT, confirms_payment=True),
    "pays later": case(VALID, ali(registration=Registration.PAYS_LATER)),
    "paid, confirmed for nothing": case(VALID, door=LENIENT, confirms_payment=True),
    "confirming does not let in who is there": case(
        ALREADY_IN, OWES, LENIENT, [past(IN, 9)], confirms_payment=True),
    "confirming does not approve": case(
        Reason.UNAPPROVED, ali(registration=Registration.PENDING), LENIENT, confirms_payment=True),
}  # fmt: skip

POLICY = {
    "already in": case(ALREADY_IN, history=[past(IN, 9)]),
    "already in since this second": case(ALREADY_IN, history=[past(IN, 0)]),
    "back after an exit": case(VALID, history=[past(IN, 9), past(OUT, 5)]),
    "in again after an exit": case(ALREADY_IN, history=[past(IN, 9), past(OUT, 5), past(IN, 3)]),
    "out twice": case(VALID, history=[past(IN, 9), past(OUT, 5), past(OUT, 3)]),
    "in twice, out once": case(VALID, history=[past(IN, 9), past(IN, 5), past(OUT, 3)]),
    "no way back": case(ALREADY_IN, door=ONCE, history=[past(IN, 9), past(OUT, 5)]),
    "no way back from inside": case(ALREADY_IN, door=ONCE, history=[past(IN, 9)]),
    "only exits": case(VALID, door=ONCE, history=[past(OUT, 5), past(OUT, 4)]),
    "only exits, where one may come back": case(VALID, history=[past(OUT, 5)]),
    "as often as one likes": case(VALID, door=MANY, history=[past(IN, 9)]),
    "as often as one likes, without a way back": case(
        VALID, door=replace(MANY, reentry_after_exit=False), history=[past(IN, 9), past(OUT, 5)]),
    "an annulled entry does not count": case(VALID, history=[gone(IN, 9)]),
    "an annulled entry leaves the exit before it": case(
        VALID, history=[past(IN, 9), past(OUT, 5), gone(IN, 3)]),
    "back after an annulled exit": case(ALREADY_IN, history=[past(IN, 9), gone(OUT, 5)]),
    "no way back, but all of it annulled": case(VALID, door=ONCE, history=[gone(IN, 9), gone(OUT, 5)]),
    "no way back, the entry annulled": case(VALID, door=ONCE, history=[gone(IN, 9), past(OUT, 5)]),
    "no way back, the exit annulled": case(ALREADY_IN, door=ONCE, history=[past(IN, 9), gone(OUT, 5)]),
    "leaving": case(VALID, history=[past(IN, 9)], direction=OUT),
    "leaving without having come": case(VALID, direction=OUT),
    "leaving twice": case(VALID, history=[past(IN, 9), past(OUT, 5)], direction=OUT),
    "leaving for good": case(VALID, door=ONCE, history=TWICE, direction=OUT),
    "an entry of the future": case(ALREADY_IN, history=[past(IN, LATER)]),
    "back after an exit of the future": case(VALID, history=[past(IN, 9), past(OUT, LATER)]),
    # What happened goes by its order: the clock was set back between the two.
    "out, with the clock set back": case(VALID, history=[past(IN, LATER), past(OUT, 5)]),
    "in, with the clock set back": case(ALREADY_IN, history=[past(OUT, LATER), past(IN, 5)]),
}  # fmt: skip

CAPACITY = {
    "one place left": case(VALID, door=SMALL, inside=1),
    "no place left": case(FULL, door=SMALL, inside=2),
    "more inside than places": case(FULL, door=SMALL, inside=3),
    "no limit": case(VALID, inside=1000),
    "a limit below nothing is none": case(VALID, door=the_door(capacity=-1), inside=5),
    "who is inside takes no new place": case(
        VALID, door=replace(SMALL, multiple_entries=True), history=[past(IN, 9)], inside=2),
    "who is inside is said to be in, not that it is full": case(
        ALREADY_IN, door=SMALL, history=[past(IN, 9)], inside=2),
    "who went out has no place kept": case(FULL, door=SMALL, history=[past(IN, 9), past(OUT, 5)], inside=2),
    "whose entry was annulled has no place": case(FULL, door=SMALL, history=[gone(IN, 9)], inside=2),
    "whose day has ended has no place": case(
        FULL, door=replace(SMALL, day_ends=time(9, 0)), history=[past(IN, 120)], inside=2),
    "one may always leave": case(VALID, door=SMALL, history=[past(IN, 9)], inside=2, direction=OUT),
}  # fmt: skip

NUMBER: Final = replace(SIZE, required=False)
NO_MEAL: Final = Question("meal", NO_WORDS, Answering.CHOICE)
QUESTIONS = {
    "a required question": case(ASKED, questions=[DIET]),
    "a required question, answered": case(VALID, answered(diet="none"), questions=[DIET]),
    "a required question, left empty": case(ASKED, answered(diet=""), questions=[DIET]),
    "a required question, answered with blanks": case(ASKED, answered(diet="  \u200e"), questions=[DIET]),
    "an optional question is asked once": case(ASKED, questions=[NUMBER]),
    "an optional question, left empty": case(VALID, answered(size=""), questions=[NUMBER]),
    "an optional question, answered wrongly": case(ASKED, answered(size="big"), questions=[NUMBER]),
    "an answer that is none is asked again": case(ASKED, answered(size="big"), questions=[SIZE]),
    "another question was answered": case(ASKED, answered(size="42"), questions=[SIZE, DIET]),
    "both were answered": case(VALID, answered(size="42", diet="none"), questions=[SIZE, DIET]),
    "asked of another category": case(VALID, questions=[replace(DIET, categories=PRESS)]),
    "asked of this category": case(ASKED, ali(category="press"), questions=[replace(DIET, categories=PRESS)]),
    "asked at another door": case(VALID, questions=[replace(DIET, lists=frozenset({"dinner"}))]),
    "asked at this door": case(ASKED, questions=[replace(DIET, lists=frozenset({"door"}))]),
    "where nothing can be asked": case(VALID, questions=[DIET], asks=False),
    "where nothing can be asked, and already in": case(
        ALREADY_IN, history=[past(IN, 9)], questions=[DIET], asks=False),
    "who is in is asked first": case(ASKED, history=[past(IN, 9)], questions=[DIET]),
    "nobody is asked on the way out": case(VALID, questions=[DIET], direction=OUT),
    "a choice of nothing keeps nobody out": case(VALID, questions=[NO_MEAL]),
    "a choice of nothing, answered somehow": case(VALID, answered(meal="x"), questions=[NO_MEAL]),
    "an option that is gone": case(
        ASKED, answered(meal="fish"), questions=[replace(NO_MEAL, options=(Option("veg", NO_WORDS),))]),
}  # fmt: skip

PLAIN = {
    "before it opens": case(RULES, door=the_door(opens=NOW + MINUTE, keeps_hours=True)),
    "when it opens": case(VALID, door=the_door(opens=NOW, keeps_hours=True)),
    "when it closes": case(RULES, door=the_door(closes=NOW, keeps_hours=True)),
    "a moment before it closes": case(VALID, door=the_door(closes=NOW + MINUTE, keeps_hours=True)),
    "hours that are only offered": case(VALID, door=the_door(opens=NOW + MINUTE, closes=NOW)),
    "out after it has closed": case(VALID, door=the_door(closes=NOW, keeps_hours=True), direction=OUT),
    "within the hours of the day": case(VALID, door=the_door(day_from=time(9, 42), day_to=time(9, 43))),
    "before the hours of the day": case(RULES, door=the_door(day_from=time(9, 43))),
    "after the hours of the day": case(RULES, door=the_door(day_to=time(9, 42))),
    "past midnight, in the morning": case(RULES, door=the_door(day_from=time(22), day_to=time(2))),
    "past midnight, after it": case(
        VALID, door=the_door(day_from=time(22), day_to=time(2)), at=NOW.replace(hour=0, minute=59)),
    "past midnight, too late": case(
        RULES, door=the_door(day_from=time(22), day_to=time(2)), at=NOW.replace(hour=1, minute=0)),
    "round the clock": case(VALID, door=the_door(day_from=time(9, 42), day_to=time(9, 42))),
    "once": case(RULES, door=replace(MANY, entries_limit=1), history=[past(IN, 9), past(OUT, 5)]),
    "once, and taken back": case(VALID, door=replace(MANY, entries_limit=1), history=[gone(IN, 9)]),
    "twice of three times": case(VALID, door=replace(MANY, entries_limit=3), history=TWICE),
    "once a day, and yesterday": case(VALID, door=replace(MANY, daily_limit=1), history=[past(IN, 24 * 60)]),
    "once a day, and today": case(RULES, door=replace(MANY, daily_limit=1), history=[past(IN, 9 * 60)]),
    # 23:45 at Marrakech is 22:45 UTC: it was yesterday there, and is already tomorrow in Kolkata.
    "once a day, just before midnight": case(
        VALID, door=replace(MANY, daily_limit=1), history=[past(IN, 9 * 60 + 57)]),
    "once a day, the same day in another zone": case(
        RULES, door=replace(MANY, daily_limit=1), history=[past(IN, 9 * 60 + 57)], zone=KOLKATA),
    "exits are no entries": case(VALID, door=replace(MANY, daily_limit=1), history=[past(OUT, 9)]),
    "the wrong gate": case(RULES, door=the_door(gates=("north",)), gate="south"),
    "the right gate": case(VALID, door=the_door(gates=("north", "east")), gate="east"),
    "the right gate, written otherwise": case(
        VALID, door=the_door(gates=("Entrée Nord",)), gate="entree nord"),
}  # fmt: skip

FEW: Final = {"<": [{"var": "entries_number"}, 2]}
AT_TWO: Final = {"buildTime": ["customtime", "14:00"]}
PARTICIPANTS: Final = {
    "inList": [{"var": "product"}, {"objectList": [{"lookup": ["product", "7", "Participant"]}]}]
}
RULED = {
    "a rule that holds": case(VALID, door=ruled({"==": [1, 1]})),
    "a rule that does not": case(RULES, door=ruled({"==": [1, 2]})),
    "no rule on the way out": case(VALID, door=ruled({"==": [1, 2]}), direction=OUT),
    "fewer entries than two": case(VALID, door=ruled(FEW, multiple_entries=True), history=[past(IN, 9)]),
    "two entries already": case(RULES, door=ruled(FEW, multiple_entries=True), history=TWICE),
    "two, of which one is annulled": case(
        VALID, door=ruled(FEW, multiple_entries=True), history=[past(IN, 9), gone(IN, 5)]),
    "only after two": case(RULES, door=ruled({"isAfter": [{"var": "now"}, AT_TWO, None]})),
    "after two": case(VALID, door=ruled({"isAfter": [{"var": "now"}, AT_TWO]}), at=NOW + 300 * MINUTE),
    "only before two": case(VALID, door=ruled({"isBefore": [{"var": "now"}, AT_TWO, 0]})),
    "category by its number and title": case(
        VALID, door=ruled(PARTICIPANTS), names={"product": frozenset({"participant"})}),
    "another category by its number and title": case(
        RULES, ali(category="press"), ruled(PARTICIPANTS), names={"product": frozenset({"presse"})}),
    "not within an hour of the last": case(
        RULES, door=ruled({">": [{"var": "minutes_since_last_entry"}, 60]}, multiple_entries=True),
        history=[past(IN, 60)]),
    "an hour after the last": case(
        VALID, door=ruled({">": [{"var": "minutes_since_last_entry"}, 60]}, multiple_entries=True),
        history=[past(IN, 61)]),
    "never came": case(RULES, door=ruled({">": [{"var": "minutes_since_last_entry"}, -1]})),
    "a last entry in the future": case(
        RULES, door=ruled({">": [{"var": "minutes_since_last_entry"}, 60]}, multiple_entries=True),
        history=[past(IN, LATER)]),
    "must be outside": case(
        RULES, door=ruled({"==": [{"var": "entry_status"}, "absent"]}, multiple_entries=True),
        history=[past(IN, 9)]),
    "outside since the day has ended": case(
        VALID, door=ruled({"==": [{"var": "entry_status"}, "absent"]}, day_ends=time(9)),
        history=[past(IN, 120)]),
    "on Thursdays": case(VALID, door=ruled({"==": [{"var": "now_isoweekday"}, 4]})),
    "a rule beside a plain setting": case(
        RULES, door=ruled({"==": [1, 1]}, daily_limit=1), history=[past(IN, 9)]),
    "after the event begins": case(
        VALID, door=ruled({"isAfter": [{"var": "now"}, {"buildTime": ["date_from"]}]})),
    "a rule that goes by an event that is not there": case(
        RULES, door=ruled({"isAfter": [{"var": "now"}, {"buildTime": ["date_from"]}]}), event=None),
    "a rule that nobody knows": case(RULES, door=ruled({"fly": [1]})),
    "a rule that is no JSON": case(RULES, door=the_door(rule="{")),
    "a broken rule, forced": case(VALID, door=ruled({"fly": [1]}), forces=True),
}  # fmt: skip

CASES: Final[dict[str, Case]] = {
    f"{group}: {name}": one
    for group, cases in {
        "found": FOUND, "standing": STANDING, "validity": VALIDITY, "category": CATEGORIES,
        "payment": PAYMENT, "policy": POLICY, "capacity": CAPACITY,
        "questions": QUESTIONS, "plain": PLAIN, "rules": RULED,
    }.items()
    for name, one in cases.items()
}  # fmt: skip


# -- the end of the day: zone, end, when they came in, now, whether they are still inside --------------


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ENDS: Final[dict[str, tuple[ZoneInfo, str, str, str, bool]]] = {
    "midnight has not come": (CASABLANCA, "00:00", "2024-10-24T09:00", "2024-10-24T22:59:59", True),
    "midnight comes": (CASABLANCA, "00:00", "2024-10-24T09:00", "2024-10-24T23:00", False),
    "in at midnight": (CASABLANCA, "00:00", "2024-10-24T23:00", "2024-10-25T22:59", True),
    "in a moment before midnight": (CASABLANCA, "00:00", "2024-10-24T22:59:59", "2024-10-24T23:00:01", False),
    "after a week": (CASABLANCA, "23:00", "2024-10-17T21:00", "2024-10-24T09:00", False),
    "ends in the night, before it": (CASABLANCA, "03:00", "2024-10-24T21:00", "2024-10-25T01:59", True),
    "ends in the night, after it": (CASABLANCA, "03:00", "2024-10-24T21:00", "2024-10-25T02:00", False),
    "this very day has ended": (CASABLANCA, "09:30", "2024-10-24T08:00", "2024-10-24T08:42", False),
    "in after the end of the day": (CASABLANCA, "09:30", "2024-10-24T08:31", "2024-10-24T08:42", True),
    "an entry of the future": (CASABLANCA, "00:00", "2024-10-25T09:00", "2024-10-24T09:00", True),
    "02:30 comes twice, before it": (CASABLANCA, "02:30", "2024-03-10T01:00", "2024-03-10T01:29", True),
    "02:30 comes twice, the first": (CASABLANCA, "02:30", "2024-03-10T01:00", "2024-03-10T01:30", False),
    "02:30 comes twice, in between": (CASABLANCA, "02:30", "2024-03-10T01:45", "2024-03-10T02:29", True),
    "02:30 comes twice, the second ends nothing": (
        CASABLANCA, "02:30", "2024-03-10T01:45", "2024-03-10T02:45", True),
    "02:30 never comes, before it would": (CASABLANCA, "02:30", "2024-04-14T01:00", "2024-04-14T02:29", True),
    "02:30 never comes, as if it had": (CASABLANCA, "02:30", "2024-04-14T01:00", "2024-04-14T02:30", False),
    "03:00 comes an hour early": (CASABLANCA, "03:00", "2024-04-14T01:59", "2024-04-14T02:00", False),
    "Ramadan, the day it begins": (CASABLANCA, "23:00", "2024-03-10T21:00", "2024-03-10T22:59", True),
    "Ramadan, the day it begins, over": (CASABLANCA, "23:00", "2024-03-10T21:00", "2024-03-10T23:00", False),
    "after Ramadan": (CASABLANCA, "23:00", "2024-04-14T21:00", "2024-04-14T22:00", False),
    "New York, 02:30 never comes": (NEW_YORK, "02:30", "2024-03-10T06:00", "2024-03-10T07:29", True),
    "New York, 02:30 as if it had": (NEW_YORK, "02:30", "2024-03-10T06:00", "2024-03-10T07:30", False),
    "New York, 01:30 comes twice": (NEW_YORK, "01:30", "2024-11-03T05:45", "2024-11-03T06:45", True),
    "Kolkata, half an hour off": (KOLKATA, "00:00", "2024-10-24T18:29", "2024-10-24T18:30", False),
    "Apia, far ahead": (APIA, "00:00", "2024-10-24T10:59", "2024-10-24T11:00", False),
    "Apia, over the day that never was": (APIA, "12:00", "2011-12-29T23:00", "2011-12-30T20:00", True),
}  # fmt: skip
