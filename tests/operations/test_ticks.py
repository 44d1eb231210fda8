"""A paper list goes out, and its ticks come back as entries of the time when they happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk import language
from kiosk.domain.facts import Kind
from kiosk.domain.people import Attendee
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import admissions, door_lists, events, figures, imports, journal, people, ticks, undoing
from kiosk.operations.admissions import Ask
from kiosk.operations.station import Station
from kiosk.operations.ticks import Tick, take
from tests.badge.badge_page import Page
from tests.stations import START_MS, Clock

NOW = datetime.fromtimestamp(START_MS / 1000, UTC)
EARLIER = NOW - timedelta(hours=1)
ROLL = """\
Nom complet;الاسم الكامل;Société;Catégorie;Statut;Code billet
Zineb Alami;;OCP;Presse;confirmé;T-1
Ali Bennani;علي بناني;OCP;Participant;confirmé;T-2
Omar Tazi;;Atlas;Participant;annulé;T-3
"""


@pytest.fixture(autouse=True)
def _roll(station: Station) -> None:
    language.use("en")
    file = station.folder.parent / "roll.csv"
    file.write_text(ROLL, "utf-8")
    imports.import_roll(station, file)


def one(station: Station, ticket: str) -> Attendee:
    return people.by_code(station, ticket)


def inside(station: Station) -> int:
    return figures.figures(station, "thursday").inside


def test_a_tick_is_an_entry_at_its_own_time(station: Station) -> None:
    taken = take(station, "thursday", [Tick("T-1", EARLIER)])
    assert [guest.name for guest in taken.entered] == ["Zineb Alami"]
    (entry,) = [
        row for row in admissions.recent(station) if row.attendee and row.attendee.name == "Zineb Alami"
    ]
    assert entry.admission.at == EARLIER
    assert inside(station) == 1


def test_our_own_code_and_a_ticket_tick_the_same(station: Station) -> None:
    own = one(station, "T-1").code
    assert len(take(station, "thursday", [Tick(own.lower(), EARLIER)]).entered) == 1
    assert take(station, "thursday", [Tick("T-1", EARLIER)]).known == 1


def test_the_same_sheet_read_twice_writes_nothing_the_second_time(station: Station) -> None:
    sheet = [Tick("T-1", EARLIER), Tick("T-2", EARLIER), Tick("T-1", EARLIER)]
    first = take(station, "thursday", sheet)
    assert (len(first.entered), first.known) == (2, 1)
    again = take(station, "thursday", sheet)
    assert (again.entered, again.known) == ((), 3)
    assert figures.figures(station, "thursday").entered == 2


def test_a_tick_that_was_taken_back_does_not_come_again(station: Station) -> None:
    take(station, "thursday", [Tick("T-1", EARLIER)])
    undoing.undo(station)
    assert inside(station) == 0
    assert take(station, "thursday", [Tick("T-1", EARLIER)]).known == 1
    assert inside(station) == 0


def test_whoever_would_be_refused_was_there_all_the_same(station: Station) -> None:
    taken = take(station, "press-room", [Tick("T-2", EARLIER), Tick("T-3", EARLIER)])
    assert len(taken.entered) == 2
    assert figures.figures(station, "press-room").entered == 2


def test_codes_of_nobody_are_told_and_the_others_taken(station: Station) -> None:
    taken = take(station, "thursday", [Tick("???", EARLIER), Tick("T-1", EARLIER)])
    assert (taken.unknown, len(taken.entered)) == (("???",), 1)


def test_what_has_not_happened_yet_is_refused_whole(station: Station) -> None:
    with pytest.raises(InputRefused) as refused:
        take(station, "thursday", [Tick("T-1", EARLIER), Tick("T-2", NOW + timedelta(hours=1))])
    assert refused.value.code is Trouble.TICK_TOO_LATE
    assert inside(station) == 0


def test_a_list_that_is_not_there_takes_no_ticks(station: Station) -> None:
    with pytest.raises(InputRefused) as refused:
        take(station, "friday", [Tick("T-1", EARLIER)])
    assert refused.value.code is Trouble.UNKNOWN_LIST


def test_whoever_was_ticked_is_inside_for_the_next_scan(station: Station) -> None:
    take(station, "thursday", [Tick("T-1", EARLIER)])
    outcome = admissions.admit(station, Ask("thursday", "T-1"))
    assert not outcome.verdict.admitted
    assert outcome.verdict.first is not None
    assert outcome.verdict.first.at == EARLIER


def test_the_journal_keeps_when_it_was_written_and_when_it_was(station: Station, clock: Clock) -> None:
    clock.later(60)
    take(station, "thursday", [Tick("T-1", EARLIER)])
    entry = next(row for row in journal.log(station) if row.kind == Kind.ADMISSION_GIVEN)
    assert entry.wall_ms == START_MS + 60_000
    assert entry.content()["at"] == START_MS - 3_600_000


# -- the paper list ----------------------------------------------------------------------------------


def test_the_paper_list_has_whoever_may_come_by_name(station: Station) -> None:
    text = Page(door_lists.door_list(station, "thursday").pdf).text()
    assert text.index("Ali Bennani") < text.index("Zineb Alami")
    assert "Omar Tazi" not in text
    assert "Entrée jeudi 24" in text
    assert "Les Assises" in text


def test_a_list_for_some_categories_has_only_those(station: Station) -> None:
    text = Page(door_lists.door_list(station, "press-room").pdf).text()
    assert "Zineb Alami" in text
    assert "Ali Bennani" not in text


def test_what_is_on_paper_can_be_ticked(station: Station) -> None:
    import zxingcpp

    drawn = door_lists.door_list(station, "thursday")
    found = [code.text for code in zxingcpp.read_barcodes(Page(drawn.pdf).raster(300))]
    taken = ticks.take(station, "thursday", [Tick(code, EARLIER) for code in found])
    assert len(taken.entered) == 2
    assert events.resolve_list(station, "thursday").id == "thursday"
