"""Which encoding a text file is in, for files in French and Arabic.

Windows-1256 has the French small letters where Windows-1252 has them; its Arabic letters stand where
1252 has capitals with accents. So a word of such bytes alone is Arabic, and such a byte beside an
ASCII letter is French. What cannot be told is the same text in both, or is asked of people.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import BinaryIO, Final

from kiosk.errors import FileRefused, Trouble


class Encoding(StrEnum):
    """The encodings that attendee files come in, by Python's name for the codec."""

    UTF_8 = "utf-8-sig"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    WINDOWS_1252 = "cp1252"
    WINDOWS_1256 = "cp1256"
    MAC_ROMAN = "mac-roman"


_BLOCK: Final = 1 << 20
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ARABIC_WORD = re.compile(
    rb"(?<![A-Za-z\xc0-\xff])[\xc0-\xd6\xd8-\xdf\xe1\xe3-\xe6\xec\xed\xf0-\xf3\xf5\xf6\xf8\xfa"
    rb"\x81\x8d-\x90\x98\x9f]{2,}(?![A-Za-z\xc0-\xff])"
)
_FRENCH_CAPITAL = re.compile(rb"[A-Za-z][\xc0-\xd6\xd8-\xdf]|[\xc0-\xd6\xd8-\xdf][A-Za-z]")
_WINDOWS_SMALL = re.compile(rb"[A-Za-z][\xe0-\xff]|[\xe0-\xff][A-Za-z]")
_MAC_SMALL = re.compile(rb"[A-Za-z][\x88\x8d-\x90\x9d]|[\x88\x8d-\x90\x9d][a-z]")
_MOSTLY: Final = 0.9


def detect(source: BinaryIO, file: str) -> Encoding:
    """Return the encoding of the text in `source`, looked at from its beginning to its end.

    Raises FileRefused if it is no text at all.
    """
    source.seek(0)
    first = source.read(_BLOCK)
    if (wide := _utf_16(first)) is not None:
        return wide
    if b"\0" in first:
        raise FileRefused(Trouble.FILE_NOT_A_TABLE, file=file, found="binary")
    if _is_utf_8(source):
        return Encoding.UTF_8
    source.seek(0)
    counts = dict.fromkeys((_HIGH, _UTF_8, _ARABIC_WORD, _FRENCH_CAPITAL, _WINDOWS_SMALL, _MAC_SMALL), 0)
    while block := source.read(_BLOCK):
        for pattern in counts:
            counts[pattern] += sum(map(len, pattern.findall(block)))
    return _likeliest(counts)


def _is_utf_8(source: BinaryIO) -> bool:
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := source.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(counts: dict[re.Pattern[bytes], int]) -> Encoding:
    """Return the encoding by how many bytes speak for what."""
    if counts[_UTF_8] >= counts[_HIGH] * _MOSTLY:  # a broken byte here and there is reported with its row
        return Encoding.UTF_8
    if counts[_ARABIC_WORD] > counts[_FRENCH_CAPITAL]:
        return Encoding.WINDOWS_1256
    if counts[_MAC_SMALL] > counts[_WINDOWS_SMALL] + counts[_FRENCH_CAPITAL]:
        return Encoding.MAC_ROMAN
    return Encoding.WINDOWS_1252


def _utf_16(start: bytes) -> Encoding | None:
    if start.startswith(b"\xff\xfe"):
        return Encoding.UTF_16_LE
    if start.startswith(b"\xfe\xff"):
        return Encoding.UTF_16_BE
    # Without a mark: separators and digits have a zero byte, always on the same side.
    even, odd = start[::2].count(0), start[1::2].count(0)
    if min(even, odd) or max(even, odd) < len(start) // 20:
        return None
    if even == odd:
        return None
    return Encoding.UTF_16_BE if even else Encoding.UTF_16_LE
