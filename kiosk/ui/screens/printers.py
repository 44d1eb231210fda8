"""Setting the desk's printers up: which are there, what each is for, a test badge, and when entries print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from kiosk import words
from kiosk.domain.badge import JobState
from kiosk.domain.printers import Printer, Prints
from kiosk.language import _, current, isolated
from kiosk.ui.changes import Change
from kiosk.ui.screens.keyed import keys_of
from kiosk.ui.screens.printers_frame import PrintersFrame
from kiosk.ui.widgets.ordered import Line
from kiosk.ui.widgets.policy_rows import PolicyRow
from kiosk.ui.widgets.ticks import Offer
from kiosk.words.layouts import layout_title

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.errors import MarhabaError
    from kiosk.operations.layouts import Known
    from kiosk.operations.printer_setup import Trial
    from kiosk.operations.station import Station
    from kiosk.printing.present import Candidate
    from kiosk.printing.spooler import Progress
    from kiosk.ui.desk import Desk

_LOOK_AGAIN_MS: Final = 300
_PATIENCE: Final = 100
"""So often a test badge is asked after."""
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_ENDED: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Printers(PrintersFrame):
    """`left` fires when the screen is done with."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._was = ""
        self._before: tuple[Printer, ...] | None = None
        self._trial: Trial | None = None
        self._looks = 0
        self._found: tuple[Candidate, ...] = ()
        self._following = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._connect()
        self.retranslate()
        self.redraw()

    def _connect(self) -> None:
        self.ordered.chosen.connect(self.choose)
        self.ordered.asked.connect(self.make)
        self.ordered.deleted.connect(self.remove)
        self.ordered.moved.connect(self.move_line)
        self.form.edited.connect(self._on_edited)
        self.policy.decided.connect(self._on_decided)
        self.look_button.clicked.connect(self.look)
        self.there.itemClicked.connect(self._on_candidate)
        self.there.itemActivated.connect(self._on_candidate)
        self.save_button.clicked.connect(self.save)
        self.test_button.clicked.connect(self.print_test)
        self.yes_button.clicked.connect(lambda: self._on_answer(came_out=True))
        self.no_button.clicked.connect(lambda: self._on_answer(came_out=False))
        self.undo_button.clicked.connect(self.undo)
        self.leave_button.clicked.connect(self.escape)
        self._following.timeout.connect(self._follow)
        self._desk.changes.changed.connect(self._on_changed)

    # -- what there is ----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tell("")
        self._show_printers(self._was or self._desk.station.printers[0].name)
        self.refresh()
        if not self._found:
            self.look()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and change & Change.EVENT:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the layouts that there are, and show the printers, their rules and the policies."""

        def look() -> tuple[Known, ...]:
            from kiosk.operations import layouts

            return layouts.overview(self._desk.station)

        self._desk.tasks.free(self, look, self._on_known, self._on_failed)

    def _on_known(self, known: tuple[Known, ...]) -> None:
        overview = self._desk.overview
        categories = [Offer(one.id, one.title.best(current()), one.colour) for one in overview.categories]
        layouts = [
            Offer(one.id, isolated(layout_title(one.id, one.title, is_own=one.is_own)))
            for one in known
            if not one.wrong
        ]
        self.form.offer(categories, layouts)
        lists = [PolicyRow(one.id, one.title.best(current()), True, one.prints) for one in overview.lists]
        rows = [
            PolicyRow(one.id, one.title.best(current()), False, one.prints) for one in overview.categories
        ]
        self.policy.show_rows([*lists, *rows])
        self._show_printers(self._was or self._desk.station.printers[0].name)

    def _show_printers(self, chosen: str) -> None:
        printers = self._desk.station.printers
        lines = [
            Line(one.name, words.called(one.name), " · ".join(filter(None, (one.uri, self._rules(one)))))
            for one in printers
        ]
        self.ordered.show_lines(lines, chosen)
        self.choose(chosen if chosen in {one.name for one in printers} else printers[0].name)

    def _rules(self, printer: Printer) -> str:
        titles = {one.id: one.title.best(current()) for one in self._desk.overview.categories}
        rules = [titles.get(one, one) for one in printer.categories] + list(printer.layouts)
        return _("for {what}").format(what=", ".join(rules)) if rules else ""

    def choose(self, name: str) -> None:
        """Show the printer of this name in the form."""
        one = next((one for one in self._desk.station.printers if one.name == name), None)
        if one is not None:
            self._was = one.name
            self.form.show_printer(one)
            self.ordered.mark(one.name)
        self._ready()

    def make(self) -> None:
        """Begin a new printer: one that is found is chosen, or its address typed."""
        self._was = ""
        self.ordered.mark("")
        self.form.show_printer(Printer("", ""))
        self._ready()
        self.form.name.setFocus()
        if not self._found:
            self.look()

    def _ready(self) -> None:
        """Have no test badge asked about any more; what may be done depends on what is chosen."""
        self._trial = None
        self._following.stop()
        self.ask_whether(asks=False)
        self.ordered.allow(edits=True, chosen=bool(self._was))
        self.ordered.copy_button.hide()

    def _on_edited(self) -> None:
        self.tell("")

    # -- looking for printers ---------------------------------------------------------------------------

    def look(self) -> None:
        """Look for the printers that are there."""
        self.show_found((), _("Looking for printers…"))
        self.look_button.setEnabled(False)

        def look() -> tuple[Candidate, ...]:
            from kiosk.operations import printer_setup

            return printer_setup.offered(self._desk.station, printer_setup.candidates())

        def failed(error: MarhabaError) -> None:
            self._on_found(())
            self._on_failed(error)

        self._desk.tasks.away(self, look, self._on_found, failed)

    def _on_found(self, found: tuple[Candidate, ...]) -> None:
        self._found = found
        self.look_button.setEnabled(True)
        nothing = _("No other printer was found. Switch it on, or type its address.")
        self.show_found([(one.title, one.detail) for one in found], "" if found else nothing)

    def _on_candidate(self, item: QListWidgetItem) -> None:
        """Take a printer that was found into the form, under its own name."""
        row = self.there.row(item)
        if not 0 <= row < len(self._found):
            return
        one = self._found[row]
        self.make()
        self.form.show_printer(Printer(one.title, one.address))
        self.tell(_("Print a test badge, then save."))
        self.test_button.setFocus()

    # -- keeping ----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the printer of the form."""
        typed, was = self.form.typed(), self._was

        def act(station: Station) -> str:
            from kiosk import app
            from kiosk.operations import printer_setup

            chosen = printer_setup.with_printer(station, typed, was)
            app.with_settings(station, printers=chosen)
            return next(one.name for one in chosen if one.uri == typed.uri)

        def done(name: str) -> None:
            self._kept(name, _("{printer}: kept.").format(printer=isolated(name)))

        self._desk.ask(self, act, done, self._on_failed)

    def remove(self) -> None:
        """Print no more on the printer that is chosen; Ctrl+Z brings it back."""
        name, before = self._was, self._desk.station.settings.printers
        if not name:
            return

        def act(station: Station) -> None:
            from kiosk import app
            from kiosk.operations import printer_setup

            app.with_settings(station, printers=printer_setup.without_printer(station, name))

        def done(_nothing: None) -> None:
            self._before = before
            self._kept("", _("{printer}: taken away.").format(printer=isolated(name)))

        self._desk.ask(self, act, done, self._on_failed)

    def undo(self) -> None:
        """Bring back the printer that was taken away last."""
        before, self._before = self._before, None
        if before is None:
            return

        def act(station: Station) -> None:
            from kiosk import app

            app.with_settings(station, printers=before)

        self._desk.ask(self, act, lambda _nothing: self._kept("", _("Brought back.")), self._on_failed)

    def move_line(self, by: int) -> None:
        """Put the printer that is chosen earlier or later: the first whose rules fit prints a badge."""
        printers = list(self._desk.station.settings.printers)
        at = next((n for n, one in enumerate(printers) if one.name == self._was), -1)
        if at < 0 or not 0 <= at + by < len(printers):
            return
        printers.insert(at + by, printers.pop(at))
        name = self._was

        def act(station: Station) -> None:
            from kiosk import app

            app.with_settings(station, printers=tuple(printers))

        self._desk.ask(self, act, lambda _nothing: self._kept(name, ""), self._on_failed)

    def _kept(self, chosen: str, told: str) -> None:
        self._was = chosen
        self.undo_button.setVisible(self._before is not None)
        self._show_printers(chosen)
        self.tell(told)
        self._desk.changes.tell(Change.JOBS)

    def _on_decided(self, row: PolicyRow, prints: Prints | None) -> None:
        def act(station: Station) -> None:
            from kiosk.operations import print_policy

            if row.is_list:
                print_policy.set_for_list(station, row.id, prints)
            else:
                print_policy.set_for_category(station, row.id, prints)

        def done(_nothing: None) -> None:
            self.tell(_("{title}: kept.").format(title=isolated(row.title)))

        self._desk.setting_up(self, act, done, self._on_failed)

    # -- a test badge -----------------------------------------------------------------------------------

    def print_test(self) -> None:
        """Print a test badge on the printer of the form, kept or not."""
        typed = self.form.typed()
        self._ready()
        self.tell(_("Printing a test badge…"))

        def act() -> Trial:
            from kiosk.operations import printer_setup

            return printer_setup.print_trial(self._desk.station, typed)

        self._desk.tasks.away(self, act, self._on_sent, self._on_failed)

    def _on_sent(self, trial: Trial) -> None:
        self._trial, self._looks = trial, 0
        self._follow()

    def _follow(self) -> None:
        trial = self._trial
        if trial is None:
            return

        def look() -> Progress:
            from kiosk.operations import printer_setup

            return printer_setup.state_of(trial)

        def found(progress: Progress) -> None:
            if self._trial is trial:
                self._on_progress(progress)

        self._desk.tasks.away(self, look, found, self._on_failed)

    def _on_progress(self, progress: Progress) -> None:
        assert self._trial is not None
        self._looks += 1
        if progress.state is JobState.DONE:
            self.tell(
                _("Sent. Both names, the frame whole, the line as long as it says: did it come out so?")
            )
            self.ask_whether(asks=True)
            return
        values = {"printer": self._trial.printer.name, "detail": progress.detail}
        said = words.job(progress.state, progress.reasons, values)
        self.tell(" ".join(filter(None, (said.word, said.detail, said.advice))), wrong=bool(progress.reasons))
        if progress.state not in _ENDED and self._looks < _PATIENCE:
            self._following.start()

    def _on_answer(self, *, came_out: bool) -> None:
        if self._trial is None:
            return
        width, height = self._trial.size_mm
        self._ready()
        if came_out:
            self.tell(_("Good. Save the printer, if it is not kept yet."))
            self.save_button.setFocus()
            return
        told = _(
            "Check that paper of {size} is in, that the printer's own settings say so, and that it prints"
            " in true size. Then try again."
        )
        self.tell(told.format(size=isolated(f"{width:g} × {height:g} mm")), wrong=True)
        self.test_button.setFocus()

    def _on_failed(self, error: MarhabaError) -> None:
        self.tell(words.sentence(error), wrong=True)

    # -- keys -------------------------------------------------------------------------------------------

    def _act_of(self, event: QKeyEvent) -> Callable[[], Any] | None:
        acts: dict[tuple[Qt.KeyboardModifier, int], Callable[[], Any]] = {
            (_CTRL, Qt.Key.Key_S): self.save,
            (_CTRL, Qt.Key.Key_N): self.make,
            (_CTRL, Qt.Key.Key_Z): self.undo,
            (_NONE, Qt.Key.Key_F8): self.print_test,
            (_NONE, Qt.Key.Key_F5): self.look,
            (_ALT, Qt.Key.Key_Up): lambda: self.move_line(-1),
            (_ALT, Qt.Key.Key_Down): lambda: self.move_line(1),
        }
        if not self.yes_button.isHidden():
            acts[_NONE, Qt.Key.Key_F9] = lambda: self._on_answer(came_out=True)
            acts[_NONE, Qt.Key.Key_F2] = lambda: self._on_answer(came_out=False)
        return acts.get(keys_of(event))

    def escape(self) -> None:
        """Leave."""
        self._ready()
        self.left.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        super().retranslate()
        if self.isVisible():
            self.refresh()
