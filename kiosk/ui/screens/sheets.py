"""Badges by the sheet: chosen, seen as they will be, and taken to a file or to the printer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from kiosk import words
from kiosk.errors import Cancelled, InputRefused, MarhabaError
from kiosk.language import _, isolated, ngettext, number
from kiosk.ui import appearance, pictures
from kiosk.ui.changes import Change
from kiosk.ui.progress import Progress
from kiosk.ui.screens.sheets_frame import SheetsFrame

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from kiosk.operations.sheets import Delegation, Drawn
    from kiosk.operations.station import Station
    from kiosk.ui.desk import Desk
    from kiosk.ui.widgets.sheet_form import Wanted

_PREVIEW: Final = 1000
_PAUSE_MS: Final = 250


class Sheets(SheetsFrame):
    """Draws the first sheet anew whenever something else is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self._counts: tuple[int, int] | None = None
        self._cancelled: threading.Event | None = None
        # The desk outlives this screen, and a thread that is being stopped still tells its progress.
        self._progress = Progress(desk)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()
        told = desk.station.settings
        self.form.show_shift(told.sheet_shift_x_mm, told.sheet_shift_y_mm)
        self.retranslate()

    def _connect(self) -> None:
        self.form.edited.connect(self._timer.start)
        self._timer.timeout.connect(self._look)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_all)
        self.test_button.clicked.connect(self.save_test)
        self.print_test_button.clicked.connect(self.print_test)
        self.came_out_button.clicked.connect(self.came_out)
        self.stop_button.clicked.connect(self._stop)
        self.leave_button.clicked.connect(self.escape)
        self._progress.moved.connect(self._on_moved)
        self._desk.changes.changed.connect(self._on_changed)

    # -- looking ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """See what there is to print now."""
        super().showEvent(event)
        self.form.first.setFocus()
        self._offer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop drawing when nobody waits for it."""
        super().hideEvent(event)
        self._stop()

    def _offer(self) -> None:
        from kiosk.operations import sheets

        self._desk.ask(self, sheets.delegations, self._on_delegations, self._refuse)

    def _on_delegations(self, delegations: tuple[Delegation, ...]) -> None:
        self.form.offer(self._desk.overview.categories, delegations)
        self._look()

    def _on_changed(self, change: Change) -> None:
        if change & (Change.PEOPLE | Change.EVENT) and self.isVisible():
            self._offer()

    def wanted(self) -> Wanted | None:
        """Return what the form says; None if it makes no sense, which is marked then."""
        self.form.mark_shift("")
        try:
            return self.form.read()
        except InputRefused as error:
            self.form.mark_shift(words.sentence(error))
            return None

    def _look(self) -> None:
        """Draw the first sheet of what is chosen."""
        wanted = self.wanted()
        if wanted is None:
            return
        self._asked += 1
        asked, station, height = self._asked, self._desk.station, appearance.px(_PREVIEW)
        self._desk.tasks.free(
            self,
            lambda: _first(station, wanted, height),
            lambda seen: self._on_seen(seen, asked),
            lambda error: self._on_unseen(error, asked),
        )

    def _on_seen(self, seen: _Seen, asked: int) -> None:
        if asked == self._asked:
            self._counts = (seen.badges, seen.sheets)
            self.form.offer_backs(there=seen.first.has_backs)
            self.paper.show_image(seen.image)
            self._say_replaced(seen.first.refused)
            self._say_counts()

    def _on_unseen(self, error: MarhabaError, asked: int) -> None:
        if asked == self._asked:
            self._counts = None
            self.paper.show_text(words.sentence(error))
            self._say_replaced(())
            self._say_counts()

    # -- acting -----------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a file, and write the sheets to it."""
        if self._counts is not None and self._cancelled is None:
            self._choose(_("Save the sheets"), "badges.pdf", self.save_to)

    def save_to(self, file: Path) -> None:
        """Write the sheets to `file`."""
        from kiosk.operations import exports

        def done(drawn: Drawn) -> None:
            text = _("{file} is written. Print it without “fit to page”.")
            self._made_it(drawn, text.format(file=isolated(file.name)))

        self._draw(lambda drawn: exports.write_file(file, drawn.pdf), done)

    def print_all(self) -> None:
        """Send the sheets to this desk's printer."""
        from kiosk.operations import sheets

        station, title = self._desk.station, self.form.stock.currentText()

        def done(drawn: Drawn) -> None:
            self._made_it(drawn, _("The sheets are at the printer."))

        self._draw(lambda drawn: sheets.print_sheets(station, drawn, title), done)

    def _draw(self, take: Callable[[Drawn], object], done: Callable[[Drawn], None]) -> None:
        """Draw what is chosen, `take` it somewhere on the same thread, then tell of it."""
        from kiosk.operations import sheets

        wanted = self.wanted()
        if wanted is None or self._counts is None or self._cancelled is not None:
            return
        self._cancelled = stopped = threading.Event()
        station, tell = self._desk.station, self._progress.tell

        def on_page(page: int, total: int) -> None:
            if stopped.is_set():
                raise Cancelled
            tell(page, total)

        def work() -> Drawn:
            _keep_shift(station, wanted)
            drawn = sheets.drawn(station, wanted.choice, wanted.sheeting, on_page)
            take(drawn)
            return drawn

        self._tell("")
        self._on_moved(0, 0)
        self._desk.tasks.free(self, work, lambda drawn: self._ended(done, drawn), self._refuse)

    def _ended(self, then: Callable[[Any], None], result: object) -> None:
        self._cancelled = None
        self._show_running(running=False)
        then(result)

    def _made_it(self, drawn: Drawn, text: str) -> None:
        self._made = drawn
        self._tell(text)
        self.came_out_button.show()

    def came_out(self) -> None:
        """Write down that the badges came out of the printer, so that they are not printed again."""
        from kiosk.operations import sheets

        if self._made is None:
            return
        ids, self._made = self._made.attendee_ids, None
        self.came_out_button.hide()

        def done(n: int) -> None:
            text = ngettext("{n} badge counts as printed.", "{n} badges count as printed.", n)
            self._tell(text.format(n=number(n)))
            self._look()

        self._desk.ask(self, lambda station: sheets.mark_printed(station, ids), done, self._refuse)

    def save_test(self) -> None:
        """Ask for a file, and write the page to it that shows how far the printer is off."""
        if self.wanted() is not None:
            self._choose(_("Save the test page"), "test.pdf", self.save_test_to)

    def save_test_to(self, file: Path) -> None:
        """Keep the shift, and write the test page to `file`."""
        from kiosk.operations import exports, sheets

        wanted = self.wanted()
        if wanted is None:
            return

        def act(station: Station) -> None:
            _keep_shift(station, wanted)
            exports.write_file(file, sheets.alignment(station, wanted.sheeting.stock.id))

        def done(_nothing: None) -> None:
            text = _("{file} is written. Print it, and type the shift that it shows.")
            self._tell(text.format(file=isolated(file.name)))

        self._desk.tasks.free(self, lambda: act(self._desk.station), done, self._refuse)

    def print_test(self) -> None:
        """Keep the shift, and send the page to the printer that shows how far it is off."""
        from kiosk.operations import sheets

        wanted = self.wanted()
        if wanted is None:
            return

        def act(station: Station) -> None:
            _keep_shift(station, wanted)
            sheets.print_alignment(station, wanted.sheeting.stock.id)

        def done(_nothing: None) -> None:
            self._tell(_("The test page is at the printer. Type the shift that it shows."))

        self._desk.tasks.free(self, lambda: act(self._desk.station), done, self._refuse)

    def _choose(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def _refuse(self, error: MarhabaError) -> None:
        self._cancelled = None
        self._show_running(running=False)
        stopped = isinstance(error, Cancelled)
        self._tell(_("Stopped.") if stopped else words.sentence(error), wrong=not stopped)

    def _stop(self) -> None:
        if self._cancelled is not None:
            self._cancelled.set()

    def _on_moved(self, done: int, total: int) -> None:
        if self._cancelled is not None:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self._show_running(running=True)

    def escape(self) -> None:
        """Stop what runs; else leave."""
        if self._cancelled is not None:
            self._stop()
        else:
            self.left.emit()

    # -- showing ----------------------------------------------------------------------------------------

    def _say_counts(self) -> None:
        there = self._counts is not None
        self.save_button.setEnabled(there)
        self.print_button.setEnabled(there)
        badges, sheets = self._counts or (0, 0)
        told = ngettext("{n} badge", "{n} badges", badges).format(n=number(badges))
        paper = ngettext("{n} sheet", "{n} sheets", sheets).format(n=number(sheets))
        self._summary.setText(_("{badges} on {sheets}").format(badges=told, sheets=paper) if there else "")

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Badges by the sheet"))
        self.form.retranslate()
        self.paper.setAccessibleName(_("The first sheet"))
        self.bar.setAccessibleName(_("Drawing badges"))
        self.save_button.say(_("Save as PDF"))
        self.print_button.say(_("Print"))
        self.test_button.say(_("Test page"))
        self.print_test_button.say(_("Print the test page"))
        self.leave_button.say(_("Back to the desk"))
        self.stop_button.setText(_("Stop"))
        self.came_out_button.setText(_("They came out well"))
        self._made = None
        self._tell("")
        self._say_replaced(self._refused)
        self._say_counts()

    def redraw(self) -> None:
        """Draw everything in the colours of now."""
        self.form.redraw()
        self.paper.update()


@dataclass(frozen=True, slots=True)
class _Seen:
    """The first sheet and its picture, and how many badges and sheets there are in all."""

    image: QImage
    first: Drawn
    badges: int
    sheets: int


def _first(station: Station, wanted: Wanted, height: int) -> _Seen:
    from kiosk.operations import sheets

    drawn, badges, number_of_sheets = sheets.first_sheet(station, wanted.choice, wanted.sheeting)
    return _Seen(pictures.first_page(drawn.pdf, height), drawn, badges, number_of_sheets)


def _keep_shift(station: Station, wanted: Wanted) -> None:
    from kiosk.operations import sheets

    shift = (wanted.sheeting.shift_x_mm, wanted.sheeting.shift_y_mm)
    if shift != (station.settings.sheet_shift_x_mm, station.settings.sheet_shift_y_mm):
        sheets.keep_shift(station, *shift)
