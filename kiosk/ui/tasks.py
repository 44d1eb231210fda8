"""Slow work off the GUI thread, and its result back on it. The window's only threads are here.

One pool of a single thread talks to the database, so that the order of acts is the order of keys; a
free pool takes what may last: drawing badges, reading files. What asks a device that may never answer is in
a third, which a window that closes does not wait for: whatever is done there may be cut off at any point.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from kiosk.errors import MarhabaError, OurError

if TYPE_CHECKING:
    from collections.abc import Callable

_PAINTING_MS: Final = 15
"""What is to be painted is painted when the event loop is next reached, which is long before this."""

_TURN_S: Final = 0.0005
"""How long drawing a badge keeps Python from a verdict, which asks for it again after each step on disk."""

_AT_ONCE: Final = 12
"""How much the free pool does at once, on however few cores: most of it waits, for printers that are away."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """What was asked for, and who is told of its end: what it has seen goes away here, not in the pool."""

    owner: QObject
    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[MarhabaError], None]


class _Ends(QObject):
    """Carries the ends of tasks from the pools' threads to this one: `ended` with a number, how and what."""

    ended = Signal(int, bool, object)


class Tasks:
    """The pools of one window. To be made, used and closed on the GUI thread."""

    def __init__(self, on_trouble: Callable[[MarhabaError], None]) -> None:
        sys.setswitchinterval(_TURN_S)
        self._on_trouble = on_trouble
        self._database = QThreadPool()
        self._database.setMaxThreadCount(1)
        self._database.setExpiryTimeout(-1)  # the connection belongs to its thread
        self._free = QThreadPool()
        self._free.setMaxThreadCount(max(_AT_ONCE, self._free.maxThreadCount()))
        self._away = QThreadPool()
        self._away.setMaxThreadCount(_AT_ONCE)
        # One object for all, and kept: what is connected anew for each task, or started as an object of its
        # own, PySide keeps for good, and with it all that the task has seen (measured with 6.11).
        self._ends = _Ends()
        self._ends.ended.connect(self._on_ended)
        self._running: dict[int, _Task] = {}
        self._later: dict[QTimer, tuple[QObject, Callable[[], None]]] = {}
        self.started = 0
        """How much work was ever begun."""

    def database(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[MarhabaError], None] | None = None,
    ) -> None:
        """Call `work` on the database's thread, after what waits there, then `then` with its result here.

        Nothing is called once `owner` is gone. Without `failed` the window says what went wrong.
        """
        self._start(self._database, owner, work, then, failed or self._on_trouble)

    def free(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[MarhabaError], None] | None = None,
    ) -> None:
        """Call `work` on any thread, then `then` here; as `database` does otherwise."""
        self._start(self._free, owner, work, then, failed or self._on_trouble)

    def away(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Callable[[MarhabaError], None] | None = None,
    ) -> None:
        """Call `work`, which asks a device and loses nothing if it is cut off, as `free` does otherwise."""
        self._start(self._away, owner, work, then, failed or self._on_trouble)

    def later(self, owner: QObject, call: Callable[[], None]) -> None:
        """Call `call` when what is shown now has been painted; nothing is called once `owner` is gone.

        It is for what nobody waits for, which gives way to what is seen.
        """
        timer = QTimer(singleShot=True, interval=_PAINTING_MS)
        self._later[timer] = (owner, call)
        timer.timeout.connect(lambda: self._on_painted(timer))
        timer.start()

    def _on_painted(self, timer: QTimer) -> None:
        waiting = self._later.pop(timer, None)
        if waiting is None:  # the window has closed meanwhile
            return
        owner, call = waiting
        if isValid(owner):
            call()

    def _start(
        self,
        pool: QThreadPool,
        owner: QObject,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[MarhabaError], None],
    ) -> None:
        self.started += 1
        self._running[self.started] = _Task(owner, work, then, failed)
        pool.start(partial(_run, work, partial(self._ends.ended.emit, self.started)))

    def _on_ended(self, number: int, well: bool, outcome: Any) -> None:
        task = self._running.pop(number)
        if isValid(task.owner):
            (task.then if well else task.failed)(outcome)

    @property
    def idle(self) -> bool:
        """Whether nothing runs or is about to, and every result has been delivered."""
        return not self._running and not self._later

    def close(self, patience_ms: int = -1) -> bool:
        """Wait for what is running; results that arrive later find their owners gone.

        For devices it waits `patience_ms` at most, -1 for ever, and returns whether all of them answered.
        """
        self._later.clear()
        answered = self._away.waitForDone(patience_ms)
        self._free.waitForDone()
        self._database.waitForDone()
        return answered


def _run(work: Callable[[], Any], tell: Callable[[bool, Any], None]) -> None:
    """Work on a pool's thread."""
    try:
        result = work()
    except MarhabaError as error:
        tell(False, error)
    except Exception as error:  # noqa: BLE001  one of the three doors where our mistakes are caught
        _log.exception("a task failed")
        tell(False, OurError(repr(error)))
    else:
        tell(True, result)
