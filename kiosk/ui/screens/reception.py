"""The reception: who comes, whether they may pass, and what this desk did last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.admission import Reason
from kiosk.domain.staff import Right
from kiosk.errors import Trouble
from kiosk.language import _, current, isolated
from kiosk.ui.changes import Change
from kiosk.ui.door import Door
from kiosk.ui.screens.acts import Acts
from kiosk.ui.screens.lookup import LookUp
from kiosk.ui.screens.side import Side
from kiosk.ui.screens.verdicts import Verdicts
from kiosk.ui.widgets.activity import Activity
from kiosk.ui.widgets.banner import Banner
from kiosk.words import Role, Said, guests

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from kiosk.domain.lists import CheckInList
    from kiosk.domain.people import Attendee, Category
    from kiosk.errors import MarhabaError
    from kiosk.operations.admissions import Ask, Outcome
    from kiosk.operations.people import Card as PersonCard
    from kiosk.operations.people import Row
    from kiosk.operations.print_queue import Job
    from kiosk.ui.desk import Desk
    from kiosk.ui.previews import Previews
    from kiosk.ui.prints import Prints
    from kiosk.ui.widgets.history_panel import HistoryPanel

_FIGURES_MS = 30_000


class Reception(QWidget):
    """`judged` fires with the role of each verdict, for its sound.

    `sign_in_asked` fires when Enter is pressed in the look-up while nobody has signed in.
    """

    judged = Signal(Role)
    sign_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")
        self._desk: Desk | None = None
        self._door = Door(self)
        self._limited = False
        self._list: CheckInList | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.lookup = LookUp()
        self.banner = Banner()
        self.activity = Activity()
        self._side = Side()
        self.card, self.form, self.keys = self._side.card, self._side.form, self._side.keys
        self.opening = self._side.opening
        self.verdicts = Verdicts(self.card, self._door, self.lookup)
        self._acts = acts = Acts(self.lookup, self.banner, self._side, self.verdicts)
        self.undo, self.go_on, self.show_history = acts.undo, acts.go_on, acts.show_history
        self.correct, self.walk_in = acts.correct, acts.walk_in
        self.print_again, self.replace_badge = acts.print_again, acts.replace_badge
        self.help, self.escape, self.leave = acts.help, acts.escape, acts.leave
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.banner)
        right.addWidget(self._side, 1)
        columns = QHBoxLayout()
        columns.setContentsMargins(16, 12, 16, 12)
        columns.setSpacing(16)
        self._left = QVBoxLayout()
        self._left.setSpacing(12)
        self._left.addWidget(self.lookup, 1)
        columns.addLayout(self._left, 1)
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
        self.lookup.sign_in_asked.connect(self.sign_in_asked)
        self.card.buttons.admitted.connect(self._on_admit_pressed)
        self._acts.judged.connect(self.judged)
        self._acts.registered.connect(self._on_registered)
        self._acts.changed.connect(self._ask_more)
        self.activity.undone.connect(self.undo)
        self._ticking = QTimer(self, interval=_FIGURES_MS)
        self._ticking.timeout.connect(self._on_tick)
        self._door.answered.connect(self.show_outcome)
        self._door.failed.connect(self._on_door_failed)
        self._door.delayed.connect(self._on_delayed)

    @property
    def side(self) -> Side:
        """The card, and what is shown in its place: a form, the keys, a history."""
        return self._side

    @property
    def history(self) -> HistoryPanel:
        """The guest's history."""
        return self._side.history

    def open_form(self, attendee_id: str) -> None:
        """Open the form on somebody who is not on the card yet."""

        def opened(card: PersonCard) -> None:
            self._show(card.attendee, card.category, awaits=False)
            self.correct()

        self._serving().card(self, attendee_id, opened)

    def show_below(self, widget: QWidget) -> None:
        """Have `widget` under the look-up, where what is found gives way to it."""
        self._left.addWidget(widget)

    def serve(self, desk: Desk, prints: Prints, previews: Previews) -> None:
        """Work at `desk` from now on; what was typed or scanned before is taken up at once."""
        self._desk, self._previews = desk, previews
        self.lookup.setEnabled(True)
        if self._side.currentWidget() is self.opening:
            self.banner.clear()
            self.leave()
        desk.changes.changed.connect(self._on_changed)
        desk.turned.connect(self._on_turned)
        desk.duty_changed.connect(self._on_duty)
        self.verdicts.serve(desk)
        self._acts.serve(desk)
        prints.progressed.connect(self._on_progressed)
        previews.drawn.connect(self.card.show_badge)
        self._ticking.start()
        self.lookup.serve(desk)
        self._on_duty()
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
        """Show the verdict and the person, ask what it calls for, and be ready for the next."""
        assert self._door.ask is not None
        self._judge(self._door.ask, outcome)

    def _judge(self, ask: Ask, outcome: Outcome) -> None:
        if self.verdicts.stands(outcome):
            return
        said = words.verdict(outcome, self._place(outcome))
        if outcome.verdict.reason is Reason.QUESTIONS:  # which are asked on the card
            said = replace(said, detail="")
        hidden = outcome.attendee if self._side.fills_form else None
        about = isolated(guests.name(hidden)) if hidden is not None else _scanned(outcome)
        self.lookup.clear()
        self.banner.tell(said, about)
        self.judged.emit(said.role)
        self._show_guest(outcome)
        self.verdicts.show(ask, outcome)
        self._to_guest()

    def _on_registered(self, outcome: Outcome) -> None:
        assert outcome.attendee is not None
        ask = self._serving().ask_about(attendee_id=outcome.attendee.id)
        self._judge(replace(ask, looked=True), outcome)

    def _place(self, outcome: Outcome) -> words.Place:
        """Where the verdict is told, and who let the guest in all the same."""
        desk = self._serving()
        by = self.verdicts.by if outcome.verdict.overrode is not None else ""
        return words.Place(desk.zone, {one.id: one for one in desk.overview.categories}, by)

    def _show_guest(self, outcome: Outcome) -> None:
        one, desk = outcome.attendee, self._serving()
        if one is None:
            self.card.clear()
            return
        self.card.show_person(one, outcome.category, awaits=False, zone=desk.zone, signed=outcome.signed)
        if not outcome.signed:  # whom the roll does not know has neither history nor badge
            desk.tasks.later(self, self._ask_more)

    def _show(self, attendee: Attendee, category: Category | None, *, awaits: bool) -> None:
        self.card.show_person(attendee, category, awaits=awaits, zone=self._serving().zone)
        self._ask_more()

    def _ask_more(self) -> None:
        """Ask for what the verdict does not need: where the guest has been, and the badge."""
        if self.card.attendee is not None and self.card.is_known and not self._limited:
            self._serving().card(self, self.card.attendee.id, self.card.show_more)
            self._previews.ask(self.card.attendee.id)

    def _to_guest(self) -> None:
        """Show the card and be ready for keys, unless a form is being filled in."""
        if not self._side.fills_form:
            self.leave()

    def _on_door_failed(self, error: MarhabaError) -> None:
        if self.verdicts.refuse(error):
            return
        if not self._door.insists:
            self.verdicts.forget()
            self._to_guest()
        said = words.at_door(error)
        self._acts.tell(Said(said.role, said.word or _("Attention"), said.detail, said.advice))
        self._look_for_list(error)

    def tell_trouble(self, error: MarhabaError) -> None:
        """Say what went wrong in the banner."""
        self._acts.tell_trouble(error)
        self._look_for_list(error)

    def _look_for_list(self, error: MarhabaError) -> None:
        """Take another list where the one in use has been taken away behind this window's back."""
        if error.code is Trouble.UNKNOWN_LIST and self._desk is not None:
            self._desk.changes.tell(Change.EVENT)

    # -- looking up -------------------------------------------------------------------------------------

    def _on_begun(self) -> None:
        """The next guest: what was said of the last one goes."""
        if self.banner.said is not None and not self._door.busy:
            self.banner.clear()
            self.verdicts.forget()
            self.card.clear()

    def _on_chosen(self, row: Row | None) -> None:
        self.verdicts.forget()
        if row is None:
            self.card.clear()
            return
        if not self.lookup.offers:
            self.banner.clear()
        self._side.show_card()
        self._show(row.attendee, row.category, awaits=True)

    def _on_confirmed(self, row: Row) -> None:
        self._door.admit(row.attendee.id, looked=self.lookup.offers)

    def _on_admit_pressed(self) -> None:
        if self.card.attendee is not None:
            self._door.admit(self.card.attendee.id, looked=self.lookup.offers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give what is typed anywhere to the look-up field."""
        text = event.text()
        if text and text.isprintable() and not self._side.fills_form:
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

    # -- what changed -----------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change & (Change.ADMISSIONS | Change.PEOPLE | Change.EVENT):
            self._ask_recent()
        if change & (Change.ADMISSIONS | Change.PEOPLE) and not change & Change.EVENT:
            self._ask_figures()  # of an event that has changed they are asked when its lists are known

    def _on_turned(self) -> None:
        desk = self._serving()
        self.card.turn(desk.direction)
        self._ask_figures()
        self._tell_if_list_gone()
        self._ask_more()

    def _tell_if_list_gone(self) -> None:
        """Say so if the list that people were admitted to has been deleted."""
        desk, before = self._serving(), self._list
        self._list = desk.check_in_list
        if before is None or before.id in {one.id for one in desk.overview.lists}:
            return
        now = self._list.title.best(current()) if self._list else ""
        told = _("The list {title} was deleted.").format(title=isolated(before.title.best(current())))
        advice = _("The desk goes on with {title}. Scan again.").format(title=isolated(now)) if now else ""
        said = Said(Role.ATTENTION, _("List deleted"), told, advice)
        if self.isVisible():
            self._acts.tell(said)
        else:  # whoever deleted it knows, and goes on setting up
            self.banner.tell(said)

    def _on_duty(self) -> None:
        """Show and do what whoever is on duty may; somebody who has left leaves nothing behind."""
        desk = self._serving()
        self._limited = not desk.may(Right.LOOK_UP)
        self._acts.limited = self._limited
        if self._limited:
            self._acts.empty()
            self._side.setCurrentWidget(self.card)
        for one in (self.lookup, self.banner, self.card, self.activity):
            one.limit(limited=self._limited)
        self._ask_more()

    def _ask_recent(self) -> None:
        desk = self._serving()
        desk.recent(self, lambda told: self.activity.show_recent(told[0], desk.zone, undoable=told[1]))

    def _on_tick(self) -> None:
        self._ask_figures()
        if self._desk is not None:
            self._desk.keep_head(self)
            self._desk.close_days(self)
            self._desk.follow_time()

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
        for one in (self.lookup, self.banner, self._side, self.verdicts, self.activity):
            one.retranslate()
        if self._desk is not None:
            self.card.turn(self._desk.direction)

    def redraw(self) -> None:
        """Draw the icons in the colours of now."""
        for one in (self.lookup, self.banner, self._side):
            one.redraw()


def _scanned(outcome: Outcome) -> str:
    """What was scanned, where nobody has it; of a contact or a network it is nobody's to read."""
    tells = outcome.verdict.reason is Reason.UNKNOWN and outcome.foreign is None
    return isolated(outcome.code[:40]) if tells and outcome.code else ""
