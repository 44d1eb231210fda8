"""A signed ticket is believed if one of the keys signed it, and for no other reason."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import signed_codes
from kiosk.domain.signed_codes import SignedTicket
from kiosk.errors import InputRefused, Trouble
from kiosk.proofs.signatures import check_key, is_genuine

KEY = (
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQTdBRDcvdkZBMzNFc1k0ejJQSHI3aVpQc1o4bjVkaDBhalA4"
    "Z3l6Tm1tSXM9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
)
VALID = (
    "E4BibyTSylQOgeKjuMPiTDxi5HXPuTVsx1qCli3IL0143gj0EZXOB9iQInANxRFJTt4Pf9nXnHdB91Qk/RN0L5AIBABSxw2TKFnS"
    "UNUCKAEAPAQA"
)
FORGED = "EFAKE" + VALID[5:]
OURS = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANOTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
# Protocol Buffers written by hand: seed "Zz9", item 7, variation 8, subevent 9, valid 23 to 25 October 2024.
ALL_FIELDS = b"\x0a\x03Zz9\x10\x07\x18\x08\x20\x09\x28\x80\xf9\xe0\xb8\x06\x30\xf0\xc5\xf0\xb8\x06"


def written(key: PublicKeyTypes) -> str:
    return b64encode(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)).decode("ascii")


def issued(payload: bytes, signer: Ed25519PrivateKey = OURS) -> str:
    signature = signer.sign(payload)
    whole = b"\x01" + len(payload).to_bytes(2) + len(signature).to_bytes(2) + payload + signature
    return b64encode(whole).decode("ascii")[::-1]


def read(text: str) -> SignedTicket:
    found = signed_codes.read(text)
    assert found is not None
    return found


def passes(text: str, *keys: str) -> bool:
    found = signed_codes.read(text)
    return found is not None and is_genuine(found, keys)


OUR_KEY = written(OURS.public_key())


def test_the_published_ticket_is_genuine_and_the_forged_one_is_not() -> None:
    assert passes(VALID, KEY)
    assert signed_codes.read(FORGED) is not None, "else the signature was not what refused it"
    assert not passes(FORGED, KEY)


def test_every_flipped_bit_is_noticed() -> None:
    whole = b64decode(VALID[::-1])
    for bit in range(8 * len(whole)):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        assert not passes(b64encode(changed).decode("ascii")[::-1], KEY), bit


def test_every_flipped_bit_of_the_text_is_noticed() -> None:
    for place in range(len(VALID)):
        for bit in range(7):
            letter = chr(ord(VALID[place]) ^ 1 << bit)
            assert not passes(VALID[:place] + letter + VALID[place + 1 :], KEY), (place, letter)


def test_a_ticket_with_all_fields_is_genuine() -> None:
    text = issued(ALL_FIELDS)
    found = read(text)
    assert (found.seed, found.item, found.variation, found.subevent) == ("Zz9", 7, 8, 9)
    assert found.valid_from == datetime(2024, 10, 23, tzinfo=UTC)
    assert found.valid_until == datetime(2024, 10, 25, 23, 0, tzinfo=UTC)
    assert passes(text, OUR_KEY)
    assert not passes(text, KEY)
    assert not passes(issued(ALL_FIELDS, ANOTHER), OUR_KEY)


def test_any_of_the_keys_will_do_and_none_is_not_enough() -> None:
    text = issued(b"\x10\x01")
    assert passes(text, KEY, OUR_KEY)
    assert passes(text, OUR_KEY, KEY)
    assert not passes(text)


def other_kinds() -> list[str]:
    keys: list[PublicKeyTypes] = [
        rsa.generate_private_key(65537, 1024).public_key(),
        ec.generate_private_key(ec.SECP256R1()).public_key(),
        X25519PrivateKey.generate().public_key(),
    ]
    return [written(key) for key in keys]


PRIVATE = b64encode(OURS.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())).decode("ascii")
BROKEN = [
    "",
    "x",
    "é",
    "AAAA",
    OUR_KEY[:-8],
    OUR_KEY[4:],
    "A" * 100_000,
    "\ud800",
    "\0",
    PRIVATE,
    *other_kinds(),
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_key_is_passed_over_when_a_ticket_comes(broken: str) -> None:
    assert passes(VALID, broken, KEY)
    assert not passes(VALID, broken)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_key_is_refused_when_somebody_enters_it(broken: str) -> None:
    with pytest.raises(InputRefused) as caught:
        check_key(broken)
    assert caught.value.code is Trouble.TICKET_KEY_WRONG
    assert len(caught.value.values["value"]) <= 40


def test_a_key_is_taken_as_it_is_pasted() -> None:
    pem = b64decode(OUR_KEY).decode("ascii")
    lines = "\r\n".join(OUR_KEY[at : at + 64] for at in range(0, len(OUR_KEY), 64))
    for pasted in (OUR_KEY, f"  {lines}\n", pem, f"\n{pem}"):
        assert passes(issued(ALL_FIELDS), check_key(pasted))


@given(st.binary(min_size=64, max_size=64), st.binary(max_size=200))
def test_random_bytes_are_never_genuine_and_never_raise(signature: bytes, payload: bytes) -> None:
    ticket = SignedTicket("", 0, 0, 0, None, None, payload, signature)
    assert not is_genuine(ticket, [OUR_KEY])


@given(st.text(max_size=300))
def test_no_key_raises_but_a_refusal(text: str) -> None:
    assert not passes(VALID, text)
    with pytest.raises(InputRefused):
        check_key(text)


@given(st.binary(max_size=200))
def test_no_bytes_within_a_pem_raise(inside: bytes) -> None:
    pem = b"-----BEGIN PUBLIC KEY-----\n" + b64encode(inside) + b"\n-----END PUBLIC KEY-----\n"
    assert not passes(VALID, b64encode(pem).decode("ascii"))
