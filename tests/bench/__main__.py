"""`python -m tests.bench`: the program against floors and peers in one run, and which goals are met."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from tests.bench import machine
from tests.bench.figures import Measured
from tests.bench.rolls import Rolls
from tests.bench.table import show

MEASURES: Final = (
    "decisions",
    "admissions",
    "lookup",
    "typing",
    "duplicates",
    "adding",
    "million",
    "badges",
    "imports",
    "start",
    "scans",
    "prints",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for, write it down, and return 0: a goal that is missed is no failure."""
    asked = _parser().parse_args(arguments)
    began = datetime.now(UTC)
    told: dict[str, Any] = {"began": began.isoformat(timespec="seconds"), "quick": asked.quick}
    told |= {"machine": machine.facts(), "measures": {}}
    # Not in the system's folder, which may lie in memory: commits must reach a disk.
    here = asked.json.resolve().parent / "build"
    here.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=here) as folder:
        _keep_compiled(Path(folder) / "compiled")
        rolls = Rolls(Path(folder), quick=asked.quick)
        for name in asked.only or MEASURES:
            measured = _measure(name)(rolls)
            told["measures"][name] = measured.told()
            show(name, measured)
            asked.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def _keep_compiled(folder: Path) -> None:
    """Let Python keep what it compiles, as it does where nobody forbids it: warm files for every child."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def _measure(name: str) -> Callable[[Rolls], Measured]:
    measure: Callable[[Rolls], Measured] = import_module(f"tests.bench.measure_{name}").measure
    return measure


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a few hundred people, a few rounds: does it run?"
    )
    parser.add_argument("--only", nargs="+", choices=MEASURES, metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--json", type=Path, default=Path("bench.json"), metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
