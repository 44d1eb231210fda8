"""Keys as window systems hand them over, byte by byte, and what a witness makes of those it cannot keep."""

from __future__ import annotations

import struct

import pytest

from kiosk.scanning import native_events, positions
from kiosk.scanning.native_events import UNREADABLE, NativeKey, stroke
from kiosk.scanning.sieve import Role
from kiosk.scanning.witness import Witness

WM_KEYDOWN, WM_KEYUP, WM_SYSKEYDOWN, WM_CHAR = 0x100, 0x101, 0x104, 0x102


def message(
    kind: int, scan_code: int, at_ms: int = 0, *, was_down: bool = False, extended: bool = False
) -> bytes:
    """Return a MSG of 64-bit Windows: HWND, message, WPARAM, LPARAM, time, POINT, padding."""
    told = 1 | scan_code << 16 | extended << 24 | was_down << 30
    if kind == WM_KEYUP:
        told |= 0b11 << 30
    return struct.pack("<QI4xQqIii4x", 0x2040A, kind, 0x41, told, at_ms, 640, 480)


# Shift+A going down, laid out as X11's protocol says (KeyPress, on a little-endian machine).
X11_PRESS = bytes.fromhex("0226150078563412d2020000030020000000000064006400640064000100010000"[:64])


def test_a_key_of_x11() -> None:
    key = native_events.of_x11(X11_PRESS)
    assert key == NativeKey(0x1E, is_press=True, at_ms=0x12345678, shift=True, window=0x200003)
    assert stroke(key).by_position == "A"
    sent = bytes((X11_PRESS[0] | 0x80,)) + X11_PRESS[1:]
    assert native_events.of_x11(sent).is_sent
    assert native_events.of_x11(native_events.to_window(sent, 77)).window == 77
    assert not native_events.of_x11(bytes((3,)) + X11_PRESS[1:]).is_press
    assert [kind for kind in range(128) if native_events.is_x11_key(kind)] == [2, 3]


def test_the_time_of_x11() -> None:
    """PropertyNotify: kind, window, atom (WM_NAME), time, state; the rest is padding."""
    told = bytes.fromhex("1c0026150300200027000000785634120000000000000000000000000000000000"[:64])
    assert native_events.is_x11_change(told[0])
    assert native_events.time_of_x11(told, 0x200003) == 0x12345678
    assert native_events.time_of_x11(told, 0x200004) is None


def test_a_count_that_begins_again_goes_on() -> None:
    clock = native_events.Clock()
    told = [2**32 - 30, 2**32 - 10, 5, 3, 40]
    turn = 2**32
    assert [clock.unwrapped(at_ms) for at_ms in told] == [turn - 30, turn - 10, turn + 5, turn + 3, turn + 40]


@pytest.mark.parametrize(
    ("state", "role", "sign"),
    [
        (0x00, Role.SIGN, "a"),
        (0x01, Role.SIGN, "A"),
        (0x02, Role.SIGN, "a"),  # Caps Lock
        (0x10, Role.SIGN, "a"),  # Num Lock
        (0x2000, Role.SIGN, "a"),  # the second layout of two
        (0x04, Role.OTHER, None),
        (0x08, Role.SIGN, "a"),
        (0x40, Role.SIGN, "a"),  # Alt and Super: another hand's
        (0x0C, Role.SIGN, UNREADABLE),
        (0x80, Role.SIGN, UNREADABLE),
    ],
)
def test_modifiers_of_x11(state: int, role: Role, sign: str | None) -> None:
    event = X11_PRESS[:28] + struct.pack("=H", state) + X11_PRESS[30:]
    told = stroke(native_events.of_x11(event))
    assert (told.role, told.by_position) == (role, sign)


@pytest.mark.parametrize(
    ("place", "ctrl", "joins", "role", "sign"),
    [
        (0x1B, True, True, Role.SIGN, "\x1d"),
        (0x1B, True, False, Role.OTHER, None),
        (0x24, True, False, Role.SUFFIX, None),
        (0x0F, False, True, Role.SUFFIX, None),
        (0x2A, False, True, Role.MODIFIER, None),
        (0x3B, False, True, Role.OTHER, None),  # F1
        (0x47, False, True, Role.SIGN, "7"),
    ],
)
def test_what_a_key_is_to_the_sieve(
    place: int, ctrl: bool, joins: bool, role: Role, sign: str | None
) -> None:
    told = stroke(NativeKey(place, is_press=True, at_ms=0, ctrl=ctrl), joins=joins)
    assert (told.role, told.by_position) == (role, sign)


def test_keys_of_windows() -> None:
    assert native_events.of_windows(message(WM_KEYDOWN, 0x1E, 5)) == NativeKey(
        0x1E, is_press=True, at_ms=5, window=0x2040A
    )
    up = native_events.of_windows(message(WM_KEYUP, 0x1E, 6))
    assert up is not None
    assert (up.is_press, up.repeated) == (False, False)
    held = native_events.of_windows(message(WM_SYSKEYDOWN, 0x1E, was_down=True))
    assert held is not None
    assert held.repeated
    enter = native_events.of_windows(message(WM_KEYDOWN, 0x1C, extended=True))
    assert enter is not None
    assert enter.place == positions.ENTER
    left = native_events.of_windows(message(WM_KEYDOWN, 0x4B, extended=True))
    assert left is not None
    assert stroke(left).role is Role.OTHER
    assert native_events.of_windows(message(WM_CHAR, 0x1E)) is None


def test_a_witness_of_windows_sees_keys_that_a_layout_makes_dead() -> None:
    witness, at = Witness(), 100
    for place, shift in [
        (0x30, True),
        (0x1A, False),
        (0x12, False),
        (0x28, False),
        (0x02, True),
        (0x15, False),
    ]:
        if shift:
            _see(witness, message(WM_KEYDOWN, 0x2A, at))
        _see(witness, message(WM_KEYDOWN, place, at + 1))
        _see(witness, message(WM_KEYUP, place, at + 2))
        if shift:
            _see(witness, message(WM_KEYUP, 0x2A, at + 3))
        at += 8
    _see(witness, message(WM_KEYDOWN, 0x1C, at))
    assert witness.reading("Be!y") == "B[e'!y"
    assert witness.reading("Be!y") is None


def test_a_witness_matches_readings_to_what_qt_saw_of_them() -> None:
    witness = Witness()
    for number, text in enumerate(("first1", "second")):
        for at, sign in enumerate(text):
            place = next(p for p in range(0x02, 0x3A) if positions.character(p, shift=False) == sign)
            witness.see(NativeKey(place, is_press=True, at_ms=1000 * number + at))
            witness.see(NativeKey(place, is_press=False, at_ms=1000 * number + at))
    assert witness.reading("scnd") == "second"


def test_a_witness_takes_no_held_key_for_a_scan() -> None:
    witness = Witness()
    for at in range(0, 900, 20):
        _see(witness, message(WM_KEYDOWN, 0x1E, at, was_down=at > 0))
    assert witness.reading(None) is None


def _see(witness: Witness, told: bytes) -> None:
    key = native_events.of_windows(told)
    assert key is not None
    witness.see(key)


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (0, 0x1E),
        (12, 0x10),
        (6, 0x2C),
        (29, 0x0B),
        (18, 0x02),
        (36, 0x1C),
        (76, 0x1C),
        (48, 0x0F),
        (49, 0x39),
    ],
)
def test_keys_of_macos(code: int, place: int) -> None:
    key = native_events.of_macos(10, code, 1 << 17, 12.5, repeated=False)
    assert key == NativeKey(place, is_press=True, at_ms=12_500, shift=True)
    assert native_events.of_macos(12, code, 0, 1.0, repeated=False) is None


def test_every_sign_has_its_key_on_macos() -> None:
    places = [positions.of_macos(code) for code in range(128)]
    typed = {
        positions.character(place, shift=shift) for place in places if place for shift in (False, True)
    } - {None}
    assert typed == {chr(code) for code in range(0x20, 0x7F)}
