"""A PDF file of ours taken apart into its objects, and objects put together into a file again.

Only what `badge.pdf` writes is understood: a plain table of objects, and pages with one stream each
(ISO 32000-1, 7.5). So the pages can be placed on sheets without being drawn, or read, a second time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.errors import OurError

_HEADER: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY: Final = 20
_ROOT = re.compile(rb"/Root\s+(\d+) 0 R")
_INFO = re.compile(rb"/Info\s+(\d+) 0 R")
_PAGES = re.compile(rb"/Pages\s+(\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_CONTENTS = re.compile(rb"/Contents\s+(\d+) 0 R")
_RESOURCES = re.compile(rb"/Resources\s+(\d+ 0 R)")
_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the object that draws it, the reference to its resources, and its size in points."""

    content: int
    resources: bytes
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What a file is made of: its pages in order, its other objects by number.

    `tree` is the number of the object that lists the pages, `catalog` and `info` are those of the file's own.
    """

    objects: Mapping[int, bytes]
    pages: tuple[Page, ...]
    catalog: int
    info: int
    tree: int


def taken_apart(pdf: bytes) -> Parts:
    """Return the parts of `pdf`, a file of ours; OurError if it is not made as ours are."""
    table = int(_found(_START, pdf[-64:])[1])
    objects = _objects(pdf, table)
    catalog, info = (int(_found(one, pdf[table:])[1]) for one in (_ROOT, _INFO))
    tree = int(_found(_PAGES, objects[catalog])[1])
    kids = _REFERENCE.findall(_found(_KIDS, objects[tree])[1])
    pages = [(int(kid), _page(objects[int(kid)], objects[tree])) for kid in kids]
    for number, _page_of in pages:
        del objects[number]
    return Parts(objects, tuple(page for _number, page in pages), catalog, info, tree)


def _objects(pdf: bytes, table: int) -> dict[int, bytes]:
    """The bodies of all objects, which lie one behind the other up to their table."""
    head = _found(_TABLE, pdf[table : table + 64])
    first = table + head.end()
    entries = [pdf[first + _ENTRY * n : first + _ENTRY * (n + 1)] for n in range(int(head[1]))]
    starts = sorted((int(entry[:10]), n) for n, entry in enumerate(entries) if entry[17:18] == b"n")
    ends = [at for at, _number in starts[1:]] + [table]
    return {
        number: pdf[at:end].partition(b"obj\n")[2].rpartition(b"endobj")[0]
        for (at, number), end in zip(starts, ends, strict=True)
    }


def _page(body: bytes, tree: bytes) -> Page:
    """Read a page; its resources, and the size that it does not tell itself, stand in the tree."""
    box = _BOX.search(body) or _found(_BOX, tree)
    content, resources = _found(_CONTENTS, body), _found(_RESOURCES, tree)
    return Page(int(content[1]), resources[1], float(box[1]), float(box[2]))


def _found(pattern: re.Pattern[bytes], where: bytes) -> re.Match[bytes]:
    found = pattern.search(where)
    if found is None:
        raise OurError(f"a PDF file without {pattern.pattern!r}")
    return found


def as_form(body: bytes, page: Page) -> bytes:
    """Return the stream of a page as a form that other pages can show (ISO 32000-1, 8.10)."""
    told = f"/Type /XObject /Subtype /Form /BBox [0 0 {page.width_pt:g} {page.height_pt:g}] /Resources "
    before, opening, after = body.partition(b"<<")
    return b"".join([before, opening, b"\n", told.encode("ascii"), page.resources, b"\n", after.lstrip()])


def put_together(objects: Mapping[int, bytes], catalog: int, info: int) -> bytes:
    """Return a file of these objects; the same objects give the same bytes."""
    written, places, at = [_HEADER], {}, len(_HEADER)
    for number in sorted(objects):
        one = b"%d 0 obj\n%sendobj\n" % (number, objects[number])
        places[number] = at
        written.append(one)
        at += len(one)
    size = max(objects) + 1
    entries = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    ]
    name = hashlib.sha256(b"".join(written)).hexdigest()[:32].encode("ascii")
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
    told = trailer % (size, catalog, info, name, name, at)
    return b"".join([*written, b"xref\n0 %d\n" % size, *entries, told])
