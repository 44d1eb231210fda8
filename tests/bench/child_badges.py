"""A process that draws badges: `child_badges ours|naive|fpdf2|qt PEOPLE NUMBER`, PEOPLE a JSON list.

It tells the milliseconds from the first import to the bytes (`imports_ms`, then `draws_ms`), the bytes,
and the most memory it had in use.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

from tests.bench import children, machine
from tests.bench.figures import milliseconds


def drawer(which: str) -> Callable[[list[dict[str, str]]], bytes]:
    """Return what draws badges: the program's way, or a peer's."""
    if which == "naive":
        from tests.bench import naive_badges

        return naive_badges.render
    if which in ("fpdf2", "qt"):
        from tests.bench import other_badges

        return other_badges.drawer(which)
    from kiosk.badge import layouts, pdf

    layout = layouts.shipped("a6")
    return lambda people: pdf.render(layout, people).pdf


def _main(which: str, people_file: str, number: str) -> None:
    people = json.loads(Path(people_file).read_text("utf-8"))[: int(number)]
    began = perf_counter_ns()
    draw = drawer(which)
    ready = perf_counter_ns()
    drawn = draw(people)
    done = perf_counter_ns()
    children.tell(
        imports_ms=milliseconds(ready - began),
        draws_ms=milliseconds(done - ready),
        bytes=len(drawn),
        peak_mib=machine.peak_mib(),
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
