"""Every badge looked at before the night: what would be wrong, how it looks, and one key to correct it."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kiosk import words
from kiosk.errors import Cancelled, MarhabaError
from kiosk.language import _, number
from kiosk.ui import appearance
from kiosk.ui.changes import Change
from kiosk.ui.previews import Previews
from kiosk.ui.progress import Progress
from kiosk.ui.screens.keyed import KeyedScreen, keys_of
from kiosk.ui.widgets.choice import Choice
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import Elided, label
from kiosk.ui.widgets.paper import Paper
from kiosk.ui.widgets.plain_fields import Field
from kiosk.ui.widgets.remarks import RemarkTable, detail
from kiosk.words import audit as said
from kiosk.words.layouts import replaced_layouts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QImage, QShowEvent

    from kiosk.operations.audit import Remark, Report
    from kiosk.ui.desk import Desk

_PREVIEW: Final = 560
_ALL, _ONLY_WRONG = "", "wrong"
_DOTS: Final = (203, 300, 600)
"""Dots to the inch of badge printers, the coarsest first: with fewer of them a code must be larger."""


class Audit(KeyedScreen):
    """`left` fires when the screen is done with, `corrected` with whose form is to be opened."""

    left = Signal()
    corrected = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.report: Report | None = None
        self._cancelled: threading.Event | None = None
        self._stale = True
        # The desk outlives this screen, and a thread that is being stopped still tells its progress.
        self._progress = Progress(desk)
        self._previews = Previews(desk, appearance.px(_PREVIEW))
        self._build()
        self._connect()
        self.retranslate()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._summary = label(tone="large", wraps=True)
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self.filter = Choice()
        self.filter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._filter_field = Field(self.filter)
        self.dots = Choice()
        self.dots.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for dpi in _DOTS:
            self.dots.addItem("", dpi)
        self._dots_field = Field(self.dots)
        self.table = RemarkTable()
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._summary, 1)
        top.addWidget(self._dots_field)
        top.addWidget(self._filter_field)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.table, 3)
        sides.addLayout(self._build_side(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(top)
        column.addWidget(self._build_running())
        column.addWidget(self._wrong)
        column.addLayout(sides, 1)
        column.addLayout(self._build_lower())

    def _build_side(self) -> QVBoxLayout:
        self.paper = Paper()
        self._fault = label(tone="title", wraps=True)
        self._about = Elided(tone="muted")
        self._advice = label(wraps=True)
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(self.paper, 1)
        for one in (self._fault, self._about, self._advice):
            side.addWidget(one)
        return side

    def _build_running(self) -> QWidget:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = QPushButton()
        self.stop_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._running = QWidget()
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        self._running.hide()
        return self._running

    def _build_lower(self) -> QHBoxLayout:
        self.correct_button = KeyButton("⏎", "primary")
        self.again_button = KeyButton("F5")
        self.leave_button = KeyButton("Esc")
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in (self.correct_button, self.again_button, self.leave_button):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.correct_button)
        row.addWidget(self.again_button)
        row.addStretch()
        row.addWidget(self.leave_button)
        return row

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.filter.activated.connect(lambda _at: self._fill())
        self.dots.activated.connect(lambda _at: self._look_anew())
        self.correct_button.clicked.connect(self.correct)
        self.again_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self._stop)
        self.leave_button.clicked.connect(self.escape)
        self._progress.moved.connect(self._on_moved)
        self._previews.drawn.connect(self._on_drawn)
        self._desk.changes.changed.connect(self._on_changed)

    # -- looking ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look anew if anything has changed since."""
        super().showEvent(event)
        self.table.setFocus()
        if self._stale:
            self.run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no further when nobody looks on."""
        super().hideEvent(event)
        if self._cancelled is not None:
            self._stop()
            self._cancelled = None
            self._stale = True

    def run(self) -> None:
        """Look at every badge; what was found before stays on the screen meanwhile."""
        from kiosk.operations import audit

        if self._cancelled is not None:
            return
        self._stale = False
        self._cancelled = stopped = threading.Event()
        self._wrong.hide()
        self._on_moved(0, 0)
        work = partial(
            audit.audit,
            self._desk.station,
            dpi=self.dots.currentData(),
            on_progress=self._progress.tell,
            cancelled=stopped.is_set,
        )
        self._desk.tasks.free(
            self,
            work,
            lambda report: self._on_report(report, stopped),
            lambda error: self._on_failed(error, stopped),
        )

    def _look_anew(self) -> None:
        """Look again with what is chosen now, also while an earlier look goes on."""
        self._stop()
        self._cancelled = None
        self.run()

    def _stop(self) -> None:
        if self._cancelled is not None:
            self._cancelled.set()
        self._running.hide()

    def _on_moved(self, done: int, total: int) -> None:
        if self._cancelled is None or self._cancelled.is_set():
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._running.show()
        if self.report is None:
            told = _("Looking at badges… {done} of {total}")
            self._summary.setText(told.format(done=number(done), total=number(total)) if total else "")

    def _on_report(self, report: Report, stopped: threading.Event) -> None:
        if stopped is not self._cancelled:
            return
        self._ended()
        self.report = report
        self._wrong.setText("\n".join(replaced_layouts(report.refused)))
        self._wrong.setVisible(bool(report.refused))
        self._offer_filters()
        self._fill()

    def _on_failed(self, error: MarhabaError, stopped: threading.Event) -> None:
        if stopped is not self._cancelled:
            return
        self._ended()
        self._wrong.setText(_("Stopped.") if isinstance(error, Cancelled) else words.sentence(error))
        self._wrong.show()
        if self.report is None:
            self._summary.setText("")

    def _ended(self) -> None:
        self._cancelled = None
        self._running.hide()
        if self._stale and self.isVisible():
            self._desk.tasks.later(self, self.run)

    def _on_changed(self, change: Change) -> None:
        if change & (Change.PEOPLE | Change.EVENT):
            self._stale = True
            if self.isVisible() and self._cancelled is None:
                self.run()

    # -- choosing ---------------------------------------------------------------------------------------

    @property
    def remark(self) -> Remark | None:
        """The remark that is chosen."""
        row = self.table.currentIndex().row()
        rows = self.table.remarks.rows
        return rows[row] if 0 <= row < len(rows) else None

    def _fill(self) -> None:
        """Show the remarks that the filter leaves, on the one that was chosen or on what follows it."""
        before, row = self.remark, max(self.table.currentIndex().row(), 0)
        rows = self._left_by_filter()
        self.table.remarks.show(rows)
        keys = [(one.attendee.id, one.fault) for one in rows]
        wanted = (before.attendee.id, before.fault) if before else None
        at = keys.index(wanted) if wanted in keys else min(row, len(rows) - 1)
        if rows:
            # Not by selectRow, which looks for a column where none is from right to left.
            self.table.setCurrentIndex(self.table.remarks.index(at, 0))
        self._on_chosen(at if rows else -1)
        if self.report is not None:
            report = self.report
            self._summary.setText(said.audited(report.people, report.wrong, len(report.remarks)))

    def _left_by_filter(self) -> list[Remark]:
        kept = self.filter.currentData() or _ALL
        remarks = self.report.remarks if self.report else ()
        if kept == _ONLY_WRONG:
            return [one for one in remarks if one.is_wrong]
        return [one for one in remarks if kept in (_ALL, one.fault)]

    def _offer_filters(self) -> None:
        chosen = self.filter.currentData()
        self.filter.clear()
        self.filter.addItem(_("All remarks"), _ALL)
        self.filter.addItem(_("Only what would be wrong"), _ONLY_WRONG)
        for fault, count in (self.report.by_fault if self.report else {}).items():
            told = _("{fault} ({n})").format(fault=said.fault(fault), n=number(count))
            self.filter.addItem(told, str(fault))
        self.filter.setCurrentIndex(max(self.filter.findData(chosen), 0))

    def _on_chosen(self, row: int) -> None:
        remark = self.remark if row >= 0 else None
        self.correct_button.setEnabled(remark is not None)
        self._fault.setText(said.fault(remark.fault) if remark else "")
        self._about.show_text(detail(remark) if remark else "")
        self._advice.setText(said.fault_advice(remark.fault) if remark else "")
        self.paper.show_text("" if remark else _("Nothing to correct."))
        if remark:
            self._previews.ask(remark.attendee.id)

    def _on_drawn(self, attendee_id: str, image: QImage) -> None:
        if self.remark is not None and self.remark.attendee.id == attendee_id:
            self.paper.show_image(image)

    def _on_opened(self, _row: int) -> None:
        self.correct()

    def correct(self) -> None:
        """Have the form opened of whoever's badge is chosen."""
        if self.remark is not None:
            self.corrected.emit(self.remark.attendee.id)

    # -- keys -------------------------------------------------------------------------------------------

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        plain = Qt.KeyboardModifier.NoModifier
        acts: dict[tuple[Qt.KeyboardModifier, int], Callable[[], None]] = {
            (plain, Qt.Key.Key_F5): self.run,
            (plain, Qt.Key.Key_F2): self.correct,
        }
        return acts.get(keys_of(event))

    def escape(self) -> None:
        """Stop what runs; else leave."""
        if self._cancelled is not None:
            self._stop()
        else:
            self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Badges before the night"))
        self._filter_field.name(_("Show"))
        self._dots_field.name(_("Printer"))
        for at, dpi in enumerate(_DOTS):
            self.dots.setItemText(at, _("{n} dots to the inch").format(n=number(dpi)))
        self.table.setAccessibleName(_("Remarks"))
        self.paper.setAccessibleName(_("How the badge looks"))
        self.bar.setAccessibleName(_("Looking at badges"))
        self.stop_button.setText(_("Stop"))
        self.correct_button.say(_("Correct"))
        self.again_button.say(_("Look again"))
        self.leave_button.say(_("Back to the desk"))
        self._offer_filters()
        self._fill()

    def redraw(self) -> None:
        """Draw the signs in the colours of now."""
        self.table.viewport().update()
        self.paper.update()
