"""The process that draws badges for another: what it is asked over a pipe, and what it says back.

::

    asked   Order                       begin a file
            Some                        a few of its badges; none: these were all
            Shown                       the picture that was asked for
    said    MORE                        send the next few badges
            Drawn n                     so many badges are drawn, now and then
            Picture name                what is in this picture?
            means.Rendered | an error     the file, or why there is none

It knows no station and no database, and ends when nobody is left at the other end.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from kiosk.errors import MarhabaError, OurError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from kiosk.badge.means import Fields, Rendered
    from kiosk.domain.badge import Layout

_APART_S: Final = 0.05
_YIELDING: Final = 5
"""How much a process that draws a batch stands back (nice) behind the window and its guests."""


class Say(Enum):
    """What needs no word more."""

    MORE = "more"


@dataclass(frozen=True, slots=True)
class Order:
    """A file that is wanted, and of how many badges it will be."""

    title: str
    number: int


@dataclass(frozen=True, slots=True)
class Some:
    """A few badges in their order, with the numbers of their layouts; `layouts` are those not sent yet."""

    badges: list[tuple[int, Fields]]
    layouts: list[Layout]


@dataclass(frozen=True, slots=True)
class Picture:
    """The name of a picture whose content is wanted."""

    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is in the picture that was asked for; None if there is none."""

    content: bytes | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many badges are drawn."""

    number: int


def serve(pipe: Connection, *, stands_back: bool) -> None:
    """Draw what is asked for, until nobody asks any more. `stands_back` gives way to other processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses Ctrl+C means the one that asks
    if stands_back and hasattr(os, "nice"):
        os.nice(_YIELDING)
    try:
        from kiosk.badge import pdf

        pdf.ready()
        while True:
            told = pipe.recv()
            if isinstance(told, Order):  # else badges of a file that was refused before they came
                pipe.send(_answered(told, pipe))
    except (EOFError, OSError):
        return


def _answered(order: Order, pipe: Connection) -> Rendered | MarhabaError:
    from kiosk.badge import pdf

    talk = _Talk(pipe)
    try:
        return pdf.render_some(
            talk.badges(), order.number, title=order.title, on_page=talk.tell, pictures=talk.picture
        )
    except MarhabaError as error:
        return error
    except (EOFError, OSError):  # nobody is there to be told
        raise
    except Exception as error:  # noqa: BLE001  this process's one door: who asked raises it again
        return OurError(repr(error))


class _Talk:
    """What is said while one file is drawn."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._early: list[Some] = []
        self._told_s = 0.0

    def badges(self) -> Iterator[tuple[Layout, Fields]]:
        """Yield the badges as they come; the next few are asked for before they are needed."""
        layouts: list[Layout] = []
        self._pipe.send(Say.MORE)
        while (some := self._some()).badges:
            self._pipe.send(Say.MORE)
            layouts += some.layouts
            for number, fields in some.badges:
                yield layouts[number], fields

    def _some(self) -> Some:
        return self._early.pop() if self._early else self._pipe.recv()

    def picture(self, name: str) -> bytes | None:
        """Return what is in a picture. Badges that were on the way already are kept for later."""
        self._pipe.send(Picture(name))
        while not isinstance(told := self._pipe.recv(), Shown):
            self._early.append(told)
        return told.content

    def tell(self, number: int) -> None:
        """Tell how many badges are drawn, not more often than can be seen."""
        now_s = time.monotonic()
        if now_s - self._told_s >= _APART_S:
            self._told_s = now_s
            self._pipe.send(Drawn(number))
