from __future__ import annotations

import random
import re

import numpy as np
import numpy.typing as npt
import pytest
import zxingcpp

from kiosk.badge import codes, modules, symbol_table
from kiosk.domain.codes import RANDOM_BITS, make
from kiosk.errors import InputRefused, Trouble


def ours(seed: int) -> str:
    return make(random.Random(seed).getrandbits(RANDOM_BITS))


def picture(symbol: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    side = len(symbol)
    dark = np.array([[row >> (side - 1 - x) & 1 for x in range(side)] for row in symbol], np.uint8)
    return np.kron(np.pad(1 - dark, 4, constant_values=1) * 255, np.ones((6, 6), np.uint8)).astype(np.uint8)


def decoded(symbol: tuple[int, ...]) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture(symbol))]


@pytest.mark.parametrize(
    ("payload", "side"),
    [
        (ours(1), 29),
        ("A", 29),
        ("0123456789", 29),
        ("https://example.org/t/abcdefghijklm", 33),
        ("سلمى آيت واكريم", 29),
        ("x" * 512, 105),
    ],
)
def test_a_symbol_is_the_smallest_from_version_three_that_holds_its_text(payload: str, side: int) -> None:
    symbol = codes.rows(payload)
    assert len(symbol) == side
    assert decoded(symbol) == [payload]


def test_the_error_correction_is_level_q() -> None:
    (found,) = zxingcpp.read_barcodes(picture(codes.rows(ours(2))))
    assert found.ec_level == "Q"


def test_a_text_too_long_for_a_badge_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        codes.rows("x" * 513)
    assert (refused.value.code, refused.value.values["limit"]) == (Trouble.TEXT_TOO_LONG, 512)


def test_a_text_that_qrcode_cannot_draw_is_refused() -> None:
    with pytest.raises(InputRefused) as refused:
        codes.rows("0" * 77)
    assert refused.value.code is Trouble.TEXT_NOT_PRINTABLE


@pytest.mark.parametrize("length", [2, 20, 28, 46])
def test_the_table_gives_what_qrcode_draws_bit_for_bit(length: int) -> None:
    drawn = random.Random(length)
    symbols = codes.Symbols()
    at_once = codes.Symbols(expected=2000)
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    payloads = ["A" + "".join(drawn.choices(alphabet, k=length - 1)) for _ in range(240)]
    taken = [symbols.rows(payload) for payload in payloads]
    drawn_by_qrcode = [codes.rows(payload) for payload in payloads[200:]]
    assert taken[200:] == drawn_by_qrcode
    assert [at_once.rows(payload) for payload in payloads] == taken
    assert [symbol_table.rows(payload) for payload in payloads[200:]] == drawn_by_qrcode


@pytest.mark.parametrize("payload", ["1234567890", "lower-case", "ABC", "A" * 48])
def test_what_the_table_cannot_hold_is_drawn_by_qrcode(payload: str) -> None:
    symbols = codes.Symbols()
    assert {symbols.rows(payload) for _ in range(205)} == {codes.rows(payload)}


@pytest.mark.parametrize("payload", [ours(3), "x" * 60])
def test_the_paths_cover_each_dark_module_once_and_no_other(payload: str) -> None:
    symbol = codes.rows(payload)
    side = len(symbol)
    covered = np.zeros((side, side), int)
    data, finders = modules.path(symbol), modules.finders_path(side)
    assert (data.split()[-1], finders.split()[-1]) == ("f", "f*")
    for x, y, width, height in re.findall(r"(\d+) (\d+) (\d+) (\d+) re", data):
        covered[int(y) : int(y) + int(height), int(x) : int(x) + int(width)] += 1
    ring = np.zeros((side, side), int)
    for x, y, width, height in re.findall(r"(\d+) (\d+) (\d+) (\d+) re", finders):
        ring[int(y) : int(y) + int(height), int(x) : int(x) + int(width)] += 1
    expected = [[row >> (side - 1 - x) & 1 for x in range(side)] for row in symbol]
    assert (covered + ring % 2).tolist() == expected
