"""Killed while it prints: every badge comes out once, or somebody is asked. `make soak` does it 200 times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.printing.cups_rig import Rig
from tests.printing.killing import desk_with_badges, each_came_out_once, kill_again_and_again
from tests.printing.pwg_raster import first_page


def in_files(folder: Path) -> Iterator[str]:
    """The codes on the badges in a station's folder."""
    assert not list((folder / "badges").glob("*.part"))
    for file in (folder / "badges").glob("*.pdf"):
        (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(file)[0].render(scale=2).to_pil())
        yield code.text


def on_paper(files: list[Path]) -> Iterator[str]:
    """The codes on what reached the printer."""
    for file in files:
        (code,) = zxingcpp.read_barcodes(first_page(file).pixels)
        yield code.text


def killed_over_a_folder(folder: Path, badges: int, kills: int, seed: int) -> None:
    guests = desk_with_badges(folder, badges)
    told = kill_again_and_again(folder, guests, kills, seed, a_badge_s=0.025)
    assert each_came_out_once(folder, guests, in_files(folder)) == 0
    print(f"folder: {told}")
    assert told.kills == kills


def killed_over_a_queue(folder: Path, rig: Rig, badges: int, kills: int, seed: int) -> None:
    before = len(rig.arrived())
    guests = desk_with_badges(folder, badges, rig.queue)
    told = kill_again_and_again(folder, guests, kills, seed, a_badge_s=0.3)
    came = rig.arrived()[before:]
    waits = each_came_out_once(folder, guests, on_paper(came))
    print(f"queue: {told}, {waits} for a person")
    assert told.kills == kills
    assert len(came) == len(guests) - waits


def test_killed_while_badges_go_to_a_folder(tmp_path: Path) -> None:
    killed_over_a_folder(tmp_path / "s", badges=16, kills=5, seed=1)


def test_killed_while_badges_go_to_a_queue(tmp_path: Path, rig: Rig) -> None:
    killed_over_a_queue(tmp_path / "s", rig, badges=8, kills=4, seed=1)


@pytest.mark.slow
def test_killed_two_hundred_times_while_three_hundred_badges_go_to_a_folder(tmp_path: Path) -> None:
    killed_over_a_folder(tmp_path / "s", badges=300, kills=200, seed=2024)


@pytest.mark.slow
def test_killed_two_hundred_times_while_three_hundred_badges_go_to_a_queue(tmp_path: Path, rig: Rig) -> None:
    killed_over_a_queue(tmp_path / "s", rig, badges=300, kills=200, seed=2024)
