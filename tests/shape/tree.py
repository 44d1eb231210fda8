"""The project's files, for the tests of its shape."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep; from an unpacked archive, all but made ones."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        found = (path for path in ROOT.rglob("*") if not _made(path.relative_to(ROOT)))
    else:
        found = (ROOT / name for name in done.stdout.decode().split("\0") if name)
    return tuple(path for path in found if path.is_file())


def _made(path: Path) -> bool:
    kept = {".ci", ".setup", ".gitignore"}
    return "__pycache__" in path.parts or (path.parts[0].startswith(".") and path.parts[0] not in kept)


def modules(*rooms: str) -> list[Path]:
    """Return the Python files under the top folders `rooms`."""
    return [
        path for path in project_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms
    ]
