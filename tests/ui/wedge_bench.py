"""The window to scan into, in a process of its own, and the scanner and keyboard before it."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from typing import Any, Final

from kiosk.domain import codes
from kiosk.scanning.wedge import Rhythm
from tests.xtest_scanner import XtestScanner

RHYTHM: Final = Rhythm()
TRIES: Final = 5


class Bench:
    """The window, and the scanner and keyboard before it."""

    def __init__(self, screen: dict[str, str], *before: str, keys: bool = True) -> None:
        self.screen = screen
        self.late = 0
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.ui.child_wedge"],
            env=screen,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told = self._read()
        self._hand = XtestScanner(screen["DISPLAY"]) if keys else None

    @property
    def keys(self) -> XtestScanner:
        """The scanner and keyboard, where this is an X display."""
        assert self._hand is not None
        return self._hand

    def ask(self, *order: str | int) -> dict[str, Any]:
        """Give an order; return what the window says of itself then."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, order)) + "\n")
        self.process.stdin.flush()
        return self._read()

    def layout(self, layout: str, variant: str = "") -> None:
        command = ["setxkbmap", "-layout", layout, "-variant", variant]
        subprocess.run(command, env=self.screen, check=True)

    def close(self) -> None:
        if self._hand is not None:
            self.layout("us")
            self._hand.close()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        while line and not line.startswith("{"):  # services beside the window talk as well
            line = self.process.stdout.readline()
        told: dict[str, Any] = json.loads(line)
        return told

    def ready(self, focus: str) -> None:
        self.ask("focus", focus)
        self.ask("reset")

    def wrong(self, wanted: list[str], focus: str) -> str:
        """Return what is wrong once `wanted` has been scanned with the focus on `focus`; "" if nothing."""
        self.told = told = self.ask("settled", len(wanted))
        focused = "answer" if focus == "dialog" else focus
        good = {
            "scans": [codes.clean(one) for one in wanted],
            "field": "",
            "answer": "",
            "entered": [],
            "clicks": 0,
            "row": 0,
            "edits": False,
            "focus": focused,
            "dialog": focus == "dialog",
            "sees_first": True,
            "errors": [],
        }
        return "; ".join(f"{key}: {told[key]!r}, not {good[key]!r}" for key in good if told[key] != good[key])

    def scanned(self, focus: str, code: str, gap_ms: int, suffix: int | None) -> str:
        """Return what is wrong after a scan."""
        for _ in range(TRIES):
            self.keys.scan(code, gap_s=gap_ms / 1000, suffix=suffix)
            fault = self.wrong([code], focus)
            self.ask("reset")
            if not fault or self._was_at_pace():
                return fault
            self.late += 1
            self.ready("nothing")
            self.ready(focus)
        return f"a hand that was late {TRIES} times"

    def _was_at_pace(self) -> bool:
        """Whether the X server's own stamps say that the keys were pressed as a scanner presses them.

        If they do, no load of this machine is an excuse; if not, it was the hand of the test that slept.
        """
        gaps = [later - earlier for earlier, later in pairwise(self.told["stamps_ms"])]
        return (
            len(gaps) > 1
            and gaps[0] < RHYTHM.hold_ms
            and max(gaps) <= RHYTHM.max_gap_ms
            and sum(gaps) / len(gaps) <= RHYTHM.mean_gap_ms
        )
