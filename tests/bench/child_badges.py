"""A process that draws badges: `child_badges WAY PEOPLE NUMBER`, PEOPLE a JSON list of fields.

It tells the milliseconds from the first import to the bytes (`imports_ms`, then `draws_ms`), the bytes,
and the most memory it had in use. The way "operation" is the program's whole one: PEOPLE is a station's
folder then, and the badges of its roll end in a file on the disk. A way whose parts are not installed
tells `missing`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter_ns
from typing import Final

from tests.bench import children, machine
from tests.bench.figures import milliseconds

NEEDS: Final = {"fpdf2": "fpdf", "qt": "PySide6", "typst": "typst", "pango": "pangocairocffi"}
"""The other engines, and what must be installed for each."""


def drawer(which: str) -> Callable[[list[dict[str, str]]], bytes]:
    """Return what draws badges: the program's way, or a peer's."""
    if which == "naive":
        from tests.bench import naive_badges

        return naive_badges.render
    if which in ("fpdf2", "qt"):
        from tests.bench import other_badges

        return other_badges.drawer(which)
    if which in ("typst", "pango"):
        from tests.bench import typeset_badges

        return typeset_badges.with_typst if which == "typst" else typeset_badges.with_pango
    from kiosk.badge import layouts, pdf

    layout = layouts.shipped("a6")
    return lambda people: pdf.render(layout, people).pdf


def _main(which: str, people_file: str, number: str) -> None:
    if which in NEEDS and find_spec(NEEDS[which]) is None:
        children.tell(missing=True)
        return
    if which == "operation":
        _operation(Path(people_file))
        return
    people = json.loads(Path(people_file).read_text("utf-8"))[: int(number)]
    began = perf_counter_ns()
    draw = drawer(which)
    ready = perf_counter_ns()
    drawn = draw(people)
    done = perf_counter_ns()
    _tell(began, ready, done, len(drawn))


def _operation(folder: Path) -> None:
    began = perf_counter_ns()
    from kiosk import app
    from kiosk.operations import badges, exports

    station = app.open_station(folder, reading=True)
    ready = perf_counter_ns()
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        drawn = badges.badges_pdf(station, on_page=lambda _done, _total: None)
        exports.write_file(Path(place) / "badges.pdf", drawn.pdf)
        done = perf_counter_ns()
    app.close(station)
    _tell(began, ready, done, len(drawn.pdf))


def _tell(began: int, ready: int, done: int, size: int) -> None:
    children.tell(
        imports_ms=milliseconds(ready - began),
        draws_ms=milliseconds(done - ready),
        bytes=size,
        peak_mib=machine.peak_mib(),
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
