"""A process with a window's event loop beside which a roll's badges are drawn: `child_heartbeat WAY STATION`.

WAY is "apart", by a process of its own as the window does it, or "here", on a thread. It tells the longest
times between two beats of the loop (`gap_ms`, the 99th percentile and the longest) while all badges are
drawn, and how long after being told to stop the work ended (`stop_ms`).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter_ns

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer

from kiosk import app
from kiosk.errors import Cancelled, MarhabaError
from kiosk.operations import badges
from kiosk.operations.station import Station
from kiosk.ui.tasks import Tasks
from tests.bench import children
from tests.bench.figures import Series, milliseconds

_BEAT_MS = 2
_PATIENCE_S = 60
_OWNER = QObject()


class _Beats:
    """The times between beats of the event loop."""

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._last = perf_counter_ns()
        self._timer = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def _on_beat(self) -> None:
        now = perf_counter_ns()
        self.gaps_ms.append(milliseconds(now - self._last))
        self._last = now


def _until(ready: Callable[[], bool]) -> None:
    deadline = monotonic() + _PATIENCE_S
    while not ready():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert monotonic() < deadline, "the badges were not drawn"


def _drawn(tasks: Tasks, station: Station, on_page: Callable[[int, int], None]) -> list[object]:
    """Begin to draw the roll; the list gets what comes of it."""
    ended: list[object] = []
    tasks.free(_OWNER, lambda: badges.badges_pdf(station, on_page=on_page), ended.append, ended.append)
    return ended


def _main(way: str, folder: str) -> None:
    QCoreApplication(sys.argv[:1])
    station = app.open_station(Path(folder), reading=True)
    station.draws_apart = way == "apart"
    tasks = Tasks(lambda error: print(error, file=sys.stderr))
    beats = _Beats()
    ended = _drawn(tasks, station, lambda _done, _total: None)
    _until(lambda: bool(ended))
    assert not isinstance(ended[0], MarhabaError), ended[0]
    gaps = Series("ms", tuple(beats.gaps_ms))
    stop_ms = _stopped(tasks, station)
    tasks.close()
    app.close(station)
    children.tell(gap_p99_ms=gaps.percentile(99), gap_max_ms=max(gaps.samples), stop_ms=stop_ms)


def _stopped(tasks: Tasks, station: Station) -> float:
    """Return the milliseconds from the wish to stop to the end of the work."""
    begun, wished = threading.Event(), threading.Event()

    def on_page(_done: int, _total: int) -> None:
        begun.set()
        if wished.is_set():
            raise Cancelled

    ended = _drawn(tasks, station, on_page)
    _until(begun.is_set)
    began = perf_counter_ns()
    wished.set()
    _until(lambda: bool(ended))
    assert isinstance(ended[0], Cancelled), type(ended[0])
    return milliseconds(perf_counter_ns() - began)


if __name__ == "__main__":
    _main(*sys.argv[1:])
