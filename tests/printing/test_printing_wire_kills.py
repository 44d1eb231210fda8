"""Killed while it prints on label printers, which confirm nothing: on paper once, or somebody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from tests.printing.killing import desk_with_badges, each_came_out_once, kill_again_and_again
from tests.printing.label_rig import LabelPrinter, on_network, ql_labels, ql_status, zpl_labels, zpl_status

WELL = {"brother": ql_status(paper=(104, 0)), "zebra": zpl_status()}


def on_labels(printer: LabelPrinter) -> Iterator[str]:
    """The codes on what the printer has printed."""
    heard = bytes(printer.heard)
    labels = [one.dots for one in ql_labels(heard)] if printer.maker == "brother" else zpl_labels(heard)
    for dots in labels:
        (code,) = zxingcpp.read_barcodes(np.where(dots, 0, 255).astype(np.uint8))
        yield code.text


def killed_over_a_wire(folder: Path, maker: str, badges: int, kills: int, seed: int) -> None:
    with on_network(LabelPrinter(maker, answer=WELL[maker])) as printer:
        guests = desk_with_badges(folder, badges, printer.address)
        told = kill_again_and_again(folder, guests, kills, seed, a_badge_s=0.15)
        codes = list(on_labels(printer))
    waits = each_came_out_once(folder, guests, codes)
    print(f"{maker}: {told}, {len(codes)} labels, {waits} for a person")
    assert told.kills == kills
    assert len(guests) - waits <= len(codes) <= len(guests)


@pytest.mark.parametrize("maker", ["brother", "zebra"])
def test_killed_while_badges_go_to_a_label_printer(tmp_path: Path, maker: str) -> None:
    killed_over_a_wire(tmp_path / "s", maker, badges=12, kills=5, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("maker", ["brother", "zebra"])
def test_killed_two_hundred_times_while_three_hundred_badges_go_to_a_label_printer(
    tmp_path: Path, maker: str
) -> None:
    killed_over_a_wire(tmp_path / "s", maker, badges=300, kills=200, seed=2024)
