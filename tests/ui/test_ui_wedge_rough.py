"""Scans amid what people do at the same time: other keys held, windows opening, quick hands, two scanners."""

from __future__ import annotations

import random
import threading
import time
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from kiosk.domain import codes
from kiosk.scanning.sieve import QUIET_MS
from tests.ui.wedge_bench import Bench, unless_late
from tests.xtest_scanner import ALT, ALT_GR, CTRL, ENTER, RIGHT_SHIFT

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
KEYS = len(OURS) + 1
OTHER = codes.make(0xFEDCBA0987654321FEDCBA0987654321)
WORDS = "the quick brown fox jumps over a lazy dog and benjelloun types on without a pause "


@pytest.fixture(scope="module")
def bench(xvfb: dict[str, str]) -> Iterator[Bench]:
    one = Bench(xvfb)
    yield one
    one.close()


@pytest.fixture
def us(bench: Bench) -> Iterator[Bench]:
    bench.layout("us")
    bench.ready("nothing")
    bench.ready("field")
    yield bench
    bench.layout("us")


@pytest.mark.parametrize("seed", range(4))
def test_quick_hands_that_roll_over_the_keys_type(us: Bench, seed: int) -> None:
    chance = random.Random(seed)
    gaps_s = [chance.uniform(0.030, 0.060) for _ in WORDS]
    us.keys.roll(WORDS, gaps_s, held_s=0.07)
    us.keys.tap(ENTER)
    told = us.ask("settled", 0)
    assert (told["entered"], told["scans"]) == ([WORDS], [])


@pytest.mark.parametrize("gap_ms", [0, 8, 30])
@pytest.mark.parametrize("held", [ALT, CTRL])
@unless_late(KEYS)
def test_alt_or_ctrl_under_another_hand_does_not_matter(us: Bench, held: int, gap_ms: int) -> None:
    time.sleep(QUIET_MS / 1000)  # after a scan, Ctrl+M and Ctrl+J are ends of lines
    us.keys.press(held, down=True)
    us.keys.scan(OURS, gap_s=gap_ms / 1000)
    us.keys.press(held, down=False)
    assert us.wrong([OURS], "field") == ""


@unless_late(KEYS)
def test_alt_gr_under_another_hand_spoils_a_scan_and_leaks_nothing(us: Bench) -> None:
    us.layout("fr")
    us.keys.press(ALT_GR, down=True)
    us.keys.scan(OURS, gap_s=0.004)
    us.keys.press(ALT_GR, down=False)
    told = us.ask("settled", 1)
    assert (told["field"], told["entered"]) == ("", [])
    assert [codes.is_unclear(one) for one in told["scans"]] == [True]


@unless_late(KEYS)
def test_shift_under_another_hand_is_seen_through_for_a_code_of_ours(us: Bench) -> None:
    us.keys.press(RIGHT_SHIFT, down=True)
    us.keys.scan(OURS, gap_s=0.004)
    us.keys.press(RIGHT_SHIFT, down=False)
    (read,) = us.ask("settled", 1)["scans"]
    assert OURS in codes.spellings(read)


def test_a_persons_shortcuts_still_act(us: Bench) -> None:
    us.keys.type("abc", gap_s=0.1)
    for key in (0x1E, 0x2D):  # Ctrl+A, Ctrl+X
        us.keys.press(CTRL, down=True)
        us.keys.tap(key)
        us.keys.press(CTRL, down=False)
    told = us.ask("settled", 0)
    assert (told["field"], told["scans"]) == ("", [])


@pytest.mark.parametrize("gap_ms", [4, 20])
@pytest.mark.parametrize("begins", ["field", "dialog", "table"])
@unless_late(KEYS)
def test_a_window_opens_amid_a_scan(us: Bench, begins: str, gap_ms: int) -> None:
    ends = "dialog" if begins == "field" else "field"
    us.ready(begins)
    hand = threading.Timer(gap_ms * len(OURS) / 2000, lambda: us.ask("focus", ends))
    hand.start()
    us.keys.scan(OURS, gap_s=gap_ms / 1000)
    hand.join()
    assert us.wrong([OURS], ends) == ""


@unless_late(KEYS)
def test_a_layout_is_switched_between_scans(us: Bench) -> None:
    wanted = []
    for layout in ("fr", "ara", "us", "de"):
        us.layout(layout)
        us.keys.scan(OURS, gap_s=0.004)
        wanted.append(OURS)
    assert us.wrong(wanted, "field") == ""


@unless_late(KEYS)
def test_twenty_scans_in_a_second_are_twenty_scans(us: Bench) -> None:
    began = time.monotonic()
    for n in range(20):
        us.keys.scan(OURS, gap_s=0.001)
        time.sleep(max(0.0, began + (n + 1) / 20 - time.monotonic()))
    assert us.wrong([OURS] * 20, "field") == ""


@unless_late(2 * KEYS)
def test_two_scanners_at_once_leak_nothing(us: Bench) -> None:
    in_turns = "".join(chain.from_iterable(zip(OURS, OTHER, strict=True)))
    us.keys.scan(in_turns, gap_s=0.005)
    us.keys.tap(ENTER)
    told = us.ask("settled", 1)
    assert (told["field"], told["entered"], told["clicks"]) == ("", [], 0)
    assert not {OURS, OTHER} & set(told["scans"])


@unless_late(KEYS + 1)
def test_a_letter_typed_just_before_a_scan_is_not_taken_for_the_code_s(us: Bench) -> None:
    us.keys.tap(0x30)
    us.keys.scan(OURS, gap_s=0.004)
    told = us.ask("settled", 1)
    assert told["scans"] == ["b" + OURS]
    assert codes.is_unclear(told["scans"][0])


@pytest.mark.parametrize("at", [1, 4, 14])
@pytest.mark.parametrize("away", [1, 6])
@unless_late(None)
def test_a_window_that_loses_its_focus_amid_a_scan_leaks_nothing_and_reads_the_next(
    us: Bench, at: int, away: int
) -> None:
    us.keys.scan(OURS[:at], gap_s=0.004, suffix=None)
    window = us.keys.take_focus()
    us.keys.scan(OURS[at : at + away], gap_s=0.004, suffix=None)
    us.keys.give_focus(window)
    us.keys.scan(OURS[at + away :], gap_s=0.004)
    told = us.ask("settled", 1)
    assert (told["field"], told["entered"], told["clicks"]) == ("", [], 0)
    assert OURS not in told["scans"]
    time.sleep(QUIET_MS / 1000)
    us.ready("field")
    us.keys.scan(OTHER)
    assert us.wrong([OTHER], "field") == ""
