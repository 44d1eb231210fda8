from __future__ import annotations

import threading
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from kiosk.errors import InputRefused, MarhabaError, OurError, Trouble
from kiosk.ui.tasks import Tasks

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def troubles() -> list[MarhabaError]:
    return []


@pytest.fixture
def tasks(qapp: QApplication, troubles: list[MarhabaError]) -> Iterator[Tasks]:
    one = Tasks(troubles.append)
    yield one
    one.close()


def test_the_result_comes_back_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    came: list[tuple[int, int]] = []

    def work() -> int:
        return threading.get_ident()

    tasks.database(owner, work, lambda there: came.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(came) == 1)
    there, here = came[0]
    assert here == threading.get_ident()
    assert there != here


def test_the_database_does_one_thing_after_the_other(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    done: list[int] = []
    for n in range(50):
        tasks.database(owner, partial(done.append, n), lambda _none: None)
    qtbot.waitUntil(lambda: tasks.idle)
    assert done == list(range(50))


def test_what_takes_long_does_not_keep_the_database(qtbot: QtBot, tasks: Tasks) -> None:
    owner, free = QObject(), threading.Event()
    came: list[str] = []
    tasks.free(owner, free.wait, lambda _set: came.append("slow"))
    tasks.database(owner, lambda: None, lambda _none: came.append("quick"))
    qtbot.waitUntil(lambda: came == ["quick"])
    free.set()
    qtbot.waitUntil(lambda: came == ["quick", "slow"])


def test_nothing_is_called_once_the_owner_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    owner, go = QObject(), threading.Event()
    came: list[bool] = []
    tasks.database(owner, go.wait, came.append)
    owner.deleteLater()
    qtbot.wait(1)
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert came == []


def test_an_error_of_the_world_is_told(qtbot: QtBot, tasks: Tasks, troubles: list[MarhabaError]) -> None:
    def refuse() -> None:
        raise InputRefused(Trouble.NO_EVENT)

    owner = QObject()
    tasks.database(owner, refuse, lambda _none: None)
    qtbot.waitUntil(lambda: len(troubles) == 1)
    assert troubles[0].code is Trouble.NO_EVENT


def test_a_mistake_of_ours_is_logged_and_told_in_general_words(
    qtbot: QtBot, tasks: Tasks, troubles: list[MarhabaError], kiosk_log: list[logging.LogRecord]
) -> None:
    owner = QObject()
    tasks.database(owner, lambda: 1 // 0, lambda _none: None)
    qtbot.waitUntil(lambda: len(troubles) == 1)
    assert isinstance(troubles[0], OurError)
    (record,) = kiosk_log
    assert "ZeroDivisionError" in str(record.exc_info)
    kiosk_log.clear()


def test_whoever_asks_may_take_the_trouble_themselves(
    qtbot: QtBot, tasks: Tasks, troubles: list[MarhabaError]
) -> None:
    owner = QObject()
    mine: list[MarhabaError] = []

    def refuse() -> None:
        raise InputRefused(Trouble.NO_EVENT)

    tasks.free(owner, refuse, lambda _none: None, mine.append)
    qtbot.waitUntil(lambda: len(mine) == 1)
    assert troubles == []


@pytest.mark.parametrize("pool", ["free", "database"])
def test_what_a_task_has_seen_is_let_go_of_once_it_has_ended(qtbot: QtBot, tasks: Tasks, pool: str) -> None:
    class Seen:
        """Something that may fill the memory."""

    owner, seen = QObject(), Seen()
    gone = weakref.ref(seen)
    threads: list[int] = []
    getattr(tasks, pool)(owner, partial(id, seen), lambda _id: threads.append(threading.get_ident()))
    del seen
    qtbot.waitUntil(lambda: gone() is None)
    assert tasks.idle
    assert threads == [threading.get_ident()]
