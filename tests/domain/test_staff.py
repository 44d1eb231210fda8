"""Who may do what, cell by cell; which PINs are too weak; how long wrong ones make people wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pins import FREE_TRIES, Weakness, normalised, tries_left, wait_s, weakness
from kiosk.domain.staff import MAY, SAFE, Right, Role, may

# Self-service, operator, supervisor, administrator.
TABLE = {
    "scan": "yes yes yes yes",
    "look_up": "no  yes yes yes",
    "choose_list": "no  yes yes yes",
    "correct": "no  yes yes yes",
    "register": "no  yes yes yes",
    "print": "no  yes yes yes",
    "replace_badge": "no  yes yes yes",
    "see_history": "no  yes yes yes",
    "undo": "no  yes yes yes",
    "confirm_payment": "no  yes yes yes",
    "override": "no  no  yes yes",
    "skip_questions": "no  no  yes yes",
    "annul": "no  no  yes yes",
    "merge": "no  no  yes yes",
    "print_all": "no  no  yes yes",
    "import": "no  no  yes yes",
    "export": "no  no  yes yes",
    "see_log": "no  no  yes yes",
    "edit_lists": "no  no  yes yes",
    "manage_staff": "no  no  no  yes",
    "configure": "no  no  no  yes",
}
ROLES = (Role.SELF_SERVICE, Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)
CELLS = [
    (role, Right(right), cell == "yes")
    for right, row in TABLE.items()
    for role, cell in zip(ROLES, row.split(), strict=True)
]


@pytest.mark.parametrize(("role", "right", "allowed"), CELLS)
def test_row_58_each_role_may_do_what_the_table_says(role: Role, right: Right, *, allowed: bool) -> None:
    assert may(role, right) is allowed


def test_the_table_knows_every_right_and_every_role() -> None:
    assert set(TABLE) == set(Right) == set(MAY)
    assert set(ROLES) == set(Role)
    assert len(CELLS) == 84


def test_nobody_on_duty_may_only_scan() -> None:
    assert [right for right in Right if may(SAFE, right)] == [Right.SCAN]


@pytest.mark.parametrize(
    ("pin", "found"),
    [
        ("", Weakness.TOO_SHORT),
        ("0000", Weakness.TOO_SHORT),
        ("1234", Weakness.TOO_SHORT),
        ("1984", Weakness.TOO_SHORT),
        ("48291", Weakness.TOO_SHORT),
        ("48291a", Weakness.NOT_DIGITS),
        ("482 913", Weakness.NOT_DIGITS),
        ("48291²", Weakness.NOT_DIGITS),
        ("48291\ud800", Weakness.NOT_DIGITS),
        ("48291३", Weakness.NOT_DIGITS),
        ("48" * 17, Weakness.TOO_LONG),
        ("7" * 1_000_000, Weakness.TOO_LONG),
        ("000000", Weakness.ONE_DIGIT),
        ("٧٧٧٧٧٧", Weakness.ONE_DIGIT),
        ("123456", Weakness.RUN),
        ("987654", Weakness.RUN),
        ("890123", Weakness.RUN),
        ("210987", Weakness.RUN),
        ("١٢٣٤٥٦", Weakness.RUN),
        ("۱۲۳۴۵۶", Weakness.RUN),
        ("0123456789012", Weakness.RUN),
        ("121212", Weakness.REPEATED),
        ("1212121", Weakness.REPEATED),
        ("123123", Weakness.REPEATED),
        ("48294829", Weakness.REPEATED),
        ("19841984", Weakness.DATE),
        ("231084", Weakness.DATE),
        ("841023", Weakness.DATE),
        ("290200", Weakness.DATE),
        ("23101984", Weakness.DATE),
        ("19841023", Weakness.DATE),
        ("29022000", Weakness.DATE),
        ("123321", Weakness.COMMON),
        ("159753", Weakness.COMMON),
        ("11223344", Weakness.COMMON),
        ("12344321", Weakness.COMMON),
    ],
)
def test_row_57_a_weak_pin_is_known(pin: str, found: Weakness) -> None:
    assert weakness(pin) is found


@pytest.mark.parametrize(
    "pin",
    ["482913", "730648", "٤٨٢٩١٣", "300284", "31042199", "99991231", "29021900", "4829136", "48" * 15 + "29"],
)
def test_another_pin_may_be_taken(pin: str) -> None:
    assert weakness(pin) is None


def test_the_thirtieth_of_february_is_no_date() -> None:
    assert weakness("300275") is None
    assert weakness("28021975") is Weakness.DATE
    assert weakness("30021975") is None


@given(st.integers(0, 73_000), st.sampled_from(["%d%m%y", "%y%m%d", "%d%m%Y", "%Y%m%d"]))
def test_row_57_no_day_of_two_centuries_may_be_a_pin(days: int, form: str) -> None:
    assert weakness((date(1900, 1, 1) + timedelta(days)).strftime(form)) is not None


@given(st.text())
def test_any_text_is_judged_without_ado(text: str) -> None:
    assert weakness(text) in {None, *Weakness}


def test_most_pins_may_be_taken() -> None:
    good = sum(weakness(f"{n:06}") is None for n in range(0, 1_000_000, 97))
    assert good / len(range(0, 1_000_000, 97)) > 0.9


def test_digits_of_every_keyboard_make_one_pin() -> None:
    assert normalised("٤٨۲۹13") == "482913"


def test_row_56_waits_grow_and_end() -> None:
    waits = [wait_s(n) for n in range(15)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    assert wait_s(10**9) == 3600


def test_tries_are_counted_down_to_the_first_wait() -> None:
    assert [tries_left(n) for n in range(7)] == [5, 4, 3, 2, 1, 0, 0]
    assert wait_s(FREE_TRIES) == 0 < wait_s(FREE_TRIES + 1)
