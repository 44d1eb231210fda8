"""The import contracts hold, and would notice a wrong import."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shape.tree import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the program's source and its contracts."""
    shutil.copytree(ROOT / "kiosk", tmp_path / "kiosk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # The command line puts its working folder first, so that the copy is read, not the installed one.
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("errors.py", "import kiosk.domain.people", "A room imports only the rooms under it"),
        ("paths.py", "def late() -> None:\n    import kiosk.store", "A room imports only the rooms under it"),
        ("words/said.py", "import PySide6.QtWidgets", "Qt only in the window"),
        ("settings.py", "import sqlalchemy", "The database's libraries only"),
        ("domain/people.py", "import rich", "The rules need nothing but Python"),
        ("printing/folder.py", "import reportlab.pdfgen", "Drawing a badge only in badge"),
    ],
)
def test_a_wrong_import_is_caught(copy: Path, module: str, line: str, contract: str) -> None:
    path = copy / "kiosk" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0
    broken = [report for report in done.stdout.splitlines() if " BROKEN" in report]
    assert any(report.startswith(contract) for report in broken), done.stdout


def test_a_room_that_the_drawing_does_not_know_is_caught(copy: Path) -> None:
    (copy / "kiosk" / "utils.py").write_text('"""A room nobody drew."""\n', encoding="utf-8")
    assert lint(copy).returncode != 0
