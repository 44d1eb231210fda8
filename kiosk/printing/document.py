"""Is this a whole PDF? Printers take random bytes and report them as printed.

Header, end, cross-references and root are checked; what the pages show is not. What we print comes
out of our own renderer, so this is to catch a file cut short or filled with something else.
"""

from __future__ import annotations

import re
from typing import Final

_TAIL: Final = 1024
"""Bytes from the end in which readers look for the end-of-file mark (ISO 32000-1, annex H.3)."""

_ENTRY_BYTES: Final = 20
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"\s*(\d+) (\d+)\s*?[\r\n]+")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")


def damage(pdf: bytes) -> str:
    """Return what is wrong with `pdf`, "" if nothing is."""
    if not pdf.startswith(b"%PDF-"):
        return "not a PDF"
    start = _START.search(pdf, max(0, len(pdf) - _TAIL))
    if start is None:
        return "cut short"
    offset = int(start[1])
    if pdf.startswith(b"xref", offset):
        return _damage_in_table(pdf, offset + len(b"xref"))
    if _OBJECT.match(pdf, offset) and b"/Root" in pdf[offset:]:
        return ""  # a cross-reference stream: its entries are compressed and taken on trust
    return "no cross-references"


def _damage_in_table(pdf: bytes, offset: int) -> str:
    while section := _SECTION.match(pdf, offset):
        first, count = int(section[1]), int(section[2])
        offset = section.end() + count * _ENTRY_BYTES
        for number in range(count):
            entry = pdf[section.end() + number * _ENTRY_BYTES :][:_ENTRY_BYTES]
            if entry[17:18] == b"n" and not _is_object(pdf, first + number, entry):
                return f"object {first + number} is missing"
    if not re.match(rb"\s*trailer\b", pdf[offset : offset + 20]) or b"/Root" not in pdf[offset:]:
        return "no trailer"
    return ""


def _is_object(pdf: bytes, number: int, entry: bytes) -> bool:
    place, generation = entry[:10], entry[11:16]
    if not (place.isdigit() and generation.isdigit()):
        return False
    return re.match(rb"\s*%d\s+%d\s+obj\b" % (number, int(generation)), pdf[int(place) :][:64]) is not None
