"""Paper lists: printed for a door, and their ticks scanned back in with the hour at which they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from kiosk import words
from kiosk.domain.questions import WrongAnswerError
from kiosk.language import _, clock, current, isolated, ngettext, number
from kiosk.ui import appearance
from kiosk.ui.changes import Change
from kiosk.ui.screens.keyed import KeyedScreen
from kiosk.ui.widgets.file_tables import PlainTable
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label, panel
from kiosk.ui.widgets.plain_fields import Field, MomentEdit, PlainChoice
from kiosk.ui.widgets.plain_fields import told as told_wrong
from kiosk.words import guests
from kiosk.words.paper import ticks_taken

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.domain.people import Attendee
    from kiosk.errors import MarhabaError
    from kiosk.operations.station import Station
    from kiosk.operations.ticks import Taken
    from kiosk.scanning.scanner import Scan
    from kiosk.ui.desk import Desk

_SIDE: Final = 430


@dataclass(slots=True)
class _Ticked:
    """A code that was scanned from the paper, when it was ticked, and whose it is once that is known."""

    code: str
    at: datetime
    guest: Attendee | None = None
    is_known: bool = False


class PaperLists(KeyedScreen):
    """`left` fires when the screen is done with. What is scanned meanwhile is a tick and lets nobody in."""

    left = Signal()
    takes_scans = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.ticked: list[_Ticked] = []
        self._build()
        self._connect()
        self.moment.show_moment(desk.station.now, desk.zone)
        self.retranslate()

    # -- building ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._heading = label(tone="headline")
        self.list = PlainChoice()
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list = Field(self.list)
        self._notice, self._wrong = label(tone="muted", wraps=True), label(tone="wrong", wraps=True)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self._build_paper())
        sides.addWidget(self._build_ticks(), 1)
        self.leave_button = KeyButton("Esc")
        lower = QHBoxLayout()
        lower.addStretch()
        lower.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(sides, 1)
        for part in (self._notice, self._wrong):
            part.hide()
            column.addWidget(part)
        column.addLayout(lower)

    def _build_paper(self) -> QWidget:
        frame, column = panel(margin=16, gap=12)
        frame.setFixedWidth(appearance.px(_SIDE))
        self._to_the_door, self._how = label(tone="title"), label(tone="muted", wraps=True)
        self.save_button, self.print_button = KeyButton("Ctrl+S", "primary"), KeyButton("Ctrl+Shift+P")
        for part in (self._list, self._to_the_door, self._how, self.save_button, self.print_button):
            column.addWidget(part)
        column.addStretch()
        return frame

    def _build_ticks(self) -> QWidget:
        frame, column = panel(margin=16, gap=8)
        self._back, self._scan_them = label(tone="title"), label(tone="muted", wraps=True)
        self.moment = MomentEdit()
        self._moment = Field(self.moment)
        self.table = PlainTable(2)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.write_button, self.drop_button = KeyButton("Ctrl+⏎", "primary"), KeyButton("Backspace")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.write_button)
        row.addWidget(self.drop_button)
        row.addStretch()
        for part in (self._back, self._scan_them, self._moment):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        return frame

    def _connect(self) -> None:
        keys = {"Ctrl+Return": self.write, "Ctrl+Enter": self.write}
        self.bind({"Ctrl+S": self.save, "Ctrl+Shift+P": self.print_list, **keys})
        drop = QShortcut(QKeySequence("Backspace"), self.table)
        drop.setContext(Qt.ShortcutContext.WidgetShortcut)
        drop.activated.connect(self.drop_last)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_list)
        self.write_button.clicked.connect(self.write)
        self.drop_button.clicked.connect(self.drop_last)
        self.leave_button.clicked.connect(self.escape)
        for button in (
            self.save_button,
            self.print_button,
            self.write_button,
            self.drop_button,
            self.leave_button,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._desk.changes.changed.connect(self._on_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the list of now, ready for scans."""
        super().showEvent(event)
        self._offer()
        self.table.setFocus()

    def _on_changed(self, change: Change) -> None:
        if change & Change.EVENT:
            self._offer()

    def _offer(self) -> None:
        chosen = self.list.currentData() or self._desk.list_id
        self.list.clear()
        for one in self._desk.overview.lists:
            self.list.addItem(isolated(one.title.best(current()) or one.id), one.id)
        self.list.setCurrentIndex(max(self.list.findData(chosen), 0))
        self._allow()

    @property
    def list_id(self) -> str:
        """The list that is chosen; empty while there is none."""
        return self.list.currentData() or ""

    # -- to the door --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a file, and write the list to it."""
        if not self.list_id:
            return
        dialog = QFileDialog(self, _("Save the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self.list_id}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, file: Path) -> None:
        """Write the list to `file`."""
        from kiosk.operations import door_lists, exports

        station, list_id = self._desk.station, self.list_id

        def act() -> None:
            exports.write_file(file, door_lists.door_list(station, list_id).pdf)

        done = partial(self._tell, _("{file} is written.").format(file=isolated(file.name)))
        self._desk.tasks.free(self, act, lambda _nothing: done(), self._refuse)

    def print_list(self) -> None:
        """Send the list to this desk's printer."""
        from kiosk.operations import door_lists

        station, list_id = self._desk.station, self.list_id
        if list_id:
            self._desk.tasks.free(
                self,
                lambda: door_lists.print_list(station, list_id),
                lambda _reference: self._tell(_("The list is at the printer.")),
                self._refuse,
            )

    # -- and back -----------------------------------------------------------------------------------------

    def take_scan(self, scan: Scan) -> None:
        """Keep a tick that was scanned, at the hour that is typed."""
        try:
            at = self.moment.value(self._desk.zone) or self._desk.station.now
        except WrongAnswerError as error:
            self._moment.mark(told_wrong(error))
            return
        self._moment.mark("")
        self._tell("")
        one = _Ticked(scan.text, at)
        self.ticked.append(one)
        self._fill()
        from kiosk.operations import ticks

        def known(guest: Attendee | None) -> None:
            one.guest, one.is_known = guest, True
            self._fill()

        self._desk.ask(self, partial(ticks.whose, code=scan.text), known, self._refuse)

    def drop_last(self) -> None:
        """Forget the tick that was scanned last."""
        if self.ticked:
            self.ticked.pop()
            self._fill()

    def write(self) -> None:
        """Write an entry for each tick, and keep those on the screen that are nobody's."""
        from kiosk.operations import ticks

        if not self.ticked or not self.list_id:
            return
        taken = [ticks.Tick(one.code, one.at) for one in self.ticked]
        list_id = self.list_id

        def act(station: Station) -> Taken:
            return ticks.take(station, list_id, taken)

        def done(result: Taken) -> None:
            self.ticked = [one for one in self.ticked if one.code in result.unknown]
            self._fill()
            told = ticks_taken(len(result.entered), result.known, len(result.unknown))
            self._tell(told, wrong=bool(result.unknown))
            self._desk.changes.tell(Change.ADMISSIONS)

        self._desk.ask(self, act, done, self._refuse)

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels([_("Ticked at"), _("Name")])
        self.table.setRowCount(len(self.ticked))
        for line, one in enumerate(reversed(self.ticked)):
            at = one.at.astimezone(self._desk.zone)
            name = (
                guests.name(one.guest) if one.guest else one.code if not one.is_known else _nobodys(one.code)
            )
            for column, text in enumerate((f"{at:%d/%m} {clock(at)}", name)):
                self.table.setItem(line, column, QTableWidgetItem(isolated(text)))
        self._allow()

    def _allow(self) -> None:
        n = len(self.ticked)
        self.write_button.setEnabled(bool(n and self.list_id))
        self.drop_button.setEnabled(bool(n))
        self.save_button.setEnabled(bool(self.list_id))
        self.print_button.setEnabled(bool(self.list_id))
        self.write_button.say(ngettext("Write {n} entry", "Write {n} entries", n).format(n=number(n)))

    # -- telling ------------------------------------------------------------------------------------------

    @property
    def notice(self) -> str:
        """What is said at the bottom."""
        return self._wrong.text() or self._notice.text()

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        for one, shown in ((self._notice, not wrong), (self._wrong, wrong)):
            one.setText(text if shown else "")
            one.setVisible(bool(one.text()))

    def _refuse(self, error: MarhabaError) -> None:
        self._tell(words.sentence(error), wrong=True)

    def escape(self) -> None:
        """Leave; ticks that are not written are warned of once."""
        waiting = _(
            "These ticks are not written yet. Ctrl+Enter writes them; Esc once more leaves them here."
        )
        if self.ticked and self.notice != waiting:
            self._tell(waiting, wrong=True)
        else:
            self.left.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._heading.setText(_("Paper lists"))
        self._list.name(_("List"))
        self._to_the_door.setText(_("To the door"))
        self._how.setText(_("A box to tick and a small code for each guest, by name, in both languages."))
        self.save_button.say(_("Save as PDF"))
        self.print_button.say(_("Print"))
        self._back.setText(_("Ticks, back from the door"))
        self._scan_them.setText(_("Type when they were ticked, then scan the code of each guest ticked."))
        self._moment.name(_("Ticked at"))
        self.table.setAccessibleName(_("Ticks scanned"))
        self.drop_button.say(_("Forget the last"))
        self.leave_button.say(_("Back to the desk"))
        self._tell("")
        self._offer()
        self._fill()


def _nobodys(code: str) -> str:
    return _("Nobody has this code: {code}").format(code=isolated(code))
