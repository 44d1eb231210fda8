"""Signed tickets are read field by field, and nothing hostile gets further than None."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import signed_codes
from kiosk.domain.codes import SCAN_LIMIT
from kiosk.domain.signed_codes import SignedTicket

VALID = (
    "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/RN0L5AIBABSxw2TKFnS"
    "UNUCKAEAPAQA"
)
SIGNATURE = bytes(range(64))
HUGE = 2**63 - 1
LAST_SECOND = 253_402_300_799


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def text(field: int, value: bytes) -> bytes:
    return varint(field << 3 | 2) + varint(len(value)) + value


def spelt(whole: bytes) -> str:
    return b64encode(whole).decode("ascii")[::-1]


def ticket(
    payload: bytes, *, signature: bytes = SIGNATURE, version: int = 1, length: int | None = None
) -> str:
    announced = len(payload) if length is None else length
    header = bytes([version]) + announced.to_bytes(2) + len(signature).to_bytes(2)
    return spelt(header + payload + signature)


def read(payload: bytes) -> SignedTicket | None:
    return signed_codes.read(ticket(payload))


SEED = text(1, b"abc")


def test_the_published_ticket_says_what_it_is_for() -> None:
    found = signed_codes.read(VALID)
    assert found is not None
    assert (found.seed, found.item, found.variation, found.subevent) == ("CTJqJOl1H", 1, 0, 14)
    assert (found.valid_from, found.valid_until) == (None, None)
    assert len(found.signature) == 64
    assert len(found.payload) == 15


def test_all_fields_are_read() -> None:
    payload = text(1, "ééé".encode()) + b"".join(
        (number(2, 5), number(3, 6), number(4, HUGE), number(5, 1_729_666_800), number(6, LAST_SECOND))
    )
    assert read(payload) == SignedTicket(
        seed="ééé",
        item=5,
        variation=6,
        subevent=HUGE,
        valid_from=datetime(2024, 10, 23, 7, tzinfo=UTC),
        valid_until=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        payload=payload,
        signature=SIGNATURE,
    )


def test_no_time_is_no_limit_and_the_last_of_two_counts() -> None:
    found = read(number(5, 0) + number(6, 0) + number(2, 1) + number(2, 2))
    assert found is not None
    assert (found.item, found.valid_from, found.valid_until) == (2, None, None)


@pytest.mark.parametrize(
    "unknown",
    [
        number(7, 2**64 - 1),
        text(99, b"anything"),
        varint(8 << 3 | 1) + bytes(8),
        varint(2**29 - 1 << 3 | 5) + bytes(4),
    ],
    ids=["number", "bytes", "eight bytes", "four bytes"],
)
def test_unknown_fields_are_passed_over(unknown: bytes) -> None:
    found = read(unknown + SEED + unknown + number(2, 3) + unknown)
    assert found is not None
    assert (found.seed, found.item) == ("abc", 3)


@pytest.mark.parametrize(
    "payload",
    [
        text(1, b"\xff\xfe"),
        text(1, b"\xed\xa0\x80"),
        number(1, 3),
        text(2, b"1"),
        varint(2 << 3 | 1) + bytes(8),
        varint(1 << 3 | 5) + bytes(4),
        varint(1 << 3 | 3),
        varint(1 << 3 | 4),
        varint(7 << 3 | 6),
        varint(7 << 3 | 7),
        number(0, 1),
        number(2**29, 1),
        number(2, 2**63),
        number(2, 2**64 - 1),
        number(2, 2**64),
        number(2, 2**70 - 1),
        number(7, 2**64),
        varint(2 << 3) + b"\xff" * 10 + b"\x01",
        varint(2 << 3) + b"\x80",
        varint(2 << 3),
        b"\x80",
        text(1, b"abc")[:-1],
        varint(1 << 3 | 2) + varint(2**62) + b"abc",
        varint(7 << 3 | 1) + bytes(7),
        number(5, LAST_SECOND + 1),
        number(6, HUGE),
        number(6, 2**64 - 5),
    ],
)
def test_a_broken_payload_is_no_ticket(payload: bytes) -> None:
    assert read(SEED) is not None
    assert read(SEED + payload) is None


def test_lengths_that_do_not_fit_are_no_ticket() -> None:
    assert signed_codes.read(ticket(SEED)) is not None
    for length in (0, len(SEED) - 1, len(SEED) + 1, 2**16 - 1):
        assert signed_codes.read(ticket(SEED, length=length)) is None
    for signature in (b"", bytes(63), bytes(65)):
        assert signed_codes.read(ticket(SEED, signature=signature)) is None


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_no_ticket_of_this_kind(version: int) -> None:
    assert signed_codes.read(ticket(SEED, version=version)) is None


def test_every_truncated_ticket_is_none() -> None:
    for end in range(len(VALID)):
        assert signed_codes.read(VALID[:end]) is None
        assert signed_codes.read(VALID[end + 1 :]) is None


def test_a_ticket_has_one_spelling_so_that_a_revoked_one_stays_so() -> None:
    padded = ticket(SEED)
    assert padded.startswith("=")
    last = padded[::-1].rstrip("=")[-1]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = letters[letters.index(last) + 1]  # the same bytes: only bits beyond them differ
    other = padded[::-1].rstrip("=")[:-1] + twin + "=" * padded.count("=")
    assert b64decode(other) == b64decode(padded[::-1])
    assert signed_codes.read(padded) is not None
    for spelling in (other[::-1], padded.lstrip("="), "=" + padded, padded + "\n", " " + padded, VALID[::-1]):
        assert signed_codes.read(spelling) is None
    whole = b64decode(VALID[::-1])
    assert signed_codes.read(spelt(whole + b"\0")) is None


def test_text_that_no_ticket_can_have_is_none() -> None:
    for one in (
        "",
        "A",
        "=====",
        "é" * 20,
        "\ud800" * 20,
        "A" * (SCAN_LIMIT + 4),
        "A" * 1_000_000,
        "A" * 120,
    ):
        assert signed_codes.read(one) is None


@given(st.text(max_size=200))
def test_no_text_raises(one: str) -> None:
    signed_codes.read(one)


@given(st.binary(max_size=300))
def test_no_bytes_raise(payload: bytes) -> None:
    signed_codes.read(spelt(payload))
    read(payload)


@given(st.integers(0, len(VALID) - 1), st.characters())
def test_another_letter_in_the_ticket_never_raises(place: int, letter: str) -> None:
    signed_codes.read(VALID[:place] + letter + VALID[place + 1 :])
