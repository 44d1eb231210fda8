"""What a serial scanner sends is cut where its scans end, in whatever pieces it comes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import codes
from kiosk.scanning.serial_lines import LONG_SILENCE_MS, SILENCE_MS, Lines

CODE = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
OTHER = codes.make(1)
ENDS = (b"\r", b"\n", b"\r\n", b"\t", b"\x03")


@pytest.mark.parametrize("end", ENDS)
def test_a_line_is_a_scan_whatever_ends_it(end: bytes) -> None:
    assert Lines().feed(CODE.encode() + end) == [CODE]


@given(
    texts=st.lists(st.text("ABCDEFGHIJ0123456789-", min_size=1).filter(lambda t: t.strip("-")), max_size=6),
    end=st.sampled_from(ENDS),
    cuts=st.lists(st.integers(0, 200), max_size=8),
)
def test_lines_come_out_whole_in_whatever_pieces_they_come_in(
    texts: list[str], end: bytes, cuts: list[int]
) -> None:
    sent = b"".join(text.encode() + end for text in texts)
    places = [0, *sorted(min(cut, len(sent)) for cut in cuts), len(sent)]
    lines = Lines()
    found = [text for start, stop in pairwise(places) for text in lines.feed(sent[start:stop])]
    assert found == texts
    assert not lines.waits


def test_without_an_end_silence_makes_it_a_scan() -> None:
    lines = Lines()
    assert lines.feed(CODE.encode()) == []
    assert lines.waits
    assert lines.silence_ms == SILENCE_MS
    assert lines.silence() == [CODE]
    assert not lines.waits
    assert lines.silence() == []


def test_a_scanner_that_ends_its_lines_is_given_more_time() -> None:
    lines = Lines()
    lines.feed(CODE.encode() + b"\r")
    lines.feed(CODE[:5].encode())
    assert lines.silence_ms == LONG_SILENCE_MS


@pytest.mark.parametrize("noise", [b"\x00", b"\x00\x00\xff\xfe", b"\r\n\r\n", b" - ", b"\x80\x1b"])
def test_noise_is_no_scan_and_spoils_no_later_one(noise: bytes) -> None:
    lines = Lines()
    assert all(not any(c.isascii() and c.isalnum() for c in text) for text in lines.feed(noise + b"\r"))
    assert lines.feed(CODE.encode() + b"\r") == [CODE]


def test_control_characters_within_a_code_are_left_to_its_cleaning() -> None:
    (text,) = Lines().feed(b"\x00\x02" + CODE.encode() + b"\r\n")
    assert codes.clean(text) == CODE


@pytest.mark.parametrize(("sent", "text"), [("Été".encode(), "Été"), ("Été".encode("cp1252"), "Été")])
def test_letters_are_read_in_utf_8_or_as_western_windows_writes(sent: bytes, text: str) -> None:
    assert Lines().feed(sent + b"\r") == [text]


def test_what_never_ends_is_kept_no_longer_than_is_needed_to_say_so() -> None:
    lines = Lines()
    for _piece in range(2000):
        assert lines.feed(b"A" * 1000) == []
    (text,) = lines.silence()
    assert codes.SCAN_LIMIT < len(text) <= 4 * codes.SCAN_LIMIT
    assert lines.feed(CODE.encode() + b"\r") == [CODE]


CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Benjelloun;Fatima-Zahra\r\nEND:VCARD\r"


def test_a_contact_card_is_one_scan() -> None:
    lines = Lines()
    (text,) = lines.feed(CARD)
    assert text.splitlines() == ["BEGIN:VCARD", "VERSION:3.0", "N:Benjelloun;Fatima-Zahra", "END:VCARD"]
    assert lines.feed(OTHER.encode() + b"\r") == [OTHER]


def test_half_a_contact_card_is_one_scan_too_and_eats_no_ticket() -> None:
    lines = Lines()
    assert lines.feed(CARD[:40]) == []
    (text,) = lines.silence()
    assert text.startswith("BEGIN:VCARD")
    assert lines.feed(OTHER.encode() + b"\r") == [OTHER]


def test_a_card_without_an_end_is_not_waited_for_for_ever() -> None:
    lines = Lines()
    texts = lines.feed(b"BEGIN:VCARD\r" + b"NOTE:more of it\r" * 1000)
    assert texts
    assert max(map(len, texts)) <= 5 * codes.SCAN_LIMIT


def test_another_device_begins_anew() -> None:
    lines = Lines()
    lines.feed(CODE[:9].encode())
    lines.forget()
    assert lines.feed(OTHER.encode() + b"\r") == [OTHER]
