"""What follows a verdict: questions, a reason and a PIN, a second look, a choice; all on the card.

Nothing is written before the door has been asked again, so that a scan may end any of it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk import words
from kiosk.domain.admission import Reason
from kiosk.domain.staff import Right
from kiosk.errors import MarhabaError
from kiosk.language import _
from kiosk.ui.purposes import Purpose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.domain.people import Attendee
    from kiosk.domain.staff import Member
    from kiosk.operations.admissions import Ask, Outcome
    from kiosk.operations.people import Row
    from kiosk.operations.station import Station
    from kiosk.operations.undoing import Undone
    from kiosk.ui.desk import Approver, Desk
    from kiosk.ui.door import Door
    from kiosk.ui.screens.lookup import LookUp
    from kiosk.ui.widgets.card import Card
    from kiosk.ui.widgets.override_panel import OverridePanel
    from kiosk.ui.widgets.questions_panel import QuestionsPanel
    from kiosk.ui.widgets.second_look import SecondLook


class Verdicts(QObject):
    """`closed` fires when a panel has been closed; `given_up` when nobody of a name was the guest.

    `undone` fires with the Undone that somebody approved, `replaced` when a new badge is on its way,
    `failed` with the error of an act that no panel asks about any more.
    """

    closed = Signal()
    given_up = Signal()
    undone = Signal(object)
    replaced = Signal()
    failed = Signal(object)

    def __init__(self, card: Card, door: Door, lookup: LookUp) -> None:
        super().__init__(card)
        self._card, self._door, self._lookup = card, door, lookup
        self._desk: Desk | None = None
        self._ask: Ask | None = None
        self._outcome: Outcome | None = None
        self._right: Right | None = None
        self._approver: tuple[Member, ...] = ()
        self.by = ""

    def serve(self, desk: Desk) -> None:
        """Ask `desk` from now on."""
        self._desk = desk

    # -- the panels, made when they are first wanted ----------------------------------------------------

    @cached_property
    def questions(self) -> QuestionsPanel:
        """The questions."""
        from kiosk.ui.widgets.questions_panel import QuestionsPanel

        made = QuestionsPanel()
        made.answered.connect(self._on_answered)
        made.skipped.connect(self.go_on)
        made.left.connect(self.close)
        return made

    @cached_property
    def override(self) -> OverridePanel:
        """The reason and the PIN."""
        from kiosk.ui.widgets.override_panel import OverridePanel

        made = OverridePanel()
        made.confirmed.connect(self._on_confirmed)
        made.left.connect(self.close)
        return made

    @cached_property
    def look(self) -> SecondLook:
        """The guests of one name."""
        from kiosk.ui.widgets.second_look import SecondLook

        made = SecondLook()
        made.taken.connect(self._on_taken)
        made.chosen.connect(self._on_marked)
        made.left.connect(self.close)
        return made

    def _panels(self) -> list[OverridePanel | QuestionsPanel | SecondLook]:
        made = vars(self)
        return [made[name] for name in ("questions", "override", "look") if name in made]

    def _show(self, panel: OverridePanel | QuestionsPanel | SecondLook) -> None:
        self._card.show_panel(panel)
        self.begin()

    def begin(self) -> None:
        """Let the open panel be typed into, if it can be seen."""
        panel = self._card.panel
        if panel is not None and self._card.isVisible():
            next(one for one in self._panels() if one is panel).begin()

    def close(self) -> None:
        """Go back to the plain verdict; nothing was written."""
        looked = self._card.panel is not None and self._is_open("look")
        self._card.show_actions()
        if looked:
            self.given_up.emit()
            return
        self._offer()
        self.closed.emit()

    def _is_open(self, name: str) -> bool:
        panel: QWidget | None = vars(self).get(name)
        return panel is not None and self._card.panel is panel

    def forget(self) -> None:
        """The next guest: what was asked about the last one is dropped."""
        self._ask = self._outcome = self._right = None
        self._card.show_actions()

    # -- a verdict --------------------------------------------------------------------------------------

    def stands(self, outcome: Outcome) -> bool:
        """Whether `outcome` is the answer that a panel is open about: a ticket that was read twice."""
        now = self._outcome
        same = now is not None and (now.verdict, now.attendee) == (outcome.verdict, outcome.attendee)
        return outcome.repeated and same and self._card.panel is not None

    def show(self, ask: Ask, outcome: Outcome) -> None:
        """Ask for what `outcome` calls for, if anything."""
        self._ask, self._outcome, self.by = ask, outcome, ""
        reason = outcome.verdict.reason
        if outcome.needs is not None:
            self._ask_for(_purpose(outcome.needs), outcome.needs)
        elif reason is Reason.QUESTIONS:
            self._ask_questions()
        elif reason is Reason.SECOND_LOOK and outcome.attendee is not None:
            self._card.show_panel(self.look)
            self.look.show_people((outcome.attendee, *outcome.others))
            self.begin()
        elif reason is Reason.AMBIGUOUS:
            self._offer_candidates(outcome)
        else:
            self._offer()

    def _offer(self) -> None:
        """Say on the card what F9 would do now."""
        outcome = self._outcome
        right = outcome.verdict.right if outcome is not None else None
        text = {
            None: "",
            Right.OVERRIDE: _("Admit anyway"),
            Right.CONFIRM_PAYMENT: _("Confirm payment and admit"),
            Right.SKIP_QUESTIONS: _("Ask the questions"),
        }[right]
        self._card.offer(text)

    def _ask_questions(self) -> None:
        assert self._outcome is not None
        assert self._ask is not None
        self._card.show_panel(self.questions)
        self.questions.ask(self._outcome.verdict.questions, self._ask.answers, self._outcome.wrong)
        self.begin()

    def _offer_candidates(self, outcome: Outcome) -> None:
        desk = self._serving()
        if not desk.may(Right.LOOK_UP):
            return
        list_id, others = desk.list_id, outcome.others

        def rows(station: Station) -> tuple[Row, ...]:
            from kiosk.operations import people

            cards = [people.card(station, one.id, list_id) for one in others]
            return tuple(people.Row(one.attendee, one.category, one.presence) for one in cards)

        def offer(found: tuple[Row, ...]) -> None:
            if self._outcome is outcome:
                self._lookup.offer(found)

        desk.ask(self, rows, offer, self.failed.emit)

    # -- going on ---------------------------------------------------------------------------------------

    def go_on(self) -> bool:
        """Do what F9 does now: ask, skip the questions, or let in all the same; return whether it does."""
        outcome = self._outcome
        right = outcome.verdict.right if outcome is not None else None
        if self._card.panel is not None and not self._is_open("questions"):
            return True
        if right is Right.SKIP_QUESTIONS and not self._is_open("questions"):
            self._ask_questions()
        elif right is Right.CONFIRM_PAYMENT and self._serving().may(right):
            self._again(confirms_payment=True)
        elif right is not None:
            self._ask_for(_purpose(right), right)
        return right is not None

    def approve_undo(self, right: Right) -> None:
        """Ask for the PIN of somebody who may take the last act back."""
        self._ask_for(Purpose.UNDO, right)

    def replace_badge(self) -> None:
        """Ask whether the badge on the card is really to be replaced."""
        self._ask_for(Purpose.REPLACE, Right.REPLACE_BADGE)

    def print_again(self) -> None:
        """Ask why the guest on the card needs another badge."""
        self._ask_for(Purpose.REPRINT, Right.PRINT)

    def _ask_for(self, purpose: Purpose, right: Right) -> None:
        desk, about = self._serving(), (self._outcome, self._card.attendee)
        self._right = right
        if desk.may(right):
            self._open_override(purpose, None)
            return

        def offer(members: tuple[Member, ...]) -> None:
            if about == (self._outcome, self._card.attendee):
                self._open_override(purpose, members)

        desk.approvers(self, right, offer)

    def _open_override(self, purpose: Purpose, members: tuple[Member, ...] | None) -> None:
        self._approver = members or ()
        given = self._ask.why if self._ask is not None and purpose is not Purpose.REPRINT else ""
        self.override.open(purpose, members, given)
        self._show(self.override)

    def _on_confirmed(self, why: str, approver: Approver | None) -> None:
        purpose, desk = self.override.purpose, self._serving()
        if purpose is Purpose.UNDO:
            desk.undo(self, self._on_undone, self._on_refused, approver=approver, right=self._right)
        elif purpose is Purpose.REPLACE:
            self._replace(desk)
        elif purpose is Purpose.REPRINT:
            self._reprint(desk, why)
        elif purpose is Purpose.PAYMENT:
            self._again(approver, confirms_payment=True)
        else:
            self._again(approver, forces=True, why=why)

    def _again(self, approver: Approver | None = None, **more: object) -> None:
        """Ask the door about the same guest with `more`; by the same scan, so that it stays one."""
        assert self._ask is not None
        ask: Ask = replace(self._ask, **more)  # type: ignore[arg-type]  # fields of Ask
        if self._door.again(ask, approver, self._right if approver else None):
            self.by = self._name_of(approver)

    def _name_of(self, approver: Approver | None) -> str:
        if approver is None:
            return self._serving().station.duty.name
        return next((one.name for one in self._approver if one.id == approver.member_id), "")

    def _replace(self, desk: Desk) -> None:
        attendee = self._card.attendee
        if attendee is not None:
            desk.replace_badge(self, attendee.id, lambda _done: self._on_replaced(), self._on_refused)

    def _reprint(self, desk: Desk, why: str) -> None:
        attendee = self._card.attendee
        if attendee is not None:
            desk.print_badge(self, attendee.id, why, lambda _asked: self._on_replaced(), self._on_refused)

    def _on_replaced(self) -> None:
        self._card.show_actions()
        self.replaced.emit()

    def _on_undone(self, undone: Undone) -> None:
        self._card.show_actions()
        self.undone.emit(undone)

    def _on_answered(self, answers: dict[str, str]) -> None:
        self._again(answers=answers)

    def _on_taken(self, one: Attendee) -> None:
        """Let in the one that was meant: whoever was looked up, or another of the name."""
        assert self._ask is not None
        same = one.id == self._ask.attendee_id
        ask = self._ask if same else self._serving().ask_about(attendee_id=one.id)
        self._door.again(replace(ask, looked=True))

    def _on_marked(self, one: Attendee) -> None:
        desk = self._serving()
        category = next((each for each in desk.overview.categories if each.id == one.category), None)
        self._card.show_person(one, category, awaits=False, zone=desk.zone)
        self._card.show_panel(self.look)

    # -- what goes wrong --------------------------------------------------------------------------------

    def refuse(self, error: MarhabaError) -> bool:
        """Say in the panel why the door was asked in vain, and return whether that was its place."""
        if not (self._door.insists and self._is_open("override")):
            return False
        self._on_refused(error)
        return True

    def _on_refused(self, error: MarhabaError) -> None:
        if self._is_open("override"):
            self.override.refuse(words.sentence(error))
        else:
            self.failed.emit(error)

    def _serving(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for panel in self._panels():
            panel.retranslate()
        if self._card.panel is None:
            self._offer()


def _purpose(right: Right) -> Purpose:
    return {Right.CONFIRM_PAYMENT: Purpose.PAYMENT, Right.SKIP_QUESTIONS: Purpose.SKIP}.get(
        right, Purpose.OVERRIDE
    )
