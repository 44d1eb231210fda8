"""Tickets that carry their own proof, as pretix writes them ("sig1"): taken apart, not yet believed.

The text is the reverse of the base64 of: 1 | length of the payload | length of the signature (both two bytes,
big-endian) | payload | Ed25519 signature of the payload; the payload is Protocol Buffers, version 3.
Whether the signature is good is asked in `proofs/signatures.py`.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from kiosk.domain.codes import SCAN_LIMIT

_VERSION: Final = 1
_HEADER: Final = 5
_SIGNATURE: Final = 64
_LAST_SECOND: Final = 253_402_300_799
"""The end of the year 9999: what a calendar can say."""

_SEED, _ITEM, _VARIATION, _SUBEVENT, _VALID_FROM, _VALID_UNTIL = range(1, 7)
_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_NUMBERS: Final = (_ITEM, _VARIATION, _SUBEVENT, _VALID_FROM, _VALID_UNTIL)
_FIELDS: Final = 1 << 29
"""Numbers of fields stay below."""

_FIXED: Final = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}
_VARINT_BYTES: Final = 10
_CONTINUES: Final = 0x80
_VARINT_LIMIT: Final = 1 << 64
_LARGEST: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class SignedTicket:
    """What a signed ticket says of itself. Numbers are the ticket shop's, 0 for none; moments are aware.

    Nothing of it is true before the signature is checked.
    """

    seed: str
    item: int
    variation: int
    subevent: int
    valid_from: datetime | None
    valid_until: datetime | None
    payload: bytes
    signature: bytes


def read(text: str) -> SignedTicket | None:
    """Return the ticket that `text` spells, or None if it is no signed ticket; nothing is ever raised.

    Only the one spelling that a shop writes is taken: a revoked ticket is known by its text, and another
    spelling of the same bytes must not pass for another ticket.
    """
    try:
        payload, signature = _taken_apart(text)
        seed, numbers = _contents(payload)
        return SignedTicket(
            seed=seed.decode("utf-8"),
            item=numbers[_ITEM],
            variation=numbers[_VARIATION],
            subevent=numbers[_SUBEVENT],
            valid_from=_moment(numbers[_VALID_FROM]),
            valid_until=_moment(numbers[_VALID_UNTIL]),
            payload=payload,
            signature=signature,
        )
    except ValueError:  # UnicodeDecodeError and binascii.Error are some too
        return None


def _taken_apart(text: str) -> tuple[bytes, bytes]:
    """Return payload and signature; ValueError if the lengths do not fit, or it is another spelling."""
    if not _HEADER < len(text) <= SCAN_LIMIT:
        raise ValueError(len(text))
    backwards = text[::-1]
    whole = b64decode(backwards, validate=True)
    if b64encode(whole).decode("ascii") != backwards:
        raise binascii.Error
    length = int.from_bytes(whole[1:3])
    signed_length = int.from_bytes(whole[3:_HEADER])
    if whole[:1] != bytes([_VERSION]) or signed_length != _SIGNATURE:
        raise ValueError(signed_length)
    if len(whole) != _HEADER + length + signed_length:
        raise ValueError(length)
    return whole[_HEADER : _HEADER + length], whole[_HEADER + length :]


def _contents(payload: bytes) -> tuple[bytes, dict[int, int]]:
    """Return the seed and the numbers by their field; what we do not know is passed over."""
    seed, numbers = b"", dict.fromkeys(_NUMBERS, 0)
    for field, wire_type, value in _fields(payload):
        if field == _SEED:
            if not isinstance(value, bytes) or wire_type != _BYTES:
                raise ValueError(field)
            seed = value
        elif field in numbers:
            if not isinstance(value, int) or value > _LARGEST:  # above are the negative ones
                raise ValueError(field)
            numbers[field] = value
    return seed, numbers


def _fields(payload: bytes) -> Iterator[tuple[int, int, int | bytes]]:
    """Yield each field's number, how it is written, and its value; ValueError where there is none."""
    place = 0
    while place < len(payload):
        tag, place = _varint(payload, place)
        field, wire_type = tag >> 3, tag & 7
        if not 0 < field < _FIELDS:
            raise ValueError(field)
        if wire_type == _VARINT:
            number, place = _varint(payload, place)
            yield field, wire_type, number
            continue
        if wire_type == _BYTES:
            length, place = _varint(payload, place)
        elif wire_type in _FIXED:
            length = _FIXED[wire_type]
        else:
            raise ValueError(wire_type)
        if length > len(payload) - place:
            raise ValueError(length)
        yield field, wire_type, payload[place : place + length]
        place += length


def _varint(payload: bytes, place: int) -> tuple[int, int]:
    """Return the number that begins at `place`, and where it has ended."""
    number = 0
    for count, byte in enumerate(payload[place : place + _VARINT_BYTES]):
        number |= (byte & 0x7F) << (7 * count)
        if byte < _CONTINUES:
            if number >= _VARINT_LIMIT:
                break
            return number, place + count + 1
    raise ValueError(place)


def _moment(seconds: int) -> datetime | None:
    if seconds > _LAST_SECOND:
        raise ValueError(seconds)
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
