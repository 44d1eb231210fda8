"""Which picture is read next, what is new in it, and that its brightness is not copied."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.scanning.cameras import Camera, Format, best, chosen
from kiosk.scanning.decoding import Sighting
from kiosk.scanning.device import Backoff
from kiosk.scanning.frames import HOLD_MS, Newest, Packing, Watch, luminance, smaller

CORNERS = ((0, 0), (9, 0), (9, 9), (0, 9))


def seen(*texts: str, sure: bool = True) -> list[Sighting]:
    return [Sighting(text, CORNERS, is_sure=sure) for text in texts]


# -- which picture is read ----------------------------------------------------------------------------


def test_the_newest_picture_wins() -> None:
    newest = Newest[int]()
    assert newest.offer(1) == 1
    assert [newest.offer(n) for n in (2, 3, 4)] == [None, None, None]
    assert newest.done() == 4
    assert newest.done() is None
    assert newest.offer(5) == 5
    assert (newest.read, newest.dropped) == (3, 2)


def test_after_another_camera_was_chosen_the_next_picture_is_read_at_once() -> None:
    newest = Newest[int]()
    newest.offer(1)
    newest.offer(2)
    newest.forget()
    assert newest.offer(3) == 3
    assert newest.done() is None


# -- brightness ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("packing", "first"), [(Packing.FIRST_OF_TWO, 0), (Packing.SECOND_OF_TWO, 1)])
def test_brightness_in_every_second_byte_is_seen_without_a_copy(packing: Packing, first: int) -> None:
    plane = bytearray(range(24))  # two lines of ten bytes, with two to fill them up
    picture = luminance(memoryview(plane), 5, 2, 12, packing)
    assert picture.tolist() == [list(range(first, 10, 2)), list(range(12 + first, 22, 2))]
    plane[first] = 99
    assert picture[0, 0] == 99


def test_brightness_in_a_plane_of_its_own_leaves_out_what_fills_a_line_up() -> None:
    plane = memoryview(bytes(range(24)))
    assert luminance(plane, 10, 2, 12, Packing.PLANE).tolist() == [list(range(10)), list(range(12, 22))]


@pytest.mark.parametrize(("width", "shown"), [(1280, 640), (1920, 640), (640, 640), (641, 321)])
def test_a_smaller_picture_is_no_wider_than_asked_for(width: int, shown: int) -> None:
    picture = np.zeros((8, width), np.uint8)
    small = smaller(picture, 640)
    assert small.shape[1] == shown
    assert not np.shares_memory(small, picture)


# -- what is new --------------------------------------------------------------------------------------


def test_a_badge_that_stays_in_view_is_one_scan() -> None:
    watch = Watch()
    new = [text for at_ms in range(0, 20_000, 33) for text in watch.new(seen("A"), at_ms)]
    assert new == ["A"]


def test_it_is_a_scan_again_once_it_was_out_of_sight_for_three_seconds() -> None:
    watch = Watch()
    assert watch.new(seen("A"), 0) == ["A"]
    assert watch.new(seen("A"), HOLD_MS) == []
    assert watch.new(seen("A"), 2 * HOLD_MS) == []
    assert watch.new(seen("A"), 3 * HOLD_MS + 1) == ["A"]


def test_two_badges_side_by_side_are_two_scans() -> None:
    watch = Watch()
    assert watch.new(seen("A", "B"), 0) == ["A", "B"]
    assert watch.new(seen("B"), 33) == []
    assert watch.new(seen("A", "B", "C"), 66) == ["C"]


def test_a_code_that_corrects_no_errors_must_be_read_twice_alike() -> None:
    watch = Watch()
    assert watch.new(seen("A", sure=False), 0) == []
    assert watch.new(seen("X", sure=False), 200) == []
    assert watch.new(seen("A", sure=False), 400) == ["A"]
    assert watch.new(seen("A", sure=False), 600) == []
    assert watch.new(seen("X", sure=False), 1_900) == []


# -- which camera -------------------------------------------------------------------------------------

FRONT, BACK = Camera("1", "Front"), Camera("2", "Back", is_default=True)


def test_the_camera_asked_for_is_taken_else_the_systems_own_choice() -> None:
    assert chosen("1", [FRONT, BACK]) == FRONT
    assert chosen("", [FRONT, BACK]) == BACK
    assert chosen("", [FRONT]) == FRONT
    assert chosen("9", [FRONT, BACK]) is None
    assert chosen("", []) is None


def test_a_smooth_picture_of_720_lines_is_asked_for() -> None:
    formats = [
        Format(640, 480, 30, compressed=False),
        Format(1280, 720, 10, compressed=False),
        Format(1920, 1080, 30, compressed=True),
        Format(1280, 720, 30, compressed=True),
    ]
    assert best(formats) == 3
    assert best([*formats, Format(1280, 720, 30, compressed=False)]) == 4
    assert best(formats[1:2]) == 0
    assert best([]) is None


def test_a_lost_device_is_tried_again_soon_and_then_less_often() -> None:
    backoff = Backoff()
    waits = [backoff.next_ms() for _try in range(7)]
    assert waits == sorted(waits)
    assert waits[0] <= 250
    assert waits[-1] == waits[-2] <= 5_000
    backoff.reset()
    assert backoff.next_ms() == waits[0]
