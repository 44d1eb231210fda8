"""Taking attendees from a file: look at what it holds, put right what was misunderstood, import."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kiosk import words
from kiosk.errors import Cancelled, MarhabaError
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui.changes import Change
from kiosk.ui.progress import Progress
from kiosk.ui.widgets.file_tables import Columns, People, Problems
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.twice import TwiceOnTheRoll

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.exchange.headers import Mapping
    from kiosk.exchange.roll import Preview
    from kiosk.operations.imports import ImportReport
    from kiosk.ui.desk import Desk

_CHOOSE, _LOOK, _RUN, _REPORT = range(4)


class Importing(QWidget):
    """`left` fires when the screen is done with, `moved` with how much of an import is done.

    That is a percentage, and -1 when no import runs any more. `twins_asked` fires with the NearDuplicates
    that an import has brought, when somebody wants to look at them.
    """

    left = Signal()
    moved = Signal(int)
    twins_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("screen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._file: Path | None = None
        self._preview: Preview | None = None
        self._report: ImportReport | None = None
        self._cancelled = threading.Event()
        self._asked = 0
        self._progress = Progress(self)
        self._twice = TwiceOnTheRoll(desk)
        self._build()
        self._connect()
        self.retranslate()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self._under = label(tone="muted", wraps=True)
        self._wrong = label(tone="wrong", wraps=True)
        self._wrong.hide()
        self.pages = QStackedWidget()
        for page in (self._build_choose(), self._build_look(), self._build_run(), self._build_report()):
            self.pages.addWidget(page)
        self.import_button = _button("primary")
        self.another_button = _button()
        self.leave_button = KeyButton("Esc")
        self.leave_button.setAutoDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for one in (self.import_button, self.another_button):
            buttons.addWidget(one)
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for part in (self._heading, self._under, self._wrong):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    def _build_choose(self) -> QWidget:
        frame, column = panel("drop", margin=32, gap=16)
        self._drop = label(tone="large")
        self._systems = label(tone="muted", wraps=True)
        self.choose_button = _button("primary")
        column.addStretch()
        for one in (self._drop, self._systems):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return frame

    def _build_look(self) -> QWidget:
        self.columns, self.people, self.problems = Columns(), People(), Problems()
        self._captions = [label(tone="title") for _one in range(3)]
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.addWidget(self._captions[0], 0, 0)
        grid.addWidget(self.columns, 1, 0, 3, 1)
        grid.addWidget(self._captions[1], 0, 1)
        grid.addWidget(self.people, 1, 1)
        grid.addWidget(self._captions[2], 2, 1)
        grid.addWidget(self.problems, 3, 1)
        for line in (1, 3):
            grid.setRowStretch(line, 1)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        return page

    def _build_run(self) -> QWidget:
        self._running = label(tone="large")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = _button()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self._running, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page

    def _build_report(self) -> QWidget:
        self._counted = label(tone="large")
        self._about = label(tone="muted")
        self.report_problems = Problems()
        self.twins_button = self._twice.button
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for one in (self._counted, self._about, self._twice):
            column.addWidget(one)
        column.addWidget(self.report_problems, 1)
        column.addStretch()
        return page

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.another_button.clicked.connect(self.choose)
        self.import_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self.cancel)
        self.leave_button.clicked.connect(self.escape)
        self._twice.asked.connect(self.twins_asked)
        self.columns.decided.connect(self._on_decided)
        self._progress.moved.connect(self._on_progress)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.pages.currentIndex() == _CHOOSE:
            self.choose_button.setFocus()
        elif self.pages.currentIndex() == _RUN:
            self._hold_focus()

    def _hold_focus(self) -> None:
        """Keep the focus off every button: an Enter too many would press it."""
        self.setFocus()

    # -- looking at a file ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, _("Choose a file of attendees"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{_('Tables')} (*.csv *.tsv *.txt *.xlsx *.CSV *.XLSX)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def open(self, file: Path) -> None:
        """Look at `file`."""
        if self.pages.currentIndex() == _RUN:
            return
        self._file, self._preview = file, None
        self._look(None)

    def _look(self, mapping: Mapping | None) -> None:
        from kiosk.operations import imports

        file = self._file
        assert file is not None
        self._asked += 1
        asked = self._asked
        self._wrong.hide()
        self._reading(True)
        self._under.setText(_("Reading the file…"))
        self._desk.tasks.free(
            self,
            partial(imports.preview, file, mapping),
            lambda preview: self._on_preview(preview, asked),
            self._refuse,
        )

    def _reading(self, now: bool) -> None:
        """Let no button be pressed while a file is read: an Enter too many would ask for another one."""
        for button in (self.import_button, self.choose_button, self.another_button):
            button.setDisabled(now)
        if now:
            self._hold_focus()

    def _on_preview(self, preview: Preview, asked: int) -> None:
        if asked != self._asked:
            return
        self._preview = preview
        self.pages.setCurrentIndex(_LOOK)
        self._reading(False)
        self._show()
        self.import_button.setFocus()

    def _on_decided(self, column: int, field: str) -> None:
        from kiosk.exchange.header_words import Field
        from kiosk.exchange.headers import with_field

        if self._preview is not None:
            self._look(with_field(self._preview.mapping, column, Field(field)))

    def _refuse(self, error: MarhabaError) -> None:
        self.moved.emit(-1)
        self._reading(False)
        self.pages.setCurrentIndex(_CHOOSE if self._preview is None else _LOOK)
        stopped = isinstance(error, Cancelled)
        self._wrong.setText(_("Stopped; nothing was changed.") if stopped else words.sentence(error))
        self._wrong.show()
        self._show()
        (self.choose_button if self._preview is None else self.another_button).setFocus()

    # -- importing --------------------------------------------------------------------------------------

    def run(self) -> None:
        """Take the people of the file onto the roll."""
        from kiosk.operations import imports

        if self._preview is None or self._file is None:
            return
        self._cancelled.clear()
        self.pages.setCurrentIndex(_RUN)
        self._on_progress(0, self._preview.total_rows)
        self._show()
        self._hold_focus()
        work = partial(
            imports.import_roll,
            self._desk.station,
            self._file,
            self._preview.mapping,
            on_progress=self._progress.tell,
            cancelled=self._cancelled.is_set,
        )
        self._desk.tasks.free(self, work, self._on_imported, self._refuse)

    def cancel(self) -> None:
        """Stop the import; nothing of it stays."""
        self._cancelled.set()

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._running.setText(
            _("Importing… {done} of {total}").format(done=number(done), total=number(total))
        )
        self.moved.emit(100 * done // max(total, 1))

    def _on_imported(self, report: ImportReport) -> None:
        self._report = report
        self.moved.emit(-1)
        self.pages.setCurrentIndex(_REPORT)
        self._show()
        self._twice.look(report)
        self.leave_button.setFocus()
        self._desk.changes.tell(Change.PEOPLE | Change.EVENT)

    def escape(self) -> None:
        """Stop what runs; else leave."""
        if self.pages.currentIndex() == _RUN:
            self.cancel()
            return
        if self.pages.currentIndex() == _REPORT:
            self._file = self._preview = self._report = None
            self._twice.stop()
            self.pages.setCurrentIndex(_CHOOSE)
            self._show()
        self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._drop.setText(_("Drop a CSV or Excel file here, or choose one."))
        self._systems.setText(
            _(
                "It may come from pretix, Eventbrite, Odoo, Indico, Hi.Events, Attendize, alf.io, or be "
                "your own sheet. The same file again only updates."
            )
        )
        self.choose_button.setText(_("Choose a file…"))
        self.another_button.setText(_("Another file"))
        self.import_button.setText(_("Import"))
        self.leave_button.say(_("Back to the desk"))
        self.stop_button.setText(_("Stop"))
        captions = (_("Columns"), _("First rows as they will be taken"), _("Problems"))
        for caption, table, text in zip(
            self._captions, (self.columns, self.people, self.problems), captions, strict=True
        ):
            caption.setText(text)
            table.setAccessibleName(text)
        self.report_problems.setAccessibleName(_("Problems"))
        self._twice.retranslate()
        self._show()

    def _show(self) -> None:
        page = self.pages.currentIndex()
        self.import_button.setVisible(page == _LOOK)
        self.another_button.setVisible(page in (_LOOK, _REPORT))
        self.leave_button.setVisible(page != _RUN)
        self._heading.setText(_("Imported") if page == _REPORT else _("Import attendees"))
        self._under.setText("")
        if page == _LOOK and self._preview is not None:
            self._show_preview(self._preview)
        if page == _REPORT and self._report is not None:
            self._show_report(self._report)
        self._under.setVisible(bool(self._under.text()))

    def _show_preview(self, preview: Preview) -> None:
        told = _("{file}: {rows} rows, {system}").format(
            file=isolated(preview.file), rows=number(preview.total_rows), system=words.system(preview.system)
        )
        advice = _("Check what each column holds, then import.")
        self._under.setText(f"{told}. {advice}")
        self.columns.show_columns(preview.columns)
        self.people.show_people(preview.rows)
        self.problems.show_problems(preview.problems)
        self._captions[2].setText(_("Problems ({n})").format(n=number(preview.problem_count)))
        self.import_button.setEnabled(preview.mapping.has_names and preview.total_rows > 0)

    def _show_report(self, report: ImportReport) -> None:
        self._counted.setText(
            _("{new} new, {updated} updated, {unchanged} unchanged").format(
                new=number(report.new), updated=number(report.updated), unchanged=number(report.unchanged)
            )
        )
        fatal = len({problem.row for problem in report.problems if problem.fatal})
        out = ngettext("{n} row was left out", "{n} rows were left out", fatal).format(n=number(fatal))
        all_taken = _("No remarks: every row was taken.")
        self._about.setText(out if fatal else "" if report.problems else all_taken)
        self.report_problems.show_problems(report.problems)
        self.report_problems.setVisible(bool(report.problems))


def _button(kind: str = "") -> QPushButton:
    made = QPushButton()
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made
