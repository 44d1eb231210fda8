"""Keeping a PIN so that it can be checked but not read: Argon2id (RFC 9106).

What is kept is the usual text form, which carries its salt and cost. It may come from another desk or a
damaged disk: one that cannot be read, or would cost more than any of ours, fits no PIN.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_SALT_BYTES: Final = 16
_HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one check costs: rounds, memory, and lanes that a processor may work on side by side."""

    rounds: int
    memory_kib: int
    lanes: int


USUAL: Final = Cost(rounds=3, memory_kib=65_536, lanes=4)
"""The second choice of RFC 9106, for computers that have other things to do."""

CHEAP: Final = Cost(rounds=1, memory_kib=8, lanes=1)
"""For tests: no cost at all."""

_MOST: Final = Cost(rounds=16, memory_kib=262_144, lanes=16)


def hashed(pin: str, salt_source: Callable[[int], bytes] = secrets.token_bytes, *, cost: Cost = USUAL) -> str:
    """Return what to keep of `pin`; another text each time."""
    from argon2 import low_level

    kept = low_level.hash_secret(
        _encoded(pin),
        salt_source(_SALT_BYTES),
        time_cost=cost.rounds,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=_HASH_BYTES,
        type=low_level.Type.ID,
    )
    return kept.decode("ascii")


def matches(kept: str, pin: str) -> bool:
    """Return whether `kept` was made from `pin`; False where it cannot be read."""
    from argon2 import exceptions, low_level

    try:
        if not _is_affordable(kept):
            return False
        return low_level.verify_secret(kept.encode("ascii"), _encoded(pin), low_level.Type.ID)
    except (exceptions.Argon2Error, exceptions.InvalidHashError, ValueError):
        return False


def _is_affordable(kept: str) -> bool:
    from argon2 import extract_parameters

    asked = extract_parameters(kept)
    return (
        asked.time_cost <= _MOST.rounds
        and asked.memory_cost <= _MOST.memory_kib
        and asked.parallelism <= _MOST.lanes
    )


def _encoded(pin: str) -> bytes:
    return pin.encode("utf-8", "surrogatepass")
