"""From the first picture to a desk that works, or to a sentence that says why it cannot."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from kiosk import app
from kiosk.errors import StationError
from kiosk.operations import events, people
from kiosk.ui.window import Window
from tests.desk_window import Hands, open_window
from tests.stations import Clock, new_station

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.operations.events import Overview
    from kiosk.operations.station import Station


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Hands:
    """A station without an event."""
    return open_window(qtbot, app.create_station(tmp_path / "station"), clock)


@pytest.fixture
def held(qtbot: QtBot, tmp_path: Path, clock: Clock) -> tuple[Window, threading.Event]:
    """A window whose station opens when the event is set."""
    station, go = new_station(tmp_path / "station", clock), threading.Event()
    people.walk_in(station, {"name_latin": "Ghita Benjelloun", "category": "participant"}, "thursday")

    def opener() -> tuple[Station, Overview]:
        go.wait()
        return station, events.overview(station)

    window = Window(opener, app.close)
    qtbot.addWidget(window, before_close_func=lambda _window: go.set())
    window.show()
    return window, go


def test_what_is_typed_before_the_station_is_open_is_looked_up_then(
    qtbot: QtBot, held: tuple[Window, threading.Event]
) -> None:
    window, go = held
    QTest.keyClicks(window._first_field, "ghi")
    qtbot.waitUntil(lambda: window.workplace is not None)
    assert window.workplace is not None
    lookup = window.workplace.reception.lookup
    assert lookup.field.text() == "ghi"
    QTest.keyClicks(lookup.field, "ta")
    QTest.keyClick(lookup.field, Qt.Key.Key_Return)
    go.set()
    banner = window.workplace.reception.banner
    qtbot.waitUntil(lambda: banner.said is not None)
    assert banner.said is not None
    assert banner.said.word == "Already in"
    qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.tasks.idle)


def test_a_scan_before_the_station_is_open_is_answered_then(
    qtbot: QtBot, held: tuple[Window, threading.Event]
) -> None:
    window, go = held
    qtbot.waitUntil(lambda: window.workplace is not None)
    assert window.workplace is not None
    window.workplace.reception.scan("NOBODY1")
    go.set()
    banner = window.workplace.reception.banner
    qtbot.waitUntil(lambda: banner.said is not None)
    qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.tasks.idle)


@pytest.mark.parametrize("what", ["in use", "missing", "emptied", "not one"])
def test_a_station_that_cannot_be_opened_says_why(qtbot: QtBot, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "station"
    other = None
    if what != "missing":
        other = app.create_station(folder)
    if what in ("emptied", "not one") and other is not None:
        app.close(other)
        other = None
        if what == "emptied":
            (folder / "marhaba.db").write_bytes(b"")
        else:
            (folder / "station.toml").unlink()

    def opener() -> tuple[Station, Overview]:
        station = app.open_station(folder)
        return station, events.overview(station)

    window = Window(opener, app.close)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(
        lambda: window.workplace is not None and window.workplace.reception.banner.said is not None
    )
    assert window.workplace is not None
    said = window.workplace.reception.banner.said
    assert said is not None
    assert str(folder) in said.detail
    assert said.advice
    assert not window.workplace.reception.lookup.isEnabled()
    if other is not None:
        app.close(other)


def test_a_station_that_was_open_elsewhere_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "station"
    other = new_station(folder)

    def opener() -> tuple[Station, Overview]:
        station = app.open_station(folder)
        return station, events.overview(station)

    window = Window(opener, app.close)
    qtbot.addWidget(window, before_close_func=lambda _window: None)
    window.show()
    qtbot.waitUntil(
        lambda: window.workplace is not None and window.workplace.reception.opening.retry_button.isVisible()
    )
    assert window.workplace is not None
    app.close(other)
    with qtbot.waitSignal(window.opened):
        window.workplace.reception.opening.retry_button.click()
    reception = window.workplace.reception
    assert reception.banner.said is None
    assert reception.card.isVisible()
    assert reception.lookup.isEnabled()
    qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.tasks.idle)


def test_a_station_that_takes_its_time_shows_how_far_it_is(
    qtbot: QtBot, held: tuple[Window, threading.Event]
) -> None:
    window, go = held
    qtbot.waitUntil(lambda: window.workplace is not None)
    assert window.workplace is not None
    opening = window.workplace.reception.opening
    threading.Thread(target=window.progress.tell, args=(40_000, 100_000)).start()
    qtbot.waitUntil(lambda: opening.isVisible() and opening.bar.value() == 40_000)
    with qtbot.waitSignal(window.opened):
        go.set()
    assert not opening.isVisible()
    qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.tasks.idle)


def test_the_first_run_asks_for_the_event_and_makes_it(fresh: Hands) -> None:
    form = fresh.workplace.pages.first_run
    assert form is not None
    assert form.isVisible()
    form.title.setText("Congrès")
    form.place.setText("Fès")
    form.first.setDate(QDate(2027, 3, 1))
    form.last.setDate(QDate(2027, 3, 2))
    fresh.click(form.create_button)
    overview = events.overview(fresh.station)
    assert overview.event is not None
    assert overview.event.title.fr == "Congrès"
    assert len(overview.lists) == 2
    assert fresh.reception.isVisible()
    fresh.press(Qt.Key.Key_F3)
    fresh.type("Omar")
    fresh.press(Qt.Key.Key_Return)
    assert fresh.guest.name_latin == "Omar"


def test_an_event_without_a_title_is_asked_for_one(fresh: Hands) -> None:
    form = fresh.workplace.pages.first_run
    assert form is not None
    fresh.click(form.create_button)
    assert form.isVisible()
    assert form._wrong.isVisible()


def test_the_sample_event_can_be_opened_instead(fresh: Hands) -> None:
    form = fresh.workplace.pages.first_run
    assert form is not None
    fresh.click(form.sample_button)
    overview = events.overview(fresh.station)
    assert overview.people == 1500
    assert fresh.reception.isVisible()


def test_a_mistake_of_ours_is_told_in_general_words(hands: Hands) -> None:
    from kiosk.errors import OurError

    hands.workplace.tell_trouble(OurError("x"))
    assert "Marhaba" in hands.said.detail
    assert "x" not in hands.said.detail.split()


def test_closing_lets_go_of_the_station(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "station"
    hands = open_window(qtbot, new_station(folder, clock), clock)
    hands.window.close()
    try:
        app.close(app.open_station(folder))
    except StationError as error:
        pytest.fail(str(error))


def test_closing_before_the_station_is_open_lets_go_of_it_too(
    qtbot: QtBot, held: tuple[Window, threading.Event], tmp_path: Path
) -> None:
    window, go = held
    qtbot.waitUntil(lambda: window.workplace is not None)
    threading.Timer(0.2, go.set).start()
    window.close()
    app.close(app.open_station(tmp_path / "station"))


def test_a_working_desk_writes_down_how_far_its_journal_has_come(desk: Hands, qtbot: QtBot) -> None:
    head = desk.station.folder / "station.head"
    people.walk_in(desk.station, {"name_latin": "Sara Tazi", "category": "participant"}, "thursday")
    before = int(head.read_text("utf-8"))
    desk.reception._ticking.timeout.emit()
    qtbot.waitUntil(lambda: int(head.read_text("utf-8")) > before)
