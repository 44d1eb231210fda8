"""Whose code it is when a scan has it in another case, or through another keyboard's layout."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.admission import Reason
from kiosk.domain.facts import Kind
from kiosk.domain.foreign_codes import ForeignKind
from kiosk.operations import holders, journal
from kiosk.operations.admissions import Ask, Outcome, admit
from kiosk.operations.imports import import_roll
from kiosk.store import configured
from kiosk.store import journal as stored
from kiosk.store.journal import Draft

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station

TICKET = "Evt1-7kQ2MZ0a4wxy9"
FRENCH = "Evt&)-kQ2MZ0a4wxy9".translate(
    str.maketrans("QMZaw-", "AM?qz)")
)  # not used as it stands: see FRENCH
FRENCH = "Evt&)èkAé?Wàq'zxyç"


@pytest.fixture
def roll(station: Station, tmp_path: Path) -> Station:
    file = tmp_path / "roll.csv"
    rows = [TICKET, "twice-AB12", "twice-ab12", "Gate-A1"]
    lines = [f"Guest {chr(65 + n)} Bennani,participant,{code}" for n, code in enumerate(rows)]
    file.write_text("\n".join(["Name,Category,Ticket code", *lines]) + "\n", "utf-8")
    import_roll(station, file)
    return station


def scan(station: Station, code: str) -> Outcome:
    return admit(station, Ask("thursday", code=code))


def respelt(station: Station, code: str) -> str:
    with station.database.read() as connection:
        return holders.of_code(connection, code, configured.event(connection)).respelt


@pytest.mark.parametrize("code", [TICKET.lower(), TICKET.upper(), TICKET.swapcase(), FRENCH])
def test_a_code_in_another_case_or_layout_is_taken_if_one_person_fits(roll: Station, code: str) -> None:
    assert respelt(roll, code) == TICKET
    told = scan(roll, code)
    assert told.verdict.admitted
    assert told.attendee is not None
    assert told.attendee.ticket == TICKET


def test_a_code_as_it_stands_is_not_respelt(roll: Station) -> None:
    assert respelt(roll, TICKET) == ""
    assert scan(roll, TICKET).verdict.admitted


@pytest.mark.parametrize("code", ["TWICE-AB12", "Gate-Q1", TICKET[:-1], "", "%"])
def test_nobody_is_taken_for_another(roll: Station, code: str) -> None:
    assert respelt(roll, code) == ""
    assert scan(roll, code).verdict.reason is Reason.UNKNOWN


def test_a_blocked_ticket_stays_so_in_any_case(roll: Station) -> None:
    bar = {"codes": [TICKET], "reason": "blocked", "station": "shop"}
    with roll.database.write() as connection:
        stored.record(connection, roll.author, [Draft(Kind.CODES_BARRED, "", bar)])
    assert scan(roll, TICKET.lower()).verdict.reason is Reason.BLOCKED


@pytest.mark.parametrize(
    "code", [TICKET + TICKET, "Evt1-7kQ2\x1dMZ0a4wxy9", TICKET + "Gate-A1", "Gate-A1" + TICKET]
)
def test_what_is_unclear_is_to_be_scanned_again(roll: Station, code: str) -> None:
    told = scan(roll, code)
    assert told.verdict.reason is Reason.UNKNOWN
    assert told.foreign is not None
    assert told.foreign.kind is ForeignKind.UNCLEAR
    (fact,) = journal.log(roll, 1)
    assert "Evt1-7kQ2" in fact.content()["code"]


@pytest.mark.parametrize("code", [TICKET[:-1], TICKET[:6]])
def test_a_code_that_was_cut_short_is_to_be_scanned_again(roll: Station, code: str) -> None:
    told = scan(roll, code)
    assert told.verdict.reason is Reason.UNKNOWN
    assert told.foreign is not None
    assert told.foreign.kind is ForeignKind.UNCLEAR


@pytest.mark.parametrize("code", [TICKET[:5], TICKET[1:], TICKET + "Gate-A", "Gate-A2" + TICKET, "x" * 300])
def test_what_only_begins_or_ends_as_a_code_is_not_two_of_them(roll: Station, code: str) -> None:
    assert scan(roll, code).foreign is None


def test_row_14_the_journal_keeps_a_spoilt_scan_as_it_came(roll: Station) -> None:
    for code in ("\x02Evt\x1b[31m\x1d7\r\n", "twice-AB12", f"]Q1{TICKET}\r\n"):
        scan(roll, code)
    kept, plain, read = (fact.content() for fact in reversed(journal.log(roll, 3)))
    assert base64.b64decode(kept["raw"]) == b"\x02Evt\x1b[31m\x1d7\r\n"
    assert "\x1b" not in kept["code"]
    assert "raw" not in plain
    assert (read["code"], "raw" in read) == (TICKET, False)
