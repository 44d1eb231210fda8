"""The command line run in a process of its own, and what it said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on the standard output; nothing else may stand there."""
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Done]


def program(*argv: str | bytes, stdin: str = "", **environment: str) -> Done:
    """Run a command in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *argv],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )
    return Done(done.returncode, done.stdout, done.stderr)
