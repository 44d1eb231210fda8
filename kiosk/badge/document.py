"""A PDF file written object by object (ISO 32000-1, 7.5): only as much of the format as badges need.

Two thousand pages are two thousand small dictionaries; they are written at once, and as short as can be.
The same objects give the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Final

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_CATALOG: Final = 1
_TREE: Final = 2
_INFO: Final = 3
_RESOURCES: Final = 4
_LEVEL: Final = 6
# Packing pages takes a good part of a batch's time; this level two thirds of that, for some 4 % in size.
_PAGE_LEVEL: Final = 4


class Document:
    """One file while it is written. Objects are known by their numbers."""

    def __init__(self, *, title: str, creator: str, language: str) -> None:
        self._written: list[bytes] = [b""] * _RESOURCES
        self._pages: list[int] = []
        self._box = ""
        self._fonts: dict[str, int] = {}
        self._xobjects: dict[str, int] = {}
        catalog = f"<</Type/Catalog/Pages {_TREE} 0 R/Lang{_text(language)}>>"
        self._put(_CATALOG, catalog.encode("ascii"))
        self._put(_INFO, f"<</Title{_text(title)}/Creator{_text(creator)}>>".encode("ascii"))

    def add(self, told: str) -> int:
        """Return the number of a new object."""
        self._written.append(b"")
        number = len(self._written)
        self._put(number, told.encode("ascii"))
        return number

    def add_stream(self, data: bytes, entries: str = "", *, packed: bool = False, level: int = _LEVEL) -> int:
        """Return the number of a new stream. What is not `packed` yet is packed now."""
        if not packed:
            data, entries = zlib.compress(data, level), f"{entries}/Filter/FlateDecode"
        self._written.append(b"")
        number = len(self._written)
        head = b"<<%b/Length %d>>\nstream\n" % (entries.encode("ascii"), len(data))
        self._put(number, b"".join((head, data, b"\nendstream")))
        return number

    def add_page(self, operators: str, width_pt: float, height_pt: float) -> None:
        """Add a page that shows `operators`; all pages share their fonts, forms and pictures.

        Its size is said where it is not the first page's, which all inherit (7.7.3.4). Its other boxes
        are the same as that one, as they are where nothing is said (14.11.2).
        """
        content = self.add_stream(operators.encode("ascii"), level=_PAGE_LEVEL)
        box = f"/MediaBox[0 0 {width_pt:.7g} {height_pt:.7g}]"
        self._box = self._box or box
        own = "" if box == self._box else box
        self._pages.append(self.add(f"<</Type/Page/Parent {_TREE} 0 R{own}/Contents {content} 0 R>>"))

    def add_form(self, name: str, operators: str, box: str) -> None:
        """Keep operators that `name Do` shows on any page."""
        told = f"/Type/XObject/Subtype/Form/BBox{box}/Resources {_RESOURCES} 0 R"
        self._xobjects[name] = self.add_stream(operators.encode("ascii"), told)

    def name_xobject(self, name: str, number: int) -> None:
        """Let pages show an object by a name."""
        self._xobjects[name] = number

    def name_font(self, name: str, number: int) -> None:
        """Let pages write with a font by a name."""
        self._fonts[name] = number

    def finished(self) -> bytes:
        """Return the whole file."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        inherited = f"{self._box}/Resources {_RESOURCES} 0 R"
        tree = f"<</Type/Pages/Count {len(self._pages)}{inherited}/Kids[{kids}]>>"
        self._put(_TREE, tree.encode("ascii"))
        named = f"<</Font<<{_named(self._fonts)}>>/XObject<<{_named(self._xobjects)}>>>>"
        self._put(_RESOURCES, named.encode("ascii"))
        told = hashlib.sha256()
        for one in self._written:
            told.update(one)
        name = told.hexdigest()[:32]
        size = len(self._written) + 1
        table, at = self._table()
        trailer = (
            f"trailer\n<</Size {size}/Root {_CATALOG} 0 R/Info {_INFO} 0 R/ID[<{name}><{name}>]>>\n"
            f"startxref\n{at}\n%%EOF\n"
        )
        return b"".join((_HEADER, *self._written, table, trailer.encode("ascii")))

    def _table(self) -> tuple[bytes, int]:
        """Return where each object begins, as a table, and where that begins."""
        rows, at = [b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._written) + 1)], len(_HEADER)
        for one in self._written:
            rows.append(b"%010d 00000 n \n" % at)
            at += len(one)
        return b"".join(rows), at

    def _put(self, number: int, told: bytes) -> None:
        self._written[number - 1] = b"%d 0 obj\n%b\nendobj\n" % (number, told)


def _named(numbers: dict[str, int]) -> str:
    return "".join(f"/{name} {number} 0 R" for name, number in numbers.items())


def _text(told: str) -> str:
    """Return a text for people, in hexadecimal UTF-16."""
    return f"<FEFF{told.encode('utf-16-be', 'replace').hex().upper()}>"
