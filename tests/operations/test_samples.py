"""A layout on real people: who is shown, and what a wrong layout says."""

from __future__ import annotations

import pytest

from kiosk.domain.people import Attendee
from kiosk.errors import InputRefused, Trouble
from kiosk.operations import samples
from kiosk.operations.station import Station
from tests.badge.badge_page import Page
from tests.stations import guest


def on_the_roll(station: Station, **values: str) -> Attendee:
    one = guest(station, **values).attendee
    assert one is not None
    return one


def test_somebody_usual_comes_first_and_the_hardest_names_follow(station: Station) -> None:
    usual = on_the_roll(
        station, name="Ali Bennani", name_arabic="علي بناني", company="OCP", function="Directeur"
    )
    long = on_the_roll(station, name="Marie-Antoinette de La Rochefoucauld-Montmorency")
    short = on_the_roll(station, name="Li")
    arabic = on_the_roll(station, name="", name_arabic="يوسف بن إبراهيم الفاسي")
    press = on_the_roll(station, name="Omar Fassi Fihri", category="press")
    for _ in range(30):
        on_the_roll(station, name="Ali Bennani")
    found = samples.samples(station)
    assert found[0].id == usual.id
    assert {long.id, short.id, arabic.id, press.id} <= {one.id for one in found}
    assert len(found) == len({one.id for one in found}) <= 10 + 3


def test_an_empty_roll_has_an_invented_guest(station: Station) -> None:
    (one,) = samples.samples(station)
    assert one.id == ""
    drawn = samples.drawn(station, "a6", one)
    assert not drawn.warnings
    assert "Benjelloun" in Page(drawn.pdf).text()


@pytest.mark.parametrize("layout_id", ["nowhere", "../a6", ""])
def test_what_is_wrong_with_a_layout_is_told_and_not_covered_up(station: Station, layout_id: str) -> None:
    (one,) = samples.samples(station)
    with pytest.raises(InputRefused) as refused:
        samples.drawn(station, layout_id, one)
    assert refused.value.code is Trouble.UNKNOWN_LAYOUT
    assert "a6" in refused.value.values["known"]
