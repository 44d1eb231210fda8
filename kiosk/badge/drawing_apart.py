"""Badges drawn by processes of their own, so that a window's only interpreter stays free for its guests.

Nothing else differs from `badge.pdf`. One process is kept warm for the next badge; a batch gets one for
itself, so that no guest's badge waits for it. One that dies is replaced, and its file begun again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from kiosk.badge.drawing_process import Drawn, Order, Picture, Say, Shown, Some, serve
from kiosk.badge.means import Rendered
from kiosk.errors import MarhabaError, OurError

if TYPE_CHECKING:
    from kiosk.badge.means import Fields, PictureFiles
    from kiosk.domain.badge import Layout

_FEW: Final = 20
"""More badges than this are a batch."""

_TRIES: Final = 3
_SOME: Final = 50
_HEARD_S: Final = 0.03
_SILENT_S: Final = 60.0
"""A process that says nothing for so long, be it at its slowest start, hangs."""

_ENDING_S: Final = 1.0


def nothing(_number: int) -> None:
    """Tell nobody how many badges are drawn."""


class DrawingApart:
    """Draws as `badge.pdf` does, elsewhere. Several threads may ask at once."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._warm: _Process | None = None

    def ready(self) -> None:
        """Have the process for single badges started, so that the first one comes at once."""
        with self._turn, suppress(_NotStartedError):
            self._warmed()

    def render_each(
        self,
        badges: Sequence[tuple[Layout, Fields]],
        *,
        title: str = "",
        on_page: Callable[[int], None] | None = None,
        pictures: PictureFiles = lambda _name: None,
    ) -> Rendered:
        """Return what `pdf.render_each` returns; raises what it raises.

        `on_page` is told now and then how many badges are drawn, and at the end that all are: what it
        raises (Cancelled) ends the work at once.
        """
        job = _Job(badges, title, on_page or nothing, pictures)
        draw = self._as_batch if len(badges) > _FEW else self._drawn
        for _try in range(_TRIES):
            try:
                answer = draw(job)
            except _DiedError:
                continue
            except _NotStartedError:  # a machine that has no room for it still has a guest waiting
                from kiosk.badge import pdf

                return pdf.render_each(badges, title=title, on_page=on_page, pictures=pictures)
            if isinstance(answer, MarhabaError):
                raise answer
            return answer
        raise OurError("the process that draws badges dies again and again")

    def close(self) -> None:
        """End the process that waits; another is started if a badge is asked for."""
        with self._turn:
            self._let_go()

    def _drawn(self, job: _Job) -> Rendered | MarhabaError:
        with self._turn:
            try:
                return self._warmed().draw(job)
            except BaseException:  # in the middle of a file: it is of no use for the next one
                self._let_go()
                raise

    def _as_batch(self, job: _Job) -> Rendered | MarhabaError:
        process = _Process(stands_back=True)
        try:
            return process.draw(job)
        finally:
            process.end()

    def _warmed(self) -> _Process:
        if self._warm is None or not self._warm.is_alive:
            self._let_go()
            self._warm = _Process(stands_back=False)
        return self._warm

    def _let_go(self) -> None:
        if self._warm is not None:
            self._warm.end()
            self._warm = None


@cache
def shared() -> DrawingApart:
    """Return this program's only one: what is drawn depends on nothing but what is asked for."""
    return DrawingApart()


class _DiedError(Exception):
    """The process is gone, or hangs, before it was done."""


class _NotStartedError(Exception):
    """The machine starts no process, or no more of them."""


@dataclass(frozen=True, slots=True)
class _Job:
    """What is to be drawn, and who is asked and told meanwhile."""

    badges: Sequence[tuple[Layout, Fields]]
    title: str
    on_page: Callable[[int], None]
    pictures: PictureFiles


class _Process:
    """A process that draws one file at a time. It ends with us, however we end."""

    def __init__(self, *, stands_back: bool) -> None:
        import multiprocessing  # not before the first badge

        # Not forked: threads and a window do not survive it.
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(
            target=serve, args=(far_end,), kwargs={"stands_back": stands_back}, name="badges", daemon=True
        )
        try:
            self._process.start()
        except OSError as error:
            self._pipe.close()
            raise _NotStartedError from error
        finally:
            far_end.close()

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.is_alive()

    def draw(self, job: _Job) -> Rendered | MarhabaError:
        """Return the file, or why there is none; _DiedError. After any error it is of no more use."""
        try:
            return self._asked(job)
        except (EOFError, BrokenPipeError, ConnectionError) as error:
            raise _DiedError from error

    def _asked(self, job: _Job) -> Rendered | MarhabaError:
        to_come = _few_by_few(job.badges)
        drawn = 0
        self._pipe.send(Order(job.title, len(job.badges)))
        while True:
            match self._heard(job.on_page, drawn):
                case Say.MORE:
                    self._pipe.send(next(to_come))
                case Picture(name):
                    self._pipe.send(Shown(job.pictures(name)))
                case Drawn(number):
                    drawn = number
                    job.on_page(drawn)
                case MarhabaError() as error:
                    return error
                case Rendered() as rendered:
                    job.on_page(len(job.badges))
                    return rendered

    def _heard(self, on_page: Callable[[int], None], drawn: int) -> Any:
        """Return what it says next; `on_page` is told meanwhile what it knows, and may end the waiting."""
        patience = time.monotonic() + _SILENT_S
        while not self._pipe.poll(_HEARD_S):
            on_page(drawn)
            if time.monotonic() > patience:
                raise EOFError
        return self._pipe.recv()

    def end(self) -> None:
        """Let it go at once, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join(_ENDING_S)
        if not self._process.is_alive():
            self._process.close()


def _few_by_few(badges: Sequence[tuple[Layout, Fields]]) -> Iterator[Some]:
    """Yield the badges, a few at a time and none at the end, each layout with its first badge."""
    numbers: dict[int, tuple[int, Layout]] = {}
    to_come = iter(badges)
    while True:
        some = Some([], [])
        for layout, fields in islice(to_come, _SOME):
            if id(layout) not in numbers:
                numbers[id(layout)] = (len(numbers), layout)
                some.layouts.append(layout)
            some.badges.append((numbers[id(layout)][0], fields))
        yield some
