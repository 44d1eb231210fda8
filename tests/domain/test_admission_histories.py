"""`decide` against an independent oracle over random histories, and against whatever comes."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC
from types import MappingProxyType
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.admission import Admission, Barred, Direction, Reason, Request, Verdict, decide
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Attendee, Event, Registration, Words
from kiosk.domain.questions import Answering, Option, Question
from tests.domain.oracle import opinion
from tests.domain.stories import Told, tell

IN_THE_SUITE = 20_000
IN_THE_SOAK = 1_000_000


def decided(told: Told) -> Verdict:
    return decide(told.attendee, told.check_in_list, told.history, told.request)


def same(verdict: Verdict, expected: dict[str, Any]) -> bool:
    first = verdict.first.id if verdict.first else None
    return expected == {"reason": verdict.reason, "first": first, "overrode": verdict.overrode}


def disagreement(told: Told, verdict: Verdict) -> str:
    return f"{verdict}\nthe oracle: {opinion(told.story)}\n{told.story}"


def agreed(seed: int, count: int) -> Counter[str]:
    """Compare `count` stories and return how often each reason was given or passed over."""
    seen: Counter[str] = Counter()
    for told in tell(seed, count):
        verdict = decided(told)
        assert same(verdict, opinion(told.story)), disagreement(told, verdict)
        seen[verdict.overrode or verdict.reason] += 1
        seen["forced"] += verdict.overrode is not None
    return seen


def test_random_histories_agree_with_the_oracle() -> None:
    seen = agreed(seed=3, count=IN_THE_SUITE)
    met = {reason for reason, times in seen.items() if times >= IN_THE_SUITE // 400}
    # Asking for a second look is not for `decide` to say.
    assert met == {*Reason, "forced"} - {Reason.SECOND_LOOK}, "the stories hardly come to some"


@pytest.mark.slow
def test_a_million_random_histories_agree_with_the_oracle() -> None:
    seen = agreed(seed=2026, count=IN_THE_SOAK)
    assert sum(seen[reason] for reason in Reason) == IN_THE_SOAK


# -- whatever comes ---------------------------------------------------------------------------------

WORDS: Final = st.sampled_from([
    "var", "and", "or", "!", "<", "==", "in", "map", "reduce", "if", "+", "/", "merge", "isAfter", "isBefore",
    "buildTime", "customtime", "custom", "date_from", "now", "24:00", "2024-03-10T02:30", "inList",
    "objectList", "lookup", "product", "gate", "entries_since", "entries_days_before", "entries_today",
    "entry_status", "minutes_since_last_entry",
])  # fmt: skip
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(WORDS, parts, max_size=2)
        | st.dictionaries(st.text(max_size=3), parts, max_size=2)
    ),
    max_leaves=20,
)
RULES: Final = st.one_of(
    JSON.map(json.dumps), st.text(max_size=20), st.integers(1, 3000).map(lambda n: "[" * n)
)
AWARE: Final = st.datetimes(timezones=st.timezones())
TEXT: Final = st.text(max_size=5)
NAMES: Final = st.sampled_from(["press", "vip", "north", ""])
SOME: Final = st.frozensets(NAMES, max_size=2)
NUMBERS: Final = st.integers(-2, 3) | st.integers()
KEYS: Final = st.sampled_from(["q1", "q2"])
ASKED: Final = st.builds(
    Question,
    id=KEYS,
    title=st.just(NO_WORDS),
    answering=st.sampled_from(Answering),
    required=st.booleans(),
    options=st.lists(st.builds(Option, TEXT, st.builds(Words, TEXT)), max_size=2).map(tuple),
    categories=SOME,
    lists=st.just(frozenset()),
)
PEOPLE: Final = st.builds(
    Attendee,
    id=TEXT,
    code=TEXT,
    category=NAMES,
    registration=st.sampled_from(Registration),
    valid_from=st.none() | AWARE,
    valid_until=st.none() | AWARE,
    answers=st.dictionaries(KEYS, st.text()).map(MappingProxyType),
)
DOORS: Final = st.builds(
    CheckInList,
    id=TEXT,
    title=st.just(NO_WORDS),
    opens=st.none() | AWARE,
    closes=st.none() | AWARE,
    categories=SOME,
    multiple_entries=st.booleans(),
    reentry_after_exit=st.booleans(),
    keeps_hours=st.booleans(),
    day_from=st.none() | st.times(),
    day_to=st.none() | st.times(),
    entries_limit=NUMBERS,
    daily_limit=NUMBERS,
    capacity=NUMBERS,
    gates=SOME.map(tuple),
    rule=RULES,
    day_ends=st.none() | st.times(),
    includes_unpaid=st.booleans(),
)
PASTS: Final = st.builds(
    Admission, TEXT, TEXT, TEXT, st.sampled_from(Direction), AWARE, TEXT, annulled=st.booleans()
)
EVENTS: Final = st.builds(
    Event,
    id=TEXT,
    title=st.just(NO_WORDS),
    theme=st.just(NO_WORDS),
    place=st.just(NO_WORDS),
    first_day=st.dates(),
    last_day=st.dates(),
    starts=st.none() | AWARE,
    ends=st.none() | AWARE,
    admission=st.none() | AWARE,
)
REQUESTS: Final = st.builds(
    Request,
    at=st.datetimes(timezones=st.just(UTC)),
    direction=st.sampled_from(Direction),
    event=st.none() | EVENTS,
    zone=st.timezones(),
    names=st.dictionaries(st.sampled_from(["product", "gate"]), SOME),
    gate=NAMES,
    variation=NAMES,
    inside=NUMBERS,
    questions=st.lists(ASKED, max_size=2),
    barred=st.none() | st.builds(Barred, st.sampled_from(Reason), AWARE),
    asks=st.booleans(),
    confirms_payment=st.booleans(),
    forces=st.booleans(),
)


@given(st.none() | PEOPLE, DOORS, st.lists(PASTS, max_size=5), REQUESTS)
def test_decide_raises_nothing_whatever_comes(
    attendee: Attendee | None, door: CheckInList, history: list[Admission], request: Request
) -> None:
    verdict = decide(attendee, door, history, request)
    assert verdict.reason in Reason
    assert (verdict.first is not None) == (verdict.reason is Reason.ALREADY_IN)
    assert bool(verdict.hindrances) == (verdict.reason is Reason.RULES)
    assert bool(verdict.questions) == (verdict.reason is Reason.QUESTIONS)
    assert verdict.overrode is None or (verdict.admitted and request.forces)
    assert verdict == decide(attendee, door, history, request)
