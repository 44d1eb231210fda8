"""Our own codes, and the cleaning of whatever a scanner hands us.

A code of ours is `M`, 26 digits of Crockford's base 32 (130 random bits, so that none can be guessed)
and one check character by ISO/IEC 7064 MOD 37,36: 28 upper-case letters and digits, which a QR code
of version 3-Q holds in its short alphanumeric form and any keyboard layout types the same way.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Final

from kiosk.domain import keyboards

PREFIX: Final = "M"
RANDOM_BITS: Final = 130
SCAN_LIMIT: Final = 512
"""Characters above which a scan is no ticket of anybody's."""

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKED: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PAIR: Final = (1 << 10) - 1
_PAIRS: Final = [one + other for one in _CROCKFORD for other in _CROCKFORD]
_PLACES: Final = range(RANDOM_BITS - 10, -1, -10)
"""Two digits are ten bits: a code is put together from pairs."""
_NEXT: Final = [
    {character: ((rest + value) % 36 or 36) * 2 % 37 for value, character in enumerate(_CHECKED)}
    for rest in range(37)
]
"""What is left after each character, by what was left before it."""
_DIGITS: Final = RANDOM_BITS // 5
_LENGTH: Final = len(PREFIX) + _DIGITS + 1
# What people read wrong when they type a code by hand; none of these is a Crockford digit.
_MISREAD: Final = str.maketrans("OIL", "011")
# Symbology identifiers ("]Q1", ISO/IEC 15424) and ECI escapes ("\000026") that scanners may send first.
_AIM: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_AIM_OF_ECI: Final = frozenset(("]Q2", "]Q4", "]Q6", "]d4", "]d5", "]d6", "]z3", "]z4", "]z5", "]z8", "]L1"))
"""After these a backslash is an escape wherever it stands; elsewhere it may be a sign of the code."""
_ECI: Final = re.compile(r"\\(?:\d{6}|(\\))")
_ECI_FIRST: Final = re.compile(r"\\\d{6}")
SPOILT: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for what a scanner sent and no code holds."""
# What ends lines, or pads them, comes before a code or after it.
_ENDS: Final = "".join(map(chr, (*range(0x21), 0x7F)))
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SHORTEST_TWICE: Final = 6
_SIGNS_OF_A_CODE: Final = 4
"""Different characters; a key that somebody leant on has fewer."""
_FEWEST_CHANGED: Final = 3
"""Different characters that a layout changes in a ticket's code: two swapped are likelier another's."""


def make(random_bits: int) -> str:
    """Return the code made of `random_bits`, an integer of RANDOM_BITS bits from a good source."""
    body = PREFIX + "".join([_PAIRS[random_bits >> place & _PAIR] for place in _PLACES])
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the ISO/IEC 7064 MOD 37,36 check character of `body`, letters A–Z and digits."""
    rest = 36
    for character in body:
        rest = _NEXT[rest][character]
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

    Case and punctuation stay: other systems' tickets are compared exactly as imported. A control character
    in the midst of it stays as a mark (SPOILT), for without it the rest might be somebody's code.
    """
    kept = _CONTROL.sub(SPOILT, scan[: 2 * SCAN_LIMIT].strip(_ENDS))
    kept = "".join(c for c in kept if c.isprintable()).strip()
    has_escapes = kept[:3] in _AIM_OF_ECI
    kept = _AIM.sub("", kept)
    if has_escapes or _ECI_FIRST.match(kept):
        kept = _ECI.sub(r"\1", kept)
    return kept.strip()


def unreadable(scan: str) -> str:
    """Return a scan that has control characters within as base 64 of its UTF-8, to look into; else ""."""
    if not _CONTROL.search(scan[: 2 * SCAN_LIMIT].strip(_ENDS)):
        return ""
    return b64encode(scan[:SCAN_LIMIT].encode("utf-8", "surrogatepass")).decode("ascii")


def spellings(scan: str) -> tuple[str, ...]:
    """Return what a cleaned scan that is nobody's code may have been, in the order to try, without itself.

    A code of ours in any keyboard layout comes alone, as its check character speaks for it. Case is not
    varied here: whoever compares must leave it aside, and take nobody unless exactly one fits.
    """
    if len(scan) > SCAN_LIMIT or SPOILT in scan:
        return ()
    ours = [read(one) for one in (keyboards.without_shift(scan), *keyboards.other_readings(scan, fewest=1))]
    return tuple({one: None for one in ours if one}) or keyboards.other_readings(scan, _FEWEST_CHANGED)


def is_unclear(scan: str) -> bool:
    """Return whether a cleaned scan is no one code, read well: two glued together, or a spoilt one."""
    half, odd = divmod(len(scan), 2)
    if SPOILT in scan:
        return True
    if (
        not odd
        and len(set(scan)) >= _SIGNS_OF_A_CODE
        and half >= _SHORTEST_TWICE
        and scan[:half] == scan[half:]
    ):
        return True
    return len(scan) > _LENGTH and (read(scan[:_LENGTH]) or read(scan[-_LENGTH:])) is not None
