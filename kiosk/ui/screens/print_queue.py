"""The prints: what waits, what a person must decide, how each printer is, and what is left on its roll."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from kiosk import words
from kiosk.domain.badge import JobState
from kiosk.errors import Trouble
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui.changes import Change
from kiosk.ui.screens.keyed import keys_of
from kiosk.ui.screens.print_queue_frame import PrintQueueFrame
from kiosk.ui.widgets.job_table import said_of
from kiosk.words import guests

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from kiosk.errors import MarhabaError
    from kiosk.operations.print_queue import Job, Moved
    from kiosk.operations.printers import PrinterState
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk

_LOOK_AGAIN_MS: Final = 1_000
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier


class PrintQueue(PrintQueueFrame):
    """`left` fires when the screen is done with."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._states: tuple[PrinterState, ...] = ()
        self._unsure: tuple[str, str] | None = None
        """A job that nobody can tell about, and what was tried with it: once more does it all the same."""
        self._moves_all = False
        self._asking = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.again_button.clicked.connect(self.print_again)
        self.came_button.clicked.connect(self.came_out)
        self.move_button.clicked.connect(self.move_one)
        self.cancel_button.clicked.connect(self.cancel)
        self.all_button.clicked.connect(self.try_all)
        self.leave_button.clicked.connect(self.escape)
        self.moves.chosen.connect(self._on_printer)
        self._asking.timeout.connect(self.refresh)
        self._desk.changes.changed.connect(self._on_changed)

    # -- looking ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell("")
        self._asking.start()
        self.refresh()
        self.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._asking.stop()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change & Change.JOBS:
            self.refresh()

    def refresh(self) -> None:
        """Ask what waits and how the printers are."""

        def look(station: Station) -> tuple[tuple[Job, ...], tuple[PrinterState, ...]]:
            from kiosk.operations import print_queue, printers

            return print_queue.queue(station), printers.states(station)

        self._desk.ask(self, look, lambda found: self._on_looked(*found), self._on_failed)

    def _on_looked(self, jobs: tuple[Job, ...], states: tuple[PrinterState, ...]) -> None:
        zone, today = self._desk.zone, self._desk.station.now.astimezone(self._desk.zone).date()
        self._states = states
        self.table.show_jobs(jobs, zone, today)
        self.table.setVisible(bool(jobs))
        self._empty.setVisible(not jobs)
        for panel in self.show_panels(len(states)):
            panel.asked.connect(self._on_asked)
            panel.rolled.connect(self._on_rolled)
        for panel, state in zip(self.panels, states, strict=False):
            panel.show_state(state, zone, today)
        self._enable()

    def _on_chosen(self) -> None:
        self._unsure = None
        self.moves.hide()
        self._enable()

    def _enable(self) -> None:
        """Let be done what the badge that is chosen calls for."""
        job = self.table.job
        said = said_of(job) if job is not None else None
        more = " ".join(filter(None, (said.detail, said.advice))) if said is not None else ""
        parts = (isolated(guests.name(job)), said.word, more) if job is not None and said is not None else ()
        self._about.setText(" · ".join(filter(None, parts)))
        sent = job is not None and job.state in (JobState.SUBMITTING, JobState.PRINTING)
        self.again_button.setEnabled(job is not None and not sent)
        self.again_button.say(_("Print again") if job is not None and job.stuck else _("Try now"))
        self.came_button.setEnabled(job is not None and job.stuck)
        self.move_button.setEnabled(job is not None and len(self._states) > 1)
        self.cancel_button.setEnabled(job is not None)
        self.all_button.setEnabled(bool(self.table.jobs))

    # -- acting -----------------------------------------------------------------------------------------

    def print_again(self) -> None:
        """Try the badge now, or print it again where it failed or a person says that it never came out."""
        job = self.table.job
        if job is None or not self.again_button.isEnabled():
            return

        def act(station: Station) -> str:
            from kiosk.operations import print_queue

            return guests.name(print_queue.print_anew(station, job.id))

        self._do(act, _("{name}: on its way again."))

    def came_out(self) -> None:
        """Count the badge as printed: whoever looked has seen it."""
        job = self.table.job
        if job is None or not self.came_button.isEnabled():
            return

        def act(station: Station) -> str:
            from kiosk.operations import print_queue

            return guests.name(print_queue.was_printed(station, job.id))

        self._do(act, _("{name}: counted as printed."))

    def cancel(self) -> None:
        """Take the badge back; once more, where nobody can tell whether it is printed."""
        job = self.table.job
        if job is None:
            return
        anyway = self._unsure == (job.id, "cancel")

        def act(station: Station) -> str:
            from kiosk.operations import print_queue

            return guests.name(print_queue.cancel(station, job.id, anyway=anyway))

        self._do(act, _("{name}: not printed."), apart=True, unsure=(job.id, "cancel"))

    def try_all(self) -> None:
        """Try all that waits or failed now."""

        def act(station: Station) -> int:
            from kiosk.operations import print_queue

            return print_queue.retry_all(station)

        def done(count: int) -> None:
            text = ngettext("{n} badge is tried again.", "{n} badges are tried again.", count)
            self._done(text.format(n=number(count)))

        self._desk.ask(self, act, done, self._on_failed)

    def _do(
        self,
        act: Callable[[Station], str],
        said: str,
        *,
        apart: bool = False,
        unsure: tuple[str, str] | None = None,
    ) -> None:
        """Do `act`, which returns whose badge it is; `apart` where a printer may have to be waited for."""

        def done(name: str) -> None:
            self._unsure = None
            self._done(said.format(name=isolated(name)))

        def failed(error: MarhabaError) -> None:
            self._unsure = unsure if error.code is Trouble.JOB_UNSURE else None
            self._on_failed(error)

        tasks, station = self._desk.tasks, self._desk.station
        (tasks.away if apart else tasks.database)(self, lambda: act(station), done, failed)

    def _done(self, text: str) -> None:
        self._tell(text)
        self._desk.changes.tell(Change.JOBS)

    # -- moving -----------------------------------------------------------------------------------------

    def move_one(self) -> None:
        """Ask which printer the badge shall go to."""
        self._ask_where(all_of_them=False)

    def move_all(self) -> None:
        """Ask which printer all that wait at this badge's printer shall go to."""
        self._ask_where(all_of_them=True)

    def _ask_where(self, *, all_of_them: bool) -> None:
        job = self.table.job
        if job is None or not self.move_button.isEnabled():
            return
        self._moves_all = all_of_them
        self.moves.open([one.name for one in self._states if one.name != job.printer])

    def _on_printer(self, printer: str) -> None:
        job = self.table.job
        if job is None:
            return
        if self._moves_all:
            self._move_all(job.printer, printer)
            return
        anyway = self._unsure == (job.id, f"move {printer}")

        def act(station: Station) -> str:
            from kiosk.operations import print_queue

            return print_queue.move(station, job.id, printer, anyway=anyway).name

        told = _("{name}: goes to {printer}.").replace("{printer}", isolated(words.called(printer)))
        self._do(act, told, apart=True, unsure=(job.id, f"move {printer}"))

    def _move_all(self, origin: str, printer: str) -> None:
        def act() -> Moved:
            from kiosk.operations import print_queue

            return print_queue.move_all(self._desk.station, origin, printer)

        def done(moved: Moved) -> None:
            went, stayed = len(moved.moved), len(moved.left)
            text = ngettext("{n} badge goes to {printer}.", "{n} badges go to {printer}.", went)
            told = text.format(n=number(went), printer=isolated(words.called(printer)))
            if stayed:
                rest = ngettext(
                    "{n} stayed: look whether it came out.", "{n} stayed: look whether they came out.", stayed
                )
                told = f"{told} {rest.format(n=number(stayed))}"
            self._done(told)

        self._desk.tasks.away(self, act, done, self._on_failed)

    # -- printers ---------------------------------------------------------------------------------------

    def _on_asked(self, printer: str) -> None:
        def act() -> PrinterState:
            from kiosk.operations import printers

            return printers.check(self._desk.station, printer)

        def done(state: PrinterState) -> None:
            today = self._desk.station.now.astimezone(self._desk.zone).date()
            said = words.printer(state, self._desk.zone, today)
            self._done(f"{isolated(words.called(printer))}: {said.detail}")

        self._desk.tasks.away(self, act, done, self._on_failed)

    def _on_rolled(self, printer: str) -> None:
        def act(station: Station) -> int:
            from kiosk.operations import labels

            return labels.roll_changed(station, printer)

        def done(left: int) -> None:
            text = ngettext("{n} label left", "{n} labels left", left).format(n=number(left))
            self._done(f"{isolated(words.called(printer))}: {text}")

        self._desk.ask(self, act, done, self._on_failed)

    # -- saying -----------------------------------------------------------------------------------------

    def _on_failed(self, error: MarhabaError) -> None:
        told = words.sentence(error)
        if self._unsure is not None:
            told = f"{told} {_('The same key once more does it all the same.')}"
        self._tell(told, wrong=True)

    # -- keys -------------------------------------------------------------------------------------------

    def _act_of(self, event: QKeyEvent) -> Callable[[], Any] | None:
        acts: dict[tuple[Qt.KeyboardModifier, int], Callable[[], Any]] = {
            (_NONE, Qt.Key.Key_F8): self.print_again,
            (_SHIFT, Qt.Key.Key_F8): self.try_all,
            (_NONE, Qt.Key.Key_F9): self.came_out,
            (_NONE, Qt.Key.Key_F4): self.move_one,
            (_SHIFT, Qt.Key.Key_F4): self.move_all,
            (_NONE, Qt.Key.Key_Delete): self.cancel,
        }
        found = acts.get(keys_of(event))
        if found is None and self.moves.isVisible() and event.text().isdecimal():
            return partial(self.moves.take, event.text())
        return found

    def escape(self) -> None:
        """Close what is asked, else leave."""
        if self.moves.isVisible():
            self.moves.hide()
            self.table.setFocus()
        else:
            self.left.emit()

    # -- language and look ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        super().retranslate()
        self._enable()
        if self.isVisible():
            self.refresh()

    def redraw(self) -> None:
        """Draw every icon in the colours of now."""
        super().redraw()
        if self.isVisible():
            self.refresh()
