"""Our own codes, and the cleaning of whatever a scanner hands us.

A code of ours is `M`, 26 digits of Crockford's base 32 (130 random bits, so that none can be guessed)
and one check character by ISO/IEC 7064 MOD 37,36: 28 upper-case letters and digits, which a QR code
of version 3-Q holds in its short alphanumeric form and any keyboard layout types the same way.
"""

from __future__ import annotations

import re
from base64 import b32encode
from typing import Final

PREFIX: Final = "M"
RANDOM_BITS: Final = 130
SCAN_LIMIT: Final = 512
"""Characters above which a scan is no ticket of anybody's."""

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKED: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TO_CROCKFORD: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _CROCKFORD)
_VALUES: Final = {character: value for value, character in enumerate(_CHECKED)}
_DIGITS: Final = RANDOM_BITS // 5
_LENGTH: Final = len(PREFIX) + _DIGITS + 1
# What people read wrong when they type a code by hand; none of these is a Crockford digit.
_MISREAD: Final = str.maketrans("OIL", "011")
# Symbology identifiers ("]Q1", ISO/IEC 15424) and ECI escapes ("\000026") that scanners may send first.
_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_ECI = re.compile(r"\\\d{6}")


def make(random_bits: int) -> str:
    """Return the code made of `random_bits`, an integer of RANDOM_BITS bits from a good source."""
    whole_bytes = (random_bits << 6).to_bytes(17)  # 26 digits of 5 bits, and 6 bits to fill the last byte
    body = PREFIX + b32encode(whole_bytes).decode("ascii")[:_DIGITS].translate(_TO_CROCKFORD)
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character of `body`, letters A–Z and digits."""
    rest = 36
    for character in body:
        rest = ((rest + _VALUES[character]) % 36 or 36) * 2 % 37
    return _CHECKED[(37 - rest) % 36]


def read(text: str) -> str | None:
    """Return `text` as a code of ours in its one true spelling, or None if it is not one."""
    compact = re.sub(r"[\s-]", "", text).upper()
    if len(compact) != _LENGTH or compact[0] != PREFIX:
        return None
    body = PREFIX + compact[1:-1].translate(_MISREAD)
    if any(digit not in _CROCKFORD for digit in body[1:]):
        return None
    return body + compact[-1] if check_character(body) == compact[-1] else None


def clean(scan: str) -> str:
    """Return what a scanner or a hand gave, without control characters and scanner prefixes.

    Case and punctuation stay: other systems' tickets are compared exactly as imported.
    """
    kept = "".join(c for c in scan[: 2 * SCAN_LIMIT] if c.isprintable())
    kept = _AIM.sub("", kept.strip())
    return _ECI.sub("", kept).strip()
