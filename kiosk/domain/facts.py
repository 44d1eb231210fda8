"""The journal's entries: what a fact is, how facts are ordered, and how each is chained to the one before.

A desk's facts are numbered 1, 2, 3 … without gaps and each carries the digest of the one before, so
that a changed or missing one shows. The chain covers a digest of salt and body, not the body itself,
so that erasing a person's data (salt and body taken away) leaves it verifiable. The order of facts of
several desks is that of their hybrid logical clocks (Kulkarni et al., 2014): 48 bits of milliseconds
and a 16-bit counter in one integer, which never goes back even if the wall clock does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

NO_HASH: Final = bytes(32)
"""What the first fact of a desk is chained to."""

LATEST_HLC: Final = 4_102_444_800_000 << 16
"""2100-01-01: a later clock is broken or hostile and is never taken over."""

_SEPARATOR: Final = "\x1f"


class Kind(StrEnum):
    """What can happen. The body's keys stand behind it; any may have `approved`, who approved the act."""

    EVENT_CONFIGURED = "event.configured"  # the event's fields
    CATEGORY_CONFIGURED = "category.configured"  # the category's fields
    LIST_CONFIGURED = "list.configured"  # the check-in list's fields, [deleted]
    QUESTION_CONFIGURED = "question.configured"  # the question's fields, [deleted]
    STAFF_CONFIGURED = "staff.configured"  # name, role, pin, active
    STAFF_SIGNED_IN = "staff.signed_in"  # station
    STAFF_SIGNED_OUT = "staff.signed_out"  # station, idle
    PIN_REFUSED = "pin.refused"  # station, for
    APPROVAL_GIVEN = "approval.given"  # station, right
    ACT_REFUSED = "act.refused"  # station, right, role
    ATTENDEE_IMPORTED = "attendee.imported"  # key, set, extra, [code]
    ATTENDEE_REGISTERED = "attendee.registered"  # code, set
    ATTENDEE_EDITED = "attendee.edited"  # set, was
    ATTENDEE_ANSWERED = "attendee.answered"  # answers
    ATTENDEE_WITHDRAWN = "attendee.withdrawn"  # undoes
    ATTENDEE_MERGED = "attendee.merged"  # absorbs, set
    ATTENDEE_KEPT_APART = "attendee.kept_apart"  # from
    PAIRING_UNDONE = "pairing.undone"  # undoes
    ADMISSION_GIVEN = "admission.given"  # as refused, [registers, overrode, why, paid, at, after, automatic]
    ADMISSION_REFUSED = "admission.refused"  # list, direction, station, scan, code, [reason]
    ADMISSION_ANNULLED = "admission.annulled"  # undoes
    BADGE_PRINTED = "badge.printed"  # job, layout, printer, station, [seen]
    BADGE_REPLACED = "badge.replaced"  # code, revokes, station, [why]
    CODES_BARRED = "codes.barred"  # codes, reason, station


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, as written by the desk `origin` as its number `seq`."""

    origin: str
    seq: int
    id: str
    hlc: int
    wall_ms: int
    kind: str
    version: int
    subject: str
    actor: str
    salt: bytes
    body: str
    prev_hash: bytes
    hash: bytes
    read: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """What `body` says, where its writer still has it at hand."""

    @property
    def order(self) -> tuple[int, str, int]:
        """Where this fact stands among those of all desks."""
        return (self.hlc, self.origin, self.seq)

    def content(self) -> Mapping[str, Any]:
        """Return the body as an object; ValueError if it is not one."""
        if self.read is not None:
            return self.read
        read = json.loads(self.body)
        if not isinstance(read, dict):
            raise ValueError("the body of a fact is an object")  # noqa: TRY004  a wrong value, not a wrong call
        return read


def canonical(body: Mapping[str, Any]) -> str:
    """Return `body` as JSON in the one spelling that is hashed: sorted keys, no spaces."""
    return _encode(body)


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def digest(fact: Fact) -> bytes:
    """Return the digest that `fact` should carry, from its own fields and its predecessor's digest."""
    covered = hashlib.sha256(fact.salt + fact.body.encode()).digest()
    fields = (
        fact.origin,
        str(fact.seq),
        fact.id,
        str(fact.hlc),
        str(fact.wall_ms),
        fact.kind,
        str(fact.version),
        fact.subject,
        fact.actor,
    )
    return hashlib.sha256(fact.prev_hash + _SEPARATOR.join(fields).encode() + covered).digest()


def tick(last_hlc: int, wall_ms: int) -> int:
    """Return the next reading of the hybrid logical clock, later than `last_hlc` whatever `wall_ms` says."""
    return max(min(wall_ms << 16, LATEST_HLC - 1), last_hlc + 1)


def uuid7(ms: int, random_bits: int) -> str:
    """Return a UUID of version 7 (RFC 9562) from milliseconds since 1970 and 74 random bits."""
    high, low = divmod(random_bits & (1 << 74) - 1, 1 << 62)
    digits = f"{(ms & (1 << 48) - 1) << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@dataclass(slots=True)
class Writer:
    """Makes a desk's next facts, one after the other; `seq`, `hlc` and `prev_hash` are of its last one."""

    origin: str
    seq: int
    hlc: int
    prev_hash: bytes
    now_ms: Callable[[], int]
    random: Callable[[int], bytes]

    def write(
        self, kind: Kind, subject: str, body: Mapping[str, Any], *, actor: str = "", version: int = 1
    ) -> Fact:
        """Return the next fact of this desk."""
        wall_ms = self.now_ms()
        self.seq += 1
        self.hlc = tick(self.hlc, wall_ms)
        noise = self.random(26)
        draft = Fact(
            origin=self.origin,
            seq=self.seq,
            id=uuid7(self.hlc >> 16, int.from_bytes(noise[:10])),
            hlc=self.hlc,
            wall_ms=wall_ms,
            kind=kind,
            version=version,
            subject=subject,
            actor=actor,
            salt=noise[10:],
            body=canonical(body),
            prev_hash=self.prev_hash,
            hash=b"",
            read=body,
        )
        self.prev_hash = digest(draft)
        object.__setattr__(draft, "hash", self.prev_hash)  # not yet seen by anybody
        return draft


def first_break(facts: Iterable[Fact]) -> Fact | None:
    """Return the first fact whose number, link or digest is wrong, or None.

    `facts` come ordered by origin and number, each origin from its first fact on.
    """
    origin, seq, last = "", 0, NO_HASH
    for fact in facts:
        if fact.origin != origin:
            origin, seq, last = fact.origin, 0, NO_HASH
        if fact.seq != seq + 1 or fact.prev_hash != last or digest(fact) != fact.hash:
            return fact
        seq, last = fact.seq, fact.hash
    return None
