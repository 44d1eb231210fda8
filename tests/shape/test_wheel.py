"""The wheel carries all that the program needs to run, and what was installed from it finds that again."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, project_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_resources_and_migrations_are_in_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [path.relative_to(ROOT) for path in project_files()]
    wanted = {f"kiosk/_shipped/{path.as_posix()}" for path in files if path.parts[0] in ("resources", "db")}
    wanted |= {path.as_posix() for path in files if path.parts[0] == "kiosk"}
    assert wanted - inside == set()
    assert any(name.endswith("/licenses/LICENSE") for name in inside)


def test_nothing_but_the_program_is_in_it(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kiosk"}


def test_an_installed_program_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        "from kiosk import paths; print(paths.resources().is_dir(), paths.db().is_dir(), paths.shipped())"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"True True {tmp_path / 'kiosk' / '_shipped'}\n"
