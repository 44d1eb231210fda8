"""Python's memory is cleared while nobody waits, and never while something is asked for."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk.ui import tidying
from kiosk.ui.tasks import Tasks
from kiosk.ui.tidying import Tidying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


CALM_MS = 150
TRIES = 20


class Ring:
    """Something that only a collection takes away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    before = gc.get_threshold()
    one = Tasks(lambda _error: None)
    yield one
    one.close()
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "_CALM_MS", CALM_MS)
    monkeypatch.setattr(tidying, "_CHECK_MS", 20)


def old_ring() -> weakref.ref[Ring]:
    """Something that has outlived the young collections."""
    ring = Ring()
    gc.collect()
    return weakref.ref(ring)


def test_what_nothing_refers_to_is_cleared_once_it_is_calm(qtbot: QtBot, tasks: Tasks) -> None:
    parent = QObject()
    gone = old_ring()
    Tidying(tasks, parent)
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None)
    assert gc.get_freeze_count() > 0


def test_what_came_after_the_first_time_is_cleared_in_its_turn(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "_APART_MS", 100)
    parent = QObject()
    Tidying(tasks, parent)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    needed = Ring()
    gone = weakref.ref(needed)
    again = old_ring()
    qtbot.waitUntil(lambda: again() is None)
    del needed
    qtbot.waitUntil(lambda: gone() is None)


def test_nothing_is_cleared_while_something_is_under_way(qtbot: QtBot, tasks: Tasks) -> None:
    parent, done = QObject(), threading.Event()
    ended: list[None] = []
    gone = old_ring()
    tasks.free(parent, lambda: done.wait(10), lambda _done: ended.append(None))
    Tidying(tasks, parent)
    qtbot.wait(400)
    assert gone() is not None
    done.set()
    qtbot.waitUntil(lambda: bool(ended))
    qtbot.waitUntil(lambda: gone() is None)


def test_somebody_who_types_without_a_pause_is_not_disturbed(qtbot: QtBot, tasks: Tasks) -> None:
    for _try in range(TRIES):
        gone, parent = old_ring(), QObject()
        Tidying(tasks, parent)
        longest_s = typed_without_a_pause(qtbot, tasks, parent)
        if longest_s < CALM_MS / 1000:
            assert gone() is not None
            return
    pytest.fail("this machine paused every time")


def typed_without_a_pause(qtbot: QtBot, tasks: Tasks, parent: QObject) -> float:
    """Ask for something again and again, for longer than a calm; return the longest pause, in seconds."""
    pauses, before = [], time.monotonic()
    for _ in range(20):
        tasks.database(parent, lambda: None, lambda _none: None)
        qtbot.wait(25)
        pauses.append(time.monotonic() - before)
        before = time.monotonic()
    return max(pauses)
