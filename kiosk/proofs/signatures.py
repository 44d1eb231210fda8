"""Tells whether a ticket signed elsewhere is genuine, and whether a key can tell that at all.

What a ticket says is read in `domain/signed_codes.py`; whether it was revoked is for the journal to know.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kiosk.domain.signed_codes import SignedTicket
from kiosk.errors import InputRefused, Trouble

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_LONGEST_KEY: Final = 4000
_SHOWN: Final = 40
_PEM: Final = "-----BEGIN"


def is_genuine(ticket: SignedTicket, keys: Sequence[str]) -> bool:
    """Return whether one of `keys` (base64 of a PEM SubjectPublicKeyInfo) signed the ticket.

    A key that is broken, or of another kind than Ed25519, is passed over.
    """
    from cryptography.exceptions import InvalidSignature

    for text in keys:
        key = _key(text)
        if key is None:
            continue
        try:
            key.verify(ticket.signature, ticket.payload)
        except InvalidSignature:
            continue
        return True
    return False


def check_key(text: str) -> str:
    """Return the key in `text` as it is kept, in base64 without spaces; the PEM itself is taken too.

    Raises InputRefused with TICKET_KEY_WRONG.
    """
    compact = "".join(text[: 2 * _LONGEST_KEY].split())
    if text.lstrip().startswith(_PEM):
        compact = b64encode(text.strip().encode("utf-8", "replace")).decode("ascii")
    if _key(compact) is None:
        raise InputRefused(Trouble.TICKET_KEY_WRONG, value=text.strip()[:_SHOWN])
    return compact


def _key(text: str) -> Ed25519PublicKey | None:
    """The public key that is written so; None if none is."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if len(text) > _LONGEST_KEY:
        return None
    try:
        key = load_pem_public_key(b64decode(text, validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
