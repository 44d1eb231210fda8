"""A process with the real window that looks for guests twice on the roll: `child_duplicates STATION`.

It tells how long the screen took to open, how long each gap between two beats of the window's thread was
from then on until the pairs stood there, how long that took, and how many pairs there are.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter_ns
from typing import cast

from kiosk.ui.places import Place
from kiosk.ui.screens.twins import TwinsScreen
from tests.bench import children, machine
from tests.bench.child_desk import Desk, until
from tests.bench.figures import milliseconds
from tests.bench.heart import BEAT_MS, Heart


def _main(station: str) -> None:
    desk = Desk(Path(station))
    desk.rest()
    heart = Heart()
    began = perf_counter_ns()
    desk.workplace.go(Place.TWINS)
    opened_ms = milliseconds(perf_counter_ns() - began)
    heart.start()
    screen = cast("TwinsScreen", desk.workplace.pages.currentWidget())
    until(lambda: screen.found is not None)
    took_ms = milliseconds(perf_counter_ns() - began)
    desk.settle()
    gaps_ms = [late + BEAT_MS for late in heart.late_ms]
    assert screen.found is not None
    pairs, in_use = screen.found.total, machine.resident_mib()
    desk.window.close()
    children.tell(gaps_ms=gaps_ms, opened_ms=opened_ms, took_ms=took_ms, pairs=pairs, in_use_mib=in_use)


if __name__ == "__main__":
    _main(sys.argv[1])
