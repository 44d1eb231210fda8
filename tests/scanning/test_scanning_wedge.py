from __future__ import annotations

import pytest

from kiosk.domain import codes
from kiosk.scanning import positions
from kiosk.scanning.scanner import Scan
from kiosk.scanning.wedge import Burst, Press

CODE = codes.make(0x2F3A9B1C5D7E8F0A1B2C3D4E5F60718)


def feed(burst: Burst, text: str, gap_ms: int, start_ms: int = 1000) -> int:
    at = start_ms
    for character in text:
        burst.add(Press(at, character, character))
        at += gap_ms
    return at


@pytest.mark.parametrize("gap_ms", [0, 1, 4, 16, 35])
def test_a_scanner_is_known_by_its_rhythm(gap_ms: int) -> None:
    burst = Burst()
    end = feed(burst, CODE, gap_ms)
    assert burst.end(end) == Scan(CODE, CODE)


@pytest.mark.parametrize("gap_ms", [60, 79, 120])
def test_a_person_is_not_taken_for_a_scanner(gap_ms: int) -> None:
    burst = Burst()
    end = feed(burst, "benjelloun", gap_ms)
    assert burst.end(end) is None


def test_a_short_burst_is_typing() -> None:
    burst = Burst()
    end = feed(burst, "benj", 5)
    assert burst.end(end) is None


def test_an_enter_that_comes_long_after_the_burst_is_a_persons() -> None:
    burst = Burst()
    end = feed(burst, CODE, 5)
    assert burst.end(end + 500) is None


def test_silence_ends_a_scan_without_a_suffix() -> None:
    burst = Burst()
    feed(burst, CODE, 5)
    assert burst.end() == Scan(CODE, CODE)
    assert burst.end() is None


def test_what_was_typed_before_a_pause_is_no_part_of_the_scan() -> None:
    burst = Burst()
    end = feed(burst, "xy", 10)
    end = feed(burst, CODE, 5, end + 200)
    scan = burst.end(end)
    assert scan is not None
    assert scan.text == CODE


def test_a_scan_through_a_french_layout_is_read_by_position() -> None:
    burst = Burst()
    for at, (position, typed) in enumerate(
        [(0x32, ","), (0x02, "&"), (0x10, "a"), (0x2C, "w"), (0x0B, "à"), (0x11, "z")]
    ):
        burst.add(Press(at, positions.character(position, shift=True), typed))
    scan = burst.end(10)
    assert scan == Scan(",&awàz", "M!QZ)W")


def test_one_place_not_told_leaves_what_was_typed() -> None:
    burst = Burst()
    for at, character in enumerate("ABCDEF"):
        burst.add(Press(at, None if character == "C" else character, character.lower()))
    assert burst.end(6) == Scan("abcdef", None)


@pytest.mark.parametrize(
    ("scan", "text"),
    [
        (Scan(CODE, CODE.replace("A", "Q")), CODE),  # a scanner set to this computer's layout
        (Scan("x" * 28, CODE), CODE),
        (Scan("pa66word", "ticket1"), "ticket1"),
        (Scan("typed-by-hand"), "typed-by-hand"),
        (Scan("]Q1" + CODE, "]Q1" + CODE), CODE),
        (Scan("\x1d\x00"), ""),
    ],
)
def test_of_two_readings_the_likelier_is_taken(scan: Scan, text: str) -> None:
    assert scan.text == text


def test_every_printable_us_character_has_its_place() -> None:
    reached = {
        positions.character(place, shift=shift) for place in range(0x02, 0x3A) for shift in (False, True)
    } - {None}
    assert reached == {chr(code) for code in range(0x20, 0x7F)}
    assert positions.character(0x1C, shift=False) is None
