"""How Qt hears of keys is chosen before it starts, unless somebody chose."""

from __future__ import annotations

import sys

import pytest

from kiosk.ui.inputs.input_methods import make_safe

WAYLAND = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("before", "chosen"),
    [
        ({}, {"QT_IM_MODULE": "compose"}),
        ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "ibus;compose"}, {"QT_IM_MODULES": "ibus;compose"}),
        (WAYLAND, WAYLAND | {"QT_IM_MODULE": "compose", "QT_QPA_PLATFORM": "xcb;wayland"}),
        (
            {"WAYLAND_DISPLAY": "wayland-0"},
            {"WAYLAND_DISPLAY": "wayland-0", "QT_IM_MODULE": "compose"},
        ),
        (
            WAYLAND | {"QT_QPA_PLATFORM": "wayland", "QT_IM_MODULE": "fcitx"},
            WAYLAND | {"QT_QPA_PLATFORM": "wayland", "QT_IM_MODULE": "fcitx"},
        ),
    ],
)
def test_what_nobody_chose_is_chosen(
    before: dict[str, str], chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    environment = dict(before)
    make_safe(environment)
    assert environment == chosen


def test_elsewhere_than_on_linux_nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    environment: dict[str, str] = {}
    make_safe(environment)
    assert environment == {}
