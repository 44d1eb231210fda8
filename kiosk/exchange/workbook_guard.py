"""What an XLSX file must be before anything parses it: a workbook, honest about its size, of a size we take.

The parser that follows lays a sheet out as a full rectangle of cells and ends the whole program if
there is no memory for it, so every part is inflated and walked through here first, without being
kept. Nothing that a file says about itself is believed: not the sizes in its directory, not a sheet's
`<dimension>`, not how many texts or styles are to come.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.parsers import expat

from kiosk.errors import FileRefused, Trouble
from kiosk.exchange.limits import (
    CELL_LIMIT,
    COLUMN_LIMIT,
    INFLATED_LIMIT_BYTES,
    PART_LIMIT,
    RATIO_COUNTS_FROM_BYTES,
    RATIO_LIMIT,
    ROW_LIMIT,
)

_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CHUNK: Final = 1 << 18
_ENCRYPTED_FLAG: Final = 1
_CONTENT_TYPES: Final = "[content_types].xml"
_WORKBOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
_OTHER_PACKAGES: Final = (
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("mimetype", "ods"),
)
_ROW = re.compile(r"[0-9]{1,7}")
_COUNT = re.compile(r"[0-9]{1,8}")
_COLUMN = re.compile(r"[A-Za-z]{1,3}")


def check(data: bytes, file: str) -> None:
    """Raise FileRefused unless the zip archive `data` is a workbook that is safe to parse."""
    try:
        _plain_archive(data, file)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _is_workbook(parts, file)
            _check_parts(parts, data, file)
    except (zipfile.BadZipFile, struct.error, zlib.error, expat.ExpatError, NotImplementedError) as error:
        raise FileRefused(Trouble.FILE_DAMAGED, file=file) from error


def _plain_archive(data: bytes, file: str) -> None:
    """Only an archive that every reader sees alike: one directory, at the very end, not split, not ZIP64."""
    signature, disk, first_disk, here, total, size, offset, comment = _END.unpack(data[-_END.size :])
    if signature != b"PK\x05\x06":
        raise zipfile.BadZipFile
    if disk or first_disk or comment or here != total or offset + size + _END.size != len(data):
        raise FileRefused(Trouble.FILE_UNSAFE, file=file, found="archive")
    if total > PART_LIMIT:
        raise FileRefused(Trouble.FILE_TOO_BIG, file=file, limit=PART_LIMIT)


def _is_workbook(parts: list[zipfile.ZipInfo], file: str) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names):
        raise FileRefused(Trouble.FILE_UNSAFE, file=file, found="archive")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused(Trouble.FILE_HAS_MACROS, file=file)
    if _CONTENT_TYPES not in names or "xl/workbook.xml" not in names:
        found = (kind for start, kind in _OTHER_PACKAGES if any(name.startswith(start) for name in names))
        raise FileRefused(Trouble.FILE_NOT_A_TABLE, file=file, found=next(found, "archive"))
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise FileRefused(Trouble.FILE_ENCRYPTED, file=file)


def _check_parts(parts: list[zipfile.ZipInfo], data: bytes, file: str) -> None:
    if sum(part.file_size for part in parts) > INFLATED_LIMIT_BYTES:
        raise FileRefused(Trouble.FILE_TOO_BIG, file=file, limit=INFLATED_LIMIT_BYTES)
    total = 0
    for part in parts:
        walk = _Part(part.filename, file)
        size = 0
        for chunk in _inflated(part, data):
            size += len(chunk)
            if size > part.file_size:
                raise FileRefused(Trouble.FILE_UNSAFE, file=file, found="sizes")
            _within_ratio(total + size, len(data), file)
            walk.feed(chunk)
        if size != part.file_size:
            raise FileRefused(Trouble.FILE_UNSAFE, file=file, found="sizes")
        walk.close()
        total += size


def _within_ratio(inflated: int, packed: int, file: str) -> None:
    if inflated > RATIO_COUNTS_FROM_BYTES and inflated > packed * RATIO_LIMIT:
        raise FileRefused(Trouble.FILE_TOO_BIG, file=file, limit=packed * RATIO_LIMIT)


def _inflated(part: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    """Yield what the part really inflates to; `zipfile` would stop where the directory says it ends."""
    header = _LOCAL.unpack_from(data, part.header_offset)
    start = part.header_offset + _LOCAL.size + header[-2] + header[-1]
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) != part.compress_size or header[0] != b"PK\x03\x04" or header[3] != part.compress_type:
        raise zipfile.BadZipFile
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not inflater.eof:
        chunk = inflater.decompress(rest, _CHUNK)
        if not chunk and not inflater.unconsumed_tail and not inflater.eof:
            raise zipfile.BadZipFile
        yield chunk
        rest = inflater.unconsumed_tail


class _Part:
    """One part of the workbook, walked through as it inflates: no document type, and cells within bounds.

    Any part may be the one that the parser takes for a sheet, so all that is XML is looked at so.
    """

    def __init__(self, name: str, file: str) -> None:
        self._name = name.lower()
        self._file = file
        self._parser: expat.XMLParserType | None = None
        self._begun = False
        self._row = self._column = 0  # where the parser would put a cell that does not say where it is
        self._last_row = self._last_column = 0
        self._reference: str | None = None
        self._columns: dict[str, int] = {}
        self._digits, self._digits_row = "", 0

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        if not self._begun and chunk:
            self._begun = True
            self._begin(chunk)
        if self._parser is not None:
            self._parser.Parse(chunk)
        if self._name == _WORKBOOK_LINKS and (b"vml" in chunk.lower() or b"&" in chunk):
            raise FileRefused(Trouble.FILE_UNSAFE, file=self._file, found="archive")

    def close(self) -> None:
        """Raise ExpatError if the part ends in the middle of something."""
        if self._parser is not None:
            self._parser.Parse(b"", True)

    def _begin(self, chunk: bytes) -> None:
        # Excel's own drawings in VML are often not well-formed; `feed` sees that no link calls one a sheet.
        if self._name.endswith(".vml") or b"<" not in chunk[:8]:
            return
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_of_it: object) -> None:
        raise FileRefused(Trouble.FILE_UNSAFE, file=self._file, found="doctype")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._column += 1
            self._reference = attributes.get("r")
        elif name in {"v", "is"}:
            self._value()
        elif name == "row":
            self._row += 1
            self._column = 0
            if (given := attributes.get("r")) is not None:
                self._row = max(self._row, int(given) if _ROW.fullmatch(given) else ROW_LIMIT + 1)
        elif attributes:
            self._counted(attributes)

    def _counted(self, attributes: dict[str, str]) -> None:
        """Refuse more shared texts, styles and the like than there can be: the parser makes room for them."""
        for name in ("count", "uniqueCount"):
            told = attributes.get(name, "0")
            if not _COUNT.fullmatch(told) or int(told) > CELL_LIMIT:
                raise FileRefused(Trouble.FILE_UNSAFE, file=self._file, found="sizes")

    def _value(self) -> None:
        """Note a cell that holds something; styled empty ones take no room."""
        column, row = self._column, self._row
        if self._reference is not None:
            letters = self._reference.rstrip("0123456789")
            digits = self._reference[len(letters) :]
            if letters not in self._columns or digits != self._digits:
                self._learn(letters, digits)
            column = self._column = max(column, self._columns[letters])
            row = max(row, self._digits_row)
        if column > self._last_column or row > self._last_row:
            self._last_column = max(column, self._last_column)
            self._last_row = max(row, self._last_row)
            self._within_bounds()

    def _learn(self, letters: str, digits: str) -> None:
        """Read a reference's parts; most are those of the cell before or of the row before."""
        if not (_COLUMN.fullmatch(letters) and _ROW.fullmatch(digits)):
            raise FileRefused(Trouble.FILE_DAMAGED, file=self._file)
        self._columns[letters] = _number(letters)
        self._digits, self._digits_row = digits, int(digits)

    def _within_bounds(self) -> None:
        if self._last_column > COLUMN_LIMIT:
            raise FileRefused(Trouble.FILE_TOO_MANY_COLUMNS, file=self._file, limit=COLUMN_LIMIT)
        limit = min(ROW_LIMIT, CELL_LIMIT // self._last_column) if self._last_column else ROW_LIMIT
        if self._last_row > limit:
            raise FileRefused(Trouble.FILE_TOO_MANY_ROWS, file=self._file, limit=limit)


def _number(letters: str) -> int:
    """Return the column that `letters` name, counted from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
