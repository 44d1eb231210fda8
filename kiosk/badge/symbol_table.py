"""QR symbols of one version and mask as sums of a table, which is asked of `qrcode` itself.

At one length every module is a sum, modulo 2, of bits of the payload: error correction is linear, and a
mask adds what does not depend on it. So a symbol is a few additions of large numbers.
"""

from __future__ import annotations

from functools import cache, lru_cache
from struct import Struct
from typing import Final, TypeAlias

from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData, create_data

VERSION: Final = 3
MASK: Final = 2
SIDE: Final = 17 + 4 * VERSION

# How alphanumeric mode numbers its characters (ISO/IEC 18004, table 5); two make a value of 11 bits.
_ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {
    first + second: high * len(_ALPHANUMERIC) + low
    for high, first in enumerate(_ALPHANUMERIC)
    for low, second in enumerate(_ALPHANUMERIC)
}
_PAIRS: Final = {value: pair for pair, value in _VALUES.items()}
_PAIR_BITS: Final = 11
_LOW_BITS: Final = 6
_LOW: Final = (1 << _LOW_BITS) - 1
# Before the first pair stand the mode and the count of characters (ISO/IEC 18004, 7.4).
_HEAD_BITS: Final = 4 + 9
# So many characters of alphanumeric mode fill a symbol of version 3-Q (ISO/IEC 18004, table 7).
_LIMIT: Final = 47
# The pair that the table starts from; each of its bits can be turned and leaves a pair. Not zeros:
# `qrcode` 8.2 fails on a block of nothing else.
_START: Final = "AA"
# A symbol is one number, so that a sum is one step: so many bits to a row.
_ROW_BITS: Final = 32
_ROWS: Final = Struct(f">{SIDE}I")
# Twice each value in the field that error correction reckons in (ISO/IEC 18004, 7.5.2).
_DOUBLED: Final = tuple(value << 1 ^ (0x11D if value >> 7 else 0) for value in range(256))

_Sums: TypeAlias = tuple[int, ...]


def has(payload: str) -> bool:
    """Whether `payload` fills pairs of alphanumeric mode; digits alone would be packed by threes."""
    pairs = len(payload) % 2 == 0 and len(payload) <= _LIMIT
    return pairs and not payload.isdigit() and all(character in _ALPHANUMERIC for character in payload)


def rows(payload: str) -> tuple[int, ...]:
    """Return the rows of a symbol that the table has, bit for bit as `qrcode` draws them."""
    total, table = _table(len(payload))
    at = 0
    for low, high in table:
        changed = _VALUES[payload[at : at + 2]] ^ _VALUES[_START]
        total ^= low[changed & _LOW] ^ high[changed >> _LOW_BITS]
        at += 2
    return _ROWS.unpack(total.to_bytes(_ROWS.size))


@lru_cache(maxsize=4)
def _table(length: int) -> tuple[int, tuple[tuple[_Sums, _Sums], ...]]:
    """Return one symbol, and what the bits of each pair change in it.

    What several bits change together is summed up beforehand, for a pair's lower bits and its upper ones.
    """
    changes = [_modules_of(codewords) for codewords in _changes(length)]
    pairs = [changes[at : at + _PAIR_BITS][::-1] for at in range(0, len(changes), _PAIR_BITS)]
    start = _number(_symbol(_text(_START * (length // 2))))
    return start, tuple((_sums(bits[:_LOW_BITS]), _sums(bits[_LOW_BITS:])) for bits in pairs)


def _sums(bits: list[int]) -> _Sums:
    """Return the sum, modulo 2, of each choice of `bits`."""
    sums = [0]
    for bit in bits:
        sums += [known ^ bit for known in sums]
    return tuple(sums)


def _changes(length: int) -> list[list[int]]:
    """Return what each bit of the pairs, in their order, changes in the codewords.

    Only the last bit of a byte is asked for. The others are its double, and twice a byte has twice its
    error correction.
    """
    text = _START * (length // 2)
    start = _codewords(text)
    number = _PAIR_BITS * (length // 2)
    changes: list[list[int]] = [[]] * number
    for bit in reversed(range(number)):
        if bit == number - 1 or (_HEAD_BITS + bit + 1) % 8 == 0:
            at = bit // _PAIR_BITS * 2
            turned = _PAIRS[_VALUES[_START] ^ 1 << _PAIR_BITS - 1 - bit % _PAIR_BITS]
            asked = _codewords(f"{text[:at]}{turned}{text[at + 2 :]}")
            changes[bit] = [one ^ other for one, other in zip(asked, start, strict=True)]
        else:
            changes[bit] = [_DOUBLED[one] for one in changes[bit + 1]]
    return changes


def _codewords(text: str) -> list[int]:
    codewords: list[int] = create_data(VERSION, ERROR_CORRECT_Q, [_text(text)])
    return codewords


def _modules_of(codewords: list[int]) -> int:
    """Return the modules that the bits of these codewords stand in."""
    places = _places(len(codewords))
    total = 0
    for at, codeword in enumerate(codewords):
        for bit in range(8 if codeword else 0):
            if codeword >> bit & 1:
                total |= places[8 * at + 7 - bit]
    return total


@cache
def _places(codewords: int) -> tuple[int, ...]:
    """Return the module of each bit of the codewords, asked of `qrcode` by numbering them in binary."""
    number = 8 * codewords
    empty = _number(_symbol([0] * codewords))
    found = [-1] * number
    asked = [_numbered(codewords, digit) ^ empty for digit in range(number.bit_length())]
    for module in range(_ROWS.size * 8):
        numbered = sum((digits >> module & 1) << digit for digit, digits in enumerate(asked))
        if numbered:
            found[numbered - 1] = 1 << module
    return tuple(found)


def _numbered(codewords: int, digit: int) -> int:
    """Return the symbol whose bits are this binary digit of their own numbers, which begin at one."""
    bits = "".join(str(number >> digit & 1) for number in range(1, 8 * codewords + 1))
    return _number(_symbol([int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]))


def _text(text: str) -> QRData:
    return QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM)


def _symbol(content: QRData | list[int]) -> QRCode[object]:
    """Return the symbol of a text, or of codewords already made."""
    symbol = QRCode(version=VERSION, error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    if isinstance(content, list):
        symbol.data_cache = content
    else:
        symbol.add_data(content, optimize=0)
    symbol.make(fit=False)
    return symbol


def _number(symbol: QRCode[object]) -> int:
    number = 0
    for row in symbol.modules:
        number = number << _ROW_BITS | int("".join("1" if dark else "0" for dark in row), 2)
    return number
