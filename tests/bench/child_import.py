"""A process that imports a roll: `child_import ours|again|raw FILE FOLDER`.

"ours" makes a station in FOLDER and imports FILE into it, "again" imports it there once more, "raw" reads
it with the csv module into one table. It tells seconds and the most memory it had in use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from tests.bench import children, machine


def _main(which: str, file: str, folder: str) -> None:
    seconds = _raw(Path(file), Path(folder)) if which == "raw" else _ours(which, Path(file), Path(folder))
    children.tell(seconds=seconds, peak_mib=machine.peak_mib())


def _ours(which: str, file: Path, folder: Path) -> float:
    from kiosk import app
    from kiosk.operations import events, imports

    station = app.create_station(folder) if which == "ours" else app.open_station(folder)
    events.create_sample_event(station)
    began = perf_counter()
    report = imports.import_roll(station, file)
    took = perf_counter() - began
    app.close(station)
    assert bool(report.new) == (which == "ours")
    return took


def _raw(file: Path, folder: Path) -> float:
    from tests.bench import raw_store, rolls

    folder.mkdir()
    began = perf_counter()
    raw_store.write_rows(folder / "raw.db", rolls.rows_of(file))
    return perf_counter() - began


if __name__ == "__main__":
    _main(*sys.argv[1:])
