"""Two desks that tell each other what happened, early or late: in whatever order, the tables are the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kiosk import app
from kiosk.domain.admission import Direction
from kiosk.domain.facts import Kind
from kiosk.domain.people import Words
from kiosk.domain.staff import Role
from kiosk.errors import InputRefused
from kiosk.operations import (
    closing,
    imports,
    journal,
    lists,
    merging,
    people,
    replacing,
    staff,
    ticks,
    undoing,
)
from kiosk.operations.admissions import Ask, admit
from kiosk.operations.ticks import Tick
from kiosk.proofs.pins import CHEAP
from kiosk.store import bulk, projections, tables
from kiosk.store import journal as stored
from kiosk.store.journal import Draft
from tests.door_scenes import MEAL, NOTE, TICKET, TICKET_KEY, change
from tests.stations import START_MS, Clock, new_station
from tests.store.test_projections import contents

if TYPE_CHECKING:
    from kiosk.domain.facts import Fact
    from kiosk.operations.station import Station

ROLL = """\
Référence;Nom complet;Société;Statut;Code billet
R1;Ali Bennani;OCP;confirmé;T-1
R2;Sara Benjelloun;Atlas;confirmé;T-2
R3;Omar Tazi;Atlas;annulé;T-3
R4;Nadia Alami;;en attente de paiement;T-4
"""


def facts_of(station: Station) -> list[Fact]:
    with station.database.read() as connection:
        return [stored.as_fact(row) for row in connection.execute(select(tables.fact))]


def tell(station: Station, facts: list[Fact]) -> None:
    """Bring facts of other desks into the journal and the tables, those that are known left out."""
    with station.database.write() as connection:
        known = set(connection.execute(select(tables.fact.c.id)).scalars())
        for fact in facts:
            if fact.id in known:
                continue
            bulk.insert(connection, tables.fact, [tuple(getattr(fact, c.name) for c in tables.fact.c)])
            seq = stored.heads(connection).get(fact.origin, 0)
            if fact.seq > seq:
                head = (fact.origin, fact.seq, fact.hlc, fact.hash)
                bulk.insert_or_update(connection, tables.head, [head], key="origin")
            projections.apply(connection, [fact])


class Desk:
    """A desk and somebody who does at random what can be done there."""

    def __init__(self, station: Station, clock: Clock, dice: random.Random) -> None:
        self.station, self.clock, self.dice = station, clock, dice

    def act(self) -> None:
        self.clock.later(self.dice.choice((1, 5, 600, 7200, -900)))
        acts = [self.pass_by] * 6 + [
            self.walk_in, self.correct, self.undo, self.replace, self.edit_list, self.edit_question,
            self.delete, self.import_again, self.bar, self.tick, self.close, self.change_staff,
            self.merge, self.merge, self.keep_apart, self.reconsider,
        ]  # fmt: skip
        with suppress(InputRefused):
            self.dice.choice(acts)()

    def somebody(self) -> str:
        with self.station.database.read() as connection:
            ids = list(connection.execute(select(tables.attendee.c.id)).scalars())
        chosen: str = self.dice.choice(sorted(ids))
        return chosen

    def pass_by(self) -> None:
        door = self.dice.choice(("thursday", "press-room"))
        way = self.dice.choice((Direction.ENTRY, Direction.ENTRY, Direction.EXIT))
        answers = self.dice.choice(({}, {"meal": "fish", "note": ""}, {"meal": "veal", "note": "late"}))
        code = self.dice.choice(("T-1", "T-2", "T-3", "T-4", "NOBODY", TICKET, ""))
        who = "" if code else self.somebody()
        forces = self.dice.random() < 0.3
        scan_id = f"scan-{self.dice.randrange(30)}"
        admit(self.station, Ask(door, code, who, way, scan_id, answers=answers, looked=True,
              confirms_payment=self.dice.random() < 0.5, forces=forces, why="so it was"))  # fmt: skip

    def walk_in(self) -> None:
        name = f"Guest {self.dice.randrange(100)}"
        people.walk_in(self.station, {"name_latin": name, "category": "participant"}, "thursday")

    def correct(self) -> None:
        people.correct(self.station, self.somebody(), {"company": f"Firm {self.dice.randrange(3)}"})

    def undo(self) -> None:
        undoing.undo(self.station)

    def replace(self) -> None:
        replacing.replace_badge(self.station, self.somebody())

    def edit_list(self) -> None:
        change(
            self.station,
            capacity=self.dice.randrange(4),
            day_ends=self.dice.choice((None, time(19), time(2))),
            multiple_entries=self.dice.random() < 0.5,
            includes_unpaid=True,
        )

    def edit_question(self) -> None:
        lists.save_question(self.station, self.dice.choice((MEAL, NOTE)))

    def delete(self) -> None:
        lists.delete_question(self.station, self.dice.choice(("meal", "note")))
        copy = lists.copy_list(self.station, "press-room", Words(fr="Copie"))
        if self.dice.random() < 0.7:
            lists.delete_list(self.station, copy.id)

    def import_again(self) -> None:
        file = self.station.folder.parent / f"{self.station.folder.name}.csv"
        file.write_text(ROLL.replace("Atlas", self.dice.choice(("Atlas", "Rif"))), "utf-8")
        imports.import_roll(self.station, file)

    def bar(self) -> None:
        code, reason = self.dice.choice(("T-1", "T-2")), self.dice.choice(("blocked", "revoked"))
        body = {"codes": [code, ""], "reason": reason, "station": self.station.settings.name}
        with self.station.database.write() as connection:
            stored.record(connection, self.station.author, [Draft(Kind.CODES_BARRED, "", body)])

    def tick(self) -> None:
        ago = timedelta(minutes=self.dice.choice((1, 60, 1500)))
        ticks.take(self.station, "thursday", [Tick(self.dice.choice(("T-1", "T-2")), self.station.now - ago)])

    def close(self) -> None:
        closing.close_days(self.station)

    def merge(self) -> None:
        take = self.dice.choice(((), ("company",), ("company", "registration", "name_latin")))
        merging.merge(self.station, self.somebody(), self.somebody(), take)

    def keep_apart(self) -> None:
        merging.keep_apart(self.station, self.somebody(), self.somebody())

    def reconsider(self) -> None:
        undoing.reconsider(self.station, self.dice.choice(("T-1", "T-2", "T-3", "T-4")))

    def change_staff(self) -> None:
        first = staff.members(self.station)[0]
        staff.change(self.station, first.id, name=f"Amina {self.dice.randrange(5)}")


@pytest.fixture
def desks(tmp_path: Path, seed: int) -> Iterator[tuple[Desk, Desk, Station]]:
    """Two desks of one event that have not met since it was set up, and a third that knows nothing."""
    clock, other = Clock(), Clock(START_MS + 1_200_000)
    one = new_station(tmp_path / "one", clock)
    told = journal.log(one, 1, kind=Kind.EVENT_CONFIGURED)[0]
    with one.database.write() as connection:
        keyed = {**told.content(), "ticket_keys": [TICKET_KEY]}
        stored.record(connection, one.author, [Draft(Kind.EVENT_CONFIGURED, told.subject, keyed)])
    one.pin_cost = CHEAP
    amina = staff.add(one, "Amina Alaoui", Role.ADMINISTRATOR, "730648")
    stations = [one]
    for name, its_clock in (("two", other), ("three", Clock())):
        station = app.create_station(tmp_path / name, name=name)
        station.now_ms, station.random = its_clock, random.Random(name).randbytes
        station.pin_cost = CHEAP
        stations.append(station)
    two, three = stations[1:]
    tell(two, facts_of(one))
    staff.sign_in(two, amina.id, "730648")
    yield Desk(one, clock, random.Random(seed)), Desk(two, other, random.Random(seed + 1000)), three
    for station in stations:
        app.close(station)


@pytest.mark.parametrize("seed", range(6))
def test_what_two_desks_did_makes_the_same_tables_in_whatever_order_it_comes(
    desks: tuple[Desk, Desk, Station], seed: int
) -> None:
    one, two, three = desks
    for desk in (one, two):
        desk.import_again()
    for round_ in range(60):
        one.act()
        two.act()
        if round_ % 20 == 19:
            tell(two.station, facts_of(one.station))
            tell(one.station, facts_of(two.station))
    everything = facts_of(one.station)
    shuffled = sorted(everything, key=lambda fact: fact.id)
    random.Random(seed).shuffle(shuffled)
    tell(three, shuffled)
    tables_of_all = [contents(station) for station in (one.station, two.station, three)]
    assert tables_of_all[0] == tables_of_all[1] == tables_of_all[2]
    with three.database.write() as connection:
        stored.rebuild(connection)
    assert contents(three) == tables_of_all[0]
    kinds = {fact.kind for fact in everything}
    assert {Kind.CODES_BARRED, Kind.BADGE_REPLACED, Kind.ATTENDEE_ANSWERED, Kind.ADMISSION_ANNULLED} <= kinds
    assert {Kind.ATTENDEE_MERGED, Kind.ATTENDEE_KEPT_APART} <= kinds
