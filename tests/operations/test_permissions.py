"""What a category may enter, as signs of a badge."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.badge import icons, layouts
from kiosk.domain.badge import Icon, IconRow
from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Words
from kiosk.operations.drawing import Fields
from kiosk.operations.permissions import Permissions
from kiosk.operations.station import Station
from tests.stations import guest

DINNER = CheckInList("gala-dinner", Words(fr="Dîner de gala"), categories=frozenset({"speaker", "partner"}))


@pytest.mark.parametrize(
    ("title", "field"),
    [
        (Words(fr="Dîner de gala"), "may_dinner"),
        (Words(ar="حفل العشاء"), "may_dinner"),
        (Words(en="Dinner in the garden"), "may_dinner"),
        (Words(fr="Déjeuner des intervenants"), "may_lunch"),
        (Words(fr="Salle de presse"), "may_press_room"),
        (Words(ar="قاعة الصحافة"), "may_press_room"),
    ],
)
def test_a_list_is_known_by_the_words_of_its_title(title: Words, field: str) -> None:
    told = Permissions.of([CheckInList("x", title, categories=frozenset({"press"}))])
    assert told("press")[field]
    assert told("speaker")[field] == ""


@pytest.mark.parametrize(
    "title", [Words(fr="Expression orale"), Words(fr="Entrée"), Words(fr="Pressentiment")]
)
def test_a_word_within_a_word_is_none(title: Words) -> None:
    told = Permissions.of([CheckInList("x", title, categories=frozenset({"press"}))])
    assert told("press") == {"on_x": title.fr}


def test_a_list_for_everybody_is_no_sign() -> None:
    assert Permissions.of([replace(DINNER, categories=frozenset())])("speaker") == {}


def test_two_dinners_are_one_sign() -> None:
    other = CheckInList("diner-2", Words(fr="Dîner du comité"), categories=frozenset({"organiser"}))
    told = Permissions.of([DINNER, other])
    assert [bool(told(category)["may_dinner"]) for category in ("speaker", "organiser", "press")] == [
        True,
        True,
        False,
    ]
    assert told("organiser")["on_gala-dinner"] == ""


def test_the_press_has_its_sign_and_a_column_of_the_roll_goes_before(station: Station) -> None:
    one = guest(station, "Ali Bennani", category="press").attendee
    assert one is not None
    with station.database.read() as connection:
        fields = Fields.of(connection, station)
    (row,) = [each for each in layouts.shipped("a6").elements if isinstance(each, IconRow)]
    assert fields(one)["may_press_room"] == "Salle de presse"
    assert Icon.PRESS in icons.signs(row.marks, fields(one))
    refused = {**fields(one), "category_id": "", "Salle de presse": "non"}
    assert Icon.PRESS not in icons.signs(row.marks, refused)
