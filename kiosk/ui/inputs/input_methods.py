"""Sees to it that scans come as they were pressed: seen before any layout, and by no input method."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Final

VARIABLE: Final = "QT_IM_MODULE"
PLATFORM: Final = "QT_QPA_PLATFORM"
_SAFE: Final = "compose"
_KEYS_FIRST: Final = "xcb;wayland"


def make_safe(environment: MutableMapping[str, str]) -> None:
    """Choose how Qt hears of keys, before it starts, where nobody has chosen; only on Linux.

    The input method is the one that knows dead keys and no more. One that was chosen stays, for it may be
    how somebody writes their language: on X11 it is not told of what a scanner types. Under Wayland, which
    shows a window no key before a layout has made use of it, the window is X11's if there is a server of
    its for such windows, as nearly all desktops have.
    """
    if sys.platform != "linux":
        return
    if not environment.get(VARIABLE) and not environment.get("QT_IM_MODULES"):
        environment[VARIABLE] = _SAFE
    if environment.get("WAYLAND_DISPLAY") and environment.get("DISPLAY") and not environment.get(PLATFORM):
        environment[PLATFORM] = _KEYS_FIRST
