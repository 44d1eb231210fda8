"""Telephone numbers and e-mail addresses as typed or exported, made into the one spelling that is kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from kiosk.errors import InputRefused, Trouble

_REGION: Final = "MA"
_CODE: Final = 212
_LONGEST_EMAIL: Final = 254
_LONGEST_PHONE: Final = 40
_SPACING = re.compile(r"[\s.\-()/\u200e\u200f\u202a-\u202e]+")
# Morocco's nine digits beginning with 5, 6 or 7, with any of its prefixes or none: Excel eats the zero.
_MOROCCAN = re.compile(r"(?:\+212|00212|212)?0?([5-7][0-9]{8})")
_SEVERAL = re.compile(r"\s*(?:[;,|\n]|/|\bou\b|\bet\b|\bor\b|أو)\s*")
_EMAIL = re.compile(r"[^@\s,;:<>()\"]+@[^@\s,;:<>()\".]+(?:\.[^@\s,;:<>()\".]+)*\.[^@\s,;:<>()\".]{2,}")
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def phone(text: str) -> str:
    """Return `text` as an E.164 number, "" for nothing. Raises InputRefused with PHONE_WRONG."""
    text = text.strip()
    if not text:
        return ""
    number = e164(text)
    if number is None:
        raise InputRefused(Trouble.PHONE_WRONG, value=text[:_LONGEST_PHONE])
    return number


def email(text: str) -> str:
    """Return the address in `text`, "" for nothing. Raises InputRefused with EMAIL_WRONG."""
    address = text.strip().removeprefix("mailto:")
    if address and (len(address) > _LONGEST_EMAIL or _EMAIL.fullmatch(address) is None):
        raise InputRefused(Trouble.EMAIL_WRONG, value=address[:_LONGEST_EMAIL])
    return address


def e164(text: str) -> str | None:
    """Return `text` as an E.164 number, taken as Moroccan without a country code; None if it is no number.

    >>> e164("06 61-23.45.67"), e164("661234567.0"), e164("00212661234567")
    ('+212661234567', '+212661234567', '+212661234567')
    """
    compact = _SPACING.sub("", text.removesuffix(".0"))
    if (plain := _MOROCCAN.fullmatch(compact)) is not None:
        return "+212" + plain[1]
    return _parsed(text) if len(text) <= _LONGEST_PHONE else None


def first_of(text: str) -> tuple[str | None, bool]:
    """Return the first number of a cell that may hold several, and whether it holds more than that."""
    if (number := e164(text)) is not None:
        return number, False
    if len(text) > 3 * _LONGEST_PHONE:
        return None, False
    parts = [part for part in _SEVERAL.split(text) if part]
    numbers = (e164(part) for part in parts)
    return next((number for number in numbers if number is not None), None), len(parts) > 1


@lru_cache(maxsize=1024)
def _parsed(text: str) -> str | None:
    plain = text.translate(_DIGITS).removesuffix(".0").strip()
    if any(character.isalpha() for character in plain):  # else letters would be dialled as on a keypad
        return None
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    try:
        number = phonenumbers.parse(plain, _REGION)
    except phonenumbers.NumberParseException:
        return None
    # At home the plan is known; abroad a number of the right length will do, plans change.
    fits = phonenumbers.is_valid_number if number.country_code == _CODE else phonenumbers.is_possible_number
    if not fits(number):
        return None
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written
