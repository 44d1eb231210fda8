"""The window to scan into, in a process of its own, and the scanner and keyboard before it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import update_wrapper
from itertools import pairwise
from typing import Any, Final, TypeVar, cast

from kiosk.domain import codes
from kiosk.scanning.wedge import Rhythm
from tests.xtest_scanner import XtestScanner

RHYTHM: Final = Rhythm()
TRIES: Final = 5
_GOODBYE_S: Final = 60
_ON_ITS_WAY_S: Final = 0.5
"""After a scan that came late: so that nothing of it is taken for the next one's."""
_Test = TypeVar("_Test", bound=Callable[..., None])


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
        if self._hand is not None:
            self._hand.repeats(on=False)

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
        self.told = self._read()
        return self.told

    def layout(self, layout: str, variant: str = "") -> None:
        command = ["setxkbmap", "-layout", layout, "-variant", variant]
        subprocess.run(command, env=self.screen, check=True)

    def close(self) -> None:
        if self._hand is not None:
            self.layout("us")
            self._hand.close()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(_GOODBYE_S)
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
        told = self.ask("settled", len(wanted))
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
            at_pace = not fault or self.was_at_pace(len(code) + (suffix is not None))
            self.ask("reset")
            if at_pace:
                return fault
            self.late += 1
            time.sleep(_ON_ITS_WAY_S)
            self.ready("nothing")
            self.ready(focus)
        return f"a hand that was late {TRIES} times"

    def was_at_pace(self, keys: int | None) -> bool:
        """Whether the X server's own stamps say that scans of so many keys came here as scanners press them.

        If they do, no load of this machine is an excuse; if not, it was the hand of the test that slept, or
        the server had no window to give a key to. None: some are meant for no window.
        """
        stamps_ms = self.told["stamps_ms"]
        if keys is None:
            return _is_a_scanners(stamps_ms)
        scans = [stamps_ms[at : at + keys] for at in range(0, len(stamps_ms), keys)]
        return len(stamps_ms) % keys == 0 and all(map(_is_a_scanners, scans))


def _is_a_scanners(stamps_ms: list[int]) -> bool:
    gaps = [later - earlier for earlier, later in pairwise(stamps_ms)]
    return not gaps or (
        gaps[0] < RHYTHM.hold_ms
        and max(gaps) <= RHYTHM.max_gap_ms
        and sum(gaps) / len(gaps) <= RHYTHM.mean_gap_ms
    )


def unless_late(keys: int | None) -> Callable[[_Test], _Test]:
    """Do what a test does with scans of so many keys again if its hand was proven late (`was_at_pace`)."""

    def decorated(test: _Test) -> _Test:
        def tested(us: Bench, **more: Any) -> None:
            for _ in range(TRIES - 1):
                try:
                    return test(us, **more)
                except AssertionError:
                    if us.was_at_pace(keys):
                        raise
                us.late += 1
                time.sleep(_ON_ITS_WAY_S)
                us.layout("us")
                us.ready("nothing")
                us.ready("field")
            return test(us, **more)

        return cast("_Test", update_wrapper(tested, test))

    return decorated
