"""The evening before: the doors of the day are set up, and in the morning the desk keeps to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kiosk.domain.admission import Reason
from kiosk.domain.lists import Entries, entries_of
from kiosk.operations import events, people
from kiosk.ui.screens.lists import Lists
from kiosk.ui.screens.questions import Questions
from kiosk.words import Role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.desk_window import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def at(hands: Hands, day: int, hour: int, minute: int = 0) -> None:
    """Make it that time at Marrakech, an hour after Greenwich."""
    moment = datetime(2024, 10, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)
    hands.clock.ms = round(moment.timestamp() * 1000)


def fill(hands: Hands, field: QWidget, text: str) -> None:
    field.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type(text)


def open_lists(hands: Hands) -> Lists:
    hands.press(Qt.Key.Key_L, CTRL)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Lists)
    return page


def open_questions(hands: Hands) -> Questions:
    from kiosk.ui.places import Place

    hands.workplace.go(Place.QUESTIONS)
    hands.settle()
    page = hands.workplace.pages.currentWidget()
    assert isinstance(page, Questions)
    return page


def turn_to(hands: Hands, title: str) -> None:
    desk = hands.workplace.desk
    assert desk is not None
    desk.turn_to(next(one for one in desk.overview.lists if title in (one.title.en, one.title.fr)))
    hands.settle()


def test_a_dinner_is_set_up_looked_at_asked_about_and_kept_to(desk: Hands) -> None:
    at(desk, 23, 18)
    page = open_lists(desk)
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("dinner")
    fill(desk, page.form.opens, "24/10/2024 20:00")
    fill(desk, page.form.closes, "24/10/2024 23:30")
    desk.click(page.form.keeps_hours)
    page.form.entries.setFocus()
    desk.press(Qt.Key.Key_Home)
    looking = page.prospect
    desk.bot.waitUntil(lambda: not looking._timer.isActive() and desk.workplace.tasks.idle)
    found = looking.prospect
    assert found is not None
    assert found.admitted > 0
    assert Reason.RULES not in found.by_reason  # they are told for eight in the evening
    desk.press(Qt.Key.Key_S, CTRL)
    dinner = events.overview(desk.station).lists[-1]
    assert entries_of(dinner) is Entries.ONCE

    asking = open_questions(desk)
    desk.press(Qt.Key.Key_N, CTRL)
    desk.type("how old")
    desk.click(asking.form.lists.ticks[dinner.id])
    desk.press(Qt.Key.Key_S, CTRL)
    desk.press(Qt.Key.Key_Escape)

    at(desk, 24, 19, 30)
    turn_to(desk, "dinner")
    ghita = people.find(desk.station, "ghita", dinner.id).rows[0].attendee
    desk.scan(ghita.code)
    assert desk.said.role is Role.REFUSED
    assert "20:00" in desk.said.detail
    at(desk, 24, 20, 5)
    desk.scan(ghita.code)
    assert desk.said.word == "One question first"
    told = [one.text() for one in desk.reception.findChildren(QLabel) if one.isVisible()]
    assert "how old" in told


def test_a_list_changed_while_the_desk_works_at_it_holds_from_the_next_guest_on(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    page = open_lists(desk)
    other = next(key for key in page.form.categories.ticks if key != ghita.category)
    desk.click(page.form.categories.ticks[other])
    desk.scan(ghita.code)  # not saved yet
    assert desk.said.role is Role.ADMITTED
    desk.clock.later(10)
    page = open_lists(desk)
    desk.press(Qt.Key.Key_S, CTRL)
    assert page.notice == "Saved."
    desk.scan(ghita.code)
    assert desk.said.word == "Not for this door"


def test_a_list_deleted_while_the_desk_works_at_it_leaves_it_at_another(desk: Hands) -> None:
    ghita = people.find(desk.station, "ghita", "thursday").rows[0].attendee
    open_lists(desk)
    desk.press(Qt.Key.Key_Delete)
    served = desk.workplace.desk
    assert served is not None
    assert served.list_id == "press-room"
    desk.scan(ghita.code)
    assert desk.said.word == "Not for this door"
