"""Makes `.venv` from requirements.lock with uv, and writes that lock file anew.

`python3 environment.py sync` fetches what is missing, each file checked by its hash, and installs the
project itself in place; `lock` resolves pyproject.toml into requirements.lock. Where from is this
machine's own business: what pip is told, uv is told too, unless uv has settings of its own.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
PYTHON: Final = VENV / "bin" / "python"
UV: Final = VENV / "bin" / "uv"
LOCK: Final = ROOT / "requirements.lock"

UV_NAMES: Final = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "timeout": "UV_HTTP_TIMEOUT",
}


def sync() -> None:
    """Leave `.venv` holding exactly the lock file's packages and the project."""
    _make_venv()
    uv = _uv()
    settings = _index_settings()
    packages = [uv, "pip", "sync", "--quiet", "--require-hashes", str(LOCK)]
    # uv asks the index even for what is installed; a machine that has all of it may be without one.
    if not _works([*packages, "--offline"], settings):
        _run(packages, settings)
    project = [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--no-build-isolation"]
    _run([*project, "--editable", str(ROOT)], settings)


def lock(*options: str) -> None:
    """Resolve pyproject.toml into requirements.lock, keeping the versions that are there."""
    compile_ = [_uv(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    shape = ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    files = ["--group", "dev", "pyproject.toml", "--output-file", LOCK.name]
    _run([*compile_, *shape, *options, *files], _index_settings())


def _make_venv() -> None:
    """Make the environment, unless one is there whose Python still starts."""
    if _starts(PYTHON):
        return
    if importlib.util.find_spec("ensurepip") is not None:
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    elif found := shutil.which("uv"):
        _run([found, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
    else:
        sys.exit("This Python cannot make an environment: install python3-venv (Debian, Ubuntu), or uv.")


def _starts(python: Path) -> bool:
    try:
        check = "import sys; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _uv() -> str:
    """Return the environment's uv, fetched by pip with the lock file's hash if there is none yet."""
    if UV.exists():
        return str(UV)
    if importlib.util.find_spec("ensurepip") is None and (found := shutil.which("uv")):
        return found
    entry = VENV / "uv.txt"
    entry.write_text(_lock_entry("uv"), encoding="utf-8")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "-r", str(entry)])
    return str(UV)


def _lock_entry(name: str) -> str:
    """Return the lines of one package in the lock file: its version and hashes."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith(" ")), len(lines))
    return "\n".join(line for line in lines[start:end] if not line.lstrip().startswith("#")) + "\n"


def _index_settings() -> dict[str, str]:
    """Return pip's indexes, links and certificates under uv's names; none where uv is set up itself."""
    if any(name.startswith("UV_") for name in os.environ):
        return {}
    told = _pip_settings()
    settings = {name: _as_uv(name, told[key]) for key, name in UV_NAMES.items() if key in told}
    if settings:
        # As pip does: the best match of all places. The hash decides what is taken, wherever it lies.
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return settings


def _pip_settings() -> dict[str, str]:
    """Return what pip is told on this machine; its variables count for more than its files."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        found.get(section, {})[key] = str(ast.literal_eval(value))
    return {key: value for section in found.values() for key, value in section.items()}


def _as_uv(name: str, value: str) -> str:
    """Return a list as uv reads it, without folders that are not there (pip only warns of them)."""
    parts = value.split()
    if name == "UV_FIND_LINKS":
        return ",".join(part for part in parts if "://" in part or Path(part).exists())
    return " ".join(parts)


def _run(command: list[str], settings: dict[str, str] | None = None) -> None:
    """Run a command in the project with `.venv` as its environment; its failure is ours."""
    done = subprocess.run(command, cwd=ROOT, env=_surroundings(settings), check=False)
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed; the environment is not ready.")


def _works(command: list[str], settings: dict[str, str]) -> bool:
    """Tell whether a command that may fail, and then says nothing, did its work."""
    done = subprocess.run(command, cwd=ROOT, env=_surroundings(settings), capture_output=True, check=False)
    return done.returncode == 0


def _surroundings(settings: dict[str, str] | None) -> dict[str, str]:
    return {**os.environ, **(settings or {}), "VIRTUAL_ENV": str(VENV)}


if __name__ == "__main__":
    {"sync": sync, "lock": lock}[sys.argv[1]](*sys.argv[2:])
