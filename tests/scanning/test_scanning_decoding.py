"""Codes are found in pictures as cameras take them, and say exactly what was put into them."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from kiosk.domain import codes
from kiosk.scanning.decoding import sightings
from tests.scanning.scenes import Pose, scene

OURS = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
TICKETS = [OURS, "aQwZmY7+K/2xTe=", "0123456789", "Fatima-Zahra بنجلون", "(01)0349"]


@pytest.mark.parametrize("text", TICKETS)
def test_a_qr_code_says_what_was_put_into_it(text: str) -> None:
    (found,) = sightings(scene(text, Pose()))
    assert (found.text, found.is_sure) == (text, True)


@pytest.mark.parametrize("turned", range(0, 360, 20))
def test_a_code_is_read_however_it_is_turned(turned: int) -> None:
    assert [one.text for one in sightings(scene(OURS, Pose(turned=turned)))] == [OURS]


def test_the_corners_lie_around_the_code() -> None:
    (found,) = sightings(scene(OURS, Pose(x=400, y=300, side=240)))
    xs, ys = zip(*found.corners, strict=True)
    assert [min(xs), max(xs)] == pytest.approx([280, 520], abs=12)
    assert [min(ys), max(ys)] == pytest.approx([180, 420], abs=12)


@pytest.mark.parametrize(
    ("format_", "sure"),
    [("Aztec", True), ("DataMatrix", True), ("PDF417", True), ("Code128", False)],
)
def test_other_tickets_codes_have_turns(format_: str, sure: bool) -> None:
    kind = zxingcpp.barcode_format_from_str(format_)
    image = np.array(zxingcpp.create_barcode("TICKET-4711", kind).to_image(scale=4))
    picture = np.full((720, 1280), 255, np.uint8)
    picture[200 : 200 + image.shape[0], 100 : 100 + image.shape[1]] = image
    found = {one for turn in range(1, 17) for one in sightings(picture, turn)}
    assert {(one.text, one.is_sure) for one in found} == {("TICKET-4711", sure)}
    assert sightings(picture, 1) == ()


def test_noise_says_nothing() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (16, 720, 1280), np.uint8)
    assert [found for turn, picture in enumerate(noise) for found in sightings(picture, turn)] == []
