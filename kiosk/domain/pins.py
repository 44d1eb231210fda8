"""What makes a PIN too easy to guess, and how long to wait after wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

SHORTEST: Final = 6
LONGEST: Final = 32
FREE_TRIES: Final = 4
"""Wrong PINs in a row that cost nothing but themselves."""

_FIRST_WAIT_S: Final = 30
_LONGEST_WAIT_S: Final = 3600
_DIGITS: Final = frozenset("0123456789")
_ASCII_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_YEARS: Final = range(1900, 2100)
_CENTURIES: Final = ("19", "20")

# What many people take who think of something better than a row: pairs, ways over the keys, twos and tens.
_COMMON_SIX: Final = (
    "001122 010203 102030 111222 112211 112233 123321 123654 135790 135791 142536 147258 147852 159357"
    " 159753 159951 192837 200000 221133 223344 246810 246813 258456 258963 321654 334455 345543 "
    "357159 369258 445566 456321 456852 456987 556677 654123 665544 667788 696969 741852 753951 778899"
    " 789456 789654 852456 852963 951753 963852 987321 998877 "
)
_COMMON_EIGHT: Final = (
    "01020304 10203040 11112222 11223344 12121234 12344321 12345679 13572468 14725836 19283746 "
    "22446688 24681012 24681357 44332211 55667788 88776655 "
)
_COMMON: Final = frozenset((*_COMMON_SIX.split(), *_COMMON_EIGHT.split()))


class Weakness(StrEnum):
    """Why a PIN cannot be taken."""

    NOT_DIGITS = "not_digits"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ONE_DIGIT = "one_digit"
    RUN = "run"
    REPEATED = "repeated"
    DATE = "date"
    COMMON = "common"


def normalised(pin: str) -> str:
    """Return `pin` with the digits of Arabic keyboards, ٠-٩ and ۰-۹, as 0-9."""
    return pin.translate(_ASCII_DIGITS)


def weakness(pin: str) -> Weakness | None:
    """Return the first reason why `pin` is too easy to guess, or None if it may be taken."""
    plain = normalised(pin)
    return next((found for found, is_so in _CHECKS if is_so(plain)), None)


def wait_s(failures: int) -> int:
    """Return how many seconds to wait after so many wrong PINs in a row: from the fifth on, ever longer."""
    extra = failures - FREE_TRIES - 1
    if extra < 0:
        return 0
    return min(_FIRST_WAIT_S << min(extra, _LONGEST_WAIT_S.bit_length()), _LONGEST_WAIT_S)


def tries_left(failures: int) -> int:
    """Return how many more wrong PINs there may be before the first wait."""
    return max(0, FREE_TRIES + 1 - failures)


# -- the checks, each of a PIN that the ones before have let pass -----------------------------------------


def _is_not_digits(pin: str) -> bool:
    return not _DIGITS.issuperset(pin)


def _is_run(pin: str) -> bool:
    """Every digit one more, or every one less, than the one before; 9 and 0 are neighbours."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _is_repeated(pin: str) -> bool:
    """A shorter piece said twice or more, whether or not the last time to its end."""
    return any(pin[period:] == pin[:-period] for period in range(1, len(pin) // 2 + 1))


def _is_year_twice(pin: str) -> bool:
    half = len(pin) // 2
    return len(pin) == 8 and pin[:half] == pin[half:] and int(pin[:half]) in _YEARS  # noqa: PLR2004


def _is_date(pin: str) -> bool:
    """A day as people write it, with two digits for the year or four."""
    if len(pin) == 6:  # noqa: PLR2004
        years = [(century + pin[4:], century + pin[:2]) for century in _CENTURIES]
        return any(
            _is_day(last, pin[2:4], pin[:2]) or _is_day(first, pin[2:4], pin[4:]) for last, first in years
        )
    if len(pin) == 8:  # noqa: PLR2004
        return _is_day(pin[4:], pin[2:4], pin[:2]) or _is_day(pin[:4], pin[4:6], pin[6:])
    return False


def _is_day(year: str, month: str, day: str) -> bool:
    if int(year) not in _YEARS:
        return False
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


_CHECKS: Final[tuple[tuple[Weakness, Callable[[str], bool]], ...]] = (
    (Weakness.TOO_LONG, lambda pin: len(pin) > LONGEST),  # first: the others need not read a megabyte
    (Weakness.NOT_DIGITS, _is_not_digits),
    (Weakness.TOO_SHORT, lambda pin: len(pin) < SHORTEST),
    (Weakness.ONE_DIGIT, lambda pin: len(set(pin)) == 1),
    (Weakness.RUN, _is_run),
    (Weakness.DATE, _is_year_twice),
    (Weakness.REPEATED, _is_repeated),
    (Weakness.DATE, _is_date),
    (Weakness.COMMON, lambda pin: pin in _COMMON),
)
