"""What the figures were taken on: facts of the machine and of the parts, without any path or name."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

_PARTS: Final = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "qrcode", "sqlcipher3")


def facts() -> dict[str, Any]:
    """Return what a reader needs to compare this run with another."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "sqlite": dbapi2.sqlite_version,
        **{part: version(part) for part in _PARTS},
    }


def peak_mib() -> float:
    """Return the most memory that this process has had in use.

    `ru_maxrss` would do elsewhere too, but on Linux a child begins with its parent's.
    """
    return _from_proc("VmHWM") or _maxrss_mib()


def resident_mib() -> float:
    """Return the memory that this process has in use now; its peak where the system does not tell."""
    return _from_proc("VmRSS") or _maxrss_mib()


def _from_proc(key: str) -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith(key))
    return int(line.split()[1]) / 1024


def _maxrss_mib() -> float:
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
