"""Which list a desk that is left running offers, as the day goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.lists import CheckInList
from kiosk.domain.people import Words
from kiosk.operations import events, lists
from kiosk.ui.changes import Change

if TYPE_CHECKING:
    from tests.desk_window import Hands


def add_friday(hands: Hands) -> CheckInList:
    thursday = events.resolve_list(hands.station, "thursday")
    assert thursday.opens is not None
    assert thursday.closes is not None
    day = timedelta(days=1)
    friday = CheckInList(
        "friday", Words(fr="Entrée vendredi 25"), opens=thursday.opens + day, closes=thursday.closes + day
    )
    lists.save_list(hands.station, friday)
    hands.workplace.changes.tell(Change.EVENT)
    hands.settle()
    return friday


def offered(hands: Hands) -> str:
    assert hands.workplace.desk is not None
    return hands.workplace.desk.list_id


def close_press_room(hands: Hands) -> None:
    """It is open day and night otherwise."""
    press = events.resolve_list(hands.station, "press-room")
    lists.save_list(hands.station, replace(press, closes=hands.station.now))
    hands.workplace.changes.tell(Change.EVENT)
    hands.settle()


def follow(hands: Hands, hours: float) -> None:
    assert hands.workplace.desk is not None
    hands.clock.later(hours * 3600)
    hands.workplace.desk.follow_time()
    hands.settle()


def test_a_desk_left_on_overnight_offers_the_next_day_s_list(hands: Hands) -> None:
    add_friday(hands)
    close_press_room(hands)
    assert offered(hands) == "thursday"
    follow(hands, 13)
    assert offered(hands) == "thursday"
    follow(hands, 11)
    assert offered(hands) == "friday"


def test_a_list_chosen_by_hand_is_kept_while_it_is_open(hands: Hands) -> None:
    friday = add_friday(hands)
    assert hands.workplace.desk is not None
    hands.workplace.desk.turn_to(friday)
    follow(hands, 1)
    assert offered(hands) == "friday"
    hands.workplace.desk.turn_to(events.resolve_list(hands.station, "press-room"))
    follow(hands, 24)
    assert offered(hands) == "press-room"


def test_a_list_that_is_changed_while_it_is_used_stays_the_one_in_use(hands: Hands) -> None:
    assert hands.workplace.desk is not None
    hands.workplace.desk.turn_to(events.resolve_list(hands.station, "press-room"))
    press = events.resolve_list(hands.station, "press-room")
    lists.save_list(hands.station, replace(press, capacity=12))
    hands.workplace.changes.tell(Change.EVENT)
    hands.settle()
    assert offered(hands) == "press-room"
    assert hands.workplace.desk.check_in_list is not None
    assert hands.workplace.desk.check_in_list.capacity == 12
    lists.delete_list(hands.station, "press-room")
    hands.workplace.changes.tell(Change.EVENT)
    hands.settle()
    assert offered(hands) == "thursday"


def test_the_desk_looks_at_the_time_by_itself_and_says_so_in_the_header_alone(hands: Hands) -> None:
    add_friday(hands)
    close_press_room(hands)
    hands.clock.later(24 * 3600)
    hands.reception._ticking.timeout.emit()
    hands.settle()
    assert offered(hands) == "friday"
    assert hands.workplace.header.lists.text() == "Entrée vendredi 25"
    assert hands.banner.said is None
