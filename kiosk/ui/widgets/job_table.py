"""The table of badges that are not at a good end: whose, how far each has come, where, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidgetItem

from kiosk import words
from kiosk.language import _
from kiosk.ui import appearance
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.ui.widgets.role_sign import role_sign
from kiosk.words import Role, Said, guests

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, tzinfo

    from kiosk.operations.print_queue import Job

_NAME, _STATE, _PRINTER, _SINCE = range(4)
_SIGN: Final = 18
_ROW: Final = 36


def said_of(job: Job) -> Said:
    """Return what is said of a badge in the queue; of one that nobody can tell about, what to look at."""
    if job.undecided:
        return Said(Role.ATTENTION, _("Did it come out?"), _("Look at the printer, then say so."))
    return words.job(job.state, job.reasons, {"printer": job.printer, "detail": job.detail})


class JobTable(PlainTable):
    """`chosen` fires when another badge is chosen."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(4)
        self._jobs: tuple[Job, ...] = ()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for column in (_NAME, _PRINTER, _SINCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_STATE, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(appearance.px(_ROW))
        self.currentCellChanged.connect(lambda *_cells: self.chosen.emit())

    @property
    def job(self) -> Job | None:
        """The badge that is chosen."""
        row = self.currentRow()
        return self._jobs[row] if 0 <= row < len(self._jobs) else None

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The badges shown."""
        return self._jobs

    def show_jobs(self, jobs: Sequence[Job], zone: tzinfo, today: date) -> None:
        """Show `jobs`; the one that was chosen stays so, or the one in its place."""
        before, row = self.job, self.currentRow()
        if tuple(jobs) == self._jobs and self.rowCount():
            return
        self._jobs = tuple(jobs)
        blocked = self.blockSignals(True)
        self.setHorizontalHeaderLabels([_("Guest"), _("State"), _("Printer"), _("Since")])
        self.setRowCount(len(self._jobs))
        for line, job in enumerate(self._jobs):
            self._show(line, job, words.when(job.since, zone, today))
        kept = next((n for n, job in enumerate(self._jobs) if before and job.id == before.id), -1)
        self.setCurrentCell(kept if kept >= 0 else min(max(row, 0), len(self._jobs) - 1), _NAME)
        self.blockSignals(blocked)
        self.chosen.emit()

    def _show(self, line: int, job: Job, since: str) -> None:
        said = said_of(job)
        state = " · ".join(filter(None, (said.word, said.detail)))
        for column, text in (
            (_NAME, guests.name(job)),
            (_STATE, state),
            (_PRINTER, words.called(job.printer)),
            (_SINCE, since),
        ):
            cell = QTableWidgetItem(text)
            cell.setToolTip(" ".join(filter(None, (text, said.advice if column == _STATE else ""))))
            self.setItem(line, column, cell)
        sign = self.item(line, _STATE)
        assert sign is not None
        sign.setIcon(self._icon(said.role))

    def _icon(self, role: Role) -> QIcon:
        drawn, icon = role_sign(role, appearance.px(_SIGN), self.devicePixelRatioF()), QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # the same, whether it is chosen or not
            icon.addPixmap(drawn, mode)
        return icon

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows; what is typed otherwise is the screen's."""
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in arrows and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def retranslate(self) -> None:
        """Say everything in the language of now, once it is shown again."""
        self._jobs = ()
        self.setAccessibleName(_("What waits to be printed"))
