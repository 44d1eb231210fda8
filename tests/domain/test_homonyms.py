"""People of one name beside each other: the fewest fields that tell them apart."""

from __future__ import annotations

from kiosk.domain.homonyms import told_apart
from kiosk.domain.people import Attendee


def people(*values: dict[str, str]) -> list[Attendee]:
    return [Attendee(str(n), f"C{n}", **{"name_latin": "Ali Tazi", **one}) for n, one in enumerate(values)]  # type: ignore[arg-type]


def one_name(_one: Attendee, _other: Attendee) -> bool:
    """Whoever is asked about has one name."""
    return True


def test_who_only_shares_the_consonants_of_a_name_is_no_homonym() -> None:
    shown = people({"name_latin": "Karim Alaoui"}, {"name_latin": "Karima Alaoui"})
    assert told_apart(shown, one_name).keys() == {"0", "1"}
    assert told_apart(shown, lambda _one, _other: False) == {}


def test_nobody_else_of_the_name_is_no_homonym() -> None:
    assert told_apart(people({}, {"name_latin": "Omar Tazi"}), one_name) == {}


def test_the_first_field_that_differs_is_enough() -> None:
    shown = people({"company": "OCP", "phone": "+2126"}, {"company": "ONCF", "phone": "+2127"})
    assert told_apart(shown, one_name) == {"0": ("company",), "1": ("company",)}


def test_what_two_share_is_left_out_and_the_next_is_told() -> None:
    shown = people(
        {"company": "OCP", "phone": "+2126"},
        {"company": "O C P", "phone": "+2127"},
        {"company": "OCP", "phone": "+2128"},
        {"company": "OCP", "function": "DSI"},
    )
    told = told_apart(shown, one_name)
    assert told["0"] == told["2"] == ("phone",)
    assert told["1"] == ("company",)
    assert told["3"] == ("function",)


def test_several_fields_together_tell_somebody_apart() -> None:
    shown = people(
        {"company": "OCP", "function": "DSI"}, {"company": "OCP"}, {"company": "ONCF", "function": "DSI"}
    )
    assert told_apart(shown, one_name)["0"] == ("company", "function")


def test_one_script_is_enough_to_share_a_name() -> None:
    shown = people(
        {"name_arabic": "علي التازي", "email": "a@x.ma"},
        {"name_latin": "Aly Tazy", "name_arabic": "علي التازى", "email": "b@x.ma"},
        {"name_latin": "TAZI  Ali", "email": "c@x.ma"},
    )
    assert told_apart(shown, one_name) == {"0": ("email",), "1": ("email",), "2": ("email",)}


def test_who_differs_in_nothing_tells_all_there_is() -> None:
    same = people({"company": "OCP"}, {"company": "OCP"})
    assert told_apart(same, one_name) == {"0": ("company",), "1": ("company",)}
    assert told_apart(people({}, {"company": "OCP"}), one_name) == {"0": (), "1": ("company",)}
