"""The first visible sheet of an XLSX workbook that holds anything, as rows of text.

Formulas are never computed: what a cell last showed is its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from types import TracebackType
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.tables import Row, Table
from kiosk.exchange.workbook_guard import check

_EXACT_BELOW: Final = 1e15
"""A spreadsheet keeps 15 digits of a number; from there on it holds something else than was typed."""


class _Parsing:
    """Says of whatever the parser gives up at that the file is damaged.

    Its panics come as an exception outside of `Exception`, of a class that it does not hand out.
    """

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        if issubclass(kind, PasswordError):
            raise FileRefused(Trouble.FILE_ENCRYPTED, file=self._file) from error
        if issubclass(kind, CalamineError) or kind.__name__ == "PanicException":
            raise FileRefused(Trouble.FILE_DAMAGED, file=self._file) from error


def open_workbook(file: str, data: bytes) -> Table:
    """Return the table in the workbook that the bytes `data` of `file` are."""
    check(data, file)
    with _Parsing(file):
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        visible = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible and sheet.typ is SheetTypeEnum.WorkSheet
        ]
        for name in visible:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end is not None:
                others = tuple(other for other in visible if other != name)
                return Table(
                    file,
                    _rows(sheet, file),
                    sheet=name,
                    other_sheets=others,
                    height=sheet.end[0] + 1,
                )
    raise FileRefused(Trouble.FILE_EMPTY, file=file)


def _rows(sheet: CalamineSheet, file: str) -> Iterator[Row]:
    with _Parsing(file):
        for number, cells in enumerate(sheet.iter_rows(), 1):
            texts = [cell if isinstance(cell, str) else _text(cell) for cell in cells]
            if any(texts) and any(map(str.strip, texts)):
                yield number, texts


def _text(value: float | bool | date | time | timedelta) -> str:
    """Return `value` as somebody would have typed it; a number that lost digits stays in scientific form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if not abs(value) < _EXACT_BELOW:  # not a number, too
            return f"{value:.14E}"
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)
