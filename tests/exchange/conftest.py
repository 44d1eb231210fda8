"""Makes the files that the tests read: honest workbooks, hostile archives, text in any encoding."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.workbook_parts import PARTS


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[..., Path]:
    """Write text, or bytes as they are, into a file."""

    def write(content: str | bytes, encoding: str = "utf-8", name: str = "roll.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write an honest workbook of the given sheets."""

    def write(sheets: Mapping[str, Iterable[Iterable[Any]]], hidden: tuple[str, ...] = ()) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
            page.sheet_state = "hidden" if title in hidden else "visible"
        path = tmp_path / "roll.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook part by part; `parts` replace or add to the usual ones, None takes one away."""

    def write(parts: Mapping[str, str | bytes | None], name: str = "roll.xlsx") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for part, content in (PARTS | dict(parts)).items():
                if content is not None:
                    target.writestr(part, content)
        return path

    return write
