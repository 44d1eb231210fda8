"""Measures in processes of their own: where memory is counted, or a cold start is what is measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]
OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.multimedia.*=false"}


def run(module: str, *arguments: str | Path | int, environment: Mapping[str, str] | None = None) -> Any:
    """Return what `python -m tests.bench.<module> <arguments>` prints last, read as JSON."""
    done = subprocess.run(
        command(module, *arguments),
        cwd=_ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def start(module: str, *arguments: str | Path | int, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start `python -m tests.bench.<module> <arguments>`, to be listened to."""
    return subprocess.Popen(
        command(module, *arguments),
        cwd=_ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def command(module: str, *arguments: str | Path | int) -> list[str]:
    """Return the command that runs one of the bench's modules."""
    return [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]


def tell(**values: Any) -> None:
    """Print the result of a child, for `run` to read."""
    print(json.dumps(values), flush=True)
