"""Random stories for the oracle: somebody with a past at a door, as plain dictionaries and as records.

Told by a seeded `random.Random`, fast enough for a million of them. Moments fall on quarters of an hour more
often than not, round midnight and changes of the clock, so that edges are met and not only neared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Admission, Barred, Direction, Reason, Request
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Attendee, Event, Registration, Words
from kiosk.domain.questions import Answering, Option, Question
from tests.domain.oracle import DAY, HOUR, Story, local_day, moment_of

CASES_A_DOOR: Final = 50
CATEGORIES: Final = ("participant", "press", "vip")
GATES: Final = ("", "north", "south")
HOURS: Final = ("00:00", "02:00", "02:30", "06:00", "08:00", "14:00", "22:00", "23:45")
COMPARISONS: Final = ("<", "<=", ">", ">=", "==", "!=")
COUNTS: Final = ("entries_number", "entries_today", "entries_days")
PLACES: Final = {
    "UTC": (1_729_759_500,),  # 2024-10-24T08:45Z
    "Africa/Casablanca": (1_729_759_500, 1_710_036_000, 1_713_060_000, 1_713_052_800),  # Ramadan, both ends
    "America/New_York": (1_710_054_000, 1_730_613_600),
    "Asia/Kolkata": (1_729_708_200,),  # midnight there
}
GAPS: Final = (0, 30, 60, 90, 600, 900, 1800, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, DAY, 2 * DAY)
REGISTRATIONS: Final = (
    ("confirmed",) * 14 + ("pays_later",) * 2 + ("unpaid",) * 3 + ("pending", "cancelled", "blocked")
)
QUESTIONS: Final = (
    {"id": "diet", "answering": "text", "required": True, "options": []},
    {"id": "size", "answering": "number", "required": True, "options": []},
    {"id": "photo", "answering": "yes_no", "required": False, "options": []},
    {"id": "meal", "answering": "choice", "required": True, "options": ["fish", "veg"]},
    {"id": "broken", "answering": "choice", "required": True, "options": []},
)
ANSWERS: Final = {
    "diet": ("", "none"),
    "size": ("", "42", "-1.5", "big"),
    "photo": ("", "yes", "no", "perhaps"),
    "meal": ("", "fish", "veg", "meat"),
    "broken": ("x",),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One story, and the same as what `decide` is asked with."""

    story: Story
    attendee: Attendee | None
    check_in_list: CheckInList
    history: list[Admission]
    request: Request


def tell(seed: int, count: int) -> Iterator[Told]:
    """Yield `count` stories, the same ones for the same seed."""
    random = Random(seed)
    for _door in range(0, count, CASES_A_DOOR):
        world = _world(random)
        door = _list_record(world)
        event = _event_record(world)
        for _case in range(min(CASES_A_DOOR, count)):
            story = _story(random, world)
            yield Told(
                story, _attendee_record(story), door, _history_record(story), _request_record(story, event)
            )


def _pick(random: Random, several: Any) -> Any:
    return several[int(random.random() * len(several))]


def _chance(random: Random, share: float) -> bool:
    return random.random() < share


def _near(random: Random, at: int, spread: int = 2 * DAY) -> int:
    """A moment round `at`, on a quarter of an hour but for one in four."""
    quarter = at + (int((random.random() - 0.5) * spread) // 900) * 900
    return quarter if _chance(random, 0.75) else quarter + int(random.random() * 900)


# -- doors ------------------------------------------------------------------------------------------


def _world(random: Random) -> Story:
    """What the stories of one door have in common."""
    zone = _pick(random, tuple(PLACES))
    centre = _pick(random, PLACES[zone])
    moments = dict(_moment(random, centre, zone) for _ in range(3))
    world = {"zone": zone, "centre": centre, "moments": moments, **_event(random, centre, zone)}
    questions = [dict(one) for one in QUESTIONS if _chance(random, 0.15)]
    for one in questions:
        one["categories"] = _some(random, CATEGORIES, 0.3)
        one["lists"] = _some(random, ("door", "dinner"), 0.2)
    return world | {"questions": questions, "list": _list(random, world)}


def _some(random: Random, several: tuple[str, ...], share: float) -> list[str]:
    return [one for one in several if _chance(random, 0.5)] if _chance(random, share) else []


def _moment(random: Random, centre: int, zone: str) -> tuple[str, int]:
    """A moment as text, half of them without an offset, and when that is."""
    if _chance(random, 0.5):
        at = _near(random, centre)
        return datetime.fromtimestamp(at, UTC).isoformat(), at
    day, seconds = local_day(_near(random, centre), zone), int(random.random() * 96) * 900
    wall = datetime(1970, 1, 1) + timedelta(days=day, seconds=seconds)  # noqa: DTZ001  naive on purpose
    return wall.isoformat(), moment_of(day, seconds, zone)


def _event(random: Random, centre: int, zone: str) -> Story:
    first = local_day(centre, zone) - int(random.random() * 2)
    last = first + int(random.random() * 3)
    starts, ends, opens = (_near(random, centre) if _chance(random, 0.5) else None for _ in range(3))
    begins = moment_of(first, 0, zone) if starts is None else starts
    event = {
        "date_from": begins,
        "date_to": moment_of(last + 1, 0, zone) if ends is None else ends,
        "date_admission": begins if opens is None else opens,
    }
    return {"event": event, "event_fields": (first, last, starts, ends, opens)}


def _list(random: Random, world: Story) -> Story:
    clocks = [None, None, None, *(int(text[:2]) * HOUR + int(text[3:]) * 60 for text in HOURS)]
    plain = _chance(random, 0.4)
    return {
        "id": "door",
        "categories": _some(random, CATEGORIES, 0.3),
        "multiple_entries": _chance(random, 0.25),
        "reentry_after_exit": _chance(random, 0.7),
        "includes_unpaid": _chance(random, 0.5),
        "capacity": _pick(random, (0, 0, 0, 1, 2, 5)),
        "day_ends": _pick(random, clocks),
        "keeps_hours": plain and _chance(random, 0.3),
        "opens": _near(random, world["centre"]) if _chance(random, 0.5) else None,
        "closes": _near(random, world["centre"]) if _chance(random, 0.5) else None,
        "day_from": _pick(random, clocks) if plain and _chance(random, 0.3) else None,
        "day_to": _pick(random, clocks) if plain and _chance(random, 0.3) else None,
        "entries_limit": _pick(random, (1, 2, 5)) if plain and _chance(random, 0.2) else 0,
        "daily_limit": _pick(random, (1, 2, 3)) if plain and _chance(random, 0.3) else 0,
        "gates": _some(random, GATES[1:], 0.3) if plain else [],
        "rule": _rule(random, world, 3) if _chance(random, 0.45) else None,
    }


# -- rules ------------------------------------------------------------------------------------------


def _rule(random: Random, world: Story, depth: int) -> Any:
    if depth > 0 and _chance(random, 0.5):
        parts = [_rule(random, world, depth - 1) for _ in range(1 + int(random.random() * 3))]
        return {_pick(random, ("and", "or")): parts} if _chance(random, 0.9) else {"!": parts[:1]}
    return _pick(random, _LEAVES)(random, world)


def _compares(random: Random, subject: Any, number: int) -> Any:
    pair = [subject, number]
    return {_pick(random, COMPARISONS): pair if _chance(random, 0.8) else pair[::-1]}


def _counts(random: Random, world: Story) -> Any:
    return _compares(random, {"var": _pick(random, COUNTS)}, int(random.random() * 4))


def _minutes(random: Random, world: Story) -> Any:
    name = _pick(random, ("minutes_since_last_entry", "minutes_since_first_entry"))
    limit = _compares(random, {"var": name}, _pick(random, (-1, 0, 1, 15, 60, 1440)))
    return {"or": [{"==": [{"var": name}, -1]}, limit]} if _chance(random, 0.5) else limit


def _clock(random: Random, world: Story) -> Any:
    tolerance = _pick(random, ([], [None], [0], [15], [60]))
    return {_pick(random, ("isAfter", "isBefore")): [{"var": "now"}, _built(random, world), *tolerance]}


def _built(random: Random, world: Story) -> Any:
    kind = _pick(random, ("custom", "custom", "customtime", "customtime", *world["event"]))
    values = {"custom": tuple(world["moments"]), "customtime": HOURS}.get(kind, (None,))
    return {"buildTime": [kind, _pick(random, values)]}


def _since(random: Random, world: Story) -> Any:
    operators = ("entries_since", "entries_before", "entries_days_since", "entries_days_before")
    return _compares(random, {_pick(random, operators): [_built(random, world)]}, int(random.random() * 3))


def _listed(random: Random, world: Story) -> Any:
    kind, several = _pick(random, (("product", CATEGORIES), ("gate", GATES[1:])))
    things = [{"lookup": [kind, one, one.title()]} for one in several if _chance(random, 0.6)]
    return {"inList": [{"var": kind}, {"objectList": things}]}


def _status(random: Random, world: Story) -> Any:
    return {"==": [{"var": "entry_status"}, _pick(random, ("present", "absent"))]}


def _weekday(random: Random, world: Story) -> Any:
    return _compares(random, {"var": "now_isoweekday"}, 1 + int(random.random() * 7))


_LEAVES: Final = (_counts, _counts, _minutes, _clock, _clock, _since, _since, _listed, _status, _weekday)


# -- people and what they did -----------------------------------------------------------------------


def _story(random: Random, world: Story) -> Story:
    now = _near(random, world["centre"])
    fine = _chance(random, 0.55)  # most checks come after others that would hide them
    return {
        **world,
        "now": now,
        "person": None if _chance(random, 0.01) else _person(random, now, fine=fine),
        "namesakes": _chance(random, 0.5),
        "history": _history(random, now, (*world["moments"].values(), *world["event"].values())),
        "way": "exit" if _chance(random, 0.12) else "entry",
        "gate": _pick(random, GATES),
        "inside": int(random.random() * 7) if _chance(random, 0.5) else 0,
        "barred": None if fine or _chance(random, 0.85) else _pick(random, ("revoked", "blocked")),
        "asks": _chance(random, 0.8),
        "confirms_payment": _chance(random, 0.3),
        "forces": _chance(random, 0.2),
    }


def _person(random: Random, now: int, *, fine: bool) -> Story:
    return {
        "registration": "confirmed" if fine else _pick(random, REGISTRATIONS),
        "category": _pick(random, CATEGORIES),
        "valid_from": None if fine or _chance(random, 0.8) else now + _pick(random, (-HOUR, 0, 1, HOUR)),
        "valid_until": None if fine or _chance(random, 0.8) else now + _pick(random, (-HOUR, 0, 1, HOUR)),
        "answers": {key: _pick(random, texts) for key, texts in ANSWERS.items() if _chance(random, 0.7)},
    }


def _history(random: Random, now: int, moments: Sequence[int]) -> list[Story]:
    """Up to thirty entries and exits before `now`, some annulled, some at a moment that the rule may name.

    Now and then one lies in the future. One story in twenty was written while the clock was set back: then
    the order is not that of the times.
    """
    how_many = int(random.random() ** 3 * 31)
    entries_only, in_order = _chance(random, 0.4), _chance(random, 0.95)
    at, past = now, []
    for number in range(how_many):
        at -= _pick(random, GAPS)
        way = "entry" if entries_only or _chance(random, 0.55) else "exit"
        moved = _moved(random, at, moments) if _chance(random, 0.08) else at
        name = f"f{how_many - number:02}"
        past.append({"id": name, "way": way, "at": moved, "annulled": _chance(random, 0.15)})
    past.reverse()
    return sorted(past, key=lambda one: (one["at"], one["id"])) if in_order else past


def _moved(random: Random, at: int, moments: Sequence[int]) -> int:
    if moments and _chance(random, 0.75):
        return int(_pick(random, moments))
    return at + int(_pick(random, (HOUR, DAY)))


# -- the same as records ----------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _at_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else _at(seconds)


def _time(seconds: int | None) -> time | None:
    return None if seconds is None else time(seconds // HOUR, seconds % HOUR // 60)


def _list_record(world: Story) -> CheckInList:
    told = dict(world["list"])
    for name in ("day_ends", "day_from", "day_to"):
        told[name] = _time(told[name])
    for name in ("opens", "closes"):
        told[name] = _at_or_none(told[name])
    told["categories"], told["gates"] = frozenset(told["categories"]), tuple(told["gates"])
    told["rule"] = "" if told["rule"] is None else json.dumps(told["rule"])
    return CheckInList(title=NO_WORDS, **told)


def _event_record(world: Story) -> Event:
    first, last, starts, ends, admission = world["event_fields"]
    days = [date(1970, 1, 1) + timedelta(days=number) for number in (first, last)]
    event = Event("e", NO_WORDS, NO_WORDS, NO_WORDS, days[0], days[1], world["zone"])
    at = _at_or_none
    return replace(event, starts=at(starts), ends=at(ends), admission=at(admission))


def _attendee_record(story: Story) -> Attendee | None:
    person = story["person"]
    if person is None:
        return None
    return Attendee(
        id="p",
        code="c",
        category=person["category"],
        registration=Registration(person["registration"]),
        valid_from=_at_or_none(person["valid_from"]),
        valid_until=_at_or_none(person["valid_until"]),
        answers=MappingProxyType(person["answers"]),
    )


_WAYS: Final = {"entry": Direction.ENTRY, "exit": Direction.EXIT}


def _history_record(story: Story) -> list[Admission]:
    return [
        Admission(one["id"], "p", "door", _WAYS[one["way"]], _at(one["at"]), "desk", annulled=one["annulled"])
        for one in story["history"]
    ]


def _question_record(told: Story) -> Question:
    return Question(
        told["id"],
        Words(fr=told["id"]),
        Answering(told["answering"]),
        required=told["required"],
        options=tuple(Option(key, NO_WORDS) for key in told["options"]),
        categories=frozenset(told["categories"]),
        lists=frozenset(told["lists"]),
    )


def _request_record(story: Story, event: Event) -> Request:
    barred = story["barred"]
    return Request(
        at=_at(story["now"]),
        direction=_WAYS[story["way"]],
        event=event,
        zone=ZoneInfo(story["zone"]),
        gate=story["gate"],
        inside=story["inside"],
        questions=[_question_record(one) for one in story["questions"]],
        barred=Barred(Reason(barred), _at(story["now"])) if barred else None,
        namesakes=story["namesakes"],
        asks=story["asks"],
        confirms_payment=story["confirms_payment"],
        forces=story["forces"],
    )
