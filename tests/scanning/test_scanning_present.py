"""What is plugged in is told by its name, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.scanning.present import cameras, serial_devices


def test_serial_devices_are_told_by_maker_and_model(tmp_path: Path) -> None:
    for name in ("usb-Zebra_DS2208_S1-if00", "usb-Datalogic_QD2500-if00"):
        (tmp_path / name).touch()
    assert serial_devices(tmp_path, "linux") == ("Datalogic_QD2500-if00", "Zebra_DS2208_S1-if00")


def test_a_camera_that_has_two_files_is_told_once(tmp_path: Path) -> None:
    for file, name in (
        ("video0", "Integrated Camera\n"),
        ("video1", "Integrated Camera\n"),
        ("video2", "USB"),
    ):
        (tmp_path / file).mkdir()
        (tmp_path / file / "name").write_text(name, "utf-8")
    (tmp_path / "video3").mkdir()  # just being unplugged
    assert cameras(tmp_path, "linux") == ("Integrated Camera", "USB")


def test_nothing_plugged_in_is_nothing(tmp_path: Path) -> None:
    assert serial_devices(tmp_path / "none", "linux") == ()
    assert cameras(tmp_path / "none", "linux") == ()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_nobody_knows(tmp_path: Path, platform: str) -> None:
    assert serial_devices(tmp_path, platform) is None
    assert cameras(tmp_path, platform) is None
