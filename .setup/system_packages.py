"""Installs the Debian packages that are missing, and only then; elsewhere says what is needed.

`python3 system_packages.py run|test`. Never fails: the program itself says best what it cannot do.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
LISTS: Final = {"run": ("run",), "test": ("run", "test")}


def main(purpose: str) -> None:
    """Bring the system libraries for `purpose` ("run" or "test")."""
    if not sys.platform.startswith("linux"):
        return
    wanted = [name for part in LISTS[purpose] for name in _read(HERE / f"packages-{part}.txt")]
    if shutil.which("dpkg-query") is None:
        print("If Qt misses a library, install what Debian calls:", " ".join(wanted), file=sys.stderr)
        return
    missing = [name for name in wanted + _venv_package() if name not in _installed()]
    if not missing:
        return
    root = _as_root()
    if root is None or not _install(root, missing):
        print("Please run: sudo apt-get install --no-install-recommends", *missing, file=sys.stderr)


def _read(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _venv_package() -> list[str]:
    """Return Debian's package of the part that it splits off Python and a new environment needs."""
    ours = Path(sys.executable).resolve().parent == Path("/usr/bin")
    if importlib.util.find_spec("ensurepip") is not None or not ours:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def _installed() -> set[str]:
    """Return the names of installed packages and what they provide: libcups2t64 provides libcups2."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}|${Package}|${Provides}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("|", 2)
        if status == "installed":
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def _as_root() -> list[str] | None:
    """Return what to write before a command so that root runs it; None where nobody may."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _install(root: list[str], packages: list[str]) -> bool:
    """Tell whether apt could install the packages; only its errors are shown."""
    print("Installing system packages:", " ".join(packages), file=sys.stderr)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # An update that fails in part, because one source of many is away, need not stop the install.
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    main(sys.argv[1])
