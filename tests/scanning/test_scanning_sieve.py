"""What is held, what is handed over and what is swallowed: keys with times of their own, and no window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain import codes
from kiosk.scanning.scanner import Scan
from kiosk.scanning.sieve import Role, Sieve, Sifted, Stroke
from kiosk.scanning.wedge import Rhythm

CODE = codes.make(0x2F3A9B1C5D7E8F0A1B2C3D4E5F60718)
ENTER = Stroke(28, 0, Role.SUFFIX)
LEFT = Stroke(105, 0, Role.OTHER)
SHIFT = Stroke(42, 0, Role.MODIFIER)


class Keyboard:
    """Feeds a sieve, and keeps what goes on, in order, and what was read."""

    def __init__(self, rhythm: Rhythm | None = None) -> None:
        self.sieve: Sieve[str] = Sieve(rhythm or Rhythm())
        self.at_ms = 1000
        self.gone_on: list[str] = []
        self.scans: list[str] = []

    def note(self, sifted: Sifted[str], item: str) -> None:
        self.gone_on += sifted.given
        if not sifted.keep:
            self.gone_on.append(item)
        if sifted.scan is not None:
            self.scans.append(sifted.scan.text)

    def press(self, stroke: Stroke, name: str) -> None:
        self.note(self.sieve.press(replace(stroke, at_ms=self.at_ms), f"{name}↓"), f"{name}↓")

    def release(self, key: int, name: str) -> None:
        self.note(self.sieve.release(key, f"{name}↑"), f"{name}↑")

    def tap(self, stroke: Stroke, name: str) -> None:
        self.press(stroke, name)
        self.release(stroke.key, name)

    def type(self, text: str, gap_ms: int) -> None:
        for sign in text:
            self.tap(Stroke(ord(sign), 0, Role.SIGN, sign), sign)
            self.at_ms += gap_ms

    def fall_silent(self) -> None:
        """Wake it as it asks to be, until it asks no more."""
        while self.sieve.wait_ms:
            self.sieve.wait_ms = 0
            found = self.sieve.silence()
            self.gone_on += found.given
            if found.scan is not None:
                self.scans.append(found.scan.text)


def downs(text: str) -> list[str]:
    return [f"{sign}{way}" for sign in text for way in "↓↑"]


@pytest.mark.parametrize("gap_ms", [0, 4, 30])
def test_nothing_of_a_scan_goes_on(gap_ms: int) -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, gap_ms)
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], [])


def test_a_scan_without_a_suffix_ends_in_silence_and_its_late_enter_goes_nowhere() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 5)
    keyboard.fall_silent()
    keyboard.at_ms += 90
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], [])


def test_an_arrow_may_end_a_scan() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 5)
    keyboard.tap(LEFT, "Left")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], [])


def test_a_command_just_after_a_scan_is_a_persons() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 5)
    keyboard.tap(ENTER, "Enter")
    keyboard.at_ms += 60
    keyboard.tap(LEFT, "Left")
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], ["Left↓", "Left↑"])


def test_a_later_enter_is_a_persons() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 5)
    keyboard.at_ms += 500  # nobody woke the sieve: the window was busy
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], ["Enter↓", "Enter↑"])


def test_two_scans_that_a_busy_window_meets_at_once_are_two() -> None:
    keyboard = Keyboard()
    keyboard.type("ABCDEFG", 5)
    keyboard.at_ms += 100
    keyboard.type("HIJKLMN", 5)
    keyboard.fall_silent()
    assert (keyboard.scans, keyboard.gone_on) == (["ABCDEFG", "HIJKLMN"], [])


def test_typing_goes_on_in_order_with_every_key_that_came_between() -> None:
    keyboard = Keyboard()
    keyboard.press(SHIFT, "Shift")
    keyboard.type("A", 10)
    keyboard.release(SHIFT.key, "Shift")
    keyboard.type("b", 10)
    keyboard.tap(LEFT, "Left")
    assert keyboard.gone_on == ["Shift↓", *downs("A"), "Shift↑", *downs("b"), "Left↓", "Left↑"]


def test_a_shift_that_went_on_before_a_scan_goes_up_after_it() -> None:
    keyboard = Keyboard()
    keyboard.press(SHIFT, "Shift")
    keyboard.type("ABCDEFG", 5)
    keyboard.release(SHIFT.key, "Shift")
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == (["ABCDEFG"], ["Shift↓", "Shift↑"])


def test_a_key_that_is_still_down_when_its_scan_ends_goes_up_unseen() -> None:
    keyboard = Keyboard()
    keyboard.type("ABCDEF", 5)
    keyboard.press(Stroke(ord("G"), 0, Role.SIGN, "G"), "G")
    keyboard.tap(ENTER, "Enter")
    keyboard.release(ord("G"), "G")
    assert (keyboard.scans, keyboard.gone_on) == (["ABCDEFG"], [])


def test_a_held_key_is_no_scan_however_fast_it_repeats() -> None:
    keyboard = Keyboard()
    first = Stroke(ord("x"), 0, Role.SIGN, "x")
    keyboard.press(first, "x")
    keyboard.at_ms += 60
    keyboard.fall_silent()
    for _ in range(20):
        keyboard.at_ms += 20 if len(keyboard.gone_on) > 1 else 200
        keyboard.press(replace(first, repeated=True), "x")
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([], ["x↓"] * 21 + ["Enter↓", "Enter↑"])


def test_a_doubled_sign_at_full_speed_is_no_held_key() -> None:
    keyboard = Keyboard()
    for _ in range(8):
        keyboard.tap(Stroke(ord("1"), 0, Role.SIGN, "1", repeated=True), "1")
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == (["11111111"], [])


@pytest.mark.parametrize(("gap_ms", "slow"), [(100, True), (35, False)])
def test_a_slow_scanner_is_known_if_the_station_is_told(gap_ms: int, slow: bool) -> None:
    keyboard = Keyboard()
    keyboard.sieve.tune(Rhythm.of_gap(gap_ms))
    for sign in CODE:
        keyboard.type(sign, 90)
        if keyboard.sieve.wait_ms <= 90:
            keyboard.fall_silent()
    keyboard.tap(ENTER, "Enter")
    assert keyboard.scans == ([CODE] if slow else [])
    assert keyboard.gone_on == ([] if slow else [*downs(CODE), "Enter↓", "Enter↑"])


def test_a_scanner_that_begins_haltingly_is_waited_for() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE[0], 45)
    keyboard.type(CODE[1], 75)
    assert keyboard.sieve.silence_until(keyboard.at_ms - 1) == Sifted()
    keyboard.type(CODE[2:], 10)
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE], [])
    assert keyboard.sieve.wait_ms == 0


def test_two_quick_keys_are_waited_for_as_long_as_a_scanner_may_pause() -> None:
    keyboard = Keyboard()
    keyboard.type("ab", 45)
    assert keyboard.sieve.silence_until(keyboard.at_ms + 34) == Sifted()
    assert keyboard.sieve.silence_until(keyboard.at_ms + 35) == Sifted(tuple(downs("ab")))
    keyboard.type("c", 0)
    assert keyboard.sieve.wait_ms == 50


def test_a_person_is_kept_waiting_for_50_ms_and_no_more() -> None:
    keyboard = Keyboard()
    keyboard.type("a", 60)
    assert keyboard.sieve.wait_ms == 50
    assert keyboard.sieve.silence() == Sifted(("a↓", "a↑"))
    assert not keyboard.sieve.holds


def test_silence_is_told_by_the_clock_of_the_keys() -> None:
    keyboard = Keyboard()
    keyboard.type("a", 60)
    assert keyboard.sieve.silence_until(keyboard.at_ms - 15) == Sifted()  # whatever time went by for us
    assert (keyboard.sieve.wait_ms, keyboard.sieve.holds) == (5, True)
    assert keyboard.sieve.silence_until(keyboard.at_ms) == Sifted(("a↓", "a↑"))


def test_a_scan_without_a_suffix_is_over_once_no_key_can_come_that_belongs_to_it() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 5)
    assert keyboard.sieve.silence_until(keyboard.at_ms + 74).scan is None
    assert keyboard.sieve.silence_until(keyboard.at_ms + 75).scan == Scan("", CODE)


@pytest.mark.parametrize("held_up_ms", [90, 290])
@pytest.mark.parametrize("at", [4, 12, len(CODE)])
def test_a_computer_that_is_held_up_in_the_midst_of_a_scan_reads_it_whole(at: int, held_up_ms: int) -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 10)
    keyboard.tap(ENTER, "Enter")  # now it is known that an Enter ends its scans
    keyboard.at_ms += 500
    keyboard.type(CODE[:at], 10)
    keyboard.at_ms += held_up_ms - 10
    assert keyboard.sieve.silence_until(keyboard.at_ms - 1) == Sifted()
    keyboard.type(CODE[at:], 1)
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([CODE, CODE], [])


def test_a_person_who_strikes_three_keys_at_once_waits_no_longer_for_that() -> None:
    keyboard = Keyboard()
    keyboard.type(CODE, 10)
    keyboard.tap(ENTER, "Enter")
    keyboard.at_ms += 500
    keyboard.type("abc", 5)
    assert keyboard.sieve.silence_until(keyboard.at_ms + 75) == Sifted(tuple(downs("abc")))


@pytest.mark.parametrize(("gap_ms", "slow"), [(30, False), (90, True)])
def test_quick_hands_that_let_go_late_are_no_scanner(gap_ms: int, slow: bool) -> None:
    keyboard = Keyboard(Rhythm.of_gap(100) if slow else None)
    for before, sign in zip(" benjelloun", "benjelloun ", strict=True):
        if sign != " ":
            keyboard.press(Stroke(ord(sign), 0, Role.SIGN, sign), sign)
        if before != " ":
            keyboard.release(ord(before), before)
        keyboard.at_ms += gap_ms
    keyboard.tap(ENTER, "Enter")
    assert keyboard.scans == []
    assert [one for one in keyboard.gone_on if one.endswith("↓")] == [f"{s}↓" for s in "benjelloun"] + [
        "Enter↓"
    ]


def test_a_scanner_that_presses_several_keys_at_once_is_one_all_the_same() -> None:
    keyboard, text = Keyboard(), "ABCDEFGHJKLMNPQRSTUV"
    for at in range(0, len(text), 4):
        for sign in text[at : at + 4]:
            keyboard.press(Stroke(ord(sign), 0, Role.SIGN, sign), sign)
        for sign in text[at : at + 4]:
            keyboard.release(ord(sign), sign)
        keyboard.at_ms += 8
    keyboard.tap(ENTER, "Enter")
    assert (keyboard.scans, keyboard.gone_on) == ([text], [])


def test_what_was_read_tells_both_readings() -> None:
    sieve: Sieve[str] = Sieve()
    for at, (us, here) in enumerate(zip("ABCDEF", "QBCDEF", strict=True)):
        sieve.press(Stroke(at, at, Role.SIGN, us, here), us)
    assert sieve.press(replace(ENTER, at_ms=9), "Enter").scan == Scan("QBCDEF", "ABCDEF")
