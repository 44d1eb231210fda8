"""Facts: the clock that never goes back, the chain that shows every change, ids that sort by time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.facts import LATEST_HLC, NO_HASH, Fact, Kind, Writer, digest, first_break, tick, uuid7


def writer(now_ms: Callable[[], int] = lambda: 1_729_754_520_000, origin: str = "D1") -> Writer:
    return Writer(origin, 0, 0, NO_HASH, now_ms, random.Random(7).randbytes)


def some(number: int = 5) -> list[Fact]:
    desk = writer()
    return [desk.write(Kind.BADGE_PRINTED, f"p{n}", {"n": n}, actor="S") for n in range(number)]


def test_a_desk_s_facts_are_numbered_and_chained() -> None:
    facts = some()
    assert [fact.seq for fact in facts] == [1, 2, 3, 4, 5]
    assert facts[0].prev_hash == NO_HASH
    assert all(later.prev_hash == earlier.hash for earlier, later in pairwise(facts))
    assert first_break(facts) is None
    assert first_break(facts + some_of_another()) is None


def some_of_another() -> list[Fact]:
    desk = writer(origin="D2")
    return [desk.write(Kind.BADGE_PRINTED, "x", {})]


@pytest.mark.parametrize("name", [field.name for field in fields(Fact) if field.compare])
def test_a_change_of_any_field_shows(name: str) -> None:
    facts = some()
    value = getattr(facts[2], name)
    other: Any = 99 if isinstance(value, int) else b"changed" if isinstance(value, bytes) else "changed"
    facts[2] = replace(facts[2], **{name: other})
    found = first_break(facts)
    assert found is not None
    assert found.seq in (3, 4, 99)


def test_a_missing_or_swapped_fact_shows() -> None:
    facts = some()
    assert first_break(facts[:1] + facts[2:]) is not None
    assert first_break([facts[0], facts[2], facts[1], *facts[3:]]) is not None
    assert first_break(facts[1:]) is not None


def test_the_digest_is_that_of_the_stated_bytes() -> None:
    import hashlib

    fact = some(1)[0]
    body = hashlib.sha256(fact.salt + fact.body.encode()).digest()
    listed = [
        fact.origin,
        fact.seq,
        fact.id,
        fact.hlc,
        fact.wall_ms,
        fact.kind,
        fact.version,
        fact.subject,
        fact.actor,
    ]
    text = "\x1f".join(map(str, listed)).encode()
    assert digest(fact) == hashlib.sha256(fact.prev_hash + text + body).digest()


@given(st.lists(st.integers(min_value=-(2**40), max_value=2**52), min_size=1, max_size=30))
def test_the_clock_never_goes_back_and_never_leaves_its_range(walls: list[int]) -> None:
    last = 0
    for wall_ms in walls:
        now = tick(last, wall_ms)
        assert last < now < LATEST_HLC + len(walls)
        last = now


def test_ids_are_version_7_and_sort_by_time() -> None:
    ids = [uuid7(ms, random.Random(ms).getrandbits(74)) for ms in range(1_729_754_520_000, 1_729_754_520_050)]
    assert ids == sorted(ids)
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)
