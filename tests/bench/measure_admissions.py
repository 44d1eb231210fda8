"""One admission as the operation does it, whole and on the disk, against SQL by hand and a bare commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk import app
from kiosk.operations import admissions, events
from kiosk.operations.station import Station
from kiosk.store import people
from tests.bench.figures import Goal, Measured, interleaved, ratio, ratio_p99, timed
from tests.bench.raw_store import BareCommit, RawDesk
from tests.bench.rolls import LARGE, Rolls, codes_of

_ROUNDS = 1000
_WARM_UP = 50


def measure(rolls: Rolls) -> Measured:
    """Admit people with `operations.admit` and by hand, and commit bare rows, in turns on one disk."""
    rounds, warm_up = rolls.times(_ROUNDS, 40), rolls.times(_WARM_UP, 5)
    station = app.open_station(rolls.copy(LARGE))
    raw = RawDesk(rolls.folder / "raw.db", _codes_and_names(station))
    bare = BareCommit(rolls.folder / "bare.db")
    codes = codes_of(station, rounds + warm_up)
    admitted: list[bool] = []
    series = interleaved(
        {
            "admit": timed(_admitting(station, iter(codes), admitted)),
            "raw look-up, history, insert, commit": timed(_admitting_by_hand(raw, iter(codes))),
            "bare commit": timed(bare),
        },
        rounds,
        "ms",
        warm_up,
    )
    for one in (bare, raw):
        one.close()
    app.close(station)
    ours, by_hand, commit = series
    over_raw = ratio(series, ours, by_hand)
    return Measured(
        series,
        ratios=(over_raw, ratio_p99(series, ours, by_hand), ratio(series, ours, commit)),
        goals=(Goal("admit, median, against raw", over_raw.value, 4, "×"),),
        facts={"attendees": rolls.size(LARGE), "asked": len(admitted), "admitted": sum(admitted)},
    )


def _admitting(station: Station, codes: Iterator[str], admitted: list[bool]) -> Callable[[], None]:
    list_id = events.overview(station).lists[0].id

    def admit() -> None:
        outcome = admissions.admit(station, admissions.Ask(list_id, code=next(codes)))
        admitted.append(outcome.verdict.admitted)

    return admit


def _admitting_by_hand(raw: RawDesk, codes: Iterator[str]) -> Callable[[], None]:
    return lambda: raw.admit(next(codes), "thursday", 1_729_754_520_000)


def _codes_and_names(station: Station) -> list[tuple[str, str]]:
    with station.database.read() as connection:
        return [(one.code, one.name) for one in people.everybody(connection)]
