"""Badges and printers as a volunteer meets them: another badge, a printer that wants something, the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.operations import people, print_queue
from kiosk.words import Role

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from tests.desk_window import Hands


def admitted(desk: Hands, name: str = "ghita") -> Attendee:
    """Somebody comes in and gets their badge."""
    desk.type(name)
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.reception.card.job() == "Badge printed")
    return desk.guest


def ask_again(desk: Hands) -> None:
    desk.press(Qt.Key.Key_F8)
    desk.bot.waitUntil(lambda: desk.said.word == "Already printed")
    desk.settle()


def whys(desk: Hands, guest: Attendee) -> list[str]:
    return [one.why for one in print_queue.jobs(desk.station, attendee_id=guest.id)]


# -- another badge -------------------------------------------------------------------------------------


def test_a_second_badge_is_printed_for_a_reason_that_one_key_gives(desk: Hands) -> None:
    guest = admitted(desk)
    ask_again(desk)
    assert desk.said.role is Role.ATTENTION
    assert desk.station.settings.name in desk.said.detail
    assert whys(desk, guest) == [""]
    desk.type("3")
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["damaged", ""]
    now = people.by_code(desk.station, people.find(desk.station, "ghita", "thursday").rows[0].attendee.code)
    assert now.code != guest.code
    assert desk.reception.card.panel is None
    desk.settle()


def test_a_second_badge_is_printed_for_a_reason_that_is_clicked(desk: Hands) -> None:
    guest = admitted(desk)
    desk.click(desk.reception.card.buttons.print_button)
    desk.bot.waitUntil(lambda: desk.reception.card.panel is not None)
    desk.click(desk.reception.verdicts.override.reasons[0])
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["not_printed", ""]
    desk.settle()


def test_a_second_badge_is_printed_for_a_reason_in_somebodys_own_words(desk: Hands) -> None:
    guest = admitted(desk)
    ask_again(desk)
    desk.type("it fell in the tea")
    desk.press(Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: desk.said.word == "Badge replaced")
    assert whys(desk, guest) == ["it fell in the tea", ""]
    desk.settle()


@pytest.mark.parametrize("way_out", ["escape", "scan"])
def test_no_second_badge_is_printed_if_nobody_says_why(desk: Hands, way_out: str) -> None:
    other = people.find(desk.station, "amine", "thursday").rows[0].attendee
    guest = admitted(desk)
    ask_again(desk)
    if way_out == "escape":
        desk.press(Qt.Key.Key_Escape)
    else:
        desk.scan(other.code)
        assert desk.guest.id == other.id
    assert desk.reception.card.panel is None
    assert whys(desk, guest) == [""]
    desk.settle()
