"""A person folded from facts: the same in every order, files not undoing what a desk corrected."""

from __future__ import annotations

import itertools
import random
from typing import Any

from kiosk.domain.facts import NO_HASH, Fact, Kind, Writer
from kiosk.domain.folding import as_values, attendee, fold
from kiosk.domain.people import Registration


class Desk:
    def __init__(self, origin: str = "D1", start_ms: int = 1000) -> None:
        self.now = start_ms
        self.writer = Writer(origin, 0, 0, NO_HASH, self._tick, random.Random(origin).randbytes)

    def _tick(self) -> int:
        self.now += 10
        return self.now

    def write(self, kind: Kind, **body: Any) -> Fact:
        return self.writer.write(kind, "p", body)

    def imported(self, code: str = "C1", **values: str) -> Fact:
        return self.write(Kind.ATTENDEE_IMPORTED, key="ref:1", code=code, set=values, extra=[["Table", "7"]])


def the_person(*facts: Fact) -> dict[str, str]:
    person = fold("p", facts)
    assert person.attendee is not None
    return as_values(person.attendee)


def test_the_order_of_arrival_makes_no_difference() -> None:
    one, two = Desk("D1"), Desk("D2", 1005)
    facts = [
        one.imported(name_latin="Ali", company="OCP"),
        two.write(Kind.ATTENDEE_EDITED, set={"company": "ONCF"}, was={"company": "OCP"}),
        one.write(Kind.ATTENDEE_EDITED, set={"company": "ONEE"}, was={"company": "OCP"}),
        two.imported(code="C2", name_latin="Ali", company="OCP"),
    ]
    told = [fold("p", order) for order in itertools.permutations(facts)]
    assert all(one == told[0] for one in told)
    assert set(told[0].codes) == {"C1", "C2"}


def test_a_file_imported_again_keeps_the_desk_s_correction() -> None:
    desk = Desk()
    facts = [
        desk.imported(name_latin="Ali Benani", company="OCP"),
        desk.write(Kind.ATTENDEE_EDITED, set={"name_latin": "Ali Bennani"}, was={"name_latin": "Ali Benani"}),
        desk.imported(name_latin="Ali Benani", company="ONCF"),
    ]
    assert the_person(*facts) == {"name_latin": "Ali Bennani", "company": "ONCF", "registration": "confirmed"}


def test_an_emptied_cell_empties_and_a_missing_column_says_nothing() -> None:
    desk = Desk()
    first = desk.imported(name_latin="Ali", phone="+212600000001", company="OCP")
    again = desk.imported(name_latin="Ali", phone="")
    assert the_person(first, again) == {"name_latin": "Ali", "company": "OCP", "registration": "confirmed"}


def test_extra_columns_are_kept_in_the_file_s_order() -> None:
    desk = Desk()
    body = {"key": "k", "code": "C", "set": {"name_latin": "Ali"}, "extra": [["Z", "1"], ["A", "2"]]}
    person = fold("p", [desk.write(Kind.ATTENDEE_IMPORTED, **body)])
    assert person.attendee is not None
    assert list(person.attendee.extra.items()) == [("Z", "1"), ("A", "2")]


def test_a_withdrawn_registration_leaves_the_roll() -> None:
    desk = Desk()
    registered = desk.write(Kind.ATTENDEE_REGISTERED, code="C", set={"name_latin": "Ali"})
    gone = desk.write(Kind.ATTENDEE_WITHDRAWN, undoes=registered.id)
    assert fold("p", [registered]).attendee is not None
    assert fold("p", [gone, registered]).attendee is None


def test_values_make_the_same_attendee_again() -> None:
    values = {
        "name_latin": "Ali",
        "registration": "unpaid",
        "valid_from": "2024-10-23T06:00:00+01:00",
        "unheard_of": "x",
    }
    one = attendee("p", "C", values, {"Table": "7"}, {"meal": "fish"})
    assert one.registration is Registration.UNPAID
    assert attendee("p", "C", as_values(one), one.extra, one.answers) == one


def test_who_was_never_given_a_code_is_not_on_the_roll() -> None:
    row = Desk().write(Kind.ATTENDEE_IMPORTED, key="ref:1", set={"name_latin": "Ali"}, extra=[])
    assert fold("p", [row]).attendee is None
