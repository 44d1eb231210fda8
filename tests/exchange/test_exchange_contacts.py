from __future__ import annotations

import random

import phonenumbers
import pytest

from kiosk.errors import InputRefused, Trouble
from kiosk.exchange import contacts


@pytest.mark.parametrize(
    "spelling",
    [
        "0661234567",
        "06 61 23 45 67",
        "06.61-23.45.67",
        "+212 6 61 23 45 67",
        "+212661234567",
        "00212661234567",
        "212661234567",
        "+212 (0) 661 234 567",
        "661234567",
        "661234567.0",
        "٠٦٦١٢٣٤٥٦٧",
        " 0661234567 ",
    ],
)
def test_a_moroccan_mobile_in_any_spelling_is_one_number(spelling: str) -> None:
    assert contacts.e164(spelling) == "+212661234567"


@pytest.mark.parametrize(
    ("spelling", "number"),
    [
        ("0522 12 34 56", "+212522123456"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033612345678", "+33612345678"),
        ("+1 (202) 555-0143", "+12025550143"),
    ],
)
def test_other_numbers_are_understood_too(spelling: str, number: str) -> None:
    assert contacts.e164(spelling) == number


@pytest.mark.parametrize(
    "text", ["voir secrétariat", "06612345", "066123456789", "12", "+", "0661 23 45 6x", "9" * 5000]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert contacts.e164(text) is None


def test_the_quick_way_agrees_with_the_numbering_plans() -> None:
    chance = random.Random(20241023)
    for _ in range(300):
        national = f"{chance.choice('567')}{chance.randrange(10**8):08d}"
        for spelling in (f"0{national}", f"+212{national}", f"+212 0{national}", national):
            parsed = phonenumbers.parse(spelling, "MA")
            assert phonenumbers.is_possible_number(parsed)
            expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            assert contacts.e164(spelling) == expected


def test_of_several_numbers_the_first_is_taken_and_the_rest_is_told() -> None:
    assert contacts.first_of("0661234567 / 0522123456") == ("+212661234567", True)
    assert contacts.first_of("fixe ou 0661234567") == ("+212661234567", True)
    assert contacts.first_of("0661234567") == ("+212661234567", False)
    assert contacts.first_of("aucun") == (None, False)


@pytest.mark.parametrize(
    "address", ["lina@example.ma", "lina.el-fassi+a@sous.example.co.ma", "لينا@مثال.المغرب"]
)
def test_an_address_stays_as_it_is(address: str) -> None:
    assert contacts.email(f" {address} ") == address


@pytest.mark.parametrize(
    "text", ["lina", "lina@", "@example.ma", "lina@example", "a@b.ma; c@d.ma", "l na@example.ma"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputRefused) as caught:
        contacts.email(text)
    assert (caught.value.code, caught.value.values) == (Trouble.EMAIL_WRONG, {"value": text})


def test_what_somebody_typed_is_refused_or_taken_whole() -> None:
    assert (contacts.phone(""), contacts.email("")) == ("", "")
    assert contacts.phone("0661 23 45 67") == "+212661234567"
    with pytest.raises(InputRefused) as caught:
        contacts.phone("0661 23")
    assert (caught.value.code, caught.value.values) == (Trouble.PHONE_WRONG, {"value": "0661 23"})
