"""The tables that screens read: folded from the journal, the same however the facts came."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from kiosk import app
from kiosk.domain.admission import Direction
from kiosk.domain.facts import Fact, Kind
from kiosk.errors import InputRefused
from kiosk.operations import admissions, journal, people, undoing
from kiosk.operations.station import Station
from kiosk.store import bulk, projections, tables
from kiosk.store import journal as stored
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
                undoing.undo(station)
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


GIVEN = '{"list": "thursday", "direction": "entry", "station": "Accueil 2", "scan": "s"}'
HOSTILE = [
    ("attendee.registered", 1, ""),
    ("attendee.registered", 1, "null"),
    ("attendee.registered", 1, "[" * 200_000),
    ("attendee.registered", 1, "9" * 5_000),
    ("attendee.registered", 1, '{"set": {"name_latin": "No Code"}}'),
    ("attendee.registered", 1, '{"code": "C", "set": {"name_latin": 7}}'),
    ("attendee.registered", 1, '{"code": "C", "set": {"name_latin": "Half \\ud800"}}'),
    ("attendee.registered", 1, '{"code": "C", "set": {"registration": "waitlisted"}}'),
    ("attendee.registered", 1, '{"code": "C", "set": {"valid_from": "tomorrow"}}'),
    ("attendee.registered", 1, '{"code": "C", "set": {"valid_from": "2024-10-24T08:00:00"}}'),
    ("attendee.registered", 2, '{"code": "C", "set": {"name_latin": "Ali"}}'),
    ("attendee.imported", 1, '{"key": "k", "set": {}, "extra": [["only one"]]}'),
    ("attendee.edited", 1, '{"set": {"undoes": "x"}, "was": null}'),
    ("attendee.edited", 1, '{"set": {"registration": NaN}, "was": {}}'),
    ("attendee.edited", 1, '{"set": {}, "was": {}, "undoes": null}'),
    ("admission.refused", 1, GIVEN.replace("}", ', "at": 1' + "0" * 30 + "}")),
    ("admission.given", 1, GIVEN.replace("}", ', "at": -1}')),
    ("admission.given", 1, GIVEN.replace("}", f', "at": 1, "after": {1 << 62}}}')),
    ("list.configured", 1, '{"title": {}, "room": {}, "position": 1' + "0" * 30 + "}"),
    ("attendee.withdrawn", 1, '{"undoes": {"a": 1}}'),
    ("admission.given", 1, GIVEN.replace("entry", "sideways")),
    ("admission.given", 1, GIVEN.replace('"thursday"', "[]")),
    ("admission.annulled", 1, "{}"),
    ("event.configured", 1, '{"title": {"de": "Tag"}}'),
    ("category.configured", 1, '{"title": {}, "colour": "red"}'),
    ("list.configured", 1, '{"title": {}, "room": {}, "opens": "25:00", "position": 1}'),
    ("dinner.served", 1, '{"undoes": 3}'),
]


@pytest.mark.parametrize(("kind", "version", "body"), HOSTILE, ids=range(len(HOSTILE)))
def test_row_85_a_fact_that_nobody_understands_is_kept_and_the_others_count(
    tmp_path: Path, kind: str, version: int, body: str
) -> None:
    clock = Clock()
    station = new_station(tmp_path / "s", clock)
    one = guest(station, "Ali Tazi").attendee
    assert one is not None
    before = contents(station)
    for seq, subject in ((1, one.id), (2, "somebody-else")):
        bad = Fact(
            "D2", seq, f"bad-{seq}", 1 << 62, clock.ms, kind, version, subject, "", b"", body, b"", b""
        )
        with station.database.write() as connection:
            bulk.insert(connection, tables.fact, [tuple(getattr(bad, c.name) for c in tables.fact.c)])
            projections.apply(connection, [bad])
    assert contents(station) == before
    journal.rebuild(station)
    assert contents(station) == before
    people.correct(station, one.id, {"company": "OCP"})
    assert undoing.undo(station).attendee == one
    assert len(journal.log(station, 1000, kind=kind)) >= 2
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
