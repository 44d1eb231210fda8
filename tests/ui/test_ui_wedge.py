"""Scans by real key events on a real display, in every layout and focus; and people's typing beside them.

One window in a process of its own takes hundreds of scans. What it says of itself is all that counts.
"""

from __future__ import annotations

import os
import random
import shutil
import time
from itertools import product
from typing import TYPE_CHECKING, Final

import pytest

from kiosk.domain import codes
from tests.ui.wedge_bench import Bench, unless_late
from tests.xtest_scanner import BACKSPACE, CAPS_LOCK, CTRL, ENTER, NUM_LOCK, TAB

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
THEIRS: Final = "Evt1/7kQ2-mz0A4_WXY9.bgtB[G]T'`^;:~"
"""Case and signs of other systems; on many layouts some of its keys are dead, or give two letters."""
LAYOUTS: Final = (
    ("us", ""),
    ("fr", ""),
    ("ara", ""),
    ("ma", ""),
    ("ma", "french"),
    ("de", ""),
    ("es", ""),
    ("gb", ""),
)
FOCUSES: Final = ("nothing", "field", "table", "dialog")
SUFFIXES: Final = (ENTER, TAB, None)
X: Final = 0x2D
NEVER_S: Final = 60
KEYS: Final = len(OURS) + 1
PERSON_S: Final = (0.06, 0.11, pytest.param(0.22, marks=pytest.mark.slow))


@pytest.fixture(scope="module")
def bench(xvfb: dict[str, str]) -> Iterator[Bench]:
    one = Bench(xvfb)
    yield one
    one.close()


@pytest.fixture
def us(bench: Bench) -> Iterator[Bench]:
    bench.layout("us")
    bench.ready("field")
    yield bench
    bench.layout("us")


def matrix(
    bench: Bench,
    layouts: tuple[tuple[str, str], ...],
    gaps_ms: tuple[int, ...],
    locks: tuple[tuple[int, ...], ...],
) -> tuple[int, list[str]]:
    """Scan in every way there is; return how many scans that were, and what went wrong."""
    count, faults = 0, []
    for (layout, variant), focus, lock in product(layouts, FOCUSES, locks):
        bench.layout(layout, variant)
        bench.ready(focus)
        for key in lock:
            bench.keys.tap(key)
        for gap_ms, suffix in product(gaps_ms, SUFFIXES):
            code = (OURS, THEIRS)[(count + count // 3) % 2]
            fault = bench.scanned(focus, code, gap_ms, suffix)
            count += 1
            if fault:
                faults.append(f"{layout} {variant} {focus} {lock} {gap_ms} ms {suffix} {code}: {fault}")
        for key in lock:
            bench.keys.tap(key)
    return count, faults


def test_every_layout_focus_and_suffix(bench: Bench) -> None:
    count, faults = matrix(bench, LAYOUTS, (0, 4), ((),))
    assert not faults
    assert count == len(LAYOUTS) * len(FOCUSES) * 6


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_focus_speed_lock_and_suffix(bench: Bench, layout: tuple[str, str]) -> None:
    locks = ((), (CAPS_LOCK,), (NUM_LOCK,), (CAPS_LOCK, NUM_LOCK))
    count, faults = matrix(bench, (layout,), (0, 1, 4, 8, 16, 30), locks)
    print(f"{layout}: {count} scans, {len(faults)} wrong, {bench.late} sent too late and again")
    assert not faults, "\n".join(faults)
    assert count == len(FOCUSES) * len(locks) * 6 * len(SUFFIXES)


@pytest.mark.parametrize("lock", [CAPS_LOCK, NUM_LOCK])
@pytest.mark.parametrize("gap_ms", [4, 30])
def test_locks_and_speeds(us: Bench, lock: int, gap_ms: int) -> None:
    us.keys.tap(lock)
    try:
        assert us.scanned("field", THEIRS, gap_ms, ENTER) == ""
    finally:
        us.keys.tap(lock)


def test_keypad_digits(us: Bench) -> None:
    for place in (0x4F, 0x50, 0x51, 0x4B, 0x4C, 0x4D, 0x47):
        us.keys.tap(place)
    us.keys.tap(ENTER)
    assert us.wrong(["1234567"], "field") == ""


@pytest.mark.parametrize("focus", FOCUSES)
@unless_late(KEYS + 2)
def test_a_second_enter_and_a_line_feed_press_nothing(us: Bench, focus: str) -> None:
    us.ready(focus)
    us.keys.scan(OURS)
    us.keys.tap(ENTER)
    us.keys.press(CTRL, down=True)
    us.keys.tap(0x24)
    us.keys.press(CTRL, down=False)
    assert us.wrong([OURS], focus) == ""


@unless_late(KEYS)
def test_scans_on_the_heels_of_each_other(us: Bench) -> None:
    wanted = [codes.make(bits) for bits in range(1, 9)]
    for code in wanted:
        us.keys.scan(code, gap_s=0.001)
    assert us.wrong(wanted, "field") == ""


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_window_that_was_busy_leaks_nothing(us: Bench, suffix: int | None) -> None:
    @unless_late(KEYS if suffix else KEYS - 1)
    def scanned_while_busy(us: Bench) -> None:
        us.ask("stall", "0.4")
        us.keys.scan(OURS, gap_s=0.004, suffix=suffix)
        assert us.wrong([OURS], "field") == ""

    scanned_while_busy(us)


@pytest.mark.parametrize("code", ["1111111111", "000000AAAAAA", "aAaAaAaAaA"])
@pytest.mark.parametrize("gap_ms", [0, 20])
def test_doubled_characters_are_no_held_key(us: Bench, code: str, gap_ms: int) -> None:
    assert us.scanned("field", code, gap_ms, ENTER) == ""


@unless_late(11)
def test_a_control_character_spoils_a_scan_and_acts_on_nothing(us: Bench) -> None:
    us.keys.scan("ABCDEF", suffix=None, gap_s=0.002)
    us.keys.press(CTRL, down=True)
    us.keys.tap(0x1B)
    us.keys.press(CTRL, down=False)
    us.keys.scan("GHI", gap_s=0.002)
    assert us.wrong(["ABCDEF\x1dGHI"], "field") == ""


# -- people ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap_s", PERSON_S)
@pytest.mark.parametrize(
    ("layout", "keys", "text"),
    [
        (("us", ""), "Mona Lisa 12", "Mona Lisa 12"),
        (("fr", ""), "Benjelloun2", "Benjellouné"),
        (("fr", ""), "h[ekg", "hêkg"),
        (("de", ""), "y=e`o", "zéô"),
        (("es", ""), "pe;a 'e", "peña é"),
        (("ara", ""), "bhg lv", "لاال مر"),
        (("ma", ""), "hgpsdk", "الحسين"),
        (("gb", ""), "O'Neil#", "O'Neil£"),
    ],
)
def test_what_a_person_types_arrives_whole(
    us: Bench, gap_s: float, layout: tuple[str, str], keys: str, text: str
) -> None:
    us.layout(*layout)
    us.keys.type(keys, gap_s=gap_s)
    told = us.ask("settled", 0)
    assert (told["field"], told["scans"]) == (text, [])


def test_a_persons_enter_comes_after_what_was_typed(us: Bench) -> None:
    us.keys.type("benj", gap_s=0.02)
    us.keys.tap(ENTER)
    told = us.ask("settled", 0)
    assert (told["entered"], told["scans"]) == (["benj"], [])


def test_keys_that_type_nothing_keep_their_turn(us: Bench) -> None:
    us.keys.type("Abc", gap_s=0.01)
    us.keys.tap(BACKSPACE)
    us.keys.type("D", gap_s=0.01)
    told = us.ask("settled", 0)
    assert (told["field"], told["scans"]) == ("AbD", [])


def test_typing_before_and_after_a_scan_stays_apart(us: Bench) -> None:
    us.layout("fr")
    us.keys.type("bo", gap_s=0.1)
    time.sleep(0.15)
    us.keys.scan(THEIRS + "[")  # its last key is dead here: the next letter must not be changed by it
    time.sleep(0.15)
    us.keys.type("e", gap_s=0.1)
    told = us.ask("settled", 1)
    assert (told["field"], told["scans"]) == ("boe", [THEIRS + "["])


def test_typing_into_a_busy_window_is_no_scan(us: Bench) -> None:
    us.ask("stall", "0.9")
    us.keys.type("abcdefgh", gap_s=0.09)
    us.keys.tap(ENTER)
    told = us.ask("settled", 0)
    assert (told["entered"], told["scans"]) == (["abcdefgh"], [])


def test_a_held_key_is_no_scan(us: Bench) -> None:
    us.keys.repeats(on=True)
    us.keys.press(X, down=True)
    end = time.monotonic() + NEVER_S
    while len(us.ask("told")["field"]) <= 8:
        assert time.monotonic() < end
        time.sleep(0.05)
    us.keys.press(X, down=False)
    us.keys.repeats(on=False)
    us.keys.tap(ENTER)
    told = us.ask("settled", 0)
    assert told["scans"] == []
    assert told["entered"] == [told["field"]]
    assert set(told["field"]) == {"x"}


# -- an input method ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_ibus(xvfb: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    if shutil.which("ibus-daemon") is None or shutil.which("dbus-run-session") is None:
        if os.environ.get("CI"):
            pytest.fail("ibus is missing; make test installs it")
        pytest.skip("ibus is not installed")
    home = str(tmp_path_factory.mktemp("home"))
    screen = xvfb | {"QT_IM_MODULE": "ibus", "HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home}
    start = (
        "ibus-daemon --daemonize --panel disable >/dev/null 2>&1; "
        "until ibus engine 2>/dev/null | grep -q xkb:us; do sleep 0.1; ibus engine xkb:us::eng; done >&2; "
        '"$@"; ibus exit'
    )
    one = Bench(screen, "dbus-run-session", "--", "sh", "-c", start, "sh")
    yield one
    one.close()


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_focus_and_suffix_with_ibus(with_ibus: Bench, layout: tuple[str, str]) -> None:
    locks = ((), (CAPS_LOCK, NUM_LOCK))
    count, faults = matrix(with_ibus, (layout,), (0, 4, 30), locks)
    print(f"ibus, {layout}: {count} scans, {len(faults)} wrong, {with_ibus.late} sent too late and again")
    assert not faults, "\n".join(faults)


def test_ibus_sees_no_scan_and_keeps_what_is_typed_in_order(with_ibus: Bench) -> None:
    chance = random.Random(7)
    faults = []
    for (layout, variant), focus in product(LAYOUTS[:4], ("field", "dialog")):
        with_ibus.layout(layout, variant)
        with_ibus.ready(focus)
        for gap_ms, code in product((0, 4), (OURS, THEIRS)):
            faults.append(with_ibus.scanned(focus, code, gap_ms, chance.choice(SUFFIXES)))
    assert not any(faults)
    with_ibus.layout("us")
    with_ibus.ready("field")
    for gap_s in (0.06, 0.22):
        with_ibus.keys.type("Mona Lisa ", gap_s=gap_s)
    told = with_ibus.ask("settled", 0)
    assert (told["field"], told["scans"]) == ("Mona Lisa " * 2, [])
