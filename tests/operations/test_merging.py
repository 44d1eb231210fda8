"""Two of the roll who are one: both codes, everything that happened, files, badges; and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from kiosk.domain.admission import Direction, Reason
from kiosk.domain.badge import JobState
from kiosk.domain.facts import Kind
from kiosk.domain.staff import Role
from kiosk.errors import InputRefused, NeedsApproval, Trouble
from kiosk.operations import (
    history,
    imports,
    journal,
    merging,
    people,
    print_queue,
    print_rounds,
    replacing,
    staff,
    undoing,
)
from kiosk.operations.admissions import Ask, Outcome, admit
from kiosk.operations.undoing import Act
from kiosk.proofs.pins import CHEAP
from kiosk.store import admissions, pairing, tables
from tests.store.test_projections import contents

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.operations.station import Station
    from tests.stations import Clock

ROLL = """\
Référence;Nom complet;Société;Téléphone;Code billet
R1;Hicham Chiker;OCP;+212600000001;T-1
R2;هشام شيكر;ONCF;;T-2
R3;Sara Benjelloun;Atlas;+212600000003;T-3
"""


@pytest.fixture
def roll(station: Station, tmp_path: Path) -> Path:
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)
    return file


def with_code(station: Station, code: str) -> Attendee:
    return people.by_code(station, code)


def scan(station: Station, clock: Clock, code: str, way: Direction = Direction.ENTRY) -> Outcome:
    clock.later(60)
    return admit(station, Ask("thursday", code=code, direction=way))


def merged(station: Station, one: str = "T-1", other: str = "T-2", *take: str) -> Attendee:
    stands, absorbed = with_code(station, one), with_code(station, other)
    return merging.merge(station, stands.id, absorbed.id, take)


def test_both_tickets_and_both_codes_are_of_the_one_who_stands(station: Station, roll: Path) -> None:
    before = [with_code(station, code) for code in ("T-1", "T-2")]
    one = merged(station)
    assert (one.name_latin, one.name_arabic, one.company) == ("Hicham Chiker", "هشام شيكر", "OCP")
    for code in ("T-1", "T-2", before[0].code, before[1].code):
        assert with_code(station, code) == one
    assert len(people.find(station, "chiker", "thursday").rows) == 1
    assert people.card(station, before[1].id, "thursday").attendee == one


def test_a_guest_let_in_by_one_ticket_is_already_in_by_the_other(
    station: Station, roll: Path, clock: Clock
) -> None:
    scan(station, clock, "T-2")
    merged(station)
    again = scan(station, clock, "T-1")
    assert again.verdict.reason is Reason.ALREADY_IN
    assert scan(station, clock, "T-2", Direction.EXIT).verdict.admitted
    assert not people.find(station, "chiker", "thursday").rows[0].presence.inside


def test_a_badge_of_either_is_the_badge_of_the_one(station: Station, roll: Path, clock: Clock) -> None:
    two = scan(station, clock, "T-2")
    assert two.job_id is not None
    one = scan(station, clock, "T-1")
    assert one.job_id is not None
    stands = merged(station)
    jobs = {job.id: job.state for job in print_queue.jobs(station, attendee_id=stands.id)}
    assert jobs == {one.job_id: JobState.QUEUED, two.job_id: JobState.CANCELLED}
    print_rounds.run_queue(station)
    print_rounds.run_queue(station)
    assert people.card(station, stands.id, "thursday").badges_printed == 1
    scan(station, clock, "T-1", Direction.EXIT)
    assert scan(station, clock, "T-2").job_id is None


def test_a_later_row_of_the_absorbed_updates_and_makes_nobody_new(station: Station, roll: Path) -> None:
    merged(station)
    roll.write_text(ROLL.replace("R2;هشام شيكر;ONCF;", "R2;هشام شيكر;ONEE;+212600000002"), "utf-8")
    report = imports.import_roll(station, roll)
    assert (report.new, report.updated, report.unchanged) == (0, 1, 2)
    one = with_code(station, "T-1")
    assert (one.company, one.phone) == ("ONEE", "+212600000002")
    assert imports.import_roll(station, roll).unchanged == 3
    assert undoing.undo(station).act is Act.MERGE
    assert with_code(station, "T-1").company == "OCP"
    assert with_code(station, "T-2").company == "ONEE"


def test_what_happens_with_a_ticket_after_the_merge_is_its_own_again_once_it_is_taken_back(
    station: Station, roll: Path, clock: Clock
) -> None:
    before = contents(station)
    merged(station)
    assert scan(station, clock, "T-2").verdict.admitted
    undoing.reconsider(station, "T-1")
    rows = {row.attendee.company: row.presence for row in people.find(station, "chiker", "thursday").rows}
    assert {company: there.inside for company, there in rows.items()} == {"OCP": False, "ONCF": True}
    assert scan(station, clock, "T-1").verdict.admitted
    assert scan(station, clock, "T-2").verdict.reason is Reason.ALREADY_IN
    for code in ("T-1", "T-2"):
        undoing.annul(station, code, "thursday")
    after = contents(station)
    for name in ("attendee", "attendee_code", "import_key", "presence", "absorbed", "kept_apart"):
        assert after[name] == before[name]
    journal.rebuild(station)
    assert contents(station) == after


def test_values_are_taken_from_the_other_where_somebody_says_so(station: Station, roll: Path) -> None:
    one = merged(station, "T-1", "T-2", "company", "ticket")
    assert (one.company, one.ticket, one.phone) == ("ONCF", "T-2", "+212600000001")
    assert with_code(station, "T-1") == one
    with pytest.raises(InputRefused) as caught:
        merged(station, "T-1", "T-3", "shoe_size")
    assert caught.value.code == Trouble.UNKNOWN_FIELD


def test_whoever_is_one_already_is_not_merged_nor_kept_apart(station: Station, roll: Path) -> None:
    merged(station)
    for act in (merging.merge, merging.keep_apart):
        with pytest.raises(InputRefused) as caught:
            act(station, with_code(station, "T-1").id, with_code(station, "T-2").id)
        assert caught.value.code == Trouble.SAME_PERSON


def test_a_chain_of_merges_is_taken_back_link_by_link(station: Station, roll: Path) -> None:
    merged(station, "T-1", "T-2")
    one = merged(station, "T-3", "T-2")
    assert {with_code(station, f"T-{n}").id for n in (1, 2, 3)} == {one.id}
    assert one.name_latin == "Sara Benjelloun"
    undoing.reconsider(station, "T-1", "T-2")
    names = [with_code(station, f"T-{n}").name_latin for n in (1, 2, 3)]
    assert names == ["Sara Benjelloun", "", "Sara Benjelloun"]
    undoing.undo(station)
    assert len({with_code(station, f"T-{n}").id for n in (1, 2, 3)}) == 3


def test_keeping_apart_is_kept_once_and_taken_back(station: Station, roll: Path) -> None:
    ids = [with_code(station, code).id for code in ("T-1", "T-2")]
    for pair in (ids, ids[::-1]):
        merging.keep_apart(station, *pair)
    with station.database.read() as connection:
        assert pairing.kept_apart(connection) == {frozenset(ids)}
        assert len(pairing.decisions(connection, ids[:1])) == 1
    undone = undoing.undo(station)
    assert undone.act is Act.KEEPING_APART
    with station.database.read() as connection:
        assert pairing.kept_apart(connection) == set()


def test_the_kept_apart_stay_so_once_one_of_them_is_absorbed(station: Station, roll: Path) -> None:
    one, two, three = (with_code(station, f"T-{n}").id for n in (1, 2, 3))
    merging.keep_apart(station, two, three)
    merging.merge(station, one, two)
    with station.database.read() as connection:
        assert pairing.kept_apart(connection) == {frozenset((one, three))}


def test_a_new_badge_bars_every_code_of_ours_and_no_ticket(
    station: Station, roll: Path, clock: Clock
) -> None:
    old = [with_code(station, code).code for code in ("T-1", "T-2")]
    one = merged(station)
    replacing.replace_badge(station, one.id)
    assert [scan(station, clock, code).verdict.reason for code in old] == [Reason.REVOKED] * 2
    assert scan(station, clock, "T-2").verdict.admitted


def test_the_history_tells_of_both_and_of_the_merge(station: Station, roll: Path, clock: Clock) -> None:
    scan(station, clock, "T-2")
    clock.later(60)
    one = merged(station)
    told = history.history(station, one.id)
    assert [line.kind for line in told] == [
        Kind.ATTENDEE_MERGED, Kind.ADMISSION_GIVEN, Kind.ATTENDEE_IMPORTED, Kind.ATTENDEE_IMPORTED,
    ]  # fmt: skip
    assert told[0].other is not None
    assert told[0].other.name == "هشام شيكر"
    undoing.take_back(station, told[0].fact_id)
    (line,) = [line for line in history.history(station, one.id) if line.kind is Kind.ATTENDEE_MERGED]
    assert line.annulled
    with pytest.raises(InputRefused) as caught:
        undoing.take_back(station, line.fact_id)
    assert caught.value.code == Trouble.ALREADY_ANNULLED


def test_the_log_of_either_code_tells_of_both(station: Station, roll: Path) -> None:
    merged(station)
    kinds = [fact.kind for fact in journal.log(station, code="T-2")]
    assert kinds == [Kind.ATTENDEE_MERGED, Kind.ATTENDEE_IMPORTED, Kind.ATTENDEE_IMPORTED]


def test_only_who_is_in_charge_merges(station: Station, roll: Path) -> None:
    station.pin_cost = CHEAP
    staff.add(station, "Amina", Role.ADMINISTRATOR, "730648")
    omar = staff.add(station, "Omar", Role.OPERATOR, "194672")
    one, two = (with_code(station, f"T-{n}").id for n in (1, 2))
    staff.sign_in(station, omar.id, "194672")
    for act in (merging.merge, merging.keep_apart):
        with pytest.raises(NeedsApproval):
            act(station, one, two)
    assert with_code(station, "T-2").id == two


def test_undo_goes_on_to_the_admission_before_the_merge(station: Station, roll: Path, clock: Clock) -> None:
    scan(station, clock, "T-3")
    clock.later(5)
    merged(station)
    assert undoing.undo(station).act is Act.MERGE
    assert undoing.undo(station).act is Act.ADMISSION
    with station.database.read() as connection:
        assert connection.execute(select(tables.absorbed)).first() is None
        assert admissions.inside(connection, "thursday") == 0
