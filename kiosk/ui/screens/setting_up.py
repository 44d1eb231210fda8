"""What the screens of lists and of questions have in common: what there is, and the form of one of them.

Nothing is kept before it is saved, what is typed is not lost without a word, and what was deleted comes
back with a button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Generic

from PySide6.QtWidgets import QWidget

from kiosk import words
from kiosk.domain.people import Words
from kiosk.domain.staff import Right
from kiosk.language import LANGUAGES, _, current, isolated
from kiosk.ui.screens.setup_frame import Form, R, SetupFrame
from kiosk.ui.widgets.ordered import Line

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.errors import MarhabaError
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk

_MOST: Final = 24
"""Characters of a title that fit a button."""


class SettingUp(SetupFrame, Generic[R]):
    """One of the screens; what the two differ in comes first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._records: Sequence[R] = ()
        self._one: R | None = None  # what is in the form, as it was when it came there
        self._opened_with: object = None
        self._warned_of: object = None
        self._deleted: R | None = None
        self._wanted = ""
        self._saving = False
        self.form = self._make_form()
        self._frame(self.form, self._beside())
        self._connect()
        self.retranslate()
        self.redraw()

    # -- what the two differ in -------------------------------------------------------------------------

    def _make_form(self) -> Form[R]:
        raise NotImplementedError

    def _beside(self) -> QWidget:
        """What stands beside the form."""
        raise NotImplementedError

    def _load(self, then: Callable[[Sequence[R]], None]) -> None:
        raise NotImplementedError

    def _line(self, one: R) -> Line:
        raise NotImplementedError

    def _new(self) -> R:
        raise NotImplementedError

    def _kept(self, station: Station, one: R) -> R:
        raise NotImplementedError

    def _copied(self, station: Station, one: R, title: Words) -> R:
        raise NotImplementedError

    def _gone(self, station: Station, one: R) -> None:
        raise NotImplementedError

    def _put_in_order(self, station: Station, ids: Sequence[str]) -> object:
        raise NotImplementedError

    def _shown(self) -> None:
        """Be told that what the form says has changed."""

    def _sound(self) -> bool:
        """Whether nothing is known to be wrong with the form while it is typed."""
        return True

    def _connect(self) -> None:
        self.ordered.chosen.connect(self._on_chosen)
        self.ordered.asked.connect(self.make)
        self.ordered.copied.connect(self.copy)
        self.ordered.deleted.connect(self.delete)
        self.ordered.moved.connect(self.move_line)
        self.form.edited.connect(self._on_edited)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.undo)
        self.leave_button.clicked.connect(self.escape)
        self._desk.turned.connect(self.refresh)
        self._desk.duty_changed.connect(self._allow)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the line that is chosen."""
        super().showEvent(event)
        self.refresh()
        self.ordered.view.setFocus()

    # -- what there is ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask what there is now, if anybody looks."""
        if self.isVisible():
            self._load(self._on_loaded)

    def _on_loaded(self, records: Sequence[R]) -> None:
        self._records = records
        wanted, self._wanted = self._wanted, ""
        key = wanted or (self._one.id if self._one is not None else self._first())
        there = next((one for one in records if one.id == key), None)
        if not self._changed():
            if there is not None:
                if there != self._one:
                    self._open(there)
            elif not wanted and (key or self._one is None):
                self._open(records[0] if records else self._new())
        elif there is None and key:
            self._tell(_("Somebody has deleted this meanwhile. Saving brings it back."), wrong=True)
        self._show_lines()

    def _first(self) -> str:
        """The id of what to show first."""
        return ""

    def _show_lines(self) -> None:
        lines = [self._line(one) for one in self._records]
        self.ordered.show_lines(lines, self._one.id if self._one is not None else "")
        self._allow()

    def _allow(self) -> None:
        """Let be done what may be done by whoever is on duty."""
        may = self._desk.may(Right.EDIT_LISTS)
        there = self._one is not None and any(one.id == self._one.id for one in self._records)
        self.ordered.allow(edits=may, chosen=there)
        self.form.setEnabled(may)
        self.undo_button.setEnabled(may)
        self.denied.setVisible(not may)
        self.save_button.setEnabled(may and not self._saving and self._changed() and self._sound())

    # -- the form ---------------------------------------------------------------------------------------

    def _open(self, one: R) -> None:
        self._one = one
        self.form.open(one)
        self._opened_with = self._warned_of = self.form.typed()
        self.area.ensureVisible(0, 0)
        self._shown()

    def _changed(self) -> bool:
        return self._one is not None and (not self._one.id or self.form.typed() != self._opened_with)

    def _on_edited(self) -> None:
        self._tell("")
        self._allow()
        self._shown()

    def _may_leave(self) -> bool:
        """Whether what is typed may go: asked for once, it goes the second time."""
        typed = self.form.typed()
        if typed in (self._opened_with, self._warned_of):
            return True
        self._warned_of = typed
        self._tell(_("This is not saved yet. Ctrl+S saves it; once more leaves without it."), wrong=True)
        return False

    def _on_chosen(self, key: str) -> None:
        if not self._may_leave():
            self.ordered.mark(self._one.id if self._one is not None else "")
            return
        self._tell("")
        self._open(next(one for one in self._records if one.id == key))
        self._allow()

    # -- acts -------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Begin a new one."""
        if self.ordered.new_button.isEnabled() and self._may_leave():
            self._tell("")
            self._open(self._new())
            self.ordered.mark("")
            self._allow()
            self.form.begin()

    def save(self) -> None:
        """Keep what the form says."""
        if not self.save_button.isEnabled():
            return
        one, typed, opened = self.form.read(), self.form.typed(), self._one
        if one is None:
            self._tell(_("Something cannot be taken as it is: it is marked."), wrong=True)
            return
        self._saving = True
        self._allow()
        self._desk.setting_up(
            self,
            lambda station: self._kept(station, one),
            lambda kept: self._on_kept(kept, typed, opened),
            self._refuse,
        )

    def _on_kept(self, kept: R, typed: object, opened: R | None) -> None:
        self._saving = False
        if self._one is not opened:  # somebody went on to another meanwhile
            self._allow()
            return
        if self.form.typed() == typed:
            self._open(kept)
        else:  # somebody typed on meanwhile
            self._one, self._opened_with = kept, typed
            self.form.adopt(kept)
        self._wanted = kept.id
        self._tell(_("Saved."))
        self._allow()

    def _refuse(self, error: MarhabaError) -> None:
        self._saving = False
        self.form.refuse(error)
        self._tell(words.sentence(error), wrong=True)
        self._allow()

    def copy(self) -> None:
        """Make another one like the one that is chosen, and go on with it."""
        one = self._one
        if one is None or not self.ordered.copy_button.isEnabled() or not self._may_leave():
            return
        title = Words(**{key: _copy_of(getattr(one.title, key)) for key in LANGUAGES})
        self._desk.setting_up(
            self, lambda station: self._copied(station, one, title), self._on_copied, self._refuse
        )

    def _on_copied(self, made: R) -> None:
        self._open(made)
        self._wanted = made.id
        self._tell(_("Copied. Give the copy its own name."))
        self.form.begin()

    def delete(self) -> None:
        """Take the one that is chosen away; it can be brought back."""
        gone = next((one for one in self._records if self._one and one.id == self._one.id), None)
        if gone is None or not self.ordered.delete_button.isEnabled():
            return
        self._desk.setting_up(
            self, lambda station: self._gone(station, gone), lambda _none: self._on_gone(gone), self._refuse
        )

    def _on_gone(self, gone: R) -> None:
        place = [one.id for one in self._records].index(gone.id)
        rest = [one for one in self._records if one.id != gone.id]
        self._records = rest
        self._open(rest[min(place, len(rest) - 1)] if rest else self._new())
        self._show_lines()
        self._tell(_("Deleted: {title}").format(title=isolated(gone.title.best(current()))))
        self._deleted = gone
        self._show_undo()

    def undo(self) -> None:
        """Bring back what was deleted last."""
        gone = self._deleted
        if gone is None or not self.undo_button.isEnabled():
            return

        def back(kept: R) -> None:
            self._wanted = kept.id
            if not self._changed() or (self._one is not None and not self._one.id):
                self._open(kept)
            self._deleted = None
            self._show_undo()
            self._tell(_("It is back."))

        self._desk.setting_up(self, lambda station: self._kept(station, gone), back, self._refuse)

    def move_line(self, by: int) -> None:
        """Put the one that is chosen `by` places later."""
        button = self.ordered.up_button if by < 0 else self.ordered.down_button
        if self._one is None or not button.isEnabled():
            return
        ids = [one.id for one in self._records]
        place = ids.index(self._one.id)
        ids[place], ids[place + by] = ids[place + by], ids[place]
        button_had_focus = button.hasFocus()
        self._records = sorted(self._records, key=lambda one: ids.index(one.id))
        self._show_lines()
        if button_had_focus and button.isEnabled():
            button.setFocus()
        self._desk.setting_up(
            self, lambda station: self._put_in_order(station, ids), lambda _order: None, self._refuse
        )

    def _show_undo(self) -> None:
        title = self._deleted.title.best(current()) if self._deleted is not None else ""
        cut = f"{title[:_MOST].rstrip()}…" if len(title) > _MOST else title
        self.undo_button.say(_("Bring back {title}").format(title=isolated(cut)))
        self.undo_button.setVisible(self._deleted is not None)

    def escape(self) -> None:
        """Leave; what was typed goes only at the second time of asking."""
        if not self._may_leave():
            return
        if self._changed() and self._one is not None:
            self._open(self._one if self._one.id else (self._records[0] if self._records else self._new()))
        self._deleted = None
        self._show_undo()
        self._tell("")
        self._show_lines()
        self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        super().retranslate()
        self.form.retranslate()
        self._show_undo()
        self._show_lines()

    def redraw(self) -> None:
        """Draw everything in the colours of now."""
        super().redraw()
        self.form.redraw()


def _copy_of(title: str) -> str:
    return _("{title} (copy)").format(title=title) if title else ""
