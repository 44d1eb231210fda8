"""Every file of the program keeps the house's manners."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, modules, project_files

MOST_LINES = 400
FOLDERS = ("work", "root", "home", "Users", "tmp")
MACHINE_PATH = re.compile(rf"(?<![\w.}}~/-])/(?:{'|'.join(FOLDERS)})/")
# Put together here, so that this file does not name them either.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
)


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("kiosk", "db"), ids=place)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", modules("kiosk"), ids=place)
def test_a_file_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_file_names_this_machine_or_a_download_host() -> None:
    found = [
        f"{place(path)}:{number}: {line.strip()[:100]}"
        for path in project_files()
        if b"\0" not in (content := path.read_bytes())
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1)
        if MACHINE_PATH.search(line) or any(host in line for host in HOSTS)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see {}work/main", "cd {}root/x", "'{}tmp/y'", "https:{}pypi" + ".org"])
def test_such_names_would_be_seen(line: str) -> None:
    line = line.replace("{}", "/")
    assert MACHINE_PATH.search(line) or any(host in line for host in HOSTS)


@pytest.mark.parametrize("path", modules("db"), ids=place)
def test_the_history_of_the_schema_never_imports_the_program(path: Path) -> None:
    assert "kiosk" not in imported(path)


@pytest.mark.parametrize(
    "path", [p for p in modules("kiosk") if p.parent.name == "domain" or p.name == "errors.py"], ids=place
)
def test_the_rules_need_nothing_but_python(path: Path) -> None:
    assert imported(path) <= sys.stdlib_module_names | {"kiosk"}


def imported(path: Path) -> set[str]:
    """Return the top names of everything a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names
