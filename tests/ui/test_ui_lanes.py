"""Several printers at one desk's window: what hangs at one is felt at no other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kiosk.domain.printers import Printer
from kiosk.operations import people, print_queue
from kiosk.store import print_jobs
from kiosk.ui.changes import Change
from tests.operations.tray import set_up

if TYPE_CHECKING:
    from tests.desk_window import Hands

AWAY = 8


def test_a_badge_is_printed_at_once_while_many_other_printers_hang(hands: Hands) -> None:
    station, desk = hands.station, hands.workplace.desk
    assert desk is not None
    guest = people.walk_in(station, {"name_latin": "Ali", "category": "press"}, "thursday").attendee
    assert guest is not None
    hands.settle()
    away = [f"Away {n}" for n in range(AWAY)]
    trays = set_up(station, Printer("Here"), *(Printer(name, f"ipp://{name}/") for name in away))
    hang, back = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        hang.release()
        assert back.wait(60)

    with station.database.write() as connection:
        for name in away:
            trays[name].meanwhile = wait
            print_jobs.add(connection, f"job at {name}", guest.id, station.now_ms(), printer=name)
    desk.changes.tell(Change.JOBS)
    try:
        hands.bot.waitUntil(lambda: all(tray.asked for name, tray in trays.items() if name in away))
        for _ in away:
            assert hang.acquire(timeout=60)
        people.walk_in(station, {"name_latin": "Sara", "category": "press"}, "thursday")
        desk.changes.tell(Change.JOBS)
        hands.bot.waitUntil(lambda: len(trays["Here"].sent) == 1)
    finally:
        back.set()
    hands.bot.waitUntil(lambda: not print_queue.queue(station))
    hands.settle()
