"""The test badge shows, at the size of a real one, whether names, code and scale come out right."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from kiosk.badge import trial_badge
from kiosk.badge.trial_badge import Trial

TRIAL = Trial(
    title="Badge d’essai",
    name_latin="Fatima-Zahra Benjelloun",
    name_arabic="فاطمة الزهراء بنجلون",
    code="MARHABA-TEST",
    foot="24/10/2024 09:41 · HP LaserJet M402dn",
    ruler="{n} mm",
)
SIZES = [(105, 148), (62, 100), (100, 62), (85.6, 53.98), (40, 40), (54, 90), (63.5, 29.6), (82, 203)]


@pytest.mark.parametrize("size", SIZES)
def test_it_has_the_size_asked_for_and_its_code_can_be_read(size: tuple[float, float]) -> None:
    drawn = trial_badge.drawn(TRIAL, *size)
    assert drawn.warnings == ()
    document = pikepdf.open(io.BytesIO(drawn.pdf))
    assert [float(side) / 72 * 25.4 for side in document.pages[0].mediabox[2:]] == pytest.approx(
        size, abs=0.02
    )
    grey = pypdfium2.PdfDocument(drawn.pdf)[0].render(scale=203 / 72, grayscale=True).to_numpy()
    found = zxingcpp.read_barcodes(np.ascontiguousarray(grey.reshape(grey.shape[:2])))
    assert [one.text for one in found] == ["MARHABA-TEST"]


@pytest.mark.parametrize(
    ("size", "length"), [((105, 148), 50), ((62, 100), 50), ((40, 40), 30), ((120, 90), 100)]
)
def test_the_ruler_is_as_long_as_it_says(size: tuple[float, float], length: int) -> None:
    assert trial_badge.ruler_mm(size[0]) == length
    dpi = 600
    grey = pypdfium2.PdfDocument(trial_badge.drawn(TRIAL, *size).pdf)[0].render(scale=dpi / 72).to_numpy()
    dark = grey[:, :, 0] < 128
    inside = size[1] - 6
    row = dark[round((3 + 0.88 * inside) / 25.4 * dpi)]
    ink = np.nonzero(row[round(3.5 / 25.4 * dpi) : -round(3.5 / 25.4 * dpi)])[0]
    assert (ink.max() - ink.min()) / dpi * 25.4 == pytest.approx(length, abs=0.3)
