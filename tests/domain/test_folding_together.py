"""Two who are one: who stands, whatever order the merges came in, and what the one who stands is then."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from kiosk.domain.facts import NO_HASH, Fact, Kind, Writer
from kiosk.domain.folding import Person, fold_together
from kiosk.domain.merging import absorbed
from kiosk.domain.people import Registration


@pytest.mark.parametrize(
    ("merges", "stands"),
    [
        ([], {}),
        ([("a", "b")], {"b": "a"}),
        ([("a", "a")], {}),
        ([("a", "b"), ("b", "a")], {"b": "a"}),
        ([("a", "b"), ("b", "c")], {"b": "a", "c": "a"}),
        ([("b", "c"), ("a", "b")], {"b": "a", "c": "a"}),
        ([("a", "b"), ("c", "d"), ("d", "b")], {"a": "c", "b": "c", "d": "c"}),
        ([("a", "b"), ("b", "c"), ("c", "a")], {"b": "a", "c": "a"}),
    ],
)
def test_the_earlier_merge_says_who_stands(merges: list[tuple[str, str]], stands: dict[str, str]) -> None:
    assert absorbed(merges) == stands


class Desk:
    """Writes facts about people `a`, `b` …, each ten milliseconds after the last."""

    def __init__(self) -> None:
        self.now = 1000
        self.writer = Writer("D1", 0, 0, NO_HASH, self._tick, random.Random(1).randbytes)

    def _tick(self) -> int:
        self.now += 10
        return self.now

    def write(self, kind: Kind, subject: str, **body: Any) -> Fact:
        return self.writer.write(kind, subject, body)

    def row(self, subject: str, extra: dict[str, str] | None = None, **values: str) -> Fact:
        own = [list(pair) for pair in (extra or {}).items()]
        body = {"key": f"ref:{subject}", "code": f"C-{subject}", "set": values, "extra": own}
        return self.write(Kind.ATTENDEE_IMPORTED, subject, **body)

    def edit(self, subject: str, **values: str) -> Fact:
        return self.write(Kind.ATTENDEE_EDITED, subject, set=values, was={})

    def merge(self, stands: str, absorbs: str, **values: str) -> Fact:
        return self.write(Kind.ATTENDEE_MERGED, stands, absorbs=absorbs, set=values)


def folded(*facts: Fact) -> dict[str, Person]:
    """What the facts make, in every order that a few of them may come in."""
    told = [fold_together(order) for order in itertools.islice(itertools.permutations(facts), 200)]
    assert all(one == told[0] for one in told)
    return told[0]


def test_who_stands_keeps_theirs_and_fills_what_they_have_not() -> None:
    desk = Desk()
    people = folded(
        desk.row("a", {"Table": "7"}, name_latin="Ali Tazi", company="OCP", ticket="T-A"),
        desk.row("b", {"Table": "8", "Menu": "fish"}, name_arabic="علي التازي", company="ONCF", ticket="T-B"),
        desk.write(Kind.ATTENDEE_ANSWERED, "b", answers={"meal": "fish"}),
        desk.merge("a", "b"),
    )
    one = people["a"].attendee
    assert one is not None
    assert people["b"].attendee is None
    assert (one.name_latin, one.name_arabic, one.company, one.ticket) == (
        "Ali Tazi",
        "علي التازي",
        "OCP",
        "T-A",
    )
    assert dict(one.extra) == {"Table": "7", "Menu": "fish"}
    assert dict(one.answers) == {"meal": "fish"}
    assert one.code == "C-a"
    assert people["a"].codes == {"C-a": "a", "C-b": "b"}
    assert people["a"].tickets == {"T-A": "a", "T-B": "b"}
    assert {key: subject for key, (subject, _row) in people["a"].keys.items()} == {"ref:a": "a", "ref:b": "b"}


def test_what_was_chosen_at_the_merge_counts_and_a_state_is_never_filled() -> None:
    desk = Desk()
    rows = (
        desk.row("a", name_latin="Ali", company="OCP"),
        desk.row("b", name_latin="Aly", company="ONCF", registration="cancelled"),
    )
    kept = folded(*rows, desk.merge("a", "b", company="ONCF"))["a"].attendee
    assert kept is not None
    assert (kept.name_latin, kept.company, kept.registration) == ("Ali", "ONCF", Registration.CONFIRMED)
    taken = folded(*rows, desk.merge("a", "b", registration="cancelled"))["a"].attendee
    assert taken is not None
    assert taken.registration is Registration.CANCELLED


def test_a_later_row_of_the_absorbed_updates_who_stands_where_it_changed() -> None:
    desk = Desk()
    facts = (
        desk.row("a", name_latin="Ali Tazi", company="OCP"),
        desk.row("b", {"Table": "8"}, name_latin="Ali Tazzi", company="ONCF"),
        desk.merge("a", "b"),
        desk.row("b", {"Table": "9"}, name_latin="Ali Tazzi", company="ONCF", phone="+212600000001"),
    )
    one = folded(*facts)["a"].attendee
    assert one is not None
    assert (one.name_latin, one.company, one.phone) == ("Ali Tazi", "OCP", "+212600000001")
    assert dict(one.extra) == {"Table": "9"}


def test_a_correction_that_comes_late_is_not_lost_to_the_merge() -> None:
    desk = Desk()
    row, other = desk.row("a", name_latin="Ali", company="OCP"), desk.row("b", name_latin="Ali", company="X")
    late, merge = desk.edit("a", company="OCP Group"), desk.merge("a", "b")
    after = desk.edit("b", function="Directeur")
    one = folded(row, other, late, merge, after)["a"].attendee
    assert one is not None
    assert (one.company, one.function) == ("OCP Group", "Directeur")


def test_crosswise_merges_make_one_and_the_earlier_says_who_stands() -> None:
    desk = Desk()
    people = folded(
        desk.row("a", name_latin="Ali"), desk.row("b", name_latin="Aly"),
        desk.merge("b", "a"), desk.merge("a", "b", company="OCP"),
    )  # fmt: skip
    assert people["a"].attendee is None
    assert people["b"].attendee is not None
    assert (people["b"].attendee.name_latin, people["b"].attendee.company) == ("Aly", "OCP")


def test_a_merge_with_somebody_not_heard_of_yet_waits_for_them() -> None:
    desk = Desk()
    merge = desk.merge("a", "b")
    assert {subject: one.attendee for subject, one in folded(merge).items()} == {"a": None, "b": None}
    alone = folded(merge, desk.row("b", name_latin="Aly"))["a"].attendee
    assert alone is not None
    assert (alone.id, alone.code, alone.name_latin) == ("a", "C-b", "Aly")


def test_a_withdrawn_registration_of_one_leaves_the_other() -> None:
    desk = Desk()
    walk_in = desk.write(Kind.ATTENDEE_REGISTERED, "b", code="C-b", set={"name_latin": "Aly"})
    facts = (desk.row("a", name_latin="Ali"), walk_in, desk.merge("a", "b"))
    gone = desk.write(Kind.ATTENDEE_WITHDRAWN, "b", undoes=walk_in.id)
    assert folded(*facts, gone)["a"].attendee is not None
    assert folded(walk_in, gone, desk.merge("b", "c"))["b"].attendee is None
