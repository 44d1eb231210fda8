"""A process that only looks people up: `child_lookup STATION TIMES`. It tells how long, and its memory."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from time import perf_counter_ns

from kiosk import app
from kiosk.operations import events, people
from tests.bench import children, machine
from tests.bench.figures import milliseconds


def _main(folder: str, typed_in: str) -> None:
    typed = Path(typed_in).read_text("utf-8").splitlines()
    station = app.open_station(Path(folder), reading=True)
    list_id = events.overview(station).lists[0].id
    began = perf_counter_ns()
    people.find(station, typed[0], list_id)
    first_ms = milliseconds(perf_counter_ns() - began)
    gc.freeze()
    took: list[float] = []
    for text in typed:
        began = perf_counter_ns()
        people.find(station, text, list_id)
        took.append(milliseconds(perf_counter_ns() - began))
    children.tell(took_ms=took, first_ms=first_ms, peak_mib=machine.peak_mib())
    app.close(station)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
