"""The reception: who comes, whether they may pass, and what this desk did last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.admission import Reason
from kiosk.errors import Trouble
from kiosk.language import _, clock, isolated
from kiosk.ui.changes import Change
from kiosk.ui.door import Door
from kiosk.ui.screens.lookup import LookUp
from kiosk.ui.screens.person_form import PersonForm
from kiosk.ui.widgets.activity import Activity
from kiosk.ui.widgets.banner import Banner
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.keys_help import KeysHelp
from kiosk.ui.widgets.opening import Opening
from kiosk.words import Role, Said

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from kiosk.domain.people import Attendee, Category
    from kiosk.errors import MarhabaError
    from kiosk.operations.admissions import Outcome, Undone
    from kiosk.operations.badges import Job
    from kiosk.operations.people import Row
    from kiosk.ui.desk import Desk
    from kiosk.ui.previews import Previews
    from kiosk.ui.prints import Prints

_FIGURES_MS = 30_000


class Reception(QWidget):
    """`judged` fires with the role of each verdict, for its sound."""

    judged = Signal(Role)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._desk: Desk | None = None
        self._door = Door(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.lookup = LookUp()
        self.banner = Banner()
        self.card = Card()
        self.form = PersonForm()
        self.keys = KeysHelp()
        self.activity = Activity()
        self._side = QStackedWidget()
        self.opening = Opening()
        for one in (self.card, self.form, self.keys, self.opening):
            self._side.addWidget(one)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.banner)
        right.addWidget(self._side, 1)
        columns = QHBoxLayout()
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(16)
        columns.addWidget(self.lookup, 1)
        columns.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(columns, 1)
        whole.addWidget(self.activity)

    def _connect(self) -> None:
        self.lookup.begun.connect(self._on_begun)
        self.lookup.chosen.connect(self._on_chosen)
        self.lookup.confirmed.connect(self._on_confirmed)
        self.lookup.coded.connect(self.scan)
        self.card.admitted.connect(self._on_admit_pressed)
        self.card.printed_again.connect(self.print_again)
        self.card.corrected.connect(self.correct)
        self.card.walked_in.connect(self.walk_in)
        self.form.saved.connect(self._on_saved)
        self.form.left.connect(self.leave)
        self.keys.left.connect(self.leave)
        self.activity.undone.connect(self.undo)
        self._ticking = QTimer(self, interval=_FIGURES_MS)
        self._ticking.timeout.connect(self._on_tick)
        self._door.answered.connect(self.show_outcome)
        self._door.failed.connect(self.tell_trouble)
        self._door.delayed.connect(self._on_delayed)

    def serve(self, desk: Desk, prints: Prints, previews: Previews) -> None:
        """Work at `desk` from now on; what was typed or scanned before is taken up at once."""
        self._desk, self._previews = desk, previews
        self.lookup.setEnabled(True)
        if self._side.currentWidget() is self.opening:
            self.banner.clear()
            self.leave()
        desk.changes.changed.connect(self._on_changed)
        desk.turned.connect(self._on_turned)
        prints.progressed.connect(self._on_progressed)
        previews.drawn.connect(self.card.show_badge)
        self._ticking.start()
        self.lookup.serve(desk)
        self._ask_recent()
        self._on_turned()
        self._door.serve(desk)

    def wait_for_station(self, done: int = 0, total: int = 0) -> None:
        """Show that the station is being opened or made, and how far that has come if it is known."""
        if self._desk is None:
            self.banner.wait()
            self.opening.show_progress(done, total)
            self._side.setCurrentWidget(self.opening)

    def refuse(self, error: MarhabaError) -> None:
        """Say why there is no station, and offer to try again."""
        self.tell_trouble(error)
        self.lookup.setEnabled(False)
        self._side.setCurrentWidget(self.opening)
        self.opening.offer()

    # -- a guest ----------------------------------------------------------------------------------------

    def scan(self, code: str) -> None:
        """Ask whether whoever has this code may pass; scans are answered one after the other."""
        self._door.scan(code)

    def _on_delayed(self) -> None:
        told = _("The desk is busy, with an import perhaps. The answer comes by itself: do not scan again.")
        self.banner.tell(Said(Role.INFORMATION, _("One moment…"), "", told))

    def show_outcome(self, outcome: Outcome) -> None:
        """Show the verdict and the person, and be ready for the next."""
        desk = self._serving()
        first = outcome.verdict.first
        today = outcome.at.astimezone(desk.zone).date()
        first_at = first.at.astimezone(desk.zone) if first else None
        said = words.verdict(outcome.verdict, outcome.direction, today=today, first_at=first_at)
        about = outcome.attendee.name if outcome.attendee and self._side.currentWidget() is self.form else ""
        self.lookup.clear()
        self.banner.tell(said, isolated(about) if about else self._scanned(outcome))
        self.judged.emit(said.role)
        if self._side.currentWidget() is not self.form:
            self._side.setCurrentWidget(self.card)
            self.lookup.field.setFocus()
        if outcome.attendee is None:
            self.card.clear()
        else:
            self.card.show_person(outcome.attendee, outcome.category, awaits=False, zone=desk.zone)
            desk.tasks.later(self, self._ask_more)

    def _scanned(self, outcome: Outcome) -> str:
        return (
            isolated(outcome.code[:40]) if outcome.verdict.reason is Reason.UNKNOWN and outcome.code else ""
        )

    def _show(self, attendee: Attendee, category: Category | None, *, awaits: bool) -> None:
        self.card.show_person(attendee, category, awaits=awaits, zone=self._serving().zone)
        self._ask_more()

    def _ask_more(self) -> None:
        """Ask for what the verdict does not need: where the guest has been, and the badge."""
        if self.card.attendee is not None:
            self._serving().card(self, self.card.attendee.id, self.card.show_more)
            self._previews.ask(self.card.attendee.id)

    # -- looking up -------------------------------------------------------------------------------------

    def _on_begun(self) -> None:
        """The next guest: what was said of the last one goes."""
        if self.banner.said is not None and not self._door.busy:
            self.banner.clear()
            self.card.clear()

    def _on_chosen(self, row: Row | None) -> None:
        if row is None:
            self.card.clear()
            return
        self.banner.clear()
        if self._side.currentWidget() is not self.form:
            self._side.setCurrentWidget(self.card)
        self._show(row.attendee, row.category, awaits=True)

    def _on_confirmed(self, row: Row) -> None:
        self._door.admit(row.attendee.id)

    def _on_admit_pressed(self) -> None:
        if self.card.attendee is not None:
            self._door.admit(self.card.attendee.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give what is typed anywhere to the look-up field."""
        text = event.text()
        if text and text.isprintable() and self._side.currentWidget() is not self.form:
            self.lookup.type(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the banner what the card can spare."""
        super().resizeEvent(event)
        self.banner.fit(self.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lookup.field.setFocus()

    # -- acts -------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last act of this desk."""
        if self._desk is not None:
            self._desk.undo(self, self._on_undone, self.tell_trouble)

    def _on_undone(self, undone: Undone) -> None:
        detail = {
            "admission": _("Entry or exit of {time} taken back"),
            "correction": _("Correction of {time} taken back"),
            "registration": _("Registration of {time} taken back"),
        }[undone.act]
        at = clock(undone.at.astimezone(self._serving().zone))
        self.banner.tell(
            Said(Role.INFORMATION, _("Undone"), detail.format(time=isolated(at))),
            isolated(undone.attendee.name),
        )
        self.judged.emit(Role.INFORMATION)
        self.lookup.clear()
        self.card.clear()

    def print_again(self) -> None:
        """Print the badge on the card once more."""
        if self._desk is not None and self._has_guest():
            attendee = self.card.attendee
            assert attendee is not None
            self._desk.print_again(self, attendee.id, lambda _job_id: None)

    def correct(self) -> None:
        """Open the form on the person of the card."""
        if self._desk is not None and not self._is_form_open() and self._has_guest():
            attendee = self.card.attendee
            assert attendee is not None
            self._side.setCurrentWidget(self.form)
            self.form.correct(attendee, self._desk.overview.categories)

    def walk_in(self) -> None:
        """Open the form for a guest without a ticket."""
        if self._desk is not None and self._desk.list_id and not self._is_form_open():
            self._side.setCurrentWidget(self.form)
            self.form.register(self.lookup.field.text().strip(), self._desk.overview.categories)

    def _has_guest(self) -> bool:
        """Whether somebody is on the card; says so if nobody is."""
        if self.card.attendee is None:
            said = Said(
                Role.INFORMATION, _("No guest chosen"), "", _("Look a guest up or scan a badge first.")
            )
            self.banner.tell(said)
        return self.card.attendee is not None

    def _is_form_open(self) -> bool:
        """Whether the form is open, what is typed there being kept; it is brought back to the fore."""
        if self._side.currentWidget() is not self.form:
            return False
        self.form.take_focus()
        return True

    def _on_saved(self, values: dict[str, str]) -> None:
        desk = self._serving()
        if self.form.attendee is None:
            desk.walk_in(self, values, self._on_walked_in, self.form.refuse)
        else:
            desk.correct(self, self.form.attendee.id, values, self._on_corrected, self.form.refuse)

    def _on_walked_in(self, outcome: Outcome) -> None:
        self.leave()
        self.show_outcome(outcome)

    def _on_corrected(self, attendee: Attendee) -> None:
        self.leave()
        category = next((c for c in self._serving().overview.categories if c.id == attendee.category), None)
        self._show(attendee, category, awaits=self.card.admit_button.isEnabled())

    def help(self) -> None:
        """Show the keys, or hide them again; not over a form that is being filled in."""
        shown = self._side.currentWidget()
        if self._desk is not None and not self._is_form_open():
            self._side.setCurrentWidget(self.card if shown is self.keys else self.keys)

    def leave(self) -> None:
        """Go back to the card and the field."""
        self._side.setCurrentWidget(self.card)
        self.lookup.field.setFocus()

    def escape(self) -> None:
        """Close what is open; else empty the field; else forget the last guest."""
        if self._side.currentWidget() is self.form:
            self.form.give_up()
            return
        if self._side.currentWidget() is self.keys:
            self.leave()
            return
        self.lookup.clear()
        self.banner.clear()
        self.card.clear()
        self.lookup.field.setFocus()

    def tell_trouble(self, error: MarhabaError) -> None:
        """Say what went wrong in the banner."""
        said = words.trouble(error)
        nothing = error.code in (Trouble.NOTHING_TO_UNDO, Trouble.ALREADY_ANNULLED)
        heading = _("Nothing to undo") if nothing else _("Attention")
        self.banner.tell(Said(said.role, heading, said.detail, said.advice))
        self.judged.emit(said.role)

    # -- what changed -----------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change & (Change.ADMISSIONS | Change.PEOPLE | Change.EVENT):
            self._ask_recent()
            self._ask_figures()

    def _on_turned(self) -> None:
        desk = self._serving()
        self.card.turn(desk.direction)
        self._ask_figures()
        if self.card.attendee is not None:
            desk.card(self, self.card.attendee.id, self.card.show_more)

    def _ask_recent(self) -> None:
        desk = self._serving()
        desk.recent(self, lambda told: self.activity.show_recent(told[0], desk.zone, undoable=told[1]))

    def _on_tick(self) -> None:
        self._ask_figures()
        if self._desk is not None:
            self._desk.keep_head(self)

    def _ask_figures(self) -> None:
        self._serving().figures(self, self.activity.show_figures)

    def _on_progressed(self, jobs: tuple[Job, ...]) -> None:
        self.card.show_job(jobs)

    def _serving(self) -> Desk:
        assert self._desk is not None
        return self._desk

    # -- language and look ------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for one in (
            self.lookup,
            self.banner,
            self.card,
            self.form,
            self.keys,
            self.opening,
            self.activity,
        ):
            one.retranslate()
        if self._desk is not None:
            self.card.turn(self._desk.direction)

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        for one in (self.lookup, self.banner, self.card):
            one.redraw()
