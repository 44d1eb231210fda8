"""The tables that screens read: folded from the journal, the same however the facts came."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from kiosk import app
from kiosk.domain.admission import Direction
from kiosk.domain.facts import Kind
from kiosk.errors import InputRefused
from kiosk.operations import admissions, journal, people
from kiosk.operations.station import Station
from kiosk.store import journal as stored
from kiosk.store import projections, tables
from kiosk.store.journal import Draft
from tests.stations import Clock, guest, new_station


def contents(station: Station) -> dict[str, list[Any]]:
    """Every projection's rows, sorted; the running number of an attendee is nobody's business."""
    with station.database.read() as connection:
        told = {
            table.name: sorted(connection.execute(select(*(c for c in table.c if c.name != "number"))))
            for table in tables.PROJECTIONS
        }
        words = connection.execute(text("SELECT count(*) FROM attendee_search")).scalar_one()
    return told | {"words": [words]}


def live_a_day(station: Station, clock: Clock, acts: int, seed: int = 1) -> None:
    """Do what desks do, in a random order: walk-ins, scans in and out, corrections, undoing."""
    dice = random.Random(seed)
    codes = [guest(station, f"Guest {n}", company=f"Firm {n}").code for n in range(5)]
    for n in range(acts):
        clock.later(dice.choice((1, 5, 60, -30)))
        code = dice.choice([*codes, "unknown"])
        act = dice.randrange(7)
        if act == 0:
            codes.append(guest(station, f"Walk In {n}").code)
        elif act == 1:
            try:
                admissions.undo(station)
            except InputRefused:
                continue
        elif act == 2 and code != "unknown":
            try:
                one = people.by_code(station, code)
            except InputRefused:
                continue
            people.correct(station, one.id, {"company": f"Firm {dice.randrange(3)}"})
        else:
            way = dice.choice(list(Direction))
            list_id = dice.choice(("thursday", "press-room"))
            admissions.admit(station, admissions.Ask(list_id, code=code, direction=way))


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuild_gives_the_same_tables(tmp_path: Path, seed: int) -> None:
    clock = Clock()
    station = new_station(tmp_path / "s", clock)
    live_a_day(station, clock, 120, seed)
    before = contents(station)
    facts = journal.rebuild(station)
    assert contents(station) == before
    assert facts == len(journal.log(station, 10_000))
    assert journal.broken(station) is None
    assert people.find(station, "guest", "thursday").rows
    app.close(station)


def test_facts_folded_in_another_order_give_the_same_tables(tmp_path: Path) -> None:
    clock = Clock()
    station = new_station(tmp_path / "s", clock)
    live_a_day(station, clock, 60)
    before = contents(station)
    with station.database.write() as connection:
        facts = [stored.as_fact(row) for row in connection.execute(select(tables.fact))]
        random.Random(5).shuffle(facts)
        projections.clear(connection)
        for fact in facts:
            projections.apply(connection, [fact])
    assert contents(station) == before
    app.close(station)


def test_a_spoilt_table_is_mended_by_a_rebuild(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    guest(station, "Ali Tazi")
    before = contents(station)
    with station.database.write() as connection:
        connection.execute(update(tables.attendee).values(name_latin="Somebody Else"))
        connection.execute(text("DELETE FROM presence"))
    assert contents(station) != before
    journal.rebuild(station)
    assert contents(station) == before
    app.close(station)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact SET body = replace(body, 'Ali', 'Eve') WHERE kind = 'attendee.registered'",
        "UPDATE fact SET wall_ms = wall_ms + 1 WHERE seq = 3",
        "DELETE FROM fact WHERE seq = 4",
        "DELETE FROM fact WHERE seq = (SELECT max(seq) FROM fact)",
    ],
)
def test_row_59_a_change_behind_our_back_shows_in_the_chain(tmp_path: Path, statement: str) -> None:
    station = new_station(tmp_path / "s")
    guest(station, "Ali Tazi")
    assert journal.broken(station) is None
    with station.database.write() as connection:
        connection.execute(text(statement))
    assert journal.broken(station) is not None
    app.close(station)


def break_in_the_middle(station: Station) -> None:
    draft = Draft(Kind.ATTENDEE_REGISTERED, "p", {"code": "C", "set": {"name_latin": "Half"}})
    with station.database.write() as connection:
        stored.record(connection, station.author, [draft])
        _ = 1 / 0


def test_one_act_is_one_transaction(tmp_path: Path) -> None:
    station = new_station(tmp_path / "s")
    with pytest.raises(ZeroDivisionError):
        break_in_the_middle(station)
    with station.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(tables.attendee)).scalar_one() == 0
        assert connection.execute(select(func.count()).where(tables.fact.c.subject == "p")).scalar_one() == 0
    assert journal.broken(station) is None
    app.close(station)
