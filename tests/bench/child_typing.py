"""A process with the real window in which somebody types names fast: `child_typing STATION NAMES`.

It tells how long each gap between two beats of the window's thread was while letters came, twelve a second,
and how long each letter took until who was found stood in the list.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter_ns
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from kiosk.operations.station import Station
from kiosk.store import people
from tests.bench import children, machine
from tests.bench.child_desk import Desk, until
from tests.bench.figures import milliseconds
from tests.bench.heart import BEAT_MS, Heart

_LETTERS_A_SECOND: Final = 12
_LONGEST: Final = 14
_SEED: Final = 3
_WARM_UP: Final = 3


class _Hand(QObject):
    """Types a text into the look-up, a letter at each tick, and notes when the list answered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._left: Iterator[str] = iter(())
        self._typed_ns = 0
        self.typing = False
        self.answered_ms: list[float] = []
        self._timer = QTimer(self, interval=1000 // _LETTERS_A_SECOND)
        self._timer.timeout.connect(self._press)
        desk.lookup.results.modelReset.connect(self._on_shown)

    def type(self, text: str) -> None:
        """Begin to type `text`; `typing` until its last letter."""
        self._left, self.typing = iter(text), True
        self._timer.start()

    def _press(self) -> None:
        letter = next(self._left, "")
        if not letter:
            self._timer.stop()
            self.typing = False
            return
        self._typed_ns = perf_counter_ns()
        if letter.isascii():
            QTest.keyClick(self._desk.window.windowHandle(), Qt.Key(ord(letter.upper())))
        else:  # QTest has no keys of an Arabic keyboard
            self._desk.lookup.field.insert(letter)

    def _on_shown(self) -> None:
        if self._typed_ns:
            self.answered_ms.append(milliseconds(perf_counter_ns() - self._typed_ns))
            self._typed_ns = 0


def _names(station: Station, count: int) -> list[str]:
    random = Random(_SEED)
    with station.database.read() as connection:
        roll = list(people.everybody(connection))
    scripts = (
        [one.name_latin.lower() for one in roll if one.name_latin],
        [one.name_arabic for one in roll if one.name_arabic],
    )
    return [random.choice(scripts[n % 2])[:_LONGEST] for n in range(count)]


def _main(station: str, count: int) -> None:
    desk = Desk(Path(station))
    assert desk.workplace.desk is not None
    names = _names(desk.workplace.desk.station, count + _WARM_UP)
    desk.rest()
    hand, heart = _Hand(desk), Heart()
    for number, name in enumerate(names):
        if number == _WARM_UP:
            hand.answered_ms.clear()
            heart.start()
        hand.type(name)
        until(lambda: not hand.typing)
        desk.settle()
        desk.lookup.field.clear()
        desk.settle()
    gaps_ms = [late + BEAT_MS for late in heart.late_ms]
    in_use = machine.resident_mib()
    desk.window.close()
    children.tell(gaps_ms=gaps_ms, answered_ms=hand.answered_ms, in_use_mib=in_use)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
