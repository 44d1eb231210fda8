"""Deciding alone, and admitting somebody with a long past beside somebody with none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from time import perf_counter_ns
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk import app
from kiosk.domain.admission import Admission, Direction, Reason, Request, decide
from kiosk.domain.facts import Kind
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import NO_WORDS, Attendee
from kiosk.operations import admissions, events
from kiosk.operations.station import Station
from kiosk.store import journal, people
from kiosk.store.journal import Draft
from tests.bench.figures import Goal, Measured, Series, interleaved, ratio, timed
from tests.bench.rolls import SMALL, Rolls

_DECISIONS: Final = 20_000
_PAIRS: Final = 400
_REGULARS: Final = 40
_EARLIER: Final = 200
_HISTORY: Final = 20
_NOW: Final = datetime(2024, 10, 24, 8, 42, tzinfo=UTC)
_ZONE: Final = ZoneInfo("Africa/Casablanca")
_MANY: Final = "many-entries"

# Ten nodes: and, three comparisons, isAfter, buildTime, four variables. It holds, so all of it is looked at.
_RULE: Final[dict[str, Any]] = {
    "and": [
        {"<": [{"var": "entries_today"}, 30]},
        {">": [{"var": "minutes_since_last_entry"}, 5]},
        {"==": [{"var": "entry_status"}, "present"]},
        {"isAfter": [{"var": "now"}, {"buildTime": ["customtime", "06:00"]}, 10]},
    ]
}
_REFUSING: Final = {"and": [*_RULE["and"][1:], {"<": [{"var": "entries_today"}, 3]}]}

_RULED, _REFUSED, _FREE = (
    "decide, rule of 10, history of 20",
    "decide, the rule refuses",
    "decide, nothing to it",
)
_OFTEN, _NEVER = "admit, 200 earlier entries", "admit, none"


def measure(rolls: Rolls) -> Measured:
    """Decide from records, and admit on one disk: people with and without a past, in turns."""
    series = _decisions(rolls) | _admissions(rolls)
    over = ratio(series, _OFTEN, _NEVER)
    return Measured(
        series,
        ratios=(ratio(series, _RULED, _FREE), over),
        goals=(
            Goal("decide, median", series[_RULED].p50, 50, "µs"),
            Goal("admit with a past, median, against without", over.value, 1.5, "×"),
        ),
        facts={"history": _HISTORY, "attendees": rolls.size(SMALL), "earlier entries": _EARLIER},
    )


# -- deciding ---------------------------------------------------------------------------------------


def _decisions(rolls: Rolls) -> dict[str, Series]:
    rounds, warm_up = rolls.times(_DECISIONS, 200), rolls.times(1000, 50)
    past = [_entry(number) for number in range(_HISTORY)]
    work = {
        _RULED: _deciding(_door(_RULE), past, Reason.VALID),
        _REFUSED: _deciding(_door(_REFUSING), past, Reason.RULES),
        _FREE: _deciding(_door(None), [], Reason.VALID),
    }
    return interleaved(work, rounds, "µs", warm_up)


def _entry(number: int) -> Admission:
    at = _NOW - timedelta(minutes=20 * (_HISTORY - number))
    return Admission(f"f{number}", "a", _MANY, Direction.ENTRY, at, "Accueil 1")


def _door(rule: Any) -> CheckInList:
    return CheckInList(_MANY, NO_WORDS, multiple_entries=True, rule="" if rule is None else json.dumps(rule))


def _deciding(door: CheckInList, past: Sequence[Admission], expected: Reason) -> Callable[[], float]:
    """Return what decides once and returns the microseconds it took."""
    somebody = Attendee(id="a", code="c", category="participant")
    request = Request(_NOW, zone=_ZONE)

    def once() -> float:
        began = perf_counter_ns()
        verdict = decide(somebody, door, past, request)
        took = perf_counter_ns() - began
        assert verdict.reason is expected
        return took / 1000

    return once


# -- admitting --------------------------------------------------------------------------------------


def _admissions(rolls: Rolls) -> dict[str, Series]:
    pairs, warm_up = rolls.times(_PAIRS, 20), rolls.times(20, 2)
    station = app.open_station(rolls.copy(SMALL))
    _configure(station)
    with station.database.read() as connection:
        roll = [one.id for one in people.everybody(connection) if one.registration == "confirmed"]
    regulars, newcomers = roll[: rolls.times(_REGULARS, 4)], roll[-(pairs + warm_up) :]
    for one in regulars:
        _give_a_past(station, one)
    work = {
        _OFTEN: timed(_admitting(station, cycle(regulars))),
        _NEVER: timed(_admitting(station, iter(newcomers))),
    }
    series = interleaved(work, pairs, "ms", warm_up)
    app.close(station)
    return series


def _configure(station: Station) -> None:
    """Add to the event a list that anybody may enter as often as they like."""
    with station.database.write() as connection:
        body = {
            "title": {"fr": "Salle de presse"},
            "room": {},
            "opens": "",
            "closes": "",
            "categories": [],
            "multiple_entries": True,
            "reentry_after_exit": True,
            "position": len(events.overview(station).lists),
        }
        journal.record(connection, station.author, [Draft(Kind.LIST_CONFIGURED, _MANY, body)])


def _give_a_past(station: Station, attendee_id: str) -> None:
    first_ms = station.now_ms() - _EARLIER * 60_000
    drafts = [
        Draft(
            Kind.ADMISSION_GIVEN,
            attendee_id,
            {
                "list": _MANY,
                "direction": Direction.ENTRY,
                "station": station.settings.name,
                "scan": f"{attendee_id}-{number}",
                "at": first_ms + number * 60_000,
            },
        )
        for number in range(_EARLIER)
    ]
    with station.database.write() as connection:
        journal.record(connection, station.author, drafts)


def _admitting(station: Station, ids: Iterator[str]) -> Callable[[], None]:
    def admit() -> None:
        ask = admissions.Ask(_MANY, attendee_id=next(ids), printing=False, looked=True)
        assert admissions.admit(station, ask).verdict.admitted

    return admit
