"""What can be done at the reception beside admitting: correct, register, print, replace, look back, undo."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from kiosk import words
from kiosk.domain.staff import Right
from kiosk.errors import NeedsApproval, Trouble
from kiosk.language import _, clock, isolated
from kiosk.words import Role, Said, guests

if TYPE_CHECKING:
    from kiosk.domain.people import Attendee
    from kiosk.errors import MarhabaError
    from kiosk.operations.admissions import Outcome
    from kiosk.operations.badges import Asked
    from kiosk.operations.undoing import Undone
    from kiosk.ui.desk import Desk
    from kiosk.ui.screens.histories import Histories
    from kiosk.ui.screens.lookup import LookUp
    from kiosk.ui.screens.side import Side
    from kiosk.ui.screens.verdicts import Verdicts
    from kiosk.ui.widgets.banner import Banner


_NOTHING_TO_UNDO: Final = (Trouble.NOTHING_TO_UNDO, Trouble.ALREADY_ANNULLED, Trouble.BADGE_IS_REPLACED)


class Acts(QObject):
    """Each act is a method, for a key and a button. `limited` says that nobody has signed in.

    `judged` fires with the role of what is said; `registered` with the Outcome of a guest without a
    ticket; `changed` when more may be known of the guest on the card.
    """

    judged = Signal(Role)
    registered = Signal(object)
    changed = Signal()

    def __init__(self, lookup: LookUp, banner: Banner, side: Side, verdicts: Verdicts) -> None:
        super().__init__(side)
        self._lookup, self._banner, self._side, self._verdicts = lookup, banner, side, verdicts
        self._card, self._form = side.card, side.form
        self._desk: Desk | None = None
        self.limited = False
        self._warned: Said | None = None
        """What was last said of a guest who has a badge already: it goes when none is printed after all."""
        self._connect()

    def _connect(self) -> None:
        buttons = self._card.buttons
        buttons.gone_on.connect(self.go_on)
        buttons.printed_again.connect(self.print_again)
        buttons.replaced.connect(self.replace_badge)
        buttons.corrected.connect(self.correct)
        buttons.history_asked.connect(self.show_history)
        buttons.walked_in.connect(self.walk_in)
        self._form.saved.connect(self._on_saved)
        self._form.left.connect(self.leave)
        self._side.keys.left.connect(self.leave)
        self._verdicts.closed.connect(self._on_closed)
        self._verdicts.given_up.connect(self.empty)
        self._verdicts.undone.connect(self._on_undone)
        self._verdicts.replaced.connect(self._on_replaced)
        self._verdicts.failed.connect(self.tell_trouble)

    @cached_property
    def _histories(self) -> Histories:
        """Made when a history is first wanted."""
        from kiosk.ui.screens.histories import Histories

        made = Histories(self._side.history)
        made.left.connect(self.leave)
        made.opened.connect(self._on_history)
        made.failed.connect(self.tell_trouble)
        made.undone.connect(self.changed)
        if self._desk is not None:
            made.serve(self._desk)
        return made

    def serve(self, desk: Desk) -> None:
        """Work at `desk` from now on."""
        self._desk = desk

    # -- what is open -----------------------------------------------------------------------------------

    def help(self) -> None:
        """Show the keys, or hide them again; not over a form that is being filled in."""
        if self._desk is None or self._is_form_open():
            return
        shown = self._side.currentWidget()
        self._side.setCurrentWidget(self._card if shown is self._side.keys else self._side.keys)

    def leave(self) -> None:
        """Go back to the card, and to what is asked on it or the field."""
        self._side.setCurrentWidget(self._card)
        if self._card.panel is None:
            self._lookup.field.setFocus()
        else:
            self._verdicts.begin()

    def escape(self) -> None:
        """Close what is open; else empty the field; else forget the last guest."""
        shown = self._side.currentWidget()
        if shown is self._form:
            self._form.give_up()
        elif self._side.shows_history:
            self._histories.escape()
        elif shown is self._side.keys:
            self.leave()
        elif self._card.panel is not None:
            self._verdicts.close()
        else:
            self.empty()

    def empty(self) -> None:
        """Show nobody, and be ready for the next guest."""
        self._lookup.clear()
        self._banner.clear()
        self._verdicts.forget()
        self._card.clear()
        self._lookup.field.setFocus()

    def _is_form_open(self) -> bool:
        """Whether the form is open, what is typed there being kept; it is brought back to the fore."""
        if self._side.fills_form:
            self._form.take_focus()
        return self._side.fills_form

    def _guest(self) -> Attendee | None:
        """Who of the roll is on the card and may be dealt with; says so if nobody is."""
        if self._desk is None or not self._is_signed_in():
            return None
        if self._card.is_known:
            return self._card.attendee
        advice = _("Look a guest up or scan a badge first.")
        self._banner.tell(Said(Role.INFORMATION, _("No guest chosen"), "", advice))
        return None

    def _is_signed_in(self) -> bool:
        """Whether anything but scanning can be done here now; says so if not."""
        if self.limited:
            told = _("Sign in to look guests up; scanning goes on.")
            self._banner.tell(Said(Role.INFORMATION, _("Nobody has signed in"), "", told))
        return not self.limited

    # -- saying -----------------------------------------------------------------------------------------

    def tell_trouble(self, error: MarhabaError) -> None:
        """Say what went wrong in the banner."""
        said = words.trouble(error)
        nothing = error.code in _NOTHING_TO_UNDO
        word = _("Nothing to undo") if nothing else _("Attention")
        detail = "" if error.code is Trouble.NOTHING_TO_UNDO else said.detail  # the word says it all
        self.tell(Said(said.role, said.word or word, detail, said.advice))

    def tell(self, said: Said, about: str = "") -> None:
        """Say something in the banner, with its sound."""
        self._banner.tell(said, about)
        self.judged.emit(said.role)

    # -- admitting all the same, and taking back --------------------------------------------------------

    def go_on(self) -> None:
        """Let the guest in all the same: with a reason, without payment, without asking; as it may be."""
        if self._desk is None or self._is_form_open() or not self._is_signed_in():
            return
        self._side.show_card()
        if not self._verdicts.go_on():
            self._guest()

    def undo(self) -> None:
        """Take back the last act of this desk."""
        if self._desk is not None and self._is_signed_in():
            self._desk.undo(self, self._on_undone, self._on_undo_failed)

    def _on_undo_failed(self, error: MarhabaError) -> None:
        self.tell_trouble(error)
        if isinstance(error, NeedsApproval) and not self._side.fills_form:
            self._side.show_card()
            self._verdicts.approve_undo(Right(error.right))

    def _on_undone(self, undone: Undone) -> None:
        assert self._desk is not None
        at = clock(undone.at.astimezone(self._desk.zone))
        self._lookup.clear()
        self._verdicts.forget()
        self._card.clear()
        said = Said(Role.INFORMATION, _("Undone"), words.taken_back(undone.act, at))
        self.tell(said, isolated(guests.name(undone.attendee)))
        if not self._side.fills_form:
            self.leave()

    # -- the guest on the card --------------------------------------------------------------------------

    def print_again(self) -> None:
        """Print the badge on the card; whoever has one already gets another only for a reason."""
        guest = self._guest()
        if self._desk is not None and guest is not None:
            self._desk.print_badge(
                self, guest.id, "", lambda asked: self._on_asked(guest, asked), self.tell_trouble
            )

    def _on_asked(self, guest: Attendee, asked: Asked) -> None:
        """Say that the guest has a badge already, where that is so, and ask why another is needed."""
        now = self._card.attendee
        if self._desk is None or now is None or now.id != guest.id or not asked.needs_why:
            return
        today = self._desk.station.now.astimezone(self._desk.zone).date()
        self._warned = words.printed_before(asked.earlier, self._desk.zone, today)
        self.tell(self._warned, isolated(guests.name(guest)))
        if not self._is_form_open():
            self.leave()
            self._verdicts.print_again()

    def _on_closed(self) -> None:
        if self._warned is not None and self._banner.said is self._warned:
            self._banner.clear()
        self._warned = None
        self._lookup.field.setFocus()

    def replace_badge(self) -> None:
        """Ask whether the guest's badge was lost; Enter then gives them a new one."""
        if not self._is_form_open() and self._guest() is not None:
            self.leave()
            self._verdicts.replace_badge()

    def _on_replaced(self) -> None:
        told = _("New badge on its way; the old one no longer works.")
        self.tell(Said(Role.INFORMATION, _("Badge replaced"), told))
        self._lookup.field.setFocus()
        self.changed.emit()

    def show_history(self) -> None:
        """Show what happened to the guest on the card; again, it is hidden."""
        if self._side.shows_history:
            self.leave()
        elif not self._is_form_open() and (guest := self._guest()) is not None:
            self._histories.open(guest)

    def _on_history(self) -> None:
        if not self._side.fills_form:
            self._side.setCurrentWidget(self._side.history)
            self._side.history.begin()

    def correct(self) -> None:
        """Open the form on the person of the card."""
        if self._is_form_open():
            return
        guest = self._guest()
        if self._desk is not None and guest is not None:
            self._side.setCurrentWidget(self._form)
            self._form.correct(guest, self._desk.overview.categories)

    # -- the form ---------------------------------------------------------------------------------------

    def walk_in(self) -> None:
        """Open the form for a guest without a ticket."""
        if self._desk is None or not self._desk.list_id or not self._is_signed_in():
            return
        if not self._is_form_open():
            self._side.setCurrentWidget(self._form)
            self._form.register(self._lookup.field.text().strip(), self._desk.overview.categories)

    def _on_saved(self, values: dict[str, str]) -> None:
        assert self._desk is not None
        if self._form.attendee is None:
            self._desk.walk_in(self, values, self._on_walked_in, self._form.refuse)
        else:
            guest_id = self._form.attendee.id
            self._desk.correct(self, guest_id, values, self._on_corrected, self._form.refuse)

    def _on_walked_in(self, outcome: Outcome) -> None:
        self.leave()
        self.registered.emit(outcome)

    def _on_corrected(self, guest: Attendee) -> None:
        assert self._desk is not None
        self.leave()
        category = next((one for one in self._desk.overview.categories if one.id == guest.category), None)
        awaits = self._card.admit_button.isEnabled()
        self._card.show_person(guest, category, awaits=awaits, zone=self._desk.zone)
        self.changed.emit()
