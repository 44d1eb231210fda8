"""The look-up: one field that everything typed goes to, and the people it finds.

It never admits anybody: it tells which person was chosen, and when Enter meant one of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from kiosk.domain import codes
from kiosk.domain.people import NAME_LIMIT
from kiosk.language import _
from kiosk.ui import appearance, icons
from kiosk.ui.widgets.labels import label, reads_right_to_left, restyle
from kiosk.ui.widgets.lookup_field import LookUpField
from kiosk.ui.widgets.results import ROW_ROLE, ResultPainter, Results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.errors import MarhabaError
    from kiosk.operations.people import Found, Row
    from kiosk.ui.desk import Desk

_SHORTEST: Final = 2
_SHORTEST_CODE: Final = 6
_UNSEEN_MS: Final = 250
"""Whoever presses on a row so soon after it came has aimed at what stood there before."""

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class LookUp(QWidget):
    """Field and results.

    `chosen` fires with the row that was chosen (None: none any more), `confirmed` with the row that
    Enter meant, `coded` with a code that was typed by hand, `begun` when somebody starts typing;
    `sign_in_asked` when Enter is pressed while nobody has signed in.
    """

    chosen = Signal(object)
    confirmed = Signal(object)
    coded = Signal(str)
    begun = Signal()
    sign_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._desk: Desk | None = None
        self._asked = ""
        self._answered: Found | None = None
        self._asking = False
        self._enter_waits = False
        self._pressed = False
        self._waits: Found | None = None
        self._before: Sequence[Row] = ()
        self._shown_at = QElapsedTimer()
        self.offers = False
        """Whether the people shown were not looked up: they have one code, and one is to be chosen."""
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.field = LookUpField()
        self.field.setObjectName("lookup")
        self.field.setMaxLength(codes.SCAN_LIMIT)
        self.results = Results()
        self.list = QListView()
        self.list.setModel(self.results)
        self.list.setItemDelegate(ResultPainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field's arrows move in it
        self._nobody = label(tone="large", wraps=True)
        self._more = label(tone="small")
        self._more.hide()
        self._stack = QStackedWidget()
        for one in (self._idle(), self.list, self._centred(self._nobody)):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._stack, 1)
        column.addWidget(self._more)

    def _idle(self) -> QWidget:
        self._sign = label()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = label(tone="muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._sign)
        column.addWidget(self._hint)
        column.addStretch(3)
        return page

    def _centred(self, told: QLabel) -> QWidget:
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(told)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def serve(self, desk: Desk) -> None:
        """Look people up at `desk` from now on; what was typed before is looked up at once."""
        self._desk = desk
        self.results.zone = desk.zone
        desk.turned.connect(self._on_turned)
        if len(self.field.text().strip()) >= _SHORTEST:
            self._ask()  # an Enter that was pressed meanwhile still holds

    def clear(self) -> None:
        """Be empty and ready for the next guest."""
        self._enter_waits = False
        self.field.clear()
        self._forget()

    def offer(self, rows: tuple[Row, ...]) -> None:
        """Let one of `rows` be chosen, with nothing typed."""
        self.clear()
        self.offers = True
        from kiosk.operations.people import Found

        self._show(Found("", rows, more=False))

    def limit(self, *, limited: bool) -> None:
        """Look nobody up while nobody has signed in; what was found is put away."""
        self.field.setReadOnly(limited)
        restyle(self.field, "limited", "yes" if limited else "")
        if limited:
            self.clear()
        self.retranslate()

    def type(self, text: str) -> None:
        """Take what was typed while nothing that takes text had the focus."""
        self.field.setFocus()
        if not self.field.isReadOnly():
            self.field.insert(text)

    def current(self) -> Row | None:
        """Return the row that is chosen, if any."""
        row: Row | None = self.list.currentIndex().data(ROW_ROLE)
        return row

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.field.settle()
        limited = self.field.isReadOnly()
        self.field.setPlaceholderText(
            _("Nobody has signed in") if limited else _("Scan, or type a name, company, phone")
        )
        self.field.setAccessibleName(_("Look up a guest"))
        self.list.setAccessibleName(_("Guests found"))
        self._hint.setText(
            _("Sign in to look guests up (Enter); scanning goes on.")
            if limited
            else _("Two letters are enough, in Latin or in Arabic.")
        )
        self._show_nobody()
        self.list.viewport().update()

    def redraw(self) -> None:
        """Draw the icon in the colours of now."""
        colour = appearance.colours().line
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap("scan-qr-code", colour, appearance.px(96), ratio))
        self.field.settle()

    # -- keys -------------------------------------------------------------------------------------------

    def eventFilter(self, target: object, event: QEvent) -> bool:
        """Take the field's arrows and Enter, and hold the rows under a finger."""
        if target is self.list.viewport():
            return self._on_finger(event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _ENTER:
            self._enter()
            return True
        if key in _STEPS and self._stack.currentWidget() is self.list:
            self._step(_STEPS[key])
            return True
        return False

    def _on_finger(self, event: QEvent) -> bool:
        """Let no row change under a finger, and mean who was there when it came down."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            line = self.list.indexAt(event.position().toPoint()).row()
            fresh = self._shown_at.isValid() and self._shown_at.elapsed() < _UNSEEN_MS
            if fresh and 0 <= line < len(self._before):
                meant = self._before[line]
                place = next((n for n, row in enumerate(self.results.rows) if _same(row, meant)), -1)
                if place >= 0:
                    self._choose(place)
                return True
            self._pressed = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = False
            if (waits := self._waits) is not None:
                self._waits = None
                self._on_found(waits)
        return False

    def _remember_before(self, rows: tuple[Row, ...]) -> None:
        """Keep what stood here until now, for a finger that is on its way down already."""
        same = len(rows) == len(self.results.rows) and all(map(_same, rows, self.results.rows))
        if not same:
            self._before = self.results.rows
            self._shown_at.start()

    def _step(self, by: int) -> None:
        now = self.list.currentIndex()
        last = len(self.results.rows) - 1
        self._choose(min(max(now.row() + by, 0), last) if now.isValid() else 0)

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.results.index(row))
        self.list.scrollTo(self.results.index(row))

    def _enter(self) -> None:
        """Mean the chosen row, or the only one; of several choose the first and wait for another Enter."""
        text = self.field.text().strip()
        if self.field.isReadOnly():
            self.sign_in_asked.emit()
            return
        if not text:
            if self.offers and self._answered is not None:
                self._mean(self._answered, text)
            return
        if codes.read(text):
            self.coded.emit(text)
            return
        if len(text) < _SHORTEST:
            return
        if self._answered is None or self._answered.text != self.field.text():
            self._enter_waits = True
            return
        self._mean(self._answered, text)

    def _mean(self, found: Found, text: str) -> None:
        row = self.current()
        if row is not None:
            self.confirmed.emit(row)
        elif len(found.rows) == 1 and not found.more:
            self.confirmed.emit(found.rows[0])
        elif found.rows:
            self._choose(0)
        elif looks_like_a_code(text):
            self.coded.emit(text)

    # -- looking up -------------------------------------------------------------------------------------

    def _on_text(self, text: str) -> None:
        self._enter_waits = False
        restyle(self.field, "script", "arabic" if reads_right_to_left(text) else "")
        if len(text.strip()) < _SHORTEST:
            self._forget()
            return
        self.begun.emit()
        self._ask()

    def _ask(self) -> None:
        """Ask for what the field holds; while an answer is under way, only the last text comes after it."""
        if self._asking or self._desk is None:
            return
        self._asking, self._asked = True, self.field.text()
        self._desk.find(self, self._asked, self._on_found, self._on_failed)

    def _on_found(self, found: Found) -> None:
        self._asking = False
        if len(self.field.text().strip()) < _SHORTEST:
            return
        self._show(found)
        if found.text != self.field.text():
            self._ask()
        elif self._enter_waits:
            self._enter_waits = False
            self._mean(found, found.text.strip())

    def _on_failed(self, _error: MarhabaError) -> None:
        self._asking = False

    def _on_turned(self) -> None:
        if self._desk is not None:
            self.results.zone = self._desk.zone
        if self.offers:
            return
        self._answered = None
        self._on_text(self.field.text())

    def _show(self, found: Found) -> None:
        """Show the rows; who was chosen stays chosen, and where they are, if they are still there.

        While somebody presses on a row the others wait: no row moves under a finger.
        """
        if self._pressed:
            self._waits = found
            return
        kept, at = self.current(), self.list.currentIndex().row()
        place = next((n for n, row in enumerate(found.rows) if kept and _same(row, kept)), -1)
        if place >= 0:
            found = replace(found, rows=_moved(found.rows, place, at))
            place = min(at, len(found.rows) - 1)
        self._answered = found
        self._remember_before(found.rows)
        scrolled = self.list.verticalScrollBar().value()
        blocked = self.list.selectionModel().blockSignals(True)
        self.results.show(found.rows)
        if place >= 0:
            self.list.selectionModel().setCurrentIndex(
                self.results.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.list.selectionModel().blockSignals(blocked)
        if kept is not None and place < 0:
            self.chosen.emit(None)
        self.list.verticalScrollBar().setValue(scrolled if place >= 0 else 0)
        self._more.setText(_("There are more: type another letter."))
        self._more.setVisible(found.more)
        self._stack.setCurrentIndex(1 if found.rows else 2)
        self._show_nobody()

    def _show_nobody(self) -> None:
        text = _("Nobody found. Try the family name alone, or the other script; F3 registers a new guest.")
        self._nobody.setText(text)

    def _forget(self) -> None:
        self._answered = self._waits = None
        self._enter_waits = self.offers = False
        self._before = ()
        blocked = self.list.selectionModel().blockSignals(True)
        self.results.show(())
        self.list.selectionModel().blockSignals(blocked)
        self._more.hide()
        self._stack.setCurrentIndex(0)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ROW_ROLE))


def _same(one: Row, other: Row) -> bool:
    return one.attendee.id == other.attendee.id


def _moved(rows: tuple[Row, ...], place: int, to: int) -> tuple[Row, ...]:
    """Return `rows` with the one at `place` where it was before, at `to`, and the others in their order."""
    others = [*rows[:place], *rows[place + 1 :]]
    return (*others[:to], rows[place], *others[to:])


def looks_like_a_code(text: str) -> bool:
    """Return whether `text`, which finds nobody, is a ticket's code rather than a name."""
    return (
        len(text) >= _SHORTEST_CODE
        and " " not in text
        and any(c.isdigit() for c in text)
        and len(text) <= NAME_LIMIT
    )
