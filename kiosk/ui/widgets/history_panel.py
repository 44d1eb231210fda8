"""What happened to one guest, newest first, in the card's place; an admission can be taken back here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout

from kiosk.domain.facts import Kind
from kiosk.language import _, isolated
from kiosk.ui.widgets.history_lines import ROW_ROLE, Happenings, LinePainter
from kiosk.ui.widgets.keybutton import KeyButton
from kiosk.ui.widgets.labels import label
from kiosk.ui.widgets.override_panel import OverridePanel
from kiosk.words import guests

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from kiosk.domain.people import Attendee
    from kiosk.operations.history import Happening

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKEN_BACK: Final = (Kind.ADMISSION_GIVEN, Kind.ATTENDEE_MERGED, Kind.ATTENDEE_KEPT_APART)
_DELETE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class HistoryPanel(QFrame):
    """`annulled` fires with the Happening that is to be taken back, `left` when it is closed.

    `approval` is asked in place where whoever is on duty may not take it back.
    """

    annulled = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._guest: Attendee | None = None
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._title = label(tone="headline", wraps=True)
        self.lines = Happenings()
        self.list = QListView()
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LinePainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(lambda *_args: self._on_current())
        self._told = label(tone="muted", wraps=True)
        self.annul_button = KeyButton("⏎")
        self.leave_button = KeyButton("Esc")
        self.annul_button.clicked.connect(self._annul)
        self.leave_button.clicked.connect(self.left)
        self.approval = OverridePanel()
        row = QHBoxLayout()
        row.setSpacing(12)
        for button in (self.annul_button, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        for one in (self._title, self._told):
            column.addWidget(one)
        column.addWidget(self.list, 1)
        column.addWidget(self.approval)
        column.addLayout(row)
        self._buttons = (self.annul_button, self.leave_button)
        self.end_approval()

    def show_history(self, guest: Attendee, rows: Sequence[Happening], zone: tzinfo, today: date) -> None:
        """Show what happened to `guest`; the line that was chosen stays so."""
        chosen = self.current()
        self._guest = guest
        self.lines.show(rows, zone, today)
        kept = [n for n, one in enumerate(rows) if chosen is not None and one.fact_id == chosen.fact_id]
        if rows:
            self.list.setCurrentIndex(self.lines.index(kept[0] if kept else 0))
        self.retranslate()

    def current(self) -> Happening | None:
        """Return the line that is chosen."""
        one: Happening | None = self.list.currentIndex().data(ROW_ROLE)
        return one

    def begin(self) -> None:
        """Take the arrows."""
        (self.list if self.approval.isHidden() else self.approval).setFocus()

    def tell(self, sentence: str) -> None:
        """Say what came of it."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def ask_approval(self) -> None:
        """Ask for the PIN of somebody who may take it back."""
        for button in self._buttons:
            button.hide()
        self.approval.show()

    def end_approval(self) -> None:
        """Ask for nothing any more."""
        self.approval.hide()
        for button in self._buttons:
            button.show()

    def _on_current(self) -> None:
        self.annul_button.setEnabled(_can_be_taken_back(self.current()))

    def _annul(self) -> None:
        one = self.current()
        if _can_be_taken_back(one):
            self.tell("")
            self.annulled.emit(one)

    def eventFilter(self, _target: QObject, event: QEvent) -> bool:
        """Take Enter and Delete on a line, and let no letter go elsewhere."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER or event.key() in _DELETE:
            self._annul()
            return True
        return bool(event.text()) and event.text().isprintable()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nothing that is typed here go to the look-up."""
        if not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        name = guests.name(self._guest) if self._guest else ""
        text = _("History of {name}").format(name=isolated(name)) if name else _("History")
        self._title.setText(text)
        self.list.setAccessibleName(text)
        self.annul_button.say(_("Take this back"))
        self.leave_button.say(_("Leave"))
        self.approval.retranslate()
        self.tell(self._told.text())
        self._on_current()
        self.list.viewport().update()

    def redraw(self) -> None:
        """Draw the lines in the colours of now."""
        self.list.viewport().update()


def _can_be_taken_back(one: Happening | None) -> bool:
    return one is not None and one.kind in _TAKEN_BACK and not one.annulled
