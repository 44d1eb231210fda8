"""A process with the real window, worked by key events: `child_desk STATION FOLDER ROUNDS`.

It tells the milliseconds from the Enter that ends a scan, or that follows a code in the field, to the
verdict committed and painted (on an X screen also from keys that its server sends); in turns with them,
those of a bare commit and a repaint of the banner; and the memory in use after all of it and as many
look-ups as admissions.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, perf_counter_ns

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk import language
from kiosk.ui import application
from kiosk.ui.inputs.keyboard_scanner import KeyboardScanner
from kiosk.ui.screens.reception import Reception
from kiosk.ui.window import Window
from tests.bench import children, machine
from tests.bench.figures import milliseconds
from tests.bench.raw_store import BareCommit
from tests.bench.rolls import codes_of
from tests.xtest_scanner import ENTER, XtestScanner

_PATIENCE_S = 20
_APART_MS = 150
"""Between scans of a hurried hand: the desk is still printing the badge before."""
_REST_MS = 5000
_WARM_UP = 5
_TYPED = 3


class _Painted(QObject):
    """Notes when a verdict is painted: its banner, or its guest's card where the banner says the same."""

    def __init__(self, reception: Reception) -> None:
        super().__init__()
        self._told = self._painting = False
        self.at_ns = 0
        reception.judged.connect(self._on_judged)
        for shown in (reception.banner, reception.card):
            for one in (shown, *shown.findChildren(QWidget)):
                one.installEventFilter(self)

    def await_verdict(self) -> None:
        """Forget the verdict before."""
        self._told, self._painting, self.at_ns = False, False, 0

    def _on_judged(self) -> None:
        self._told = True

    def eventFilter(self, _target: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if self._told and not self._painting and event.type() == QEvent.Type.Paint:
            self._painting = True
            # The whole window is painted in one event: what is posted now comes when it is on the screen.
            QTimer.singleShot(0, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.at_ns = perf_counter_ns()


class Desk:
    """The window, and a hand that works it."""

    def __init__(self, station: Path) -> None:
        self.application = application.prepare()
        language.use("fr")
        self.window = Window(lambda: application._open(station, None, fresh=False), application._close)
        application.finish_late(self.window)
        self.window.show()
        until(lambda: self.window.workplace is not None and self.window.workplace.desk is not None)
        assert self.window.workplace is not None
        self.workplace = self.window.workplace
        self.lookup = self.workplace.reception.lookup
        self.banner = self.workplace.reception.banner
        self.window.activateWindow()
        until(self.window.isActiveWindow)
        self.painted = _Painted(self.workplace.reception)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way: the badge printed, every figure shown."""
        until(lambda: self.workplace.tasks.idle and not KeyboardScanner.of_application().holds)

    def rest(self) -> None:
        """Wait as long as the window needs to ready beside itself what it will want, and to tidy up."""
        QTest.qWait(_REST_MS)
        self.settle()

    def scan(self, code: str) -> float:
        """Scan as a keyboard wedge does; return the milliseconds from its Enter to the painted verdict."""
        for character in code:
            QTest.keyClick(self.window.windowHandle(), character)  # type: ignore[call-overload]
        return self._enter()

    def scan_by_real_keys(self, code: str, keys: XtestScanner) -> float:
        """Scan as a keyboard wedge on this screen does; return the same milliseconds."""
        keys.scan(code, gap_s=0, suffix=None)
        self.painted.await_verdict()
        began = perf_counter_ns()
        keys.tap(ENTER)
        until(lambda: self.painted.at_ns > 0)
        return milliseconds(self.painted.at_ns - began)

    def enter_code(self, code: str) -> float:
        """Return the milliseconds from Enter, with a code in the field, to the painted verdict."""
        self.lookup.field.setText(code)
        self.settle()
        return self._enter()

    def look_up(self, text: str) -> None:
        """Type the beginning of a name, see who is found, and forget it."""
        self.lookup.field.setText(text)
        self.settle()
        self.lookup.field.clear()
        self.settle()

    def commit_and_paint(self, bare: BareCommit) -> float:
        """Return the milliseconds of one committed row and the banner painted, and nothing else."""
        began = perf_counter_ns()
        bare()
        self.banner.repaint()
        return milliseconds(perf_counter_ns() - began)

    def pause(self) -> None:
        """Wait as long as the quickest hand needs for the next guest."""
        QTest.qWait(_APART_MS)

    def _enter(self) -> float:
        self.painted.await_verdict()
        began = perf_counter_ns()
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return)
        until(lambda: self.painted.at_ns > 0)
        return milliseconds(self.painted.at_ns - began)


def until(ready: Callable[[], bool]) -> None:
    """Let the window work until `ready`."""
    deadline = monotonic() + _PATIENCE_S
    while not ready():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert monotonic() < deadline, "the window did not get there"


def _round(desk: Desk, bare: BareCommit, codes: Iterator[str], keys: XtestScanner | None) -> dict[str, float]:
    """Return what a calm scan, a hurried one, a code and Enter, and the floor took this time."""
    took = {"scan": desk.scan(next(codes)), "bare commit and repaint": desk.commit_and_paint(bare)}
    desk.pause()
    took["scan on the heels of another"] = desk.scan(next(codes))
    desk.pause()
    desk.settle()
    took["code and Enter"] = desk.enter_code(next(codes))
    desk.pause()
    desk.settle()
    if keys is not None:
        took["scan by real keys"] = desk.scan_by_real_keys(next(codes), keys)
        desk.pause()
        desk.settle()
    return took


def _main(station: str, folder: str, rounds: int) -> None:
    desk = Desk(Path(station))
    bare = BareCommit(Path(folder) / "bare.db")
    heartbeat = QTimer(interval=1000)
    heartbeat.start()
    assert desk.workplace.desk is not None
    keys = XtestScanner(os.environ["DISPLAY"]) if desk.application.platformName() == "xcb" else None
    codes = codes_of(desk.workplace.desk.station, (3 if keys is None else 4) * (rounds + _WARM_UP))
    to_come = iter(codes)
    samples: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(_WARM_UP + rounds):
        for name, took in _round(desk, bare, to_come, keys).items():
            if number >= _WARM_UP:
                samples[name].append(took)
    for code in codes:
        desk.look_up(code[:_TYPED])
    bare.close()
    in_use, peak = machine.resident_mib(), machine.peak_mib()
    desk.window.close()
    children.tell(samples=samples, admissions=len(codes), in_use_mib=in_use, peak_mib=peak)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
