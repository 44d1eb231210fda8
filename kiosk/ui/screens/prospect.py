"""Who may enter a list, before the day: how many, how many not and why, and the first of those."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.questions import WrongAnswerError
from kiosk.errors import Cancelled, MarhabaError
from kiosk.language import _, current, ngettext, number
from kiosk.ui.progress import Progress
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.ui.widgets.labels import label, plain_tooltip
from kiosk.ui.widgets.plain_fields import Field, MomentEdit, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent

    from kiosk.domain.lists import CheckInList
    from kiosk.operations.lists import Prospect, Turned
    from kiosk.ui.desk import Desk

_PARTS: Final = (29, 24, 19, 28)
"""Of the table's width, in hundredths."""

_PAUSE_MS: Final = 400
"""From the last change of the form to looking: nobody reads while typing."""


class _Refused(PlainTable):
    """Who would be refused; each column has its part of the room, and cells their whole text in a tooltip."""

    def __init__(self) -> None:
        super().__init__(len(_PARTS), wraps=True)
        self.setObjectName("refused")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show `rows`: both names, the category, why not."""
        self.fill((_("Name"), _("In Arabic"), _("Category"), _("Why not")), rows)
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if item := self.item(line, column):
                    item.setToolTip(plain_tooltip(text))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys with Ctrl to the screen."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _share(self) -> None:
        for column, part in enumerate(_PARTS[:-1]):
            self.setColumnWidth(column, self.viewport().width() * part // 100)


class WhoMayEnter(QWidget):
    """Looks again whenever the list that it is shown has changed, saved or not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._one: CheckInList | None = None
        self._makes_sense = True
        self._asked_for = ""
        self.prospect: Prospect | None = None
        self._cancelled = threading.Event()
        # The desk outlives this screen, and a thread that is being stopped still tells its progress.
        self._progress = Progress(desk)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        self.at = MomentEdit()
        self._at_field = Field(self.at)
        self._headline = label(tone="large", wraps=True)
        self._reasons = label(tone="muted", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = QPushButton()
        self.table = _Refused()
        self._first = label(tone="small", wraps=True)
        self._running = QWidget()
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self._running.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._at_field, self._headline, self._reasons, self._running):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._first)

    def _connect(self) -> None:
        self.at.edited.connect(self._timer.start)
        self._timer.timeout.connect(self._look)
        self.stop_button.clicked.connect(self._on_stop)
        self._progress.moved.connect(self._on_moved)

    # -- looking ----------------------------------------------------------------------------------------

    def show_list(self, one: CheckInList | None) -> None:
        """Tell who may enter `one` in a moment; None while it makes no sense."""
        if one is not None and one.id != self._asked_for:
            self._asked_for = one.id
            self.at.show_moment(None, self._desk.zone)
        self._one, self._makes_sense = one, one is not None
        self._cancelled.set()
        self._timer.start()

    def _look(self) -> None:
        from kiosk.operations import lists

        self._cancelled.set()
        self._at_field.mark("")
        if self._one is None or not self.isVisible():
            self._show()
            return
        try:
            at = self.at.value(self._desk.zone)
        except WrongAnswerError as error:
            self._at_field.mark(told(error))
            return
        self._cancelled = stopped = threading.Event()
        work = partial(
            lists.prospect,
            self._desk.station,
            self._one,
            at,
            on_progress=self._progress.tell,
            cancelled=stopped.is_set,
        )
        self._on_moved(0, 0)
        self._desk.tasks.free(
            self,
            work,
            lambda found: self._on_found(found, stopped),
            lambda error: self._on_failed(error, stopped),
        )

    def _on_moved(self, done: int, total: int) -> None:
        if self._cancelled.is_set():
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._running.show()

    def _on_found(self, found: Prospect, stopped: threading.Event) -> None:
        if stopped is self._cancelled:
            self.prospect = found
            self._running.hide()
            self._show()

    def _on_failed(self, error: MarhabaError, stopped: threading.Event) -> None:
        if stopped is self._cancelled:
            self.prospect = None
            self._running.hide()
            self._show()
            self._headline.setText(_("Stopped.") if isinstance(error, Cancelled) else words.sentence(error))

    def _on_stop(self) -> None:
        self._cancelled.set()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking when nobody looks."""
        super().hideEvent(event)
        self._cancelled.set()
        self._running.hide()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._at_field.name(_("At this moment (empty: when the list opens)"))
        self.stop_button.setText(_("Stop"))
        self.table.setAccessibleName(_("Who would be refused"))
        self.bar.setAccessibleName(_("Counting"))
        self._show()

    def _show(self) -> None:
        found, one = self.prospect, self._one
        if not self._makes_sense:
            self._headline.setText(_("Who may enter is counted once the form can be saved."))
        elif found is None:
            self._headline.setText("")
        else:
            self._headline.setText(_counts(found))
        told = found if one is not None else None
        self._reasons.setText(_reasons(told, one) if told and one else "")
        self._reasons.setVisible(bool(self._reasons.text()))
        rows = [self._row(turned) for turned in told.refused] if told else []
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        refused = sum(told.by_reason.values()) if told else 0
        more = _("The first {n} of {total}.").format(n=number(len(rows)), total=number(refused))
        self._first.setText(more if refused > len(rows) else "")
        self._first.setVisible(bool(self._first.text()))
        if not rows and not self._running.isVisible():
            self.table.show()

    def _row(self, turned: Turned) -> tuple[str, ...]:
        assert self.prospect is not None
        assert self._one is not None
        one, categories = turned.attendee, {each.id: each for each in self._desk.overview.categories}
        category = categories.get(one.category)
        case = words.Case(turned.verdict, self._one, self.prospect.at, one, category)
        said = words.verdict(case, words.Place(self._desk.zone, categories))
        why = f"{said.word} · {said.detail}" if said.detail else said.word
        title = category.title.best(current()) if category else one.category
        return one.name_latin, one.name_arabic, title, why


def _counts(found: Prospect) -> str:
    if not found.people:
        return _("Nobody is on the roll yet.")
    refused = sum(found.by_reason.values())
    told = [ngettext("{n} may enter", "{n} may enter", found.admitted).format(n=number(found.admitted))]
    if found.asked:
        text = ngettext("{n} will be asked something", "{n} will be asked something", found.asked)
        told.append(text.format(n=number(found.asked)))
    told.append(ngettext("{n} refused", "{n} refused", refused).format(n=number(refused)))
    return " · ".join(told)


def _reasons(found: Prospect, one: CheckInList) -> str:
    told = [
        _("{reason}: {n}").format(reason=words.reason(reason), n=number(count))
        for reason, count in found.by_reason.items()
    ]
    if 0 < one.capacity < found.admitted + found.asked:
        text = ngettext("there is only {n} place", "there are only {n} places", one.capacity)
        told.append(text.format(n=number(one.capacity)))
    return " · ".join(told)
