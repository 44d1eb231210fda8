"""Scans on a real Wayland compositor: through Xwayland as on X11, and as well as can be without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain import codes
from tests.ui.wedge_bench import Bench
from tests.wayland_scanner import WaylandScanner
from tests.xtest_scanner import ENTER

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = codes.make(0x1234567890ABCDEF1234567890ABCDEF)
THEIRS = "Evt1/7kQ2-mz0A4_WXY9.bgtB[G]T'`^;:~"
LAYOUTS = ("us", "fr", "ara", "ma", "de", "es")
FOCUSES = ("nothing", "field", "table", "dialog")
NOBODY = 65_534
SOCKETS = Path(os.sep, "tmp", ".X11-unix")
"""Where every X server listens, by the X Window System's own convention."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, ("sway", "Xwayland", "setpriv"))), reason="sway or Xwayland is missing"
    ),
]


def as_somebody() -> list[str]:
    """What is put before a command that the superuser may not run."""
    if os.getuid():
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@pytest.fixture(scope="module")
def desktop(xvfb: dict[str, str]) -> Iterator[dict[str, str]]:
    """A compositor without a screen or a device; gives the environment for programs on it."""
    place = Path(tempfile.gettempdir()) / f"wayland-{os.getpid()}"
    place.mkdir(0o700)
    (place / "config").write_text("output HEADLESS-1 resolution 1366x768\nxwayland force\n")
    if not os.getuid():
        for one in (place, place / "config"):
            os.chown(one, NOBODY, NOBODY)
    hidden = ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
    environment = {key: value for key, value in xvfb.items() if key not in hidden} | {
        "XDG_RUNTIME_DIR": str(place),
        "HOME": str(place),
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
    }
    before = set(SOCKETS.glob("X*"))
    log = (place / "log").open("w")
    server = subprocess.Popen(
        [*as_somebody(), "sway", "-c", str(place / "config")], env=environment, stdout=log, stderr=log
    )
    try:
        deadline = time.monotonic() + 60
        while not (place / "wayland-1").exists() or before == set(SOCKETS.glob("X*")):
            assert time.monotonic() < deadline, (place / "log").read_text()
            time.sleep(0.05)
        (screen,) = set(SOCKETS.glob("X*")) - before
        yield environment | {"WAYLAND_DISPLAY": "wayland-1", "XWAYLAND": f":{screen.name[1:]}"}
    finally:
        server.terminate()
        server.wait()
        log.close()
        shutil.rmtree(place)


@pytest.fixture
def scanner(desktop: dict[str, str], xvfb: dict[str, str]) -> Iterator[WaylandScanner]:
    one = WaylandScanner(f"{desktop['XDG_RUNTIME_DIR']}/wayland-1", xvfb)
    one.layout("us")
    yield one
    one.close()


def test_through_xwayland_every_layout_and_focus_is_read(
    desktop: dict[str, str], scanner: WaylandScanner
) -> None:
    bench = Bench(desktop | {"DISPLAY": desktop["XWAYLAND"]}, *as_somebody(), keys=False)
    faults = []
    for layout, focus in product(LAYOUTS, FOCUSES):
        scanner.layout(layout)
        bench.ready(focus)
        for code, suffix in product((OURS, THEIRS), (ENTER, None)):
            scanner.scan(code, suffix=suffix)
            faults.append(bench.wrong([code], focus))
            bench.ask("reset")
    bench.close()
    assert not any(faults), faults


def test_as_wayland_s_own_window_nothing_leaks_and_our_codes_are_read(
    desktop: dict[str, str], scanner: WaylandScanner
) -> None:
    bench = Bench(desktop | {"QT_QPA_PLATFORM": "wayland"}, *as_somebody(), keys=False)
    assert not bench.told["sees_first"]
    for layout, focus in product(("us", "fr", "de", "es"), FOCUSES):
        scanner.layout(layout)
        bench.ready(focus)
        scanner.scan(OURS)
        told = bench.ask("settled", 1)
        leaked = (told["field"], told["answer"], told["entered"], told["clicks"])
        assert (told["scans"], leaked) == ([OURS], ("", "", [], 0)), (layout, focus)
        bench.ask("reset")
    bench.close()
