"""Who is perhaps on the roll twice: pair by pair beside each other, one key to merge, one to keep apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from kiosk import words
from kiosk.errors import Cancelled, MarhabaError
from kiosk.language import _, clock, isolated, number
from kiosk.ui.changes import Change
from kiosk.ui.comparing import Comparing
from kiosk.ui.screens.keyed import keys_of
from kiosk.ui.screens.twin_rows import rows_of
from kiosk.ui.screens.twins_frame import TwinsFrame
from kiosk.ui.widgets.facing import side_of_key
from kiosk.words import twins as said
from kiosk.words.guests import name

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from kiosk.domain.people import Attendee
    from kiosk.operations.duplicates import NearDuplicates, Twins
    from kiosk.operations.people import Card
    from kiosk.operations.station import Station
    from kiosk.operations.undoing import Undone
    from kiosk.ui.desk import Desk

T = TypeVar("T")

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_APART: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_SIDES: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class TwinsScreen(TwinsFrame):
    """`left` fires when the screen is done with."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: NearDuplicates | None = None
        self._given = False
        self._cards: tuple[Card, Card] | None = None
        self._stale = True
        self._acting = False
        self._told = ""
        self._back = ""
        self._comparing = Comparing(desk, self)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self._ask_cards())
        for one in (self.list, self.table):
            one.installEventFilter(self)
        self.merge_button.clicked.connect(self.merge)
        self.apart_button.clicked.connect(self.keep_apart)
        self.undo_button.clicked.connect(self.undo)
        self.again_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self._stop)
        self.leave_button.clicked.connect(self.escape)
        self._comparing.moved.connect(self._on_moved)
        self._comparing.found.connect(self._on_searched)
        self._comparing.failed.connect(self._on_failed)
        self._desk.changes.changed.connect(self._on_changed)

    # -- looking ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look through the roll, unless it was given what to show."""
        super().showEvent(event)
        (self.list if self.list.isVisible() else self.nobody).setFocus()
        if self._given:
            self._given = False
            self._renew()
        elif self._stale:
            self.run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no further when nobody looks on; the roll is looked through anew the next time."""
        super().hideEvent(event)
        self._comparing.give_up()
        self.running.hide()
        self._stale = True
        self._say("")

    def offer(self, found: NearDuplicates) -> None:
        """Show these pairs, which an import has brought, in place of those of the whole roll."""
        self.found, self._given = found, not self.isVisible()
        if self.isVisible():
            self._renew()

    def run(self) -> None:
        """Compare everybody; what was found before stays on the screen meanwhile."""
        if self._comparing.runs:
            return
        self._stale = False
        self.wrong.hide()
        self._say("")
        self._on_moved(0, 0)
        self._comparing.look()

    def _stop(self) -> None:
        self._comparing.stop()
        self.running.hide()

    def _on_moved(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.running.show()
        self._summarise()

    def _on_searched(self, found: NearDuplicates) -> None:
        self.running.hide()
        self.found = found
        self._show(found.pairs)

    def _on_failed(self, error: MarhabaError) -> None:
        self.running.hide()
        self._tell_wrong(_("Stopped.") if isinstance(error, Cancelled) else words.sentence(error))
        self._summarise()

    def _on_changed(self, change: Change) -> None:
        if change & (Change.PEOPLE | Change.ADMISSIONS) and self.isVisible():
            self._renew()

    def _renew(self) -> None:
        """Bring the pairs that were found in line with the roll of now, decided ones left out."""
        if self.found is None:
            return
        from kiosk.operations import duplicates

        pairs = self.found.pairs
        self._desk.ask(self, lambda station: duplicates.renewed(station, pairs), self._show, self._refuse)

    # -- choosing ---------------------------------------------------------------------------------------

    def _show(self, pairs: tuple[Twins, ...]) -> None:
        """Show these pairs, on the one that was chosen or on what stands in its place."""
        before, row = self.list.current(), max(self.list.currentIndex().row(), 0)
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.pairs.show(pairs)
        keys = [_key(pair) for pair in pairs]
        at = keys.index(_key(before)) if before and _key(before) in keys else min(row, len(pairs) - 1)
        if (
            self._back
        ):  # who was parted or joined again is to be decided next, not whoever stood in their place
            at = next((n for n, pair in enumerate(pairs) if self._back in _key(pair)), at)
            self._back = ""
        if pairs:
            self.list.setCurrentIndex(self.list.pairs.index(at))
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()
        self._summarise()
        self._ask_cards()

    def _summarise(self) -> None:
        """Say how many pairs there are; where there are none, say that alone."""
        shown = len(self.list.pairs.rows)
        self._turn_to(self.pairs if shown else self.nobody)
        for one in (self.merge_button, self.apart_button, self.summary):
            one.setVisible(bool(shown))
        text = said.found(shown)
        if self.found is None:
            text = _("Comparing everybody…") if self.running.isVisibleTo(self) else ""
        self.nobody.setText(text)
        self._say(self._told)
        if self.found is not None and self.found.total > len(self.found.pairs):
            text = _("The surest {shown} of {total} pairs; then look again.").format(
                shown=number(shown), total=number(self.found.total)
            )
        self.summary.setText(text)

    def _turn_to(self, page: QWidget) -> None:
        """Show the pairs, or the sentence in their place; the keys go with them, and to no button."""
        if self.middle.currentWidget() is page:
            return
        had_keys = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.middle.setCurrentWidget(page)
        if had_keys:
            (self.list if page is self.pairs else page).setFocus()

    def _ask_cards(self) -> None:
        """Ask for all that is known of the two who are chosen."""
        pair = self.list.current()
        self._cards = None
        self._enable()
        if pair is None:
            self.table.facing.show((), 0)
            return
        from kiosk.operations import people

        list_id = self._desk.list_id

        def look(station: Station) -> tuple[Card, Card]:
            return (
                people.card(station, pair.one.id, list_id),
                people.card(station, pair.other.id, list_id),
            )

        self._desk.ask(self, look, lambda cards: self._on_cards(pair, cards), self._refuse)

    def _on_cards(self, pair: Twins, cards: tuple[Card, Card]) -> None:
        now = self.list.current()
        if now is None or _key(now) != _key(pair):
            return
        from kiosk.operations import merging

        self._cards = cards
        side = int(merging.better_known(*cards) is cards[1])
        self.table.facing.show(rows_of(*cards, self._desk), side)
        self.table.setCurrentIndex(self.table.facing.index(0, 0))
        self._enable()

    def _enable(self) -> None:
        for one in (self.merge_button, self.apart_button):
            one.setEnabled(self._cards is not None and not self._acting)

    # -- deciding ---------------------------------------------------------------------------------------

    def merge(self) -> None:
        """Make one of the two, as the table shows."""
        from kiosk.operations import merging

        if self._cards is None or self._acting:
            return
        facing = self.table.facing
        one, other = (card.attendee for card in self._cards)
        stands, absorbed = (other, one) if facing.side else (one, other)
        taken = facing.taken

        def done(now: Attendee) -> None:
            told = _("{other} is {name} now; both codes are theirs.")
            self._decided(told.format(other=isolated(name(absorbed)), name=isolated(name(now))))

        self._act(lambda station: merging.merge(station, stands.id, absorbed.id, taken), done)

    def keep_apart(self) -> None:
        """Write down that the two are two."""
        from kiosk.operations import merging

        if self._cards is None or self._acting:
            return
        one, other = (card.attendee for card in self._cards)

        def done(_pair: tuple[Attendee, Attendee]) -> None:
            told = _("{name} and {other} are two guests; they are not proposed again.")
            self._decided(told.format(name=isolated(name(one)), other=isolated(name(other))))

        self._act(lambda station: merging.keep_apart(station, one.id, other.id), done)

    def undo(self) -> None:
        """Take back the last pair that was decided at this desk."""
        from kiosk.operations import merging, undoing

        if self._acting:
            return

        def done(undone: Undone) -> None:
            at = clock(undone.at.astimezone(self._desk.zone))
            self._back = undone.attendee.id
            self._decided(f"{words.taken_back(undone.act, at)} · {isolated(name(undone.attendee))}")

        self._act(lambda station: undoing.undo(station, merging.PAIRINGS), done)

    def _act(self, act: Callable[[Station], T], done: Callable[[T], None]) -> None:
        self._acting = True
        self.wrong.hide()
        self._enable()
        self._desk.decide(self, act, done, self._refuse)

    def _decided(self, told: str) -> None:
        """Say what was done; the list follows when everybody is told that people have changed."""
        self._acting = False
        self._say(told)

    def _refuse(self, error: MarhabaError) -> None:
        self._acting = False
        self._tell_wrong(words.sentence(error))
        self._enable()

    def _tell_wrong(self, told: str) -> None:
        self.wrong.setText(told)
        self.wrong.show()

    def _say(self, told: str) -> None:
        self._told = told
        how = _("← → choose who stays; in the table, whose value is kept.")
        self.said.setText(told or (how if self.list.pairs.rows else ""))

    # -- keys -------------------------------------------------------------------------------------------

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        acts: dict[tuple[Qt.KeyboardModifier, int], Callable[[], None]] = {
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F5): self.run,
            (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Z): self.undo,
        }
        return acts.get(keys_of(event))

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Take Enter and Delete in the list and in the table, and the arrows to the sides in the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            self.merge()
        elif event.key() in _APART:
            self.keep_apart()
        elif event.key() in _SIDES and target is self.list:
            self.table.facing.choose(0, side_of_key(Qt.Key(event.key())))
        else:
            return False
        return True

    def escape(self) -> None:
        """Go from the table to the list; stop what runs; else leave."""
        if self.table.hasFocus():
            self.list.setFocus()
        elif self._comparing.runs:
            self._stop()
        else:
            self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.say()
        self._summarise()
        self._ask_cards()


def _key(pair: Twins) -> frozenset[str]:
    return frozenset((pair.one.id, pair.other.id))
