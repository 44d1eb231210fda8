"""Spoolers to test, and the print server that one of them needs."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.cups import CupsSpooler
from tests.printing import cups_rig
from tests.printing.cups_rig import Rig

MakePdf = Callable[[float, float], bytes]


@pytest.fixture(scope="session")
def the_rig() -> Iterator[Rig]:
    lacking = cups_rig.missing()
    if lacking and not os.environ.get("CI"):
        pytest.skip(f"needs {', '.join(lacking)}")
    assert not lacking, "the build machine must have a print server"
    with cups_rig.running() as rig:
        yield rig


@pytest.fixture
def rig(the_rig: Rig) -> Iterator[Rig]:
    """The print server with its printer on, its queue open and nothing left to print."""
    yield the_rig
    the_rig.settle()


@pytest.fixture
def cups(rig: Rig) -> CupsSpooler:
    return CupsSpooler(rig.queue)


@pytest.fixture
def pdf_of() -> MakePdf:
    """Make a page of this many millimetres: a black square of 20 mm, 10 mm from the left and lower edge."""

    def make(width_mm: float, height_mm: float) -> bytes:
        mm = 72 / 25.4
        file = io.BytesIO()
        page = Canvas(file, pagesize=(width_mm * mm, height_mm * mm), invariant=1)
        page.rect(10 * mm, 10 * mm, 20 * mm, 20 * mm, stroke=0, fill=1)
        page.showPage()
        page.save()
        return file.getvalue()

    return make


@pytest.fixture
def a6(pdf_of: MakePdf) -> bytes:
    return pdf_of(105, 148)
