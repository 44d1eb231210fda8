"""What a scan of a test code tells of its scanner."""

from __future__ import annotations

import pytest

from kiosk.domain import codes
from kiosk.scanning.device import Kind
from kiosk.scanning.scanner import Pace, Scan
from kiosk.scanning.trial import CODES, Advice, Layout, Sample, Trial, tried
from kiosk.scanning.wedge import Burst, Press

QUICK = Pace(8.0, 14, has_suffix=True)
OURS, TICKET, DIGITS = CODES[Sample.OURS], CODES[Sample.TICKET], CODES[Sample.DIGITS]


def by_keys(text: str, pace: Pace | None = QUICK, typed: str = "?") -> Trial:
    return tried(Kind.KEYBOARD, Scan(typed, text, pace))


def test_the_code_of_ours_is_one_that_the_desk_reads_and_nobody_has() -> None:
    assert codes.read(OURS) == OURS
    assert len(set(CODES.values())) == 3


@pytest.mark.parametrize("sample", Sample)
def test_a_scanner_that_is_set_right_is_told_so(sample: Sample) -> None:
    trial = by_keys(CODES[sample])
    assert (trial.sample, trial.advice, trial.is_good) == (sample, (), True)
    assert trial.layout is Layout.US


@pytest.mark.parametrize("kind", [Kind.SERIAL, Kind.CAMERA])
@pytest.mark.parametrize("sample", Sample)
def test_no_keyboard_is_asked_about_where_there_is_none(kind: Kind, sample: Sample) -> None:
    trial = tried(kind, Scan(CODES[sample]))
    assert (trial.sample, trial.layout, trial.pace, trial.is_good) == (sample, None, None, True)


@pytest.mark.parametrize(
    ("text", "sample", "layout"),
    [
        (OURS.translate(str.maketrans("MAQZW1234567890", ":QAWZ!@#$%^&*()")), Sample.OURS, Layout.FRENCH),
        ("qAzW;Y&+K>@xTeQaZw:y#(=", Sample.TICKET, Layout.FRENCH),
        ("aQwYmZ7]K&2xTeAqWyMz39)", Sample.TICKET, Layout.GERMAN),
        ("!@#$%^&*()", None, None),
    ],
)
def test_the_keyboard_that_a_scanner_is_set_to_is_recognised(
    text: str, sample: Sample | None, layout: Layout | None
) -> None:
    trial = by_keys(text)
    assert (trial.sample, trial.layout) == (sample, layout)
    assert trial.advice[0] is (Advice.LAYOUT if sample else Advice.UNREADABLE)
    assert not trial.is_good


def test_the_digits_too_tell_a_french_keyboard() -> None:
    trial = by_keys(")!@#$%^&*(")
    assert (trial.sample, trial.layout) == (Sample.DIGITS, Layout.FRENCH)


def test_a_keyboard_whose_places_are_not_told_is_read_as_typed() -> None:
    trial = tried(Kind.KEYBOARD, Scan(TICKET, None, QUICK))
    assert (trial.sample, trial.is_good) == (Sample.TICKET, True)


def test_letters_in_the_wrong_case_are_told() -> None:
    trial = by_keys(TICKET.swapcase())
    assert (trial.sample, trial.advice) == (Sample.TICKET, (Advice.CASE,))
    assert by_keys(DIGITS).advice == ()


@pytest.mark.parametrize(
    ("pace", "advice"),
    [
        (Pace(60.0, 75, has_suffix=True), (Advice.TOO_SLOW,)),
        (Pace(8.0, 14, has_suffix=False), (Advice.NO_SUFFIX,)),
        (Pace(36.0, 50, has_suffix=False), (Advice.TOO_SLOW, Advice.NO_SUFFIX)),
    ],
)
def test_how_it_types_is_judged(pace: Pace, advice: tuple[Advice, ...]) -> None:
    assert by_keys(TICKET, pace).advice == advice


def test_without_a_suffix_guests_can_be_scanned_all_the_same() -> None:
    assert by_keys(TICKET, Pace(8.0, 14, has_suffix=False)).is_good


def test_what_stands_around_the_code_is_told() -> None:
    trial = by_keys(f"S01{TICKET}##")
    assert (trial.before, trial.behind) == ("S01", "##")
    assert trial.advice == (Advice.PREFIX, Advice.TAIL)
    assert by_keys(f"]Q1{TICKET}").advice == ()  # cleaned away wherever it comes from


@pytest.mark.parametrize("text", [TICKET[3:], TICKET[:-4], OURS[2:-2]])
def test_half_a_code_is_told_as_such(text: str) -> None:
    assert by_keys(text).advice == (Advice.CUT_SHORT,)


@pytest.mark.parametrize("text", ["", "X", "HELLO-WORLD", "0" * 5000])
def test_anything_else_is_not_readable(text: str) -> None:
    trial = by_keys(text)
    assert (trial.sample, trial.advice, trial.is_good) == (None, (Advice.UNREADABLE,), False)


def test_a_burst_tells_how_it_was_typed() -> None:
    burst = Burst()
    for at_ms in (0, 4, 14, 16, 30, 40):
        burst.add(Press(at_ms, "A", "A"))
    scan = burst.end(45)
    assert scan is not None
    assert scan.pace == Pace(8.0, 14, has_suffix=True)
    assert scan == Scan("AAAAAA", "AAAAAA")  # how it was typed is no part of what was scanned
